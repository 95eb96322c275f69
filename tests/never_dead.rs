//! What is shown while something stands in the way: a dev server never leaves anybody with a dead page.
#![cfg(feature = "serve")]
#![expect(clippy::disallowed_methods, reason = "the program itself is started, and looked at over time")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use ibid::config::Settings;
use ibid::serve::http::Backend as _;
use ibid::serve::workshop::{Options, Workshop};
use ibid::world::{Changes, Memory, World as _};

const CONFIG: &str = "base_url = \"https://example.org/sub\"\ntitle = \"Desk\"\n";
/// As long as anything may take.
const PATIENCE: Duration = Duration::from_secs(20);
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

/// `ibid serve` in a folder of its own, which nobody listens to.
struct Unheard {
    folder: tempfile::TempDir,
    program: Child,
    port: u16,
}

impl Unheard {
    fn start(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        let mut program = Command::new(env!("CARGO_BIN_EXE_ibid"))
            .args(["serve", "--port", "0", "--root"])
            .arg(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("ibid starts");
        let mut said = BufReader::new(program.stdout.take().expect("an output"));
        // It ends with this value, also where it never says anything.
        let mut served = Self { folder, program, port: 0 };
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            let read = said.read_line(&mut line);
            drop(sender.send(line));
            read
        });
        let line = receiver.recv_timeout(PATIENCE).expect("ibid says where it listens");
        let port = line.split(':').nth(2).and_then(|rest| rest.split('/').next()?.parse().ok());
        served.port = port.expect("a port");
        served
    }

    fn shows(&self, path: &str) -> String {
        let mut answer = String::new();
        self.ask(path).read_to_string(&mut answer).expect("an answer");
        answer
    }

    fn ask(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server is there");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        let request = format!("GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("asked");
        stream
    }

    fn save(&self, text: &str) {
        fs::write(self.folder.path().join("content/a.md"), text).expect("written");
        let begun = Instant::now();
        while !self.shows("/sub/a/").contains(text.lines().last().expect("a line")) {
            assert!(begun.elapsed() < PATIENCE, "the save is never seen");
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Unheard {
    fn drop(&mut self) {
        drop(self.program.kill());
        drop(self.program.wait());
    }
}

#[test]
fn a_terminal_that_was_stopped_does_not_stop_the_site() {
    // More findings than the system keeps for somebody who reads later.
    let findings = ":quote[“words”]{src=nowhere}\n\n".repeat(1_000);
    let page = |round: usize| format!("+++\ntitle = \"A\"\n+++\n{}round {round}\n", &findings[round * 30..]);
    let mut served = Unheard::start(&[("ibid.toml", CONFIG), ("content/a.md", &page(0))]);
    for round in 1..4 {
        served.save(&page(round));
    }
    if cfg!(unix) {
        let told = Command::new("kill").args(["-INT", &served.program.id().to_string()]).status();
        assert!(told.is_ok_and(|told| told.success()));
        assert!(served.program.wait().is_ok_and(|end| end.success()));
    }
}

#[test]
fn a_template_that_loops_without_end_keeps_no_other_page_and_no_save() {
    let (config, page) = (("ibid.toml", CONFIG), ("content/a.md", "+++\ntitle = \"A\"\n+++\nWords.\n"));
    let begin = "{% for one in range(end=100000) %}".repeat(4);
    let template = format!("{begin}{}", "{% endfor %}".repeat(4));
    let served = Unheard::start(&[config, page, ("templates/page.html", &template)]);
    let waiting: Vec<_> = (0..8).map(|_| served.ask("/sub/a/")).collect();
    thread::sleep(Duration::from_millis(300));
    assert!(served.shows("/sub/").contains("200 OK"));
    fs::remove_file(served.folder.path().join("templates/page.html")).expect("removed");
    // Whoever asks before that is seen waits with the others.
    thread::sleep(Duration::from_secs(1));
    served.save("+++\ntitle = \"A\"\n+++\nOther words.\n");
    drop(waiting);
}
