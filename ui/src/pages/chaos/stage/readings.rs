//! What is measured, beside the clock: as the console shows it, with fewer words.

use crate::{
    components::{Shape, Spark, State, tick},
    pages::chaos::{
        journal::RunView,
        run::live::{Look, spark},
        samples::{Seen, use_seen},
    },
};
use domain::{
    Instant,
    chaos::{
        experiment::{Metric, measured},
        run::{Progress, Series, Standing, Trial},
    },
};
use std::rc::Rc;
use yew::prelude::*;

/// More metrics than this do not fit beside the clock; the worst are shown.
const READINGS_MAX: usize = 5;
/// With more metrics than this there is no room for two lines each: the name over the value and its last minutes.
const TILES_MAX: usize = 4;

/// Whose metrics, or conditions.
#[derive(PartialEq, Properties)]
pub struct ReadingsProps {
    /// The run on the stage.
    pub view: Rc<RunView>,
}

/// The list. What is seen live grows old by itself, so it ticks.
#[component]
pub fn Readings(props: &ReadingsProps) -> Html {
    let (seen, view) = (use_seen(), Rc::clone(&props.view));
    tick(move |now| {
        let Some(trial) = view.run.trial() else { return Html::default() };
        let watching = matches!(trial.progress(), Progress::Active(_));
        // Nobody looks any more when the experiment is over: then the journal has the last word.
        let nobody = Seen::default();
        list(trial, if watching { &seen } else { &nobody }, view.run.course.steady(now))
    })
}

fn list(trial: &Trial, seen: &Seen, now: Instant) -> Html {
    let look = |(at, metric)| (at, metric, Look::at(trial, Series::Metric(at), seen, now));
    let mut metrics: Vec<(usize, &Metric, Look)> =
        trial.experiment().metrics.iter().enumerate().map(look).collect();
    let more = metrics.len().saturating_sub(READINGS_MAX);
    if more > 0 {
        metrics.sort_by_key(|(_, metric, look)| urgency(look, metric));
        metrics.truncate(READINGS_MAX);
    }
    let live = |(_, metric, _): &(usize, &Metric, Look)| metric.query.is_some() && seen.every_s.is_some();
    let tiles = metrics.len() <= TILES_MAX && metrics.iter().any(live);
    html! {
        <ul class="stage-readings" data-tiles={tiles.then_some("")}>
            { for metrics.iter().map(|(at, metric, look)| {
                let (state, words) = value(look, metric);
                let points = if tiles { spark(trial, *at, seen) } else { Vec::new() };
                html! {
                    <li class="stage-reading" key={metric.name.clone()}>
                        <span class="stage-name">{ &metric.name }</span>
                        if points.len() > 2 { <Spark {points} /> }
                        <span class="stage-value" data-state={state.name()}><Shape {state} />{ words }</span>
                    </li>
                }
            }) }
            if more > 0 { <li class="stage-reading stage-more">{ format!("+{more} more") }</li> }
        </ul>
    }
}

/// The state and the words on the wall. What cannot be seen is said in words, not as a number that was true once.
fn value(look: &Look, metric: &Metric) -> (State, String) {
    let (state, _) = look.state(metric);
    let words = match look {
        Look::Blind(..) => "cannot see".to_owned(),
        Look::Stale(value, _) => format!("was {}", measured(*value, &metric.unit)),
        look => look.figure(&metric.unit).unwrap_or_else(|| "not read".to_owned()),
    };
    (state, words)
}

const fn worst(standing: Standing) -> u8 {
    match standing {
        Standing::OutOfRange => 0,
        Standing::NearLimit => 2,
        Standing::NotRead => 3,
        Standing::InRange => 4,
    }
}

/// What the room must see first.
fn urgency(look: &Look, metric: &Metric) -> u8 {
    match look {
        Look::Blind(..) | Look::Stale(..) => 1,
        look => worst(look.standing(metric)),
    }
}
