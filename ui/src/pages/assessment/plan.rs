//! What to do about it: the moves that matter, and the actions that were raised for them.

use super::{Here, words::sign_state};
use crate::{
    backend::ask,
    components::{Button, ButtonKind, Card, Dialog, Pill, State},
    hooks::{Shortcut, use_keys},
    known::use_known,
    room::{
        control::{Choose, Line, error_of, form},
        draft::{bodies, use_records},
        href, use_list, use_names,
        words::{DATE_FORM, count, due_pill},
    },
    route::Route,
};
use chrono::Days;
use contract::{Code, Create, Refusal, Remove};
use domain::{
    Date, Id, Kind, Record,
    action::{Action, ActionStatus, ActionType, Origin, Place, Priority},
    assessment::{Mark, Method, Scope},
    time::parse_date,
};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Moves and plan.
#[component]
pub fn Plan(here: &Here) -> Html {
    let raising = use_state_eq(|| None::<Option<usize>>);
    let raise = {
        let raising = raising.setter();
        Callback::from(move |dimension: Option<usize>| raising.set(Some(dimension)))
    };
    let onclose = {
        let raising = raising.setter();
        Callback::from(move |()| raising.set(None))
    };
    let (rows, _) = use_list(Kind::Action);
    let records =
        use_records(rows.ready().map(|rows| rows.iter().map(|row| row.id).collect()).unwrap_or_default());
    let actions: Vec<(Rc<Record>, Action)> =
        bodies::<Action>(records).filter(|(_, action)| action.is_from(here.id)).collect();
    use_keys(vec![Shortcut::new("A", raise.reform(|()| None))]);
    html! {
        <div class="review-plan">
            <Card title={moves_title(here)} flush={true}>
                if moves(here).is_empty() { <p class="ready-words soft">{ "Nothing is left to raise." }</p> }
                <ol class="moves" data-act="moves">
                    { for moves(here).into_iter().map(|(at, words)| move_row(here, at, &words, &actions, &raise)) }
                </ol>
            </Card>
            <Card title="Improvement plan" flush={true} aside={html! { count(actions.len(), "action") }}>
                <ul data-act="plan">{ for actions.iter().map(|(record, action)| action_row(record.id, action, here.today)) }</ul>
                <div class="run-row">
                    <span class="run-row-words muted">{ if actions.is_empty() { "Nothing is promised yet. Raise one from the list beside it, or any other." } else { "" } }</span>
                    <Button act="raise-action" keys="A" onclick={raise.reform(|()| None)}>{ "Raise an action" }</Button>
                </div>
            </Card>
            if let Some(dimension) = *raising { <Raise key={format!("{dimension:?}")} here={here.clone()} {dimension} {onclose} /> }
        </div>
    }
}

fn moves_title(here: &Here) -> String {
    if here.review.template.method == Method::Pulse {
        return "What to talk about first".to_owned();
    }
    match moves(here).len() {
        1 => "The move that matters".to_owned(),
        2 => "Two moves that matter".to_owned(),
        0 => "Moves".to_owned(),
        _ => "Three moves that matter".to_owned(),
    }
}

/// Where to move first, with what it would look like. In a pulse: the signs that point the wrong way.
fn moves(here: &Here) -> Vec<(usize, String)> {
    if here.review.template.method != Method::Pulse {
        return here.review.moves().into_iter().map(|(at, words)| (at, words.to_owned())).collect();
    }
    let points_wrong = |at: &usize| {
        here.at(*at).is_some_and(|(dimension, answer)| {
            dimension.sign.is_some_and(|sign| sign_state(answer.mark(), sign).0 != State::Good)
        })
    };
    let weakest = here.review.result().weakest.into_iter();
    weakest.filter(points_wrong).take(3).map(|at| (at, String::new())).collect()
}

fn move_row(
    here: &Here,
    at: usize,
    words: &str,
    actions: &[(Rc<Record>, Action)],
    raise: &Callback<Option<usize>>,
) -> Html {
    let Some((dimension, answer)) = here.at(at) else { return Html::default() };
    let Mark::Score(score) = answer.mark() else { return Html::default() };
    let raised = actions.iter().filter(|(_, action)| here.review.dimension_of(action) == Some(at)).count();
    let method = here.review.template.method;
    let steps = if method == Method::Pulse {
        format!("now: {}", method.score_word(score))
    } else {
        format!("from {score} to {}", score.saturating_add(1))
    };
    html! {
        <li key={at} class="run-row" data-id={dimension.key.clone()}>
            <span class="run-row-words">
                <b>{ &dimension.name }</b><span class="muted num">{ format!(" {steps}") }</span>
                if !words.is_empty() { <span class="move-words">{ words }</span> }
                if raised > 0 { <span class="cell-sub">{ format!("{} raised", count(raised, "action")) }</span> }
            </span>
            <Button act="raise-move" of={at} small=true label={format!("Raise an action for {}", dimension.name)}
                onclick={raise.reform(move |()| Some(at))}>{ "Raise an action" }</Button>
        </li>
    }
}

fn action_row(id: Id, action: &Action, today: Date) -> Html {
    let pill = match (action.status, action.due) {
        (ActionStatus::Done, _) => html! { <Pill state={State::Good}>{ "Done" }</Pill> },
        (_, Some(due)) => due_pill(due, today),
        (ActionStatus::InProgress, None) => html! { <Pill state={State::Live}>{ "In progress" }</Pill> },
        (ActionStatus::Open, None) => html! { <Pill state={State::Off}>{ "No date" }</Pill> },
    };
    html! {
        <li key={id.to_string()} class="run-row" data-id={id.to_string()}>
            <span class="run-row-words">
                <a class="row-link" href={href(Route::Actions)}>{ &action.title }</a>
                <span class="cell-sub">{ format!("{} · {}", action.owner, action.priority.label()) }{ if action.about.is_empty() { String::new() } else { format!(" · {}", action.about) } }</span>
            </span>
            { pill }
        </li>
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Typed {
    title: String,
    owner: String,
    due: String,
    priority: Priority,
    purpose: ActionType,
}

/// An action is proposed for this many days from now: until about the next quarter's review.
const DUE_DAYS: u64 = 90;

#[derive(PartialEq, Properties)]
struct RaiseProps {
    here: Here,
    dimension: Option<usize>,
    onclose: Callback<()>,
}

/// The dialog that raises an action. What was refused stays in it.
#[component]
fn Raise(props: &RaiseProps) -> Html {
    let here = &props.here;
    let people = use_owners(here);
    let due = here.today.checked_add_days(Days::new(DUE_DAYS));
    let (title, about) = props.dimension.map(|at| proposal(here, at)).unwrap_or_default();
    let typed = use_state(|| Typed {
        title,
        owner: people.first().map(AttrValue::to_string).unwrap_or_default(),
        due: due.map(|due| due.to_string()).unwrap_or_default(),
        priority: Priority::P1,
        purpose: ActionType::Process,
    });
    let refused = use_state(|| None::<Refusal>);
    let set = |change: fn(&mut Typed, String)| {
        let (setter, typed) = (typed.setter(), (*typed).clone());
        Callback::from(move |words: String| {
            let mut typed = typed.clone();
            change(&mut typed, words);
            setter.set(typed);
        })
    };
    let raise = {
        let (here, typed, about) = (here.clone(), (*typed).clone(), about.clone());
        let (refused, onclose) = (refused.setter(), props.onclose.clone());
        let dimension =
            props.dimension.and_then(|at| here.at(at)).map(|(dimension, _)| dimension.key.clone());
        let origin = Origin { record: here.id, place: dimension.map(Place::Part) };
        Callback::from(move |()| {
            send(&here, &typed, (&about, origin.clone()), refused.clone(), onclose.clone());
        })
    };
    let words = |label: &'static str| (label.into(), label.into());
    let priorities = Priority::ALL.iter().map(|one| words(one.label())).collect::<Vec<_>>();
    let purposes = ActionType::ALL.iter().map(|one| words(one.label())).collect::<Vec<_>>();
    let inside = html! {
        <>
            if !about.is_empty() { <p class="wide raise-about" data-act="about"><span class="muted">{ "Towards " }</span>{ &about }</p> }
            <span class="wide"><Line name="title" label="What will be done" first=true value={typed.title.clone()}
                oninput={set(|typed, words| typed.title = words)} error={error_of(refused.as_ref(), "title")} placeholder="Write SLOs for the three busiest calls" /></span>
            <Line name="owner" label="Who does it" value={typed.owner.clone()} suggestions={people} placeholder="A name"
                oninput={set(|typed, words| typed.owner = words)} error={error_of(refused.as_ref(), "owner")} />
            <Line name="due" label="By when" kind="date" value={typed.due.clone()} placeholder={DATE_FORM}
                oninput={set(|typed, words| typed.due = words)} error={error_of(refused.as_ref(), "due")} />
            <Choose name="priority" label="Priority" value={typed.priority.label()} options={priorities}
                onchange={set(|typed, words| if let Some(one) = Priority::ALL.iter().find(|one| one.label() == words) { typed.priority = *one })} />
            <Choose name="purpose" label="What it is for" value={typed.purpose.label()} options={purposes}
                onchange={set(|typed, words| if let Some(one) = ActionType::ALL.iter().find(|one| one.label() == words) { typed.purpose = *one })} />
            <input type="submit" hidden=true />
        </>
    };
    let actions = html! {
        <>
            <Button act="cancel-action" onclick={props.onclose.clone()}>{ "Cancel" }</Button>
            <Button act="confirm-action" kind={ButtonKind::Primary} onclick={raise.clone()}>{ "Raise action" }</Button>
        </>
    };
    let general = refused
        .as_ref()
        .filter(|refusal| !matches!(refusal.field.as_deref(), Some("title" | "owner" | "due")));
    html! {
        <Dialog title="Raise an action" onclose={props.onclose.clone()} {actions}>
            { form("form", raise, props.onclose.clone(), inside) }
            if let Some(refusal) = general { <p class="field-error" role="alert">{ &refusal.message }</p> }
        </Dialog>
    }
}

/// Who may do it: whoever was in the room, then everybody that the workspace knows. Any other name is fine.
#[hook]
fn use_owners(here: &Here) -> Rc<[AttrValue]> {
    let facilitator = use_known().workspace.facilitator.clone();
    let known = use_names(Kind::Person);
    let mut owners: Vec<AttrValue> = Vec::new();
    let room =
        std::iter::once(facilitator).chain(here.review.participants.iter().cloned()).map(AttrValue::from);
    for name in room.chain(known.iter().cloned()) {
        if !name.trim().is_empty() && !owners.contains(&name) {
            owners.push(name);
        }
    }
    owners.into()
}

/// A title to begin from, and what the action works towards.
fn proposal(here: &Here, at: usize) -> (String, String) {
    let Some((dimension, answer)) = here.at(at) else { return Default::default() };
    let Mark::Score(score) = answer.mark() else { return Default::default() };
    let method = here.review.template.method;
    if method == Method::Pulse {
        return (String::new(), format!("{}: {} in this pulse", dimension.name, method.score_word(score)));
    }
    let higher = score.saturating_add(1);
    let words = dimension.anchor(method, higher).unwrap_or_default();
    (
        format!("Raise {} from {score} to {higher}", lower_name(&dimension.name)),
        format!("{}: {words}", dimension.name),
    )
}

/// `Chaos engineering` inside a sentence; an abbreviation stays as it is.
fn lower_name(name: &str) -> String {
    let first = name.split(' ').next().unwrap_or_default();
    if first.chars().skip(1).any(char::is_uppercase) {
        return name.to_owned();
    }
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn send(
    here: &Here,
    typed: &Typed,
    (about, origin): (&str, Origin),
    refused: UseStateSetter<Option<Refusal>>,
    close: Callback<()>,
) {
    let due = match typed.due.trim() {
        "" => None,
        text => match parse_date(text) {
            Ok(date) => Some(date),
            Err(message) => {
                refused.set(Some(Refusal { code: Code::Invalid, message, field: Some("due".to_owned()) }));
                return;
            }
        },
    };
    let service_id = if let Scope::Service(id) = here.review.scope { Some(id) } else { None };
    let action = Action {
        title: typed.title.trim().to_owned(),
        purpose: typed.purpose,
        priority: typed.priority,
        owner: typed.owner.trim().to_owned(),
        due,
        status: ActionStatus::Open,
        origin: Some(origin),
        service_id,
        about: about.to_owned(),
        ticket: String::new(),
        verification: String::new(),
    };
    let tasks = here.pen.tasks.clone();
    spawn_local(async move {
        match ask(Create { document: action.into() }).await {
            Ok(record) => {
                let (again, id, version) = (tasks.clone(), record.id, record.version);
                let undo = Callback::from(move |()| {
                    let tasks = again.clone();
                    spawn_local(async move {
                        if let Err(refusal) = ask(Remove { id, version }).await {
                            tasks.say(refusal.message);
                        }
                    });
                });
                tasks.done("Action raised.", undo);
                close.emit(());
            }
            Err(refusal) => refused.set(Some(refusal)),
        }
    });
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_inside_a_sentence_begins_small() {
        assert_eq!(super::lower_name("Chaos engineering"), "chaos engineering");
        assert_eq!(super::lower_name("SLO coverage"), "SLO coverage");
        assert_eq!(super::lower_name("On-call health"), "on-call health");
    }
}
