//! What is to be said of the links that were looked at.

use std::fmt::Write as _;

use url::Url;

use super::collect::{OutsideLink, Use};
use super::memory::Memory;
use super::seen::{Death, Seen, Verdict};
use crate::config::LinkChecker;
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, Severity};

/// How many places of one link are shown.
const SHOWN: usize = 5;

/// What came of a check, in numbers of links.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// They lead somewhere.
    pub fine: usize,
    /// They lead somewhere that has another address now.
    pub moved: usize,
    /// They lead nowhere.
    pub dead: usize,
    /// Nobody knows.
    pub unchecked: usize,
    /// How many of all these were known from before.
    pub remembered: usize,
}

impl Count {
    /// All links that were looked at.
    #[must_use]
    pub fn all(&self) -> usize {
        self.fine + self.moved + self.dead + self.unchecked
    }

    /// `120 checked: 112 fine, 3 moved, 2 dead, 3 could not be checked`.
    #[must_use]
    pub fn words(&self) -> String {
        if self.all() == 0 {
            return "none".to_owned();
        }
        let kinds = [
            (self.fine, "fine"),
            (self.moved, "moved"),
            (self.dead, "dead"),
            (self.unchecked, "could not be checked"),
        ];
        let kinds: Vec<String> = kinds
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| format!("{count} {name}"))
            .collect();
        let mut words = format!("{} checked: {}", self.all(), kinds.join(", "));
        if self.remembered > 0 {
            let _ = write!(words, " ({} known from before)", self.remembered);
        }
        words
    }

    fn add(&mut self, verdict: &Verdict) {
        *match verdict {
            Verdict::Fine => &mut self.fine,
            Verdict::Moved { .. } => &mut self.moved,
            Verdict::Dead(_) => &mut self.dead,
            _ => &mut self.unchecked,
        } += 1;
    }
}

/// Counts the links and tells those that are not fine, at all their places.
#[must_use]
pub fn report(links: &[OutsideLink], rules: &LinkChecker, memory: &Memory) -> (Count, Vec<Diagnostic>) {
    let mut count = Count::default();
    let mut diagnostics = Vec::new();
    for link in links {
        let Some(seen) = memory.get(link).filter(|_| !link.is_ignored(rules)) else { continue };
        count.add(&seen.verdict);
        diagnostics.extend(finding(link, seen, rules));
        diagnostics.extend(missing_anchors(link, seen));
    }
    (count, diagnostics)
}

fn finding(link: &OutsideLink, seen: &Seen, rules: &LinkChecker) -> Option<Diagnostic> {
    let name = link.key();
    let way = seen.ended_at.as_ref().map(|at| format!("it leads on to `{at}`, and ")).unwrap_or_default();
    let found = match &seen.verdict {
        Verdict::Fine => return None,
        Verdict::Moved { to } => return Some(moved(link, to)),
        Verdict::Dead(death) => return Some(dead(link, &way, death, rules)),
        Verdict::Refused { status } => Diagnostic::note(
            Code::UncheckedLink,
            format!("`{name}` could not be checked: {way}the server answers {status} to programs"),
        )
        .hint("see for yourself in a browser; `ignore` in `[link_checker]` leaves it out"),
        Verdict::Private => Diagnostic::warning(
            Code::UncheckedLink,
            format!("`{name}` was not checked: {way}that is inside a private network"),
        )
        .hint("readers elsewhere do not reach it; to check it all the same, take `--allow-private`"),
        Verdict::NoNames => Diagnostic::warning(
            Code::UnstableLink,
            format!("`{name}` does not work: {way}the name of the host cannot be looked up at the moment"),
        ),
        Verdict::Unstable { why } => {
            let found =
                Diagnostic::warning(Code::UnstableLink, format!("`{name}` does not work: {way}{why}"));
            with_copies(found, link)
        }
    };
    Some(at_places(found, &link.uses.iter().collect::<Vec<_>>()))
}

fn dead(link: &OutsideLink, way: &str, death: &Death, rules: &LinkChecker) -> Diagnostic {
    let why = match death {
        Death::Gone { status: 410 } => "the server answers 410, it was taken away for good".to_owned(),
        Death::Gone { status } => format!("the server answers {status}, there is no such page"),
        Death::NoHost => "there is no host of that name".to_owned(),
        Death::Certificate { why } => format!("its connection cannot be trusted: {why}"),
        Death::NoAddress { why } => format!("this is no address: {why}"),
    };
    let message = format!("`{}` is dead: {way}{why}", link.key());
    // Where a source was published is a fact, and its readers are led to the copy.
    let found = if link.uses.iter().all(|place| place.has_copy) {
        Diagnostic::note(Code::DeadLink, message)
    } else if rules.level == Severity::Error {
        Diagnostic::error(Code::DeadLink, message)
    } else {
        Diagnostic::warning(Code::DeadLink, message)
    };
    with_copies(at_places(found, &link.uses.iter().collect::<Vec<_>>()), link)
}

/// Offers what the archive has of a page.
fn with_copies(mut found: Diagnostic, link: &OutsideLink) -> Diagnostic {
    let is_needed = link.uses.iter().any(|place| !place.has_copy);
    for kept in &link.kept {
        found = match &kept.archive_url {
            Some(url) if is_needed => found.hint(format!(
                "the archive has it: link `@/{}`, or the page as it was, <{url}>",
                kept.file
            )),
            Some(url) => found.hint(format!("its readers still have the copy at <{url}>: nothing has to be done")),
            None => found.hint(format!(
                "its text is kept in `content/{}`; with an `archive_url` there, readers find the whole page again",
                kept.file
            )),
        };
    }
    found
}

fn moved(link: &OutsideLink, to: &str) -> Diagnostic {
    let message = format!("`{}` has moved for good to `{to}`", link.key());
    let found = Diagnostic::warning(Code::MovedLink, message);
    let found = at_places(found, &link.uses.iter().collect::<Vec<_>>());
    if leads_to_the_front(link, to) {
        return found.hint("that is the first page of its site: what was linked may be gone");
    }
    let mut edits: Vec<Edit> = Vec::new();
    for place in &link.uses {
        let Some(range) = &place.address else { continue };
        let anchor = place.written.find('#').map_or("", |at| &place.written[at..]);
        let edit =
            Edit { file: place.file.clone(), range: range.clone(), replacement: format!("{to}{anchor}") };
        if !edits.contains(&edit) {
            edits.push(edit);
        }
    }
    // These mean something around an address, in Markdown or in front matter.
    if edits.is_empty() || to.contains(['(', ')', '<', '>', '\'', '"', '\\']) {
        return found;
    }
    found.fixed_by(Fix { title: "write the new address".to_owned(), edits })
}

fn leads_to_the_front(link: &OutsideLink, to: &str) -> bool {
    let is_front = |url: &Url| url.path() == "/" && url.query().is_none();
    Url::parse(to).is_ok_and(|to| is_front(&to)) && link.url.as_ref().is_ok_and(|url| !is_front(url))
}

fn missing_anchors(link: &OutsideLink, seen: &Seen) -> Vec<Diagnostic> {
    let missing = seen.anchors.iter().filter(|(_, is_there)| **is_there == Some(false));
    let told = missing.filter_map(|(anchor, _)| {
        let places: Vec<&Use> =
            link.uses.iter().filter(|place| place.anchor.as_deref() == Some(anchor)).collect();
        if places.is_empty() {
            return None;
        }
        let message = format!("`{}` has no anchor `#{anchor}`", link.key());
        let found = Diagnostic::warning(Code::MissingAnchor, message);
        Some(at_places(found, &places).hint(
            "where a page makes its anchors by a script, name its beginning in `skip_anchor_prefixes` of `[link_checker]`",
        ))
    });
    told.collect()
}

/// Points at the places, some of them where there are many.
fn at_places(mut found: Diagnostic, places: &[&Use]) -> Diagnostic {
    for place in places.iter().take(SHOWN) {
        found = found.at(&place.file, place.range.clone(), "linked here");
    }
    match places.len().saturating_sub(SHOWN) {
        0 => found,
        1 => found.hint("and in one more place"),
        more => found.hint(format!("and in {more} more places")),
    }
}
