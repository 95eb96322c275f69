//! Edits of a page's text.

use crate::desk::Desk;
use crate::dice::Dice;

use super::word;

/// Words that stand in the sources at first.
const QUOTABLE: [(&str, &str); 8] = [
    ("minutes", "the enemy lost two vehicles"),
    ("minutes", "Nobody in the village was hurt"),
    ("minutes", "withdrew before noon"),
    ("minutes", "The road stays closed […] a week"),
    ("zvit", "черга завдовжки дев’ять днів"),
    ("zvit", "Далі про інше"),
    ("tariff", "berths are free until the end"),
    ("tariff", "A berth costs twice as much"),
];

/// Front matter and the blocks of the text, if the page has both.
fn split(text: &str) -> Option<(String, Vec<String>)> {
    let fence = text.get(..3)?;
    let end = text[3..].find(&format!("\n{fence}\n"))? + 3 + 5;
    let body = text[end..].trim_end();
    Some((text[..end].to_owned(), body.split("\n\n").map(str::to_owned).collect()))
}

fn change_blocks(desk: &mut Desk, path: &str, change: impl FnOnce(&mut Vec<String>)) {
    desk.change(path, |text| {
        let Some((head, mut blocks)) = split(text) else { return text.to_owned() };
        change(&mut blocks);
        format!("{head}{}\n", blocks.join("\n\n"))
    });
}

fn change_any(desk: &mut Desk, dice: &mut Dice, change: impl FnOnce(&mut Vec<String>, &mut Dice)) {
    if let Some(path) = desk.page(dice) {
        change_blocks(desk, &path, |blocks| change(blocks, dice));
    }
}

/// Puts a word behind a paragraph, or in front of it.
pub(super) fn words(desk: &mut Desk, dice: &mut Dice) {
    change_any(desk, dice, |blocks, dice| {
        let is_plain = |block: &String| block.starts_with(char::is_alphabetic);
        let plain: Vec<usize> = (0..blocks.len()).filter(|at| is_plain(&blocks[*at])).collect();
        let Some(at) = dice.pick(&plain) else { return };
        let word = word(dice);
        let block = &blocks[at];
        blocks[at] = match dice.below(3) {
            0 => format!("So {block}"),
            1 if block.starts_with("So ") => block[3..].to_owned(),
            _ => format!("{block} And {word}."),
        };
    });
}

pub(super) fn heading(desk: &mut Desk, dice: &mut Dice) {
    change_any(desk, dice, |blocks, dice| {
        let headings: Vec<usize> = (0..blocks.len()).filter(|at| blocks[*at].starts_with("## ")).collect();
        match dice.pick(&headings) {
            Some(at) if dice.one_in(3) => drop(blocks.remove(at)),
            Some(at) if dice.one_in(2) => blocks[at] = format!("## Renamed {}", dice.below(9)),
            _ => blocks.push(format!("## About {}\n\nIt is short.", word(dice))),
        }
    });
}

/// A new paragraph with one of the forms of evidence.
pub(super) fn evidence(desk: &mut Desk, dice: &mut Dice) {
    let (source, quotation) = QUOTABLE[dice.below(QUOTABLE.len())];
    let id = format!("n{}", dice.below(1000));
    let block = match dice.below(8) {
        0 => format!("We say :cite[so {id}]{{src={source} quote=\"{quotation}\"}}."),
        1 => format!("They say :quote[“{quotation}”]{{#{id} src={source}}}."),
        2 => format!("A translation: :quote[so {id}]{{src={source} original=\"{quotation}\"}}."),
        3 => format!(
            "A :note[phrase]{{#{id}}}.\n\n:::note{{#{id}}}\nA note.\n\n::passage{{src={source} quote=\"{quotation}\"}}\n:::"
        ),
        4 => format!("A footnote.[^{id}]\n\n[^{id}]: It says :quote[{quotation}]{{src={source}}}."),
        5 => format!("::passage{{src={source} quote=\"{quotation}\"}}"),
        6 => format!("By its place :cite[alone]{{src={source} at=p1}}."),
        _ => format!("::source{{src={source}}}"),
    };
    change_any(desk, dice, |blocks, _| blocks.push(block));
}

pub(super) fn link(desk: &mut Desk, dice: &mut Dice) {
    let Some(page) = desk.page(dice) else { return };
    let target = page.trim_start_matches("content/").to_owned();
    let block = match dice.below(4) {
        0 => "See [it](a:loss) and [that](a:queue-length).".to_owned(),
        1 => format!("::briefing{{path=\"@/{target}\"}}"),
        2 => format!("See [there](@/{target}#count)."),
        _ => format!("See [there](@/{target})."),
    };
    change_any(desk, dice, |blocks, _| blocks.push(block));
}

/// Something that can be linked to, or a link to such a thing; most of these are there at first, or come with another edit.
pub(super) fn anchor(desk: &mut Desk, dice: &mut Dice) {
    let Some(page) = desk.page(dice) else { return };
    let target = page.trim_start_matches("content/").to_owned();
    let anchor = ["count", "queue", "counting", "place", "a-loss"][dice.below(5)];
    let block = match dice.below(6) {
        0 | 1 => format!("<p id=\"{anchor}\">A place.</p>"),
        2 => format!("## Placed {{#{anchor}}}"),
        3 => format!("See [the paragraph](@/sources/minutes.md#p{}).", 1 + dice.below(4)),
        4 => format!("See <a href=\"#{anchor}\">here</a>."),
        _ => format!("See [the place](@/{target}#{anchor})."),
    };
    // A link to what is not there breaks the site: mostly it comes with what it leads to.
    let leads = block.contains(anchor) && block.starts_with("See");
    if leads && !dice.one_in(4) {
        change_blocks(desk, &page, |blocks| blocks.push(format!("<p id=\"{anchor}\">A place.</p>")));
    }
    change_any(desk, dice, |blocks, _| blocks.push(block));
}

/// Evidence by its place alone, or a picture, a file or a list of events in the text.
pub(super) fn aside(desk: &mut Desk, dice: &mut Dice) {
    let block = match dice.below(7) {
        0 => ":cite[On its page]{src=minutes page=2 quote=\"Nobody in the village\"}.".to_owned(),
        1 => format!(":cite[By number]{{src=minutes at=p{}}}.", 1 + dice.below(4)),
        2 => "::figure[At rest]{src=\"/crane.png\" alt=\"A crane\"}".to_owned(),
        3 => "![A crane](crane.png)".to_owned(),
        4 => "See [the table](berths.csv).".to_owned(),
        5 => "::events{data=\"data/events.toml\"}".to_owned(),
        _ => ":quote[“the enemy lost two vehicles”]{src=minutes page=1}.".to_owned(),
    };
    let is_beside = block.contains("](");
    let Some(page) = desk.page(dice).filter(|page| !is_beside || page.contains("/quay/")) else { return };
    change_blocks(desk, &page, |blocks| blocks.push(block));
}

pub(super) fn less(desk: &mut Desk, dice: &mut Dice) {
    change_any(desk, dice, |blocks, dice| {
        let at = dice.below(blocks.len());
        blocks.remove(at);
    });
}

/// Another quotation in place of one of a page's `quote="…"`.
fn replace_quotation(desk: &mut Desk, dice: &mut Dice, source: &str, quotation: &str) {
    let mut citing = desk.pages();
    citing
        .retain(|path| desk.text(path).is_some_and(|text| text.contains(&format!("src={source} quote=\""))));
    let Some(path) = dice.pick(&citing) else { return };
    desk.change(&path, |text| {
        let start = format!("src={source} quote=\"");
        let Some((before, rest)) = text.split_once(&start) else { return text.to_owned() };
        let after = rest.split_once('"').map_or("", |(_, after)| after);
        format!("{before}{start}{quotation}\"{after}")
    });
}

pub(super) fn requote(desk: &mut Desk, dice: &mut Dice) {
    let (source, quotation) = QUOTABLE[dice.below(QUOTABLE.len())];
    replace_quotation(desk, dice, source, quotation);
}

pub(super) fn misquote(desk: &mut Desk, dice: &mut Dice) {
    replace_quotation(desk, dice, "minutes", "the enemy lost seven vehicles");
}

/// Another claim on the same evidence, whose derived id changes with it.
pub(super) fn claim(desk: &mut Desk, dice: &mut Dice) {
    let mut citing = desk.pages();
    citing.retain(|path| desk.text(path).is_some_and(|text| text.contains(":cite[")));
    let Some(path) = dice.pick(&citing) else { return };
    let word = word(dice);
    desk.change(&path, |text| {
        let at = text.rfind(":cite[").map_or(0, |at| at + ":cite[".len());
        format!("{}{word} {}", &text[..at], &text[at..])
    });
}
