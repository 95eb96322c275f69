//! What the workshop answers the server.

use std::sync::Arc;

use serde::Serialize;
use tokio::sync::watch;

use super::{Workshop, lock, search};
use crate::serve::findings::{self, Findings};
use crate::serve::http::{Backend, Refusal};
use crate::serve::status::Status;
use crate::serve::take::Last;
use crate::serve::{editor, facts};

/// What every tab is told.
#[derive(Serialize)]
struct State<'a> {
    update: u64,
    time_ms: u128,
    #[serde(flatten)]
    findings: Findings,
    undo: Option<Last<'a>>,
}

impl Backend for Workshop {
    fn base_path(&self) -> String {
        self.now().shown().material().config.base_path.clone()
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
        let taken = lock(&self.taken);
        let state = State {
            undo: taken.last(),
            update: now.number,
            time_ms: now.time.as_millis(),
            findings: Findings::of(&now.findings(), findings::MOST),
        };
        // Numbers and texts can always be written as JSON.
        serde_json::to_string(&state).unwrap_or_default()
    }

    fn page(&self, path: &str) -> Option<String> {
        let now = self.now();
        // A new page that the last good state does not have is shown as far as it can be.
        let sites = [now.shown(), &now.site];
        let page = sites.into_iter().find_map(|site| facts::page(site, &now.public_url, path))?;
        serde_json::to_string(&page).ok()
    }

    fn status(&self, path: &str) -> Option<String> {
        let now = self.now();
        let (diagnostics, updates) = (now.findings(), lock(&self.log));
        // They tell of the files as they are; where those make no site, of the last one.
        let site = if now.site.material().drafts.is_empty() { now.shown() } else { &now.site };
        let status = Status {
            site: Some(site),
            diagnostics: &diagnostics,
            updates: &updates,
            public_url: &now.public_url,
        };
        status.page(path)
    }

    fn take(&self, body: &[u8]) -> Result<String, Refusal> {
        let answer = lock(&self.taken).take(&self.world, body, &self.now().findings());
        self.tell();
        answer
    }

    fn undo(&self, body: &[u8]) -> Result<String, Refusal> {
        let _ = body;
        let answer = lock(&self.taken).undo(&self.world);
        self.tell();
        answer
    }

    fn open(&self, body: &[u8]) -> Result<String, Refusal> {
        editor::open(&self.world, &self.root, self.editor.as_ref(), body)
    }
}
