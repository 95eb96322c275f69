//! The edits: everything that somebody may do to the files of a site between two saves.

mod beside;
mod body;
mod config;
mod faults;
mod front_matter;
mod ledger;
mod pages;
mod sources;
mod templates;

use crate::desk::Desk;
use crate::dice::Dice;

/// A kind of edit. Which file it meets, and how, is decided by the dice.
pub(crate) struct Edit {
    pub(crate) name: &'static str,
    /// How often it comes, beside the others.
    weight: usize,
    pub(crate) apply: fn(&mut Desk, &mut Dice),
}

const fn edit(name: &'static str, weight: usize, apply: fn(&mut Desk, &mut Dice)) -> Edit {
    Edit { name, weight, apply }
}

/// All kinds.
pub(crate) const EDITS: &[Edit] = &[
    edit("words of a page", 12, body::words),
    edit("a heading", 3, body::heading),
    edit("a new paragraph with evidence", 8, body::evidence),
    edit("a link", 3, body::link),
    edit("an anchor, or a link to one", 5, body::anchor),
    edit("evidence by its place, a picture, a file, events", 4, body::aside),
    edit("a paragraph less", 3, body::less),
    edit("other quoted words", 5, body::requote),
    edit("quoted words that are nowhere", 1, body::misquote),
    edit("a claim", 4, body::claim),
    edit("a title", 5, front_matter::title),
    edit("a description", 3, front_matter::description),
    edit("a date", 5, front_matter::date),
    edit("tags", 6, front_matter::tags),
    edit("a series", 3, front_matter::series),
    edit("a weight", 3, front_matter::weight),
    edit("a slug", 3, front_matter::slug),
    edit("a path", 1, front_matter::path),
    edit("aliases", 4, front_matter::aliases),
    edit("a draft", 3, front_matter::draft),
    edit("an expiry", 3, front_matter::expires),
    edit("another template for a page", 2, front_matter::template),
    edit("authors", 3, front_matter::authors),
    edit("further reading", 2, front_matter::further_reading),
    edit("a correction", 3, front_matter::correction),
    edit("a section's list", 5, front_matter::section),
    edit("a new page", 6, pages::add),
    edit("a new version in another language", 3, pages::translate),
    edit("a page less", 3, pages::delete),
    edit("a renamed page", 4, pages::rename),
    edit("a page in another section", 2, pages::relocate),
    edit("two pages that change places", 2, pages::swap),
    edit("a page that becomes a folder, or a folder that becomes a page", 2, pages::fold),
    edit("a moved folder", 3, pages::move_folder),
    edit("a copied folder", 1, pages::copy_folder),
    edit("a new section", 2, pages::add_section),
    edit("a section's file less", 2, pages::delete_section),
    edit("a person", 3, pages::person),
    edit("a new source", 3, sources::add),
    edit("words of a source", 5, sources::words),
    edit("quoted words of a source", 2, sources::quoted),
    edit("what is said of a source", 4, sources::metadata),
    edit("a source less", 2, sources::delete),
    edit("a source in another file", 2, sources::fold),
    edit("an original", 3, sources::original),
    edit("the hash of an original", 3, sources::recorded),
    edit("pages of a source", 3, sources::pages),
    edit("two sources that change places", 1, sources::swap),
    edit("what is published", 4, ledger::publish),
    edit("the end of something published", 2, ledger::end),
    edit("a ledger less", 2, ledger::less),
    edit("a template", 5, templates::edit),
    edit("a component", 2, templates::component),
    edit("a directive's template", 2, templates::directive),
    edit("a template less", 3, templates::delete),
    edit("a template of the theme", 2, templates::theme),
    edit("words of the theme", 4, templates::words),
    edit("a broken template", 1, templates::break_one),
    edit("a template that fails on a page", 1, templates::fail),
    edit("the site's title", 2, config::title),
    edit("the site's address", 2, config::base_url),
    edit("taxonomies", 2, config::taxonomies),
    edit("languages", 2, config::languages),
    edit("the theme", 1, config::theme),
    edit("other settings", 4, config::other),
    edit("data", 4, beside::data),
    edit("events", 4, beside::events),
    edit("a style sheet", 4, beside::style),
    edit("a static file", 3, beside::file),
    edit("a file beside a page", 3, beside::asset),
    edit("a picture", 3, beside::picture),
    edit("a picture in another folder", 3, beside::other_picture),
    edit("another day", 5, beside::day),
    edit("broken front matter", 1, faults::front_matter),
    edit("a text that is not UTF-8", 1, faults::not_utf8),
    edit("an id twice", 1, faults::duplicate_id),
    edit("an address twice", 1, faults::duplicate_address),
    edit("an empty file", 1, faults::empty),
    edit("no configuration", 1, faults::no_configuration),
    edit("a file as it was at first", 8, faults::mend),
];

/// A kind by chance.
pub(crate) fn any(dice: &mut Dice) -> usize {
    let mut left = dice.below(EDITS.iter().map(|edit| edit.weight).sum());
    for (at, edit) in EDITS.iter().enumerate() {
        if left < edit.weight {
            return at;
        }
        left -= edit.weight;
    }
    0
}

/// A word that was not there before, most of the time.
fn word(dice: &mut Dice) -> String {
    const WORDS: [&str; 8] = ["berth", "*slowly*", "`a < b`", "R&D", "порт", "“so”", "<b>loud</b>", "nine"];
    let word = WORDS[dice.below(WORDS.len())];
    if dice.one_in(3) { format!("{word}{}", dice.below(50)) } else { word.to_owned() }
}
