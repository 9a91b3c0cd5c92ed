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
    components::{Button, ButtonKind, Card, EmptyState, Tab, Tabs},
    hooks::loaded::use_loaded,
    room::{
        Room,
        choice::Deed,
        link_button,
        new::{New, use_new},
        waiting,
    },
    route::Route,
};
pub use budget::budget_words;
use contract::{Catalog, Notice};
use domain::{Kind, catalog::service::Tier};
use graph::Graph;
use list::List;
pub use others::{About, Begins, How, Others, ServiceCard};
pub use service::{ServicePage, ServiceProps};
use yew::prelude::*;
use yew_router::hooks::use_location;

/// Parts of the room that the palette goes to.
pub const PARTS: &[(&str, Deed)] = &[("Who calls whom", Deed::Show(Route::Services, "graph"))];

/// The room.
#[component]
pub fn Services() -> Html {
    let (catalog, again) = use_loaded(Catalog {}, |_, notice| matches!(notice, Notice::Record { .. }));
    let (open, show, hide) = use_new();
    let (tab, onpick) = use_tab();
    let body = match catalog.ready() {
        None => waiting(&catalog, &again),
        Some(view) if view.services.is_empty() => html! {
            <Card>
                <EmptyState title="No services yet" words="The catalog says what runs here, who answers for it, and what it depends on. Reviews and experiments point to it, and reports carry its names.">
                    <Button act="new-service" kind={ButtonKind::Primary} onclick={show.clone()}>{ "Add a service" }</Button>
                    { link_button("go-import", "plain", "Import…", Route::Import) }
                </EmptyState>
            </Card>
        },
        Some(view) => {
            let tabs = vec![
                Tab { key: "list", label: "List".into(), count: Some(view.services.len()) },
                Tab { key: "graph", label: "Who calls whom".into(), count: None },
            ];
            html! {
                <Tabs {tabs} now={tab} {onpick} label="Views of the catalog">
                    <div class="tab-page">
                        if tab == "graph" { <Graph view={view.clone()} /> } else { <List view={view.clone()} /> }
                    </div>
                </Tabs>
            }
        }
    };
    let filled = catalog.ready().is_some_and(|view| !view.services.is_empty());
    let actions = if filled {
        html! {
            <>
                { link_button("go-import", "quiet", "Import…", Route::Import) }
                <Button act="new-service" kind={ButtonKind::Primary} onclick={show}>{ "New service" }</Button>
            </>
        }
    } else {
        Html::default()
    };
    html! {
        <Room title="Services" {actions}>
            { body }
            if open { <New kind={Kind::Service} onclose={hide} /> }
        </Room>
    }
}

/// The open view: the drawing when the address ends in `?show=graph`.
#[hook]
fn use_tab() -> (&'static str, Callback<&'static str>) {
    let graph = use_location().is_some_and(|location| location.query_str().ends_with("show=graph"));
    let tab = use_state_eq(|| if graph { "graph" } else { "list" });
    {
        let tab = tab.setter();
        use_effect_with(graph, move |graph| {
            if *graph {
                tab.set("graph");
            }
        });
    }
    let onpick = {
        let tab = tab.setter();
        Callback::from(move |key: &'static str| tab.set(key))
    };
    (*tab, onpick)
}

/// The catalog's word for how much depends on a service. It is no state, so it has none of their shapes.
pub fn tier_pill(tier: Tier) -> Html {
    html! { <span class="tier" data-tier={tier.word()}>{ tier.label() }</span> }
}
