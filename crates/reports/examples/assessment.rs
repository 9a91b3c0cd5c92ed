//! Prints an assessment to look at: one of the sample by its number, or `planned`, `rubric`, `draft`, `trend`, `monster`, `wide`:
//! `cargo run -p reports --example assessment -- out.pdf 2`.

#[path = "../tests/room/mod.rs"]
mod room;

use room::Room;
use std::{error::Error, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let usage = "Say where to and what: assessment OUT.pdf 1|2|3|4|5|planned|rubric|draft|trend|monster|wide";
    let (path, which) = (words.next().ok_or(usage)?, words.next().ok_or(usage)?);
    let room = match which.as_str() {
        "planned" => Room::planned(),
        "rubric" => Room::rubric(),
        "draft" => Room::draft(),
        "trend" => Room::trend(),
        "monster" => Room::monster(),
        "wide" => Room::wide(40),
        number => Room::sample(number.parse()?),
    };
    let began = Instant::now();
    let pdf = room.pdf();
    println!("{} bytes in {} ms", pdf.len(), began.elapsed().as_millis());
    std::fs::write(&path, pdf)?;
    Ok(())
}
