//! The addresses in a mail: those of the site as permalinks, with the parameters by which visits are counted.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use url::Url;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, TextFile};
use crate::external::is_private_name;
use crate::parse::{has_scheme, is_id, plain_text};
use crate::render::{Base, rewritten, whole};
use crate::view::escape;

/// How addresses are written in one mail.
pub(super) struct Addresses<'a> {
    config: &'a Config,
    /// Where readers find the site, without a slash at the end.
    public: &'a str,
    /// Where relative ones begin.
    base: Base<'a>,
    /// What a provider may put an address in place of, as it stands in an attribute.
    way_out: Option<String>,
    /// `utm_source=…&amp;utm_medium=…`, as it stands in an attribute; empty where visits are not counted.
    counted: String,
}

impl<'a> Addresses<'a> {
    pub(super) fn new(
        config: &'a Config,
        (public, base): (&'a str, Base<'a>),
        slug: &str,
        date: Date,
    ) -> Self {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (key, value) in &config.newsletter.utm {
            let value = value.replace("{slug}", slug).replace("{date}", &date.to_string());
            query.append_pair(&format!("utm_{key}"), &value);
        }
        let way_out = config.newsletter.unsubscribe.as_deref().map(escaped);
        Self { config, public, base, way_out, counted: escaped(&query.finish()) }
    }

    /// HTML with all addresses as they have to stand in a mail.
    pub(super) fn rewrite(&self, html: &str) -> String {
        rewritten(html, &mut |attribute, address, out| {
            if self.way_out.as_deref() == Some(address) {
                return out.push_str(address);
            }
            let mut full = String::new();
            whole(address, self.base, &mut full);
            self.write(attribute, &full, out);
        })
    }

    /// Fragments get lost at mail gateways: the place of an annotation becomes its permalink, every other place its page.
    fn write(&self, attribute: &str, address: &str, out: &mut String) {
        let Some(path) = path_within(self.config, self.public, address) else {
            return out.push_str(address);
        };
        let (rest, fragment) = path.split_once('#').unwrap_or((path, ""));
        out.push_str(self.public);
        let rest = match fragment.strip_prefix("a-").filter(|id| is_id(id)) {
            Some(id) => {
                out.extend(["/a/", id, "/"]);
                ""
            }
            None => rest,
        };
        out.push_str(rest);
        if attribute == "href" && !self.counted.is_empty() && !rest.contains("utm_") {
            out.extend([if rest.contains('?') { "&amp;" } else { "?" }, &self.counted]);
        }
    }

    /// Tells addresses that came in with templates or settings and lead nowhere from a mail.
    pub(super) fn check(&self, html: &str, file: &Arc<TextFile>, diagnostics: &mut Vec<Diagnostic>) {
        let mut refused = BTreeSet::new();
        rewritten(html, &mut |_, address, _| {
            let decoded = plain_text(address);
            if let Some(why) = refusal(&decoded).filter(|_| self.way_out.as_deref() != Some(address)) {
                refused.insert((decoded, why));
            }
        });
        for (address, why) in refused {
            let found =
                Diagnostic::error(Code::UnmailableLink, format!("the mail holds `{address}`, which {why}"));
            diagnostics.push(found.at(file, 0..0, "").hint("a template of mails or a setting names it"));
        }
    }
}

/// The path within the site that an address names, be it that of a preview or that at which readers find the site.
pub(super) fn path_within<'x>(config: &Config, public: &str, address: &'x str) -> Option<&'x str> {
    let of_public = || address.strip_prefix(public).filter(|_| !public.is_empty());
    let is_whole = |rest: &&str| rest.is_empty() || rest.starts_with(['/', '?', '#']);
    config.path_within(address).or_else(|| of_public().filter(is_whole))
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape(text, &mut out);
    out
}

/// Why an address can't stand in a mail, to follow it in a sentence.
pub(super) fn refusal(address: &str) -> Option<&'static str> {
    let address = address.trim();
    if address.starts_with("//") || !has_scheme(address) {
        return Some("is no whole address: in a mail there is no page that it could begin from");
    }
    let lower = address.to_ascii_lowercase();
    if lower.starts_with("mailto:") || lower.starts_with("tel:") {
        return None;
    }
    if !lower.starts_with("https://") && !lower.starts_with("http://") {
        return Some("mail programs don't open: they know `https`, `http`, `mailto` and `tel`");
    }
    match Url::parse(address) {
        Err(_) => Some("cannot be read as an address"),
        Ok(url) => is_local(&url).then_some("leads into a private network, where no reader gets to"),
    }
}

/// Whether nobody outside finds this host.
fn is_local(url: &Url) -> bool {
    const LOCAL: [&str; 5] = [".local", ".localhost", ".internal", ".lan", ".home.arpa"];
    let name = url.domain().map(|name| name.trim_end_matches('.').to_ascii_lowercase());
    let is_nobodys = |name: &str| !name.contains('.') || LOCAL.iter().any(|end| name.ends_with(end));
    is_private_name(url) || name.is_some_and(|name| is_nobodys(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_nowhere_from_a_mail_is_refused() {
        for address in [
            "",
            "map.pdf",
            "../x/",
            "/x/",
            "#part",
            "//example.org/x",
            "http://localhost:1111/x",
            "http://desk/x",
            "https://127.0.0.1/",
            "https://10.1.2.3/",
            "https://192.168.0.1/x",
            "https://[::1]/",
            "http://wiki.internal/x",
            "HTTP://PRINTER.LOCAL/",
            "file:///home/x.md",
            "ftp://example.org/x",
            "javascript:alert(1)",
            "data:image/png;base64,x",
            "https://",
        ] {
            assert!(refusal(address).is_some(), "{address}");
        }
        for address in [
            "https://example.org/",
            "http://example.org:8080/a#b",
            "mailto:a@example.org",
            "tel:+123",
            "https://1.1.1.1/",
        ] {
            assert_eq!(refusal(address), None, "{address}");
        }
    }
}
