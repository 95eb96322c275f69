//! Finished tables, made without hashing their names twice.
//!
//! Tera takes no table as it is: it puts the entries of any map into one of its own, and hashes their names then. So the
//! map that is handed over need not be found anything in. Its keys are places, the same in all tables of a length, and the
//! names are a burden that they carry; so it is a copy of an empty one with all its hashes.

use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use indexmap::IndexMap;
use indexmap::map::MutableKeys;
use tera::Value;
use tera::value::Key;

/// Tables of fewer entries than this are made by copying.
const COPIED: usize = 64;

type Table = IndexMap<Place, Value>;

/// A place in a table, with the name of what stands there.
#[derive(Clone)]
struct Place {
    number: usize,
    name: Key<'static>,
}

impl Hash for Place {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Place {}

impl From<Place> for Key<'static> {
    fn from(place: Place) -> Self {
        place.name
    }
}

/// A table of entries, in their order. Of two with one name the later one counts, in the place of the first.
pub(super) fn table(entries: Vec<(Key<'static>, Value)>) -> Value {
    static EMPTY: [OnceLock<Table>; COPIED] = [const { OnceLock::new() }; COPIED];
    let length = entries.len();
    let mut table = match EMPTY.get(length) {
        Some(kept) => kept.get_or_init(|| empty(length)).clone(),
        None => empty(length),
    };
    for ((place, value), entry) in table.iter_mut2().zip(entries) {
        (place.name, *value) = entry;
    }
    Value::from(table)
}

/// A table of so many places with nothing in them.
fn empty(length: usize) -> Table {
    (0..length).map(|number| (Place { number, name: Key::Bool(false) }, Value::none())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_keep_their_order_and_the_last_of_a_name_counts() {
        for length in [0, 1, 12, COPIED - 1, COPIED, 200] {
            let name = |number: usize| Key::String(format!("key {}", number % 150).into());
            let entries = (0..length).map(|number| (name(number), Value::from(number))).collect();
            let found = table(entries).into_map().unwrap();
            assert_eq!(found.len(), length.min(150));
            for (place, (key, value)) in found.iter().enumerate() {
                let last = if place + 150 < length { place + 150 } else { place };
                assert_eq!((key, value), (&name(place), &Value::from(last)));
            }
        }
    }
}
