//! Puts a source's words into a file of the site, and takes them out again.
