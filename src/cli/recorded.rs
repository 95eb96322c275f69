//! What is recorded in the ledger, as lines to read.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::ledger::{Entry, Ledger, PageEntry, Sent};
use crate::site::{News, Site};
use crate::words::shortened;

/// Of each kind so many lines are shown, unless all are asked for.
const SHOWN: usize = 12;

/// The most characters of a phrase.
const PHRASE: usize = 60;

/// Everything that is new, each on a line: `+` was not there, `>` stands elsewhere, `~` says something else.
pub(super) fn list(site: &Site, news: &News, now: &Ledger, all: bool) -> String {
    let mut words = String::new();
    let mut group = |lines: Vec<String>, what: &str| {
        let shown = if all || lines.len() <= SHOWN + 1 { lines.len() } else { SHOWN };
        for line in &lines[..shown] {
            let _ = writeln!(words, "  {line}");
        }
        if shown < lines.len() {
            let _ = writeln!(words, "    … and {} more {what}", lines.len() - shown);
        }
    };
    let annotation =
        |entry: &&Entry| format!("+ {}  {}  ({})", entry.id, shortened(&entry.text, PHRASE), entry.file);
    group(news.annotations.iter().map(annotation).collect(), "new annotations");
    group(news.pages.iter().map(|page| format!("+ {}  {}", page.path, page.title)).collect(), "new pages");
    group(news.moved.iter().map(|(page, to)| format!("> {} → {to}", page.path)).collect(), "pages moved");
    group(files(news), "files");
    group(
        news.reworded.iter().map(|(before, entry)| format!("~ {}", reworded(before, entry, now))).collect(),
        "annotations reworded",
    );
    group(
        news.edited.iter().filter_map(|(before, page)| retitled(before, page)).collect(),
        "pages with new titles",
    );
    let corrected = news.corrections.iter().filter_map(|(page, anchor)| corrected(site, now, page, anchor));
    let correction =
        |found: Corrected| format!("~ {}  {}{}", found.page, found.words, sent_with(&found.sent));
    group(corrected.map(correction).collect(), "corrections");
    words
}

/// `> briefings/talks.md → briefings/pause.md  (3 annotations)`.
fn files(news: &News) -> Vec<String> {
    let mut found: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (before, page) in news.edited.iter().filter(|(before, page)| before.file != page.file) {
        found.entry((&before.file, &page.file)).or_default();
    }
    for (before, entry) in news.reworded.iter().chain(&news.carried) {
        if before.file != entry.file {
            *found.entry((&before.file, &entry.file)).or_default() += 1;
        }
    }
    let line = |((before, now), count): (&(&str, &str), &usize)| match count {
        0 => format!("> {before} → {now}"),
        1 => format!("> {before} → {now}  (1 annotation)"),
        count => format!("> {before} → {now}  ({count} annotations)"),
    };
    found.iter().map(line).collect()
}

fn retitled(before: &PageEntry, now: &PageEntry) -> Option<String> {
    (before.title != now.title).then(|| format!("~ {}  “{}” → “{}”", now.path, before.title, now.title))
}

/// `month  “a month” → “thirty days”; sent with “Grain” of 2026-01-09`.
fn reworded(before: &Entry, now: &Entry, ledger: &Ledger) -> String {
    let mut parts = Vec::new();
    if before.text != now.text {
        parts.push(format!("“{}” → “{}”", shortened(&before.text, PHRASE), shortened(&now.text, PHRASE)));
    }
    if before.rests != now.rests {
        parts.push(rests(now));
    }
    if before.kind != now.kind {
        parts.push(format!("{} → {}", before.kind, now.kind));
    }
    format!("{}  {}{}", now.id, parts.join("; "), sent_with(&ledger.linked_in(&now.id)))
}

/// `now rests on minutes, “a pause of thirty days”`.
fn rests(entry: &Entry) -> String {
    let rest = |(source, words): &(String, String)| match words.as_str() {
        "" => source.clone(),
        words => format!("{source}, “{}”", shortened(words, PHRASE)),
    };
    match entry.rests.as_slice() {
        [] => "now rests on nothing".to_owned(),
        rests => format!("now rests on {}", rests.iter().map(rest).collect::<Vec<_>>().join("; ")),
    }
}

/// What says something else than when newsletters were sent with links to it, or was corrected since.
pub(super) fn touched(site: &Site, news: &News, now: &Ledger) -> String {
    let mut words = String::new();
    let mut tell = |name: &str, what: &str, sent: &[&Sent]| {
        if !sent.is_empty() {
            let _ = writeln!(words, "{:>12}  {name} {what}{}", "", sent_with(sent));
        }
    };
    for (before, entry) in &news.reworded {
        let what = if before.text == entry.text {
            rests(entry)
        } else {
            format!("now says “{}”", shortened(&entry.text, PHRASE))
        };
        tell(&entry.id, &what, &now.linked_in(&entry.id));
    }
    for (page, anchor) in &news.corrections {
        if let Some(found) = corrected(site, now, page, anchor) {
            tell(found.page, &format!("has a {}", found.words), &found.sent);
        }
    }
    words
}

/// A correction as it is told.
struct Corrected<'l> {
    /// The path of its page.
    page: &'l str,
    /// What it is, of which day, and which annotation it is about.
    words: String,
    /// The letters that link to what it is about, or to its page.
    sent: Vec<&'l Sent>,
}

fn corrected<'l>(site: &Site, now: &'l Ledger, page: &'l PageEntry, anchor: &str) -> Option<Corrected<'l>> {
    let number = site.index().pages.iter().position(|known| known.path == page.path)?;
    let draft = &site.material().drafts[site.index().pages[number].draft?];
    let corrections = &draft.front_matter.furniture.corrections;
    let correction = corrections.iter().find(|correction| correction.anchor() == anchor)?;
    let about = correction.annotation.as_ref().map(|id| id.text.as_str());
    let is_meant = |entry: &&Entry| match about {
        Some(id) => entry.id == id,
        None => entry.file == page.file,
    };
    let ids = now.annotations.values().filter(is_meant).map(|entry| entry.id.as_str());
    // The letter may have been sent with an older address of the page.
    let leads_here = |path: &&String| now.page_destination(path) == Some(&page.path);
    let paths = now.pages.keys().filter(leads_here).map(String::as_str);
    let mut sent: Vec<&Sent> = ids.chain(paths).flat_map(|name| now.linked_in(name)).collect();
    sent.sort_by_key(|sent| (sent.on, &sent.path));
    sent.dedup_by_key(|sent| &sent.path);
    let on = about.map(|id| format!(" on `{id}`")).unwrap_or_default();
    let words = format!("{} of {}{on}", correction.kind.name(), correction.date);
    Some(Corrected { page: &page.path, words, sent })
}

/// `; sent with “Grain” of 2026-01-09, “Ports” of 2026-01-16`; nothing where there are none.
fn sent_with(letters: &[&Sent]) -> String {
    if letters.is_empty() {
        return String::new();
    }
    let letters: Vec<String> = letters.iter().map(|sent| sent.words()).collect();
    format!("; sent with {}", letters.join(", "))
}

/// `ledger  3 new annotations in ibid.lock, 86 permalinks in all`.
pub(super) fn summary(news: &News, now: &Ledger, what: &str) -> String {
    let permalinks = match now.annotations.len() {
        1 => "1 permalink".to_owned(),
        count => format!("{count} permalinks"),
    };
    if news.is_none() {
        return format!("{:>12}  nothing new, {permalinks}\n", "ledger");
    }
    format!("{:>12}  {} {what}, {permalinks} in all\n", "ledger", news.words())
}
