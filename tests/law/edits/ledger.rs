//! Edits of the ledger, as the commands make them.

use ibid::config::Settings;
use ibid::diagnostic::{Code, Severity, TextFile};
use ibid::ledger::{self, FILE, Ledger, State};
use ibid::site::{Past, update};
use ibid::world::{Changes, Memory};

use crate::desk::Desk;
use crate::dice::Dice;

/// Publishes the site; what would die is retracted first. Nothing where there are other errors.
pub(super) fn publish(desk: &mut Desk, _: &mut Dice) {
    let world = Memory::new();
    for _ in 0..10 {
        desk.save(&world);
        let site = update(&world, &Settings::default(), &mut Past::default(), &Changes::All);
        let errors = site.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        let mut lost = Vec::new();
        for found in errors {
            match found.code {
                Code::LostPermalink | Code::UnclearPermalink | Code::RetractedPermalink => {
                    lost.push((found.code, found.message.split('`').nth(1).unwrap_or_default().to_owned()));
                }
                _ => return,
            }
        }
        if lost.is_empty() {
            return desk.write(FILE, ledger::write(&site.record()));
        }
        let Some(mut ledger) = read(desk) else { return };
        for (code, name) in lost {
            let state = match code {
                Code::RetractedPermalink => State::Live,
                _ => State::Retracted { on: desk.today, reason: "It is gone.".to_owned(), redacted: false },
            };
            set(&mut ledger, &name, state);
        }
        desk.write(FILE, ledger::write(&ledger));
    }
}

/// Retracts an entry, or leads it to another one.
pub(super) fn end(desk: &mut Desk, dice: &mut Dice) {
    let Some(mut ledger) = read(desk) else { return };
    let names: Vec<String> = ledger.annotations.keys().cloned().collect();
    let (Some(name), Some(to)) = (dice.pick(&names), dice.pick(&names)) else { return };
    let on = desk.today;
    let state = if dice.one_in(2) {
        State::Moved { on, to }
    } else {
        State::Retracted { on, reason: "It is wrong.".to_owned(), redacted: dice.one_in(3) }
    };
    set(&mut ledger, &name, state);
    desk.write(FILE, ledger::write(&ledger));
}

/// Takes the ledger away, or cuts it off.
pub(super) fn less(desk: &mut Desk, dice: &mut Dice) {
    if dice.one_in(4) {
        desk.change(FILE, |text| text[..text.floor_char_boundary(text.len() / 2)].to_owned());
    } else {
        desk.files.remove(FILE);
    }
}

fn read(desk: &Desk) -> Option<Ledger> {
    let ledger = ledger::read(&TextFile::new(FILE, desk.text(FILE)?), &mut Vec::new());
    ledger.is_sound.then_some(ledger)
}

fn set(ledger: &mut Ledger, name: &str, state: State) {
    if let Some(entry) = ledger.annotations.get_mut(name) {
        entry.state = state;
    } else if let Some(page) = ledger.pages.get_mut(name) {
        page.state = state;
    }
}
