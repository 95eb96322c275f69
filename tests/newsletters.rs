//! Newsletters as mails: the five forms letter by letter, the message before independent readers, the HTML before what is known of
//! mail programs, and all that a letter must not link to.
#![cfg(feature = "newsletters")]
#![expect(clippy::disallowed_methods, reason = "the tests start other programs and give them files")]
#![expect(clippy::print_stderr, reason = "a test that is left out says so")]

#[path = "newsletters/clients.rs"]
mod clients;
#[path = "newsletters/command.rs"]
mod command;
#[path = "newsletters/corrections.rs"]
mod corrections;
#[path = "newsletters/faults.rs"]
mod faults;
#[path = "newsletters/golden.rs"]
mod golden;
#[path = "newsletters/message.rs"]
mod message;
#[path = "validators/tools.rs"]
#[expect(dead_code, reason = "the other tests need more of it")]
mod tools;

use ibid::config::Settings;
use ibid::diagnostic::{Diagnostic, Format};
use ibid::export::mail::Mail;
use ibid::ledger::FILE;
use ibid::site::{Past, Site, update};
use ibid::world::{Changes, Memory, World};
use jiff::civil::date;

const CONFIG: &str = "base_url = \"https://example.org/desk\"\ntitle = \"Desk\"\ntaxonomies = [{ name = \"tags\" }]\n\
    generate_feeds = false\n\n[languages.uk]\ntitle = \"Стіл\"\n\n[newsletter]\nfrom = \"Lake Desk <desk@example.org>\"\n";

const SOURCE: &str = "+++\ntitle = \"Minutes\"\nauthor = \"A. Clerk\"\npublish = \"full\"\nissued = 2026-01-06\nlanguage = \"en\"\n+++\n\
    The ministry said the enemy lost two vehicles and withdrew.\n\nNobody was hurt in the village.\n";

const BRIEFING: &str = "+++\ntitle = \"On minutes & hours\"\ndescription = \"What was lost.\"\ndate = 2026-01-08\n\
    authors = [\"Field team\"]\n+++\n\
    :cite[Two were lost]{#two src=minutes quote=\"the enemy lost two vehicles\"}, and \
    :quote[“Nobody was hurt in the village”]{#quiet src=minutes}.\n\n## Who counted\n\nNobody says.[^late]\n\n\
    [^late]: Two days late.\n";

/// A site of one source, one briefing and these files.
pub(crate) fn site(files: &[(&str, &str)]) -> Memory {
    let world = Memory::with([
        ("ibid.toml", CONFIG),
        ("content/sources/minutes.md", SOURCE),
        ("content/briefings/minutes.md", BRIEFING),
    ]);
    world.set_today(date(2026, 1, 9));
    for (path, text) in files {
        world.insert(*path, *text);
    }
    world
}

/// The path of the letter that the tests send.
pub(crate) const LETTER: &str = "content/newsletters/2026-01-09.md";

pub(crate) fn read(world: &Memory, settings: &Settings) -> Site {
    update(world, settings, &mut Past::default(), &Changes::All)
}

/// Publishes all that a site has, unless it keeps a ledger of its own.
pub(crate) fn publish(world: &Memory, settings: &Settings) {
    if world.stamp(FILE).is_err() {
        let ledger = read(world, settings).record();
        world.insert(FILE, ibid::ledger::write(&ledger));
    }
}

/// The mail of a page, with all that is wrong with the site and with it.
pub(crate) fn mail_of(world: &Memory, path: &str, settings: &Settings) -> (Option<Mail>, Vec<Diagnostic>) {
    publish(world, settings);
    let site = read(world, settings);
    let mut found = site.outcome().diagnostics;
    let page = site.index().by_file.get(path.trim_start_matches("content/")).copied();
    let (mail, more) = page.map(|page| site.mail(page)).unwrap_or_default();
    found.extend(more);
    (mail, found)
}

/// The mail of a page of a site with which nothing is wrong.
#[track_caller]
pub(crate) fn mail(world: &Memory, path: &str) -> Mail {
    let (mail, found) = mail_of(world, path, &Settings::default());
    assert!(found.is_empty(), "{}", Format::Short.render(&found, false));
    mail.expect("a mail")
}

/// A letter with this subject and body.
pub(crate) fn letter(body: &str) -> String {
    format!("+++\nsubject = \"A letter\"\n+++\n{body}\n")
}
