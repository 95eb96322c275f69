//! What blocks of code ask for must be there: languages, options, lines.

use std::ops::Range;
use std::sync::Arc;

use super::code::{CodeBlock, CodeOptions, OptionFault, OptionFaultKind};
use super::{ParsedBody, plain_text};
use crate::diagnostic::{Code, Diagnostic, TextFile};
use crate::embedded::syntaxes;

/// Languages without anything to colour.
const PLAIN: [&str; 4] = ["none", "plain", "text", "txt"];

/// The syntax definition for a language; none for plain text and for languages that nobody knows.
#[must_use]
pub fn syntax(language: &str) -> Option<&'static syntect::parsing::SyntaxReference> {
    let is_named = !language.is_empty() && !PLAIN.contains(&language);
    is_named.then(|| syntaxes().find_syntax_by_token(language)).flatten()
}

/// Reports what cannot be had. Languages are looked up only where code is coloured.
pub(super) fn check(
    file: &Arc<TextFile>,
    parsed: &ParsedBody,
    is_coloured: bool,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for block in parsed.code.iter().filter(|block| !block.info.is_empty()) {
        let options = CodeOptions::read(&block.info);
        let check = Check { file, block, options: &options };
        if is_coloured {
            diagnostics.extend(check.language());
        }
        diagnostics.extend(options.faults.iter().map(|fault| check.fault(fault)));
        let code = plain_text(&parsed.body.html[block.html.clone()]);
        diagnostics.extend(check.lines(code.lines().count()));
    }
}

struct Check<'a> {
    file: &'a Arc<TextFile>,
    block: &'a CodeBlock,
    options: &'a CodeOptions,
}

impl Check<'_> {
    fn language(&self) -> Option<Diagnostic> {
        let language = self.options.language.as_str();
        if language.is_empty() || PLAIN.contains(&language) || syntax(language).is_some() {
            return None;
        }
        let known: Vec<String> = syntaxes()
            .syntaxes()
            .iter()
            .flat_map(|syntax| std::iter::once(&syntax.name).chain(&syntax.file_extensions))
            .map(|name| name.to_lowercase())
            .collect();
        let names = known.iter().map(String::as_str).filter(|name| !name.contains([' ', '.']));
        let found =
            Diagnostic::warning(Code::UnknownLanguage, format!("nobody knows the language `{language}`"))
                .at(self.file, self.place(language), "this code is not coloured")
                .suggest(&language.to_lowercase(), names)
                .hint("for text that has no language write `text`, or nothing at all");
        Some(found)
    }

    fn fault(&self, fault: &OptionFault) -> Diagnostic {
        let text = fault.text.as_str();
        let name = text.split('=').next().unwrap_or(text);
        let message = match fault.kind {
            OptionFaultKind::Unknown => format!("a block of code has no option `{name}`"),
            OptionFaultKind::Lines => format!("`{name}` must be lines, as in `{name}=3-5 8`"),
            OptionFaultKind::Number => format!("`{name}` must be a number, as in `{name}=10`"),
            OptionFaultKind::Valued => format!("`{name}` takes no value: lines are numbered where it stands"),
            OptionFaultKind::Missing => format!("`{name}` must have a value, as in `{name}=src/main.rs`"),
        };
        let found = Diagnostic::warning(Code::CodeOption, message).at(self.file, self.place(text), "");
        match fault.kind {
            OptionFaultKind::Unknown => found
                .suggest(name, CodeOptions::NAMES)
                .hint(format!("there are `{}`, divided by commas", CodeOptions::NAMES.join("`, `"))),
            _ => found,
        }
    }

    fn lines(&self, count: usize) -> Option<Diagnostic> {
        let last = self.options.last_line();
        (last > count).then(|| {
            let message = format!("line {last} is asked for, and this code has {count}");
            let key = if self.options.marked.iter().any(|lines| *lines.end() == last) {
                "hl_lines"
            } else {
                "hide_lines"
            };
            Diagnostic::warning(Code::CodeOption, message)
                .at(self.file, self.place(key), "")
                .hint("lines are counted from 1 within the block, whatever `linenostart` says")
        })
    }

    /// Where words stand behind the opening fence; the whole line where they are written otherwise.
    fn place(&self, words: &str) -> Range<usize> {
        let line = self.file.text[self.block.range.clone()].lines().next().unwrap_or_default();
        let start = self.block.range.start;
        let fence = line.len() - line.trim_start_matches(['`', '~', ' ', '\t', '>']).len();
        line[fence..].find(words).map_or(start..start + line.len(), |at| {
            let at = start + fence + at;
            at..at + words.len()
        })
    }
}
