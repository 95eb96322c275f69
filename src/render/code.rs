//! Blocks of code: their parts marked by classes, their lines numbered and pointed out, under the name of their file.
//! Colours are the stylesheet's.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{LazyLock, Mutex, PoisonError};

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxReference;
use syntect::util::LinesWithEndings;

use crate::embedded::{syntaxes, syntaxes_hash};
use crate::parse::{CodeOptions, plain_text, syntax};
use crate::view::escape;
use crate::world::{World, kept};

const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// What was highlighted before, by language and code: the same snippet is worked on once in a run, and in later ones it
/// lies in `.ibid/`.
static REMEMBERED: LazyLock<Mutex<Remembered>> = LazyLock::new(Mutex::default);

/// Bytes of highlighted code that are remembered. Who edits code under the dev server makes another one with each save.
const MOST: usize = 64 << 20;

/// Highlighted code by the hash of its language and of itself.
#[derive(Default)]
struct Remembered {
    by_hash: HashMap<blake3::Hash, String>,
    bytes: usize,
}

impl Remembered {
    /// Keeps code; where it would be too much, what was kept is let go.
    fn keep(&mut self, hash: blake3::Hash, code: &str) {
        if self.by_hash.contains_key(&hash) {
            return;
        }
        if self.bytes + code.len() > MOST {
            *self = Self::default();
        }
        self.bytes += code.len();
        self.by_hash.insert(hash, code.to_owned());
    }
}

/// How a block of code is going to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// On a page of the site, with colours.
    Coloured,
    /// On a page of the site, without colours.
    Plain,
    /// Elsewhere, where there is no stylesheet.
    Elsewhere,
}

/// A block of code from its info string and its HTML; nothing where it is as Markdown writes it.
pub(super) fn block(info: &str, html: &str, reading: Reading, world: &dyn World) -> Option<String> {
    let options = CodeOptions::read(info);
    let syntax = syntax(&options.language).filter(|_| reading == Reading::Coloured);
    if syntax.is_none() && !options.is_by_line() && options.name.is_none() {
        return None;
    }
    let coloured = syntax.and_then(|syntax| coloured(syntax, html, world));
    let code = coloured.as_deref().unwrap_or(html);
    let code = if options.is_by_line() { by_line(code, &options, reading) } else { code.to_owned() };
    let language = match syntax {
        Some(syntax) => slug::slugify(&syntax.name),
        None => options.language.clone(),
    };
    let mut out = String::with_capacity(code.len() + 128);
    if let Some(name) = &options.name {
        out.push_str("<figure class=\"listing\"><figcaption><code>");
        escape(name, &mut out);
        out.push_str("</code></figcaption>\n");
    }
    out.push_str(if reading == Reading::Elsewhere {
        "<pre><code"
    } else {
        "<pre class=\"code\" tabindex=\"0\"><code"
    });
    if !language.is_empty() {
        out.push_str(" class=\"language-");
        escape(&language, &mut out);
        out.push('"');
    }
    out.extend([">", code.as_str(), "</code></pre>\n"]);
    if options.name.is_some() {
        out.push_str("</figure>\n");
    }
    Some(out)
}

/// The code with its parts marked; none where the definition of its language fails on it.
fn coloured(syntax: &SyntaxReference, html: &str, world: &dyn World) -> Option<String> {
    let mut hasher = blake3::Hasher::new();
    // The definitions say what is what; a name does not end within another one.
    for part in [&syntaxes_hash().as_bytes()[..], syntax.name.as_bytes(), b"\0", html.as_bytes()] {
        hasher.update(part);
    }
    let key = hasher.finalize();
    let remembered = || REMEMBERED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = remembered().by_hash.get(&key) {
        return Some(known.clone());
    }
    let name = key.to_hex();
    if let Some(code) = kept::read(world, kept::CODE, &name).and_then(|bytes| String::from_utf8(bytes).ok()) {
        remembered().keep(key, &code);
        return Some(code);
    }
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, syntaxes(), STYLE);
    for line in LinesWithEndings::from(&plain_text(html)) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    let code = generator.finalize();
    remembered().keep(key, &code);
    kept::write(world, kept::CODE, &name, code.as_bytes());
    Some(code)
}

/// The lines that are shown, each with its number and its mark.
fn by_line(code: &str, options: &CodeOptions, reading: Reading) -> String {
    let lines = lines(code);
    let is_in =
        |list: &[std::ops::RangeInclusive<usize>], number| list.iter().any(|lines| lines.contains(&number));
    let numbers = options.numbered_from.filter(|_| reading != Reading::Elsewhere);
    let digits = numbers.map(|first| first.saturating_add(lines.len()).saturating_sub(1).to_string().len());
    let mut out = String::with_capacity(code.len() + lines.len() * 48);
    for (at, line) in lines.iter().enumerate() {
        let number = at + 1;
        if is_in(&options.hidden, number) {
            continue;
        }
        let tag = if is_in(&options.marked, number) { "mark" } else { "span" };
        if reading == Reading::Elsewhere {
            match tag {
                "mark" => out.extend(["<mark>", line, "</mark>\n"]),
                _ => out.extend([line, "\n"]),
            }
            continue;
        }
        // Writing to a string does not fail.
        let _ = write!(out, "<{tag} class=\"line\"");
        if let (Some(first), Some(digits)) = (numbers, digits) {
            let shown = first.saturating_add(at);
            let _ = write!(out, " data-line=\"{shown:>digits$}\"");
        }
        let _ = writeln!(out, ">{line}</{tag}>");
    }
    out
}

/// The lines of HTML that holds nothing but text and elements around parts of it: what is open at the end of a line is
/// closed there and opened again in the next one.
fn lines(code: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for line in code.lines() {
        let mut html: String = open.concat();
        html.push_str(line);
        let mut rest = line;
        while let Some(start) = rest.find('<') {
            let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
            let tag = &rest[start..end];
            if tag.starts_with("</") {
                open.pop();
            } else {
                open.push(tag);
            }
            rest = &rest[end..];
        }
        html.push_str(&"</span>".repeat(open.len()));
        lines.push(html);
    }
    // The last line break may be followed by nothing but ends of elements.
    if lines.last().is_some_and(|last| plain_text(last).is_empty()) && code.ends_with("</span>") {
        lines.pop();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    #[test]
    fn code_is_coloured_once_for_all_runs() {
        let world = Memory::new();
        let colour = || block("rust", "let once = 1;\n", Reading::Coloured, &world);
        let first = colour();
        let kept = world.files(".ibid/code").unwrap();
        assert_eq!(kept.len(), 1);
        // Another run remembers nothing but what is kept.
        REMEMBERED.lock().unwrap().by_hash.clear();
        let writes = world.writes();
        assert_eq!((colour(), world.writes()), (first.clone(), writes));
        world.insert(&*kept[0], "damaged");
        REMEMBERED.lock().unwrap().by_hash.clear();
        assert_eq!((colour(), world.writes()), (first, writes + 1));
    }

    #[test]
    fn no_more_code_is_remembered_than_there_is_room_for() {
        let mut remembered = Remembered::default();
        let code = "x".repeat(MOST / 4);
        let hash = |number: u8| blake3::hash(&[number]);
        for number in [1, 2, 2, 3, 4] {
            remembered.keep(hash(number), &code);
        }
        assert_eq!((remembered.by_hash.len(), remembered.bytes), (4, code.len() * 4));
        remembered.keep(hash(5), &code);
        assert_eq!((remembered.by_hash.len(), remembered.bytes), (1, code.len()));
    }

    #[test]
    fn elements_end_with_their_line_and_begin_again() {
        let code = "<span class=\"a\">x\n<span class=\"b\">y\n</span>z</span>\n";
        assert_eq!(
            lines(code),
            [
                "<span class=\"a\">x</span>",
                "<span class=\"a\"><span class=\"b\">y</span></span>",
                "<span class=\"a\"><span class=\"b\"></span>z</span>",
            ]
        );
        assert_eq!(
            lines("<span class=\"a\">x\n\n</span>"),
            ["<span class=\"a\">x</span>", "<span class=\"a\"></span>"]
        );
        assert_eq!(lines(""), Vec::<String>::new());
    }

    #[test]
    fn lines_are_numbered_marked_and_hidden() {
        let html = block(
            "text,linenostart=9,hl_lines=2,hide_lines=3",
            "a &lt; b\n\nc\nd\n",
            Reading::Coloured,
            &Memory::new(),
        );
        let expected = "<pre class=\"code\" tabindex=\"0\"><code class=\"language-text\">\
                        <span class=\"line\" data-line=\" 9\">a &lt; b</span>\n\
                        <mark class=\"line\" data-line=\"10\"></mark>\n\
                        <span class=\"line\" data-line=\"12\">d</span>\n</code></pre>\n";
        assert_eq!(html.as_deref(), Some(expected));
    }

    #[test]
    fn elsewhere_there_are_neither_classes_nor_numbers() {
        let html = block("rust,linenos,hl_lines=1,name=a<b.rs", "x\ny\n", Reading::Elsewhere, &Memory::new());
        let expected = "<figure class=\"listing\"><figcaption><code>a&lt;b.rs</code></figcaption>\n\
                        <pre><code class=\"language-rust\"><mark>x</mark>\ny\n</code></pre>\n</figure>\n";
        assert_eq!(html.as_deref(), Some(expected));
        assert_eq!(block("rust", "x\n", Reading::Elsewhere, &Memory::new()), None);
    }

    #[test]
    fn a_comment_over_lines_is_coloured_in_each() {
        let html =
            block("rust,linenos", "/* a\nb */\n", Reading::Coloured, &Memory::new()).unwrap_or_default();
        let lines: Vec<&str> = html.lines().collect();
        assert!(lines[0].contains("hl-comment") && lines[1].contains("hl-comment"), "{html}");
        assert_eq!(html.matches("<span").count(), html.matches("</span>").count(), "{html}");
        assert_eq!(html.matches("data-line").count(), 2, "{html}");
    }
}
