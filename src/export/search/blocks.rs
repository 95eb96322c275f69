//! The blocks of a page's text, each with an address that leads to it.
//!
//! A paragraph of a page has no id. Its address is that of its first annotation, or else of the heading above it, and
//! the words that it begins with as a text fragment (<https://wicg.github.io/scroll-to-text-fragment/>): browsers that
//! know them go to the paragraph itself, others to what has the id.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::parse::{plain_text, tag_length};

/// Words of a paragraph's beginning that tell it apart.
const LEAD_WORDS: usize = 7;
/// Fewer words are found in too many places.
const FEWEST_WORDS: usize = 2;

/// A block of text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Block {
    /// The id of an element in the block or above it; empty where there is none.
    id: String,
    /// Words at the beginning of the block with nothing but text between them.
    lead: String,
    /// The heading that it stands below; empty before the first.
    pub title: String,
    /// What it says.
    pub words: String,
}

impl Block {
    /// What follows `#` in its address.
    pub(super) fn anchor(&self) -> String {
        let lead: Vec<&str> = self.lead.split_whitespace().take(LEAD_WORDS).collect();
        if lead.len() < FEWEST_WORDS {
            return self.id.clone();
        }
        let lead = lead.join(" ");
        format!("{}:~:text={}", self.id, utf8_percent_encode(&lead, NON_ALPHANUMERIC))
    }
}

/// Elements that begin a block.
const BLOCKS: &[&str] = &[
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "dt",
    "dd",
    "pre",
    "blockquote",
    "figcaption",
    "div",
    "section",
    "aside",
    "table",
    "ul",
    "ol",
    "dl",
    "figure",
    "details",
    "summary",
];

/// Cuts HTML that ibid wrote into blocks.
pub(super) fn blocks(html: &str) -> Vec<Block> {
    let mut cutter = Cutter::default();
    let mut rest = html;
    while let Some(open) = memchr::memchr(b'<', rest.as_bytes()) {
        cutter.text(&rest[..open]);
        let length = tag_length(&rest[open..]);
        cutter.tag(&rest[open..open + length]);
        rest = &rest[open + length..];
    }
    cutter.text(rest);
    cutter.end();
    cutter.found
}

#[derive(Default)]
struct Cutter {
    found: Vec<Block>,
    block: Block,
    /// Whether the words at the beginning of the block are over.
    is_past_lead: bool,
    is_in_heading: bool,
    heading: String,
    heading_id: String,
}

impl Cutter {
    fn text(&mut self, html: &str) {
        let text = plain_text(html);
        if !self.is_past_lead {
            self.block.lead.push_str(&text);
        }
        self.block.words.push_str(&text);
    }

    fn tag(&mut self, tag: &str) {
        let is_end = tag.starts_with("</");
        let name = tag.trim_start_matches(['<', '/']);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name[..end].to_ascii_lowercase();
        if BLOCKS.contains(&name.as_str()) {
            self.end();
            let is_heading = name.len() == 2 && name.starts_with('h');
            self.is_in_heading = is_heading && !is_end;
            if self.is_in_heading {
                id(tag).unwrap_or_default().clone_into(&mut self.heading_id);
                self.block.id.clone_from(&self.heading_id);
            }
            return;
        }
        let is_apart = matches!(name.as_str(), "td" | "th" | "br" | "img");
        if is_apart {
            self.block.words.push(' ');
        }
        if is_apart || name == "sup" {
            self.is_past_lead |= !self.block.lead.trim().is_empty();
        }
        if let Some(id) = id(tag).filter(|_| self.block.id.is_empty()) {
            id.clone_into(&mut self.block.id);
        }
    }

    fn end(&mut self) {
        let mut block = std::mem::take(&mut self.block);
        self.is_past_lead = false;
        if block.words.trim().is_empty() {
            // What was told of an empty block, such as an id, goes to the next.
            self.block.id = block.id;
            return;
        }
        if self.is_in_heading {
            self.heading = block.words.split_whitespace().collect::<Vec<_>>().join(" ");
            block.lead.clear();
        }
        if block.id.is_empty() {
            block.id.clone_from(&self.heading_id);
        }
        block.title.clone_from(&self.heading);
        self.found.push(block);
    }
}

/// The value of a tag's `id`, as it stands there.
fn id(tag: &str) -> Option<&str> {
    tag.split_once(" id=\"")?.1.split('"').next().filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> Vec<(String, String, String)> {
        let words = |block: &Block| block.words.split_whitespace().collect::<Vec<_>>().join(" ");
        blocks(html).into_iter().map(|block| (block.anchor(), block.title.clone(), words(&block))).collect()
    }

    fn row(anchor: &str, title: &str, words: &str) -> (String, String, String) {
        (anchor.to_owned(), title.to_owned(), words.to_owned())
    }

    #[test]
    fn a_paragraph_is_found_by_its_first_words() {
        assert_eq!(
            shown("<p>Two ships, <em>not</em> three.</p><h2 id=\"fleet\">The fleet</h2>\n<p>One.</p>"),
            [
                row(":~:text=Two%20ships%2C%20not%20three%2E", "", "Two ships, not three."),
                row("fleet", "The fleet", "The fleet"),
                row("fleet", "The fleet", "One."),
            ]
        );
    }

    #[test]
    fn an_annotation_gives_its_id_and_ends_the_words_that_stand_together() {
        assert_eq!(
            shown(
                "<h2 id=\"h\">H</h2><p>They <span id=\"a-x\">lost two</span><sup></sup> of &lt;ten&gt;.</p>"
            )[1],
            row("a-x:~:text=They%20lost%20two", "H", "They lost two of <ten>.")
        );
    }

    #[test]
    fn cells_are_apart_and_items_are_blocks() {
        let found = shown(
            "<table><tr><td>a b</td><td>c d</td></tr></table><ul><li>One\nitem</li><li><p>Two</p></li></ul>",
        );
        assert_eq!(
            found,
            [
                row(":~:text=a%20b", "", "a b c d"),
                row(":~:text=One%20item", "", "One item"),
                row("", "", "Two"),
            ]
        );
    }
}
