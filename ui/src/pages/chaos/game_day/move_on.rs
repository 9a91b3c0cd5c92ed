//! An experiment for which this day has no room goes to another one, which may not exist yet.

use crate::{
    backend::ask,
    components::{Button, ButtonKind, Dialog},
    room::{
        draft::{Draft, typed},
        tasks::{Tasks, use_tasks},
        use_list,
        words::DATE_FORM,
    },
};
use contract::{MoveBack, MoveExperiment, Moved};
use domain::{
    Date, Id, Kind, Row,
    chaos::game_day::{GameDay, GameDayStatus},
    text::clip,
};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// What moves, and from where.
#[derive(PartialEq, Properties)]
pub struct MoveProps {
    /// The day that has no room for it.
    pub draft: Draft<GameDay>,
    /// The experiment.
    pub experiment: Id,
    /// Its title.
    pub title: String,
    /// Moved, or not.
    pub onclose: Callback<()>,
}

/// Asks for the other day.
#[component]
pub fn Move(props: &MoveProps) -> Html {
    let (rows, _) = use_list(Kind::GameDay);
    let tasks = use_tasks();
    let (select, input) = (use_node_ref(), use_node_ref());
    let to = use_state(|| None::<Id>);
    let refused = use_state(|| None::<String>);
    let onchange = {
        let (select, to) = (select.clone(), to.setter());
        Callback::from(move |_: Event| {
            to.set(select.cast::<HtmlSelectElement>().and_then(|select| select.value().parse().ok()));
        })
    };
    let go = {
        let (draft, onclose, refused) = (props.draft.clone(), props.onclose.clone(), refused.setter());
        let (experiment, title, input, to) = (props.experiment, props.title.clone(), input.clone(), *to);
        Callback::from(move |()| {
            let typed = input.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            let date = match typed::date(&typed) {
                Ok(date) => date,
                Err(words) => return refused.set(Some(words)),
            };
            let told = {
                let (draft, tasks, title) = (draft.clone(), tasks.clone(), title.clone());
                let (onclose, refused) = (onclose.clone(), refused.clone());
                Callback::from(move |answer: Result<Rc<Moved>, String>| match answer {
                    Ok(moved) => {
                        draft.meet(&moved.from);
                        onclose.emit(());
                        tell(&draft, &tasks, &title, &moved);
                    }
                    Err(words) => refused.set(Some(words)),
                })
            };
            carry(&draft, experiment, (to, date), told);
        })
    };
    let onkeydown = {
        let go = go.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                go.emit(());
            }
        })
    };
    let here = props.draft.id();
    let others = rows.ready().map(|rows| (**rows).clone()).unwrap_or_default();
    let may = |row: &&Row| row.status == GameDayStatus::Planned.word() && row.id != here;
    let actions = html! {
        <>
            <Button kind={ButtonKind::Quiet} onclick={props.onclose.clone()}>{ "Cancel" }</Button>
            <Button act="move-experiment" kind={ButtonKind::Primary} onclick={go}>{ "Move the experiment" }</Button>
        </>
    };
    html! {
        <Dialog title={format!("Move “{}” to another day", clip(&props.title, 60))} onclose={props.onclose.clone()} {actions}>
            <div class="field">
                <label class="field-label" for="move-to">{ "To" }</label>
                <select ref={select} class="input" id="move-to" name="move.to" {onchange}>
                    <option value="">{ "A new day with the same people" }</option>
                    { for others.iter().filter(may).map(|row| html! {
                        <option key={row.id.to_string()} value={row.id.to_string()}>{ clip(&row.title, 80) }</option>
                    }) }
                </select>
            </div>
            if to.is_none() { { date_field(&input, onkeydown) } }
            if let Some(words) = &*refused { <p class="field-error" role="alert">{ words }</p> }
        </Dialog>
    }
}

fn date_field(input: &NodeRef, onkeydown: Callback<KeyboardEvent>) -> Html {
    html! {
        <div class="field">
            <label class="field-label" for="move-date">{ "Date of the new day" }</label>
            <input ref={input} class="input" type="text" data-kind="date" id="move-date" name="move.date" placeholder={DATE_FORM}
                autocomplete="off" spellcheck="false" {onkeydown} />
            <p class="field-hint">{ "It can be left open. Nobody's decision to run against the error budget moves along." }</p>
        </div>
    }
}

/// Moves the experiment, once the last words of this day are in the file.
fn carry(
    draft: &Draft<GameDay>,
    experiment: Id,
    (to, date): (Option<Id>, Option<Date>),
    told: Callback<Result<Rc<Moved>, String>>,
) {
    let saved = draft.clone();
    draft.when_saved(Callback::from(move |is_saved: bool| {
        if !is_saved {
            return told.emit(Err("Something on this day is not saved yet. Mend it first.".to_owned()));
        }
        let (game_day, version, told) = (saved.id(), saved.version(), told.clone());
        spawn_local(async move {
            let answer = ask(MoveExperiment { game_day, version, experiment, to, date }).await;
            told.emit(answer.map(Rc::new).map_err(|refusal| refusal.message));
        });
    }));
}

/// Says what moved, and offers the way back for both days at once.
fn tell(draft: &Draft<GameDay>, tasks: &Tasks, title: &str, moved: &Moved) {
    let words = format!("“{}” moved to “{}”.", clip(title, 60), clip(&moved.to.document.title(), 60));
    let (draft, told) = (draft.clone(), tasks.clone());
    let ((from, from_version), (to, to_version)) =
        ((moved.from.id, moved.from.version), (moved.to.id, moved.to.version));
    let back = Callback::from(move |()| {
        let (draft, tasks) = (draft.clone(), told.clone());
        spawn_local(async move {
            match ask(MoveBack { from, from_version, to, to_version }).await {
                Ok(from) => draft.meet(&from),
                Err(refusal) => tasks.say(refusal.message),
            }
        });
    });
    tasks.done(words, back);
}
