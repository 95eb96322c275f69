//! A mail as a message of the Internet: both of its parts, and who sends it.

use std::sync::Arc;

use mail_builder::MessageBuilder;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date as DateHeader;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;

use super::Head;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, TextFile};
use crate::newsletter::Sender;

/// Bytes of the hash that names a message.
const NAMED_BY: usize = 16;

/// The message; the same letter gives the same bytes.
pub(super) fn message(
    head: &Head<'_>,
    from: &Sender,
    config: &Config,
    (text, html): (&str, &str),
    slug: &str,
) -> Vec<u8> {
    let hash = hash(&[head.subject, &from.name, &from.address, &head.date.to_string(), text, html]);
    let parts = vec![
        MimePart::new(ContentType::new("text/plain").attribute("charset", "utf-8"), text),
        MimePart::new(ContentType::new("text/html").attribute("charset", "utf-8"), html),
    ];
    // Readers take the last part that they can show.
    let body = ContentType::new("multipart/alternative").attribute("boundary", format!("part_{hash}"));
    let mut message = MessageBuilder::new()
        .subject(one_line(head.subject))
        .date(DateHeader::new(seconds(head.date)))
        .message_id(format!("{slug}.{hash}@{}", from.host()))
        .header("Content-Language", Raw::new(head.language.to_owned()))
        // Mail programs open the file as a draft.
        .header("X-Unsent", Raw::new("1"))
        .body(MimePart::new(body, parts));
    message = if from.name.is_empty() {
        message.from(from.address.as_str())
    } else {
        message.from((from.name.as_str(), from.address.as_str()))
    };
    if let Some(way_out) = &config.newsletter.unsubscribe {
        message = message.header("List-Unsubscribe", Raw::new(format!("<{way_out}>")));
        if config.newsletter.one_click {
            message = message.header("List-Unsubscribe-Post", Raw::new("List-Unsubscribe=One-Click"));
        }
    }
    // Writing to memory does not fail.
    message.write_to_vec().unwrap_or_default()
}

/// A letter that says nowhere who it is from.
pub(super) fn no_sender(file: &Arc<TextFile>) -> Diagnostic {
    Diagnostic::warning(
        Code::MissingKey,
        "it is not known who this letter is from, so that it is not written as `.eml`",
    )
    .at(file, 0..0, "")
    .hint("`from = \"Name <name@example.org>\"` in its front matter, or in `[newsletter]` of `ibid.toml`")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Midnight of a day, UTC, in seconds since 1970.
fn seconds(date: jiff::civil::Date) -> i64 {
    date.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |day| day.timestamp().as_second())
}

fn hash(texts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for text in texts {
        hasher.update(&text.len().to_le_bytes());
        hasher.update(text.as_bytes());
    }
    hasher.finalize().to_hex().chars().take(NAMED_BY).collect()
}
