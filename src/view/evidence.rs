//! What templates see of the evidence of an annotation.

use std::borrow::Cow;

use tera::Value;

use super::excerpt::{self, Cut};
use super::value::{Object, joined};
use super::{Views, words as passage_words};
use crate::archive::{self, clock, flat};
use crate::index::passage_id;
use crate::parse::{Request, Role};
use crate::verify::{Check, Edit, Finding, Passage, Verdict};
use crate::words::Dictionary;
use crate::words::shortened;

/// Characters of a passage where there is little room: in the margin, in a card.
pub(super) const SHORT: usize = 240;

impl Views {
    /// One passage that an annotation rests on, in the words of the page that shows it.
    pub(crate) fn evidence(&self, finding: &Finding, request: &Request, language: usize) -> Value {
        let Some(number) = finding.source else { return Value::none() };
        let source = &self.material.sources[number];
        let role = request.words.as_ref().map(|words| words.role);
        let passage = finding.passage();
        let path = self.source_path(number);
        let place = match passage.and_then(|passage| passage.segments().first()) {
            Some(segment) => joined(&[path, "#", &passage_id(segment)]),
            None => Value::from(path),
        };
        let context =
            passage.map(|passage| (passage, excerpt::context(source, &passage.range, self.cut(number))));
        let original = context.and_then(|(passage, context)| {
            let (prefix, suffix) = excerpt::nearest(context);
            archive::original_link(source, passage.segments(), prefix, suffix)
        });
        // The original beside a source is named by its file alone.
        let original = original.map(|link| if link.contains("://") { link } else { format!("{path}{link}") });
        let words = self.material.words.of(language);
        Object::new()
            .with("source", self.card_of_source(number))
            .with("verdict", verdict(finding))
            .with("verdict_words", verdict_words(finding, words))
            .with_option("quotation", request.words.as_ref().map(|words| words.text.as_str()))
            .with("translation", role == Some(Role::Original))
            .with_option(
                "passage",
                context.map(|(passage, context)| self.passage(source, passage, context, language)),
            )
            .with("path", place)
            .with_option("original", original.as_deref().or(source.metadata.url.as_deref()))
            .with_option("archive_url", source.metadata.archive_url.as_deref())
            .done()
    }

    /// How many quotations of a draft's annotations were checked. One counts unless nothing could be compared; the check of
    /// every other one was passed, else the page wouldn't be there.
    #[must_use]
    pub fn checked_count(&self, draft: usize) -> usize {
        let requests =
            self.material.drafts[draft].annotations.list.iter().map(|annotation| &annotation.requests);
        let pairs = self.material.evidence[draft].annotations.iter().zip(requests);
        let is_checked = |(finding, request): &(&Finding, &Request)| {
            let is_quoted = request.words.as_ref().is_some_and(|words| !words.text.is_empty());
            let verdict = finding.check.as_ref().map(|check| check.verdict);
            finding.source.is_some() && is_quoted && verdict != Some(Verdict::Unverifiable)
        };
        pairs.flat_map(|(findings, requests)| findings.iter().zip(requests)).filter(is_checked).count()
    }

    /// A passage with the words before and after it.
    fn passage(
        &self,
        source: &archive::Source,
        passage: &Passage,
        (before, after): (&str, &str),
        language: usize,
    ) -> Value {
        let exact = shown(&source.text, passage);
        let short = short(&exact);
        let exact_value = Value::from(&*exact);
        let (first, last) = (*passage.paragraphs.start(), *passage.paragraphs.end());
        let words = self.material.words.of(language);
        let start = self.numbered(language, first);
        let (paragraphs, place) = if first == last {
            (start.paragraph.clone(), start.place.clone())
        } else {
            let range = &passage.paragraphs;
            (Value::from(passage_words::paragraphs(range)), Value::from(passage_words::place(words, range)))
        };
        let (page, time) = (passage.page.as_deref(), passage.time);
        let place = match place.as_str() {
            Some(nearest) if page.is_some() || time.is_some() => {
                Value::from(passage_words::nearer(words, page, time, nearest))
            }
            _ => place,
        };
        Object::new()
            .with("short", if short == exact { exact_value.clone() } else { Value::from(short) })
            .with("exact", exact_value)
            .with("before", before)
            .with("after", after)
            .with("paragraph", start.paragraph.clone())
            .with("paragraphs", paragraphs)
            .with_option("page", page)
            .with_option("time", time.map(clock))
            .with("place_words", place)
            .done()
    }

    /// The words before and after a passage that may be shown, for a selector.
    #[must_use]
    pub fn selector(&self, source: usize, passage: &std::ops::Range<usize>) -> (&str, &str) {
        excerpt::selector(&self.material.sources[source], passage, self.cut(source))
    }
}

/// The source's words of a passage on one line, where there is little room.
pub(super) fn shown_short(source: &archive::Source, passage: &Passage) -> String {
    short(&shown(&source.text, passage)).into_owned()
}

fn short(exact: &str) -> Cow<'_, str> {
    match flat(exact) {
        Cow::Borrowed(text) => shortened(text, SHORT),
        Cow::Owned(text) => Cow::Owned(shortened(&text, SHORT).into_owned()),
    }
}

/// What may be shown of a source.
pub(super) fn cut(views: &Views, source: usize) -> Cut {
    let cited = &views.index.cited[source];
    let passages: Vec<_> = cited.passages.iter().map(|passage| passage.range.clone()).collect();
    excerpt::cut(&views.material.sources[source], &passages, views.material.config.excerpt_context)
}

/// The source's words of a passage; what a quotation leaves out is left out here as well.
fn shown<'a>(text: &'a str, passage: &Passage) -> Cow<'a, str> {
    if let [whole] = passage.segments() {
        return Cow::Borrowed(text.get(whole.clone()).unwrap_or_default());
    }
    let mut words = String::new();
    let mut end = None;
    for segment in passage.segments() {
        let Some(part) = text.get(segment.clone()) else { continue };
        if let Some(gap) = end.and_then(|end| text.get(end..segment.start)) {
            if gap.trim().is_empty() {
                // The author has put something in, and nothing of the source is missing.
                words.push_str(gap);
            } else {
                let clings = part.starts_with([',', '.', ';', ':', '!', '?', ')']);
                words.push_str(if clings { " […]" } else { " […] " });
            }
        }
        words.push_str(part);
        end = Some(segment.end);
    }
    Cow::Owned(words)
}

/// What was changed in an edited quotation: "1 omission, 2 insertions".
fn edits(check: &Check, words: &Dictionary) -> String {
    const KINDS: [&str; 4] = ["edit_omission", "edit_insertion", "edit_case", "edit_ending"];
    let kind = |edit: &Edit| match edit.rule {
        "E2" => 0,
        "E6" => 3,
        _ if edit.mark.chars().filter(|letter| letter.is_alphabetic()).count() == 1 => 2,
        _ => 1,
    };
    let mut counts = [0; KINDS.len()];
    for edit in &check.edits {
        counts[kind(edit)] += 1;
    }
    let named = counts.iter().zip(KINDS).filter(|(count, _)| **count > 0);
    named.map(|(count, kind)| words.count(kind, *count)).collect::<Vec<_>>().join(", ")
}

/// The word for what the check said; `place` where nothing but a place was given.
fn verdict(finding: &Finding) -> &'static str {
    finding.check.as_ref().map_or("place", |check| check.verdict.name())
}

/// What the reader is told about the check: never more than was checked.
fn verdict_words<'a>(finding: &Finding, words: &'a Dictionary) -> Cow<'a, str> {
    let Some(check) = &finding.check else {
        let key = if finding.passage().is_some() { "verdict_place" } else { "verdict_whole" };
        return words.say(key).into();
    };
    match check.verdict {
        Verdict::Exact => words.say("verdict_exact").into(),
        Verdict::Folded => words.say("verdict_folded").into(),
        Verdict::Edited => words.fill("verdict_edited", &[("edits", &edits(check, words))]).into(),
        Verdict::Translated => words.say("verdict_translated").into(),
        Verdict::Unverifiable => words.say("verdict_unverifiable").into(),
        Verdict::Fail => words.say("verdict_fail").into(),
    }
}
