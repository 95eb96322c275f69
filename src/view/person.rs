//! What templates see of people.

use tera::Value;

use super::Views;
use super::value::Object;
use crate::index::{PageKind, percent};

impl Views {
    /// What is said of the person that a page is about; pages that name them share the value.
    pub(super) fn make_person(&self, number: usize) -> Option<Value> {
        let draft = self.draft(number).filter(|_| self.index.pages[number].kind == PageKind::Person);
        let person = draft?.front_matter.person.as_ref()?;
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
            .with_option("email", person.email.as_deref())
            .with("organization", person.organization);
        Some(value.done())
    }
}
