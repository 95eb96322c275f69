//! Who cites a passage: how often, and beside it the pages and their notes.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::super::escape::escape;
use super::writer::Writer;
use super::{Highlight, Mention};
use crate::archive::Tag;
use crate::words::Part;

/// So many pages are named beside a place.
const PAGES: usize = 5;
/// Passages of a block that end within so many bytes of the text, about five lines, are told of together: else the margin
/// would say the same title again and again, further and further from its place.
const TOGETHER: usize = 320;

/// Passages that are told of together.
pub(super) struct Beside {
    passages: Vec<usize>,
    /// Where the first of them ends in the text, and in what is written.
    from: usize,
    place: usize,
}

impl Writer<'_> {
    /// Says how often the passages that have ended are cited; where, is said once it is known what ends nearby.
    pub(super) fn citations(&mut self) {
        let highlights = self.marks.highlights;
        let mut ended = std::mem::take(&mut self.ended);
        ended.retain(|passage| highlights[*passage].count > 0);
        let Some(first) = ended.first().map(|passage| &highlights[*passage]) else { return };
        let (count, _) = together(&ended.iter().map(|passage| &highlights[*passage]).collect::<Vec<_>>());
        self.count(count, &first.list);
        // Tables and code scroll by themselves, and nothing in them can stand in the margin.
        let block = self.frames.get(self.block).map(|frame| frame.tag);
        if matches!(block, Some(Tag::Row | Tag::HeadRow | Tag::CodeBlock)) {
            return;
        }
        let from = first.range.end;
        if self.beside.as_ref().is_some_and(|beside| from > beside.from + TOGETHER) {
            self.beside();
        }
        let place = self.out.len();
        let beside = self.beside.get_or_insert(Beside { passages: Vec::new(), from, place });
        beside.passages.extend(ended);
    }

    /// Writes who cites the passages that are told of together, behind the first of them.
    pub(super) fn beside(&mut self) {
        let Some(Beside { passages, place, .. }) = self.beside.take() else { return };
        let written = std::mem::take(self.out);
        let passages: Vec<&Highlight> = passages.into_iter().map(|at| &self.marks.highlights[at]).collect();
        self.citing(&passages);
        let citing = std::mem::replace(self.out, written);
        self.out.insert_str(place, &citing);
    }

    fn citing(&mut self, passages: &[&Highlight]) {
        let (all, shown) = together(passages);
        self.out.push_str("<span class=\"backlinks apart\">");
        let mut left = self.marks.most;
        for of_page in shown.chunk_by(|one, next| one.page == next.page).take(PAGES) {
            let of_page = &of_page[..of_page.len().min(left)];
            let Some(first) = of_page.first() else { break };
            left -= of_page.len();
            self.page(first, of_page);
        }
        let told = self.marks.most - left;
        if told < all {
            let further = self.marks.words.count("further_citations", all - told);
            let _ = write!(self.out, "<span class=\"citing\"{}><a href=\"", self.own_language);
            escape(passages.first().map_or("", |passage| &passage.list), self.out);
            self.out.push_str("\">");
            escape(&further, self.out);
            self.out.push_str("</a></span>");
        }
        self.out.push_str("</span>");
    }

    /// How often, as a link to the list. What is cited once is said so only where nothing can stand beside it.
    fn count(&mut self, count: usize, list: &str) {
        let class = if count == 1 { "count once apart" } else { "count apart" };
        let _ = write!(self.out, "<a class=\"{class}\"{} href=\"", self.own_language);
        escape(list, self.out);
        self.out.push_str("\" title=\"");
        escape(&self.marks.words.count("cited_times", count), self.out);
        let _ = write!(self.out, "\">{count}×</a>");
    }

    /// A page and those of its notes that cite the place.
    fn page(&mut self, page: &Mention, mentions: &[Mention]) {
        let _ = write!(self.out, "<span class=\"citing\"{}><a href=\"", self.own_language);
        escape(&page.page, self.out);
        self.out.push('"');
        if page.lang != self.marks.words.tag() {
            self.out.push_str(" lang=\"");
            escape(&page.lang, self.out);
            self.out.push('"');
        }
        self.out.push('>');
        escape(&page.title, self.out);
        self.out.push_str("</a>");
        let notes: Vec<&(usize, String)> =
            mentions.iter().filter_map(|mention| mention.note.as_ref()).collect();
        let phrase = self.marks.words.phrase("note_numbers", u64::try_from(notes.len()).ok());
        if let Some(phrase) = phrase.filter(|_| !notes.is_empty()) {
            self.out.push_str("\u{a0}· ");
            for part in phrase.parts() {
                match part {
                    Part::Words(words) => escape(words, self.out),
                    Part::Place(_) => self.notes(&notes),
                }
            }
        }
        self.out.push_str("</span>");
    }

    fn notes(&mut self, notes: &[&(usize, String)]) {
        for (place, (number, address)) in notes.iter().enumerate() {
            self.out.push_str(if place > 0 {
                ", <a role=\"doc-backlink\" href=\""
            } else {
                "<a role=\"doc-backlink\" href=\""
            });
            escape(address, self.out);
            let _ = write!(self.out, "\">{number}</a>");
        }
    }
}

/// How many citations passages have together, and those that are known, page by page. One that rests on two of the passages
/// counts once.
fn together(passages: &[&Highlight]) -> (usize, Vec<Mention>) {
    let count: usize = passages.iter().map(|passage| passage.count).sum();
    if let [only] = passages {
        return (count, only.citations.clone());
    }
    let known = passages.iter().flat_map(|passage| &passage.citations);
    let twice = known.clone().count();
    let once: BTreeSet<&Mention> = known.collect();
    (count - (twice - once.len()), once.into_iter().cloned().collect())
}
