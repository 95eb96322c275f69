//! Pages and sections that come, go and move.

use crate::desk::Desk;
use crate::dice::Dice;

use super::front_matter::with_key;

const SECTIONS: [&str; 4] = ["briefings", "reports", "reports/ports", "reports/rivers"];

fn name(dice: &mut Dice) -> String {
    let number = dice.below(12);
    if dice.one_in(3) {
        format!("2026-01-{:02}-page-{number}", 1 + dice.below(12))
    } else {
        format!("page-{number}")
    }
}

/// The folder of a path.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

pub(super) fn add(desk: &mut Desk, dice: &mut Dice) {
    let section = SECTIONS[dice.below(SECTIONS.len())];
    let name = name(dice);
    let date = 1 + dice.below(12);
    let text = format!(
        "+++\ntitle = \"New {name}\"\ndate = 2026-01-{date:02}\ntags = [\"ports\", \"new\"]\nauthors = [\"Field team\"]\n+++\n\
        They :cite[lost much]{{src=minutes quote=\"the enemy lost two vehicles\"}}, see [it](a:loss).\n\n\
        <!-- more -->\n\n## Count {{#count}}\n\nSee [that](@/briefings/loss.md).\n"
    );
    desk.write(format!("content/{section}/{name}.md"), text);
}

pub(super) fn translate(desk: &mut Desk, dice: &mut Dice) {
    let mut pages = desk.pages();
    pages.extend(desk.paths("content/", "/_index.md"));
    pages.retain(|path| !path.ends_with(".uk.md"));
    let Some(path) = dice.pick(&pages) else { return };
    let text = format!(
        "+++\ntitle = \"Версія {}\"\ndate = 2026-01-06\ntags = [\"порти\"]\n+++\nУкраїнською: :cite[так]{{src=zvit quote=\"Далі про інше\"}}.\n",
        dice.below(9)
    );
    let text =
        if path.ends_with("/_index.md") { "+++\ntitle = \"Розділ\"\n+++\n".to_owned() } else { text };
    desk.write(path.replace(".md", ".uk.md"), text);
}

pub(super) fn delete(desk: &mut Desk, dice: &mut Dice) {
    let Some(path) = desk.page(dice) else { return };
    // A page that others lead to goes less often: the site is then broken.
    if dice.one_in(4) || !desk.names(&path.replacen("content", "@", 1)) {
        desk.files.remove(&path);
    }
}

pub(super) fn rename(desk: &mut Desk, dice: &mut Dice) {
    let Some(path) = desk.page(dice) else { return };
    let ending = if path.ends_with(".uk.md") { "uk.md" } else { "md" };
    let to = format!("{}/{}.{ending}", folder(&path), name(dice));
    let old = path.trim_start_matches("content/").trim_end_matches(".md").to_owned();
    desk.relocate(dice, &path, &to);
    if dice.one_in(2) {
        desk.change(&to, |text| with_key(text, "aliases", Some(&format!("[\"{old}\"]"))));
    }
}

pub(super) fn relocate(desk: &mut Desk, dice: &mut Dice) {
    let Some(path) = desk.page(dice) else { return };
    let section = SECTIONS[dice.below(SECTIONS.len())];
    let name = path.rsplit('/').next().unwrap_or_default().to_owned();
    desk.relocate(dice, &path, &format!("content/{section}/{name}"));
}

/// Two files change places.
pub(super) fn swap(desk: &mut Desk, dice: &mut Dice) {
    let (Some(one), Some(other)) = (desk.page(dice), desk.page(dice)) else { return };
    if let (Some(first), Some(second)) = (desk.text(&one), desk.text(&other)) {
        desk.write(one, second);
        desk.write(other, first);
    }
}

/// `x.md` becomes `x/index.md`, or the other way round.
pub(super) fn fold(desk: &mut Desk, dice: &mut Dice) {
    let Some(path) = desk.page(dice) else { return };
    let to = match path.strip_suffix("/index.md") {
        Some(folder) => format!("{folder}.md"),
        None if path.ends_with(".uk.md") => return,
        None => format!("{}/index.md", path.trim_end_matches(".md")),
    };
    desk.relocate(dice, &path, &to);
}

const FOLDERS: [&str; 4] =
    ["content/briefings/quay", "content/reports/ports", "content/reports", "content/harbours"];

pub(super) fn move_folder(desk: &mut Desk, dice: &mut Dice) {
    let from = FOLDERS[dice.below(FOLDERS.len())];
    let to = ["content/briefings/docks", "content/harbours", "content/reports/quay", "content/reports/ports"];
    if let Some(to) = dice.pick(&to).filter(|to| !to.starts_with(from) && !from.starts_with(to)) {
        desk.relocate(dice, from, to);
    }
}

pub(super) fn copy_folder(desk: &mut Desk, dice: &mut Dice) {
    let from = "content/reports/ports/";
    let to = format!("content/reports/copy{}/", dice.below(2));
    for path in desk.paths(from, "") {
        let bytes = desk.files[&path].clone();
        desk.write(path.replacen(from, &to, 1), bytes);
    }
}

pub(super) fn add_section(desk: &mut Desk, dice: &mut Dice) {
    let folder = ["content/reports/rivers", "content/harbours", "content/briefings/deep"][dice.below(3)];
    let redirect = if dice.one_in(3) { "redirect_to = \"@/about.md\"\n" } else { "" };
    let text = format!("+++\ntitle = \"Section {}\"\nsort_by = \"title\"\n{redirect}+++\n", dice.below(9));
    desk.write(format!("{folder}/_index.md"), text);
}

pub(super) fn delete_section(desk: &mut Desk, dice: &mut Dice) {
    let mut sections = desk.paths("content/", "/_index.md");
    sections.extend(desk.paths("content/", "/_index.uk.md"));
    if let Some(path) = dice.pick(&sections) {
        desk.files.remove(&path);
    }
}

/// A person who comes, goes, or is described otherwise.
pub(super) fn person(desk: &mut Desk, dice: &mut Dice) {
    let path = ["content/people/field-team.md", "content/people/guest.md", "content/people/field-team.uk.md"];
    let path = path[dice.below(path.len())];
    if dice.one_in(4) {
        desk.files.remove(path);
        return;
    }
    let title = if path.contains("guest") { "Guest" } else { "Field team" };
    let number = dice.below(9);
    let text = format!(
        "+++\ntitle = \"{title}\"\nrole = \"Number {number}\"\n+++\nKnown since {number}.\n\n<!-- more -->\n\nAnd more.\n"
    );
    desk.write(path, text);
}
