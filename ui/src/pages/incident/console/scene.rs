//! What every part of the console is given, and what can be open on it.

use crate::pages::incident::journal::{Pen, RunView};
use contract::StageState;
use domain::{
    Date, Zone,
    incident::{
        Mark,
        run::{Audience, Duty},
    },
};
use std::rc::Rc;
use yew::prelude::*;

/// Something that is open and waits for words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// What we know, what we do not.
    CheckIn,
    /// How severe it is.
    Severity,
    /// Who takes a duty.
    Duty(Duty),
    /// An update that goes out.
    Update(Audience),
    /// Users are no longer hurt.
    Mitigated,
    /// They are again.
    Relapsed,
    /// The indicators are not normal.
    NormalLost,
    /// It is over.
    Resolve,
    /// It was none.
    CallOff,
    /// What it is called, who is hurt.
    Describe,
    /// When an entry happened, and whether it is a mark.
    Time(u64),
    /// When a mark was.
    Mark(Mark),
    /// How a way out stands.
    Way(usize),
    /// An action.
    Action,
    /// A message for the stage.
    Message,
    /// The keys.
    Keys,
}

/// The incident as the parts of the console see it.
#[derive(Clone, PartialEq, Properties)]
pub struct Scene {
    /// The run.
    pub view: Rc<RunView>,
    /// The stage, once it is known.
    pub stage: Option<Rc<StageState>>,
    /// The zone in which times are shown.
    pub zone: Zone,
    /// The day there on which it was declared: times of that day stand without it.
    pub day: Date,
    /// Who sits at the laptop.
    pub facilitator: AttrValue,
    /// Writes.
    pub pen: Pen,
    /// What is open.
    pub panel: Option<Panel>,
    /// Opens something.
    pub open: Callback<Panel>,
    /// Closes what is open.
    pub close: Callback<()>,
}

impl Scene {
    /// Where words of this incident are kept until they are written.
    #[must_use]
    pub fn place(&self, of: &str) -> String {
        format!("{}/{of}", self.view.id)
    }

    /// Opens a panel when a key is pressed.
    pub fn opens(&self, panel: Panel) -> Callback<()> {
        self.open.reform(move |()| panel)
    }

    /// Who takes part, whoever writes first.
    #[must_use]
    pub fn people(&self) -> Vec<String> {
        let mut people = vec![self.facilitator.to_string()];
        for served in self.view.run.people.iter().filter(|served| served.until.is_none()) {
            if !people.contains(&served.name) {
                people.push(served.name.clone());
            }
        }
        people
    }
}
