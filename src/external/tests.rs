//! Links against a network of our own making, whose time goes by only when somebody waits.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use url::Url;

use super::*;
use crate::config::Settings;
use crate::diagnostic::{Format, Severity};
use crate::site::build;
use crate::world::Memory as Folder;

/// Answers by address, the last of them again and again; all else is there.
#[derive(Default)]
struct Fake {
    answers: BTreeMap<&'static str, Vec<Result<Answer, Trouble>>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    clock: Duration,
    /// When each address was asked for.
    asked: Vec<(u128, Asking, String)>,
}

#[expect(clippy::unnecessary_wraps, reason = "one of the things that a network says")]
fn status(status: u16) -> Result<Answer, Trouble> {
    Ok(Answer { status, ..Answer::default() })
}

#[expect(clippy::unnecessary_wraps, reason = "one of the things that a network says")]
fn leads_to(status: u16, to: &str) -> Result<Answer, Trouble> {
    Ok(Answer { status, location: Some(to.to_owned()), ..Answer::default() })
}

impl Fake {
    fn with(answers: impl IntoIterator<Item = (&'static str, Vec<Result<Answer, Trouble>>)>) -> Self {
        Self { answers: answers.into_iter().collect(), state: Mutex::default() }
    }

    fn asked(&self) -> Vec<(u128, Asking, String)> {
        self.state.lock().unwrap().asked.clone()
    }
}

impl Net for Fake {
    fn ask(&self, asking: Asking, url: &Url) -> Result<Answer, Trouble> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let times = state.asked.iter().filter(|(_, _, known)| known == url.as_str()).count();
        let now = state.clock.as_millis();
        state.asked.push((now, asking, url.to_string()));
        let list = self.answers.get(url.as_str());
        list.and_then(|list| list.get(times.min(list.len() - 1))).cloned().unwrap_or_else(|| status(200))
    }

    fn now(&self) -> u64 {
        1_767_916_800 + self.clock().as_secs()
    }

    fn clock(&self) -> Duration {
        self.state.lock().unwrap().clock
    }

    fn wait(&self, time: Duration) {
        self.state.lock().unwrap().clock += time;
    }
}

const SOURCES: [(&str, &str); 3] = [
    (
        "content/sources/copied.md",
        "+++\ntitle = \"C\"\nurl = \"https://c.org/gone\"\narchive_url = \"https://archive.org/c\"\n+++\nText.\n",
    ),
    ("content/sources/kept.md", "+++\ntitle = \"K\"\nurl = \"https://k.org/gone\"\n+++\nText.\n"),
    (
        "content/sources/quoted.md",
        "+++\ntitle = \"Q\"\nurl = \"https://q.org/gone\"\narchive_url = \"https://archive.org/q\"\n+++\n[x](https://theirs.org/)\n",
    ),
];

fn folder(body: &str, config: &str) -> Folder {
    let folder = Folder::with(SOURCES);
    folder.insert("ibid.toml", format!("base_url = \"https://example.org\"\n{config}"));
    folder.insert("content/briefings/b.md", format!("+++\ntitle = \"B\"\n+++\n{body}\n"));
    folder
}

fn look(folder: &Folder, net: &Fake) -> (Count, Vec<Diagnostic>) {
    let outcome = build(folder, &Settings { list_outside_links: true, ..Settings::default() });
    assert!(outcome.diagnostics.is_empty(), "{}", Format::Short.render(&outcome.diagnostics, false));
    let rules = &outcome.config.link_checker;
    let task = Task { links: &outcome.outside_links, rules, manners: Manners::default(), afresh: false };
    check(task, folder, net, &mut |_, _| {})
}

fn shown(found: &[Diagnostic]) -> String {
    let mut out = String::new();
    for finding in crate::diagnostic::sorted(found) {
        out += &Format::Short.render(std::slice::from_ref(finding), false);
        for label in finding.labels.iter().skip(1) {
            let _ = writeln!(out, "    also {} {}", label.file.path, &label.file.text[label.range.clone()]);
        }
        finding.hints.iter().for_each(|hint| out += &format!("    {hint}\n"));
        for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
            let _ = writeln!(out, "    {} -> {}", &edit.file.text[edit.range.clone()], edit.replacement);
        }
    }
    out
}

#[test]
fn links_are_found_everywhere_and_told_at_all_their_places() {
    let body = "[a](https://a.org/x) and <https://a.org/x> and [r][r] ![i](https://a.org/i.png)[^n]\n\n\
        [r]: https://a.org/x#y \"title\"\n\n[^n]: In [a note](HTTPS://A.org/./x) [own](https://example.org/briefings/b/)\n\n\
        :cite[claim]{src=kept at=p1}. [ship](mailto:a@b.org)\n";
    let config = "[furniture]\nevents = \"data/e.csv\"\n[[social]]\nname = \"S\"\nurl = \"https://s.org/me\"\n[newsletter]\naction = \"https://s.org/form\"\n\
        [link_checker]\nignore = [\"https://s.org/x\"]\n";
    let folder = folder(body, config);
    folder.insert(
        "content/_index.md",
        "+++\n[extra]\nlink = \"https://f.org/\"\nwords = \"see https://f.org/no\"\nmore = \"see [there](https://f.org/yes)\"\n+++\n",
    );
    folder.insert("data/e.csv", "title,start,url\nE,2026-02-01,https://e.org/\n");
    let net = Fake::with([("https://a.org/x", vec![leads_to(301, "https://b.org/x")])]);
    let (_, found) = look(&folder, &net);
    insta::assert_snapshot!(shown(&found));
    let mut asked: Vec<String> = net.asked().into_iter().map(|(_, _, url)| url).collect();
    asked.sort();
    insta::assert_snapshot!(asked.join("\n"));
}

#[test]
fn what_the_archive_has_is_offered() {
    let gone = || vec![status(404)];
    let net = Fake::with([
        ("https://c.org/gone", gone()),
        ("https://k.org/gone", gone()),
        ("https://q.org/gone", gone()),
        ("https://a.org/gone", vec![Err(Trouble::NoHost)]),
    ]);
    let (count, found) = look(&folder("[q](https://q.org/gone#p) [a](https://a.org/gone)", ""), &net);
    insta::assert_snapshot!(shown(&found));
    insta::assert_snapshot!(count.words());
}

#[test]
fn nobody_is_asked_sooner_or_more_often_than_is_polite() {
    let busy = Answer { status: 429, retry_after: Some("7".to_owned()), ..Answer::default() };
    let net = Fake::with([
        ("https://a.org/1", vec![Ok(busy), status(200)]),
        ("https://a.org/2", vec![status(500)]),
    ]);
    let folder = Folder::with([("ibid.toml", "base_url = \"https://example.org\"\n")]);
    let links = "[1](https://a.org/1) [2](https://a.org/2) [3](https://a.org/3)";
    folder.insert("content/briefings/b.md", format!("+++\ntitle = \"B\"\n+++\n{links}\n"));
    look(&folder, &net);
    let asked: String =
        net.asked().iter().map(|(time, asking, url)| format!("{time} {asking:?} {url}\n")).collect();
    insta::assert_snapshot!(asked);
}

#[test]
fn a_host_that_does_not_answer_is_tried_in_full_once() {
    let silent = || vec![Err(Trouble::Timeout)];
    let net = Fake::with([
        ("https://a.org/1", silent()),
        ("https://a.org/2", silent()),
        ("https://a.org/3", vec![status(200)]),
        ("https://a.org/4", silent()),
    ]);
    let body: String = (1..5).map(|number| format!("[x](https://a.org/{number}) ")).collect();
    let (_, found) = look(&folder(&body, ""), &net);
    assert_eq!(found.len(), 3, "{}", shown(&found));
    let times = |path: &str| net.asked().iter().filter(|(_, _, url)| url.ends_with(path)).count();
    assert_eq!([times("/1"), times("/2"), times("/3"), times("/4")], [3, 1, 1, 3]);
}

#[test]
fn no_redirect_leads_into_a_private_network() {
    let net = Fake::with([("https://a.org/", vec![leads_to(302, "http://169.254.169.254/secret")])]);
    let (_, found) = look(&folder("[a](https://a.org/) [b](http://localhost:1111/)", ""), &net);
    insta::assert_snapshot!(shown(&found));
    assert!(net.asked().iter().all(|(_, _, url)| url.starts_with("https://")));
}

#[test]
fn without_names_nothing_is_judged() {
    let net = Fake::with([
        ("https://c.org/gone", vec![Err(Trouble::NoHost)]),
        ("https://k.org/gone", vec![Err(Trouble::NoHost)]),
        ("https://q.org/gone", vec![Err(Trouble::NoHost)]),
        ("https://archive.org/c", vec![Err(Trouble::NoNames)]),
        ("https://archive.org/q", vec![Err(Trouble::NoNames)]),
    ]);
    let folder = folder("", "");
    let (count, found) = look(&folder, &net);
    assert_eq!(count.all(), 0);
    assert_eq!(found.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::NoNetwork]);
    assert_eq!(look(&folder, &Fake::default()).0.fine, 5, "nothing of it is remembered");
}

#[test]
fn that_the_only_host_is_unknown_is_told_and_not_remembered() {
    let folder = Folder::with([("ibid.toml", "base_url = \"https://example.org\"\n")]);
    folder.insert("content/briefings/b.md", "+++\ntitle = \"B\"\n+++\n[a](https://a.org/)\n");
    let net = Fake::with([("https://a.org/", vec![Err(Trouble::NoHost)])]);
    assert_eq!(look(&folder, &net).1[0].code, Code::DeadLink);
    assert_eq!(look(&folder, &Fake::default()).0.remembered, 0);
}

#[test]
fn what_the_site_leaves_out_is_not_asked_for() {
    let config = "[link_checker]\nskip_prefixes = [\"https://c.org/\", \"https://archive.org\"]\n\
        ignore = [\"https://*.org/gone\"]\nskip_anchor_prefixes = [\"https://a.org\"]\nexternal_level = \"warn\"\n";
    let net = Fake::with([("https://b.org/", vec![status(404)])]);
    let (count, found) = look(&folder("[a](https://a.org/#x) [b](https://b.org/)", config), &net);
    assert_eq!((count.fine, count.dead, count.all()), (1, 1, 2));
    assert_eq!(found[0].severity, Severity::Warning);
    assert!(net.asked().iter().all(|(_, asking, _)| *asking != Asking::Page));
}

#[test]
fn answers_are_remembered_for_their_time() {
    let net = Fake::with([("https://q.org/gone", vec![status(404)])]);
    let folder = folder("", "");
    look(&folder, &net);
    let remembered = |hours: u64| {
        net.wait(Duration::from_hours(hours));
        look(&folder, &net).0.remembered
    };
    assert_eq!(remembered(23), 5);
    assert_eq!(remembered(2), 4, "the dead one is asked for again");
    assert_eq!(remembered(142), 4);
    assert_eq!(remembered(2), 1, "after a week, all but the dead one, which was asked for in between");
}

#[test]
fn a_cache_that_cannot_be_written_is_a_warning() {
    let folder = folder("", "");
    folder.set_read_only(true);
    let (count, found) = look(&folder, &Fake::default());
    assert_eq!(count.fine, 5);
    assert_eq!(
        found.iter().map(|one| (one.code, one.severity)).collect::<Vec<_>>(),
        [(Code::Unwritable, Severity::Warning)]
    );
}
