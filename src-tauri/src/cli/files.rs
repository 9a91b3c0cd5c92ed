//! Files that a command names.

use std::{fs::File, io::Read, path::Path};

/// What a file holds, up to one byte more than `most`: whoever reads it then notices what is too large, a pipe without an end
/// as well. `too_large` says so beforehand where the size is known.
pub fn bytes(path: &Path, most: u64, too_large: impl Fn(u64) -> Option<String>) -> Result<Vec<u8>, String> {
    let cannot = |cause: std::io::Error| format!("The file cannot be read: {cause}.");
    let file = File::open(path).map_err(cannot)?;
    let meta = file.metadata().map_err(cannot)?;
    if meta.is_dir() {
        return Err("This is a folder. Name the files in it.".to_owned());
    }
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(cannot)?;
    match too_large(meta.len().max(bytes.len() as u64)) {
        Some(words) => Err(words),
        None => Ok(bytes),
    }
}
