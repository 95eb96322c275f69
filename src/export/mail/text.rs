//! A mail as plain text.

use unicode_width::UnicodeWidthStr;

use super::grid;
use super::lines::{BREAK, Gap, WIDTH, add, indented, rule, wrapped};
use super::tree::{Element, Node, Piece, alone, pieces};

/// The text, wrapped for mails. Each link is a number in it, and stands whole on a line of its own below the block.
pub(super) fn text(nodes: &[Node]) -> String {
    let mut writer = Writer::default();
    let mut all = Vec::new();
    for piece in pieces(nodes) {
        let mut block = writer.piece(piece, WIDTH);
        block.extend(writer.listed());
        add(&mut all, block, Gap::Wide);
    }
    all.push(String::new());
    all.join("\n")
}

#[derive(Default)]
struct Writer {
    /// The addresses that have a number: the first has 1.
    links: Vec<String>,
    /// How many of them were shown.
    listed: usize,
}

impl Writer {
    /// The links that were numbered since the last time.
    fn listed(&mut self) -> Vec<String> {
        let new = self.links.iter().enumerate().skip(self.listed);
        let lines: Vec<String> = new.map(|(at, address)| format!("[{}] {address}", at + 1)).collect();
        self.listed = self.links.len();
        lines
    }

    /// The number of an address.
    fn number(&mut self, address: &str) -> usize {
        let known = self.links.iter().position(|known| known == address);
        known.map_or_else(
            || {
                self.links.push(address.to_owned());
                self.links.len()
            },
            |at| at + 1,
        )
    }

    fn blocks(&mut self, nodes: &[Node], width: usize, gap: Gap) -> Vec<String> {
        let mut all = Vec::new();
        for piece in pieces(nodes) {
            let block = self.piece(piece, width);
            add(&mut all, block, gap);
        }
        all
    }

    fn piece(&mut self, piece: Piece<'_>, width: usize) -> Vec<String> {
        match piece {
            Piece::Line(nodes) => self.paragraph(nodes, width),
            Piece::Block(element) => self.block(element, width),
        }
    }

    fn block(&mut self, element: &Element, width: usize) -> Vec<String> {
        let children = &element.children;
        match element.name.as_str() {
            "h1" | "h2" => {
                let mut lines = wrapped(&self.line(children), width);
                lines.push(rule(&lines, if element.name == "h1" { "=" } else { "-" }));
                lines
            }
            "ul" | "ol" => self.list(element, width),
            "blockquote" => indented(self.blocks(children, width.saturating_sub(2), Gap::Wide), "> ", "> "),
            "pre" => indented(
                verbatim(children).trim_end().split('\n').map(str::to_owned).collect(),
                "    ",
                "    ",
            ),
            "table" => self.table(element, width),
            "hr" => vec!["* * *".to_owned()],
            _ if has_blocks(children) => self.blocks(children, width, Gap::Wide),
            _ => self.paragraph(children, width),
        }
    }

    /// A line that is a link and nothing else needs no number for it.
    fn paragraph(&mut self, nodes: &[Node], width: usize) -> Vec<String> {
        let link = alone(nodes).filter(|element| element.name == "a");
        let Some((link, address)) = link.and_then(|link| Some((link, link.attribute("href")?))) else {
            return wrapped(&self.line(nodes), width);
        };
        let words = self.line(&link.children);
        let mut lines = if words == address { Vec::new() } else { wrapped(&words, width) };
        lines.push(address.to_owned());
        lines
    }

    fn list(&mut self, list: &Element, width: usize) -> Vec<String> {
        let first: usize = list.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
        let items: Vec<&Element> = list.children.iter().filter_map(item).collect();
        let last = (first + items.len()).to_string().len() + 2;
        let mut all: Vec<String> = Vec::new();
        for (number, item) in items.into_iter().enumerate() {
            let mark = if list.name == "ul" { "- ".to_owned() } else { format!("{}.", first + number) };
            let mark = if list.name == "ul" { mark } else { format!("{mark:<last$}") };
            let gap = if has_paragraphs(&item.children) { Gap::Wide } else { Gap::None };
            let lines = self.blocks(&item.children, width.saturating_sub(mark.len()), gap);
            if gap == Gap::Wide && !all.is_empty() {
                all.push(String::new());
            }
            all.extend(indented(lines, &mark, &" ".repeat(mark.len())));
        }
        all
    }

    /// Columns where they fit side by side, else a block for each row.
    fn table(&mut self, table: &Element, width: usize) -> Vec<String> {
        let rows = grid::rows(table);
        let texts: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| self.line(&cell.children).replace(BREAK, " ")).collect())
            .collect();
        let count = texts.iter().map(Vec::len).max().unwrap_or_default();
        let column = |at: usize| texts.iter().filter_map(|row| row.get(at)).map(|cell| cell.width()).max();
        let widths: Vec<usize> = (0..count).map(|at| column(at).unwrap_or_default()).collect();
        let is_narrow = widths.iter().sum::<usize>() + 2 * count.saturating_sub(1) <= width;
        if is_narrow {
            let mut lines = Vec::new();
            for (row, texts) in rows.iter().zip(&texts) {
                lines.push(side_by_side(texts, &widths));
                if row.is_head {
                    let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
                    lines.push(side_by_side(&rules, &widths));
                }
            }
            return lines;
        }
        let head = rows.iter().zip(&texts).find(|(row, _)| row.is_head).map(|(_, texts)| texts.as_slice());
        let mut all = Vec::new();
        for (_, texts) in rows.iter().zip(&texts).filter(|(row, _)| !row.is_head) {
            let mut block = Vec::new();
            for (at, cell) in texts.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let name = head.and_then(|head| head.get(at)).filter(|name| !name.is_empty());
                let words = name.map_or_else(|| cell.clone(), |name| format!("{name}: {cell}"));
                block.extend(indented(wrapped(&words, width.saturating_sub(2)), "", "  "));
            }
            add(&mut all, block, Gap::Wide);
        }
        all
    }

    /// The words of a line, unwrapped.
    fn line(&mut self, nodes: &[Node]) -> String {
        let mut out = String::new();
        self.words(nodes, &mut out);
        out.trim_matches([' ', BREAK]).to_owned()
    }

    fn words(&mut self, nodes: &[Node], out: &mut String) {
        for node in nodes {
            match node {
                Node::Text(text) => put(text, out),
                Node::Element(element) => self.element(element, out),
            }
        }
    }

    fn element(&mut self, element: &Element, out: &mut String) {
        let around = match element.name.as_str() {
            "br" => return out.push(BREAK),
            "img" => {
                if let Some(alt) = element.attribute("alt").filter(|alt| !alt.is_empty()) {
                    put(&format!("[{alt}]"), out);
                }
                return;
            }
            "a" => return self.link(element, out),
            "em" | "i" => "_",
            "strong" | "b" => "*",
            "code" | "kbd" => "`",
            _ => "",
        };
        // Signs around signs say nothing more.
        let words = self.line_within(&element.children);
        if around.is_empty() || words.trim().is_empty() || words.contains(around) {
            out.push_str(&words);
        } else {
            let inner = words.trim();
            let (before, after) = words.split_once(inner).unwrap_or_default();
            out.extend([before, around, inner, around, after]);
        }
    }

    fn line_within(&mut self, nodes: &[Node]) -> String {
        let mut out = String::new();
        self.words(nodes, &mut out);
        out
    }

    fn link(&mut self, link: &Element, out: &mut String) {
        let words = self.line_within(&link.children);
        let Some(address) = link.attribute("href").filter(|address| !address.is_empty()) else {
            return out.push_str(&words);
        };
        let number = self.number(address);
        // A number of a note is none of a link.
        let is_number = !words.is_empty() && words.chars().all(|c| c.is_ascii_digit());
        if words.trim() != address && !is_number {
            out.push_str(words.trim_end());
        }
        let is_first = out.is_empty() || out.ends_with([' ', BREAK]);
        out.push_str(&if is_first { format!("[{number}]") } else { format!("\u{a0}[{number}]") });
        if words.ends_with(' ') {
            out.push(' ');
        }
    }
}

/// Adds words with their white space as one space each.
fn put(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            ' ' | '\n' | '\t' | '\r' if out.is_empty() || out.ends_with([' ', BREAK]) => {}
            ' ' | '\n' | '\t' | '\r' => out.push(' '),
            // Signs for browsers: where a word may or may not be broken.
            '\u{2060}' | '\u{200b}' | '\u{ad}' | '\u{feff}' => {}
            letter => out.push(letter),
        }
    }
}

/// The words of code, as they are.
pub(super) fn verbatim(nodes: &[Node]) -> String {
    nodes
        .iter()
        .map(|node| match node {
            Node::Text(text) => text.clone(),
            Node::Element(element) => verbatim(&element.children),
        })
        .collect()
}

fn item(node: &Node) -> Option<&Element> {
    match node {
        Node::Element(element) if element.name == "li" => Some(element),
        _ => None,
    }
}

fn has_blocks(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| matches!(node, Node::Element(element) if element.is_block()))
}

fn has_paragraphs(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| matches!(node, Node::Element(element) if element.name == "p"))
}

fn side_by_side(cells: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        if !line.is_empty() || widths.first().is_some_and(|first| !std::ptr::eq(first, width)) {
            line.push_str("  ");
        }
        line.push_str(cell);
        line.push_str(&" ".repeat(width.saturating_sub(cell.width())));
    }
    line.replace('\u{a0}', " ").trim_end().to_owned()
}
