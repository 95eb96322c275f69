//! A site that tests change as they like.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use ibid::serve::http::{Backend, Refusal};
use tokio::sync::watch;

pub(crate) struct Fake {
    pub(crate) base: &'static str,
    files: Mutex<BTreeMap<String, Arc<Vec<u8>>>>,
    moved: Mutex<BTreeMap<String, String>>,
    /// Every path that was asked for.
    asked: Mutex<Vec<String>>,
    updates: watch::Sender<u64>,
}

impl Fake {
    pub(crate) fn new(base: &'static str, files: &[(&str, &str)]) -> Arc<Self> {
        let fake = Self {
            base,
            files: Mutex::default(),
            moved: Mutex::default(),
            asked: Mutex::default(),
            updates: watch::Sender::new(1),
        };
        for (path, text) in files {
            fake.set(path, Some(text.as_bytes()));
        }
        Arc::new(fake)
    }

    /// Writes or removes a file, without telling.
    pub(crate) fn set(&self, path: &str, bytes: Option<&[u8]>) {
        let mut files = self.files.lock().expect("a lock");
        match bytes {
            Some(bytes) => files.insert(path.to_owned(), Arc::new(bytes.to_vec())),
            None => files.remove(path),
        };
    }

    pub(crate) fn move_page(&self, from: &str, to: &str) {
        self.moved.lock().expect("a lock").insert(from.to_owned(), to.to_owned());
    }

    /// Tells that the site is another one.
    pub(crate) fn update(&self) {
        self.updates.send_modify(|count| *count += 1);
    }

    /// Writes a file and tells.
    pub(crate) fn save(&self, path: &str, text: &str) {
        self.set(path, Some(text.as_bytes()));
        self.update();
    }

    /// How often it was updated.
    pub(crate) fn updated(&self) -> u64 {
        *self.updates.borrow()
    }

    /// How many wait for updates.
    pub(crate) fn listeners(&self) -> usize {
        self.updates.receiver_count()
    }

    pub(crate) fn times_asked(&self, path: &str) -> usize {
        self.asked.lock().expect("a lock").iter().filter(|asked| *asked == path).count()
    }

    pub(crate) fn all_asked(&self) -> Vec<String> {
        self.asked.lock().expect("a lock").clone()
    }
}

impl Backend for Fake {
    fn base_path(&self) -> String {
        self.base.to_owned()
    }

    fn file(&self, path: &str) -> Option<Arc<Vec<u8>>> {
        self.asked.lock().expect("a lock").push(path.to_owned());
        assert!(path != "panic/index.html", "a page that makes the backend panic");
        if path == "slow/index.html" {
            std::thread::sleep(std::time::Duration::from_secs(30));
        }
        self.files.lock().expect("a lock").get(path).cloned()
    }

    fn moved(&self, path: &str) -> Option<String> {
        self.moved.lock().expect("a lock").get(path).cloned()
    }

    fn updates(&self) -> watch::Receiver<u64> {
        self.updates.subscribe()
    }

    fn state(&self) -> String {
        format!("{{\"update\":{}}}", *self.updates.borrow())
    }

    fn page(&self, path: &str) -> Option<String> {
        let file = self.files.lock().expect("a lock").get(path).cloned();
        file.map(|_| format!("{{\"file\":\"{path}\"}}"))
    }

    fn status(&self, path: &str) -> Option<String> {
        let is_page = matches!(path, "" | "pages/");
        let page = is_page.then(|| format!("<!doctype html><body>status {path}</body>"));
        page.or_else(|| (path == "status.css").then(|| "p {}".to_owned()))
    }

    fn take(&self, body: &[u8]) -> Result<String, Refusal> {
        match body {
            b"{}" => Err(Refusal::new(409, "the file is another one now")),
            _ => Ok(format!("{{\"length\":{}}}", body.len())),
        }
    }

    fn undo(&self, _: &[u8]) -> Result<String, Refusal> {
        Ok("{\"undone\":true}".to_owned())
    }

    fn open(&self, _: &[u8]) -> Result<String, Refusal> {
        Ok("{\"opened\":true}".to_owned())
    }
}
