//! The HTTP side of the dev server.
