//! Readyroom: the window, or the command line without one.

use std::process::ExitCode;

fn main() -> ExitCode {
    readyroom::start()
}
