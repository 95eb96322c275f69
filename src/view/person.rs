//! What templates see of people.

use std::collections::BTreeMap;

use tera::Value;

use super::Views;
use super::value::Object;
use crate::index::{PageKind, percent};

impl Views<'_> {
    /// The people that have a page, by its number; pages that name them share these values.
    pub(super) fn make_people(&self) -> BTreeMap<usize, Value> {
        let pages = self.index.pages.iter().enumerate();
        let people = pages.filter(|(_, page)| page.kind == PageKind::Person);
        people.filter_map(|(number, _)| Some((number, self.make_person(number)?))).collect()
    }

    fn make_person(&self, number: usize) -> Option<Value> {
        let person = self.draft(number)?.front_matter.person.as_ref()?;
        let links = person
            .links
            .iter()
            .map(|link| Object::new().with("name", link.name.as_str()).with("url", link.url.as_str()).done());
        let orcid_url = person.orcid.as_ref().map(|orcid| format!("https://orcid.org/{orcid}"));
        let image =
            person.image.as_deref().map(|file| format!("{}{}", self.page_path(number), percent(file)));
        let value = Object::new()
            .with_option("role", person.role.as_deref())
            .with_option("image", image)
            .with_list("links", links)
            .with_option("orcid", person.orcid.as_deref())
            .with_option("orcid_url", orcid_url)
            .with_option("email", person.email.as_deref());
        Some(value.done())
    }

    /// The person that a page is about.
    pub(super) fn person_of(&self, page: usize) -> Option<Value> {
        self.people.get(&page).cloned()
    }
}
