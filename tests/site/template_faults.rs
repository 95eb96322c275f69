//! Functions and filters of templates: what they give, and what they say where they are called wrongly.

use super::{CONFIG, briefing, build, built, short, site};

/// A page's template with one line of its own.
fn template(line: &str) -> String {
    format!("{{% extends \"builtin/briefing.html\" %}}\n{{% block main %}}\n{line}\n{{% endblock main %}}")
}

const DATA: &[(&str, &str)] = &[
    ("data/ports.toml", "zeta = 1\nalpha = 2\n[[berth]]\nname = \"North & South\"\n"),
    ("data/ports.yaml", "- one\n- two\n"),
    ("data/ports.json", "{\"name\": \"x\", \"depth\": [1, 2.5, null, true]}"),
    ("data/ports.csv", "name,depth\nNorth,12\n\"South, old\",9\n"),
    ("data/note.txt", "a < b"),
    ("data/broken.toml", "a = 1\nb = \nc = 3\n"),
    ("data/broken.yaml", "a: [1\nb: 2\n"),
    ("data/broken.json", "{\n  \"a\": 1,\n}"),
    ("data/broken.csv", "a,b\n1,2\n3\n4,5,6\n"),
    ("content/briefings/_index.md", "+++\ntitle = \"Briefings\"\n+++\n"),
    ("content/briefings/c.md", "+++\ntitle = \"C\"\ndate = 2026-01-02\ntags = [\"ports\"]\n+++\nText.\n"),
    ("static/app.css", "a { color: red }\n"),
];

fn files<'a>(page: &'a str, template: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut files = DATA.to_vec();
    files.extend([("content/briefings/b.md", page), ("templates/briefing.html", template)]);
    files
}

/// What a call prints on a page.
#[track_caller]
fn prints(line: &str, expected: &str) {
    let (page, template) = (briefing("b"), template(line));
    let files = built(&site(&files(&page, &template)));
    let html = files.text("briefings/b/index.html");
    assert!(html.contains(&format!("\n{expected}\n")), "{line}: no {expected} in\n{html}");
}

/// What is said of a call: its finding in the short format, and the first of its hints.
#[track_caller]
fn says(line: &str, place: &str, hints: &[&str]) {
    let (page, template) = (briefing("b"), template(line));
    let outcome = build(&site(&files(&page, &template)));
    let told = short(&outcome.diagnostics);
    assert_eq!(told.lines().collect::<Vec<_>>(), [place], "{line}");
    let found: Vec<&str> = outcome.diagnostics[0].hints.iter().map(String::as_str).collect();
    assert!(found.starts_with(hints) && found.is_empty() == hints.is_empty(), "{line}: {found:?}");
}

/// The same for a call that fails at its own place on the page `b.md`, and on `c.md` in the same way.
#[track_caller]
fn fails(call: &str, message: &str, hints: &[&str]) {
    let place =
        "templates/briefing.html:3:4: error[template-failed]: the template fails on `content/briefings/b.md`";
    says(&format!("{{{{ {call} }}}}"), &format!("{place}: {message}"), hints);
}

#[test]
fn data_of_every_format_is_read() {
    prints(
        "{% set d = load_data(path=\"data/ports.toml\") %}{{ d.zeta }} {{ d.berth[0].name }}",
        "1 North &amp; South",
    );
    prints(
        "{% for key, value in load_data(path=\"/data/ports.toml\") %}{{ key }} {% endfor %}",
        "zeta alpha berth ",
    );
    prints("{{ load_data(path=\"data/ports.yaml\") | join(sep=\"+\") }}", "one+two");
    prints(
        "{% set d = load_data(path=\"data/ports.json\") %}{{ d.depth[1] }} {{ d.depth[3] }} {{ d.depth[2] is none }}",
        "2.5 true true",
    );
    prints(
        "{% set d = load_data(path=\"data/ports.csv\") %}{{ d.headers[1] }}: {% for row in d.records %}{{ row[0] }};{% endfor %}",
        "depth: North;South, old;",
    );
    prints(
        "{% for key, value in load_data(path=\"data/ports.json\") %}{{ key }} {% endfor %}",
        "name depth ",
    );
    prints("{{ load_data(path=\"data/note.txt\") }}", "a &lt; b");
    prints("{{ load_data(path=\"data/ports.yaml\", format=\"plain\") | length }}", "12");
    prints("{% set d = load_data(literal=\"a = [1, 2]\", format=\"toml\") %}{{ d.a[1] }}", "2");
    prints("{{ load_data(path=\"data/none.toml\", required=false) is none }}", "true");
    prints("{{ load_data(path=\"@/briefings/_index.md\") is containing(pat=\"title\") }}", "true");
}

#[test]
fn data_that_cannot_be_read_is_told_at_its_own_place() {
    let broken = |file: &str, place: &str| {
        says(&format!("{{{{ load_data(path=\"data/{file}\") }}}}"), &format!("data/{file}{place}"), &[]);
    };
    broken(
        "broken.toml",
        ":2:5: error[syntax]: this TOML cannot be read: string values must be quoted, expected literal string",
    );
    broken(
        "broken.yaml",
        ":2:2: error[syntax]: this YAML cannot be read: illegal placement of ':' indicator",
    );
    broken("broken.json", ":3:1: error[syntax]: this JSON cannot be read: trailing comma");
    broken(
        "broken.csv",
        ":3:1: error[syntax]: this CSV cannot be read: this row has 1 values and the first one 2",
    );
}

#[test]
fn a_wrong_call_of_load_data_says_what_to_do() {
    fails("load_data()", "`load_data` needs `path`", &["write `load_data(path=\"…\")`"]);
    fails(
        "load_data(pth=\"x\")",
        "`load_data` has no argument `pth`",
        &["did you mean `path`?", "`load_data` takes `path`, `literal`, `format`, `required`"],
    );
    fails("load_data(path=1)", "`path` of `load_data` must be a text, not a number", &[]);
    fails(
        "load_data(path=\"data/ports.jsn\")",
        "there is no file `data/ports.jsn`",
        &["did you mean `data/ports.json`?"],
    );
    fails(
        "load_data(path=\"dat/x.toml\")",
        "there is no file `dat/x.toml`",
        &["there is no folder `dat`; paths begin at the site's root"],
    );
    fails(
        "load_data(path=\"data/ports.csv\", format=\"jsn\")",
        "`format` of `load_data` cannot be `jsn`",
        &["did you mean `json`?", "one of `toml`, `yaml`, `json`, `csv`, `plain`"],
    );
    fails(
        "load_data(path=\"../secret.toml\")",
        "`../secret.toml` is no path of a file inside the site",
        &["paths begin at the site's root, their parts divided by `/`, without `..`"],
    );
    fails(
        "load_data(path=\"https://example.org/x.json\")",
        "`load_data` reads files of the site, not addresses: `https://example.org/x.json`",
        &["save what stands at that address as a file of the site, and read the file"],
    );
    fails(
        "load_data(path=\"data/note.txt\", required=1)",
        "`required` of `load_data` must be `true` or `false`, not a number",
        &[],
    );
    fails(
        "load_data(literal=\"{\", format=\"json\")",
        "`literal` of `load_data`: this JSON cannot be read: EOF while parsing an object",
        &[],
    );
}

#[test]
fn hashes_are_those_that_browsers_compare() {
    prints(
        "{{ get_hash(literal=\"abc\", sha_type=256, base64=false) }}",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    prints("{{ get_hash(literal=\"abc\", sha_type=256) }}", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    prints("{{ get_hash(path=\"static/app.css\") == get_hash(path=\"app.css\") }}", "true");
    prints("{{ get_hash(path=\"theme.css\", sha_type=512) | length }}", "88");
    fails("get_hash(path=\"ap.css\")", "there is no file `ap.css`", &["did you mean `static/app.css`?"]);
    fails(
        "get_hash(literal=\"abc\", sha_type=1)",
        "`sha_type` of `get_hash` cannot be 1",
        &["it is 256, 384 or 512"],
    );
}

#[test]
fn addresses_are_whole() {
    prints("{{ get_url(path=\"@/briefings/c.md#x\") }}", "https://example.org/briefings/c/#x");
    prints("{{ get_url(path=\"/atom.xml\") }}", "https://example.org/atom.xml");
    prints("{{ get_url(path=\"list\", trailing_slash=true) }}", "https://example.org/list/");
    prints(
        "{{ get_url(path=\"app.css\", cachebust=true) is starting_with(pat=\"https://example.org/app.css?h=\") }}",
        "true",
    );
    prints("{{ get_url(path=\"@/briefings/c.md\", lang=\"en\") }}", "https://example.org/briefings/c/");
    fails(
        "get_url(path=\"@/briefings/d.md\")",
        "there is no page `briefings/d.md`",
        &["did you mean `briefings/b.md`?"],
    );
    fails(
        "get_url(path=\"ap.css\", cachebust=true)",
        "there is no static file `ap.css`",
        &["did you mean `app.css`?"],
    );
    fails("get_url(path=\"x\", lang=\"de\")", "there is no language `de`", &["there is only `en`"]);
    fails(
        "get_url(path=\"x\", cachebst=true)",
        "`get_url` has no argument `cachebst`",
        &["did you mean `cachebust`?", "`get_url` takes `path`, `lang`, `trailing_slash`, `cachebust`"],
    );
}

#[test]
fn pages_sections_and_terms_are_found() {
    prints("{% set p = get_page(path=\"@/briefings/c.md\") %}{{ p.title }}", "C");
    prints(
        "{% set s = get_section(path=\"briefings/_index.md\") %}{% for page in s.pages %}{{ page.slug }} {% endfor %}",
        "b c ",
    );
    prints(
        "{% set s = get_section(path=\"briefings/_index.md\", metadata_only=true) %}{{ s.title }}",
        "Briefings",
    );
    prints(
        "{% set t = get_taxonomy(kind=\"tags\") %}{% for term in t.items %}{{ term.name }} {{ term.pages[0].title }}{% endfor %}",
        "ports C",
    );
    prints("{{ get_taxonomy_url(kind=\"tags\", name=\"ports\") }}", "/tags/ports/");
    prints("{{ get_taxonomy_url(kind=\"tags\", name=\"nowhere\", required=false) is none }}", "true");
    fails(
        "get_page(path=\"briefings/d.md\")",
        "there is no page `briefings/d.md`",
        &["did you mean `briefings/b.md`?"],
    );
    fails(
        "get_section(path=\"briefing/_index.md\")",
        "there is no section `briefing/_index.md`",
        &["did you mean `briefings/_index.md`?"],
    );
    fails("get_taxonomy(kind=\"tag\")", "there is no taxonomy `tag`", &["did you mean `tags`?"]);
    fails(
        "get_taxonomy_url(kind=\"tags\", name=\"port\")",
        "there is no term of `tags` `port`",
        &["did you mean `ports`?"],
    );
    fails(
        "get_taxonomy_url(kind=\"tag\", name=\"port\")",
        "there is no taxonomy `tag`",
        &["did you mean `tags`?"],
    );
}

#[test]
fn filters_give_other_forms() {
    prints(
        "{{ \"*a* [b](@/briefings/c.md#x)\" | markdown(inline=true) }}",
        "<em>a</em> <a href=\"/briefings/c/#x\">b</a>",
    );
    prints("{{ \"| a |\\n|---|\\n| ~~b~~ |\" | markdown is containing(pat=\"<del>b</del></td>\") }}", "true");
    prints("{{ \"a\\n\\nb\" | markdown(inline=true) }}", "<p>a</p>\n<p>b</p>");
    prints("{{ page.date | date(format=\"%d.%m.%y\") }}", "08.01.26");
    prints("{{ \"2026-01-09T14:30:00+02:00\" | date(format=\"%H:%M\") }}", "14:30");
    prints("{{ \"2026-01-09\" | date(format=\"%e. %-m. %H\") }}", " 9. 1. 00");
    prints(
        "{{ \"2026-01-09\" | date(format=\"%A, %-d %B %Y; %a %b; %%B\") }}",
        "Friday, 9 January 2026; Fri Jan; %B",
    );
    prints("{{ \"a b\" | base64_encode }} {{ \"YSBi\" | base64_decode }}", "YSBi a b");
    prints("{{ \"a1b22\" | regex_replace(pattern=`[0-9]+`, rep=\"-\") }}", "a-b-");
    prints("{{ 2048 | filesizeformat }}", "2 KiB");
    prints("{% if \"2026\" is matching(pat=\"^[0-9]+$\") %}year{% endif %}", "year");
    prints("{{ \"<b>x</b>\" | striptags }}", "x");
    prints(
        "{{ load_data(path=\"data/ports.toml\") | json_encode | safe }}",
        "{\"zeta\":1,\"alpha\":2,\"berth\":[{\"name\":\"North & South\"}]}",
    );
}

#[test]
fn a_filter_that_cannot_do_its_work_says_why() {
    let fails = |call: &str, column: usize, message: &str, hints: &[&str]| {
        let place = format!("templates/briefing.html:3:{column}: error[template-failed]");
        let expected = format!("{place}: the template fails on `content/briefings/b.md`: {message}");
        says(&format!("{{{{ {call} }}}}"), &expected, hints);
    };
    fails("1 | markdown", 8, "`markdown` wants a text, not a number", &[]);
    fails(
        "\"[x](@/nowhere.md)\" | markdown",
        26,
        "there is no page `nowhere.md`",
        &["there are `briefings/_index.md`, `briefings/b.md`, `briefings/c.md`"],
    );
    fails(
        "\"[x](a:y)\" | markdown",
        17,
        "`a:y` is a link of content files, not of templates",
        &["link to its own page: `/a/y/`"],
    );
    fails("\"x\" | date", 10, "`x` is not a date", &["a date is like `2026-01-09` or `2026-01-09T14:30:00`"]);
    fails("page.updated | date", 19, "`date` wants a date such as 2026-01-09, not nothing", &[]);
    fails(
        "page.date | date(format=\"%Q!\")",
        16,
        "the date format `%Q!` cannot be used: strftime formatting failed: %Q failed: requires IANA time zone \
         identifier or time zone offset, but neither were present",
        &["`%d` is the day, `%m` the month, `%Y` the year, `%B` the month in words, `%H:%M` the time"],
    );
    fails(
        "page.date | date(timezone=\"UTC\")",
        16,
        "`date` has no argument `timezone`",
        &["`date` takes `format`, `lang`"],
    );
    fails(
        "\"a\" | regex_replace(pattern=\"[\", rep=\"\")",
        10,
        "the pattern `[` cannot be read: unclosed character class",
        &[],
    );
    fails(
        "\"a\" | regex_replace(pattern=\"a\")",
        10,
        "`regex_replace` needs `rep`",
        &["write `regex_replace(rep=\"…\")`"],
    );
    fails("\"a\" | slugify(sep=1)", 10, "`slugify` has no argument `sep`", &["`slugify` takes no arguments"]);
    fails("1 | base64_encode", 4, "invalid type for the value, expected a text but got a number", &[]);
}

#[test]
fn what_is_not_there_is_told_with_what_is() {
    let says = |line: &str, message: &str, hints: &[&str]| {
        says(line, &format!("templates/briefing.html:{message}"), hints);
    };
    says(
        "{{ 1 | markdwn }}",
        "3:8: error[template-syntax]: unknown filter `markdwn`",
        &["did you mean `markdown`?"],
    );
    says(
        "{{ lod_data(path=\"x\") }}",
        "3:4: error[template-syntax]: unknown function `lod_data`",
        &["did you mean `load_data`?"],
    );
    says(
        "{{ 1 is nubmer }}",
        "3:9: error[template-syntax]: unknown test `nubmer`",
        &["did you mean `number`?"],
    );
    says(
        "{{<verdct evidence={1} />}}",
        "3:4: error[template-syntax]: unknown component `verdct`",
        &["did you mean `verdict`?"],
    );
    says(
        "{% include \"pge.html\" %}",
        "3:13: error[missing-template]: there is no template `pge.html`",
        &["did you mean `page.html`?"],
    );
    says(
        "{{ pag.title }}",
        "3:4: error[template-failed]: the template fails on `content/briefings/b.md`: variable `pag` is not defined",
        &["did you mean `page`?"],
    );
    says(
        "{{ page.titel }}",
        "3:9: error[template-failed]: the template fails on `content/briefings/b.md`: field `titel` is not defined",
        &["did you mean `title`?"],
    );
    says(
        "{% set d = load_data(path=\"data/ports.toml\") %}{{ d.beth }}",
        "3:53: error[template-failed]: the template fails on `content/briefings/b.md`: field `beth` is not defined",
        &["did you mean `berth`?", "there are the fields alpha, berth, zeta"],
    );
}

#[test]
fn a_missing_parent_is_told_at_its_place() {
    let page = briefing("b");
    let outcome = build(&site(&[
        ("content/briefings/b.md", page.as_str()),
        ("templates/briefing.html", "{% extends \"bse.html\" %}"),
    ]));
    assert_eq!(
        short(&outcome.diagnostics).trim_end(),
        "templates/briefing.html:1:13: error[missing-template]: `briefing.html` extends `bse.html`, which is not there"
    );
    assert_eq!(outcome.diagnostics[0].hints, ["did you mean `base.html`?"]);
}

#[test]
fn data_that_is_nested_without_end_is_refused() {
    let deep = "[".repeat(100_000);
    for (file, text) in [
        ("data/deep.json", deep.clone()),
        ("data/deep.yaml", deep.clone()),
        ("data/deep.toml", format!("a = {deep}")),
        ("data/bomb.yaml", format!("a: &a [{}]\nb: *a\n", "x, ".repeat(10))),
    ] {
        let (page, call) = (briefing("b"), template(&format!("{{{{ load_data(path=\"{file}\") }}}}")));
        let outcome = build(&site(&[
            (file, &text),
            ("content/briefings/b.md", &page),
            ("templates/briefing.html", &call),
        ]));
        assert_eq!(outcome.has_errors(), file.contains("deep"), "{file}: {}", short(&outcome.diagnostics));
    }
}

#[test]
fn no_function_takes_an_argument_that_it_does_not_know() {
    let calls = [
        ("asset", "path=\"app.css\""),
        ("get_hash", "literal=\"x\""),
        ("get_image_metadata", "path=\"x.png\""),
        ("get_page", "path=\"briefings/c.md\""),
        ("get_section", "path=\"briefings/_index.md\""),
        ("get_taxonomy", "kind=\"tags\""),
        ("get_taxonomy_url", "kind=\"tags\", name=\"ports\""),
        ("get_url", "path=\"/\""),
        ("integrity", "path=\"app.css\""),
        ("load_data", "literal=\"x\""),
        ("resize_image", "path=\"x.png\", width=1"),
    ];
    let (page, mut told) = (briefing("b"), Vec::new());
    for (name, arguments) in calls {
        let call = template(&format!("{{{{ {name}({arguments}, zzz=1) | json_encode }}}}"));
        let outcome = build(&site(&files(&page, &call)));
        let found = outcome.diagnostics.first().unwrap_or_else(|| panic!("{name} takes zzz"));
        told.push(found.message.rsplit(": ").next().unwrap_or_default().to_owned());
    }
    let expected: Vec<String> =
        calls.iter().map(|(name, _)| format!("`{name}` has no argument `zzz`")).collect();
    assert_eq!(told, expected);
}

#[test]
fn words_are_asked_for_rightly() {
    fails("trans()", "`trans` needs `key`", &["write `trans(key=\"…\")`"]);
    fails("trans(key=1)", "`key` of `trans` must be a text, not a number", &[]);
    fails("trans(key=\"pages\", count=\"x\")", "`count` of `trans` must be a whole number, not a text", &[]);
    fails("trans(key=\"pagess\")", "there is no word `pagess`", &["did you mean `pages`?"]);
    fails("trans(key=\"notes\", lang=\"de\")", "there is no language `de`", &["there is only `en`"]);
    let place = "templates/briefing.html:3:16: error[template-failed]: the template fails on `content/briefings/b.md`";
    says(
        "{{ page.date | long_date(lng=\"en\") }}",
        &format!("{place}: `long_date` has no argument `lng`"),
        &["did you mean `lang`?"],
    );
}

#[test]
fn a_page_that_is_not_public_is_told_as_that() {
    let page = "+++\ntitle = \"P\"\ndraft = true\n+++\n";
    let call = "{{ get_url(path=\"@/briefings/plan.md\") }}";
    let outcome =
        super::build(&super::site(&[("content/briefings/plan.md", page), ("templates/index.html", call)]));
    let told = super::short(&outcome.diagnostics);
    assert!(told.contains("the page `briefings/plan.md` is a draft and is not public"), "{told}");
}

#[test]
fn what_may_be_missing_is_not_printed_without_asking() {
    let outcome = super::build(&super::site(&[("templates/index.html", "{{ section.lower?.title }}")]));
    let [found] = outcome.diagnostics.as_slice() else { panic!("{}", super::short(&outcome.diagnostics)) };
    assert!(found.hints.iter().any(|hint| hint.contains("default(value=")), "{:?}", found.hints);
}

#[test]
fn a_stylesheet_that_is_not_there_is_told_once() {
    let config = format!("{CONFIG}[extra]\nstylesheets = [\"our.css\"]\n");
    let body = "It :quote[lost two vehicles]{src=minutes}.";
    let world = site(&[
        ("ibid.toml", config.as_str()),
        ("static/ours.css", "p {}"),
        ("content/briefings/b.md", &briefing(body)),
        ("content/briefings/c.md", &briefing("Words.")),
    ]);
    let found = build(&world).diagnostics;
    assert_eq!(found.len(), 1, "{}", short(&found));
}
