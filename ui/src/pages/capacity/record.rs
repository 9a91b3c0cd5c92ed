//! One model: the answer and its chart, what is tried on it, and everything that is stated.

use super::{
    cadence::cadence_card,
    decide::decision_card,
    details::{about, launches, prices},
    here::{Here, crumbs, use_here},
    history::{history, reviews},
    inputs::{Inputs, value_field},
    live::{CHART_PX, Live, use_live},
    load::{load_points, load_tests},
    options::options_card,
    plot::{Drawn, Plot},
    sliders::what_if_card,
};
use crate::{
    components::{Button, ButtonKind, Card, EmptyState, Pill, Shape, Skeleton, State, Tab, Tabs, still},
    hooks::{Shortcut, use_keys},
    room::{
        draft::at,
        record::{Opened, PageProps, RecordPage, opened},
        report::ReportKey,
        row::Subject,
        use_list, use_record,
    },
    route::Route,
};
use contract::CapacityChart;
use domain::{
    Kind, Row,
    capacity::{CapacityModel, CapacitySaid, CapacityStatus, Horizon, InputKey, Tile},
};
use yew::prelude::*;

/// The room.
#[component]
pub fn ModelPage(props: &PageProps) -> Html {
    match opened::<CapacityModel>(props.id, &use_record(props.id), "Capacity", crumbs()) {
        Ok(opened) => html! { <Sheet ..opened /> },
        Err(bare) => bare,
    }
}

/// What is stated. It is drawn anew when that changes, and not with every move of a slider.
#[component]
fn Sheet(opened: &Opened<CapacityModel>) -> Html {
    let here = use_here(&opened.record, &opened.body);
    let (services, _) = use_list(Kind::Service);
    let services = services.ready().map(|rows| (**rows).clone()).unwrap_or_default();
    let is_draft = here.model().status() == CapacityStatus::Draft;
    let begins = use_state_eq(|| is_draft); // the fields stay where they are while somebody is at the third
    let fold_away = {
        let begins = begins.setter();
        Callback::from(move |()| begins.set(false))
    };
    let first = if *begins || is_draft { three_numbers(&here, is_draft, fold_away) } else { Html::default() };
    html! { <Answered {here} {first} {services} /> }
}

/// Beside the answer, below what is tried.
fn side(here: &Here) -> Html {
    html! {
        <>
            <Inputs here={here.clone()} />
            { decision_card(here) }
            { cadence_card(here) }
        </>
    }
}

/// Below the answer.
fn below((here, services): &(Here, Vec<Row>)) -> Html {
    html! {
        <>
            { history(here) }
            { launches(here) }
            { load_points(here) }
            { load_tests(here) }
            { prices(here) }
            { about(here, services) }
            { reviews(here) }
        </>
    }
}

/// The three numbers that a model begins from.
fn three_numbers(here: &Here, is_draft: bool, fold_away: Callback<()>) -> Html {
    let [demand, growth, ceiling] = InputKey::FIRST;
    let aside = if is_draft {
        html! { "the rest is offered below" }
    } else {
        html! { <Button act="fold-away" small=true onclick={fold_away}>{ "Fold away" }</Button> }
    };
    let metric = at("metric", "Counted in").placeholder("requests/sec");
    html! {
        <Card title="Three numbers answer" {aside}>
            <div class="form" data-columns="4" data-act="three-numbers">
                { value_field(here, demand, "Demand now") }
                { here.form().line(metric, &here.model().metric, |model, text| model.metric = text) }
                { value_field(here, growth, "Growth, % a month") }
                { value_field(here, ceiling, "Ceiling") }
            </div>
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct AnsweredProps {
    here: Here,
    /// Above the answer.
    first: Html,
    services: Vec<Row>,
}

/// The answer, and what is tried on it.
#[component]
fn Answered(props: &AnsweredProps) -> Html {
    let here = &props.here;
    let live = use_live(here, false);
    let further = use_state_eq(|| MORE[0].0);
    let onpick = {
        let further = further.setter();
        Callback::from(move |key: &'static str| further.set(key))
    };
    let review = {
        let here = here.clone();
        Callback::from(move |()| {
            let (tasks, to) = (here.tasks.clone(), Route::CapacityReview { id: here.id() });
            here.say(CapacitySaid::Begin, Callback::from(move |()| tasks.go(to)));
        })
    };
    use_keys(vec![Shortcut::new("R", review.clone())]);
    let model = here.model();
    let title = model.title.clone();
    let words =
        if model.status() == CapacityStatus::InReview { "Back to the review" } else { "Review in the room" };
    let keys = html! {
        <>
            { Subject { tasks: &here.tasks, id: here.id(), version: here.draft.version(), title: &title }.duplicate() }
            <ReportKey id={here.id()} kind={ButtonKind::Plain} />
            <Button act="review" kind={ButtonKind::Primary} keys="R" onclick={review}>{ words }</Button>
        </>
    };
    html! {
        <RecordPage title={title} crumbs={crumbs()} pill={pill(&live)} standing={here.draft.standing()} {keys}
            removed_to={Route::Capacity} history=true>
            <div class="columns capacity">
                <div class="stack">
                    { props.first.clone() }
                    { tiles_card(&live) }
                    { projection_card(&live) }
                    <div class="capacity-pair">
                        <Drawn model={here.id()} what_if={live.what_if.clone()} chart={CapacityChart::Ceiling} title="Ceiling from load tests" act="ceiling-chart" />
                        <Drawn model={here.id()} what_if={live.what_if.clone()} chart={CapacityChart::Spike} title="Spike of 10×" act="spike-chart" />
                    </div>
                    { options_card(here, &live) }
                    { more(here, &live, *further, onpick) }
                    { still((here.clone(), props.services.clone()), below) }
                </div>
                <div class="stack">
                    { what_if_card(here, &live) }
                    { still(here.clone(), side) }
                </div>
            </div>
        </RecordPage>
    }
}

/// Whether this is the model, and whether a decision is due.
pub fn pill(live: &Live) -> Html {
    match &live.seen {
        Some(Ok(seen)) if !seen.tried.is_empty() => {
            html! { <Pill state={State::Live}>{ "Tried, not the model" }</Pill> }
        }
        Some(Ok(seen)) if !seen.pill.is_empty() => {
            let state = if seen.is_late { State::Bad } else { State::Watch };
            html! { <Pill {state}>{ &seen.pill }</Pill> }
        }
        _ => Html::default(),
    }
}

/// The answer in four figures.
pub fn tiles_card(live: &Live) -> Html {
    let seen = match &live.seen {
        None => return html! { <Card flush={true}><Skeleton lines={3} /></Card> },
        Some(Err(refusal)) => {
            let words = refusal.message.clone();
            return html! { <Card><EmptyState title="No answer" {words} /></Card> };
        }
        Some(Ok(seen)) => seen,
    };
    let tile = |tile: &Tile| {
        // A sentence instead of a figure is no headline.
        let long = tile.value.chars().count() > 28;
        html! {
            <div class="answer-tile">
                <p class="answer-label">{ &tile.label }</p>
                <p class="answer-value num" data-long={long.then_some("")}>{ &tile.value }</p>
                <p class="answer-note">if tile.is_alarm { <Shape state={State::Bad} />{ " " } }{ &tile.note }</p>
            </div>
        }
    };
    let of_model = seen.options.first().map_or("…", |nothing| &nothing.lasts);
    let is_tried = !seen.tried.is_empty();
    html! {
        <section class="card answer-tiles" aria-label={if is_tried { "What is tried" } else { "The answer" }} data-act="tiles" data-tried={is_tried.then_some("")}>
            { for seen.tiles.iter().map(tile) }
            if is_tried {
                <p class="answer-back" data-act="tried"><b>{ "Tried: " }{ &seen.tried }</b>{ format!(" · the model: {of_model}") }</p>
            } else if !seen.looked_back.is_empty() { <p class="answer-back" data-act="looked-back">{ &seen.looked_back }</p> }
        </section>
    }
}

/// How far ahead the chart may look, in months.
const HORIZONS: [u32; 4] = [6, 12, 18, 36];

/// Utilisation at peak against the ceiling.
pub fn projection_card(live: &Live) -> Html {
    let horizon = |months: u32| {
        let onclick = live.onlook.reform(move |()| Horizon::of(months));
        let pressed = live.horizon.months() == months;
        html! { <Button key={months} act="horizon" of={months as usize} small=true class="chip" {pressed} {onclick}>{ format!("{months} mo") }</Button> }
    };
    let aside = html! { <span class="horizons">{ for HORIZONS.into_iter().map(horizon) }</span> };
    let inside = match &live.seen {
        Some(Ok(seen)) => html! { <Plot chart={seen.chart.clone()} size_px={CHART_PX} act="projection" /> },
        _ => html! { <div class="chart chart-waiting" aria-busy="true" /> },
    };
    html! { <Card title="Utilisation at peak, against the ceiling" {aside}>{ inside }</Card> }
}

const MORE: [(&str, &str, CapacityChart); 3] = [
    ("cost", "Cost", CapacityChart::Cost),
    ("instances", "Instances", CapacityChart::Instances),
    ("daily", "A day", CapacityChart::Daily),
];

/// The charts that are asked for less often, one at a time.
fn more(here: &Here, live: &Live, now: &'static str, onpick: Callback<&'static str>) -> Html {
    let tabs = MORE.map(|(key, label, _)| Tab { key, label: label.into(), count: None }).to_vec();
    let chart = MORE.iter().find(|(key, ..)| *key == now).map_or(CapacityChart::Cost, |(.., chart)| *chart);
    html! {
        <Card class="more-charts">
            <Tabs {tabs} {now} {onpick} label="Further charts">
                <div class="tab-page"><Drawn model={here.id()} what_if={live.what_if.clone()} {chart} title="" act="further-chart" bare=true /></div>
            </Tabs>
        </Card>
    }
}
