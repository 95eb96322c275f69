//! The ledger as commands change it: one after the other, whole or not at all.

use std::io::ErrorKind;

use super::{Failure, Session};
use crate::diagnostic::{Code, Diagnostic};
use crate::ledger::{self, Ledger};
use crate::world::{Disk, World, text};

/// The name of the lock that is held by whoever changes the ledger.
const LOCK: &str = "ledger";

/// The file in which a publication tells git how to merge ledgers.
const ATTRIBUTES: &str = ".gitattributes";
const MERGED_BY_LINES: &str = "ibid.lock merge=union";

/// Holds the ledger, so that nobody else changes it until what is given is dropped.
pub(super) fn hold(session: &Session, disk: &Disk) -> Result<Box<dyn Send>, Failure> {
    let waiting =
        || session.tell("Another `ibid` is changing the ledger. This one goes on when that has ended.\n");
    disk.lock(LOCK, &waiting).map_err(|error| Failure::writing(&error))
}

/// The ledger as it is.
pub(super) fn read(disk: &Disk) -> Result<Ledger, Failure> {
    if disk.stamp(ledger::FILE).is_err_and(|error| error.kind == ErrorKind::NotFound) {
        return Ok(Ledger::empty());
    }
    let file = text(disk, ledger::FILE).map_err(|problem| Failure::from(*problem))?;
    let mut found = Vec::new();
    let ledger = ledger::read(&file, &mut found);
    if ledger.is_sound { Ok(ledger) } else { Err(Failure::Findings(found)) }
}

/// Writes a ledger in place of the one that it was made from. Gives what else was done, as lines to tell.
pub(super) fn replace(disk: &dyn World, before: &Ledger, now: &Ledger) -> Result<String, Failure> {
    let known = before.file.as_ref().map(|file| file.text.as_bytes().to_vec());
    if disk.read(ledger::FILE).ok() != known {
        let message =
            format!("`{}` was changed by somebody else in the meantime, and is left as it is", ledger::FILE);
        return Err(Diagnostic::error(Code::Unwritable, message).hint("run the command again").into());
    }
    disk.write_lasting(ledger::FILE, ledger::write(now).as_bytes())
        .map_err(|error| Failure::writing(&error))?;
    if known.is_some() {
        return Ok(String::new());
    }
    Ok(first(disk))
}

/// Tells git how to merge ledgers, once: when there is one for the first time. Where that cannot be done, the ledger is good
/// all the same.
fn first(disk: &dyn World) -> String {
    let before = disk.read(ATTRIBUTES).unwrap_or_default();
    let mut attributes = String::from_utf8(before).unwrap_or_default();
    if attributes.contains(ledger::FILE) || attributes.is_empty() && disk.stamp(ATTRIBUTES).is_ok() {
        return String::new();
    }
    if !attributes.is_empty() && !attributes.ends_with('\n') {
        attributes.push('\n');
    }
    attributes += MERGED_BY_LINES;
    attributes.push('\n');
    match disk.write(ATTRIBUTES, attributes.as_bytes()) {
        Ok(_) => format!(
            "`{ATTRIBUTES}` now has the line `{MERGED_BY_LINES}`, so that branches that publish merge by themselves\n"
        ),
        Err(_) => String::new(),
    }
}

/// The newsletters that were sent with a link to an annotation, as lines to tell.
pub(super) fn newsletters(ledger: &Ledger, id: &str) -> String {
    let sent = ledger.linked_in(id);
    if sent.is_empty() {
        return String::new();
    }
    let lines: String =
        sent.iter().map(|sent| format!("  {} (content/{})\n", sent.words(), sent.file)).collect();
    format!("It was linked in newsletters that were sent:\n{lines}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    #[test]
    fn a_ledger_is_whole_after_the_power_failed() {
        let world = Memory::new();
        assert!(replace(&world, &Ledger::empty(), &Ledger::empty()).is_ok());
        world.lose_power();
        assert_eq!(world.read(ledger::FILE), Ok(ledger::write(&Ledger::empty()).into_bytes()));
    }
}
