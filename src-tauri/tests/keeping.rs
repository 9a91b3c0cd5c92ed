//! The command line where something is in the way: outputs that cannot be written, no display, no home, other writers, and
//! files that are not to be touched.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use serde_json::{Value, json};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

fn command(workspace: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_readyroom"));
    command.arg("--workspace").arg(workspace).args(arguments);
    command
}

fn readyroom(workspace: &Path, arguments: &[&str]) -> (i32, String, String) {
    told(&command(workspace, arguments).output().unwrap())
}

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

fn seeded() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ours.readyroom");
    assert_eq!(readyroom(&path, &["seed"]).0, 0);
    (folder, path)
}

fn finished_day(path: &Path) -> String {
    let (_, rows, _) = readyroom(path, &["list", "game-day", "--json"]);
    let rows: serde_json::Value = serde_json::from_str(&rows).unwrap();
    let day = rows.as_array().unwrap().iter().find(|row| row["status"] == "finished").unwrap();
    day["id"].as_str().unwrap().to_owned()
}

const IMPORT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/chaos-toolkit/checkout-latency.yaml");

#[test]
#[cfg(target_os = "linux")]
fn no_output_makes_it_panic_and_what_is_done_ends_with_0() {
    let (folder, path) = seeded();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let day = finished_day(&path);
    let (pdf, csv, copy) = (file("day.pdf"), file("services.csv"), file("copy.readyroom"));
    let done: Vec<Vec<&str>> = vec![
        vec!["import", IMPORT],
        vec!["export", "pdf", "-o", &pdf],
        vec!["export", "csv", "-o", &csv],
        vec!["backup", "-o", &copy],
        vec!["restore", &copy],
    ];
    let asked: Vec<Vec<&str>> = vec![
        vec!["list", "action"],
        vec!["show", &day],
        vec!["show", &day, "--json"],
        vec!["check"],
        vec!["backup", "-o", "-"],
        vec!["restore", &copy, "--preview"],
        vec!["show", "none"],
        vec!["list", "none"],
        vec!["--help"],
    ];
    let full = || Stdio::from(File::options().write(true).open("/dev/full").unwrap());
    let closed = || Stdio::from(std::io::pipe().unwrap().1); // its reader is gone already
    let ways: [(&str, &dyn Fn() -> Stdio); 2] = [("full", &full), ("closed", &closed)];
    for (way, output) in ways {
        for (arguments, is_done) in done
            .iter()
            .map(|arguments| (arguments, true))
            .chain(asked.iter().map(|arguments| (arguments, false)))
        {
            let status = command(&path, arguments).stdout(output()).stderr(output()).status().unwrap();
            let code = status.code().unwrap_or(-1);
            assert!(if is_done { code == 0 } else { (0..=2).contains(&code) }, "{way} {arguments:?}: {code}");
            if way == "full" && arguments.first() == Some(&"list") && arguments.last() == Some(&"action") {
                assert_eq!(code, 1, "an answer that nobody got is no success");
            }
        }
    }
    // The log of the program goes to standard error as well.
    let loud = command(&path, &["check"]).env("READYROOM_LOG", "trace").stderr(full()).status().unwrap();
    assert_eq!(loud.code(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn without_a_display_the_window_is_refused_in_words_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.readyroom");
    for display in [None, Some(":417")] {
        for arguments in [vec!["demo"], vec![]] {
            let mut command = command(&path, &arguments);
            command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
            if let Some(display) = display {
                command.env("DISPLAY", display);
            }
            let (code, _, said) = told(&command.output().unwrap());
            assert_eq!(code, 1, "{said}");
            assert!(said.contains("no display") && !said.contains("panicked"), "{said}");
            assert!(!path.exists());
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn demo_says_what_is_wrong_with_a_file_before_it_asks_for_a_display() {
    let (folder, path) = seeded();
    let demo = |path: &Path| {
        let mut command = command(path, &["demo"]);
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        told(&command.output().unwrap())
    };
    let notes = folder.path().join("notes.txt");
    fs::write(&notes, "These are my notes. ".repeat(50)).unwrap();
    let real = folder.path().join("real.readyroom");
    let now = domain::Instant::from_ms(1_795_600_000_000);
    let store = store::Store::open(&real, store::Access::Write, now).unwrap();
    store.transact(now, "Ada", |tx| tx.insert(domain::person::Person::default().into())).unwrap_err();
    let person = domain::person::Person { name: "Ada".to_owned(), ..Default::default() };
    store.transact(now, "Ada", |tx| tx.insert(person.into())).unwrap();
    drop(store);
    for (file, words) in [(&notes, "not a Readyroom workspace"), (&real, "holds a real workspace")] {
        let before = fs::read(file).unwrap();
        let (code, _, said) = demo(file);
        assert!(code == 1 && said.contains(words), "{said}");
        assert!(fs::read(file).unwrap() == before, "{}", file.display());
    }
    let open = store::Store::open(&path, store::Access::Write, now).unwrap();
    let (code, _, said) = demo(&path);
    assert!(code == 1 && said.contains("is open in another Readyroom"), "{said}");
    drop(open);
    let (before, (code, _, said)) = (fs::read(&path).unwrap(), demo(&path));
    assert!(code == 1 && said.contains("no display"), "{said}");
    assert!(fs::read(&path).unwrap() == before, "nothing is written without a display");
}

#[test]
fn without_a_home_it_says_what_to_do_or_finds_one() {
    let output = Command::new(env!("CARGO_BIN_EXE_readyroom"))
        .args(["list", "action"])
        .env_remove("HOME")
        .env("XDG_DATA_HOME", "/proc/nowhere")
        .output()
        .unwrap();
    let (code, _, said) = told(&output);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("--workspace FILE") && !said.contains("panicked"), "{said}");
    let output = Command::new(env!("CARGO_BIN_EXE_readyroom")).arg("--help").env_clear().output().unwrap();
    assert_eq!(told(&output).0, 0);
}

#[test]
fn help_lists_every_kind() {
    let output = Command::new(env!("CARGO_BIN_EXE_readyroom")).arg("--help").output().unwrap();
    let (_, said, _) = told(&output);
    for kind in domain::Kind::ALL {
        assert!(said.contains(kind.word()), "{}: {said}", kind.word());
    }
}

#[test]
fn parallel_writers_wait_for_each_other() {
    let (_folder, path) = seeded();
    let before = readyroom(&path, &["list", "experiment"]).1.lines().count();
    let writers: Vec<_> = (0..6)
        .map(|_| {
            command(&path, &["import", "--again", IMPORT])
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for writer in writers {
        let (code, _, said) = told(&writer.wait_with_output().unwrap());
        assert_eq!(code, 0, "{said}");
    }
    assert_eq!(readyroom(&path, &["list", "experiment"]).1.lines().count(), before + 6);
    assert_eq!(readyroom(&path, &["check"]).0, 0);
}

#[test]
fn a_backup_leaves_everything_alone_that_is_no_backup_of_this_workspace() {
    let (folder, path) = seeded();
    let file = |name: &str| folder.path().join(name);
    let other = file("other.readyroom");
    assert_eq!(readyroom(&other, &["seed"]).0, 0);
    fs::write(file("notes.txt"), "These are my notes.").unwrap();
    for name in
        ["other.readyroom", "notes.txt", "ours.readyroom", "ours.readyroom-wal", "ours.readyroom.lock"]
    {
        let before = fs::read(file(name)).ok();
        let (code, _, said) = readyroom(&path, &["backup", "-o", &file(name).display().to_string()]);
        assert!(
            code == 1 && said.contains(name) && !said.contains(".readyroom-draft"),
            "{name}: {code} {said}"
        );
        assert!(fs::read(file(name)).ok() == before, "{name}");
    }
    let nowhere = file("no/folder/copy.readyroom").display().to_string();
    let (code, _, said) = readyroom(&path, &["backup", "-o", &nowhere]);
    assert!(code == 1 && said.contains(&nowhere), "{said}");
    // To standard output it goes whole.
    let output = command(&path, &["backup", "-o", "-"]).output().unwrap();
    fs::write(file("piped.readyroom"), output.stdout).unwrap();
    assert_eq!(readyroom(&file("piped.readyroom"), &["check"]).0, 0);
    let output = command(&path, &["export", "csv", "-o", "-"]).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("name,"));
    let output = command(&path, &["export", "pdf", "-o", "-"]).output().unwrap();
    assert!(output.stdout.starts_with(b"%PDF"));
}

#[test]
fn a_copy_is_restored_and_the_old_file_is_kept() {
    let (folder, path) = seeded();
    let copy = folder.path().join("copy.readyroom").display().to_string();
    assert_eq!(readyroom(&path, &["backup", "-o", &copy]).0, 0);
    let experiments = |path: &Path| readyroom(path, &["list", "experiment"]).1.lines().count();
    let before = experiments(&path);
    assert_eq!(readyroom(&path, &["import", IMPORT]).0, 0);
    let (code, said, _) = readyroom(&path, &["restore", &copy, "--preview"]);
    assert!(code == 0 && said.contains("It lacks 1 version of records that"), "{said}");
    assert_eq!(experiments(&path), before + 1);
    let (code, said, _) = readyroom(&path, &["restore", &copy]);
    assert_eq!((code, experiments(&path)), (0, before), "{said}");
    let kept = folder.path().join("ours.before-restore.readyroom");
    assert!(said.contains(&kept.display().to_string()), "{said}");
    assert_eq!(experiments(&kept), before + 1);
    for wrong in [path.display().to_string(), "/nowhere/x".to_owned(), IMPORT.to_owned()] {
        let (code, _, said) = readyroom(&path, &["restore", &wrong]);
        assert!(code == 1 && !said.contains("panicked"), "{wrong}: {said}");
    }
    assert_eq!(experiments(&path), before);
}

#[test]
fn a_record_is_written_as_a_table_as_markdown_and_for_a_calendar() {
    let (folder, path) = seeded();
    let day = finished_day(&path);
    let to = |name: &str| folder.path().join(name).display().to_string();
    let (csv, md, ics) = (to("day.csv"), to("day.md"), to("day.ics"));
    for (format, output) in [("csv", &csv), ("markdown", &md), ("ics", &ics)] {
        for _ in 0..2 {
            let (code, _, said) = readyroom(&path, &["export", format, "--id", &day, "-o", output]);
            assert_eq!(code, 0, "{format}: {said}");
        }
        // The same to standard output, and nothing else.
        let piped = command(&path, &["export", format, "--id", &day, "-o", "-"]).output().unwrap();
        assert!(piped.stdout == fs::read(output).unwrap(), "{format}");
    }
    let table = fs::read_to_string(&csv).unwrap();
    let (_, shown, _) = readyroom(&path, &["show", &day, "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert!(table.starts_with("seq,at,actor,event,said\n1,") && table.contains(",day-started,"), "{table}");
    // What only the facilitator may see goes into no file for others.
    let journal = shown["journal"].as_array().unwrap();
    let private: Vec<&str> = journal
        .iter()
        .filter(|entry| entry["event"]["event"] == "noted")
        .map(|entry| entry["event"]["text"].as_str().unwrap())
        .collect();
    let entries = journal.len() - private.len();
    assert!(!private.is_empty(), "the day has a note for nobody else");
    assert!(table.lines().count() > entries, "a line for each entry, and the header");
    let text = fs::read_to_string(&md).unwrap();
    let title = shown["body"]["title"].as_str().unwrap();
    assert!(text.contains(&format!("# {title}")) && text.contains("\n## Journal\n"), "{text}");
    assert_eq!(text.lines().filter(|line| line.starts_with("| ")).count(), entries + 1);
    for (text, note) in
        [&table, &text].into_iter().flat_map(|text| private.iter().map(move |note| (text, note)))
    {
        assert!(!text.contains(note), "{note} is in:\n{text}");
    }
    let event = fs::read_to_string(&ics).unwrap();
    for line in
        ["BEGIN:VCALENDAR\r\n", "BEGIN:VEVENT\r\n", "DTSTART:", &format!("UID:{day}\r\n"), "END:VCALENDAR"]
    {
        assert!(event.contains(line), "{line}: {event}");
    }
}

#[test]
fn a_record_without_a_journal_is_written_as_far_as_it_can_be() {
    let (_folder, path) = seeded();
    let (_, actions, _) = readyroom(&path, &["list", "action", "--json"]);
    let actions: serde_json::Value = serde_json::from_str(&actions).unwrap();
    let action = actions[0]["id"].as_str().unwrap();
    let (_, event, _) = readyroom(&path, &["export", "ics", "--id", action, "-o", "-"]);
    assert!(event.contains("DTSTART;VALUE=DATE:") && !event.contains("DTEND"), "one day: {event}");
    let (_, people, _) = readyroom(&path, &["list", "person", "--json"]);
    let people: serde_json::Value = serde_json::from_str(&people).unwrap();
    let person = people[0]["id"].as_str().unwrap();
    for (arguments, words) in [
        (vec!["csv", "--id", person], "has no journal"),
        (vec!["ics", "--id", person], "no date for a calendar"),
        (vec!["markdown"], "Say which record"),
        (vec!["ics"], "Say which record"),
        (vec!["markdown", "--id", "12"], "not a record's id"),
    ] {
        let (code, _, said) = readyroom(&path, &[&["export"], arguments.as_slice(), &["-o", "-"]].concat());
        assert!(code == 1 && said.contains(words), "{arguments:?}: {said}");
    }
    let (code, said, _) = readyroom(&path, &["export", "markdown", "--id", person, "-o", "-"]);
    assert!(code == 0 && said.contains("- **Name:**"), "{said}");
}

#[test]
fn what_is_written_for_others_takes_no_name_that_is_taken() {
    let (folder, path) = seeded();
    let day = finished_day(&path);
    let to = |name: &str| folder.path().join(name).display().to_string();
    for format in ["csv", "markdown", "ics"] {
        // Nothing else is written over.
        let notes = to("notes.txt");
        fs::write(&notes, "These are my notes, and they are long enough to be anything at all.").unwrap();
        let (code, _, said) = readyroom(&path, &["export", format, "--id", &day, "-o", &notes]);
        assert!(code == 1 && said.contains("left as it is"), "{format}: {said}");
        // What a workspace keeps for itself is no name for anything else.
        for ending in ["-wal", "-shm", "-journal", ".lock"] {
            let beside = format!("{}{ending}", path.display());
            let before = fs::read(&beside).ok();
            let (code, _, said) = readyroom(&path, &["export", format, "--id", &day, "-o", &beside]);
            assert!(code == 1 && (said.contains("for itself") || said.contains("left as it is")), "{said}");
            assert_eq!(fs::read(&beside).ok(), before, "{format} {ending}");
        }
        // Nor is a file of another program, though it is of the same form.
        let foreign = to("foreign");
        let head =
            if format == "ics" { "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:theirs\r\n" } else { "seq,at\n" };
        fs::write(&foreign, head.repeat(9)).unwrap();
        let (code, _, said) = readyroom(&path, &["export", format, "--id", &day, "-o", &foreign]);
        assert!(code == 1 && said.contains("left as it is"), "{format}: {said}");
    }
}

#[test]
fn what_was_removed_is_listed() {
    let (_folder, path) = seeded();
    let (code, said, _) = readyroom(&path, &["list", "service", "--removed"]);
    assert!(code == 0 && said.contains("None yet."), "{said}");
    let now = domain::Instant::from_ms(1_795_600_000_000);
    let store = store::Store::open(&path, store::Access::Write, now).unwrap();
    let row = store.list(domain::Kind::Service).unwrap().remove(0);
    store.transact(now, "Ada", |tx| tx.remove(row.id, row.version)).unwrap();
    drop(store);
    let (code, said, _) = readyroom(&path, &["list", "service", "--removed", "--json"]);
    let removed: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, removed[0]["title"].as_str()), (0, Some(row.title.as_str())));
    assert_eq!(removed.as_array().unwrap().len(), 1);
}

#[test]
fn scripts_read_how_each_experiment_ended_what_it_showed_and_when_it_was_noticed() {
    let (_folder, path) = seeded();
    let (_, rows, _) = readyroom(&path, &["list", "game-day", "--json"]);
    let rows: Value = serde_json::from_str(&rows).unwrap();
    let rows = rows.as_array().unwrap();
    let day = rows.iter().find(|row| row["title"] == "Storage and stock, November").unwrap();
    let (code, out, _) = readyroom(&path, &["show", day["id"].as_str().unwrap(), "--json"]);
    assert_eq!(code, 0);
    let shown: Value = serde_json::from_str(&out).unwrap();
    let experiments = shown["experiments"].as_array().unwrap();
    let all: Vec<_> = experiments.iter().map(|one| (&one["ended"], &one["outcome"])).collect();
    assert_eq!(
        all,
        [
            (&json!("ran-to-end"), &json!("confirmed")),
            (&json!("ran-to-end"), &json!("disproved")),
            (&json!("aborted"), &json!("inconclusive")),
        ]
    );
    assert_eq!(experiments[0]["detection"], Value::Null, "nobody noticed, and nothing showed it");
    assert_eq!(experiments[1]["detection"]["after_ms"], 50_000);
}
