//! The dev server over the wire: hostile requests, the habits of static hosts, and what open tabs are told.
#![cfg(feature = "serve")]
#![expect(clippy::disallowed_methods, reason = "the tests look at how long an answer takes")]

#[path = "serve_http/fake.rs"]
mod fake;
#[path = "serve_http/wire.rs"]
mod wire;

use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fake::Fake;
use wire::{Tab, Wire};

const HOME: &str = "<!doctype html><link rel=stylesheet href=/a.1.css><body>home</body>";
const PAGE: &str = "<!doctype html><link rel=stylesheet href=/a.1.css><body>page</body>";
const MISSING: &str = "<!doctype html><link rel=stylesheet href=/a.1.css><body>not found</body>";

fn site() -> (Arc<Fake>, Wire) {
    let fake = Fake::new(
        "",
        &[
            ("index.html", HOME),
            ("briefings/x/index.html", PAGE),
            ("404.html", MISSING),
            ("old.html", "old"),
            ("їжак/index.html", "hedgehog"),
            ("a b.txt", "0123456789"),
            ("atom.xml", "<feed/>"),
        ],
    );
    let wire = Wire::start(&fake);
    (fake, wire)
}

#[test]
fn addresses_lead_where_static_hosts_lead() {
    let (fake, wire) = site();
    fake.move_page("briefings/was/", "/briefings/x/");
    fake.move_page("їжачок/", "/їжак/");
    for (path, status, leads_to) in [
        ("/", 200, HOME),
        ("/index.html", 200, HOME),
        ("/briefings/x/", 200, PAGE),
        ("/briefings/x/index.html", 200, PAGE),
        ("/briefings/x/?utm_source=mail&utm_medium=x", 200, PAGE),
        ("/briefings/x/?", 200, PAGE),
        ("/briefings/x/%23a-loss", 404, MISSING),
        ("/briefings/x//", 404, MISSING),
        ("/briefings/x/).", 404, MISSING),
        ("/Briefings/X/", 404, MISSING),
        ("/briefings/x", 302, "/briefings/x/"),
        ("/briefings/x?a=b&c", 302, "/briefings/x/?a=b&c"),
        ("/old", 200, "old"),
        ("/old.html", 200, "old"),
        ("/old/", 404, MISSING),
        ("/%D1%97%D0%B6%D0%B0%D0%BA/", 200, "hedgehog"),
        ("/%D1%97%D0%B6%D0%B0%D0%BA", 302, "/%D1%97%D0%B6%D0%B0%D0%BA/"),
        ("/briefings/was/", 302, "/briefings/x/"),
        ("/briefings/was", 302, "/briefings/x/"),
        ("/briefings/was/index.html", 302, "/briefings/x/"),
        ("/%D1%97%D0%B6%D0%B0%D1%87%D0%BE%D0%BA/", 302, "/%D1%97%D0%B6%D0%B0%D0%BA/"),
        ("/briefings/", 404, MISSING),
        ("/nothing?x=/../", 404, MISSING),
        ("/x.pdf", 404, MISSING),
        ("//evil.example/", 404, MISSING),
        ("//evil.example", 404, MISSING),
        ("/_ibid", 302, "/_ibid/"),
        ("/_ibid/pages", 302, "/_ibid/pages/"),
        ("/_ibid/pages/?q=1", 200, "<!doctype html><body>status pages/</body>"),
        ("/_ibid/nothing", 404, MISSING),
    ] {
        let answer = wire.get(path);
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        if status == 302 {
            assert_eq!(answer.header("location"), Some(leads_to), "{path}");
        } else {
            assert_eq!(answer.without_client(), leads_to, "{path}");
        }
    }
}

#[test]
fn a_site_below_a_path_begins_there_and_the_servers_own_pages_do_not() {
    let fake = Fake::new("/sub", &[("index.html", HOME), ("404.html", MISSING)]);
    let wire = Wire::start(&fake);
    for (path, status, to) in [
        ("/", 302, Some("/sub/")),
        ("/sub", 302, Some("/sub/")),
        ("/sub/", 200, None),
        ("/subway/", 404, None),
        ("/index.html", 404, None),
        ("/_ibid/", 200, None),
        ("/sub/_ibid/", 404, None),
    ] {
        let answer = wire.get(path);
        assert_eq!((answer.status, answer.header("location")), (status, to), "{path}");
    }
    assert_eq!(wire.get("/sub/").between("data-base=\"", "\""), "/sub");
    assert_eq!(wire.get("/_ibid/page.json?path=/sub/").text(), "{\"file\":\"index.html\"}");
}

#[test]
fn hostile_requests_are_refused_and_reach_nothing() {
    let (fake, wire) = site();
    for path in [
        "/../etc/passwd",
        "/%2e%2e/etc/passwd",
        "/%2E%2E/%2e%2e/etc/passwd",
        "/.%2e/x",
        "/briefings/../../x",
        "/briefings/..%2f..%2fx",
        "/..%5c..%5cwindows",
        "/..\\windows",
        "/x%00.html",
        "/%c0%ae%c0%ae/x",
        "/%ff",
        "/%0d%0aSet-Cookie:%20a=b",
        "/_ibid/../briefings/x/",
        "/_ibid/%2e%2e/x",
        "*",
        "briefings/x/",
    ] {
        assert_eq!(wire.get(path).status, 400, "{path}");
    }
    for path in
        ["///etc/passwd", "/C:/windows", "/%252e%252e/etc/passwd", "/etc/passwd", "/file:///etc/passwd"]
    {
        assert_eq!(wire.get(path).status, 404, "{path}");
    }
    for asked in fake.all_asked() {
        let is_inside = !asked.starts_with('/') && !asked.split('/').any(|part| part == ".." || part == ".");
        assert!(is_inside, "{asked}");
    }
    assert_eq!(wire.get("/").status, 200);
}

#[test]
fn what_is_no_request_is_refused_and_others_go_on() {
    let (_fake, wire) = site();
    for (request, statuses) in [
        ("GARBAGE\r\n\r\n".to_owned(), [400, 0]),
        ("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n".to_owned(), [400, 505]),
        ("GET /\r\n\r\n".to_owned(), [400, 0]),
        ("GET / HTTP/1.1\r\nHost localhost\r\n\r\n".to_owned(), [400, 0]),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n".to_owned(), [400, 0]),
        (
            "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"
                .to_owned(),
            [400, 0],
        ),
        ("\u{0}\u{1}\u{2}\r\n\r\n".to_owned(), [400, 0]),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), [400, 0]),
        (format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(100_000)), [414, 431]),
        (format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "a".repeat(1_000_000)), [431, 0]),
        (format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X: y\r\n".repeat(1_000)), [431, 400]),
    ] {
        let status = wire.raw(request.as_bytes()).status;
        assert!(statuses.contains(&status), "{status}: {}", request.chars().take(60).collect::<String>());
        assert_eq!(wire.get("/").status, 200);
    }
    // Half a request holds nobody up, a hundred of them don't either.
    let slow: Vec<_> = (0..100)
        .map(|_| {
            let mut stream = wire.connect();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").expect("half a request");
            stream
        })
        .collect();
    let started = Instant::now();
    assert_eq!(wire.get("/").status, 200);
    assert!(started.elapsed() < Duration::from_secs(5), "{slow:?}");
}

#[test]
fn only_names_of_this_machine_are_answered() {
    let (_fake, wire) = site();
    for (host, status) in [
        ("Host: localhost", 200),
        ("Host: 127.0.0.1:1", 200),
        ("Host: [::1]:1111", 200),
        ("Host: desk.localhost", 200),
        ("Host: desk.example:8443", 200),
        ("Host: evil.example", 403),
        ("Host: evil.example:1111", 403),
        ("Host: 192.168.0.1", 403),
        ("Host: localhost.evil.example", 403),
        ("Host: localhost@evil.example", 400),
        ("Host: ", 400),
        ("Host: localhost\r\nHost: localhost", 400),
        ("X-Forwarded-Host: localhost", 400),
    ] {
        for path in ["/", "/_ibid/", "/_ibid/client.js", "/_ibid/page.json?path=/", "/_ibid/events"] {
            if status != 200 || path != "/_ibid/events" {
                assert_eq!(
                    wire.ask(&format!("GET {path}"), &format!("{host}\r\n"), "").status,
                    status,
                    "{host} {path}"
                );
            }
        }
    }
    let foreign = wire.ask("GET /", "Host: evil.example\r\n", "");
    assert!(foreign.text().contains("--allow-host evil.example"), "{}", foreign.text());
    assert_eq!(wire.ask("GET http://evil.example/", "Host: localhost\r\n", "").status, 403);
    assert_eq!(wire.ask("GET http://localhost/", "Host: localhost\r\n", "").status, 200);
    assert_eq!(wire.raw(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").status, 400);
    assert_eq!(wire.raw(b"GET / HTTP/1.0\r\n\r\n").status, 200);
}

#[test]
fn files_are_changed_for_own_pages_alone() {
    let (_fake, wire) = site();
    let token = wire.token();
    let post = |path: &str, headers: &str, body: &str| {
        let headers = format!("{headers}Content-Length: {}\r\n", body.len());
        wire.ask(&format!("POST {path}"), &headers, body)
    };
    let port = wire.port();
    let origin = format!("Origin: http://localhost:{port}\r\n");
    let (json, secret) = ("Content-Type: application/json\r\n", format!("X-Ibid-Token: {token}\r\n"));
    for path in ["/_ibid/take", "/_ibid/undo", "/_ibid/open"] {
        for (headers, status) in [
            (format!("{origin}{json}{secret}"), 200),
            (format!("Sec-Fetch-Site: same-origin\r\n{json}{secret}"), 200),
            (format!("{json}{secret}"), 403),
            (format!("Origin: http://evil.example\r\n{json}{secret}"), 403),
            (format!("Origin: null\r\nSec-Fetch-Site: same-origin\r\n{json}{secret}"), 403),
            (format!("{origin}{secret}"), 403),
            (format!("{origin}Content-Type: text/plain\r\n{secret}"), 403),
            (format!("{origin}{json}"), 403),
            (format!("{origin}{json}X-Ibid-Token: {}\r\n", "0".repeat(32)), 403),
            (format!("Host: evil.example\r\nOrigin: http://evil.example\r\n{json}{secret}"), 403),
        ] {
            let answer = post(path, &headers, "{\"a\":1}");
            assert_eq!(answer.status, status, "{path} {headers}");
        }
        assert_eq!(wire.get(path).header("allow"), Some("POST"));
    }
    let headers = format!("{origin}{json}{secret}");
    let refused = post("/_ibid/take", &headers, "{}");
    assert_eq!((refused.status, refused.text().as_str()), (409, "the file is another one now\n"));
    assert_eq!(post("/_ibid/take", &headers, &"x".repeat(64 * 1024)).text(), "{\"length\":65536}");
    assert_eq!(post("/_ibid/take", &headers, &"x".repeat(64 * 1024 + 1)).status, 413);
    let endless = format!("{headers}Content-Length: 99999999999\r\n");
    assert_eq!(wire.ask("POST /_ibid/take", &endless, "x").status, 413);
}

#[test]
fn methods_that_do_nothing_here_are_refused() {
    let (_fake, wire) = site();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        for path in ["/", "/a%20b.txt", "/_ibid/", "/_ibid/client.js", "/_ibid/page.json"] {
            let answer = wire.ask(&format!("{method} {path}"), "", "");
            assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method} {path}");
        }
    }
    for path in ["/", "/a%20b.txt", "/nothing", "/_ibid/client.js"] {
        let (whole, head) = (wire.get(path), wire.ask(&format!("HEAD {path}"), "", ""));
        assert_eq!((head.status, head.body.len()), (whole.status, 0), "{path}");
        assert_eq!(head.header("content-length"), Some(whole.body.len().to_string().as_str()), "{path}");
        assert_eq!(head.header("content-type"), whole.header("content-type"), "{path}");
    }
}

#[test]
fn files_come_in_parts_and_once() {
    let (_fake, wire) = site();
    let get = |headers: &str| wire.ask("GET /a%20b.txt", headers, "");
    let whole = get("");
    assert_eq!((whole.status, whole.text().as_str()), (200, "0123456789"));
    assert_eq!(whole.header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(
        (whole.header("accept-ranges"), whole.header("cache-control")),
        (Some("bytes"), Some("no-cache"))
    );
    let etag = whole.header("etag").expect("a name").to_owned();
    for (headers, status, body, range) in [
        ("Range: bytes=2-4\r\n".to_owned(), 206, "234", Some("bytes 2-4/10")),
        ("Range: bytes=-3\r\n".to_owned(), 206, "789", Some("bytes 7-9/10")),
        ("Range: bytes=7-\r\n".to_owned(), 206, "789", Some("bytes 7-9/10")),
        ("Range: bytes=10-\r\n".to_owned(), 416, "", Some("bytes */10")),
        ("Range: bytes=0-1,4-5\r\n".to_owned(), 200, "0123456789", None),
        (format!("Range: bytes=0-0\r\nIf-Range: {etag}\r\n"), 206, "0", Some("bytes 0-0/10")),
        ("Range: bytes=0-0\r\nIf-Range: \"other\"\r\n".to_owned(), 200, "0123456789", None),
        (format!("If-None-Match: {etag}\r\n"), 304, "", None),
        (format!("If-None-Match: \"a\", W/{etag}\r\n"), 304, "", None),
        ("If-None-Match: \"a\"\r\n".to_owned(), 200, "0123456789", None),
    ] {
        let answer = get(&headers);
        let seen = (answer.status, answer.text(), answer.header("content-range").map(str::to_owned));
        assert_eq!(seen, (status, body.to_owned(), range.map(str::to_owned)), "{headers}");
    }
    assert_eq!(wire.ask("HEAD /a%20b.txt", "Range: bytes=2-4\r\n", "").status, 200);
    assert_eq!(wire.get("/atom.xml").header("content-type"), Some("application/atom+xml; charset=utf-8"));
}

#[test]
fn every_page_has_the_client_and_other_sites_cannot_frame_it() {
    let (_fake, wire) = site();
    for (path, policy) in [
        ("/", "frame-ancestors 'self'"),
        ("/nothing", "frame-ancestors 'self'"),
        ("/_ibid/", "default-src 'self'; "),
    ] {
        let answer = wire.get(path);
        assert!(answer.text().contains("defer></script></body>"), "{}", answer.text());
        assert!(
            answer.header("content-security-policy").is_some_and(|given| given.starts_with(policy)),
            "{path}"
        );
        assert_eq!(answer.between("data-token=\"", "\"").len(), 32);
        assert_eq!((answer.page().len(), answer.between("data-base=\"", "\"").as_str()), (16, ""));
    }
    assert!(!wire.get("/atom.xml").text().contains("client.js"));
    assert_eq!(wire.get("/_ibid/client.js").text(), ibid::serve::client::SCRIPT);
    assert_eq!(wire.get("/_ibid/client.css").header("content-type"), Some("text/css; charset=utf-8"));
    assert_ne!(wire.token(), site().1.token());
    assert_eq!(
        wire.get("/_ibid/page.json?path=%2Fbriefings%2Fx%2F").text(),
        "{\"file\":\"briefings/x/index.html\"}"
    );
    assert_eq!(wire.get("/_ibid/page.json?path=/old").text(), "{\"file\":\"old.html\"}");
    for path in ["/nothing/", "/../x", "", "/_ibid/", "//"] {
        let answer = wire.get(&format!("/_ibid/page.json?path={path}"));
        assert_eq!((answer.status, answer.text().as_str()), (200, "null"), "{path}");
    }
}

#[test]
fn whole_addresses_lead_where_the_browser_came_from() {
    let (fake, wire) = site();
    let own = format!("http://127.0.0.1:{}", wire.port());
    for (path, kind) in
        [("x/index.html", "/x/"), ("feed.json", "/feed.json"), ("sitemap.xml", "/sitemap.xml")]
    {
        fake.set(path, Some(format!("{own}/y/ https://example.org").as_bytes()));
        let at = |host: &str| wire.ask(&format!("GET {kind}"), &format!("Host: {host}\r\n"), "").text();
        assert!(at(&format!("127.0.0.1:{}", wire.port())).contains(&format!("{own}/y/")), "{path}");
        let elsewhere = at("desk.example");
        assert!(elsewhere.starts_with("http://desk.example/y/ https://example.org"), "{elsewhere}");
    }
    // A tab there is up to date nevertheless.
    let page = wire.ask("GET /x/", "Host: desk.example\r\n", "").page();
    assert!(wire.tab("/x/", &page).told(&fake).is_empty());
}

#[test]
fn without_a_page_for_it_nothing_is_said_plainly_and_with_the_client() {
    let fake = Fake::new("", &[]);
    let wire = Wire::start(&fake);
    let nothing = wire.get("/");
    assert_eq!(nothing.status, 404);
    assert!(nothing.text().contains("<h1>Nothing stands here</h1>"));
    let mut tab = wire.open("/");
    fake.save("index.html", HOME);
    assert_eq!(tab.told(&fake), [change("reload", HOME)]);
}

#[test]
fn a_panic_is_one_answer_and_no_end() {
    let (_fake, wire) = site();
    let answer = wire.get("/panic/");
    assert_eq!(answer.status, 500);
    assert!(
        answer.text().contains("a fault of ibid's own: a page that makes the backend panic"),
        "{}",
        answer.text()
    );
    assert_eq!(wire.get("/").status, 200);
}

fn change(kind: &str, html: &str) -> String {
    let page = &blake3::hash(html.as_bytes()).to_hex()[..16];
    format!("{{\"change\":\"{kind}\",\"page\":\"{page}\"}}")
}

#[test]
fn a_tab_is_told_how_the_site_is_at_once_and_after_each_update() {
    let (fake, wire) = site();
    let mut tab = wire.tab("/", &wire.get("/").page());
    assert_eq!(tab.chunk(), "retry: 500\n\n");
    assert_eq!(tab.chunk(), "event: state\ndata: {\"update\":1}\n\n");
    assert_eq!(tab.chunk(), ": still here\n\n");
    fake.update();
    assert_eq!(tab.event(), "state {\"update\":2}");
    assert!(tab.told(&fake).is_empty());
}

#[test]
fn tabs_are_told_of_their_own_page_alone() {
    let (fake, wire) = site();
    let (mut home, mut page) = (wire.open("/"), wire.open("/briefings/x/"));
    let new = PAGE.replace("page", "new page");
    fake.save("briefings/x/index.html", &new);
    assert_eq!(page.told(&fake), [change("reload", &new)]);
    assert!(home.told(&fake).is_empty());
    let styled = new.replace("a.1.css", "a.2.css");
    fake.save("briefings/x/index.html", &styled);
    assert_eq!(page.told(&fake), [change("styles", &styled)]);
    fake.update();
    assert!(page.told(&fake).is_empty());
    assert!(home.told(&fake).is_empty());
}

#[test]
fn pages_that_move_or_go_take_their_tabs_with_them() {
    let (fake, wire) = site();
    let (mut moving, mut going) = (wire.open("/briefings/x/"), wire.open("/old"));
    fake.set("briefings/x/index.html", None);
    fake.set("old.html", None);
    fake.move_page("briefings/x/", "/briefings/y/");
    fake.update();
    assert_eq!(moving.told(&fake), ["{\"change\":\"moved\",\"to\":\"/briefings/y/\"}"]);
    assert_eq!(going.told(&fake), [change("gone", MISSING)]);
    // The tab shows the page for what is missing now, and is told when something stands there.
    let mut gone = wire.open("/old");
    fake.save("old.html", PAGE);
    assert_eq!(gone.told(&fake), [change("reload", PAGE)]);
}

#[test]
fn pages_of_the_server_itself_are_brought_up_to_date_too() {
    let (fake, wire) = site();
    let mut tab = wire.open("/_ibid/pages/");
    assert!(tab.told(&fake).is_empty());
    assert_eq!(wire.get("/_ibid/status.css").header("content-type"), Some("text/css; charset=utf-8"));
    let mut old = wire.tab("/_ibid/pages/", "0123456789abcdef");
    assert_eq!(old.told(&fake), [change("reload", "<!doctype html><body>status pages/</body>")]);
}

#[test]
fn a_tab_that_slept_is_told_what_happened_meanwhile() {
    let (fake, wire) = site();
    let page = wire.get("/briefings/x/").page();
    let restyled = PAGE.replace("a.1.css", "a.3.css");
    fake.save("briefings/x/index.html", "something else for a while");
    fake.save("briefings/x/index.html", &restyled);
    assert_eq!(wire.tab("/briefings/x/", &page).told(&fake), [change("styles", &restyled)]);
    for unknown in ["0123456789abcdef", "nonsense", ""] {
        assert_eq!(
            wire.tab("/briefings/x/", unknown).told(&fake),
            [change("reload", &restyled)],
            "{unknown}"
        );
    }
    for path in ["/../x", "//", "x"] {
        assert!(wire.tab(path, &page).event().starts_with("state "), "{path}");
    }
}

#[test]
fn a_hundred_tabs_cost_one_look_for_each_update() {
    let (fake, wire) = site();
    let mut tabs: Vec<Tab> = (0..100).map(|_| wire.open("/briefings/x/")).collect();
    let before = fake.times_asked("briefings/x/index.html");
    let new = PAGE.replace("page", "new");
    fake.save("briefings/x/index.html", &new);
    for tab in &mut tabs {
        assert_eq!(tab.told(&fake), [change("reload", &new)]);
    }
    assert_eq!(fake.times_asked("briefings/x/index.html"), before + 1);
}

#[test]
fn nothing_stays_of_tabs_that_were_closed() {
    let (fake, wire) = site();
    let tabs: Vec<Tab> = (0..50).map(|_| wire.open("/")).collect();
    assert_eq!(fake.listeners(), 50);
    drop(tabs);
    let started = Instant::now();
    while fake.listeners() > 0 {
        assert!(started.elapsed() < Duration::from_secs(5), "{} are still told", fake.listeners());
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_end_waits_for_no_tab_and_for_nobody_who_hesitates() {
    let (_fake, mut wire) = site();
    let mut tab = wire.open("/");
    let mut half = wire.connect();
    half.write_all(b"GET / HT").expect("half a request");
    let mut slow = wire.connect();
    slow.write_all(b"GET /slow/ HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("a request");
    std::thread::sleep(Duration::from_millis(100));
    let started = Instant::now();
    wire.end();
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
    assert_eq!(tab.event(), "");
}

#[test]
fn pages_without_end_keep_nobody_from_the_others() {
    let (fake, _) = site();
    let wire = Wire::with_patience(&fake, Duration::from_millis(300));
    let mut waiting: Vec<_> = (0..40).map(|_| wire.connect()).collect();
    for stream in &mut waiting {
        stream.write_all(b"GET /slow/ HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("a request");
    }
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(wire.get("/").without_client(), HOME);
    let answer = wire.get("/slow/");
    assert_eq!(answer.status, 503);
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(answer.text().contains("may loop without end"), "{}", answer.text());
    // The page comes by itself once it can be made.
    assert!(answer.text().contains("/_ibid/client.js"), "{}", answer.text());
}

#[test]
fn the_end_comes_at_once_where_only_tabs_are_open() {
    let (_fake, mut wire) = site();
    let mut tabs: Vec<Tab> = (0..10).map(|_| wire.open("/")).collect();
    let started = Instant::now();
    wire.end();
    assert!(started.elapsed() < Duration::from_millis(900), "{:?}", started.elapsed());
    assert!(tabs.iter_mut().all(|tab| tab.event().is_empty()));
}
