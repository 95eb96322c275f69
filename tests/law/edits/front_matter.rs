//! Edits of front matter.

use crate::desk::Desk;
use crate::dice::Dice;

use super::word;

/// The text with a key of its TOML front matter set anew, or without it. A page in YAML stays as it is.
pub(super) fn with_key(text: &str, key: &str, value: Option<&str>) -> String {
    let Some((_, rest)) = text.split_once("+++\n").filter(|(before, _)| before.is_empty()) else {
        return text.to_owned();
    };
    let Some((head, body)) = rest.split_once("+++\n") else { return text.to_owned() };
    let start = format!("{key} = ");
    // What stands below the first table belongs to it.
    let top = head.find("\n[").map_or(head.len(), |at| at + 1);
    let mut lines: Vec<&str> = head[..top].lines().filter(|line| !line.starts_with(&start)).collect();
    let line = value.map(|value| format!("{key} = {value}"));
    lines.extend(line.as_deref());
    let tables = &head[top..];
    format!("+++\n{}\n{tables}+++\n{body}", lines.join("\n"))
}

fn set(desk: &mut Desk, path: &str, key: &str, value: Option<&str>) {
    desk.change(path, |text| with_key(text, key, value));
}

/// Sets a key of any page, or takes it away in one of four cases.
fn set_any(desk: &mut Desk, dice: &mut Dice, key: &str, values: &[&str]) {
    let Some(path) = desk.page(dice) else { return };
    let value = if dice.one_in(4) { None } else { dice.pick(values) };
    set(desk, &path, key, value);
}

pub(super) fn title(desk: &mut Desk, dice: &mut Dice) {
    let mut all = desk.pages();
    all.extend(desk.paths("content/", "/_index.md"));
    let Some(path) = dice.pick(&all) else { return };
    let title = format!("\"On {} & more\"", word(dice).replace(['"', '\\'], ""));
    set(desk, &path, "title", Some(&title));
}

pub(super) fn description(desk: &mut Desk, dice: &mut Dice) {
    set_any(desk, dice, "description", &["\"Short.\"", "\"With <b> & “more”.\"", "\"Про порт.\""]);
}

pub(super) fn date(desk: &mut Desk, dice: &mut Dice) {
    let days =
        ["2025-12-29", "2026-01-01", "2026-01-05", "2026-01-08", "2026-01-09", "2026-01-10", "2026-01-12"];
    let key = if dice.one_in(4) { "updated" } else { "date" };
    set_any(desk, dice, key, &days);
}

pub(super) fn tags(desk: &mut Desk, dice: &mut Dice) {
    let tags =
        ["[\"ports\"]", "[\"ports\", \"war\"]", "[\"new\"]", "[\"money\", \"порти\"]", "[\"Ports\"]", "[]"];
    set_any(desk, dice, "tags", &tags);
}

pub(super) fn series(desk: &mut Desk, dice: &mut Dice) {
    set_any(desk, dice, "series", &["[\"Winter\"]", "[\"Spring\"]"]);
}

pub(super) fn weight(desk: &mut Desk, dice: &mut Dice) {
    set_any(desk, dice, "weight", &["-1", "1", "2", "7"]);
}

pub(super) fn slug(desk: &mut Desk, dice: &mut Dice) {
    set_any(desk, dice, "slug", &["\"other\"", "\"north\"", "\"page-two\""]);
}

pub(super) fn path(desk: &mut Desk, dice: &mut Dice) {
    set_any(desk, dice, "path", &["\"elsewhere\"", "\"deep/er/place\""]);
}

pub(super) fn aliases(desk: &mut Desk, dice: &mut Dice) {
    let aliases = [
        "[\"old/a\"]",
        "[\"old/b\", \"old/all/#b\"]",
        "[\"old/all\"]",
        "[\"#count=#queue\"]",
        "[\"#counting=#count\"]",
        "[\"#place=#queue\"]",
        "[\"old/c=#count\"]",
    ];
    set_any(desk, dice, "aliases", &aliases);
}

pub(super) fn draft(desk: &mut Desk, dice: &mut Dice) {
    set_any(desk, dice, "draft", &["true", "false"]);
}

pub(super) fn expires(desk: &mut Desk, dice: &mut Dice) {
    set_any(desk, dice, "expires", &["2026-01-08", "2026-01-09", "2026-02-01"]);
}

pub(super) fn template(desk: &mut Desk, dice: &mut Dice) {
    set_any(desk, dice, "template", &["\"report.html\"", "\"page.html\"", "\"briefing.html\""]);
}

pub(super) fn authors(desk: &mut Desk, dice: &mut Dice) {
    set_any(desk, dice, "authors", &["[\"Field team\"]", "[\"Guest\", \"Field team\"]", "[\"Second desk\"]"]);
}

pub(super) fn further_reading(desk: &mut Desk, dice: &mut Dice) {
    let reading = [
        "[\"@/briefings/loss.md\"]",
        "[\"@/briefings/quay/index.md\", { title = \"Rates\", url = \"https://rates.example/\" }]",
        "0",
    ];
    set_any(desk, dice, "further_reading", &reading);
}

pub(super) fn correction(desk: &mut Desk, dice: &mut Dice) {
    let Some(path) = desk.page(dice) else { return };
    let day = 5 + dice.below(6);
    let table = format!(
        "\n[[corrections]]\ndate = 2026-01-{day:02}\nkind = \"update\"\ntext = \"Added *{day}*; see [it](a:loss).\"\n"
    );
    desk.change(&path, |text| match text.get(4..).and_then(|rest| rest.find("\n+++\n")) {
        Some(at) if text.starts_with("+++\n") => format!("{}{table}{}", &text[..at + 5], &text[at + 5..]),
        _ => text.to_owned(),
    });
}

/// What a section says of its list.
pub(super) fn section(desk: &mut Desk, dice: &mut Dice) {
    let mut sections = desk.paths("content/", "/_index.md");
    sections.extend(desk.paths("content/", "/_index.uk.md"));
    let Some(path) = dice.pick(&sections) else { return };
    let (key, values): (&str, &[&str]) = match dice.below(8) {
        0 => ("paginate_by", &["1", "2", "3"]),
        1 => ("sort_by", &["\"date\"", "\"title\"", "\"weight\"", "\"slug\"", "\"update_date\""]),
        2 => ("transparent", &["true", "false"]),
        3 => ("weight", &["1", "5"]),
        4 => ("page_template", &["\"report.html\"", "\"page.html\""]),
        5 => ("generate_feeds", &["true", "false"]),
        6 => (
            "redirect_to",
            &["\"@/about.md\"", "\"@/sources/minutes.md#p2\"", "\"@/briefings/loss.md#count\"", "\"a:loss\""],
        ),
        _ => ("draft", &["true", "false", "false", "false"]),
    };
    let value = if dice.one_in(3) { None } else { dice.pick(values) };
    set(desk, &path, key, value);
}
