//! What a directive is: `:name[label]{attributes}` and its two larger forms.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// How a directive is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// `:name[label]{…}` within a line.
    Text,
    /// `::name[label]{…}` alone on a line.
    Leaf,
    /// `:::name[label]{…}` … `:::` around blocks.
    Container,
}

impl Form {
    /// The word that `ibid parse` prints and messages use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Form::Text => "text",
            Form::Leaf => "leaf",
            Form::Container => "container",
        }
    }

    /// The colons that begin it; a container may have more.
    #[must_use]
    pub fn colons(self) -> &'static str {
        match self {
            Form::Text => ":",
            Form::Leaf => "::",
            Form::Container => ":::",
        }
    }
}

/// One key of a directive with its value. All ranges are bytes of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The key; `id` for `#x`, `class` for `.x`. Those that mean something are borrowed.
    pub key: Cow<'static, str>,
    /// The value without quotes, its escapes and character references resolved; empty for a bare key.
    pub value: String,
    /// The whole attribute, as `src="x"` or `#x`.
    pub range: Range<usize>,
    /// The value without its quotes; empty, after the key, for a bare key.
    pub value_range: Range<usize>,
}

/// The attributes of one directive, in the order in which they are written, each key once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attributes(Vec<Attribute>);

impl Attributes {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entry(key).map(|attribute| attribute.value.as_str())
    }

    /// A key with its places.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Attribute> {
        self.0.iter().find(|attribute| attribute.key == key)
    }

    /// All of them, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Attribute> {
        self.0.iter()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds one. Classes are joined by a space; of any other key the later value stays, and the place of the
    /// earlier one is returned so that it can be reported.
    /// `places` says where keys are, and is empty at first.
    pub(super) fn add(&mut self, attribute: Attribute, places: &mut Places) -> Option<Range<usize>> {
        let earlier = self.place(&attribute.key, places).and_then(|place| self.0.get_mut(place));
        let Some(earlier) = earlier else {
            // Few directives have more than two, and a site has hundreds of thousands of directives.
            if self.0.is_empty() {
                self.0.reserve_exact(2);
            }
            self.0.push(attribute);
            return None;
        };
        if attribute.key == "class" {
            earlier.value.push(' ');
            earlier.value.push_str(&attribute.value);
            return None;
        }
        let place = earlier.range.clone();
        *earlier = attribute;
        Some(place)
    }

    /// Where a key stands. Most directives have two; where somebody gives thousands, each is looked up.
    fn place(&self, key: &str, places: &mut Places) -> Option<usize> {
        const FEW: usize = 16;
        if self.0.len() <= FEW {
            return self.0.iter().position(|attribute| attribute.key == key);
        }
        let new = self.0.iter().enumerate().skip(places.len());
        places.extend(new.map(|(place, attribute)| (attribute.key.clone(), place)));
        places.get(key).copied()
    }
}

/// Where keys stand among the attributes.
pub(super) type Places = HashMap<Cow<'static, str>, usize>;

impl<'a> IntoIterator for &'a Attributes {
    type Item = &'a Attribute;
    type IntoIter = std::slice::Iter<'a, Attribute>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// A directive with its places. All ranges are bytes of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// How it is written.
    pub form: Form,
    /// Its name.
    pub name: String,
    /// The name, after the colons.
    pub name_range: Range<usize>,
    /// What stands between `[` and `]`; none where there are no brackets.
    pub label: Option<Range<usize>>,
    /// What stands between `{` and `}`.
    pub attributes: Attributes,
    /// All of it, from the first colon to the last byte, closing colons included, line end excluded.
    pub range: Range<usize>,
    /// The lines between the opening and the closing colons; containers only.
    pub content: Option<Range<usize>>,
    /// The directive whose label or content it stands in, by its place in the list.
    pub parent: Option<usize>,
}
