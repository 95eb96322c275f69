//! The `markdown` filter: a text of a template or of data as HTML.

use pulldown_cmark::{CowStr, Event, Parser, Tag, html};
use tera::{Kwargs, TeraResult, Value};

use super::arguments::Arguments;
use super::{Lookup, problem, wanted};
use crate::parse::markdown_options;

/// `{{ text | markdown }}`: HTML as the text of a page is read, without directives; `inline=true` without the paragraph
/// around it.
pub(super) fn markdown(lookup: &Lookup, value: &Value, kwargs: &Kwargs) -> TeraResult<Value> {
    let inline = Arguments::of("markdown", &["inline"], kwargs)?.flag("inline", false)?;
    let text = value.as_str().ok_or_else(|| wanted("markdown", "a text", value))?;
    let mut fault = None;
    let events = Parser::new_ext(text, markdown_options()).map(|event| resolved(lookup, event, &mut fault));
    let mut found = String::with_capacity(text.len() + text.len() / 4);
    html::push_html(&mut found, events);
    if let Some(fault) = fault {
        return Err(fault);
    }
    let found = found.trim_end();
    Ok(Value::safe_string(if inline { without_paragraph(found) } else { found }))
}

/// A link or image with the address of the page that it names.
fn resolved<'a>(lookup: &Lookup, event: Event<'a>, fault: &mut Option<tera::Error>) -> Event<'a> {
    match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = address(lookup, dest_url, fault);
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let dest_url = address(lookup, dest_url, fault);
            Event::Start(Tag::Image { link_type, dest_url, title, id })
        }
        other => other,
    }
}

fn address<'a>(lookup: &Lookup, written: CowStr<'a>, fault: &mut Option<tera::Error>) -> CowStr<'a> {
    if let Some(page) = written.strip_prefix("@/") {
        let (page, anchor) = page.find('#').map_or((page, ""), |at| page.split_at(at));
        return match lookup.page_path(page) {
            Ok(path) => CowStr::from(format!("{path}{anchor}")),
            Err(error) => {
                *fault = fault.take().or(Some(error));
                written
            }
        };
    }
    if let Some(id) = written.strip_prefix("a:") {
        let hint = format!("link to its own page: `{}/a/{id}/`", lookup.base_path);
        let error = problem(&format!("`a:{id}` is a link of content files, not of templates"), [hint]);
        *fault = fault.take().or(Some(error));
    }
    written
}

/// The inside of a single paragraph; anything else as it is.
fn without_paragraph(html: &str) -> &str {
    let inside = html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    inside.filter(|inside| !inside.contains("<p>")).unwrap_or(html)
}
