//! HTML for mail programs: styles within the elements, and not too much of it.

use std::sync::{Arc, LazyLock};

use css_inline::{CSSInliner, InlineOptions};

use crate::diagnostic::{Code, Diagnostic, TextFile};

/// From so many bytes on a mail is large.
pub const LARGE: usize = 80_000;
/// From so many bytes on Gmail shows no more than the beginning.
pub const CUT: usize = 102_000;

static INLINER: LazyLock<CSSInliner<'static>> = LazyLock::new(|| {
    // Rules for dark screens are no styles of an element: they stay in the head.
    let options =
        InlineOptions { keep_at_rules: true, load_remote_stylesheets: false, ..InlineOptions::default() };
    CSSInliner::new(options)
});

/// The document with its style sheets in the elements that they are about.
///
/// # Errors
/// A style sheet that cannot be read.
pub(super) fn inlined(document: &str) -> Result<String, Box<Diagnostic>> {
    INLINER.inline(document).map(|html| charset_first(&html)).map_err(|error| {
        let found = Diagnostic::error(
            Code::TemplateFailed,
            format!("the styles of the mail cannot be used: {error}"),
        );
        Box::new(found.hint("they stand in `newsletter/mail.html`"))
    })
}

/// Browsers look for the character set at the very beginning, where the inliner puts the styles that stay.
fn charset_first(html: &str) -> String {
    const CHARSET: &str = "<meta charset=\"utf-8\">";
    let rest = html.replacen(&format!("{CHARSET}\n"), "", 1);
    if rest.len() == html.len() { rest } else { rest.replacen("<head>", &format!("<head>\n{CHARSET}\n"), 1) }
}

/// Tells a mail that is too large.
pub(super) fn weigh(html: &str, file: &Arc<TextFile>, diagnostics: &mut Vec<Diagnostic>) {
    let (size, hint) =
        (html.len().div_ceil(1000), "show fewer cards, and leave the rest to the page that they lead to");
    let found = if html.len() >= CUT {
        let message = format!("the mail has {size} KB, and Gmail cuts off what follows {} KB", CUT / 1000);
        Diagnostic::error(Code::LargeNewsletter, message)
    } else if html.len() >= LARGE {
        let message = format!(
            "the mail has {size} KB; Gmail cuts off what follows {} KB, and providers add to it",
            CUT / 1000
        );
        Diagnostic::warning(Code::LargeNewsletter, message)
    } else {
        return;
    };
    diagnostics.push(found.at(file, 0..0, "").hint(hint));
}
