//! `ibid quote`, run as a program.
#![expect(clippy::disallowed_methods, reason = "the tests run the program in a folder of their own")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn quote(folder: &Path, arguments: &[&str]) -> (Output, Value) {
    let output = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .arg("quote")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs");
    let json = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
    (output, json)
}

fn said(json: &Value) -> String {
    let warnings: Vec<&str> =
        json["warnings"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    match (json["cause"].as_str(), json["verdict"].as_str()) {
        (Some(cause), _) => format!("fail:{cause}"),
        (None, Some(verdict)) if warnings.is_empty() => verdict.to_owned(),
        _ => format!("warn:{}", warnings.join("+")),
    }
}

#[test]
fn each_example_of_the_rules_gets_its_verdict() {
    let folder = tempfile::tempdir().unwrap();
    for line in include_str!("quotations/cases.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        std::fs::write(folder.path().join("source"), case["source"].as_str().unwrap()).unwrap();
        let arguments =
            ["--source", "source", "--kind", case["kind"].as_str().unwrap(), case["quote"].as_str().unwrap()];
        let (output, json) = quote(folder.path(), &arguments);
        assert_eq!(said(&json), case["verdict"].as_str().unwrap(), "{line}");
        let passes =
            !case["verdict"].as_str().unwrap().starts_with("fail") && case["verdict"] != "unverifiable";
        assert_eq!(output.status.code(), Some(i32::from(!passes)), "{line}");
    }
}

#[test]
fn offsets_count_code_points_of_the_text() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Сказано: «мир – неможливий», і крапка.\n\nДалі — тиша 🇺🇦 надовго.\n";
    std::fs::write(folder.path().join("a.txt"), text).unwrap();
    let (_, json) = quote(folder.path(), &["--source", "a.txt", "тиша 🇺🇦 надовго"]);
    let passage = &json["passage"];
    let bounds = |key: &str| usize::try_from(passage[key].as_u64().unwrap()).unwrap();
    let exact: String = text.chars().skip(bounds("start")).take(bounds("end") - bounds("start")).collect();
    assert_eq!(exact, "тиша 🇺🇦 надовго");
    assert_eq!(passage["exact"], "тиша 🇺🇦 надовго");
    assert_eq!(passage["paragraph"], 2);
    assert_eq!(passage["suffix"], ".\n");
}

#[test]
fn a_file_is_read_by_its_extension() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("a.md", "+++\ntitle = \"A\"\ntype = \"report\"\n+++\nThe enemy *lost* two vehicles.\n"),
        ("a.html", "<p>The enemy <b>lost</b> two&nbsp;vehicles.</p><script>no</script>"),
        ("a.txt", "The enemy lost two vehicles."),
        ("a.pdf", "The enemy lost two vehi-\ncles."),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
        let (output, json) = quote(folder.path(), &["--source", name, "enemy lost two vehicles"]);
        assert_eq!(output.status.code(), Some(0), "{name}: {json}");
    }
}

#[test]
fn what_cannot_be_read_is_no_verdict() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.pdf"), b"%PDF-1.7\n\xe2\xe3").unwrap();
    for arguments in [&["--source", "nowhere.txt", "words"][..], &["--source", "a.pdf", "words"], &["words"]]
    {
        let (output, json) = quote(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(json, Value::Null);
    }
}
