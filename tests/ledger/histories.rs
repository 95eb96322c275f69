//! Random histories of edits: whatever happens, no published address is ever gone without a record.

use std::collections::BTreeSet;

use ibid::diagnostic::Code;
use proptest::prelude::*;

use super::desk::{Desk, errors, shown};

const QUOTATIONS: [&str; 6] = [
    "a pause of thirty days",
    "The pause may be prolonged once",
    "Nobody asked for more",
    "The ferries will run on weekdays only",
    "The harbour stays closed until the spring",
    "Two ministers had left before the vote",
];

const WORDS: [&str; 8] = ["month", "spring", "boats", "vote", "nobody", "longer", "closed", "weekdays"];

/// An annotation of the text that is being edited.
#[derive(Debug, Clone)]
struct Annotated {
    claim: Vec<usize>,
    quotation: usize,
    name: Option<String>,
}

#[derive(Debug, Clone)]
enum Step {
    Add(usize, Vec<usize>, usize),
    EditClaim(usize, usize),
    EditQuotation(usize, usize),
    Delete(usize),
    Swap(usize, usize),
    Carry(usize, usize),
    Rename(usize, usize),
    Publish,
}

fn step() -> impl Strategy<Value = Step> {
    let claim = proptest::collection::vec(0..WORDS.len(), 1..5);
    prop_oneof![
        3 => (0..4_usize, claim, 0..QUOTATIONS.len()).prop_map(|(file, claim, quotation)| Step::Add(file, claim, quotation)),
        2 => (0..20_usize, 0..WORDS.len()).prop_map(|(at, word)| Step::EditClaim(at, word)),
        2 => (0..20_usize, 0..QUOTATIONS.len()).prop_map(|(at, quotation)| Step::EditQuotation(at, quotation)),
        1 => (0..20_usize).prop_map(Step::Delete),
        1 => (0..20_usize, 0..20_usize).prop_map(|(one, other)| Step::Swap(one, other)),
        1 => (0..20_usize, 0..4_usize).prop_map(|(at, file)| Step::Carry(at, file)),
        1 => (0..4_usize, 0..9_usize).prop_map(|(file, name)| Step::Rename(file, name)),
        3 => Just(Step::Publish),
    ]
}

/// The files of a history: names, and what is annotated in them.
struct History {
    desk: Desk,
    names: [String; 4],
    files: [Vec<Annotated>; 4],
}

impl History {
    fn new() -> Self {
        let names = ["one", "two", "three", "four"].map(str::to_owned);
        let history = Self { desk: Desk::new(&[]), names, files: Default::default() };
        history.save();
        history
    }

    fn save(&self) {
        for (name, annotated) in self.names.iter().zip(&self.files) {
            let line = |one: &Annotated| {
                let claim: Vec<&str> = one.claim.iter().map(|word| WORDS[*word]).collect();
                let name = one.name.as_ref().map(|name| format!("#{name} ")).unwrap_or_default();
                format!(
                    "So :cite[{}]{{{name}src=minutes quote=\"{}\"}} it is.",
                    claim.join(" "),
                    QUOTATIONS[one.quotation]
                )
            };
            let lines: Vec<String> = annotated.iter().map(line).collect();
            self.desk.page(&format!("briefings/{name}.md"), &lines.join("\n\n"));
        }
    }

    fn place(&self, at: usize) -> Option<(usize, usize)> {
        let all: Vec<(usize, usize)> = (self.files.iter().enumerate())
            .flat_map(|(file, annotated)| (0..annotated.len()).map(move |place| (file, place)))
            .collect();
        (!all.is_empty()).then(|| all[at % all.len()])
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Add(file, claim, quotation) => {
                self.files[*file].push(Annotated { claim: claim.clone(), quotation: *quotation, name: None });
            }
            Step::EditClaim(at, word) => {
                if let Some((file, place)) = self.place(*at) {
                    let claim = &mut self.files[file][place].claim;
                    claim[0] = *word;
                    claim.push(*word);
                }
            }
            Step::EditQuotation(at, quotation) => {
                if let Some((file, place)) = self.place(*at) {
                    self.files[file][place].quotation = *quotation;
                }
            }
            Step::Delete(at) => {
                if let Some((file, place)) = self.place(*at) {
                    self.files[file].remove(place);
                }
            }
            Step::Swap(one, other) => {
                if let (Some((file, place)), Some((to, at))) = (self.place(*one), self.place(*other)) {
                    let first = self.files[file][place].clone();
                    self.files[file][place] = std::mem::replace(&mut self.files[to][at], first);
                }
            }
            Step::Carry(at, to) => {
                if let Some((file, place)) = self.place(*at) {
                    let one = self.files[file].remove(place);
                    self.files[*to].insert(0, one);
                }
            }
            Step::Rename(file, name) => {
                self.desk.delete(&format!("briefings/{}.md", self.names[*file]));
                self.names[*file] = format!("{}{name}", ["one", "two", "three", "four"][*file]);
            }
            Step::Publish => self.publish(),
        }
        self.save();
    }

    /// Takes out of the texts what says the same as an entry.
    fn take_out(&mut self, name: &str) {
        let ledger = self.desk.ledger();
        let entry = &ledger.annotations[name];
        let says_it = |one: &Annotated| {
            let claim: Vec<&str> = one.claim.iter().map(|word| WORDS[*word]).collect();
            entry.text == claim.join(" ") && entry.rests[0].1 == QUOTATIONS[one.quotation]
        };
        self.files.iter_mut().for_each(|annotated| annotated.retain(|one| !says_it(one)));
        self.save();
    }

    /// Publishes, after every address that would die got an end.
    fn publish(&mut self) {
        self.save();
        for _ in 0..60 {
            let found = self.desk.site().diagnostics;
            let errors = errors(&found);
            let Some((code, message)) = errors.first() else { break };
            let name = message.split('`').nth(1).expect("a name").to_owned();
            match code {
                Code::LostPermalink if message.contains("address") => {
                    let name = message.split('`').nth(1).expect("a path");
                    self.desk.retract(name, "It is gone.");
                }
                Code::LostPermalink | Code::UnclearPermalink => self.desk.retract(&name, "It is gone."),
                Code::RetractedPermalink => self.take_out(&name),
                _ => panic!("{}", shown(&found)),
            }
        }
        self.desk.publish();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_published_address_is_gone_without_a_record(steps in proptest::collection::vec(step(), 5..40)) {
        let mut history = History::new();
        let mut published: BTreeSet<String> = BTreeSet::new();
        for step in &steps {
            history.take(step);
            let ledger = history.desk.ledger();
            let paths = ledger.annotations.keys().map(|id| format!("/a/{id}/")).chain(ledger.pages.keys().cloned());
            published.extend(paths);
            let site = history.desk.site();
            let errors = errors(&site.diagnostics);
            let index = site.index();
            for path in &published {
                let name = path.strip_prefix("/a/").map_or(path.as_str(), |id| id.trim_end_matches('/'));
                prop_assert!(ledger.annotations.contains_key(name) || ledger.pages.contains_key(name), "{} left the ledger", name);
                let is_there = index.annotations.contains_key(name)
                    || index.pages.iter().any(|page| page.path == *path)
                    || path.starts_with("/sources/")
                    || index.published.tombstones.iter().any(|tombstone| tombstone.path == *path)
                    || index.moves.redirects.iter().any(|redirect| redirect.from == *path);
                // Every one that is lost is told in the same run.
                let is_told = errors.iter().any(|(_, message)| message.contains(&format!("`{name}`")));
                prop_assert!(is_there || is_told, "{name} is lost and not told: {errors:?}");
            }
        }
    }
}
