//! How alike two annotations are, for those that were edited.

use std::collections::HashMap;

use super::said::Said;

/// From 0, nothing in common, to 1, the same: the words of the phrase and those that were quoted count twice, the sources
/// once. What neither of the two has does not count.
pub(super) fn likeness(one: &Said<'_>, other: &Said<'_>) -> f64 {
    let quoted = |said: &Said<'_>| said.rests.iter().map(|(_, words)| &**words).collect::<Vec<_>>().join(" ");
    let sources =
        |said: &Said<'_>| said.rests.iter().map(|(source, _)| *source).collect::<Vec<_>>().join(" ");
    let parts = [
        (2.0, shared(&one.text, &other.text)),
        (2.0, shared(&quoted(one), &quoted(other))),
        (1.0, shared(&sources(one), &sources(other))),
    ];
    let counted = || parts.iter().filter_map(|(weight, share)| Some((weight, (*share)?)));
    let all: f64 = counted().map(|(weight, _)| weight).sum();
    if all == 0.0 { 0.0 } else { counted().map(|(weight, share)| weight * share).sum::<f64>() / all }
}

/// The share of words that two texts have in common (Dice's coefficient, each word as often as it stands there); none where
/// both are empty.
fn shared(one: &str, other: &str) -> Option<f64> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let (mut of_one, mut of_other, mut common) = (0_u32, 0_u32, 0_u32);
    for word in words(one) {
        *counts.entry(word).or_default() += 1;
        of_one += 1;
    }
    for word in words(other) {
        of_other += 1;
        if let Some(count) = counts.get_mut(&word).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
    }
    (of_one + of_other > 0).then(|| f64::from(2 * common) / f64::from(of_one + of_other))
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}
