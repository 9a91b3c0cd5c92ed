//! The handbook's checklist, with who ticked what and when.

use crate::{
    app::use_known,
    backend::{self, ask},
    components::Card,
    pages::{draft::Draft, tasks::use_tasks, words::moment},
};
use contract::TickChecklist;
use domain::{
    content::{ChecklistItem, ChecklistPhase, GAME_DAY},
    game_day::{GameDay, Tick},
};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Whose checklist.
#[derive(PartialEq, Properties)]
pub struct ChecklistProps {
    /// The day.
    pub draft: Draft<GameDay>,
}

const PHASES: [(ChecklistPhase, &str); 3] = [
    (ChecklistPhase::Before, "In the week before"),
    (ChecklistPhase::OnTheDay, "On the day"),
    (ChecklistPhase::After, "The same day, afterwards"),
];

/// The card.
#[component]
pub fn Checklist(props: &ChecklistProps) -> Html {
    let ticks = props.draft.body().checklist.clone();
    let all = GAME_DAY.checklist.len();
    let done = GAME_DAY.checklist.iter().filter(|item| tick(&ticks, item).is_some()).count();
    html! {
        <Card title="Checklist" aside={html! { <span class="num">{ format!("{done} of {all}") }</span> }}>
            { for PHASES.iter().map(|(phase, words)| html! {
                <section class="checklist-phase" aria-label={*words}>
                    <h3 class="checklist-head">{ words }</h3>
                    { for GAME_DAY.checklist.iter().filter(|item| item.phase == *phase).map(|item| html! {
                        <Item key={item.key.clone()} draft={props.draft.clone()} key_={item.key.clone()} text={item.text.clone()}
                            tick={tick(&ticks, item).cloned()} />
                    }) }
                </section>
            }) }
        </Card>
    }
}

fn tick<'a>(ticks: &'a [Tick], item: &ChecklistItem) -> Option<&'a Tick> {
    ticks.iter().find(|tick| tick.item == item.key)
}

#[derive(PartialEq, Properties)]
struct ItemProps {
    draft: Draft<GameDay>,
    key_: String,
    text: String,
    tick: Option<Tick>,
}

#[component]
fn Item(props: &ItemProps) -> Html {
    let zone = use_known().workspace.zone;
    let tasks = use_tasks();
    let checked = props.tick.is_some();
    let onchange = {
        let (draft, item) = (props.draft.clone(), props.key_.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let done = input.checked();
            input.set_checked(checked); // it shows what the file holds; a refused tick is seen at once
            let (draft, item, tasks) = (draft.clone(), item.clone(), tasks.clone());
            spawn_local(async move {
                match ask(TickChecklist { game_day: draft.id(), item, done }).await {
                    Ok(record) => draft.meet(&record),
                    Err(refusal) => tasks.say(refusal.message),
                }
            });
        })
    };
    let today = zone.date(backend::now());
    let detail = props.tick.as_ref().map(|tick| format!("{}, {}", tick.by, moment(tick.at, zone, today)));
    html! {
        <label class="check" data-id={props.key_.clone()}>
            <input type="checkbox" class="check-box" name={format!("checklist.{}", props.key_)} data-act="tick" {checked} {onchange} />
            <span class="check-words">
                { &props.text }
                if let Some(detail) = detail { <span class="check-detail num">{ detail }</span> }
            </span>
        </label>
    }
}
