//! From a request to its answer.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::Response;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::find::Found;
use super::send::Shared;
use super::server::Server;
use super::{Backend, Refusal, local, media, own, page, send};

/// What no header may hold.
const UNFIT: AsciiSet = CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\');

/// Tabs of other websites may not show the site in a frame, where its visitors could be made to click on something
/// they don't see. Whoever tries widths of screens on this machine may.
const FRAMES: &str = "frame-ancestors 'self' http://localhost:* http://127.0.0.1:*";

/// The server's own pages need nothing but themselves.
const ITSELF_ALONE: &str =
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

/// Answers a request.
pub(super) async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let mut response = match respond(&server, &head, body).await {
        Ok(response) => response,
        Err(refusal) => refused(&refusal),
    };
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if own::is_own(head.uri.path()) {
        let policy = HeaderName::from_static("cross-origin-resource-policy");
        headers.insert(policy, HeaderValue::from_static("same-origin"));
    }
    response
}

async fn respond(server: &Arc<Server>, head: &Parts, body: Body) -> Result<Response, Refusal> {
    let host = server.hosts.check(head.version, &head.uri, &head.headers)?;
    if let Some(response) = own::respond(server, head, body, &host).await? {
        return Ok(response);
    }
    if !matches!(head.method, Method::GET | Method::HEAD) {
        return Ok(wrong_method("GET, HEAD"));
    }
    let path = head.uri.path();
    let base = server.ask(Backend::base_path).await?;
    let found = match server.find(path).await {
        Err(refusal) if refusal.status >= 500 => return Ok(broken(server, &refusal, &base)),
        found => found?,
    };
    let asked = local::asked(&head.headers, &host, &server.own);
    let here =
        |text: Vec<u8>| asked.iter().fold(text, |text, asked| local::readdressed(text, &server.own, asked));
    let page = |html: &[u8]| here(page::with_client(html, &server.token, &base));
    Ok(match found {
        Found::File(path, bytes) => match media::media_type(&path) {
            kind if media::is_page(&kind) => html(StatusCode::OK, page(&bytes), FRAMES),
            kind if media::has_addresses(&kind) => send::file(head, here(bytes.to_vec()), &kind),
            kind => send::file(head, Shared(bytes), &kind),
        },
        Found::Status(bytes) => html(StatusCode::OK, page(&bytes), ITSELF_ALONE),
        Found::Missing(bytes) => html(StatusCode::NOT_FOUND, page(&bytes), FRAMES),
        Found::Folder => elsewhere(&format!("{path}/"), head.uri.query()),
        Found::Elsewhere(to) => elsewhere(&to, head.uri.query().filter(|_| !to.contains(['?', '#']))),
    })
}

/// A page. Browsers keep none: it holds what this run of the server is called by, and whoever goes back in a tab wants
/// the page as it is now.
fn html(status: StatusCode, html: Vec<u8>, policy: &'static str) -> Response {
    let mut response = whole(status, "text/html; charset=utf-8", html);
    let policy = HeaderValue::from_static(policy);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// What stands in the place of a page that cannot be made. It has the client, so that the page comes by itself once it
/// can.
fn broken(server: &Server, refusal: &Refusal, base: &str) -> Response {
    let words = page::quoted(&refusal.words);
    let text = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
        <meta name=\"viewport\" content=\"width=device-width\">\n\
        <meta name=\"color-scheme\" content=\"light dark\">\n<title>This page cannot be made</title>\n<body>\n\
        <h1>This page cannot be made</h1>\n<p>{words}.</p>\n</body>\n</html>\n"
    );
    html(status(refusal), page::with_client(text.as_bytes(), &server.token, base), FRAMES)
}

/// An answer for now: a browser would keep an address that has moved for good, and the next site at this port may have
/// another one.
fn elsewhere(to: &str, query: Option<&str>) -> Response {
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let to = utf8_percent_encode(&format!("{to}{query}"), &UNFIT).to_string();
    let mut response = whole(StatusCode::FOUND, "text/plain; charset=utf-8", format!("This is at {to}\n"));
    response.headers_mut().extend(HeaderValue::try_from(to).map(|to| (header::LOCATION, to)));
    response
}

pub(super) fn wrong_method(allowed: &'static str) -> Response {
    let mut response = refused(&Refusal::new(405, format!("here it is {allowed} and nothing else")));
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(allowed));
    response
}

fn refused(refusal: &Refusal) -> Response {
    whole(status(refusal), "text/plain; charset=utf-8", format!("{}\n", refusal.words))
}

fn status(refusal: &Refusal) -> StatusCode {
    StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// An answer that is complete and that nobody keeps.
pub(super) fn whole(status: StatusCode, kind: &'static str, text: impl Into<Vec<u8>>) -> Response {
    let text = text.into();
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_LENGTH, text.len().into());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response(status, headers, Body::from(text))
}

pub(super) fn response(status: StatusCode, headers: HeaderMap, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
