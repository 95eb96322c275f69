//! JSON as it goes into a page, without a tree of values in between.

/// What every block begins with.
const CONTEXT: &str = "https://schema.org";

/// A text as JSON, fit to stand in a `<script>`.
pub(super) fn text(text: &str) -> String {
    // No text fails to be written.
    let json = serde_json::to_string(text).unwrap_or_default();
    // A `</script>` in a title would end the element.
    if json.contains('<') { json.replace('<', "\\u003c") } else { json }
}

/// A table of values in JSON, without those that are none.
pub(super) fn object(entries: &[(&str, Option<String>)]) -> String {
    let room = entries.iter().map(|(name, value)| name.len() + value.as_ref().map_or(0, String::len) + 4);
    let mut json = String::with_capacity(room.sum::<usize>() + 2);
    for (name, value) in entries {
        let Some(value) = value else { continue };
        json.extend([if json.is_empty() { "{\"" } else { ",\"" }, name, "\":", value]);
    }
    json.push('}');
    json
}

/// A list of values in JSON; none where it would be empty.
pub(super) fn list(values: impl Iterator<Item = impl AsRef<str>>) -> Option<String> {
    let mut json = String::new();
    for value in values {
        json.extend([if json.is_empty() { "[" } else { "," }, value.as_ref()]);
    }
    (!json.is_empty()).then(|| json + "]")
}

/// A table that is finished with one value more.
pub(super) fn with(table: &str, name: &str, value: &str) -> String {
    [table.strip_suffix('}').unwrap_or(table), ",\"", name, "\":", value, "}"].concat()
}

/// A whole block of data: the table of a thing, with what its words mean.
pub(super) fn block(thing: &str) -> String {
    ["{\"@context\":\"", CONTEXT, "\",", thing.strip_prefix('{').unwrap_or(thing)].concat()
}
