//! What a page shows.

use ibid::config::Settings;

use super::{CONFIG, briefing, built, site};

#[test]
fn an_annotation_leads_to_its_passage_and_back() {
    let body = "They say that :cite[two were lost]{#lost src=minutes quote=\"the enemy lost two vehicles\"}.";
    let files = built(&site(&[("content/briefings/loss.md", &briefing(body))]));
    let page = "briefings/loss/index.html";
    files.holds(page, "<span class=\"annotation cite\" id=\"a-lost\">two were lost</span>");
    files.holds(page, "href=\"/sources/minutes/#passage-18-45\"");
    files.holds(page, "role=\"doc-endnotes\"");
    files.holds(page, "href=\"/a/lost/\"");
    files.holds("sources/minutes/index.html", "id=\"passage-18-45\"");
    files.holds("sources/minutes/index.html", "href=\"/briefings/loss/#a-lost\"");
    files.holds("a/lost/index.html", "the enemy lost two vehicles");
    files.holds("a/lost/index.html", "href=\"/briefings/loss/#a-lost\"");
    files.holds("a/lost/index.html", "They say that");
    files.holds("briefings/loss/annotations.jsonld", "\"exact\":\"the enemy lost two vehicles\"");
    files.holds("briefings/loss/citations.json", "\"title\":\"Minutes\"");
}

#[test]
fn a_permalink_says_what_it_is_before_it_asks_for_its_look() {
    let source = "+++\ntitle = \"Minutes & more\"\nauthor = [\"A. Clerk\"]\naccessed = 2026-01-07\npublish = \"full\"\n+++\n\
        The ministry said the enemy lost two vehicles.\n";
    let body = "That :cite[“two” were lost & gone]{#lost src=minutes quote=\"the enemy lost two vehicles\"}, and :note[so on]{#on}.\n\n\
        :::note{#on}\nMore.\n:::";
    let files = built(&site(&[
        ("content/sources/minutes.md", source),
        ("content/briefings/loss.md", &briefing(body)),
    ]));
    let page = files.text("a/lost/index.html");
    let styles = page.find("rel=\"stylesheet\"").expect("it has a look");
    for wanted in [
        "<link rel=\"canonical\" href=\"https://example.org/a/lost/\">",
        "<meta property=\"og:type\" content=\"article\">",
        "<meta name=\"description\" property=\"og:description\" content=\"the enemy lost two vehicles\">",
        "<meta property=\"og:url\" content=\"https://example.org/a/lost/\">",
        "<meta name=\"twitter:label1\" content=\"Source\">\n<meta name=\"twitter:data1\" content=\"A. Clerk, Minutes &amp; more\">",
        "<meta name=\"twitter:label2\" content=\"Archived\">\n<meta name=\"twitter:data2\" content=\"7 January 2026\">",
    ] {
        assert!(page[..styles].contains(wanted), "{wanted}: {page}");
    }
    for wanted in [
        "href=\"/briefings/loss/#a-lost\"",
        "<time datetime=\"2026-01-07\">7 January 2026</time>",
        " rel=\"bookmark\" href=\"https://example.org/a/lost/\">",
        "href=\"mailto:?subject=%E2%80%9Ctwo%E2%80%9D%20were%20lost%20%26%20gone&amp;\
            body=https%3A%2F%2Fexample.org%2Fa%2Flost%2F\"",
    ] {
        files.holds("a/lost/index.html", wanted);
    }
    assert!(!page.contains("noindex") && !page.contains("onclick"), "{page}");
    assert!(!files.text("a/on/index.html").contains("twitter:label"), "it rests on no source");
}

#[test]
fn a_passage_that_cuts_through_emphasis_is_marked_whole() {
    let body = ":quote[Nobody was hurt in the village]{src=minutes}.";
    let files = built(&site(&[("content/briefings/loss.md", &briefing(body))]));
    let source = files.text("sources/minutes/index.html");
    assert!(source.contains("<em><mark"), "{source}");
    assert!(!source.contains("<mark><em>"), "{source}");
}

#[test]
fn a_note_holds_further_passages_and_annotations() {
    let body = "A :cite[claim]{#why src=minutes quote=\"the enemy lost two vehicles\"} and more.\n\n\
        :::note{#why}\nBecause *this* says so:\n\n::passage{src=minutes at=p2}\n\n\
        And :quote[Nobody was hurt in the village]{#calm src=minutes}.\n:::\n\nThen a footnote[^x] and again[^x].\n\n\
        [^x]: The *foot* of it.\n";
    let files = built(&site(&[("content/briefings/loss.md", &briefing(body))]));
    let page = "briefings/loss/index.html";
    files.holds(page, "<p>Because <em>this</em> says so:</p>");
    files.holds(page, "<li id=\"end-why\">");
    files.holds(page, "<li id=\"end-calm\">");
    let notes = files.text(page).split("class=\"endnotes\"").nth(1).unwrap_or_default();
    assert_eq!(notes.matches("<li id=\"end-").count(), 3, "{notes}");
    files.holds("sources/minutes/index.html", "href=\"/briefings/loss/#a-calm\"");
    files.holds("a/calm/index.html", "Nobody was hurt");
}

#[test]
fn links_to_annotations_pages_and_paragraphs_are_resolved() {
    let other = "+++\ntitle = \"About\"\n+++\nSee [the claim](a:lost \"T & t\"), [the page](@/briefings/loss.md#a-lost), \
        [its heading](@/briefings/loss.md#the-loss) and [a paragraph](@/sources/minutes.md#p2).\n\n\
        ::annotation{id=lost}\n\n::source{src=minutes}\n\n::briefing{path=\"@/briefings/loss.md\"}\n";
    let body = "## The loss\n\n:cite[two]{#lost src=minutes quote=\"the enemy lost two vehicles\"}";
    let files = built(&site(&[("content/briefings/loss.md", &briefing(body)), ("content/about.md", other)]));
    files.holds("about/index.html", "<a href=\"/a/lost/\" title=\"T &amp; t\"");
    files.holds("about/index.html", "href=\"/briefings/loss/#a-lost\"");
    files.holds("about/index.html", "href=\"/briefings/loss/#the-loss\"");
    files.holds("about/index.html", "href=\"/sources/minutes/#p2\"");
    assert_eq!(files.text("about/index.html").matches("<div class=\"card\"").count(), 3);
    files.holds("briefings/loss/index.html", "href=\"/about/\"");
}

#[test]
fn a_site_below_a_path_links_below_it() {
    let config = "base_url = \"https://example.org/desk/\"\ntitle = \"Desk\"\n";
    let body = ":cite[two]{#lost src=minutes quote=\"the enemy lost two vehicles\"}";
    let files = built(&site(&[("ibid.toml", config), ("content/briefings/loss.md", &briefing(body))]));
    files.holds("briefings/loss/index.html", "href=\"/desk/a/lost/\"");
    files.holds("briefings/loss/index.html", "href=\"https://example.org/desk/briefings/loss/\"");
    files.holds("sitemap.xml", "<loc>https://example.org/desk/briefings/loss/</loc>");
    let home = files.text("index.html");
    assert!(!home.contains("href=\"/briefings/"), "{home}");
}

#[test]
fn a_user_s_template_takes_the_place_of_one_built_in() {
    let mine =
        "{% extends \"builtin/briefing.html\" %}{% block main %}<b>mine</b>{{ super() }}{% endblock main %}";
    let own = "<div class=\"box\" data-k=\"{{ attrs.k }}\"><h3>{{ label }}</h3>{{ content }}</div>";
    let body = ":::box[A *title*]{k=\"v & w\"}\nIn **it**.\n:::";
    let files = built(&site(&[
        ("templates/briefing.html", mine),
        ("templates/directives/box.html", own),
        ("content/briefings/loss.md", &briefing(body)),
    ]));
    let page = "briefings/loss/index.html";
    files.holds(page, "<b>mine</b>");
    files.holds(page, "<div class=\"box\" data-k=\"v &amp; w\"><h3>A <em>title</em></h3>");
}

#[test]
fn drafts_future_and_expired_pages_are_held_back() {
    let page = |keys: &str| format!("+++\ntitle = \"T\"\n{keys}\n+++\n");
    let files = [
        ("content/briefings/draft.md", page("draft = true")),
        ("content/briefings/future.md", page("date = 2026-01-10")),
        ("content/briefings/expired.md", page("expires = 2026-01-08")),
        ("content/briefings/last-day.md", page("expires = 2026-01-09")),
        ("content/briefings/today.md", page("date = 2026-01-09")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let output = built(&site(&files));
    let has = |name: &str| output.0.contains_key(&format!("briefings/{name}/index.html"));
    assert!(has("today") && has("last-day"));
    assert!(!has("draft") && !has("future") && !has("expired"));
}

#[test]
fn people_terms_and_assets_have_their_places() {
    let files = built(&site(&[
        ("content/people/desk.md", "+++\ntitle = \"The desk\"\n+++\nWho we are.\n"),
        (
            "content/briefings/with map/index.md",
            "+++\ntitle = \"Map\"\nauthors = [\"Desk\"]\ntags = [\"Black Sea\"]\n+++\n[the map](map%20one.txt)\n",
        ),
        ("content/briefings/with map/map one.txt", "x"),
    ]));
    files.holds("briefings/with-map/index.html", "href=\"/people/desk/\"");
    files.holds("briefings/with-map/index.html", "href=\"/tags/black-sea/\"");
    files.holds("tags/black-sea/index.html", "href=\"/briefings/with-map/\"");
    files.holds("people/desk/index.html", "href=\"/briefings/with-map/\"");
    assert_eq!(files.text("briefings/with-map/map one.txt"), "x");
}

#[test]
fn a_pasted_article_is_a_source_with_its_paragraphs() {
    let line =
        |n: usize| format!("Paragraph {n} {}.\n", "goes on and on about the matter in hand ".repeat(6));
    let article: String = (1..=12).map(line).collect();
    for name in ["content/sources/article.md", "content/sources/article.txt"] {
        let text = format!("+++\ntitle = \"Article\"\npublish = \"full\"\n+++\n{article}");
        let files = built(&site(&[(name, &text)]));
        files.holds("sources/article/index.html", "id=\"p12\"");
        assert!(!files.text("sources/article/index.html").contains("id=\"p13\""));
    }
}

#[test]
fn footnotes_stand_everywhere_and_refer_to_each_other_and_to_themselves() {
    let body = "\
Text [^a] and :cite[a claim [^a]]{src=minutes at=p1} and :note[n]{#n} and :note[loop]{#loop}.

| cell [^b] |
|---|
| [^b] |

:::note{#n}
See [^a], [^b] and :cite[this]{src=minutes at=p2}.
:::

:::note{#loop}
See [itself](a:loop) and [the other](a:n).

::annotation{id=loop}
:::

[^a]: First, see [^b] and [^a].
[^b]: Second, see [^a].
";
    let files = built(&site(&[("content/briefings/b.md", &briefing(body))]));
    let html = files.text("briefings/b/index.html");
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for id in &ids {
        assert_eq!(ids.iter().filter(|other| *other == id).count(), 1, "{id} stands more than once");
    }
    for link in html.split(" href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.contains(&link), "nothing has the id {link}");
    }
}

#[test]
fn a_heading_holds_its_own_words_and_a_number() {
    let body =
        "## Losses of :cite[two vehicles]{#losses src=minutes at=p1} and more [^x]\n\n[^x]: Or less.\n";
    let files = built(&site(&[("content/briefings/b.md", &briefing(body))]));
    let html = files.text("briefings/b/index.html");
    let heading = html.split("<h2").nth(1).and_then(|rest| rest.split("</h2>").next()).unwrap_or_default();
    assert!(heading.contains("href=\"#end-losses\"") && html.contains("id=\"end-losses\""), "{heading}");
    assert!(!heading.contains("role=\"note\""), "{heading}");
}

#[test]
fn a_feed_has_absolute_addresses() {
    let body = "![the bay](bay.png) [up](/about/) [map](map.pdf) [there](#there) \
        :cite[two]{#lost src=minutes quote=\"the enemy lost two vehicles\"}\n\n## There\n";
    let world = site(&[("content/briefings/loss/index.md", &briefing(body))]);
    world.insert("content/about.md", "+++\ntitle = \"About\"\n+++\n");
    world.insert("content/briefings/loss/bay.png", b"png".to_vec());
    world.insert("content/briefings/loss/map.pdf", b"pdf".to_vec());
    let files = built(&world);
    let base = "&quot;https://example.org";
    for address in [
        "/briefings/loss/bay.png",
        "/about/",
        "/briefings/loss/map.pdf",
        "/briefings/loss/#there",
        "/a/lost/",
    ] {
        files.holds("atom.xml", &format!("{base}{address}&quot;"));
    }
}

#[test]
fn a_site_without_a_title_goes_by_its_host() {
    let files = built(&site(&[("ibid.toml", "base_url = \"https://desk.example/\"")]));
    files.holds("index.html", "<title>desk.example</title>");
}

#[test]
fn the_title_of_a_permalink_page_is_short() {
    let label = "a very long claim ".repeat(500);
    let page = briefing(&format!(":cite[{label}]{{#long src=minutes at=p1}}"));
    let files = built(&site(&[("content/briefings/b.md", &page)]));
    let html = files.text("a/long/index.html");
    let title =
        html.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default();
    assert!(title.chars().count() < 200, "{} characters", title.chars().count());
    let head = html.split("</head>").next().unwrap_or_default();
    assert!(head.len() < 5_000, "{} bytes of metadata", head.len());
}

#[test]
fn headings_take_no_id_that_something_else_on_the_page_has() {
    let headings =
        ["Notes", "Main", "Sources cited", "Linked from", "Contents", "A lost", "Note lost", "End lost"];
    let body: String = headings.iter().chain(&headings).map(|heading| format!("## {heading}\n\n")).collect();
    let body = body
        + ":cite[two]{#lost src=minutes quote=\"the enemy lost two vehicles\"}[^x] and[^x] [up](#notes)\n\n[^x]: N.\n";
    let files = built(&site(&[("content/briefings/loss.md", &briefing(&body))]));
    let page = files.text("briefings/loss/index.html");
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for id in &ids {
        assert_eq!(ids.iter().filter(|other| *other == id).count(), 1, "{id}");
    }
    files.holds("briefings/loss/index.html", "<h2 id=\"notes\">Notes</h2>");
    files.holds("briefings/loss/index.html", "<h2 id=\"notes-1\">Notes</h2>");
}

#[test]
fn a_section_that_is_a_draft_keeps_what_is_in_it() {
    let section = "+++\ntitle = \"Secret\"\ndraft = true\n+++\n";
    let page = "+++\ntitle = \"Plans\"\ndate = 2026-01-08\n+++\n";
    let config = format!("{CONFIG}[languages.uk]\n");
    let mut files = vec![
        ("ibid.toml", config.as_str()),
        ("content/secret/_index.md", section),
        ("content/secret/plans.md", page),
        ("content/secret/deep/_index.md", "+++\ntitle = \"Deep\"\n+++\n"),
        ("content/secret/deep/plans/index.md", page),
        ("content/secret/plans.uk.md", page),
        ("content/secrets.md", "+++\ntitle = \"Public\"\n+++\n"),
    ];
    let public = |files: &[(&str, &str)]| {
        let files = built(&site(files));
        files
            .0
            .into_keys()
            .filter(|path| path.contains("secret") && path.ends_with(".html"))
            .collect::<Vec<_>>()
    };
    assert_eq!(public(&files), ["secrets/index.html"]);
    files.push(("content/secret/_index.uk.md", "+++\ntitle = \"Public\"\n+++\n"));
    assert_eq!(public(&files), ["secrets/index.html", "uk/secret/index.html", "uk/secret/plans/index.html"]);

    let settings = Settings { drafts: true, ..Settings::default() };
    let outcome = ibid::site::build(&site(&files), &settings);
    let text = |path: &str| {
        let file = outcome.artifacts.iter().find(|file| file.path == path).expect("it is there");
        String::from_utf8_lossy(&file.bytes).into_owned()
    };
    assert!(text("secret/deep/plans/index.html").contains("A draft: not public"));
    assert!(!text("atom.xml").contains("/secret/"));
}

#[test]
fn what_editors_leave_beside_files_is_no_part_of_the_site() {
    let files = built(&site(&[
        ("content/briefings/loss.md", &briefing("Text.")),
        ("content/briefings/#loss.md#", "half a text"),
        ("content/briefings/loss.md___jb_tmp___", "half a text"),
        ("static/own.css", "b{}"),
        ("static/.own.css.swp", "b0VIM"),
        ("static/own.css~", "i{}"),
        ("static/.well-known/security.txt", "Contact:"),
    ]));
    files.holds("own.css", "b{}");
    files.holds(".well-known/security.txt", "Contact:");
    let left = files.0.keys().filter(|path| path.contains(['~', '#']) || path.ends_with(".swp")).count();
    assert_eq!(left, 0);
}
