#![expect(clippy::disallowed_methods, reason = "the tests save as editors do")]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use super::*;

#[cfg(unix)]
mod law;
#[cfg(unix)]
mod links;
mod polling;

/// A site that is watched.
struct Site {
    folder: tempfile::TempDir,
    // Ends before the folder goes.
    watcher: Watcher,
    batches: Receiver<Changes>,
}

/// Longer than anything takes on a busy machine.
const LONG: Duration = Duration::from_secs(10);
/// Longer than a batch of a save waits for its end.
const QUIET: Duration = Duration::from_millis(600);

impl Site {
    fn new() -> Self {
        Self::with(Options::default(), |_| {})
    }

    /// A site of one page, prepared further.
    fn with(mut options: Options, prepare: impl Fn(&Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["content/briefings", "templates", "public", ".ibid"] {
            fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        fs::write(folder.path().join("ibid.toml"), "").unwrap();
        fs::write(folder.path().join("content/briefings/a.md"), "before").unwrap();
        prepare(folder.path());
        options.left_out.push("./public/".to_owned());
        let (watcher, batches) = Watcher::start(folder.path(), &options).unwrap();
        Self { folder, watcher, batches }
    }

    fn polled() -> Self {
        Self::with(Options { poll: Some(Duration::from_millis(20)), ..Options::default() }, |_| {})
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.at(path), text).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.at(from), self.at(to)).unwrap();
    }

    /// The next batch.
    fn next(&self) -> Changes {
        self.batches.recv_timeout(LONG).expect("a batch")
    }

    /// All that is told until it is quiet, however many batches it is on a busy machine.
    fn told(&self) -> BTreeSet<String> {
        let mut told = BTreeSet::new();
        let mut next = Some(self.next());
        while let Some(changes) = next {
            match changes {
                Changes::Paths(paths) => told.extend(paths),
                Changes::All => _ = told.insert("all".to_owned()),
            }
            next = self.batches.recv_timeout(QUIET / 4).ok();
        }
        told
    }

    fn assert_told(&self, paths: &[&str]) {
        assert_eq!(self.told(), paths.iter().map(|path| (*path).to_owned()).collect());
    }

    fn assert_quiet(&self) {
        assert_eq!(self.batches.recv_timeout(QUIET).ok(), None);
    }
}

const PAGE: &str = "content/briefings/a.md";

#[test]
fn a_file_is_written_in_place() {
    let site = Site::new();
    assert_eq!(site.watcher.polling().said(), None);
    site.write(PAGE, "after");
    site.assert_told(&[PAGE]);
    site.write("ibid.toml", "title = \"x\"");
    site.assert_told(&["ibid.toml"]);
    site.write("templates/page.html", "");
    site.assert_told(&["templates/page.html"]);
}

#[test]
fn a_file_is_renamed_over_the_old_one() {
    let site = Site::new();
    site.write("content/briefings/a.md.tmp.4711", "after");
    site.rename("content/briefings/a.md.tmp.4711", PAGE);
    site.assert_told(&[PAGE, "content/briefings/a.md.tmp.4711"]);
}

#[test]
fn the_old_file_becomes_a_backup() {
    let site = Site::new();
    site.rename(PAGE, "content/briefings/a.md~");
    site.write(PAGE, "after");
    site.assert_told(&[PAGE]);
}

#[test]
fn vim_saves() {
    let site = Site::new();
    site.write("content/briefings/.a.md.swp", "b0VIM");
    site.assert_quiet();
    site.write("content/briefings/4913", "");
    fs::remove_file(site.at("content/briefings/4913")).unwrap();
    site.assert_quiet();
    site.rename(PAGE, "content/briefings/a.md~");
    site.write(PAGE, "after");
    fs::remove_file(site.at("content/briefings/a.md~")).unwrap();
    site.write("content/briefings/.a.md.swp", "b0VIM 2");
    site.assert_told(&[PAGE]);
    fs::remove_file(site.at("content/briefings/.a.md.swp")).unwrap();
    site.assert_quiet();
}

#[cfg(unix)]
#[test]
fn emacs_saves() {
    let site = Site::new();
    std::os::unix::fs::symlink("me@host.1:1", site.at("content/briefings/.#a.md")).unwrap();
    site.write("content/briefings/#a.md#", "after");
    site.assert_quiet();
    site.rename(PAGE, "content/briefings/a.md~");
    site.write(PAGE, "after");
    fs::remove_file(site.at("content/briefings/#a.md#")).unwrap();
    fs::remove_file(site.at("content/briefings/.#a.md")).unwrap();
    site.assert_told(&[PAGE]);
}

#[test]
fn other_editors_save() {
    let site = Site::new();
    // JetBrains
    site.write("content/briefings/a.md___jb_tmp___", "after");
    site.rename(PAGE, "content/briefings/a.md___jb_old___");
    site.rename("content/briefings/a.md___jb_tmp___", PAGE);
    fs::remove_file(site.at("content/briefings/a.md___jb_old___")).unwrap();
    site.assert_told(&[PAGE]);
    // GNOME
    site.write("content/briefings/.goutputstream-AB12CD", "again");
    site.rename("content/briefings/.goutputstream-AB12CD", PAGE);
    site.assert_told(&[PAGE]);
    // macOS: a folder beside the file, out of which the file is renamed
    fs::create_dir(site.at("content/briefings/a.md.sb-12-ab")).unwrap();
    site.write("content/briefings/a.md.sb-12-ab/a.md", "mac");
    site.rename("content/briefings/a.md.sb-12-ab/a.md", PAGE);
    fs::remove_dir(site.at("content/briefings/a.md.sb-12-ab")).unwrap();
    assert!(site.told().contains(PAGE));
    // VS Code: opens the file, cuts it, writes it
    let mut file = fs::OpenOptions::new().write(true).open(site.at(PAGE)).unwrap();
    file.set_len(0).unwrap();
    file.write_all(b"code").unwrap();
    drop(file);
    site.assert_told(&[PAGE]);
}

#[test]
fn a_touch_is_told_and_reading_is_not() {
    let site = Site::new();
    fs::read(site.at(PAGE)).unwrap();
    fs::read_dir(site.at("content")).unwrap().for_each(drop);
    site.assert_quiet();
    let file = fs::File::options().write(true).open(site.at(PAGE)).unwrap();
    drop(file);
    site.assert_quiet();
    let file = fs::File::options().write(true).open(site.at(PAGE)).unwrap();
    file.set_modified(std::time::UNIX_EPOCH).unwrap();
    drop(file);
    site.assert_told(&[PAGE]);
}

#[test]
fn a_file_that_is_written_slowly_is_whole_when_it_is_told() {
    let site = Site::new();
    let mut file = fs::File::create(site.at(PAGE)).unwrap();
    for _ in 0..5 {
        file.write_all(b"a piece\n").unwrap();
        std::thread::sleep(Duration::from_millis(25));
    }
    drop(file);
    assert_eq!(site.next(), Changes::from_iter([PAGE]));
    assert_eq!(fs::read(site.at(PAGE)).unwrap().len(), 40);
    site.assert_quiet();
}

#[test]
fn a_file_that_is_never_closed_is_told_all_the_same() {
    let site = Site::new();
    let mut file = fs::File::create(site.at(PAGE)).unwrap();
    file.write_all(b"a line\n").unwrap();
    site.assert_told(&[PAGE]);
    file.write_all(b"a line\n").unwrap();
    site.assert_told(&[PAGE]);
}

#[test]
fn a_file_is_removed_and_made_again() {
    let site = Site::new();
    fs::remove_file(site.at(PAGE)).unwrap();
    site.write(PAGE, "after");
    site.assert_told(&[PAGE]);
    fs::remove_file(site.at(PAGE)).unwrap();
    site.assert_told(&[PAGE]);
}

#[test]
fn a_folder_is_renamed_and_watched_under_its_new_name() {
    let site = Site::new();
    site.rename("content/briefings", "content/notes");
    site.assert_told(&["content/briefings", "content/notes"]);
    site.write("content/notes/a.md", "after");
    site.assert_told(&["content/notes/a.md"]);
}

#[test]
fn new_folders_are_watched_however_deep() {
    let site = Site::new();
    for round in 0..10 {
        let folder = format!("content/new{round}/deep/deeper");
        fs::create_dir_all(site.at(&folder)).unwrap();
        site.write(&format!("{folder}/a.md"), "1");
        let top = format!("content/new{round}");
        assert!(site.told().contains(&top));
        site.write(&format!("{folder}/a.md"), "2");
        assert!(site.told().contains(&format!("{folder}/a.md")));
    }
}

#[test]
fn folders_of_the_root_come_and_go() {
    let site = Site::new();
    fs::create_dir(site.at("static")).unwrap();
    site.assert_told(&["static"]);
    site.write("static/a.css", "");
    site.assert_told(&["static/a.css"]);
    site.rename("content", "away");
    site.assert_told(&["content", "away"]);
    fs::create_dir_all(site.at("content/briefings")).unwrap();
    assert!(site.told().contains("content"));
    site.write(PAGE, "new");
    site.assert_told(&[PAGE]);
    fs::remove_dir_all(site.at("content")).unwrap();
    assert!(site.told().contains("content"));
    fs::create_dir_all(site.at("content/briefings")).unwrap();
    site.told();
    site.write(PAGE, "newer");
    site.assert_told(&[PAGE]);
}

#[test]
fn the_output_and_folders_of_other_programs_are_not_watched() {
    let site = Site::new();
    site.write("public/index.html", "");
    site.write(".ibid/x", "");
    for folder in [".git", "node_modules", "target"] {
        fs::create_dir(site.at(folder)).unwrap();
        site.write(&format!("{folder}/x"), "");
    }
    site.write("content/.hidden", "");
    site.assert_quiet();
    site.write(PAGE, "after");
    site.assert_told(&[PAGE, "content/.hidden"]);
}

#[test]
fn a_checkout_is_one_batch() {
    let git = |folder: &Path, arguments: &[&str]| {
        let status = Command::new("git")
            .current_dir(folder)
            .args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"])
            .args(arguments)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .status();
        assert!(status.unwrap().success(), "{arguments:?}");
    };
    let fill = |folder: &Path, text: &str| {
        for number in 0..500 {
            fs::write(folder.join(format!("content/briefings/{number}.md")), text).unwrap();
        }
    };
    let site = Site::with(Options::default(), |folder| {
        git(folder, &["init"]);
        fill(folder, "one");
        git(folder, &["add", "-A"]);
        git(folder, &["commit", "-m", "one"]);
        git(folder, &["checkout", "-b", "other"]);
        fill(folder, "two");
        git(folder, &["commit", "-a", "-m", "two"]);
    });
    for branch in ["main", "other", "main"] {
        git(site.folder.path(), &["checkout", branch]);
        let Changes::Paths(paths) = site.next() else { panic!("it is known what changed") };
        assert_eq!(paths.len(), 500);
        site.assert_quiet();
    }
}

#[test]
fn a_lock_of_git_is_waited_for_but_not_forever() {
    let site = Site::with(Options::default(), |folder| fs::create_dir(folder.join(".git")).unwrap());
    site.write(".git/index.lock", "");
    site.write(PAGE, "one");
    site.assert_quiet();
    site.write("content/briefings/b.md", "one");
    fs::remove_file(site.at(".git/index.lock")).unwrap();
    assert_eq!(site.next(), Changes::from_iter([PAGE, "content/briefings/b.md"]));
    site.write(".git/index.lock", "");
    site.write(PAGE, "two");
    site.assert_told(&[PAGE]);
    let begin = Instant::now();
    site.write(PAGE, "three");
    site.next();
    assert!(begin.elapsed() < Duration::from_secs(1), "a lock that stays is not waited for again");
}

#[test]
fn a_watcher_that_is_dropped_ends() {
    for options in [Options::default(), Options { poll: Some(Duration::from_mins(1)), ..Options::default() }]
    {
        let site = Site::with(options, |_| {});
        let Site { watcher, batches, folder } = site;
        let begin = Instant::now();
        drop(watcher);
        assert!(begin.elapsed() < LONG);
        assert_eq!(batches.recv_timeout(LONG), Err(mpsc::RecvTimeoutError::Disconnected));
        drop(folder);
    }
    Watcher::start(Path::new("/nowhere/at/all"), &Options::default()).unwrap_err();
}

/// `cargo test --lib watch::tests::latency -- --ignored --nocapture`
#[test]
#[ignore = "it measures"]
#[expect(clippy::print_stderr, reason = "it measures")]
fn latency() {
    for (name, site) in [("told", Site::new()), ("polled every 20 ms", Site::polled())] {
        let mut times: Vec<Duration> = (0..200)
            .map(|round| {
                std::thread::sleep(Duration::from_millis(20 + round % 7));
                let begin = Instant::now();
                site.write(PAGE, &format!("round {round}"));
                site.next();
                begin.elapsed()
            })
            .collect();
        times.sort_unstable();
        eprintln!("{name}: median {:?}, worst {:?}", times[100], times[199]);
    }
}
