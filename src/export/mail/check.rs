//! What may be linked from a mail: a link that was sent can't be mended.

use std::collections::BTreeSet;
use std::ops::Range;

use super::addresses::{path_within, refusal};
use super::unpublished::Unpublished;
use crate::diagnostic::{Code, Diagnostic};
use crate::index::{Page, Target, Withheld};
use crate::newsletter::standing;
use crate::parse::{Directive, Draft, Form};
use crate::view::Views;

/// What a draft links to and a letter must not.
pub(super) struct Check<'a> {
    views: &'a Views,
    draft: &'a Draft,
    /// Where readers find the site.
    public: &'a str,
    /// The annotations that were looked at.
    seen: BTreeSet<String>,
    unpublished: Unpublished,
    found: Vec<Diagnostic>,
}

impl<'a> Check<'a> {
    /// Looks at all that the author of a draft wrote.
    pub(super) fn of(views: &'a Views, number: usize, public: &'a str) -> Self {
        let draft: &Draft = &views.material.drafts[number];
        let (seen, unpublished, found) = Default::default();
        let mut check = Self { views, draft, public, seen, unpublished, found };
        check.site();
        check.page(views.index.page_of_draft[number], 0..0, "this letter");
        for (link, target) in draft.parsed.links.iter().zip(views.index.targets[number].iter()) {
            match target {
                Some(Target::Annotation(id) | Target::Retracted(id)) => {
                    check.annotation(id, link.range.clone());
                }
                Some(Target::Page(page, anchor)) => {
                    check.page(*page, link.range.clone(), "the page");
                    check.anchor(anchor.as_deref(), &link.range);
                }
                Some(Target::Source(_, anchor)) => check.anchor(anchor.as_deref(), &link.range),
                None => check.address(&link.destination, &link.range),
            }
        }
        for link in &draft.parsed.html_links {
            check.address(&link.destination, &link.range);
        }
        for image in &draft.parsed.images {
            check.picture(&image.destination, &image.range);
        }
        for directive in draft.parsed.body.directives.iter().filter(|found| found.form != Form::Text) {
            check.directive(directive);
        }
        check
    }

    /// Looks at the annotations that the finished mail links to, by its own numbers, from what was written elsewhere or by
    /// its template.
    pub(super) fn links(&mut self, ids: &[String]) {
        for id in ids {
            if !self.seen.contains(id) {
                let own = self.draft.annotations.list.iter().find(|annotation| annotation.id == *id);
                self.annotation(id, own.map_or(0..0, |annotation| annotation.range.clone()));
            }
        }
    }

    /// Whether a link was refused.
    pub(super) fn has_unmailable(&self) -> bool {
        self.found.iter().any(|found| found.code == Code::UnmailableLink)
    }

    /// Everything that was found.
    pub(super) fn found(mut self) -> Vec<Diagnostic> {
        self.found.extend(self.unpublished.told(&self.draft.file));
        self.found
    }

    /// Tells something once, with all its places.
    fn tell(&mut self, found: Diagnostic, range: Range<usize>, words: &str) {
        let known =
            self.found.iter().position(|known| known.code == found.code && known.message == found.message);
        match known {
            Some(known) => {
                let known = self.found.remove(known);
                self.found.push(known.at(&self.draft.file, range, ""));
            }
            None => self.found.push(found.at(&self.draft.file, range, words)),
        }
    }

    /// What concerns all links into the site.
    fn site(&mut self) {
        let config = &self.views.material.config;
        let at = config.file.text.find("base_url").map_or(0..0, |at| at..at + "base_url".len());
        if let Some(why) = refusal(self.public) {
            let message = format!("the site stands at `{}`, which {why}", self.public);
            let found = Diagnostic::error(Code::UnmailableLink, message).at(
                &config.file,
                at,
                "the address of the site",
            );
            self.found.push(found.hint("`--base-url` names the address at which readers find it"));
        }
        if !config.annotation_pages {
            let at = config
                .file
                .text
                .find("annotation_pages")
                .map_or(0..0, |at| at..at + "annotation_pages".len());
            let message = "annotations have no pages of their own, so that no letter can link to one";
            let found =
                Diagnostic::error(Code::UnmailableLink, message).at(&config.file, at, "switched off here");
            self.found.push(
                found.hint(
                    "take the line out: fragments of addresses get lost on the way through mail gateways",
                ),
            );
        }
    }

    fn annotation(&mut self, id: &str, range: Range<usize>) {
        self.seen.insert(id.to_owned());
        let material = &self.views.material;
        if let Err(message) = standing(self.views, id) {
            let found = Diagnostic::error(Code::UnknownAnnotation, message);
            self.tell(found.hint("publish it first, or link to another one"), range, "linked here");
        } else if material.config.annotation_pages && !material.ledger.annotations.contains_key(id) {
            self.unpublished.annotation(id, range);
        }
    }

    /// A page that is not public has no address that readers find.
    fn page(&mut self, number: usize, range: Range<usize>, what: &str) {
        let page: &Page = &self.views.index.pages[number];
        let Some(reason) = page.withheld else {
            // The letter itself may be published after it was sent.
            if page.draft.is_some()
                && !range.is_empty()
                && !self.views.material.ledger.pages.contains_key(&page.path)
            {
                self.unpublished.page(&page.path, range);
            }
            return;
        };
        let found = Diagnostic::error(Code::BrokenLink, format!("{what} `{}` {}", page.path, reason.words()));
        let found = match reason {
            Withheld::Draft => found.hint("take `draft` out of its front matter once it is done"),
            Withheld::Future => found.hint("`--date` makes the letter of another day"),
            Withheld::Expired => found,
        };
        self.tell(found, range, "");
    }

    /// That of an annotation becomes a permalink; another place of a page can't be named without a fragment.
    fn anchor(&mut self, anchor: Option<&str>, range: &Range<usize>) {
        let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty()) else { return };
        if let Some(id) = anchor.strip_prefix("a-") {
            return self.annotation(id, range.clone());
        }
        let message = format!("the mail leads to the top of that page, not to `#{anchor}`");
        let found = Diagnostic::warning(Code::LostAnchor, message)
            .hint("mail gateways lose what follows `#`; only annotations have addresses without it")
            .hint("link to an annotation as `a:ID`, or take the anchor out");
        self.tell(found, range.clone(), "linked here");
    }

    fn address(&mut self, address: &str, range: &Range<usize>) {
        let config = &self.views.material.config;
        let has_no_scheme = address.starts_with("//");
        if let Some(path) = path_within(config, self.public, address).filter(|_| !has_no_scheme) {
            let (path, anchor) = path.split_once('#').unwrap_or((path, ""));
            let id = path.split('?').next().unwrap_or_default().strip_prefix("/a/");
            match id.map(|id| id.trim_end_matches('/')) {
                Some(id) => self.annotation(id, range.clone()),
                None => self.anchor(Some(anchor), range),
            }
        } else if let Some(anchor) = address.strip_prefix('#') {
            self.anchor(Some(anchor), range);
        } else if self.is_beside(address) {
            // It is made whole: a reader finds it on the site.
        } else if let Some(why) = refusal(address) {
            let found = Diagnostic::error(Code::UnmailableLink, format!("`{address}` {why}"));
            self.tell(found, range.clone(), "linked here");
        }
    }

    /// Whether this names a file beside the page.
    fn is_beside(&self, address: &str) -> bool {
        let path = address.split(['#', '?']).next().unwrap_or_default();
        let name = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        self.draft.assets.iter().any(|asset| *asset == name)
    }

    fn picture(&mut self, address: &str, range: &Range<usize>) {
        self.address(address, range);
        let alt = crate::parse::plain_text(self.draft.file.text.get(range.clone()).unwrap_or_default());
        if alt.starts_with("![]") {
            let found = Diagnostic::warning(
                Code::UnmailablePicture,
                "this picture has no words for those who don't see it",
            );
            self.tell(
                found.hint(
                    "many mail programs show pictures only on demand; say between `[` and `]` what it shows",
                ),
                range.clone(),
                "",
            );
        }
        self.kind_of_picture(address, range);
    }

    fn kind_of_picture(&mut self, address: &str, range: &Range<usize>) {
        let path = address.split(['#', '?']).next().unwrap_or_default();
        let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        if matches!(ending.as_str(), "svg" | "webp" | "avif" | "heif" | "heic") {
            let message = format!("many mail programs don't show pictures of the kind `{ending}`");
            let found = Diagnostic::warning(Code::UnmailablePicture, message);
            self.tell(
                found.hint("take a PNG or a JPEG; where it isn't shown, its description is"),
                range.clone(),
                "this picture",
            );
        }
    }

    fn directive(&mut self, directive: &Directive) {
        let value = |key: &str| {
            directive.attributes.entry(key).map(|found| (found.value.clone(), found.value_range.clone()))
        };
        match directive.name.as_str() {
            "annotation" => {
                if let Some((id, range)) = value("id") {
                    self.annotation(&id, range);
                }
            }
            "briefing" => {
                let Some((path, range)) = value("path") else { return };
                let page = self.views.index.by_file.get(path.strip_prefix("@/").unwrap_or(&path));
                if let Some(&page) = page {
                    self.page(page, range, "the page");
                }
            }
            "figure" => {
                if let Some((src, range)) = value("src") {
                    self.kind_of_picture(&src, &range);
                }
            }
            _ => {}
        }
    }
}
