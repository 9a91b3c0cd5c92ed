//! What is done about it: proposed, promised with owner, date and verification, or declined with a reason.

use super::record::PartProps;
use crate::{
    components::{Button, ButtonKind, Card, EmptyState, Pill, State},
    known::use_known,
    room::{
        control::{self, Line},
        draft::{Adder, Draft, Form, at, remove_row},
        tasks::use_tasks,
        words::{count, due_pill},
    },
};
use contract::PromiseAction;
use domain::{
    Date,
    action::{Action, ActionStatus, ActionType, Priority},
    document::Postmortem,
    postmortem::{Answer, Draft as Proposal, Proposed},
    text::clip,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const ROWS: fn(&mut Postmortem) -> &mut Vec<Proposed> = |body| &mut body.actions;

/// The card.
#[component]
pub fn Actions(props: &PartProps) -> Html {
    let draft = &props.draft;
    let actions = draft.body().actions.clone();
    let onadd = draft.set(|body: &mut Postmortem, title: String| {
        let proposal = Proposal { title, ..Proposal::default() };
        let (key, factor) = (body.next_action(), None);
        body.actions.push(Proposed { key, factor, answer: Answer::Proposed(proposal) });
    });
    html! {
        <Card title="Actions" flush=true aside={html! { count(actions.len(), "action") }} class="postmortem-actions">
            if actions.is_empty() {
                <EmptyState title="No action yet" words="What would have prevented it, shown it sooner, or made it hurt less? Each one is promised with an owner, a day and how its effect is seen, or declined with a reason." />
            }
            { for actions.iter().enumerate().map(|(place, action)| html! { <Row key={action.key.clone()} part={props.clone()} {place} action={action.clone()} /> }) }
            if !props.locked { <Adder field="actions" label="An action" placeholder="What would be done, Enter to add" act="add-proposed" {onadd} /> }
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct RowProps {
    part: PartProps,
    place: usize,
    action: Proposed,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let today = use_known().workspace.zone.date(crate::backend::now());
    let action = &props.action;
    let raised = if let Answer::Raised(id) = action.answer { Some(id) } else { None };
    let record = raised.and_then(|id| {
        props
            .part
            .view
            .as_ref()?
            .actions
            .iter()
            .find(|(known, _)| *known == id)
            .map(|(_, action)| action.clone())
    });
    html! {
        <section class="proposed" data-act="proposed" data-id={action.key.clone()}>
            <div class="spread"><b class="mono">{ &action.key }</b>{ stands(action, record.as_ref()) }</div>
            if let Some(record) = record { { promised(&record, today) }{ factor(props) } }
            else if raised.is_some() { <p class="muted">{ "Its record is on its way, or gone." }</p>{ factor(props) } }
            else { <Open ..props.clone() /> }
        </section>
    }
}

/// Which factor it answers: a chain of whys that ends in one with an action ends well.
fn factor(props: &RowProps) -> Html {
    let (draft, place) = (&props.part.draft, props.place);
    let factors = &draft.body().factors;
    if factors.is_empty() {
        return Html::default();
    }
    let form = Form { draft, locked: props.part.locked };
    let mut options = vec![(String::new(), "no factor in particular".to_owned())];
    options.extend(factors.iter().map(|factor| (factor.key.to_string(), clip(&factor.text, 80))));
    let present = props.action.factor.map(|key| key.to_string()).unwrap_or_default();
    form.choose(
        at(format!("actions.{place}.factor"), "It answers"),
        options,
        &present,
        move |body: &mut Postmortem, key| {
            if let Some(action) = body.actions.get_mut(place) {
                action.factor = key.parse().ok();
            }
        },
    )
}

impl Clone for RowProps {
    fn clone(&self) -> Self {
        Self { part: self.part.clone(), place: self.place, action: self.action.clone() }
    }
}

fn stands(action: &Proposed, record: Option<&Action>) -> Html {
    let (state, words) = match (&action.answer, record.map(|record| record.status)) {
        (Answer::Proposed(_), _) => (State::Off, "Proposed"),
        (Answer::Accepted(_), _) => (State::Watch, "Accepted, not yet promised"),
        (Answer::Declined { .. }, _) => (State::Off, "Declined"),
        (Answer::Raised(_), Some(ActionStatus::Done)) => (State::Good, "Done"),
        (Answer::Raised(_), Some(ActionStatus::InProgress)) => (State::Live, "In progress"),
        (Answer::Raised(_), _) => (State::Watch, "Promised"),
    };
    html! { <Pill {state}>{ words }</Pill> }
}

/// What stands in the record of its own.
fn promised(action: &Action, today: Date) -> Html {
    let due = action.due.filter(|_| action.status != ActionStatus::Done).map(|due| due_pill(due, today));
    html! {
        <>
            <p>{ &action.title }</p>
            <p class="list-foot"><span class="muted">{ format!("{} · {} · {}", action.owner, action.priority, action.purpose.label().to_lowercase()) }</span>{ for due }</p>
            if !action.verification.is_empty() { <p class="muted">{ "Seen by: " }{ &action.verification }</p> }
            if !action.ticket.is_empty() { <p class="muted mono">{ &action.ticket }</p> }
        </>
    }
}

/// One that nobody has promised yet: its fields, and the room's answer.
#[component]
fn Open(props: &RowProps) -> Html {
    let (draft, place, key) = (&props.part.draft, props.place, props.action.key.clone());
    let tasks = use_tasks();
    let by = use_known().workspace.facilitator.clone();
    let declining = use_state_eq(|| None::<String>);
    let said = use_state(|| None::<String>);
    let form = Form { draft, locked: props.part.locked };
    let Some(proposal) = props.action.draft() else { return Html::default() };
    let promise = promises(draft, &key, said.setter());
    let decline = {
        let (draft, declining) = (draft.clone(), declining.clone());
        Callback::from(move |()| {
            let reason = (*declining).clone().unwrap_or_default();
            draft.edit(move |body| {
                answer(body, place, |proposal| Answer::Declined { draft: proposal, reason })
            });
            declining.set(None);
        })
    };
    let again = draft.set(move |body: &mut Postmortem, ()| answer(body, place, Answer::Proposed));
    let ask = {
        let declining = declining.setter();
        Callback::from(move |()| declining.set(Some(String::new())))
    };
    let stay = {
        let declining = declining.setter();
        Callback::from(move |()| declining.set(None))
    };
    let typed = {
        let declining = declining.setter();
        Callback::from(move |words: String| declining.set(Some(words)))
    };
    let declined =
        if let Answer::Declined { reason, .. } = &props.action.answer { Some(reason.clone()) } else { None };
    html! {
        <>
            { fields(&form, place, proposal) }
            { factor(props) }
            if let Some(reason) = &declined { <p class="muted">{ "Declined: " }{ if reason.is_empty() { "no reason" } else { reason } }</p> }
            if let Some(words) = &*said { <p class="field-error" role="alert">{ words }</p> }
            if !props.part.locked {
                <div class="line">
                    if let Some(reason) = &*declining {
                        { control::form("line", decline.clone(), stay, html! { <>
                            <Line name="reason" label="Why not" first=true value={reason.clone()} oninput={typed} placeholder="Not worth its work" />
                            <Button act="confirm-decline" small=true onclick={decline}>{ "Decline it" }</Button>
                            <input type="submit" hidden=true />
                        </> }) }
                    } else {
                        if declined.is_some() { <Button act="propose-again" small=true onclick={again}>{ "Propose again" }</Button> }
                        else {
                            <Button act="promise" small=true kind={ButtonKind::Primary} label={format!("Promise {}: {}", key, clip(&proposal.title, 60))} onclick={promise}>{ "Promise it" }</Button>
                            <Button act="decline" small=true onclick={ask}>{ "Decline…" }</Button>
                        }
                        { remove_row(draft, &tasks, ROWS, place, ("remove-proposed", &proposal.title)) }
                        if proposal.owner.is_empty() { { mine(draft, place, by) } }
                    }
                </div>
            }
        </>
    }
}

/// What a promise needs, each in its field.
fn fields(form: &Form<'_, Postmortem>, place: usize, proposal: &Proposal) -> Html {
    let field = |name: &str, label| at(format!("actions.{place}.{name}"), label);
    let priorities =
        options("not stated", Priority::ALL.iter().map(|one| (one.word(), one.label())).collect());
    let purposes =
        options("not stated", ActionType::ALL.iter().map(|one| (one.word(), one.label())).collect());
    html! {
        <div class="form" data-columns="3">
            { form.line(field("title", "What will be done").wide(), &proposal.title, set(place, |p, text: String| p.title = text)) }
            { form.line(field("owner", "Owner").placeholder("nobody yet"), &proposal.owner, set(place, |p, text: String| p.owner = text)) }
            { form.date(field("due", "By when"), proposal.due, set(place, |p, due| p.due = due)) }
            { form.choose(field("priority", "Priority"), priorities, proposal.priority.map_or("", Priority::word), set(place, |p, word: String| p.priority = Priority::of(&word))) }
            { form.choose(field("purpose", "What it is for"), purposes, proposal.purpose.map_or("", ActionType::word), set(place, |p, word: String| p.purpose = ActionType::of(&word))) }
            { form.line(field("verification", "How its effect is seen"), &proposal.verification, set(place, |p, text: String| p.verification = text)) }
            { form.line(field("ticket", "Ticket"), &proposal.ticket, set(place, |p, text: String| p.ticket = text)) }
        </div>
    }
}

/// Makes it a promise, once what is still on its way to the file is there.
fn promises(draft: &Draft<Postmortem>, key: &str, said: UseStateSetter<Option<String>>) -> Callback<()> {
    let (draft, key) = (draft.clone(), key.to_owned());
    Callback::from(move |()| {
        let (postmortem, meets, said, key) = (draft.id(), draft.clone(), said.clone(), key.clone());
        draft.when_saved(Callback::from(move |_| {
            let (meets, said, key) = (meets.clone(), said.clone(), key.clone());
            spawn_local(async move {
                match crate::backend::ask(PromiseAction { postmortem, key }).await {
                    Ok(record) => meets.meet(&record),
                    Err(refusal) => said.set(Some(refusal.message)),
                }
            });
        }));
    })
}

/// Whoever sits at the laptop takes it.
fn mine(draft: &Draft<Postmortem>, place: usize, by: String) -> Html {
    let onclick = draft
        .set(move |body: &mut Postmortem, ()| set(place, |p, name: String| p.owner = name)(body, by.clone()));
    html! { <Button act="mine" kind={ButtonKind::Quiet} small=true {onclick}>{ "I take it" }</Button> }
}

fn options(first: &str, all: Vec<(&'static str, &'static str)>) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), first.to_owned())];
    options.extend(all.into_iter().map(|(word, label)| (word.to_owned(), label.to_owned())));
    options
}

/// Puts a value into what is proposed at a place.
fn set<V: 'static>(place: usize, change: fn(&mut Proposal, V)) -> impl Fn(&mut Postmortem, V) + 'static {
    move |body, value| {
        let Some(action) = body.actions.get_mut(place) else { return };
        match &mut action.answer {
            Answer::Proposed(proposal)
            | Answer::Accepted(proposal)
            | Answer::Declined { draft: proposal, .. } => change(proposal, value),
            Answer::Raised(_) => {}
        }
    }
}

/// Another answer to what is proposed at a place.
fn answer(body: &mut Postmortem, place: usize, answer: impl FnOnce(Proposal) -> Answer) {
    let Some(action) = body.actions.get_mut(place) else { return };
    if let Some(proposal) = action.draft().cloned() {
        action.answer = answer(proposal);
    }
}
