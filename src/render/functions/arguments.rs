//! The arguments of a call: each known, each of the type that is wanted.

use tera::{Kwargs, TeraResult, Value};

use super::problem;
use crate::diagnostic::nearest;

/// The arguments of one call of a function or filter.
pub(super) struct Arguments<'a> {
    call: &'static str,
    kwargs: &'a Kwargs,
}

impl<'a> Arguments<'a> {
    /// The arguments of a call of `call`, which takes those in `known` and no others.
    ///
    /// # Errors
    /// An argument that is not known, with the nearest that is.
    pub(super) fn of(call: &'static str, known: &[&str], kwargs: &'a Kwargs) -> TeraResult<Self> {
        let unknown = kwargs.iter().filter_map(|(key, _)| key.as_str()).filter(|name| !known.contains(name));
        let Some(name) = unknown.min() else { return Ok(Self { call, kwargs }) };
        let near = nearest(name, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        let takes = match known {
            [] => format!("`{call}` takes no arguments"),
            known => format!("`{call}` takes `{}`", known.join("`, `")),
        };
        Err(problem(&format!("`{call}` has no argument `{name}`"), near.into_iter().chain([takes])))
    }

    /// The arguments of a call that takes any.
    pub(super) fn any(call: &'static str, kwargs: &'a Kwargs) -> Self {
        Self { call, kwargs }
    }

    /// Whether there is an argument; none and undefined values count as absent.
    fn value(&self, name: &str) -> Option<&'a Value> {
        let found = self.kwargs.iter().find(|(key, _)| key.as_str() == Some(name));
        found.map(|(_, value)| value).filter(|value| !value.is_none() && !value.is_undefined())
    }

    fn wrong(&self, name: &str, wanted: &str, value: &Value) -> tera::Error {
        let call = self.call;
        problem(&format!("`{name}` of `{call}` must be {wanted}, not {}", kind(value)), [])
    }

    /// A text.
    ///
    /// # Errors
    /// A value that is no text.
    pub(super) fn text(&self, name: &str) -> TeraResult<Option<&'a str>> {
        let Some(value) = self.value(name) else { return Ok(None) };
        value.as_str().map(Some).ok_or_else(|| self.wrong(name, "a text", value))
    }

    /// A text that has to be there.
    ///
    /// # Errors
    /// No value, or one that is no text.
    pub(super) fn needed(&self, name: &str) -> TeraResult<&'a str> {
        let missing = || {
            let call = self.call;
            problem(&format!("`{call}` needs `{name}`"), [format!("write `{call}({name}=\"…\")`")])
        };
        self.text(name)?.ok_or_else(missing)
    }

    /// `true` or `false`; `usual` where nothing is said.
    ///
    /// # Errors
    /// A value that is neither.
    pub(super) fn flag(&self, name: &str, usual: bool) -> TeraResult<bool> {
        let Some(value) = self.value(name) else { return Ok(usual) };
        value.as_bool().ok_or_else(|| self.wrong(name, "`true` or `false`", value))
    }

    /// A whole number.
    ///
    /// # Errors
    /// A value that is none.
    pub(super) fn number(&self, name: &str) -> TeraResult<Option<i64>> {
        let Some(value) = self.value(name) else { return Ok(None) };
        value.as_i64().map(Some).ok_or_else(|| self.wrong(name, "a whole number", value))
    }

    /// One of some words.
    ///
    /// # Errors
    /// A word that is not among them.
    pub(super) fn choice(&self, name: &str, choices: &[&'static str]) -> TeraResult<Option<&'static str>> {
        let Some(word) = self.text(name)? else { return Ok(None) };
        let found = choices.iter().find(|choice| **choice == word).copied();
        let call = self.call;
        let refused = || {
            let near = nearest(word, choices.iter().copied()).map(|near| format!("did you mean `{near}`?"));
            let all = format!("one of `{}`", choices.join("`, `"));
            problem(&format!("`{name}` of `{call}` cannot be `{word}`"), near.into_iter().chain([all]))
        };
        found.map(Some).ok_or_else(refused)
    }
}

/// What a value is called in a message.
pub(super) fn kind(value: &Value) -> &'static str {
    if value.is_string() {
        "a text"
    } else if value.is_bool() {
        "`true` or `false`"
    } else if value.is_number() {
        "a number"
    } else if value.is_array() {
        "a list"
    } else if value.is_map() {
        "a table"
    } else {
        "nothing"
    }
}
