//! Edits of templates, words and the theme.

use crate::desk::Desk;
use crate::dice::Dice;

const NAMES: [&str; 7] = [
    "base.html",
    "briefing.html",
    "section.html",
    "source.html",
    "annotation.html",
    "page.html",
    "index.html",
];

/// A template of the site that says a little more than the one below it.
pub(super) fn edit(desk: &mut Desk, dice: &mut Dice) {
    let name = NAMES[dice.below(NAMES.len())];
    let number = dice.below(20);
    let said = match dice.below(4) {
        0 => format!("{{{{ config.title }}}} {number}"),
        1 => format!("{{{{ get_hash(path=\"static/own.css\") }}}}{number}"),
        2 => format!("{{{{ get_url(path=\"@/about.md\") }}}} {{{{ site.sections | length }}}} {number}"),
        _ => format!(
            "{{% set s = get_section(path=\"briefings/_index.md\") %}}{{% for p in s.pages %}}{{{{ p.title }}}} {{% endfor %}}{number}"
        ),
    };
    let text = format!(
        "{{% extends \"builtin/{name}\" %}}\n{{% block head %}}{{{{ super() }}}}<!-- {said} -->{{% endblock head %}}\n"
    );
    desk.write(format!("templates/{name}"), text);
}

/// A component of the site's own in place of a built-in one.
pub(super) fn component(desk: &mut Desk, dice: &mut Dice) {
    let text = format!(
        "{{% component verdict(@evidence: map) -%}}\n<span class=\"verdict\">{} {{{{ evidence.verdict }}}}</span>\n{{%- endcomponent verdict %}}\n",
        dice.below(9)
    );
    desk.write("templates/components/ours.html", text);
}

pub(super) fn directive(desk: &mut Desk, dice: &mut Dice) {
    let name = ["pull", "passage", "fresh"][dice.below(3)];
    let said = if name == "passage" { "{{ evidence.verdict }}" } else { "{{ label }}" };
    desk.write(
        format!("templates/directives/{name}.html"),
        format!("<p class=\"x{}\">{said}</p>\n", dice.below(9)),
    );
    if name == "fresh" && dice.one_in(2) {
        desk.change("content/briefings/loss.md", |text| format!("{text}\n::fresh[So it is]\n"));
    }
}

pub(super) fn delete(desk: &mut Desk, dice: &mut Dice) {
    if let Some(path) = dice.pick(&desk.paths("templates/", "")) {
        desk.files.remove(&path);
    }
}

pub(super) fn theme(desk: &mut Desk, dice: &mut Dice) {
    let number = dice.below(9);
    let (path, text) = match dice.below(3) {
        0 => (
            "themes/plain/templates/404.html",
            format!("{{% extends \"builtin/404.html\" %}}\n{{# {number} #}}\n"),
        ),
        1 => (
            "themes/plain/templates/person.html",
            format!(
                "{{% extends \"builtin/person.html\" %}}\n{{% block head %}}<!-- {number} -->{{% endblock head %}}\n"
            ),
        ),
        _ => ("themes/plain/static/plain.css", format!("b {{ font-weight: {number}00 }}\n")),
    };
    if dice.one_in(4) {
        desk.files.remove(path);
    } else {
        desk.write(path, text);
    }
}

pub(super) fn words(desk: &mut Desk, dice: &mut Dice) {
    let path = ["templates/words/uk.toml", "templates/words/en.toml", "themes/plain/templates/words/en.toml"];
    let path = path[dice.below(path.len())];
    if dice.one_in(4) {
        desk.files.remove(path);
    } else {
        desk.write(path, format!("sources_cited = \"Rests on {}\"\nown_word = \"Own\"\n", dice.below(9)));
    }
}

pub(super) fn break_one(desk: &mut Desk, dice: &mut Dice) {
    let name = NAMES[dice.below(NAMES.len())];
    let text =
        ["{% if %}", "{{ nothing() }}", "{% extends \"no.html\" %}", "{% block main %}"][dice.below(4)];
    desk.write(format!("templates/{name}"), text);
}

/// A template that is sound and can't be rendered for some pages, or for all.
pub(super) fn fail(desk: &mut Desk, dice: &mut Dice) {
    let said = ["{{ page.extra.nowhere }}", "{{ load_data(path=\"data/none.csv\") }}"][dice.below(2)];
    let text =
        format!("{{% extends \"builtin/briefing.html\" %}}\n{{% block head %}}{said}{{% endblock head %}}\n");
    desk.write("templates/briefing.html", text);
}
