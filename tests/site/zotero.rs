//! What Zotero makes of a page: its tags read by the rules of the translator "Embedded Metadata", which is asked where no other
//! one knows a site (<https://github.com/zotero/translators>, as of June 2024), and of `cleanAuthor` in its utilities.

use super::{CONFIG, built, site};

/// A library's entry.
#[derive(Debug, Default, PartialEq, Eq)]
struct Item {
    kind: &'static str,
    title: String,
    /// Family and given names; one in a single field has no given name.
    creators: Vec<(String, Option<String>)>,
    date: String,
    institution: String,
    number: String,
    language: String,
    url: String,
    summary: String,
}

/// The tags of a head: name and content.
struct Tags(Vec<(String, String)>);

impl Tags {
    fn of(html: &str) -> Self {
        let head = html.split("</head>").next().unwrap_or_default();
        let tags = head.split("<meta ").skip(1).filter_map(|tag| {
            let tag = tag.split('>').next().unwrap_or_default();
            let value = |name: &str| Some(plain(tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()?));
            Some((value("name").or_else(|| value("property"))?, value("content")?))
        });
        Self(tags.collect())
    }

    fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(known, _)| known == name).map(|(_, content)| content.as_str()).collect()
    }

    /// The first tag of the first of these names that there is one of.
    fn first(&self, names: &[&str]) -> String {
        names.iter().find_map(|name| self.all(name).first().copied()).unwrap_or_default().to_owned()
    }
}

fn plain(html: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    pairs.iter().fold(html.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn item(html: &str) -> Item {
    let tags = Tags::of(html);
    // The last of these tags decides; without one, a title alone makes an article in a journal.
    let kind = tags.0.iter().rev().find_map(|(name, _)| match name.as_str() {
        "citation_journal_title" => Some("journalArticle"),
        "citation_technical_report_institution" => Some("report"),
        "citation_conference_title" | "citation_conference" => Some("conferencePaper"),
        "citation_book_title" | "citation_inbook_title" => Some("bookSection"),
        "citation_dissertation_institution" => Some("thesis"),
        _ => None,
    });
    let guess = if tags.all("citation_title").is_empty() { "webpage" } else { "journalArticle" };
    let authors = tags.all("citation_author");
    Item {
        kind: kind.unwrap_or(guess),
        title: tags.first(&["citation_title", "og:title"]),
        creators: authors.iter().flat_map(|author| creators(author, authors.len() == 1)).collect(),
        date: tags.first(&["citation_date", "citation_cover_date", "citation_publication_date"]),
        institution: tags.first(&["citation_technical_report_institution"]),
        number: tags.first(&["citation_technical_report_number"]),
        language: tags.first(&["citation_language"]),
        url: tags.first(&["citation_public_url", "og:url"]),
        summary: tags.first(&["citation_abstract", "og:description", "description"]),
    }
}

/// The names in a tag: apart by semicolons or, in the only tag of authors, by commas that have whole names on both sides.
fn creators(content: &str, is_only: bool) -> Vec<(String, Option<String>)> {
    let mut names: Vec<&str> = content.split(';').map(str::trim).collect();
    let by_comma: Vec<&str> = content.split(',').map(str::trim).collect();
    if is_only
        && names.len() == 1
        && by_comma.len() > 1
        && by_comma[..2].iter().all(|name| name.contains(' '))
    {
        names = by_comma;
    }
    names.into_iter().filter(|name| !name.is_empty()).map(creator).collect()
}

/// A name with a comma begins with the family name; nothing behind it leaves the name in one field. Without a comma the last word
/// is the family name.
fn creator(name: &str) -> (String, Option<String>) {
    let is_inverted = name.contains(',');
    let name = name.trim_matches(|letter: char| letter.is_whitespace() || ".,/[]:".contains(letter));
    let (family, given) = match (is_inverted, name.split_once(','), name.rsplit_once(' ')) {
        (true, Some((family, given)), _) => (family, Some(given.trim())),
        (false, _, Some((given, family))) => (family, Some(given)),
        _ => (name, None),
    };
    let case = |text: &str| if given.is_some() { recased(text) } else { text.to_owned() };
    (case(family), given.map(recased))
}

/// Names of people that are all in small letters, or all in capitals, are put otherwise.
fn recased(name: &str) -> String {
    if name.to_uppercase() != name && name.to_lowercase() != name {
        return name.to_owned();
    }
    let word = |word: &str| {
        let mut letters = word.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        first + &letters.as_str().to_lowercase()
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn names(all: &[(&str, Option<&str>)]) -> Vec<(String, Option<String>)> {
    all.iter().map(|(family, given)| ((*family).to_owned(), given.map(str::to_owned))).collect()
}

#[test]
fn zotero_takes_a_briefing_for_a_report() {
    let config = CONFIG.replace("\"Desk\"", "\"Institute & Desk\"");
    let office = "+++\ntitle = \"ports & grain desk\"\norganization = true\n+++\n";
    let text = "+++\ntitle = \"On “ports”\"\ndescription = \"Who waits, and why.\"\ndate = 2026-01-08\nnumber = \"2026/7\"\n\
        authors = [\"Ann Mary Lee\", \"ports & grain desk\", \"Madonna\", \"Institute & Desk\"]\n+++\nText.\n";
    let files = built(&site(&[
        ("ibid.toml", &config),
        ("content/people/ports-grain-desk.md", office),
        ("content/briefings/ports.md", text),
    ]));
    let expected = Item {
        kind: "report",
        title: "On “ports”".to_owned(),
        creators: names(&[
            ("Lee", Some("Ann Mary")),
            ("ports & grain desk", None),
            ("Madonna", None),
            ("Institute & Desk", None),
        ]),
        date: "2026/01/08".to_owned(),
        institution: "Institute & Desk".to_owned(),
        number: "2026/7".to_owned(),
        language: "en".to_owned(),
        url: "https://example.org/briefings/ports/".to_owned(),
        summary: "Who waits, and why.".to_owned(),
    };
    assert_eq!(item(files.text("briefings/ports/index.html")), expected);
}

#[test]
fn an_only_author_stays_one() {
    let of = |author: &str| {
        let office = "+++\ntitle = \"grain desk\"\norganization = true\n+++\n";
        let text = format!("+++\ntitle = \"On ports\"\nauthors = [\"{author}\"]\n+++\nText.\n");
        let files =
            built(&site(&[("content/people/grain-desk.md", office), ("content/briefings/ports.md", &text)]));
        item(files.text("briefings/ports/index.html")).creators
    };
    assert_eq!(of("grain desk"), names(&[("grain desk", None)]));
    assert_eq!(of("Ann Lee"), names(&[("Lee", Some("Ann"))]));
}

#[test]
fn zotero_takes_other_pages_for_what_they_are() {
    let page = "+++\ntitle = \"About\"\n+++\nText.\n";
    let files = built(&site(&[("content/about.md", page)]));
    assert_eq!(item(files.text("about/index.html")).kind, "webpage");
}
