//! `ibid parse`.

use std::fmt::Write;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::content::Content;
use super::{Failure, Outcome, Session};
use crate::parse::{Attributes, Directive};

/// Show the directives of a Markdown file as JSON
///
/// Prints an array of `{type, name, label, attributes, start, end}` in the order in which they begin, nested ones
/// among them. `start` and `end` are bytes of the file.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    content: Content,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let (file, parsed, diagnostics) = self.content.parse(session)?;
        session.print(&list(&file.text, &parsed.body.directives)?)?;
        session.report_aside(&diagnostics);
        Ok(Outcome::of(&diagnostics, false))
    }
}

/// One directive as it is printed.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(rename = "type")]
    form: &'static str,
    name: &'a str,
    label: Option<&'a str>,
    #[serde(serialize_with = "object")]
    attributes: &'a Attributes,
    start: usize,
    end: usize,
}

// The signature is the one that the serialiser calls.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference to the field")]
fn object<S: Serializer>(attributes: &&Attributes, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for attribute in *attributes {
        map.serialize_entry(&attribute.key, &attribute.value)?;
    }
    map.end()
}

fn list(text: &str, directives: &[Directive]) -> Result<String, Failure> {
    let mut lines = String::from("[");
    for (index, directive) in directives.iter().enumerate() {
        let shown = Shown {
            form: directive.form.word(),
            name: &directive.name,
            label: directive.label.clone().map(|range| &text[range]),
            attributes: &directive.attributes,
            start: directive.range.start,
            end: directive.range.end,
        };
        let json = serde_json::to_string(&shown).map_err(|error| Failure::Usage(error.to_string()))?;
        let comma = if index == 0 { "" } else { "," };
        // Writing to a string does not fail.
        let _ = write!(lines, "{comma}\n  {json}");
    }
    lines.push_str(if directives.is_empty() { "]\n" } else { "\n]\n" });
    Ok(lines)
}
