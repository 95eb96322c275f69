//! Editors that have a window of their own, and how each is told a place.

/// Programs and their arguments.
const KNOWN: &[(&[&str], &[&str])] = &[
    (
        &["code", "code-insiders", "codium", "codium-insiders", "vscodium", "cursor", "windsurf", "positron"],
        &["-g", "{file}:{line}:{column}"],
    ),
    (&["zed", "zeditor", "subl", "sublime_text", "atom", "pulsar"], &["{file}:{line}:{column}"]),
    (&["mate"], &["-l", "{line}:{column}", "{file}"]),
    (
        &[
            "idea",
            "idea64",
            "pycharm",
            "pycharm64",
            "webstorm",
            "webstorm64",
            "phpstorm",
            "phpstorm64",
            "rustrover",
            "rustrover64",
            "clion",
            "clion64",
            "goland",
            "goland64",
            "rubymine",
            "rubymine64",
        ],
        &["--line", "{line}", "--column", "{column}", "{file}"],
    ),
    (&["gvim", "mvim"], &["+call cursor({line},{column})", "{file}"]),
    (&["emacsclient"], &["-n", "+{line}:{column}", "{file}"]),
    (&["kate", "kwrite"], &["-l", "{line}", "-c", "{column}", "{file}"]),
    (&["gedit"], &["+{line}:{column}", "{file}"]),
    (&["pluma", "bbedit"], &["+{line}", "{file}"]),
    (&["geany", "mousepad"], &["--line={line}", "--column={column}", "{file}"]),
    (&["notepad++"], &["-n{line}", "-c{column}", "{file}"]),
    (&["gnome-text-editor", "notepad"], &["{file}"]),
];

/// Arguments that keep an editor within its terminal.
pub(super) const IN_TERMINAL: &[&str] = &["-nw", "-t", "-tty", "--tty", "--no-window-system"];

/// Arguments that make an editor, as version control asks for, wait until the file is closed.
pub(super) const WAITING: &[&str] = &["--wait", "-w", "--block", "-b", "-f", "--nofork"];

/// The arguments of a program that is known by its name, whatever folder it is in.
pub(super) fn arguments(program: &str) -> Option<&'static [&'static str]> {
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program).to_ascii_lowercase();
    let name = [".exe", ".cmd"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    KNOWN.iter().find(|(names, _)| names.contains(&name)).map(|(_, arguments)| *arguments)
}
