//! Faults that nobody asks for, in numbers: kills, full disks, flipped bits. Every run of the tests does a few hundred of
//! them; `cargo xtask bench --faults` many more, and prints the counts.

mod crash;
mod disk;
mod flips;
mod garbled;
mod kills;

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

/// How many times as much as in every run of the tests.
fn times() -> u32 {
    std::env::var("READYROOM_FAULTS").ok().and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// Where chance begins; another seed in the environment tries other places.
fn dice(seed: u64) -> Dice {
    let other = std::env::var("READYROOM_FAULT_SEED").ok().and_then(|seed| seed.parse::<u64>().ok());
    Dice(seed.wrapping_add(other.unwrap_or(0) << 32))
}

/// Numbers that look like chance and are the same in every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }

    fn index(&mut self, limit: usize) -> usize {
        usize::try_from(self.below(limit as u64)).unwrap()
    }

    fn micros(&mut self, limit: u64) -> Duration {
        Duration::from_micros(self.below(limit))
    }
}

/// This program again, running one ignored test only, in the place that it is told.
fn child(test: &str, place: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", test, "--ignored", "--nocapture"])
        .env("READYROOM_FAULT_PLACE", place)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

/// Where the child was told to work; none where nobody told it.
fn place() -> Option<std::path::PathBuf> {
    std::env::var_os("READYROOM_FAULT_PLACE").map(Into::into)
}

/// A life of the child: the words after `ack ` in each of its lines. It is killed `delay` after so many of them.
fn live_and_die(command: &mut Command, words: usize, delay: Duration) -> Vec<String> {
    let mut child: Child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let parse = |line: String| line.strip_prefix("ack ").map(str::to_owned);
    let mut heard: Vec<_> = lines.by_ref().map_while(Result::ok).filter_map(parse).take(words).collect();
    assert_eq!(heard.len(), words, "the child ended before its time");
    std::thread::scope(|scope| {
        let rest = scope.spawn(|| lines.map_while(Result::ok).filter_map(parse).collect::<Vec<_>>());
        std::thread::sleep(delay);
        child.kill().unwrap();
        let status = child.wait().unwrap();
        assert!(!status.success(), "the child ended by itself");
        heard.extend(rest.join().unwrap());
    });
    heard
}
