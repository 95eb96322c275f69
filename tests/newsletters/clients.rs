//! The HTML of mails before what is known of mail programs (<https://www.caniemail.com>).

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};

use super::golden::full;
use super::{LETTER, mail, tools};

/// What some mail programs know nothing of and is used all the same, with the reason why nothing is lost.
const EXPLAINED: [(&str, &str); 14] = [
    ("<body> element", "it becomes a division there; the colour behind the text is that of a table as well"),
    ("<code> element", "its words stand in the type of the letter there"),
    ("<style> element", "only colours for dark screens stand there; everything else is in the elements"),
    (
        "@media",
        "colours for dark screens; without them the light ones are shown, or turned round by the program",
    ),
    (
        "color-scheme meta tag",
        "says that the colours for dark screens are ours; others turn the light ones round",
    ),
    (
        "display:none",
        "the words behind the subject are also small, without height and in the colour of the paper",
    ),
    ("max-height property", "as above: classic Outlook hides them by `mso-hide`"),
    ("overflow", "as above"),
    (
        "lang attribute",
        "tells screen readers how to read a quotation; without it they read it like the letter",
    ),
    ("role attribute", "tells screen readers that a table is there for the look; without it they name it"),
    ("text-decoration", "links are underlined unless said otherwise, and have a colour of their own"),
    ("width attribute", "the table is as wide as what it holds, then"),
    ("white-space", "long lines of code aren't broken, then; mails with code are rare"),
    ("height property", "a picture has the height that its width gives it without being told"),
];

/// Runs the checker on the standard input for each client by itself: of some it has no data for a feature, and says so by
/// failing.
const PROGRAM: &str = "
const { caniemail, rawData } = await import(process.argv[1] + '/dist/index.js');
const { clientNames } = await import(process.argv[1] + '/dist/clients.js');
let html = '';
for await (const part of process.stdin) html += part;
const unsupported = {}, checked = [];
for (const client of clientNames) {
  try {
    const { issues } = caniemail({ clients: [client], html });
    checked.push(client);
    for (const issue of issues.errors.get(client) ?? []) (unsupported[issue.title] ??= []).push(client);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}
console.log(JSON.stringify({ unsupported, checked }));
";

/// By feature, the clients that know nothing of it.
type Unsupported = BTreeMap<String, Vec<String>>;

/// What is unsupported where, and the clients that were asked about; none where the checker is not installed.
fn unsupported(html: &str) -> Option<(Unsupported, Vec<String>)> {
    let file = tools::tool("mails/node_modules/caniemail/package.json", "caniemail")?;
    let folder = file.parent().expect("its folder");
    let started = Command::new("node")
        .args(["--input-type=module", "--eval", PROGRAM])
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut node) = started else {
        tools::missing("Node.js");
        return None;
    };
    node.stdin.take().expect("a way in").write_all(html.as_bytes()).expect("it reads");
    let output = node.wait_with_output().expect("it ends");
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("what it found");
    let read = |value: &serde_json::Value| serde_json::from_value(value.clone()).expect("lists of names");
    Some((
        serde_json::from_value(said["unsupported"].clone()).expect("lists of names"),
        read(&said["checked"]),
    ))
}

#[test]
fn nothing_that_a_mail_program_does_not_know_is_left_unexplained() {
    let Some((found, checked)) = unsupported(&mail(&full(), LETTER).html) else { return };
    for client in ["gmail.desktop-webmail", "gmail.android", "outlook.windows", "apple-mail.ios", "yahoo.ios"]
    {
        assert!(checked.iter().any(|known| known == client), "{client} is not among {checked:?}");
    }
    let unexplained: Vec<String> = found
        .iter()
        .filter(|(feature, _)| !EXPLAINED.iter().any(|(known, _)| known == feature))
        .map(|(feature, clients)| format!("{feature}: {}", clients.join(", ")))
        .collect();
    assert!(unexplained.is_empty(), "{}", unexplained.join("\n"));
    let unused: Vec<&str> =
        EXPLAINED.iter().map(|(known, _)| *known).filter(|known| !found.contains_key(*known)).collect();
    assert!(unused.is_empty(), "explained, and known everywhere: {unused:?}");
}

#[test]
fn the_preview_tells_all_that_outlook_and_gmail_drop() {
    let html = mail(&full(), LETTER).html;
    let Some((found, _)) = unsupported(&html) else { return };
    let told = ibid::export::mail::lost(&html);
    for (client, (program, dropped)) in ["outlook.windows", "gmail.desktop-webmail"].iter().zip(&told) {
        let features = found.iter().filter(|(_, clients)| clients.iter().any(|known| known == client));
        for (feature, _) in features {
            assert!(
                dropped.iter().any(|lost| lost.feature == feature),
                "{program}: {feature} is not among {dropped:?}"
            );
        }
    }
}

#[test]
fn the_judge_of_mails_finds_faults() {
    let html = "<!DOCTYPE html><html><body><div style=\"display: grid; color: var(--x)\"><svg></svg></div></body></html>";
    let Some((found, _)) = unsupported(html) else { return };
    assert!(found.contains_key("display:grid"), "{:?}", found.keys());
}

#[test]
fn a_mail_holds_nothing_that_mails_must_not() {
    let mail = mail(&full(), LETTER);
    for wrong in [
        "<script",
        "<svg",
        "<link",
        "var(--",
        "grid",
        "@font-face",
        "@import",
        "position:",
        "<form",
        "onclick",
        "<picture",
    ] {
        assert!(!mail.html.contains(wrong), "{wrong}");
    }
    assert_eq!(mail.html.matches("<img ").count(), mail.html.matches(" alt=\"").count());
}

/// How bright a colour is, from 0 to 1 (WCAG 2).
fn brightness(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour")) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

#[test]
fn mails_can_be_read_in_the_light_and_in_the_dark() {
    const LIGHT: (&[&str], &[&str]) = (&["#1f1d1a", "#5d584f", "#134a70"], &["#fdfcfa", "#f5f2ec"]);
    const DARK: (&[&str], &[&str]) = (&["#e8e4dc", "#aea89c", "#93c7ea"], &["#16181b", "#202428"]);
    let html = mail(&full(), LETTER).html;
    for (letters, papers) in [LIGHT, DARK] {
        for (letter, paper) in
            letters.iter().flat_map(|letter| papers.iter().map(move |paper| (letter, paper)))
        {
            assert!(
                html.contains(&format!("color: {letter}"))
                    && html.contains(&format!("background-color: {paper}"))
            );
            let (one, other) = (brightness(letter), brightness(paper));
            let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
            assert!(contrast >= 4.5, "{letter} on {paper}: {contrast}");
        }
    }
    // What turns colours round does so best where none is at the very end.
    assert!(!html.contains("#ffffff") && !html.contains("#000000") && !html.contains("#fff;"));
}
