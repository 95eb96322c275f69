//! What a directive asks of a source: which passage, given by its words, by a place, or both.

use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use super::{Attributes, Directive};
use crate::archive::seconds;
use crate::diagnostic::{Code, Diagnostic, TextFile};

/// What words that are to be checked are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The source's own words.
    Verbatim,
    /// The original of words that the author has translated.
    Original,
}

/// What of a file words stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// The value of an attribute, in quotation marks or without.
    Value,
    /// A label of nothing but words, emphasis and code.
    Label,
    /// A label that holds more than words: links, footnotes, directives.
    RichLabel,
}

/// Words that must be in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The words as written.
    pub text: String,
    /// Where they stand in the file.
    pub range: Range<usize>,
    /// What they are.
    pub role: Role,
    /// What they stand in.
    pub setting: Setting,
}

/// One passage that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The id of the source.
    pub source: String,
    /// Where that id stands in the file.
    pub source_range: Range<usize>,
    /// The words that must be there; without them the place alone counts.
    pub words: Option<Words>,
    /// Paragraphs, from 1.
    pub paragraphs: Option<RangeInclusive<usize>>,
    /// Page, as the source's marks name it.
    pub page: Option<String>,
    /// Time in seconds.
    pub time: Option<u32>,
    /// Words before the passage.
    pub prefix: Option<String>,
    /// Words after the passage.
    pub suffix: Option<String>,
    /// Where the place is given; the whole directive where none is.
    pub place_range: Range<usize>,
    /// Whether the passage is set within a note, where readers see it.
    pub in_note: bool,
}

impl Request {
    /// Whether a place is given by paragraph, page or time.
    #[must_use]
    pub fn has_place(&self) -> bool {
        self.paragraphs.is_some() || self.page.is_some() || self.time.is_some()
    }
}

const PLACE: [&str; 5] = ["at", "page", "t", "prefix", "suffix"];

/// What a directive asks for; nothing where it names no source.
pub(super) fn request(
    file: &Arc<TextFile>,
    directive: &Directive,
    words: Option<Words>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Request> {
    let attributes = &directive.attributes;
    let source = attributes.entry("src")?;
    let text = |key: &str| attributes.entry(key).map(|attribute| attribute.value.clone());
    let mut invalid = |key: &str, message: &str| {
        if let Some(attribute) = attributes.entry(key) {
            let found = Diagnostic::error(Code::InvalidPlace, message);
            diagnostics.push(found.at(file, attribute.value_range.clone(), ""));
        }
    };
    let paragraphs = text("at").and_then(|value| {
        let range = paragraphs(&value);
        if range.is_none() {
            invalid("at", "`at` must name paragraphs, as in `at=p12` or `at=p12-p14`");
        }
        range
    });
    let time = text("t").and_then(|value| {
        let time = seconds(&value);
        if time.is_none() {
            invalid("t", "`t` must be a time, as in `t=12:03` or `t=00:12:03`");
        }
        time
    });
    Some(Request {
        source: source.value.clone(),
        source_range: source.value_range.clone(),
        words,
        paragraphs,
        page: text("page"),
        time,
        prefix: text("prefix"),
        suffix: text("suffix"),
        place_range: ["at", "page", "t"]
            .into_iter()
            .find_map(|key| attributes.entry(key))
            .map_or_else(|| directive.range.clone(), |attribute| attribute.value_range.clone()),
        in_note: false,
    })
}

/// Reports attributes that mean nothing to a directive; `own` are those beside the place of a passage.
pub(super) fn check_attributes(
    file: &Arc<TextFile>,
    directive: &Directive,
    own: &[&str],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let takes_place = own.contains(&"src");
    let known = |key: &str| own.contains(&key) || key == "class" || takes_place && PLACE.contains(&key);
    for attribute in directive.attributes.iter().filter(|attribute| !known(&attribute.key)) {
        let places = if takes_place { &PLACE[..] } else { &[] };
        let message = format!("`{}` takes no attribute `{}`", directive.name, attribute.key);
        let found = Diagnostic::error(Code::UnknownAttribute, message)
            .at(file, attribute.range.clone(), "means nothing here")
            .suggest(&attribute.key, own.iter().chain(places).copied())
            .hint(match listed(own.iter().chain(places)) {
                none if none.is_empty() => "it takes none".to_owned(),
                list => format!("it takes {list}"),
            });
        diagnostics.push(found);
    }
}

/// Reports an attribute that has to be there.
pub(super) fn missing(file: &Arc<TextFile>, directive: &Directive, key: &str, hint: &str) -> Diagnostic {
    Diagnostic::error(Code::MissingAttribute, format!("`{}` needs `{key}`", directive.name))
        .at(file, directive.name_range.clone(), format!("no `{key}` here"))
        .hint(hint)
}

fn listed<'a>(names: impl Iterator<Item = &'a &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The value of an attribute with its place, as words to check.
pub(super) fn words(attributes: &Attributes, key: &str, role: Role) -> Option<Words> {
    let attribute = attributes.entry(key)?;
    let text = on_one_line(&attribute.value);
    Some(Words { text, range: attribute.value_range.clone(), role, setting: Setting::Value })
}

/// Words as a reader sees them: where the author's line was wrapped, there is a space.
pub(super) fn on_one_line(words: &str) -> String {
    if !words.contains('\n') {
        return words.trim().to_owned();
    }
    words.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

/// `p12` or `p12-p14` (an en dash and a missing second `p` are accepted).
fn paragraphs(text: &str) -> Option<RangeInclusive<usize>> {
    let number = |part: &str| part.trim().trim_start_matches('p').parse::<usize>().ok().filter(|n| *n > 0);
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
    first.starts_with('p').then_some(())?;
    let range = number(first)?..=number(last)?;
    (!range.is_empty()).then_some(range)
}
