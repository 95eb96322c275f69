//! Paths as browsers write them, made into paths of the output.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::Refusal;

/// The folder of the server's own pages.
const OWN: &str = "_ibid";

/// What is not written as it is.
const LETTERS: AsciiSet = NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// Something of the server's own: its path below `/_ibid/`.
    Own(String),
    /// Something of the site: its path from the output folder. Empty or with a slash at the end it is a folder's.
    Site(String),
    /// The beginning of the site or of the server's own pages, without the slash that belongs there.
    Beginning(String),
    /// Nothing that could be there.
    Nowhere,
}

/// Reads the path of a request, for a site whose own path is `base`.
///
/// # Errors
/// It is no path, or one that is made to lead out of a folder.
pub(super) fn read(path: &str, base: &str) -> Result<Address, Refusal> {
    let Some(path) = decode(path)? else { return Ok(Address::Nowhere) };
    let base = if base.is_empty() { String::new() } else { decode(base)?.unwrap_or_default() };
    if path == OWN {
        return Ok(Address::Beginning(format!("/{OWN}/")));
    }
    Ok(match (below(&path, OWN), below(&path, &base)) {
        (Some(own), _) => Address::Own(own.to_owned()),
        _ if base.is_empty() => Address::Site(path),
        (_, Some(inner)) => Address::Site(inner.to_owned()),
        _ if path.is_empty() || path == base => Address::Beginning(format!("/{}/", written(&base))),
        _ => Address::Nowhere,
    })
}

fn below<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    path.strip_prefix(folder)?.strip_prefix('/')
}

fn written(path: &str) -> String {
    utf8_percent_encode(path, &LETTERS).to_string()
}

/// Decodes a path once, part by part, and leaves the first slash out. `None`: a part is empty, which is nowhere.
fn decode(path: &str) -> Result<Option<String>, Refusal> {
    let path = path.strip_prefix('/').ok_or_else(no_path)?;
    let last = path.matches('/').count();
    let mut decoded = String::with_capacity(path.len());
    for (place, part) in path.split('/').enumerate() {
        let part = percent_decode_str(part).decode_utf8().map_err(|_| no_path())?;
        let leads_away = matches!(&*part, "." | "..");
        if leads_away || part.contains(|letter: char| matches!(letter, '/' | '\\') || letter.is_control()) {
            return Err(no_path());
        }
        if part.is_empty() && place != last {
            return Ok(None);
        }
        if place > 0 {
            decoded.push('/');
        }
        decoded.push_str(&part);
    }
    Ok(Some(decoded))
}

fn no_path() -> Refusal {
    Refusal::new(400, "this is no path of a page or file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_decoded_once() {
        for (path, read_as) in [
            ("/", ""),
            ("/briefings/x/", "briefings/x/"),
            ("/%D1%97%D0%B6%D0%B0%D0%BA/", "їжак/"),
            ("/a%20b.pdf", "a b.pdf"),
            ("/100%25.txt", "100%.txt"),
            ("/%252e%252e/x", "%2e%2e/x"),
            ("/a..b/...", "a..b/..."),
            ("/x%zz", "x%zz"),
            ("/_ibidx/", "_ibidx/"),
        ] {
            assert_eq!(read(path, ""), Ok(Address::Site(read_as.to_owned())), "{path}");
        }
    }

    #[test]
    fn what_would_lead_out_is_refused() {
        for path in [
            "/..",
            "/../x",
            "/x/../y",
            "/%2e%2e/x",
            "/%2E./x",
            "/.%2e",
            "/./x",
            "/x/.",
            "/a%2fb",
            "/a%2Fb",
            "/a%5cb",
            "/a\\b",
            "/..%5c",
            "/a%00",
            "/a%0d%0aSet-Cookie:x",
            "/%ff",
            "/%c0%ae%c0%ae/",
            "*",
            "x",
            "",
            "http://x/",
        ] {
            assert_eq!(read(path, "").map_err(|refusal| refusal.status), Err(400), "{path}");
        }
        for path in ["//", "//evil.example/", "/x//y", "///etc/passwd", "/x//"] {
            assert_eq!(read(path, ""), Ok(Address::Nowhere), "{path}");
        }
    }

    #[test]
    fn a_site_below_a_path_begins_there() {
        let site = |path: &str| Ok(Address::Site(path.to_owned()));
        assert_eq!(read("/sub/", "/sub"), site(""));
        assert_eq!(read("/sub/x/", "/sub"), site("x/"));
        assert_eq!(read("/%D1%97/x", "/ї"), site("x"));
        assert_eq!(read("/%D1%97/x", "/%D1%97"), site("x"));
        for path in ["/", "/sub"] {
            assert_eq!(read(path, "/sub"), Ok(Address::Beginning("/sub/".to_owned())), "{path}");
        }
        assert_eq!(read("/subway/", "/sub"), Ok(Address::Nowhere));
        assert_eq!(read("/x", "/sub"), Ok(Address::Nowhere));
        assert_eq!(read("/_ibid/pages/", "/sub"), Ok(Address::Own("pages/".to_owned())));
        assert_eq!(read("/_ibid", "/sub"), Ok(Address::Beginning("/_ibid/".to_owned())));
    }

    proptest::proptest! {
        #[test]
        fn no_path_leads_out(path in "/?([a-z.%2efFcC5/\\\\0~:ї]|%2e|%2f|%5c|%00|\\.\\./|_ibid/){0,20}") {
            let Ok(Address::Site(inside) | Address::Own(inside)) = read(&path, "/sub") else { return Ok(()) };
            let parts = inside.strip_suffix('/').unwrap_or(&inside).split('/');
            let is_fine = |part: &str| !matches!(part, "." | "..") && !part.contains(['\\', '\0']);
            assert!(inside.is_empty() || parts.clone().all(|part| !part.is_empty() && is_fine(part)), "{inside}");
        }
    }
}
