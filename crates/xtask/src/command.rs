//! Running other programs, and what is said when one of them fails.

use std::{
    env,
    ffi::OsStr,
    fmt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Something that stops a task, in words for the person at the terminal.
#[derive(Debug)]
pub struct Trouble {
    /// What is wrong.
    pub what: String,
    /// What to do about it, usually a command.
    pub next: Option<String>,
}

/// The application and all that it is made of, with their tests. Cargo unites the features of all that is chosen, and
/// another choice would compile once more what it shares with this one; so does the choice of the tests that drive the
/// window, which must not lend their features to the application.
pub const HOST: [&str; 7] = ["--workspace", "--exclude", "ui", "--exclude", "xtask", "--exclude", "tests"];

/// The outcome of a task.
pub type Result<T> = std::result::Result<T, Trouble>;

impl Trouble {
    /// Trouble with nothing better to suggest than its own words.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), next: None }
    }

    /// The same trouble with what to do about it.
    #[must_use]
    pub fn next(mut self, next: impl Into<String>) -> Self {
        self.next = Some(next.into());
        self
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        match &self.next {
            Some(next) => write!(f, "\n  next: {next}"),
            None => Ok(()),
        }
    }
}

/// Words for a failed file operation on `path`.
pub fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Trouble {
    let path = path.display().to_string();
    move |why| Trouble::new(format!("{path}: {why}"))
}

/// The root of the workspace: two folders above this crate.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Where builds go; `CARGO_TARGET_DIR` is honoured.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// Cargo, started at the root as if from a terminal.
///
/// Cargo hands its own variables to the programs it runs. Some build scripts watch them, and would build
/// everything anew each time a build is started from here instead of from a terminal.
pub fn cargo<I: AsRef<OsStr>>(args: impl IntoIterator<Item = I>) -> Command {
    let mut cargo = program("cargo", args);
    for (name, _) in env::vars_os() {
        let handed_down = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_")
                || name.starts_with("CARGO_BIN_")
                || name.starts_with("CARGO_MANIFEST_")
        });
        if handed_down {
            cargo.env_remove(name);
        }
    }
    cargo
}

/// Any other program, started at the root.
pub fn program<I: AsRef<OsStr>>(name: &str, args: impl IntoIterator<Item = I>) -> Command {
    let mut command = Command::new(name);
    command.args(args).current_dir(root());
    command
}

/// Runs it with its output on the terminal; a failure names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let words = words(command);
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Trouble::new(format!("{words} ended with {status}")).next(words)),
        Err(why) => Err(Trouble::new(format!("{words} could not be started: {why}"))),
    }
}

/// Runs it quietly: its standard output when it succeeds, nothing when it fails or does not exist.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command as a person would type it.
pub fn words(command: &Command) -> String {
    let parts = std::iter::once(command.get_program()).chain(command.get_args());
    parts.map(|part| part.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
