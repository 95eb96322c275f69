//! What the workshop answers the server.

use std::sync::Arc;

use serde::Serialize;
use tokio::sync::watch;

use super::{Workshop, lock, search};
use crate::serve::findings::{self, Findings};
use crate::serve::http::{Backend, Refusal};

/// What every tab is told.
#[derive(Serialize)]
struct State {
    update: u64,
    time_ms: u128,
    #[serde(flatten)]
    findings: Findings,
}

impl Backend for Workshop {
    fn base_path(&self) -> String {
        self.now().site.material().config.base_path.clone()
    }

    fn file(&self, path: &str) -> Option<Arc<Vec<u8>>> {
        let now = self.now();
        if search::is_part(path) {
            return lock(&self.bundle).file(now.number, now.shown(), path);
        }
        let (file, has_news) = now.file(path);
        if has_news {
            self.tell();
        }
        file
    }

    fn moved(&self, path: &str) -> Option<String> {
        let base_path = self.base_path();
        lock(&self.moves).get(path).map(|path| format!("{base_path}/{path}"))
    }

    fn updates(&self) -> watch::Receiver<u64> {
        self.updates.subscribe()
    }

    fn state(&self) -> String {
        let now = self.now();
        let state = State {
            update: now.number,
            time_ms: now.time.as_millis(),
            findings: Findings::of(&now.findings(), findings::MOST),
        };
        // Numbers and texts can always be written as JSON.
        serde_json::to_string(&state).unwrap_or_default()
    }

    fn page(&self, path: &str) -> Option<String> {
        let _ = path;
        None
    }

    fn status(&self, path: &str) -> Option<String> {
        let _ = path;
        None
    }

    fn take(&self, _: &[u8]) -> Result<String, Refusal> {
        Err(Refusal::new(409, ""))
    }

    fn undo(&self, _: &[u8]) -> Result<String, Refusal> {
        Err(Refusal::new(409, ""))
    }

    fn open(&self, _: &[u8]) -> Result<String, Refusal> {
        Err(Refusal::new(409, ""))
    }
}
