//! What every part of the console is given, and what can be open on it.

use super::words::people;
use crate::{
    pages::chaos::journal::{Pen, RunView},
    room::run::then_forget,
};
use contract::StageState;
use domain::{Zone, chaos::run::Event};
use std::rc::Rc;
use yew::prelude::*;

/// Something that is open and waits for words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// The row for a reading.
    Reading,
    /// The look at an abort condition.
    Check(usize),
    /// Leaving out an experiment of the plan; `None` is the present one.
    Skip(Option<usize>),
    /// Moving an experiment to another day; `None` is what no longer fits.
    Move(Option<usize>),
    /// How the fault was noticed.
    Noticed,
    /// A message for the stage.
    Message,
    /// An action; where it answers a surprise, the surprise's place in the journal.
    Action(Option<u64>),
    /// Who is in the room.
    People,
    /// The end of the day.
    End,
    /// The keys.
    Keys,
}

/// The day as the parts of the console see it.
#[derive(Clone, PartialEq, Properties)]
pub struct Day {
    /// The run.
    pub view: Rc<RunView>,
    /// The stage, once it is known.
    pub stage: Option<Rc<StageState>>,
    /// The zone in which times are shown.
    pub zone: Zone,
    /// Who sits at the laptop.
    pub facilitator: AttrValue,
    /// Name of the workspace.
    pub workspace: AttrValue,
    /// Writes.
    pub pen: Pen,
    /// What is open.
    pub panel: Option<Panel>,
    /// Opens something.
    pub open: Callback<Panel>,
    /// Closes what is open.
    pub close: Callback<()>,
    /// Moves the room on.
    pub advance: Callback<()>,
}

impl Day {
    /// Writes the event that the words of the form at `place` make, and closes it when that is written.
    pub fn writing(&self, place: &str, event: impl Fn(String) -> Event + 'static) -> Callback<String> {
        let (pen, close, place) = (self.pen.clone(), self.close.clone(), place.to_owned());
        Callback::from(move |words: String| {
            pen.write_as("", event(words), then_forget(place.clone(), close.clone()));
        })
    }

    /// Where words of this day are kept until they are written.
    #[must_use]
    pub fn place(&self, of: &str) -> String {
        format!("{}/{of}", self.view.id)
    }

    /// The people in the room, whoever sits at the laptop first.
    #[must_use]
    pub fn people(&self) -> Vec<String> {
        people(&self.view.run, &self.facilitator)
    }
}
