//! The workflow with what was done of it, and the six times that count.

use super::{
    ask::{Ask, Field, refused},
    dialogs::time,
    scene::{Panel, Scene},
};
use crate::{
    components::{Button, ButtonKind, Card, Dialog, Step as Row, StepState, Stepper},
    pages::incident::words::clock,
    room::control::{Choose, Line, error_of, form},
};
use domain::{
    Instant, Zone,
    incident::{
        Hours, Mark, Severity, TimeTo, review_due,
        run::{Attempt, Duty, Event, Run, Step},
    },
    text::count,
    time::words,
};
use yew::prelude::*;

/// The left column.
#[component]
pub fn Steps(props: &Scene) -> Html {
    let run = &props.view.run;
    let steps = Step::ALL.iter().map(|step| row(run, *step, props.zone)).collect::<Vec<_>>();
    html! { <Card title="Workflow" flush=true><Stepper {steps} /></Card> }
}

fn row(run: &Run, step: Step, zone: Zone) -> Row {
    let now = run.step();
    let state = match step.cmp(&now) {
        std::cmp::Ordering::Less => StepState::Done,
        std::cmp::Ordering::Equal => StepState::Now,
        std::cmp::Ordering::Greater if run.called_off.is_some() => StepState::Skipped,
        std::cmp::Ordering::Greater => StepState::Todo,
    };
    let detail = detail(run, step, zone);
    Row { label: step.label().into(), detail: (!detail.is_empty()).then(|| detail.into()), state }
}

fn detail(run: &Run, step: Step, zone: Zone) -> String {
    let marks = run.marks();
    match step {
        Step::Detect => {
            match (marks.at(Mark::Detected), marks.length(TimeTo::Acknowledge, &Hours::RoundTheClock)) {
                (Some(at), Ok(length)) => {
                    format!("{}, acknowledged in {}", zone.hour_minute(at), words(length.value_s * 1000))
                }
                (Some(at), Err(_)) => format!("{}, acknowledged not stated", zone.hour_minute(at)),
                (None, _) => "when is not stated".to_owned(),
            }
        }
        Step::Triage => {
            let mut led = run.people.iter().filter(|served| served.duty == Duty::Commander);
            let who = match (led.next(), led.next()) {
                (None, _) => "no commander yet".to_owned(),
                (Some(only), None) => format!("{} commands", only.name),
                (Some(first), Some(_)) => format!("{} commanded first", first.name),
            };
            format!("{} at {}, {who}", run.declared.severity, zone.hour_minute(run.course.started_at))
        }
        Step::Respond => match (run.check_ins.first(), run.severity().check_in_min()) {
            (Some(first), Some(min)) => {
                format!("briefed {}, check-ins every {min} min", zone.hour_minute(first.know.at))
            }
            (Some(first), None) => format!("briefed {}", zone.hour_minute(first.know.at)),
            (None, Some(min)) => format!("check-ins every {min} min"),
            (None, None) => String::new(),
        },
        Step::Mitigate => match marks.at(Mark::Mitigated) {
            Some(at) => format!("mitigated {}", zone.hour_minute(at)),
            None => {
                let tried =
                    run.attempts.values().filter(|(attempt, _)| *attempt != Attempt::NotTried).count();
                if tried == 0 { String::new() } else { format!("{} so far", count(tried as u64, "attempt")) }
            }
        },
        Step::Resolve => match (marks.at(Mark::Resolved), run.normal_since) {
            (Some(at), _) => format!("resolved {}", zone.hour_minute(at)),
            (None, Some(since)) => format!("indicators normal since {}", zone.hour_minute(since)),
            (None, None) => "indicators normal for 30 min first".to_owned(),
        },
        Step::Review => review(run, zone),
    }
}

fn review(run: &Run, zone: Zone) -> String {
    match run.marks().at(Mark::Resolved) {
        Some(at) => review_due(run.severity(), zone.date(at))
            .map(|due| format!("due {}", due.format("%a %-d %b")))
            .unwrap_or_default(),
        None if run.called_off.is_some() => "not needed".to_owned(),
        None if run.severity() == Severity::Sev1 => "3 days after it is resolved".to_owned(),
        None => "5 business days after it is resolved".to_owned(),
    }
}

/// The card of the six times.
#[component]
pub fn MarksCard(props: &Scene) -> Html {
    let marks = props.view.run.marks();
    let row = |mark: &Mark| {
        let mark = *mark;
        let open = props.opens(Panel::Mark(mark));
        let at = marks.at(mark).map_or_else(|| "–".to_owned(), |at| clock(at, props.zone, props.day));
        html! {
            <button type="button" class="mark-row" data-act="mark" data-id={mark.word()} title={format!("When: {mark}")}
                onclick={Callback::from(move |_: MouseEvent| open.emit(()))}>
                <span>{ mark.label() }</span><time>{ at }</time>
            </button>
        }
    };
    let wrong = marks.out_of_order();
    html! {
        <section class="card mark-times" data-act="marks">
            <div class="card-head"><h2 class="card-title">{ "Marks" }</h2><div class="card-aside">{ "tag with T" }</div></div>
            <div class="card-body">
                { for Mark::ALL.iter().map(row) }
                { for wrong.iter().map(|(first, last)| html! { <p class="field-error">{ format!("“{last}” is before “{first}”.") }</p> }) }
            </div>
        </section>
    }
}

/// What [`MarkDialog`] takes.
#[derive(PartialEq, Properties)]
pub struct MarkProps {
    /// The incident.
    pub scene: Scene,
    /// Which mark.
    pub mark: Mark,
}

const WHEN: &[Field] = &[Field { name: "at", label: "When; empty takes the mark off", example: "14:02:05" }];

/// Asks when a mark was.
#[component]
pub fn MarkDialog(props: &MarkProps) -> Html {
    let (scene, mark) = (&props.scene, props.mark);
    let choose = {
        let open = scene.open.clone();
        let onchange = Callback::from(move |word: String| {
            if let Some(mark) = Mark::of(&word) {
                open.emit(Panel::Mark(mark));
            }
        });
        let options =
            Mark::ALL.iter().map(|mark| (mark.word().into(), mark.label().into())).collect::<Vec<_>>();
        html! { <Choose name="mark" label="Which" value={mark.word()} {options} {onchange} /> }
    };
    let first = scene.view.run.marks().at(mark);
    let first =
        first.map(|at| format!("{} {}", scene.zone.date(at), scene.zone.clock(at))).unwrap_or_default();
    let at = scene.clone();
    let run = &scene.view.run;
    let marked =
        scene.view.entries.iter().map(|line| line.seq).find(|seq| run.marks_of(*seq).any(|one| one == mark));
    let (shown, entry) = (first.clone(), marked);
    let make = Callback::from(move |words: Vec<String>| {
        let text = words.first().cloned().unwrap_or_default();
        // The same time stays that of its entry.
        let entry = entry.filter(|_| text == shown);
        Ok(Event::Marked { mark, at: time(&at, "at", &text)?, entry })
    });
    html! { <Ask scene={scene.clone()} title={mark.label()} place={place(mark)} fields={WHEN} first={vec![first]} words="Mark" act="confirm-mark" above={choose} {make} /> }
}

const fn place(mark: Mark) -> &'static str {
    match mark {
        Mark::ImpactBegan => "mark/impact-began",
        Mark::Detected => "mark/detected",
        Mark::Acknowledged => "mark/acknowledged",
        Mark::Declared => "mark/declared",
        Mark::Mitigated => "mark/mitigated",
        Mark::Resolved => "mark/resolved",
    }
}

/// What [`TimeDialog`] takes.
#[derive(PartialEq, Properties)]
pub struct TimeProps {
    /// The incident.
    pub scene: Scene,
    /// The entry: its place in the journal.
    pub entry: u64,
}

/// Asks when an entry happened, and whether it is one of the six.
#[component]
pub fn TimeDialog(props: &TimeProps) -> Html {
    let (scene, entry) = (&props.scene, props.entry);
    let text = use_state(|| {
        let at = scene.view.run.time(entry).map(|time| time.at);
        at.map(|at| format!("{} {}", scene.zone.date(at), scene.zone.clock(at))).unwrap_or_default()
    });
    let said = use_state(|| None::<contract::Refusal>);
    let Some(known) = scene.view.run.time(entry) else { return Html::default() };
    let send = {
        let (scene, text, said) = (scene.clone(), (*text).clone(), said.setter());
        Callback::from(move |()| match time(&scene, "at", text.trim()) {
            Ok(Some(at)) if at.ms().div_euclid(1000) == known.at.ms().div_euclid(1000) => {
                scene.close.emit(())
            }
            Ok(Some(at)) => {
                let (close, said) = (scene.close.clone(), said.clone());
                scene.pen.ask(Event::TimeCorrected { entry, at }, move |answer| match answer {
                    Ok(()) => close.emit(()),
                    Err(refusal) => said.set(Some(refused("at", refusal.message))),
                });
            }
            Ok(None) => said.set(Some(refused("at", "Write when it happened."))),
            Err(refusal) => said.set(Some(refusal)),
        })
    };
    let present: Vec<Mark> = scene.view.run.marks_of(entry).collect();
    let onmark = marks(scene, (entry, known.at), present.clone());
    let is = present.first().map_or("", |mark| mark.word());
    let mut options = vec![(AttrValue::Static(""), AttrValue::Static("None of the six"))];
    options.extend(Mark::ALL.iter().map(|mark| (mark.word().into(), mark.label().into())));
    let ontext = {
        let text = text.setter();
        Callback::from(move |words: String| text.set(words))
    };
    let actions = html! {
        <>
            <Button act="cancel" kind={ButtonKind::Quiet} onclick={scene.close.clone()}>{ "Cancel" }</Button>
            <Button act="confirm-time" kind={ButtonKind::Primary} keys="Enter" onclick={send.clone()}>{ "Write it down" }</Button>
        </>
    };
    let error = error_of(said.as_ref(), "at");
    let inside = html! {
        <>
            <span class="wide"><Line name="at" label="When it happened" first=true value={(*text).clone()} oninput={ontext} {error} /></span>
            <Choose name="mark" label="It is" value={is} {options} onchange={onmark} />
            <input type="submit" hidden=true />
        </>
    };
    let first = format!(
        "Written as {}. What it said first stays in the journal.",
        clock(known.first, scene.zone, scene.day)
    );
    html! {
        <Dialog title={format!("Entry {entry}")} onclose={scene.close.clone()} {actions}>
            { form("form", send, scene.close.clone(), inside) }
            <p class="field-hint">{ first }</p>
        </Dialog>
    }
}

/// Makes an entry one of the six, or none of those that it is; `at` is when it happened.
fn marks(scene: &Scene, (entry, at): (u64, Instant), present: Vec<Mark>) -> Callback<String> {
    let (pen, close) = (scene.pen.clone(), scene.close.clone());
    Callback::from(move |word: String| {
        match Mark::of(&word) {
            Some(mark) => pen.write(Event::Marked { mark, at: Some(at), entry: Some(entry) }),
            None => {
                for mark in present.iter().copied() {
                    pen.write(Event::Marked { mark, at: None, entry: None });
                }
            }
        }
        close.emit(());
    })
}
