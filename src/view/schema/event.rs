//! Events to come.

use super::write::{block, list, object, text};
use crate::furniture::Event;

/// An event (<https://schema.org/Event>).
pub(in crate::view) fn event(event: &Event) -> String {
    let place = event.place.as_deref().map(|place| {
        object(&[("@type", Some(text("Place"))), ("address", Some(text(place))), ("name", Some(text(place)))])
    });
    let online = event.online.then(|| {
        let url = event.url.as_deref().map(text);
        object(&[("@type", Some(text("VirtualLocation"))), ("url", url)])
    });
    let mode = match (&online, &place) {
        (Some(_), Some(_)) => Some("Mixed"),
        (Some(_), None) => Some("Online"),
        (None, Some(_)) => Some("Offline"),
        (None, None) => None,
    };
    block(&object(&[
        ("@type", Some(text("Event"))),
        ("description", event.description.as_deref().map(text)),
        ("endDate", event.end.as_ref().map(|end| text(&end.iso()))),
        (
            "eventAttendanceMode",
            mode.map(|mode| text(&format!("https://schema.org/{mode}EventAttendanceMode"))),
        ),
        ("location", list(place.iter().chain(&online))),
        ("name", Some(text(&event.title))),
        ("startDate", Some(text(&event.start.iso()))),
        ("url", event.url.as_deref().map(text)),
    ]))
}
