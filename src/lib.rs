//! ibid: a static site generator for annotated briefings.
#![warn(clippy::unwrap_used, clippy::expect_used)]

pub mod archive;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod embedded;
pub mod emit;
pub mod export;
pub mod fields;
pub mod index;
pub mod parse;
pub mod render;
pub mod site;
pub mod verify;
pub mod view;
pub mod world;
