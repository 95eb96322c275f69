//! HTML as it is written. What comes from the site goes in as text: only what is written in this program can be a tag.

use crate::view::escape;

/// A piece of HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Html(String);

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    name: &'static str,
    class: &'static str,
}

/// A column of words.
pub(super) const fn words(name: &'static str) -> Column {
    Column { name, class: "" }
}

/// A column of dates and the like, which stay on one line.
pub(super) const fn short(name: &'static str) -> Column {
    Column { name, class: "short" }
}

/// A column of numbers.
pub(super) const fn numbers(name: &'static str) -> Column {
    Column { name, class: "number" }
}

impl Html {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn into_string(self) -> String {
        self.0
    }

    /// Adds tags.
    pub(super) fn tags(mut self, tags: &'static str) -> Self {
        self.0.push_str(tags);
        self
    }

    /// Adds text, between tags or in a quoted attribute.
    pub(super) fn text(mut self, text: &str) -> Self {
        escape(text, &mut self.0);
        self
    }

    /// Adds a number, its thousands apart.
    pub(super) fn number(self, number: usize) -> Self {
        self.text(&grouped(number))
    }

    /// Adds another piece.
    pub(super) fn and(mut self, other: &Html) -> Self {
        self.0.push_str(&other.0);
        self
    }

    /// Adds a link; what has no text is called by its address.
    pub(super) fn link(self, to: &str, text: &str) -> Self {
        let text = if text.trim().is_empty() { to } else { text };
        self.tags("<a href=\"").text(to).tags("\">").text(text).tags("</a>")
    }

    /// Adds a link in a language, where that is known.
    pub(super) fn link_in(self, language: Option<&str>, to: &str, text: &str) -> Self {
        match language {
            Some(tag) => self.tags("<span lang=\"").text(tag).tags("\">").link(to, text).tags("</span>"),
            None => self.link(to, text),
        }
    }

    /// Adds a place in a file, which opens in the editor where scripts run.
    pub(super) fn place(self, file: &str, line: usize, column: usize) -> Self {
        let (line, column) = (line.to_string(), column.to_string());
        let place = self.tags("<code data-ibid-file=\"").text(file);
        let place =
            place.tags("\" data-ibid-line=\"").text(&line).tags("\" data-ibid-column=\"").text(&column);
        let shown = if line == "1" { file.to_owned() } else { format!("{file}:{line}") };
        // A long path is broken between its folders.
        let mut parts = shown.split_inclusive('/');
        let first = place.tags("\">").text(parts.next().unwrap_or_default());
        parts.fold(first, |out, part| out.tags("<wbr>").text(part)).tags("</code>")
    }

    /// Adds a table, each cell with the name of its column: on narrow screens rows are set as blocks.
    pub(super) fn table(
        self,
        name: &'static str,
        columns: &[Column],
        rows: impl Iterator<Item = Vec<Html>>,
    ) -> Self {
        let mut out = self.tags("<table aria-label=\"").text(name).tags("\">\n<thead><tr>");
        for column in columns {
            let head = out.tags("<th scope=\"col\" class=\"").text(column.class).tags("\">");
            out = head.text(column.name).tags("</th>");
        }
        out = out.tags("</tr></thead>\n<tbody>\n");
        for row in rows {
            out = out.tags("<tr>");
            for (column, cell) in columns.iter().zip(&row) {
                let start = out.tags("<td class=\"").text(column.class);
                out = start.tags("\" data-name=\"").text(column.name).tags("\">").and(cell).tags("</td>");
            }
            out = out.tags("</tr>\n");
        }
        out.tags("</tbody>\n</table>\n")
    }
}

/// A number with its thousands apart: `12,345`.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 error`, `2 errors`.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}
