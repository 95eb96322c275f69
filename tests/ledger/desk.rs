//! A publication in memory that publishes.

use std::collections::BTreeMap;
use std::sync::Arc;

use ibid::config::Settings;
use ibid::diagnostic::{Code, Diagnostic, Format, Severity, TextFile};
use ibid::ledger::{self, FILE, Ledger, State};
use ibid::site::{self, Past, Site};
use ibid::world::{Changes, Memory, World};
use jiff::civil::{Date, date};

pub(crate) const TODAY: Date = date(2026, 1, 9);

/// The text of an invented source.
const MINUTES: &str = "The council met at noon. It agreed to a pause of thirty days. The pause may be prolonged once. \
    Nobody asked for more. The ferries will run on weekdays only. The harbour stays closed until the spring. \
    Two ministers had left before the vote was taken. The minutes were approved a week later.";

pub(crate) struct Desk {
    pub world: Memory,
}

/// What stands at an address.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// The annotation, in the page of this title.
    Annotation(String),
    /// It leads to this address.
    Leads(String),
    /// It says why nothing else does.
    Tombstone(String),
    Nothing,
}

pub(crate) struct Built {
    pub files: BTreeMap<String, Arc<Vec<u8>>>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Desk {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let config = "base_url = \"https://desk.example\"\ntitle = \"Desk\"\ngenerate_feeds = false\nsearch = { enabled = false }\n";
        let source =
            format!("+++\ntype = \"report\"\ntitle = \"Minutes\"\npublish = \"full\"\n+++\n\n{MINUTES}\n");
        let world = Memory::with([("ibid.toml", config), ("content/sources/minutes.md", source.as_str())]);
        let desk = Self { world };
        for (path, body) in files {
            desk.page(path, body);
        }
        desk
    }

    /// A page at `content/PATH`, titled by its file's name.
    pub(crate) fn page(&self, path: &str, body: &str) {
        let title = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
        self.page_with(path, &format!("title = \"{title}\""), body);
    }

    pub(crate) fn page_with(&self, path: &str, keys: &str, body: &str) {
        self.world.insert(format!("content/{path}"), format!("+++\n{keys}\n+++\n\n{body}\n"));
    }

    pub(crate) fn delete(&self, path: &str) {
        self.world.remove(&format!("content/{path}")).expect("it is there");
    }

    pub(crate) fn file(&self, path: &str) -> String {
        String::from_utf8(self.world.read(path).expect("it is there")).expect("text")
    }

    pub(crate) fn site(&self) -> Site {
        site::update(&self.world, &Settings::default(), &mut Past::default(), &Changes::All)
    }

    pub(crate) fn build(&self) -> Built {
        let outcome = self.site().outcome();
        let files = outcome.artifacts.into_iter().map(|artifact| (artifact.path, artifact.bytes)).collect();
        Built { files, diagnostics: outcome.diagnostics }
    }

    /// Publishes what has no errors; gives the ledger.
    #[track_caller]
    pub(crate) fn publish(&self) -> Ledger {
        let site = self.site();
        let found = site.outcome().diagnostics;
        assert!(errors(&found).is_empty(), "{}", shown(&found));
        let before = self.ledger();
        let now = site.record();
        for id in before.annotations.keys() {
            assert!(now.annotations.contains_key(id), "{id} left the ledger");
        }
        for path in before.pages.keys() {
            assert!(now.pages.contains_key(path), "{path} left the ledger");
        }
        self.write(&now);
        now
    }

    pub(crate) fn ledger(&self) -> Ledger {
        match self.world.read(FILE) {
            Ok(bytes) => {
                let file = TextFile::new(FILE, String::from_utf8(bytes).expect("text"));
                let mut found = Vec::new();
                let ledger = ledger::read(&file, &mut found);
                assert!(found.is_empty(), "{}", shown(&found));
                ledger
            }
            Err(_) => Ledger::empty(),
        }
    }

    pub(crate) fn write(&self, ledger: &Ledger) {
        self.world.insert(FILE, ledger::write(ledger));
    }

    pub(crate) fn retract(&self, id: &str, reason: &str) {
        self.end(id, State::Retracted { on: TODAY, reason: reason.to_owned(), redacted: false });
    }

    pub(crate) fn move_to(&self, id: &str, to: &str) {
        self.end(id, State::Moved { on: TODAY, to: to.to_owned() });
    }

    #[track_caller]
    pub(crate) fn end(&self, name: &str, state: State) {
        let mut ledger = self.ledger();
        match ledger.annotations.get_mut(name) {
            Some(entry) => entry.state = state,
            None => ledger.pages.get_mut(name).expect("it was published").state = state,
        }
        self.write(&ledger);
    }

    /// The only annotation in the ledger whose phrase is this.
    #[track_caller]
    pub(crate) fn id(&self, phrase: &str) -> String {
        let ledger = self.ledger();
        let ids: Vec<&String> =
            ledger.annotations.values().filter(|entry| entry.text == phrase).map(|entry| &entry.id).collect();
        let [id] = ids.as_slice() else { panic!("{phrase}: {ids:?}") };
        (*id).clone()
    }

    /// What the site shows for an annotation, without an error.
    #[track_caller]
    pub(crate) fn at(&self, id: &str) -> Found {
        self.build().sound().at(&format!("/a/{id}/"))
    }

    /// The codes of all errors, with the names in their messages.
    pub(crate) fn errors(&self) -> Vec<(Code, String)> {
        errors(&self.build().diagnostics)
    }
}

impl Built {
    #[track_caller]
    pub(crate) fn sound(self) -> Self {
        assert!(errors(&self.diagnostics).is_empty(), "{}", shown(&self.diagnostics));
        self
    }

    pub(crate) fn text(&self, path: &str) -> String {
        let file = format!("{}index.html", path.trim_start_matches('/'));
        self.files.get(&file).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
    }

    pub(crate) fn at(&self, path: &str) -> Found {
        let html = self.text(path);
        let between = |from: &str, to: &str| {
            let rest = html.split_once(from)?.1;
            Some(rest.split_once(to)?.0.trim().to_owned())
        };
        if html.is_empty() {
            Found::Nothing
        } else if let Some(to) = between("content=\"0; url=https://desk.example", "\"") {
            Found::Leads(to)
        } else if html.contains("This annotation was retracted")
            || html.contains("This page was retracted")
            || html.contains("This is no longer public")
        {
            Found::Tombstone(between("<p class=\"byline\">", "<h2").unwrap_or_default())
        } else {
            let title = between("<title>", "</title>").unwrap_or_default();
            Found::Annotation(title.rsplit(" · ").next().unwrap_or_default().to_owned())
        }
    }
}

pub(crate) fn errors(found: &[Diagnostic]) -> Vec<(Code, String)> {
    let errors = found.iter().filter(|found| found.severity == Severity::Error);
    errors.map(|found| (found.code, found.message.clone())).collect()
}

pub(crate) fn shown(found: &[Diagnostic]) -> String {
    Format::Human.render(found, false)
}
