//! The project's own tasks: `cargo xtask run | build | screen | test | bench | screens | bundle`.
//!
//! Every verb first makes sure that what it needs is installed (see [`setup`]), says what it does while it does it,
//! and on failure names the command that repeats only the part that failed.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod bench;
mod build;
mod bundle;
mod command;
mod merge;
mod parts;
mod run;
mod screens;
mod setup;
mod test;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Build, run and check Readyroom")]
struct Tasks {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Build everything and open the window on the sample workspace
    Run {
        /// Without a display: draw on a virtual one, save a picture of the window and end
        #[arg(long)]
        headless: bool,
        /// Built for speed
        #[arg(long)]
        release: bool,
    },
    /// Build the screen and the application
    Build {
        /// Built for speed
        #[arg(long)]
        release: bool,
    },
    /// Build the screen alone and say how large its module is
    Screen,
    /// Every check, in the order in which they fail fastest
    Test,
    /// Measure speeds, each as a ratio to a reference in the same run, and sizes
    Bench {
        /// Only these parts: fold, append, pdf, capacity, sizes, start, rooms, sliders, catalog, day, abort
        parts: Vec<String>,
        /// Instead: kills, full disks, flipped bits and garbled files, many times as many as in every run of the tests
        #[arg(long, conflicts_with = "parts")]
        faults: bool,
    },
    /// Drive the real window through its journeys and keep the pictures
    Screens,
    /// Build the Debian package
    Bundle {
        /// A package of the unoptimised build, to check the packaging itself
        #[arg(long)]
        debug: bool,
    },
}

fn main() -> ExitCode {
    let done = match Tasks::parse().verb {
        Verb::Run { headless, release } => run::run(headless, release),
        Verb::Build { release } => setup::ensure(setup::BUILD).and_then(|()| build::build(release)).map(drop),
        Verb::Screen => setup::ensure(setup::BUILD).and_then(|()| build::screen()),
        Verb::Test => test::test(),
        Verb::Bench { faults: true, .. } => bench::faults(),
        Verb::Bench { parts, .. } => bench::bench(&parts),
        Verb::Screens => screens::screens(),
        Verb::Bundle { debug } => bundle::bundle(debug),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("\n✗ {trouble}");
            ExitCode::FAILURE
        }
    }
}
