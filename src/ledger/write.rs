//! The ledger as text.

use serde::Serialize;

use super::{Ledger, VERSION};

/// The text of a ledger: a line that says what it is, a line for each entry (one for each version of it), sorted, and a line that ends it.
#[must_use]
pub fn write(ledger: &Ledger) -> String {
    let mut text = format!("{{\"ibid.lock\":{VERSION}}}\n");
    for entry in ledger.annotations.keys().flat_map(|id| ledger.versions(id)) {
        add(entry, &mut text);
    }
    for page in ledger.pages.keys().flat_map(|path| ledger.page_versions(path)) {
        add(page, &mut text);
    }
    for sent in ledger.newsletters.values() {
        add(sent, &mut text);
    }
    text.push_str("{\"end\":true}\n");
    text
}

fn add(entry: &impl Serialize, text: &mut String) {
    // What has only texts, numbers and lists in it can always be written.
    if let Ok(line) = serde_json::to_string(entry) {
        text.push_str(&line);
        text.push('\n');
    }
}
