//! Files of other tools, in and out.

use super::{
    capacity,
    commands::{is_stdout, now, open, parse},
    files, print,
};
use crate::{
    desk::{catalog, chaos, interchange},
    report,
};
use ::interchange::catalog::csv;
use contract::{Code, ExportChaosToolkit, Refusal, Upload};
use domain::ask::Ask;
use std::path::{Path, PathBuf};
use store::Access;

/// Takes in files: all of them or none. `yes` are the questions that were answered with yes.
pub fn import(workspace: &Path, files: &[PathBuf], yes: &[Ask]) -> Result<(), Refusal> {
    let mut uploads = Vec::new();
    let mut wrong = Vec::new();
    for path in &unfolded(files) {
        match upload(path) {
            Ok(upload) => uploads.push(Upload { yes: yes.to_vec(), ..upload }),
            Err(words) => wrong.push(format!("“{}”: {words}", path.display())),
        }
    }
    if !wrong.is_empty() {
        wrong.push("Nothing was imported.".to_owned());
        return Err(Refusal::new(Code::Unreadable, wrong.join("\n")));
    }
    let read = interchange::read(&uploads).map_err(|refusal| measured(&uploads, refusal))?;
    let store = open(workspace, Access::Write)?;
    let facilitator = store.settings()?.facilitator;
    let plan = interchange::plan(&store, read)?;
    let imported = store.transact(now(), &facilitator, |tx| plan.write(tx))?.value;
    for file in imported {
        for warning in file.warnings {
            print::warn(&format!("{}: {warning}", file.name));
        }
        for record in file.records {
            print::done(&format!("{}  {}  {}", record.id, record.kind, record.title));
        }
    }
    Ok(())
}

/// The files, with the Markdown of each folder in its place, by name. What is no folder, or holds none, stays: it is refused in
/// words when it is read.
fn unfolded(files: &[PathBuf]) -> Vec<PathBuf> {
    let inside = |folder: &PathBuf| {
        let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| {
                path.extension().is_some_and(|ending| {
                    ["md", "markdown"].iter().any(|known| ending.eq_ignore_ascii_case(known))
                })
            })
            .collect();
        found.sort();
        if found.is_empty() { vec![folder.clone()] } else { found }
    };
    files.iter().flat_map(inside).collect()
}

/// What is wrong with files, and what to say where they hold measurements.
fn measured(files: &[Upload], refusal: Refusal) -> Refusal {
    if let Some((file, words)) = files.iter().find_map(|file| Some((file, capacity::unread(&file.bytes)?))) {
        let words = format!("“{}”: {words} Nothing was imported.", file.name);
        return Refusal::new(refusal.code, words);
    }
    let is_measured = |file: &&Upload| capacity::is_measured(&file.name, &file.bytes);
    let Some(file) = files.iter().find(is_measured) else { return refusal };
    let words = format!(
        "{}\n“{}” holds measurements: say into which capacity model they go, with --into ID.",
        refusal.message, file.name
    );
    Refusal::new(refusal.code, words)
}

fn upload(path: &Path) -> Result<Upload, String> {
    let too_large = |bytes: u64| ::interchange::too_large(bytes).map(|refusal| refusal.to_string());
    let bytes = files::bytes(path, ::interchange::FILE_MAX_BYTES as u64, too_large)?;
    Ok(Upload { name: path.display().to_string(), bytes, yes: Vec::new() })
}

/// Writes an experiment or the journals of a game day. Only files of Chaos Toolkit are written over.
pub fn export(
    workspace: &Path,
    id: Option<&str>,
    (plain, secrets): (bool, bool),
    output: &Path,
) -> Result<(), Refusal> {
    let store = open(workspace, Access::Read)?;
    let id = match id {
        Some(id) => parse(id)?,
        None => chaos::results::latest_begun(&store)?,
    };
    let files = chaos::exchange::files(&store, ExportChaosToolkit { id, redact: !plain, secrets })?;
    if is_stdout(output) {
        return match files.as_slice() {
            [file] => {
                file.warnings.iter().for_each(|warning| print::warn(warning));
                print::bytes(file.text.as_bytes())
            }
            files => {
                let words = format!("These are {} files, one for each experiment. Name a path.", files.len());
                Err(Refusal::new(Code::Invalid, words))
            }
        };
    }
    let paths: Vec<PathBuf> = (0..files.len()).map(|at| beside(output, at)).collect();
    if let Some(taken) = paths.iter().find(|path| path.symlink_metadata().is_ok() && !is_ours(path)) {
        return Err(report::left_as_it_is(taken, "no file of Chaos Toolkit"));
    }
    for (file, path) in files.iter().zip(&paths) {
        report::put(path, file.text.as_bytes())?;
        for warning in &file.warnings {
            print::warn(&format!("{}: {warning}", path.display()));
        }
        print::done(&format!("{} ({} kB)", path.display(), file.text.len().div_ceil(1000)));
    }
    Ok(())
}

/// Writes the service catalog as CSV. Only a table that was written here is written over.
pub fn export_catalog(workspace: &Path, output: &Path) -> Result<(), Refusal> {
    let store = open(workspace, Access::Read)?;
    let text = catalog::exchange::csv(&store)?;
    if is_stdout(output) {
        return print::bytes(text.as_bytes());
    }
    // What earlier releases wrote begins so as well, and has fewer columns.
    if output.symlink_metadata().is_ok() && !report::begins_with(output, csv::HEADER_BEGINS.as_bytes()) {
        return Err(report::left_as_it_is(output, "no service catalog of Readyroom"));
    }
    report::put(output, text.as_bytes())?;
    print::done(&format!("{} ({} kB)", output.display(), text.len().div_ceil(1000)));
    Ok(())
}

/// `day.json`, `day-2.json`, `day-3.json` …
fn beside(path: &Path, at: usize) -> PathBuf {
    if at == 0 {
        return path.to_owned();
    }
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{}", at + 1));
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}

fn is_ours(path: &Path) -> bool {
    // Asked first: opening a pipe or a device would wait for it.
    path.symlink_metadata().is_ok_and(|meta| meta.is_file())
        && upload(path).is_ok_and(|file| {
            let read = ::interchange::read(&file.name, &file.bytes);
            read.is_ok_and(|imported| imported.what.is_of_chaos_toolkit())
        })
}
