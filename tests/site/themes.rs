//! Themes between the site's own files and the built-in ones, and static files under names with a hash.

use ibid::embedded::{STATIC, TEMPLATES};
use ibid::world::{Memory, World};

use super::{CONFIG, Files, briefing, build, built, short, site, write};

/// A site with the theme `gazette` and these files.
fn themed(files: &[(&str, &str)]) -> Memory {
    let config = format!("theme = \"gazette\"\n{CONFIG}");
    let page = briefing("Text, :stamp[so].");
    let mut all = vec![
        ("ibid.toml", config.as_str()),
        ("content/briefings/b.md", &page),
        ("themes/gazette/templates/directives/stamp.html", "<b class=\"stamp\">{{ label }}</b>"),
    ];
    all.extend(files);
    site(&all)
}

const FRAME: &str = "{% extends \"builtin/base.html\" %}{% block footer %}of the theme{% endblock %}";

impl Files {
    /// The one file whose path begins and ends so.
    #[track_caller]
    fn only(&self, begin: &str, end: &str) -> &str {
        let mut found = self.0.keys().filter(|path| path.starts_with(begin) && path.ends_with(end));
        let first = found.next().unwrap_or_else(|| panic!("no {begin}…{end} in {:?}", self.0.keys()));
        assert_eq!(found.next(), None);
        first
    }
}

#[test]
fn a_theme_stands_between_the_sites_templates_and_the_built_in_ones() {
    let files = built(&themed(&[
        ("themes/gazette/templates/base.html", FRAME),
        ("themes/gazette/templates/page.html", "page of the theme"),
        ("templates/page.html", "page of the site"),
        ("content/about/a.md", "+++\ntitle = \"A\"\n+++\n"),
    ]));
    files.holds("briefings/b/index.html", "of the theme");
    files.holds("briefings/b/index.html", "<b class=\"stamp\">so</b>");
    files.holds("about/a/index.html", "page of the site");
}

#[test]
fn every_layer_can_be_named() {
    let files = built(&themed(&[
        ("themes/gazette/templates/base.html", FRAME),
        (
            "templates/base.html",
            "{% extends \"gazette/templates/base.html\" %}{% block masthead %}of the site{% endblock %}",
        ),
    ]));
    files.holds("briefings/b/index.html", "of the theme");
    files.holds("briefings/b/index.html", "of the site");
}

#[test]
fn components_come_from_the_first_layer_that_has_them() {
    let component =
        |words: &str| format!("{{% component skip_link() %}}{words}{{% endcomponent skip_link %}}");
    let of_theme = component("the theme's");
    let of_site = component("the site's");
    let theme = ("themes/gazette/templates/components/own.html", of_theme.as_str());
    let page = ("templates/404.html", "{{ <skip_link /> }}");
    built(&themed(&[theme, page])).holds("404.html", "the theme's");
    let site = ("templates/components/own.html", of_site.as_str());
    built(&themed(&[theme, site, page])).holds("404.html", "the site's");
}

#[test]
fn static_files_come_in_the_same_three_layers() {
    let files = built(&themed(&[
        ("themes/gazette/static/theme.css", "theme's"),
        ("themes/gazette/static/ornament.svg", "theme's"),
        ("themes/gazette/static/logo.svg", "theme's"),
        ("static/logo.svg", "site's"),
        ("themes/gazette/README.md", "not copied"),
    ]));
    files.holds("theme.css", "theme's");
    files.holds("ornament.svg", "theme's");
    files.holds("logo.svg", "site's");
    assert!(!files.0.keys().any(|path| path.contains("README") || path.contains("gazette")));
}

#[test]
fn faults_of_a_theme_are_told_at_its_files() {
    let outcome = build(&themed(&[("themes/gazette/templates/404.html", "{{ nofun() }}")]));
    assert_eq!(
        short(&outcome.diagnostics).trim_end(),
        "themes/gazette/templates/404.html:1:4: error[template-syntax]: unknown function `nofun`"
    );
    let outcome = build(&themed(&[("themes/gazette/templates/base.html", "{% extends \"base.html\" %}")]));
    let told = short(&outcome.diagnostics);
    assert!(told.starts_with("themes/gazette/templates/base.html:1:4: error"), "{told}");
    let hints: Vec<&String> = outcome.diagnostics.iter().flat_map(|found| &found.hints).collect();
    assert!(hints.iter().any(|hint| hint.contains("`builtin/base.html`")), "{hints:?}");
    let outcome = build(&themed(&[("themes/gazette/templates/base.html", "<html></html>")]));
    let told = short(&outcome.diagnostics);
    assert!(told.starts_with("themes/gazette/templates/base.html:1:1: error"), "{told}");
    assert!(told.contains("has no block") && told.lines().count() == 1, "{told}");
}

#[test]
fn a_theme_that_is_not_there_is_told_with_the_nearest_name() {
    let config = format!("theme = \"gazete\"\n{CONFIG}");
    let outcome = build(&themed(&[("ibid.toml", &config), ("content/briefings/b.md", &briefing("Text."))]));
    assert_eq!(
        short(&outcome.diagnostics).trim_end(),
        "ibid.toml:1:9: error[unknown-theme]: there is no theme `gazete`: the folder `themes/gazete/` is missing"
    );
    assert!(outcome.diagnostics[0].hints.iter().any(|hint| hint.contains("`gazette`")));
    for wrong in ["..", "a/b", ""] {
        let config = format!("theme = \"{wrong}\"\n{CONFIG}");
        let outcome = build(&site(&[("ibid.toml", &config)]));
        assert!(short(&outcome.diagnostics).starts_with("ibid.toml:1:9: error[invalid-value]"), "{wrong}");
    }
}

#[test]
fn a_stylesheet_is_linked_under_a_name_with_its_hash() {
    let page = briefing("Text.");
    let world = site(&[("content/briefings/b.md", &page)]);
    let files = built(&world);
    let first = files.only("theme.", ".css").to_owned();
    assert_ne!(first, "theme.css");
    let link = format!("<link rel=\"stylesheet\" href=\"/{first}\" integrity=\"sha384-");
    files.holds("briefings/b/index.html", &link);
    world.insert("static/theme.css", ":root {}");
    let files = built(&world);
    // A file of the site has its own name as well, since its texts may refer to it.
    files.holds("theme.css", ":root {}");
    let own: Vec<&String> = files.0.keys().filter(|path| path.starts_with("theme.")).collect();
    assert!(own.len() == 2 && !own.contains(&&first), "{own:?}");
}

#[test]
fn names_with_a_hash_hold_below_a_path_and_in_folders() {
    let config = CONFIG.replace("example.org", "example.org/desk");
    let sheet = "[extra]\nstylesheets = [\"css/own.css\"]\n";
    let files = built(&site(&[("ibid.toml", &(config + sheet)), ("static/css/own.css", "p {}")]));
    files.holds("css/own.css", "p {}");
    let hashed = files.0.keys().find(|path| path.starts_with("css/own.") && *path != "css/own.css");
    let hashed = hashed.expect("there is one with a hash beside it");
    files.holds("404.html", &format!("href=\"/desk/{hashed}\""));
}

#[test]
fn static_files_are_written_only_when_they_changed() {
    let world = site(&[("static/logo.svg", "<svg/>"), ("static/own.css", "p {}")]);
    let out = Memory::new();
    write(&world, &out);
    let (writes, stamp) = (out.writes(), out.stamp("logo.svg").expect("it was written"));
    write(&world, &out);
    assert_eq!(out.writes(), writes);
    world.insert("static/own.css", "p { color: red }");
    assert_eq!(write(&world, &out).written, ["own.css"]);
    assert_eq!(out.stamp("logo.svg").expect("it is still there"), stamp);
}

#[test]
fn the_built_in_files_do_the_same_as_the_sites_own() {
    let page = briefing("Text with :cite[a]{src=minutes quote=\"the enemy lost two vehicles\"}.");
    let world = site(&[("content/briefings/b.md", &page)]);
    let before = built(&world).0;
    for (name, text) in TEMPLATES {
        world.insert(format!("templates/{name}"), *text);
    }
    // Stylesheets of the site's own are sent as they were written.
    let statics = STATIC.iter().filter(|(name, _)| !name.ends_with(".css"));
    for (name, bytes) in statics.clone() {
        world.insert(format!("static/{name}"), *bytes);
    }
    let mut after = built(&world).0;
    after.retain(|path, _| !statics.clone().any(|(name, _)| name == path));
    assert!(before == after, "{:?} {:?}", before.keys(), after.keys());
}

#[test]
fn built_in_stylesheets_are_sent_without_comments_and_taken_over_with_them() {
    let world = site(&[("content/briefings/b.md", &briefing("Text."))]);
    let sheet = |files: &super::Files| {
        let mut sheets =
            files.0.iter().filter(|(path, _)| path.starts_with("theme.") && path.ends_with(".css"));
        let (_, bytes) = sheets.next_back().expect("every page asks for it");
        String::from_utf8(bytes.clone()).expect("text")
    };
    let small = sheet(&built(&world));
    assert!(!small.contains("/*") && !small.contains("  "), "{small}");
    let (_, bytes) = STATIC.iter().find(|(name, _)| *name == "theme.css").expect("it is built in");
    world.insert("static/theme.css", *bytes);
    assert_eq!(sheet(&built(&world)).as_bytes(), *bytes);
}
