//! Old addresses.

use ibid::diagnostic::{Code, Diagnostic};

use super::{build, built, short, site};

fn page(title: &str, keys: &str) -> String {
    format!("+++\ntitle = \"{title}\"\n{keys}\n+++\n## Losses\n")
}

#[test]
fn an_old_address_leads_to_the_page() {
    let new = page("New & true", "aliases = [\"old/page\", \"/2019/grain.html\", \"old/part=#losses\"]");
    let files = built(&site(&[("content/briefings/new.md", &new)]));
    for path in ["old/page/index.html", "2019/grain.html"] {
        files.holds(
            path,
            "<meta http-equiv=\"refresh\" content=\"0; url=https://example.org/briefings/new/\">",
        );
        files.holds(path, "<link rel=\"canonical\" href=\"https://example.org/briefings/new/\">");
        files.holds(path, "<meta name=\"robots\" content=\"noindex\">");
        files.holds(path, "New &amp; true</a>");
    }
    files.holds("old/part/index.html", "url=https://example.org/briefings/new/#losses");
    assert_eq!(
        files.text("_redirects"),
        "/2019/grain.html /briefings/new/ 301\n/old/page/ /briefings/new/ 301\n/old/part/ /briefings/new/#losses 301\n"
    );
    assert!(!files.text("sitemap.xml").contains("/old/"));
}

#[test]
fn a_page_that_was_divided_leads_to_all_its_parts() {
    let whole = page("Whole", "aliases = [\"old\"]");
    let part = page("Part", "aliases = [\"old/#figures\", \"old/#losses=#losses\"]");
    let files = built(&site(&[("content/whole.md", &whole), ("content/part.md", &part)]));
    let old = "old/index.html";
    files.holds(old, "<li><a class=\"source-title\" href=\"https://example.org/whole/\">Whole</a>");
    files.holds(
        old,
        "<li id=\"figures\"><a class=\"source-title\" href=\"https://example.org/part/\">Part</a>",
    );
    files.holds(
        old,
        "<li id=\"losses\"><a class=\"source-title\" href=\"https://example.org/part/#losses\">Part</a>",
    );
    assert!(!files.text(old).contains("http-equiv"));
    assert!(!files.0.contains_key("_redirects"));
}

#[test]
fn anchors_of_an_old_page_that_went_to_one_page_lead_there() {
    let new = page("New", "aliases = [\"old/#a\", \"old/#b=#losses\"]");
    let files = built(&site(&[("content/new.md", &new)]));
    files.holds("old/index.html", "url=https://example.org/new/\"");
    files.holds("_redirects", "/old/ /new/ 301\n");
    // Where a server redirects, the browser carries the anchor over.
    files.holds("new/index.html", "<h2 id=\"losses\"><span id=\"b\"></span>Losses</h2>");
}

#[test]
fn a_page_says_where_a_part_of_it_went() {
    let old = page("Old", "");
    let new = page("New", "aliases = [\"old/#figures=#losses\"]");
    let files = built(&site(&[("content/old.md", &old), ("content/new.md", &new)]));
    files.holds(
        "old/index.html",
        "<p class=\"site-notice moved-part\" id=\"figures\">What your link led to is now on another page: \
         <a href=\"https://example.org/new/#losses\">New</a>.</p>",
    );
    files.holds("old/index.html", "<h2 id=\"losses\">Losses</h2>");
    let still = page("New", "aliases = [\"old/#losses\"]");
    let found = finding(&[("content/old.md", &old), ("content/new.md", &still)]);
    assert_eq!(found.code, Code::DuplicateId);
    assert_eq!(places(&found), [("content/new.md", "\"old/#losses\"")]);
}

#[test]
fn a_site_below_a_path_redirects_below_it() {
    let new = page("New", "aliases = [\"old\"]");
    let config = "base_url = \"https://example.org/desk\"\n";
    let files = built(&site(&[("ibid.toml", config), ("content/new.md", &new)]));
    files.holds("old/index.html", "url=https://example.org/desk/new/");
    files.holds("_redirects", "/desk/old/ /desk/new/ 301\n");
}

#[test]
fn a_site_s_own_redirects_come_first() {
    let new = page("New", "aliases = [\"old\"]");
    let files = built(&site(&[("static/_redirects", "/a /b 302"), ("content/new.md", &new)]));
    assert_eq!(files.text("_redirects"), "/a /b 302\n/old/ /new/ 301\n");
}

#[test]
fn a_section_may_lead_elsewhere() {
    let to = |target: &str| format!("+++\ntitle = \"S\"\nredirect_to = \"{target}\"\n+++\n");
    for (target, url) in [
        ("@/about.md", "https://example.org/about/"),
        ("@/about.md#losses", "https://example.org/about/#losses"),
        ("@/sources/minutes.md", "https://example.org/sources/minutes/"),
        ("/about/", "https://example.org/about/"),
        ("/about", "https://example.org/about"),
        ("https://other.example/x?y#z", "https://other.example/x?y#z"),
    ] {
        let files =
            built(&site(&[("content/s/_index.md", &to(target)), ("content/about.md", &page("About", ""))]));
        files.holds("s/index.html", &format!("content=\"0; url={url}\""));
        files.holds("_redirects", "/s/ ");
        assert!(!files.text("sitemap.xml").contains("/s/"));
    }
}

/// The only finding of a site, with what it marks.
#[track_caller]
fn finding(files: &[(&str, &str)]) -> Diagnostic {
    let outcome = build(&site(files));
    assert_eq!(outcome.diagnostics.len(), 1, "{}", short(&outcome.diagnostics));
    outcome.diagnostics[0].clone()
}

/// The files and the words that a finding marks.
fn places(found: &Diagnostic) -> Vec<(&str, &str)> {
    found
        .labels
        .iter()
        .map(|label| (label.file.path.as_str(), &label.file.text[label.range.clone()]))
        .collect()
}

#[test]
fn redirects_that_cannot_be_are_told() {
    let to = |target: &str| format!("+++\ntitle = \"S\"\nredirect_to = \"{target}\"\n+++\n");
    let about = page("About", "");
    for (target, code, hint) in [
        ("@/abuot.md", Code::BrokenLink, "did you mean `@/about.md`?"),
        ("@/about.md#loses", Code::BrokenLink, "did you mean `losses`?"),
        ("/abuot/", Code::BrokenLink, "did you mean `/about/`?"),
        ("@/s/_index.md", Code::InvalidValue, "name a page that does not lead on"),
    ] {
        let found = finding(&[("content/s/_index.md", &to(target)), ("content/about.md", &about)]);
        assert_eq!(found.code, code);
        assert!(found.hints.iter().any(|one| one == hint), "{:?}", found.hints);
        assert_eq!(places(&found)[0], ("content/s/_index.md", format!("\"{target}\"").as_str()));
    }
}

#[test]
fn aliases_that_clash_name_both_files() {
    let old = page("Old", "");
    let new = page("New", "aliases = [\"old\"]");
    let found = finding(&[("content/old.md", &old), ("content/new.md", &new)]);
    assert_eq!(found.code, Code::DuplicateUrl);
    assert_eq!(places(&found), [("content/old.md", "+++"), ("content/new.md", "\"old\"")]);

    let other = page("Other", "aliases = [\"x\", \"old/\"]");
    let found = finding(&[("content/other.md", &other), ("content/new.md", &new)]);
    assert_eq!(found.code, Code::DuplicateUrl);
    assert_eq!(places(&found), [("content/other.md", "\"old/\""), ("content/new.md", "\"old\"")]);

    let section = "+++\ntitle = \"S\"\naliases = [\"sources/minutes\"]\n+++\n";
    let found = finding(&[("content/s/_index.md", section)]);
    assert_eq!(found.code, Code::DuplicateUrl);
    assert_eq!(places(&found)[0].0, "content/sources/minutes.md");
}

#[test]
fn a_circle_of_redirects_is_told_however_it_is_closed() {
    let to =
        |target: &str, keys: &str| format!("+++\ntitle = \"S\"\n{keys}redirect_to = \"{target}\"\n+++\n");
    let s = "content/s/_index.md";
    for (target, keys, back) in [
        ("@/t/_index.md", "", "/s/"),
        ("/t/", "", "https://example.org/s/"),
        ("/t", "", "/s/?x#y"),
        ("https://example.org/t/index.html", "", "@/s/_index.md"),
        ("/old/", "aliases = [\"old\"]\n", "/"),
        ("/old.html", "aliases = [\"old.html\"]\n", "/"),
        ("/s/page/1/", "paginate_by = 1\n", "/"),
    ] {
        let outcome = build(&site(&[(s, &to(target, keys)), ("content/t/_index.md", &to(back, ""))]));
        let found = &outcome.diagnostics;
        let circles = if back == "/" { 1 } else { 2 };
        assert_eq!(found.len(), circles, "{target} and {back}: {}", short(found));
        assert_eq!(found[0].message, "`redirect_to` leads back to this section", "{target}");
        assert_eq!(places(&found[0]), [(s, format!("\"{target}\"").as_str())]);
    }
    // A section that only leads into a circle of others is none of it.
    let files = [
        (s, &to("/t/", "")),
        ("content/t/_index.md", &to("/u/", "")),
        ("content/u/_index.md", &to("/t/", "")),
    ];
    let files = files.map(|(path, text)| (path, text.as_str()));
    assert_eq!(build(&site(&files)).diagnostics.len(), 2);
}

#[test]
fn a_whole_url_of_the_site_is_looked_up() {
    let to = "+++\ntitle = \"S\"\nredirect_to = \"https://example.org/abuot/\"\n+++\n";
    let found = finding(&[("content/s/_index.md", to), ("content/about.md", &page("About", ""))]);
    assert_eq!(found.code, Code::BrokenLink);
    assert!(found.hints.iter().any(|hint| hint == "did you mean `/about/`?"), "{:?}", found.hints);
}

#[test]
fn what_an_alias_meets_is_named() {
    let files = [
        ("static/press/index.html", "x"),
        ("content/reports/_index.md", "+++\ntitle = \"R\"\npaginate_by = 1\n+++\n"),
        ("content/reports/a.md", "+++\ntitle = \"A\"\ntags = [\"grain\"]\n+++\n"),
        ("content/reports/b.md", "+++\ntitle = \"B\"\n+++\n"),
        ("content/c/index.md", "+++\ntitle = \"C\"\n+++\n"),
        ("content/c/table/index.html", "x"),
    ];
    for (alias, expected) in [
        ("press", "`static/press/index.html` is copied there: give it another name"),
        ("tags", "the list of the taxonomy `tags` stands there, which ibid makes itself"),
        ("tags/grain", "the term `grain` of `tags` stands there, which ibid makes itself"),
        ("c/table", "`content/c/table/index.html` is copied there: give it another name"),
        ("search", "the search page stands there, which ibid makes itself"),
        ("reports/page/2", "a part of the list at `/reports/` stands there, which ibid makes itself"),
        ("briefings", "the page “Briefings” stands there, which ibid makes itself"),
    ] {
        let new = page("New", &format!("aliases = [\"{alias}\"]"));
        let mut files = files.to_vec();
        files.push(("content/new.md", &new));
        files.push(("content/briefings/x.md", "+++\ntitle = \"X\"\n+++\n"));
        let found = finding(&files);
        assert_eq!(found.code, Code::DuplicateUrl);
        assert!(found.hints.iter().any(|hint| hint == expected), "{alias}: {:?}", found.hints);
    }
}
