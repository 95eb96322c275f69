//! Cards must show something that is there.

use crate::diagnostic::{Code, Diagnostic};
use crate::index::{Index, Material};
use crate::parse::{Directive, Draft, Form};

/// Reports cards of sources, annotations and briefings that are not there.
pub(super) fn check(material: &Material, index: &Index, diagnostics: &mut Vec<Diagnostic>) {
    for draft in &material.drafts {
        let leaves = draft.parsed.body.directives.iter().filter(|directive| directive.form == Form::Leaf);
        for directive in leaves {
            let found = match directive.name.as_str() {
                "source" => source(draft, directive, material, index),
                "annotation" => annotation(draft, directive, material, index),
                "briefing" => briefing(draft, directive, index, material),
                _ => None,
            };
            diagnostics.extend(found);
        }
    }
}

fn source(draft: &Draft, directive: &Directive, material: &Material, index: &Index) -> Option<Diagnostic> {
    let Some(id) = directive.attributes.entry("src") else {
        return Some(missing(draft, directive, "src", "::source{src=ID}"));
    };
    let sources = &material.sources;
    sources.binary_search_by(|source| source.id.cmp(&id.value)).is_err().then(|| {
        Diagnostic::error(Code::UnknownSource, format!("there is no source `{}`", id.value))
            .at(&draft.file, id.value_range.clone(), "named here")
            .suggested(index.nearest_source(material, &id.value))
    })
}

fn annotation(
    draft: &Draft,
    directive: &Directive,
    material: &Material,
    index: &Index,
) -> Option<Diagnostic> {
    let Some(id) = directive.attributes.entry("id") else {
        return Some(missing(draft, directive, "id", "::annotation{id=ID}"));
    };
    (!index.annotations.contains_key(&id.value)).then(|| {
        Diagnostic::error(Code::UnknownAnnotation, material.no_annotation(&id.value))
            .at(&draft.file, id.value_range.clone(), "named here")
            .suggested(index.nearest_annotation(&id.value))
    })
}

fn briefing(draft: &Draft, directive: &Directive, index: &Index, material: &Material) -> Option<Diagnostic> {
    let Some(path) = directive.attributes.entry("path") else {
        return Some(missing(draft, directive, "path", "::briefing{path=\"@/briefings/name.md\"}"));
    };
    let name = path.value.strip_prefix("@/").unwrap_or(&path.value);
    if index.by_file.contains_key(name) {
        return None;
    }
    let found = material.broken_link(name, || index.nearest_page(name));
    Some(found.at(&draft.file, path.value_range.clone(), "named here"))
}

/// An attribute that a leaf needs, with an example.
pub(super) fn missing(draft: &Draft, directive: &Directive, key: &str, example: &str) -> Diagnostic {
    Diagnostic::error(Code::MissingAttribute, format!("`{}` needs `{key}`", directive.name))
        .at(&draft.file, directive.name_range.clone(), format!("no `{key}` here"))
        .hint(format!("write it as `{example}`"))
}
