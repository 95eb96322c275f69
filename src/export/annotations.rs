//! `annotations.jsonld`: a page's annotations in the W3C Web Annotation model.

use serde_json::{Value, json};

use crate::parse::AnnotationKind;
use crate::verify::Finding;
use crate::view::Views;

/// The annotations of a draft as an `AnnotationPage` (<https://www.w3.org/TR/annotation-model/>).
pub(super) fn json_ld(views: &Views, draft: usize) -> String {
    let page = views.absolute(&views.page_path(views.index.page_of_draft[draft]));
    let items: Vec<Value> = (0..views.material.drafts[draft].annotations.list.len())
        .map(|number| item(views, draft, number))
        .collect();
    let document = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("{page}annotations.jsonld"),
        "type": "AnnotationPage",
        "items": items,
    });
    format!("{document}\n")
}

fn item(views: &Views, draft: usize, number: usize) -> Value {
    let annotation = &views.material.drafts[draft].annotations.list[number];
    let findings = &views.material.evidence[draft].annotations[number];
    let bodies: Vec<Value> = findings.iter().filter_map(|finding| body(views, finding)).collect();
    let motivation = match annotation.kind {
        AnnotationKind::Note | AnnotationKind::Footnote => "commenting",
        AnnotationKind::Cite | AnnotationKind::Quote | AnnotationKind::Translation => "linking",
    };
    json!({
        "id": views.absolute(&views.annotation_path(draft, number)),
        "type": "Annotation",
        "motivation": motivation,
        "target": {
            "source": views.absolute(&views.page_path(views.index.page_of_draft[draft])),
            "selector": { "type": "FragmentSelector", "value": format!("a-{}", annotation.id) },
        },
        "body": bodies,
    })
}

/// The passage as a part of the source's page. Words around it are given as far as they may be shown.
fn body(views: &Views, finding: &Finding) -> Option<Value> {
    let source = finding.source?;
    let id = views.absolute(&views.source_path(source));
    let Some(passage) = &finding.passage else {
        return Some(json!({ "type": "SpecificResource", "source": id }));
    };
    let text = &views.material.sources[source].text;
    let (prefix, suffix) = views.selector(source, &passage.range);
    // A quotation with words left out is selected by its first segment: a selector holds one stretch of text.
    let first = passage.segments.first().unwrap_or(&passage.range);
    let start = text.get(..first.start).map_or(0, |before| before.chars().count());
    let exact = text.get(first.clone()).unwrap_or_default();
    Some(json!({
        "type": "SpecificResource",
        "source": id,
        "selector": [
            { "type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix },
            { "type": "TextPositionSelector", "start": start, "end": start + exact.chars().count() },
        ],
    }))
}
