//! Edits of `ibid.toml`.

use crate::desk::Desk;
use crate::dice::Dice;

/// Puts a line in place of the one that begins with `start`; above the first table where there is none.
fn set(desk: &mut Desk, start: &str, line: &str) {
    desk.change("ibid.toml", |text| {
        if text.lines().any(|found| found.starts_with(start)) {
            let lines = text.lines().map(|found| if found.starts_with(start) { line } else { found });
            return lines.map(|line| format!("{line}\n")).collect();
        }
        format!("{line}\n{text}")
    });
}

pub(super) fn title(desk: &mut Desk, dice: &mut Dice) {
    set(desk, "title = \"The", &format!("title = \"The desk, number {}\"", dice.below(9)));
}

pub(super) fn base_url(desk: &mut Desk, dice: &mut Dice) {
    let url = ["https://desk.example", "https://desk.example/watch", "http://127.0.0.1:1111"][dice.below(3)];
    set(desk, "base_url", &format!("base_url = \"{url}\""));
}

pub(super) fn taxonomies(desk: &mut Desk, dice: &mut Dice) {
    let (start, line) = match dice.below(4) {
        0 => ("    { name = \"series", "    { name = \"series\", sequence = false, feed = false },"),
        1 => ("    { name = \"series", "    { name = \"series\" }, { name = \"regions\" },"),
        2 => ("    { name = \"tags\"", "    { name = \"tags\" },"),
        _ => ("    { name = \"tags\"", "    { name = \"tags\", paginate_by = 1, paginate_path = \"part\" },"),
    };
    set(desk, start, line);
}

pub(super) fn languages(desk: &mut Desk, dice: &mut Dice) {
    match dice.below(3) {
        0 => desk.change("ibid.toml", |text| {
            if text.contains("[languages.de]") {
                text.replace("\n[languages.de]\ntitle = \"Büro\"\n", "")
            } else {
                format!("{text}\n[languages.de]\ntitle = \"Büro\"\n")
            }
        }),
        1 => set(desk, "title = \"Бюро", &format!("title = \"Бюро {}\"", dice.below(9))),
        _ => set(desk, "notes = ", &format!("notes = \"Нотатки {}\"", dice.below(9))),
    }
}

pub(super) fn theme(desk: &mut Desk, dice: &mut Dice) {
    let line = if dice.one_in(2) { "# no theme" } else { "theme = \"plain\"" };
    let start = if desk.text("ibid.toml").is_some_and(|text| text.contains("# no theme")) {
        "# no theme"
    } else {
        "theme = "
    };
    set(desk, start, line);
}

pub(super) fn other(desk: &mut Desk, dice: &mut Dice) {
    let (start, line) = match dice.below(8) {
        0 => ("feed_limit", ["feed_limit = 1", "feed_limit = 4", "feed_limit = 20"][dice.below(3)]),
        1 => ("notice", ["notice = \"Mind this.\"", "notice = \"Nothing here is true.\""][dice.below(2)]),
        2 => ("generate_feeds", ["generate_feeds = false", "generate_feeds = true"][dice.below(2)]),
        3 => ("annotation_pages", ["annotation_pages = false", "annotation_pages = true"][dice.below(2)]),
        4 => ("excerpt_context", ["excerpt_context = \"sentence\"", "excerpt_context = 20"][dice.below(2)]),
        5 => (
            "briefings = [",
            ["briefings = [\"publisher\"]", "briefings = [\"further-reading\", \"events\"]"][dice.below(2)],
        ),
        6 => ("stylesheets", ["stylesheets = []", "stylesheets = [\"own.css\"]"][dice.below(2)]),
        _ => (
            "publisher = ",
            ["publisher = \"We.\"", "publisher = \"See [it](@/briefings/loss.md).\""][dice.below(2)],
        ),
    };
    set(desk, start, line);
}
