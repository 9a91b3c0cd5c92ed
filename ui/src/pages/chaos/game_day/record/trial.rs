//! One experiment as it went.

use super::{chart::Chart, correct::Correct};
use crate::{
    components::{Card, Column, Table},
    known::use_known,
    pages::chaos::words::outcome_pill,
    pages::chaos::{
        journal::{Pen, RunView},
        run::{
            noticed::detection_words,
            outcome::{foresight, missed},
        },
        samples::{Seen, use_samples},
    },
    room::words::count,
};
use domain::{
    Zone,
    chaos::{
        experiment::{Metric, measured, quantity},
        results::{self, MetricResult},
        run::{Event, Progress, Reading, Series, Trial},
    },
    journal::NoteKind,
    text::clip,
    time,
};
use std::rc::Rc;
use yew::prelude::*;

/// Which experiment.
#[derive(PartialEq, Properties)]
pub struct TrialProps {
    /// The run.
    pub view: Rc<RunView>,
    /// The experiment's place in the plan.
    pub place: usize,
    /// Writes into the journal.
    pub pen: Pen,
}

/// The card.
#[component]
pub fn TrialCard(props: &TrialProps) -> Html {
    let zone = use_known().workspace.zone;
    let watched = props.view.run.series(props.place).is_some_and(|series| !series.is_empty());
    let seen = Seen { every_s: None, series: use_samples(watched.then_some((props.view.id, props.place))) };
    let Some(trial) = props.view.run.trials.get(props.place) else { return Html::default() };
    let experiment = trial.experiment();
    let title = format!("{}. {}", props.place + 1, experiment.title);
    let begun = !trial.steps.is_empty();
    html! {
        <Card {title} class="trial" aside={outcome_pill(trial, props.view.run.course.ended.is_some())}>
            <div class="stack" data-id={props.place.to_string()} data-act="trial">
                if let Some(sentence) = experiment.hypothesis.sentence() {
                    <p class="prose">{ sentence }</p>
                }
                { verdict(props, trial) }
                if begun {
                    { abort(trial, zone) }
                    { missed(trial, zone) }
                    { figures(trial, zone, props.view.run.ran_elsewhere()) }
                    { metrics(trial, &seen) }
                    <div class="charts">
                        { for read_metrics(trial).map(|metric| html! {
                            <Chart key={metric} run={props.view.id} experiment={props.place} {metric} />
                        }) }
                    </div>
                    { words(trial, zone) }
                }
            </div>
        </Card>
    }
}

fn verdict(props: &TrialProps, trial: &Trial) -> Html {
    let over = props.view.run.course.ended.is_some();
    match (&trial.conclusion, &trial.skipped, trial.progress()) {
        (Some(conclusion), _, _) if !conclusion.said.text.is_empty() => html! {
            <div class="spread">
                <p class="prose"><strong>{ "Learned: " }</strong>{ &conclusion.said.text }</p>
                <Correct pen={props.pen.clone()} title={format!("What was learned from “{}”", clip(&trial.experiment().title, 60))} act="correct-learned" place={format!("{}/corrected/{}", props.pen.run, props.place)} text={conclusion.said.text.clone()}
                    event={corrected(props.place)} />
            </div>
        },
        (None, Some(skipped), _) => html! {
            <p class="prose"><strong>{ if trial.moved_to.is_some() { "Not run: " } else { "Skipped: " } }</strong>{ &skipped.text }<span class="muted">{ format!(" {}", skipped.by) }</span></p>
        },
        (None, None, Progress::Waiting) => {
            html! { <p class="muted">{ if over { "The day ended before its turn came." } else { "Its turn has not come yet." } }</p> }
        }
        _ => Html::default(),
    }
}

fn corrected(experiment: usize) -> Callback<String, Event> {
    Callback::from(move |note| Event::LearnedCorrected { experiment, note })
}

/// Who stopped it, when and on what grounds.
fn abort(trial: &Trial, zone: Zone) -> Html {
    let Some(abort) = &trial.abort else { return Html::default() };
    let condition = abort.condition.and_then(|place| trial.experiment().conditions.get(place));
    let reading = abort.reading.and_then(|seq| trial.readings.iter().find(|reading| reading.seq == seq));
    let fact =
        |term: &'static str, words: String| html! { <><dt>{ term }</dt><dd class="num">{ words }</dd></> };
    html! {
        <section class="abort-record" data-act="abort-record" aria-label="Abort">
            <h3 class="strong tone" data-state="bad">{ format!("Aborted at {}", zone.clock(abort.said.at)) }</h3>
            <dl class="facts">
                { fact("Called by", abort.said.by.clone()) }
                if !abort.said.text.is_empty() { { fact("Why", abort.said.text.clone()) } }
                if let Some(condition) = condition { { fact("Condition", condition.text.clone()) } }
                if let Some(reading) = reading { { fact("On this reading", reading_words(trial, reading, zone)) } }
            </dl>
        </section>
    }
}

fn reading_words(trial: &Trial, reading: &Reading, zone: Zone) -> String {
    let unit = trial
        .experiment()
        .metrics
        .iter()
        .find(|metric| metric.name == reading.metric)
        .map(|metric| metric.unit.as_str());
    let value = quantity(reading.value, unit.unwrap_or_default());
    format!("{} {value}, read by {} at {}", reading.metric, reading.reader, zone.clock(reading.at))
}

/// Planned and actual durations.
fn figures(trial: &Trial, zone: Zone, elsewhere: bool) -> Html {
    let experiment = trial.experiment();
    let in_for =
        trial.injected_at().zip(trial.stopped_at()).map(|(from, to)| time::words(to.shown_since(from)));
    let recovered =
        trial.stopped_at().map_or_else(|| "no fault was in".to_owned(), |_| trial.recovery().words());
    let fact =
        |term: &'static str, words: String| html! { <><dt>{ term }</dt><dd class="num">{ words }</dd></> };
    html! {
        <dl class="facts">
            { fact("Fault", if experiment.fault.target.trim().is_empty() { experiment.fault.action.clone() } else { format!("{}, on {}", experiment.fault.action, experiment.fault.target) }) }
            if let Some(at) = trial.injected_at() { { fact("Injected", zone.clock(at)) } }
            if let Some(in_for) = in_for {
                { fact("Fault was in", if elsewhere { in_for } else { format!("{in_for}, planned {} min", experiment.fault.duration_min) }) }
            }
            if let Some(noticed) = detection_words(trial, zone) { { fact("Time to detect", noticed) } }
            { fact("Stop to recovered", recovered) }
        </dl>
    }
}

fn metrics(trial: &Trial, seen: &Seen) -> Html {
    let columns = vec![
        Column::words("Metric"),
        Column::numbers("Baseline"),
        Column::numbers("Acceptable"),
        Column::numbers("Worst"),
        Column::numbers("Recovered"),
        Column::numbers("Readings"),
    ];
    let value = |value: Option<f64>, metric: &Metric| {
        let number = if metric.query.is_some() { measured } else { quantity };
        value.map_or_else(|| "–".to_owned(), |value| number(value, &metric.unit))
    };
    // The samples are thinned on their way here, and thinning keeps every peak.
    let results = results::metrics(trial, |at| seen.points(Series::Metric(at)));
    html! {
        <div class="table-frame">
            <Table label="Readings by metric" {columns}>
                { for trial.experiment().metrics.iter().zip(results).map(|(metric, MetricResult { worst, recovered, .. })| {
                    let all = trial.readings.iter().filter(|reading| !reading.struck && reading.metric == metric.name);
                    let bad = worst.is_some_and(|worst| !metric.range.holds(worst));
                    html! {
                        <tr>
                            <td>{ &metric.name }</td>
                            <td data-align="right">{ value(trial.measured_baseline(metric), metric) }{ for trial.planned_baseline(metric).map(|planned| html! { <span class="cell-sub">{ format!("planned {}", value(Some(planned), metric)) }</span> }) }</td>
                            <td data-align="right">{ metric.range.words() }</td>
                            <td data-align="right"><span class="tone" data-state={bad.then_some("bad")}>{ value(worst, metric) }{ if bad { " ■" } else { "" } }</span></td>
                            <td data-align="right">{ value(recovered, metric) }</td>
                            <td data-align="right">{ all.count() }</td>
                        </tr>
                    }
                }) }
            </Table>
        </div>
    }
}

/// Places of the metrics that somebody read.
fn read_metrics(trial: &Trial) -> impl Iterator<Item = usize> {
    let metrics = &trial.experiment().metrics;
    let read = |metric: &Metric| {
        trial.readings.iter().any(|reading| !reading.struck && reading.metric == metric.name)
    };
    metrics.iter().enumerate().filter(move |(_, metric)| read(metric)).map(|(place, _)| place)
}

/// Predictions beside observations, then the surprises.
fn words(trial: &Trial, zone: Zone) -> Html {
    let line = |at: String, by: &str, text: &str, struck: bool, after: Html| {
        html! {
            <li class="said" data-struck={struck.then_some("")}>
                <span>{ text }</span><span class="cell-sub num">{ format!("{by}, {at}") }</span>{ after }
            </li>
        }
    };
    let of = |kind: NoteKind| -> Vec<Html> {
        trial
            .notes
            .iter()
            .filter(|note| note.kind == kind)
            .map(|note| {
                line(zone.clock(note.said.at), &note.said.by, &note.said.text, note.struck, Html::default())
            })
            .collect()
    };
    let predictions: Vec<Html> = trial
        .predictions
        .iter()
        .map(|p| {
            line(
                zone.clock(p.said.at),
                &p.said.by,
                &p.said.text,
                p.struck,
                foresight(p, trial.injected_at().is_some()),
            )
        })
        .collect();
    let (observations, surprises) = (of(NoteKind::Observation), of(NoteKind::Surprise));
    let column = |title: &'static str, lines: Vec<Html>| {
        html! {
            <section aria-label={title}>
                <h3 class="compare-label">{ format!("{title}, {}", count(lines.len(), "line")) }</h3>
                if lines.is_empty() { <p class="muted">{ "None written down." }</p> }
                <ul>{ for lines }</ul>
            </section>
        }
    };
    html! {
        <div class="compare" data-columns="3">
            { column("Predicted", predictions) }
            { column("Observed", observations) }
            { column("Surprises", surprises) }
        </div>
    }
}
