//! Long lists, cut into parts, of which each has an address: `pages/`, `pages/2/`, `pages/drafts/2/`.

use std::ops::Range;

use super::html::{Html, grouped};

/// Lines of one part.
pub(super) const LENGTH: usize = 200;

/// Which lines of a list are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked<'a> {
    /// Those of this kind; all where it is empty.
    pub(super) kind: &'a str,
    /// The part, from 1.
    pub(super) part: usize,
}

impl<'a> Asked<'a> {
    /// What follows the name of the list: nothing, `2`, `drafts`, `drafts/2`.
    pub(super) fn read(rest: &'a str) -> Option<Self> {
        let (kind, number) = match rest.split_once('/') {
            Some(both) => both,
            None if rest.starts_with(|c: char| c.is_ascii_digit()) => ("", rest),
            None => (rest, ""),
        };
        let part = if number.is_empty() { 1 } else { number.parse().ok().filter(|part| *part > 1)? };
        Some(Self { kind, part })
    }

    /// The lines of the part among so many; none where there is no such part.
    pub(super) fn range(self, all: usize, length: usize) -> Option<Range<usize>> {
        let start = (self.part - 1).checked_mul(length)?;
        (start < all || self.part == 1).then(|| start..all.min(start + length))
    }

    /// The links to the other parts; nothing where there is one part alone.
    pub(super) fn links(self, list: &'static str, all: usize, length: usize) -> Html {
        let last = all.div_ceil(length).max(1);
        if last == 1 {
            return Html::new();
        }
        let shown = self.range(all, length).unwrap_or(0..0);
        let mut out = Html::new().tags("<nav class=\"parts\" aria-label=\"Parts of the list\"><p>");
        let words = format!("{}–{} of {}", grouped(shown.start + 1), grouped(shown.end), grouped(all));
        out = out.text(&words).tags("</p>\n<ul>");
        let mut before = 0;
        for part in 1..=last {
            // Far away from where one is, the first and the last are enough.
            if part != 1 && part != last && part.abs_diff(self.part) > 3 {
                continue;
            }
            out = out.tags(if part > before + 1 { "<li>… " } else { "<li>" });
            before = part;
            let number = grouped(part);
            out = if part == self.part {
                out.tags("<span aria-current=\"page\">").text(&number).tags("</span>")
            } else {
                out.link(&Self { part, ..self }.address(list), &number)
            };
            out = out.tags("</li>");
        }
        out.tags("</ul></nav>\n")
    }

    fn address(self, list: &str) -> String {
        let kind = if self.kind.is_empty() { String::new() } else { format!("{}/", self.kind) };
        let part = if self.part == 1 { String::new() } else { format!("{}/", self.part) };
        format!("/_ibid/{list}/{kind}{part}")
    }
}

/// The kinds of a list's lines as links, each with how many there are: its name in the address and the words for it.
pub(super) fn kinds(list: &'static str, chosen: &str, kinds: &[(&str, &str, usize)]) -> Html {
    let mut out = Html::new().tags("<nav class=\"kinds\" aria-label=\"What the list shows\"><ul>");
    for (name, words, count) in kinds.iter().filter(|(name, _, count)| *count > 0 || *name == chosen) {
        let to = Asked { kind: name, part: 1 }.address(list);
        out = out.tags("<li><a href=\"").text(&to);
        out = out.tags(if *name == chosen { "\" aria-current=\"page\">" } else { "\">" });
        out = out.text(words).tags(" <span>").number(*count).tags("</span></a></li>");
    }
    out.tags("</ul></nav>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_parts_are_read_and_written() {
        for (rest, kind, part) in
            [("", "", 1), ("2", "", 2), ("drafts", "drafts", 1), ("drafts/31", "drafts", 31)]
        {
            let asked = Asked::read(rest).expect("an address");
            assert_eq!(asked, Asked { kind, part });
            assert_eq!(
                asked.address("pages").trim_end_matches('/'),
                format!("/_ibid/pages/{rest}").trim_end_matches('/')
            );
        }
        for rest in
            ["1", "0", "2/3x", "drafts/1", "drafts/x", "drafts/-2", "drafts/2/3", "99999999999999999999999"]
        {
            assert!(Asked::read(rest).is_none(), "{rest}");
        }
    }

    #[test]
    fn a_part_that_is_not_there_has_no_lines() {
        let part = |part| Asked { kind: "", part }.range(450, 200);
        assert_eq!((part(1), part(3), part(4)), (Some(0..200), Some(400..450), None));
        assert_eq!(part(usize::MAX), None);
        assert_eq!(Asked { kind: "", part: 1 }.range(0, 200), Some(0..0));
    }

    #[test]
    fn the_parts_around_and_at_the_ends_are_linked() {
        let html = Asked { kind: "", part: 20 }.links("pages", 9_990, 200).into_string();
        let linked: Vec<&str> =
            html.split("/_ibid/pages/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(linked, ["", "17/", "18/", "19/", "21/", "22/", "23/", "50/"]);
        assert!(html.contains("3,801–4,000 of 9,990"), "{html}");
        assert!(Asked { kind: "", part: 1 }.links("pages", 200, 200).is_empty());
    }
}
