//! Finished tables, made with hashing each name once.
//!
//! Tera takes no table as it is: it puts the entries of any map into one of its own, and hashes their names then. What is
//! handed to it as a `struct` goes there without a map in between; values in it are shared, not written out.

use serde::ser::{Serialize, SerializeStruct, Serializer};
use tera::Value;

/// Entries in their order.
struct Entries(Vec<(&'static str, Value)>);

impl Serialize for Entries {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut table = serializer.serialize_struct("", self.0.len())?;
        for (name, value) in &self.0 {
            table.serialize_field(name, value)?;
        }
        table.end()
    }
}

/// A table of entries, in their order. Of two with one name the later one counts, in the place of the first.
pub(super) fn table(entries: Vec<(&'static str, Value)>) -> Value {
    // Nothing in it fails to be taken as it is.
    Value::try_from_serializable(&Entries(entries)).unwrap_or_else(|_| Value::none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tera::value::Key;

    #[test]
    fn entries_keep_their_order_and_the_last_of_a_name_counts() {
        let inner = Value::safe_string("<b>so that</b> it is shared and not written out");
        let entries = vec![("a", Value::from(1)), ("b", inner.clone()), ("a", Value::none())];
        let found = table(entries).into_map().unwrap();
        let found: Vec<_> = found.iter().collect();
        assert_eq!(found, [(&Key::Str("a"), &Value::none()), (&Key::Str("b"), &inner)]);
        assert!(found[1].1.is_safe());
        assert!(table(Vec::new()).into_map().unwrap().is_empty());
    }
}
