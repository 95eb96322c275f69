//! Edits of what stands beside the texts: data, static files, pictures; and the day.

use jiff::ToSpan;

use crate::desk::Desk;
use crate::dice::Dice;

pub(super) fn data(desk: &mut Desk, dice: &mut Dice) {
    let rows = ["South,2\n", "South,3\nWest,1\n", ""][dice.below(3)];
    if dice.one_in(9) {
        desk.write("data/ports.csv", "name,berths\nNorth\n");
    } else {
        desk.write("data/ports.csv", format!("name,berths\nNorth,{}\n{rows}", dice.below(9)));
    }
}

pub(super) fn events(desk: &mut Desk, dice: &mut Dice) {
    let day = 8 + dice.below(6);
    let text = format!(
        "[[events]]\ntitle = \"Event {}\"\nstart = 2026-01-{day:02}\nplace = \"Harbour\"\n",
        dice.below(9)
    );
    match desk.text("data/events.toml") {
        Some(before) if dice.one_in(2) => desk.write("data/events.toml", format!("{before}\n{text}")),
        _ => desk.write("data/events.toml", text),
    }
}

pub(super) fn style(desk: &mut Desk, dice: &mut Dice) {
    let path = ["static/own.css", "static/theme.css", "static/own.css"][dice.below(3)];
    if path == "static/theme.css" && dice.one_in(2) {
        desk.files.remove(path);
    } else {
        desk.write(path, format!(":root {{ --accent: #{:06x}; }}\n", dice.below(9)));
    }
}

pub(super) fn file(desk: &mut Desk, dice: &mut Dice) {
    let path = ["static/note.txt", "static/deep/er.txt", "static/_redirects"][dice.below(3)];
    if dice.one_in(3) {
        desk.files.remove(path);
    } else {
        desk.write(path, format!("/from{0} /to{0}\n", dice.below(9)));
    }
}

pub(super) fn asset(desk: &mut Desk, dice: &mut Dice) {
    let folder = desk.paths("content/", "/index.md").into_iter().find(|path| !path.contains("/sources/"));
    let Some(folder) = folder.as_deref().and_then(|path| path.strip_suffix("index.md")) else { return };
    let path = format!("{folder}{}", ["berths.csv", "more.txt"][dice.below(2)]);
    if dice.one_in(3) {
        desk.files.remove(&path);
    } else {
        desk.write(path, format!("berth,ships\nNorth,{}\n", dice.below(9)));
    }
}

/// One of few greys, so that pictures that were there before come back.
pub(super) fn picture(desk: &mut Desk, dice: &mut Dice) {
    if let Some(path) = dice.pick(&desk.paths("content/", ".png")) {
        desk.write(path, crate::picture::picture([0, 80, 160][dice.below(3)]));
    }
}

/// A picture where another of its name is found first, or found no more; now and then it is none.
pub(super) fn other_picture(desk: &mut Desk, dice: &mut Dice) {
    let places = ["static/crane.png", "themes/plain/static/crane.png", "content/briefings/quay/crane.png"];
    let path = places[dice.below(3)];
    match dice.below(6) {
        0 | 1 => drop(desk.files.remove(path)),
        2 => desk.write(path, "no picture"),
        number => desk.write(path, crate::picture::picture([0, 80, 160][number % 3])),
    }
}

/// Time goes on, and now and then back, as with `--date`.
pub(super) fn day(desk: &mut Desk, dice: &mut Dice) {
    let days = [1, 1, 2, 5, -1, -3][dice.below(6)];
    if let Ok(day) = desk.today.checked_add(days.days()) {
        desk.today = day;
    }
}
