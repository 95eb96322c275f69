//! What a page shows beyond its own text and what all pages know of each other, noted while it is rendered: such a page
//! has to be rendered again whenever any text changes.

use std::cell::RefCell;

thread_local! {
    /// Of the page that this thread is rendering.
    static NOTES: RefCell<Option<Notes>> = const { RefCell::new(None) };
}

struct Notes {
    page: Option<usize>,
    asked: Asked,
}

/// What a page asked for while it was rendered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// The texts of other pages, or what is made of them: summaries, numbers of words, cards of annotations.
    pub texts: bool,
    /// Files beside the content: data, pictures.
    pub files: bool,
    /// Static files, each with whether it is asked for under the name that changes with it: they are written only where
    /// some page asks for them.
    pub statics: Vec<(String, bool)>,
}

/// Notes what is asked for while something of a page is made, on this thread.
pub fn noting<T>(page: Option<usize>, make: impl FnOnce() -> T) -> (T, Asked) {
    // The thread may be in the middle of another page, and goes on with it afterwards.
    let before = NOTES.replace(Some(Notes { page, asked: Asked::default() }));
    let made = make();
    let notes = NOTES.replace(before);
    (made, notes.map(|notes| notes.asked).unwrap_or_default())
}

/// The text of a page is asked for, or what is made of it.
pub(super) fn text_of(page: usize) {
    note(|notes| notes.asked.texts |= notes.page != Some(page));
}

/// The texts of any pages are asked for.
pub(super) fn texts() {
    note(|notes| notes.asked.texts = true);
}

/// A file beside the content is asked for.
pub fn files() {
    note(|notes| notes.asked.files = true);
}

/// A static file is asked for, under the name that changes with it or under its own.
pub fn static_file(path: &str, by_hash: bool) {
    note(|notes| {
        let known = &mut notes.asked.statics;
        // A page asks for a handful.
        if !known.iter().any(|(other, other_by_hash)| other == path && *other_by_hash == by_hash) {
            known.push((path.to_owned(), by_hash));
        }
    });
}

fn note(note: impl FnOnce(&mut Notes)) {
    NOTES.with_borrow_mut(|notes| notes.as_mut().map(note));
}
