//! The handbook's checklist, with who ticked what and when.

use crate::{
    backend::{self, ask},
    components::Card,
    known::use_known,
    room::{draft::Draft, tasks::use_tasks, words::moment},
};
use contract::TickChecklist;
use domain::{
    Id, Record,
    chaos::{
        content::{ChecklistItem, ChecklistPhase, GAME_DAY},
        game_day::GameDay,
    },
    record::Tick,
};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

const PHASES: [(ChecklistPhase, &str); 3] = [
    (ChecklistPhase::Before, "In the week before"),
    (ChecklistPhase::OnTheDay, "On the day"),
    (ChecklistPhase::After, "The same day, afterwards"),
];

/// The card.
pub fn checklist(draft: &Draft<GameDay>) -> Html {
    let ticks = draft.body().checklist.clone();
    let by_hand = || GAME_DAY.checklist.iter().filter(|item| !item.is_told());
    let (all, done) = (by_hand().count(), by_hand().filter(|item| tick(&ticks, item).is_some()).count());
    let onticked = {
        let draft = draft.clone();
        Callback::from(move |record: Record| draft.meet(&record))
    };
    html! {
        <Card title="Checklist" aside={html! { <span class="num">{ format!("{done} of {all}") }</span> }}>
            { for PHASES.iter().map(|(phase, words)| html! {
                <section class="checklist-phase" aria-label={*words}>
                    <h3 class="checklist-head">{ words }</h3>
                    if *phase == ChecklistPhase::OnTheDay {
                        { by_the_journal() }
                        <Items game_day={draft.id()} phase={*phase} ticks={ticks.clone()} onticked={onticked.clone()} />
                    } else {
                        <Items game_day={draft.id()} phase={*phase} ticks={ticks.clone()} onticked={onticked.clone()} />
                    }
                </section>
            }) }
        </Card>
    }
}

/// What the day itself shows, in the order in which it comes.
fn by_the_journal() -> Html {
    let items = GAME_DAY.checklist.iter().filter(|item| item.is_told());
    html! {
        <>
            <p class="soft">{ "The journal ticks these by itself, from what is written down on the day. The report shows them." }</p>
            <ul class="checklist-told">{ for items.map(|item| html! { <li>{ &item.text }</li> }) }</ul>
        </>
    }
}

/// How many items of a phase are ticked, and how many there are.
pub fn progress(phase: ChecklistPhase, ticks: &[Tick]) -> (usize, usize) {
    let items = GAME_DAY.checklist.iter().filter(|item| item.phase == phase);
    items.fold((0, 0), |(done, all), item| (done + usize::from(tick(ticks, item).is_some()), all + 1))
}

fn tick<'a>(ticks: &'a [Tick], item: &ChecklistItem) -> Option<&'a Tick> {
    ticks.iter().find(|tick| tick.item == item.key)
}

/// Which items of whose checklist.
#[derive(PartialEq, Properties)]
pub struct ItemsProps {
    /// The day.
    pub game_day: Id,
    /// When they are due.
    pub phase: ChecklistPhase,
    /// What is ticked.
    pub ticks: Vec<Tick>,
    /// What the journal ticks by itself.
    #[prop_or_default]
    pub told: Vec<String>,
    /// Gets the day's record after a tick.
    #[prop_or_default]
    pub onticked: Callback<Record>,
}

/// The items of one phase, to be ticked.
#[component]
pub fn Items(props: &ItemsProps) -> Html {
    html! {
        { for GAME_DAY.checklist.iter().filter(|item| item.phase == props.phase && !item.is_told()).map(|item| html! {
            <Item key={item.key.clone()} game_day={props.game_day} key_={item.key.clone()} text={item.text.clone()}
                tick={tick(&props.ticks, item).cloned()} told={props.told.contains(&item.key)} onticked={props.onticked.clone()} />
        }) }
    }
}

#[derive(PartialEq, Properties)]
struct ItemProps {
    game_day: Id,
    key_: String,
    text: String,
    tick: Option<Tick>,
    told: bool,
    onticked: Callback<Record>,
}

#[component]
fn Item(props: &ItemProps) -> Html {
    let zone = use_known().workspace.zone;
    let tasks = use_tasks();
    let checked = props.told || props.tick.is_some();
    let onchange = {
        let (game_day, item, onticked) = (props.game_day, props.key_.clone(), props.onticked.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let done = input.checked();
            input.set_checked(checked); // it shows what the file holds; a refused tick is seen at once
            let (item, tasks, onticked) = (item.clone(), tasks.clone(), onticked.clone());
            spawn_local(async move {
                match ask(TickChecklist { game_day, item, done }).await {
                    Ok(record) => onticked.emit(record),
                    Err(refusal) => tasks.say(refusal.message),
                }
            });
        })
    };
    let today = zone.date(backend::now());
    let ticked = |tick: &Tick| format!("{}, {}", tick.by, moment(tick.at, zone, today));
    let detail = if props.told { Some("by the journal".to_owned()) } else { props.tick.as_ref().map(ticked) };
    html! {
        <label class="check" data-id={props.key_.clone()}>
            <input type="checkbox" class="check-box" name={format!("checklist.{}", props.key_)} data-act="tick" {checked} disabled={props.told} {onchange} />
            <span class="check-words">
                { &props.text }
                if let Some(detail) = detail { <span class="check-detail num">{ detail }</span> }
            </span>
        </label>
    }
}
