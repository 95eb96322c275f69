//! How much around a cited passage an excerpt may show.

use crate::fields::Fields;

/// What of a source's text may stand around a cited passage in excerpt mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// The sentences that hold the passage, at most this many characters beyond it on each side.
    Characters(usize),
    /// The sentences that hold the passage, whole.
    Sentence,
    /// The paragraphs that hold the passage, whole.
    Paragraph,
}

impl Default for Context {
    fn default() -> Self {
        Self::Characters(300)
    }
}

/// Reads `excerpt_context`: a number of characters, `"sentence"` or `"paragraph"`.
pub(super) fn read(fields: &mut Fields) -> Context {
    let Some(value) = fields.value("excerpt_context") else { return Context::default() };
    match (value.as_i64(), value.as_str()) {
        (Some(number), _) if (0..=10_000).contains(&number) => {
            Context::Characters(usize::try_from(number).unwrap_or_default())
        }
        (None, Some("sentence")) => Context::Sentence,
        (None, Some("paragraph")) => Context::Paragraph,
        _ => {
            let rule = "`excerpt_context` must be a number of characters (0 to 10000), \"sentence\" or \"paragraph\"";
            fields.invalid("excerpt_context", rule);
            Context::default()
        }
    }
}
