//! Which files changed: from the system, or by looking.
