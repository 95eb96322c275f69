//! Sites in several languages.

use ibid::world::Memory;

use super::{Files, briefing, build, built, short, site};

const CONFIG: &str = "base_url = \"https://example.org\"\ntitle = \"Desk\"\ntaxonomies = [{ name = \"tags\" }]\n\
    [languages.uk]\ntitle = \"Бюро\"\ndescription = \"Огляди\"\n";

const ENGLISH: &str = "+++\ntitle = \"Loss\"\ndate = 2026-01-08\nupdated = 2026-01-09\nauthors = [\"Ann Ode\"]\n\
    tags = [\"War\"]\n+++\nThey say that :cite[two]{#two src=minutes quote=\"the enemy lost two vehicles\"} were lost.\n";

const UKRAINIAN: &str = "+++\ntitle = \"Втрати\"\ndate = 2026-01-08\nupdated = 2026-01-09\n\
    authors = [\"Ann Ode\", \"Кирило\"]\ntags = [\"Війна\"]\n+++\n\
    Кажуть, що :cite[дві]{#dvi src=minutes quote=\"the enemy lost two vehicles\"} втрачено, і виноска[^x]. \
    Див. [англійською](@/briefings/loss.md) і [українською](@/briefings/loss.uk.md#a-dvi).\n\n[^x]: Так.\n";

/// A site in English and Ukrainian.
fn two(files: &[(&str, &str)]) -> Memory {
    let own = [
        ("ibid.toml", CONFIG),
        ("content/briefings/loss.md", ENGLISH),
        ("content/briefings/loss.uk.md", UKRAINIAN),
        ("content/people/ann-ode.md", "+++\ntitle = \"Ann Ode\"\n+++\n"),
        ("content/people/kirilo.uk.md", "+++\ntitle = \"Кирило\"\n+++\n"),
    ];
    site(&own.into_iter().chain(files.iter().copied()).collect::<Vec<_>>())
}

#[test]
fn a_page_stands_below_its_language_and_speaks_it() {
    let files = built(&two(&[]));
    let page = "uk/briefings/loss/index.html";
    files.holds(page, "<html lang=\"uk\">");
    files.holds(page, "<title>Втрати · Бюро</title>");
    files.holds(page, "Перейти до тексту");
    files.holds(page, "<time datetime=\"2026-01-08\">8 січня 2026 року</time>");
    files.holds(page, "оновлено <time datetime=\"2026-01-09\">9 січня 2026 року</time>");
    files.holds(page, "<h2 id=\"_notes\">Примітки</h2>");
    files.holds(page, ">2 примітки</a>");
    files.holds(page, "абзац 1</small> <span class=\"verdict exact\">дослівно</span>");
    files.holds(page, "<p class=\"site-title\"><a href=\"https://example.org/uk/\">Бюро</a></p>");
    files.holds("briefings/loss/index.html", "<html lang=\"en\">");
    files.holds(
        "briefings/loss/index.html",
        "paragraph 1</small> <span class=\"verdict exact\">verbatim</span>",
    );
    files.holds("uk/index.html", "<h1 class=\"site-title\">Бюро</h1>");
    files.holds("uk/briefings/index.html", "<h1>Огляди</h1>");
    files.holds("404.html", "<html lang=\"en\">");
    assert!(!files.0.contains_key("uk/404.html"));
}

#[test]
fn lists_hold_the_pages_of_their_language() {
    let files = built(&two(&[]));
    for (list, own, other) in [
        ("index.html", "Loss", "Втрати"),
        ("uk/index.html", "Втрати", "Loss"),
        ("briefings/index.html", "Loss", "Втрати"),
        ("uk/briefings/index.html", "Втрати", "Loss"),
        ("tags/war/index.html", "Loss", "Втрати"),
        ("uk/tags/viina/index.html", "Втрати", "Loss"),
        ("tags/index.html", "War", "Війна"),
        ("uk/tags/index.html", "Війна", "War"),
    ] {
        files.holds(list, own);
        let main = files.text(list).split("<main").nth(1).unwrap_or_default();
        assert!(!main.contains(other), "{list}: {main}");
    }
    let navigation = files.text("uk/index.html").split("</nav>").next().unwrap_or_default();
    let links: Vec<&str> = navigation.split("<li>").skip(1).map(str::trim).collect();
    let wanted = [
        "<a href=\"/uk/people/\">Люди</a></li>",
        "<a href=\"/uk/briefings/\">Огляди</a></li>",
        "<a href=\"/sources/\">Джерела</a></li>",
        "<a href=\"/uk/search/\" rel=\"search\">Пошук</a></li>",
        "<a rel=\"alternate\" lang=\"en\" hreflang=\"en\" href=\"/\">English</a></li>\n</ul>",
    ];
    assert_eq!(links, wanted);
}

#[test]
fn versions_lead_to_each_other() {
    let files = built(&two(&[]));
    let links = "<link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/briefings/loss/\">\n\
        <link rel=\"alternate\" hreflang=\"uk\" href=\"https://example.org/uk/briefings/loss/\">\n\
        <link rel=\"alternate\" hreflang=\"x-default\" href=\"https://example.org/briefings/loss/\">\n";
    files.holds("briefings/loss/index.html", links);
    files.holds("uk/briefings/loss/index.html", links);
    let to_ukrainian =
        "<a rel=\"alternate\" lang=\"uk\" hreflang=\"uk\" href=\"/uk/briefings/loss/\">Українська</a>";
    let to_english = "<a rel=\"alternate\" lang=\"en\" hreflang=\"en\" href=\"/briefings/loss/\">English</a>";
    files.holds("briefings/loss/index.html", to_ukrainian);
    files.holds("uk/briefings/loss/index.html", to_english);
    files.holds("uk/index.html", "hreflang=\"en\" href=\"/\">English</a>");
    assert!(!files.text("people/ann-ode/index.html").contains("hreflang"));
}

#[test]
fn links_between_files_mean_the_file_that_is_named() {
    let files = built(&two(&[]));
    files.holds("uk/briefings/loss/index.html", "<a href=\"/briefings/loss/\">англійською</a>");
    files.holds("uk/briefings/loss/index.html", "<a href=\"/uk/briefings/loss/#a-dvi\">українською</a>");
    files.holds("briefings/loss/index.html", "Linked from");
    files.holds("briefings/loss/index.html", "<a href=\"/uk/briefings/loss/\" lang=\"uk\">Втрати</a>");
}

#[test]
fn people_are_linked_in_the_language_of_the_page_or_in_the_default_one() {
    let files = built(&two(&[]));
    files.holds("uk/briefings/loss/index.html", "href=\"/uk/people/kirilo/\">Кирило</a>");
    files.holds("uk/briefings/loss/index.html", "href=\"/people/ann-ode/\">Ann Ode</a> та ");
    let files = built(&two(&[("content/people/ann-ode.uk.md", "+++\ntitle = \"Енн Од\"\n+++\n")]));
    files.holds("uk/briefings/loss/index.html", "href=\"/uk/people/ann-ode/\">Ann Ode</a> та ");
    files.holds("briefings/loss/index.html", "href=\"/people/ann-ode/\">Ann Ode</a>");
}

#[test]
fn permalinks_and_sources_are_there_once() {
    let files = built(&two(&[]));
    files.holds("a/dvi/index.html", "<html lang=\"uk\">");
    files.holds("a/dvi/index.html", "Уривок, на який спирається примітка");
    files.holds("a/dvi/index.html", "<title>дві · Втрати</title>");
    files.holds("a/two/index.html", "<html lang=\"en\">");
    files.holds("sources/minutes/index.html", "<html lang=\"en\">");
    files.holds("sources/minutes/index.html", "href=\"/uk/briefings/loss/#a-dvi\"");
    files.holds(
        "sources/minutes/index.html",
        "<a href=\"/uk/briefings/loss/\" lang=\"uk\">Втрати</a>\u{a0}· note\u{a0}<a role=\"doc-backlink\"",
    );
    assert!(!files.0.keys().any(|path| path.starts_with("uk/sources") || path.starts_with("uk/a/")));
}

#[test]
fn the_sources_may_have_a_page_in_another_language() {
    let files = built(&two(&[("content/sources/_index.uk.md", "+++\ntitle = \"Архів\"\n+++\n")]));
    files.holds("uk/sources/index.html", "<h1>Архів</h1>");
    files.holds("uk/sources/index.html", "href=\"/sources/minutes/\"");
    files.holds("uk/index.html", "<a href=\"/uk/sources/\">Архів</a>");
}

#[test]
fn a_page_in_a_folder_of_its_own_shares_its_files() {
    let english = briefing("![Map](map.png)");
    let ukrainian = english.replace("Map", "Мапа");
    let files = built(&two(&[
        ("content/briefings/paris/index.md", &english),
        ("content/briefings/paris/index.uk.md", &ukrainian),
        ("content/briefings/paris/map.png", "picture"),
    ]));
    files.holds("uk/briefings/paris/index.html", "<img src=\"map.png\" alt=\"Мапа\"");
    assert_eq!(files.text("uk/briefings/paris/map.png"), "picture");
    assert_eq!(files.text("briefings/paris/map.png"), "picture");
}

#[test]
fn dated_and_sectioned_names_have_languages() {
    let page = "+++\ntitle = \"Стаття\"\n+++\n";
    let files = built(&two(&[
        ("content/news/_index.uk.md", "+++\ntitle = \"Новини\"\n+++\n"),
        ("content/news/2026-01-07.uk.md", page),
        ("content/news/2026-01-06-talks.uk.md", page),
    ]));
    files.holds("uk/news/2026-01-07/index.html", "7 січня 2026 року");
    files.holds("uk/news/talks/index.html", "6 січня 2026 року");
    files.holds("uk/news/index.html", "/uk/news/talks/");
    assert!(!files.0.contains_key("news/index.html"));
}

#[test]
fn functions_of_templates_find_what_another_language_has() {
    let template = "{% extends \"builtin/page.html\" %}{% block main %}\
        {{ get_url(path=\"@/briefings/loss.md\", lang=\"uk\") }} {{ get_taxonomy_url(kind=\"tags\", name=\"Війна\", lang=\"uk\") }} \
        {{ trans(key=\"pages\", count=5) }} {{ trans(key=\"pages\", count=5, lang=\"uk\") }} \
        {{ config.languages | join(sep=\",\") }} {{ lang }} {{ config.title }} \
        {% for version in page.translations %}{{ version.lang }}:{{ version.title }} {% endfor %}{% endblock main %}";
    let page = "+++\ntitle = \"About\"\n+++\n";
    let files = built(&two(&[
        ("templates/page.html", template),
        ("content/about.md", page),
        ("content/about.uk.md", "+++\ntitle = \"Про нас\"\n+++\n"),
    ]));
    let both = "https://example.org/uk/briefings/loss/ /uk/tags/viina/";
    files.holds("about/index.html", &format!("{both} 5 pages 5 сторінок en,uk en Desk en:About uk:Про нас"));
    files.holds(
        "uk/about/index.html",
        &format!("{both} 5 сторінок 5 сторінок en,uk uk Бюро en:About uk:Про нас"),
    );
}

#[test]
fn the_site_puts_words_otherwise() {
    let words = "notes = \"Нотатки\"\nannotations = { one = \"{count} нотатка\", few = \"{count} нотатки\", many = \"{count} нотаток\" }";
    let config = format!("{CONFIG}[languages.uk.translations]\nskip = \"До тексту\"\n");
    let files = built(&two(&[("ibid.toml", &config), ("templates/words/uk.toml", words)]));
    let page = "uk/briefings/loss/index.html";
    files.holds(page, "<h2 id=\"_notes\">Нотатки</h2>");
    files.holds(page, "До тексту");
    files.holds(page, ">2 нотатки</a>");
    files.holds("briefings/loss/index.html", "<h2 id=\"_notes\">Notes</h2>");
}

#[test]
fn words_of_a_language_that_the_site_does_not_have_are_told() {
    let told = |path: &str, config: &str| {
        let config = format!("{CONFIG}{config}");
        short(&build(&two(&[("ibid.toml", &config), (path, "skip = \"x\"\n")])).diagnostics)
    };
    let found = told("templates/words/ua.toml", "");
    assert!(found.starts_with("templates/words/ua.toml:1:1: warning[undeclared-language]"), "{found}");
    assert_eq!(told("templates/words/uk.toml", ""), "");
    assert_eq!(told("templates/words/ua.toml", "[languages.ua-Cyrl]\n").matches("undeclared").count(), 0);
}

#[test]
fn a_language_may_have_its_own_taxonomies() {
    let config = format!("{CONFIG}taxonomies = [{{ name = \"теми\" }}]\n");
    let page = UKRAINIAN.replace("tags =", "\"теми\" =");
    let files = built(&two(&[("ibid.toml", &config), ("content/briefings/loss.uk.md", &page)]));
    files.holds("uk/temi/viina/index.html", "Втрати");
    assert!(!files.0.keys().any(|path| path.starts_with("uk/tags")));
    let outcome = build(&two(&[("ibid.toml", &config)]));
    let found = short(&outcome.diagnostics);
    let told = "content/briefings/loss.uk.md:6:8: error[unknown-taxonomy]: the taxonomy `tags` is not declared for the language `uk`";
    assert!(found.contains(told), "{found}");
}

#[test]
fn a_site_in_another_default_language_has_no_folder_for_it() {
    let config = "base_url = \"https://example.org\"\ndefault_language = \"uk\"\n[languages.en]\n";
    let page = |title: &str| format!("+++\ntitle = \"{title}\"\n+++\n");
    let files = built(&site(&[
        ("ibid.toml", config),
        ("content/about.md", &page("Про нас")),
        ("content/about.en.md", &page("About")),
    ]));
    files.holds("about/index.html", "<html lang=\"uk\">");
    files.holds("en/about/index.html", "<html lang=\"en\">");
    files.holds("en/about/index.html", "hreflang=\"x-default\" href=\"https://example.org/about/\"");
}

#[test]
fn a_site_in_one_language_says_nothing_of_others() {
    let files: Files = built(&site(&[("content/briefings/loss.md", &briefing("Text."))]));
    for path in files.0.keys().filter(|path| path.ends_with(".html")) {
        assert!(!files.text(path).contains("hreflang"), "{path}");
    }
}

#[test]
fn right_to_left_is_said() {
    let config = "base_url = \"https://example.org\"\n[languages.he]\n";
    let world = site(&[("ibid.toml", config), ("content/about.he.md", "+++\ntitle = \"א\"\n+++\n")]);
    let outcome = build(&world);
    assert_eq!(outcome.diagnostics.iter().map(|one| one.code.name()).collect::<Vec<_>>(), ["untranslated"]);
    let page = outcome.artifacts.iter().find(|file| file.path == "he/about/index.html").expect("the page");
    let html = String::from_utf8_lossy(&page.bytes);
    assert!(html.contains("<html lang=\"he\" dir=\"rtl\">"), "{html}");
}

#[test]
fn wrong_languages_are_told_with_what_to_do() {
    let told = |config: &str, files: &[(&str, &str)]| {
        let config = format!("base_url = \"https://example.org\"\n{config}");
        let files: Vec<_> =
            [("ibid.toml", config.as_str())].into_iter().chain(files.iter().copied()).collect();
        short(&build(&site(&files)).diagnostics)
    };
    let page = "+++\ntitle = \"T\"\n+++\n";
    for (config, files, wanted) in [
        (
            "[languages.en]",
            &[][..],
            "ibid.toml:2:12: error[invalid-value]: `en` is the default language already",
        ),
        ("[languages.Deutsch]", &[], "ibid.toml:2:12: error[invalid-value]: `Deutsch` is no language tag"),
        ("[languages.uk]\ntitel = \"x\"", &[], "ibid.toml:3:1: error[unknown-key]: unknown key `titel`"),
        ("languages = [\"uk\"]", &[], "ibid.toml:2:13: error[invalid-value]: `languages` must be a table"),
        (
            "[languages.uk]",
            &[("content/about.de.md", page)],
            "content/about.de.md:1:1: warning[undeclared-language]: this file's name ends in `.de`, and the site has no \
             language `de`",
        ),
        (
            "",
            &[("content/about.en.md", page)],
            "content/about.en.md:1:1: warning[undeclared-language]: `en` is the default language, whose files have no ending",
        ),
        (
            "[translations]\nnotes = 3",
            &[],
            "ibid.toml:3:9: error[invalid-value]: a word must be a string, not a whole number",
        ),
    ] {
        let found = told(config, files);
        assert!(found.contains(wanted), "{config}:\n{found}");
    }
    assert!(told("", &[("content/v1.2.md", page), ("content/notes.txt.md", page)]).is_empty());
}

#[test]
fn unknown_words_and_languages_in_templates_are_told() {
    let told = |call: &str| {
        let template =
            format!("{{% extends \"builtin/page.html\" %}}{{% block main %}}{call}{{% endblock main %}}");
        let page = "+++\ntitle = \"About\"\n+++\n";
        let outcome = build(&two(&[("templates/page.html", &template), ("content/about.md", page)]));
        let hints: String = outcome.diagnostics.iter().flat_map(|one| one.hints.clone()).collect();
        format!("{}{hints}", short(&outcome.diagnostics))
    };
    let found = told("{{ trans(key=\"nots\") }}");
    assert!(found.contains("there is no word `nots`") && found.contains("did you mean `notes`?"), "{found}");
    let found = told("{{ trans(key=\"notes\", lang=\"ua\") }}");
    assert!(found.contains("there is no language `ua`"), "{found}");
    let found = told("{{ trans(key=\"note_number\") }}");
    assert!(found.contains("the word `note_number` needs the value `number=…`"), "{found}");
    let found = told("{{ \"x\" | long_date }}");
    assert!(found.contains("`x` is not a date"), "{found}");
}

#[test]
fn words_of_a_source_are_in_its_language() {
    let source = "+++\ntitle = \"Minutes\"\nlanguage = \"en\"\n+++\nThe enemy lost two vehicles.\n";
    let quotation = ":quote[lost two vehicles]{src=minutes} і :quote[«втратив дві машини»]{src=minutes original=\"lost two vehicles\"}.";
    let files = built(&two(&[
        ("content/sources/minutes.md", source),
        ("content/briefings/loss.md", &briefing(quotation)),
        ("content/briefings/loss.uk.md", &briefing(quotation)),
    ]));
    let page = "uk/briefings/loss/index.html";
    assert_eq!(files.text(page).matches("<span class=\"annotation quote\"").count(), 1);
    files.holds(page, "\" lang=\"en\">lost two vehicles</span>");
    files.holds(page, "<span class=\"annotation translation\"");
    files.holds(page, "<q lang=\"en\" dir=\"auto\">lost two vehicles</q>");
    files.holds(page, "переклад автора");
    assert!(!files.text("briefings/loss/index.html").contains("lang=\"en\">lost two vehicles</span>"));
}

#[test]
fn every_language_has_its_feeds() {
    let files = built(&two(&[]));
    files.holds("uk/atom.xml", "xml:lang=\"uk\"");
    files.holds("uk/atom.xml", "<title>Бюро</title>");
    files.holds("uk/atom.xml", "<id>https://example.org/uk/briefings/loss/</id>");
    assert!(!files.text("uk/atom.xml").contains("https://example.org/briefings/loss/</id>"));
    assert!(!files.text("atom.xml").contains("Втрати"));
    files.holds("uk/feed.json", "\"language\":\"uk\"");
    files.holds("uk/tags/viina/atom.xml", "<title>Бюро: Війна</title>");
    files.holds("uk/briefings/loss/index.html", "title=\"Бюро\" href=\"/uk/atom.xml\"");
    files.holds("briefings/loss/index.html", "title=\"Desk\" href=\"/atom.xml\"");
    let config = format!("{CONFIG}generate_feeds = false\n");
    let files = built(&two(&[("ibid.toml", &config)]));
    let feeds: Vec<&String> = files.0.keys().filter(|path| path.ends_with("atom.xml")).collect();
    assert!(feeds.iter().all(|path| !path.starts_with("uk/")) && !feeds.is_empty(), "{feeds:?}");
}

#[test]
fn the_sitemap_tells_the_versions() {
    let files = built(&two(&[("content/about.md", "+++\ntitle = \"About\"\n+++\n")]));
    let sitemap = files.text("sitemap.xml");
    let versions = "<xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/briefings/loss/\"/>\
        <xhtml:link rel=\"alternate\" hreflang=\"uk\" href=\"https://example.org/uk/briefings/loss/\"/></url>";
    assert_eq!(sitemap.matches(versions).count(), 2, "{sitemap}");
    assert!(sitemap.contains("xmlns:xhtml=\"http://www.w3.org/1999/xhtml\""), "{sitemap}");
    assert!(sitemap.contains("<loc>https://example.org/about/</loc></url>"), "{sitemap}");
    assert!(sitemap.contains("<loc>https://example.org/uk/tags/viina/</loc>"), "{sitemap}");
    let alone = built(&site(&[("content/about.md", "+++\ntitle = \"About\"\n+++\n")]));
    assert!(!alone.text("sitemap.xml").contains("xhtml"));
}

#[test]
fn the_link_to_the_feed_is_there_where_the_language_has_one() {
    let config = format!("{CONFIG}generate_feeds = false\n[furniture]\nbriefings = [\"follow\"]\n");
    let config = format!("{config}[[social]]\nname = \"There\"\nurl = \"https://example.com/desk\"\n");
    let files = built(&two(&[("ibid.toml", &config)]));
    files.holds("briefings/loss/index.html", "href=\"/atom.xml\"");
    assert!(!files.text("uk/briefings/loss/index.html").contains("atom.xml"));
}

#[test]
fn a_tag_in_other_capitals_is_told() {
    let outcome = build(&two(&[("content/about.UK.md", "+++\ntitle = \"Про нас\"\n+++\n")]));
    let [found] = outcome.diagnostics.as_slice() else { panic!("{}", short(&outcome.diagnostics)) };
    assert_eq!(found.message, "this file's name ends in `.UK`, and the language is `uk`");
    assert_eq!(found.hints, ["call the file `content/about.uk.md`"]);
}
