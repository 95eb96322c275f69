//! Values that are made when somebody asks for them, and then kept.

use std::sync::OnceLock;

/// A place for each page or source.
#[derive(Debug)]
pub(super) struct Shelf<T>(Vec<OnceLock<T>>);

impl<T> Shelf<T> {
    /// So many places with nothing in them.
    pub(super) fn new(places: usize) -> Self {
        Self(std::iter::repeat_with(OnceLock::new).take(places).collect())
    }

    /// What stands in a place, made now if it is asked for the first time.
    pub(super) fn get(&self, place: usize, make: impl FnOnce() -> T) -> &T {
        self.0[place].get_or_init(make)
    }
}
