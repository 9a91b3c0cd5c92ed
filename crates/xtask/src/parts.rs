//! The screen in parts: the entry, which every window loads at its start, one part for each room, and what rooms share: what
//! a few of them want comes with those, and the rest with the first room.
//! The webview compiles a part before it draws anything of it, so a window waits for what it shows and for nothing else.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
};

use wasm_split_cli_support::Options;

use crate::{
    build::{changed_at, children, name},
    command::{Result, Trouble, at, program, run, target},
    merge::merge,
    setup::npm_folder,
};

/// The part that is bound to its JavaScript.
pub const ENTRY: &str = "entry.wasm";

/// What at most so many rooms want can be a part of its own, which is loaded with the first of them …
const FEW_ROOMS: usize = 6;

/// … where it is at least as large as this: a part is one question more.
const LEAST_BYTES: usize = 16_000;

/// Loads the parts: JavaScript before a line for each part and each room.
const LOADER: &str = r#"// Written by the build: loads a part of the screen when a window first enters it.
import { initSync } from "./ui.js";

const compiling = {};
function compile(part) {
  const url = new URL(`./rooms/${part}.wasm`, import.meta.url);
  compiling[part] ??= WebAssembly.compileStreaming(fetch(url));
  compiling[part].catch(() => delete compiling[part]); // the next one who enters tries again
  return compiling[part];
}
const loading = {};
function load(part) {
  loading[part] ??= compile(part).then((module) => WebAssembly.instantiate(module, { __wasm_split: initSync() }));
  loading[part].catch(() => delete loading[part]);
  return loading[part];
}
// Makes the other parts ready while nobody waits, one after the other, so that whoever enters one meanwhile waits for one at most.
export async function warm() {
  try {
    await load("shared");
    for (const part of parts) await compile(part);
  } catch (why) {
    console.error(why); // whoever enters such a room is told so there
  }
}
const parts = [];
const room = (part, common) => async (callback, data) => {
  let loaded = false;
  try {
    await Promise.all(["shared", ...common, part].map(load));
    loaded = true;
  } catch (why) {
    console.error(why);
  }
  initSync().__indirect_function_table.get(callback)(data, loaded);
};
"#;

/// Cuts the screen where its source says so (`wasm_split`); skipped while it is older than the last result.
pub fn split(whole: &Path) -> Result<PathBuf> {
    let out = target().join("parts");
    let entry = out.join(ENTRY);
    if changed_at(&entry) > changed_at(whole) {
        return Ok(out);
    }
    println!("· screen: splitting …");
    let (pieces, rooms) = (out.join("pieces"), out.join("rooms"));
    for folder in [&out, &rooms] {
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(at(folder))?; // a room that is gone leaves nothing
        }
        fs::create_dir_all(folder).map_err(at(folder))?;
    }
    let module = fs::read(whole).map_err(at(whole))?;
    let cut = pieces.join(ENTRY);
    let mut options = Options::new(&module);
    options.output_dir = &pieces;
    options.main_out_path = &cut;
    options.main_module = "./ui.js";
    options.link_name = "./parts.js";
    let found = wasm_split_cli_support::transform(options)
        .map_err(|why| Trouble::new(format!("the screen could not be split: {why:#}")))?;

    let read = |piece: &str| {
        let path = pieces.join(piece).with_extension("wasm");
        fs::read(&path).map_err(at(&path))
    };
    let mut loader = LOADER.to_owned();
    let mut write = |part: &str, pieces: &[Vec<u8>]| {
        let to = rooms.join(part).with_extension("wasm");
        loader.push_str(&format!("parts.push(\"{part}\");\n"));
        fs::write(&to, merge(pieces)?).map_err(at(&to)) // without the names of its functions
    };
    let (mut common, mut shared) = (Vec::new(), Vec::new());
    for (wanted_by, pieces) in shared_by(&found.prefetch_map) {
        let pieces = pieces.into_iter().map(read).collect::<Result<Vec<_>>>()?;
        if wanted_by.len() <= FEW_ROOMS && merge(&pieces)?.len() >= LEAST_BYTES {
            write(&wanted_by.join("-"), &pieces)?;
            common.push(wanted_by);
        } else {
            shared.extend(pieces);
        }
    }
    write("shared", &shared)?;
    let mut all: Vec<&String> = found.prefetch_map.keys().collect();
    all.sort();
    for room in &all {
        write(room, &[read(&format!("split_{room}"))?])?;
    }
    for room in all {
        let with: Vec<String> = common
            .iter()
            .filter(|rooms| rooms.contains(&room.as_str()))
            .map(|rooms| rooms.join("-"))
            .collect();
        loader.push_str(&format!("export const __wasm_split_load_{room} = room(\"{room}\", {with:?});\n"));
    }
    fs::write(out.join("parts.js"), loader).map_err(at(&out))?;
    fs::rename(&cut, &entry).map_err(at(&entry))?; // last: it says that the rest is there
    Ok(out)
}

/// The pieces that several rooms want, by the rooms that want them.
fn shared_by(wanted: &HashMap<String, Vec<String>>) -> BTreeMap<Vec<&str>, Vec<&str>> {
    let mut rooms_of: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (room, pieces) in wanted {
        for piece in pieces.iter().filter(|piece| !piece.starts_with("split_")) {
            rooms_of.entry(piece).or_default().insert(room);
        }
    }
    let mut shared: BTreeMap<Vec<&str>, Vec<&str>> = BTreeMap::new();
    for (piece, rooms) in rooms_of {
        shared.entry(rooms.into_iter().collect()).or_default().push(piece);
    }
    shared
}

/// Makes the modules of a folder smaller with `wasm-opt`, in another folder; where that is not installed, they stay as
/// they are. No feature is named: with all of them on, the webview refuses a module without a word.
pub fn shrink(from: &Path, to: &str) -> Result<PathBuf> {
    let optimiser = npm_folder("binaryen").join("node_modules/binaryen/bin/wasm-opt");
    if !optimiser.exists() {
        println!("· screen: about a tenth larger than it could be, without wasm-opt");
        return Ok(from.to_path_buf());
    }
    let out = target().join("small").join(to);
    fs::create_dir_all(&out).map_err(at(&out))?;
    for old in children(&out)?.iter().filter(|old| !from.join(name(old)).exists()) {
        fs::remove_file(old).map_err(at(old))?;
    }
    for module in
        children(from)?.iter().filter(|path| path.extension().is_some_and(|ending| ending == "wasm"))
    {
        let result = out.join(name(module));
        if changed_at(&result) > changed_at(module) {
            continue;
        }
        println!("· screen: {} is made smaller …", name(module));
        let mut shrinking = program("node", [optimiser.as_path(), Path::new("-Oz"), Path::new("--quiet")]);
        let half = result.with_extension("half"); // a build that was stopped leaves no piece of a module that looks whole
        run(shrinking.arg(module).arg("-o").arg(&half))?;
        fs::rename(&half, &result).map_err(at(&result))?;
    }
    Ok(out)
}
