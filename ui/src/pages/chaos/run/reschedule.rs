//! Moving experiments that no longer fit, or that the room wants on another day.

use super::panel::Day;
use crate::{
    backend,
    components::{Button, ButtonKind},
    hooks::kept::{Kept, use_kept},
    room::{
        control::{Choose, Line, error_of, focus, form, use_in_sight},
        use_list,
        words::DATE_FORM,
    },
};
use contract::{Code, Refusal, Reschedule as Ask};
use domain::{
    Id, Instant, Kind, Row, Zone,
    chaos::{
        game_day::GameDayStatus,
        run::{Progress, Run},
    },
    text::clip,
    time::parse_date,
};
use std::collections::BTreeSet;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What [`Reschedule`] takes.
#[derive(PartialEq, Properties)]
pub struct RescheduleProps {
    /// The day.
    pub day: Day,
    /// The experiment that is meant; `None` for those that no longer fit.
    pub which: Option<usize>,
}

/// The form: which experiments, to which day, and the date of a new one if it is known. What was refused stays in it.
#[component]
pub fn Reschedule(props: &RescheduleProps) -> Html {
    let run = &props.day.view.run;
    let chosen = use_state(|| proposed(run, props.which, props.day.zone));
    let date = use_kept(
        props
            .day
            .place(&format!("move/{}", props.which.map_or_else(|| "rest".to_owned(), |at| at.to_string()))),
    );
    let named = use_state(|| None::<Option<Id>>);
    let refused = use_state(|| None::<Refusal>);
    let (rows, _) = use_list(Kind::GameDay);
    let planned = rows.ready().map(|rows| planned(rows)).unwrap_or_default();
    let to = named.unwrap_or_else(|| continued(run, &planned));
    use_in_sight(".move");
    use_effect_with(to.is_some(), |known| {
        if *known {
            focus(".move [name=to]"); // there is no date to be typed
        }
    });
    let send = {
        let (day, chosen, date, refused) =
            (props.day.clone(), (*chosen).clone(), date.clone(), refused.setter());
        Callback::from(move |()| send(&day, &chosen, (to, &date), refused.clone()))
    };
    let onto = {
        let setter = named.setter();
        Callback::from(move |value: String| setter.set(Some(value.parse().ok())))
    };
    let days = days(&planned);
    let why_not = chosen.is_empty().then_some(AttrValue::Static("Choose at least one experiment."));
    form(
        "stack move",
        send.clone(),
        props.day.close.clone(),
        html! {
            <>
                <fieldset><legend class="field-label">{ "Move to another day" }</legend>{ boxes(run, &chosen) }</fieldset>
                if days.len() > 1 {
                    <Choose name="to" label="To" value={to.map(|to| to.to_string()).unwrap_or_default()} options={days} onchange={onto} />
                    if let Some(error) = error_of(refused.as_ref(), "to") { <p class="field-error" role="alert">{ error }</p> }
                }
                if to.is_none() {
                    <Line name="date" label="On which date, if it is known" kind="date" first=true value={date.text()} oninput={date.typed()}
                        error={error_of(refused.as_ref(), "date")} placeholder={DATE_FORM} />
                }
                <div class="line">
                    <Button act="confirm-move" kind={ButtonKind::Primary} small=true keys="Enter" onclick={send} {why_not}>{ "Move" }</Button>
                    <Button act="cancel-move" kind={ButtonKind::Quiet} small=true onclick={props.day.close.clone()}>{ "Cancel" }</Button>
                </div>
                <input type="submit" hidden=true />
            </>
        },
    )
}

/// A box for each experiment that waits.
fn boxes(run: &Run, chosen: &UseStateHandle<BTreeSet<usize>>) -> Html {
    let tick = |at: usize| {
        let (setter, chosen) = (chosen.setter(), (**chosen).clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let mut chosen = chosen.clone();
            if input.checked() {
                chosen.insert(at)
            } else {
                chosen.remove(&at)
            };
            setter.set(chosen);
        })
    };
    let waiting = run.trials.iter().enumerate().filter(|(_, trial)| trial.progress() == Progress::Waiting);
    let boxes = waiting.map(|(at, trial)| {
        html! {
            <label class="check" key={at}>
                <input type="checkbox" class="check-box" name={format!("experiments.{at}")} checked={chosen.contains(&at)} onchange={tick(at)} />
                <span class="check-words">{ &trial.experiment().title }</span>
            </label>
        }
    });
    boxes.collect()
}

/// A new day, or one that is planned.
fn days(planned: &[Row]) -> Vec<(AttrValue, AttrValue)> {
    let new = ("".into(), "A new day with the same people".into());
    let days = planned.iter().map(|row| (row.id.to_string().into(), clip(&row.title, 80).into()));
    std::iter::once(new).chain(days).collect()
}

/// The one that is meant, else all that no longer fit.
fn proposed(run: &Run, which: Option<usize>, zone: Zone) -> BTreeSet<usize> {
    which.map_or_else(|| left_over(run, backend::now(), zone), |at| BTreeSet::from([at]))
}

/// What no longer fits; once the day is over, what was not run.
pub fn left_over(run: &Run, now: Instant, zone: Zone) -> BTreeSet<usize> {
    if run.course.ended.is_none() {
        return run.agenda(now, zone).left_over().into_iter().collect();
    }
    let trials = run.trials.iter().enumerate();
    trials.filter(|(_, trial)| trial.progress() == Progress::Waiting).map(|(at, _)| at).collect()
}

fn planned(rows: &[Row]) -> Vec<Row> {
    rows.iter().filter(|row| row.status == GameDayStatus::Planned.word()).cloned().collect()
}

/// The day that an experiment of this one went to already, while it is still planned.
fn continued(run: &Run, planned: &[Row]) -> Option<Id> {
    let moved = run.trials.iter().rev().filter_map(|trial| trial.moved_to);
    moved.into_iter().find(|id| planned.iter().any(|row| row.id == *id))
}

fn send(
    day: &Day,
    chosen: &BTreeSet<usize>,
    (to, typed): (Option<Id>, &Kept),
    refused: UseStateSetter<Option<Refusal>>,
) {
    let date = match typed.text().trim() {
        "" => None,
        _ if to.is_some() => None, // it has its own
        text => match parse_date(text) {
            Ok(date) => Some(date),
            Err(message) => {
                refused.set(Some(Refusal { code: Code::Invalid, message, field: Some("date".to_owned()) }));
                return;
            }
        },
    };
    let request = Ask { run: day.view.id, experiments: chosen.iter().copied().collect(), to, date };
    let (close, toasts, typed) = (day.close.clone(), day.pen.toasts.clone(), typed.clone());
    day.pen.toasts.ask_in_turn(request, move |answer| match answer {
        Ok(made) => {
            let title = clip(&made.document.title(), 60);
            let when = date.map(|date| format!(" on {}", date.format("%-d %b %Y"))).unwrap_or_default();
            toasts.done(
                match to {
                    Some(_) => format!("“{title}” takes it in."),
                    None => format!("“{title}” is planned{when}. This day links to it."),
                },
                None,
            );
            typed.done();
            close.emit(());
        }
        Err(refusal) => refused.set(Some(refusal)),
    });
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::journal::{Common, Fold};
    use domain::{
        chaos::run::{Entry, Event},
        sample::sample,
    };

    #[test]
    fn when_the_day_is_over_what_was_not_run_is_proposed_and_goes_to_the_day_that_took_the_rest() {
        let sample = sample(parse_date("2026-11-24").unwrap());
        let (id, day) = sample.game_day(GameDayStatus::Planned).unwrap();
        let at = day.at.unwrap();
        let plan = Box::new(sample.plan(id, at).unwrap());
        let begin = Event::DayStarted { plan, acknowledged: Vec::new() };
        let mut run = Run::begin(&Entry { seq: 1, at, actor: "Lena".into(), event: begin }).unwrap();
        assert_eq!(left_over(&run, at, Zone::UTC), BTreeSet::new());
        let other: Id = "019ab000-0000-7000-8000-000000000009".parse().unwrap();
        let moved = Event::Rescheduled { experiment: 0, day: other, title: "Autumn (continued)".into() };
        for event in [moved, Event::Common(Common::Ended { note: String::new() })] {
            assert!(run.apply(&Entry { seq: run.course.seq + 1, at, actor: "Lena".into(), event }));
        }
        assert_eq!(left_over(&run, at, Zone::UTC), BTreeSet::from([1, 2]));
        let row = |status: &str| Row {
            id: other,
            kind: Kind::GameDay,
            title: "Autumn (continued)".into(),
            status: status.into(),
            service: None,
            owner: None,
            due: None,
            at: None,
            version: 1,
        };
        assert_eq!(continued(&run, &planned(&[row("planned")])), Some(other));
        assert_eq!(continued(&run, &planned(&[row("finished")])), None, "that day has been held");
    }
}
