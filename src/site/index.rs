//! The index, taken again where nothing that it is made from changed.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::index::{Index, Material, index};

/// The index of the last update.
#[derive(Default)]
pub(super) struct Kept;

impl Kept {
    #[expect(clippy::unused_self)]
    pub(super) fn index(&mut self, material: &Material, diagnostics: &mut Vec<Diagnostic>) -> Arc<Index> {
        let (index, found) = index(material);
        diagnostics.extend(found);
        Arc::new(index)
    }
}
