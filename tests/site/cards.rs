//! Cards of quotations: where they lie, who is told of them, and that they are made once.

use ibid::config::Settings;
use ibid::images::Header;
use ibid::site::{Past, update};
use ibid::world::{Changes, Memory, World};

use super::{CONFIG, briefing, build, built, short, site, write};

const BODY: &str = "They :cite[say so]{#say src=minutes quote=\"the enemy lost two vehicles\"}. A :note[thought]{#think}.\n\n\
    :::note{#think}\nMore.\n:::\n\nAnd :cite[there]{#far src=far quote=\"東京は静かだった\"}.";

fn with_cards(more: &str) -> Memory {
    let config = format!("{CONFIG}[cards]\nenabled = true\n{more}");
    let far = "+++\ntitle = \"Far\"\nlanguage = \"ja\"\npublish = \"full\"\n+++\n東京は静かだった\n";
    site(&[
        ("ibid.toml", &config),
        ("content/sources/far.md", far),
        ("content/briefings/b.md", &briefing(BODY)),
    ])
}

#[test]
fn a_shared_link_shows_the_quotation_as_a_picture() {
    let files = built(&with_cards(""));
    let header = Header::read(&files.0["a/say/card.png"]).expect("a picture");
    assert_eq!((header.size, header.kind.extension()), (Some((1200, 630)), "png"));
    let page = files.text("a/say/index.html");
    let at = page
        .find("<meta property=\"og:image\" content=\"https://example.org/a/say/card.png?")
        .expect("it is told");
    for wanted in [
        "<meta property=\"og:image:width\" content=\"1200\">",
        "<meta property=\"og:image:height\" content=\"630\">",
        "<meta property=\"og:image:alt\" content=\"“the enemy lost two vehicles”\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
    ] {
        files.holds("a/say/index.html", wanted);
    }
    assert!(at < page.find("rel=\"stylesheet\"").expect("it has a look"));
    files.holds("a/say/oembed.json", "\"thumbnail_url\":\"https://example.org/a/say/card.png?");
    files.holds("a/say/oembed.json", "\"thumbnail_width\":1200,\"thumbnail_height\":630");
    assert!(files.0.contains_key("a/think/card.png"), "a thought of the author's own has one too");
    // There are no letters for it, and nobody is told of a picture that isn't there.
    assert!(!files.0.contains_key("a/far/card.png"));
    assert!(!files.text("a/far/index.html").contains("og:image"));
    assert!(!files.text("a/far/oembed.json").contains("thumbnail"));
}

#[test]
fn a_card_is_made_once_and_anew_where_its_words_are_others() {
    let world = with_cards("");
    let out = Memory::new();
    write(&world, &out);
    let kept = |world: &Memory| world.files(".ibid/cards").unwrap_or_default();
    let first = kept(&world);
    assert_eq!(first.len(), 2);
    assert_eq!(write(&world, &out).written, Vec::<String>::new());
    let address = |world: &Memory| {
        let page = built(world).text("a/say/index.html").to_owned();
        page.split("card.png?").nth(1).map(|rest| rest[..10].to_owned()).expect("it has a card")
    };
    let before = address(&world);
    world.insert("content/briefings/b.md", briefing(&BODY.replace("the enemy lost two", "enemy lost two")));
    assert_ne!(address(&world), before);
    assert_eq!(kept(&world).len(), 3);
}

#[test]
fn a_server_makes_the_card_that_is_asked_for() {
    let world = with_cards("");
    let whole = built(&world);
    let made = update(&world, &Settings::default(), &mut Past::default(), &Changes::All);
    let (file, found) = made.file("a/say/card.png");
    assert!(found.is_empty());
    assert_eq!(file.map(|file| file.bytes.to_vec()).as_ref(), whole.0.get("a/say/card.png"));
    assert!(made.file("a/far/card.png").0.is_none() && made.file("a/none/card.png").0.is_none());
}

#[test]
fn of_a_site_with_a_ledger_only_what_is_published_is_drawn() {
    let world = with_cards("");
    let update = |world: &Memory, publishing| {
        let settings = Settings { publishing, ..Settings::default() };
        update(world, &settings, &mut Past::default(), &Changes::All)
    };
    let cards = |world: &Memory, publishing| {
        let outcome = update(world, publishing).outcome();
        assert!(outcome.diagnostics.is_empty(), "{}", short(&outcome.diagnostics));
        let paths = outcome.artifacts.into_iter().map(|file| file.path);
        paths.filter(|path| path.ends_with("card.png")).collect::<Vec<_>>()
    };
    world.insert("ibid.lock", ibid::ledger::write(&update(&world, true).record()));
    let further = format!("{BODY}\n\nAnd :note[then]{{#then}}.\n\n:::note{{#then}}\nMore.\n:::");
    world.insert("content/briefings/b.md", briefing(&further));
    assert_eq!(cards(&world, false), ["a/say/card.png", "a/think/card.png"]);
    let page = built(&world).text("a/then/index.html").to_owned();
    assert!(!page.contains("og:image"), "{page}");
    // What publishing writes is what is built when it was published.
    let published = cards(&world, true);
    assert_eq!(published, ["a/say/card.png", "a/think/card.png", "a/then/card.png"]);
    world.insert("ibid.lock", ibid::ledger::write(&update(&world, true).record()));
    assert_eq!(cards(&world, false), published);
}

#[test]
fn nothing_is_drawn_unless_it_is_wanted() {
    let cards = |files: &super::Files| files.0.keys().filter(|path| path.ends_with("card.png")).count();
    let without =
        built(&site(&[("content/briefings/b.md", &briefing(&BODY[..BODY.find("And").unwrap_or(0)]))]));
    assert_eq!(cards(&without), 0);
    let config = format!("{CONFIG}annotation_pages = false\n[cards]\nenabled = true\n");
    let world = with_cards("");
    world.insert("ibid.toml", config);
    assert_eq!(cards(&built(&world)), 0);
    let wrong = short(&build(&with_cards("size = 2\n")).diagnostics);
    assert_eq!(wrong, "ibid.toml:6:1: error[unknown-key]: unknown key `size`\n");
}
