//! The rooms: their addresses, and the one table that the rail, the palette, lists and links read.

use domain::{Id, Kind, chaos::game_day::GameDayStatus};
use yew_router::prelude::*;

/// A room that holds records, as the rail and the palette show it.
#[derive(Debug)]
pub struct RailEntry {
    /// Its list.
    pub list: Route,
    /// What it is called.
    pub words: &'static str,
    /// Its link in the rail.
    pub act: &'static str,
    /// Where it stands in the rail.
    pub group: Group,
    /// What it holds, the first one above all.
    pub kinds: &'static [Kind],
    /// What the palette says for a new one; nothing where none is made there.
    pub new: Option<&'static str>,
    /// The beginnings of its addresses besides that of its list.
    pub also: &'static [&'static str],
}

/// A part of the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Above all groups.
    Top,
    /// What is known beforehand.
    Prepare,
    /// What a room goes through with a clock.
    Run,
    /// What comes of it.
    Learn,
    /// Below all groups.
    Foot,
}

impl Group {
    /// Those with a heading, in the order of the rail.
    pub const HEADED: [(Self, &'static str); 3] =
        [(Self::Prepare, "Prepare"), (Self::Run, "Run"), (Self::Learn, "Learn")];
}

/// The table of rooms, in the order of the rail.
pub const ROOMS: &[RailEntry] = &[
    RailEntry {
        list: Route::Today,
        words: "Today",
        act: "go-today",
        group: Group::Top,
        kinds: &[],
        new: None,
        also: &[],
    },
    RailEntry {
        list: Route::Services,
        words: "Services",
        act: "go-services",
        group: Group::Prepare,
        kinds: &[Kind::Service],
        new: Some("New service"),
        also: &[],
    },
    RailEntry {
        list: Route::Assessments,
        words: "Assessments",
        act: "go-assessments",
        group: Group::Prepare,
        kinds: &[Kind::Assessment, Kind::Template],
        new: Some("Begin a review"),
        also: &["/templates"],
    },
    RailEntry {
        list: Route::Capacity,
        words: "Capacity",
        act: "go-capacity",
        group: Group::Prepare,
        kinds: &[Kind::CapacityModel],
        new: Some("New capacity model"),
        also: &[],
    },
    RailEntry {
        list: Route::People,
        words: "People",
        act: "go-people",
        group: Group::Prepare,
        kinds: &[Kind::Person],
        new: Some("New person"),
        also: &[],
    },
    RailEntry {
        list: Route::Experiments,
        words: "Experiments",
        act: "go-experiments",
        group: Group::Prepare,
        kinds: &[Kind::Experiment],
        new: Some("New experiment"),
        also: &["/import"],
    },
    RailEntry {
        list: Route::GameDays,
        words: "Game days",
        act: "go-game-days",
        group: Group::Run,
        kinds: &[Kind::GameDay],
        new: Some("New game day"),
        also: &[],
    },
    RailEntry {
        list: Route::Incidents,
        words: "Incidents",
        act: "go-incidents",
        group: Group::Run,
        kinds: &[Kind::Incident],
        new: Some("Declare an incident"),
        also: &[],
    },
    RailEntry {
        list: Route::Postmortems,
        words: "Postmortems",
        act: "go-postmortems",
        group: Group::Learn,
        kinds: &[Kind::Postmortem],
        new: Some("New postmortem"),
        also: &[],
    },
    RailEntry {
        list: Route::Actions,
        words: "Actions",
        act: "go-actions",
        group: Group::Learn,
        kinds: &[Kind::Action],
        new: Some("New action"),
        also: &[],
    },
    RailEntry {
        list: Route::Settings,
        words: "Settings",
        act: "go-settings",
        group: Group::Foot,
        kinds: &[Kind::Workspace],
        new: None,
        also: &[],
    },
];

impl Route {
    /// Where a record is shown that is in this state, as lists write it: a run in its console while it goes on, and
    /// afterwards where it is read.
    #[must_use]
    pub fn of(kind: Kind, id: Id, status: &str) -> Self {
        match kind {
            Kind::GameDay => match GameDayStatus::of(status) {
                Some(GameDayStatus::Running) => Self::Run { id },
                Some(GameDayStatus::Finished) => Self::Record { id },
                _ => Self::GameDay { id },
            },
            Kind::Experiment => Self::Experiment { id },
            Kind::Service => Self::Service { id },
            Kind::Assessment => Self::Assessment { id },
            Kind::Template => Self::Template { id },
            Kind::CapacityModel => Self::CapacityModel { id },
            Kind::Incident => Self::Incident { id },
            Kind::Postmortem => Self::Postmortem { id },
            Kind::Person | Kind::Action | Kind::Workspace => Self::list(kind),
        }
    }

    /// Where a run goes on.
    #[must_use]
    pub fn console(kind: Kind, run: Id) -> Self {
        Self::of(kind, run, kind.running().unwrap_or_default())
    }

    /// The list that a kind of record is in.
    #[must_use]
    pub fn list(kind: Kind) -> Self {
        ROOMS.iter().find(|room| room.kinds.contains(&kind)).map_or(Self::Today, |room| room.list)
    }

    /// The room of the rail that an address belongs to.
    #[must_use]
    pub fn room(self) -> Option<&'static RailEntry> {
        let path = self.to_path();
        let below =
            |begin: &str| path == begin || path.strip_prefix(begin).is_some_and(|rest| rest.starts_with('/'));
        ROOMS.iter().find(|room| {
            room.list == self || room.also.iter().any(|begin| below(begin)) || {
                room.list != Self::Today && below(&room.list.to_path())
            }
        })
    }
}

/// The rooms and their addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Routable)]
pub enum Route {
    /// What waits for somebody today.
    #[at("/")]
    Today,
    /// The catalog.
    #[at("/services")]
    Services,
    /// One service.
    #[at("/services/:id")]
    Service {
        /// Which.
        id: Id,
    },
    /// The reviews.
    #[at("/assessments")]
    Assessments,
    /// One review.
    #[at("/assessments/:id")]
    Assessment {
        /// Which.
        id: Id,
    },
    /// What reviews ask.
    #[at("/templates")]
    Templates,
    /// The workspace's own copy of a template.
    #[at("/templates/:id")]
    Template {
        /// Which.
        id: Id,
    },
    /// What runs out, and when.
    #[at("/capacity")]
    Capacity,
    /// One model.
    #[at("/capacity/:id")]
    CapacityModel {
        /// Which.
        id: Id,
    },
    /// A model in front of the room.
    #[at("/capacity/:id/review")]
    CapacityReview {
        /// Which.
        id: Id,
    },
    /// Who takes part.
    #[at("/people")]
    People,
    /// The experiments.
    #[at("/experiments")]
    Experiments,
    /// One experiment.
    #[at("/experiments/:id")]
    Experiment {
        /// Which.
        id: Id,
    },
    /// Files of other tools.
    #[at("/import")]
    Import,
    /// The game days.
    #[at("/game-days")]
    GameDays,
    /// The plan of one game day.
    #[at("/game-days/:id")]
    GameDay {
        /// Which.
        id: Id,
    },
    /// The console of a running day.
    #[at("/game-days/:id/run")]
    Run {
        /// Which game day.
        id: Id,
    },
    /// What a day has left behind.
    #[at("/game-days/:id/record")]
    Record {
        /// Which game day.
        id: Id,
    },
    /// A day against one that is still to be chosen.
    #[at("/game-days/:id/compare")]
    CompareWith {
        /// Which game day.
        id: Id,
    },
    /// Two days side by side.
    #[at("/game-days/:id/compare/:other")]
    Compare {
        /// Which game day.
        id: Id,
        /// The other one.
        other: Id,
    },
    /// The incidents.
    #[at("/incidents")]
    Incidents,
    /// One incident, in its console while it is open and afterwards.
    #[at("/incidents/:id")]
    Incident {
        /// Which.
        id: Id,
    },
    /// The postmortems.
    #[at("/postmortems")]
    Postmortems,
    /// One postmortem.
    #[at("/postmortems/:id")]
    Postmortem {
        /// Which.
        id: Id,
    },
    /// What was promised.
    #[at("/actions")]
    Actions,
    /// The workspace's settings.
    #[at("/settings")]
    Settings,
    /// The projector.
    #[at("/stage")]
    Stage,
    /// An address that nobody lives at.
    #[not_found]
    #[at("/404")]
    NotFound,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn every_kind_has_a_list_and_every_record_an_address_below_a_room() {
        let id: Id = "019a0c00-0006-7000-8000-000000000001".parse().unwrap();
        for kind in Kind::ALL {
            let list = ROOMS.iter().filter(|room| room.kinds.contains(kind)).count();
            assert_eq!(list, 1, "{kind} stands in one list");
            let room = Route::of(*kind, id, "").room().unwrap();
            assert_eq!(room.list, Route::list(*kind), "{kind}");
        }
        for status in GameDayStatus::ALL {
            assert_eq!(Route::of(Kind::GameDay, id, status.word()).room().unwrap().list, Route::GameDays);
        }
        assert_eq!(Route::Import.room().unwrap().list, Route::Experiments);
        assert_eq!(Route::Templates.room().unwrap().list, Route::Assessments);
        assert_eq!(Route::Today.room().unwrap().list, Route::Today);
        assert!(Route::Stage.room().is_none() && Route::NotFound.room().is_none());
    }
}
