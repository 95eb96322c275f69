//! The server's own addresses, below `/_ibid/`; its pages are found like those of the site.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody as _};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;

use super::answer::{response, whole, wrong_method};
use super::events::{self, Tab};
use super::page::Etag;
use super::server::Server;
use super::{Backend, Refusal, find, guard, send};
use crate::serve::client;

const JSON: &str = "application/json; charset=utf-8";

/// As much as a request may bring.
const LARGEST_BODY: usize = 64 * 1024;

/// As long as a request may take to come.
const LONGEST: Duration = Duration::from_secs(10);

/// Whether a path is the server's own.
pub(super) fn is_own(path: &str) -> bool {
    path.strip_prefix("/_ibid").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Answers what is asked of the server itself; `None`: it is a page.
pub(super) async fn respond(
    server: &Arc<Server>,
    head: &Parts,
    body: Body,
    host: &str,
) -> Result<Option<Response>, Refusal> {
    let change: Change = match head.uri.path() {
        "/_ibid/client.js" => return Ok(Some(asset(client::SCRIPT, "text/javascript; charset=utf-8", head))),
        "/_ibid/client.css" => return Ok(Some(asset(client::STYLE, "text/css; charset=utf-8", head))),
        "/_ibid/events" => return Ok(Some(events(server, head))),
        "/_ibid/page.json" => return about_page(server, head).await.map(Some),
        "/_ibid/take" => |backend, body| backend.take(body),
        "/_ibid/undo" => |backend, body| backend.undo(body),
        "/_ibid/open" => |backend, body| backend.open(body),
        _ => return Ok(None),
    };
    if head.method != Method::POST {
        return Ok(Some(wrong_method("POST")));
    }
    guard::check(head, host, &server.hosts, &server.token)?;
    let body = read(body).await?;
    let answer = server.ask(move |backend| change(backend, &body)).await??;
    Ok(Some(whole(StatusCode::OK, JSON, answer)))
}

/// What a page asks to be done.
type Change = fn(&dyn Backend, &[u8]) -> Result<String, Refusal>;

async fn read(body: Body) -> Result<Vec<u8>, Refusal> {
    let too_large = || Refusal::new(413, "the request is larger than 64 KB, or broke off");
    if body.size_hint().lower() > LARGEST_BODY as u64 {
        return Err(too_large());
    }
    let read = tokio::time::timeout(LONGEST, axum::body::to_bytes(body, LARGEST_BODY)).await;
    let bytes = read.map_err(|_| Refusal::new(408, "the request did not come to its end"))?;
    bytes.map(|bytes| bytes.to_vec()).map_err(|_| too_large())
}

fn is_reading(head: &Parts) -> bool {
    matches!(head.method, Method::GET | Method::HEAD)
}

fn asset(text: &'static str, kind: &'static str, head: &Parts) -> Response {
    if is_reading(head) { send::file(head, text, kind) } else { wrong_method("GET, HEAD") }
}

fn events(server: &Arc<Server>, head: &Parts) -> Response {
    if head.method != Method::GET {
        return wrong_method("GET");
    }
    let tab = asked(head, "path").zip(asked(head, "page"));
    let tab = tab.map(|(path, page)| Tab { path, has: Etag::read(&page) });
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response(StatusCode::OK, headers, events::stream(Arc::clone(server), tab))
}

async fn about_page(server: &Server, head: &Parts) -> Result<Response, Refusal> {
    if !is_reading(head) {
        return Ok(wrong_method("GET, HEAD"));
    }
    let path = asked(head, "path").unwrap_or_default();
    let page = server.ask(move |backend| {
        let files = find::page_files(&path, &backend.base_path());
        files.iter().find_map(|file| backend.page(file))
    });
    // A page that nobody wrote, such as the list of a term, is no failure for the browser to complain of.
    let page = page.await?.unwrap_or_else(|| "null".to_owned());
    Ok(whole(StatusCode::OK, JSON, page))
}

/// A value of the query.
fn asked(head: &Parts, name: &str) -> Option<String> {
    let query = head.uri.query().unwrap_or_default();
    url::form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}
