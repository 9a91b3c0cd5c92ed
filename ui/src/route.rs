//! The addresses of the rooms.

use domain::Id;
use yew_router::prelude::*;

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
