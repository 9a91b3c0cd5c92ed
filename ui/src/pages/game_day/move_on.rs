//! An experiment for which this day has no room goes to another one, which may not exist yet.

use crate::{
    backend::ask,
    components::{Button, ButtonKind, Dialog},
    pages::{
        draft::{Draft, typed},
        room::use_list,
        tasks::{Tasks, use_tasks},
        words::DATE_FORM,
    },
};
use contract::{Code, Create, Get, Refusal, Remove, Save, Undo};
use domain::{
    Date, Document, Id, Kind, Record, Row,
    game_day::{GameDay, Override},
    text::{LINE_MAX_CHARS, clip},
};
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
            let (draft, tasks, title) = (draft.clone(), tasks.clone(), title.clone());
            let (onclose, refused) = (onclose.clone(), refused.clone());
            spawn_local(async move {
                match arrive(&draft, experiment, to, date).await {
                    Ok(target) => {
                        onclose.emit(());
                        leave(&draft, &tasks, experiment, &title, target, to.is_none());
                    }
                    Err(refusal) => refused.set(Some(refusal.message)),
                }
            });
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
    let may = |row: &&Row| row.status == "planned" && row.id != here;
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

/// Puts the experiment on the other day; nothing has left this one yet.
async fn arrive(
    draft: &Draft<GameDay>,
    experiment: Id,
    to: Option<Id>,
    date: Option<Date>,
) -> Result<Record, Refusal> {
    let Some(id) = to else {
        let day = draft.body().clone();
        let title = format!("{} (continued)", clip(&day.title, LINE_MAX_CHARS - 14));
        let next = GameDay {
            date,
            start: day.start,
            end: day.end,
            environment: day.environment,
            goal: day.goal,
            participants: day.participants,
            blind: day.blind,
            experiments: vec![experiment],
            ..GameDay::named(&title)
        };
        return ask(Create { document: next.into() }).await;
    };
    let record = ask(Get { id }).await?;
    let Document::GameDay(mut day) = record.document else {
        return Err(Refusal::new(Code::NotFound, "This is not a game day. Choose another."));
    };
    if !day.experiments.contains(&experiment) {
        day.experiments.push(experiment);
    }
    ask(Save { id, version: record.version, document: day.into() }).await
}

/// Takes the experiment off this day, and offers the way back for both days at once.
fn leave(draft: &Draft<GameDay>, tasks: &Tasks, experiment: Id, title: &str, target: Record, new: bool) {
    let mut taken = None;
    draft.edit(|day| taken = take(day, experiment));
    let Some((place, decisions)) = taken else { return };
    let words = format!("“{}” moved to “{}”.", clip(title, 60), clip(&target.document.summary().title, 60));
    let (draft, told) = (draft.clone(), tasks.clone());
    let back = Callback::from(move |()| {
        let (draft, tasks, decisions) = (draft.clone(), told.clone(), decisions.clone());
        let (id, version) = (target.id, target.version);
        spawn_local(async move {
            let undone =
                if new { ask(Remove { id, version }).await } else { ask(Undo { id, version }).await };
            match undone {
                Ok(_) => draft.edit(|day| put_back(day, experiment, place, decisions)),
                Err(refusal) => tasks.say(refusal.message),
            }
        });
    });
    tasks.done(words, back);
}

/// Takes an experiment off a day, with what was decided about it. Returns what [`put_back`] wants.
pub fn take(day: &mut GameDay, experiment: Id) -> Option<(usize, Vec<Override>)> {
    let place = day.experiments.iter().position(|other| *other == experiment)?;
    day.experiments.remove(place);
    let decisions =
        day.overrides.iter().filter(|decision| decision.experiment == experiment).cloned().collect();
    day.overrides.retain(|decision| decision.experiment != experiment);
    Some((place, decisions))
}

/// The way back.
pub fn put_back(day: &mut GameDay, experiment: Id, place: usize, decisions: Vec<Override>) {
    if !day.experiments.contains(&experiment) {
        day.experiments.insert(place.min(day.experiments.len()), experiment);
        day.overrides.extend(decisions);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::Instant;

    fn id(last: u8) -> Id {
        format!("019a0c00-0004-7000-8000-0000000000{last:02}").parse().unwrap()
    }

    fn decision(experiment: Id) -> Override {
        Override {
            experiment,
            by: "Priya".to_owned(),
            reason: "We must know".to_owned(),
            at: Instant::from_ms(1),
            state: None,
        }
    }

    #[test]
    fn what_leaves_a_day_comes_back_to_its_place_with_its_decisions() {
        let mut day = GameDay::named("Autumn");
        day.experiments = vec![id(1), id(2), id(3)];
        day.overrides = vec![decision(id(2)), decision(id(3))];
        let before = day.clone();
        let (place, decisions) = take(&mut day, id(2)).unwrap();
        assert_eq!((place, &day.experiments), (1, &vec![id(1), id(3)]));
        assert_eq!(day.overrides, [decision(id(3))], "who decided for one has not decided for another");
        put_back(&mut day, id(2), place, decisions.clone());
        assert_eq!(day.experiments, before.experiments);
        assert_eq!(day.overrides.len(), 2);
        put_back(&mut day, id(2), place, decisions);
        assert_eq!(day.experiments.len(), 3, "it never stands there twice");
        assert!(take(&mut day, id(9)).is_none());
    }
}
