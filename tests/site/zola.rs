//! What people coming from Zola expect of a page: summaries, series, people, pages that are kept back.

use ibid::config::Settings;

use super::{Files, briefing, build, built, short, site};

/// Builds with pages that the public does not get to see.
#[track_caller]
fn built_with_all(files: &[(&str, &str)]) -> Files {
    let settings = Settings { drafts: true, future: true, expired: true, ..Settings::default() };
    let outcome = ibid::site::build(&site(files), &settings);
    assert!(outcome.diagnostics.is_empty(), "{}", short(&outcome.diagnostics));
    Files(outcome.artifacts.into_iter().map(|file| (file.path, file.bytes.to_vec())).collect())
}

#[test]
fn pages_that_are_not_public_say_why() {
    let page = |keys: &str| {
        format!(
            "+++\ntitle = \"T\"\n{keys}\n+++\n:cite[two]{{src=minutes quote=\"the enemy lost two vehicles\"}}\n"
        )
    };
    let files = built_with_all(&[
        ("content/briefings/draft.md", &page("draft = true\ndate = 2026-01-02")),
        ("content/briefings/future.md", &page("date = 2026-01-10")),
        ("content/briefings/expired.md", &page("date = 2025-12-01\nexpires = 2026-01-08")),
        ("content/briefings/public.md", &page("date = 2026-01-03")),
    ]);
    for (name, words) in [
        ("draft", "A draft: not public"),
        ("future", "Not public yet: to be published on <time datetime=\"2026-01-10\">10 January 2026</time>"),
        ("expired", "No longer public: it was until <time datetime=\"2026-01-08\">8 January 2026</time>"),
    ] {
        let page = format!("briefings/{name}/index.html");
        files.holds(&page, words);
        files.holds(&page, "<meta name=\"robots\" content=\"noindex\">");
        files.holds("briefings/index.html", words);
        for list in ["sitemap.xml", "atom.xml"] {
            assert!(!files.text(list).contains(&format!("/briefings/{name}/")), "{list}");
        }
    }
    let public = files.text("briefings/public/index.html");
    assert!(!public.contains("noindex") && !public.contains("withheld"), "{public}");
    let permalinks = files.0.keys().filter(|path| path.starts_with("a/"));
    let hidden = permalinks.filter(|path| files.text(path).contains("noindex"));
    assert_eq!(hidden.count(), 3);
}

#[test]
fn a_summary_is_html_without_what_belongs_to_its_page() {
    let body = "A *fine* :cite[claim]{#one src=minutes at=p1} & [a page](@/briefings/b.md#more) [a file](f.csv)[^x] \
        ![map](m.png).\n\n:::note[why]{#two}\n:::\n\n::source{src=minutes}\n\n<!-- more -->\n\n## More\n\n[^x]: Foot.\n";
    let body = body.replace(":::note[why]{#two}\n:::\n\n", "");
    let world = site(&[("content/briefings/b/index.md", &briefing(&body.replace("b.md", "b/index.md")))]);
    world.insert("content/briefings/b/f.csv", "x");
    world.insert("content/briefings/b/m.png", b"x".to_vec());
    let files = built(&world);
    files.holds(
        "briefings/index.html",
        "<div class=\"item-description\"><p>A <em>fine</em> claim &amp; <a href=\"/briefings/b/#more\">a page</a> \
         <a href=\"/briefings/b/f.csv\">a file</a> <img src=\"/briefings/b/m.png\" alt=\"map\" />.</p>\n</div>",
    );
}

#[test]
fn a_summary_may_end_within_a_paragraph() {
    let files = built(&site(&[("content/briefings/b.md", &briefing("One. <!-- more --> Two."))]));
    files.holds("briefings/index.html", "<div class=\"item-description\"><p>One.</p>\n</div>");
}

#[test]
fn a_part_of_a_series_knows_its_place() {
    let config = "base_url = \"https://example.org\"\ntitle = \"Desk\"\ntaxonomies = [{ name = \"series\" }, { name = \"tags\" }]\n";
    let part = |title: &str, keys: &str| {
        format!("+++\ntitle = \"{title}\"\n{keys}\nseries = [\"The strait\"]\ntags = [\"x\"]\n+++\n")
    };
    let files = built(&site(&[
        ("ibid.toml", config),
        ("content/briefings/a.md", &part("Third", "date = 2026-01-03")),
        ("content/briefings/b.md", &part("First", "date = 2026-01-01\nweight = 1")),
        ("content/briefings/c.md", &part("Second", "date = 2026-01-01\nweight = 2")),
    ]));
    let second = "briefings/c/index.html";
    files.holds(second, "Part 2 of 3 of the series <a href=\"/series/the-strait/\">The strait</a>");
    files.holds(second, "Before it: <a rel=\"prev\" href=\"/briefings/b/\">First</a>");
    files.holds(second, "Next: <a rel=\"next\" href=\"/briefings/a/\">Third</a>");
    files.holds("briefings/b/index.html", "Part 1 of 3");
    assert!(!files.text("briefings/b/index.html").contains("Before it"));
}

#[test]
fn any_taxonomy_may_be_a_series() {
    let config =
        "base_url = \"https://example.org\"\ntaxonomies = [{ name = \"dossiers\", sequence = true }]\n";
    let template = "{% for one in page.taxonomies.dossiers %}{{ one.position }}/{{ one.count }}{% endfor %}";
    let part = "+++\ntitle = \"T\"\ndossiers = [\"x\"]\n+++\n";
    let files =
        built(&site(&[("ibid.toml", config), ("content/p.md", part), ("templates/page.html", template)]));
    assert_eq!(files.text("p/index.html"), "1/1");
}

#[test]
fn a_person_s_page_says_who_they_are() {
    let person = "+++\ntitle = \"Desk\"\nrole = \"Editor\"\nimage = \"desk.jpg\"\nemail = \"desk@example.org\"\n\
        orcid = \"https://orcid.org/0000-0002-1825-0097\"\nlinks = [{ name = \"Elsewhere\", url = \"https://elsewhere.example/@desk\" }]\n+++\n";
    let text = "+++\ntitle = \"T\"\nauthors = [\"Desk\", \"Guest\"]\n+++\n";
    let template =
        "{% for author in page.authors %}{{ author.name }}: {{ author.person?.role or \"-\" }}; {% endfor %}";
    let world = site(&[
        ("content/people/desk/index.md", person),
        ("content/t.md", text),
        ("templates/page.html", template),
    ]);
    world.insert("content/people/desk/desk.jpg", b"x".to_vec());
    let files = built(&world);
    let page = "people/desk/index.html";
    files.holds(page, "<p class=\"role\">Editor</p>");
    files.holds(page, "<img src=\"/people/desk/desk.jpg\" alt=\"Desk\"");
    files.holds(page, "<a rel=\"me\" href=\"https://orcid.org/0000-0002-1825-0097\">0000-0002-1825-0097</a>");
    files.holds(page, "<a rel=\"me\" href=\"https://elsewhere.example/@desk\">Elsewhere</a>");
    files.holds(page, "href=\"mailto:desk@example.org\"");
    assert_eq!(files.text("t/index.html"), "Desk: Editor; Guest: -; ");
}

#[test]
fn pages_have_the_fields_that_zola_gives_them() {
    let template = "{{ page.relative_path }} {{ page.colocated_path or \"-\" }} {{ page.components | join(sep=\",\") }} \
        {{ page.year }}-{{ page.month }}-{{ page.day }} {{ page.toc[0].permalink }} {{ page.toc[0].level }} {{ page.draft }}";
    let text = "+++\ntitle = \"T\"\ndate = 2026-01-02\n+++\n## One\n";
    let files = built(&site(&[
        ("templates/page.html", template),
        ("content/a/t.md", text),
        ("content/a/u/index.md", text),
    ]));
    assert_eq!(files.text("a/t/index.html"), "a/t.md - a,t 2026-1-2 https://example.org/a/t/#one 2 false");
    files.holds("a/u/index.html", "a/u/index.md a/u/ a,u ");
}

#[test]
fn neighbours_are_those_of_zola() {
    let template = "{{ page.lower?.title or \"-\" }} < {{ page.title }} < {{ page.higher?.title or \"-\" }}";
    let page = |title: &str, weight: u32| format!("+++\ntitle = \"{title}\"\nweight = {weight}\n+++\n");
    let files = built(&site(&[
        ("templates/page.html", template),
        ("content/a/_index.md", "+++\nsort_by = \"weight\"\n+++\n"),
        ("content/a/x.md", &page("One", 1)),
        ("content/a/y.md", &page("Two", 2)),
        ("content/a/z.md", &page("Three", 3)),
    ]));
    assert_eq!(files.text("a/x/index.html"), "- < One < Two");
    assert_eq!(files.text("a/y/index.html"), "One < Two < Three");
}

#[test]
fn words_of_notes_cards_and_furniture_are_not_counted() {
    let template = "{{ page.word_count }} {{ page.reading_time }}";
    let count = |body: &str| {
        let files = built(&site(&[
            ("templates/briefing.html", template),
            ("content/briefings/b.md", &briefing(body)),
        ]));
        files.text("briefings/b/index.html").to_owned()
    };
    assert_eq!(count("One two three."), "3 1");
    let body = "One :note[two]{#n} three.[^x]\n\n:::note{#n}\nFour five six.\n:::\n\n::source[A label]{src=minutes}\n\n\
        ::passage{src=minutes at=p1}\n\n:::disclaimer\nSeven eight.\n:::\n\n[^x]: Nine ten.\n";
    assert_eq!(count(body), "3 1");
    assert_eq!(count(&"word ".repeat(441)), "441 3");
}

#[test]
fn sections_and_pages_without_a_date_are_shown_without_one() {
    let outcome = build(&site(&[
        ("content/a/_index.md", "+++\ntitle = \"A\"\n+++\n"),
        ("content/a/p.md", "+++\ntitle = \"P\"\n+++\n"),
    ]));
    assert!(outcome.diagnostics.is_empty(), "{}", short(&outcome.diagnostics));
}
