//! Sources as a whole: originals, places, files that are in each other's way.

use ibid::diagnostic::Code;
use sha2::{Digest, Sha256};

use super::{SOURCE, briefing, build, built, short, site};

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn an_original_that_is_not_the_archived_one_is_noticed() {
    let source = |hash: &str| format!("+++\ntitle = \"Report\"\nsha256 = \"{hash}\"\n+++\nText of it.\n");
    let world = site(&[("content/sources/report/index.md", &source(&hash(b"%PDF-1")))]);
    world.insert("content/sources/report/original.pdf", b"%PDF-1".to_vec());
    assert!(build(&world).diagnostics.is_empty());
    world.insert("content/sources/report/original.pdf", b"%PDF-2".to_vec());
    let found = build(&world).diagnostics;
    assert_eq!(found.len(), 1, "{}", short(&found));
    assert_eq!(found[0].code, Code::ChangedOriginal);
    assert!(found[0].hints[0].contains(&hash(b"%PDF-2")), "{:?}", found[0].hints);
}

#[test]
fn two_files_that_are_one_source_are_told() {
    let found = build(&site(&[("content/sources/minutes.txt", SOURCE)])).diagnostics;
    assert_eq!(
        found.iter().map(|one| one.code).collect::<Vec<_>>(),
        [Code::DuplicateSource],
        "{}",
        short(&found)
    );
}

const TRANSCRIPT: &str = "+++\ntitle = \"Talk\"\nkind = \"transcript\"\npublish = \"full\"\n\
    url = \"https://example.net/talk\"\n+++\n<!-- t 00:00:10 -->\n\nWe begin with the harbour today.\n\n\
    <!-- t 00:12:03 -->\n\nThe ferry will run again.\n\nThe ferry will run again.\n\n<!-- page 4 -->\n\nThat is all we have.\n";

#[test]
fn a_passage_can_be_given_by_its_place() {
    let body = ":cite[a]{#time src=talk t=12:05} :cite[b]{#page src=talk page=4} :cite[c]{#range src=talk at=p2-p3} \
        :cite[d]{#words src=talk quote=\"The ferry will run again\" at=p3}";
    let files =
        built(&site(&[("content/sources/talk.md", TRANSCRIPT), ("content/briefings/b.md", &briefing(body))]));
    files.holds("a/time/index.html", "The ferry will run again.");
    files.holds("a/time/index.html", "https://example.net/talk#t=723");
    files.holds("a/page/index.html", "That is all we have.");
    files.holds("a/page/index.html", "page 4");
    files.holds("a/range/index.html", "paragraphs 2–3");
    files.holds("a/words/index.html", "paragraph 3");
}

#[test]
fn a_place_that_is_not_there_or_not_the_right_one_is_told() {
    let words = "quote=\"The ferry will run again\"";
    let codes = |attributes: &str| -> Vec<Code> {
        let body = briefing(&format!(":cite[a claim]{{src=talk {attributes}}}"));
        let world = site(&[("content/sources/talk.md", TRANSCRIPT), ("content/briefings/b.md", &body)]);
        build(&world).diagnostics.iter().map(|one| one.code).collect()
    };
    assert_eq!(codes(&format!("{words} at=p1")), [Code::WrongPlace]);
    assert_eq!(codes(&format!("{words} page=4")), [Code::WrongPlace]);
    assert_eq!(codes(words), [Code::Ambiguous]);
    assert_eq!(codes(&format!("{words} at=p2")), []);
    assert_eq!(codes("at=p9"), [Code::InvalidPlace]);
    assert_eq!(codes("at=nine"), [Code::InvalidPlace]);
    assert_eq!(codes("t=noon"), [Code::InvalidPlace]);
    assert_eq!(codes("page=40"), [Code::InvalidPlace]);
}

#[test]
fn a_translation_shows_its_original_and_says_whose_it_is() {
    let source = "+++\ntitle = \"Нотатки\"\nlanguage = \"uk\"\npublish = \"full\"\n+++\nВін сказав, що міст «зруйновано вночі» вчора.\n";
    let body = ":quote[that the bridge was “destroyed at night”]{#bridge src=uk original=\"міст “зруйновано вночі”\"}";
    let files =
        built(&site(&[("content/sources/uk.md", source), ("content/briefings/b.md", &briefing(body))]));
    files.holds("a/bridge/index.html", "translated by the author");
    files.holds("a/bridge/index.html", "міст «зруйновано вночі»");
    let wrong = body.replace("вночі", "вдень");
    let world = site(&[("content/sources/uk.md", source), ("content/briefings/b.md", &briefing(&wrong))]);
    assert_eq!(build(&world).diagnostics[0].code, Code::Altered);
}

#[test]
fn the_reader_is_told_what_was_edited() {
    let body = ":quote[“[t]he enemy lost […] and withdrew”]{#cut src=minutes}";
    let files = built(&site(&[("content/briefings/b.md", &briefing(body))]));
    files.holds("briefings/b/index.html", "edited: 1 omission, 1 change of case");
    let source = files.text("sources/minutes/index.html");
    assert_eq!(source.matches("<mark").count(), 2, "what is left out is not marked: {source}");
}

#[test]
fn one_passage_used_often_is_marked_once_and_leads_to_all() {
    let body = |id: &str| briefing(&format!(":quote[the enemy lost two vehicles]{{#{id} src=minutes}}"));
    let files =
        built(&site(&[("content/briefings/one.md", &body("x1")), ("content/briefings/two.md", &body("x2"))]));
    let source = files.text("sources/minutes/index.html");
    assert_eq!(source.matches("id=\"passage-").count(), 1);
    assert!(source.contains("/briefings/one/#a-x1") && source.contains("/briefings/two/#a-x2"));
}

#[test]
fn words_put_in_by_the_author_do_not_look_like_an_omission() {
    let body = ":quote[“the enemy [near the village] lost two vehicles”]{#put src=minutes}";
    let files = built(&site(&[("content/briefings/b.md", &briefing(body))]));
    files.holds("a/put/index.html", "edited: 1 insertion");
    files.holds("a/put/index.html", "<mark>the enemy lost two vehicles</mark>");
}
