//! The cells of a table.

use super::tree::{Element, Node};

/// A row: whether it is a heading, and its cells.
pub(super) struct Row<'a> {
    pub is_head: bool,
    pub cells: Vec<&'a Element>,
}

/// The rows of a table, those of its head first.
pub(super) fn rows(table: &Element) -> Vec<Row<'_>> {
    let mut found = Vec::new();
    gather(table, &mut found);
    found
}

fn gather<'a>(element: &'a Element, found: &mut Vec<Row<'a>>) {
    for child in elements(element) {
        if child.name == "tr" {
            let cells: Vec<&Element> =
                elements(child).filter(|cell| matches!(cell.name.as_str(), "td" | "th")).collect();
            let is_head = element.name == "thead" || cells.iter().all(|cell| cell.name == "th");
            found.push(Row { is_head, cells });
        } else {
            gather(child, found);
        }
    }
}

fn elements(element: &Element) -> impl Iterator<Item = &Element> {
    element.children.iter().filter_map(|child| match child {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    })
}
