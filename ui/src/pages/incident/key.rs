//! The key that declares an incident from anywhere. On the console or the record of a game day it is one out of that day.

use crate::{
    components::Button,
    hooks::{Shortcut, use_keys},
    room::tasks::use_tasks,
    route::Route,
};
use domain::Id;
use yew::prelude::*;

/// What [`DeclareKey`] takes.
#[derive(PartialEq, Properties)]
pub struct DeclareKeyProps {
    /// Where this window is.
    pub route: Route,
}

/// The key, at the foot of the rail; it works while somebody types too.
#[component]
pub fn DeclareKey(props: &DeclareKeyProps) -> Html {
    let tasks = use_tasks();
    let origin = origin(props.route);
    let declare = Callback::from(move |()| match origin {
        Some(id) => tasks.go_asking(Route::Incidents, &[("new", "yes"), ("origin", &id.to_string())]),
        None => tasks.go_new(Route::Incidents),
    });
    use_keys(vec![Shortcut::new("F9", declare.clone()).always()]);
    html! { <Button act="declare-anywhere" class={classes!("rail-declare")} small=true keys="F9" onclick={declare}>{ "Declare incident" }</Button> }
}

/// The game day that a room is about.
const fn origin(route: Route) -> Option<Id> {
    match route {
        Route::Run { id } | Route::Record { id } => Some(id),
        _ => None,
    }
}
