//! `_redirects`: old addresses for servers that read such a file, so that they answer with the new one themselves.

use std::fmt::Write;

use crate::view::Views;

/// The name of the file, which hosts of static sites have agreed on.
pub const FILE: &str = "_redirects";

/// One line for every old address, sorted: the old path, the new one, the status. An address whose parts went to
/// different pages is left to its page: a server does not get to see the anchor that was asked for.
#[must_use]
pub fn lines(views: &Views) -> String {
    let base_path = &views.material.config.base_path;
    let mut lines = String::new();
    for redirect in &views.index.moves.redirects {
        if let Some(to) = redirect.whole() {
            // Writing to a string does not fail.
            let _ = writeln!(lines, "{base_path}{} {} 301", redirect.from, views.destination_path(&to));
        }
    }
    lines
}
