//! A site as a server has it.

use ibid::config::Settings;
use ibid::diagnostic::Format;
use ibid::site::{self, Permalink};
use ibid::world::World;

use crate::server::{Files, Server};

/// Builds a site and serves it; gives the server, what it serves and all annotations.
pub(crate) fn serve(world: &dyn World) -> (Server, Files, Vec<Permalink>) {
    let server = Server::start();
    let settings = Settings { base_url: Some(server.url()), list_permalinks: true, ..Settings::default() };
    let outcome = site::build(world, &settings);
    assert!(!outcome.has_errors(), "{}", Format::Short.render(&outcome.diagnostics, false));
    let files: Files = outcome.artifacts.into_iter().map(|file| (file.path, file.bytes.to_vec())).collect();
    server.serve(files.clone());
    (server, files, outcome.permalinks)
}

/// The addresses of all pages.
pub(crate) fn pages(files: &Files) -> Vec<String> {
    let pages = files.keys().filter(|path| path.ends_with(".html"));
    pages.map(|path| format!("/{}", path.trim_end_matches("index.html"))).collect()
}
