//! The shell: windows, the one command between screen and backend, the clock task, dialogs and the command line.
//!
//! [`desk`] answers the requests of the contract, [`office`] says at which workspace it stands, and neither knows Tauri;
//! [`window`] is the only module that does.

pub mod cli;
pub mod clock;
pub mod desk;
pub mod office;
mod places;
pub mod prometheus;
mod recent;
mod report;
mod seed;
mod window;

use std::process::ExitCode;

/// Reads the command line and does what it says. 0 done, 1 refused with words on standard error, 2 usage.
#[must_use]
pub fn start() -> ExitCode {
    let arguments = cli::Arguments::read();
    let unasked = if arguments.opens_window() { "warn" } else { "off" };
    let log = tracing_subscriber::EnvFilter::try_from_env("READYROOM_LOG").unwrap_or_else(|_| unasked.into());
    // Its own complaints would go to standard error as well, and panic where nothing can be written there.
    tracing_subscriber::fmt()
        .with_env_filter(log)
        .with_writer(std::io::stderr)
        .log_internal_errors(false)
        .init();
    match cli::run(arguments) {
        Ok(code) => code,
        Err(refusal) => {
            cli::print::warn(&format!("readyroom: {refusal}"));
            ExitCode::from(1)
        }
    }
}
