//! Whether a site that was brought up to date is the one that is made afresh of the same files.

use std::collections::BTreeMap;
use std::sync::Arc;

use ibid::config::Settings;
use ibid::diagnostic::{Diagnostic, Format};
use ibid::site::{Outcome, Past, Site, update};
use ibid::world::{Changes, Memory};

use crate::desk::Desk;
use crate::dice::Dice;

pub(crate) fn settings() -> Settings {
    Settings { list_permalinks: true, list_outside_links: true, ..Settings::default() }
}

/// Everything that a site comes to.
#[derive(PartialEq, Eq)]
struct Told {
    files: BTreeMap<String, Arc<Vec<u8>>>,
    findings: String,
    rest: String,
}

impl Told {
    fn new(outcome: Outcome) -> Self {
        let rest = format!("{:#?}\n{:#?}\n{:#?}", outcome.summary, outcome.permalinks, outcome.outside_links);
        let findings = findings(&outcome.diagnostics);
        let files = outcome.artifacts.into_iter().map(|file| (file.path, file.bytes)).collect();
        Self { files, findings, rest }
    }

    /// The first thing in which the warm one is not the cold one.
    fn difference(&self, cold: &Self) -> Option<String> {
        if self.findings != cold.findings {
            return Some(format!("other findings\n{}", lines(&self.findings, &cold.findings)));
        }
        if self.rest != cold.rest {
            return Some(format!("other numbers\n{}", lines(&self.rest, &cold.rest)));
        }
        let paths = self.files.keys().chain(cold.files.keys());
        for path in paths {
            match (self.files.get(path), cold.files.get(path)) {
                (Some(warm), Some(cold)) if warm == cold => {}
                (Some(warm), Some(cold)) => {
                    let (warm, cold) = (String::from_utf8_lossy(warm), String::from_utf8_lossy(cold));
                    return Some(format!("another `{path}`\n{}", lines(&warm, &cold)));
                }
                (Some(_), None) => return Some(format!("`{path}` is still there")),
                (None, _) => return Some(format!("`{path}` is not there")),
            }
        }
        None
    }
}

/// The first lines that differ.
fn lines(warm: &str, cold: &str) -> String {
    let cold_lines = || cold.lines().map(Some).chain(std::iter::repeat(None));
    let mut pairs = warm.lines().map(Some).chain([None]).zip(cold_lines()).enumerate();
    let found = pairs.find(|(_, (warm, cold))| warm != cold);
    let (at, (warm, cold)) = found.unwrap_or_default();
    format!("  line {}\n  warm: {}\n  cold: {}", at + 1, warm.unwrap_or("–"), cold.unwrap_or("–"))
}

/// Whether a site is the one that the files of a desk make afresh: all of it at once, and some files one by one, before and
/// after that. Gives the paths of its output where it is sound, none where there are errors.
pub(crate) fn compare(
    warm: &Site,
    desk: &Desk,
    known: &[String],
    dice: &mut Dice,
) -> Result<Vec<String>, String> {
    let world = Memory::new();
    desk.save(&world);
    let cold = update(&world, &settings(), &mut Past::default(), &Changes::All);
    one_by_one(warm, &cold, known, dice)?;
    let made = cold.outcome();
    let paths: Vec<String> = made.artifacts.iter().map(|file| file.path.clone()).collect();
    let files: BTreeMap<_, _> =
        made.artifacts.iter().map(|file| (file.path.clone(), Arc::clone(&file.bytes))).collect();
    if let Some(difference) = Told::new(warm.outcome()).difference(&Told::new(made)) {
        return Err(difference);
    }
    one_by_one(warm, &cold, known, dice)?;
    for path in some(&paths, dice) {
        let alone = warm.file(&path).0.map(|file| file.bytes);
        if alone.as_ref() != files.get(&path) {
            return Err(format!("another `{path}` where that is made alone"));
        }
    }
    Ok(paths)
}

/// A few of many.
pub(crate) fn some(paths: &[String], dice: &mut Dice) -> Vec<String> {
    (0..3).filter_map(|_| dice.pick(paths)).collect()
}

/// Some of the files that are known from before, made alone by both.
fn one_by_one(warm: &Site, cold: &Site, known: &[String], dice: &mut Dice) -> Result<(), String> {
    for path in some(known, dice) {
        let ((one, found), (other, expected)) = (warm.file(&path), cold.file(&path));
        // A page that is open still may ask for pictures that it had before.
        let is_kept = other.is_none() && path.starts_with("processed_images/");
        if one != other && !is_kept {
            return Err(format!("another `{path}` than a cold one where both make it alone"));
        }
        let (found, expected) = (findings(&found), findings(&expected));
        if found != expected {
            return Err(format!("other findings for `{path}` alone\n{}", lines(&found, &expected)));
        }
    }
    Ok(())
}

fn findings(diagnostics: &[Diagnostic]) -> String {
    Format::Human.render(diagnostics, false)
}
