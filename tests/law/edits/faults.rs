//! Edits that break something, and the one that mends it.

use crate::desk::Desk;
use crate::dice::Dice;

use super::front_matter::with_key;

pub(super) fn front_matter(desk: &mut Desk, dice: &mut Dice) {
    let Some(path) = desk.page(dice) else { return };
    desk.change(&path, |text| match dice.below(4) {
        0 => text.replacen("+++", "++", 1),
        1 => text.replacen("title = \"", "title = ", 1),
        2 => with_key(text, "titel", Some("\"X\"")),
        _ => with_key(text, "date", Some("\"soon\"")),
    });
}

pub(super) fn not_utf8(desk: &mut Desk, dice: &mut Dice) {
    let mut paths = desk.paths("content/", ".md");
    paths.extend(desk.paths("templates/", ""));
    paths.push("ibid.toml".to_owned());
    let Some(path) = dice.pick(&paths) else { return };
    if let Some(bytes) = desk.files.get_mut(&path) {
        bytes.extend(b"\ncaf\xe9\n");
    }
}

pub(super) fn duplicate_id(desk: &mut Desk, dice: &mut Dice) {
    let Some(path) = desk.page(dice) else { return };
    desk.change(&path, |text| format!("{text}\n:cite[Again]{{#loss src=minutes at=p1}}.\n"));
}

pub(super) fn duplicate_address(desk: &mut Desk, dice: &mut Dice) {
    let Some(path) = desk.page(dice) else { return };
    desk.change(&path, |text| with_key(text, "path", Some("\"briefings/loss\"")));
}

pub(super) fn empty(desk: &mut Desk, dice: &mut Dice) {
    let mut paths = desk.pages();
    paths.extend(desk.paths("data/", ""));
    if let Some(path) = dice.pick(&paths) {
        desk.write(path, "");
    }
}

pub(super) fn no_configuration(desk: &mut Desk, _: &mut Dice) {
    desk.files.remove("ibid.toml");
}

/// A file as it was at first, of those that are not.
pub(super) fn mend(desk: &mut Desk, dice: &mut Dice) {
    let first = Desk::first();
    let other: Vec<String> =
        first.files.keys().filter(|path| desk.files.get(*path) != first.files.get(*path)).cloned().collect();
    if let Some(path) = dice.pick(&other) {
        desk.files.insert(path.clone(), first.files[&path].clone());
    }
}
