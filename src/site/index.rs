//! The index, made from that of the last update.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::index::{Index, Indexed, Material, index};

/// The index of the last update.
#[derive(Default)]
pub(super) struct Kept(Option<Indexed>);

impl Kept {
    /// The index; its parts are those of the last one where nothing that they are made from changed.
    pub(super) fn index(
        &mut self,
        material: &Arc<Material>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Arc<Index> {
        let indexed = index(material, self.0.as_ref());
        diagnostics.extend(indexed.diagnostics().cloned());
        let index = Arc::clone(&indexed.index);
        self.0 = Some(indexed);
        index
    }
}
