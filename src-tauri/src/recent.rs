//! The workspaces that a window was open on lately: a short list beside the default workspace. It is a convenience: one that
//! is damaged or cannot be written to is an empty one, and keeps nobody from working.

use crate::report;
use contract::Refusal;
use serde::{Deserialize, Serialize};
use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

/// So many are remembered.
const LINES_MAX: usize = 10;
/// A list of ours is far shorter; what is longer is none.
const BYTES_MAX: u64 = 100_000;

/// The list. Without a place of its own nothing is remembered.
#[derive(Debug)]
pub struct Recent(pub Option<PathBuf>);

/// A workspace that was open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Where its file was.
    pub path: String,
    /// What it was called.
    pub name: String,
}

impl Recent {
    /// All of them, the last one first.
    pub fn lines(&self) -> Vec<Line> {
        let Some(place) = &self.0 else { return Vec::new() };
        let read = || -> io::Result<Vec<Line>> {
            let mut text = String::new();
            File::open(place)?.take(BYTES_MAX).read_to_string(&mut text)?;
            Ok(serde_json::from_str(&text)?)
        };
        match read() {
            Ok(lines) => lines,
            Err(cause) => {
                if cause.kind() != io::ErrorKind::NotFound {
                    tracing::warn!(%cause, "the list of workspaces cannot be read; it begins anew");
                }
                Vec::new()
            }
        }
    }

    /// Puts a workspace on top.
    pub fn note(&self, line: Line) {
        let mut lines = self.lines();
        lines.retain(|known| known.path != line.path);
        lines.insert(0, line);
        lines.truncate(LINES_MAX);
        if let Err(refusal) = self.write(&lines) {
            tracing::warn!(%refusal, "this workspace is not remembered");
        }
    }

    /// Takes a workspace off the list.
    ///
    /// # Errors
    /// The list cannot be written.
    pub fn forget(&self, path: &str) -> Result<(), Refusal> {
        let mut lines = self.lines();
        lines.retain(|known| known.path != path);
        self.write(&lines)
    }

    fn write(&self, lines: &[Line]) -> Result<(), Refusal> {
        let Some(place) = &self.0 else { return Ok(()) };
        let text = serde_json::to_vec_pretty(lines).unwrap_or_default(); // text and numbers have words in JSON
        report::put(place, &text)
    }
}

impl Line {
    /// Whether the file is there now.
    pub fn is_there(&self) -> bool {
        Path::new(&self.path).is_file()
    }
}
