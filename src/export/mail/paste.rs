//! A mail as HTML without a look of its own, for the editors of providers: they put the words into their own.

use super::tree::{Element, Node, Piece, pieces};

/// The HTML, a block a line.
pub(super) fn paste(nodes: &[Node]) -> String {
    let mut out = String::new();
    blocks(nodes, &mut out);
    out
}

fn blocks(nodes: &[Node], out: &mut String) {
    for piece in pieces(nodes) {
        match piece {
            Piece::Line(nodes) => {
                out.push_str("<p>");
                children(nodes, out);
                out.push_str("</p>");
            }
            Piece::Block(element) => node(element, out),
        }
        out.push('\n');
    }
}

fn children(nodes: &[Node], out: &mut String) {
    for child in nodes {
        match child {
            Node::Text(text) => out.push_str(&escaped(text)),
            Node::Element(element) => node(element, out),
        }
    }
}

fn node(element: &Element, out: &mut String) {
    let name = match element.name.as_str() {
        // They mean nothing without a look.
        "span" | "small" | "abbr" | "mark" | "u" | "ins" | "wbr" | "q" => {
            return children(&element.children, out);
        }
        "cite" => "em",
        name => name,
    };
    out.push('<');
    out.push_str(name);
    for key in ["href", "src", "alt", "width", "height", "start", "colspan", "rowspan", "lang", "dir"] {
        if let Some(value) = element.attribute(key).filter(|_| is_kept(name, key)) {
            out.extend([" ", key, "=\"", &escaped(value).replace('"', "&quot;"), "\""]);
        }
    }
    out.push('>');
    if matches!(name, "br" | "hr" | "img") {
        return;
    }
    if name == "blockquote" {
        blocks(&element.children, out);
        // The end of the last block is no line of its own.
        out.truncate(out.trim_end().len());
    } else {
        children(&element.children, out);
    }
    out.extend(["</", name, ">"]);
}

/// Somebody may look at this: no more character references than there have to be.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn is_kept(name: &str, key: &str) -> bool {
    match key {
        "width" | "height" => name == "img",
        _ => true,
    }
}
