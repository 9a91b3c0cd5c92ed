//! What can be done from everywhere.

use crate::{backend::ask, route::Route};
use contract::{BlankStage, HideStage, Refusal, ShowStage, Theme};
use domain::Id;

/// One line of the palette.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What it says.
    pub words: String,
    /// What it is: a room, an action, a service.
    pub kind: &'static str,
    /// What it does.
    pub deed: Deed,
    /// The key that does the same.
    pub keys: Option<&'static str>,
}

/// What a line does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Deed {
    /// Goes to a room.
    Go(Route),
    /// Goes to a part of a room.
    Show(Route, &'static str),
    /// Copies a record and opens the copy.
    Copy(Id),
    /// Asks how to export a record.
    Export(Id),
    /// Goes to a room and asks for a new record.
    New(Route),
    /// Chooses a theme; none follows the system.
    Theme(Option<Theme>),
    /// Does something to the stage.
    Stage(StageDeed),
}

/// What can be done to the stage from anywhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StageDeed {
    /// Opens it, with the run if there is one.
    Show(Option<Id>),
    /// Closes it.
    Hide,
    /// Makes it black, or lights it.
    Blank(bool),
}

impl StageDeed {
    /// Asks the backend for it.
    pub async fn ask(self) -> Result<(), Refusal> {
        match self {
            Self::Show(run) => ask(ShowStage { run, monitor: None }).await.map(drop),
            Self::Hide => ask(HideStage {}).await.map(drop),
            Self::Blank(blank) => ask(BlankStage { blank }).await.map(drop),
        }
    }
}

/// Everything that can be done from anywhere; what a run in progress needs comes first, then what belongs to the room at
/// `here`. `begun` says of a game day whether it has a record.
pub fn choices(running: Option<Id>, here: Option<Route>, begun: impl Fn(Id) -> bool) -> Vec<Choice> {
    let mut all = Vec::new();
    let mut add =
        |words: &str, kind, deed| all.push(Choice { words: words.to_owned(), kind, deed, keys: None });
    if let Some(id) = running {
        add("Return to the room", "running day", Deed::Go(Route::Run { id }));
    }
    match here {
        Some(Route::Experiment { id }) => {
            add("Export this experiment as Chaos Toolkit", "this experiment", Deed::Export(id));
            add("Duplicate this experiment", "this experiment", Deed::Copy(id));
        }
        Some(Route::GameDay { id }) if !begun(id) => {
            add("Duplicate this day", "this day", Deed::Copy(id));
        }
        Some(Route::GameDay { id } | Route::Record { id }) => {
            add("Compare this day with another", "this day", Deed::Go(Route::CompareWith { id }));
            add("Run this day again", "this day", Deed::Copy(id));
            add("Export this day as Chaos Toolkit", "this day", Deed::Export(id));
        }
        Some(Route::Assessment { id }) => {
            add("Show this review on the stage", "this review", Deed::Stage(StageDeed::Show(Some(id))));
        }
        _ => {}
    }
    for (words, route) in [
        ("Today", Route::Today),
        ("Game days", Route::GameDays),
        ("Experiments", Route::Experiments),
        ("Services", Route::Services),
        ("Assessments", Route::Assessments),
        ("People", Route::People),
        ("Actions", Route::Actions),
        ("Settings", Route::Settings),
    ] {
        add(words, "room", Deed::Go(route));
    }
    add("Experiment library", "room", Deed::Show(Route::Experiments, "library"));
    add("Chaos maturity", "room", Deed::Show(Route::Experiments, "maturity"));
    add("Templates of reviews", "room", Deed::Go(Route::Templates));
    add("Who calls whom", "room", Deed::Show(Route::Services, "graph"));
    add("Import from Chaos Toolkit, OpenSLO or CSV", "room", Deed::Go(Route::Import));
    for (words, route) in [
        ("New game day", Route::GameDays),
        ("New experiment", Route::Experiments),
        ("New service", Route::Services),
        ("Begin a review", Route::Assessments),
        ("New person", Route::People),
        ("New action", Route::Actions),
    ] {
        add(words, "action", Deed::New(route));
    }
    add("Open the stage", "stage", Deed::Stage(StageDeed::Show(running)));
    add("Close the stage", "stage", Deed::Stage(StageDeed::Hide));
    add("Blank the stage", "stage", Deed::Stage(StageDeed::Blank(true)));
    add("Light the stage", "stage", Deed::Stage(StageDeed::Blank(false)));
    for (words, theme) in [
        ("Theme: light", Some(Theme::Light)),
        ("Theme: dark", Some(Theme::Dark)),
        ("Theme: high contrast", Some(Theme::Contrast)),
        ("Theme: as the system", None),
    ] {
        add(words, "theme", Deed::Theme(theme));
    }
    all
}
