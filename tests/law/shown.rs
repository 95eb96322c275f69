//! What the dev server shows between updates: the site as its files are, or the last good one.

use std::sync::Arc;

use ibid::config::{Settings, config};
use ibid::diagnostic::{Diagnostic, Format, Severity};
use ibid::serve::findings::stands_in_the_way;
use ibid::serve::http::Backend;
use ibid::serve::workshop::{Options, Workshop};
use ibid::site::{Past, Site, update};
use ibid::world::{Changes, Memory, World};

use crate::compare::some;
use crate::desk::Desk;
use crate::dice::Dice;
use crate::edits::{EDITS, any};

const ORIGIN: &str = "http://127.0.0.1:1";

fn settings() -> Settings {
    Settings { drafts: true, future: true, expired: true, ..Settings::default() }
}

/// The site that the files of a desk make afresh, at the address of the server.
fn cold(desk: &Desk) -> Site {
    let world = Memory::new();
    desk.save(&world);
    let (configured, _) = config(&world, &settings());
    let base_url = Some(format!("{ORIGIN}{}", configured.base_path));
    update(&world, &Settings { base_url, ..settings() }, &mut Past::default(), &Changes::All)
}

/// A site that is previewed.
struct Preview {
    folder: Memory,
    desk: Desk,
    workshop: Arc<Workshop>,
}

impl Preview {
    fn new() -> Self {
        let (folder, desk) = (Memory::new(), Desk::first());
        desk.save(&folder);
        let root = std::path::PathBuf::new();
        let options = Options { settings: settings(), origin: ORIGIN.to_owned(), root, editor: None };
        let workshop = Workshop::open(folder.share(), options);
        Self { folder, desk, workshop }
    }

    /// Edits the files and saves them at once.
    fn save(&mut self, edit: impl FnOnce(&mut Desk)) {
        let before = self.desk.clone();
        edit(&mut self.desk);
        self.desk.save(&self.folder);
        let changes: Changes = self.desk.changed(&before).into_iter().collect();
        self.workshop.update(&changes);
    }

    fn page(&self, path: &str) -> Option<String> {
        let bytes = self.workshop.file(path)?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn errors(&self) -> String {
        let is_error = |found: &Diagnostic| found.severity == Severity::Error;
        let errors: Vec<Diagnostic> = self.workshop.findings().into_iter().filter(is_error).collect();
        Format::Short.render(&errors, false)
    }
}

const LOSS: &str = "briefings/loss/index.html";

#[test]
fn a_broken_configuration_leaves_pages_at_their_addresses() {
    let mut preview = Preview::new();
    let first = preview.page(LOSS).expect("a page");
    let permalinks = preview.workshop.page(LOSS).expect("what is known of the page");
    assert!(permalinks.contains("https://desk.example/watch/a/loss/"), "{permalinks}");
    for broken in ["title = \"", "\n[[[\n"] {
        preview.save(|desk| desk.change("ibid.toml", |text| format!("{broken}{text}")));
        assert_ne!(preview.errors(), "");
        assert_eq!(preview.workshop.base_path(), "/watch", "{broken}");
        assert_eq!(preview.page(LOSS).as_ref(), Some(&first));
        assert_eq!(preview.workshop.page(LOSS).as_ref(), Some(&permalinks));
    }
    preview.save(|desk| drop(desk.files.remove("ibid.toml")));
    assert_eq!(preview.workshop.base_path(), "/watch");
    assert_eq!(preview.page(LOSS).as_ref(), Some(&first));
    preview.save(|desk| *desk = Desk::first());
    assert_eq!(preview.errors(), "");
    assert_eq!(preview.page(LOSS).as_ref(), Some(&first));
}

#[test]
fn a_page_that_cannot_be_rendered_is_shown_as_it_was_last_however_often_is_saved() {
    let mut preview = Preview::new();
    let first = preview.page(LOSS).expect("a page");
    preview.save(|desk| {
        let text = "{% extends \"builtin/briefing.html\" %}{% block head %}{{ page.extra.nowhere }}{% endblock head %}";
        desk.write("templates/briefing.html", text);
    });
    // Somebody saves again before anybody asked for the page.
    preview.save(|desk| desk.change("content/about.md", |text| format!("{text}\nMore.\n")));
    preview.save(|desk| desk.change("content/about.md", |text| format!("{text}\nAnd more.\n")));
    assert_eq!(preview.page(LOSS).as_ref(), Some(&first));
    assert!(preview.errors().contains("content/briefings/loss.md"), "{}", preview.errors());
    assert!(preview.page("about/index.html").is_some_and(|page| page.contains("And more.")));
}

#[test]
fn an_open_page_that_was_renamed_while_something_was_broken_is_found() {
    let mut preview = Preview::new();
    let broken = "\n[[[\n";
    preview.save(|desk| desk.change("ibid.toml", |text| format!("{broken}{text}")));
    preview.save(|desk| desk.relocate(&mut Dice::new(1), "content/about.md", "content/us.md"));
    preview.save(|desk| desk.change("ibid.toml", |text| text.replacen(broken, "", 1)));
    assert_eq!(preview.errors(), "");
    assert_eq!(preview.workshop.moved("about/").as_deref(), Some("/watch/us/"));
}

#[test]
fn what_fails_on_a_page_is_told_no_more_when_its_folder_is_gone() {
    let mut preview = Preview::new();
    preview.save(|desk| desk.write("templates/report.html", "{{ page.extra.nowhere }}"));
    assert!(preview.page("reports/ports/north/index.html").is_some(), "as it was last");
    assert!(preview.errors().contains("`content/reports/ports/north.md`"), "{}", preview.errors());
    preview.desk.rename("content/reports", "content/harbours");
    preview.desk.save(&preview.folder);
    preview.workshop.update(&Changes::from_iter(["content/reports", "content/harbours"]));
    assert!(!preview.errors().contains("nowhere"), "{}", preview.errors());
}

#[test]
fn what_failed_on_a_page_is_told_no_more_when_the_page_is_seen_without_it() {
    let mut preview = Preview::new();
    preview.save(|desk| {
        desk.write("templates/report.html", "{{ load_data(path=\"data/more.txt\") }}");
    });
    let north = "reports/ports/north/index.html";
    preview.page(north);
    assert!(preview.errors().contains("more.txt"), "{}", preview.errors());
    // Nothing says that the one has to do with the other.
    preview.save(|desk| desk.write("content/briefings/new.md", "+++\ntitle = \"New\"\n+++\nWords.\n"));
    assert!(preview.errors().contains("more.txt"), "{}", preview.errors());
    preview.desk.write("data/more.txt", "North");
    preview.desk.save(&preview.folder);
    preview.workshop.update(&Changes::from_iter(["content/about.md"]));
    assert_eq!(preview.page(north).as_deref(), Some("North"));
    assert_eq!(preview.errors(), "");
}

#[test]
fn what_is_shown_is_the_site_of_the_files_or_of_those_that_were_good_last() {
    let (mut good, mut bad) = (0, 0);
    for seed in 1..=6 {
        let mut dice = Dice::new(seed);
        let mut preview = Preview::new();
        let first = cold(&preview.desk).outcome();
        let mut paths: Vec<String> = first.artifacts.into_iter().map(|file| file.path).collect();
        // What a browser keeps on asking for may be another picture now.
        paths.retain(|path| !path.starts_with("processed_images/"));
        let mut sound = preview.desk.clone();
        for step in 0..30 {
            let kind = any(&mut dice);
            preview.save(|desk| (EDITS[kind].apply)(desk, &mut dice));
            let cold = cold(&preview.desk);
            let is_unfit = cold.diagnostics.iter().any(stands_in_the_way);
            for path in some(&paths, &mut dice).into_iter().chain([LOSS.to_owned()]) {
                let shown = preview.workshop.file(&path);
                let (made, found) = cold.file(&path);
                let place = format!("seed {seed}, step {step}, {}: {path}", EDITS[kind].name);
                if is_unfit || found.iter().any(stands_in_the_way) {
                    bad += 1;
                    let is_page = path.ends_with(".html");
                    let was_there = || self::cold(&sound).file(&path).0.is_some();
                    assert!(shown.is_some() || !is_page || !was_there(), "{place} is not shown");
                } else {
                    good += 1;
                    assert!(shown == made.map(|file| file.bytes), "{place} is another");
                }
            }
            if is_unfit && dice.one_in(3) {
                preview.save(|desk| desk.clone_from(&sound));
            } else if !is_unfit {
                sound.clone_from(&preview.desk);
            }
        }
    }
    assert!(good > bad && bad > 20, "{good} good, {bad} bad");
}
