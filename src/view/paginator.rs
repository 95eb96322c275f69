//! Long lists cut into pages, in the words of Zola's `paginator`.

use tera::Value;

use super::Views;
use super::value::Object;
use crate::config::Pagination;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pager<'l> {
    /// Which one it is, from 1.
    pub number: usize,
    /// Path of its URL, without the path of `base_url`; the first one's is that of the whole list.
    pub path: String,
    /// What it shows: places of pages in the index, or of whatever is listed.
    pub pages: &'l [usize],
}

/// Cuts the list that stands at `path`. An empty list has one page, and so has one that is not to be cut.
#[must_use]
pub fn pagers<'l>(path: &str, list: &'l [usize], pagination: Option<&Pagination>) -> Vec<Pager<'l>> {
    let Some(pagination) = pagination.filter(|pagination| list.len() > pagination.by) else {
        return vec![Pager { number: 1, path: path.to_owned(), pages: list }];
    };
    let pager = |(place, pages): (usize, &'l [usize])| {
        let number = place + 1;
        let path = if number == 1 { path.to_owned() } else { pagination.address(path, number) };
        Pager { number, path, pages }
    };
    list.chunks(pagination.by.max(1)).enumerate().map(pager).collect()
}

impl Views {
    /// What a template sees of the list's pages when it renders the one at `place`.
    #[must_use]
    pub fn paginator(&self, pagers: &[Pager<'_>], place: usize, pagination: &Pagination) -> Value {
        let pages = pagers.get(place).map(|pager| pager.pages).unwrap_or_default();
        let pages = pages.iter().map(|&page| self.page_card(page)).collect();
        self.paginator_of(pagers, place, pagination, pages)
    }

    /// The same of a list of other things; `pages` is what the template is to list.
    pub(super) fn paginator_of(
        &self,
        pagers: &[Pager<'_>],
        place: usize,
        pagination: &Pagination,
        pages: Vec<Value>,
    ) -> Value {
        let base_path = &self.material.config.base_path;
        let path = |number: usize| pagers.get(number).map(|pager| format!("{base_path}{}", pager.path));
        let base = pagers.first().map(|first| format!("{base_path}{}{}/", first.path, pagination.path));
        Object::new()
            .with("paginate_by", pagination.by)
            .with_option("base_url", base)
            .with("number_pagers", pagers.len())
            .with_option("first", path(0))
            .with_option("last", path(pagers.len().saturating_sub(1)))
            .with_option("previous", place.checked_sub(1).and_then(path))
            .with_option("next", path(place + 1))
            .with("pages", Value::from(pages))
            .with("current_index", place + 1)
            .with("total_pages", pagers.iter().map(|pager| pager.pages.len()).sum::<usize>())
            .done()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_cut_into_pages() {
        let list: Vec<usize> = (0..5).collect();
        let pagination = |by| Pagination { by, path: "page".to_owned() };
        let two = pagination(2);
        let cut = pagers("/x/", &list, Some(&two));
        let shown: Vec<(&str, &[usize])> =
            cut.iter().map(|pager| (pager.path.as_str(), pager.pages)).collect();
        assert_eq!(shown, [("/x/", &list[..2]), ("/x/page/2/", &list[2..4]), ("/x/page/3/", &list[4..])]);
        assert_eq!(pagers("/x/", &list, Some(&pagination(5))).len(), 1);
        assert_eq!(pagers("/x/", &[], Some(&two)).len(), 1);
        assert_eq!(pagers("/x/", &list, None)[0].pages.len(), 5);
    }
}
