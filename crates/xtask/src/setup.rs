//! What a machine needs before a task can begin: checked, installed where that is possible, otherwise named.

use std::path::Path;

use crate::command::{Result, Trouble, answer, cargo, program, run, words};

/// One thing that must be there.
#[derive(Clone, Copy)]
pub enum Need {
    /// A Debian package.
    Apt(&'static str),
    /// The standard library for a target triple.
    Target(&'static str),
    /// A part of the Rust toolchain: its rustup name and the cargo command that shows it is there.
    Component(&'static str, &'static str),
}

use Need::{Apt, Component, Target};

/// To build the screen and the application.
pub const BUILD: &[Need] = &[
    Target("wasm32-unknown-unknown"),
    Apt("build-essential"),
    Apt("pkg-config"),
    Apt("libwebkit2gtk-4.1-dev"),
    Apt("librsvg2-dev"),
    Apt("libxdo-dev"),
    Apt("libssl-dev"),
];

/// To open the real window without a display and to read what was printed.
pub const TEST: &[Need] = &[
    Component("rustfmt", "fmt"),
    Component("clippy", "clippy"),
    Apt("xvfb"),
    Apt("xauth"),
    Apt("dbus-x11"),
    Apt("webkit2gtk-driver"),
    Apt("poppler-utils"),
];

/// Names of the same packages elsewhere, for a machine that is not Debian's kin.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    (
        "dnf",
        "sudo dnf install gcc gcc-c++ make pkgconf webkit2gtk4.1-devel librsvg2-devel libxdo-devel openssl-devel",
        "sudo dnf install xorg-x11-server-Xvfb xauth dbus-x11 webkit2gtk-driver poppler-utils",
    ),
    (
        "pacman",
        "sudo pacman -S --needed base-devel pkgconf webkit2gtk-4.1 librsvg xdotool openssl",
        "sudo pacman -S --needed xorg-server-xvfb xorg-xauth dbus poppler",
    ),
    ("brew", "xcode-select --install", "brew install poppler   (the journeys need Linux)"),
];

/// Checks every need, installs what is missing, and refuses with the command that would install it otherwise.
pub fn ensure(needs: &[Need]) -> Result<()> {
    let mut packages = Vec::new();
    for need in needs {
        match *need {
            Apt(name) => packages.push(name),
            Target(triple) => ensure_target(triple)?,
            Component(name, verb) => ensure_component(name, verb)?,
        }
    }
    ensure_packages(&packages)
}

fn ensure_target(triple: &str) -> Result<()> {
    // Asked of the compiler, not of rustup: a toolchain from a distribution has no rustup.
    let there = answer(&mut program("rustc", ["--print", "sysroot"])).is_some_and(|sysroot| {
        Path::new(sysroot.trim()).join("lib/rustlib").join(triple).join("lib").is_dir()
    });
    add_to_toolchain(&format!("{triple} target"), there, &["target", "add", triple])
}

fn ensure_component(name: &str, verb: &str) -> Result<()> {
    let there = answer(&mut cargo([verb, "--version"])).is_some();
    add_to_toolchain(name, there, &["component", "add", name])
}

fn add_to_toolchain(name: &str, there: bool, args: &[&str]) -> Result<()> {
    if there {
        println!("· {name}: present");
        return Ok(());
    }
    println!("· {name}: installing …");
    let mut rustup = program("rustup", args);
    let words = words(&rustup);
    run(&mut rustup).map_err(|why| Trouble::new(format!("{name} is missing. {}", why.what)).next(words))
}

fn ensure_packages(packages: &[&str]) -> Result<()> {
    if answer(&mut program("dpkg-query", ["--version"])).is_none() {
        name_packages_elsewhere();
        return Ok(());
    }
    let mut missing = Vec::new();
    for &package in packages {
        if installed(package) {
            println!("· {package}: present");
        } else {
            println!("· {package}: installing …");
            missing.push(package);
        }
    }
    if missing.is_empty() { Ok(()) } else { install(&missing) }
}

fn installed(package: &str) -> bool {
    answer(&mut program("dpkg-query", ["-W", "-f=${db:Status-Status}", package]))
        .is_some_and(|status| status == "installed")
}

fn install(missing: &[&str]) -> Result<()> {
    let names = missing.join(" ");
    let by_hand = format!("sudo apt-get update && sudo apt-get install -y {names}");
    let root = answer(&mut program("id", ["-u"])).is_some_and(|id| id.trim() == "0");
    let sudo = !root && answer(&mut program("sudo", ["--version"])).is_some();
    if !root && !sudo {
        return Err(
            Trouble::new(format!("missing packages: {names}, and no right to install them")).next(by_hand)
        );
    }
    let apt = |args: &[&str]| {
        let prefix: &[&str] = if sudo { &["sudo", "env"] } else { &["env"] };
        let env_args =
            prefix[1..].iter().chain(&["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]).chain(args);
        run(&mut program(prefix[0], env_args)).map_err(|why| Trouble::new(why.what).next(by_hand.clone()))
    };
    apt(&["update"])?;
    apt(&[&["install", "-y", "--no-install-recommends"][..], missing].concat())?;
    match missing.iter().find(|package| !installed(package)) {
        None => Ok(()),
        Some(package) => Err(Trouble::new(format!("{package} is still missing after apt-get")).next(by_hand)),
    }
}

/// Without dpkg nothing can be asked, so the names are given and the build goes on: it fails with its own words
/// where something is missing.
fn name_packages_elsewhere() {
    println!("· system packages: this is not a Debian system, so they are not checked");
    for (tool, build, test) in ELSEWHERE {
        if answer(&mut program(tool, ["--version"])).is_some() {
            println!("    to build: {build}\n    to test:  {test}");
        }
    }
}
