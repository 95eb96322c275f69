//! Which names of directives are known, and in which forms.

use std::collections::BTreeSet;

use super::directive::Form;
use crate::furniture;

/// The directives that have a meaning of their own, with the forms they can be written in.
const BUILT_IN: &[(&str, &[Form])] = &[
    ("annotation", &[Form::Leaf]),
    ("briefing", &[Form::Leaf]),
    ("cite", &[Form::Text]),
    ("figure", &[Form::Leaf, Form::Container]),
    ("note", &[Form::Text, Form::Container]),
    ("passage", &[Form::Leaf]),
    ("quote", &[Form::Text]),
    ("source", &[Form::Leaf]),
];

/// The forms of furniture.
const AROUND: &[Form] = &[Form::Leaf, Form::Container];

/// The known names: the built-in ones, those with a template, or any at all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    own: BTreeSet<String>,
    any: bool,
}

/// What is known of a name in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It can be written so.
    Known,
    /// The name has other forms.
    WrongForm(&'static [Form]),
    /// Nobody knows the name.
    Unknown,
}

impl Names {
    /// The built-in names and the user's own, which can be written in any form.
    #[must_use]
    pub fn new(own: impl IntoIterator<Item = String>) -> Self {
        Self { own: own.into_iter().collect(), any: false }
    }

    /// Every name in every form.
    #[must_use]
    pub fn any() -> Self {
        Self { own: BTreeSet::new(), any: true }
    }

    /// Whether the site has a template of its own for a name.
    #[must_use]
    pub fn is_own(&self, name: &str) -> bool {
        self.own.contains(name)
    }

    /// Whether a name has a built-in meaning.
    #[must_use]
    pub fn is_built_in(name: &str) -> bool {
        forms(name).is_some()
    }

    /// All known names, for suggestions.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let built_in = BUILT_IN.iter().map(|(name, _)| *name).chain(furniture::names());
        built_in.map(|name: &str| name).chain(self.own.iter().map(String::as_str))
    }

    pub(super) fn standing(&self, name: &str, form: Form) -> Standing {
        if self.any || self.own.contains(name) {
            return Standing::Known;
        }
        match forms(name) {
            None => Standing::Unknown,
            Some(forms) if forms.contains(&form) => Standing::Known,
            Some(forms) => Standing::WrongForm(forms),
        }
    }

    pub(super) fn is_any(&self) -> bool {
        self.any
    }

    pub(super) fn knows(&self, name: &str) -> bool {
        self.standing(name, Form::Text) != Standing::Unknown
    }
}

/// The forms of a built-in name.
fn forms(name: &str) -> Option<&'static [Form]> {
    let own = BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, forms)| *forms);
    own.or_else(|| furniture::is_furniture(name).then_some(AROUND))
}

/// The length in bytes of the name at the beginning of `text`: a letter, then letters, digits, `-` and `_`
/// of any script, not ending in `-` or `_`. 0 where there is none.
pub(super) fn length(text: &str) -> usize {
    let mut characters = text.char_indices();
    match characters.next() {
        Some((_, first)) if first.is_alphabetic() => {}
        _ => return 0,
    }
    let end = characters
        .find(|(_, c)| !(c.is_alphanumeric() || *c == '-' || *c == '_'))
        .map_or(text.len(), |(end, _)| end);
    if text[..end].ends_with(['-', '_']) { 0 } else { end }
}
