//! The front matter of a source, in the field's terms (CSL).

use std::sync::Arc;

use super::{Kind, LineEnds, PartialDate, Publish, address};
use crate::diagnostic::{Code, Diagnostic, TextFile, nearest};
use crate::fields::Fields;

/// The kinds of document that CSL 1.0.2 knows.
const CSL_TYPES: [&str; 45] = [
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
];

/// What is known of a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Metadata {
    /// CSL type: `report`, `webpage`, …; `document` where nothing is said.
    pub csl_type: &'static str,
    /// Title; the source's id where nothing is said (which is reported).
    pub title: String,
    /// What it is about, in a sentence.
    pub description: Option<String>,
    /// Who wrote it, in the order of the title page.
    pub authors: Vec<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The journal, site or book it is part of.
    pub container_title: Option<String>,
    /// When it was published.
    pub issued: Option<PartialDate>,
    /// When it was captured.
    pub accessed: Option<PartialDate>,
    /// Where it was published: an `http:` or `https:` address.
    pub url: Option<String>,
    /// Where a copy is kept: an `http:` or `https:` address.
    pub archive_url: Option<String>,
    /// BCP 47 tag of its language.
    pub language: Option<String>,
    /// Its licence: an SPDX name, an address or words.
    pub license: Option<String>,
    /// SHA-256 of the original, 64 hexadecimal digits in small letters.
    pub sha256: Option<String>,
    /// Whatever the site's own templates want.
    pub extra: Option<tera::Value>,
}

/// Front matter that decides how the body is read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reading {
    pub(super) kind: Option<Kind>,
    pub(super) publish: Publish,
    pub(super) line_ends: Option<LineEnds>,
}

impl Metadata {
    /// What is known of a source that is only a file.
    pub(super) fn unknown(title: &str) -> Self {
        Self {
            csl_type: "document",
            title: title.to_owned(),
            description: None,
            authors: Vec::new(),
            publisher: None,
            container_title: None,
            issued: None,
            accessed: None,
            url: None,
            archive_url: None,
            language: None,
            license: None,
            sha256: None,
            extra: None,
        }
    }
}

/// Reads the front matter of a source; returns also the byte at which the body begins.
pub(super) fn read(
    id: &str,
    file: &Arc<TextFile>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Metadata, Reading, usize) {
    let (mut fields, body) = Fields::of_content(file);
    fields.require("title");
    let metadata = Metadata {
        title: title(&mut fields, id),
        csl_type: csl_type(&mut fields),
        description: fields.string("description"),
        authors: fields.strings("author").unwrap_or_default(),
        publisher: fields.string("publisher"),
        container_title: fields.string("container-title"),
        issued: partial_date(&mut fields, "issued"),
        accessed: partial_date(&mut fields, "accessed"),
        url: web_page(&mut fields, "url"),
        archive_url: web_page(&mut fields, "archive_url"),
        language: fields.string("language"),
        license: fields.string("license"),
        sha256: hash(&mut fields),
        extra: fields.free_table("extra"),
    };
    let reading = Reading {
        kind: fields.choice("kind", &KINDS),
        publish: fields.choice("publish", &PUBLISH).unwrap_or_default(),
        line_ends: fields.choice("line_ends", &LINE_ENDS),
    };
    fields.finish(diagnostics);
    (metadata, reading, body)
}

const KINDS: [(&str, Kind); 4] =
    [("text", Kind::Text), ("html", Kind::Html), ("pdf", Kind::Pdf), ("transcript", Kind::Transcript)];
const PUBLISH: [(&str, Publish); 3] =
    [("full", Publish::Full), ("excerpt", Publish::Excerpt), ("none", Publish::None)];
const LINE_ENDS: [(&str, LineEnds); 2] = [("paragraphs", LineEnds::Paragraphs), ("spaces", LineEnds::Spaces)];

fn title(fields: &mut Fields, id: &str) -> String {
    match fields.string("title") {
        Some(title) if title.trim().is_empty() => {
            fields.invalid("title", "`title` is empty");
            id.to_owned()
        }
        Some(title) => title,
        None => id.to_owned(),
    }
}

fn csl_type(fields: &mut Fields) -> &'static str {
    let Some(word) = fields.string("type") else { return "document" };
    let known = CSL_TYPES.into_iter().find(|name| *name == word);
    if known.is_none() {
        let way_out = match nearest(&word, CSL_TYPES) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "`document` fits everything".to_owned(),
        };
        fields.invalid("type", format!("`{word}` is no type of document that CSL knows; {way_out}"));
    }
    known.unwrap_or("document")
}

fn partial_date(fields: &mut Fields, key: &'static str) -> Option<PartialDate> {
    let date = fields.date_text(key)?.parse().ok();
    if date.is_none() {
        let rule = format!("`{key}` must be a date, a month or a year, as `2026-01-09`, `2026-01` or `2026`");
        fields.invalid(key, rule);
    }
    date
}

fn web_page(fields: &mut Fields, key: &'static str) -> Option<String> {
    let url = fields.string(key)?;
    if address::is_web_page(&url) {
        return Some(url);
    }
    fields.invalid(key, format!("`{key}` must be an address that begins with `https://` or `http://`"));
    None
}

fn hash(fields: &mut Fields) -> Option<String> {
    let hash = fields.string("sha256")?;
    if hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Some(hash.to_ascii_lowercase());
    }
    fields.invalid("sha256", "`sha256` must be 64 hexadecimal digits");
    None
}

/// A finding about a place mark.
pub(super) fn bad_mark(
    file: &Arc<TextFile>,
    fault: super::place::BadMark,
    range: std::ops::Range<usize>,
) -> Diagnostic {
    Diagnostic::error(Code::InvalidPlace, fault.message()).at(file, range, "").hint(fault.hint())
}
