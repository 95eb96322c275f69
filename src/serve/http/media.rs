//! What kind of thing a file is, by its name.

/// Kinds that the list of the library lacks, or has another way than feeds and linked data want it.
const OWN: [(&str, &str); 9] = [
    ("atom", "application/atom+xml"),
    ("jsonld", "application/ld+json"),
    ("js", "text/javascript"),
    ("mjs", "text/javascript"),
    ("xml", "application/xml"),
    ("vtt", "text/vtt"),
    ("webmanifest", "application/manifest+json"),
    ("avif", "image/avif"),
    ("md", "text/markdown"),
];

/// The value of `Content-Type`.
pub(super) fn media_type(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    let kind = match name {
        "atom.xml" => "application/atom+xml",
        "feed.json" => "application/feed+json",
        _ => by_extension(name),
    };
    if is_text(kind) { format!("{kind}; charset=utf-8") } else { kind.to_owned() }
}

fn by_extension(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let own = OWN.iter().find(|(known, _)| extension.eq_ignore_ascii_case(known));
    match own {
        Some((_, kind)) => kind,
        None => mime_guess::from_ext(extension).first_raw().unwrap_or("application/octet-stream"),
    }
}

/// Everything that ibid writes is UTF-8, and browsers must not guess.
fn is_text(kind: &str) -> bool {
    let is_named = |end: &str| kind.ends_with(&format!("/{end}")) || kind.ends_with(&format!("+{end}"));
    kind.starts_with("text/") || is_named("json") || is_named("xml")
}

/// Whether there are whole addresses of the site in it: feeds, the sitemap, data, `robots.txt`.
pub(super) fn has_addresses(kind: &str) -> bool {
    ["json;", "xml;", "text/plain;"].iter().any(|part| kind.contains(part))
}

/// Whether the kind is a page, which gets the client.
pub(super) fn is_page(kind: &str) -> bool {
    kind.starts_with("text/html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_names() {
        for (path, kind) in [
            ("briefings/x/index.html", "text/html; charset=utf-8"),
            ("old.htm", "text/html; charset=utf-8"),
            ("theme.css", "text/css; charset=utf-8"),
            ("theme.js", "text/javascript; charset=utf-8"),
            ("x.mjs", "text/javascript; charset=utf-8"),
            ("citations.json", "application/json; charset=utf-8"),
            ("tags/atom.xml", "application/atom+xml; charset=utf-8"),
            ("x.atom", "application/atom+xml; charset=utf-8"),
            ("tags/feed.json", "application/feed+json; charset=utf-8"),
            ("annotations.jsonld", "application/ld+json; charset=utf-8"),
            ("sitemap.xml", "application/xml; charset=utf-8"),
            ("robots.txt", "text/plain; charset=utf-8"),
            ("talk.vtt", "text/vtt; charset=utf-8"),
            ("site.webmanifest", "application/manifest+json; charset=utf-8"),
            ("note.md", "text/markdown; charset=utf-8"),
            ("a.svg", "image/svg+xml; charset=utf-8"),
            ("a.PNG", "image/png"),
            ("a.jpg", "image/jpeg"),
            ("a.webp", "image/webp"),
            ("a.avif", "image/avif"),
            ("favicon.ico", "image/x-icon"),
            ("a.woff2", "font/woff2"),
            ("a.wasm", "application/wasm"),
            ("a.pdf", "application/pdf"),
            ("a.mp4", "video/mp4"),
            ("a.mp3", "audio/mpeg"),
            ("a.zip", "application/zip"),
            ("a.odd", "application/octet-stream"),
            ("CNAME", "application/octet-stream"),
            ("png", "application/octet-stream"),
        ] {
            assert_eq!(media_type(path), kind, "{path}");
        }
    }
}
