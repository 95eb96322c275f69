//! Redirects among the files of the output.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Suggestions};
use crate::emit::Artifact;
use crate::export::redirects;
use crate::index::{Destination, folder_of};
use crate::view::Views;

/// Adds the lines of `_redirects` behind those of the site's own `static/_redirects`, where there is one.
pub(super) fn add_lines(list: &mut Vec<Artifact>, views: &Views) {
    let lines = redirects::lines(views);
    if lines.is_empty() {
        return;
    }
    let Some(own) = list.iter_mut().find(|artifact| artifact.path == redirects::FILE) else {
        list.push(Artifact::new(redirects::FILE, lines));
        return;
    };
    let bytes = Arc::make_mut(&mut own.bytes);
    if !bytes.is_empty() && !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    bytes.extend(lines.bytes());
}

/// Who asks for a redirect that would be written to this file of the output: drafts with places.
pub(super) fn at(path: &str, views: &Views) -> Vec<(usize, Range<usize>)> {
    let is_here = |from: &str| {
        let file = folder_of(from);
        file == path || file.ends_with('/') && path.strip_prefix(&file) == Some("index.html")
    };
    let here = views.index.moves.redirects.iter().filter(|redirect| is_here(&redirect.from));
    here.flat_map(|redirect| &redirect.leads).filter_map(|lead| lead.origin.clone()).collect()
}

/// Reports redirects to paths of the site at which nothing stands.
pub(super) fn check<B>(list: &[Artifact<B>], views: &Views, diagnostics: &mut Vec<Diagnostic>) {
    let leads = views.index.moves.redirects.iter().flat_map(|redirect| &redirect.leads);
    let mut paths: Option<BTreeSet<String>> = None;
    let near = Suggestions::default();
    for lead in leads {
        let (Destination::Address(address), Some((draft, range))) = (&lead.to, &lead.origin) else {
            continue;
        };
        let Some(inner) = views.material.config.path_within(address) else { continue };
        let paths = paths.get_or_insert_with(|| list.iter().map(address_of).collect());
        let bare = inner.split(['#', '?']).next().unwrap_or_default();
        let file = folder_of(bare);
        let wanted = format!("/{}", file.strip_suffix("index.html").unwrap_or(&file));
        if paths.contains(&wanted) || paths.contains(&format!("{wanted}/")) {
            continue;
        }
        let found = Diagnostic::error(Code::BrokenLink, format!("nothing stands at `{address}`"))
            .at(&views.material.drafts[*draft].file, range.clone(), "named here")
            .suggested(near.nearest(&wanted, paths.iter().map(String::as_str)))
            .hint("a page is named best by its file: `@/section/page.md`");
        diagnostics.push(found);
    }
}

/// The path under which a server shows a file.
fn address_of<B>(artifact: &Artifact<B>) -> String {
    format!("/{}", artifact.path.strip_suffix("index.html").unwrap_or(&artifact.path))
}
