//! A model as every part of its pages sees it.

use crate::{
    backend::{self, ask_in_turn},
    known::use_known,
    room::{
        Crumbs,
        draft::{Draft, Form, use_draft},
        tasks::{Tasks, use_tasks},
    },
    route::Route,
};
use contract::HearCapacity;
use domain::{
    Date, Id, Record, Zone,
    capacity::{CapacityModel, CapacitySaid},
};
use std::cell::Ref;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// A model that is open.
#[derive(Clone, PartialEq)]
pub struct Here {
    /// What is typed about it.
    pub draft: Draft<CapacityModel>,
    /// The corner, and the way to other rooms.
    pub tasks: Tasks,
    /// Who sits at the laptop.
    pub facilitator: AttrValue,
    /// The day of the workspace's zone.
    pub today: Date,
    /// That zone.
    pub zone: Zone,
}

/// Opens a record. Give the component that calls this the record's id as its key.
#[hook]
pub fn use_here(record: &Record, body: &CapacityModel) -> Here {
    let known = use_known();
    let zone = known.workspace.zone;
    Here {
        draft: use_draft(record, body),
        tasks: use_tasks(),
        facilitator: known.workspace.facilitator.clone().into(),
        today: zone.date(backend::now()),
        zone,
    }
}

impl Here {
    /// Which.
    #[must_use]
    pub fn id(&self) -> Id {
        self.draft.id()
    }

    /// As it stands, with what is typed.
    #[must_use]
    pub fn model(&self) -> Ref<'_, CapacityModel> {
        self.draft.body()
    }

    /// The day of the workspace's zone at this moment: a page that stands open over midnight was drawn on another.
    #[must_use]
    pub fn day(&self) -> Date {
        self.zone.date(backend::now())
    }

    /// Its fields.
    #[must_use]
    pub const fn form(&self) -> Form<'_, CapacityModel> {
        Form { draft: &self.draft, locked: false }
    }

    /// Says in the review what the room says, after whatever was typed is in the file; `then` hears when it is written.
    pub fn say(&self, said: CapacitySaid, then: Callback<()>) {
        let here = self.clone();
        // What is on its way goes first: both change the same record.
        self.draft.when_saved(Callback::from(move |saved: bool| {
            if !saved && matches!(said, CapacitySaid::Close) {
                return here
                    .tasks
                    .say("Something typed is not saved yet. Settle that first, then close the review.");
            }
            let (here, said, then) = (here.clone(), said.clone(), then.clone());
            spawn_local(async move {
                match ask_in_turn(HearCapacity { model: here.id(), said }).await {
                    Ok(record) => {
                        here.draft.meet(&record);
                        then.emit(());
                    }
                    Err(refusal) => here.tasks.say(refusal.message),
                }
            });
        }));
    }

    /// A callback that says it.
    pub fn saying(&self, said: CapacitySaid) -> Callback<()> {
        let here = self.clone();
        Callback::from(move |()| here.say(said.clone(), Callback::noop()))
    }
}

/// The way to a model.
pub fn crumbs() -> Crumbs {
    vec![(Route::Capacity, "Capacity".into())]
}
