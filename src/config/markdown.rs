//! `[markdown]`: how texts become HTML.

use crate::diagnostic::{Code, Diagnostic};
use crate::fields::Fields;

/// Keys that Zola has about the colours of code.
const COLOURS: [&str; 5] = [
    "extra_syntaxes_and_themes",
    "highlight_theme",
    "highlight_themes_css",
    "highlighting",
    "error_on_missing_highlight",
];

/// Whether fenced code is coloured.
pub(super) fn read(fields: &mut Fields) -> bool {
    let Some(mut table) = fields.table("markdown") else { return true };
    let highlight = table.boolean("highlight_code").unwrap_or(true);
    let written = table.keys();
    // A key that is asked for would be suggested to whoever mistypes another.
    for key in COLOURS.into_iter().filter(|key| written.iter().any(|name| name == key)) {
        let range = table.range(key);
        table.value(key);
        let found =
            Diagnostic::error(Code::UnknownKey, format!("there is no `{key}`: code is coloured by classes"))
                .at(table.file(), range, "means nothing here");
        table.report(match key {
            "error_on_missing_highlight" => {
                found.hint("an unknown language is a warning, and `--strict` makes warnings errors")
            }
            "extra_syntaxes_and_themes" => found.hint("the languages are those that ibid carries"),
            _ => found.hint("set the colours of `.hl-keyword` and the like in a stylesheet of your own, for light and dark"),
        });
    }
    fields.adopt(table);
    highlight
}
