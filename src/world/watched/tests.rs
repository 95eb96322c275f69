#![expect(clippy::disallowed_methods, reason = "the tests edit as users do, beside the world")]

use std::cell::Cell;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::world::{Disk, Memory as InMemory};

/// A world that says when it was asked something.
struct Spied<F> {
    inner: Arc<dyn World>,
    asked: F,
}

impl<F: Fn() + Send + Sync> World for Spied<F> {
    fn files(&self, folder: &str) -> Result<Arc<[String]>, WorldError> {
        let list = self.inner.files(folder);
        (self.asked)();
        list
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError> {
        self.inner.read(path)
    }

    fn stamp(&self, path: &str) -> Result<Stamp, WorldError> {
        let stamp = self.inner.stamp(path);
        (self.asked)();
        stamp
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<Stamp, WorldError> {
        self.inner.write(path, bytes)
    }

    fn write_lasting(&self, path: &str, bytes: &[u8]) -> Result<Stamp, WorldError> {
        self.inner.write_lasting(path, bytes)
    }

    fn remove(&self, path: &str) -> Result<(), WorldError> {
        self.inner.remove(path)
    }

    fn share(&self) -> Arc<dyn World> {
        self.inner.share()
    }

    fn today(&self) -> Date {
        self.inner.today()
    }

    fn now(&self) -> u64 {
        self.inner.now()
    }
}

fn counted(inner: Arc<dyn World>) -> (Watched, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let asked = move || _ = counter.fetch_add(1, Ordering::Relaxed);
    (Watched::new(Arc::new(Spied { inner, asked })), count)
}

fn many() -> Arc<InMemory> {
    Arc::new(InMemory::with((0..1000).map(|number| (format!("content/{number:04}.md"), "x"))))
}

fn ask_all(world: &Watched) {
    for path in world.files("content").unwrap().iter() {
        world.stamp(path).unwrap();
    }
}

#[test]
fn what_did_not_change_is_not_asked_for_again() {
    let memory = many();
    let (watched, asked) = counted(memory.clone());
    ask_all(&watched);
    let list = watched.files("content").unwrap();
    asked.store(0, Ordering::Relaxed);

    memory.insert("content/0007.md", "edited");
    watched.forget(&Changes::from_iter(["content/0007.md"]));
    ask_all(&watched);
    assert_eq!(asked.load(Ordering::Relaxed), 2, "one file is looked at, and its stamp asked for");
    assert!(Arc::ptr_eq(&list, &watched.files("content").unwrap()), "the list is the same one");

    memory.insert("content/new.md", "");
    watched.forget(&Changes::from_iter(["content/new.md"]));
    assert_eq!(watched.files("content").unwrap().len(), 1001);
    assert_eq!(asked.load(Ordering::Relaxed), 3, "a new file is put into the list without a walk");

    watched.forget(&Changes::All);
    asked.store(0, Ordering::Relaxed);
    ask_all(&watched);
    assert_eq!(asked.load(Ordering::Relaxed), 1002);
}

#[test]
fn a_file_that_was_named_has_another_stamp_even_where_the_clock_stood_still() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.md");
    let write = |text: &str| {
        fs::write(&file, text).unwrap();
        let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
        fs::File::options().write(true).open(&file).unwrap().set_modified(time).unwrap();
    };
    write("one");
    let watched = Watched::new(Arc::new(Disk::new(folder.path())));
    let mut before = watched.stamp("a.md").unwrap();
    for text in ["two", "six", "ten"] {
        write(text);
        watched.forget(&Changes::from_iter(["a.md"]));
        let now = watched.stamp("a.md").unwrap();
        assert_ne!(now, before);
        assert_eq!(now, watched.stamp("a.md").unwrap(), "it is told once");
        before = now;
    }
    watched.forget(&Changes::All);
    assert_eq!(watched.stamp("a.md").unwrap(), before, "a file that nobody named is as it was");
}

#[test]
fn a_write_through_the_world_is_seen_at_once() {
    let watched = Watched::new(Arc::new(InMemory::with([("a.md", "1")])));
    let before = watched.stamp("a.md").unwrap();
    watched.write("a.md", b"2").unwrap();
    assert_ne!(watched.stamp("a.md").unwrap(), before);
    assert_eq!(watched.files("").unwrap().len(), 1);
    let shared = watched.share();
    shared.write("b.md", b"").unwrap();
    assert_eq!(*watched.files("").unwrap(), ["a.md", "b.md"]);
    shared.remove("a.md").unwrap();
    assert_eq!(*watched.files("").unwrap(), ["b.md"]);
    assert_eq!(watched.stamp("a.md").unwrap_err().kind, ErrorKind::NotFound);
}

#[test]
fn what_changes_while_it_is_asked_for_is_not_kept() {
    let slot: Arc<RwLock<Option<Watched>>> = Arc::default();
    let memory = Arc::new(InMemory::with([("a.md", "1")]));
    let (edited, told) = (Arc::clone(&memory), Arc::clone(&slot));
    let asked = move || {
        let Some(watched) = told.write().unwrap().take() else { return };
        edited.insert("a.md", "longer");
        edited.insert("b.md", "");
        watched.forget(&Changes::All);
    };
    let watched = Watched::new(Arc::new(Spied { inner: memory, asked }));
    *slot.write().unwrap() = Some(watched.clone());
    assert_eq!(watched.stamp("a.md").unwrap().size, 1);
    assert_eq!(watched.stamp("a.md").unwrap().size, 6);
    watched.write("b.md", b"").unwrap();
    watched.remove("b.md").unwrap();
    *slot.write().unwrap() = Some(watched.clone());
    assert_eq!(*watched.files("").unwrap(), ["a.md"]);
    assert_eq!(*watched.files("").unwrap(), ["a.md", "b.md"]);
}

/// One edit of a user.
#[derive(Debug, Clone)]
enum Edit {
    Write(String, String),
    Remove(String),
    Rename(String, String),
}

const NAMES: [&str; 4] = ["a", "b", "c.md", "a.md"];

fn path() -> impl Strategy<Value = String> {
    prop::collection::vec(select(&NAMES[..]), 1..4).prop_map(|parts| parts.join("/"))
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => (path(), "[xy]{0,2}").prop_map(|(path, text)| Edit::Write(path, text)),
        1 => path().prop_map(Edit::Remove),
        2 => (path(), path()).prop_map(|(from, to)| Edit::Rename(from, to)),
    ]
}

/// A folder that a user edits, and the paths that somebody who watches it would name.
trait Edited {
    fn apply(&self, edit: &Edit) -> Vec<String>;
}

impl Edited for InMemory {
    fn apply(&self, edit: &Edit) -> Vec<String> {
        let all = self.all();
        let below = |path: &str| {
            let within = format!("{path}/");
            let is_below = move |other: &&String| other.starts_with(&within);
            all.keys().filter(is_below).cloned().collect::<Vec<_>>()
        };
        match edit {
            Edit::Write(path, text) => {
                let is_free = below(path).is_empty() && !above(path).any(|folder| all.contains_key(folder));
                if is_free {
                    self.insert(path.as_str(), text.as_str());
                }
                vec![path.clone()]
            }
            Edit::Remove(path) => {
                self.take(path);
                for path in below(path) {
                    self.take(&path);
                }
                vec![path.clone()]
            }
            Edit::Rename(from, to) => {
                let is_apart = from != to && !to.starts_with(&format!("{from}/"));
                let is_free = below(to).is_empty() && !above(to).any(|folder| all.contains_key(folder));
                if is_apart && is_free && !all.contains_key(to) {
                    for path in below(from).into_iter().chain(all.contains_key(from).then(|| from.clone())) {
                        let bytes = self.take(&path).unwrap();
                        self.insert(format!("{to}{}", &path[from.len()..]), bytes);
                    }
                }
                vec![from.clone(), to.clone()]
            }
        }
    }
}

struct OnDisk<'p>(&'p Path);

impl Edited for OnDisk<'_> {
    fn apply(&self, edit: &Edit) -> Vec<String> {
        let at = |path: &str| self.0.join(path);
        // What the system refuses does not happen, and is named all the same.
        match edit {
            Edit::Write(path, text) => {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                let made: Vec<String> =
                    [folder].into_iter().chain(above(folder)).map(str::to_owned).collect();
                let _ = fs::create_dir_all(at(folder));
                let _ = fs::write(at(path), text);
                made.into_iter().filter(|folder| !folder.is_empty()).chain([path.clone()]).collect()
            }
            Edit::Remove(path) => {
                let _ = fs::remove_file(at(path)).or_else(|_| fs::remove_dir_all(at(path)));
                vec![path.clone()]
            }
            Edit::Rename(from, to) => {
                let _ = fs::rename(at(from), at(to));
                vec![from.clone(), to.clone()]
            }
        }
    }
}

/// After every batch of edits all is told as a fresh look would tell it, and other bytes never have the same stamp.
fn check(world: &Arc<dyn World>, edited: &dyn Edited, batches: &[Vec<Edit>]) -> Result<(), TestCaseError> {
    let watched = Watched::new(world.clone());
    let mut before: BTreeMap<String, (Stamp, Vec<u8>)> = BTreeMap::new();
    let round = Cell::new(0);
    for batch in batches {
        for folder in ["", "a", "b", "a/b", "a/a.md", "c.md"] {
            // Not every list is known every time.
            round.set(round.get() + 1);
            if round.get() % 3 > 0 {
                let _ = watched.files(folder);
            }
        }
        let changes: Changes = batch.iter().flat_map(|edit| edited.apply(edit)).collect();
        watched.forget(&changes);
        for folder in ["", "a", "b", "a/b", "a/a.md", "c.md"] {
            prop_assert_eq!(watched.files(folder), world.files(folder), "{} after {:?}", folder, changes);
        }
        let mut now = BTreeMap::new();
        for path in world.files("").unwrap().iter() {
            let (told, real) = (watched.stamp(path).unwrap(), world.stamp(path).unwrap());
            prop_assert!(told.size == real.size && told.modified - real.modified < 100);
            let bytes = world.read(path).unwrap();
            if let Some((stamp, old)) = before.get(path) {
                prop_assert!(*stamp != told || *old == bytes, "{} after {:?}", path, changes);
            }
            now.insert(path.clone(), (told, bytes));
        }
        for path in before.keys().filter(|path| !now.contains_key(*path)) {
            prop_assert!(watched.stamp(path).is_err(), "{} after {:?}", path, changes);
        }
        before = now;
    }
    Ok(())
}

fn batches() -> impl Strategy<Value = Vec<Vec<Edit>>> {
    prop::collection::vec(prop::collection::vec(edit(), 1..5), 1..8)
}

proptest! {
    #[test]
    fn all_is_told_as_it_is(batches in batches()) {
        let memory = Arc::new(InMemory::new());
        let world: Arc<dyn World> = memory.clone();
        check(&world, memory.as_ref(), &batches)?;
    }

    #[test]
    fn all_is_told_as_it_is_on_disk(batches in batches()) {
        let folder = tempfile::tempdir().unwrap();
        let world: Arc<dyn World> = Arc::new(Disk::new(folder.path()));
        check(&world, &OnDisk(folder.path()), &batches)?;
    }
}
