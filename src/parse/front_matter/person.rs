//! What the page of a person says of them.

use crate::diagnostic::{Code, Diagnostic};
use crate::fields::Fields;

/// What is known of a person, beside the text of their page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// What they do here: "Editor".
    pub role: Option<String>,
    /// A picture of them: a file beside the page's `index.md`.
    pub image: Option<String>,
    /// Where else they can be found.
    pub links: Vec<PersonLink>,
    /// Their ORCID iD, four groups of four.
    pub orcid: Option<String>,
    /// Their e-mail address.
    pub email: Option<String>,
    /// Whether they are no person but an office: a desk, a ministry, a publication.
    pub organization: bool,
}

/// A place where a person can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLink {
    /// What to call it.
    pub name: String,
    /// A whole URL.
    pub url: String,
}

/// Reads the keys that only pages of people have; `assets` are the files beside the page.
pub(super) fn person(fields: &mut Fields, assets: &[String]) -> Person {
    let person = Person {
        role: fields.string("role"),
        image: image(fields, assets),
        links: links(fields),
        orcid: fields.string("orcid"),
        email: fields.string("email"),
        organization: fields.boolean("organization").unwrap_or_default(),
    };
    let orcid =
        person.orcid.as_deref().map(|written| written.rsplit('/').next().unwrap_or_default().to_owned());
    if orcid.as_deref().is_some_and(|id| !is_orcid(id)) {
        fields.invalid("orcid", "`orcid` must be an ORCID iD such as \"0000-0002-1825-0097\"");
    }
    let is_email = |text: &str| {
        text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
            && !text.contains(|c: char| c.is_whitespace() || "<>\"".contains(c))
    };
    if person.email.as_deref().is_some_and(|email| !is_email(email)) {
        fields.invalid("email", "`email` must be an address such as \"desk@example.org\"");
    }
    Person {
        orcid: orcid.filter(|id| is_orcid(id)),
        email: person.email.filter(|email| is_email(email)),
        ..person
    }
}

fn image(fields: &mut Fields, assets: &[String]) -> Option<String> {
    let name = fields.string("image")?;
    if assets.contains(&name) {
        return Some(name);
    }
    let found = Diagnostic::error(Code::BrokenLink, format!("there is no file `{name}` beside this page"))
        .at(fields.file(), fields.range("image"), "named here")
        .suggest(&name, assets.iter().map(String::as_str))
        .hint("a picture lies in the folder of the person's `index.md`");
    fields.report(found);
    None
}

fn links(fields: &mut Fields) -> Vec<PersonLink> {
    let mut links = Vec::new();
    for mut table in fields.tables("links").unwrap_or_default() {
        table.require("name");
        table.require("url");
        let (name, url) = (table.string("name"), table.string("url"));
        if url.as_deref().is_some_and(|url| !is_url(url)) {
            table.invalid("url", "`url` must begin with `https://`, `http://` or `mailto:`");
        } else if let (Some(name), Some(url)) = (name, url) {
            links.push(PersonLink { name, url });
        }
        fields.adopt(table);
    }
    links
}

fn is_url(url: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|start| url.len() > start.len() && url.starts_with(start))
        && !url.contains(char::is_whitespace)
}

/// Whether the last character checks the others (ISO 7064, 11-2), as it does in every ORCID iD.
fn is_orcid(id: &str) -> bool {
    let groups: Vec<&str> = id.split('-').collect();
    if groups.len() != 4 || groups.iter().any(|group| group.len() != 4) {
        return false;
    }
    let joined: String = groups.concat();
    let Some((digits, last)) = joined.split_at_checked(15) else { return false };
    let Some(sum) = digits.chars().try_fold(0, |sum, digit| Some((sum + digit.to_digit(10)?) * 2)) else {
        return false;
    };
    let check = (12 - sum % 11) % 11;
    last == if check == 10 { "X".to_owned() } else { check.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_character_of_an_orcid_checks_the_others() {
        assert!(is_orcid("0000-0002-1825-0097") && is_orcid("0000-0002-1694-233X"));
        for id in ["0000-0002-1825-0098", "0000-0002-1825", "0000-0002-1825-009é", "abcd-efgh-ijkl-mnop", ""]
        {
            assert!(!is_orcid(id), "{id}");
        }
    }
}
