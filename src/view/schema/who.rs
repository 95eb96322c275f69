//! Who writes and who publishes.

use super::write::{block, list, object, text};
use crate::view::{Views, text_of};

impl Views {
    /// Whether a name is that of an office: its page below `people/` says so, or it is the name of the site itself. Every other
    /// one is taken for a person's.
    #[must_use]
    pub fn is_organization(&self, name: &str, person: Option<usize>, language: usize) -> bool {
        let person = person.and_then(|page| self.draft(page)?.front_matter.person.as_ref());
        person.is_some_and(|person| person.organization)
            || name == self.material.config.languages[language].title
    }

    /// An author of a page in a language; `person` is their own page.
    pub(super) fn author(&self, name: &str, person: Option<usize>, language: usize) -> String {
        let url = person.map(|page| text(&self.absolute(&self.page_path(page))));
        let kind = kind(self.is_organization(name, person, language));
        object(&[("@type", Some(text(kind))), ("name", Some(text(name))), ("url", url)])
    }

    /// The publication, as all pages in a language tell of it; none where it has no title.
    pub(super) fn publisher(&self, language: usize) -> Option<&str> {
        let config = &self.material.config;
        let title = &config.languages[language].title;
        let publisher = self.publishers.get(language, || {
            object(&[
                ("@type", Some(text("Organization"))),
                ("name", Some(text(title))),
                ("url", Some(text(&config.base_url))),
            ])
        });
        (!title.is_empty()).then_some(publisher)
    }

    /// The page of a person or an office (<https://schema.org/ProfilePage>).
    pub(super) fn profile(&self, page: usize) -> Option<String> {
        let draft = self.draft(page)?;
        let person = draft.front_matter.person.as_ref()?;
        let title = &self.index.pages[page].title;
        let is_organization = self.is_organization(title, Some(page), draft.language);
        let value = self.person_of(page)?;
        let known = |name| Some(text_of(&value, name)).filter(|text| !text.is_empty());
        let elsewhere = person.links.iter().map(|link| link.url.as_str());
        let elsewhere = elsewhere.filter(|url| !url.starts_with("mailto:")).chain(known("orcid_url"));
        let whole = object(&[
            ("@type", Some(text(kind(is_organization)))),
            ("description", draft.front_matter.description.as_deref().map(text)),
            ("email", person.email.as_deref().map(text)),
            ("image", known("image").map(|path| text(&self.absolute(path)))),
            // Offices have no office.
            ("jobTitle", person.role.as_deref().filter(|_| !is_organization).map(text)),
            ("name", Some(text(title))),
            ("sameAs", list(elsewhere.map(text))),
            ("url", Some(text(&self.absolute(&self.page_path(page))))),
        ]);
        Some(block(&object(&[("@type", Some(text("ProfilePage"))), ("mainEntity", Some(whole))])))
    }
}

fn kind(is_organization: bool) -> &'static str {
    if is_organization { "Organization" } else { "Person" }
}
