//! What a page is made from, as hashes: where they are as before, it would come out as before.

use rayon::prelude::*;
use twox_hash::XxHash3_128;

use crate::index::{Target, linked_annotations};
use crate::parse::Draft;
use crate::verify::Finding;
use crate::view::Views;

/// An XXH3 hash in hexadecimal digits.
pub(in crate::site) type Hash = String;

/// What pages are made from beside their own texts. What is no draft and no source is not in
/// here: see [`Trace::without`](crate::world::Trace::without).
pub(in crate::site) struct Facts {
    /// What all pages know of each other, without their texts.
    common: Hash,
    /// All texts.
    texts: Hash,
    /// The text of each draft.
    drafts: Vec<Hash>,
}

impl Facts {
    pub(in crate::site) fn of(views: &Views) -> Self {
        let material = &views.material;
        let of_draft = |number: usize| {
            let draft = &material.drafts[number];
            (hash(draft.file.text.as_bytes()), of_draft(views, number))
        };
        let (drafts, shared): (Vec<Hash>, Vec<Hash>) =
            (0..material.drafts.len()).into_par_iter().map(of_draft).unzip();
        let sources = material.sources.par_iter().map(|source| hash(source.file.text.as_bytes()));
        let sources: Vec<Hash> = sources.collect();
        let mut common = Writer::default();
        common.texts(&shared);
        for (draft, reason) in &material.withheld {
            front_matter(draft, &mut common);
            common.text(reason.words());
        }
        for (source, text) in material.sources.iter().zip(&sources) {
            common.text(&source.file.path);
            common.text(text);
            common.text(source.original.as_ref().map_or("", |original| &original.file));
        }
        common.text(&format!("{:?}", views.index.published));
        let mut texts = Writer::default();
        texts.texts(&drafts);
        Self { common: common.hash(), texts: texts.hash(), drafts }
    }

    /// The hash of what is made from a draft, or from none; `with_texts` says that it shows something of others' texts.
    pub(in crate::site) fn of_page(&self, draft: Option<usize>, with_texts: bool) -> Hash {
        let mut all = Writer::default();
        all.text(&self.common);
        all.text(draft.map_or("", |draft| &self.drafts[draft]));
        all.text(if with_texts { &self.texts } else { "" });
        all.hash()
    }
}

/// What other pages may know of a draft without its text.
fn of_draft(views: &Views, number: usize) -> Hash {
    let draft = &views.material.drafts[number];
    let mut all = Writer::default();
    front_matter(draft, &mut all);
    for annotation in &draft.annotations.list {
        all.text(&annotation.id);
        all.number(annotation.kind as usize);
        all.text(&annotation.text);
    }
    let headings = &views.index.headings[number];
    for (id, heading) in headings.ids.iter().zip(&draft.parsed.headings) {
        all.text(id);
        all.text(&heading.text);
    }
    for (id, heading) in &headings.kept {
        all.text(id);
        all.number(*heading);
    }
    for target in views.index.targets[number].iter() {
        match target {
            None => all.text(""),
            Some(Target::Page(page, anchor)) => {
                all.text("page");
                all.number(*page);
                all.text(anchor.as_deref().unwrap_or_default());
            }
            Some(Target::Source(source, anchor)) => {
                all.text("source");
                all.number(*source);
                all.text(anchor.as_deref().unwrap_or_default());
            }
            Some(Target::Annotation(id)) => all.text(id),
            Some(Target::Retracted(id)) => {
                all.text("retracted");
                all.text(id);
            }
        }
    }
    // Each annotation tells in which newsletters it is linked; with cards, these are more than the links.
    if draft.front_matter.letter.is_some() {
        linked_annotations(draft, &views.index.targets[number], &views.material.config)
            .for_each(|id| all.text(id));
    }
    let evidence = &views.material.evidence[number];
    for findings in &evidence.annotations {
        all.number(findings.len());
        for found in findings {
            finding(found, &mut all);
        }
    }
    for found in &evidence.blocks {
        finding(found, &mut all);
    }
    all.hash()
}

fn front_matter(draft: &Draft, all: &mut Writer) {
    all.text(&draft.file.path);
    all.text(&draft.file.text[..draft.body_start]);
    // Whether a draft is one can also be said by its section.
    all.number(usize::from(draft.front_matter.draft));
    all.number(draft.assets.len());
    all.texts(&draft.assets);
}

/// Which words of which source are cited, and what the check said; the source's own text is counted with the source.
fn finding(found: &Finding, all: &mut Writer) {
    all.number(found.source.map_or(0, |source| source + 1));
    all.text(found.check.as_ref().map_or("", |check| check.verdict.name()));
    if let Some(passage) = found.passage() {
        for range in std::iter::once(&passage.range).chain(passage.segments()) {
            all.number(range.start);
            all.number(range.end);
        }
    }
}

/// Takes texts and numbers one after the other, so that no two sequences of them look alike.
#[derive(Default)]
struct Writer(Vec<u8>);

impl Writer {
    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn texts(&mut self, texts: &[String]) {
        for text in texts {
            self.text(text);
        }
    }

    fn number(&mut self, number: usize) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn hash(&self) -> Hash {
        hash(&self.0)
    }
}

fn hash(bytes: &[u8]) -> Hash {
    format!("{:032x}", XxHash3_128::oneshot(bytes))
}
