//! Pictures as pages ask for them, and the making of what was asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::{Format, Geometry, Header, Kind, Recipe, Trouble};
use crate::diagnostic::{Diagnostic, TextFile};
use crate::emit::Artifact;
use crate::view::asked;
use crate::world::{Changes, World, kept};

/// The folder of the output in which pictures lie that were made.
pub const FOLDER: &str = "processed_images";

/// More pixels than this are not worked on: they would take more memory than a small machine has.
const MOST_PIXELS: u64 = 100_000_000;

/// As many orders of before are remembered, more or less: those of the pages that may be shown still.
const REMEMBERED: usize = 2_000;

/// A picture of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its file, from the site's root.
    pub file: String,
    /// What its header says.
    pub header: Header,
    hash: blake3::Hash,
}

/// A picture that is going to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Path from the output folder.
    pub path: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// All pictures that pages ask for in one run.
pub struct Pictures {
    world: Arc<dyn World>,
    /// Folders of static files with a slash at the end, the site's own first.
    statics: Vec<String>,
    /// What was read, by file.
    read: Mutex<BTreeMap<String, Result<Arc<Picture>, Trouble>>>,
    orders: Arc<Mutex<Orders>>,
    /// What was to be made before, which a page that is shown still may ask for; the last first.
    earlier: Vec<Arc<Mutex<Orders>>>,
}

/// What is to be made, by the path of the result.
type Orders = BTreeMap<String, Order>;

#[derive(Clone)]
struct Order {
    picture: Arc<Picture>,
    /// The name in the cache.
    key: String,
    /// How it is made; none for a copy.
    work: Option<(Recipe, Geometry)>,
}

impl Picture {
    /// Whether it can be shown at all.
    ///
    /// # Errors
    /// More pixels than a page should ask a reader to load.
    pub fn check(&self) -> Result<(), Trouble> {
        self.too_large().map_or(Ok(()), Err)
    }

    /// Whether other sizes can be made of it by this build of ibid: it has pixels, does not move, and is not too large.
    #[must_use]
    pub fn can_be_resized(&self) -> bool {
        self.refusal().is_none()
    }

    fn refusal(&self) -> Option<Trouble> {
        let file = &self.file;
        if !cfg!(feature = "images") {
            let found = Trouble::new("this ibid was built without the making of pictures");
            return Some(found.hint("build it with `cargo install --path . --features images`"));
        }
        let as_it_is = "show it as it is: `get_url(path=…)` gives its address";
        match self.header.kind {
            Kind::Svg => {
                let found =
                    Trouble::new(format!("`{file}` is a drawing without pixels and needs no other size"));
                return Some(found.hint(as_it_is));
            }
            Kind::Avif => {
                let found = Trouble::new(format!("`{file}` is an AVIF, and AVIF is written but not read"));
                return Some(found.hint("keep the original as JPEG, PNG or WebP"));
            }
            _ if self.header.is_animated => {
                return Some(
                    Trouble::new(format!("`{file}` moves, and moving pictures are not resized"))
                        .hint(as_it_is),
                );
            }
            _ => {}
        }
        self.too_large()
    }

    fn too_large(&self) -> Option<Trouble> {
        let file = &self.file;
        let (width, height) = self.header.size.filter(|_| self.header.kind != Kind::Svg)?;
        (u64::from(width) * u64::from(height) > MOST_PIXELS).then(|| {
            let most = MOST_PIXELS / 1_000_000;
            Trouble::new(format!("`{file}` has {width} × {height} pixels, more than {most} million"))
                .hint("save it smaller; a screen shows a few million")
        })
    }
}

impl Pictures {
    /// Nothing asked for yet; what earlier ones read is known where its file is not among the changes.
    #[must_use]
    pub fn following(
        earlier: Option<&Self>,
        world: Arc<dyn World>,
        theme: Option<&str>,
        changes: &Changes,
    ) -> Self {
        let pictures = Self::new(world, theme);
        let Some(earlier) = earlier else { return pictures };
        let mut read = lock(&earlier.read).clone();
        // A file that could not be read may lack a file that another name was taken for.
        read.retain(|file, picture| picture.is_ok() && !changes.touch(file));
        let mut count = 0;
        let is_remembered = |orders: &&Arc<Mutex<Orders>>| {
            let is_room_left = count <= REMEMBERED;
            count += lock(orders).len();
            is_room_left
        };
        // They may be many thousands, and are shared with the next update, not copied for it.
        let all = std::iter::once(&earlier.orders).chain(&earlier.earlier);
        let all = all.filter(|orders| !lock(orders).is_empty()).take_while(is_remembered);
        Self { read: Mutex::new(read), earlier: all.cloned().collect(), ..pictures }
    }

    /// Nothing asked for yet; `theme` is the site's theme, which has static files as well.
    #[must_use]
    pub fn new(world: Arc<dyn World>, theme: Option<&str>) -> Self {
        let theme = theme.map(|name| format!("themes/{name}/static/"));
        let statics = std::iter::once("static/".to_owned()).chain(theme).collect();
        let (read, orders) = (Mutex::default(), Arc::default());
        Self { world, statics, read, orders, earlier: Vec::new() }
    }

    /// The folders of static files, each with a slash at the end, the site's own first.
    pub(super) fn statics(&self) -> &[String] {
        &self.statics
    }

    /// The address, from the root of the site, at which a picture among the static files is copied as it is.
    #[must_use]
    pub fn static_address(&self, picture: &Picture) -> Option<String> {
        self.statics
            .iter()
            .find_map(|place| picture.file.strip_prefix(place.as_str()))
            .map(|name| format!("/{name}"))
    }

    /// The folder of files that they are taken from.
    #[must_use]
    pub fn world(&self) -> &dyn World {
        &*self.world
    }

    /// The picture in a file, a path from the site's root.
    ///
    /// # Errors
    /// A file that cannot be read, or is no picture.
    pub fn read(&self, file: &str) -> Result<Arc<Picture>, Trouble> {
        asked::files();
        if let Some(known) = lock(&self.read).get(file) {
            return known.clone();
        }
        let found = self.read_anew(file).map(Arc::new);
        lock(&self.read).entry(file.to_owned()).or_insert(found).clone()
    }

    fn read_anew(&self, file: &str) -> Result<Picture, Trouble> {
        let bytes = self.bytes(file)?;
        let header = Header::read(&bytes)
            .map_err(|why| Trouble::new(format!("`{file}` cannot be read as a picture: {why}")))?;
        Ok(Picture { file: file.to_owned(), header, hash: blake3::hash(&bytes) })
    }

    fn bytes(&self, file: &str) -> Result<Vec<u8>, Trouble> {
        let read = self.world.read(file);
        read.map_err(|error| Trouble::new(format!("`{file}` cannot be read: {}", error.message)))
    }

    /// Asks for a picture to be made.
    ///
    /// # Errors
    /// A picture that cannot be resized, with the reason; a result too long for its format.
    pub fn order(&self, picture: &Arc<Picture>, recipe: Recipe) -> Result<Made, Trouble> {
        if let Some(refusal) = picture.refusal() {
            return Err(refusal);
        }
        let (width, height) = picture.header.size.unwrap_or((1, 1));
        let geometry = recipe.operation.geometry(width, height);
        let longest = recipe.format.longest();
        if geometry.width.max(geometry.height) > longest {
            let message = format!(
                "`{}` would become {} × {} pixels, and {} holds {longest} on a side",
                picture.file,
                geometry.width,
                geometry.height,
                name(recipe.format)
            );
            return Err(Trouble::new(message));
        }
        let path = self.add(picture, Some((recipe, geometry)), recipe.format.extension());
        Ok(Made { path, width: geometry.width, height: geometry.height })
    }

    /// Asks for a copy of a picture as it is; gives its path from the output folder.
    #[must_use]
    pub fn copy(&self, picture: &Arc<Picture>) -> String {
        self.add(picture, None, picture.header.kind.extension())
    }

    fn add(&self, picture: &Arc<Picture>, work: Option<(Recipe, Geometry)>, extension: &str) -> String {
        const LONG: usize = 16;
        asked::files();
        let mut hasher = blake3::Hasher::new();
        hasher.update(picture.hash.as_bytes());
        hasher.update(work.map_or_else(String::new, |(recipe, _)| recipe.key()).as_bytes());
        let key = hasher.finalize().to_hex().to_string();
        let path = format!("{FOLDER}/{}{}.{extension}", stem(&picture.file), &key[..LONG]);
        let order = Order { picture: Arc::clone(picture), key, work };
        lock(&self.orders).entry(path.clone()).or_insert(order);
        path
    }

    /// Makes what was asked for, in parallel, each picture decoded at most once. What an earlier run made is taken from
    /// its cache.
    #[must_use]
    pub fn make(&self) -> (Vec<Artifact>, Vec<Diagnostic>) {
        let orders = lock(&self.orders).clone();
        self.make_these(orders)
    }

    /// Makes the one picture at a path of the output, where it was asked for, be it earlier.
    #[must_use]
    pub fn make_one(&self, path: &str) -> (Vec<Artifact>, Vec<Diagnostic>) {
        let made = |order: Order| self.make_these([(path.to_owned(), order)].into());
        let order = lock(&self.orders).get(path).cloned();
        if let Some(order) = order {
            return made(order);
        }
        let before = self.earlier.iter().find_map(|orders| lock(orders).get(path).cloned());
        // That it can't be made of what is there now is nobody's fault: no page of the site asks for it any more.
        before.map_or_else(Default::default, |order| (made(order).0, Vec::new()))
    }

    fn make_these(&self, orders: BTreeMap<String, Order>) -> (Vec<Artifact>, Vec<Diagnostic>) {
        let mut of_file: BTreeMap<String, Vec<(String, Order)>> = BTreeMap::new();
        for (path, order) in orders {
            of_file.entry(order.picture.file.clone()).or_default().push((path, order));
        }
        let of_file: Vec<_> = of_file.into_iter().collect();
        let made: Vec<_> =
            of_file.par_iter().map(|(file, orders)| (file, self.make_all(file, orders))).collect();
        let (mut artifacts, mut diagnostics) = (Vec::new(), Vec::new());
        for (file, result) in made {
            match result {
                Ok(found) => artifacts.extend(found),
                Err(trouble) => {
                    diagnostics.push(trouble.diagnostic().at(&TextFile::new(file.as_str(), ""), 0..0, ""));
                }
            }
        }
        (artifacts, diagnostics)
    }

    /// All that is made of one picture.
    fn make_all(&self, file: &str, orders: &[(String, Order)]) -> Result<Vec<Artifact>, Trouble> {
        let mut artifacts = Vec::with_capacity(orders.len());
        let mut left = Vec::new();
        for (path, order) in orders {
            let Some((recipe, geometry)) = order.work else {
                artifacts.push(Artifact::new(path, self.bytes(file)?));
                continue;
            };
            match kept::read(&*self.world, kept::IMAGES, &order.key) {
                Some(bytes) => artifacts.push(Artifact::new(path, bytes)),
                None => left.push((path, order, recipe, geometry)),
            }
        }
        if left.is_empty() {
            return Ok(artifacts);
        }
        let header = left[0].1.picture.header;
        let bytes = self.bytes(file)?;
        let hash = blake3::hash(&bytes);
        let develop = Self::developer(file, &bytes, header)?;
        let made: Vec<_> = left
            .par_iter()
            .map(|(path, order, recipe, geometry)| {
                let bytes = develop(*recipe, *geometry)?;
                // The file may have become another picture since it was asked for.
                if order.picture.hash == hash {
                    kept::write(&*self.world, kept::IMAGES, &order.key, &bytes);
                }
                Ok(Artifact::new(path.as_str(), bytes))
            })
            .collect();
        for artifact in made {
            artifacts.push(artifact?);
        }
        Ok(artifacts)
    }

    /// Decodes a picture; what is returned makes others of it.
    #[cfg(feature = "images")]
    fn developer(
        file: &str,
        bytes: &[u8],
        header: Header,
    ) -> Result<impl Fn(Recipe, Geometry) -> Result<Vec<u8>, Trouble> + Sync + use<>, Trouble> {
        let cannot = |why: String, what: &str| Trouble::new(format!("`{file}` cannot be {what}: {why}"));
        let pixels = super::make::decode(bytes, header).map_err(|why| cannot(why, "decoded"))?;
        let file = file.to_owned();
        Ok(move |recipe, geometry| {
            super::make::develop(&pixels, recipe, geometry).map_err(|why| {
                Trouble::new(format!("`{file}` cannot be made into a {}: {why}", name(recipe.format)))
            })
        })
    }

    #[cfg(not(feature = "images"))]
    #[expect(clippy::type_complexity, reason = "the signature of the other build")]
    fn developer(
        file: &str,
        _: &[u8],
        _: Header,
    ) -> Result<fn(Recipe, Geometry) -> Result<Vec<u8>, Trouble>, Trouble> {
        // Orders are refused before.
        Err(Trouble::new(format!("`{file}` cannot be resized by this build")))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The beginning of the name of what is made of a file: readable, short, and safe in an address.
fn stem(file: &str) -> String {
    const LONG: usize = 48;
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = slug::slugify(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let stem: String = stem.chars().take(LONG).collect();
    if stem.is_empty() { stem } else { format!("{}.", stem.trim_end_matches('-')) }
}

fn name(format: Format) -> &'static str {
    match format {
        Format::Avif => "AVIF",
        Format::WebP => "WebP",
        Format::Jpeg => "JPEG",
        Format::Png => "PNG",
    }
}
