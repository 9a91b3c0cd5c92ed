//! What a draft says about itself: saved when, why not, and who has to choose.

use super::{Draft, Prefer, Saving};
use crate::{components::Button, known::use_known};
use domain::document::Body;
use yew::prelude::*;

/// Whose draft.
#[derive(PartialEq, Properties)]
pub struct DraftProps<T: Body> {
    /// The draft.
    pub draft: Draft<T>,
}

/// One line: saved when, or why not.
#[component]
pub fn SaveLine<T: Body>(props: &DraftProps<T>) -> Html {
    let zone = use_known().workspace.zone;
    let draft = props.draft.clone();
    match draft.saving() {
        Saving::Saved(None) => Html::default(),
        Saving::Saved(Some(at)) => html! {
            <span class="field-saved" data-act="saved-at" role="status">{ format!("Saved {}", zone.clock(at)) }</span>
        },
        Saving::Underway => html! { <span class="field-saved" role="status">{ "Saving…" }</span> },
        Saving::Refused(_) => html! {
            <span class="field-saved tone" data-state="bad" role="status">{ "Not saved yet" }</span>
        },
        Saving::Conflict(_) => html! {
            <span class="field-saved tone" data-state="watch" role="status">{ "Waits for your choice" }</span>
        },
    }
}

/// Above the page: why nothing is saved, or the two versions to choose from. Nothing while all is well.
#[component]
pub fn ConflictCard<T: Body>(props: &DraftProps<T>) -> Html {
    match props.draft.saving() {
        Saving::Saved(_) | Saving::Underway => Html::default(),
        Saving::Refused(refusal) => {
            let draft = props.draft.clone();
            let again = Callback::from(move |()| draft.save());
            html! {
                <div class="banner" data-state="bad" role="alert" data-act="not-saved">
                    <p class="banner-words">
                        <strong>{ "Not saved. " }</strong>{ &refusal.message }
                        <span class="muted">{ " What you typed is kept here and goes into the file as soon as this is mended." }</span>
                    </p>
                    <div class="banner-actions">
                        <Button act="save-again" onclick={again}>{ "Save again" }</Button>
                    </div>
                </div>
            }
        }
        Saving::Conflict(theirs) => html! {
            <Conflict<T> draft={props.draft.clone()} by={theirs.saved_by.clone()} at={theirs.saved_at} />
        },
    }
}

#[derive(PartialEq, Properties)]
struct ConflictProps<T: Body> {
    draft: Draft<T>,
    by: String,
    at: domain::Instant,
}

#[component]
fn Conflict<T: Body>(props: &ConflictProps<T>) -> Html {
    let zone = use_known().workspace.zone;
    let settle = |prefer: Prefer| {
        let draft = props.draft.clone();
        Callback::from(move |()| draft.settle(prefer))
    };
    let who = if props.by.is_empty() { "Somebody" } else { props.by.as_str() };
    html! {
        <section class="card conflict" role="alert" data-act="conflict">
            <div class="card-head">
                <h2 class="card-title">{ format!("{who} saved this at {} while you were writing", zone.clock(props.at)) }</h2>
            </div>
            <div class="card-body">
                <table class="table">
                    <thead><tr><th>{ "Field" }</th><th>{ "Yours" }</th><th>{ "In the file" }</th></tr></thead>
                    <tbody>
                        { for props.draft.disputed().into_iter().map(|dispute| html! {
                            <tr><td class="soft">{ dispute.field }</td><td>{ dispute.mine }</td><td>{ dispute.theirs }</td></tr>
                        }) }
                    </tbody>
                </table>
                <p class="muted conflict-note">{ "Everything else that either of you changed is kept." }</p>
                <div class="line">
                    <Button act="use-mine" onclick={settle(Prefer::Mine)}>{ "Use mine" }</Button>
                    <Button act="use-theirs" onclick={settle(Prefer::Theirs)}>{ "Use theirs" }</Button>
                </div>
            </div>
        </section>
    }
}
