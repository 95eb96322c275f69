//! Findings as the overlay and the status pages show them.
