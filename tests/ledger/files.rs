//! The file itself: read, merged, damaged.

use ibid::config::Settings;
use ibid::diagnostic::{Code, TextFile};
use ibid::ledger::{self, FILE, Ledger, State};
use ibid::site::{Past, update};
use ibid::world::Changes;
use proptest::prelude::*;

use super::desk::{Desk, TODAY, errors};

const PAUSE: &str =
    ":cite[It will last a month]{#month src=minutes quote=\"a pause of thirty days\"} at least.";
const FERRIES: &str = "The boats go :cite[not on Sundays]{#sundays src=minutes quote=\"The ferries will run on weekdays only\"}.";

fn published() -> (Desk, String) {
    let desk = Desk::new(&[("briefings/talks.md", PAUSE), ("briefings/boats.md", FERRIES)]);
    let text = ledger::write(&desk.publish());
    (desk, text)
}

fn read(text: &str) -> (Ledger, Vec<(Code, String)>) {
    let mut found = Vec::new();
    let ledger = ledger::read(&TextFile::new(FILE, text), &mut found);
    (ledger, errors(&found))
}

#[test]
fn a_line_for_each_entry_sorted() {
    let (_, text) = published();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "{\"ibid.lock\":1}");
    assert_eq!(
        lines[1],
        "{\"annotation\":\"month\",\"file\":\"briefings/talks.md\",\"kind\":\"cite\",\"text\":\"It will last a month\",\
         \"rests\":[[\"minutes\",\"a pause of thirty days\"]],\"since\":\"2026-01-09\"}"
    );
    assert!(lines[2].starts_with("{\"annotation\":\"sundays\""));
    assert!(lines[3].starts_with("{\"page\":\"/briefings/boats/\""));
    assert_eq!(lines.last(), Some(&"{\"end\":true}"));
    assert_eq!(ledger::write(&read(&text).0), text);
}

#[test]
fn a_ledger_that_is_cut_off_anywhere_is_told_and_believed_in_nothing() {
    let (desk, text) = published();
    for end in 0..text.trim_end().len() {
        if !text.is_char_boundary(end) {
            continue;
        }
        let (ledger, found) = read(&text[..end]);
        assert!(!ledger.is_sound, "{}", &text[..end]);
        assert!(found.iter().all(|(code, _)| *code == Code::BrokenLedger), "{found:?}");
    }
    desk.world.insert(FILE, &text[..text.len() / 2]);
    desk.delete("briefings/talks.md");
    let found = desk.errors();
    assert!(found.iter().all(|(code, _)| *code == Code::BrokenLedger), "{found:?}");
}

#[test]
fn what_is_wrong_with_a_line_is_said_at_its_place() {
    let (_, text) = published();
    for (from, to, words) in [
        ("\"kind\":\"cite\"", "\"kind\":cite", "cannot be read"),
        ("\"since\":\"2026-01-09\"", "\"since\":\"2026-13-09\"", "cannot be read"),
        ("\"file\"", "\"fill\"", "unknown field `fill`"),
        ("{\"annotation\":\"month\"", "{\"annotation\":\"The Month\"", "`The Month` is no id"),
        (
            "{\"annotation\":\"month\"",
            "<<<<<<< HEAD\n{\"annotation\":\"month\"",
            "version control left a conflict here",
        ),
        ("{\"annotation\":\"month\"", "month\n{\"annotation\":\"month\"", "this is no line of a ledger"),
        ("{\"ibid.lock\":1}\n", "", "first line is not there"),
    ] {
        assert!(text.contains(from), "{from}");
        let (ledger, found) = read(&text.replacen(from, to, 1));
        assert!(
            !ledger.is_sound && found.iter().any(|(_, message)| message.contains(words)),
            "{words}: {found:?}"
        );
    }
}

#[test]
fn a_newer_form_is_told_alone() {
    let (_, text) = published();
    let (ledger, found) =
        read(&text.replacen("{\"ibid.lock\":1}", "{\"ibid.lock\":2}", 1).replace("cite", "unheard-of"));
    assert!(!ledger.is_sound);
    assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [Code::LedgerVersion]);
}

#[test]
fn lines_of_two_branches_may_stand_in_any_order() {
    let (desk, text) = published();
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    let reversed = lines.join("\n");
    let (ledger, found) = read(&reversed);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(ledger::write(&ledger), text);
    // Both recorded the same page after edits of their own, and one retracted what the other edited.
    let mut other = desk.ledger();
    other.annotations.get_mut("month").expect("it is there").state =
        State::Retracted { on: TODAY, reason: "It is wrong.".to_owned(), redacted: false };
    other.pages.get_mut("/briefings/talks/").expect("it is there").anchors.push("losses".to_owned());
    let both = format!("{text}{}", ledger::write(&other));
    let (ledger, found) = read(&both);
    assert!(found.is_empty(), "{found:?}");
    assert!(!ledger.annotations["month"].state.is_live());
    assert_eq!(ledger.pages["/briefings/talks/"].anchors, ["losses"]);
    // Of two ends nobody can say which one counts.
    other.annotations.get_mut("month").expect("it is there").state =
        State::Moved { on: TODAY, to: "sundays".to_owned() };
    let (_, found) = read(&format!("{both}{}", ledger::write(&other)));
    assert!(found[0].1.contains("two ends of `month`"), "{found:?}");
}

#[test]
fn locked_builds_fail_where_the_ledger_is_behind() {
    let (desk, _) = published();
    let locked = || {
        let settings = Settings { locked: true, ..Settings::default() };
        errors(&update(&desk.world, &settings, &mut Past::default(), &Changes::All).diagnostics)
    };
    assert_eq!(locked(), []);
    desk.page("briefings/new.md", ":cite[More]{#more src=minutes quote=\"Nobody asked for more\"}");
    let found = locked();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, Code::LedgerBehind);
    assert!(found[0].1.contains("1 new annotation, 1 new page"), "{found:?}");
    desk.publish();
    assert_eq!(locked(), []);
    // A ledger that can't be read is told as that alone.
    desk.world.insert(FILE, "nonsense");
    assert!(locked().iter().all(|(code, _)| *code == Code::BrokenLedger));
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(text in "\\PC*", at in 0_usize..400) {
        let (_, whole) = published();
        let _ = read(&text);
        let at = whole.floor_char_boundary(at);
        let _ = read(&format!("{}{text}{}", &whole[..at], &whole[at..]));
    }
}
