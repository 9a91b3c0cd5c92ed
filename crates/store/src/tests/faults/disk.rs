//! A disk that is full, at several levels, on a small file system of its own. Where nobody may mount one, it is said.

use super::{super::*, child, place, times};
use domain::Kind;
use std::{
    fs::{self, File},
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

const SIZE_KB: usize = 4096;
/// How much is free when the writing begins.
const LEVELS_KB: [usize; 8] = [0, 4, 12, 24, 48, 96, 192, 384];

/// Fills the file system until so much is left.
fn fill(folder: &Path, free_kb: usize) {
    let mut filler = File::create(folder.join("filler")).unwrap();
    let mut written = 0_u64;
    while filler.write_all(&[7; 1024]).is_ok() {
        written += 1024;
    }
    filler.set_len(written.saturating_sub(free_kb as u64 * 1024)).unwrap();
}

#[test]
#[ignore = "the child of the test below, on its own file system"]
fn writes_until_it_is_full() {
    let Some(folder) = place() else { return };
    let free_kb: usize = std::env::var("READYROOM_FAULT_FREE").unwrap().parse().unwrap();
    let path = folder.join("w.readyroom");
    let store = Store::open(&path, Access::Write, NOW).unwrap();
    let write = |words: &str| {
        store.transact(NOW, "Ada", |tx| tx.insert(action(words).into())).map(|outcome| outcome.value.id)
    };
    let mut acknowledged = vec![write("Before").unwrap()];
    fill(&folder, free_kb);
    let refused = loop {
        match write(&format!("{} {}", acknowledged.len(), "long words ".repeat(15))) {
            Ok(id) => acknowledged.push(id),
            Err(trouble) => break trouble,
        }
    };
    assert!(matches!(refused, Trouble::DiskFull { .. }), "{refused}");
    let names = || fs::read_dir(&folder).unwrap().count();
    let before = names();
    store.backup(&folder.join("copy")).unwrap_err();
    drop(store.fold()); // it may or may not have room; nothing is lost either way
    drop(Store::create(&folder.join("new.readyroom"), (NOW, "Ada"), |_| Ok::<_, Trouble>(())));
    assert!(names() <= before + 2, "drafts were left behind"); // a new workspace and its lock may just fit
    let all = |store: &Store| store.list(Kind::Action).unwrap().len();
    assert_eq!(all(&store), acknowledged.len());
    drop(store); // closes as well as it can
    fs::remove_file(folder.join("filler")).unwrap();
    let store = Store::open(&path, Access::Write, NOW).unwrap();
    assert_eq!((all(&store), store.warning()), (acknowledged.len(), None));
    store.transact(NOW, "Ada", |tx| tx.insert(action("After").into())).unwrap();
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    writeln!(std::io::stdout(), "\nheld {}", acknowledged.len()).unwrap();
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_refuses_in_words_and_loses_nothing_at_any_level() {
    // A name space of our own: whoever is not root may mount in there as well.
    let alone = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script]);
        command
    };
    let folder = TempDir::new().unwrap();
    let mount = format!("mount -t tmpfs -o size={SIZE_KB}k none '{}'", folder.path().display());
    if !alone(&mount).stderr(Stdio::null()).status().is_ok_and(|status| status.success()) {
        println!("nobody may mount a small disk here: not tried; `limits` tries a full file");
        return;
    }
    for round in 0..times() as usize {
        for level_kb in LEVELS_KB.map(|level| level + round * 7) {
            let inner = child("tests::faults::disk::writes_until_it_is_full", folder.path());
            let program = inner.get_program().to_string_lossy().into_owned();
            let arguments: Vec<_> =
                inner.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
            let output = alone(&format!("{mount} && exec '{program}' {}", arguments.join(" ")))
                .env("READYROOM_FAULT_PLACE", folder.path())
                .env("READYROOM_FAULT_FREE", level_kb.to_string())
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            let held = said.lines().find_map(|line| line.strip_prefix("held "));
            let held = held.unwrap_or_else(|| panic!("{said}{}", String::from_utf8_lossy(&output.stderr)));
            println!("{level_kb} kB free: {held} records acknowledged, all of them there");
        }
    }
}
