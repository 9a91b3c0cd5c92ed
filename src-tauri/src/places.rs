//! Where files are when nobody says.

use contract::{Code, Refusal};
use domain::text::Invalid;
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

/// The file that somebody typed into a window: `~` is their folder, and where the program was started says nothing to them.
///
/// # Errors
/// It does not begin at a root.
pub fn typed(path: &str) -> Result<PathBuf, Refusal> {
    let path = path.trim();
    let at_home = path.strip_prefix("~/").zip(dirs::home_dir()).map(|(rest, home)| home.join(rest));
    let path = at_home.unwrap_or_else(|| PathBuf::from(path));
    if path.is_absolute() {
        return Ok(path);
    }
    let words = format!(
        "“{}” does not say in which folder. Write the whole path, from the root or from ~/ on.",
        path.display()
    );
    Err(Invalid::new("path", words).into())
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn a_path_is_that_of_the_person_and_not_of_the_process() {
        let home = dirs::home_dir().unwrap();
        assert_eq!(typed(" ~/x/harbour.readyroom ").unwrap(), home.join("x/harbour.readyroom"));
        assert_eq!(typed(&home.display().to_string()).unwrap(), home);
        for relative in ["harbour.readyroom", "./x", "~lena/x", "~"] {
            assert!(typed(relative).unwrap_err().message.contains("whole path"), "{relative}");
        }
    }
}
