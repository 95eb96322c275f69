//! Pictures: other sizes and formats of them, and what they are.

use std::sync::Arc;

use tera::{Error, Kwargs, State, TeraResult, Value};

use super::arguments::Arguments;
use super::{Lookup, problem};
use crate::images::{Format, Operation, Picture, Recipe, Trouble, beside};
use crate::view::{Object, field};

/// The names of operations, as in Zola.
const OPERATIONS: [&str; 5] = ["fill", "fit", "fit_height", "fit_width", "scale"];

/// The names of formats; `auto` is that of the original.
const FORMATS: [&str; 6] = ["auto", "avif", "jpeg", "jpg", "png", "webp"];

/// The longest side that can be asked for, in pixels.
const LONGEST: u32 = 65_535;

/// `resize_image(path="map.png", width=800, op="fit_width", format="webp", quality=80)`: the address and size of the
/// picture in that form. The picture itself is made after all pages are rendered.
pub(super) fn resize_image(lookup: &Lookup, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let known = ["path", "width", "height", "op", "format", "quality", "speed"];
    let arguments = Arguments::of("resize_image", &known, kwargs)?;
    let picture = found(lookup, arguments.needed("path")?, state)?;
    let recipe = Recipe {
        operation: operation(&arguments)?,
        format: format(&arguments, &picture)?,
        quality: within(&arguments, "quality", 100)?,
        or_lossless: false,
        speed: within(&arguments, "speed", 10)?.unwrap_or(Recipe::SPEED),
    };
    let made = lookup.pictures.order(&picture, recipe).map_err(told)?;
    let (width, height) = picture.header.size.unwrap_or_default();
    let value = Object::new()
        .with("url", format!("{}/{}", lookup.base_url, made.path))
        .with("path", format!("{}/{}", lookup.base_path, made.path))
        .with("static_path", made.path)
        .with("width", made.width)
        .with("height", made.height)
        .with("orig_width", width)
        .with("orig_height", height);
    Ok(value.done())
}

/// `get_image_metadata(path="map.png")`: `{width, height, format, mime}`. With `allow_missing=true` a picture that is
/// not there is none instead of an error.
pub(super) fn get_image_metadata(lookup: &Lookup, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let arguments = Arguments::of("get_image_metadata", &["path", "allow_missing"], kwargs)?;
    let may_be_missing = arguments.flag("allow_missing", false)?;
    let path = arguments.needed("path")?;
    let file = match lookup.pictures.locate(path, folder(state)?.as_deref()) {
        Err(trouble) if trouble.is_missing && may_be_missing => return Ok(Value::none()),
        file => file.map_err(told)?,
    };
    let picture = lookup.pictures.read(&file).map_err(told)?;
    let kind = picture.header.kind;
    let Some((width, height)) = picture.header.size else {
        return Err(problem(&format!("`{file}` says neither its width and height nor a `viewBox`"), []));
    };
    let value = Object::new()
        .with("width", width)
        .with("height", height)
        .with("format", kind.extension())
        .with("mime", kind.mime());
    Ok(value.done())
}

fn found(lookup: &Lookup, path: &str, state: &State<'_>) -> TeraResult<Arc<Picture>> {
    let file = lookup.pictures.locate(path, folder(state)?.as_deref()).map_err(told)?;
    lookup.pictures.read(&file).map_err(told)
}

/// The folder of the page or section that is being rendered, from the site's root.
fn folder(state: &State<'_>) -> TeraResult<Option<String>> {
    for name in ["page", "section"] {
        let Some(value) = state.get::<Value>(name)? else { continue };
        if let Some(file) = field(&value, "relative_path").and_then(Value::as_str) {
            return Ok(Some(beside(&format!("content/{file}")).to_owned()));
        }
    }
    Ok(None)
}

fn operation(arguments: &Arguments<'_>) -> TeraResult<Operation> {
    let name = arguments.choice("op", &OPERATIONS)?.unwrap_or("fill");
    let (width, height) = (side(arguments, "width")?, side(arguments, "height")?);
    let needs = |what: &str| problem(&format!("the operation `{name}` needs {what}"), []);
    let both = || width.zip(height).ok_or_else(|| needs("`width` and `height`"));
    match name {
        "scale" => both().map(|(width, height)| Operation::Scale(width, height)),
        "fit" => both().map(|(width, height)| Operation::Fit(width, height)),
        "fit_width" => width.map(Operation::FitWidth).ok_or_else(|| needs("`width`")),
        "fit_height" => height.map(Operation::FitHeight).ok_or_else(|| needs("`height`")),
        _ => both().map(|(width, height)| Operation::Fill(width, height)),
    }
}

fn side(arguments: &Arguments<'_>, name: &str) -> TeraResult<Option<u32>> {
    let Some(length) = arguments.number(name)? else { return Ok(None) };
    let side = u32::try_from(length).ok().filter(|side| (1..=LONGEST).contains(side));
    let refused =
        || problem(&format!("`{name}` must be a number of pixels from 1 to {LONGEST}, not {length}"), []);
    side.map(Some).ok_or_else(refused)
}

fn format(arguments: &Arguments<'_>, picture: &Picture) -> TeraResult<Format> {
    let named = arguments.choice("format", &FORMATS)?.and_then(Format::named);
    // What has no format to be written in is refused by the order, which says more.
    Ok(named.or_else(|| Format::of(picture.header.kind)).unwrap_or(Format::Png))
}

fn within(arguments: &Arguments<'_>, name: &str, most: u8) -> TeraResult<Option<u8>> {
    let Some(number) = arguments.number(name)? else { return Ok(None) };
    let found = u8::try_from(number).ok().filter(|number| (1..=most).contains(number));
    let refused = || problem(&format!("`{name}` must be a number from 1 to {most}, not {number}"), []);
    found.map(Some).ok_or_else(refused)
}

fn told(trouble: Trouble) -> Error {
    problem(&trouble.message, trouble.hint)
}
