//! What is shown while something stands in the way: a dev server never leaves anybody with a dead page.
#![cfg(feature = "serve")]

use std::path::PathBuf;
use std::sync::Arc;

use ibid::config::Settings;
use ibid::serve::http::Backend as _;
use ibid::serve::workshop::{Options, Workshop};
use ibid::world::{Changes, Memory, World as _};

const CONFIG: &str = "base_url = \"https://example.org/sub\"\ntitle = \"Desk\"\n";
const PAGE: &str = "+++\ntitle = \"A\"\n+++\n:note[Words]{#words}.\n\n:::note{#words}\nMore.\n:::\n";

/// A site that is previewed.
struct Desk {
    world: Arc<Memory>,
    workshop: Arc<Workshop>,
}

impl Desk {
    fn new() -> Self {
        let world = Arc::new(Memory::with([("ibid.toml", CONFIG), ("content/a.md", PAGE)]));
        let options = Options {
            settings: Settings::default(),
            origin: "http://127.0.0.1:1111".to_owned(),
            root: PathBuf::new(),
            editor: None,
        };
        Self { workshop: Workshop::open(world.clone(), options), world }
    }

    fn save(&self, path: &str, text: impl Into<Vec<u8>>) {
        self.world.insert(path, text);
        self.workshop.update(&Changes::from_iter([path]));
    }

    fn shows(&self, path: &str) -> String {
        let file = self.workshop.file(path).unwrap_or_default();
        String::from_utf8_lossy(&file).into_owned()
    }
}

#[test]
fn a_site_below_a_path_stays_there_while_its_configuration_is_broken() {
    let desk = Desk::new();
    assert_eq!(desk.workshop.findings(), []);
    let (page, facts) = (desk.shows("a/index.html"), desk.workshop.page("a/index.html"));
    assert!(page.contains("http://127.0.0.1:1111/sub/"), "{page}");
    let told = facts.clone().unwrap_or_default();
    assert!(told.contains("https://example.org/sub/a/words/"), "{told}");
    for broken in ["", "base_url = \"example.org\"", "base_url = \"https://example.org/sub", "[[[", "\u{0}"] {
        desk.save("ibid.toml", broken);
        assert_eq!(desk.workshop.base_path(), "/sub", "{broken}");
        assert_eq!(desk.shows("a/index.html"), page, "{broken}");
        assert_eq!(desk.workshop.page("a/index.html"), facts, "{broken}");
    }
    desk.world.remove("ibid.toml").expect("removed");
    desk.workshop.update(&Changes::from_iter(["ibid.toml"]));
    assert_eq!(desk.workshop.base_path(), "/sub");
    desk.save("ibid.toml", CONFIG.replace("/sub", "/other"));
    assert_eq!(desk.workshop.base_path(), "/other");
}
