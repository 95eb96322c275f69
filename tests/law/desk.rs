//! The site that is edited: its files, and the day.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use ibid::world::{Disk, Memory, World};
use jiff::civil::{Date, date};

use crate::dice::Dice;
use crate::picture::picture;

/// The files of a site and the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Desk {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) today: Date,
}

/// The site of `tests/law/site/` and a picture, with which every life begins.
static FIRST: LazyLock<Desk> = LazyLock::new(|| {
    let folder = Disk::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/law/site"));
    let paths = folder.files("").expect("the site of the test");
    let file = |path: &String| {
        let bytes = folder.read(path).expect("a file of the test's site");
        (path.clone(), bytes)
    };
    let mut files: BTreeMap<_, _> = paths.iter().map(file).collect();
    files.insert("content/briefings/quay/crane.png".to_owned(), picture(0));
    Desk { files, today: date(2026, 1, 9) }
});

impl Desk {
    pub(crate) fn first() -> Self {
        FIRST.clone()
    }

    /// Brings a world to this state.
    pub(crate) fn save(&self, world: &Memory) {
        world.set_today(self.today);
        let there = Self { files: world.all(), today: self.today };
        for path in self.changed(&there) {
            match self.files.get(&path) {
                Some(bytes) => world.insert(path, bytes.as_slice()),
                None => drop(world.take(&path)),
            }
        }
    }

    /// The paths whose files are not those of another state. What ibid keeps for itself is none of a desk's files.
    pub(crate) fn changed(&self, other: &Self) -> Vec<String> {
        let all: BTreeSet<&String> = self.files.keys().chain(other.files.keys()).collect();
        let differs =
            |path: &&String| !path.starts_with(".ibid/") && self.files.get(*path) != other.files.get(*path);
        all.into_iter().filter(differs).cloned().collect()
    }

    /// The paths below a folder that end in `ending`.
    pub(crate) fn paths(&self, folder: &str, ending: &str) -> Vec<String> {
        let wanted = |path: &&String| path.starts_with(folder) && path.ends_with(ending);
        self.files.keys().filter(wanted).cloned().collect()
    }

    /// The pages that somebody wrote, people and sections left out.
    pub(crate) fn pages(&self) -> Vec<String> {
        let mut pages = self.paths("content/", ".md");
        pages.retain(|path| {
            !path.contains("/_index.")
                && !path.starts_with("content/sources/")
                && !path.starts_with("content/people/")
        });
        pages
    }

    /// A page by chance.
    pub(crate) fn page(&self, dice: &mut Dice) -> Option<String> {
        dice.pick(&self.pages())
    }

    /// The text of a file, if it is one.
    pub(crate) fn text(&self, path: &str) -> Option<String> {
        String::from_utf8(self.files.get(path)?.clone()).ok()
    }

    /// Puts a file there.
    pub(crate) fn write(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }

    /// Changes a text; nothing where there is none.
    pub(crate) fn change(&mut self, path: &str, change: impl FnOnce(&str) -> String) {
        if let Some(text) = self.text(path) {
            self.write(path, change(&text));
        }
    }

    /// Gives a file another path, and everything below it if it is a folder. What stands there already stays.
    pub(crate) fn rename(&mut self, from: &str, to: &str) {
        let below = format!("{from}/");
        let moved: Vec<String> =
            self.files.keys().filter(|path| *path == from || path.starts_with(&below)).cloned().collect();
        for path in moved {
            let target = format!("{to}{}", &path[from.len()..]);
            if let Some(bytes) = self.files.remove(&path) {
                self.files.entry(target).or_insert(bytes);
            }
        }
    }

    /// The same, and where the dice say so, which is mostly, links follow: most people mend them before they save.
    pub(crate) fn relocate(&mut self, dice: &mut Dice, from: &str, to: &str) {
        self.rename(from, to);
        if dice.one_in(4) {
            return;
        }
        let (from, to) = (from.replacen("content", "@", 1), to.replacen("content", "@", 1));
        for path in self.files.keys().cloned().collect::<Vec<_>>() {
            if self.text(&path).is_some_and(|text| text.contains(&from)) {
                self.change(&path, |text| text.replace(&from, &to));
            }
        }
    }

    /// Whether any text of the site names this.
    pub(crate) fn names(&self, what: &str) -> bool {
        self.files.keys().any(|path| self.text(path).is_some_and(|text| text.contains(what)))
    }
}
