//! Edits of the archive.

use crate::desk::Desk;
use crate::dice::Dice;

use sha2::{Digest, Sha256};

use super::front_matter::with_key;
use super::word;

fn sources(desk: &Desk) -> Vec<String> {
    let mut sources = desk.paths("content/sources/", ".md");
    sources.extend(desk.paths("content/sources/", ".txt"));
    sources.retain(|path| !path.contains("_index."));
    sources
}

/// The id that a source has by its file.
fn id(path: &str) -> &str {
    let name = path.trim_end_matches("/index.md");
    name.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default()
}

pub(super) fn add(desk: &mut Desk, dice: &mut Dice) {
    let path = ["content/sources/letter.md", "content/sources/speech/index.md", "content/sources/list.txt"];
    let path = path[dice.below(path.len())];
    let number = dice.below(9);
    let text = format!(
        "+++\ntitle = \"Source {number}\"\nissued = 2026-01-0{}\n+++\nOnce the enemy lost two vehicles here. Number {number}.\n",
        1 + dice.below(9)
    );
    desk.write(path, text);
    if dice.one_in(2) {
        let id =
            path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default().to_owned();
        if let Some(page) = desk.page(dice) {
            desk.change(&page, |text| {
                format!("{text}\n:cite[New]{{src={id} quote=\"the enemy lost two\"}}.\n")
            });
        }
    }
}

/// A paragraph more, at the end or at the beginning, where it moves all others.
pub(super) fn words(desk: &mut Desk, dice: &mut Dice) {
    let Some(path) = dice.pick(&sources(desk)) else { return };
    let word = word(dice);
    desk.change(&path, |text| match text.strip_prefix("+++\n").and_then(|rest| rest.split_once("+++\n")) {
        Some((head, body)) if dice.one_in(2) => format!("+++\n{head}+++\nFirst, {word}.\n\n{body}"),
        _ => format!("{text}\nLast, {word}.\n"),
    });
}

/// Words that pages may quote.
pub(super) fn quoted(desk: &mut Desk, dice: &mut Dice) {
    let (from, to) = [("two vehicles", "three vehicles"), ("дев’ять", "десять"), ("was *hurt*", "was hurt")]
        [dice.below(3)];
    for path in sources(desk) {
        desk.change(
            &path,
            |text| {
                if text.contains(to) { text.replace(to, from) } else { text.replace(from, to) }
            },
        );
    }
}

pub(super) fn metadata(desk: &mut Desk, dice: &mut Dice) {
    let Some(path) = dice.pick(&sources(desk)) else { return };
    let (key, values): (&str, &[&str]) = match dice.below(5) {
        0 => ("title", &["\"Another title\"", "\"A & B\""]),
        1 => ("publish", &["\"full\"", "\"excerpt\"", "\"none\""]),
        2 => ("issued", &["2025-12-24", "2026-01", "2024"]),
        3 => ("author", &["\"Somebody\"", "[\"One\", \"Two\"]"]),
        _ => ("language", &["\"en\"", "\"uk\"", "\"fr\""]),
    };
    let value = dice.pick(values);
    desk.change(&path, |text| with_key(text, key, value));
}

pub(super) fn delete(desk: &mut Desk, dice: &mut Dice) {
    let mut sources = sources(desk);
    if !dice.one_in(4) {
        sources.retain(|path| !desk.names(&format!("src={}", id(path))));
    }
    if let Some(path) = dice.pick(&sources) {
        desk.files.remove(&path);
    }
}

/// `x.md` becomes `x/index.md`, or is there twice.
pub(super) fn fold(desk: &mut Desk, dice: &mut Dice) {
    let Some(path) = dice.pick(&desk.paths("content/sources/", ".md")) else { return };
    if path.contains("_index.") {
        return;
    }
    let to = match path.strip_suffix("/index.md") {
        Some(folder) => format!("{folder}.md"),
        None => format!("{}/index.md", path.trim_end_matches(".md")),
    };
    let bytes = desk.files[&path].clone();
    desk.write(to, bytes);
    if !dice.one_in(4) {
        desk.files.remove(&path);
    }
}

/// The file that a source was made from, beside it.
pub(super) fn original(desk: &mut Desk, dice: &mut Dice) {
    desk.rename("content/sources/minutes.md", "content/sources/minutes/index.md");
    if dice.one_in(4) {
        desk.files.remove("content/sources/minutes/original.vtt");
    } else {
        let text = format!("WEBVTT\n\n00:00.000 --> 00:02.000\nNumber {}\n", dice.below(9));
        desk.write("content/sources/minutes/original.vtt", text);
    }
}

/// The original's hash, which is mostly the right one.
pub(super) fn recorded(desk: &mut Desk, dice: &mut Dice) {
    let folder = "content/sources/minutes/";
    let Some(original) = desk.files.get(&format!("{folder}original.vtt")) else { return };
    let hash: String = Sha256::digest(original).iter().map(|byte| format!("{byte:02x}")).collect();
    let value = if dice.one_in(4) { None } else { Some(format!("\"{hash}\"")) };
    desk.change(&format!("{folder}index.md"), |text| with_key(text, "sha256", value.as_deref()));
}

/// Marks of pages, before one of the paragraphs or gone.
pub(super) fn pages(desk: &mut Desk, dice: &mut Dice) {
    let paths = desk.paths("content/sources/minutes", ".md");
    let Some(path) = paths.first() else { return };
    let mark = "<!-- page 2 -->\n\n";
    let before = ["## The village", "Nobody in", "The ministry said", "nowhere"][dice.below(4)];
    desk.change(path, |text| text.replace(mark, "").replacen(before, &format!("{mark}{before}"), 1));
}

/// A source's file and another's change places.
pub(super) fn swap(desk: &mut Desk, dice: &mut Dice) {
    let sources = sources(desk);
    let (Some(one), Some(other)) = (dice.pick(&sources), dice.pick(&sources)) else { return };
    if let (Some(first), Some(second)) = (desk.text(&one), desk.text(&other)) {
        desk.write(one, second);
        desk.write(other, first);
    }
}
