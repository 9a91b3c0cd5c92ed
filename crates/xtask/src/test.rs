//! Every check, with a heading and the time it took, ending at the first that fails.

use std::{
    fs,
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use crate::{
    build,
    command::{HOST, Result, Trouble, answer, at, cargo, root, run},
    setup,
};

/// Runs the stages in order and sums them up.
pub fn test() -> Result<()> {
    let begun = Instant::now();
    let mut stages = Stages::default();
    let outcome = all(&mut stages);
    println!("\n── Summary {}", "─".repeat(60));
    for (name, took) in &stages.passed {
        println!("  ✓ {name:<44} {:>8}", seconds(*took));
    }
    match &outcome {
        Ok(()) => println!("  All checks passed in {}.", seconds(begun.elapsed())),
        Err(_) => println!("  ✗ {:<44} failed after {}", stages.current, seconds(begun.elapsed())),
    }
    outcome
}

fn all(stages: &mut Stages) -> Result<()> {
    stages.stage("What the machine needs", || {
        setup::ensure(setup::BUILD)?;
        setup::ensure(setup::TEST)
    })?;
    stages.cargo("Format", &mut cargo(["fmt", "--all", "--check"]))?;
    // Before anything that compiles the shell, which embeds the screen.
    stages.stage("Screen: build and bind", build::screen)?;
    stages.cargo("Lints", &mut lints(&HOST))?;
    stages.cargo("Lints of what tests and builds", &mut lints(&["-p", "tests", "-p", "xtask"]))?;
    let lint = "clippy -p ui --target wasm32-unknown-unknown --profile ui -- -D warnings";
    stages.cargo("Lints of the screen", &mut cargo(lint.split(' ')))?;
    stages.cargo("Application: build", &mut cargo(["build", "-p", "readyroom"]))?;

    let nextest = has_nextest();
    if !nextest {
        println!(
            "\n· cargo-nextest is not installed: cargo test is used. Quicker: cargo install cargo-nextest --locked"
        );
    }
    stages.cargo("Unit tests", &mut tests(nextest, &HOST))?;
    if has_host_tests(&root().join("ui"))? {
        stages.cargo("Unit tests of the screen", &mut tests(nextest, &["-p", "ui"]))?;
    }
    stages.stage("Structure and journeys", || whole(&["-p", "tests"]))
}

fn lints(packages: &[&str]) -> Command {
    cargo([&["clippy"], packages, &["--all-targets", "--", "-D", "warnings"]].concat())
}

/// The journeys through the real window. They want everything built.
pub fn journeys() -> Result<()> {
    whole(&["-p", "tests", "--test", "journeys"])
}

/// Tests of the `tests` crate that `selected` chooses. Each journey has a display, a message bus and ports of its own and
/// waits for its window most of the time, so that several of them share a processor.
fn whole(selected: &[&str]) -> Result<()> {
    let nextest = has_nextest();
    let mut command = tests(nextest, selected);
    if !nextest {
        command.arg("--");
    }
    run(command.args(["--test-threads", &journeys_at_once().to_string()]))
}

/// How many journeys go on side by side.
fn journeys_at_once() -> usize {
    thread::available_parallelism().map_or(1, |cores| cores.get() * 3 / 2)
}

fn has_nextest() -> bool {
    answer(&mut cargo(["nextest", "--version"])).is_some()
}

/// The command that runs the tests of `packages` on this machine.
fn tests(nextest: bool, packages: &[&str]) -> Command {
    let verb: &[&str] = if nextest { &["nextest", "run", "--no-tests", "pass"] } else { &["test"] };
    cargo(verb.iter().chain(packages))
}

/// Whether the screen has tests for the host; compiling it for the host only to find none costs a minute.
fn has_host_tests(folder: &Path) -> Result<bool> {
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        let found = if path.is_dir() {
            has_host_tests(&path)?
        } else {
            path.extension().is_some_and(|ending| ending == "rs")
                && fs::read_to_string(&path).map_err(at(&path))?.contains("#[test]")
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The stages so far, for the summary.
#[derive(Default)]
struct Stages {
    passed: Vec<(String, Duration)>,
    current: String,
}

impl Stages {
    fn cargo(&mut self, name: &str, command: &mut Command) -> Result<()> {
        self.stage(name, || run(command))
    }

    fn stage(&mut self, name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        println!("\n── {name} {}", "─".repeat(70_usize.saturating_sub(name.len())));
        self.current = name.to_owned();
        let begun = Instant::now();
        let outcome = work();
        let took = begun.elapsed();
        if outcome.is_ok() {
            println!("   {name}: {}", seconds(took));
            self.passed.push((name.to_owned(), took));
        }
        outcome.map_err(|why| Trouble { what: format!("{name}: {}", why.what), next: why.next })
    }
}

fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}
