//! What the stage shows, and where it is.

use crate::requests::requests;
use domain::{Id, Kind};
use serde::{Deserialize, Serialize};

requests! { StageCall, StageDesk;
    /// What the stage shows.
    Stage {} -> StageState, on stage;

    /// Puts a run on the stage, which fills a monitor without the console; without one the console asks for [`WindowStage`].
    ShowStage {
        /// The run; `None` shows the idle stage.
        run: Option<Id>,
        /// The monitor by name; `None` leaves the stage where it is, or lets the backend choose.
        monitor: Option<String>,
    } -> StageState;

    /// Puts a run on the stage as a window like any other. The person was told that it may cover the console.
    WindowStage {
        /// The run; `None` shows the idle stage.
        run: Option<Id>,
    } -> StageState;

    /// Closes the stage, or stops waiting for its monitor.
    HideStage {} -> StageState;

    /// Blanks the stage, or lights it again.
    BlankStage {
        /// Black or not.
        blank: bool,
    } -> StageState;

    /// Puts a message on the stage, or takes it down.
    MessageStage {
        /// The words; `None` takes it down.
        text: Option<String>,
    } -> StageState;
}

/// What the stage shows, besides the run itself. Lives as long as the application, not in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageState {
    /// What is on the stage: the game day of a run, or an assessment.
    pub run: Option<Id>,
    /// Of which kind that is.
    pub kind: Option<Kind>,
    /// Where its window is, and why there is none.
    pub place: StagePlace,
    /// Black, whatever else is set.
    pub blank: bool,
    /// A message over everything else.
    pub message: Option<String>,
    /// Names of the monitors that it may fill, in order: those that the console is not on.
    pub monitors: Vec<String>,
}

/// Where the stage is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum StagePlace {
    /// Nobody wants it.
    #[default]
    Closed,
    /// Fills a monitor that the console is not on.
    On(Monitor),
    /// A window like any other; the person was asked, for it may cover the console.
    Window,
    /// Away: its monitor is gone. The stage returns with it.
    Lost(Monitor),
    /// Away: the console is on its monitor. The stage returns when the console leaves.
    Evaded(Monitor),
}

impl StagePlace {
    /// Whether the room can see it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::On(_) | Self::Window)
    }

    /// The monitor that it waits for, while it is wanted and away.
    #[must_use]
    pub const fn waits_for(&self) -> Option<&Monitor> {
        match self {
            Self::Lost(monitor) | Self::Evaded(monitor) => Some(monitor),
            Self::Closed | Self::On(_) | Self::Window => None,
        }
    }
}

/// A monitor: its name, and its rectangle on the desktop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Monitor {
    /// What the system calls it.
    pub name: String,
    /// Its left edge.
    pub x_px: i32,
    /// Its upper edge.
    pub y_px: i32,
    /// Its width.
    pub width_px: u32,
    /// Its height.
    pub height_px: u32,
}
