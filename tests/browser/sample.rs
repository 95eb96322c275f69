//! A small site with everything that is hard to set: many notes in one paragraph, notes in tables, lists, quotations
//! and headings, words and code without a place to break.

use ibid::world::Memory;
use jiff::civil::date;

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

/// How many notes stand in one paragraph of the page `/briefings/crowd/`.
pub(crate) const CROWD: usize = 30;

pub(crate) fn sample() -> Memory {
    let config = "base_url = \"https://example.org\"\ntitle = \"Desk\"\ngenerate_feeds = true\n\
        taxonomies = [{ name = \"tags\" }]\n";
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
    let world = Memory::with([
        ("ibid.toml", config),
        ("content/_index.md", "+++\ntitle = \"Desk\"\n+++\n"),
        ("content/briefings/_index.md", "+++\ntitle = \"Briefings\"\n+++\n"),
        ("content/briefings/everywhere.md", EVERYWHERE),
        ("content/briefings/crowd.md", &crowd),
        ("content/briefings/dense-one.md", &dense("one")),
        ("content/briefings/dense-two.md", &dense("two")),
        ("content/sources/minutes.md", SOURCE),
        ("content/sources/dense.md", DENSE),
    ]);
    world.set_today(date(2026, 1, 9));
    world
}
