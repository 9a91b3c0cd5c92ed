//! From a fresh clone to an open window with the sample workspace in it.

use std::{env, process::Stdio};

use crate::{
    build,
    command::{Result, Trouble, program, run as run_command, target},
    setup,
};

/// Builds and opens the window; without a display (or when asked to) saves a picture of it instead.
pub fn run(headless: bool, release: bool) -> Result<()> {
    setup::ensure(setup::BUILD)?;
    let no_display =
        ["DISPLAY", "WAYLAND_DISPLAY"].iter().all(|name| env::var_os(name).is_none_or(|v| v.is_empty()));
    if headless || (no_display && cfg!(target_os = "linux")) {
        println!("· no display: the window will be drawn on a virtual one");
        setup::ensure(setup::TEST)?;
        let application = build::build(release)?;
        let look = build::binary("tests", "look", false)?;
        run_command(program(&look.to_string_lossy(), [""; 0]).env("READYROOM", &application))?;
        println!("· picture: {}", target().join("screens/run.png").display());
        return Ok(());
    }
    let application = build::build(release)?;
    println!("· opening the window; close it to end");
    let words = format!("{} demo", application.display());
    let ended = std::process::Command::new(&application).arg("demo").stdin(Stdio::null()).status();
    match ended {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Trouble::new(format!("{words} ended with {status}"))),
        Err(why) => Err(Trouble::new(format!("{words} could not be started: {why}"))),
    }
}
