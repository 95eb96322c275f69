//! `ibid init`.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{Failure, Outcome, Session};
use crate::world::{Disk, World};

/// The first site: small, complete, and with one checked quotation.
const FILES: [(&str, &str); 5] = [
    ("ibid.toml", include_str!("ibid.toml")),
    ("content/_index.md", include_str!("home.md")),
    ("content/briefings/_index.md", include_str!("briefings.md")),
    ("content/briefings/the-night-train.md", include_str!("the-night-train.md")),
    ("content/sources/railway-notice.md", include_str!("railway-notice.md")),
];
const IGNORED: [&str; 2] = ["/public/", "/.ibid/"];

/// Begin a site in a new or empty folder
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// The folder; `.` for this one
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let folder = session.root().join(&self.folder);
        refuse_what_is_used(&folder)?;
        create(&Disk::new(&folder)).map_err(|error| Failure::writing(&error))?;
        let (place, first) = if folder == Path::new(".") || folder == Path::new("./.") {
            ("this folder".to_owned(), String::new())
        } else {
            let shown = folder.strip_prefix(".").unwrap_or(&folder).display().to_string();
            (shown.clone(), format!("  cd {shown}\n"))
        };
        session.print(&format!("A site stands in {place}. Next:\n{first}  ibid serve --open\n"))?;
        Ok(Outcome::Fine)
    }
}

/// Nothing but files of version control may be there.
fn refuse_what_is_used(folder: &Path) -> Result<(), Failure> {
    let unreadable = |error: std::io::Error| Failure::Usage(format!("`{}`: {error}", folder.display()));
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(unreadable)?,
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| !is_version_control(name));
    names.sort();
    match names.first() {
        None => Ok(()),
        Some(first) => {
            let message = format!("the folder `{}` is not empty: it holds `{first}`", folder.display());
            Err(Failure::Usage(message + if names.len() > 1 { " and more" } else { "" }))
        }
    }
}

fn is_version_control(name: &str) -> bool {
    matches!(
        name,
        ".git" | ".gitignore" | ".gitattributes" | ".github" | ".hg" | ".hgignore" | ".jj" | ".svn"
    )
}

fn create(site: &dyn World) -> Result<(), crate::world::WorldError> {
    for (path, text) in FILES {
        site.write(path, text.as_bytes())?;
    }
    let ignored = site.read(".gitignore").unwrap_or_default();
    let mut ignored = String::from_utf8_lossy(&ignored).into_owned();
    if !ignored.is_empty() && !ignored.ends_with('\n') {
        ignored.push('\n');
    }
    for line in IGNORED {
        if !ignored.lines().any(|known| known.trim().trim_matches('/') == line.trim_matches('/')) {
            ignored += line;
            ignored.push('\n');
        }
    }
    site.write(".gitignore", ignored.as_bytes())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive;
    use crate::config::{Settings, config};
    use crate::diagnostic::TextFile;
    use crate::parse::{self, Names};
    use crate::world::Memory;

    #[test]
    fn the_first_site_is_read_without_a_finding() {
        let site = Memory::new();
        create(&site).unwrap();
        assert_eq!(config(&site, &Settings::default()).1, []);
        for (path, text) in FILES.iter().filter(|(path, _)| path.starts_with("content/")) {
            let body = text.rfind("+++\n").unwrap() + 4;
            let (_, found) = parse::body(&TextFile::new(*path, *text), body, &Names::new([]));
            assert_eq!(found, [], "{path}");
        }
    }

    #[test]
    fn lines_that_git_has_to_ignore_are_added_once() {
        let site = Memory::with([(".gitignore", "*.swp\npublic")]);
        create(&site).unwrap();
        assert_eq!(site.read(".gitignore").unwrap(), b"*.swp\npublic\n/.ibid/\n");
        create(&site).unwrap();
        assert_eq!(site.read(".gitignore").unwrap(), b"*.swp\npublic\n/.ibid/\n");
    }

    #[test]
    fn the_first_quotation_is_in_the_first_source() {
        let [.., (_, briefing), (_, source)] = FILES;
        let (source, found) =
            archive::source("railway-notice", &TextFile::new("railway-notice.md", source), &[]);
        assert_eq!(found, []);
        let quoted = briefing.split(":quote[“").nth(1).and_then(|rest| rest.split('”').next()).unwrap();
        let cited = briefing.split("quote=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        for words in [quoted, cited] {
            assert!(source.text.contains(words), "{words}");
        }
    }
}
