//! A check as findings: what is wrong, the nearest passage, the difference, and the change that settles it.

use std::ops::Range;
use std::sync::Arc;

use super::difference::Piece;
use super::outcome::{Cause, Check, Passage, Verdict, Warning};
use super::place::describe;
use super::writing::written;
use crate::archive::Source;
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, TextFile};
use crate::parse::Words;

/// Characters of a passage that a hint shows.
const SHOWN: usize = 240;
/// Words of an unchanged stretch that a difference shows on each side of a change.
const AROUND: usize = 6;

impl Check {
    /// The findings of a check of words of `file`; none where they pass without warnings.
    #[must_use]
    pub fn diagnostics(&self, file: &Arc<TextFile>, words: &Words, source: &Source) -> Vec<Diagnostic> {
        let range = words.range.clone();
        if self.verdict == Verdict::Unverifiable {
            return vec![unverifiable(file, range, source)];
        }
        match self.cause {
            Some(cause) => vec![self.failure(cause, file, words, source)],
            None => self
                .warnings
                .iter()
                .map(|warning| self.doubt(*warning, file, range.clone(), source))
                .collect(),
        }
    }

    /// What differs from the nearest passage, on one line: `{quotation → source}: the enemy lost {three → two} vehicles`.
    #[must_use]
    pub fn difference_words(&self) -> Option<String> {
        let tells = !self.difference.is_empty() && self.cause != Some(Cause::NotFound);
        tells.then(|| format!("{{quotation → source}}: {}", shown(&self.difference)))
    }

    fn failure(&self, cause: Cause, file: &Arc<TextFile>, words: &Words, source: &Source) -> Diagnostic {
        let detail = self.detail.as_deref();
        let mut finding = Diagnostic::error(cause.code(), message(cause, detail, source)).at(
            file,
            words.range.clone(),
            label(cause),
        );
        if cause == Cause::WrongPlace {
            let places: Vec<String> = self.passage.iter().chain(&self.others).map(describe).collect();
            return finding.hint(format!("name the place where they stand: {}", listed(&places)));
        }
        if let Some(passage) = &self.passage {
            finding = finding.hint(nearest(cause, passage, &source.text));
        }
        if let Some(difference) = self.difference_words() {
            finding = finding.hint(difference);
        }
        let negation_left_out = cause == Cause::UnmarkedOmission && detail.is_some();
        finding = finding.hint(way_out(if negation_left_out { Cause::OmitsNegation } else { cause }));
        match self.correction.as_deref().and_then(|correction| written(correction, words, &file.text)) {
            Some(replacement) => finding.fixed_by(fix(cause, replacement, file, words.range.clone())),
            None => finding,
        }
    }

    fn doubt(
        &self,
        warning: Warning,
        file: &Arc<TextFile>,
        range: Range<usize>,
        source: &Source,
    ) -> Diagnostic {
        let id = &source.id;
        let places: Vec<String> = (self.passage.iter().chain(&self.others))
            .map(|passage| place_in_context(passage, &source.text))
            .collect();
        let finding = |message: String, label: &str| {
            Diagnostic::warning(warning.code(), message).at(file, range.clone(), label)
        };
        match warning {
            Warning::CaseUnmarked => finding(
                format!("the first letter is in the other case in source `{id}`"),
                "nothing marks the change",
            )
            .hint("put the letter in brackets, as in `[T]he`"),
            Warning::ShortSegment => finding(
                "one word beside an omission proves little".to_owned(),
                "a single word stands beside `[…]`",
            )
            .hint("quote more of the words around the omission"),
            Warning::EdgeNegation => finding(
                format!(
                    "the omission at the beginning cuts `{}` off its own sentence",
                    self.detail.as_deref().unwrap_or_default()
                ),
                "the sentence may say the opposite",
            )
            .hint(format!(
                "begin the quotation earlier: … {}",
                self.passage.as_ref().map_or("", |passage| passage.prefix(&source.text).trim())
            )),
            Warning::TooShort => {
                let finding = finding(
                    "the quotation is too short to prove anything".to_owned(),
                    "fewer than three words",
                );
                let finding =
                    finding.hint("quote at least three words (six characters in Chinese, Japanese or Thai)");
                if places.len() < 2 {
                    finding
                } else {
                    finding.hint(format!("it stands in {}", several(&places)))
                }
            }
            Warning::Ambiguous => finding(
                format!("these words stand in several places of source `{id}`"),
                "which of them is meant?",
            )
            .hint(format!("they stand in {}", several(&places)))
            .hint("tell them apart with `at=`, `page=`, `t=`, `prefix=` or `suffix=`, or quote more words"),
        }
    }
}

fn unverifiable(file: &Arc<TextFile>, range: Range<usize>, source: &Source) -> Diagnostic {
    Diagnostic::warning(
        Code::Unverifiable,
        format!("source `{}` has no text to check this quotation against", source.id),
    )
    .at(file, range, "cannot be checked")
    .hint("put the text of the document below the front matter of the source; a scan has to be read first")
}

fn message(cause: Cause, detail: Option<&str>, source: &Source) -> String {
    let id = &source.id;
    match cause {
        Cause::Altered => format!("these are not quite the words of source `{id}`"),
        Cause::Case => format!("capital and small letters differ from those of source `{id}`"),
        Cause::Diacritics => format!("diacritics differ from those of source `{id}`"),
        Cause::Number => format!("a figure differs from that of source `{id}`"),
        Cause::Order => format!("these words stand in source `{id}` in another order"),
        Cause::GapTooLong => {
            format!("an omission leaves out {} characters, more than 500", detail.unwrap_or("too many"))
        }
        Cause::OmitsNegation => format!("an omission swallows `{}`", detail.unwrap_or("a negation")),
        Cause::UnmarkedOmission => match detail {
            Some(word) => {
                format!("words of source `{id}` are left out and nothing says so, `{word}` among them")
            }
            None => format!("words of source `{id}` are left out and nothing says so"),
        },
        Cause::TooMuchInserted => match detail {
            Some(share) => format!("{share} of the quotation stand in brackets, more than 40 %"),
            None => "nothing of the quotation stands outside brackets".to_owned(),
        },
        Cause::WrongPlace => match detail {
            Some(place) => format!("these words stand in source `{id}` at another place: {place}"),
            None => format!("these words stand in source `{id}`, but not at the place that is given"),
        },
        Cause::NotFound => format!("nothing in source `{id}` comes near these words"),
    }
}

fn label(cause: Cause) -> &'static str {
    match cause {
        Cause::Altered | Cause::Case | Cause::Diacritics | Cause::Number => "not the source's own words",
        Cause::Order => "not in this order",
        Cause::GapTooLong => "too much is left out",
        Cause::OmitsNegation => "the meaning may be turned round",
        Cause::UnmarkedOmission => "an omission without a mark",
        Cause::TooMuchInserted => "too little is the source's",
        Cause::WrongPlace => "not at this place",
        Cause::NotFound => "not in the source",
    }
}

fn way_out(cause: Cause) -> &'static str {
    match cause {
        Cause::Altered | Cause::Case | Cause::Diacritics | Cause::Number => {
            "quote the source's own words, or paraphrase without quotation marks"
        }
        Cause::Order => "quote the segments in the order of the source, or make two quotations of them",
        Cause::GapTooLong => "make two quotations of it",
        Cause::OmitsNegation => "quote the negation or hedge with the rest",
        Cause::UnmarkedOmission => "write `[…]` where words are left out",
        Cause::TooMuchInserted => "quote more of the source and insert less",
        Cause::WrongPlace | Cause::NotFound => {
            "check that this is the right source, and that its archived text is complete"
        }
    }
}

fn nearest(cause: Cause, passage: &Passage, text: &str) -> String {
    let what = match cause {
        Cause::Order | Cause::GapTooLong => "the first segment stands in",
        _ => "the nearest passage is",
    };
    let place = describe(passage);
    let place = if place.is_empty() { String::new() } else { format!(" {place}:") };
    format!("{what}{place} “{}”", short(passage.exact(text)))
}

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{} …", line[..end].trim_end()),
        None => line,
    }
}

fn place_in_context(passage: &Passage, text: &str) -> String {
    let place = describe(passage);
    let after = passage.suffix(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let before = passage.prefix(text).split_whitespace().collect::<Vec<_>>().join(" ");
    match (before.is_empty(), after.is_empty()) {
        (false, _) => format!("{place} (after “{before}”)"),
        (true, false) => format!("{place} (before “{after}”)"),
        (true, true) => place,
    }
}

fn several(places: &[String]) -> String {
    const NAMED: usize = 4;
    let more = places.len().saturating_sub(NAMED);
    let named = listed(&places[..places.len().min(NAMED)]);
    if more == 0 { named } else { format!("{named} and elsewhere") }
}

fn listed(places: &[String]) -> String {
    places.iter().map(String::as_str).filter(|place| !place.is_empty()).collect::<Vec<_>>().join("; ")
}

/// A difference on one line: `the enemy lost {three → two} vehicles`.
fn shown(pieces: &[Piece]) -> String {
    let last = pieces.len().saturating_sub(1);
    let parts = pieces.iter().enumerate().map(|(index, piece)| match piece {
        Piece::Same(words) => cut(words, index == 0, index == last),
        Piece::Omitted => "[…]".to_owned(),
        Piece::Changed { quotation, source } if quotation.is_empty() => format!("{{+ {}}}", short(source)),
        Piece::Changed { quotation, source } if source.is_empty() => format!("{{− {}}}", short(quotation)),
        Piece::Changed { quotation, source } => format!("{{{} → {}}}", short(quotation), short(source)),
    });
    parts.collect::<Vec<_>>().join(" ")
}

/// Unchanged words, without those that are far from any change.
fn cut(words: &str, is_first: bool, is_last: bool) -> String {
    let all: Vec<&str> = words.split_whitespace().collect();
    let (head, tail) = (if is_first { 0 } else { AROUND }, if is_last { 0 } else { AROUND });
    if all.len() <= head + tail + 1 || is_first && is_last {
        return words.to_owned();
    }
    let parts = [all[..head].join(" "), "…".to_owned(), all[all.len() - tail..].join(" ")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn fix(cause: Cause, replacement: String, file: &Arc<TextFile>, range: Range<usize>) -> Fix {
    let title = match cause {
        Cause::UnmarkedOmission => "write `[…]` for the omitted words",
        Cause::Order => "put the words in the order of the source",
        _ => "write the source's own words",
    };
    Fix { title: title.to_owned(), edits: vec![Edit { file: Arc::clone(file), range, replacement }] }
}
