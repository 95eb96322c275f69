//! Values as templates see them, built without a detour over strings.

use tera::value::Key;
use tera::{Map, Value};

/// Most tables have no more entries than this, so that they never grow.
const USUAL: usize = 28;

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

/// A table under construction.
#[derive(Debug, Clone)]
pub struct Object(Map);

impl Default for Object {
    fn default() -> Self {
        Self(Map::with_capacity(USUAL))
    }
}

impl Object {
    /// An empty table.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With a value under a name.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.0.insert(Key::Str(name), value.into());
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

    /// Puts a value under a name that is known only at run time.
    pub fn insert(&mut self, name: &str, value: Value) {
        self.0.insert(Key::String(name.into()), value);
    }

    /// What stands under a name.
    #[must_use]
    pub fn get(&self, name: &'static str) -> Option<&Value> {
        self.0.get(&Key::Str(name))
    }

    /// The finished value; copies of it share the table.
    #[must_use]
    pub fn done(self) -> Value {
        Value::from(self.0)
    }

    /// The finished table as the variables of a template.
    #[must_use]
    pub fn into_context(self) -> tera::Context {
        let mut context = tera::Context::new();
        for (name, value) in self.0 {
            if let Some(name) = name.as_str() {
                context.insert_value(name.to_owned(), value);
            }
        }
        context
    }
}
