//! The sites that are judged, written into a folder.

#[path = "../browser/sample.rs"]
mod sample;

use std::path::{Path, PathBuf};

use ibid::config::Settings;
use ibid::diagnostic::Format;
use ibid::emit::{Options, emit};
use ibid::site::build;
use ibid::world::{Disk, Memory, World};
use jiff::civil::date;
use tempfile::TempDir;

pub(crate) struct Sites {
    pub(crate) folder: TempDir,
    /// Every file of every site, sorted.
    pub(crate) files: Vec<PathBuf>,
}

impl Sites {
    /// This repository's own site, one with everything that is hard to set, one with pages of all kinds, one in two
    /// languages, and the smallest that there is.
    pub(crate) fn written() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        write(&Disk::new(env!("CARGO_MANIFEST_DIR")), &folder.path().join("ibid"));
        write(&sample::sample(), &folder.path().join("sample"));
        write(&kinds(), &folder.path().join("kinds"));
        write(&publication(), &folder.path().join("publication"));
        write(
            &Memory::with([("ibid.toml", "base_url = \"https://example.org\"\n")]),
            &folder.path().join("empty"),
        );
        let walk = walkdir::WalkDir::new(folder.path()).sort_by_file_name().into_iter();
        let files = walk.flatten().filter(|entry| entry.file_type().is_file());
        let files = files.map(walkdir::DirEntry::into_path).collect();
        Self { folder, files }
    }
}

/// A picture of 8 × 4 pixels.
const PNG: &[u8] = include_bytes!("../site/pictures/eight-by-four.png");

/// The publication of the golden tests, in the built-in theme.
fn publication() -> Memory {
    let disk = Disk::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/publication/site"));
    let files = disk.files("").expect("it can be read");
    let files = files.iter().filter(|path| !path.starts_with("templates/"));
    let world = Memory::with(files.map(|path| (path.clone(), disk.read(path).expect("it can be read"))));
    // The one template that the built-in theme has no counterpart of.
    world.insert("templates/river.html", "{% extends \"briefing.html\" %}");
    world.set_today(date(2026, 1, 9));
    world
}

fn write(world: &dyn World, folder: &Path) {
    let settings = Settings { drafts: true, future: true, expired: true, ..Settings::default() };
    let outcome = build(world, &settings);
    assert!(!outcome.has_errors(), "{}", Format::Short.render(&outcome.diagnostics, false));
    emit(&Disk::new(folder), &outcome.artifacts, Options::default()).expect("it can be written");
}

const CONFIG: &str = "base_url = \"https://example.org/sub\"\ntitle = \"Desk & <Co>\"\ndescription = \"A \\\"desk\\\"\"\n\
    taxonomies = [{ name = \"tags\" }, { name = \"series\" }, { name = \"places\" }]\n\
    [furniture]\nbriefings = [\"authors\", \"further-reading\", \"disclaimer\", \"publisher\", \"follow\", \"support\", \"image-credit\"]\n\
    events = \"data/events.toml\"\ndisclaimer = \"Views & *ours*.\"\npublisher = \"We.\"\n\
    [newsletter]\naction = \"https://list.example/join?a=b&c=d\"\nhidden = { list = \"7 & 8\" }\n\
    [support]\nurl = \"https://give.example/?a&b\"\n[[social]]\nname = \"Fedi & <Co>\"\nurl = \"https://social.example/@desk\"\n";

const EVENTS: &str = "[[events]]\ntitle = \"A & <talk>\"\nstart = 2026-01-20T18:00:00\nend = 2026-01-20T19:30:00\n\
    url = \"https://talk.example/?a&b\"\nonline = true\n[[events]]\ntitle = \"A fair\"\nstart = 2026-01-05\nend = 2026-01-19\n\
    place = \"Kyiv\"\n";

const SOURCE: &str = "+++\ntitle = \"Minutes & <more>\"\npublish = \"excerpt\"\nissued = \"2026-01\"\nauthor = [\"A \\\"B\\\" C\"]\n\
    url = \"https://example.net/a?b=c&d=e\"\narchive_url = \"https://archive.example/x?y&z\"\nlanguage = \"uk\"\n+++\n\
    <!-- page 4 -->\nThe ministry said the enemy lost two vehicles & withdrew.\n\n## Heading\n\n- one\n- two\n\n\
    <!-- t 00:12:03 -->\nNobody was *hurt in the* village.\n";

const PAGE: &str = "A :cite[claim & \\<more>]{src=minutes quote=\"lost two vehicles\"} and `<code>` “quotes”[^1].\n\n\
    [^1]: A note with `code` and\n\n    two paragraphs.\n\n<!-- more -->\n\n# One\n\n## Two & \\<three>\n\n### Two & \\<three>\n\n\
    1. a\n2. b\n\n- [ ] open\n- [x] done\n\n> Quoted\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n\n---\n\n\
    ```rust,linenos,hl_lines=2,name=src/main.rs\nfn main() {\n    println!(\"{}\", 1 < 2);\n}\n```\n\n    indented\n\n\
    ::figure[The *second* berth]{src=own.png alt=\"A & b\" credit=\"Photo: <A>\"}\n\n::signup\n\n::events\n\n![A & b](pic.svg \"Title\")\n\n\
    Line  \nbreak, ~~gone~~, **bold**, <https://example.net/?a=b&c=d>, <span lang=\"uk\">слово</span>.\n\n\
    ::passage{src=minutes at=p1}\n\n::source{src=minutes}\n\n:::note{#NOTE}\nWith a list:\n\n- x\n:::\n\nText :note[phrase]{#NOTE}.\n";

const CORRECTION: &str =
    "[[corrections]]\ndate = 2026-01-08\nkind = \"correction\"\ntext = \"We had *three* & \\\\<more>.\"\n";

/// A site below a path, of three levels and three taxonomies, with pages that are drafts, to come and past.
fn kinds() -> Memory {
    let world = Memory::with([
        ("ibid.toml", CONFIG),
        ("content/_index.md", "+++\ntitle = \"Desk\"\n+++\nWelcome.\n"),
        ("content/briefings/_index.md", "+++\ntitle = \"Briefings\"\nsort_by = \"title\"\n+++\nAll.\n"),
        ("content/briefings/north/_index.md", "+++\ntitle = \"North\"\npaginate_by = 2\n+++\n"),
        ("content/briefings/north/far/_index.md", "+++\ntitle = \"Far north\"\n+++\n"),
        ("data/events.toml", EVENTS),
        ("content/people/_index.md", "+++\ntitle = \"People\"\n+++\n"),
        ("content/people/anna.md", "+++\ntitle = \"Anna\"\n+++\nWrites.\n"),
        ("content/sources/minutes.md", SOURCE),
        ("content/sources/words.md", "+++\ntitle = \"Words\"\npublish = \"none\"\n+++\nSome words.\n"),
    ]);
    for (number, keys) in [
        "date = 2026-01-01",
        "date = 2026-01-02\nupdated = 2026-01-05",
        "date = 2026-01-03\ndraft = true",
        "date = 2026-02-04",
        "date = 2025-01-05\nexpires = 2025-02-01",
        "description = \"No date & <no> rest\"",
    ]
    .into_iter()
    .enumerate()
    {
        let matter = format!(
            "+++\ntitle = \"Page {number} & <rest>\"\n{keys}\nauthors = [\"Anna\", \"Nobody <here>\"]\n\
             tags = [\"a & b\", \"c\"]\nseries = [\"One\"]\nplaces = [\"Київ\"]\naliases = [\"old/{number}\"]\n\
             image = {{ src = \"own.png\", alt = \"A & b\", credit = \"By *us* & co\" }}\n\
             {}+++\n",
            // What is still to come cannot have been corrected.
            if keys.contains("2026-02") { "" } else { CORRECTION }
        );
        world.insert(
            format!("content/briefings/north/p{number}/index.md"),
            format!("{matter}{}", PAGE.replace("NOTE", &format!("note-{number}"))),
        );
        let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 1\"/>";
        world.insert(format!("content/briefings/north/p{number}/pic.svg"), picture);
        world.insert(format!("content/briefings/north/p{number}/own.png"), PNG);
    }
    world.insert(
        "content/briefings/north/far/deep.md",
        "+++\ntitle = \"Deep\"\ndate = 2026-01-06\n+++\nText.\n",
    );
    world.set_today(date(2026, 1, 9));
    world
}
