//! The pages around the briefings: home, lists, people, what is gone, what was not found. Each shows what it is for, links what is
//! there and nothing else, and brings the styles of what it shows.

use ibid::world::Memory;

use super::{CONFIG, Files, SOURCE, built, site};

const DESK: &str = "+++\ntitle = \"Desk\"\nrole = \"Analysts\"\nimage = \"desk.svg\"\n+++\nWho we are.\n";
const DRAWING: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\" width=\"40\" height=\"20\"/>";

fn page(title: &str, keys: &str) -> String {
    format!("+++\ntitle = \"{title}\"\n{keys}\n+++\nText.\n")
}

/// What stands between the tags `main` of a page.
fn main_of<'f>(files: &'f Files, path: &str) -> &'f str {
    let html = files.text(path);
    let rest = html.split_once("<main").expect("a page has a main part").1;
    rest.split_once("</main>").expect("it ends").0
}

fn foot_of<'f>(files: &'f Files, path: &str) -> &'f str {
    files.text(path).split_once("class=\"colophon\"").expect("a page has a foot").1
}

/// A series of three, the newest by two people with a picture; a newsletter; somebody's page.
fn desk() -> Memory {
    let config = format!("{CONFIG}generate_feeds = true\n")
        .replace("{ name = \"tags\" }", "{ name = \"tags\" }, { name = \"series\" }");
    let part = |title: &str, day: u8, more: &str| {
        page(title, &format!("date = 2026-01-0{day}\nauthors = [\"Desk\"]\nseries = [\"Lake\"]\n{more}"))
    };
    site(&[
        ("ibid.toml", &config),
        ("static/lead.svg", DRAWING),
        ("content/people/_index.md", "+++\ntitle = \"People\"\n+++\n"),
        ("content/people/desk/index.md", DESK),
        ("content/people/desk/desk.svg", DRAWING),
        ("content/briefings/one.md", &part("Part A", 2, "")),
        ("content/briefings/two.md", &part("Part B", 3, "")),
        (
            "content/briefings/three.md",
            &part("Part C", 4, "image = { src = \"/lead.svg\", alt = \"A lake\", credit = \"Drawn by us\" }"),
        ),
        ("content/newsletters/first.md", &page("A letter", "date = 2026-01-05\nauthors = [\"Desk\"]")),
    ])
}

#[test]
fn the_home_page_begins_with_the_newest_briefing_and_its_picture() {
    let files = built(&desk());
    let main = main_of(&files, "index.html");
    let (lead, rest) = main.split_once("class=\"with-aside\"").expect("the others stand below");
    assert!(lead.contains(">Part C</a></h3>") && lead.contains("src=\"/lead.svg\""), "{lead}");
    // The title is the one link that is said; whose picture it is stands below it.
    assert!(lead.contains("<a href=\"/briefings/three/\" tabindex=\"-1\" aria-hidden=\"true\">"), "{lead}");
    assert!(lead.contains("Drawn by us"), "{lead}");
    assert!(!rest.contains("Part C") && rest.contains(">Part B</a></h3>"), "{rest}");
}

#[test]
fn a_home_page_that_is_cut_into_pages_leads_on_the_first_alone() {
    let world = desk();
    world.insert("content/_index.md", "+++\ntitle = \"Desk\"\npaginate_by = 2\n+++\n");
    world.insert(
        "content/briefings/_index.md",
        "+++\ntitle = \"Briefings\"\nsort_by = \"date\"\ntransparent = true\n+++\n",
    );
    let files = built(&world);
    let first = main_of(&files, "index.html");
    assert_eq!(first.matches(">Part C</a></h3>").count(), 1, "{first}");
    assert!(first.contains("class=\"lead\"") && first.contains(">Part B</a></h3>"), "{first}");
    let second = main_of(&files, "page/2/index.html");
    assert!(!second.contains("class=\"lead\"") && second.contains(">Part A</a></h3>"), "{second}");
}

#[test]
fn a_series_is_shown_in_its_order_with_its_numbers() {
    let files = built(&desk());
    let main = main_of(&files, "series/lake/index.html");
    let shown: Vec<usize> = ["Part 1", ">Part A<", "Part 2", ">Part B<", "Part 3", ">Part C<"]
        .iter()
        .filter_map(|words| main.find(words))
        .collect();
    assert!(shown.len() == 6 && shown.is_sorted(), "{shown:?} in {main}");
}

#[test]
fn a_page_of_a_long_series_goes_on_counting() {
    let world = desk();
    let config = CONFIG.replace("{ name = \"tags\" }", "{ name = \"series\", paginate_by = 2 }");
    world.insert("ibid.toml", config.as_str());
    let files = built(&world);
    let second = main_of(&files, "series/lake/page/2/index.html");
    assert!(second.contains("Part 3") && second.contains(">Part C<"), "{second}");
    assert!(!second.contains("Part 1") && !second.contains(">Part A<"), "{second}");
}

#[test]
fn people_are_shown_with_what_they_do_and_their_pages_by_kind() {
    let files = built(&desk());
    let people = main_of(&files, "people/index.html");
    for words in ["src=\"/people/desk/desk.svg\"", "Analysts", "4 pages"] {
        assert!(people.contains(words), "no {words} in {people}");
    }
    let person = main_of(&files, "people/desk/index.html");
    let (briefings, letters) = person.split_once(">Newsletters</h2>").expect("letters stand apart");
    assert!(briefings.contains(">Briefings</h2>") && briefings.contains("Part A"), "{person}");
    assert!(letters.contains("A letter") && !letters.contains("Part A"), "{person}");
    assert!(!person.contains("rel=\"author\""), "their own name is not said again: {person}");
}

#[test]
fn the_foot_links_what_is_there() {
    let bare = built(&site(&[("content/briefings/b.md", &page("B", ""))]));
    let foot = foot_of(&bare, "briefings/b/index.html");
    assert_eq!(foot.matches("<a ").count(), 1, "the feed alone: {foot}");

    let world = desk();
    world.insert("content/about.md", "+++\ntitle = \"About us\"\n+++\nText.\n");
    world.insert("content/post.md", "+++\ntitle = \"A post\"\ndate = 2026-01-02\n+++\nText.\n");
    let correction = "[[corrections]]\ndate = 2026-01-06\nkind = \"correction\"\ntext = \"Wrong.\"";
    world.insert("content/briefings/b.md", page("B", &format!("date = 2026-01-01\n{correction}")).as_str());
    let files = built(&world);
    let foot = foot_of(&files, "briefings/b/index.html");
    for link in ["/about/\">About us", "/corrections/\">Corrections", "/series/\">Series", "/atom.xml\">Feed"]
    {
        assert!(foot.contains(link), "no {link} in {foot}");
    }
    assert!(!foot.contains("/tags/"), "a taxonomy without terms: {foot}");
    assert!(!foot.contains("A post"), "what has a day is no page about the site: {foot}");
    let here = foot_of(&files, "about/index.html");
    assert!(here.contains("<a href=\"/about/\" aria-current=\"page\">"), "{here}");

    // Where there are many, they are what the site is made of.
    for number in 0..8 {
        world.insert(format!("content/p{number}.md"), page(&format!("Page {number}"), ""));
    }
    let files = built(&world);
    assert!(!foot_of(&files, "about/index.html").contains("About us"));
}

#[test]
fn only_quotations_are_called_by_quoted_words() {
    let body = ":cite[a claim]{#claim src=minutes at=p1}, :quote[“lost two vehicles”]{#marked src=minutes} and \
        :quote[Nobody was hurt]{#bare src=minutes}, :quote[“the enemy\nlost”]{#long src=minutes}.";
    let files = built(&site(&[("content/briefings/b.md", &super::briefing(body))]));
    for (id, title) in [
        ("claim", "a claim"),
        ("marked", "“lost two vehicles”"),
        ("bare", "“Nobody was hurt”"),
        ("long", "“the enemy lost”"),
    ] {
        files.holds(&format!("a/{id}/index.html"), &format!("<title>{title} · On minutes</title>"));
    }
    let claim = main_of(&files, "a/claim/index.html");
    assert!(claim.contains("<h1 class=\"claim\" dir=\"auto\">a claim</h1>"), "{claim}");
    let evidence = claim.find("class=\"attribution\"").expect("it rests on something");
    let context = claim.find("<mark>a claim</mark>").expect("it stands in a text");
    assert!(evidence < context, "what it rests on comes first: {claim}");
}

#[test]
fn whoever_is_lost_can_search_where_there_is_a_search() {
    let files = built(&desk());
    let main = main_of(&files, "404.html");
    assert!(main.contains("role=\"search\" action=\"/search/\"") && main.contains("name=\"q\""), "{main}");
    assert!(main.contains("<a href=\"/people/\">People</a>"), "{main}");
    let world = desk();
    let config = CONFIG.replace("\"tags\"", "\"series\"");
    world.insert("ibid.toml", format!("{config}[search]\nenabled = false\n").as_str());
    let files = built(&world);
    assert!(!main_of(&files, "404.html").contains("<form"));
}

/// Classes that say what something is to whoever reads the page by program, and have no look of their own.
const UNSTYLED: [&str; 1] = ["tombstone"];

#[test]
fn a_tombstone_brings_the_styles_of_what_it_shows() {
    let entry = "{\"ibid.lock\":1}\n{\"annotation\":\"gone\",\"file\":\"briefings/b.md\",\"kind\":\"cite\",\"text\":\"two\",\
        \"rests\":[[\"minutes\",\"lost two vehicles\"]],\"since\":\"2026-01-02\",\
        \"state\":{\"retracted\":{\"on\":\"2026-01-05\",\"reason\":\"We misread it.\"}}}\n\
        {\"end\":true}\n";
    let correction =
        "date = 2026-01-01\n[[corrections]]\ndate = 2026-01-06\nkind = \"correction\"\ntext = \"Wrong.\"";
    let files = built(&site(&[
        ("ibid.lock", entry),
        ("content/briefings/b.md", &page("B", correction)),
        ("content/sources/minutes.md", SOURCE),
    ]));
    let path = "a/gone/index.html";
    let main = main_of(&files, path);
    for words in
        ["Retracted on <time datetime=\"2026-01-05\">", "We misread it.", "<s>two</s>", "lost two vehicles"]
    {
        assert!(main.contains(words), "no {words} in {main}");
    }
    assert!(main.contains("href=\"/corrections/\""), "{main}");

    let html = files.text(path);
    let sheets: Vec<&str> = html.split("<link rel=\"stylesheet\"").skip(1).collect();
    assert!(!sheets.is_empty());
    let mut css = String::new();
    for sheet in sheets {
        let tag = sheet.split('>').next().unwrap_or_default();
        assert!(tag.contains("integrity=\"sha384-"), "{tag}");
        let name = tag.split("href=\"/").nth(1).and_then(|rest| rest.split('"').next()).expect("an address");
        css.push_str(files.text(name));
    }
    let classes = main.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let classes: Vec<&str> = classes.flat_map(str::split_whitespace).collect();
    assert!(classes.contains(&"source-list"), "{classes:?}");
    for class in classes.iter().filter(|class| !UNSTYLED.contains(class)) {
        assert!(css.contains(&format!(".{class}")), "nothing says how `{class}` looks");
    }
}
