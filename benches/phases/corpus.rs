//! A site like that of `benches/corpus`, made here so that a benchmark needs nothing else: briefings of some 900 words with
//! 8 quotations each, on a tenth as many sources of 10 KB.

use std::fmt::Write;

use ibid::config::Settings;
use ibid::site::{Past, Site, update};
use ibid::world::{Changes, Memory};

const WORDS: [&str; 24] = [
    "ministry",
    "the",
    "enemy",
    "of",
    "vehicles",
    "said",
    "and",
    "withdrew",
    "village",
    "officials",
    "“talks”",
    "would",
    "resume",
    "in",
    "Geneva’s",
    "on",
    "Monday",
    "with",
    "three",
    "brigades",
    "moved",
    "north",
    "without",
    "a",
];

/// Writes words in an order that does not repeat and is the same in every run.
pub(crate) struct Writer(u64);

impl Writer {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end
    }

    /// So many words.
    pub(crate) fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ")
    }

    /// Sentences of 12 words.
    fn paragraph(&mut self, sentences: usize) -> String {
        let mut text = String::new();
        for _ in 0..sentences {
            let _ = write!(text, "{}. ", self.words(12));
        }
        text
    }
}

/// The files of a site of so many briefings.
pub(crate) fn files(briefings: usize) -> Vec<(String, String)> {
    let mut writer = Writer::new(7);
    let sources: Vec<Vec<String>> =
        (0..briefings.div_ceil(10)).map(|_| (0..18).map(|_| writer.paragraph(8)).collect()).collect();
    let config = "base_url = \"https://bench.example\"\ntaxonomies = [{ name = \"tags\" }]\nsearch = { enabled = false }\n";
    let mut files = vec![("ibid.toml".to_owned(), config.to_owned())];
    for (number, paragraphs) in sources.iter().enumerate() {
        let text = format!(
            "+++\ntitle = \"Source {number}\"\npublish = \"full\"\n+++\n\n{}\n",
            paragraphs.join("\n\n")
        );
        files.push((format!("content/sources/source-{number}.md"), text));
    }
    for number in 0..briefings {
        let text = briefing(number, briefings, &sources, &mut writer);
        files.push((format!("content/briefings/briefing-{number}.md"), text));
    }
    files
}

fn briefing(number: usize, of: usize, sources: &[Vec<String>], writer: &mut Writer) -> String {
    let title = writer.words(8);
    let tag = number % 40;
    let mut text = format!("+++\ntitle = \"{title}\"\ndate = 2020-01-01\ntags = [\"tag {tag}\"]\n+++\n");
    for place in 0..18 {
        if place % 3 == 0 {
            let _ = write!(text, "\n## {}\n", writer.words(3));
        }
        let _ = write!(text, "\n{}", writer.paragraph(4));
        if place % 2 == 0 && place < 16 {
            let source = writer.below(sources.len());
            let paragraph: Vec<&str> = sources[source][writer.below(18)].split(' ').collect();
            let at = writer.below(80);
            let (label, words) = (writer.words(4), paragraph[at..at + 10].join(" "));
            let _ = write!(text, "It :cite[{label}]{{src=source-{source} quote=\"{words}\"}} once.");
        } else if place % 6 == 1 {
            let (label, other) = (writer.words(3), writer.below(of));
            let _ = write!(text, "See [{label}](@/briefings/briefing-{other}.md).");
        }
        text.push('\n');
    }
    text
}

/// The site of so many briefings, read and checked.
pub(crate) fn site(briefings: usize) -> Site {
    let world = Memory::with(files(briefings));
    let site = update(&world, &Settings::default(), &mut Past::default(), &Changes::All);
    let faults = site.diagnostics.iter().filter(|found| found.severity == ibid::diagnostic::Severity::Error);
    assert_eq!(faults.count(), 0, "{:?}", site.diagnostics);
    site
}
