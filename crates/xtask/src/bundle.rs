//! The Debian package, made by Tauri's own bundler (prebuilt on npm, so nothing is compiled for it).

use crate::{
    build,
    command::{Result, Trouble, answer, program, root, run, target},
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
    println!("· package: in {}", target().join(profile).join("bundle/deb").display());
    Ok(())
}
