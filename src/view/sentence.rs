//! Where sentences begin.

use unicode_segmentation::UnicodeSegmentation;

/// Words that end in a full stop which does not end a sentence, without the stop.
const ABBREVIATIONS: [&str; 66] = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Col", "Lt", "Sgt", "Maj", "Capt", "Cmdr", "Adm", "Sen", "Rep",
    "Gov", "Rev", "Hon", "St", "Jr", "Sr", "vs", "cf", "No", "Nos", "Art", "Arts", "Fig", "Vol", "Ch", "pp",
    "ed", "eds", "al", "Inc", "Ltd", "Co", "Corp", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept",
    "Sep", "Oct", "Nov", "Dec", "approx", "ст", "пп", "рр", "вул", "обл", "див", "ім", "акад", "проф", "ген",
    "полк", "англ", "гр", "тис", "млн",
];

/// The bytes of a paragraph at which its sentences begin, 0 first, and its length at the end.
///
/// Sentences are those of Unicode (UAX 29) with three repairs: a line end within a paragraph ends none, nor does
/// the full stop of an abbreviation or initial, nor a mark before a small letter (“Stop!” he said). A cell of a
/// table is a sentence of its own.
pub(super) fn bounds(paragraph: &str) -> Vec<usize> {
    let folded = paragraph.replace('\n', " ");
    let mut bounds = Vec::new();
    let mut start = 0;
    for cell in folded.split_inclusive('\t') {
        add_bounds(cell, start, &mut bounds);
        start += cell.len();
    }
    bounds.push(paragraph.len());
    bounds
}

fn add_bounds(cell: &str, start: usize, bounds: &mut Vec<usize>) {
    let mut before = "";
    for (at, sentence) in cell.split_sentence_bound_indices() {
        if at == 0 || !(goes_on(sentence) || ends_in_abbreviation(before)) {
            bounds.push(start + at);
        }
        before = sentence;
    }
}

fn goes_on(sentence: &str) -> bool {
    sentence.starts_with(char::is_lowercase)
}

fn ends_in_abbreviation(sentence: &str) -> bool {
    let Some(words) = sentence.trim_end().strip_suffix('.') else { return false };
    let start = words.rfind(|c: char| c.is_whitespace() || "([“„«\"'’".contains(c));
    let word = start.map_or(words, |at| words[at..].trim_start_matches(|c: char| !c.is_alphanumeric()));
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let is_acronym = word.contains('.')
        && word.split('.').all(|part| (1..=2).contains(&part.chars().count()))
        && word.chars().all(|c| c == '.' || c.is_alphabetic());
    is_initial || is_acronym || ABBREVIATIONS.contains(&word)
}
