//! One more service that a service calls.

use crate::{
    hooks::use_after,
    room::{
        draft::{Draft, select::Select},
        use_list,
    },
};
use domain::{Id, Kind, Row, catalog::service::Service};
use yew::prelude::*;

/// The catalog is asked this much later than the page is drawn, in milliseconds: it may be long, and nobody adds a call at once.
const LATER_MS: u32 = 120;

/// Whose calls.
#[derive(PartialEq, Properties)]
pub struct AddUpstreamProps {
    /// The service that calls.
    pub draft: Draft<Service>,
}

/// The field that adds a call; locked until it knows what there is to call.
#[component]
pub fn AddUpstream(props: &AddUpstreamProps) -> Html {
    if use_after(LATER_MS) {
        html! { <Among draft={props.draft.clone()} /> }
    } else {
        field(&props.draft, None)
    }
}

#[component]
fn Among(props: &AddUpstreamProps) -> Html {
    let (services, _) = use_list(Kind::Service);
    field(&props.draft, services.ready().map(|rows| rows.as_slice()))
}

fn field(draft: &Draft<Service>, services: Option<&[Row]>) -> Html {
    let upstream = draft.body().upstream.clone();
    let others = services.unwrap_or_default().iter();
    let others = others.filter(|row| row.id != draft.id() && !upstream.contains(&row.id));
    let mut options = vec![(String::new(), "Add a service that it calls…".to_owned())];
    options.extend(others.map(|row| (row.id.to_string(), row.title.clone())));
    let onsave = draft.set(|body: &mut Service, id: String| {
        if let Ok(id) = id.parse::<Id>() {
            body.upstream.push(id);
        }
    });
    html! {
        <Select scope="service" name="upstream" label="Add a service that it calls" bare={true} act="add-upstream"
            {options} present={String::new()} {onsave} locked={services.is_none()} />
    }
}
