//! The console of a running day.

use domain::Id;
use yew::prelude::*;

/// Whose console.
#[derive(PartialEq, Properties)]
pub struct ConsoleProps {
    /// The game day.
    pub id: Id,
}

/// The facilitator's room while the day runs.
#[component]
pub fn Console(props: &ConsoleProps) -> Html {
    html! { <main class="content">{ props.id.to_string() }</main> }
}
