//! The golden suite of the parser: `tests/parse/*.txt`, each a list of cases.
//!
//! A case is a title after `◆`, Markdown, and what comes of it: the directives, the findings, the HTML. With
//! `IBID_BLESS=1` in the environment the files are written anew; read the difference before you keep it.

#![expect(clippy::disallowed_methods, reason = "a test reads its own golden files")]

use std::fmt::Write;

use ibid::diagnostic::{Diagnostic, TextFile};
use ibid::parse::{self, Body, Fill, Names, Part, Way};

const BEGIN: &str = "◆ ";
const SECTIONS: [&str; 3] = ["≡≡ directives\n", "≡≡ findings\n", "≡≡ html\n"];

/// Shows where each directive's parts lie.
struct Brackets<'b>(&'b Body);

impl Fill for Brackets<'_> {
    fn open(&mut self, part: Part, plain: &str, out: &mut String) -> Way {
        match part {
            Part::Directive(index) => {
                let _ = write!(out, "⟨{}|", self.0.directives[index].name);
            }
            Part::Footnote(_) => out.push_str(plain),
        }
        Way::Here
    }

    fn close(&mut self, part: Part, plain: &str, out: &mut String) {
        match part {
            Part::Directive(_) => out.push('⟩'),
            Part::Footnote(_) => out.push_str(plain),
        }
    }

    fn label_close(&mut self, _: usize, out: &mut String) {
        out.push('|');
    }
}

fn result(markdown: &str) -> String {
    let names = Names::new(["own", "own-a_b", "größe"].map(str::to_owned));
    let (parsed, findings) = parse::body(&TextFile::new("case.md", markdown), 0, &names);
    let mut html = String::new();
    parse::fill(&parsed.body, &mut html, &mut Brackets(&parsed.body));
    let mut out = SECTIONS[0].to_owned();
    for directive in &parsed.body.directives {
        let label = directive.label.clone().map(|range| &markdown[range]);
        let _ = write!(out, "{} {} {label:?}", directive.form.word(), directive.name);
        for attribute in &directive.attributes {
            let _ = write!(out, " {}={:?}", attribute.key, attribute.value);
        }
        let content = directive.content.clone().map(|range| &markdown[range]);
        let parent = directive.parent.map_or(String::new(), |parent| format!(" in {parent}"));
        let content = content.map_or(String::new(), |content| format!(" content {content:?}"));
        let _ = writeln!(out, " {:?}{content}{parent}", directive.range);
    }
    out.push_str(SECTIONS[1]);
    for Diagnostic { code, message, labels, .. } in &findings {
        let _ = writeln!(out, "{code} {:?} {message}", labels[0].range);
    }
    out.push_str(SECTIONS[2]);
    out.push_str(&html);
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

fn hold(name: &str) {
    let path = format!("{}/tests/parse/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let golden = std::fs::read_to_string(&path).expect("the suite is there");
    let mut fresh = String::new();
    for case in golden.split(BEGIN).skip(1) {
        let (title, rest) = case.split_once('\n').expect("a title");
        let end = rest.find(SECTIONS[0]).expect("the directives");
        let markdown = rest[..end].strip_suffix('\n').expect("a line end after the Markdown");
        let _ = write!(fresh, "{BEGIN}{title}\n{markdown}\n{}", result(markdown));
    }
    if std::env::var_os("IBID_BLESS").is_some() {
        std::fs::write(&path, fresh).expect("the suite can be written");
        return;
    }
    for (case, now) in golden.split(BEGIN).zip(fresh.split(BEGIN)) {
        assert_eq!(case, now, "in {name}.txt");
    }
    assert_eq!(golden, fresh);
}

#[test]
fn text_directives() {
    hold("text");
}

#[test]
fn attributes() {
    hold("attributes");
}

#[test]
fn leaves() {
    hold("leaf");
}

#[test]
fn containers() {
    hold("container");
}

#[test]
fn what_stands_around() {
    hold("around");
}
