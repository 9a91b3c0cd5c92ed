//! Beside the postmortem: what stands between it and being final, words that may blame, what it repeats, what was not read.

use super::record::PartProps;
use crate::{
    backend::ask,
    components::{Button, ButtonKind, Card, Pill, Shape, State, use_toasts},
    room::{href, use_record, words::count},
    route::Route,
};
use contract::{MovePostmortem, PostmortemView};
use domain::{
    Id, Kind,
    document::Postmortem,
    postmortem::{Dismissed, Hint, PostmortemStatus},
};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// More points than this are counted and not listed.
const AT_MOST: usize = 8;

/// The column.
#[component]
pub fn Aside(props: &PartProps) -> Html {
    let body = props.draft.body().clone();
    let Some(view) = &props.view else { return Html::default() };
    html! {
        <>
            <Gate ..props.clone() />
            { for body.origin.map(|id| html! { <CameOutOf {id} /> }) }
            { repeats(view) }
            if !view.hints.is_empty() { { hints(props, view) } }
            if !body.unread.is_empty() { { unread(&body) } }
        </>
    }
}

/// What is open, and the way to the next status.
#[component]
fn Gate(props: &PartProps) -> Html {
    let toasts = use_toasts();
    let status = props.draft.body().status;
    let open = props.view.as_ref().map(|view| view.open.clone()).unwrap_or_default();
    let go = |to: PostmortemStatus| {
        let (draft, toasts) = (props.draft.clone(), toasts.clone());
        Callback::from(move |()| {
            let (meets, toasts) = (draft.clone(), toasts.clone());
            draft.when_saved(Callback::from(move |_| {
                let (meets, toasts) = (meets.clone(), toasts.clone());
                spawn_local(async move {
                    let asked = MovePostmortem { id: meets.id(), version: meets.version(), status: to };
                    match ask(asked).await {
                        Ok(record) => meets.meet(&record),
                        Err(refusal) => toasts.done(refusal.message, None),
                    }
                });
            }));
        })
    };
    let key = |to: &PostmortemStatus| {
        let (act, words, kind) = match (status, to) {
            (_, PostmortemStatus::Final) => ("make-final", "Make it final", ButtonKind::Primary),
            (PostmortemStatus::Final, _) => ("open-again", "Open it again", ButtonKind::Plain),
            (_, PostmortemStatus::InReview) => ("to-review", "Give it to review", ButtonKind::Primary),
            (_, PostmortemStatus::Draft) => ("back-to-draft", "Back to draft", ButtonKind::Plain),
        };
        html! { <Button {act} {kind} onclick={go(*to)}>{ words }</Button> }
    };
    let (state, words) = match (status, open.len()) {
        (PostmortemStatus::Final, _) => (State::Good, "final".to_owned()),
        (_, 0) => (State::Good, "nothing open".to_owned()),
        (_, some) => (State::Watch, format!("{some} open")),
    };
    html! {
        <section class="card" data-act="gate">
            <div class="card-head"><h2 class="card-title">{ "Before it is final" }</h2><div class="card-aside"><Pill {state}>{ words }</Pill></div></div>
            <div class="card-body stack" data-gap="small">
                <ul class="gate">{ for open.iter().take(AT_MOST).map(|open| html! { <li><Shape state={State::Watch} /><span>{ &open.words }</span></li> }) }</ul>
                if open.len() > AT_MOST { <p class="muted">{ format!("and {} more", count(open.len() - AT_MOST, "point")) }</p> }
                <div class="line">{ for status.next().iter().rev().map(key) }</div>
            </div>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct CameOutOfProps {
    id: Id,
}

/// What it came out of, by what that record is.
#[component]
fn CameOutOf(props: &CameOutOfProps) -> Html {
    let (record, _) = use_record(props.id);
    let Some(kind) = record.ready().map(|record| record.document.kind()) else { return Html::default() };
    let (to, words) = match kind {
        Kind::Incident => (Route::of(Kind::Incident, props.id, ""), "The incident that it is about"),
        _ => (Route::Record { id: props.id }, "The game day that it came out of"),
    };
    html! { <Card><a class="link" data-act="origin" href={href(to)}>{ words }</a></Card> }
}

fn repeats(view: &PostmortemView) -> Html {
    if view.repeats.is_empty() {
        return Html::default();
    }
    html! {
        <Card title="It happened before" flush=true>
            { for view.repeats.iter().take(AT_MOST).map(|repeat| {
                let words: Vec<&str> = repeat.shared.iter().flat_map(|(_, _, words)| words.iter().map(String::as_str)).collect();
                html! {
                    <div class="list-row" data-act="repeat" data-id={repeat.other.to_string()}>
                        <a class="row-link" href={href(Route::Postmortem { id: repeat.other })}>{ &repeat.title }</a>
                        <span class="cell-sub">{ format!("{}: {}", count(repeat.shared.len(), "factor"), words.join(", ")) }</span>
                    </div>
                }
            }) }
        </Card>
    }
}

/// Words that may blame, each with what to write instead.
fn hints(props: &PartProps, view: &Rc<PostmortemView>) -> Html {
    let row = |hint: &Hint| {
        let dismissed = Dismissed { rule: hint.rule.clone(), phrase: hint.phrase.clone() };
        let onclick =
            props.draft.set(move |body: &mut Postmortem, ()| body.dismissed.push(dismissed.clone()));
        html! {
            <li class="hint" data-act="hint">
                <q>{ &hint.phrase }</q>
                <p class="soft">{ &hint.name }{ ". " }{ &hint.suggestion }</p>
                if !props.locked { <Button act="dismiss-hint" small=true {onclick}>{ "Leave it" }</Button> }
            </li>
        }
    };
    html! {
        <Card title="Words" aside={html! { format!("{}, only here", count(view.hints.len(), "hint")) }}>
            <ul class="hints">{ for view.hints.iter().take(AT_MOST).map(row) }</ul>
        </Card>
    }
}

/// What the import could not place.
fn unread(body: &Postmortem) -> Html {
    html! {
        <Card title="Not placed" flush=true aside={html! { count(body.unread.len(), "piece") }}>
            <ul class="unread" data-act="unread">{ for body.unread.iter().map(|unread| html! {
                <li class="list-row"><span class="muted num">{ format!("line {} · {}", unread.line, unread.why) }</span><span class="unread-text">{ &unread.text }</span></li>
            }) }</ul>
        </Card>
    }
}
