//! By what annotations are known again.

use std::borrow::Cow;

use super::super::language_of;
use super::super::said::{Rests, Said};

/// Two that have a key in common may be one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Key<'a> {
    /// All that is known of it.
    All(Said<'a>),
    /// All that it says, in one file.
    InFile(&'a str, Content<'a>),
    /// All that it says, in one language.
    Anywhere(&'a str, Content<'a>),
    /// The words that were quoted.
    Rests(Place<'a>, Rests<'a>),
    /// The phrase, where it is long enough.
    Text(Place<'a>, Cow<'a, str>),
    /// The phrase and the sources.
    TextAndSources(Place<'a>, Cow<'a, str>, Vec<&'a str>),
    /// Nothing but the file.
    File(&'a str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place<'a> {
    File(&'a str),
    Language(&'a str),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Content<'a> {
    kind: &'a str,
    text: Cow<'a, str>,
    rests: Rests<'a>,
}

impl<'a> Content<'a> {
    pub(super) fn of(said: &Said<'a>) -> Self {
        Self { kind: said.kind, text: said.text.clone(), rests: said.rests.clone() }
    }
}

/// The kind that has no name of its own.
const FOOTNOTE: &str = "footnote";

/// Keys of what an annotation says that stands, or may stand, in a file.
pub(super) type Keys = for<'a> fn(&Said<'a>, &'a str) -> Vec<Key<'a>>;

/// Nothing was edited. Footnotes that say the same have no other way to be told apart than their order.
pub(super) fn all<'a>(said: &Said<'a>, _file: &'a str) -> Vec<Key<'a>> {
    let nth = if said.kind == FOOTNOTE { said.nth } else { 0 };
    vec![Key::All(Said { nth, ..said.clone() })]
}

/// It stands in another file.
pub(super) fn anywhere<'a>(said: &Said<'a>, _file: &'a str) -> Vec<Key<'a>> {
    vec![Key::Anywhere(language_of(said.file), Content::of(said))]
}

/// It stands in the file to which others went.
pub(super) fn in_file<'a>(said: &Said<'a>, file: &'a str) -> Vec<Key<'a>> {
    vec![Key::InFile(file, Content::of(said))]
}

/// The claim was edited, or the quotation; and what is the very same elsewhere may be meant as well.
pub(super) fn edited<'a>(said: &Said<'a>, file: &'a str) -> Vec<Key<'a>> {
    let mut keys = all_parts(said, Place::File(file));
    keys.extend(anywhere(said, file));
    keys
}

/// It was edited, and stands in a file to which nothing else went.
pub(super) fn edited_elsewhere<'a>(said: &Said<'a>, _file: &'a str) -> Vec<Key<'a>> {
    parts(said, Place::Language(language_of(said.file)))
}

/// Likewise, where also so much counts that is not enough to believe it.
pub(super) fn edited_anywhere<'a>(said: &Said<'a>, _file: &'a str) -> Vec<Key<'a>> {
    all_parts(said, Place::Language(language_of(said.file)))
}

/// It stands in the file, whatever it says.
pub(super) fn file<'a>(_said: &Said<'a>, file: &'a str) -> Vec<Key<'a>> {
    vec![Key::File(file)]
}

/// Whether one of the parts is the same by which annotations are known.
pub(super) fn share_a_part(one: &Said<'_>, other: &Said<'_>) -> bool {
    let text = one.text == other.text
        && (one.has_words() || !one.text.is_empty() && one.sources().eq(other.sources()));
    text || one.is_telling() && one.rests == other.rests
}

/// The parts of an annotation by each of which it is known.
fn parts<'a>(said: &Said<'a>, place: Place<'a>) -> Vec<Key<'a>> {
    let mut keys = Vec::new();
    if said.is_telling() {
        keys.push(Key::Rests(place, said.rests.clone()));
    }
    if said.has_words() {
        keys.push(Key::Text(place, said.text.clone()));
    }
    keys
}

/// Those and the phrase together with the sources, however short it is.
pub(super) fn all_parts<'a>(said: &Said<'a>, place: Place<'a>) -> Vec<Key<'a>> {
    let mut keys = parts(said, place);
    if !said.text.is_empty() {
        keys.push(Key::TextAndSources(place, said.text.clone(), said.sources().collect()));
    }
    keys
}
