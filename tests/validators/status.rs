//! What the dev server tells of a site, written into a folder.

use std::path::PathBuf;
use std::time::Duration;

use ibid::config::Settings;
use ibid::serve::status::{Cause, Status, Update, Updates};
use ibid::site::{Past, update};
use ibid::world::{Changes, Disk, Memory, World};
use tempfile::TempDir;

pub(crate) struct Pages {
    pub(crate) folder: TempDir,
    pub(crate) files: Vec<PathBuf>,
}

impl Pages {
    /// The pages about this repository's own site, and about one with faults of all kinds.
    pub(crate) fn written() -> Self {
        let mut pages = Self { folder: tempfile::tempdir().expect("a temporary folder"), files: Vec::new() };
        pages.write("own", &Disk::new(env!("CARGO_MANIFEST_DIR")));
        let text = "+++\ntitle = \"<b> & \\\"x\\\"\"\ndraft = true\n+++\n\
                    :quote[lost *three* vehicles]{src=minutes}, :cite[c]{src=none}, :nothing[x] and [x](@/y.md)\n";
        let config = "base_url = \"https://example.org\"\nunknown = 1\n";
        let source = "+++\ntitle = \"\"\n+++\nThe enemy lost two vehicles.\n";
        let files = [("ibid.toml", config), ("content/a.md", text), ("content/sources/minutes.md", source)];
        pages.write("faulty", &Memory::with(files));
        pages
    }

    fn write(&mut self, name: &str, world: &dyn World) {
        let settings = Settings { drafts: true, ..Settings::default() };
        let site = update(world, &settings, &mut Past::default(), &Changes::All);
        let mut updates = Updates::default();
        let first = vec!["content/<a>.md".to_owned(), "static/x.css".to_owned()];
        for cause in [Cause::Start, Cause::Files { first, more: 7 }] {
            updates.add(Update {
                number: 1,
                at: jiff::civil::time(8, 30, 0, 0),
                cause,
                took: Duration::from_millis(7),
                phases: site.times.iter().collect(),
                errors: 1,
                warnings: 1,
            });
        }
        let status = Status {
            site: Some(&site),
            diagnostics: &site.diagnostics,
            updates: &updates,
            public_url: "https://ibid.example",
        };
        for path in ["", "pages/", "annotations/", "sources/", "newsletter/", "warnings/", "status.css"] {
            let file = self.folder.path().join(name).join(match path {
                "status.css" => path.to_owned(),
                path => format!("{path}index.html"),
            });
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(&file, status.page(path).expect("a page")).expect("a file");
            self.files.push(file);
        }
    }
}
