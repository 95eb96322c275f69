//! Code with its parts marked by classes; colours are the stylesheet's.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{LazyLock, Mutex, PoisonError};

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::util::LinesWithEndings;

use crate::embedded::syntaxes;
use crate::parse::plain_text;

const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// What was highlighted before, by language and code: the same snippet is worked on once in a run.
static REMEMBERED: LazyLock<Mutex<HashMap<u64, String>>> = LazyLock::new(Mutex::default);

/// A block of code with classes, from its HTML; nothing where the language is not known or not named.
pub(super) fn highlighted(language: &str, html: &str) -> Option<String> {
    let syntax = syntaxes().find_syntax_by_token(language).filter(|_| !language.is_empty())?;
    let mut hasher = DefaultHasher::new();
    (language, html).hash(&mut hasher);
    let key = hasher.finish();
    let remembered = || REMEMBERED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = remembered().get(&key) {
        return Some(known.clone());
    }
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, syntaxes(), STYLE);
    for line in LinesWithEndings::from(&plain_text(html)) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    let name = slug::slugify(&syntax.name);
    let block = format!(
        "<pre class=\"code\" tabindex=\"0\"><code class=\"language-{name}\">{}</code></pre>\n",
        generator.finalize()
    );
    remembered().insert(key, block.clone());
    Some(block)
}
