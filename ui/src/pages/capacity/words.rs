//! What lists say of a model.

use crate::{
    components::{Pill, State},
    hooks::loaded::{Loaded, use_loaded},
};
use contract::{Notice, Outlook, Outlooks};
use domain::{Id, Kind};
use yew::prelude::*;

/// The models of a service, or all: the most urgent first.
#[hook]
pub fn use_outlooks(service: Option<Id>) -> (Loaded<Vec<Outlook>>, Callback<()>) {
    use_loaded(Outlooks { service }, |_, notice| {
        matches!(notice, Notice::Record { kind: Kind::CapacityModel | Kind::Service, .. })
    })
}

/// Whether a decision is due.
pub fn outlook_pill(outlook: &Outlook) -> Html {
    let (state, words) = match outlook.order_by {
        _ if outlook.is_late => (State::Bad, outlook.pill.clone()),
        _ if waits(outlook) => (State::Watch, outlook.pill.clone()),
        Some(on) => (State::Good, format!("Order by {}", on.format("%-d %b %Y"))),
        None if outlook.is_dated => (State::Off, "No lead time".to_owned()),
        None => (State::Off, "No date".to_owned()),
    };
    html! { <Pill {state}>{ words }</Pill> }
}

/// Whether somebody has to decide soon, or should have.
pub fn waits(outlook: &Outlook) -> bool {
    !outlook.pill.is_empty()
}
