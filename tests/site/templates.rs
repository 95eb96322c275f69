//! A user's templates: one wrong word in one of them is told once, at its place.

use super::{briefing, build, short, site};

/// What a site says whose templates are these.
#[track_caller]
fn says(templates: &[(&str, &str)], expected: &[&str]) {
    let page = briefing(":cite[a]{src=minutes quote=\"the enemy lost two vehicles\"}");
    let mut files = vec![("content/briefings/b.md", page.as_str())];
    files.extend(templates);
    let outcome = build(&site(&files));
    let told = short(&outcome.diagnostics);
    assert_eq!(told.lines().collect::<Vec<_>>(), expected);
    assert!(outcome.artifacts.is_empty(), "nothing is to be written");
}

#[test]
fn an_unknown_name_is_told_at_its_place_and_nothing_else() {
    let says = |text: &str, expected: &str| {
        let text = format!(
            "{{% extends \"builtin/briefing.html\" %}}\n{{% block main %}}\né {text}\n{{% endblock %}}"
        );
        says(&[("templates/briefing.html", &text)], &[expected]);
    };
    says("{{ nofun(a=1) }}", "templates/briefing.html:3:6: error[template-syntax]: unknown function `nofun`");
    says(
        "{{ 'a' | nofilter }}",
        "templates/briefing.html:3:12: error[template-syntax]: unknown filter `nofilter`",
    );
    says(
        "{% if 1 is notest %}{% endif %}",
        "templates/briefing.html:3:14: error[template-syntax]: unknown test `notest`",
    );
    says(
        "{{<nothing />}}",
        "templates/briefing.html:3:6: error[template-syntax]: unknown component `nothing`",
    );
    says(
        "{% include \"nope.html\" %}",
        "templates/briefing.html:3:15: error[missing-template]: there is no template `nope.html`",
    );
}

#[test]
fn every_unknown_name_is_told_in_one_run() {
    says(
        &[("templates/404.html", "{{ one() }}\n{{ 1 | two }}"), ("templates/page.html", "{{ three() }}")],
        &[
            "templates/404.html:1:4: error[template-syntax]: unknown function `one`",
            "templates/404.html:2:8: error[template-syntax]: unknown filter `two`",
            "templates/page.html:1:4: error[template-syntax]: unknown function `three`",
        ],
    );
}

#[test]
fn what_follows_from_a_broken_template_is_not_told() {
    says(
        &[
            ("templates/a.html", "{% extends \"b.html\" %}"),
            ("templates/b.html", "{% extends \"a.html\" %}"),
            ("templates/c.html", "{% include \"a.html\" %}"),
        ],
        &["templates/a.html:1:4: error[template-syntax]: `a.html` needs itself"],
    );
    says(
        &[
            ("templates/parts.html", "{% component part() %}{{ nofun() }}{% endcomponent part %}"),
            ("templates/404.html", "{{<part />}}"),
        ],
        &["templates/parts.html:1:26: error[template-syntax]: unknown function `nofun`"],
    );
    says(
        &[
            ("templates/directives/aside.html", "{{ label "),
            ("content/briefings/c.md", "+++\ntitle = \"c\"\n+++\n:aside[x]"),
        ],
        &[
            "templates/directives/aside.html:1:4: error[template-syntax]: this template cannot be read: unexpected end of input",
        ],
    );
    says(
        &[
            ("templates/own.html", "{{ label "),
            ("content/briefings/c.md", "+++\ntitle = \"c\"\ntemplate = \"own.html\"\n+++\n"),
        ],
        &[
            "templates/own.html:1:4: error[template-syntax]: this template cannot be read: unexpected end of input",
        ],
    );
}

#[test]
fn a_component_of_two_files_leaves_the_rest_alone() {
    let part = "{% component part() %}x{% endcomponent part %}";
    says(
        &[("templates/a.html", part), ("templates/b.html", part)],
        &[
            "templates/b.html:1:14: error[template-syntax]: component `part` is defined in both `a.html` and `b.html`",
        ],
    );
}

#[test]
fn a_template_that_fails_on_many_pages_is_told_once() {
    says(
        &[
            ("content/briefings/c.md", &briefing("c")),
            ("content/briefings/d.md", &briefing("d")),
            ("templates/briefing.html", "{{ page.titel }}"),
        ],
        &[
            "templates/briefing.html:1:9: error[template-failed]: the template fails on `content/briefings/b.md`: \
           field `titel` is not defined",
        ],
    );
}

#[test]
fn a_base_without_a_block_that_pages_fill_is_told_once() {
    says(
        &[("templates/base.html", "<html>{% block main %}{% endblock %}</html>")],
        &[
            "templates/base.html:1:1: error[template-syntax]: `base.html` has no block `canonical`, `description`, `feeds`, `head`, `masthead`, \
           `robots`, `social`, `styles`, `title`, which built-in templates fill",
        ],
    );
}
