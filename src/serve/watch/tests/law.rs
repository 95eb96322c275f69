//! Whoever reads again what is told to have changed has what is there.

use std::collections::BTreeMap;
use std::os::unix::fs::symlink;

use super::*;
use crate::world::{Disk, Stamp, Watched, World};

/// Numbers that look like chance, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % 1_000_003).unwrap() % limit
    }

    fn path(&mut self) -> String {
        let names = ["a", "b", "c.md", "d.md"];
        let depth = 1 + self.below(3);
        let parts: Vec<&str> = (0..depth).map(|_| names[self.below(names.len())]).collect();
        let tops = ["content", "static", "new", ".hidden"];
        format!("{}/{}", tops[self.below(tops.len())], parts.join("/"))
    }

    /// An edit; what the system refuses does not happen.
    fn edit(&mut self, root: &Path, with_links: bool) {
        let path = self.path();
        let full = root.join(&path);
        let other = root.join(self.path());
        match self.below(if with_links { 10 } else { 9 }) {
            0..5 => {
                let _ = fs::create_dir_all(full.parent().unwrap());
                let _ = fs::write(full, ["one", "two", "six"][self.below(3)]);
            }
            5 => {
                let _ = fs::remove_file(&full).or_else(|_| fs::remove_dir_all(&full));
            }
            6 | 7 => {
                let _ = fs::rename(full, other);
            }
            8 => {
                let _ = fs::remove_dir_all(full.parent().unwrap());
            }
            _ => {
                let _ = symlink(["..", "../a", "../../.hidden", "c.md", "/etc"][self.below(5)], full);
            }
        }
    }
}

/// Reads again what has another stamp, and nothing else.
#[derive(Default)]
struct Reader(BTreeMap<String, (Stamp, Option<Vec<u8>>)>);

impl Reader {
    fn read(&mut self, world: &Watched) -> BTreeMap<String, Option<Vec<u8>>> {
        let folders = ["content", "static", "new"];
        let files = folders.iter().flat_map(|folder| world.files(folder).unwrap().to_vec());
        let mut now = BTreeMap::new();
        for path in files {
            let Ok(stamp) = world.stamp(&path) else { continue };
            let known = self.0.remove(&path).filter(|(known, _)| *known == stamp);
            let known = known.unwrap_or_else(|| (stamp, world.read(&path).ok()));
            now.insert(path, known);
        }
        self.0 = now;
        self.0.iter().map(|(path, (_, bytes))| (path.clone(), bytes.clone())).collect()
    }
}

fn check(seed: u64, rounds: usize, with_links: bool, options: Options) {
    let site = Site::with(options, |_| {});
    let root = site.folder.path();
    let watched = Watched::new(Arc::new(Disk::new(root)));
    let mut chance = Chance(seed);
    let mut reader = Reader::default();
    for round in 0..rounds {
        for _ in 0..=chance.below(12) {
            chance.edit(root, with_links);
            // Batches end anywhere, and the site is read at any moment.
            if chance.below(3) == 0 {
                std::thread::sleep(Duration::from_millis(chance.below(16) as u64));
                site.batches.try_iter().for_each(|changes| watched.forget(&changes));
                reader.read(&watched);
            }
        }
        let expected = Reader::default().read(&Watched::new(Arc::new(Disk::new(root))));
        let begin = Instant::now();
        while reader.read(&watched) != expected {
            if begin.elapsed() >= LONG {
                assert_eq!(reader.read(&watched), expected, "seed {seed}, round {round}: something is stale");
            }
            if let Ok(changes) = site.batches.recv_timeout(QUIET) {
                watched.forget(&changes);
            }
        }
    }
}

#[test]
fn nothing_is_stale() {
    check(20_261_122, 60, false, Options::default());
    // A file that came and went within a batch, and was listed in between.
    check(229_651, 1, false, Options::default());
}

#[test]
fn nothing_is_stale_with_links() {
    check(7, 60, true, Options::default());
    // Links to the root, and in folders that only a link leads to.
    check(285_084, 70, true, Options::default());
}

#[test]
fn nothing_is_stale_where_files_are_polled() {
    check(11, 20, true, Options { poll: Some(Duration::from_millis(10)), ..Options::default() });
}

/// `cargo test --lib nothing_is_stale_for_long -- --ignored`
#[test]
#[ignore = "it takes minutes"]
fn nothing_is_stale_for_long() {
    for seed in 1..=40 {
        check(seed * 7_919, 80, seed % 2 == 0, Options::default());
    }
}
