//! Checks that need the whole: the real window, the command line, and the structure of the project.
//!
//! [`window::Window`] drives the built application the way a person would; [`cli`] runs its commands. Both want
//! the application built first: `cargo xtask build`.
#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "everything here is part of a test, which stops at the first surprise"
)]

use std::{
    env,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    time::Duration,
};

/// How long a test waits for anything. What works comes long before, also on a slow machine where others are at work; what
/// does not come makes the test fail, so nothing but a failure takes so long.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub mod bridge;
pub mod desktop;
mod keys;
pub mod monitors;
pub mod port;
pub mod process;
pub mod prometheus;
pub mod source;
mod traces;
pub mod window;

/// The root of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests crate is inside the project")
        .to_path_buf()
}

/// Where builds, pictures and the journeys' workspaces go.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// The application under test: the development build, or what `READYROOM` names.
pub fn application() -> PathBuf {
    let path = env::var_os("READYROOM").map_or_else(|| target().join("debug/readyroom"), PathBuf::from);
    assert!(path.is_file(), "{} is missing. Run: cargo xtask build", path.display());
    path
}

/// Runs the application's command line and waits for its end.
pub fn cli<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Output {
    Command::new(application()).args(args).output().expect("the application can be started")
}

/// The path of a workspace that does not exist yet, in an empty folder of its own. `name` is the journey's.
pub fn new_workspace(name: &str) -> PathBuf {
    let folder = target().join("journeys").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder of an earlier run can be removed");
    }
    fs::create_dir_all(&folder).expect("the journey's folder can be made");
    folder.join("workspace.readyroom")
}

/// A new workspace holding the sample, written by `readyroom seed`.
pub fn sample_workspace(name: &str) -> PathBuf {
    let workspace = new_workspace(name);
    let output = cli([OsStr::new("--workspace"), workspace.as_os_str(), OsStr::new("seed")]);
    assert!(output.status.success(), "seed failed: {}", String::from_utf8_lossy(&output.stderr));
    workspace
}
