//! What was measured of a page, and what is wrong with it.

use serde::Deserialize;

/// What the harness hands over.
#[derive(Deserialize)]
pub(crate) struct Report {
    #[serde(default)]
    pub(crate) pages: Vec<Measured>,
    /// Why it ended early.
    pub(crate) error: Option<String>,
}

/// One page. All lengths are CSS pixels, from the upper left corner of what is shown.
#[derive(Deserialize)]
pub(crate) struct Measured {
    pub(crate) path: String,
    pub(crate) sizes: Vec<Size>,
    opened: Vec<Opened>,
    requests: Vec<String>,
}

/// One page at one width.
#[derive(Deserialize)]
pub(crate) struct Size {
    width: u32,
    /// How much wider the page is than the screen.
    scrolls: f64,
    widest: String,
    /// Whether the page is written from the right.
    from_right: bool,
    pub(crate) notes: Vec<Note>,
}

#[derive(Deserialize)]
pub(crate) struct Note {
    id: String,
    pub(crate) shown: bool,
    /// It stands in something that no margin note can leave, such as a table.
    boxed: bool,
    place: Place,
    text: Place,
}

#[derive(Deserialize)]
struct Place {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

/// A note whose number was pressed.
#[derive(Deserialize)]
struct Opened {
    id: String,
    width: u32,
    /// Whether its number was there to be pressed.
    has_button: bool,
    shown: bool,
    /// How many notes were shown then.
    open: usize,
    place: Place,
    /// Where its number stands.
    number: Place,
    /// It was hidden again when its number was pressed once more.
    closed: bool,
}

/// From this width on notes stand in the margin.
const WIDE: u32 = 1120;

/// Everything that is wrong with a page, one sentence each.
pub(crate) fn faults(page: &Measured, server: &str) -> Vec<String> {
    let mut found = Vec::new();
    for size in &page.sizes {
        if size.scrolls > 0.0 {
            found.push(format!("scrolls sideways by {} because of {}", size.scrolls, size.widest));
        }
        let look = if size.width >= WIDE { beside } else { hidden };
        look(size, &mut found);
        let at = format!("{} at {}: ", page.path, size.width);
        found.iter_mut().filter(|line| !line.starts_with('/')).for_each(|line| line.insert_str(0, &at));
    }
    for note in &page.opened {
        let at = format!("{} at {}: `{}`", page.path, note.width, note.id);
        if let Some(fault) = in_place(note) {
            found.push(format!("{at} {fault}"));
        }
    }
    let foreign = page.requests.iter().filter(|request| !request.starts_with(&format!("{server}/")));
    found.extend(foreign.map(|request| format!("{}: asks for {request}", page.path)));
    found
}

/// On a wide screen every note stands in the margin, and none lies over another.
fn beside(size: &Size, found: &mut Vec<String>) {
    for note in size.notes.iter().filter(|note| note.shown == note.boxed) {
        found.push(format!("`{}` is {}", note.id, if note.shown { "shown in its box" } else { "hidden" }));
    }
    let mut shown: Vec<_> = size.notes.iter().filter(|note| note.shown && !note.boxed).collect();
    for note in &shown {
        let is_beside = if size.from_right {
            note.place.right <= note.text.left - 8.0 && note.place.left >= 0.0
        } else {
            note.place.left >= note.text.right + 8.0 && note.place.right <= f64::from(size.width)
        };
        if !is_beside {
            found.push(format!("`{}` is not beside the text", note.id));
        }
    }
    shown.sort_by(|one, other| one.place.top.total_cmp(&other.place.top));
    for pair in shown.windows(2) {
        if pair[1].place.top < pair[0].place.bottom - 0.5 {
            found.push(format!("`{}` and `{}` lie over each other", pair[0].id, pair[1].id));
        }
    }
}

/// On a narrow screen no note is shown by itself.
fn hidden(size: &Size, found: &mut Vec<String>) {
    let shown = size.notes.iter().filter(|note| note.shown);
    found.extend(shown.map(|note| format!("`{}` is shown before its number is pressed", note.id)));
}

/// A note opens by its number, within the screen, alone, and can be closed.
fn in_place(note: &Opened) -> Option<String> {
    let width = f64::from(note.width);
    if !note.has_button {
        return Some("has no number to press".to_owned());
    }
    if !note.shown {
        return Some("stays hidden when its number is pressed".to_owned());
    }
    if note.width < WIDE && note.open != 1 {
        return Some(format!("is one of {} that are open", note.open));
    }
    if note.place.left < 0.0 || note.place.right > width {
        return Some(format!("opens from {} to {}", note.place.left, note.place.right));
    }
    if note.place.top < 0.0 || note.place.top > 900.0 {
        return Some(format!("opens out of sight, at {}", note.place.top));
    }
    let below = note.place.top - note.number.bottom;
    let above = note.number.top - note.place.bottom;
    if !(0.0..40.0).contains(&below.max(above)) {
        return Some(format!("opens {} from its number", below.max(above)));
    }
    if !note.closed {
        return Some("can't be closed".to_owned());
    }
    None
}
