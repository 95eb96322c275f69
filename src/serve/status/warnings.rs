//! All that was found wrong, with the lines it is about.

use super::Page;
use super::html::Html;
use super::parts::Asked;
use crate::diagnostic::{Diagnostic, Severity};
use crate::serve::findings::{Finding, Findings};

const LIST: &str = "warnings";
/// Findings of one part; each is many lines.
const LENGTH: usize = 50;

pub(super) fn page(diagnostics: &[Diagnostic], asked: Asked<'_>) -> Option<Page> {
    let title = "Findings";
    if !asked.kind.is_empty() {
        return None;
    }
    let counts = Findings::of(diagnostics, 0);
    let range = asked.range(counts.more, LENGTH)?;
    if counts.more == 0 {
        let content = Html::new().tags("<p class=\"health\">Nothing is wrong with the site.</p>\n");
        return Some(Page { title, content });
    }
    let part = Findings::part(diagnostics, range);
    let content = part.iter().fold(Html::new().tags("<ol class=\"findings\">\n"), finding);
    Some(Page { title, content: content.tags("</ol>\n").and(&asked.links(LIST, counts.more, LENGTH)) })
}

pub(super) fn finding(out: Html, finding: &Finding) -> Html {
    let (class, word) = match finding.severity {
        Severity::Error => ("<li><p class=\"message\"><strong class=\"bad\">", "error"),
        Severity::Warning => ("<li><p class=\"message\"><strong class=\"doubtful\">", "warning"),
        Severity::Note => ("<li><p class=\"message\"><strong>", "note"),
    };
    let out = out.tags(class).text(word).tags("</strong> ");
    let mut out =
        named(out, &finding.message).tags(" <code class=\"code\">").text(finding.code).tags("</code></p>\n");
    if let Some(file) = &finding.file {
        out = out
            .tags("<p>")
            .place(file, finding.line.unwrap_or(1), finding.column.unwrap_or(1))
            .tags("</p>\n");
    }
    let frame = lines(&finding.frame);
    if !frame.is_empty() {
        out = out.tags("<pre tabindex=\"0\" role=\"group\" aria-label=\"The place in the file\">");
        out = out.text(frame).tags("</pre>\n");
    }
    if !finding.hints.is_empty() {
        out = out.tags("<ul class=\"hints\">");
        out = finding.hints.iter().fold(out, |out, hint| named(out.tags("<li>"), hint).tags("</li>"));
        out = out.tags("</ul>\n");
    }
    out.tags("</li>\n")
}

/// The lines of a finding without the first one, which names the place that stands above them, and the empty ones around.
fn lines(frame: &str) -> &str {
    let (first, rest) = frame.split_once('\n').unwrap_or((frame, ""));
    let mut lines = if first.trim_start().starts_with("-->") { rest } else { frame };
    while let Some((_, rest)) = lines.split_once('\n').filter(|(first, _)| first.trim() == "|") {
        lines = rest;
    }
    while let Some((rest, _)) = lines.rsplit_once('\n').filter(|(_, last)| last.trim() == "|") {
        lines = rest;
    }
    lines
}

/// A sentence in which names stand in backticks.
fn named(mut out: Html, text: &str) -> Html {
    let mut parts = text.split('`').peekable();
    let mut is_name = false;
    while let Some(part) = parts.next() {
        // The last backtick of an odd number of them is a backtick.
        out = match (is_name, parts.peek()) {
            (true, Some(_)) => out.tags("<code>").text(part).tags("</code>"),
            (true, None) => out.text("`").text(part),
            (false, _) => out.text(part),
        };
        is_name = !is_name;
    }
    out
}
