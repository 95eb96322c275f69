//! `ibid theme`.

use std::fmt::Write as _;

use super::{Failure, Outcome, Session};
use crate::config::{Config, Settings, config};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::embedded;
use crate::world::World;

/// Show the files of the built-in theme, or copy them for editing
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Clone, clap::Subcommand)]
enum Command {
    /// List the built-in files, and say which of them the site or its theme replaces
    List,
    /// Copy built-in files into templates/ and static/, to be edited there
    Eject(Eject),
}

#[derive(Debug, Clone, clap::Args)]
struct Eject {
    /// Which files or folders, such as base.html, theme.css or components [default: all]
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// Copy over files that are there already
    #[arg(long)]
    force: bool,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let site = session.site(None)?;
        let settings = Settings { config: session.config().map(str::to_owned), ..Settings::default() };
        let (config, found) = config(&site, &settings);
        if found.iter().any(|found| found.code == Code::MissingConfig) {
            return Err(Failure::Findings(found));
        }
        let words = match &self.command {
            Command::List => list(&site, &config),
            Command::Eject(eject) => eject.run(&site)?,
        };
        session.print(&words)?;
        Ok(Outcome::Fine)
    }
}

/// Every built-in file with its path from the site's root, sorted.
fn builtin() -> impl Iterator<Item = (String, &'static [u8])> {
    let statics = embedded::STATIC.iter().map(|(name, bytes)| (format!("static/{name}"), *bytes));
    let templates = embedded::TEMPLATES.iter().map(|(name, text)| (format!("templates/{name}"), *text));
    let words = embedded::WORDS.iter().map(|(name, text)| (format!("templates/words/{name}"), *text));
    let mut texts: Vec<_> = templates.chain(words).map(|(path, text)| (path, text.as_bytes())).collect();
    texts.sort();
    statics.chain(texts)
}

/// One line for each file; those that something takes the place of say what.
fn list(site: &dyn World, config: &Config) -> String {
    let mut lines = String::new();
    for (path, _) in builtin() {
        let of_theme = config.theme.as_ref().map(|(name, _)| format!("themes/{name}/{path}"));
        let is_there = |path: &String| site.stamp(path).is_ok();
        let replaced = if is_there(&path) {
            "  replaced by the site's own".to_owned()
        } else {
            of_theme.filter(is_there).map(|path| format!("  replaced by {path}")).unwrap_or_default()
        };
        let _ = writeln!(lines, "{path}{replaced}");
    }
    lines
}

impl Eject {
    /// Copies the files, and tells which.
    fn run(&self, site: &dyn World) -> Result<String, Failure> {
        let wanted = self.wanted()?;
        let (there, new): (Vec<_>, Vec<_>) =
            wanted.into_iter().partition(|(path, _)| site.stamp(path).is_ok());
        if !self.force && !self.files.is_empty() && !there.is_empty() {
            return Err(in_the_way(&there));
        }
        let mut words = String::new();
        let over = if self.force { there.as_slice() } else { &[] };
        for (path, bytes) in over.iter().chain(&new) {
            site.write(path, bytes).map_err(|error| Failure::writing(&error))?;
            let _ = writeln!(words, "{path}");
        }
        for (path, _) in there.iter().filter(|_| !self.force) {
            let _ = writeln!(words, "{path}  left as it is");
        }
        Ok(words)
    }

    /// The files that were named; all where none was.
    fn wanted(&self) -> Result<Vec<(String, &'static [u8])>, Failure> {
        if self.files.is_empty() {
            return Ok(builtin().collect());
        }
        let mut found: Vec<(String, &'static [u8])> = Vec::new();
        for name in &self.files {
            let name = name.trim_start_matches("./").trim_end_matches('/');
            let known = found.len();
            found.extend(builtin().filter(|(path, _)| is_meant(path, name)));
            if found.len() == known {
                return Err(unknown(name).into());
            }
        }
        found.sort();
        found.dedup();
        Ok(found)
    }
}

/// Whether a path is meant by its own name or that of a folder, `templates/` or `static/` left out or not.
fn is_meant(path: &str, name: &str) -> bool {
    let inner = path.split_once('/').map_or(path, |(_, inner)| inner);
    [path, inner]
        .into_iter()
        .filter_map(|path| path.strip_prefix(name))
        .any(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn unknown(name: &str) -> Diagnostic {
    let all: Vec<String> = builtin().map(|(path, _)| path).collect();
    let inner = all.iter().filter_map(|path| Some(path.split_once('/')?.1));
    let near = nearest(name, all.iter().map(String::as_str).chain(inner));
    let found = Diagnostic::error(Code::MissingTemplate, format!("there is no built-in file `{name}`"));
    let found = near.into_iter().fold(found, |found, near| found.hint(format!("did you mean `{near}`?")));
    found.hint("`ibid theme list` names them all")
}

fn in_the_way(there: &[(String, &'static [u8])]) -> Failure {
    let names: Vec<String> = there.iter().map(|(path, _)| format!("`{path}`")).collect();
    let message = if names.len() == 1 { "is there already" } else { "are there already" };
    Failure::Usage(format!("{} {message}; `--force` copies over", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    fn eject(site: &Memory, files: &[&str], force: bool) -> Result<String, Failure> {
        Eject { files: files.iter().map(|name| (*name).to_owned()).collect(), force }.run(site)
    }

    #[test]
    fn files_and_folders_are_copied_by_their_names() {
        let site = Memory::new();
        assert_eq!(eject(&site, &["base.html"], false).unwrap(), "templates/base.html\n");
        assert_eq!(eject(&site, &["static/theme.css", "theme.css"], false).unwrap(), "static/theme.css\n");
        let told = eject(&site, &["directives"], false).unwrap();
        assert!(told.starts_with("templates/directives/") && told.lines().count() > 5, "{told}");
        assert_eq!(site.all().len(), 2 + told.lines().count());
    }

    #[test]
    fn nothing_is_copied_over_unless_it_is_wished() {
        let site = Memory::with([("templates/base.html", "mine")]);
        let refused = eject(&site, &["404.html", "base.html"], false).unwrap_err();
        assert_eq!(
            refused,
            Failure::Usage("`templates/base.html` is there already; `--force` copies over".into())
        );
        assert_eq!(site.all().len(), 1);
        let told = eject(&site, &[], false).unwrap();
        assert!(told.ends_with("\ntemplates/base.html  left as it is\n"), "{told}");
        assert_eq!(site.read("templates/base.html").unwrap(), b"mine");
        eject(&site, &["base.html"], true).unwrap();
        assert_ne!(site.read("templates/base.html").unwrap(), b"mine");
    }

    #[test]
    fn an_unknown_name_is_told_with_the_nearest() {
        let Failure::Findings(found) = eject(&Memory::new(), &["bse.html"], false).unwrap_err() else {
            panic!("a finding")
        };
        assert!(found[0].hints[0].contains("`base.html`"), "{found:?}");
    }

    #[test]
    fn the_words_of_a_language_are_a_file_like_others() {
        let site = Memory::new();
        assert_eq!(eject(&site, &["words/uk.toml"], false).unwrap(), "templates/words/uk.toml\n");
    }

    #[test]
    fn the_list_says_what_is_replaced() {
        let site = Memory::with([
            ("ibid.toml", "base_url = \"https://example.org\"\ntheme = \"gazette\"\n"),
            ("templates/base.html", ""),
            ("themes/gazette/static/theme.css", ""),
        ]);
        let (config, _) = config(&site, &Settings::default());
        let told = list(&site, &config);
        assert!(told.contains("templates/base.html  replaced by the site's own\n"), "{told}");
        assert!(told.contains("static/theme.css  replaced by themes/gazette/static/theme.css\n"), "{told}");
        assert!(told.contains("static/document.css\n"), "{told}");
    }
}
