//! How long lists are cut, of sections and of terms alike.

use crate::fields::Fields;

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
