//! The check of quotations: a first, literal reading.
mod evidence;
use crate::archive::{Kind, Source};
use crate::diagnostic::{Code, Diagnostic, TextFile};
pub use evidence::{Evidence, Finding, Library, evidence};
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;
#[derive(Debug, Clone)]
pub struct Folded;
impl Folded {
    pub fn new(_: &str, _: Kind) -> Self {
        Self
    }
}
#[derive(Debug, Clone, Default)]
pub struct Rules;
impl Rules {
    pub fn with_words(self, _: &str, _: &[String]) -> Self {
        self
    }
}
pub struct Wanted<'a> {
    pub words: &'a str,
    pub paragraphs: Option<RangeInclusive<usize>>,
    pub page: Option<&'a str>,
    pub time: Option<u32>,
    pub prefix: Option<&'a str>,
    pub suffix: Option<&'a str>,
    pub translated: bool,
}
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Exact,
    Folded,
    Edited,
    Translated,
    Unverifiable,
    Fail,
}
impl Verdict {
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Exact => "exact",
            Verdict::Folded => "folded",
            Verdict::Edited => "edited",
            Verdict::Translated => "translated",
            Verdict::Unverifiable => "unverifiable",
            Verdict::Fail => "fail",
        }
    }
}
#[derive(Debug, Clone)]
pub struct Passage {
    pub range: Range<usize>,
    pub segments: Vec<Range<usize>>,
    pub exact: String,
    pub paragraphs: RangeInclusive<usize>,
    pub page: Option<String>,
    pub time: Option<u32>,
}
#[derive(Debug, Clone)]
pub struct Check {
    pub verdict: Verdict,
    pub passage: Option<Passage>,
}
impl Check {
    pub fn passes(&self) -> bool {
        self.verdict != Verdict::Fail
    }
    pub fn diagnostics(&self, f: &Arc<TextFile>, r: Range<usize>, _: &Source) -> Vec<Diagnostic> {
        if self.passes() { vec![] } else { vec![Diagnostic::warning(Code::NotFound, "nf").at(f, r, "")] }
    }
}
pub fn passage_at(s: &Source, r: Range<usize>) -> Passage {
    let p = s.paragraph_at(r.start).unwrap_or(1);
    Passage {
        segments: vec![r.clone()],
        exact: s.text[r.clone()].into(),
        paragraphs: p..=p,
        page: s.page_at(r.start).map(Into::into),
        time: s.time_at(r.start),
        range: r,
    }
}
pub fn check(w: &Wanted<'_>, s: &Source, _: &Folded, _: &Rules) -> Check {
    match s.text.find(w.words.trim_matches(['“', '”', '"'])) {
        Some(at) => Check {
            verdict: Verdict::Exact,
            passage: Some(passage_at(s, at..at + w.words.trim_matches(['“', '”', '"']).len())),
        },
        None => Check { verdict: Verdict::Fail, passage: None },
    }
}
