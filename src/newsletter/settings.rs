//! What `ibid.toml` and the front matter of a newsletter say of its mailing.

use super::Sender;
use crate::fields::Fields;

/// The keys of `[newsletter]` that are about mails; the others are about the sign-up form.
const OF_MAIL: [&str; 4] = ["from", "unsubscribe", "one_click", "utm"];

/// The parameters that counters of visits read, as they are called in `utm`.
const UTM: [&str; 5] = ["source", "medium", "campaign", "term", "content"];

/// What is the same for all newsletters of a site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// Who they are from, where they don't say so themselves.
    pub from: Option<Sender>,
    /// Where readers unsubscribe: an address, or what the provider puts one in place of.
    pub unsubscribe: Option<String>,
    /// Whether a mail program may unsubscribe its reader without asking on that page (RFC 8058).
    pub one_click: bool,
    /// The parameters that are added to links into the site, in their order; `{slug}` and `{date}` are filled in.
    pub utm: Vec<(&'static str, String)>,
}

/// What the front matter of one newsletter says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letter {
    /// The subject; the title where none is given.
    pub subject: Option<String>,
    /// What inboxes show after the subject.
    pub preheader: Option<String>,
    /// Who it is from.
    pub from: Option<Sender>,
}

/// Reads what `[newsletter]` says of mails, and whether it declares a sign-up form as well.
pub fn settings(table: &mut Fields) -> (Settings, bool) {
    let has_form = table.keys().iter().any(|key| !OF_MAIL.contains(&key.as_str()));
    let from = sender(table);
    let unsubscribe = table.string("unsubscribe");
    if unsubscribe.as_deref().is_some_and(|text| !is_way_out(text)) {
        let rule = "`unsubscribe` must be a whole address, `mailto:…`, or the placeholder of your provider";
        table.invalid("unsubscribe", rule);
    }
    let one_click = table.boolean("one_click").unwrap_or_default();
    let is_page = |text: &str| !text.starts_with("mailto:") && !text.starts_with("http://");
    if one_click && !unsubscribe.as_deref().is_some_and(is_page) {
        table.invalid("one_click", "`one_click` needs an `unsubscribe` that begins with `https://`");
    }
    let settings = Settings {
        from,
        unsubscribe: unsubscribe.filter(|text| is_way_out(text)),
        one_click,
        utm: utm(table),
    };
    (settings, has_form)
}

/// Reads the keys that only newsletters have; the subject stands in for a title.
pub fn letter(fields: &mut Fields) -> Letter {
    let letter = Letter {
        subject: fields.string("subject"),
        preheader: fields.string("preheader"),
        from: sender(fields),
    };
    for (key, text) in [("subject", &letter.subject), ("preheader", &letter.preheader)] {
        if text.as_deref().is_some_and(|text| text.trim().is_empty()) {
            fields.invalid(key, format!("`{key}` must not be empty"));
        } else if text.as_deref().is_some_and(|text| text.contains(char::is_control)) {
            fields.invalid(key, format!("`{key}` must be one line"));
        }
    }
    letter
}

fn sender(fields: &mut Fields) -> Option<Sender> {
    let text = fields.string("from")?;
    let sender = Sender::of(&text);
    if sender.is_none() {
        fields.invalid("from", "`from` must be an address such as \"Lake Desk <desk@example.org>\"");
    }
    sender
}

/// A whole address; or a placeholder such as `{{ unsubscribe_url }}`, `*|UNSUB|*` or `%unsubscribe_url%`, which may stand
/// within an address as well.
fn is_way_out(text: &str) -> bool {
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    let is_mail = text.strip_prefix("mailto:").is_some_and(|rest| rest.contains('@'));
    let has_placeholder = text.contains(['{', '*', '%', '[']);
    let is_placeholder = has_placeholder && text.len() > 2 && text.starts_with(['{', '*', '%', '[']);
    let is_whole =
        |c: char| !c.is_control() && !"<>\"".contains(c) && (has_placeholder || !c.is_whitespace());
    (is_address || is_mail || is_placeholder) && text.chars().all(is_whole)
}

fn utm(table: &mut Fields) -> Vec<(&'static str, String)> {
    let Some(mut inner) = table.table("utm") else { return Vec::new() };
    let found = UTM.iter().filter_map(|&key| Some((key, inner.string(key)?))).collect();
    table.adopt(inner);
    found
}
