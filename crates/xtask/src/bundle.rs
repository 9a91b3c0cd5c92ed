//! The Debian package, made by Tauri's own bundler (prebuilt on npm, so nothing is compiled for it).

use std::{fs, path::Path};

use crate::{
    build,
    command::{Result, Trouble, answer, at, program, root, run, target},
    setup,
};

/// Builds the screen and has the bundler build the application and pack it.
pub fn bundle(debug: bool) -> Result<()> {
    setup::ensure(setup::BUILD)?;
    if answer(&mut program("npx", ["--version"])).is_none() {
        return Err(Trouble::new("npx is missing: it starts the bundler").next("sudo apt-get install -y npm"));
    }
    build::screen()?;
    let mut args = vec!["--yes", "@tauri-apps/cli@2", "build", "--bundles", "deb"];
    args.extend(debug.then_some("--debug"));
    run(program("npx", args).current_dir(root().join("src-tauri")))?;
    let profile = if debug { "debug" } else { "release" };
    let folder = target().join(profile).join("bundle/deb");
    for package in build::children(&folder)? {
        if package.extension().is_some_and(|ending| ending == "deb") {
            pack_tighter(&package)?;
        }
    }
    println!("· package: in {}", folder.display());
    Ok(())
}

/// Packs the same content again with xz, as Debian's own packages are: the bundler knows gzip only, which makes it a third
/// larger.
fn pack_tighter(package: &Path) -> Result<()> {
    if answer(&mut program("dpkg-deb", ["--version"])).is_none() {
        println!("· package: dpkg-deb is missing, so it stays packed with gzip");
        return Ok(());
    }
    let content = package.with_extension("content");
    if content.exists() {
        fs::remove_dir_all(&content).map_err(at(&content))?; // half of an earlier attempt
    }
    run(program("dpkg-deb", ["--raw-extract"]).args([package, &content]))?;
    run(program("dpkg-deb", ["-Zxz", "--root-owner-group", "--build"]).args([&content, package]))?;
    fs::remove_dir_all(&content).map_err(at(&content))
}
