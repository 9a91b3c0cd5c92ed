//! Where files are when nobody says.

use contract::{Code, Refusal};
use std::{fs, path::PathBuf};

/// The workspace that the window opens when none is named.
///
/// # Errors
/// The computer has no folder for a user's data, or it cannot be made.
pub fn workspace() -> Result<PathBuf, Refusal> {
    Ok(folder()?.join("workspace.readyroom"))
}

/// The sample workspace that `demo` makes anew each time.
///
/// # Errors
/// The computer has no folder for a user's data, or it cannot be made.
pub fn demo() -> Result<PathBuf, Refusal> {
    Ok(folder()?.join("demo.readyroom"))
}

/// The list of the workspaces that were open lately.
///
/// # Errors
/// The computer has no folder for a user's data, or it cannot be made.
pub fn recent() -> Result<PathBuf, Refusal> {
    Ok(folder()?.join("recent.json"))
}

fn folder() -> Result<PathBuf, Refusal> {
    let folder = dirs::data_dir()
        .ok_or_else(|| {
            Refusal::new(Code::Locked, "This computer names no folder for your data. Use --workspace FILE.")
        })?
        .join("readyroom");
    fs::create_dir_all(&folder).map_err(|cause| {
        let words = format!("The folder {} cannot be made: {cause}. Use --workspace FILE.", folder.display());
        Refusal::new(Code::Locked, words)
    })?;
    Ok(folder)
}
