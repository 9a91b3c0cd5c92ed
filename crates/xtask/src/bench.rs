//! Speeds and sizes, built for speed. Each figure stands beside a reference measured in the same run, and all of them in
//! one table at the end.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use crate::{
    build,
    command::{HOST, Result, Trouble, at, cargo, program, run, target},
    setup,
};

/// Parts that are benches of their own crates.
const CRATES: [&str; 4] = ["fold", "append", "pdf", "capacity"];
/// Parts that drive the real windows.
const WHOLE: [&str; 6] = ["start", "rooms", "sliders", "catalog", "day", "abort"];
/// The part that only looks at files.
const SIZES: &str = "sizes";
/// What may weigh how much, in bytes: by name or by ending.
const APPLICATION_MAX: u64 = 45_000_000;
const PACKAGE_MAX: u64 = 15_000_000;
const ENTRY_MAX: u64 = 1_800_000;
const ROOM_MAX: u64 = 350_000;
/// The screen's module that is loaded at the start; every other one is a room's.
const ENTRY: &str = "ui_bg.wasm";

/// Builds for speed, then measures from the smallest part to the whole program; with names only these parts. A broken
/// limit is told at the end: everything else is measured as well.
pub fn bench(parts: &[String]) -> Result<()> {
    let all = || CRATES.iter().chain(&[SIZES]).chain(&WHOLE);
    if let Some(unknown) = parts.iter().find(|part| !all().any(|known| known == part)) {
        let known = all().copied().collect::<Vec<_>>().join(", ");
        return Err(Trouble::new(format!("no part is called {unknown}; there are {known}")));
    }
    let is_wanted = |part: &&str| parts.is_empty() || parts.iter().any(|one| one == part);
    let crates: Vec<&str> = CRATES.into_iter().filter(is_wanted).collect();
    let whole: Vec<&str> = WHOLE.into_iter().filter(is_wanted).collect();

    setup::ensure(setup::BUILD)?;
    setup::ensure(setup::TEST)?;
    let begun = Instant::now();
    let application = build::build(true)?;
    let driver = built(&crates, &whole)?;
    let built_in = begun.elapsed();

    let rows = target().join("bench/rows.tsv");
    let folder = rows.parent().unwrap_or(&rows);
    fs::create_dir_all(folder).map_err(at(folder))?;
    fs::write(&rows, "").map_err(at(&rows))?;
    let begun = Instant::now();
    let mut stopped = Vec::new();
    for part in crates {
        let mut measured = cargo(bench_of(&[part], &[]));
        stopped.extend(run(measured.env("READYROOM_ROWS", &rows)).err());
    }
    for part in whole {
        let mut measured = program(&driver.to_string_lossy(), [part]);
        measured.env("READYROOM", &application).env("READYROOM_ROWS", &rows);
        stopped.extend(run(&mut measured).err());
    }
    let mut table: Vec<Vec<String>> = fs::read_to_string(&rows)
        .map_err(at(&rows))?
        .lines()
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect();
    if is_wanted(&SIZES) {
        table.extend(sizes(&application)?);
    }
    print(&table);
    let minutes = |took: Duration| took.as_secs_f64() / 60.0;
    println!("\nbuilt in {:.1} min, measured in {:.1} min", minutes(built_in), minutes(begun.elapsed()));
    verdict(&table, stopped)
}

/// How many times as many faults as in every run of the tests.
const FAULTS_TIMES: &str = "20";

/// The program itself is killed as the tests have built it, where each life takes many times as long.
const PROGRAM_TIMES: &str = "5";

/// Kills processes, fills disks, flips bits and garbles files for a long time, one kind after the other, and prints what
/// came of each; a kind that fails does not keep the others from being tried.
pub fn faults() -> Result<()> {
    let store = ["test", "--release", "-p", "store", "--lib", "--", "faults::"].to_vec();
    let readers = ["test", "--release", "-p", "interchange", "--test", "faults", "--"].to_vec();
    let program = ["test"].into_iter().chain(HOST).chain(["--test", "kills", "--"]).collect();
    let kinds = [(store, FAULTS_TIMES), (readers, FAULTS_TIMES), (program, PROGRAM_TIMES)];
    let failed: Vec<Trouble> = kinds
        .into_iter()
        .filter_map(|(words, times): (Vec<&str>, _)| {
            let mut tests = cargo(words);
            tests.args(["--nocapture", "--test-threads", "1"]).env("READYROOM_FAULTS", times);
            run(&mut tests).err()
        })
        .collect();
    failed.into_iter().next().map_or(Ok(()), Err)
}

/// Builds what measures, so that no build falls between two figures; returns what drives the windows.
fn built(crates: &[&str], whole: &[&str]) -> Result<PathBuf> {
    if !crates.is_empty() {
        run(&mut cargo(bench_of(crates, &["--no-run"])))?;
    }
    if !whole.is_empty() {
        run(&mut cargo(["build", "--release", "-p", "readyroom", "--example", "bare"]))?;
    }
    build::binary("tests", "bench", false)
}

fn bench_of<'a>(crates: &[&'a str], how: &[&'a str]) -> Vec<&'a str> {
    let named = crates.iter().flat_map(|name| ["--bench", name]);
    ["bench"].into_iter().chain(HOST).chain(how.iter().copied()).chain(named).collect()
}

/// A row for each file that is handed out or loaded.
fn sizes(application: &Path) -> Result<Vec<Vec<String>>> {
    let mut rows = vec![size("application", application, APPLICATION_MAX)?];
    let ending_in = |ending: &str, folder: PathBuf| -> Result<Vec<PathBuf>> {
        let found = build::children(&folder)?;
        Ok(found.into_iter().filter(|path| path.extension().is_some_and(|found| found == ending)).collect())
    };
    for package in ending_in("deb", target().join("release/bundle/deb"))? {
        rows.push(size("package", &package, PACKAGE_MAX)?);
    }
    let mut modules = ending_in("wasm", target().join("dist"))?;
    modules.extend(ending_in("wasm", target().join("dist/rooms"))?);
    modules.sort();
    for module in modules {
        let is_entry = module.file_name().is_some_and(|name| name == ENTRY);
        let (what, limit) = if is_entry { ("entry module", ENTRY_MAX) } else { ("part of a room", ROOM_MAX) };
        rows.push(size(what, &module, limit)?);
    }
    Ok(rows)
}

fn size(what: &str, path: &Path, limit: u64) -> Result<Vec<String>> {
    let bytes = fs::metadata(path).map_err(at(path))?.len();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let held = if bytes <= limit { "yes" } else { "NO" };
    let kb = |bytes: u64| format!("{} kB", bytes.div_ceil(1000));
    Ok(vec![
        format!("size of the {what}, {name}"),
        kb(bytes),
        String::new(),
        String::new(),
        kb(limit),
        held.to_owned(),
    ])
}

/// Prints the rows below their headings, in columns.
fn print(rows: &[Vec<String>]) {
    let headings = ["what", "measured", "reference", "ratio", "limit", "held"].map(str::to_owned).to_vec();
    let lines: Vec<&Vec<String>> = std::iter::once(&headings).chain(rows).collect();
    let width = |at: usize| lines.iter().filter_map(|line| Some(line.get(at)?.chars().count())).max();
    let widths: Vec<usize> = (0..headings.len()).map(|at| width(at).unwrap_or_default()).collect();
    println!();
    for line in lines {
        let cells = line.iter().zip(&widths).enumerate();
        let cells = cells.map(|(at, (cell, &width))| match at {
            0 => format!("{cell:<width$}"),
            _ => format!("{cell:>width$}"),
        });
        println!("{}", cells.collect::<Vec<_>>().join("  "));
    }
}

/// Nothing, when every part came to its end and every limit was held.
fn verdict(rows: &[Vec<String>], stopped: Vec<Trouble>) -> Result<()> {
    if let Some(first) = stopped.into_iter().next() {
        return Err(Trouble::new(format!("not everything was measured: {}", first.what)));
    }
    let broken: Vec<&str> = rows
        .iter()
        .filter(|row| row.last().is_some_and(|held| held == "NO"))
        .filter_map(|row| Some(row.first()?.as_str()))
        .collect();
    if broken.is_empty() {
        return Ok(());
    }
    Err(Trouble::new(format!("limits that were not held:\n    {}", broken.join("\n    ")))
        .next("cargo xtask bench PART, on a machine that does nothing else, before looking for the cause"))
}
