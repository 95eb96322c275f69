//! The sites that are read, and one page or more of each kind that the theme has.

use std::sync::OnceLock;

use ibid::site::Permalink;
use ibid::world::{Disk, World};

use crate::sample::sample;
use crate::server::{Files, Server};
use crate::site::{pages, serve};

pub(crate) struct Site {
    pub(crate) server: Server,
    pub(crate) files: Files,
    pub(crate) annotations: Vec<Permalink>,
    /// The addresses of pages of all kinds.
    pub(crate) kinds: &'static [&'static str],
    pub(crate) briefings: &'static [&'static str],
}

impl Site {
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.server.url())
    }
}

/// This repository's own site. It is built once for all tests.
pub(crate) fn repository() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| site(&Disk::new(env!("CARGO_MANIFEST_DIR")), &REPOSITORY, &BRIEFINGS))
}

/// The sample: what is hard to set, and the kinds of pages that this repository has no example of.
pub(crate) fn difficult() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let site = site(&sample(), &DIFFICULT, &DIFFICULT_BRIEFINGS);
        // A page that leads on is gone before it can be looked at: this one stays.
        let page = String::from_utf8_lossy(&site.files["an-old-address/index.html"]);
        let (before, rest) = page.split_once("<meta http-equiv=\"refresh\"").expect("it leads on");
        let (_, after) = rest.split_once('>').expect("the end of an element");
        let page = format!("{before}{after}");
        site.server.serve(Files::from([("leads-on/index.html".to_owned(), page.into_bytes())]));
        site
    })
}

fn site(world: &dyn World, kinds: &'static [&'static str], briefings: &'static [&'static str]) -> Site {
    let (server, files, annotations) = serve(world);
    // What the manual tells servers to allow.
    server.allow("search/index.html", "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'");
    let pages = pages(&files);
    for path in kinds.iter().chain(briefings).filter(|path| **path != "/leads-on/") {
        assert!(pages.iter().any(|page| page == path), "there is no page {path}");
    }
    Site { server, files, annotations, kinds, briefings }
}

const REPOSITORY: [&str; 28] = [
    "/",
    "/404.html",
    "/a/ennadar-admission/",
    "/a/paris-absent/",
    "/about/",
    "/briefings/",
    "/briefings/ennadar-night-ferry/",
    "/briefings/paris-guarantees/",
    "/corrections/",
    "/manual/",
    "/manual/diagnostics/quotation-altered/",
    "/manual/pictures/",
    "/manual/templates/",
    "/newsletters/",
    "/newsletters/2026-01-09/",
    "/people/",
    "/people/ibid-desk/",
    "/search/",
    "/series/",
    "/series/lake-ennadar/",
    "/sources/",
    "/sources/ennadar-press-conference/",
    "/sources/ennadar-stock-report/",
    "/sources/paris-desk-notes/",
    "/tags/",
    "/tags/nato/",
    "/uk/",
    "/uk/briefings/ennadar-quota/",
];

const BRIEFINGS: [&str; 5] = [
    "/briefings/ennadar-night-ferry/",
    "/briefings/ennadar-quota/",
    "/briefings/ennadar-whose-numbers/",
    "/briefings/paris-guarantees/",
    "/uk/briefings/ennadar-quota/",
];

const DIFFICULT: [&str; 14] = [
    "/a/taken-back/",
    "/a/talks-one/",
    "/a/translated/",
    "/ar/briefings/talks/",
    "/briefings/crowd/",
    "/briefings/everywhere/",
    "/briefings/verdicts/",
    "/leads-on/",
    "/sources/dense/",
    "/sources/hearing/",
    "/sources/letter/",
    "/sources/minutes/",
    "/sources/paged/",
    "/sources/protocol/",
];

const DIFFICULT_BRIEFINGS: [&str; 4] =
    ["/ar/briefings/talks/", "/briefings/crowd/", "/briefings/everywhere/", "/briefings/verdicts/"];
