//! How long each part took: formula, both times, and what the document states beside it.

use super::record::PartProps;
use crate::{
    components::{Card, Pill, State},
    known::use_known,
    room::draft::{Form, at},
};
use chrono::NaiveTime;
use domain::{
    Zone,
    document::Postmortem,
    incident::{Hours, Support},
    postmortem::{Compared, Measure, Point, Slip},
    time::words,
};
use yew::prelude::*;

/// The card.
#[component]
pub fn Took(props: &PartProps) -> Html {
    let zone = use_known().workspace.zone;
    let clock = props.draft.body().hours.words();
    let measures = props.view.as_ref().map(|view| view.measures.as_slice()).unwrap_or_default();
    html! {
        <Card title="How long it took" flush=true aside={html! { clock }}>
            <ul class="took-list">{ for measures.iter().map(|measure| row(measure, zone)) }</ul>
            <div class="card-body">{ counted(props, zone) }</div>
        </Card>
    }
}

/// By which clock: every second, or only hours in which somebody is paid to answer.
fn counted(props: &PartProps, zone: Zone) -> Html {
    let form = Form { draft: &props.draft, locked: props.locked };
    let hours = &props.draft.body().hours;
    let present = if matches!(hours, Hours::RoundTheClock) { "" } else { SUPPORT };
    let options = vec![
        (String::new(), "Every second, 24 × 7".to_owned()),
        (SUPPORT.to_owned(), "Support hours, Mondays to Fridays".to_owned()),
    ];
    let choose =
        form.choose(at("hours", "What counts"), options, present, move |body: &mut Postmortem, word| {
            body.hours = match (word == SUPPORT, &body.hours) {
                (false, _) => Hours::RoundTheClock,
                (true, Hours::Support(support)) => Hours::Support(*support),
                (true, Hours::RoundTheClock) => Hours::Support(Support::nine_to_five(zone)),
            };
        });
    let times = match hours {
        Hours::RoundTheClock => Html::default(),
        Hours::Support(support) => html! {
            <>
                { form.parsed(at("hours.from", "From"), &hour(support.from), typed, |body: &mut Postmortem, time| support_of(body, |support| support.from = time)) }
                { form.parsed(at("hours.to", "To"), &hour(support.to), typed, |body: &mut Postmortem, time| support_of(body, |support| support.to = time)) }
            </>
        },
    };
    html! { <div class="form" data-columns="3">{ choose }{ times }</div> }
}

const SUPPORT: &str = "support";

fn hour(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

fn typed(text: &str) -> Result<NaiveTime, String> {
    NaiveTime::parse_from_str(text.trim(), "%H:%M").map_err(|_| "Write the time as 09:00.".to_owned())
}

fn support_of(body: &mut Postmortem, change: impl FnOnce(&mut Support)) {
    if let Hours::Support(support) = &mut body.hours {
        change(support);
    }
}

fn row(measure: &Measure, zone: Zone) -> Html {
    let times = measure.from.zip(measure.to).map(|(from, to)| times(from, to, zone));
    html! {
        <li class="took" data-act="took" data-id={measure.metric.word()}>
            <span class="took-name">{ measure.metric.label() }</span>
            if let Some(value_s) = measure.value_s {
                <b class="num">{ words(value_s * 1000) }</b>
                <span class="took-times">{ times.unwrap_or_default() }</span>
            } else {
                <span class="muted took-why">{ measure.missing.clone().unwrap_or_default() }</span>
            }
            <span class="took-formula">
                <span class="muted">{ &measure.formula }</span>
                if measure.is_proposed() { <Pill state={State::Watch}>{ "marks proposed" }</Pill> }
                { for measure.stated.iter().map(stated) }
            </span>
        </li>
    }
}

fn times(from: Point, to: Point, zone: Zone) -> String {
    let (begin, end) = (zone.date(from.at), zone.date(to.at));
    let first = format!("{} {}", begin.format("%-d %b"), zone.clock(from.at));
    if begin == end {
        format!("{first} → {}", zone.clock(to.at))
    } else {
        format!("{first} → {} {}", end.format("%-d %b"), zone.clock(to.at))
    }
}

/// What the document says: as measured, or with the likely slip.
fn stated(compared: &Compared) -> Html {
    match &compared.slip {
        None => html! { <Pill state={State::Good}>{ "as stated" }</Pill> },
        Some((Slip::Rounded, why)) => {
            html! { <span title={why.clone()}><Pill state={State::Good}>{ format!("stated {}", compared.stated.text) }</Pill></span> }
        }
        Some((slip, why)) => html! {
            <span class="took-slip" title={why.clone()}><Pill state={State::Watch}>{ format!("stated {}: {}", compared.stated.text, slip.label().to_lowercase()) }</Pill><span class="cell-sub">{ why }</span></span>
        },
    }
}
