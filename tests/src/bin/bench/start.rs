//! From the start of the process to the first data on screen, beside a bare window, in turn.

use crate::{quantile, row::Row};
use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    time::Instant,
};
use tests::{application, desktop::Display, process::Family, sample_workspace, target};

const ROUNDS: usize = 9;
const RATIO_MAX: f64 = 1.3;

/// The ratio of the medians.
pub fn bench() {
    let display = Display::open();
    let workspace = sample_workspace("bench-start");
    let ours = application();
    let bare = ours.with_file_name("examples").join("bare");
    let (mut ours_ms, mut bare_ms) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let arguments = ["--workspace".as_ref(), workspace.as_os_str()];
        let ready = ms_until(Command::new(&ours).args(arguments), "has drawn its first data", &display);
        let drawn = ms_until(&mut Command::new(&bare), "drawn", &display);
        if round > 0 {
            ours_ms.push(ready); // the first round warms the disk's cache
            bare_ms.push(drawn);
        }
    }
    let (ours, bare) = (quantile(&mut ours_ms, 0.5), quantile(&mut bare_ms, 0.5));
    Row::new("start to first data, beside a bare window", ours, "ms").beside(bare).limit(RATIO_MAX).write();
}

/// Milliseconds until a line with `words` comes out of the program; it is ended then.
fn ms_until(command: &mut Command, words: &str, display: &Display) -> f64 {
    let home = target().join("journeys/bench-start/home");
    let begun = Instant::now();
    let mut child = command
        .env("DISPLAY", display.name())
        .env_remove("WAYLAND_DISPLAY")
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
        .env("READYROOM_LOG", "readyroom=info")
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be started");
    let said = child.stderr.take().expect("standard error was asked for");
    let _ended_afterwards = Family(child);
    for line in BufReader::new(said).lines() {
        if line.expect("a line").contains(words) {
            return begun.elapsed().as_secs_f64() * 1000.0;
        }
    }
    panic!("the program ended without saying “{words}”");
}
