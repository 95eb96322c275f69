//! ibid: a static site generator for annotated briefings, which checks every quotation against its archived source.
//!
//! The way of the data through the modules, in their order:
//!
//! | module | from | to |
//! |---|---|---|
//! | [`world`] | disk or memory | files, and the day |
//! | [`config`], [`fields`] | `ibid.toml`, front matter | values with their places |
//! | [`words`] | files of the theme's words | a dictionary per language |
//! | [`furniture`] | front matter, configuration, data files | what stands around a text |
//! | [`archive`] | bytes of a source | `Source`: metadata, text, places |
//! | [`parse`] | a content file | `Draft`: front matter, body, directives, annotations |
//! | [`verify`] | drafts × sources | `Evidence`: passages with verdicts |
//! | [`index`] | all drafts | `Index`: addresses, ids, who cites what, links, terms |
//! | [`images`] | pictures of the site | the sizes and formats that pages ask for |
//! | [`view`] | one page × index | the value that its template sees |
//! | [`render`] | values × templates | pages |
//! | [`export`] | values | feeds, sitemap, annotations and citations as data, the search index |
//! | [`emit`] | artifacts × what was written before | changed files |
//!
//! Beside this way stands [`external`], which asks whether links out of the site still lead somewhere.
//!
//! [`site::update`] calls them one after the other; [`cli`] is the program. Every phase returns what it found wrong as
//! [`diagnostic::Diagnostic`]s and never stops at the first.
//!
//! ```
//! use ibid::{config::Settings, site, world::Memory};
//!
//! let site = Memory::with([
//!     ("ibid.toml", "base_url = \"https://example.org\""),
//!     ("content/sources/minutes.md", "+++\ntitle = \"Minutes\"\n+++\nThe enemy lost two vehicles.\n"),
//!     ("content/briefings/loss.md", "+++\ntitle = \"Loss\"\n+++\nIt :quote[lost three vehicles]{src=minutes}.\n"),
//! ]);
//! let outcome = site::build(&site, &Settings::default());
//! assert_eq!(outcome.diagnostics[0].code.name(), "quotation-altered");
//! assert!(outcome.artifacts.is_empty());
//! ```
#![warn(clippy::unwrap_used, clippy::expect_used)]

pub mod archive;
pub mod cards;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod embedded;
pub mod emit;
pub mod export;
pub mod external;
pub mod fields;
pub mod furniture;
pub mod images;
pub mod index;
pub mod ledger;
pub mod newsletter;
pub mod parse;
pub mod render;
#[cfg(feature = "serve")]
pub mod serve;
pub mod site;
pub mod verify;
pub mod view;
pub mod words;
pub mod world;
