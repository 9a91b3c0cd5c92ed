//! States and questions that several parts of the room share.

use crate::{
    components::{Pill, State},
    hooks::loaded::{Loaded, use_loaded},
};
use contract::{AboutPostmortem, Notice, PostmortemList, PostmortemView, Postmortems};
use domain::{Id, Kind, incident::Severity, postmortem::PostmortemStatus};
use yew::prelude::*;

/// All of them.
#[hook]
pub fn use_postmortems() -> (Loaded<PostmortemList>, Callback<()>) {
    use_loaded(Postmortems {}, |_, notice| {
        matches!(notice, Notice::Record { kind: Kind::Postmortem | Kind::Action | Kind::Service, .. })
    })
}

/// What follows from one.
#[hook]
pub fn use_about(id: Id) -> (Loaded<PostmortemView>, Callback<()>) {
    use_loaded(AboutPostmortem { id }, |_, notice| {
        matches!(notice, Notice::Record { kind: Kind::Postmortem | Kind::Action, .. })
    })
}

/// How far it is.
pub fn status_pill(status: PostmortemStatus) -> Html {
    let state = match status {
        PostmortemStatus::Draft => State::Off,
        PostmortemStatus::InReview => State::Watch,
        PostmortemStatus::Final => State::Good,
    };
    html! { <Pill {state}>{ status.label() }</Pill> }
}

/// How severe it was, where somebody said so.
pub fn severity_pill(severity: Option<Severity>) -> Html {
    let Some(severity) = severity else { return html! { <span class="muted">{ "not stated" }</span> } };
    let state = match severity {
        Severity::Sev1 => State::Bad,
        Severity::Sev2 => State::Watch,
        Severity::Sev3 | Severity::Sev4 => State::Off,
    };
    html! { <Pill {state}>{ severity.label() }</Pill> }
}
