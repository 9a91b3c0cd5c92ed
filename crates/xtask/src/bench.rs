//! Speeds, built for speed. Each figure stands beside a reference measured in the same run.

use crate::{
    build,
    command::{Result, cargo, run, target},
    setup,
};

/// Builds for speed, then measures from the smallest part to the whole program.
pub fn bench() -> Result<()> {
    setup::ensure(setup::BUILD)?;
    setup::ensure(setup::TEST)?;
    let application = build::build(true)?;
    run(&mut cargo(["build", "--release", "-p", "readyroom", "--example", "bare"]))?;
    run(&mut cargo(["bench", "-p", "domain", "--bench", "fold"]))?;
    run(&mut cargo(["bench", "-p", "store", "--bench", "append"]))?;
    run(&mut cargo(["bench", "-p", "reports", "--bench", "pdf"]))?;
    run(cargo(["run", "-p", "tests", "--bin", "bench"])
        .env("READYROOM", application)
        .env("CARGO_TARGET_DIR", target()))
}
