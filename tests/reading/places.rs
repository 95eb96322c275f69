//! Where things stand, and that they stand still.

use crate::chromium::Chromium;
use crate::kinds::{difficult, repository};
use crate::reader::tab;
use crate::sample::CROWD;
use crate::{WIDTHS, none};

#[test]
fn notes_stand_by_their_lines() {
    let Some(chromium) = Chromium::start() else { return };
    let tab = tab(&chromium);
    let mut found = Vec::new();
    for site in [repository(), difficult()] {
        for path in site.briefings {
            tab.go(&site.at(path));
            for width in [1440, 1280, 1120] {
                tab.screen(width);
                assert!(tab.is("all('.margin-note').some(isShown)"), "{path} at {width}");
                found.extend(tab.list("astray()", &format!("{path} at {width}")));
            }
        }
    }
    tab.go(&difficult().at("/briefings/crowd/"));
    tab.screen(1440);
    assert_eq!(tab.value("all('.margin-note').filter(isShown).length"), CROWD);
    let ends = tab.value("crowdEnds()").as_f64().unwrap_or(f64::NAN);
    assert!(ends < 900.0, "{CROWD} notes of one paragraph end {ends} px below its top");
    none(&found);
}

#[test]
fn fingers_find_every_control() {
    let Some(chromium) = Chromium::start() else { return };
    let tab = tab(&chromium);
    let mut found = Vec::new();
    for site in [repository(), difficult()] {
        for path in site.kinds {
            tab.go(&site.at(path));
            for width in WIDTHS {
                tab.screen(width);
                found.extend(tab.list("missed().concat(small())", &format!("{path} at {width}")));
            }
        }
    }
    none(&found);
}

#[test]
fn nothing_moves_for_readers_who_want_that() {
    let Some(chromium) = Chromium::start() else { return };
    let tab = tab(&chromium);
    tab.media(&[("prefers-reduced-motion", "reduce")]);
    let mut found = Vec::new();
    for site in [repository(), difficult()] {
        for path in site.kinds {
            tab.go(&site.at(path));
            tab.screen(375);
            tab.value("numbers().find((number) => number.popoverTargetElement)?.click()");
            found.extend(tab.list("moving()", path));
        }
    }
    none(&found);
}
