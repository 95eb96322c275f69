//! `annotations.jsonld`: a page's annotations in the W3C Web Annotation model.

use serde::Serialize;

use super::json_line;
use crate::parse::AnnotationKind;
use crate::verify::Finding;
use crate::view::Views;

/// The annotations of a draft (<https://www.w3.org/TR/annotation-model/>).
#[derive(Serialize)]
struct AnnotationPage<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    items: Vec<Item<'a>>,
    r#type: &'static str,
}

#[derive(Serialize)]
struct Item<'a> {
    body: Vec<Body<'a>>,
    id: String,
    motivation: &'static str,
    target: Target<'a>,
    r#type: &'static str,
}

/// The place of the annotation in the page.
#[derive(Serialize)]
struct Target<'a> {
    selector: Fragment,
    source: &'a str,
}

#[derive(Serialize)]
struct Fragment {
    r#type: &'static str,
    value: String,
}

/// A source, or the passage as a part of the source's page.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    selector: Option<(Quote<'a>, Position)>,
    source: String,
    r#type: &'static str,
}

/// The words of a passage, with words around it as far as they may be shown.
#[derive(Serialize)]
struct Quote<'a> {
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
    r#type: &'static str,
}

/// Where they stand in the text, in characters.
#[derive(Serialize)]
struct Position {
    end: usize,
    start: usize,
    r#type: &'static str,
}

/// The annotations of a draft as an `AnnotationPage`.
pub(super) fn json_ld(views: &Views, draft: usize) -> String {
    let page = views.absolute(&views.page_path(views.index.page_of_draft[draft]));
    let characters = Characters::of(views, draft);
    let items = (0..views.material.drafts[draft].annotations.list.len())
        .map(|number| item(views, &page, (draft, number), &characters))
        .collect();
    json_line(&AnnotationPage {
        context: "http://www.w3.org/ns/anno.jsonld",
        id: format!("{page}annotations.jsonld"),
        items,
        r#type: "AnnotationPage",
    })
}

fn item<'a>(
    views: &'a Views,
    page: &'a str,
    (draft, number): (usize, usize),
    characters: &Characters,
) -> Item<'a> {
    let annotation = &views.material.drafts[draft].annotations.list[number];
    let findings = &views.material.evidence[draft].annotations[number];
    let motivation = match annotation.kind {
        AnnotationKind::Note | AnnotationKind::Footnote => "commenting",
        AnnotationKind::Cite | AnnotationKind::Quote | AnnotationKind::Translation => "linking",
    };
    let selector = Fragment { r#type: "FragmentSelector", value: format!("a-{}", annotation.id) };
    Item {
        body: findings.iter().filter_map(|finding| body(views, finding, characters)).collect(),
        id: views.absolute(&views.annotation_path(draft, number)),
        motivation,
        target: Target { selector, source: page },
        r#type: "Annotation",
    }
}

fn body<'a>(views: &'a Views, finding: &'a Finding, characters: &Characters) -> Option<Body<'a>> {
    let number = finding.source?;
    let selector = finding.passage().map(|passage| {
        let (prefix, suffix) = views.selector(number, &passage.range);
        let (_, first) = first_segment(finding).unwrap_or_default();
        let start = characters.before(number, first.start);
        let exact = views.material.sources[number].text.get(first).unwrap_or_default();
        let end = start + exact.chars().count();
        (
            Quote { exact, prefix, suffix, r#type: "TextQuoteSelector" },
            Position { end, start, r#type: "TextPositionSelector" },
        )
    });
    Some(Body { selector, source: views.absolute(views.source_path(number)), r#type: "SpecificResource" })
}

/// A quotation with words left out is selected by its first segment: a selector holds one stretch of text.
fn first_segment(finding: &Finding) -> Option<(usize, std::ops::Range<usize>)> {
    let passage = finding.passage()?;
    Some((finding.source?, passage.segments().first().unwrap_or(&passage.range).clone()))
}

/// How many characters of a source stand before a byte, for the passages of one draft: (source, byte, characters), sorted.
struct Characters(Vec<(usize, usize, usize)>);

impl Characters {
    /// Counts on from passage to passage: thousands of them may rest on one long source.
    fn of(views: &Views, draft: usize) -> Self {
        let findings = views.material.evidence[draft].annotations.iter().flatten();
        let mut places: Vec<_> =
            findings.filter_map(first_segment).map(|(source, segment)| (source, segment.start, 0)).collect();
        places.sort_unstable();
        let (mut source, mut at, mut count) = (usize::MAX, 0, 0);
        for place in &mut places {
            if place.0 != source {
                (source, at, count) = (place.0, 0, 0);
            }
            let text = &views.material.sources[source].text;
            count += text.get(at..place.1).map_or(0, |between| between.chars().count());
            at = place.1;
            place.2 = count;
        }
        Self(places)
    }

    fn before(&self, source: usize, byte: usize) -> usize {
        let found = self.0.binary_search_by_key(&(source, byte), |&(source, byte, _)| (source, byte));
        found.map_or(0, |place| self.0[place].2)
    }
}
