//! What only sections say: how their pages are ordered.

use crate::fields::Fields;

/// How the pages of a section are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortBy {
    /// Newest first; pages without a date last, by path.
    #[default]
    Date,
    /// Last updated first.
    UpdateDate,
    /// By title, as people sort: capitals like small letters, 9 before 10.
    Title,
    /// By title, byte by byte.
    TitleBytes,
    /// Lightest first.
    Weight,
    /// By slug.
    Slug,
    /// In the order of their files.
    None,
}

const SORT_ORDERS: &[(&str, SortBy)] = &[
    ("date", SortBy::Date),
    ("update_date", SortBy::UpdateDate),
    ("title", SortBy::Title),
    ("title_bytes", SortBy::TitleBytes),
    ("weight", SortBy::Weight),
    ("slug", SortBy::Slug),
    ("none", SortBy::None),
];

pub(super) fn sort_by(fields: &mut Fields) -> SortBy {
    fields.choice("sort_by", SORT_ORDERS).unwrap_or_default()
}
