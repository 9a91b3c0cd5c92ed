//! Raising an action out of a run.

use crate::{
    components::{Button, ButtonKind, Dialog},
    hooks::{
        journal::Followed,
        kept::{Kept, use_kept},
    },
    room::{
        control::{Choose, Line, error_of, form},
        run::Pen,
        words::DATE_FORM,
    },
};
use contract::{Code, Refusal, Request};
use domain::{
    Id, Record,
    action::{Action, ActionStatus, ActionType, Origin, Place, Priority},
    time::parse_date,
};
use std::rc::Rc;
use yew::prelude::*;

/// A kind of run that actions are raised out of.
pub trait Raises: Followed {
    /// The request that does it.
    type Raise: Request<Reply = Record> + 'static;

    /// Raises an action out of `run`, about the entry at a place in its journal.
    fn raise(run: Id, action: Action, about: Option<u64>) -> Self::Raise;
}

#[derive(Clone, Debug, PartialEq)]
struct Draft {
    title: String,
    owner: String,
    due: String,
    priority: Priority,
    purpose: ActionType,
}

/// What [`Raise`] takes.
#[derive(PartialEq, Properties)]
pub struct RaiseProps<R: Raises> {
    /// Writes, and says what was refused.
    pub pen: Pen<R>,
    /// Who is likely to own it, whoever is most likely first.
    pub people: Vec<String>,
    /// The service that it is about, where it answers nothing.
    #[prop_or_default]
    pub service_id: Option<Id>,
    /// What it answers, where it answers something.
    #[prop_or_default]
    pub about: Option<About>,
    /// Puts the dialog away.
    pub onclose: Callback<()>,
}

/// The entry that an action answers: a surprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its place in the journal.
    pub seq: u64,
    /// Its words.
    pub words: String,
    /// The service that it is about.
    pub service_id: Option<Id>,
}

/// The dialog that raises an action. What was refused stays in it.
#[component]
pub fn Raise<R: Raises>(props: &RaiseProps<R>) -> Html {
    let place = format!("{}/action/{}", props.pen.run, props.about.as_ref().map_or(0, |about| about.seq));
    let title = use_kept(place.clone());
    let (owner, due) = (use_kept(format!("{place}/owner")), use_kept(format!("{place}/due")));
    let draft = use_state(|| Draft::begin([&title, &owner, &due].map(Kept::text), props.people.first()));
    let refused = use_state(|| None::<Refusal>);
    let raise = {
        let (pen, about, onclose) = (props.pen.clone(), props.about.clone(), props.onclose.clone());
        let (draft, refused, service_id) = ((*draft).clone(), refused.setter(), props.service_id);
        let all = [title.clone(), owner.clone(), due.clone()];
        Callback::from(move |()| {
            let action = match draft.action(pen.run, about.as_ref(), service_id) {
                Ok(action) => action,
                Err(refusal) => return refused.set(Some(refusal)),
            };
            let (all, onclose) = (all.clone(), onclose.clone());
            let close = Callback::from(move |()| {
                all.iter().for_each(Kept::done);
                onclose.emit(());
            });
            send(&pen, action, about.as_ref(), close, refused.clone());
        })
    };
    let set = |change: fn(&mut Draft, String)| {
        let (setter, draft) = (draft.setter(), (*draft).clone());
        Callback::from(move |words: String| {
            let mut draft = draft.clone();
            change(&mut draft, words);
            setter.set(draft);
        })
    };
    let typed = |kept: &Kept, change: fn(&mut Draft, String)| {
        let (kept, put) = (kept.clone(), set(change));
        Callback::from(move |words: String| {
            kept.set(&words);
            put.emit(words);
        })
    };
    let error = |field: &str| error_of(refused.as_ref(), field);
    let inside = html! {
        <>
            if let Some(about) = &props.about {
                <p class="wide raise-about" data-act="about"><span class="muted">{ "Answers the surprise: " }</span>{ &about.words }</p>
            }
            <span class="wide"><Line name="title" label="What will be done" first=true value={draft.title.clone()}
                oninput={typed(&title, |draft, words| draft.title = words)} error={error("title")} placeholder="Alert on consumer lag above 1,000" /></span>
            <Line name="owner" label="Who does it" value={draft.owner.clone()} suggestions={props.people.iter().map(|name| AttrValue::from(name.clone())).collect::<Rc<[_]>>()}
                oninput={typed(&owner, |draft, words| draft.owner = words)} error={error("owner")} />
            <Line name="due" label="By when" kind="date" value={draft.due.clone()} placeholder={DATE_FORM}
                oninput={typed(&due, |draft, words| draft.due = words)} error={error("due")} />
            <Choose name="priority" label="Priority" value={draft.priority.label()} options={labels(Priority::ALL, Priority::label)}
                onchange={set(|draft, words| if let Some(priority) = found(Priority::ALL, Priority::label, &words) { draft.priority = priority })} />
            <Choose name="purpose" label="What it is for" value={draft.purpose.label()} options={labels(ActionType::ALL, ActionType::label)}
                onchange={set(|draft, words| if let Some(purpose) = found(ActionType::ALL, ActionType::label, &words) { draft.purpose = purpose })} />
            <input type="submit" hidden=true />
        </>
    };
    let actions = html! {
        <>
            <Button act="cancel-action" onclick={props.onclose.clone()}>{ "Cancel" }</Button>
            <Button act="confirm-action" kind={ButtonKind::Primary} onclick={raise.clone()}>{ "Raise action" }</Button>
        </>
    };
    html! {
        <Dialog title="Raise an action" onclose={props.onclose.clone()} {actions}>
            { form("form", raise, props.onclose.clone(), inside) }
        </Dialog>
    }
}

impl Draft {
    /// What was begun, else whoever is most likely to own it.
    fn begin([title, owner, due]: [String; 3], likely: Option<&String>) -> Self {
        let owner = Some(owner).filter(|owner| !owner.is_empty()).or(likely.cloned()).unwrap_or_default();
        Self { title, owner, due, priority: Priority::P1, purpose: ActionType::Prevent }
    }

    fn action(&self, run: Id, about: Option<&About>, service_id: Option<Id>) -> Result<Action, Refusal> {
        let due = match self.due.trim() {
            "" => None,
            text => Some(parse_date(text).map_err(|message| Refusal {
                code: Code::Invalid,
                message,
                field: Some("due".to_owned()),
            })?),
        };
        Ok(Action {
            title: self.title.trim().to_owned(),
            purpose: self.purpose,
            priority: self.priority,
            owner: self.owner.trim().to_owned(),
            due,
            status: ActionStatus::Open,
            origin: Some(Origin { record: run, place: about.map(|about| Place::Entry(about.seq)) }),
            service_id: about.map_or(service_id, |about| about.service_id),
            about: about.map(|about| about.words.clone()).unwrap_or_default(),
            ticket: String::new(),
            verification: String::new(),
        })
    }
}

fn send<R: Raises>(
    pen: &Pen<R>,
    action: Action,
    about: Option<&About>,
    close: Callback<()>,
    refused: UseStateSetter<Option<Refusal>>,
) {
    let (toasts, about) = (pen.toasts.clone(), about.map(|about| about.seq));
    pen.toasts.ask_in_turn(R::raise(pen.run, action, about), move |answer| match answer {
        Ok(_) => {
            toasts.done("Action raised.", None);
            close.emit(());
        }
        Err(refusal) => refused.set(Some(refusal)),
    });
}

fn labels<T: Copy>(all: &[T], label: fn(T) -> &'static str) -> Vec<(AttrValue, AttrValue)> {
    all.iter().map(|one| (AttrValue::Static(label(*one)), AttrValue::Static(label(*one)))).collect()
}

fn found<T: Copy>(all: &[T], label: fn(T) -> &'static str, words: &str) -> Option<T> {
    all.iter().copied().find(|one| label(*one) == words)
}
