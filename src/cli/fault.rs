//! Faults of ibid's own: a panic becomes a message that says so.

use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, PoisonError};

use super::Failure;
use crate::diagnostic::{Code, Diagnostic};

/// What the last panic said and where; the hook runs in the thread that panicked, which need not be this one.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// Does the work; where it panics, the failure says what happened.
pub(super) fn guard<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(describe(info));
        // Whoever looks for the fault wants the whole story.
        if std::env::var_os("RUST_BACKTRACE").is_some() {
            usual(info);
        }
    }));
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    // The hook of before is part of the one that is taken off here, so the standard one comes back.
    let _ = panic::take_hook();
    result.unwrap_or_else(|_| Err(fault().into()))
}

fn fault() -> Diagnostic {
    let last = LAST.lock().unwrap_or_else(PoisonError::into_inner).take();
    let what = last.unwrap_or_else(|| "nothing more is known".to_owned());
    Diagnostic::error(Code::Internal, format!("this is a fault of ibid's own: {what}"))
        .hint("nothing is wrong with your site because of this; please report it with the command you ran")
        .hint("with `RUST_BACKTRACE=1` in the environment it tells more")
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let message = info.payload_as_str().unwrap_or("no message");
    match info.location() {
        Some(place) => format!("{message} ({}:{})", place.file(), place.line()),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_finding() {
        let failure = guard::<()>(|| panic!("out of luck")).unwrap_err();
        let Failure::Findings(diagnostics) = failure else { panic!("{failure:?}") };
        assert_eq!(diagnostics[0].code, Code::Internal);
        assert!(diagnostics[0].message.contains("out of luck"), "{}", diagnostics[0].message);
    }
}
