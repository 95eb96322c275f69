//! The `ibid` program.
#![expect(clippy::disallowed_methods, reason = "the arguments come in here")]

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ibid::cli::run(std::env::args_os())
}
