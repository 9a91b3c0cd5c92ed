//! What can be done from everywhere.

use crate::{
    pages::{assessment, capacity, catalog, chaos, incident, interchange, postmortem, workspace},
    room::choice::{Choice, Deed, StageDeed},
    route::{Group, ROOMS, RailEntry, Route},
};
use contract::Theme;
use domain::{Id, Kind};

/// Everything that can be done from anywhere; what a run in progress needs comes first, then what belongs to the room at
/// `here`. `begun` says of a run whether it has a journal.
pub fn choices(running: &[(Kind, Id)], here: Option<Route>, begun: impl Fn(Id) -> bool) -> Vec<Choice> {
    let mut all = Vec::new();
    for (kind, id) in running {
        all.push(Choice::new("Return to the room", kind.noun(), Deed::Go(Route::console(*kind, *id))));
    }
    if let Some(here) = here {
        all.extend(chaos::palette::here(here, &begun));
        all.extend(assessment::palette::here(here));
        all.extend(capacity::palette::here(here));
        all.extend(incident::palette::here(here));
    }
    // What has a clock comes first: it is what somebody in a hurry looks for.
    let mut rooms: Vec<&RailEntry> = ROOMS.iter().collect();
    rooms.sort_by_key(|room| (room.group != Group::Top, room.group != Group::Run));
    all.extend(rooms.iter().map(|room| Choice::new(room.words, "room", Deed::Go(room.list))));
    for choices in [
        chaos::palette::CHOICES,
        assessment::palette::CHOICES,
        catalog::CHOICES,
        interchange::CHOICES,
        postmortem::palette::CHOICES,
    ] {
        all.extend(choices.iter().map(|(words, deed)| Choice::new(*words, "room", *deed)));
    }
    let new = rooms.iter().filter_map(|room| Some((room.new?, room.list)));
    all.extend(new.map(|(words, list)| Choice::new(words, "action", Deed::New(list))));
    all.extend(workspace::CHOICES.iter().map(|(words, deed)| Choice::new(*words, "settings", *deed)));
    all.push(Choice::new("Recently removed", "settings", Deed::Go(Route::Settings)));
    all.push(Choice::new("Restore a copy", "settings", Deed::Go(Route::Settings)));
    let shown = running.first().map(|(_, id)| *id);
    for (words, deed) in [
        ("Open the stage", StageDeed::Show(shown)),
        ("Close the stage", StageDeed::Hide),
        ("Blank the stage", StageDeed::Blank(true)),
        ("Light the stage", StageDeed::Blank(false)),
    ] {
        all.push(Choice::new(words, "stage", Deed::Stage(deed)));
    }
    for (words, theme) in [
        ("Theme: light", Some(Theme::Light)),
        ("Theme: dark", Some(Theme::Dark)),
        ("Theme: high contrast", Some(Theme::Contrast)),
        ("Theme: as the system", None),
    ] {
        all.push(Choice::new(words, "theme", Deed::Theme(theme)));
    }
    all
}
