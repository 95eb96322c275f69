//! Blocks of code on pages and in feeds.

use super::{CONFIG, briefing, build, built, short, site};

const HTML: &str = "briefings/b/index.html";

fn with(info: &str, code: &str) -> ibid::world::Memory {
    site(&[("content/briefings/b.md", &briefing(&format!("Words.\n\n```{info}\n{code}\n```")))])
}

#[track_caller]
fn told(info: &str, expected: &[&str]) {
    let found = short(&build(&with(info, "a = 1\nb = 2")).diagnostics);
    assert_eq!(found.lines().collect::<Vec<_>>(), expected, "{info}");
}

#[test]
fn lines_are_numbered_and_pointed_out_under_the_name_of_the_file() {
    let files = built(&with("python,linenos,linenostart=9,hl_lines=2,name=src/a.py", "# one\nb = 2\nc = 3"));
    files.holds(HTML, "<figure class=\"listing\"><figcaption><code>src/a.py</code></figcaption>\n<pre class=\"code\" tabindex=\"0\">");
    files.holds(HTML, "<span class=\"line\" data-line=\" 9\"><span class=\"hl-source hl-python\">");
    files.holds(HTML, "<mark class=\"line\" data-line=\"10\">");
    let feed = files.text("atom.xml");
    assert!(feed.contains("# one\n&lt;mark&gt;b = 2&lt;/mark&gt;\nc = 3"), "{feed}");
}

#[test]
fn hidden_lines_are_nowhere() {
    let files = built(&with("text,hide_lines=1-2", "secret one\nsecret two\nshown"));
    for path in [HTML, "atom.xml"] {
        files.holds(path, "shown");
        assert!(!files.text(path).contains("secret"), "{path}");
    }
}

#[test]
fn without_colours_lines_and_names_stay() {
    let world = with("python,linenos,name=a.py", "a = 1");
    world.insert("ibid.toml", format!("{CONFIG}\n[markdown]\nhighlight_code = false\n"));
    let files = built(&world);
    files.holds(HTML, "<code>a.py</code>");
    files.holds(HTML, "<span class=\"line\" data-line=\"1\">a = 1</span>");
    let world = with("nolanguage", "a = 1");
    world.insert("ibid.toml", format!("{CONFIG}\n[markdown]\nhighlight_code = false\n"));
    built(&world).holds(HTML, "<code class=\"language-nolanguage\">a = 1");
}

#[test]
fn what_cannot_be_had_is_a_warning_at_its_place() {
    told("", &[]);
    told("text", &[]);
    told("Rust", &[]);
    let at = |column: usize, rest: &str| format!("content/briefings/b.md:7:{column}: warning[{rest}");
    told("pyhton", &[&at(4, "unknown-language]: nobody knows the language `pyhton`")]);
    told("python,hl_line=1", &[&at(11, "code-option]: a block of code has no option `hl_line`")]);
    told(
        "python,linenos,hl_lines=2-1",
        &[&at(19, "code-option]: `hl_lines` must be lines, as in `hl_lines=3-5 8`")],
    );
    told("python,hl_lines=2-3", &[&at(11, "code-option]: line 3 is asked for, and this code has 2")]);
    told(
        "python,linenostart=a",
        &[&at(11, "code-option]: `linenostart` must be a number, as in `linenostart=10`")],
    );
    let found = build(&with("pyhton,linnos", "a")).diagnostics;
    let hints: Vec<&str> = found.iter().map(|found| found.hints[0].as_str()).collect();
    assert_eq!(hints, ["did you mean `python`?", "did you mean `linenos`?"]);
}

#[test]
fn zolas_keys_about_colours_say_where_colours_are_set() {
    for key in
        ["highlight_theme = \"base16\"", "highlighting = { theme = \"x\" }", "extra_syntaxes_and_themes = []"]
    {
        let world = with("text", "a");
        world.insert("ibid.toml", format!("{CONFIG}\n[markdown]\n{key}\n"));
        let found = short(&build(&world).diagnostics);
        assert!(
            found.starts_with("ibid.toml:6:") && found.contains("error[unknown-key]: there is no `"),
            "{found}"
        );
        assert_eq!(found.lines().count(), 1, "{found}");
    }
}
