//! Prints the sample's finished day (or, with `plan` as the second word, its planned one) to look at:
//! `cargo run -p reports --example sample -- out.pdf [plan]`.

use domain::{Document, action::Action, game_day::GameDayStatus, run::Run, sample::sample, time::parse_date};
use reports::{GameDayReport, Sources, game_day_pdf};
use std::{error::Error, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let path = words.next().ok_or("Say where to: sample OUT.pdf [plan]")?;
    let planned = words.next().is_some_and(|word| word == "plan");
    let today = parse_date("2026-11-24")?;
    let sample = sample(today);
    let status = if planned { GameDayStatus::Planned } else { GameDayStatus::Finished };
    let (id, game_day) = sample.game_day(status).ok_or("The sample has no such day.")?;
    let Some((_, Document::Workspace(workspace))) = sample.records.first() else {
        return Err("The sample has no workspace.".into());
    };
    let now = workspace.zone.instant(today, 9, 0).ok_or("no such time")?;
    let plan = sample.plan(id, now).ok_or("The sample has no such plan.")?;
    let entries = sample.journals.iter().find(|(run, _)| *run == id).map(|(_, entries)| entries.as_slice());
    let entries = entries.unwrap_or_default();
    let run = Run::fold(entries);
    let of_day = |document: &Document| match document {
        Document::Action(action) if action.raised_in == Some(id) => Some(action.clone()),
        _ => None,
    };
    let actions: Vec<(_, Action)> =
        sample.records.iter().filter_map(|(id, document)| Some((*id, of_day(document)?))).collect();
    let from =
        Sources { workspace, id, game_day, plan: &plan, run: run.as_ref(), entries, actions: &actions, now };
    for round in 1..=2 {
        let began = Instant::now();
        let pdf = game_day_pdf(&GameDayReport::of(&from))?;
        println!("round {round}: {} bytes in {} ms", pdf.len(), began.elapsed().as_millis());
        std::fs::write(&path, pdf)?;
    }
    Ok(())
}
