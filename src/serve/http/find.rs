//! What stands at an address, by the habits of static hosts.

use std::sync::Arc;

use super::address::Address;
use super::{Backend, Refusal, address, media};

/// What stands at an address.
#[derive(Debug, Clone)]
pub(super) enum Found {
    /// A file of the site, by its path from the output folder.
    File(String, Arc<Vec<u8>>),
    /// A page of the server's own.
    Status(Arc<Vec<u8>>),
    /// It is the address of a folder, which ends with a slash.
    Folder,
    /// The site or page is found there.
    Elsewhere(String),
    /// Nothing, and the page that says so.
    Missing(Arc<Vec<u8>>),
}

impl Found {
    /// Whether a browser has a tab with it.
    pub(super) fn is_page(&self) -> bool {
        match self {
            Self::File(path, _) => media::is_page(&media::media_type(path)),
            Self::Status(_) | Self::Missing(_) => true,
            Self::Folder | Self::Elsewhere(_) => false,
        }
    }
}

/// Looks what stands at the path of a request.
pub(super) fn find(backend: &dyn Backend, path: &str) -> Result<Found, Refusal> {
    Ok(match address::read(path, &backend.base_path())? {
        Address::Own(path) => in_own(backend, &path),
        Address::Site(path) => in_site(backend, &path),
        Address::Beginning(path) => Found::Elsewhere(path),
        Address::Nowhere => missing(backend),
    })
}

fn in_own(backend: &dyn Backend, path: &str) -> Found {
    let name = path.rsplit('/').next().unwrap_or_default();
    if !is_folder(path) && !name.contains('.') {
        let is_there = backend.status(&format!("{path}/")).is_some();
        return if is_there { Found::Folder } else { missing(backend) };
    }
    let text = backend.status(path).map(|text| Arc::new(text.into_bytes()));
    match text {
        Some(text) if is_folder(path) => Found::Status(text),
        Some(text) => Found::File(path.to_owned(), text),
        None => missing(backend),
    }
}

fn in_site(backend: &dyn Backend, path: &str) -> Found {
    let file = |path: String| backend.file(&path).map(|bytes| Found::File(path, bytes));
    let found = if is_folder(path) {
        file(format!("{path}index.html"))
    } else {
        let in_folder = || backend.file(&format!("{path}/index.html")).map(|_| Found::Folder);
        file(path.to_owned()).or_else(in_folder).or_else(|| file(format!("{path}.html")))
    };
    found.or_else(|| moved(backend, path)).unwrap_or_else(|| missing(backend))
}

fn is_folder(path: &str) -> bool {
    path.is_empty() || path.ends_with('/')
}

/// Where the page went that stood there. Its address ends with a slash, however it was written.
fn moved(backend: &dyn Backend, path: &str) -> Option<Found> {
    let page = path.strip_suffix("index.html").filter(|folder| is_folder(folder)).unwrap_or(path);
    let with_slash = || backend.moved(&format!("{page}/"));
    let to = backend.moved(page).or_else(|| if is_folder(page) { None } else { with_slash() });
    to.map(Found::Elsewhere)
}

/// Says that nothing stands there: with the site's own page where it has one.
fn missing(backend: &dyn Backend) -> Found {
    let plain = || Arc::new(NOTHING_THERE.as_bytes().to_vec());
    Found::Missing(backend.file("404.html").unwrap_or_else(plain))
}

const NOTHING_THERE: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
    <title>Nothing stands here</title>\n<body>\n<h1>Nothing stands here</h1>\n\
    <p>No page of the site has this address. It appears here as soon as one does.</p>\n\
    <p><a href=\"/_ibid/\">All pages of the site</a></p>\n</body>\n</html>\n";

/// The path of the file of a page that stands at the path of a request, as [`Backend::page`] takes it.
pub(super) fn page_files(path: &str, base: &str) -> Vec<String> {
    match address::read(path, base) {
        Ok(Address::Site(path)) if is_folder(&path) => vec![format!("{path}index.html")],
        Ok(Address::Site(path)) => vec![format!("{path}.html"), path],
        _ => Vec::new(),
    }
}
