//! Prints a game day to look at, one of `finished`, `plan`, `drill`, `drill-plan`:
//! `cargo run -p reports --example sample -- out.pdf drill`.

#[path = "../tests/desk/mod.rs"]
mod desk;

use desk::Desk;
use domain::chaos::game_day::GameDayStatus;
use std::{error::Error, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let path = words.next().ok_or("Say where to: sample OUT.pdf [finished|plan|drill|drill-plan]")?;
    let desk = match words.next().as_deref() {
        None | Some("finished") => Desk::finished(),
        Some("plan") => Desk::of(GameDayStatus::Planned),
        Some("drill") => Desk::drill(),
        Some("drill-plan") => Desk::drill_plan(),
        Some(other) => return Err(format!("There is no day “{other}”.").into()),
    };
    for round in 1..=2 {
        let began = Instant::now();
        let pdf = desk.pdf();
        println!("round {round}: {} bytes in {} ms", pdf.len(), began.elapsed().as_millis());
        std::fs::write(&path, pdf)?;
    }
    Ok(())
}
