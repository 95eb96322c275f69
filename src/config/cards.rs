//! `[cards]`: whether quotations are set as pictures.

use crate::cards::POSSIBLE;
use crate::fields::Fields;

/// Which annotations have cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cards {
    /// None of them.
    None,
    /// Those that were published; all where the site keeps no ledger.
    Published,
    /// All of them: they are about to be published.
    All,
}

/// Off, unless they are switched on: a picture for each annotation takes its time, once.
pub(super) fn read(fields: &mut Fields) -> Cards {
    let Some(mut table) = fields.table("cards") else { return Cards::None };
    let wanted = table.boolean("enabled").unwrap_or(false);
    if wanted && !POSSIBLE {
        let message =
            "this ibid was built without cards: build it with `cargo install --path . --features cards`";
        table.invalid("enabled", message);
    }
    fields.adopt(table);
    if wanted && POSSIBLE { Cards::Published } else { Cards::None }
}
