//! Links out of the site, asked for at a server that misbehaves.
#![cfg(feature = "external-links")]
#![expect(clippy::disallowed_methods, reason = "the tests look at how long a check takes")]

#[path = "links/server.rs"]
mod server;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use ibid::config::{LinkChecker, Settings};
use ibid::diagnostic::{Code, Diagnostic, Format};
use ibid::external::{Count, Http, Manners, Task, check};
use ibid::site::build;
use ibid::world::Memory;

use server::Server;

const MANNERS: Manners = Manners {
    pause: Duration::from_millis(1),
    before_retry: Duration::from_millis(10),
    attempts: 2,
    longest_wait: Duration::from_secs(5),
};

/// A site whose one briefing has these links, each on a line of its own.
fn site(links: &[String]) -> Memory {
    let mut page = "+++\ntitle = \"Links\"\n+++\n".to_owned();
    for link in links {
        let _ = writeln!(page, "[x]({link})\n");
    }
    Memory::with([("ibid.toml", "base_url = \"https://example.org\"\n"), ("content/briefings/l.md", &page)])
}

/// Checks a site's links with a second for each answer.
fn look(world: &Memory, afresh: bool) -> (Count, Vec<Diagnostic>) {
    let outcome = build(world, &Settings { list_outside_links: true, ..Settings::default() });
    assert!(outcome.diagnostics.is_empty(), "{}", Format::Short.render(&outcome.diagnostics, false));
    let rules = LinkChecker { allow_private: true, ..outcome.config.link_checker.clone() };
    let net = Http::new("https://example.org", Duration::from_secs(1), rules.allow_private);
    let task = Task { links: &outcome.outside_links, rules: &rules, manners: MANNERS, afresh };
    check(task, world, &net, &mut |_, _| {})
}

/// What is said of one link.
fn told(path: &str) -> String {
    let server = Server::start();
    let world = site(&[format!("{}{path}", server.url())]);
    let (_, found) = look(&world, false);
    let shown = Format::Short.render(&found, false).replace(&server.url(), "");
    shown.replace("content/briefings/l.md:4:5: ", "").trim_end().to_owned()
}

#[test]
fn every_way_of_misbehaving_is_told_apart() {
    for (path, words) in [
        ("/fine", ""),
        ("/fine#terms", ""),
        ("/fine#terms:~:text=Terms", ""),
        ("/fine#no", "warning[missing-anchor]: `/fine` has no anchor `#no`"),
        ("/elsewhere", ""),
        ("/moved", "warning[moved-link]: `/moved` has moved for good to `/fine`"),
        ("/moved-twice", "warning[moved-link]: `/moved-twice` has moved for good to `/fine`"),
        ("/moved-to-front", "warning[moved-link]: `/moved-to-front` has moved for good to `/`"),
        (
            "/moved-to-dead",
            "error[dead-link]: `/moved-to-dead` is dead: it leads on to `/status/404`, and the server answers 404, there is no such page",
        ),
        ("/circle", "warning[unstable-link]: `/circle` does not work: its redirects lead in a circle"),
        (
            "/deep/1",
            "warning[unstable-link]: `/deep/1` does not work: it leads on to `/deep/12`, and it redirects more than 10 times",
        ),
        ("/to-file", "warning[unstable-link]: `/to-file` does not work: it redirects to no page of the web"),
        (
            "/to-nowhere",
            "warning[unstable-link]: `/to-nowhere` does not work: it redirects to no page of the web",
        ),
        (
            "/status/404",
            "error[dead-link]: `/status/404` is dead: the server answers 404, there is no such page",
        ),
        (
            "/status/410",
            "error[dead-link]: `/status/410` is dead: the server answers 410, it was taken away for good",
        ),
        (
            "/status/401",
            "note[unchecked-link]: `/status/401` could not be checked: the server answers 401 to programs",
        ),
        (
            "/status/403",
            "note[unchecked-link]: `/status/403` could not be checked: the server answers 403 to programs",
        ),
        (
            "/status/999",
            "note[unchecked-link]: `/status/999` could not be checked: the server answers 999 to programs",
        ),
        (
            "/busy-for-long",
            "note[unchecked-link]: `/busy-for-long` could not be checked: the server answers 429 to programs",
        ),
        ("/busy", ""),
        ("/stumbles", ""),
        ("/status/503", "warning[unstable-link]: `/status/503` does not work: the server answers 503"),
        ("/no-head", ""),
        ("/lies-to-head", ""),
    ] {
        assert_eq!(told(path), words, "{path}");
    }
}

#[test]
fn what_is_no_http_is_told_and_bounded_in_time_and_size() {
    let started = Instant::now();
    for (path, words) in [
        ("/hangs-up", "warning[unstable-link]: `/hangs-up` does not work: "),
        ("/nonsense", "warning[unstable-link]: `/nonsense` does not work: what comes is no answer in HTTP: "),
        (
            "/long-head",
            "warning[unstable-link]: `/long-head` does not work: what comes is no answer in HTTP: ",
        ),
        (
            "/slow-head",
            "warning[unstable-link]: `/slow-head` does not work: the server takes too long to answer",
        ),
    ] {
        let told = told(path);
        assert!(told.starts_with(words), "{told}");
    }
    // What of a page does not come within its bounds is not known to be missing.
    assert_eq!(told("/endless#x"), "");
    assert_eq!(told("/bomb#x"), "");
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn a_server_that_does_not_speak_tls_is_not_trusted() {
    let server = Server::start();
    let world = site(&[server.url().replace("http:", "https:")]);
    let (count, found) = look(&world, false);
    assert_eq!(count.dead, 1, "{found:?}");
    assert!(found[0].message.contains("its connection cannot be trusted: "), "{}", found[0].message);
}

#[test]
fn a_closed_port_is_no_dead_page() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let world = site(&[format!("http://{}/", free.expect("a free port"))]);
    let (_, found) = look(&world, false);
    assert_eq!(found[0].code, Code::UnstableLink, "{found:?}");
    assert!(found[0].message.contains("there is no connection: "), "{}", found[0].message);
}

#[test]
fn each_page_is_asked_for_once_and_a_host_once_at_a_time() {
    let (one, other) = (Server::start(), Server::start());
    let mut links: Vec<String> = (0..12).map(|number| format!("{}/page/{}", one.url(), number % 6)).collect();
    links.extend((0..6).map(|number| format!("{}/page/{number}", other.url())));
    links.push(format!("{}/anchored#terms", one.url()));
    links.push(format!("{}/anchored", one.url()));
    // It leads to the other host while that one is being asked.
    links.push(format!("{}/moved", one.url()));
    let (count, found) = look(&site(&links), false);
    assert_eq!((count.fine, count.moved, count.all()), (13, 1, 14), "{found:?}");
    for server in [&one, &other] {
        assert!(server.asked().values().all(|times| *times == 1), "{:?}", server.asked());
        assert_eq!(server.most_at_once(), 1);
    }
    assert_eq!(one.asked()["GET /anchored"], 1);
    assert!(one.agents().iter().all(|agent| agent.starts_with("ibid/") && agent.contains("example.org")));
}

#[test]
fn a_second_run_asks_only_for_what_is_new() {
    let server = Server::start();
    let links = ["/fine", "/status/404", "/fine#no"].map(|path| format!("{}{path}", server.url()));
    let world = site(&links);
    let first = look(&world, false);
    let asked = server.asked();
    let mut second = look(&world, false);
    assert_eq!(server.asked(), asked);
    assert_eq!(second.0.remembered, 2);
    second.0.remembered = 0;
    assert_eq!(first, second);
    // An anchor that nobody looked for is looked for.
    world.insert(
        "content/briefings/m.md",
        format!("+++\ntitle = \"M\"\n+++\n[x]({}/fine#terms)\n", server.url()),
    );
    assert_eq!(look(&world, false).0.remembered, 1);
    let before: usize = server.asked().values().sum();
    look(&world, true);
    assert!(server.asked().values().sum::<usize>() > before, "afresh");
    world.insert(".ibid/links.json", "{\"version\": 1, \"links\": {\"http");
    assert_eq!(look(&world, false).0.remembered, 0, "what is damaged is not there");
}

#[test]
fn the_command_says_what_came_and_ends_with_1_where_something_is_dead() {
    let server = Server::start();
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("it can be written");
    };
    write("ibid.toml", "base_url = \"https://example.org\"\n");
    let page =
        |path: &str| format!("+++\ntitle = \"L\"\n+++\n[x]({}{path}) [y]({0}/status/403)\n", server.url());
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_ibid"));
        command.current_dir(folder.path()).arg("check").args(arguments).output().expect("the program runs")
    };
    write("content/briefings/l.md", &page("/fine"));
    let plain = run(&["--strict"]);
    assert!(plain.status.success() && server.asked().is_empty(), "{plain:?}");
    let fine = run(&["--external", "--allow-private", "--strict"]);
    assert!(fine.status.success(), "a note fails nothing: {fine:?}");
    let said = String::from_utf8_lossy(&fine.stdout);
    assert!(said.contains("\n     outside  2 checked: 1 fine, 1 could not be checked\n"), "{said}");
    assert!(folder.path().join(".ibid/links.json").exists());
    write("content/briefings/l.md", &page("/status/404"));
    let dead = run(&["--external", "--allow-private", "--format", "json"]);
    assert_eq!(dead.status.code(), Some(1), "{dead:?}");
    let found: serde_json::Value = serde_json::from_slice(&dead.stdout).expect("JSON and nothing else");
    assert_eq!(found[0]["code"], "dead-link");
    assert_eq!(found[1]["severity"], "note");
    assert_eq!(run(&["--afresh"]).status.code(), Some(2), "it means nothing alone");
}
