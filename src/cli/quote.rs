//! `ibid quote`.

use std::io::{self, Read};
use std::ops::Range;

use clap::ValueEnum;
use serde::Serialize;

use super::{Failure, Outcome, Session};
use crate::archive::{self, Format, Kind, Paragraph, Source};
use crate::config::{self, Settings};
use crate::diagnostic::{Code, Diagnostic, TextFile};
use crate::verify::{self, Check, Edit, Fold, Folded, Piece, Rules, Wanted};

/// Check whether words stand in a file
///
/// Prints `{verdict, cause, warnings, folds, edits, passage, …}` as JSON. The passage's `start` and `end` count code points
/// of the source's text, from 0, as in a W3C `TextPositionSelector`; of words that fail it is the nearest passage. The exit
/// code is 0 where the words hold, with or without warnings, and 1 where they do not or cannot be checked.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// The file whose words they should be; `-` is the standard input
    #[arg(long, value_name = "FILE|-")]
    source: String,
    /// What kind of text the file is [default: by its extension]
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Option<SourceKind>,
    /// The page that the words are on, where the file has page marks
    #[arg(long, value_name = "LABEL")]
    page: Option<String>,
    /// What stands right before the words
    #[arg(long, value_name = "WORDS")]
    prefix: Option<String>,
    /// What stands right after the words
    #[arg(long, value_name = "WORDS")]
    suffix: Option<String>,
    /// The quotation as it would be written in a briefing
    #[arg(value_name = "WORDS", allow_hyphen_values = true)]
    words: String,
}

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SourceKind {
    /// A source of a site: Markdown, with or without front matter
    #[value(alias = "markdown")]
    Md,
    /// Plain text
    #[value(aliases = ["txt", "plain", "transcript"])]
    Text,
    /// A web page, or text that was copied from one
    Html,
    /// Text that was extracted from a PDF or read from a scan, with its line ends and form feeds
    #[value(alias = "ocr")]
    Pdf,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let source = self.read()?;
        let folded = Folded::new(&source.text, source.kind);
        let wanted = Wanted {
            page: self.page.as_deref(),
            prefix: self.prefix.as_deref(),
            suffix: self.suffix.as_deref(),
            ..Wanted::of(&self.words)
        };
        let check = verify::check(&wanted, &source, &folded, &rules(session));
        let json = serde_json::to_string_pretty(&Shown::of(&check, &source))
            .map_err(|error| Failure::Usage(error.to_string()))?;
        session.print(&format!("{json}\n"))?;
        Ok(if check.passes() { Outcome::Fine } else { Outcome::Findings })
    }

    fn read(&self) -> Result<Source, Failure> {
        let path = if self.source == "-" { "standard input" } else { &self.source };
        let file = TextFile::new(path, self.text(path)?);
        let text = &file.text;
        Ok(match self.kind.unwrap_or_else(|| kind_of(&self.source)) {
            SourceKind::Md => archive::source(path, &file, &[]).0,
            SourceKind::Html if has_markup(text) => archive::bare_source(&file, Format::Html, Kind::Html),
            SourceKind::Html => as_it_is(&file, Kind::Html),
            SourceKind::Text if text.contains("<!--") => {
                archive::bare_source(&file, Format::Plain, Kind::Text)
            }
            SourceKind::Text => as_it_is(&file, Kind::Text),
            SourceKind::Pdf if text.contains("<!--") => archive::bare_source(&file, Format::Plain, Kind::Pdf),
            SourceKind::Pdf => as_it_is(&file, Kind::Pdf),
        })
    }

    fn text(&self, path: &str) -> Result<String, Failure> {
        let mut bytes = Vec::new();
        let read = match self.source.as_str() {
            "-" => io::stdin().lock().read_to_end(&mut bytes).map(|_| ()),
            path => std::fs::read(path).map(|read| bytes = read),
        };
        let about =
            |code, message: String| Diagnostic::error(code, message).at(&TextFile::new(path, ""), 0..0, "");
        if let Err(error) = read {
            return Err(about(Code::Unreadable, format!("`{path}` cannot be read: {error}")).into());
        }
        let is_pdf = bytes.starts_with(b"%PDF-");
        String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let found = about(Code::NotUtf8, format!("`{path}` is not UTF-8 text: byte {at} is wrong"));
            if is_pdf {
                found.hint("give the text that was extracted from the PDF").into()
            } else {
                found.into()
            }
        })
    }
}

/// The kind that a file's name tells; plain text where it tells none.
fn kind_of(path: &str) -> SourceKind {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    match extension.as_str() {
        "md" | "markdown" => SourceKind::Md,
        "html" | "htm" | "xhtml" => SourceKind::Html,
        "pdf" => SourceKind::Pdf,
        _ => SourceKind::Text,
    }
}

/// Whether a text holds a tag or a character reference.
fn has_markup(text: &str) -> bool {
    let tag = text.match_indices('<').any(|(at, _)| {
        let rest = &text[at + 1..];
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')) && rest.contains('>')
    });
    let reference = |rest: &str| {
        let name = rest.split(';').next().filter(|name| name.len() < rest.len() && name.len() <= 32);
        name.is_some_and(|name| {
            let name = name.strip_prefix('#').unwrap_or(name);
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric())
        })
    };
    tag || text.match_indices('&').any(|(at, _)| reference(&text[at + 1..text.floor_char_boundary(at + 40)]))
}

/// A source whose text is the file's, character by character, so that offsets are those of the file.
fn as_it_is(file: &std::sync::Arc<TextFile>, kind: Kind) -> Source {
    let mut source = archive::bare_source(file, Format::Plain, kind);
    source.text.clone_from(&file.text);
    source.text_hash = blake3::hash(source.text.as_bytes()).to_hex().to_string();
    source.paragraphs = paragraphs(&source.text);
    source.tokens.clear();
    source.pages.clear();
    source.times.clear();
    source
}

/// What stands between blank lines.
fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut at = 0;
    let mut after_blank = true;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        if line.trim().is_empty() {
            after_blank = true;
            continue;
        }
        match paragraphs.last_mut().filter(|_| !after_blank) {
            Some(last) => last.range.end = range.end,
            None => paragraphs.push(Paragraph { range, page: None, time: None }),
        }
        after_blank = false;
    }
    paragraphs
}

/// The site's own lists of negations where there is a site, else the built-in ones.
fn rules(session: &Session) -> Rules {
    let Ok(site) = session.site(None) else { return Rules::default() };
    let settings = Settings { config: session.config().map(str::to_owned), ..Settings::default() };
    let (config, _) = config::config(&site, &settings);
    config
        .negations
        .iter()
        .fold(Rules::default(), |rules, (language, words)| rules.with_words(language, words))
}

#[derive(Serialize)]
struct Shown<'a> {
    verdict: &'static str,
    cause: Option<&'static str>,
    warnings: Vec<&'static str>,
    /// The rules whose folding was used: `N4`.
    folds: Vec<&'static str>,
    edits: &'a [Edit],
    passage: Option<ShownPassage<'a>>,
    difference: Vec<ShownPiece<'a>>,
    correction: Option<&'a str>,
    /// What the cause or a warning rests on.
    detail: Option<&'a str>,
    /// BLAKE3 of the source's text.
    source_hash: &'a str,
}

#[derive(Serialize)]
struct ShownPassage<'a> {
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
    /// Code points of the source's text.
    start: usize,
    end: usize,
    paragraph: usize,
    page: Option<&'a str>,
    time: Option<u32>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum ShownPiece<'a> {
    Same(&'a str),
    Changed { quotation: &'a str, source: &'a str },
    Omitted,
}

impl<'a> Shown<'a> {
    fn of(check: &'a Check, source: &'a Source) -> Self {
        Self {
            verdict: check.verdict.name(),
            cause: check.cause.map(verify::Cause::name),
            warnings: check.warnings.iter().map(|warning| warning.name()).collect(),
            folds: check.folds.iter().copied().map(Fold::rule).collect(),
            edits: &check.edits,
            passage: check.passage.as_ref().map(|passage| ShownPassage::of(passage, &source.text)),
            difference: check.difference.iter().map(ShownPiece::of).collect(),
            correction: check.correction.as_deref(),
            detail: check.detail.as_deref(),
            source_hash: &source.text_hash,
        }
    }
}

impl<'a> ShownPassage<'a> {
    fn of(passage: &'a verify::Passage, text: &'a str) -> Self {
        let Range { start, end } = passage.range;
        let code_points = text[..start].chars().count();
        Self {
            exact: passage.exact(text),
            prefix: passage.prefix(text),
            suffix: passage.suffix(text),
            start: code_points,
            end: code_points + text[start..end].chars().count(),
            paragraph: *passage.paragraphs.start(),
            page: passage.page.as_deref(),
            time: passage.time,
        }
    }
}

impl<'a> ShownPiece<'a> {
    fn of(piece: &'a Piece) -> Self {
        match piece {
            Piece::Same(words) => Self::Same(words),
            Piece::Changed { quotation, source } => Self::Changed { quotation, source },
            Piece::Omitted => Self::Omitted,
        }
    }
}
