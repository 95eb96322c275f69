//! Files that are no pages: whole, in part, or not at all where the browser has them.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;

use super::answer::response;
use super::page::Etag;
use super::range::{self, Part};

/// Files beyond this size have no name that depends on their bytes: players ask for film in a hundred pieces, and all
/// of it would be read for each.
const LARGEST_NAMED: usize = 16 * 1024 * 1024;

/// Sends a file. Browsers ask each time whether it is still the same, so that pictures and fonts don't travel with every
/// reload and what was saved is seen nevertheless.
pub(super) fn file(head: &Parts, bytes: impl Into<Bytes>, kind: &str) -> Response {
    let bytes = bytes.into();
    let name = (bytes.len() <= LARGEST_NAMED).then(|| format!("\"{}\"", Etag::of(&bytes)));
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.extend(HeaderValue::from_str(kind).map(|kind| (header::CONTENT_TYPE, kind)));
    if let Some(name) = &name {
        headers.extend(HeaderValue::from_str(name).map(|name| (header::ETAG, name)));
        if has(&head.headers, name) {
            return response(StatusCode::NOT_MODIFIED, headers, Body::empty());
        }
    }
    match part(head, name.as_deref(), bytes.len()) {
        Part::Whole => sized(StatusCode::OK, headers, bytes),
        Part::Bytes(range) => {
            let place = format!("bytes {}-{}/{}", range.start, range.end - 1, bytes.len());
            headers.extend(HeaderValue::from_str(&place).map(|place| (header::CONTENT_RANGE, place)));
            sized(StatusCode::PARTIAL_CONTENT, headers, bytes.slice(range))
        }
        Part::Beyond => {
            let size = format!("bytes */{}", bytes.len());
            headers.extend(HeaderValue::from_str(&size).map(|size| (header::CONTENT_RANGE, size)));
            sized(StatusCode::RANGE_NOT_SATISFIABLE, headers, Bytes::new())
        }
    }
}

fn sized(status: StatusCode, mut headers: HeaderMap, bytes: Bytes) -> Response {
    headers.insert(header::CONTENT_LENGTH, bytes.len().into());
    response(status, headers, Body::from(bytes))
}

/// Whether the browser has the file of this name.
fn has(headers: &HeaderMap, name: &str) -> bool {
    let mut names = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    names.any(|list| {
        list.split(',').map(str::trim).any(|known| known == "*" || known.trim_start_matches("W/") == name)
    })
}

/// What of the file is asked for: a part only of the file that the browser has the rest of.
fn part(head: &Parts, name: Option<&str>, length: usize) -> Part {
    let text = |name| head.headers.get(name).and_then(|value| value.to_str().ok());
    let is_same = text(header::IF_RANGE).is_none_or(|known| Some(known.trim()) == name);
    match text(header::RANGE) {
        Some(asked) if is_same && head.method == Method::GET => range::read(asked, length),
        _ => Part::Whole,
    }
}

/// A file that many requests share.
pub(super) struct Shared(pub(super) Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Shared> for Bytes {
    fn from(shared: Shared) -> Self {
        Self::from_owner(shared)
    }
}
