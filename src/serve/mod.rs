//! The dev server: what is saved is seen. Files are watched, the site is brought up to date by the same
//! [`site::update`](crate::site::update) that builds it, and pages are rendered when a browser asks for them.

pub mod client;
pub mod editor;
pub mod facts;
pub mod findings;
pub mod http;
pub mod status;
pub mod take;
pub mod watch;
pub mod workshop;
