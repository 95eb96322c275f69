//! `[cards]`: whether quotations are set as pictures.

use crate::cards::POSSIBLE;
use crate::fields::Fields;

/// Off, unless it is switched on: a picture for each annotation takes its time, once.
pub(super) fn read(fields: &mut Fields) -> bool {
    let Some(mut table) = fields.table("cards") else { return false };
    let wanted = table.boolean("enabled").unwrap_or(false);
    if wanted && !POSSIBLE {
        let message =
            "this ibid was built without cards: build it with `cargo install --path . --features cards`";
        table.invalid("enabled", message);
    }
    fields.adopt(table);
    wanted && POSSIBLE
}
