//! What `ibid serve` does with a site: it watches the folder, and updates with what changed since the last time.

use std::collections::BTreeSet;
use std::sync::Arc;

use ibid::site::{Past, Site, update};
use ibid::world::{Changes, Memory, Watched, World};

use crate::compare::settings;
use crate::desk::Desk;
use crate::dice::Dice;

/// A folder that is watched, and what is known of the site in it.
pub(crate) struct Server {
    folder: Memory,
    saved: Desk,
    watched: Watched,
    past: Past,
    /// Changed since the last update.
    changed: BTreeSet<String>,
}

impl Server {
    /// A server that has seen the first site.
    pub(crate) fn new() -> Self {
        let (folder, saved) = (Memory::new(), Desk::first());
        saved.save(&folder);
        let watched = Watched::new(folder.share());
        let mut past = Past::default();
        drop(update(&watched, &settings(), &mut past, &Changes::All));
        Self { folder, saved, watched, past, changed: BTreeSet::new() }
    }

    /// Files are saved; the server hears of it.
    pub(crate) fn save(&mut self, desk: &Desk) {
        self.changed.extend(desk.changed(&self.saved));
        self.saved.clone_from(desk);
        desk.save(&self.folder);
    }

    /// The site, up to date. What changed is told by files, by folders, or not at all, as when too much happens at once.
    pub(crate) fn update(&mut self, dice: &mut Dice) -> Arc<Site> {
        let changed = std::mem::take(&mut self.changed);
        let changes: Changes = match dice.below(8) {
            0 => Changes::All,
            1 => changed.iter().map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder)).collect(),
            _ => changed.into_iter().collect(),
        };
        self.watched.forget(&changes);
        Arc::new(update(&self.watched, &settings(), &mut self.past, &changes))
    }
}
