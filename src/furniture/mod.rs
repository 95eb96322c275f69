//! Furniture: what stands around an analysis and is no part of it, such as a sign-up form, coming events, further
//! reading, the authors. It is shown on the page alone: not in feeds, not on paper, and its words are not counted.

/// The directives that set furniture into a text, each with the attributes that it takes.
const BLOCKS: &[(&str, &[&str])] = &[
    ("authors", &[]),
    ("disclaimer", &[]),
    ("events", &["data", "tag", "limit"]),
    ("follow", &[]),
    ("further-reading", &["limit"]),
    ("image-credit", &[]),
    ("publisher", &[]),
    ("signup", &[]),
    ("support", &[]),
];

/// Whether a directive of this name is furniture.
#[must_use]
pub fn is_furniture(name: &str) -> bool {
    BLOCKS.iter().any(|(known, _)| *known == name)
}

/// The names of all furniture, in alphabetical order.
pub fn names() -> impl Iterator<Item = &'static str> {
    BLOCKS.iter().map(|(name, _)| *name)
}

/// The attributes that a piece of furniture takes beside `class`; none where the name is no furniture.
#[must_use]
pub fn attributes(name: &str) -> Option<&'static [&'static str]> {
    BLOCKS.iter().find(|(known, _)| *known == name).map(|(_, attributes)| *attributes)
}
