//! The text of a mail as a tree, which all its other forms are written from.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::parse::{plain_text, tag_length};

/// A part of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// Words.
    Text(String),
    /// An element with what is in it.
    Element(Element),
}

/// An element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Element {
    /// In small letters.
    pub name: String,
    /// In their order, character references resolved.
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether it stands on lines of its own.
    pub(super) fn is_block(&self) -> bool {
        BLOCKS.contains(&self.name.as_str())
    }

    /// Whether it only holds others together: a table that is there for the look, a cell of it, a division.
    pub(super) fn is_frame(&self) -> bool {
        self.name == "div" || self.name == "table" && self.attribute("role") == Some("presentation")
    }
}

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 20] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "table",
    "hr",
    "dl",
    "dt",
    "dd",
    "tr",
    "td",
];

/// Elements that lines consist of.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "u", "wbr",
];

/// Parts of tables.
const OF_TABLES: [&str; 5] = ["caption", "tbody", "tfoot", "th", "thead"];

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::empty();
    let sizes = ["width", "height"];
    let cells = ["colspan", "rowspan", "align", "valign", "width", "style"];
    let frame = ["role", "width", "cellpadding", "cellspacing", "border", "align"];
    let attributes: HashMap<&str, HashSet<&str>> = HashMap::from([
        ("a", HashSet::from(["href", "title"])),
        ("img", sizes.into_iter().chain(["src", "alt", "title"]).collect()),
        ("ol", HashSet::from(["start"])),
        ("table", frame.into_iter().collect()),
        ("td", cells.into_iter().collect()),
        ("th", cells.into_iter().collect()),
    ]);
    builder
        .tags(BLOCKS.into_iter().chain(INLINE).chain(OF_TABLES).collect())
        .clean_content_tags(HashSet::from([
            "script", "style", "template", "noscript", "iframe", "object", "svg",
        ]))
        .tag_attributes(attributes)
        .generic_attributes(HashSet::from(["class", "dir", "lang"]))
        // What leads nowhere is told at its place, and what a provider puts an address in place of has no scheme.
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        // How a column is set is all that the Markdown library says of looks.
        .filter_style_properties(HashSet::from(["text-align"]))
        .link_rel(None);
    builder
});

/// HTML with those elements and attributes alone that mean something in a mail, well formed.
pub(super) fn clean(html: &str) -> String {
    SANITISER.clean(html).to_string()
}

/// Reads HTML that was cleaned.
pub(super) fn read(html: &str) -> Vec<Node> {
    let mut open: Vec<Element> = vec![Element::default()];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        put_text(&mut open, &rest[..at]);
        rest = &rest[at..];
        let (tag, after) = rest.split_at(tag_length(rest));
        rest = after;
        let inner = tag.trim_start_matches('<').trim_end_matches('>');
        if inner.starts_with('/') {
            close(&mut open);
        } else {
            let element = element(inner);
            let is_void = matches!(element.name.as_str(), "br" | "hr" | "img" | "wbr");
            open.push(element);
            if is_void {
                close(&mut open);
            }
        }
    }
    put_text(&mut open, rest);
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().map(|root| root.children).unwrap_or_default()
}

fn put_text(open: &mut [Element], text: &str) {
    if let Some(parent) = open.last_mut().filter(|_| !text.is_empty()) {
        parent.children.push(Node::Text(plain_text(text)));
    }
}

fn close(open: &mut Vec<Element>) {
    if open.len() < 2 {
        return;
    }
    if let (Some(element), Some(parent)) = (open.pop(), open.last_mut()) {
        parent.children.push(Node::Element(element));
    }
}

/// Reads what stands between `<` and `>`.
fn element(inner: &str) -> Element {
    let length = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    let mut attributes = Vec::new();
    let mut rest = inner[length..].trim_start();
    while let Some((name, value)) = rest.split_once("=\"") {
        let (value, after) = value.split_once('"').unwrap_or((value, ""));
        attributes.push((name.trim().to_owned(), plain_text(value)));
        rest = after.trim_start();
    }
    Element { name: inner[..length].to_ascii_lowercase(), attributes, children: Vec::new() }
}

/// What stands on its own among the parts of a text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece<'a> {
    /// Words in a line, one part after the other.
    Line(&'a [Node]),
    /// An element on lines of its own.
    Block(&'a Element),
}

/// The pieces of a text, one after the other, with what only holds others together taken apart.
pub(super) fn pieces(nodes: &[Node]) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut begin = 0;
    for (at, node) in nodes.iter().enumerate() {
        let Node::Element(element) = node else { continue };
        if element.is_block() {
            push_line(&nodes[begin..at], &mut found);
            begin = at + 1;
            if element.is_frame() {
                found.extend(cells(&element.children).into_iter().flat_map(pieces));
            } else {
                found.push(Piece::Block(element));
            }
        }
    }
    push_line(&nodes[begin..], &mut found);
    found
}

/// What stands in the cells of a frame, or in a division.
fn cells(nodes: &[Node]) -> Vec<&[Node]> {
    let of_table = |node: &Node| match node {
        Node::Element(element) => {
            matches!(element.name.as_str(), "tbody" | "thead" | "tfoot" | "tr" | "td" | "th")
        }
        Node::Text(text) => text.trim().is_empty(),
    };
    if !nodes.is_empty() && nodes.iter().all(of_table) {
        let inner = nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(cells(&element.children)),
            Node::Text(_) => None,
        });
        return inner.flatten().collect();
    }
    vec![nodes]
}

fn push_line<'a>(nodes: &'a [Node], found: &mut Vec<Piece<'a>>) {
    let is_blank = |node: &Node| matches!(node, Node::Text(text) if text.trim().is_empty());
    if !nodes.iter().all(is_blank) {
        found.push(Piece::Line(nodes));
    }
}

/// The only element of a line, where there is nothing else in it.
pub(super) fn alone(nodes: &[Node]) -> Option<&Element> {
    let mut found = None;
    for node in nodes {
        match node {
            Node::Text(text) if text.trim().is_empty() => {}
            Node::Element(element) if found.is_none() => found = Some(element),
            _ => return None,
        }
    }
    found
}
