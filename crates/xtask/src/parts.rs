//! The screen in parts: the entry, which every window loads at its start, one part for each room, and what rooms share.
//! The webview compiles a part before it draws anything of it, so a window waits for what it shows and for nothing else.

use std::{
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

/// Loads the parts: JavaScript before a line for each room.
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
// Makes the rooms ready while nobody waits, one after the other, so that whoever enters one meanwhile waits for one at most.
export async function warm() {
  try {
    await load("shared");
    for (const part of rooms) await compile(part);
  } catch (why) {
    console.error(why); // whoever enters such a room is told so there
  }
}
const rooms = [];
const room = (part) => async (callback, data) => {
  let loaded = false;
  try {
    await Promise.all([load("shared"), load(part)]);
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
    wasm_split_cli_support::transform(options)
        .map_err(|why| Trouble::new(format!("the screen could not be split: {why:#}")))?;

    let mut shared = Vec::new();
    let mut loader = LOADER.to_owned();
    let mut found = children(&pieces)?;
    found.sort();
    for piece in found.iter().filter(|path| path.extension().is_some_and(|ending| ending == "wasm")) {
        if let Some(room) = name(piece).strip_prefix("split_") {
            let to = rooms.join(room);
            let alone = merge(&[fs::read(piece).map_err(at(piece))?])?; // without the names of its functions
            fs::write(&to, alone).map_err(at(&to))?;
            let room = room.trim_end_matches(".wasm");
            loader.push_str(&format!("rooms.push(\"{room}\");\n"));
            loader.push_str(&format!("export const __wasm_split_load_{room} = room(\"{room}\");\n"));
        } else if *piece != cut {
            shared.push(fs::read(piece).map_err(at(piece))?);
        }
    }
    fs::write(rooms.join("shared.wasm"), merge(&shared)?).map_err(at(&rooms))?;
    fs::write(out.join("parts.js"), loader).map_err(at(&out))?;
    fs::rename(&cut, &entry).map_err(at(&entry))?; // last: it says that the rest is there
    Ok(out)
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
