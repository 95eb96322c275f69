//! `ibid new`.

use jiff::civil::Date;

use super::{Failure, Outcome, Session};
use crate::diagnostic::{Code, Diagnostic};
use crate::world::World;

/// Begin a briefing or a source
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// What to begin
    #[arg(value_enum, value_name = "WHAT")]
    what: What,
    /// Its title
    #[arg(value_name = "TITLE")]
    title: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// An analysis page, in content/briefings/
    Briefing,
    /// An archived document, in content/sources/
    Source,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let site = session.site(None)?;
        let path = self.create(&site, session.config().unwrap_or("ibid.toml"))?;
        let full = session.root().join(path);
        session.print(&format!("{}\n", full.strip_prefix(".").unwrap_or(&full).display()))?;
        Ok(Outcome::Fine)
    }

    /// Writes the file and tells its path.
    fn create(&self, site: &dyn World, config: &str) -> Result<String, Failure> {
        if site.stamp(config).is_err() {
            let message = format!("there is no `{config}` here, so this is no site");
            let hint =
                "run it in the folder of a site, or name that with `--root`; `ibid init DIR` begins one";
            return Err(Diagnostic::error(Code::MissingConfig, message).hint(hint).into());
        }
        let slug = slug::slugify(&self.title);
        if slug.is_empty() {
            return Err(Failure::Usage(format!("the title `{}` has no letter for a file name", self.title)));
        }
        let folder = match self.what {
            What::Briefing => "content/briefings",
            What::Source => "content/sources",
        };
        let path = format!("{folder}/{slug}.md");
        for taken in [path.clone(), format!("{folder}/{slug}/index.md")] {
            if site.stamp(&taken).is_ok() {
                return Err(Failure::Usage(format!("`{taken}` is there already; take another title")));
            }
        }
        let text = self.text(site.today());
        site.write(&path, text.as_bytes()).map_err(|error| Failure::writing(&error))?;
        Ok(path)
    }

    fn text(&self, today: Date) -> String {
        let title = toml::Value::from(self.title.trim()).to_string();
        match self.what {
            What::Briefing => format!(
                "+++\ntitle = {title}\ndescription = \"\"\ndate = {today}\nauthors = []\ntags = []\n+++\n\n"
            ),
            What::Source => format!(
                "+++\n# type: report, webpage, article-newspaper, speech, interview, … (the types of CSL)\n\
                 type = \"webpage\"\ntitle = {title}\n# author = \"\"\n# publisher = \"\"\n# issued = {today}\n\
                 accessed = {today}\n# url = \"\"\n# archive_url = \"\"\nlanguage = \"en\"\n\
                 # What the site shows of it: \"excerpt\" (around cited passages), \"full\" or \"none\".\n\
                 publish = \"excerpt\"\n+++\n\n"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive;
    use crate::diagnostic::TextFile;
    use crate::world::Memory;

    #[test]
    fn a_new_source_is_read_without_a_finding() {
        let args = Args { what: What::Source, title: "Notice".to_owned() };
        let text = args.text(Date::constant(2026, 1, 9)).replace("# issued", "issued");
        let (source, found) = archive::source("notice", &TextFile::new("notice.md", text), &[]);
        assert_eq!(found, []);
        assert_eq!(source.metadata.issued.map(|date| date.to_string()).as_deref(), Some("2026-01-09"));
    }

    fn create(site: &Memory, what: What, title: &str) -> Result<String, Failure> {
        Args { what, title: title.to_owned() }.create(site, "ibid.toml")
    }

    #[test]
    fn a_title_becomes_a_file_with_front_matter() {
        let site = Memory::with([("ibid.toml", "")]);
        assert_eq!(
            create(&site, What::Briefing, "Grain \"deal\": what now?").unwrap(),
            "content/briefings/grain-deal-what-now.md"
        );
        assert_eq!(create(&site, What::Source, "Läti teade").unwrap(), "content/sources/lati-teade.md");
        for (path, bytes) in site.all().into_iter().filter(|(path, _)| path != "ibid.toml") {
            let text = String::from_utf8(bytes).unwrap();
            let front_matter = text.split("+++\n").nth(1).unwrap();
            let table: toml::Table = front_matter.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
            assert!(table.contains_key("title"));
        }
    }

    #[test]
    fn nothing_is_overwritten() {
        let site = Memory::with([
            ("ibid.toml", ""),
            ("content/briefings/a/index.md", "old"),
            ("content/briefings/b.md", "old"),
        ]);
        for title in ["A", "B", "!!!"] {
            assert!(matches!(create(&site, What::Briefing, title), Err(Failure::Usage(_))), "{title}");
        }
        assert_eq!(site.writes(), 0);
    }

    #[test]
    fn outside_a_site_it_says_so() {
        let Err(Failure::Findings(found)) = create(&Memory::new(), What::Briefing, "A") else {
            panic!("no failure")
        };
        assert_eq!(found[0].code, Code::MissingConfig);
    }
}
