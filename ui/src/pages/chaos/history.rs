//! What game days have shown about a service.

use crate::{
    components::{Card, Column, EmptyState, Pill, Shape, State, Table},
    hooks::loaded::use_loaded,
    known::use_known,
    room::{href, waiting, words::count},
    route::Route,
};
use contract::{Notice, ServiceHistory};
use domain::{
    Id, Kind, Zone,
    chaos::{
        results::{Ending, TrialResult, tally},
        run::Outcome,
    },
    time,
};
use yew::prelude::*;

/// Whose history.
#[derive(PartialEq, Properties)]
pub struct HistoryProps {
    /// The service.
    pub service: Id,
}

/// The card: a mark for every experiment in the order of time, the medians, and a line for each.
#[component]
pub fn HistoryCard(props: &HistoryProps) -> Html {
    let zone = use_known().workspace.zone;
    let (history, again) = use_loaded(ServiceHistory { service: Some(props.service) }, |_, notice| {
        matches!(notice, Notice::Journal { .. } | Notice::Record { kind: Kind::GameDay, .. })
    });
    let Some(results) = history.ready() else { return waiting(&history, &again) };
    if results.is_empty() {
        return html! {
            <Card title="On game days" flush={true}>
                <EmptyState title="Not tested yet" words="Every experiment on this service leaves its outcome here: what came of it, how soon it was seen, how soon the service was back." />
            </Card>
        };
    }
    html! {
        <Card title="On game days" flush={true} aside={html! { count(results.len(), "experiment") }}>
            if results.len() > 1 { { marks(results, zone) } }
            { summary(results) }
            <Table label="Experiments on this service, the newest first" columns={vec![
                Column::words("Experiment"), Column::words("Outcome"), Column::numbers("To detect"), Column::numbers("Stop to recovered"),
            ]}>
                { for results.iter().map(|result| row(result, zone)) }
            </Table>
        </Card>
    }
}

/// Outcomes over time, the oldest at the left.
fn marks(results: &[TrialResult], zone: Zone) -> Html {
    html! {
        <ol class="marks" data-act="marks" aria-label="Outcomes over time, the oldest first">
            { for results.iter().rev().map(|result| {
                let (state, words) = outcome(result);
                let day = zone.date(result.started_at).format("%-d %b %Y");
                let words = format!("{day}, {}: {words}", result.title);
                html! { <li title={words.clone()}><Shape {state} /><span class="sr-only">{ words }</span></li> }
            }) }
        </ol>
    }
}

/// The medians, each with what it is the median of.
fn summary(results: &[TrialResult]) -> Html {
    let tally = tally(results);
    let judged: usize = tally.outcomes.iter().map(|(_, count)| count).sum();
    let tile = |figure: String, words: &'static str| {
        html! { <div class="history-tile"><span class="history-figure num">{ figure }</span><span class="muted">{ words }</span></div> }
    };
    html! {
        <div class="history-tiles" data-act="history-summary">
            { tile(format!("{} of {judged}", tally.showed(Outcome::Confirmed)), "confirmed") }
            { tile(tally.ended(Ending::Aborted).to_string(), "aborted") }
            { tile(span(tally.time_to_detect_ms), "to detect, median") }
            { tile(span(tally.stop_to_recovered_ms), "stop to recovered, median") }
        </div>
    }
}

fn row(result: &TrialResult, zone: Zone) -> Html {
    let (state, words) = outcome(result);
    let day = format!("{}, {}", zone.date(result.started_at).format("%-d %b %Y"), result.game_day_title);
    html! {
        <tr key={format!("{}-{}", result.game_day, result.experiment)} data-id={result.experiment.to_string()}>
            <td class="main-cell">
                <a class="row-link" href={href(Route::Experiment { id: result.experiment })} data-act="open-experiment">{ &result.title }</a>
                <a class="cell-sub history-day" href={href(Route::Record { id: result.game_day })} data-act="open-record">{ day }</a>
            </td>
            <td><Pill {state}>{ words }</Pill></td>
            <td data-align="right">{ if result.injected { span(result.time_to_detect_ms) } else { "–".to_owned() } }</td>
            <td data-align="right">{ if result.injected { span(result.stop_to_recovered_ms) } else { "–".to_owned() } }</td>
        </tr>
    }
}

fn span(duration_ms: Option<i64>) -> String {
    duration_ms.map_or_else(|| "not measured".to_owned(), time::words)
}

/// What came of it in the words of the record.
fn outcome(result: &TrialResult) -> (State, String) {
    let state = match (result.ended, result.outcome) {
        (Ending::Aborted, _) | (_, Some(Outcome::Disproved)) => State::Bad,
        (_, Some(Outcome::Confirmed)) => State::Good,
        (_, Some(Outcome::Inconclusive))
        | (Ending::NotConcluded | Ending::RanToEnd | Ending::StoppedEarly, None) => State::Watch,
        (Ending::Skipped | Ending::Moved | Ending::NotRun | Ending::NoFault, None) => State::Off,
    };
    (state, result.ended.with(result.outcome))
}
