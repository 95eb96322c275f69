//! Random histories of edits: files in which annotations come and go, and are edited and carried.

use std::collections::BTreeMap;

use ibid::config::Settings;
use ibid::diagnostic::Code;
use ibid::ledger::State;
use ibid::site::{self, Past, Site};
use ibid::world::Changes;
use proptest::prelude::*;

use super::desk::{Desk, errors, shown};
use super::stories::{Content, Spot};

const QUOTATIONS: [&str; 6] = [
    "a pause of thirty days",
    "The pause may be prolonged once",
    "Nobody asked for more",
    "The ferries will run on weekdays only",
    "The harbour stays closed until the spring",
    "Two ministers had left before the vote",
];

const WORDS: [&str; 8] = ["month", "spring", "boats", "vote", "nobody", "longer", "closed", "weekdays"];

/// The names of files as they are first.
const NAMES: [&str; 4] = ["one", "two", "three", "four"];

/// An annotation of the text that is being edited.
#[derive(Debug, Clone)]
struct Annotated {
    /// Which one it is, whatever becomes of it. The texts don't show that.
    who: usize,
    claim: Vec<usize>,
    quotation: usize,
    name: Option<String>,
}

impl Annotated {
    fn content(&self) -> Content {
        let claim: Vec<&str> = self.claim.iter().map(|word| WORDS[*word]).collect();
        Content { claim: claim.join(" "), quotation: QUOTATIONS[self.quotation] }
    }
}

#[derive(Debug, Clone)]
pub(crate) enum Step {
    Add(usize, Vec<usize>, usize),
    EditClaim(usize, usize),
    EditQuotation(usize, usize),
    Delete(usize),
    Swap(usize, usize),
    Carry(usize, usize),
    Rename(usize, usize),
    Publish,
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
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
pub(crate) struct History {
    pub desk: Desk,
    /// By id: the annotation to which it was given, and what that said when it was last published, and where.
    pub published: BTreeMap<String, (usize, Spot)>,
    pub names: [String; 4],
    files: [Vec<Annotated>; 4],
    so_far: usize,
    past: Past,
}

impl History {
    pub(crate) fn new() -> Self {
        let names = NAMES.map(str::to_owned);
        let history = Self {
            desk: Desk::new(&[]),
            published: BTreeMap::new(),
            names,
            files: Default::default(),
            so_far: 0,
            past: Past::default(),
        };
        history.save();
        history
    }

    pub(crate) fn site(&mut self) -> Site {
        site::update(&self.desk.world, &Settings::default(), &mut self.past, &Changes::All)
    }

    fn save(&self) {
        for (name, annotated) in self.names.iter().zip(&self.files) {
            let line = |one: &Annotated| {
                let Content { claim, quotation } = one.content();
                let name = one.name.as_ref().map(|name| format!("#{name} ")).unwrap_or_default();
                format!("So :cite[{claim}]{{{name}src=minutes quote=\"{quotation}\"}} it is.")
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

    pub(crate) fn take(&mut self, step: &Step) {
        match step {
            Step::Add(file, claim, quotation) => {
                let (claim, quotation) = (claim.clone(), *quotation);
                self.files[*file].push(Annotated { who: self.so_far, claim, quotation, name: None });
                self.so_far += 1;
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
                self.names[*file] = format!("{}{name}", NAMES[*file]);
            }
            Step::Publish => self.publish(),
        }
        self.save();
    }

    /// Every annotation of the texts, by which one it is.
    pub(crate) fn there(&self) -> BTreeMap<usize, Spot> {
        let spots = self.files.iter().enumerate().flat_map(|(file, annotated)| {
            annotated.iter().map(move |one| {
                let name = self.names[file].clone();
                (one.who, Spot { name, content: one.content() })
            })
        });
        spots.collect()
    }

    /// Which annotation the site has at the address of each id that was published.
    pub(crate) fn answers(&self, site: &Site) -> BTreeMap<String, usize> {
        let drafts = &site.material().drafts;
        let who = |(draft, place): (usize, usize)| {
            let path = &drafts[draft].file.path;
            let name = path.trim_start_matches("content/briefings/").trim_end_matches(".md");
            let file = self.names.iter().position(|known| known == name).expect("a file");
            self.files[file][place].who
        };
        let ids = self.published.keys();
        ids.filter_map(|id| Some((id.clone(), who(*site.index().annotations.get(id)?)))).collect()
    }

    /// Takes out of the texts what says the same as an entry.
    fn take_out(&mut self, name: &str) {
        let ledger = self.desk.ledger();
        let entry = &ledger.annotations[name];
        let says_it = |one: &Annotated| {
            let Content { claim, quotation } = one.content();
            entry.text == claim && entry.rests[0].1 == quotation
        };
        self.files.iter_mut().for_each(|annotated| annotated.retain(|one| !says_it(one)));
    }

    /// Does what is asked of the author where an address would die: every other one gets the name of its address, as far as it
    /// is there, and the rest is retracted.
    fn answer(&mut self, id: &str) {
        let who = self.published.get(id).map(|(who, _)| *who).filter(|who| who % 2 == 0);
        let mut all = self.files.iter_mut().flatten();
        match all.find(|one| Some(one.who) == who && one.name.is_none()) {
            Some(one) => one.name = Some(id.to_owned()),
            None => self.desk.retract(id, "It is gone."),
        }
    }

    /// Publishes, after every address that would die got an end.
    fn publish(&mut self) {
        let site = loop {
            self.save();
            let site = self.site();
            let errors = errors(&site.diagnostics);
            let Some((code, message)) = errors.first() else { break site };
            let name = message.split('`').nth(1).expect("a name").to_owned();
            match code {
                Code::LostPermalink if message.contains("address") => self.desk.retract(&name, "It is gone."),
                Code::LostPermalink | Code::UnclearPermalink => self.answer(&name),
                // A file has got the name of one that is gone.
                Code::RetractedPermalink if name.starts_with('/') => self.desk.end(&name, State::Live),
                Code::RetractedPermalink => self.take_out(&name),
                _ => panic!("{}", shown(&site.diagnostics)),
            }
        };
        let ledger = site.record();
        self.desk.write(&ledger);
        // From now on an address is that of the annotation that the author sees there.
        let live = ledger.annotations.values().filter(|entry| entry.state.is_live());
        self.published = live.map(|entry| (entry.id.clone(), (usize::MAX, Spot::default()))).collect();
        let there = self.there();
        for (id, who) in self.answers(&site) {
            self.published.insert(id, (who, there[&who].clone()));
        }
    }
}
