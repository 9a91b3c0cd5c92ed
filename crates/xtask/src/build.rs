//! The screen (WebAssembly, bound, with its styles and fonts) and then the application that embeds it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use wasm_bindgen_cli_support::Bindgen;

use crate::{
    command::{Result, Trouble, at, cargo, root, run, target},
    parts,
};

/// What the shell embeds: path inside the screen's folder, with `/` between its parts, and content.
type Files = BTreeMap<String, Vec<u8>>;

/// Which files of the project are part of the screen: from, to, ending.
const PLAIN: &[(&str, &str, &str)] = &[
    ("ui", "", "html"),
    ("ui", "", "js"),
    ("ui", "", "css"),
    ("assets/css", "css/", "css"),
    ("assets/fonts", "fonts/", "woff2"),
    ("assets/icons", "icons/", "svg"),
];

/// Builds everything; returns the application's path.
pub fn build(release: bool) -> Result<PathBuf> {
    screen()?;
    println!("· application: building …");
    let application = binary("readyroom", "readyroom", release)?;
    println!("· application: {}", application.display());
    Ok(application)
}

/// Builds one program; returns its path.
pub fn binary(package: &str, name: &str, release: bool) -> Result<PathBuf> {
    let mut args = vec!["build", "-p", package, "--bin", name];
    args.extend(release.then_some("--release"));
    run(&mut cargo(args))?;
    Ok(target().join(if release { "release" } else { "debug" }).join(name))
}

/// Builds the screen into `target/dist`, the folder that the shell embeds (`target/ui` belongs to cargo's profile
/// of that name). Only what changed is written, so that an unchanged screen does not make the shell link again.
pub fn screen() -> Result<()> {
    println!("· screen: building …");
    let mut build = cargo(["rustc", "-p", "ui", "--bin", "ui", "--profile", "ui"]);
    build.args(["--target", "wasm32-unknown-unknown", "--", "-C", "link-arg=--emit-relocs"]); // says where it may be cut
    run(&mut build)?;
    let whole = target().join("wasm32-unknown-unknown/ui/ui.wasm");
    let parts = parts::split(&whole)?;
    let bound = bind(&parts.join(parts::ENTRY))?;
    let entry = parts::shrink(&bound, "entry")?;
    let rooms = parts::shrink(&parts.join("rooms"), "rooms")?;

    let mut files = Files::new();
    read_into(&mut files, &bound, "", "js")?;
    read_into(&mut files, &parts, "", "js")?;
    read_into(&mut files, &entry, "", "wasm")?;
    read_into(&mut files, &rooms, "rooms/", "wasm")?;
    read_tree(&mut files, &bound.join("snippets"), "snippets/")?;
    for (from, to, ending) in PLAIN {
        read_into(&mut files, &root().join(from), to, ending)?;
    }
    join_styles(&mut files)?;
    let written = write_changed(&files, &target().join("dist"))?;
    println!("· screen: {written} of {} files changed", files.len());
    for (inside, content) in files.iter().filter(|(inside, _)| inside.ends_with(".wasm")) {
        println!("· screen: {inside} has {} kB", content.len() / 1000);
    }
    Ok(())
}

/// Makes one style sheet of those that the page names one by one, in its order: each is a question more that the first
/// picture waits for.
fn join_styles(files: &mut Files) -> Result<()> {
    let lost = |what: &str| Trouble::new(format!("index.html {what}"));
    let page = files.get("index.html").ok_or_else(|| lost("is missing"))?;
    let page = String::from_utf8(page.clone()).map_err(|_| lost("is no text"))?;
    let (mut lines, mut styles) = (Vec::new(), Vec::new());
    for line in page.lines() {
        let href =
            line.split_once("rel=\"stylesheet\" href=\"css/").and_then(|(_, rest)| rest.split('"').next());
        let Some(name) = href else {
            lines.push(line.to_owned());
            continue;
        };
        let sheet = files.remove(&format!("css/{name}"));
        styles.extend(sheet.ok_or_else(|| lost(&format!("names css/{name}, which is missing")))?);
        if !lines.iter().any(|line| line.contains("css/screen.css")) {
            lines.push(line.replace(name, "screen.css"));
        }
    }
    if let Some(stray) = files.keys().find(|inside| inside.starts_with("css/")) {
        return Err(lost(&format!("does not name {stray}")));
    }
    files.insert("css/screen.css".to_owned(), styles);
    files.insert("index.html".to_owned(), (lines.join("\n") + "\n").into_bytes());
    Ok(())
}

/// Writes the module and its JavaScript beside the builds; skipped while the module is older than the last result.
fn bind(module: &Path) -> Result<PathBuf> {
    let out = target().join("bound");
    let result = out.join("ui_bg.wasm");
    if changed_at(&result) > changed_at(module) {
        return Ok(out);
    }
    println!("· screen: binding …");
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(false)
                .omit_default_module_path(false)
                .remove_name_section(true)
                .keep_lld_exports(true) // the table of functions, in which the parts find each other
                .out_name("ui")
                .generate(&out)
        })
        .map_err(|why| Trouble::new(format!("the screen could not be bound: {why:#}")))?;
    Ok(out)
}

/// When the file was last changed; nothing when there is none, which counts as older than everything.
pub fn changed_at(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|file| file.modified()).ok()
}

/// Adds the files of one folder that end in `ending`. A folder that does not exist has none.
fn read_into(files: &mut Files, from: &Path, to: &str, ending: &str) -> Result<()> {
    for path in children(from)? {
        if path.is_file() && path.extension().is_some_and(|found| found == ending) {
            files.insert(format!("{to}{}", name(&path)), fs::read(&path).map_err(at(&path))?);
        }
    }
    Ok(())
}

fn read_tree(files: &mut Files, from: &Path, to: &str) -> Result<()> {
    for path in children(from)? {
        let inside = format!("{to}{}", name(&path));
        if path.is_dir() {
            read_tree(files, &path, &format!("{inside}/"))?;
        } else {
            files.insert(inside, fs::read(&path).map_err(at(&path))?);
        }
    }
    Ok(())
}

/// What is in a folder; one that does not exist has nothing in it.
pub fn children(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(folder).map_err(at(folder))?;
    entries.map(|entry| Ok(entry.map_err(at(folder))?.path())).collect()
}

pub fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Makes `folder` hold exactly `files`; returns how many were written or removed.
fn write_changed(files: &Files, folder: &Path) -> Result<usize> {
    let mut there = Files::new();
    read_tree(&mut there, folder, "")?;
    let mut changes = 0;
    for (inside, content) in files {
        if there.get(inside) != Some(content) {
            let path = folder.join(inside);
            let parent = path.parent().unwrap_or(folder);
            fs::create_dir_all(parent).map_err(at(parent))?;
            fs::write(&path, content).map_err(at(&path))?;
            changes += 1;
        }
    }
    for inside in there.keys().filter(|inside| !files.contains_key(*inside)) {
        let path = folder.join(inside);
        fs::remove_file(&path).map_err(at(&path))?;
        changes += 1;
    }
    Ok(changes)
}
