//! The journal of a game day, as a window follows it and writes into it.

use crate::{
    hooks::journal::{self, Followed, use_journal},
    pages::action::raise::Raises,
    room::run,
};
use contract::{Append, Journal, RaiseAction};
use domain::{
    Id,
    action::Action,
    chaos::run::{Event, Run},
};
use yew::prelude::*;

/// A day, as far as the window knows it.
pub type LiveRun = journal::LiveRun<Run>;
/// A day as it stands, and the lines that led to it.
pub type RunView = journal::RunView<Run>;
/// One entry of a day's journal, with what it says.
pub type Line = journal::Line<Event>;
/// Writes into the journal of a day.
pub type Pen = run::Pen<Run>;

impl Followed for Run {
    type Ask = Journal;
    type Write = Append;

    fn ask(run: Id, after: u64) -> Journal {
        Journal { run, after }
    }

    fn write(run: Id, actor: String, event: Event) -> Append {
        Append { run, actor, event }
    }
}

impl Raises for Run {
    type Raise = RaiseAction;

    fn raise(run: Id, action: Action, about: Option<u64>) -> RaiseAction {
        RaiseAction { run, action, about }
    }
}

/// The run of game day `id`, kept up to date.
#[hook]
pub fn use_run(id: Option<Id>) -> LiveRun {
    use_journal(id, false)
}

/// The run of game day `id` as the stage may have it: what a blind drill reveals is read from the beginning.
#[hook]
pub fn use_stage_run(id: Option<Id>) -> LiveRun {
    use_journal(id, true)
}
