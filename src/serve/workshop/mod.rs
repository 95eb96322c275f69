//! Where a site is kept up to date while it is being written.
//!
//! An update is [`site::update`](crate::site::update), the same that builds a site, with what the last one worked out.
//! Pages are rendered when a browser asks for them, from the state after the last update or, where something stands in
//! the way of that, from the last good one.

mod backend;
mod moves;
mod now;
mod quiet;
mod search;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use jiff::civil::Date;
use tokio::sync::watch;

use crate::config::{Settings, config};
use crate::diagnostic::{Code, Diagnostic};
use crate::serve::editor::Editor;
use crate::serve::status::{Cause, Updates};
use crate::serve::take::Taken;
use crate::site::{Past, Site, update};
use crate::world::{Changes, Watched, World};
use moves::Moves;
use now::Now;
use search::Bundle;

/// A site that is being written, and what is shown of it.
pub struct Workshop {
    world: Watched,
    /// What was asked for, but for the address, which is that of the server.
    settings: Settings,
    /// The server's address, without a slash at the end.
    origin: String,
    past: Mutex<Past>,
    now: RwLock<Arc<Now>>,
    moves: Mutex<Moves>,
    bundle: Mutex<Bundle>,
    /// The last updates, for who asks.
    log: Mutex<Updates>,
    taken: Mutex<Taken>,
    /// The site's folder on disk, for programs that are to open a file of it.
    root: PathBuf,
    editor: Option<Editor>,
    updates: watch::Sender<u64>,
    /// The numbers of updates, for the look at the whole site.
    numbers: mpsc::Sender<u64>,
}

/// How a site is shown.
pub struct Options {
    /// Which pages are taken, and as of which day.
    pub settings: Settings,
    /// The server's address, without a slash at the end.
    pub origin: String,
    /// The site's folder on disk.
    pub root: PathBuf,
    /// What opens its files, where that is known.
    pub editor: Option<Editor>,
}

impl Workshop {
    /// Reads and checks the site for the first time.
    #[must_use]
    pub fn open(world: Arc<dyn World>, options: Options) -> Arc<Self> {
        let Options { settings, origin, root, editor } = options;
        let world = Watched::new(world);
        let mut past = Past::default();
        let now = work(&world, &settings, &origin, &mut past, &Changes::All);
        let mut log = Updates::default();
        log.add(now.as_update(Cause::Start));
        let (updates, _) = watch::channel(0);
        let (numbers, to_look_at) = mpsc::channel();
        let workshop = Arc::new(Self {
            world,
            settings,
            origin,
            past: Mutex::new(past),
            now: RwLock::new(Arc::new(now)),
            moves: Mutex::default(),
            bundle: Mutex::default(),
            log: Mutex::new(log),
            taken: Mutex::default(),
            root,
            editor,
            updates,
            numbers,
        });
        // Without that thread faults are told when their page is asked for.
        let _ = quiet::begin(&workshop, to_look_at);
        workshop.ask_for_a_look();
        workshop
    }

    /// Brings the site up to date with what changed, and tells the open tabs. A fault of ibid's own is told as well; the
    /// next update begins anew.
    pub fn update(&self, changes: &Changes) {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| self.bring_up_to_date(changes))) {
            self.add(vec![fault(&*panic, changes)]);
        }
    }

    fn bring_up_to_date(&self, changes: &Changes) {
        self.world.forget(changes);
        let last = self.now();
        let now = work(&self.world, &self.settings, &self.origin, &mut lock(&self.past), changes);
        let now = now.after(&last, changes);
        lock(&self.log).add(now.as_update(Cause::of(changes)));
        lock(&self.taken).forget_old(&self.world);
        lock(&self.moves).note(&last.site, &now.site);
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(now);
        self.tell();
        self.ask_for_a_look();
        // To free what nobody looks at any more takes its time, and nobody has to wait for it.
        rayon::spawn(move || drop(last));
    }

    /// The address of the site, without a slash at the end.
    #[must_use]
    pub fn address(&self) -> String {
        self.now().site.material().config.base_url.clone()
    }

    /// What is wrong with the site, as far as it is known.
    #[must_use]
    pub fn findings(&self) -> Vec<Diagnostic> {
        self.now().findings()
    }

    /// The site as its files are.
    #[must_use]
    pub fn site(&self) -> Arc<Site> {
        Arc::clone(&self.now().site)
    }

    /// Whether there is such a file in the site's folder.
    #[must_use]
    pub fn has_file(&self, path: &str) -> bool {
        self.world.stamp(path).is_ok()
    }

    /// How long the last update took.
    #[must_use]
    pub fn time(&self) -> Duration {
        self.now().time
    }

    /// The day that the site is shown as of.
    #[must_use]
    pub fn day(&self) -> Date {
        self.now().site.material().config.today
    }

    /// The day that it should be shown as of.
    #[must_use]
    pub fn today(&self) -> Date {
        self.settings.date.unwrap_or_else(|| self.world.today())
    }

    fn now(&self) -> Arc<Now> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn ask_for_a_look(&self) {
        // Nobody hears it where the thread could not be started.
        let _ = self.numbers.send(self.now().number);
    }

    /// Looks for what is wrong anywhere in the site, unless it changes meanwhile.
    fn look(&self, number: u64) {
        let now = self.now();
        let is_over = || self.now().number != number;
        if now.number != number || now.is_unfit() {
            return;
        }
        match catch_unwind(AssertUnwindSafe(|| now.site.findings(&is_over))) {
            Ok(Some(found)) => {
                if now.add_all(found) {
                    self.tell();
                }
            }
            // Somebody saved meanwhile.
            Ok(None) => {}
            Err(panic) => self.add(vec![fault(&*panic, &Changes::All)]),
        }
    }

    fn add(&self, found: Vec<Diagnostic>) {
        if self.now().add(found) {
            self.tell();
        }
    }

    fn tell(&self) {
        self.updates.send_modify(|updates| *updates += 1);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An update, at the server's address. A fault of ibid's own is told like any other, and the next update begins anew.
fn work(world: &dyn World, settings: &Settings, origin: &str, past: &mut Past, changes: &Changes) -> Now {
    let (configured, _) = config(world, settings);
    let base_url = format!("{origin}{}", configured.base_path);
    let settings = Settings { base_url: Some(base_url), ..settings.clone() };
    let updated = catch_unwind(AssertUnwindSafe(|| update(world, &settings, past, changes)));
    let site = updated.unwrap_or_else(|panic| {
        *past = Past::default();
        let mut site = update(&crate::world::Memory::new(), &settings, &mut Past::default(), &Changes::All);
        site.diagnostics = vec![fault(&*panic, changes)];
        site
    });
    let time = site.times.total();
    Now::new(Arc::new(site), configured.base_url, time)
}

/// What is told of a panic.
fn fault(panic: &(dyn std::any::Any + Send), changes: &Changes) -> Diagnostic {
    let said = panic.downcast_ref::<&str>().copied();
    let said = said
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("nothing more is known");
    let found = Diagnostic::error(Code::Internal, format!("this is a fault of ibid's own: {said}"));
    let found = match changes {
        Changes::Paths(paths) if !paths.is_empty() => {
            let names: Vec<&str> = paths.iter().take(3).map(String::as_str).collect();
            found.hint(format!("it came up with a change of `{}`", names.join("`, `")))
        }
        _ => found,
    };
    found.hint("please report it; the next save begins anew")
}
