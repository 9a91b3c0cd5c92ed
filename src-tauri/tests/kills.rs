//! The program itself, killed at any moment of what it does: the file that it was about is whole or untouched, the same can
//! be done again, and what the dead process left is gone after that. `cargo xtask bench --faults` does it many more times.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use domain::{Instant, Kind, person::Person};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant as Moment},
};
use store::{Access, Store};

const KILLS: u32 = 40;
const NOW: Instant = Instant::from_ms(1_795_600_000_000);
const EXPERIMENT: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/chaos-toolkit/checkout-latency.yaml");

fn number(name: &str, otherwise: u32) -> u32 {
    std::env::var(name).ok().and_then(|words| words.parse().ok()).unwrap_or(otherwise)
}

/// What is done to a workspace, and for how long.
struct Verb<'a> {
    workspace: &'a Path,
    words: &'a [&'a str],
    took: Duration,
}

impl<'a> Verb<'a> {
    /// Does it once from beginning to end, which takes as long as it takes.
    fn measured(workspace: &'a Path, words: &'a [&'a str]) -> Self {
        let began = Moment::now();
        let verb = Self { workspace, words, took: Duration::ZERO };
        verb.done();
        Self { took: began.elapsed(), ..verb }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_readyroom"));
        command.arg("--workspace").arg(self.workspace).args(self.words);
        command
    }

    fn done(&self) {
        let output = self.command().output().unwrap();
        assert!(output.status.success(), "{:?}: {}", self.words, String::from_utf8_lossy(&output.stderr));
    }

    /// Begins and is killed; whether it had come to its end before. The moments lie evenly over the time that it takes, and
    /// are the same in every run but for how fast the computer is.
    fn killed(&self, kill: u32) -> bool {
        let turn = f64::from(kill + number("READYROOM_FAULT_SEED", 0) * 7919) * 0.618_033_988_75;
        let mut child = self.command().stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(self.took.mul_f64(turn.fract() * 1.05));
        child.kill().unwrap();
        child.wait().unwrap().success()
    }

    fn says(&self, kills: u32, ended: u32, what: &str) {
        let (verb, took) = (self.words[0], self.took.as_millis());
        println!(
            "{kills} kills of the program during `{verb}` ({took} ms), {ended} of them too late: {what}"
        );
        assert!(ended < kills / 2, "most came too late: the test proves little");
    }
}

/// How many records of a kind a workspace holds.
fn count(path: &Path, kind: Kind) -> usize {
    Store::open(path, Access::Read, NOW).unwrap().list(kind).unwrap().len()
}

/// The same, of one that is sound.
fn sound(path: &Path, kind: Kind, when: &str) -> usize {
    let store = Store::open(path, Access::Read, NOW).unwrap();
    assert_eq!((store.warning(), store.check().unwrap()), (None, Vec::new()), "{}: {when}", path.display());
    store.list(kind).unwrap().len()
}

fn left_in(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(".readyroom-")).collect()
}

/// The drafts of a process that was killed are gone after the next one.
fn swept(folder: &Path) {
    assert_eq!(left_in(folder), Vec::<PathBuf>::new(), "left behind");
}

fn add(path: &Path, name: &str) {
    let store = Store::open(path, Access::Write, NOW).unwrap();
    let person = Person { name: name.to_owned(), ..Person::default() };
    store.transact(NOW, "Ada", |tx| tx.insert(person.into())).unwrap();
}

/// A folder with the sample in it.
fn seeded() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ours.readyroom");
    Verb::measured(&path, &["seed"]);
    (folder, path)
}

#[test]
fn seed_leaves_a_whole_workspace_or_none() {
    let (folder, whole) = seeded();
    let expected = sound(&whole, Kind::Service, "made in peace");
    let path = folder.path().join("killed.readyroom");
    let seed = Verb::measured(&path, &["seed"]);
    let kills = KILLS * number("READYROOM_FAULTS", 1);
    let (mut ended, mut made, mut drafts) = (0, 0, 0);
    for kill in 0..kills {
        drop(fs::remove_file(&path));
        ended += u32::from(seed.killed(kill));
        drafts += left_in(folder.path()).len();
        if path.exists() {
            made += 1;
            assert_eq!(sound(&path, Kind::Service, &format!("kill {kill}")), expected);
            fs::remove_file(&path).unwrap();
        }
        seed.done();
        assert_eq!(count(&path, Kind::Service), expected, "after kill {kill}");
        swept(folder.path());
    }
    seed.says(
        kills,
        ended,
        &format!("{made} left a whole workspace, the others none; {drafts} drafts swept"),
    );
}

#[test]
fn import_takes_in_all_or_nothing() {
    let (folder, path) = seeded();
    let import = Verb::measured(&path, &["import", "--again", EXPERIMENT]);
    let kills = KILLS * number("READYROOM_FAULTS", 1);
    let (mut ended, mut taken) = (0, 0);
    let mut before = sound(&path, Kind::Experiment, "imported in peace");
    for kill in 0..kills {
        let when = format!("kill {kill}");
        let done = import.killed(kill);
        let after = sound(&path, Kind::Experiment, &when);
        assert!(after == before + 1 || (after == before && !done), "{when}: {before}, then {after}");
        (ended, taken) = (ended + u32::from(done), taken + after - before);
        import.done();
        before = count(&path, Kind::Experiment);
        assert_eq!(before, after + 1, "{when}");
        assert!(!path.with_extension("readyroom-wal").exists(), "{when}: closed, it is one file");
        swept(folder.path());
    }
    import.says(kills, ended, &format!("{taken} had taken in the file, the others nothing"));
}

#[test]
fn backup_leaves_a_whole_copy_or_the_one_before() {
    let (folder, path) = seeded();
    let copy = folder.path().join("copy.readyroom");
    let words = ["backup", "-o", &copy.display().to_string()];
    let backup = Verb::measured(&path, &words);
    let kills = KILLS * number("READYROOM_FAULTS", 1);
    let (mut ended, mut none, mut fresh, mut drafts) = (0, 0, 0, 0);
    for kill in 0..kills {
        let when = format!("kill {kill}");
        if kill % 2 == 0 {
            fs::remove_file(&copy).unwrap();
        }
        let before = copy.exists().then(|| count(&copy, Kind::Person));
        add(&path, &format!("Person {kill}"));
        let (now, bytes) = (count(&path, Kind::Person), fs::read(&path).unwrap());
        ended += u32::from(backup.killed(kill));
        drafts += left_in(folder.path()).len();
        let after = copy.exists().then(|| sound(&copy, Kind::Person, &when));
        assert!(after == before || after == Some(now), "{when}: {before:?}, then {after:?} of {now}");
        (none, fresh) = (none + u32::from(after.is_none()), fresh + u32::from(after == Some(now)));
        assert!(fs::read(&path).unwrap() == bytes, "{when}: the workspace was changed");
        backup.done();
        assert_eq!(count(&copy, Kind::Person), now, "{when}");
        swept(folder.path());
    }
    let what = format!(
        "{fresh} left a whole new copy, {none} none, the others the one before; {drafts} drafts swept"
    );
    backup.says(kills, ended, &what);
}

#[test]
fn restore_leaves_the_workspace_or_the_copy() {
    let (folder, path) = seeded();
    let copy = folder.path().join("copy.readyroom");
    let copied = copy.display().to_string();
    Verb::measured(&path, &["backup", "-o", &copied]);
    let theirs = sound(&copy, Kind::Person, "copied in peace");
    add(&path, "Before the first");
    let words = ["restore", &copied];
    let restore = Verb::measured(&path, &words);
    let kills = KILLS * number("READYROOM_FAULTS", 1);
    let (mut ended, mut restored, mut drafts) = (0, 0, 0);
    for kill in 0..kills {
        let when = format!("kill {kill}");
        add(&path, &format!("Person {kill}"));
        let ours = count(&path, Kind::Person);
        assert_eq!(ours, theirs + 1, "{when}");
        ended += u32::from(restore.killed(kill));
        drafts += left_in(folder.path()).len();
        let after = sound(&path, Kind::Person, &when);
        assert!(after == ours || after == theirs, "{when}: {after}, neither {ours} nor {theirs}");
        restored += u32::from(after == theirs);
        restore.done();
        assert_eq!(count(&path, Kind::Person), theirs, "{when}");
        // What was in its place is kept, in one of the files beside it.
        let kept = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let kept: Vec<_> = kept.filter(|path| path.to_string_lossy().ends_with(".readyroom")).collect();
        let kept: Vec<_> = kept.into_iter().filter(|found| *found != path && *found != copy).collect();
        assert!(kept.iter().any(|kept| count(kept, Kind::Person) == ours), "{when}: {kept:?}");
        kept.iter().for_each(|kept| fs::remove_file(kept).unwrap());
        swept(folder.path());
    }
    let what = format!("{restored} left the copy in place, the others the workspace; {drafts} drafts swept");
    restore.says(kills, ended, &what);
}
