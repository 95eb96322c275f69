//! A page's value × templates → the page.

mod absolute;
mod body;
mod code;
mod compact;
mod directives;
mod figure;
mod functions;
mod furniture;
mod oembed;
mod page;
mod permalink;
mod redirect;
mod reports;
mod section;
mod statics;
mod templates;
mod tombstone;
mod wanted;

#[cfg(feature = "newsletters")]
pub(crate) use absolute::{Base, rewritten, whole};
pub use directives::{Directives, names};
pub use functions::Lookup;
pub use page::{Rendered, Renderer, SEARCH_INDEX, Searchable, globals};
pub use statics::{StaticFile, Statics};
use templates::template_name;
pub use templates::{Templates, missing};
pub use wanted::Wanted;
