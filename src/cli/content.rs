//! The content file that a command is about: a path, or `-` for the standard input.

use std::io::{self, Read};
use std::sync::Arc;

use super::{Failure, Session};
use crate::config::{Config, Settings, config};
use crate::diagnostic::{Code, Diagnostic, TextFile};
use crate::fields::Fields;
use crate::parse::{self, Names, ParsedBody};
use crate::world::World;

/// Which file is read, and how.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Content {
    /// The Markdown file; `-` is the standard input
    #[arg(value_name = "FILE|-")]
    file: String,
    /// Take every name of a directive as known, in every form
    #[arg(long)]
    any_name: bool,
}

impl Content {
    /// Reads and parses the file, front matter left out.
    pub(super) fn parse(
        &self,
        session: &Session,
    ) -> Result<(Arc<TextFile>, ParsedBody, Vec<Diagnostic>), Failure> {
        let file = TextFile::new(self.path(), self.text()?);
        let names = if self.any_name { Names::any() } else { known_names(session)? };
        let (body, diagnostics) = parse::body(&file, body_begins(&file), &names);
        Ok((file, body, diagnostics))
    }

    fn path(&self) -> &str {
        if self.file == "-" { "standard input" } else { &self.file }
    }

    fn text(&self) -> Result<String, Failure> {
        let mut bytes = Vec::new();
        let read = match self.file.as_str() {
            "-" => io::stdin().lock().read_to_end(&mut bytes).map(|_| ()),
            path => std::fs::read(path).map(|read| bytes = read),
        };
        let about = |code, message: String| {
            Diagnostic::error(code, message).at(&TextFile::new(self.path(), ""), 0..0, "")
        };
        if let Err(error) = read {
            return Err(about(Code::Unreadable, format!("`{}` cannot be read: {error}", self.path())).into());
        }
        String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            about(Code::NotUtf8, format!("`{}` is not UTF-8 text: byte {at} is wrong", self.path())).into()
        })
    }
}

/// Where the body begins. What merely looks like front matter, two horizontal rules with text between them, is
/// part of a body.
fn body_begins(file: &Arc<TextFile>) -> usize {
    let (mut fields, start) = Fields::of_content(file);
    let front_matter = &file.text[..start];
    let has_key =
        |line: &str| line.split_once(':').is_some_and(|(key, _)| !key.is_empty() && !key.contains(' '));
    let closed = front_matter.lines().skip(1).any(|line| line.trim_end() == "+++");
    let toml = front_matter.starts_with("+++") && closed;
    let real = toml || !fields.rest().is_empty() || front_matter.lines().any(has_key);
    if real { start } else { 0 }
}

/// The built-in names and those of the templates of the site and its theme.
fn known_names(session: &Session) -> Result<Names, Failure> {
    let site = session.site(None)?;
    let (_, templates) = templates(session, &site)?;
    Ok(Names::new(crate::render::names(templates.iter().map(String::as_str))))
}

/// The configuration, and the paths of the templates of the theme and of the site.
pub(super) fn templates(session: &Session, site: &dyn World) -> Result<(Config, Vec<String>), Failure> {
    let settings = Settings { config: session.config().map(str::to_owned), ..Settings::default() };
    // A file can be read anywhere, so that a missing configuration is no finding here.
    let (config, _) = config(site, &settings);
    let theme = config.theme.as_ref().map(|(name, _)| format!("themes/{name}/templates"));
    let mut paths = Vec::new();
    for folder in theme.iter().map(String::as_str).chain(["templates"]) {
        let files = site.files(folder).map_err(|error| Failure::reading(&error))?;
        paths.extend(files.iter().cloned());
    }
    Ok((config, paths))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_front_matter_is_left_out() {
        let begins = |text: &str| body_begins(&TextFile::new("a.md", text));
        assert_eq!(begins("+++\ntitle = \"a\"\n+++\nb\n"), 20);
        assert_eq!(begins("---\ntitle: a\n---\nb\n"), 17);
        assert_eq!(begins("+++\n"), 0);
        assert_eq!(begins("---\nFoo\n---\nBar\n"), 0);
        assert_eq!(begins("---\n---\n"), 0);
        assert_eq!(begins("a\n"), 0);
    }
}
