//! What the palette offers of experiments and game days.

use crate::{
    room::{
        choice::{Choice, Deed},
        use_list,
    },
    route::Route,
};
use domain::{Id, Kind, Row, chaos::game_day::GameDayStatus, text::clip};
use yew::prelude::*;

/// Parts of the rooms.
pub const CHOICES: &[(&str, Deed)] = &[
    ("Experiment library", Deed::Show(Route::Experiments, "library")),
    ("Chaos maturity", Deed::Show(Route::Experiments, "maturity")),
];

/// What can be done with the experiment or the day at an address. `begun` says of a day whether it has a record.
pub fn here(route: Route, begun: impl Fn(Id) -> bool) -> Vec<Choice> {
    match route {
        Route::Experiment { id } => vec![
            Choice::new("Export this experiment as Chaos Toolkit", "this experiment", Deed::Export(id)),
            Choice::new("Duplicate this experiment", "this experiment", Deed::Copy(id)),
        ],
        Route::GameDay { id } if !begun(id) => {
            vec![Choice::new("Duplicate this day", "this day", Deed::Copy(id))]
        }
        Route::GameDay { id } | Route::Record { id } => vec![
            Choice::new("Compare this day with another", "this day", Deed::Go(Route::CompareWith { id })),
            Choice::new("Run this day again", "this day", Deed::Copy(id)),
            Choice::new("Export this day as Chaos Toolkit", "this day", Deed::Export(id)),
        ],
        _ => Vec::new(),
    }
}

/// What else can be done with a record that was found.
pub fn found(row: &Row) -> Option<Choice> {
    let over = row.kind == Kind::GameDay && row.is(GameDayStatus::Finished);
    over.then(|| {
        let words = format!("Compare “{}” with another day", clip(&row.title, 60));
        Choice::new(words, "action", Deed::Go(Route::CompareWith { id: row.id }))
    })
}

/// The days that have a record.
#[hook]
pub fn use_begun() -> Vec<Id> {
    let (days, _) = use_list(Kind::GameDay);
    let rows = days.ready().map(|rows| rows.as_slice()).unwrap_or_default();
    rows.iter().filter(|row| !row.is(GameDayStatus::Planned)).map(|row| row.id).collect()
}
