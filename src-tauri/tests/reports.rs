//! The reports that the command line writes for a record.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{fs, process::Command};

/// Whether it was done, and the words on standard error.
fn readyroom(arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_readyroom")).args(arguments).output().unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn an_assessment_gives_its_report_and_a_service_is_told_that_it_has_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (file, pdf) = (path("ours.readyroom"), path("review.pdf"));
    assert!(readyroom(&["--workspace", &file, "seed"]).0);
    let export = |id: &str| readyroom(&["--workspace", &file, "export", "pdf", "--id", id, "-o", &pdf]);
    let (done, words) = export("019a0c00-0003-7000-8000-000000000012");
    assert!(
        !done
            && words
                .contains("Only a game day, an assessment, a capacity model and a postmortem have a report"),
        "{words}"
    );
    assert!(fs::metadata(&pdf).is_err(), "nothing was written");
    // The second milestone is held against the first, the open rubric is a draft.
    for (id, title) in [("2", "assessment report"), ("5", "assessment report (draft)")] {
        assert!(export(&format!("019a0c00-0007-7000-8000-00000000000{id}")).0);
        let info = Command::new("pdfinfo").arg(&pdf).output().unwrap();
        let info = String::from_utf8(info.stdout).unwrap();
        assert!(info.lines().any(|line| line.starts_with("Title:") && line.ends_with(title)), "{info}");
    }
}
