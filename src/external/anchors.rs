//! The places of a page that an address can lead to.

use std::cell::RefCell;
use std::collections::BTreeSet;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::net::Page;

/// What follows `#`, as far as it names a place of the page: nothing for the top, for words to look for
/// (`:~:text=`) and for what scripts read.
pub(super) fn wanted(fragment: &str) -> Option<String> {
    let name = fragment.split(":~:").next().unwrap_or_default();
    let is_for_scripts = name.starts_with(['!', '/', '?']) || name.contains('=');
    (!name.is_empty() && !is_for_scripts && !name.eq_ignore_ascii_case("top")).then(|| name.to_owned())
}

/// Whether a page has a place of that name; `None` where only a part of the page is known.
pub(super) fn has(page: &Page, name: &str) -> Option<bool> {
    let ids = ids(&page.html);
    let decoded = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
    // Forges write the ids of what their users wrote like this, and their scripts find them.
    let is_there =
        ids.contains(name) || ids.contains(&*decoded) || ids.contains(&format!("user-content-{decoded}"));
    // In an encoding of its own the page may have the very letters.
    let is_known = page.is_whole && (decoded.is_ascii() || std::str::from_utf8(&page.html).is_ok());
    (is_there || is_known).then_some(is_there)
}

fn ids(html: &[u8]) -> BTreeSet<String> {
    let tokenizer = Tokenizer::new(Ids::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(&*String::from_utf8_lossy(html)));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.found.into_inner()
}

#[derive(Default)]
struct Ids {
    found: RefCell<BTreeSet<String>>,
}

impl TokenSink for Ids {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else { return TokenSinkResult::Continue };
        if tag.kind != TagKind::StartTag {
            return TokenSinkResult::Continue;
        }
        for attribute in &tag.attrs {
            let is_name = &*attribute.name.local == "name" && &*tag.name == "a";
            if is_name || &*attribute.name.local == "id" {
                self.found.borrow_mut().insert(attribute.value.to_string());
            }
        }
        // What looks like a comment or a tag in there is none.
        match &*tag.name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_names_are_found_where_they_are_tags() {
        let html = "<!doctype html><title><b id=no></title><script>'<!-- <p id=no>'</script><style>/*<a id=no>*/</style>\
            <h2 ID='one'>x</h2><a name=two></a><p name=no><!-- <p id=no> --><p id=\"a&amp;b\"><h2 id=user-content-three>\
            <p id='їжак'>";
        let page = Page { html: html.into(), is_whole: true };
        for name in ["one", "two", "a&b", "three", "їжак", "%D1%97%D0%B6%D0%B0%D0%BA"] {
            assert_eq!(has(&page, name), Some(true), "{name}");
        }
        assert_eq!(has(&page, "no"), Some(false));
        let part = Page { is_whole: false, ..page };
        assert_eq!((has(&part, "one"), has(&part, "no")), (Some(true), None));
    }

    #[test]
    fn only_names_of_places_are_wanted() {
        for fragment in ["", "top", ":~:text=a", "!/x", "/route", "page=4", "t=12"] {
            assert_eq!(wanted(fragment), None, "{fragment}");
        }
        assert_eq!(wanted("terms:~:text=a").as_deref(), Some("terms"));
    }
}
