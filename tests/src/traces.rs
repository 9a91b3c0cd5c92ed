//! What a journey leaves behind: pictures, and the end of the log where it failed.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::target;

/// Where the picture of that name is.
pub fn picture(name: &str) -> PathBuf {
    let folder = target().join("screens");
    fs::create_dir_all(&folder).expect("a folder for pictures");
    folder.join(format!("{name}.png"))
}

/// The last lines of the log, without what the message bus and its portals say about a machine with no desktop.
pub fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let noise = ["dbus-daemon[", "xdg-desktop-portal", "pw.conf", "SpiRegistry", "invalid max threads"];
    let said = |line: &&str| !line.is_empty() && !noise.iter().any(|noise| line.contains(noise));
    let lines: Vec<&str> = text.lines().filter(said).collect();
    lines[lines.len().saturating_sub(30)..].join("\n")
}
