//! What was published stays: each way to edit, rename, divide, retract and move, with the ledger that is kept of it.

#[path = "ledger/addresses.rs"]
mod addresses;
#[path = "ledger/anchors.rs"]
mod anchors;
#[path = "ledger/branches.rs"]
mod branches;
#[path = "ledger/desk.rs"]
mod desk;
#[path = "ledger/edits.rs"]
mod edits;
#[path = "ledger/ends.rs"]
mod ends;
#[path = "ledger/files.rs"]
mod files;
#[path = "ledger/histories.rs"]
mod histories;
#[path = "ledger/history.rs"]
mod history;
#[path = "ledger/links.rs"]
mod links;
#[path = "ledger/pages.rs"]
mod pages;
#[path = "ledger/stories.rs"]
mod stories;
