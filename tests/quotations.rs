//! The rules for quotations, case by case. Each line of the files is a quotation, a source, the source's kind and
//! the verdict; `warn:X` is a pass with the warning X and no other.

use ibid::archive::{self, Format, Kind, Source};
use ibid::diagnostic::TextFile;
use ibid::verify::{Check, Folded, Rules, Verdict, Wanted, check};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    n: u32,
    quote: String,
    source: String,
    kind: String,
    verdict: String,
    note: String,
}

fn cases(text: &str) -> Vec<Case> {
    text.lines().filter(|line| !line.is_empty()).map(|line| serde_json::from_str(line).expect(line)).collect()
}

fn source(text: &str, kind: &str) -> Source {
    let (format, kind) = match kind {
        "html" => (Format::Html, Kind::Html),
        "pdf" | "ocr" => (Format::Plain, Kind::Pdf),
        _ => (Format::Plain, Kind::Text),
    };
    archive::bare_source(&TextFile::new("source", text), format, kind)
}

fn checked(case: &Case) -> (Source, Check) {
    let source = source(&case.source, &case.kind);
    let folded = Folded::new(&source.text, source.kind);
    let check = check(&Wanted::of(&case.quote), &source, &folded, &Rules::default());
    (source, check)
}

fn said(check: &Check) -> String {
    let warnings: Vec<&str> = check.warnings.iter().map(|warning| warning.name()).collect();
    match check.cause {
        Some(cause) => format!("fail:{}", cause.name()),
        None if warnings.is_empty() => check.verdict.name().to_owned(),
        None => format!("warn:{}", warnings.join("+")),
    }
}

fn run(file: &str, text: &str) {
    let mut wrong = Vec::new();
    for case in cases(text) {
        let (_, check) = checked(&case);
        let said = said(&check);
        if said != case.verdict {
            wrong.push(format!(
                "{file} {}: {said}, not {} ({})\n    {}\n    {check:?}",
                case.n, case.verdict, case.note, case.quote
            ));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_rules_hold_for_their_examples() {
    run("cases", include_str!("quotations/cases.jsonl"));
}

#[test]
fn the_rules_hold_for_further_cases() {
    run("further", include_str!("quotations/further.jsonl"));
}

#[test]
fn a_correction_passes_the_check() {
    for case in cases(include_str!("quotations/cases.jsonl"))
        .iter()
        .chain(&cases(include_str!("quotations/further.jsonl")))
    {
        let (source, first) = checked(case);
        let Some(correction) = first.correction else { continue };
        let folded = Folded::new(&source.text, source.kind);
        let second = check(&Wanted::of(&correction), &source, &folded, &Rules::default());
        assert!(second.verdict.passes(), "{}: {correction}: {second:?}", case.n);
    }
}

#[test]
fn a_passage_is_what_the_source_says() {
    for case in cases(include_str!("quotations/cases.jsonl"))
        .iter()
        .chain(&cases(include_str!("quotations/further.jsonl")))
    {
        let (source, check) = checked(case);
        let Some(passage) = check.passage else { continue };
        let text = &source.text;
        let (before, after) = (&text[..passage.range.start], &text[passage.range.end..]);
        assert_eq!(passage.exact(text), &text[passage.range.clone()], "{}", case.n);
        assert!(before.trim_end().ends_with(passage.prefix(text).trim()), "{}", case.n);
        assert!(after.trim_start().starts_with(passage.suffix(text).trim()), "{}", case.n);
        assert!(check.verdict == Verdict::Fail || !passage.exact(text).is_empty(), "{}", case.n);
    }
}
