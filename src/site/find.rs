//! Annotations by words, for whoever doesn't know the id.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::Permalink;

/// What a word weighs by where it stands: in the phrase, in the id, in the title of the page, in the quotation, in the
/// name of its source.
const WEIGHTS: [usize; 5] = [8, 6, 4, 3, 2];

/// Fewer letters don't stand for a word that they begin.
const BEGINS_FROM: usize = 3;

/// The annotations that fit these words best, the best first: those with most of the words, of these the ones where the
/// words weigh most.
#[must_use]
pub fn find<'a>(permalinks: &'a [Permalink], words: &str) -> Vec<&'a Permalink> {
    let wanted = folded(words);
    let mut found: Vec<((usize, usize), &Permalink)> = permalinks
        .iter()
        .map(|permalink| (fit(permalink, &wanted), permalink))
        .filter(|((count, _), _)| *count > 0)
        .collect();
    found.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.id.cmp(&other.id)));
    let most = found.first().map_or(0, |((count, _), _)| *count);
    // Whoever gives three words and gets what has all of them doesn't look for what has one.
    found.into_iter().filter(|((count, _), _)| *count == most).map(|(_, permalink)| permalink).collect()
}

/// How many of the words an annotation has, and what they weigh.
fn fit(permalink: &Permalink, wanted: &[String]) -> (usize, usize) {
    let (quotation, source) =
        permalink.quotation.as_ref().map_or(("", ""), |(words, source)| (words, source));
    let places = [&permalink.text, &permalink.id, &permalink.page, quotation, source].map(folded);
    let weight = |word: &String| {
        let of_place = |(place, weight): (&Vec<String>, usize)| {
            place.iter().map(|known| likeness(known, word) * weight).max().unwrap_or_default()
        };
        places.iter().zip(WEIGHTS).map(of_place).sum::<usize>()
    };
    let weights = wanted.iter().map(weight).filter(|weight| *weight > 0);
    weights.fold((0, 0), |(count, sum), weight| (count + 1, sum + weight))
}

/// 2 for the same word, 1 for one that begins with it, else 0.
fn likeness(known: &str, word: &str) -> usize {
    if known == word {
        2
    } else {
        usize::from(word.chars().count() >= BEGINS_FROM && known.starts_with(word))
    }
}

/// The words of a text in small letters, without accents.
fn folded(text: impl AsRef<str>) -> Vec<String> {
    let plain =
        |word: &str| word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    text.as_ref().unicode_words().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permalink(id: &str, text: &str, page: &str, quotation: &str) -> Permalink {
        Permalink {
            id: id.to_owned(),
            url: String::new(),
            text: text.to_owned(),
            page: page.to_owned(),
            quotation: (!quotation.is_empty()).then(|| (quotation.to_owned(), "Minutes".to_owned())),
        }
    }

    #[test]
    fn the_phrase_weighs_most_and_all_words_more_than_some() {
        let all = [
            permalink("a", "the limit was cut", "Fish", "a seventh less"),
            permalink("b", "less fish", "Limits", ""),
            permalink("c", "nothing", "The limit", "the limit binds both fleets"),
            permalink("d", "Ліміт для обох флотів", "Éclair", ""),
        ];
        let ids =
            |words: &str| find(&all, words).iter().map(|found| found.id.clone()).collect::<Vec<_>>().concat();
        assert_eq!(ids("limit"), "acb");
        assert_eq!(ids("fleets LIMIT"), "c");
        assert_eq!(ids("eclair"), "d");
        assert_eq!(ids("флот"), "d");
        assert_eq!(ids("minutes"), "ac");
        assert_eq!(ids("whale"), "");
        assert_eq!(ids(""), "");
    }
}
