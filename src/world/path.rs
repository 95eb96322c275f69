//! Paths that stay inside a root, judged by their letters alone.

use std::io::ErrorKind;

use super::WorldError;

/// Refuses a file path that is empty, absolute, or has parts that a file system would read as a way out.
pub(super) fn check(path: &str) -> Result<(), WorldError> {
    if path.is_empty() {
        return Err(WorldError::new(path, ErrorKind::InvalidInput, "a file needs a name"));
    }
    if path.split('/').all(is_plain) {
        return Ok(());
    }
    Err(WorldError::new(path, ErrorKind::InvalidInput, "the path leads out of its folder"))
}

/// As [`check`], where `""` means the root itself.
pub(super) fn check_folder(path: &str) -> Result<(), WorldError> {
    if path.is_empty() { Ok(()) } else { check(path) }
}

/// The folder of a path, `""` for the root.
pub(super) fn parent(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..slash])
}

fn is_plain(part: &str) -> bool {
    // On Windows `a\..\b` and `C:x` are ways out as well.
    let foreign = cfg!(windows) && part.contains(['\\', ':']);
    !matches!(part, "" | "." | "..") && !part.contains('\0') && !foreign
}

/// The path of a file from `content/`, where it lies there; else the path itself.
#[must_use]
pub fn below_content(path: &str) -> &str {
    path.strip_prefix("content/").unwrap_or(path)
}

/// The name under which a file is written before it is renamed: hidden, so that a server never shows it, and
/// short, because the name itself may be as long as is allowed.
pub(super) fn temporary(process: u32, number: u64) -> String {
    format!(".ibid-{process}-{number}.tmp")
}

/// Whether a file has such a name: it was left by a run that was killed.
#[must_use]
pub fn is_temporary(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let numbers = name.strip_prefix(".ibid-").and_then(|rest| rest.strip_suffix(".tmp"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    numbers.and_then(|numbers| numbers.split_once('-')).is_some_and(|(a, b)| is_number(a) && is_number(b))
}

/// Endings of what editors keep beside the file that is edited: backups, swap files, locks, what is saved by itself and
/// what is renamed over the file.
const LEFT_BY_EDITORS: [&str; 9] =
    ["~", ".swp", ".swo", ".swn", ".swx", ".swpx", ".kate-swp", "___jb_tmp___", "___jb_old___"];

/// Whether a file has a name that an editor or the system gives to what it keeps beside the user's files. No such file
/// is part of a site.
#[must_use]
pub fn is_left_by_editor(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_hidden = name.starts_with('.');
    let begins = |start: &str| name.starts_with(start);
    LEFT_BY_EDITORS.iter().any(|end| name.ends_with(end) && (is_hidden || !end.starts_with('.')))
        || (name.ends_with('#') && (begins("#") || begins(".~lock.")))
        || [".#", ".goutputstream-", ".nfs0", ".fuse_hidden"].into_iter().any(begins)
        || name == ".DS_Store"
        // By this one vim asks whether a folder can be written to. Among files that are copied it may be the user's own.
        || (name == "4913" && ["content/", "templates/"].into_iter().any(|folder| path.starts_with(folder)))
}
