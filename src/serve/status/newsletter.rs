//! Letters as they will look in mail programs: `newsletter/` lists them, `newsletter/newsletters/2026-01-09/` shows one.

use super::html::{Html, counted, grouped, numbers, short, words};
use super::{Page, Status, warnings};
use crate::diagnostic::Diagnostic;
use crate::export::mail::{CUT, LARGE, Lost, Mail, lost};
use crate::index::{PageKind, folder_of};
use crate::serve::findings::Findings;
use crate::site::Site;

const TITLE: &str = "Newsletters";
/// The HTML of a letter, below its page.
const LIGHT: &str = "mail.html";
/// The same as it is on a dark screen.
const DARK: &str = "dark.html";
/// Characters of the hash by which a letter in a frame is told from the one before.
const NAMED_BY: usize = 12;

/// The list of all letters, or the one whose page has this path.
pub(super) fn page(status: &Status<'_>, rest: &str) -> Option<Page> {
    let Some(site) = status.site else { return Some(Page { title: TITLE, content: Html::new() }) };
    if rest.is_empty() {
        return Some(Page { title: TITLE, content: list(site) });
    }
    let page = by_folder(site, rest)?;
    let (mail, found) = site.mail_for(page, status.public_url);
    Some(Page { title: TITLE, content: letter(site, page, mail.as_ref(), &found) })
}

/// A file of a letter: its HTML alone, light or dark.
pub(super) fn file(status: &Status<'_>, path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/')?;
    let site = status.site?;
    let (rules, scheme) = match name {
        LIGHT => ("@media not all", "content=\"light\""),
        // What holds on dark screens holds on any.
        DARK => ("@media all", "content=\"dark\""),
        _ => return None,
    };
    let (mail, _) = site.mail_for(by_folder(site, folder)?, status.public_url);
    let html = mail?.html.replace("@media (prefers-color-scheme: dark)", rules);
    Some(html.replace("content=\"light dark\"", scheme))
}

/// The page with a draft that stands at a path.
fn by_folder(site: &Site, folder: &str) -> Option<usize> {
    let is_it = |path: &str| folder_of(path).trim_end_matches('/') == folder;
    site.index().pages.iter().position(|page| page.draft.is_some() && is_it(&page.path))
}

fn list(site: &Site) -> Html {
    let letters = site.index().pages.iter().enumerate().filter(|(_, page)| page.kind == PageKind::Newsletter);
    let mut letters: Vec<_> = letters.collect();
    letters.sort_by(|(_, a), (_, b)| b.date.cmp(&a.date).then_with(|| a.path.cmp(&b.path)));
    if letters.is_empty() {
        return Html::new()
            .tags("<p>There are no letters yet. <code>ibid new newsletter</code> begins one.</p>\n");
    }
    let columns = [words("Subject"), short("Date"), numbers("Annotations"), words("File")];
    let rows = letters.into_iter().filter_map(|(_, page)| {
        let draft = &site.material().drafts[page.draft?];
        let address = format!("/_ibid/newsletter/{}", folder_of(&page.path));
        let tag = if page.withheld.is_some() { " <span class=\"tag\">not public</span>" } else { "" };
        Some(vec![
            Html::new().link(&address, &page.title).tags(tag),
            Html::new().text(&page.date.map(|date| date.to_string()).unwrap_or_default()),
            Html::new().number(draft.annotations.list.len()),
            Html::new().place(&draft.file.path, 1, 1),
        ])
    });
    Html::new().table(TITLE, &columns, rows)
}

fn letter(site: &Site, number: usize, mail: Option<&Mail>, found: &[Diagnostic]) -> Html {
    let page = &site.index().pages[number];
    let file = page.draft.map_or("", |draft| site.material().drafts[draft].file.path.as_str());
    let mut out = Html::new().tags("<p>").link("/_ibid/newsletter/", "All letters").tags(" · ");
    out = out.link(&site.views.page_path(number), "Its page").tags(" · ").place(file, 1, 1).tags("</p>\n");
    let findings = Findings::part(found, 0..found.len());
    let findings = findings.iter().fold(Html::new(), warnings::finding);
    let Some(mail) = mail else {
        return out.tags("<ol class=\"findings\">\n").and(&findings).tags("</ol>\n");
    };
    out = out.tags("<h2>").text(&mail.subject).tags("</h2>\n");
    if let Some(preheader) = &mail.preheader {
        out = out.tags("<p class=\"preheader\">").text(preheader).tags("</p>\n");
    }
    out = out.and(&size(mail.html.len()));
    if !found.is_empty() {
        let told = counted(found.len(), "finding", "findings");
        out = out.tags("<p class=\"health doubtful\">").link("#in-the-way", &told).tags(" below</p>\n");
    }
    // A frame is loaded anew where its address is another one.
    let hash: String = blake3::hash(mail.html.as_bytes()).to_hex().chars().take(NAMED_BY).collect();
    out = out.tags("<div class=\"frames\">\n");
    for (name, class, file) in
        [("Desktop", "desktop", LIGHT), ("Phone", "phone", LIGHT), ("Dark", "phone", DARK)]
    {
        out = out.tags("<section>\n<h2>").text(name).tags("</h2>\n<iframe sandbox class=\"").text(class);
        out = out.tags("\" title=\"").text(name).tags("\" src=\"").text(file).tags("?").text(&hash);
        out = out.tags("\"></iframe>\n</section>\n");
    }
    out = out.tags("</div>\n");
    if !findings.is_empty() {
        out = out.tags("<h2 id=\"in-the-way\">What stands in the way</h2>\n<ol class=\"findings\">\n");
        out = out.and(&findings).tags("</ol>\n");
    }
    out = out.tags("<h2>Text</h2>\n<pre class=\"mail-text\" tabindex=\"0\" role=\"group\" aria-label=\"The plain text\">");
    out = out.text(&mail.text).tags("</pre>\n");
    for (program, dropped) in lost(&mail.html) {
        out = out.tags("<h2>What ").text(program).tags(" drops</h2>\n").and(&drops(&dropped));
    }
    let command = format!("ibid newsletter {file}");
    out.tags("<h2>To send it</h2>\n<pre>").text(&command).tags("</pre>\n")
}

fn drops(dropped: &[Lost]) -> Html {
    if dropped.is_empty() {
        return Html::new().tags("<p>Nothing.</p>\n");
    }
    let columns = [words("It drops"), words("Readers see")];
    let rows = dropped.iter().map(|lost| {
        vec![Html::new().tags("<code>").text(lost.feature).tags("</code>"), Html::new().text(lost.instead)]
    });
    Html::new().table("What is dropped", &columns, rows)
}

/// How large the letter is beside what Gmail shows.
fn size(bytes: usize) -> Html {
    let class = match bytes {
        CUT.. => "<p class=\"health bad\">",
        LARGE.. => "<p class=\"health doubtful\">",
        _ => "<p class=\"health\">",
    };
    let kilobytes = |bytes: usize| format!("{} KB", grouped(bytes.div_ceil(1000)));
    let words = format!(
        "{} of HTML; from {} on it is large, from {} on Gmail cuts off the end.",
        kilobytes(bytes),
        kilobytes(LARGE),
        kilobytes(CUT)
    );
    Html::new().tags(class).text(&words).tags("</p>\n")
}
