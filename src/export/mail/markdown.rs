//! A mail as Markdown, as CommonMark and GitHub have it.

use super::grid;
use super::lines::{Gap, add, indented};
use super::text::verbatim;
use super::tree::{Element, Node, Piece, pieces};

/// The Markdown; paragraphs are lines.
pub(super) fn markdown(nodes: &[Node]) -> String {
    let mut lines = blocks(nodes, Gap::Wide);
    lines.push(String::new());
    lines.join("\n")
}

fn blocks(nodes: &[Node], gap: Gap) -> Vec<String> {
    let mut all = Vec::new();
    for piece in pieces(nodes) {
        let block = match piece {
            Piece::Line(nodes) => paragraph(nodes),
            Piece::Block(element) => block(element),
        };
        add(&mut all, block, gap);
    }
    all
}

fn block(element: &Element) -> Vec<String> {
    let children = &element.children;
    match element.name.as_str() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            let level = element.name[1..].parse().unwrap_or(1);
            vec![format!("{} {}", "#".repeat(level), line(children).replace("\\\n", " "))]
        }
        "ul" | "ol" => list(element),
        "blockquote" => indented(blocks(children, Gap::Wide), "> ", "> "),
        "pre" => {
            let code = verbatim(children);
            let fence = "`".repeat(longest_run(&code).max(2) + 1);
            let lines = code.trim_end_matches('\n').split('\n').map(str::to_owned);
            std::iter::once(fence.clone()).chain(lines).chain([fence]).collect()
        }
        "table" => table(element),
        "hr" => vec!["---".to_owned()],
        _ => {
            let has_blocks =
                children.iter().any(|node| matches!(node, Node::Element(inner) if inner.is_block()));
            if has_blocks { blocks(children, Gap::Wide) } else { paragraph(children) }
        }
    }
}

fn list(list: &Element) -> Vec<String> {
    let first: usize = list.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
    let items = list.children.iter().filter_map(|node| match node {
        Node::Element(element) if element.name == "li" => Some(element),
        _ => None,
    });
    let mut all: Vec<String> = Vec::new();
    for (number, item) in items.enumerate() {
        let mark = if list.name == "ul" { "- ".to_owned() } else { format!("{}. ", first + number) };
        let is_loose =
            item.children.iter().any(|node| matches!(node, Node::Element(inner) if inner.name == "p"));
        let gap = if is_loose { Gap::Wide } else { Gap::None };
        if is_loose && !all.is_empty() {
            all.push(String::new());
        }
        all.extend(indented(blocks(&item.children, gap), &mark, &" ".repeat(mark.len())));
    }
    all
}

fn table(table: &Element) -> Vec<String> {
    let rows = grid::rows(table);
    let count = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let cell = |cell: &&Element| line(&cell.children).replace("\\\n", "<br>").replace('|', "\\|");
    let row = |cells: &[&Element]| {
        let mut texts: Vec<String> = cells.iter().map(cell).collect();
        texts.resize(count, String::new());
        format!("| {} |", texts.join(" | "))
    };
    let (head, others): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.is_head);
    let mut lines = vec![row(head.first().map_or(&[], |head| head.cells.as_slice()))];
    let sides = (0..count).map(|at| side(head.first().and_then(|head| head.cells.get(at).copied())));
    lines.push(format!("|{}", sides.collect::<String>()));
    lines.extend(head.iter().skip(1).chain(&others).map(|found| row(&found.cells)));
    lines
}

/// How a column is set, as its heading says.
fn side(head: Option<&Element>) -> &'static str {
    let style = head.and_then(|head| head.attribute("style")).unwrap_or_default();
    match style.trim_start_matches("text-align:").trim().trim_end_matches(';') {
        "left" => " :-- |",
        "center" => " :-: |",
        "right" => " --: |",
        _ => " --- |",
    }
}

/// A line that can't be taken for anything else than a paragraph.
fn paragraph(nodes: &[Node]) -> Vec<String> {
    let text = line(nodes);
    let guarded = text.split('\n').map(|line| {
        let digits = line.chars().take_while(char::is_ascii_digit).count();
        let is_number = digits > 0 && line[digits..].starts_with(['.', ')']);
        if is_number {
            format!("{}\\{}", &line[..digits], &line[digits..])
        } else if line.starts_with(['#', '+', '-', '=', '~', ':', '>']) {
            format!("\\{line}")
        } else {
            line.to_owned()
        }
    });
    guarded.collect()
}

fn line(nodes: &[Node]) -> String {
    let mut out = String::new();
    inline(nodes, &mut out);
    out.trim().to_owned()
}

fn inline(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => escaped(text, out),
            Node::Element(element) => span(element, out),
        }
    }
}

fn span(element: &Element, out: &mut String) {
    let attribute = |name: &str| element.attribute(name).unwrap_or_default();
    match element.name.as_str() {
        "br" => out.push_str("\\\n"),
        "img" => {
            out.push_str("![");
            escaped(attribute("alt"), out);
            out.push_str(&format!("]({})", destination(attribute("src"))));
        }
        "a" if !attribute("href").is_empty() => {
            out.push('[');
            inline(&element.children, out);
            out.push_str(&format!("]({})", destination(attribute("href"))));
        }
        "code" | "kbd" => {
            let code = verbatim(&element.children);
            let fence = "`".repeat(longest_run(&code) + 1);
            let space = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
            out.extend([&fence, space, &code, space, &fence]);
        }
        "em" | "i" | "cite" => around("*", element, out),
        "strong" | "b" => around("**", element, out),
        "del" | "s" => around("~~", element, out),
        "sup" | "sub" => {
            out.push_str(&format!("<{}>", element.name));
            inline(&element.children, out);
            out.push_str(&format!("</{}>", element.name));
        }
        _ => inline(&element.children, out),
    }
}

/// Signs stand right at the words, white space outside of them.
fn around(sign: &str, element: &Element, out: &mut String) {
    let mut words = String::new();
    inline(&element.children, &mut words);
    let inner = words.trim();
    if inner.is_empty() {
        return out.push_str(&words);
    }
    let (before, after) = words.split_once(inner).unwrap_or_default();
    out.extend([before, sign, inner, sign, after]);
}

/// An address between `(` and `)`.
fn destination(address: &str) -> String {
    let is_plain =
        !address.is_empty() && !address.contains(|c: char| c.is_whitespace() || "()<>\\".contains(c));
    if is_plain {
        address.to_owned()
    } else {
        format!("<{}>", address.replace('<', "%3C").replace('>', "%3E"))
    }
}

/// Words that mean themselves, white space as one space each.
fn escaped(text: &str, out: &mut String) {
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            ' ' | '\n' | '\t' | '\r' if out.ends_with([' ', '\n']) => {}
            ' ' | '\n' | '\t' | '\r' => out.push(' '),
            '\u{2060}' | '\u{200b}' | '\u{ad}' | '\u{feff}' => {}
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' => out.extend(['\\', letter]),
            // It would begin a character reference.
            '&' if letters.peek().is_some_and(|next| next.is_alphanumeric() || *next == '#') => {
                out.push_str("\\&");
            }
            letter => out.push(letter),
        }
    }
}

/// The longest run of backticks.
fn longest_run(code: &str) -> usize {
    code.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}
