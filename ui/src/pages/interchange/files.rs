//! What a person picked, before and while it is read.

use contract::{UPLOAD_MAX_BYTES, Upload};
use domain::text::clip;
use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Most files of one import.
const FILES_MAX: usize = 50;
/// Most bytes of one import.
const TOGETHER_MAX_BYTES: f64 = 25_000_000.0;

/// Why these files are not even read: one line each.
pub fn refused(files: &[File]) -> Vec<String> {
    let sizes: Vec<(String, f64)> = files.iter().map(|file| (file.name(), file.size())).collect();
    too_large(&sizes)
}

#[expect(clippy::cast_precision_loss, reason = "a limit of a few million is exact as a float")]
fn too_large(files: &[(String, f64)]) -> Vec<String> {
    if files.len() > FILES_MAX {
        return vec![format!("{} files are too many at once. Choose at most {FILES_MAX}.", files.len())];
    }
    let limit = UPLOAD_MAX_BYTES as f64;
    let lines: Vec<String> = files
        .iter()
        .filter(|(_, size)| *size > limit)
        .map(|(name, size)| {
            let name = clip(name, 80);
            format!("{name} is {} MB; a file may have {} MB.", mega(*size), UPLOAD_MAX_BYTES / 1_000_000)
        })
        .collect();
    let together: f64 = files.iter().map(|(_, size)| size).sum();
    if lines.is_empty() && together > TOGETHER_MAX_BYTES {
        let words = "Import them in several goes of at most 25 MB.";
        return vec![format!("All files together are {} MB. {words}", mega(together))];
    }
    lines
}

fn mega(bytes: f64) -> String {
    format!("{:.1}", bytes / 1e6)
}

/// Their content; or which of them cannot be read, one line each.
pub async fn read(files: &[File]) -> Result<Vec<Upload>, Vec<String>> {
    let (mut uploads, mut unread) = (Vec::new(), Vec::new());
    for file in files {
        let name = file.name();
        match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => {
                uploads.push(Upload { name, bytes: Uint8Array::new(&buffer).to_vec(), yes: Vec::new() })
            }
            Err(_) => unread
                .push(format!("{} cannot be read. Is it still there, and may you open it?", clip(&name, 80))),
        }
    }
    if unread.is_empty() { Ok(uploads) } else { Err(unread) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picked(sizes: &[f64]) -> Vec<(String, f64)> {
        sizes.iter().enumerate().map(|(at, size)| (format!("{at}.json"), *size)).collect()
    }

    #[test]
    fn what_is_too_large_is_named_before_anything_is_read() {
        assert!(too_large(&picked(&[0.0, 5_000_000.0])).is_empty());
        let lines = too_large(&picked(&[10.0, 5_000_001.0, 50_000_000.0]));
        assert_eq!(
            lines,
            ["1.json is 5.0 MB; a file may have 5 MB.", "2.json is 50.0 MB; a file may have 5 MB."]
        );
        assert_eq!(too_large(&picked(&[4_900_000.0; 6])).len(), 1, "together they are too much");
        assert_eq!(too_large(&picked(&[1.0; 51])).len(), 1, "too many");
    }
}
