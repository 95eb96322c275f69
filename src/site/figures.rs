//! Figures must show a picture that is there, and say in words what it shows.

use rayon::prelude::*;

use super::cards::missing;
use crate::diagnostic::{Code, Diagnostic};
use crate::images::{Pictures, beside};
use crate::index::{From, Index, Material};
use crate::parse::{Attribute, Directive, Draft};

/// The attributes of a figure.
const ATTRIBUTES: [&str; 7] = ["alt", "caption", "class", "credit", "link", "src", "width"];

/// The widest that a figure can be shown, in pixels.
const WIDEST: u32 = 8_000;

const EXAMPLE: &str = "::figure{src=\"harbour.jpg\" alt=\"Two cranes above an empty quay\"}";

/// What figures are checked against.
#[derive(Clone, Copy)]
pub(super) struct Check<'a> {
    pub material: &'a Material,
    pub index: &'a Index,
    pub pictures: &'a Pictures,
    /// Whether the site has a template of its own for figures, which may take any attributes.
    pub is_own: bool,
}

impl Check<'_> {
    /// Reports figures without a picture or a description, and attributes that cannot be used.
    pub(super) fn run(self, diagnostics: &mut Vec<Diagnostic>) {
        // Pictures are large, and each is read here for the first time.
        let found: Vec<Vec<Diagnostic>> =
            (0..self.material.drafts.len()).into_par_iter().map(|number| self.draft(number)).collect();
        diagnostics.extend(found.into_iter().flatten());
    }

    fn draft(self, number: usize) -> Vec<Diagnostic> {
        let draft = &self.material.drafts[number];
        let mut found = Vec::new();
        for directive in draft.parsed.body.directives.iter().filter(|found| found.name == "figure") {
            let figure = Figure { check: self, number, draft, directive };
            found.extend(figure.picture());
            found.extend(figure.description());
            found.extend(figure.captions());
            found.extend(figure.width());
            found.extend(figure.link());
            found.extend(figure.unknown());
        }
        found
    }
}

struct Figure<'a> {
    check: Check<'a>,
    /// The place of its draft in the list.
    number: usize,
    draft: &'a Draft,
    directive: &'a Directive,
}

impl Figure<'_> {
    fn picture(&self) -> Option<Diagnostic> {
        let Some(src) = self.directive.attributes.entry("src") else {
            return Some(missing(self.draft, self.directive, "src", EXAMPLE));
        };
        let pictures = self.check.pictures;
        let found = pictures.locate(&src.value, Some(beside(&self.draft.file.path)));
        let trouble =
            found.and_then(|file| pictures.read(&file)).and_then(|picture| picture.check()).err()?;
        Some(trouble.diagnostic().at(&self.draft.file, src.value_range.clone(), "named here"))
    }

    fn description(&self) -> Option<Diagnostic> {
        let Some(alt) = self.directive.attributes.entry("alt") else {
            let found = missing(self.draft, self.directive, "alt", EXAMPLE);
            return Some(
                found.hint("where the picture says nothing that the text does not, write `alt=\"\"`"),
            );
        };
        let link = self.directive.attributes.entry("link")?;
        alt.value.trim().is_empty().then(|| {
            self.invalid(link, "a figure that is a link needs an `alt` to be read out", "the link")
                .hint("say in `alt` what the picture shows")
        })
    }

    fn captions(&self) -> Option<Diagnostic> {
        let caption = self.directive.attributes.entry("caption");
        let has_content = self
            .directive
            .content
            .clone()
            .is_some_and(|range| !self.draft.file.text[range].trim().is_empty());
        let places = [caption.is_some(), self.directive.label.is_some(), has_content];
        (places.into_iter().filter(|is_there| *is_there).count() > 1).then(|| {
            let range = caption.map_or(&self.directive.name_range, |caption| &caption.range).clone();
            Diagnostic::error(Code::InvalidValue, "this figure has more than one caption")
                .at(&self.draft.file, range, "")
                .hint("write it as `caption=\"…\"`, between `[` and `]`, or between the colons")
        })
    }

    fn width(&self) -> Option<Diagnostic> {
        let width = self.directive.attributes.entry("width")?;
        let is_number = width.value.parse::<u32>().is_ok_and(|width| (1..=WIDEST).contains(&width));
        let message = format!("`width` must be a number of pixels from 1 to {WIDEST}");
        (!is_number).then(|| self.invalid(width, &message, "not such a number"))
    }

    fn link(&self) -> Option<Diagnostic> {
        let link = self.directive.attributes.entry("link")?;
        if link.value.starts_with("@/") {
            let from = From { file: &self.draft.file, draft: Some(self.number) };
            let target =
                self.check.index.target(self.check.material, from, &link.value, link.value_range.clone());
            return target.err().map(|found| *found);
        }
        let is_address = ["", "/", "https://", "http://"].iter().any(|start| match *start {
            "" => link.value.is_empty(),
            start => link.value.starts_with(start),
        });
        let message = "`link` must be an address, a page such as `@/briefings/x.md`, or stand alone";
        (!is_address).then(|| {
            self.invalid(link, message, "neither").hint("`link` alone leads to the picture in its full size")
        })
    }

    fn unknown(&self) -> Vec<Diagnostic> {
        let attributes = self.directive.attributes.iter();
        let unknown =
            attributes.filter(|found| !self.check.is_own && !ATTRIBUTES.contains(&found.key.as_ref()));
        unknown
            .map(|found| {
                let message = format!("`figure` takes no attribute `{}`", found.key);
                Diagnostic::error(Code::UnknownAttribute, message)
                    .at(&self.draft.file, found.range.clone(), "means nothing here")
                    .suggest(&found.key, ATTRIBUTES)
                    .hint(format!("it takes `{}`", ATTRIBUTES.join("`, `")))
            })
            .collect()
    }

    fn invalid(&self, attribute: &Attribute, message: &str, label: &str) -> Diagnostic {
        Diagnostic::error(Code::InvalidValue, message).at(
            &self.draft.file,
            attribute.value_range.clone(),
            label,
        )
    }
}
