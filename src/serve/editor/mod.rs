//! Opens a file of the site in the editor of whoever previews.

mod known;
mod split;
#[cfg(test)]
mod tests;

use std::io::ErrorKind;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use super::http::Refusal;
use crate::world::{World, is_inside};

/// How long an editor may take to say that it can't open the file.
const PATIENCE: Duration = Duration::from_millis(250);

/// An editor that has a window of its own, and how it is told what to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    /// The program, then its arguments, in which `{file}`, `{line}` and `{column}` stand for the place.
    words: Vec<String>,
}

/// The place that a page asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Asked {
    file: String,
    #[serde(default = "first")]
    line: u32,
    #[serde(default = "first")]
    column: u32,
}

fn first() -> u32 {
    1
}

impl Editor {
    /// The editor of a command line such as `code -g {file}:{line}:{column}`. Where it does not say where the file comes,
    /// a known editor gets it in its own way, any other as its last argument.
    ///
    /// # Errors
    /// The command line can't be divided into words, or has none.
    pub fn of(line: &str) -> Result<Self, String> {
        let words = split::words(line)?;
        let Some(program) = words.first() else {
            return Err("the command of the editor is empty".to_owned());
        };
        if words.iter().any(|word| word.contains("{file}")) {
            return Ok(Self { words });
        }
        Ok(match known::arguments(program) {
            Some(arguments) => Self::with(&words, arguments),
            None => Self::with(&words, &["{file}"]),
        })
    }

    /// The editor that is asked for on the command line (`given`), else in the environment: `IBID_EDITOR`, or `VISUAL` and
    /// `EDITOR` where they name one that is known to have a window of its own. An editor in a terminal can't be used: the
    /// terminal is the server's.
    ///
    /// # Errors
    /// The command line of `given` or `IBID_EDITOR` makes no sense.
    pub fn choose(
        given: Option<&str>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<Self>, String> {
        let told = |name| variable(name).filter(|value| !value.trim().is_empty());
        if let Some(line) = given.map(str::to_owned).or_else(|| told("IBID_EDITOR")) {
            return Self::of(&line).map(Some);
        }
        let mut usual = ["VISUAL", "EDITOR"].into_iter().filter_map(told);
        Ok(usual.find_map(|line| Self::with_window(&line)))
    }

    fn with_window(line: &str) -> Option<Self> {
        let words = split::words(line).ok()?;
        let arguments = known::arguments(words.first()?)?;
        let is_in_terminal = words.iter().skip(1).any(|word| known::IN_TERMINAL.contains(&word.as_str()));
        (!is_in_terminal).then(|| Self::with(&words, arguments))
    }

    /// The words of somebody's command line and those that name the place. Nobody waits for the editor to be closed.
    fn with(words: &[String], arguments: &[&str]) -> Self {
        let words = words.iter().filter(|word| !known::WAITING.contains(&word.as_str())).cloned();
        Self { words: words.chain(arguments.iter().map(|word| (*word).to_owned())).collect() }
    }

    /// The words with the place in them.
    fn command(&self, file: &str, line: u32, column: u32) -> Vec<String> {
        self.words.iter().map(|word| filled(word, file, line, column)).collect()
    }
}

/// Opens what `body` asks for: a file of `world`, whose folder on disk is `root`.
///
/// # Errors
/// 400: the request can't be read. 404: there is no such file in the site. 409: no editor is known, or it does not start.
pub fn open(world: &dyn World, root: &Path, editor: Option<&Editor>, body: &[u8]) -> Result<String, Refusal> {
    let asked: Asked = serde_json::from_slice(body)
        .map_err(|error| Refusal::new(400, format!("this is no place in a file: {error}")))?;
    let file = asked.file.as_str();
    if !is_inside(file) || world.stamp(file).is_err() {
        return Err(Refusal::new(404, format!("there is no file `{file}` in this site")));
    }
    let editor = editor.ok_or_else(|| {
        let words = "no editor is known: name one when you start `ibid serve`, as in \
                     `--editor \"code -g {file}:{line}:{column}\"`, or in the variable `IBID_EDITOR`";
        Refusal::new(409, words)
    })?;
    let full =
        std::path::absolute(root.join(file)).ok().and_then(|path| path.into_os_string().into_string().ok());
    let full = full.ok_or_else(|| Refusal::new(409, "the path of the site's folder is no text"))?;
    let command = editor.command(&full, asked.line, asked.column);
    start(&command, root).map_err(|words| Refusal::new(409, words))?;
    Ok(json!({ "file": file }).to_string())
}

/// A word with the place in it. What is put in is not looked at again: a file may be called `{line}`.
fn filled(word: &str, file: &str, line: u32, column: u32) -> String {
    let mut out = String::with_capacity(word.len() + file.len());
    let mut rest = word;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (name, value) = match rest {
            _ if rest.starts_with("{file}") => ("{file}", file.to_owned()),
            _ if rest.starts_with("{line}") => ("{line}", line.to_string()),
            _ if rest.starts_with("{column}") => ("{column}", column.to_string()),
            _ => ("{", "{".to_owned()),
        };
        out.push_str(&value);
        rest = &rest[name.len()..];
    }
    out + rest
}

/// Starts an editor and leaves it alone; one that fails at once is told.
fn start(words: &[String], folder: &Path) -> Result<(), String> {
    let Some((program, arguments)) = words.split_first() else { return Ok(()) };
    let child = spawn(program, arguments, folder).map_err(|error| {
        if error.kind() == ErrorKind::NotFound {
            return format!("there is no program `{program}` to open the file with");
        }
        format!("`{program}` cannot be started: {error}")
    })?;
    match reap(child).recv_timeout(PATIENCE) {
        Ok(status) if !status.success() => Err(format!("`{program}` could not open the file ({status})")),
        _ => Ok(()),
    }
}

fn spawn(program: &str, arguments: &[String], folder: &Path) -> std::io::Result<Child> {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // Ctrl-C ends the server, not the editor.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let started = command.spawn();
    match started {
        // What is called `code` is a script there, which is found by its whole name only.
        Err(error) if cfg!(windows) && error.kind() == ErrorKind::NotFound && !program.ends_with(".cmd") => {
            spawn(&format!("{program}.cmd"), arguments, folder).map_err(|_| error)
        }
        started => started,
    }
}

/// Waits for the end of a program in a thread of its own, so that nothing of it is left in the system's table.
fn reap(mut child: Child) -> Receiver<ExitStatus> {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        if let Ok(status) = child.wait() {
            // Nobody listens any more to what ends later.
            let _ = tell.send(status);
        }
    });
    told
}
