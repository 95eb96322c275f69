//! `ibid new`.

use jiff::civil::Date;

use super::build::Choice;
use super::named::Names;
use super::{Failure, Outcome, Session};
use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic};
use crate::newsletter::{self, Chosen};
use crate::site::{self, Past};
use crate::world::{Changes, World};

/// Begin a briefing, a source or a newsletter
///
/// `ibid new newsletter --since 2026-01-02` begins one with what was published on that day or later, `--annotations one,two` with these
/// annotations.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// What to begin
    #[arg(value_enum, value_name = "WHAT")]
    what: What,
    /// Its title; a newsletter may be without one
    #[arg(value_name = "TITLE", required_if_eq_any([("what", "briefing"), ("what", "source")]))]
    title: Option<String>,
    /// Begin a newsletter with these annotations
    #[arg(long, value_name = "ID,ID", value_delimiter = ',', conflicts_with = "since")]
    annotations: Vec<String>,
    /// Begin a newsletter with what was published on this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// An analysis page, in content/briefings/
    Briefing,
    /// An archived document, in content/sources/
    Source,
    /// A letter to readers, in content/newsletters/
    Newsletter,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> Result<Outcome, Failure> {
        let site = session.site(None)?;
        let settings = Choice::default().settings(session, None);
        let path = self.create(&site, &settings)?;
        let full = session.root().join(path);
        session.print(&format!("{}\n", full.strip_prefix(".").unwrap_or(&full).display()))?;
        Ok(Outcome::Fine)
    }

    /// Writes the file and tells its path.
    fn create(&self, site: &dyn World, settings: &Settings) -> Result<String, Failure> {
        let config = settings.config.as_deref().unwrap_or("ibid.toml");
        if site.stamp(config).is_err() {
            let message = format!("there is no `{config}` here, so this is no site");
            let hint =
                "run it in the folder of a site, or name that with `--root`; `ibid init DIR` begins one";
            return Err(Diagnostic::error(Code::MissingConfig, message).hint(hint).into());
        }
        let is_chosen = self.since.is_some() || !self.annotations.is_empty();
        if is_chosen && self.what != What::Newsletter {
            let message =
                "`--annotations` and `--since` begin newsletters: `ibid new newsletter --since 2026-01-02`";
            return Err(Failure::Usage(message.to_owned()));
        }
        let path = self.path(site)?;
        let title = self.title.as_deref().unwrap_or_default();
        let text = match self.what {
            What::Newsletter => self.letter(site, settings)?,
            _ => text(self.what, title, site.today()),
        };
        site.write(&path, text.as_bytes()).map_err(|error| Failure::writing(&error))?;
        Ok(path)
    }

    /// A path that nothing stands at. A letter is called by its day, the second of a day by its title as well.
    fn path(&self, site: &dyn World) -> Result<String, Failure> {
        let title = self.title.as_deref().unwrap_or_default();
        let slug = slug::slugify(title);
        if slug.is_empty() && self.title.is_some() {
            return Err(Failure::Usage(format!("the title `{title}` has no letter for a file name")));
        }
        let today = site.today();
        let names = match self.what {
            What::Briefing => vec![format!("content/briefings/{slug}")],
            What::Source => vec![format!("content/sources/{slug}")],
            What::Newsletter if slug.is_empty() => vec![format!("content/newsletters/{today}")],
            What::Newsletter => {
                vec![format!("content/newsletters/{today}"), format!("content/newsletters/{today}-{slug}")]
            }
        };
        let is_free = |name: &&String| {
            [format!("{name}.md"), format!("{name}/index.md")].iter().all(|path| site.stamp(path).is_err())
        };
        if let Some(name) = names.iter().find(is_free) {
            return Ok(format!("{name}.md"));
        }
        let taken = names.last().map(String::as_str).unwrap_or_default();
        let way_out = if slug.is_empty() { "give the letter a title" } else { "take another title" };
        Err(Failure::Usage(format!("`{taken}.md` is there already; {way_out}")))
    }

    fn letter(&self, site: &dyn World, settings: &Settings) -> Result<String, Failure> {
        let known = site::update(site, settings, &mut Past::default(), &Changes::All);
        let names = Names::of_site(&known, &known.material().ledger);
        // What is no name is told with the others that can't be linked.
        let id = |typed: &String| names.find(typed).unwrap_or_else(|unknown| unknown.name);
        let ids: Vec<String> = self.annotations.iter().map(id).collect();
        let chosen = match (self.since, ids.as_slice()) {
            (Some(first), _) => Chosen::Since(first),
            (None, []) => Chosen::Nothing,
            (None, ids) => Chosen::Annotations(ids),
        };
        let begun = newsletter::begin(&known.views, self.title.as_deref(), site.today(), chosen);
        begun.map_err(|wrong| Failure::Usage(wrong.join("\nerror: ")))
    }
}

fn text(what: What, title: &str, today: Date) -> String {
    let title = toml::Value::from(title.trim()).to_string();
    match what {
        What::Source => format!(
            "+++\n# type: report, webpage, article-newspaper, speech, interview, … (the types of CSL)\n\
             type = \"webpage\"\ntitle = {title}\n# author = \"\"\n# publisher = \"\"\n# issued = {today}\n\
             accessed = {today}\n# url = \"\"\n# archive_url = \"\"\nlanguage = \"en\"\n\
             # What the site shows of it: \"excerpt\" (around cited passages), \"full\" or \"none\".\n\
             publish = \"excerpt\"\n+++\n\n"
        ),
        What::Briefing | What::Newsletter => format!(
            "+++\ntitle = {title}\ndescription = \"\"\ndate = {today}\nauthors = []\ntags = []\n+++\n\n"
        ),
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
        let text = text(What::Source, "Notice", Date::constant(2026, 1, 9)).replace("# issued", "issued");
        let (source, found) = archive::source("notice", &TextFile::new("notice.md", text), &[]);
        assert_eq!(found, []);
        assert_eq!(source.metadata.issued.map(|date| date.to_string()).as_deref(), Some("2026-01-09"));
    }

    fn create(site: &Memory, what: What, title: &str) -> Result<String, Failure> {
        let title = Some(title.to_owned()).filter(|title| !title.is_empty());
        Args { what, title, annotations: Vec::new(), since: None }.create(site, &Settings::default())
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

    /// A site of two briefings and a draft, on 9 January.
    fn desk() -> Memory {
        let briefing = |matter: &str, id: &str| {
            format!(
                "+++\ntitle = \"On {id}\"\n{matter}\n+++\nIt :cite[is *so*]{{#{id} src=minutes at=p1}}.[^x]\n\n[^x]: Y.\n"
            )
        };
        let site = Memory::with([
            ("ibid.toml", "base_url = \"https://example.org\"\ntitle = \"Desk\"\n".to_owned()),
            ("content/sources/minutes.md", "+++\ntitle = \"Minutes\"\n+++\nTwo were lost.\n".to_owned()),
            ("content/briefings/secret.md", briefing("draft = true\ndate = 2026-01-08", "secret")),
        ]);
        // What is there on a day is published on it.
        for (day, path) in [(2, "old"), (5, "new"), (8, "newer")] {
            site.set_today(Date::constant(2026, 1, day));
            site.insert(
                format!("content/briefings/{path}.md"),
                briefing(&format!("date = 2026-01-0{day}"), path),
            );
            let settings = Settings::default();
            let ledger = site::update(&site, &settings, &mut Past::default(), &Changes::All).record();
            site.insert(crate::ledger::FILE, crate::ledger::write(&ledger));
        }
        site.set_today(Date::constant(2026, 1, 9));
        site
    }

    fn letter(
        site: &Memory,
        title: &str,
        ids: &[&str],
        since: Option<Date>,
    ) -> Result<(String, String), Failure> {
        let title = Some(title.to_owned()).filter(|title| !title.is_empty());
        let annotations = ids.iter().map(|id| (*id).to_owned()).collect();
        let path =
            Args { what: What::Newsletter, title, annotations, since }.create(site, &Settings::default())?;
        let text = String::from_utf8(site.read(&path).unwrap()).unwrap();
        let found = site::build(site, &Settings::default()).diagnostics;
        assert_eq!(found, [], "{text}");
        Ok((path, text.rsplit_once("+++\n\n").unwrap().1.to_owned()))
    }

    #[test]
    fn a_letter_is_called_by_its_day_and_begins_with_what_was_chosen() {
        let site = desk();
        let begun = letter(&site, "", &[], None).unwrap();
        assert_eq!(begun, ("content/newsletters/2026-01-09.md".to_owned(), String::new()));
        let text = String::from_utf8(site.read(&begun.0).unwrap()).unwrap();
        assert!(text.contains("subject = \"Desk, 9 January 2026\""), "{text}");
        let (path, body) = letter(&site, "Second", &["a:newer", "old", "#newer"], None).unwrap();
        assert_eq!(path, "content/newsletters/2026-01-09-second.md");
        assert_eq!(
            body,
            "::briefing{path=\"@/briefings/newer.md\"}\n\n::annotation{id=newer}\n\n\
            ::briefing{path=\"@/briefings/old.md\"}\n\n::annotation{id=old}\n\n"
        );
        let (_, body) = letter(&site, "Third", &[], Some(Date::constant(2026, 1, 5))).unwrap();
        assert_eq!(
            body,
            "::briefing{path=\"@/briefings/newer.md\"}\n\n- [is so](a:newer)\n\n\
            ::briefing{path=\"@/briefings/new.md\"}\n\n- [is so](a:new)\n\n"
        );
    }

    #[test]
    fn what_a_letter_cannot_begin_with_is_told_all_at_once() {
        let site = desk();
        let told = |title: &str, ids: &[&str], since: Option<Date>| match letter(&site, title, ids, since) {
            Err(Failure::Usage(message)) => message,
            other => panic!("{other:?}"),
        };
        let message = told("", &["newr", "secret", "old"], None);
        assert!(
            message.starts_with("there is no annotation `newr`; did you mean `newer`?\nerror: "),
            "{message}"
        );
        assert!(
            message.ends_with("`content/briefings/secret.md`, which is a draft and is not public"),
            "{message}"
        );
        assert_eq!(
            told("", &[], Some(Date::constant(2026, 2, 1))),
            "nothing was published on 2026-02-01 or later"
        );
        assert!(site.take(crate::ledger::FILE).is_some());
        assert_eq!(
            told("", &[], Some(Date::constant(2026, 1, 1))),
            "nothing was published on 2026-01-01 or later: `ibid publish` records what is public"
        );
        letter(&site, "", &[], None).unwrap();
        assert!(told("", &[], None).ends_with("is there already; give the letter a title"));
        let args = Args {
            what: What::Briefing,
            title: Some("A".into()),
            annotations: vec!["old".into()],
            since: None,
        };
        assert!(matches!(args.create(&site, &Settings::default()), Err(Failure::Usage(_))));
    }
}
