//! Values as templates see them, built without a detour over strings.

use std::cell::Cell;

use tera::Value;
use tera::value::Key;

thread_local! {
    /// Where texts are put together: most are so short that the value holds them itself.
    static TEXT: Cell<String> = const { Cell::new(String::new()) };
}

/// Most tables have no more entries than this, so that they never grow.
const USUAL: usize = 18;

/// What stands under a name of a finished table.
#[must_use]
pub fn field<'a>(value: &'a Value, name: &'static str) -> Option<&'a Value> {
    value.as_map()?.get(&Key::Str(name))
}

/// The text that stands under a name of a finished table; empty where there is none.
#[must_use]
pub fn text_of<'a>(value: &'a Value, name: &'static str) -> &'a str {
    field(value, name).and_then(Value::as_str).unwrap_or_default()
}

/// A text put together of parts.
#[must_use]
pub(crate) fn joined(parts: &[&str]) -> Value {
    let mut text = TEXT.take();
    text.clear();
    text.extend(parts.iter().copied());
    let value = Value::from(text.as_str());
    TEXT.set(text);
    value
}

/// A table under construction: its entries in their order. Of two with one name the later one counts, in the place of the
/// first.
#[derive(Debug, Clone)]
pub struct Object(Vec<(&'static str, Value)>);

impl Default for Object {
    fn default() -> Self {
        Self(Vec::with_capacity(USUAL))
    }
}

impl Object {
    /// An empty table.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The entries of a finished table, to add to them.
    #[must_use]
    pub fn of(table: &Value) -> Self {
        let entries = table.as_map();
        let mut object = Self(Vec::with_capacity(USUAL + entries.map_or(0, tera::Map::len)));
        for (name, value) in entries.into_iter().flatten() {
            // Finished tables have no other names.
            if let Key::Str(name) = name {
                object.0.push((name, value.clone()));
            }
        }
        object
    }

    /// With a value under a name.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.0.push((name, value.into()));
        self
    }

    /// With a value under a name, `none` where there is none.
    #[must_use]
    pub fn with_option(self, name: &'static str, value: Option<impl Into<Value>>) -> Self {
        let value = value.map_or_else(Value::none, Into::into);
        self.with(name, value)
    }

    /// With HTML that is not to be escaped again.
    #[must_use]
    pub fn with_html(self, name: &'static str, html: &str) -> Self {
        self.with(name, Value::safe_string(html))
    }

    /// With a list.
    #[must_use]
    pub fn with_list(self, name: &'static str, list: impl IntoIterator<Item = Value>) -> Self {
        self.with(name, Value::from(list.into_iter().collect::<Vec<_>>()))
    }

    /// What stands under a name.
    #[must_use]
    pub fn get(&self, name: &'static str) -> Option<&Value> {
        let found = self.0.iter().rev().find(|(known, _)| *known == name);
        found.map(|(_, value)| value)
    }

    /// The finished value; copies of it share the table.
    #[must_use]
    pub fn done(self) -> Value {
        super::table::table(self.0)
    }

    /// The finished table as the variables of a template.
    #[must_use]
    pub fn into_context(self) -> tera::Context {
        let mut context = tera::Context::new();
        for (name, value) in self.0 {
            context.insert_value(name, value);
        }
        context
    }
}
