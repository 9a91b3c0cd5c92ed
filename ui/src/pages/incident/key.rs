//! The key that declares an incident from anywhere.

use crate::{
    hooks::{Shortcut, use_keys},
    room::tasks::use_tasks,
    route::Route,
};
use yew::prelude::*;

/// As printed on keycaps.
pub const DECLARE: &str = "F9";

/// The key. Put it into the shell once; it works while somebody types too.
#[component]
pub fn DeclareKey() -> Html {
    let tasks = use_tasks();
    let declare = Callback::from(move |()| tasks.go_new(Route::Incidents));
    use_keys(vec![Shortcut::new(DECLARE, declare).always()]);
    Html::default()
}
