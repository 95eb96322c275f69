//! The theme's words: what its templates and ibid itself say to readers, in every language of a site.
//!
//! A word has a name and a text, or a text for each kind of number. Its texts lie over each other, the last one counts:
//! English, the site's default language (so that nothing is missing), the built-in file of the language, the site's
//! `templates/words/xx.toml`, `[translations]` in `ibid.toml`.

mod cut;
mod dates;
mod dictionary;
mod phrase;
mod read;

use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, TextFile};

pub(crate) use cut::{nth, nth_from_end, shortened};
pub use dates::{list, long_date, named_date};
pub use dictionary::Dictionary;
pub use phrase::{Part, Phrase};

#[cfg(test)]
mod tests;

/// The words of all languages of a site.
#[derive(Debug, Clone)]
pub struct Words {
    /// In the order of [`Config::languages`].
    dictionaries: Vec<Dictionary>,
}

impl Words {
    /// Reads the words of all languages; `files` are the site's and its theme's (`…/words/xx.toml`), the last ones over
    /// the others.
    #[must_use]
    pub fn new(
        builtin: &[(&str, &str)],
        files: &[Arc<TextFile>],
        config: &Config,
    ) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let dictionaries = read::dictionaries(builtin, files, config, &mut diagnostics);
        (Self { dictionaries }, diagnostics)
    }

    /// The built-in English words alone, where there is no site.
    #[must_use]
    pub fn english(builtin: &[(&str, &str)]) -> Self {
        Self { dictionaries: vec![read::english(builtin)] }
    }

    /// The words of a language by its place in [`Config::languages`]; those of the default one for any other number.
    #[must_use]
    pub fn of(&self, language: usize) -> &Dictionary {
        self.dictionaries.get(language).unwrap_or(&self.dictionaries[0])
    }

    /// The words of all languages, those of the default one first.
    #[must_use]
    pub fn all(&self) -> &[Dictionary] {
        &self.dictionaries
    }
}

/// The language of a file of words: `uk` of `templates/words/uk.toml`; nothing for any other file.
#[must_use]
pub fn language_of_file(path: &str) -> Option<&str> {
    let (folder, name) = path.rsplit_once('/')?;
    folder.ends_with("templates/words").then(|| name.strip_suffix(".toml"))?
}
