//! The law of builds: a build that takes what it can from the last one writes what a build from nothing would.

use std::collections::BTreeMap;

use ibid::config::Settings;
use ibid::diagnostic::{Diagnostic, Format};
use ibid::emit::{MANIFEST, Options, Stage};
use ibid::site::{self, Key, Past, Record, update};
use ibid::world::{Changes, Memory, Traced, World};

use crate::counting::Counting;
use crate::desk::Desk;
use crate::dice::Dice;
use crate::edits::{EDITS, any};

const LIVES: u64 = 25;

/// A folder that is built again and again, by a program that remembers nothing but what it wrote down.
pub(crate) struct Builder {
    pub(crate) folder: Memory,
    pub(crate) out: Memory,
    /// What is asked of the two is counted.
    pub(crate) asked_of_folder: Counting,
    pub(crate) asked_of_out: Counting,
}

/// What a build came to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Built {
    pub(crate) findings: String,
    /// None where there are errors, and nothing was written.
    pub(crate) numbers: Option<String>,
}

fn told(diagnostics: &[Diagnostic]) -> String {
    Format::Human.render(diagnostics, false)
}

impl Builder {
    pub(crate) fn new() -> Self {
        let (folder, out) = (Memory::new(), Memory::new());
        // Files are stamped with small numbers: all of them were left alone for long.
        folder.set_now(u64::MAX / 2);
        let (asked_of_folder, asked_of_out) = (Counting::new(&folder), Counting::new(&out));
        Self { folder, out, asked_of_folder, asked_of_out }
    }

    /// What `ibid build` does; says whether anything had to be done.
    pub(crate) fn build(&self, settings: &Settings) -> (Built, bool) {
        let (folder, out) = (&self.asked_of_folder, &self.asked_of_out);
        let key = Key::new("this program", folder, settings, "public");
        let last = Record::load(folder, &key);
        let open = |_: &str| out.share();
        if let Some(standing) = last.as_ref().and_then(|last| last.standing(folder, open)) {
            let (findings, numbers) = (told(&standing.diagnostics), Some(format!("{:?}", standing.summary)));
            return (Built { findings, numbers }, false);
        }
        let (world, began) = (Traced::new(folder.share()), folder.now());
        let site = update(&world, settings, &mut Past::default(), &Changes::All);
        let stage = Stage::open(out, Options::default()).expect("a folder of ibid's own");
        let earlier = last.and_then(|last| last.pages(folder, &key, &site, &stage));
        let (outcome, pages) = site.outcome_on(&stage, earlier.as_ref());
        let findings = told(&outcome.diagnostics);
        if outcome.has_errors() {
            return (Built { findings, numbers: None }, true);
        }
        let report = stage.commit(&outcome.artifacts).expect("it can be written");
        let record = Record::new(began, world.trace(), &outcome, &report.list);
        record.save(&pages, folder, &key);
        (Built { findings, numbers: Some(format!("{:?}", outcome.summary)) }, true)
    }

    /// The output without the list of its files.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = self.out.all();
        files.remove(MANIFEST);
        files
    }
}

fn settings(dice: &mut Dice) -> Settings {
    Settings { drafts: dice.one_in(6), ..Settings::default() }
}

/// Whether a build came to what one from nothing comes to.
fn check(builder: &Builder, desk: &Desk, settings: &Settings) -> Result<bool, String> {
    let (built, _) = builder.build(settings);
    let fresh = Memory::new();
    desk.save(&fresh);
    let cold = site::build(&fresh, settings);
    let is_sound = !cold.has_errors();
    let numbers = is_sound.then(|| format!("{:?}", cold.summary));
    let expected = Built { findings: told(&cold.diagnostics), numbers };
    if built != expected {
        return Err(format!("it told\n{built:#?}\nand not\n{expected:#?}"));
    }
    if !is_sound {
        return Ok(false);
    }
    let files = builder.files();
    let cold: BTreeMap<_, _> =
        cold.artifacts.into_iter().map(|file| (file.path, file.bytes.to_vec())).collect();
    let differs = files.keys().chain(cold.keys()).find(|path| files.get(*path) != cold.get(*path));
    if let Some(path) = differs {
        let text = |files: &BTreeMap<String, Vec<u8>>| {
            files.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
        };
        let (found, expected) = (text(&files), text(&cold));
        let line = found.lines().zip(expected.lines()).find(|(a, b)| a != b);
        return Err(format!("another `{path}`: {line:?}"));
    }
    let writes = builder.out.writes();
    let (again, worked) = builder.build(settings);
    if worked || again != built || builder.out.writes() != writes {
        return Err("a second build found something to do".to_owned());
    }
    Ok(true)
}

fn live(seed: u64) -> Result<(usize, usize), String> {
    let mut dice = Dice::new(seed);
    let (mut desk, builder) = (Desk::first(), Builder::new());
    let mut sound = desk.clone();
    let mut counts = (0, 0);
    let mut log = Vec::new();
    for _ in 0..20 {
        for _ in 0..=dice.below(3) {
            let kind = any(&mut dice);
            (EDITS[kind].apply)(&mut desk, &mut dice);
            log.push(EDITS[kind].name);
        }
        desk.save(&builder.folder);
        if dice.one_in(8) {
            spoil(&builder, &mut dice);
            log.push("(what ibid keeps is spoilt)");
        }
        let settings = settings(&mut dice);
        let is_sound =
            check(&builder, &desk, &settings).map_err(|why| format!("seed {seed}: {why}\nafter {log:?}"))?;
        if is_sound {
            counts.0 += 1;
            sound.clone_from(&desk);
        } else {
            counts.1 += 1;
            desk.clone_from(&sound);
        }
    }
    Ok(counts)
}

/// What ibid keeps, cut off, altered or gone; or a file of the output that somebody edited.
fn spoil(builder: &Builder, dice: &mut Dice) {
    let own: Vec<String> =
        builder.folder.all().into_keys().filter(|path| path.starts_with(".ibid/")).collect();
    let output: Vec<String> = builder.files().into_keys().collect();
    let (place, paths) = if dice.one_in(2) { (&builder.folder, own) } else { (&builder.out, output) };
    let Some(path) = dice.pick(&paths) else { return };
    let mut bytes = place.take(&path).unwrap_or_default();
    match dice.below(3) {
        0 => bytes.truncate(bytes.len() / 2),
        1 => {
            let middle = bytes.len() / 2;
            bytes.iter_mut().skip(middle).take(1).for_each(|byte| *byte ^= 1);
        }
        _ => return,
    }
    place.insert(path, bytes);
}

#[test]
fn a_build_that_takes_from_the_last_one_comes_to_what_one_from_nothing_does() {
    let lives = std::env::var("IBID_LAW_LIVES").ok().and_then(|count| count.parse().ok()).unwrap_or(LIVES);
    let (mut sound, mut faulty) = (0, 0);
    for seed in 1..=lives {
        let counts = live(seed).unwrap_or_else(|why| panic!("{why}"));
        sound += counts.0;
        faulty += counts.1;
    }
    assert!(sound > faulty, "{sound} sound, {faulty} faulty");
}

#[test]
fn after_an_edit_of_prose_one_page_is_made_again() {
    let builder = Builder::new();
    let mut desk = Desk::first();
    desk.save(&builder.folder);
    let settings = Settings::default();
    check(&builder, &desk, &settings).expect("the first build");
    let page = desk.pages().into_iter().find(|path| path.contains("briefings/")).expect("a briefing");
    desk.change(&page, |text| format!("{text}\nOne more sentence.\n"));
    desk.save(&builder.folder);
    let world = Traced::new(builder.folder.share());
    let site = update(&world, &settings, &mut Past::default(), &Changes::All);
    let key = Key::new("this program", &builder.folder, &settings, "public");
    let last = Record::load(&builder.folder, &key).expect("the record of the first build");
    assert!(last.standing(&builder.folder, |_| builder.out.share()).is_none());
    let stage = Stage::open(&builder.out, Options::default()).expect("a folder of ibid's own");
    let pages = last.pages(&builder.folder, &key, &site, &stage).expect("its pages");
    let (_, after) = site.outcome_on(&stage, Some(&pages));
    let other = after.others_than(&pages);
    // Lists may show of a page how long it takes to read.
    assert!(other.len() < site.index().pages.len() / 2, "{other:?}");
    assert!(other.iter().any(|name| name.contains("/briefings/")), "{other:?}");
}

/// Builds a site with further files, edits one of them, builds it again, and compares both times.
fn after_an_edit(files: &[(&str, &str)], edited: &str, from: &str, to: &str) {
    let builder = Builder::new();
    let mut desk = Desk::first();
    for (path, text) in files {
        desk.files.insert((*path).to_owned(), text.as_bytes().to_vec());
    }
    let settings = Settings::default();
    for _ in 0..2 {
        desk.save(&builder.folder);
        assert_eq!(check(&builder, &desk, &settings), Ok(true));
        desk.change(edited, |text| text.replace(from, to));
    }
}

#[test]
fn a_static_file_stays_that_only_a_page_asks_for_which_is_not_made_again() {
    let page = |text: &str| format!("+++\ntitle = \"{text}\"\n+++\n\n{text}\n\n");
    let asking = page("One that shows a map") + "::mapped\n";
    let files = [
        ("templates/directives/mapped.html", "<script src=\"{{ \"map.js\" | asset }}\"></script>"),
        ("static/map.js", "// a map"),
        ("content/asking.md", &asking),
        ("content/other.md", &page("Another")),
    ];
    after_an_edit(&files, "content/other.md", "Another\n", "Another, edited\n");
}

#[test]
fn what_a_person_says_of_themselves_is_told_below_what_they_wrote() {
    let person = "+++\ntitle = \"Rosa Ibarra\"\n+++\n\nThis person is invented and writes about ports.\n\n<!-- more -->\n";
    let page = "+++\ntitle = \"Tides\"\nauthors = [\"Rosa Ibarra\"]\n+++\n\nShort.\n\n::authors\n";
    let files = [("content/people/rosa-ibarra.md", person), ("content/tides.md", page)];
    after_an_edit(&files, "content/people/rosa-ibarra.md", "ports", "rivers");
}
