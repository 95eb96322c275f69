//! What well-known mail programs drop of the HTML of a mail, for whoever looks at it before it is sent
//! (<https://www.caniemail.com>).

/// Something of a mail that a program drops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost {
    /// What it is called there.
    pub feature: &'static str,
    /// What readers see in its place.
    pub instead: &'static str,
}

/// What each of them drops: the words by which it is found in the HTML, its name, what is seen in its place.
type Table = [(&'static str, &'static str, &'static str)];

/// Outlook for Windows, which shows mails as Word does.
const OUTLOOK: &Table = &[
    ("@media", "@media", "the light colours, or what the program makes of them on a dark screen"),
    ("name=\"color-scheme\"", "color-scheme meta tag", "the same"),
    ("max-width", "max-width", "the width of the table that is there for this program alone: 600 pixels"),
    (
        "max-height",
        "max-height property",
        "nothing else: the words behind the subject are hidden by `mso-hide`",
    ),
    ("overflow:", "overflow", "nothing else, for the same reason"),
    ("<blockquote", "padding of quotations", "quotations without space between the line and the words"),
    ("white-space", "white-space", "long lines of code that run out of the column"),
    ("border-radius", "border-radius", "square corners"),
    ("background-image", "background-image", "the colour behind it"),
    ("box-shadow", "box-shadow", "no shadow"),
    ("opacity", "opacity", "the full colour"),
    ("rgba(", "rgba()", "no colour at all, where no other one is named before it"),
    ("flex", "display:flex", "one below the other"),
    ("inline-block", "display:inline-block", "a line, without space of its own"),
    ("float:", "float", "one below the other"),
    ("<video", "<video> element", "the picture that stands for it, if any"),
    (".webp\"", "WebP", "the description of the picture"),
    (".avif\"", "AVIF", "the description of the picture"),
    (".svg\"", "SVG", "the description of the picture"),
];

/// Gmail, in browsers and in its apps.
const GMAIL: &Table = &[
    (
        "@media (prefers-color-scheme",
        "@media (prefers-color-scheme)",
        "the light colours; the apps turn them round on dark screens",
    ),
    ("name=\"color-scheme\"", "color-scheme meta tag", "the same"),
    ("background-image", "background-image in a style sheet", "the colour behind it"),
    ("position:", "position", "everything in its order"),
    ("<form", "<form> element", "nothing"),
    ("<video", "<video> element", "the picture that stands for it, if any"),
    (".avif\"", "AVIF", "the description of the picture"),
    (".svg\"", "SVG", "the description of the picture"),
];

/// The programs, each with what it drops of this mail.
#[must_use]
pub fn lost(html: &str) -> [(&'static str, Vec<Lost>); 2] {
    let of = |table: &'static Table| {
        let found = table.iter().filter(|(sign, ..)| html.contains(sign));
        found.map(|(_, feature, instead)| Lost { feature, instead }).collect()
    };
    [("Classic Outlook", of(OUTLOOK)), ("Gmail", of(GMAIL))]
}
