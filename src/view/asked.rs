//! What a page shows beyond its own text and what all pages know of each other, noted while it is rendered: such a page
//! has to be rendered again whenever any text changes.

use std::cell::Cell;

thread_local! {
    /// Of the page that this thread is rendering.
    static NOTES: Cell<Notes> = const { Cell::new(Notes { page: None, asked: Asked { texts: false, files: false } }) };
}

#[derive(Clone, Copy)]
struct Notes {
    page: Option<usize>,
    asked: Asked,
}

/// What a page asked for while it was rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// The texts of other pages, or what is made of them: summaries, numbers of words, cards of annotations.
    pub texts: bool,
    /// Files beside the content: data, pictures.
    pub files: bool,
}

/// Notes what is asked for while something of a page is made, on this thread.
pub fn noting<T>(page: Option<usize>, make: impl FnOnce() -> T) -> (T, Asked) {
    // The thread may be in the middle of another page, and goes on with it afterwards.
    let before = NOTES.replace(Notes { page, asked: Asked::default() });
    let made = make();
    (made, NOTES.replace(before).asked)
}

/// The text of a page is asked for, or what is made of it.
pub(super) fn text_of(page: usize) {
    let notes = NOTES.get();
    if notes.page != Some(page) {
        texts();
    }
}

/// The texts of any pages are asked for.
pub(super) fn texts() {
    note(|asked| asked.texts = true);
}

/// A file beside the content is asked for.
pub fn files() {
    note(|asked| asked.files = true);
}

fn note(note: impl FnOnce(&mut Asked)) {
    let mut notes = NOTES.get();
    note(&mut notes.asked);
    NOTES.set(notes);
}
