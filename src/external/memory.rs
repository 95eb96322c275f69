//! What was seen of links before: `.ibid/links.json`.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::collect::OutsideLink;
use super::seen::Seen;
use crate::config::LinkChecker;
use crate::diagnostic::{Code, Diagnostic, TextFile};
use crate::world::World;

const PATH: &str = ".ibid/links.json";

/// Changes whenever what is written means something else.
const VERSION: u32 = 1;

/// How long it is remembered that a link was not fine.
const SHORT: Duration = Duration::from_hours(24);

/// What was seen, by address. It is a cache: what cannot be read is as good as not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory {
    seen: BTreeMap<String, Seen>,
}

#[derive(Serialize, Deserialize)]
struct Written<T> {
    version: u32,
    links: T,
}

impl Memory {
    /// What the last check wrote down.
    #[must_use]
    pub fn read(world: &dyn World) -> Self {
        let bytes = world.read(PATH).unwrap_or_default();
        let written = serde_json::from_slice::<Written<BTreeMap<String, Seen>>>(&bytes).ok();
        let seen = written.filter(|written| written.version == VERSION).map(|written| written.links);
        Self { seen: seen.unwrap_or_default() }
    }

    /// Writes everything down for the next check.
    ///
    /// # Errors
    /// [`Code::Unwritable`] as a warning: the check itself has been made.
    pub fn write(&self, world: &dyn World) -> Result<(), Box<Diagnostic>> {
        let written = Written { version: VERSION, links: &self.seen };
        // Maps with keys of text are always written.
        let mut text = serde_json::to_string_pretty(&written).unwrap_or_default();
        text.push('\n');
        world.write(PATH, text.as_bytes()).map(|_| ()).map_err(|error| {
            let message = format!("`{PATH}` cannot be written: {}", error.message);
            let found = Diagnostic::warning(Code::Unwritable, message).at(&TextFile::new(PATH, ""), 0..0, "").hint(
                "what was seen of links is not remembered, so that the next check asks for all of them again",
            );
            Box::new(found)
        })
    }

    /// What was seen of a link, unless that was too long ago or says too little.
    #[must_use]
    pub fn fresh(&self, link: &OutsideLink, rules: &LinkChecker, now: u64) -> Option<&Seen> {
        let seen = self.get(link)?;
        let limit = if seen.verdict.lasts() { rules.max_age } else { SHORT.min(rules.max_age) };
        let age = now.checked_sub(seen.when)?;
        let knows_all = link.anchors(rules).iter().all(|anchor| seen.anchors.contains_key(*anchor));
        (age < limit.as_secs() && knows_all).then_some(seen)
    }

    /// What was seen of a link.
    #[must_use]
    pub fn get(&self, link: &OutsideLink) -> Option<&Seen> {
        self.seen.get(link.key())
    }

    /// Keeps what was seen of a link.
    pub fn keep(&mut self, link: &OutsideLink, seen: Seen) {
        self.seen.insert(link.key().to_owned(), seen);
    }

    /// Forgets what was seen of a link.
    pub fn forget(&mut self, link: &OutsideLink) {
        self.seen.remove(link.key());
    }

    /// Of how many links something is known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.seen.len()
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }
}
