//! Keys of front matter and ids of headings: what each wrong value is told as.

use ibid::diagnostic::Code;

use super::{briefing, build, built, short, site};

/// A file's faults as `code at "what is marked": message`, with the first hint.
#[track_caller]
fn faults(path: &str, text: &str) -> Vec<String> {
    let outcome = build(&site(&[(path, text)]));
    let told = |found: &ibid::diagnostic::Diagnostic| {
        let label = &found.labels[0];
        let hint = found.hints.first().map_or(String::new(), |hint| format!(" ({hint})"));
        format!("{} at `{}`: {}{hint}", found.code, &label.file.text[label.range.clone()], found.message)
    };
    outcome.diagnostics.iter().map(told).collect()
}

#[track_caller]
fn one_fault(path: &str, keys: &str, expected: &str) {
    let found = faults(path, &format!("+++\ntitle = \"T\"\n{keys}\n+++\n## Losses\n"));
    assert!(found.len() == 1 && found[0].contains(expected), "{keys}:\n{}", found.join("\n"));
}

#[test]
fn wrong_values_of_a_section_s_keys_are_told() {
    let path = "content/reports/_index.md";
    for (keys, expected) in [
        ("sort_by = \"titel\"", "did you mean `title`?"),
        ("sort_by = \"titel\"", "invalid-value at `\"titel\"`: `sort_by` must be one of \"date\""),
        ("paginate_by = -1", "invalid-value at `-1`: `paginate_by` must be the number of entries"),
        ("paginate_by = \"5\"", "`paginate_by` must be a whole number, not a string"),
        ("paginate_by = 2\npaginate_path = \"a b\"", "invalid-value at `\"a b\"`"),
        ("transparent = \"yes\"", "`transparent` must be `true` or `false`"),
        ("redirect_to = \"somewhere\"", "invalid-value at `\"somewhere\"`"),
        ("redirect_to = \"//other.example\"", "invalid-value"),
        ("paginated_by = 5", "did you mean `paginate_by`?"),
        ("in_search_index = 1", "`in_search_index` must be `true` or `false`, not a whole number"),
        ("aliases = 1", "`aliases` must be a string or a list of strings"),
    ] {
        one_fault(path, keys, expected);
    }
}

#[test]
fn wrong_values_of_a_page_s_keys_are_told() {
    let path = "content/briefings/b.md";
    for (keys, expected) in [
        ("aliases = [\"https://other.example/x\"]", "leads out of the site"),
        ("aliases = [\"../x\"]", "invalid-value at `\"../x\"`: \"../x\" is no plain path of this site"),
        ("aliases = [\"x\", \"x/\"]", "duplicate-url at `\"x/\"`: `x/` stands here twice"),
        ("aliases = [\"#old\"]", "does not say where on this page it leads to"),
        ("aliases = [\"#old=new\"]", "is no anchor of this page"),
        (
            "aliases = [\"#old=#loses\"]",
            "broken-link at `\"#old=#loses\"`: this page has no heading `#loses` (did you mean `losses`?)",
        ),
        ("aliases = [\"#losses=#losses\"]", "duplicate-id"),
        ("alias = [\"x\"]", "did you mean `aliases`?"),
        ("role = \"Editor\"", "unknown key `role`"),
        ("tagz = [\"rail\"]", "unknown key `tagz` (did you mean `tags`?)"),
    ] {
        one_fault(path, keys, expected);
    }
}

#[test]
fn wrong_values_of_a_person_s_keys_are_told() {
    let path = "content/people/desk.md";
    for (keys, expected) in [
        ("orcid = \"0000-0002-1825-0098\"", "`orcid` must be an ORCID iD"),
        ("email = \"desk at example.org\"", "`email` must be an address"),
        ("image = \"me.jpg\"", "broken-link at `\"me.jpg\"`"),
        ("links = [{ name = \"Site\" }]", "`url` is missing"),
        ("links = [{ name = \"Site\", url = \"example.org\" }]", "`url` must begin with `https://`"),
        (
            "links = [{ name = \"Site\", link = \"https://example.org\", url = \"https://example.org\" }]",
            "unknown key `link`",
        ),
        ("rolle = \"Editor\"", "did you mean `role`?"),
    ] {
        one_fault(path, keys, expected);
    }
}

#[test]
fn a_heading_has_the_id_and_classes_that_its_author_gave_it() {
    let body = "## *Losses* of :cite[two]{#two src=minutes at=p1} {#figures .wide}\n\n## Figures\n\n\
        Under it {#x}\n---\n\n> ## Quoted {#q} ##\n\n## The set {a, b}\n\n[up](#figures) [there](#figures-1)\n";
    let files = built(&site(&[("content/briefings/b.md", &briefing(body))]));
    let page = "briefings/b/index.html";
    files.holds(page, "<h2 id=\"figures\" class=\"wide\"><em>Losses</em> of ");
    files.holds(page, "<h2 id=\"figures-1\">Figures</h2>");
    files.holds(page, "<h2 id=\"x\">Under it</h2>");
    files.holds(page, "<h2 id=\"q\">Quoted</h2>");
    files.holds(page, "<h2 id=\"the-set-a-b\">The set {a, b}</h2>");
    assert!(!files.text(page).contains("{#"), "{}", files.text(page));
}

#[test]
fn ids_of_headings_that_cannot_be_are_told() {
    let found = faults(
        "content/briefings/b.md",
        &briefing("## A {#a-x}\n\n## B {#two words}\n\n## C {#c}\n\n## D {#c}\n\n## E {#_e}"),
    );
    let expected = [
        "invalid-id at `a-x`: the id `a-x` of a heading begins like that of an annotation",
        "invalid-id at `two words`: `two words` cannot be the id of a heading",
        "duplicate-id at `c`: two headings of this page have the id `c`",
        "invalid-id at `_e`",
    ];
    assert_eq!(found.len(), expected.len(), "{}", found.join("\n"));
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found}");
    }
}

#[test]
fn an_old_anchor_stands_at_the_heading_that_took_its_place() {
    let page = "+++\ntitle = \"T\"\naliases = [\"#old=#losses\"]\n+++\n## Losses\n\n[there](#old)\n";
    let other = briefing("[x](@/briefings/t.md#old)");
    let files = built(&site(&[("content/briefings/t.md", page), ("content/briefings/b.md", &other)]));
    files.holds("briefings/t/index.html", "<h2 id=\"losses\"><span id=\"old\"></span>Losses</h2>");
}

#[test]
fn a_fault_of_a_heading_is_one_of_its_page_alone() {
    let outcome = build(&site(&[("content/a.md", "+++\ntitle = \"A\"\n+++\n# `{#x}`\n\n    # {#x}\n")]));
    assert!(outcome.diagnostics.is_empty(), "{}", short(&outcome.diagnostics));
    assert!(outcome.diagnostics.iter().all(|found| found.code != Code::InvalidId));
}

#[test]
fn a_wrong_value_in_a_list_is_marked_itself() {
    let path = "content/briefings/b.md";
    for (keys, expected) in [
        (
            "authors = [\"A\", 1]",
            "at `1`: `authors` must be a string or a list of strings, not a whole number",
        ),
        ("tags = [\"a\", []]", "at `[]`: `tags` must be a list of strings, not a list"),
        (
            "aliases = [true]",
            "at `true`: `aliases` must be a string or a list of strings, not `true` or `false`",
        ),
    ] {
        one_fault(path, keys, expected);
    }
}

#[test]
fn values_of_one_s_own_stand_in_a_table() {
    for path in ["content/briefings/b.md", "content/reports/_index.md", "content/sources/x.md"] {
        one_fault(path, "extra = \"red\"", "at `\"red\"`: `extra` must be a table, not a string");
    }
    let config = "base_url = \"https://example.org\"\nextra = 1\n[languages.uk]\nextra = 2\n";
    let found = faults("ibid.toml", config);
    assert_eq!(found.iter().filter(|one| one.contains("`extra` must be a table")).count(), 2, "{found:?}");
}

#[test]
fn a_title_holds_something() {
    let found = faults("content/briefings/b.md", "+++\ntitle = \" \"\n+++\n");
    assert_eq!(found, ["invalid-value at `\" \"`: `title` must not be empty"]);
}
