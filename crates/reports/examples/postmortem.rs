//! Prints a postmortem to look at, one of `full`, `bare`, `hostile`, `redacted`:
//! `cargo run -p reports --example postmortem -- out.pdf full`.

#[path = "../tests/told/mod.rs"]
mod told;

use domain::postmortem::Excerpt;
use std::error::Error;
use told::Told;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let usage = "Say where to and what: postmortem OUT.pdf full|bare|hostile|redacted";
    let (path, which) = (words.next().ok_or(usage)?, words.next().ok_or(usage)?);
    let told = match which.as_str() {
        "full" => Told::full(),
        "bare" => Told::bare(),
        "hostile" => Told::hostile(),
        "redacted" => Told { excerpt: Excerpt::whole(true), ..Told::full() },
        _ => return Err(usage.into()),
    };
    std::fs::write(path, reports::pdf(&told.report())?)?;
    Ok(())
}
