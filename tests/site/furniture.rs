//! What stands around a text: on its page, nowhere else, and only where there is something to show.

use ibid::config::Settings;
use ibid::diagnostic::Code;
use jiff::civil::date;

use super::{CONFIG, Files, build, built, short, site};

const FURNITURE: &str = "
[furniture]
briefings = [\"authors\", \"further-reading\", \"disclaimer\", \"publisher\", \"follow\", \"support\", \"image-credit\"]
events = \"data/events.toml\"
disclaimer = \"Views are *ours*; see [the page](@/about.md).\"
publisher = { en = \"We publish.\", uk = \"Ми видаємо.\" }
[newsletter]
action = \"https://list.example/join\"
email_field = \"EMAIL\"
hidden = { list = \"7 & 8\" }
title = \"The letter\"
text = \"Twice a **week**.\"
button = \"Join\"
privacy = \"@/about.md\"
[support]
url = \"https://give.example/\"
text = \"It helps.\"
[[social]]
name = \"Fedi\"
url = \"https://social.example/@desk\"
";

const EVENTS: &str = "
[[events]]
title = \"A talk\"
start = 2026-01-20T18:00:00
end = 2026-01-20T19:30:00
url = \"https://talk.example/\"
online = true
tags = [\"talks\"]
[[events]]
title = \"A long fair\"
start = 2026-01-05
end = 2026-01-09
place = \"Kyiv\"
[[events]]
title = \"Long ago\"
start = 2026-01-08
[[events]]
title = \"A </script> dinner\"
start = 2026-02-01
";

const TEXT: &str = "+++
title = \"All of it\"
date = 2026-01-08
authors = [\"Desk\"]
image = { src = \"/lead.svg\", alt = \"A lake\", caption = \"The *lake*.\", credit = \"Drawn by us\" }
+++
One two three.

::signup

::events{limit=2}

Four five.
";

fn furnished(files: &[(&str, &str)]) -> ibid::world::Memory {
    let config = format!("{CONFIG}{FURNITURE}[languages.uk]\n");
    let mut all = vec![
        ("ibid.toml", config.as_str()),
        ("data/events.toml", EVENTS),
        ("static/lead.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"4\"/>"),
        ("content/about.md", "+++\ntitle = \"About\"\n+++\n"),
        ("content/people/desk.md", "+++\ntitle = \"Desk\"\ndescription = \"Who we are.\"\n+++\n"),
        ("content/briefings/all.md", TEXT),
    ];
    all.extend(files);
    site(&all)
}

const PAGE: &str = "briefings/all/index.html";

#[test]
fn every_block_stands_on_the_page() {
    let files = built(&furnished(&[]));
    for words in [
        "<form action=\"https://list.example/join\" method=\"post\">",
        "<input type=\"hidden\" name=\"list\" value=\"7 &amp; 8\">",
        "name=\"EMAIL\" autocomplete=\"email\" required>",
        "Twice a <strong>week</strong>.",
        "href=\"/about/\">What happens to your address</a>",
        "<a href=\"https://talk.example/\">A talk</a>",
        "<time datetime=\"2026-01-20T18:00\"><span class=\"day\">20 January 2026</span>, 18:00</time>\u{2060}–\u{2060}<time datetime=\"2026-01-20T19:30\">19:30</time>",
        "\"eventAttendanceMode\":\"https://schema.org/OnlineEventAttendanceMode\"",
        "<a rel=\"author\" href=\"/people/desk/\">Desk</a>",
        "Who we are.",
        "Views are <em>ours</em>; see <a href=\"/about/\">the page</a>.",
        "We publish.",
        "<a rel=\"me external\" href=\"https://social.example/@desk\">Fedi</a>",
        "href=\"https://give.example/\"",
        "<img src=\"/lead.svg\" alt=\"A lake\" width=\"8\" height=\"4\" decoding=\"async\">",
        "property=\"og:image\" content=\"https://example.org/lead.svg\"",
        "\"image\":\"https://example.org/lead.svg\"",
        "The <em>lake</em>.",
        "Image: Drawn by us",
        "href=\"/furniture.",
    ] {
        files.holds(PAGE, words);
    }
    let page = files.text(PAGE);
    assert_eq!(page.matches("Drawn by us").count(), 1, "the credit stands once, at the foot");
    assert!(!page.contains("Ми видаємо"));
    // What belongs to the text (its tags, its neighbours) comes before what belongs to the publication.
    let place = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words} is missing"));
    assert!(place("<footer class=\"page-foot\">") < place("<div class=\"furniture-foot\">"));
    // Whatever needs nothing of it does not load its stylesheet.
    assert!(!files.text("about/index.html").contains("furniture.css"));
}

#[test]
fn nobody_is_told_where_an_event_is_that_names_no_place() {
    let events = "[[events]]\ntitle = \"Somewhere\"\nstart = 2026-01-20\n";
    let files = built(&furnished(&[("data/events.toml", events)]));
    files.holds(PAGE, "\"name\":\"Somewhere\"");
    assert!(!files.text(PAGE).contains("eventAttendanceMode"));
}

#[test]
fn a_block_in_the_text_is_not_repeated_at_the_foot_and_a_page_may_choose_its_own() {
    let text = "+++\ntitle = \"T\"\ndate = 2026-01-08\nfurniture = [\"support\", \"disclaimer\"]\n+++\n\
        :::disclaimer[Mind this]\nOnly *here*.\n:::\n";
    let files = built(&furnished(&[("content/briefings/all.md", text)]));
    let page = files.text(PAGE);
    assert_eq!(page.matches("class=\"furniture disclaimer\"").count(), 1);
    files.holds(PAGE, "Only <em>here</em>.");
    files.holds(PAGE, ">Mind this</h2>");
    files.holds(PAGE, "class=\"furniture support\"");
    assert!(!page.contains("class=\"furniture publisher\""));
    let none = "+++\ntitle = \"T\"\ndate = 2026-01-08\nfurniture = []\n+++\nText.\n";
    let files = built(&furnished(&[("content/briefings/all.md", none)]));
    assert!(!files.text(PAGE).contains("furniture"), "{}", files.text(PAGE));
}

#[test]
fn readers_are_led_to_the_feed_that_there_is() {
    const FOLLOW: &str = "+++\ntitle = \"T\"\ndate = 2026-01-08\nfurniture = [\"follow\"]\n+++\nText.\n";
    let follow = |home: &str, config: &str| {
        let files = built(&furnished(&[
            ("content/briefings/all.md", FOLLOW),
            ("content/_index.md", home),
            ("ibid.toml", &format!("{config}{CONFIG}{FURNITURE}[languages.uk]\n")),
        ]));
        let page = files.text(PAGE);
        let block = page[page.find("furniture follow").expect("a block")..].to_owned();
        (block.contains("href=\"/atom.xml\""), files.0.contains_key("atom.xml"))
    };
    assert_eq!(follow("+++\ntitle = \"Desk\"\n+++\n", ""), (true, true));
    assert_eq!(follow("+++\ntitle = \"Desk\"\ngenerate_feeds = false\n+++\n", ""), (false, false));
    let only = "generate_feeds = false\n";
    assert_eq!(follow("+++\ntitle = \"Desk\"\ngenerate_feeds = true\n+++\n", only), (true, true));
}

#[test]
fn furniture_stays_out_of_feeds_and_word_counts() {
    let plain = TEXT.replace("::signup\n", "").replace("::events{limit=2}\n", "");
    let framed = TEXT.replace("::signup\n", ":::signup[Ten more words]\nIn a longer *text*.\n:::\n");
    let count = |text: &str| {
        let files = built(&furnished(&[
            ("content/briefings/all.md", text),
            ("templates/briefing.html", "{{ page.word_count }}"),
        ]));
        files.text(PAGE).to_owned()
    };
    assert_eq!(count(&plain), "5");
    assert_eq!(count(&framed), "5");
    let files = built(&furnished(&[("content/briefings/all.md", &framed)]));
    for path in files.0.keys().filter(|path| path.ends_with(".xml") || path.ends_with("feed.json")) {
        for words in ["list.example", "more words", "longer", "A talk", "give.example", "Views are"] {
            assert!(!files.text(path).contains(words), "{path} holds {words}");
        }
    }
}

#[test]
fn a_summary_is_free_of_furniture() {
    let text = "+++\ntitle = \"T\"\ndate = 2026-01-08\n+++\nOne.\n\n:::signup[Label]\nSign.\n:::\n\n<!-- more -->\nTwo.\n";
    let files = built(&furnished(&[
        ("content/briefings/all.md", text),
        ("templates/briefing.html", "{{ page.summary }}"),
    ]));
    let summary = files.text(PAGE);
    assert!(
        summary.contains("One.") && !summary.contains("Label") && !summary.contains("Sign."),
        "{summary}"
    );
}

#[test]
fn events_that_are_over_are_dropped_and_the_block_with_the_last_of_them() {
    let world = furnished(&[]);
    let titles = |files: &Files| {
        let page = files.text(PAGE);
        ["A long fair", "A talk", "Long ago", "dinner"].map(|title| page.contains(title))
    };
    // Two at most; the fair ends today.
    assert_eq!(titles(&built(&world)), [true, true, false, false]);
    files_hold_no_early_end(&built(&world));
    world.set_today(date(2026, 1, 10));
    let files = built(&world);
    assert_eq!(titles(&files), [false, true, false, true]);
    files_hold_no_early_end(&files);
    world.set_today(date(2026, 2, 2));
    assert!(!built(&world).text(PAGE).contains("class=\"furniture events\""));
}

/// A title cannot end the element that tells search engines of it.
#[track_caller]
fn files_hold_no_early_end(files: &Files) {
    let page = files.text(PAGE);
    assert_eq!(page.matches("<script").count(), page.matches("</script>").count());
}

#[test]
fn events_are_chosen_by_tag_and_from_other_files() {
    let text = "+++\ntitle = \"T\"\ndate = 2026-01-08\n+++\n::events[Talks]{tag=talks}\n\n::events{data=\"data/more.csv\"}\n";
    let files = built(&furnished(&[
        ("content/briefings/all.md", text),
        ("data/more.csv", "title,start,place\nElsewhere,2026-03-01,Lviv\n"),
    ]));
    let page = files.text(PAGE);
    assert!(page.contains("A talk") && !page.contains("A long fair"));
    files.holds(PAGE, "Elsewhere");
    files.holds(PAGE, "Lviv");
}

#[test]
fn a_page_in_another_language_has_furniture_in_it() {
    let about = "+++\ntitle = \"Про нас\"\n+++\n";
    let files = built(&furnished(&[
        ("content/briefings/all.uk.md", TEXT),
        ("content/about.uk.md", about),
        ("content/people/desk.uk.md", "+++\ntitle = \"Desk\"\n+++\nПерше.\n\n<!-- more -->\nДруге.\n"),
    ]));
    let page = "uk/briefings/all/index.html";
    for words in [
        "Ми видаємо.",
        ">Події</h2>",
        "20 січня 2026",
        "<a href=\"/uk/about/\">the page</a>",
        "href=\"/uk/atom.xml\"",
        "<p>Перше.</p>",
        "Зображення: Drawn by us",
    ] {
        files.holds(page, words);
    }
    assert!(!files.text(page).contains("We publish.") && !files.text(page).contains("Друге."));
}

fn related(name: &str, keys: &str, body: &str) -> (String, String) {
    let text = format!("+++\ntitle = \"{name}\"\n{keys}\n+++\n{body}\n");
    (format!("content/briefings/{name}.md"), text)
}

#[test]
fn further_reading_is_picked_by_hand_then_by_shared_sources_and_terms() {
    let cite = ":cite[x]{src=minutes quote=\"the enemy lost two vehicles\"}";
    let pages = [
        related(
            "here",
            "date = 2026-01-08\ntags = [\"grain\"]\nfurther_reading = [\"@/briefings/picked.md\", { title = \"Out\", url = \"https://out.example/\", publisher = \"Others\", date = 2025-12-01 }]",
            cite,
        ),
        related("picked", "date = 2025-01-01", "x"),
        related("same-source", "date = 2025-02-01", cite),
        related("same-term", "date = 2026-01-07\ntags = [\"grain\"]", "x"),
        related("same-both", "date = 2024-01-01\ntags = [\"grain\"]", cite),
        related("stranger", "date = 2026-01-08", "x"),
        related("draft", "date = 2026-01-08\ndraft = true\ntags = [\"grain\"]", cite),
        related("later", "date = 2026-01-10\ntags = [\"grain\"]", cite),
    ];
    let mut files: Vec<(&str, &str)> =
        pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let template = "{% for item in reading %}{{ item.title }};{% endfor %}";
    files.push(("templates/directives/further-reading.html", template));
    let order = |config: &str| {
        let config = format!("{CONFIG}[furniture]\nbriefings = [\"further-reading\"]\n{config}");
        let mut files = files.clone();
        files.push(("ibid.toml", &config));
        let files = built(&site(&files));
        let page = files.text("briefings/here/index.html");
        let list = page.split("<div class=\"furniture-foot\">").nth(1).expect("a foot");
        list.split("</div>").next().unwrap_or_default().to_owned()
    };
    assert_eq!(order("further_reading = 10"), "picked;Out;same-both;same-source;same-term;");
    assert_eq!(order(""), "picked;Out;same-both;same-source;");
    assert_eq!(order("further_reading = 0"), "picked;Out;");
    // A preview shows what is not public yet, but leads nobody there.
    let config = format!("{CONFIG}[furniture]\nbriefings = [\"further-reading\"]\nfurther_reading = 10\n");
    files.push(("ibid.toml", &config));
    let preview = Settings { drafts: true, future: true, ..Settings::default() };
    let outcome = ibid::site::build(&site(&files), &preview);
    let is_page = |path: &str| path == "briefings/here/index.html";
    let page = outcome.artifacts.iter().find(|file| is_page(&file.path)).expect("the page is built");
    let page = String::from_utf8_lossy(&page.bytes).into_owned();
    assert!(page.contains("picked;Out;same-both;same-source;same-term;</div>"), "{page}");
}

#[test]
fn wrong_input_is_told_with_its_place_and_a_way_out() {
    let page =
        |keys: &str, body: &str| format!("+++\ntitle = \"T\"\ndate = 2026-01-08\n{keys}\n+++\n{body}\n");
    let of_page: &[(&str, &str, Code, &str)] = &[
        ("furniture = [\"event\"]", "", Code::InvalidValue, "did you mean `events`?"),
        ("furniture = [\"events\", \"events\"]", "", Code::InvalidValue, ""),
        (
            "[[corrections]]\ndate = 2026-01-08\nkind = \"update\"\ntext = \"`:note[x]`, a :quote[number]{src=minutes} and 10:30\"",
            "",
            Code::MisplacedDirective,
            "say it in Markdown alone; `[…](a:ID)` is a link to an annotation",
        ),
        (
            "further_reading = [\"@/briefings/al.md\"]",
            "",
            Code::BrokenLink,
            "did you mean `@/briefings/all.md`?",
        ),
        ("further_reading = [\"briefings/all.md\"]", "", Code::InvalidValue, ""),
        (
            "further_reading = [{ titel = \"x\", url = \"https://x.example\" }]",
            "",
            Code::UnknownKey,
            "did you mean `title`?",
        ),
        ("further_reading = [{ title = \"x\", url = \"x.example\" }]", "", Code::InvalidValue, ""),
        ("image = { src = \"/leaf.svg\", alt = \"\" }", "", Code::BrokenLink, "did you mean `lead.svg`?"),
        ("image = { src = \"/lead.svg\" }", "", Code::MissingKey, ""),
        ("image = { src = \"https://x.example/a.png\", alt = \"\" }", "", Code::UnusablePicture, ""),
        ("", "::events{limit=many}", Code::InvalidValue, ""),
        ("", "::events{tags=x}", Code::UnknownAttribute, "did you mean `tag`?"),
        ("", "::events{data=\"data/event.toml\"}", Code::Unreadable, "did you mean `data/events.toml`?"),
        ("", "::events{data=\"../x.toml\"}", Code::InvalidValue, ""),
        ("", "::events{data=\"data/x.xls\"}", Code::InvalidValue, ""),
        ("", "::sign-up", Code::UnknownDirective, "did you mean `signup`?"),
        ("", "A :signup[x] here.", Code::WrongForm, ""),
        ("", "A[^x].\n\n[^x]: Note.\n\n    ::follow\n", Code::MisplacedDirective, ""),
        ("", "A :note[x]{#x}.\n\n:::note{#x}\nWhy.\n\n::follow\n:::\n", Code::MisplacedDirective, ""),
        ("", "::signup{list=7}", Code::UnknownAttribute, "it takes none"),
    ];
    for (keys, body, code, hint) in of_page {
        let text = page(keys, body);
        let outcome = build(&furnished(&[("content/briefings/wrong.md", &text)]));
        let told = outcome.diagnostics.iter().find(|found| found.code == *code);
        let told = told.unwrap_or_else(|| panic!("{keys}{body}: {}", short(&outcome.diagnostics)));
        assert_eq!(
            told.labels.first().map(|label| label.file.path.as_str()),
            Some("content/briefings/wrong.md"),
            "{keys}{body}"
        );
        assert!(
            hint.is_empty() || told.hints.iter().any(|known| known == hint),
            "{keys}{body}: {:?}",
            told.hints
        );
    }
}

#[test]
fn wrong_settings_are_told_in_the_configuration() {
    let cases: &[(&str, Code, &str)] = &[
        ("[furniture]\nbriefing = []", Code::UnknownKey, "did you mean `briefings`?"),
        ("[furniture]\nbriefings = [\"signup\"]", Code::MissingKey, ""),
        ("[furniture]\nbriefings = [\"suport\"]", Code::InvalidValue, "did you mean `support`?"),
        ("[furniture]\nevents = \"data/event.toml\"", Code::Unreadable, ""),
        ("[furniture]\nevents = \"../events.toml\"", Code::InvalidValue, ""),
        ("[furniture]\nfurther_reading = -1", Code::InvalidValue, ""),
        ("[furniture]\ndisclaimer = 1", Code::InvalidValue, ""),
        ("[furniture]\ndisclaimer = \"[a](@/abuot.md)\"", Code::BrokenLink, ""),
        ("[furniture]\ndisclaimer = \"[a](#here)\"", Code::BrokenLink, ""),
        (
            "[furniture]\ndisclaimer = { en = \"x\", ukr = \"y\" }\n[languages.uk]",
            Code::InvalidValue,
            "did you mean `uk`?",
        ),
        ("[newsletter]\ntitle = \"x\"", Code::MissingKey, ""),
        ("[newsletter]\naction = \"http://x.example\"", Code::InvalidValue, ""),
        ("[newsletter]\naction = \"https://x.example\"\nmethod = \"put\"", Code::InvalidValue, ""),
        ("[newsletter]\naction = \"https://x.example\"\nprivacy = \"about\"", Code::InvalidValue, ""),
        (
            "[newsletter]\naction = \"https://x.example\"\nhidden = { a = [\"b\", \"c\"] }",
            Code::InvalidValue,
            "",
        ),
        ("[support]\ntext = \"x\"", Code::MissingKey, ""),
        ("[[social]]\nname = \"x\"", Code::MissingKey, ""),
        ("[[social]]\nname = \"x\"\nurl = \"@x\"", Code::InvalidValue, ""),
    ];
    for (text, code, hint) in cases {
        let config = format!("{CONFIG}{text}\n");
        let outcome = build(&site(&[("ibid.toml", &config)]));
        let told = outcome.diagnostics.iter().find(|found| found.code == *code);
        let told = told.unwrap_or_else(|| panic!("{text}: {}", short(&outcome.diagnostics)));
        assert_eq!(told.labels.first().map(|label| label.file.path.as_str()), Some("ibid.toml"), "{text}");
        assert!(hint.is_empty() || told.hints.iter().any(|known| known == hint), "{text}: {:?}", told.hints);
    }
}

#[test]
fn a_block_without_its_settings_is_told_once_however_often_it_is_asked_for() {
    let world = site(&[
        ("content/a.md", "+++\ntitle = \"A\"\n+++\n::signup\n"),
        ("content/b.md", "+++\ntitle = \"B\"\n+++\n::signup\n"),
    ]);
    let outcome = ibid::site::build(&world, &Settings::default());
    let told = outcome.diagnostics.iter().filter(|found| found.code == Code::MissingKey).count();
    assert_eq!(told, 1, "{}", short(&outcome.diagnostics));
    assert_eq!(outcome.diagnostics[0].message, "`signup` needs `[newsletter]` in `ibid.toml`");
}
