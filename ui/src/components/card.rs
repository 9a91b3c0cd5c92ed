//! A card: a piece of a page with a name.

use crate::hooks::use_id;
use yew::prelude::*;

/// What [`Card`] takes.
#[derive(Properties, PartialEq)]
pub struct CardProps {
    /// Its name.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// What stands at the right of the name: a fact, a key, a small button.
    #[prop_or_default]
    pub aside: Html,
    /// What it holds.
    #[prop_or_default]
    pub children: Html,
    /// Without padding, for tables and lists.
    #[prop_or_default]
    pub flush: bool,
    /// More classes, such as `clock` or `journal`.
    #[prop_or_default]
    pub class: Classes,
}

/// A card.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let id = use_id();
    let headed = props.title.is_some() || props.aside != Html::default();
    html! {
        <section
            class={classes!("card", props.class.clone())}
            data-flush={props.flush.then_some("")}
            aria-labelledby={props.title.as_ref().map(|_| id.clone())}
        >
            if headed {
                <div class="card-head">
                    if let Some(title) = &props.title { <h2 class="card-title" {id}>{ title }</h2> }
                    if props.aside != Html::default() { <div class="card-aside">{ props.aside.clone() }</div> }
                </div>
            }
            <div class="card-body">{ props.children.clone() }</div>
        </section>
    }
}
