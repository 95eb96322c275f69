//! What a tab has to do, by what it has and what stands there now.

use std::collections::{BTreeMap, VecDeque};

use serde_json::json;

use super::find::Found;
use super::page::{Etag, Print};

/// So many states of pages are remembered: those of the open tabs, and of tabs that slept for hours. A tab whose state is
/// forgotten loads its page anew.
const REMEMBERED: usize = 1_000;

/// What stands at an address, as far as tabs have to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    /// A page or file.
    Here(Print),
    /// Nothing, and this page says so.
    Missing(Print),
    /// It is to be found at this address.
    Elsewhere(String),
}

impl Standing {
    /// What was found at the path of a request.
    pub(super) fn of(found: &Found, path: &str) -> Self {
        match found {
            Found::File(_, bytes) | Found::Status(bytes) => Self::Here(Print::of(bytes)),
            Found::Missing(bytes) => Self::Missing(Print::of(bytes)),
            Found::Folder => Self::Elsewhere(format!("{path}/")),
            Found::Elsewhere(to) => Self::Elsewhere(to.clone()),
        }
    }

    fn print(&self) -> Option<Print> {
        match self {
            Self::Here(print) | Self::Missing(print) => Some(*print),
            Self::Elsewhere(_) => None,
        }
    }
}

/// What a tab has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// Load the page anew.
    Reload(Etag),
    /// Load its style sheets anew.
    Styles(Etag),
    /// Go to another address.
    Moved(String),
    /// Load the page anew, to be told that nothing stands there.
    Gone(Etag),
}

impl Change {
    /// The page that the tab will have; `None` where it goes away.
    pub(super) fn page(&self) -> Option<Etag> {
        match self {
            Self::Reload(page) | Self::Styles(page) | Self::Gone(page) => Some(*page),
            Self::Moved(_) => None,
        }
    }

    /// As the tab is told.
    pub(super) fn json(&self) -> String {
        let told = match self {
            Self::Reload(page) => json!({"change": "reload", "page": page.to_string()}),
            Self::Styles(page) => json!({"change": "styles", "page": page.to_string()}),
            Self::Moved(to) => json!({"change": "moved", "to": to}),
            Self::Gone(page) => json!({"change": "gone", "page": page.to_string()}),
        };
        told.to_string()
    }
}

/// What is known of pages that were sent, by their names: a tab that slept for a night may come back with any.
#[derive(Debug, Default)]
pub(super) struct Sent {
    pages: BTreeMap<Etag, Known>,
    oldest_first: VecDeque<Etag>,
}

#[derive(Debug, Clone, Copy)]
struct Known {
    unstyled: Etag,
    is_missing: bool,
}

impl Sent {
    /// Remembers what stands somewhere, which is what tabs may have from now on.
    pub(super) fn remember(&mut self, standing: &Standing) {
        let Some(print) = standing.print() else { return };
        let is_missing = matches!(standing, Standing::Missing(_));
        if self.pages.insert(print.etag, Known { unstyled: print.unstyled, is_missing }).is_none() {
            self.oldest_first.push_back(print.etag);
        }
        if self.oldest_first.len() > REMEMBERED
            && let Some(oldest) = self.oldest_first.pop_front()
        {
            self.pages.remove(&oldest);
        }
    }

    /// What a tab that has a page must do for what stands there now; `None`: nothing. A name that is not known is that
    /// of a page which is out of date.
    pub(super) fn change(&self, has: Option<Etag>, now: &Standing) -> Option<Change> {
        let print = match now {
            Standing::Elsewhere(to) => return Some(Change::Moved(to.clone())),
            Standing::Here(print) | Standing::Missing(print) => print,
        };
        if has == Some(print.etag) {
            return None;
        }
        let known = has.and_then(|has| self.pages.get(&has));
        let was_missing = known.is_some_and(|known| known.is_missing);
        let is_missing = matches!(now, Standing::Missing(_));
        Some(match known {
            _ if is_missing && !was_missing => Change::Gone(print.etag),
            Some(known) if known.unstyled == print.unstyled && is_missing == was_missing => {
                Change::Styles(print.etag)
            }
            _ => Change::Reload(print.etag),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(style: &str, text: &str) -> Print {
        Print::of(format!("<link rel=stylesheet href={style}>{text}").as_bytes())
    }

    #[test]
    fn a_tab_does_what_its_page_needs() {
        let mut sent = Sent::default();
        let (old, styled, new, none) = (print("a", "x"), print("b", "x"), print("a", "y"), print("a", "404"));
        sent.remember(&Standing::Here(old));
        sent.remember(&Standing::Missing(none));
        let has = Some(old.etag);
        assert_eq!(sent.change(has, &Standing::Here(old)), None);
        assert_eq!(sent.change(has, &Standing::Here(styled)), Some(Change::Styles(styled.etag)));
        assert_eq!(sent.change(has, &Standing::Here(new)), Some(Change::Reload(new.etag)));
        assert_eq!(sent.change(has, &Standing::Missing(none)), Some(Change::Gone(none.etag)));
        let to = || "/y/".to_owned();
        assert_eq!(sent.change(has, &Standing::Elsewhere(to())), Some(Change::Moved(to())));
        assert_eq!(sent.change(Some(none.etag), &Standing::Missing(none)), None);
        assert_eq!(sent.change(Some(none.etag), &Standing::Here(old)), Some(Change::Reload(old.etag)));
        let restyled = print("b", "404");
        assert_eq!(
            sent.change(Some(none.etag), &Standing::Missing(restyled)),
            Some(Change::Styles(restyled.etag))
        );
        for unknown in [None, Some(styled.etag)] {
            assert_eq!(sent.change(unknown, &Standing::Here(old)), Some(Change::Reload(old.etag)));
            assert_eq!(sent.change(unknown, &Standing::Missing(none)), Some(Change::Gone(none.etag)));
        }
    }

    #[test]
    fn no_more_is_remembered_than_fits() {
        let mut sent = Sent::default();
        for page in 0..REMEMBERED + 10 {
            sent.remember(&Standing::Here(print("a", &page.to_string())));
        }
        sent.remember(&Standing::Here(print("a", &REMEMBERED.to_string())));
        assert_eq!((sent.pages.len(), sent.oldest_first.len()), (REMEMBERED, REMEMBERED));
        assert!(!sent.pages.contains_key(&print("a", "0").etag));
    }

    #[test]
    fn tabs_are_told_in_json() {
        let etag = Etag::of(b"");
        assert_eq!(Change::Styles(etag).json(), format!("{{\"change\":\"styles\",\"page\":\"{etag}\"}}"));
        assert_eq!(Change::Moved("/a\"/".into()).json(), "{\"change\":\"moved\",\"to\":\"/a\\\"/\"}");
    }
}
