//! A page's value × templates → the page.

mod functions;
mod templates;

pub use functions::Lookup;
pub use templates::{Templates, missing};
