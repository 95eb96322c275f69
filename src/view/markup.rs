//! A reader of HTML for tests: it accepts well-formed HTML only and gives back the words that are a source's own.

/// What was found in a piece of HTML.
#[derive(Debug, Default)]
pub(crate) struct Markup {
    /// Text outside of elements of the class `apart`.
    pub(crate) text: String,
    /// All `id` attributes, in order.
    pub(crate) ids: Vec<String>,
    /// Text in `mark` elements.
    pub(crate) marked: Vec<String>,
}

/// Reads HTML.
///
/// # Panics
/// Where an element is not closed, closed twice or stands where it must not.
pub(crate) fn read(html: &str) -> Markup {
    let mut markup = Markup::default();
    let mut open: Vec<(String, bool)> = Vec::new();
    let mut rest = html;
    loop {
        let (text, after) = rest.split_once('<').map_or((rest, None), |(text, after)| (text, Some(after)));
        assert!(!text.contains(['>', '"']), "unescaped: {text:?} in {html}");
        if open.iter().all(|(_, apart)| !apart) {
            let plain = plain(text);
            if open.last().is_some_and(|(name, _)| name == "mark") {
                markup.marked.push(plain.clone());
            }
            markup.text.push_str(&plain);
        }
        let Some(after) = after else { break };
        let (tag, after) = after.split_once('>').unwrap_or_else(|| panic!("unclosed tag in {html}"));
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop().map(|(name, _)| name);
            assert_eq!(last.as_deref(), Some(name), "{html}");
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let apart = element(name, attributes, &open, &mut markup, html);
        if !["br", "hr"].contains(&name) {
            open.push((name.to_owned(), apart));
        }
    }
    assert!(open.is_empty(), "{open:?} left open in {html}");
    let mut ids = markup.ids.clone();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), markup.ids.len(), "an id twice in {html}");
    markup
}

fn element(name: &str, attributes: &str, open: &[(String, bool)], markup: &mut Markup, html: &str) -> bool {
    let parent = open.last().map_or("", |(name, _)| name);
    let fits = match name {
        "li" => ["ul", "ol"].contains(&parent),
        "tr" => parent == "table",
        "td" | "th" => parent == "tr",
        "a" => open.iter().all(|(name, _)| name != "a"),
        "p" | "pre" | "ul" | "ol" | "table" | "blockquote" | "hr" | "div" | "h2" | "h3" | "h4" | "h5"
        | "h6" => ["", "li", "blockquote", "div"].contains(&parent) || (name == "p" && parent == "td"),
        _ => !["ul", "ol", "table", "tr", ""].contains(&parent),
    };
    assert!(fits, "<{name}> in <{parent}>: {html}");
    let mut apart = false;
    for (at, part) in attributes.split('"').enumerate() {
        let key = attributes.split('"').nth(at.saturating_sub(1)).unwrap_or_default().trim();
        match (at % 2, key) {
            (1, "id=") => markup.ids.push(part.to_owned()),
            (1, "class=") => apart = part.split(' ').any(|class| class == "apart"),
            (1, "href=") => assert!(!part.to_ascii_lowercase().starts_with("javascript"), "{html}"),
            (0, _) => assert!(part.is_empty() || part.ends_with('='), "{html}"),
            _ => {}
        }
    }
    apart
}

fn plain(text: &str) -> String {
    let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    plain.replace("&amp;", "&")
}
