//! Events, as a data file of the site lists them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, Time};

use super::is_url;
use crate::diagnostic::{Code, Diagnostic, TextFile, nearest};
use crate::fields::{Fields, calendar_date};
use crate::world::{World, is_inside, text};

/// The events of each data file, by its path.
pub type Calendar = BTreeMap<String, Agenda>;

/// The events of one data file.
#[derive(Debug, Clone)]
pub struct Agenda {
    /// The file.
    pub file: Arc<TextFile>,
    /// In the order of their beginning.
    pub events: Vec<Event>,
}

impl Agenda {
    /// All that the file says, with its places.
    #[must_use]
    pub fn fields(&self) -> Fields {
        format_of(&self.file.path)
            .map_or_else(|| Fields::empty(&self.file, 0..0), |format| format(&self.file))
    }
}

/// A day, or a day and a time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day, there where the event takes place.
    pub date: Date,
    /// The time of that day.
    pub time: Option<Time>,
    /// The difference from UTC as written: `Z`, `+02:00`, or empty.
    pub offset: String,
}

impl Moment {
    /// As ISO 8601 has it: `2026-12-03`, `2026-12-03T18:00+02:00`.
    #[must_use]
    pub fn iso(&self) -> String {
        match self.clock() {
            Some(clock) => format!("{}T{clock}{}", self.date, self.offset),
            None => self.date.to_string(),
        }
    }

    /// The time as it is read: `18:00`.
    #[must_use]
    pub fn clock(&self) -> Option<String> {
        self.time.map(|time| format!("{:02}:{:02}", time.hour(), time.minute()))
    }
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its name.
    pub title: String,
    /// When it begins.
    pub start: Moment,
    /// When it ends.
    pub end: Option<Moment>,
    /// Where.
    pub place: Option<String>,
    /// Its page.
    pub url: Option<String>,
    /// Whether one can take part from anywhere.
    pub online: bool,
    /// What it is about.
    pub description: Option<String>,
    /// Words to choose it by.
    pub tags: Vec<String>,
}

impl Event {
    /// The last day on which it is worth telling of.
    #[must_use]
    pub fn last_day(&self) -> Date {
        self.end.as_ref().map_or(self.start.date, |end| end.date)
    }
}

/// Reads the events of a data file: TOML, YAML or JSON with a list `events`, or CSV with a line of names.
///
/// # Errors
/// A file that cannot be read; its place has to be added by whoever asked for it.
pub fn read(
    world: &dyn World,
    path: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Agenda, Box<Diagnostic>> {
    if !is_inside(path) {
        let message = format!("`{path}` is no file of the site");
        return Err(Box::new(Diagnostic::error(Code::InvalidValue, message)));
    }
    let Some(format) = format_of(path) else {
        let found =
            Diagnostic::error(Code::InvalidValue, format!("`{path}` is no file that events can stand in"));
        return Err(Box::new(found.hint("events are read from `.toml`, `.yaml`, `.json` and `.csv`")));
    };
    let file = text(world, path).map_err(|found| Box::new(with_neighbours(world, path, *found)))?;
    let events = events(&file, format, diagnostics);
    Ok(Agenda { file, events })
}

/// Adds the nearest name in the same folder.
fn with_neighbours(world: &dyn World, path: &str, found: Diagnostic) -> Diagnostic {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let files = world.files(folder).unwrap_or_default();
    match nearest(path, files.iter().map(String::as_str)) {
        Some(near) => found.hint(format!("did you mean `{near}`?")),
        None => found,
    }
}

fn format_of(path: &str) -> Option<Format> {
    let (_, extension) = path.rsplit_once('.')?;
    match extension {
        "toml" => Some(Fields::of_toml),
        // Whatever is JSON is YAML as well.
        "yaml" | "yml" | "json" => Some(Fields::of_yaml),
        "csv" => Some(|file| Fields::of_csv(file, "events")),
        _ => None,
    }
}

type Format = fn(&Arc<TextFile>) -> Fields;

fn events(file: &Arc<TextFile>, format: Format, diagnostics: &mut Vec<Diagnostic>) -> Vec<Event> {
    let mut fields = format(file);
    fields.require("events");
    let mut found = Vec::new();
    for mut table in fields.tables("events").unwrap_or_default() {
        found.extend(event(&mut table));
        fields.adopt(table);
    }
    fields.finish(diagnostics);
    found.sort_by(|a, b| (&a.start, &a.title).cmp(&(&b.start, &b.title)));
    found
}

fn event(table: &mut Fields) -> Option<Event> {
    table.require("title");
    table.require("start");
    let (title, start, end) = (table.string("title"), moment(table, "start"), moment(table, "end"));
    let url = table.string("url");
    if url.as_ref().is_some_and(|url| !is_url(url)) {
        table.invalid("url", "`url` must begin with `https://` or `http://`");
    }
    if let (Some(start), Some(end)) = (&start, &end)
        && (end.date, end.time.or(start.time)) < (start.date, start.time.or(end.time))
    {
        table.invalid("end", "the event ends before it begins");
    }
    let event = Event {
        title: String::new(),
        start: start.clone()?,
        end,
        place: table.string("place"),
        url,
        online: table.boolean("online").unwrap_or_default(),
        description: table.string("description"),
        tags: tags(table),
    };
    title.map(|title| Event { title, ..event })
}

/// A list, or one string with several tags, as a line of CSV has them.
fn tags(table: &mut Fields) -> Vec<String> {
    let written = table.strings("tags").unwrap_or_default();
    let tags = written.iter().flat_map(|tags| tags.split(';')).map(str::trim);
    tags.filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

/// `2026-12-03`, `2026-12-03T18:00`, `2026-12-03 18:00:00+02:00`.
fn moment(table: &mut Fields, key: &'static str) -> Option<Moment> {
    let text = table.date_text(key)?;
    let found = read_moment(&text);
    if found.is_none() {
        table.invalid(
            key,
            format!("`{key}` must be a day (2026-12-03) or a day and a time (2026-12-03T18:00)"),
        );
    }
    found
}

fn read_moment(text: &str) -> Option<Moment> {
    let date = calendar_date(text)?;
    if text.len() == 10 {
        return Some(Moment { date, time: None, offset: String::new() });
    }
    let rest = text.get(11..)?;
    let at = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (clock, offset) = rest.split_at(at);
    let time = clock.trim_end().parse().ok()?;
    let is_offset = offset.is_empty() || offset.eq_ignore_ascii_case("z") || is_difference(offset);
    is_offset.then(|| Moment { date, time: Some(time), offset: offset.to_uppercase() })
}

/// `+02:00`.
fn is_difference(offset: &str) -> bool {
    let parts = offset[1..].split_once(':');
    parts.is_some_and(|(hours, minutes)| {
        let number = |text: &str| text.parse::<u8>().ok().filter(|_| text.len() == 2);
        number(hours).is_some_and(|hours| hours < 15) && number(minutes).is_some_and(|minutes| minutes < 60)
    })
}
