//! Which characters the folding rules speak of.

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_normalization::{IsNormalized, is_nfc_quick};

/// Quotation marks, apostrophes and primes (rule N4): Unicode's property `Quotation_Mark`, the modifier letters
/// and accents that are typed for an apostrophe, the primes, and the Hebrew geresh and gershayim.
pub(in crate::verify) fn is_mark(c: char) -> bool {
    matches!(c,
        '"' | '\'' | '`' | '´' | '«' | '»'
        | '\u{2b9}'..='\u{2bd}' | '\u{2ee}' | '\u{5f3}' | '\u{5f4}'
        | '\u{2018}'..='\u{201f}' | '\u{2032}'..='\u{2037}' | '\u{2039}' | '\u{203a}' | '\u{2057}'
        | '\u{2e42}' | '\u{300c}'..='\u{300f}' | '\u{301d}'..='\u{301f}'
        | '\u{fe41}'..='\u{fe44}' | '\u{ff02}' | '\u{ff07}' | '\u{ff62}' | '\u{ff63}')
}

/// Characters that nobody sees (rule N3): soft hyphen, zero-width space, word joiner, BOM, direction marks.
pub(in crate::verify) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Hyphens and the dashes that stand for one when unspaced (rule N5).
pub(in crate::verify) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{5be}' | '\u{2010}'..='\u{2013}' | '\u{2212}')
}

/// Dashes that divide, spaced or not (rule N5).
pub(in crate::verify) fn is_em_dash(c: char) -> bool {
    matches!(c, '\u{2014}' | '\u{2015}')
}

/// The letters that a ligature of U+FB00–FB06 stands for (rule N1).
pub(super) fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        _ => return None,
    })
}

/// A comma or full stop, the ones of other scripts included (rule N11).
pub(in crate::verify) fn is_point(c: char) -> bool {
    matches!(
        c,
        ',' | '.' | '\u{60c}' | '\u{6d4}' | '\u{3001}' | '\u{3002}' | '\u{ff0c}' | '\u{ff0e}' | '\u{ff61}'
    )
}

/// Letters of scripts that put no spaces between words.
pub(in crate::verify) fn is_unspaced(c: char) -> bool {
    // Nearly all that is asked about stands before the first of them.
    c >= '\u{e00}'
        && matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{19e0}'..='\u{19ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3031}'..='\u{3035}' | '\u{303b}'
        | '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{312f}' | '\u{31a0}'..='\u{31bf}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// Chinese and Japanese, whose lines are broken anywhere and without a space.
pub(super) fn is_broken_anywhere(c: char) -> bool {
    is_unspaced(c) && (c >= '\u{3005}')
        || matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{ff01}' | '\u{ff08}' | '\u{ff09}'
            | '\u{ff0c}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}')
}

/// Part of a word.
pub(in crate::verify) fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_combining_mark(c) }
}

/// A digit of the decimal system; `²` and `½` are none.
pub(in crate::verify) fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
        || (c.is_numeric()
            && matches!(c,
                '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' | '\u{966}'..='\u{96f}' | '\u{9e6}'..='\u{9ef}'
                | '\u{e50}'..='\u{e59}' | '\u{ff10}'..='\u{ff19}'))
}

/// Whether the composition of what stands before cannot reach over this character.
pub(super) fn begins_composition(c: char) -> bool {
    match c {
        '\0'..='\u{2ff}'
        | '\u{400}'..='\u{482}'
        | '\u{48a}'..='\u{58f}'
        | '\u{5d0}'..='\u{5ea}'
        | '\u{620}'..='\u{64a}'
        | '\u{2010}'..='\u{2027}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' => true,
        _ => canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes,
    }
}
