//! The first page: the site in numbers, and the last updates.

use std::time::Duration;

use super::html::{Html, counted, grouped, numbers, short, words};
use super::updates::{Cause, Update};
use super::{Page, Status};
use crate::index::Withheld;
use crate::site::Site;

/// What is less is not told.
const LEAST: Duration = Duration::from_micros(100);

pub(super) fn page(status: &Status<'_>) -> Page {
    let mut content = health(status);
    if let Some(site) = status.site {
        content = content.and(&figures(site));
    }
    let columns = [short("Time"), numbers("Took"), words("What changed"), words("Found"), words("Phases")];
    let rows = status.updates.iter().map(|update| {
        let time = update.at.strftime("%H:%M:%S").to_string();
        let took = Html::new().text(&in_ms(update.took));
        vec![Html::new().text(&time), took, cause(&update.cause), found(update), phases(update)]
    });
    content = content.tags("<h2>Last updates</h2>\n").table("Last updates", &columns, rows);
    Page { title: "Overview", content }
}

/// Whether all is well.
fn health(status: &Status<'_>) -> Html {
    let counts = status.counts();
    if counts.errors + counts.warnings == 0 {
        return Html::new().tags("<p class=\"health\">Nothing is wrong with the site.</p>\n");
    }
    let told = [
        (counts.errors > 0).then(|| counted(counts.errors, "error", "errors")),
        (counts.warnings > 0).then(|| counted(counts.warnings, "warning", "warnings")),
    ];
    let told = told.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let out = Html::new().tags(if counts.errors > 0 {
        "<p class=\"health bad\">"
    } else {
        "<p class=\"health doubtful\">"
    });
    let out = out.link("/_ibid/warnings/", &told);
    let last = "; until they are mended, the site is shown as it last was without them.";
    out.text(if counts.blocked { last } else { "" }).tags("</p>\n")
}

fn figures(site: &Site) -> Html {
    let summary = site.summary();
    let withheld = site.index().pages.iter().filter_map(|page| page.withheld);
    let withheld = withheld.chain(site.material().withheld.iter().map(|(_, reason)| *reason));
    let withheld: Vec<Withheld> = withheld.collect();
    let count = |reason| withheld.iter().filter(|other| **other == reason).count();
    let unused = site.index().cited.iter().filter(|cited| cited.citations.is_empty()).count();
    let mut out = Html::new().tags("<dl class=\"figures\">\n");
    out = figure(out, "Pages", "/_ibid/pages/", summary.pages);
    out = figure(out, "Briefings", "/_ibid/pages/briefings/", summary.briefings);
    for (name, address, reason) in [
        ("Drafts", "/_ibid/pages/drafts/", Withheld::Draft),
        ("Dated after today", "/_ibid/pages/future/", Withheld::Future),
        ("Expired", "/_ibid/pages/expired/", Withheld::Expired),
    ] {
        if count(reason) > 0 {
            out = figure(out, name, address, count(reason));
        }
    }
    out = figure(out, "Annotations", "/_ibid/annotations/", summary.annotations);
    out = figure(out, "Sources", "/_ibid/sources/", summary.sources);
    if unused > 0 {
        out = figure(out, "Sources not used", "/_ibid/sources/unused/", unused);
    }
    out = out.tags("</dl>\n");
    if summary.verdicts.is_empty() {
        return out;
    }
    out = out.tags("<h2>Quotations</h2>\n<dl class=\"figures\">\n");
    out = figure(out, "checked", "/_ibid/annotations/", summary.quotations());
    for verdict in ["exact", "folded", "edited", "translated", "unverifiable", "fail"] {
        if let Some(count) = summary.verdicts.get(verdict) {
            out = figure(out, verdict, &format!("/_ibid/annotations/{verdict}/"), *count);
        }
    }
    out.tags("</dl>\n")
}

fn figure(out: Html, name: &str, address: &str, count: usize) -> Html {
    out.tags("<div><dt>").link(address, name).tags("</dt><dd>").number(count).tags("</dd></div>\n")
}

/// What of the time of an update went where, the least of it left out.
fn phases(update: &Update) -> Html {
    let counted = update.phases.iter().filter(|(_, took)| *took >= LEAST);
    let told: Vec<String> = counted.map(|(name, took)| format!("{name} {}", in_ms(*took))).collect();
    Html::new().tags("<small>").text(&told.join(", ")).tags("</small>")
}

fn in_ms(took: Duration) -> String {
    let ms = took.as_secs_f64() * 1000.0;
    if ms < 9.95 { format!("{ms:.1} ms") } else { format!("{ms:.0} ms") }
}

fn cause(cause: &Cause) -> Html {
    match cause {
        Cause::Start => Html::new().text("the server was started"),
        Cause::Unknown => Html::new().text("anything may have: all was looked at"),
        Cause::NewDay => Html::new().text("a new day began"),
        Cause::Files { first, more } => {
            let mut out = Html::new();
            for (number, file) in first.iter().enumerate() {
                out = out.tags(if number > 0 { "<br><code>" } else { "<code>" }).text(file).tags("</code>");
            }
            if *more > 0 { out.text(&format!(" and {} more", grouped(*more))) } else { out }
        }
    }
}

fn found(update: &Update) -> Html {
    let Update { errors, warnings, .. } = update;
    let mut told = Vec::new();
    if *errors > 0 {
        told.push(counted(*errors, "error", "errors"));
    }
    if *warnings > 0 {
        told.push(counted(*warnings, "warning", "warnings"));
    }
    Html::new().text(if told.is_empty() { "–" } else { "" }).text(&told.join(", "))
}
