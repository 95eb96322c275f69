//! What an unnamed annotation may go through and keep its permalink.

use ibid::diagnostic::Code;

use super::desk::{Desk, Found, shown};

const PAUSE: &str = ":cite[It will last a month]{src=minutes quote=\"a pause of thirty days\"} at least.";
const FERRIES: &str =
    "The boats go :cite[not on Sundays]{src=minutes quote=\"The ferries will run on weekdays only\"}.";
const VOTE: &str = "The vote was taken :cite[without two of them]{src=minutes quote=\"Two ministers had left before the vote\"}.";

fn in_page(title: &str) -> Found {
    Found::Annotation(title.to_owned())
}

/// A briefing with three annotations is published; then its files are others.
#[track_caller]
fn after(change: impl Fn(&Desk)) -> (Desk, [String; 3]) {
    let desk = Desk::new(&[("briefings/talks.md", &format!("{PAUSE}\n\n{FERRIES}\n\n{VOTE}"))]);
    desk.publish();
    let ids = ["It will last a month", "not on Sundays", "without two of them"].map(|phrase| desk.id(phrase));
    change(&desk);
    (desk, ids)
}

#[track_caller]
fn keeps_all(change: impl Fn(&Desk), titles: [&str; 3]) {
    let (desk, ids) = after(change);
    for (id, title) in ids.iter().zip(titles) {
        assert_eq!(desk.at(id), in_page(title), "{id}");
    }
    // And again from what is recorded then.
    desk.publish();
    for (id, title) in ids.iter().zip(titles) {
        assert_eq!(desk.at(id), in_page(title), "{id}");
    }
    let ledger = desk.ledger();
    assert_eq!(ledger.annotations.len(), 3, "{:?}", ledger.annotations);
}

#[test]
fn nothing_changes_nothing() {
    keeps_all(|_| {}, ["talks"; 3]);
}

#[test]
fn an_edited_claim() {
    let edited = PAUSE.replace("It will last a month", "It lasts four weeks");
    keeps_all(
        |desk| desk.page("briefings/talks.md", &format!("{edited}\n\n{FERRIES}\n\n{VOTE}")),
        ["talks"; 3],
    );
}

#[test]
fn an_edited_quotation() {
    let edited = PAUSE.replace("a pause of thirty days", "agreed to a pause of thirty");
    keeps_all(
        |desk| desk.page("briefings/talks.md", &format!("{edited}\n\n{FERRIES}\n\n{VOTE}")),
        ["talks"; 3],
    );
}

#[test]
fn a_claim_and_its_quotation_edited_at_once() {
    let edited = PAUSE.replace("It will last a month", "It will last a whole month");
    let edited = edited.replace("a pause of thirty days", "agreed to a pause of thirty days");
    keeps_all(
        |desk| desk.page("briefings/talks.md", &format!("{edited}\n\n{FERRIES}\n\n{VOTE}")),
        ["talks"; 3],
    );
}

#[test]
fn edited_neighbours() {
    let text = format!("Other words first. {PAUSE} And more.\n\n{FERRIES} Nobody minds.\n\n{VOTE}");
    keeps_all(|desk| desk.page("briefings/talks.md", &text), ["talks"; 3]);
}

#[test]
fn paragraphs_in_another_order() {
    keeps_all(
        |desk| desk.page("briefings/talks.md", &format!("{VOTE}\n\n{PAUSE}\n\n{FERRIES}")),
        ["talks"; 3],
    );
}

#[test]
fn a_renamed_file() {
    let change = |desk: &Desk| {
        desk.delete("briefings/talks.md");
        desk.page("briefings/pause.md", &format!("{PAUSE}\n\n{FERRIES}\n\n{VOTE}"));
    };
    keeps_all(change, ["pause"; 3]);
}

#[test]
fn a_file_in_another_section_with_edits() {
    let edited = PAUSE.replace("It will last a month", "It lasts four weeks");
    let change = |desk: &Desk| {
        desk.delete("briefings/talks.md");
        desk.page("archive/2026/talks.md", &format!("{VOTE}\n\n{edited}\n\n{FERRIES}"));
    };
    keeps_all(change, ["talks"; 3]);
}

#[test]
fn a_divided_briefing() {
    let change = |desk: &Desk| {
        desk.delete("briefings/talks.md");
        desk.page("briefings/pause.md", PAUSE);
        desk.page("briefings/ferries.md", &format!("{FERRIES}\n\n{VOTE}"));
    };
    keeps_all(change, ["pause", "ferries", "ferries"]);
}

#[test]
fn two_briefings_become_one() {
    let desk = Desk::new(&[("briefings/one.md", PAUSE), ("briefings/two.md", FERRIES)]);
    desk.publish();
    let ids = [desk.id("It will last a month"), desk.id("not on Sundays")];
    desk.delete("briefings/two.md");
    desk.page("briefings/one.md", &format!("{FERRIES}\n\n{PAUSE}"));
    for id in &ids {
        assert_eq!(desk.at(id), in_page("one"));
    }
}

#[test]
fn a_new_annotation_in_the_words_of_an_edited_one_is_a_new_one() {
    let edited = PAUSE.replace("It will last a month", "It lasts four weeks");
    let (desk, [pause, ..]) =
        after(|desk| desk.page("briefings/talks.md", &format!("{edited}\n\n{FERRIES}\n\n{VOTE}")));
    desk.publish();
    // What was once said there is said somewhere else now.
    let again = ":cite[It will last a month]{src=minutes quote=\"The pause may be prolonged once\"}";
    desk.page("briefings/talks.md", &format!("{again}\n\n{edited}\n\n{FERRIES}\n\n{VOTE}"));
    let ledger = desk.publish();
    assert_eq!(ledger.annotations.len(), 4);
    assert_eq!(ledger.annotations[&pause].text, "It lasts four weeks");
}

#[test]
fn an_exact_copy_of_an_old_wording_does_not_take_the_address() {
    let edited = PAUSE.replace("It will last a month", "It lasts four weeks");
    let (desk, [pause, ..]) =
        after(|desk| desk.page("briefings/talks.md", &format!("{edited}\n\n{FERRIES}\n\n{VOTE}")));
    desk.publish();
    desk.page("briefings/talks.md", &format!("{PAUSE}\n\n{edited}\n\n{FERRIES}\n\n{VOTE}"));
    let ledger = desk.publish();
    assert_eq!(ledger.annotations.len(), 4);
    assert_eq!(ledger.annotations[&pause].text, "It lasts four weeks");
    assert!(ledger.annotations.contains_key(&format!("{pause}-2")), "{:?}", ledger.annotations.keys());
}

#[test]
fn the_same_words_twice_are_told_apart_by_their_order() {
    let text = format!("{PAUSE}\n\n{PAUSE}");
    let desk = Desk::new(&[("briefings/talks.md", &text)]);
    let before = desk.publish();
    desk.delete("briefings/talks.md");
    desk.page("briefings/pause.md", &text);
    let after = desk.publish();
    assert!(before.annotations.keys().eq(after.annotations.keys()));
    // Where one of the two is taken out, nobody can say which one it was.
    desk.page("briefings/pause.md", PAUSE);
    let found = desk.build().diagnostics;
    assert_eq!(found.len(), 2, "{}", shown(&found));
    assert!(found.iter().all(|found| found.code == Code::UnclearPermalink), "{}", shown(&found));
}

#[test]
fn ties_are_asked_about_and_answered_by_a_name() {
    let (desk, [pause, ..]) = after(|desk| {
        desk.page("briefings/talks.md", &format!("{FERRIES}\n\n{VOTE}"));
        desk.page("briefings/one.md", PAUSE);
        desk.page("briefings/two.md", PAUSE);
    });
    let found = desk.build().diagnostics;
    assert_eq!(found.len(), 1, "{}", shown(&found));
    assert_eq!(found[0].code, Code::UnclearPermalink);
    let places: Vec<&str> = found[0].labels.iter().map(|label| label.file.path.as_str()).collect();
    assert_eq!(places, ["ibid.lock", "content/briefings/one.md", "content/briefings/two.md"]);
    assert!(found[0].hints[0].contains(&format!("{{#{pause}}}")), "{}", shown(&found));
    desk.page("briefings/two.md", &PAUSE.replace("{src", &format!("{{#{pause} src")));
    assert_eq!(desk.at(&pause), in_page("two"));
}

#[test]
fn footnotes_are_known_by_what_they_say() {
    let desk = Desk::new(&[(
        "briefings/talks.md",
        "So it is.[^a]\n\n[^a]: The harbour master said so on the telephone.",
    )]);
    let ledger = desk.publish();
    let id = ledger.annotations.keys().next().expect("a footnote").clone();
    desk.page("briefings/talks.md", "So it is.[^1] And so.[^2]\n\n[^2]: The harbour master said so on the telephone, twice.\n\n[^1]: Nobody knows why.");
    assert_eq!(desk.at(&id), in_page("talks"));
    let ledger = desk.publish();
    assert!(ledger.annotations[&id].text.ends_with("twice."));
}

#[test]
fn what_gets_a_name_later_is_told_with_the_way_out() {
    let (desk, [pause, ..]) = after(|desk| {
        let named = PAUSE.replace("{src", "{#month src");
        desk.page("briefings/talks.md", &format!("{named}\n\n{FERRIES}\n\n{VOTE}"));
    });
    let found = desk.build().diagnostics;
    assert_eq!(found.len(), 1, "{}", shown(&found));
    assert!(
        found[0].hints.iter().any(|hint| hint.contains(&format!("ibid move {pause} --to month"))),
        "{}",
        shown(&found)
    );
    desk.move_to(&pause, "month");
    assert_eq!(desk.at(&pause), Found::Leads("/a/month/".to_owned()));
}

#[test]
fn a_named_one_keeps_its_name_wherever_it_goes() {
    let named = PAUSE.replace("{src", "{#month src");
    let desk = Desk::new(&[("briefings/talks.md", &named)]);
    desk.publish();
    desk.delete("briefings/talks.md");
    desk.page("other/page.md", ":cite[Something else]{#month src=minutes quote=\"Nobody asked for more\"}");
    assert_eq!(desk.at("month"), in_page("page"));
    // Without its name it is known by what it says.
    desk.publish();
    desk.page("other/page.md", ":cite[Something else]{src=minutes quote=\"Nobody asked for more\"}");
    assert_eq!(desk.at("month"), in_page("page"));
}

#[test]
fn drafts_of_a_copy_do_not_take_an_address() {
    let (desk, [pause, ..]) =
        after(|desk| desk.page_with("briefings/copy.md", "title = \"copy\"\ndraft = true", PAUSE));
    assert_eq!(desk.at(&pause), in_page("talks"));
}

/// What the site says at a permalink.
fn phrase_at(desk: &Desk, id: &str) -> String {
    let site = desk.site();
    let found = site.index().annotations.get(id).copied();
    let of =
        |(draft, place): (usize, usize)| site.material().drafts[draft].annotations.list[place].text.clone();
    found.map(of).unwrap_or_default()
}

#[test]
fn another_claim_elsewhere_that_rests_on_the_same_words_is_another_one() {
    let (desk, [pause, ..]) = after(|desk| {
        desk.page("briefings/talks.md", &format!("Gone.\n\n{FERRIES}\n\n{VOTE}"));
        desk.page(
            "briefings/other.md",
            ":cite[The talks have failed]{src=minutes quote=\"a pause of thirty days\"}.",
        );
    });
    assert_eq!(phrase_at(&desk, &pause), "");
    assert_eq!(desk.errors().len(), 1);
}

#[test]
fn a_short_phrase_alone_is_not_enough() {
    let desk = Desk::new(&[(
        "briefings/talks.md",
        "See :cite[here]{src=minutes quote=\"a pause of thirty days\"}.",
    )]);
    let other = "+++\ntitle = \"Other\"\npublish = \"full\"\n+++\n\nNine men were there.\n";
    desk.world.insert("content/sources/other.md", other);
    desk.publish();
    let id = desk.id("here");
    desk.page("briefings/talks.md", "See :cite[here]{src=other quote=\"Nine men were there\"}.");
    assert_eq!(phrase_at(&desk, &id), "");
    assert_eq!(desk.errors().len(), 1);
}

#[test]
fn a_copy_does_not_take_the_address_of_an_original_that_is_edited() {
    let edited = PAUSE.replace("It will last a month", "It will last a month at the least");
    let (desk, [pause, ..]) = after(|desk| {
        desk.page("briefings/talks.md", &format!("{edited}\n\n{FERRIES}\n\n{VOTE}"));
        desk.page("briefings/next-week.md", &format!("{PAUSE}\n\nMore."));
    });
    let found = desk.errors();
    assert_eq!(
        found.iter().map(|(code, _)| *code).collect::<Vec<_>>(),
        [Code::UnclearPermalink],
        "{found:?}"
    );
    // A copy that is a draft is not meant.
    desk.page_with("briefings/next-week.md", "title = \"next\"\ndraft = true", PAUSE);
    assert_eq!(phrase_at(&desk, &pause), "It will last a month at the least");
}

#[test]
fn a_translation_does_not_take_the_address_of_the_original() {
    let (desk, [pause, ..]) = after(|_| {});
    let config = desk.file("ibid.toml");
    desk.world.insert("ibid.toml", format!("{config}[languages.uk]\ntitle = \"Стіл\"\n"));
    let translated = ":cite[Це триватиме місяць]{src=minutes quote=\"a pause of thirty days\"}";
    desk.page("briefings/talks.uk.md", translated);
    desk.page(
        "briefings/talks.md",
        &format!(
            ":cite[Nothing of it]{{src=minutes quote=\"Nobody asked for more\"}}\n\n{FERRIES}\n\n{VOTE}"
        ),
    );
    assert_eq!(phrase_at(&desk, &pause), "");
}

#[test]
fn many_that_say_the_same_keep_their_order_in_a_renamed_file() {
    let text: String = (0..12).map(|number| format!("{number}: {PAUSE}\n\n")).collect();
    let desk = Desk::new(&[("briefings/talks.md", &text)]);
    desk.publish();
    let ids = |desk: &Desk| -> Vec<String> {
        let site = desk.site();
        let drafts = &site.material().drafts;
        let list = drafts.iter().flat_map(|draft| &draft.annotations.list);
        list.map(|annotation| annotation.id.clone()).collect()
    };
    let before = ids(&desk);
    desk.delete("briefings/talks.md");
    desk.page("briefings/pause.md", &text);
    assert_eq!(ids(&desk), before);
}

#[test]
fn one_more_that_says_the_same_is_asked_about() {
    let (desk, _) = after(|desk| {
        desk.page("briefings/talks.md", &format!("New: {PAUSE}\n\n{PAUSE}\n\n{FERRIES}\n\n{VOTE}"));
    });
    assert_eq!(desk.errors().iter().map(|(code, _)| *code).collect::<Vec<_>>(), [Code::UnclearPermalink]);
}

#[test]
fn another_footnote_in_the_place_of_one_that_is_gone_is_another_one() {
    let desk = Desk::new(&[(
        "briefings/talks.md",
        "So it is.[^a]\n\n[^a]: The harbour master said so on the telephone.",
    )]);
    desk.publish();
    desk.page("briefings/talks.md", "So it is.[^a]\n\n[^a]: Eleven boats were counted in May.");
    assert_eq!(desk.errors().iter().map(|(code, _)| *code).collect::<Vec<_>>(), [Code::LostPermalink]);
}

#[test]
fn where_one_part_of_two_is_left_it_is_asked_whose_it_was() {
    // The first one was taken out and the second one's claim edited, or the second one taken out and the first one's quotation.
    let other = ":cite[Nobody knows]{src=minutes quote=\"Nobody asked for more\"}";
    let desk = Desk::new(&[("briefings/talks.md", &format!("{PAUSE}\n\n{other}"))]);
    desk.publish();
    desk.page("briefings/talks.md", &PAUSE.replace("a pause of thirty days", "Nobody asked for more"));
    let found = desk.errors();
    assert_eq!(
        found.iter().map(|(code, _)| *code).collect::<Vec<_>>(),
        [Code::UnclearPermalink; 2],
        "{found:?}"
    );
}

#[test]
fn what_nobody_else_can_be_is_not_given_to_what_is_more_alike() {
    let short = |claim: &str, quotation: &str| format!(":cite[{claim}]{{src=minutes quote=\"{quotation}\"}}");
    let (pause, spring) = ("a pause of thirty days", "The harbour stays closed until the spring");
    let text = format!("{}\n\n{}", short("month", pause), short("month longer nobody", spring));
    let desk = Desk::new(&[("briefings/talks.md", &text)]);
    desk.publish();
    let ids = [desk.id("month"), desk.id("month longer nobody")];
    // The quotation of the one and the claim of the other were edited.
    let text = format!("{}\n\n{}", short("month longer nobody", pause), short("weeks", pause));
    desk.page("briefings/talks.md", &text);
    assert_eq!(ids.map(|id| phrase_at(&desk, &id)), ["weeks", "month longer nobody"]);
}

#[test]
fn what_was_edited_at_its_place_is_not_taken_for_what_stands_where_a_neighbour_went() {
    let (desk, [pause, ferries, _]) = after(|desk| {
        let edited = PAUSE.replace("a pause of thirty days", "The pause may be prolonged once");
        desk.page("briefings/talks.md", &format!("{edited}\n\n{VOTE}"));
        let another = PAUSE.replace("It will last a month", "It will last a month or so");
        desk.page("briefings/boats.md", &format!("{FERRIES}\n\n{another}"));
    });
    assert_eq!(phrase_at(&desk, &ferries), "not on Sundays");
    assert_eq!(phrase_at(&desk, &pause), "It will last a month");
}

#[test]
fn two_files_whose_quotations_were_edited_do_not_exchange_their_addresses() {
    let short = |quotation: &str| format!(":cite[nobody]{{src=minutes quote=\"{quotation}\"}}");
    let (pause, once) = ("a pause of thirty days", "The pause may be prolonged once");
    let desk = Desk::new(&[("briefings/one.md", &short(once)), ("briefings/two.md", &short(pause))]);
    let ledger = desk.publish();
    // What the second file says now is what the first one said.
    desk.page("briefings/one.md", &short("Nobody asked for more"));
    desk.page("briefings/two.md", &short(once));
    let site = desk.site();
    for entry in ledger.annotations.values() {
        let found = site
            .index()
            .annotations
            .get(&entry.id)
            .map(|(draft, _)| &site.material().drafts[*draft].file.path);
        assert!(found.is_none_or(|path| path.ends_with(&entry.file)), "{} is at {found:?}", entry.file);
    }
    assert!(desk.errors().iter().all(|(code, _)| *code == Code::UnclearPermalink));
}
