//! What stands around each page: its head, the way to the others.

use super::html::Html;
use super::{Page, Status};

const PAGES: &[(&str, &str)] = &[
    ("", "Overview"),
    ("pages", "Pages"),
    ("annotations", "Annotations"),
    ("sources", "Sources"),
    #[cfg(feature = "newsletters")]
    ("newsletter", "Newsletters"),
    ("warnings", "Findings"),
];

/// A whole document; `kind` is the first part of its path.
pub(super) fn whole(status: &Status<'_>, kind: &str, page: &Page) -> String {
    let config = status.site.map(|site| &site.material().config);
    let name =
        config.map(|config| config.languages[0].title.as_str()).filter(|title| !title.trim().is_empty());
    let name = name.unwrap_or("Preview");
    let home = config.map_or_else(|| "/".to_owned(), |config| format!("{}/", config.base_path));
    let out = Html::new().tags(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<link rel=\"stylesheet\" href=\"/_ibid/status.css\">\n<link rel=\"icon\" href=\"",
    );
    let out = out.text(&home).tags("favicon.svg\" type=\"image/svg+xml\">\n<title>");
    let out = out.text(page.title).tags(" · ").text(name).tags("</title>\n</head>\n<body>\n");
    let out =
        out.tags("<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<header>\n<p class=\"name\">");
    let out = out.link(&home, name).tags("</p>\n<nav aria-label=\"About this site\"><ul>");
    let out = PAGES.iter().fold(out, |out, (path, title)| {
        let address = if path.is_empty() { "/_ibid/".to_owned() } else { format!("/_ibid/{path}/") };
        let out = out.tags("<li><a href=\"").text(&address);
        let out = out.tags(if *path == kind { "\" aria-current=\"page\">" } else { "\">" });
        out.text(title).tags("</a></li>")
    });
    let out = out.tags("</ul></nav>\n</header>\n<main id=\"main\">\n<h1>").text(page.title).tags("</h1>\n");
    out.and(&page.content).tags("</main>\n</body>\n</html>\n").into_string()
}
