//! The catalog: every service that the reviews are about, as a list and as a drawing.

mod budget;
mod graph;
mod list;
mod neighbours;
mod others;
mod service;
mod tier;
mod upstream;
mod wanted;

use crate::{
    components::Tab,
    hooks::loaded::use_loaded,
    room::{
        choice::Deed,
        link_button,
        list::{Empty, ListPage, NewKey, Parts, listed, use_part},
    },
    route::Route,
};
pub use budget::budget_words;
use contract::{Catalog, Notice};
use domain::{Kind, catalog::service::Tier};
use graph::Graph;
use list::List;
pub use others::{Beginning, Featured, How, Others, ServiceCard};
pub use service::{ServicePage, ServiceProps};
use yew::prelude::*;

/// Parts of the room that the palette goes to.
pub const CHOICES: &[(&str, Deed)] = &[("Who calls whom", Deed::Show(Route::Services, "graph"))];

/// The room.
#[component]
pub fn Services() -> Html {
    let catalog =
        use_loaded(Catalog {}, |_, notice| matches!(notice, Notice::Record { kind, .. } if !kind.is_one()));
    let part = use_part(&["list", "graph"]);
    let listed = listed(
        &catalog,
        |view| view.services.is_empty(),
        |view| match part.0 {
            "graph" => html! { <Graph view={view.clone()} /> },
            _ => html! { <List view={view.clone()} /> },
        },
    );
    let some = catalog.0.ready().map(|view| view.services.len()).filter(|count| *count > 0);
    let tabs = some.map(|count| {
        let tabs = vec![
            Tab { key: "list", label: "List".into(), count: Some(count) },
            Tab { key: "graph", label: "Who calls whom".into(), count: None },
        ];
        Parts { label: "Views of the catalog", tabs, part }
    });
    let new =
        NewKey { act: "new-service", words: "New service", first: "Add a service", ..NewKey::default() };
    let empty = Empty {
        title: "No services yet",
        words: "The catalog says what runs here, who answers for it, and what it depends on. Reviews and experiments point to it, and reports carry its names.",
        keys: link_button("go-import", "plain", "Import…", Route::Import),
    };
    let keys = link_button("go-import", "quiet", "Import…", Route::Import);
    html! { <ListPage title="Services" kind={Kind::Service} {listed} {tabs} {new} {empty} {keys} /> }
}

/// The catalog's word for how much depends on a service. It is no state, so it has none of their shapes.
pub fn tier_pill(tier: Tier) -> Html {
    html! { <span class="tier" data-tier={tier.word()}>{ tier.label() }</span> }
}
