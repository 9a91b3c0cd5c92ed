//! Processes and what they started: finding them and ending them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Child,
    thread::sleep,
    time::{Duration, Instant},
};

use crate::PATIENCE;
use rustix::process::{Pid, Signal, kill_process};

/// Every process that `parent` started, and those they started, parents first.
pub fn descendants(parent: u32) -> Vec<u32> {
    let all: Vec<(u32, u32)> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|id| Some((id, parent_of(id)?)))
        .collect();
    let mut found = vec![parent];
    let mut next = 0;
    while next < found.len() {
        let of = found[next];
        found.extend(all.iter().filter(|(_, parent)| *parent == of).map(|(id, _)| *id));
        next += 1;
    }
    found.split_off(1)
}

/// The fourth field of `/proc/ID/stat`; the second is a name in brackets that may hold anything.
fn parent_of(id: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()
}

/// Waits until a process that was told to end is gone, and what it had open or locked is free.
#[track_caller]
pub fn wait_for_end(id: u32) {
    let until = Instant::now() + PATIENCE;
    while !ended(id) {
        assert!(Instant::now() < until, "process {id} did not end within {PATIENCE:?}");
        sleep(Duration::from_millis(20));
    }
}

/// Whether a process is gone with all its threads: it is not there, or its parent has not asked for it yet.
fn ended(id: u32) -> bool {
    let Ok(stat) = fs::read_to_string(format!("/proc/{id}/stat")) else { return true };
    let threads = fs::read_dir(format!("/proc/{id}/task")).map_or(0, Iterator::count);
    threads <= 1 && stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with(['Z', 'X']))
}

/// The file a process runs, while it runs.
pub fn program(id: u32) -> Option<PathBuf> {
    fs::read_link(format!("/proc/{id}/exe")).ok()
}

/// The process among the descendants of `parent` that runs `file`.
pub fn running(parent: u32, file: &Path) -> Option<u32> {
    let file = file.canonicalize().ok()?;
    descendants(parent).into_iter().find(|id| program(*id).as_deref() == Some(&file))
}

/// `kill -9`: the process gets no chance to tidy up. One that is already gone is not an error.
pub fn kill(id: u32) {
    if let Some(pid) = i32::try_from(id).ok().and_then(Pid::from_raw) {
        let _gone_already = kill_process(pid, Signal::KILL);
    }
}

/// A child that ends, with everything it started, when this value goes.
#[derive(Debug)]
pub struct Family(pub Child);

impl Drop for Family {
    fn drop(&mut self) {
        for id in descendants(self.0.id()) {
            kill(id);
        }
        let _gone_already = self.0.kill();
        let _waited = self.0.wait();
    }
}
