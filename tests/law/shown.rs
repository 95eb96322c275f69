//! What the dev server shows between updates: the site as its files are, or the last good one.

use std::sync::Arc;

use ibid::config::Settings;
use ibid::diagnostic::{Diagnostic, Format, Severity};
use ibid::serve::http::Backend;
use ibid::serve::workshop::{Options, Workshop};
use ibid::world::{Changes, Memory, World};

use crate::desk::Desk;

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
        let settings = Settings { drafts: true, future: true, expired: true, ..Settings::default() };
        let (origin, root) = ("http://127.0.0.1:1".to_owned(), std::path::PathBuf::new());
        let workshop = Workshop::open(folder.share(), Options { settings, origin, root, editor: None });
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
    preview.save(|desk| desk.relocate(&mut crate::dice::Dice::new(1), "content/about.md", "content/us.md"));
    preview.save(|desk| desk.change("ibid.toml", |text| text.replacen(broken, "", 1)));
    assert_eq!(preview.errors(), "");
    assert_eq!(preview.workshop.moved("about/").as_deref(), Some("/watch/us/"));
}
