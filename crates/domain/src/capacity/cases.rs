//! Reference files, read where they lie.

use std::{fs, path::Path};

/// A file of `shared/cases`, which lies beside the project or above it; nothing, and words about it, where it does not.
pub fn read(path: &str) -> Option<String> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = above.map(|folder| folder.join("shared/cases").join(path)).find(|file| file.is_file());
    if found.is_none() {
        eprintln!("The reference file {path} is not beside the project, so it was not tried.");
    }
    found.map(|file| fs::read_to_string(file).unwrap())
}
