//! Without JavaScript nothing is missing.

use crate::chromium::Chromium;
use crate::kinds::{difficult, repository};
use crate::reader::tab;
use crate::{NAMES, WIDTHS, none};

#[test]
fn without_scripts_no_word_is_lost_and_every_note_is_reached() {
    let Some(chromium) = Chromium::start() else { return };
    let (with, without) = (tab(&chromium), tab(&chromium));
    without.without_scripts();
    let mut found = Vec::new();
    for site in [repository(), difficult()] {
        // Searching is what a script does; that page says so, and what else there is.
        for path in site.kinds.iter().filter(|path| **path != "/search/") {
            with.go(&site.at(path));
            without.go(&site.at(path));
            without.value(NAMES);
            for width in WIDTHS {
                with.screen(width);
                without.screen(width);
                let (all, some) = (with.text("words()"), without.text("words()"));
                assert!(!some.is_empty(), "{path}");
                if all != some {
                    found
                        .push(format!("{path} at {width}: with scripts it says\n{all}\nand without\n{some}"));
                }
                found.extend(without.list("unreached()", &format!("{path} at {width}")));
            }
        }
    }
    none(&found);
    without.go(&repository().at("/search/"));
    without.value(NAMES);
    assert!(without.is("one('main noscript').checkVisibility() || one('main').innerText.length > 80"));
}
