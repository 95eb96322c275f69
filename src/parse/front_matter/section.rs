//! What only sections say: how their pages are ordered, cut and passed on.

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

/// How a long list is cut into pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination {
    /// Entries of one page, at least 1.
    pub by: usize,
    /// What stands in the address before the number of a page: `page` in `/briefings/page/2/`.
    pub path: String,
}

impl Pagination {
    /// The address of one page of the list that stands at `list`: `/briefings/page/2/`.
    #[must_use]
    pub fn address(&self, list: &str, number: usize) -> String {
        format!("{list}{}/{number}/", self.path)
    }

    /// Reads `paginate_by` and `paginate_path`; none where the list stays whole.
    pub(crate) fn read(fields: &mut Fields) -> Option<Self> {
        let by = fields.integer("paginate_by");
        let path = fields.string("paginate_path").unwrap_or_else(|| "page".to_owned());
        let path = path.trim_matches('/').to_owned();
        let is_plain = path.split('/').all(|part| !part.is_empty() && slug::slugify(part) == part);
        if !is_plain {
            fields.invalid(
                "paginate_path",
                "`paginate_path` must consist of small letters, digits and hyphens, as in \"page\"",
            );
        }
        match by.map(usize::try_from)? {
            Ok(0) => None,
            Ok(by) if is_plain => Some(Self { by, path }),
            Ok(_) => None,
            Err(_) => {
                fields.invalid(
                    "paginate_by",
                    "`paginate_by` must be the number of entries on one page; 0 keeps the list whole",
                );
                None
            }
        }
    }
}
