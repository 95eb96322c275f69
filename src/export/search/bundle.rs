//! Records → the files of pagefind's index.

use pagefind::api::PagefindIndex;

use super::record::Record;
use crate::emit::Artifact;

/// What pagefind brings along for pages that want its own looks or a worker, and the theme does not use.
fn is_unused(path: &str) -> bool {
    path.starts_with("pagefind-") && path != "pagefind-entry.json"
}

/// The program for languages without a stemmer goes along only where there is one.
fn drop_spare_wasm(files: &mut Vec<Artifact>) {
    let entry = files.iter().find(|file| file.path.ends_with("/pagefind-entry.json"));
    let entry = entry.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default();
    let is_spare = entry.contains("\"wasm\":\"") && !entry.contains("\"wasm\":null");
    files.retain(|file| !is_spare || !file.path.ends_with("/wasm.unknown.pagefind"));
}

/// Builds the index of one language in memory. The order of the records decides numbers within it, so it has to be always the same.
///
/// # Errors
/// What pagefind says.
pub(super) fn bundle(records: &[Record], language: &str, folder: &str) -> Result<Vec<Artifact>, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(|error| error.to_string())?;
    runtime.block_on(build(records, language, folder)).map_err(|error| format!("{error:#}"))
}

async fn build(
    records: &[Record],
    language: &str,
    folder: &str,
) -> Result<Vec<Artifact>, Box<dyn std::error::Error + Send + Sync>> {
    let mut index = PagefindIndex::new(None)?;
    for record in records {
        index.add_html_file(None, Some(record.path.clone()), record.html(language)).await?;
    }
    let mut files: Vec<Artifact> = Vec::new();
    for file in index.get_files().await? {
        let path = file.filename.to_string_lossy().replace('\\', "/");
        if !is_unused(&path) {
            files.push(Artifact::new(format!("{folder}/{path}"), file.contents));
        }
    }
    drop_spare_wasm(&mut files);
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files.dedup_by(|one, other| one.path == other.path);
    Ok(files)
}
