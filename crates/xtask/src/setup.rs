//! What a machine needs before a task can begin: checked, installed where that is possible, otherwise named.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::command::{Result, Trouble, answer, at, cargo, program, run, target, words};

/// One thing that must be there.
#[derive(Clone, Copy)]
pub enum Need {
    /// A Debian package.
    Apt(&'static str),
    /// The standard library for a target triple.
    Target(&'static str),
    /// A part of the Rust toolchain: its rustup name and the cargo command that shows it is there.
    Component(&'static str, &'static str),
    /// A program whose Debian package of the same name also brings a service, which must not run on this machine.
    Daemon(&'static str),
    /// A program from PyPI, in an environment of its own under `target/tools`: its name, and what pip is asked for.
    /// Tests that want it are skipped without it, so a machine without a network goes on.
    Python(&'static str, &'static str),
    /// A package from npm, in a folder of its own under `target/tools`, and its version. What wants it goes without
    /// where npm is not to be had.
    Npm(&'static str, &'static str),
}

use Need::{Apt, Component, Daemon, Npm, Python, Target};

/// To build the screen and the application.
pub const BUILD: &[Need] = &[
    Target("wasm32-unknown-unknown"),
    Apt("build-essential"),
    Apt("pkg-config"),
    Apt("libwebkit2gtk-4.1-dev"),
    Apt("librsvg2-dev"),
    Apt("libxdo-dev"),
    Apt("libssl-dev"),
    Npm("binaryen", "132.0.0"), // exactly: another one makes another module
];

/// To open the real window without a display and to read what was printed.
pub const TEST: &[Need] = &[
    Component("rustfmt", "fmt"),
    Component("clippy", "clippy"),
    Apt("xvfb"),
    Apt("xauth"),
    Apt("xserver-xorg-core"), // a display of two monitors, one of which can be unplugged
    Apt("xserver-xorg-video-dummy"), // their card
    Apt("x11-xserver-utils"), // the hand on the cable
    Apt("openbox"),           // without a window manager nothing fills a monitor
    Apt("dbus-x11"),
    Apt("webkit2gtk-driver"),
    Apt("poppler-utils"),
    Daemon("prometheus"), // brings promtool
    Apt("python3-venv"),
    Python("chaos", "chaostoolkit>=1.19,<2"),
];

/// Names of the same packages elsewhere, for a machine that is not Debian's kin.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    (
        "dnf",
        "sudo dnf install gcc gcc-c++ make pkgconf webkit2gtk4.1-devel librsvg2-devel libxdo-devel openssl-devel npm",
        "sudo dnf install xorg-x11-server-Xvfb xauth dbus-x11 webkit2gtk-driver poppler-utils golang-github-prometheus python3",
    ),
    (
        "pacman",
        "sudo pacman -S --needed base-devel pkgconf webkit2gtk-4.1 librsvg xdotool openssl npm",
        "sudo pacman -S --needed xorg-server-xvfb xorg-xauth dbus poppler prometheus python",
    ),
    (
        "brew",
        "xcode-select --install && brew install node",
        "brew install poppler prometheus python   (the journeys need Linux)",
    ),
];

/// Checks every need, installs what is missing, and refuses with the command that would install it otherwise.
pub fn ensure(needs: &[Need]) -> Result<()> {
    let mut packages = Vec::new();
    for need in needs {
        match *need {
            Apt(name) => packages.push(name),
            Daemon(name) if answer(&mut program(name, ["--version"])).is_some() => {
                println!("· {name}: present")
            }
            Daemon(name) => packages.push(name),
            Target(triple) => ensure_target(triple)?,
            Component(name, verb) => ensure_component(name, verb)?,
            Python(..) | Npm(..) => {} // want their packages first
        }
    }
    ensure_packages(&packages)?;
    for need in needs {
        match *need {
            Python(name, wanted) => ensure_python(name, wanted)?,
            Npm(name, version) => ensure_npm(name, version)?,
            _ => {}
        }
    }
    Ok(())
}

/// Where a package from npm is installed.
pub fn npm_folder(name: &str) -> PathBuf {
    target().join("tools").join(name)
}

fn ensure_npm(name: &str, version: &str) -> Result<()> {
    let folder = npm_folder(name);
    let manifest = fs::read_to_string(folder.join("node_modules").join(name).join("package.json"));
    if manifest.is_ok_and(|text| text.contains(&format!("\"version\": \"{version}\""))) {
        println!("· {name} {version}: present");
        return Ok(());
    }
    println!("· {name} {version}: installing …");
    if answer(&mut program("npm", ["--version"])).is_none() && install(&["npm"]).is_err() {
        println!("· {name} {version}: not installed, npm is not to be had. What wants it goes without.");
        return Ok(());
    }
    fs::create_dir_all(&folder).map_err(at(&folder))?;
    let mut npm = program("npm", ["install", "--no-audit", "--no-fund", "--no-save", "--fetch-retries", "1"]);
    npm.arg("--prefix").arg(&folder).arg(format!("{name}@{version}"));
    if let Err(why) = run(&mut npm) {
        println!(
            "· {name} {version}: not installed ({}). Is npm's registry reachable? What wants it goes without.",
            why.what
        );
    }
    Ok(())
}

fn ensure_python(name: &str, wanted: &str) -> Result<()> {
    let folder = target().join("tools").join(name);
    if answer(&mut program(&folder.join("bin").join(name).to_string_lossy(), ["--version"])).is_some() {
        println!("· {wanted}: present");
        return Ok(());
    }
    println!("· {wanted}: installing …");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(at(&folder))?; // half of an earlier attempt
    }
    let mut venv = program("python3", ["-m", "venv"]);
    venv.arg(&folder);
    let mut pip =
        program(&folder.join("bin/pip").to_string_lossy(), ["install", "--quiet", "--retries", "1"]);
    pip.args(["--timeout", "20", "--disable-pip-version-check", wanted]);
    if let Err(why) = run(&mut venv).and_then(|()| run(&mut pip)) {
        println!("· {wanted}: not installed ({}). Is PyPI reachable? What needs it is skipped.", why.what);
    }
    Ok(())
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
        let env_args = prefix[1..]
            .iter()
            .chain(&["DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get", "-q"])
            .chain(args); // level 1 starts no service
        run(&mut program(prefix[0], env_args)).map_err(|why| Trouble::new(why.what).next(by_hand.clone()))
    };
    apt(&["update"])?;
    for package in
        missing.iter().filter(|package| TEST.iter().any(|need| matches!(need, Daemon(of) if of == *package)))
    {
        silence(package, if sudo { &["sudo", "env"] } else { &["env"] })?;
    }
    apt(&[&["install", "-y", "--no-install-recommends"][..], missing].concat())?;
    match missing.iter().find(|package| !installed(package)) {
        None => Ok(()),
        Some(package) => Err(Trouble::new(format!("{package} is still missing after apt-get")).next(by_hand)),
    }
}

/// Keeps the service of a package that is about to be installed from ever running: a mask, as `systemctl mask` makes it,
/// which also works where systemd is not running yet. A unit that somebody put there stays.
fn silence(package: &str, prefix: &[&str]) -> Result<()> {
    let unit = format!("/etc/systemd/system/{package}.service");
    if Path::new(&unit).symlink_metadata().is_ok() || !Path::new("/etc/systemd/system").is_dir() {
        return Ok(());
    }
    println!("· {package}: its service is masked; to run it after all: sudo systemctl unmask {package}");
    run(&mut program(prefix[0], prefix[1..].iter().chain(&["ln", "-s", "/dev/null", unit.as_str()])))
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
