//! What poppler says of a report.

use std::process::Command;

/// The output of `name BEFORE… report.pdf AFTER…`.
pub fn tool(name: &str, before: &[&str], after: &[&str], pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.pdf");
    std::fs::write(&file, pdf).unwrap();
    let done = Command::new(name).args(before).arg(&file).args(after).output().unwrap();
    assert!(done.status.success(), "{name}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}
