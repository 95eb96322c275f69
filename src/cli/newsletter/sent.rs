//! What the ledger remembers of a letter that was sent.

use std::collections::BTreeSet;

use crate::cli::{Failure, ledger};
use crate::export::mail::Mail;
use crate::index::{Page, PageKind};
use crate::ledger::Sent;
use crate::site::Site;
use crate::world::{Disk, below_content};

/// Records that a letter was sent: what it links to can never be edited again. Gives a line to tell.
pub(super) fn record(disk: &Disk, site: &Site, page: usize, mail: &Mail) -> Result<String, Failure> {
    let before = ledger::read(disk)?;
    let (material, index) = (site.material(), site.index());
    let Page { path, draft, date, .. } = &index.pages[page];
    let file = draft.map_or("", |draft| material.drafts[draft].file.path.as_str());
    let base_url = &material.config.base_url;
    // Every letter links to itself and to the home page; what was never published has no address to keep.
    let is_meant = |linked: &String| {
        let is_home = index.pages.iter().any(|page| page.kind == PageKind::Home && page.path == *linked);
        linked != path && !is_home && before.pages.contains_key(linked)
    };
    let annotations = mail.links(base_url);
    let pages: Vec<String> = mail.pages(base_url).into_iter().filter(is_meant).collect();
    let told = counted(annotations.len(), pages.len());
    let links: BTreeSet<String> = pages.into_iter().chain(annotations).collect();
    let sent = Sent {
        path: path.clone(),
        file: below_content(file).to_owned(),
        subject: mail.subject.clone(),
        on: date.unwrap_or(material.config.today),
        links: Vec::new(),
    };
    let known = before.newsletters.get(path);
    // Whoever got it before still has the links that it had then.
    let all = links.into_iter().chain(known.iter().flat_map(|known| known.links.iter().cloned()));
    let all = Sent { links: all.collect::<BTreeSet<_>>().into_iter().collect(), ..sent };
    let words = match known {
        None => "sent, with links to",
        Some(known) if *known == all => {
            return Ok(format!("{:>12}  was recorded as sent before, and links to nothing new\n", "ledger"));
        }
        Some(_) => "sent again, with links to",
    };
    let mut now = before.clone();
    now.newsletters.insert(path.clone(), all);
    ledger::replace(disk, &before, &now)?;
    Ok(format!("{:>12}  {words} {told}\n", "ledger"))
}

/// `2 annotations and 1 page`.
fn counted(annotations: usize, pages: usize) -> String {
    let annotations =
        if annotations == 1 { "1 annotation".to_owned() } else { format!("{annotations} annotations") };
    match pages {
        0 => annotations,
        1 => format!("{annotations} and 1 page"),
        pages => format!("{annotations} and {pages} pages"),
    }
}
