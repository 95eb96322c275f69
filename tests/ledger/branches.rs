//! Two branches that published edits of the same annotations, merged line by line as git does it for `merge=union`.
#![expect(clippy::disallowed_methods, reason = "git merges files")]

use std::fs;
use std::process::Command;

use ibid::diagnostic::Code;
use ibid::ledger::{self, FILE, State};

use super::desk::{Desk, Found, TODAY};

/// The briefings of a round, by their paths.
type Round<'r> = &'r [(&'r str, &'r str)];

const MONTH: &str = "It :cite[will last a month]{src=minutes quote=\"a pause of thirty days\"} at least.";
const FERRIES: &str =
    "The boats go :cite[not on Sundays]{src=minutes quote=\"The ferries will run on weekdays only\"}.";
const WEEKS: &str = "It :cite[lasts four weeks]{src=minutes quote=\"a pause of thirty days\"} at least.";
const LONGER: &str = "It :cite[lasts four weeks]{src=minutes quote=\"The pause may be prolonged once\"}.";
const NOBODY: &str =
    "It :cite[has no end that we see]{src=minutes quote=\"The pause may be prolonged once\"}.";
const ASKED: &str = "It :cite[has no end that we see]{src=minutes quote=\"Nobody asked for more\"}.";
const SPRING: &str = "It :cite[will last a month]{src=minutes quote=\"closed until the spring\"} at least.";
const CLOSED: &str = "It :cite[closes everything]{src=minutes quote=\"closed until the spring\"} at least.";
const VOTE: &str = "It :cite[closes everything]{src=minutes quote=\"before the vote was taken\"} at least.";

fn set(desk: &Desk, before: Round<'_>, files: Round<'_>) {
    for (path, _) in before {
        desk.delete(path);
    }
    for (path, body) in files {
        desk.page(path, body);
    }
}

/// A desk at which all rounds were published, one after the other.
fn after(rounds: &[Round<'_>]) -> Desk {
    let desk = Desk::new(&[]);
    let mut before: Round<'_> = &[];
    for round in rounds {
        set(&desk, before, round);
        desk.publish();
        before = round;
    }
    desk
}

/// The ledger that git makes of those of two branches.
fn merged(base: &str, ours: &str, theirs: &str) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in [("ours", ours), ("base", base), ("theirs", theirs)] {
        fs::write(folder.path().join(name), text).expect("it is written");
    }
    let mut git = Command::new("git");
    git.current_dir(folder.path()).args(["merge-file", "-p", "--union", "ours", "base", "theirs"]);
    String::from_utf8(git.output().expect("git is there").stdout).expect("text")
}

/// What two branches did after the first round was published.
struct Branches<'r> {
    first: Round<'r>,
    ours: &'r [Round<'r>],
    theirs: &'r [Round<'r>],
}

impl Branches<'_> {
    /// Each order of the merge with each text that may be kept.
    fn desks(&self) -> Vec<Desk> {
        let base = after(&[self.first]).file(FILE);
        let branch = |rounds: &[Round<'_>]| after(&[&[self.first], rounds].concat()).file(FILE);
        let (ours, theirs) = (branch(self.ours), branch(self.theirs));
        let mut desks = Vec::new();
        for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
            for rounds in [self.ours, self.theirs] {
                let desk = Desk::new(rounds.last().expect("a round"));
                desk.world.insert(FILE, merged(&base, one, other));
                desks.push(desk);
            }
        }
        desks
    }

    /// The first round's annotation of this phrase keeps its permalink, however the branches are merged.
    #[track_caller]
    fn keep(&self, phrase: &str) {
        let id = after(&[self.first]).id(phrase);
        for desk in self.desks() {
            let title = |desk: &Desk| match desk.at(&id) {
                Found::Annotation(title) => title,
                other => panic!("{other:?}"),
            };
            let before = title(&desk);
            let ledger = desk.publish();
            assert_eq!(title(&desk), before);
            let text = desk.file(FILE);
            assert_eq!(text.matches(&format!("\"annotation\":\"{id}\"")).count(), 1, "{text}");
            for page in ledger.pages.keys() {
                assert_eq!(text.matches(&format!("\"page\":\"{page}\"")).count(), 1, "{text}");
            }
        }
    }
}

const TALKS: &str = "briefings/talks.md";
const PAUSE: &str = "archive/pause.md";

#[test]
fn claims_and_quotations_that_both_branches_edited_round_after_round() {
    let branches = Branches {
        first: &[(TALKS, MONTH)],
        ours: &[&[(TALKS, WEEKS)], &[(TALKS, LONGER)], &[(TALKS, NOBODY)], &[(TALKS, ASKED)]],
        theirs: &[&[(TALKS, SPRING)], &[(TALKS, CLOSED)], &[(TALKS, VOTE)]],
    };
    branches.keep("will last a month");
}

#[test]
fn a_file_that_one_branch_renamed_and_the_other_edited() {
    let branches = Branches {
        first: &[(TALKS, MONTH)],
        ours: &[&[("briefings/pause.md", MONTH)], &[(PAUSE, MONTH)], &[(PAUSE, WEEKS)], &[(PAUSE, LONGER)]],
        theirs: &[&[(TALKS, SPRING)], &[(TALKS, CLOSED)], &[(TALKS, VOTE)]],
    };
    let id = after(&[branches.first]).id("will last a month");
    // The branch that renamed it says of the old address that it leads on; so its text is the one that can stay.
    for desk in branches.desks().into_iter().step_by(2) {
        assert_eq!(desk.at(&id), Found::Annotation("pause".to_owned()));
        assert_eq!(desk.publish().annotations[&id].file, PAUSE);
        assert_eq!(desk.build().sound().at("/briefings/talks/"), Found::Leads("/archive/pause/".to_owned()));
    }
}

#[test]
fn footnotes_that_both_branches_edited() {
    let note = |text: &str| format!("So it is.[^a]\n\n[^a]: {text}");
    let [first, one, two, three, four] = [
        "The harbour master said so on the telephone.",
        "The harbour master said so twice.",
        "One of the pilots said so twice.",
        "She said so on the telephone, in May.",
        "She said so in a letter, in May.",
    ]
    .map(note);
    let branches = Branches {
        first: &[(TALKS, &first)],
        ours: &[&[(TALKS, &one)], &[(TALKS, &two)]],
        theirs: &[&[(TALKS, &three)], &[(TALKS, &four)]],
    };
    branches.keep("The harbour master said so on the telephone.");
}

#[test]
fn neighbours_are_not_confused_by_what_either_branch_made_of_them() {
    let both = |one: &str| format!("{one}\n\n{FERRIES}");
    let [first, weeks, longer, spring, closed] = [MONTH, WEEKS, LONGER, SPRING, CLOSED].map(both);
    let branches = Branches {
        first: &[(TALKS, &first)],
        ours: &[&[(TALKS, &weeks)], &[(TALKS, &longer)]],
        theirs: &[&[(TALKS, &spring)], &[(TALKS, &closed)]],
    };
    branches.keep("will last a month");
    branches.keep("not on Sundays");
}

fn edited_on_both() -> Branches<'static> {
    Branches {
        first: &[(TALKS, MONTH)],
        ours: &[&[(TALKS, WEEKS)], &[(TALKS, LONGER)]],
        theirs: &[&[(TALKS, SPRING)], &[(TALKS, CLOSED)]],
    }
}

#[test]
fn what_is_gone_is_told_once() {
    for desk in edited_on_both().desks() {
        desk.page(TALKS, FERRIES);
        let found = desk.errors();
        assert_eq!(
            found.iter().map(|(code, _)| *code).collect::<Vec<_>>(),
            [Code::LostPermalink],
            "{found:?}"
        );
    }
}

#[test]
fn where_both_wordings_stand_it_is_asked_once_which_one_is_meant() {
    for desk in edited_on_both().desks() {
        desk.page(TALKS, &format!("{LONGER}\n\n{CLOSED}"));
        let found = desk.errors();
        assert_eq!(
            found.iter().map(|(code, _)| *code).collect::<Vec<_>>(),
            [Code::UnclearPermalink],
            "{found:?}"
        );
    }
}

#[test]
fn what_one_branch_retracted_and_the_other_edited_is_retracted() {
    let id = after(&[&[(TALKS, MONTH)]]).id("will last a month");
    let base = after(&[&[(TALKS, MONTH)]]).file(FILE);
    let edited = after(&[&[(TALKS, MONTH)], &[(TALKS, WEEKS)], &[(TALKS, LONGER)]]).file(FILE);
    for redacted in [false, true] {
        let desk = after(&[&[(TALKS, MONTH)]]);
        desk.page(TALKS, "Nothing is left.");
        let reason = "It is wrong.".to_owned();
        desk.end(&id, State::Retracted { on: TODAY, reason, redacted });
        if redacted {
            let mut ledger = desk.ledger();
            ledger.redact(&id);
            desk.write(&ledger);
        }
        let retracted = desk.file(FILE);
        for (one, other) in [(&retracted, &edited), (&edited, &retracted)] {
            desk.world.insert(FILE, merged(&base, one, other));
            let html = desk.build().sound().text(&format!("/a/{id}/"));
            assert_eq!(html.contains("will last a month"), !redacted, "{html}");
            assert!(html.contains("It is wrong.") && !html.contains("four weeks"), "{html}");
            // What was edited stands there no longer either.
            desk.page(TALKS, LONGER);
            let codes: Vec<Code> = desk.errors().into_iter().map(|(code, _)| code).collect();
            assert_eq!(codes, if redacted { vec![] } else { vec![Code::RetractedPermalink] });
            desk.page(TALKS, "Nothing is left.");
            let text = ledger::write(&desk.ledger());
            assert_eq!(text.contains("four weeks"), !redacted, "{text}");
            desk.publish();
            assert!(!desk.file(FILE).contains("four weeks"));
        }
    }
}
