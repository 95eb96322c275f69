//! What the binary carries: the built-in theme, the pages of `ibid explain`, the syntax definitions.

use std::sync::LazyLock;

use syntect::parsing::SyntaxSet;

use crate::diagnostic::Code;

mod generated {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

/// The built-in templates: path from `templates/`, text.
pub static TEMPLATES: &[(&str, &str)] = generated::TEMPLATES;

/// The theme's words: `xx.toml`, text.
pub static WORDS: &[(&str, &str)] = generated::WORDS;

/// The built-in static files: path from `static/`, bytes.
pub static STATIC: &[(&str, &[u8])] = generated::STATIC;

/// The pages about diagnostics, each a content file: code, text with front matter.
pub static EXPLANATIONS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let pages = generated::PAGES.iter().filter(|(path, _)| *path != "_index.md");
    pages.filter_map(|(path, text)| Some((path.strip_suffix(".md")?, *text))).collect()
});

/// The page about one kind of finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// One sentence.
    pub description: String,
    /// Markdown without front matter.
    pub body: &'static str,
}

/// The page about a code, if there is one.
#[must_use]
pub fn explanation(code: Code) -> Option<Explanation> {
    let (_, text) = EXPLANATIONS.iter().find(|(name, _)| *name == code.name())?;
    let (front_matter, body) = text.strip_prefix("+++\n")?.split_once("\n+++\n")?;
    let table: toml::Table = front_matter.parse().ok()?;
    let description = table.get("description")?.as_str()?.to_owned();
    Some(Explanation { description, body: body.trim() })
}

static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/syntaxes.bin"));

/// The syntax definitions for highlighting, unpacked at the first call.
///
/// # Panics
/// Never: what is unpacked was packed by `build.rs` of the same build, and a test unpacks it.
#[must_use]
pub fn syntaxes() -> &'static SyntaxSet {
    static SYNTAXES: LazyLock<SyntaxSet> =
        LazyLock::new(|| syntect::dumps::from_uncompressed_data(PACKED).unwrap_or_else(|_| SyntaxSet::new()));
    &SYNTAXES
}

/// The hash of these definitions: what was highlighted by others may look otherwise.
#[must_use]
pub fn syntaxes_hash() -> blake3::Hash {
    static HASH: LazyLock<blake3::Hash> = LazyLock::new(|| blake3::hash(PACKED));
    *HASH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_about_a_code_and_says_what_it_has_to() {
        let headings = ["## What it means", "## Why it matters", "## Example", "## The way out"];
        for (name, text) in EXPLANATIONS.iter() {
            let code = name.parse::<Code>().unwrap_or_else(|()| panic!("`{name}.md` is about no code"));
            let page =
                explanation(code).unwrap_or_else(|| panic!("the front matter of `{name}.md` is not read"));
            assert!(text.contains(&format!("\ntitle = \"{name}\"\n")), "the title of `{name}.md` is another");
            assert!(page.description.ends_with('.') && page.description.len() < 160, "{}", page.description);
            let found: Vec<&str> = page.body.lines().filter(|line| line.starts_with("## ")).collect();
            assert_eq!(found, headings, "{name}");
        }
    }

    #[test]
    fn every_code_has_a_page() {
        let missing: Vec<&str> =
            Code::ALL.iter().filter(|code| explanation(**code).is_none()).map(|code| code.name()).collect();
        assert_eq!(missing, Vec::<&str>::new());
    }

    #[test]
    fn the_syntax_definitions_can_be_unpacked() {
        for token in ["rust", "toml", "md", "html", "json", "typescript"] {
            assert!(syntaxes().find_syntax_by_token(token).is_some(), "{token}");
        }
    }
}
