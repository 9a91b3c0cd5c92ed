//! Puts the built screen and the access list into the application.

use std::{error::Error, fs, path::Path};

/// Where `cargo xtask build` leaves the screen; the same path as `frontendDist`.
const SCREEN: &str = "../target/dist";

/// What is embedded when nobody has built the screen yet, so that `cargo check` works on a fresh clone.
const UNBUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Readyroom</title>\
    <p>The screen has not been built. Run: cargo xtask build</p></html>\n";

fn main() -> Result<(), Box<dyn Error>> {
    let screen = Path::new(SCREEN);
    if !screen.join("index.html").exists() {
        fs::create_dir_all(screen)?;
        fs::write(screen.join("index.html"), UNBUILT)?;
    }
    // The macro that embeds the files does not watch them; without this a rebuilt screen would not be seen.
    println!("cargo:rerun-if-changed={SCREEN}");
    println!("cargo:rerun-if-changed=icons");
    println!("cargo:rerun-if-changed=build.rs");

    // Naming the command puts it under the access list: a window without `allow-call` cannot ask for anything.
    let access = tauri_build::AppManifest::new().commands(&["call"]);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(access))?;
    Ok(())
}
