//! A small site with everything that is hard to set: many notes in one paragraph, notes in tables, lists, quotations
//! and headings, words and code without a place to break, each verdict, a source of each kind, what is written from the
//! right, and an annotation that was taken back.

use ibid::config::Settings;
use ibid::ledger::{self, State};
use ibid::site::{Past, update};
use ibid::world::{Changes, Memory};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 1, 9);

const SOURCE: &str = "+++\ntitle = \"Minutes\"\npublish = \"full\"\nissued = 2026-01-06\nauthor = \"The Ministry\"\n+++\n\
    The ministry said the enemy lost two vehicles and withdrew. Nobody was *hurt in the* village.\n\n\
    | Place | Vehicles |\n|---|---|\n| the northern bank | 2 |\n\n\
    See <https://example.net/a/very/long/address/without/any/place/where/it/could/be/broken/into/two/lines/at/all>.\n";

const EVERYWHERE: &str = "+++\ntitle = \"Notes everywhere\"\ndate = 2026-01-08\n+++\n\
    ## A :cite[heading]{#in-heading src=minutes quote=\"the enemy lost two vehicles\"} with a note\n\n\
    - An item that :cite[says so]{#in-item src=minutes quote=\"lost two vehicles\"}.\n  \
      - An inner one, :quote[“Nobody was hurt”]{#in-inner src=minutes}.\n\n\
    > Somebody else's words, :note[on which we comment]{#in-quotation}.\n\n\
    :::note{#in-quotation}\nA *comment* of some length, so that the note is taller than the line beside which it stands, \
    and would lie over the next one if the notes did not make room for each other.\n:::\n\n\
    | Where | What | And a column that takes room | And another one | And yet another one |\n|---|---|---|---|---|\n\
    | North | :cite[two]{#in-cell src=minutes quote=\"two vehicles\"} | Aaaaaaaaaaaaaaaaaaaaaa | Bbbbbbbbbbbbbbbbbbbbbbbbbbbbb | Ccccccccccccccccccccc |\n\n\
    Right after the table: :cite[a claim]{#after-table src=minutes quote=\"and withdrew\"}, a footnote[^far] and the same again[^far].\n\n\
    [^far]: With a list:\n\n    - one\n    - two\n\n\
    Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorsitzendenkandidat stands here.\n\n\
    ```rust\nlet a_line_of_code_that_is_longer_than_any_screen_of_a_telephone = \"and that nobody may break for any reason at all\";\n```\n\n\
    ::passage{src=minutes at=p1}\n\n::source{src=minutes}\n\n::annotation{id=in-item}\n\n\
    Last words, :quote[“the enemy lost two vehicles”]{#last src=minutes}.\n";

/// A source of which every line is cited, in blocks of all kinds.
const DENSE: &str = "+++\ntitle = \"Lines\"\npublish = \"full\"\nkind = \"transcript\"\n+++\n<!-- page 1 -->\n\n\
    ## The first line stands here\n\n<!-- t 0:40 -->\n**The speaker of the house:** The second line stands here.\n\n\
    - The third line stands here.\n- The fourth line stands here.\n\n> The fifth line stands here.\n\n\
    The sixth line stands here[^1]. <!-- page 2 -->\n\nThe seventh line stands here.\n\n[^1]: The eighth line stands here.\n";
const LINES: [&str; 8] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

const PAGED: &str = "+++\ntype = \"report\"\ntitle = \"A report of three pages\"\npublish = \"full\"\nissued = 2026-01-05\n\
    url = \"https://example.net/report.pdf\"\narchive_url = \"https://archive.example/report.pdf\"\naccessed = 2026-01-06\n+++\n\
    <!-- page 1 -->\n\n## Opening\n\nThe office counted nine boats in the harbour, and none had a licence.\n\n\
    <!-- page 2 -->\n\nThe second page goes on with what the first began. Everybody cites this sentence, and goes on\n\
    <!-- page 3 -->\nto the third page, which ends the report.\n";

const HEARING: &str = "+++\ntype = \"interview\"\ntitle = \"A hearing\"\nkind = \"transcript\"\npublish = \"full\"\n+++\n\
    <!-- t 00:00:40 -->\n**Chair:** Good afternoon. We have an hour.\n\n\
    <!-- t 00:12:03 -->\n**Harbour master:** We have signed nothing about the frontier. Whoever says otherwise has not read the last page.\n";

const LETTER: &str = "+++\ntitle = \"A letter\"\npublish = \"excerpt\"\nauthor = \"Somebody\"\n+++\n\
    Nobody needs to see how this begins.\n\nThe lamps were paid for in March. They have not come.\n\nNor how it goes on.\n\n\
    Nor how it ends.\n";

const PROTOCOL: &str = "+++\ntitle = \"محضر الاجتماع\"\npublish = \"full\"\nlanguage = \"ar\"\nissued = 2026-01-06\n+++\n\
    قال المتحدث إن الاجتماع انتهى دون اتفاق، وإن المحادثات ستستمر في الأسبوع المقبل.\n\nلم يحضر أحد من القرية.\n";

const VERDICTS: &str = "+++\ntitle = \"Every verdict\"\ndate = 2026-01-06\naliases = [\"an-old-address\"]\n+++\n\
    Verbatim: :quote[“the enemy lost two vehicles”]{#verbatim src=minutes}. \
    Edited: :quote[“the enemy […] withdrew”]{#edited src=minutes}. \
    Translated: :quote[“the meeting ended without agreement”]{#translated src=protocol original=\"الاجتماع انتهى دون اتفاق\"}.\n\n\
    Elsewhere: :cite[on a page]{#on-a-page src=paged quote=\"Everybody cites this sentence\"}, \
    :cite[said]{#said src=hearing quote=\"We have signed nothing about the frontier\"}, \
    :cite[in a letter]{#in-a-letter src=letter quote=\"The lamps were paid for in March\"}.\n\n\
    Said more than once: :cite[again]{#again src=paged quote=\"Everybody cites this sentence\"} and \
    :note[with a comment]{#with-a-comment}.\n\n:::note{#with-a-comment}\nSee :cite[there]{#there src=hearing quote=\"We have an hour\"}.\n\n\
    A second paragraph of the comment.\n:::\n";

const TALKS: &str = "+++\ntitle = \"ماذا بعد الاجتماع\"\ndescription = \"ملخص قصير لما جرى.\"\ndate = 2026-01-07\n+++\n\
    قال المتحدث :quote[“إن الاجتماع انتهى دون اتفاق”]{#talks-one src=protocol} وإن \
    :cite[المحادثات مستمرة]{#talks-two src=protocol quote=\"المحادثات ستستمر في الأسبوع المقبل\"}. *نص مائل هنا.*\n\n\
    :::note{#talks-two}\nتعليق قصير من الكاتب.\n:::\n";

/// What became of the annotations of `/briefings/gone/`, which stood there once.
const GONE: &str = "+++\ntitle = \"Gone\"\ndate = 2026-01-05\n+++\n\
    A :cite[claim that was taken back]{#taken-back src=minutes quote=\"Nobody was hurt\"} and \
    :cite[one that went elsewhere]{#went-elsewhere src=minutes quote=\"and withdrew\"}.\n";

/// How many notes stand in one paragraph of the page `/briefings/crowd/`.
pub(crate) const CROWD: usize = 30;

pub(crate) fn sample() -> Memory {
    let config = "base_url = \"https://example.org\"\ntitle = \"Desk\"\ngenerate_feeds = true\n\
        taxonomies = [{ name = \"tags\" }]\n[languages.ar]\n";
    let crowd: String = (1..=CROWD)
        .map(|number| {
            format!(
                "Claim :cite[number {number}]{{#c{number} src=minutes quote=\"lost two vehicles\"}} stands. "
            )
        })
        .collect();
    let crowd = format!(
        "+++\ntitle = \"A crowd\"\ndate = 2026-01-07\ntags = [\"notes\"]\n+++\n{crowd}\n\n## After\n\nMore.\n"
    );
    let dense = |name: &str| {
        let cite = |line: &&str| {
            format!("A :cite[claim]{{src=dense quote=\"The {line} line stands here\"}} stands.\n\n")
        };
        let cites: String = LINES.iter().map(cite).collect();
        format!("+++\ntitle = \"A title of some length, {name}\"\ndate = 2026-01-07\n+++\n{cites}")
    };
    let world = Memory::with([("ibid.toml", config), ("content/sources/minutes.md", SOURCE)]);
    world.set_today(TODAY);
    world.insert("content/briefings/gone.md", GONE);
    world.insert(ledger::FILE, published(&world));
    world.insert(
        "content/briefings/gone.md",
        "+++\ntitle = \"Gone\"\ndate = 2026-01-05\n+++\nNothing is left.\n",
    );
    for (path, text) in [
        ("content/_index.md", "+++\ntitle = \"Desk\"\n+++\n"),
        ("content/briefings/_index.md", "+++\ntitle = \"Briefings\"\n+++\n"),
        ("content/briefings/everywhere.md", EVERYWHERE),
        ("content/briefings/crowd.md", crowd.as_str()),
        ("content/briefings/dense-one.md", dense("one").as_str()),
        ("content/briefings/dense-two.md", dense("two").as_str()),
        ("content/briefings/verdicts.md", VERDICTS),
        ("content/briefings/talks.ar.md", TALKS),
        ("content/sources/dense.md", DENSE),
        ("content/sources/paged.md", PAGED),
        ("content/sources/hearing.md", HEARING),
        ("content/sources/letter.md", LETTER),
        ("content/sources/protocol.md", PROTOCOL),
    ] {
        world.insert(path, text);
    }
    world
}

/// The ledger of a site after its annotations were published and came to an end.
fn published(world: &Memory) -> String {
    let settings = Settings { publishing: true, ..Settings::default() };
    let mut ledger = update(world, &settings, &mut Past::default(), &Changes::All).record();
    let reason = "The minutes were corrected: *somebody* was hurt.".to_owned();
    for (id, state) in [
        ("taken-back", State::Retracted { on: TODAY, reason, redacted: false }),
        ("went-elsewhere", State::Moved { on: TODAY, to: "last".to_owned() }),
    ] {
        ledger.annotations.get_mut(id).expect("it was published").state = state;
    }
    ledger::write(&ledger)
}
