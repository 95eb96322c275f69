//! What the template of a figure sees: the picture in the sizes and formats that browsers choose from.

use std::sync::Arc;

use tera::Value;

use super::Renderer;
use super::body::Place;
use crate::images::{Format, Made, Operation, Picture, Recipe, beside};
use crate::parse::{Directive, Draft};
use crate::view::Object;

/// The widest form of a picture for those who know none of the formats that are offered first: old browsers, readers
/// of feeds.
const WIDEST_FALLBACK: u32 = 1_200;

/// A picture of a draft, as it is being rendered.
pub(super) struct Figure<'a> {
    pub renderer: Renderer<'a>,
    /// The place of its draft in the list.
    pub number: usize,
    /// The picture, as the author named it.
    pub src: &'a str,
    /// What it shows, in words.
    pub alt: &'a str,
    /// The width at which it is shown, in pixels; that of the text where nothing is said.
    pub shown: Option<u32>,
    /// Where it leads.
    pub link: Option<&'a str>,
    pub place: Place,
}

/// What the template of `::figure` sees; none where the picture can't be had, which was told when figures were checked.
pub(super) fn of_directive(
    renderer: Renderer<'_>,
    number: usize,
    directive: &Directive,
    place: Place,
) -> Option<Value> {
    let attribute = |key: &str| directive.attributes.get(key);
    let text = |key: &str| attribute(key).filter(|text| !text.trim().is_empty());
    let figure = Figure {
        renderer,
        number,
        src: attribute("src")?,
        alt: attribute("alt").unwrap_or_default(),
        shown: attribute("width").and_then(|width| width.parse().ok()),
        link: attribute("link"),
        place,
    };
    let value = figure.value()?;
    Some(value.with_option("caption", text("caption")).with_option("credit", text("credit")).done())
}

impl<'a> Figure<'a> {
    /// The picture in its sizes; none where it can't be had.
    pub(super) fn value(&self) -> Option<Object> {
        let pictures = self.renderer.pictures;
        let file = pictures.locate(self.src, Some(beside(&self.draft().file.path))).ok()?;
        let picture = pictures.read(&file).ok()?;
        let widths = self.widths(&picture);
        let (address, size) = self.fallback(&picture, &widths);
        let size = self.shown.and_then(|width| in_proportion(size?, width)).or(size);
        let sources = if matches!(self.place, Place::Elsewhere | Place::Mail) {
            Vec::new()
        } else {
            self.sources(&picture, &widths)
        };
        let value = Object::new()
            .with("src", address)
            .with_option("width", size.map(|(width, _)| width))
            .with_option("height", size.map(|(_, height)| height))
            .with("alt", self.alt)
            .with_option("link", self.link(&picture))
            .with_option("shown_width", self.shown)
            .with_list("sources", sources);
        Some(value)
    }

    fn draft(&self) -> &'a Draft {
        &self.renderer.views.material.drafts[self.number]
    }

    /// The page of the draft.
    fn page(&self) -> usize {
        self.renderer.views.index.page_of_draft[self.number]
    }

    /// The widths in which the picture is made, ascending: those of the configuration, or one and two times the width at
    /// which it is shown, none wider than the picture. Empty where it can only be shown as it is.
    fn widths(&self, picture: &Picture) -> Vec<u32> {
        let Some((own, _)) = picture.header.size.filter(|_| picture.can_be_resized()) else {
            return Vec::new();
        };
        let wanted = match self.shown {
            Some(width) => vec![width, width.saturating_mul(2)],
            None => self.renderer.views.material.config.images.widths.clone(),
        };
        let mut widths: Vec<u32> = wanted.iter().copied().filter(|width| *width < own).collect();
        if widths.len() < wanted.len() {
            widths.push(own);
        }
        widths
    }

    fn order(&self, picture: &Arc<Picture>, width: u32, format: Format) -> Option<Made> {
        let quality = Some(self.renderer.views.material.config.images.quality);
        let operation = Operation::FitWidth(width);
        // What is a PNG may well be a drawing or a screenshot.
        let or_lossless = Format::of(picture.header.kind) == Some(Format::Png);
        let recipe = Recipe { operation, format, quality, or_lossless, speed: Recipe::SPEED };
        self.renderer.pictures.order(picture, recipe).ok()
    }

    /// The picture in its own format, as it is where no other sizes can be made: its address and size.
    fn fallback(&self, picture: &Arc<Picture>, widths: &[u32]) -> (String, Option<(u32, u32)>) {
        let width = widths.iter().rev().find(|width| **width <= WIDEST_FALLBACK).or(widths.first());
        let made = width.and_then(|width| self.order(picture, *width, Format::of(picture.header.kind)?));
        match made {
            Some(made) => (self.of_output(&made.path), Some((made.width, made.height))),
            None => (self.original(picture), picture.header.size),
        }
    }

    /// Each format with its addresses, as `<source>` wants them.
    fn sources(&self, picture: &Arc<Picture>, widths: &[u32]) -> Vec<Value> {
        let formats = &self.renderer.views.material.config.images.formats;
        // Whoever knows none of the formats is given one size of the picture's own, unless there are no others.
        let own = Format::of(picture.header.kind).filter(|_| formats.is_empty());
        let mut sources = Vec::new();
        for format in formats.iter().copied().chain(own) {
            let made: Vec<Made> =
                widths.iter().filter_map(|width| self.order(picture, *width, format)).collect();
            if made.is_empty() {
                continue;
            }
            let candidates =
                made.iter().map(|made| format!("{} {}w", self.of_output(&made.path), made.width));
            let srcset = candidates.collect::<Vec<_>>().join(", ");
            sources.push(Object::new().with("type", format.mime()).with("srcset", srcset).done());
        }
        sources
    }

    /// Where a figure leads that is a link.
    fn link(&self, picture: &Arc<Picture>) -> Option<String> {
        let link = self.link?;
        if link.is_empty() {
            return Some(self.original(picture));
        }
        let address = self.renderer.views.address(link, Some(self.number), self.page());
        Some(address.unwrap_or_else(|| link.to_owned()))
    }

    /// The address of the picture as it is: beside its page, among the static files, or of a copy.
    fn original(&self, picture: &Arc<Picture>) -> String {
        let folder = format!("{}/", beside(&self.draft().file.path));
        let name = picture.file.strip_prefix(&folder);
        if let Some(name) = name.filter(|name| self.draft().assets.iter().any(|own| own == name)) {
            let page = self.renderer.views.page_path(self.page());
            return format!("{page}{}", crate::index::percent(name));
        }
        let pictures = self.renderer.pictures;
        let path = pictures.static_address(picture).unwrap_or_else(|| format!("/{}", pictures.copy(picture)));
        self.of_output(&crate::index::percent(path.trim_start_matches('/')))
    }

    fn of_output(&self, path: &str) -> String {
        format!("{}/{path}", self.renderer.views.material.config.base_path)
    }
}

/// A size made smaller to this width; none where it is no wider.
fn in_proportion((width, height): (u32, u32), to: u32) -> Option<(u32, u32)> {
    let made = Operation::FitWidth(to).geometry(width, height);
    (to < width).then_some((made.width, made.height))
}
