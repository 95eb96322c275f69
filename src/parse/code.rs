//! Blocks of code: what the words behind the opening fence ask for.

use std::ops::{Range, RangeInclusive};

/// A block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeBlock {
    /// The info string; empty where there is none and for indented code.
    pub info: String,
    /// Its place in the file, fences included.
    pub range: Range<usize>,
    /// The code in the HTML; [`plain_text`](super::plain_text) gives it as it was written.
    pub html: Range<usize>,
}

/// What an info string asks for: `rust,linenos,linenostart=10,hl_lines=3-5 8,hide_lines=1,name=src/main.rs`. Lines are
/// counted from 1 within the block, whatever number the first one is shown with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CodeOptions {
    /// The language, empty where none is named.
    pub language: String,
    /// The number of the first line, where lines are numbered.
    pub numbered_from: Option<usize>,
    /// Lines to point out.
    pub marked: Vec<RangeInclusive<usize>>,
    /// Lines that are not shown.
    pub hidden: Vec<RangeInclusive<usize>>,
    /// The name of the file.
    pub name: Option<String>,
    /// What could not be read.
    pub faults: Vec<OptionFault>,
}

/// An option that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionFault {
    /// The words as they stand in the info string.
    pub text: String,
    /// What is wrong.
    pub kind: OptionFaultKind,
}

/// What is wrong with an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionFaultKind {
    /// No option has this name.
    Unknown,
    /// The value is no list of lines.
    Lines,
    /// The value is no number.
    Number,
    /// There is no value, and there has to be one.
    Missing,
    /// There is a value, and there can be none.
    Valued,
}

impl CodeOptions {
    /// The names of all options.
    pub const NAMES: [&'static str; 5] = ["hide_lines", "hl_lines", "linenos", "linenostart", "name"];

    /// Reads an info string.
    #[must_use]
    pub fn read(info: &str) -> Self {
        let mut options = Self::default();
        let end = info.find([' ', '\t', ',', '{']).unwrap_or(info.len());
        let (first, rest) = info.split_at(end);
        // An option may stand alone, without a language before it.
        let rest = if Self::NAMES.contains(&first.split('=').next().unwrap_or_default()) {
            info
        } else {
            first.clone_into(&mut options.language);
            rest
        };
        for word in divided(rest) {
            options.option(word);
        }
        options
    }

    fn option(&mut self, word: &str) {
        let (key, value) = match word.split_once('=') {
            Some((key, value)) => (key.trim_end(), unquoted(value.trim())),
            None => (word, ""),
        };
        let kind = match key {
            "linenos" if !value.is_empty() => OptionFaultKind::Valued,
            "linenos" => {
                self.numbered_from.get_or_insert(1);
                return;
            }
            "linenostart" => match value.parse() {
                Ok(number) => {
                    self.numbered_from = Some(number);
                    return;
                }
                Err(_) => OptionFaultKind::Number,
            },
            "hl_lines" | "hide_lines" => match lines(value) {
                Some(lines) => {
                    if key == "hl_lines" { &mut self.marked } else { &mut self.hidden }.extend(lines);
                    return;
                }
                None => OptionFaultKind::Lines,
            },
            "name" if value.is_empty() => OptionFaultKind::Missing,
            "name" => {
                self.name = Some(value.to_owned());
                return;
            }
            _ => OptionFaultKind::Unknown,
        };
        self.faults.push(OptionFault { text: word.to_owned(), kind });
    }

    /// Whether lines have to be told apart.
    #[must_use]
    pub fn is_by_line(&self) -> bool {
        self.numbered_from.is_some() || !self.marked.is_empty() || !self.hidden.is_empty()
    }

    /// The last line that is named.
    #[must_use]
    pub fn last_line(&self) -> usize {
        self.marked.iter().chain(&self.hidden).map(|lines| *lines.end()).max().unwrap_or_default()
    }
}

/// The parts between commas that stand in no quotation marks, without those that are empty.
fn divided(text: &str) -> impl Iterator<Item = &str> {
    let mut quote = None;
    let parts = text.split(move |character: char| {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
        quote.is_none() && character == ','
    });
    parts.map(str::trim).filter(|part| !part.is_empty())
}

fn unquoted(value: &str) -> &str {
    let within = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    within('"').or_else(|| within('\'')).unwrap_or(value)
}

/// `3-5 8`.
fn lines(value: &str) -> Option<Vec<RangeInclusive<usize>>> {
    let range = |text: &str| {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let (first, last) = (first.parse::<usize>().ok()?, last.parse::<usize>().ok()?);
        (0 < first && first <= last).then_some(first..=last)
    };
    let found: Option<Vec<_>> = value.split_whitespace().map(range).collect();
    found.filter(|list| !list.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_follow_the_language() {
        let found =
            CodeOptions::read("rust,linenos, linenostart=10,hl_lines=3-5 8,hide_lines=1,name=\"a, b.rs\"");
        assert_eq!(found.language, "rust");
        assert_eq!(found.numbered_from, Some(10));
        assert_eq!((found.marked.as_slice(), found.hidden.as_slice()), (&[3..=5, 8..=8][..], &[1..=1][..]));
        assert_eq!(found.name.as_deref(), Some("a, b.rs"));
        assert!(found.faults.is_empty() && found.is_by_line() && found.last_line() == 8);
        assert_eq!(CodeOptions::read("rust").language, "rust");
        assert_eq!(CodeOptions::read(""), CodeOptions::default());
    }

    #[test]
    fn options_can_stand_without_a_language() {
        assert_eq!(CodeOptions::read("linenos").numbered_from, Some(1));
        assert_eq!(CodeOptions::read("name=x,linenostart=3,linenos").numbered_from, Some(3));
        assert_eq!(CodeOptions::read(",name=x").name.as_deref(), Some("x"));
    }

    #[test]
    fn what_is_no_option_is_a_fault() {
        let faults = |info: &str| {
            let found = CodeOptions::read(info).faults;
            found.into_iter().map(|fault| (fault.text, fault.kind)).collect::<Vec<_>>()
        };
        let one = |text: &str, kind| vec![(text.to_owned(), kind)];
        assert_eq!(faults("js,line_numbers"), one("line_numbers", OptionFaultKind::Unknown));
        assert_eq!(
            faults("js {1,3}"),
            [("{1", OptionFaultKind::Unknown), ("3}", OptionFaultKind::Unknown)]
                .map(|(text, kind)| (text.to_owned(), kind))
        );
        for lines in ["hl_lines=5-3", "hl_lines=0", "hl_lines=", "hl_lines", "hl_lines=a", "hl_lines=1-2-3"] {
            assert_eq!(faults(&format!("js,{lines}")), one(lines, OptionFaultKind::Lines));
        }
        assert_eq!(faults("js,linenostart=x"), one("linenostart=x", OptionFaultKind::Number));
        assert_eq!(faults("js,linenos=false"), one("linenos=false", OptionFaultKind::Valued));
        assert_eq!(CodeOptions::read("js,linenos=false").numbered_from, None);
        assert_eq!(faults("js,name="), one("name=", OptionFaultKind::Missing));
        assert_eq!(faults("js,name=\"open, linenos"), [], "an open quotation mark goes on to the end");
    }
}
