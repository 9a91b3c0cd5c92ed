//! When and how the fault was noticed by those who run the system.

use super::panel::{Day, Panel};
use crate::{
    backend,
    components::{Button, ButtonKind},
    hooks::kept::use_kept,
    room::{
        control::{Line, form, use_in_sight},
        draft::typed,
        run::then_forget,
    },
};
use chrono::Timelike;
use domain::{
    Date, Instant, Zone,
    chaos::run::{Detection, Event, Run, Trial},
    time::words,
};
use yew::prelude::*;

/// The key, while there is or was a fault to be noticed.
pub fn noticed_button(day: &Day) -> Html {
    let trial = day.view.run.trial();
    if trial.is_none_or(|trial| trial.injected_at().is_none()) || day.panel == Some(Panel::Noticed) {
        return Html::default();
    }
    let onclick = day.open.reform(|()| Panel::Noticed);
    html! { <Button act="noticed" kind={ButtonKind::Quiet} keys="D" {onclick} label="Write down that the fault was noticed">{ "Noticed" }</Button> }
}

/// The form, while it is open.
pub fn noticed_form(day: &Day) -> Html {
    if day.panel != Some(Panel::Noticed) {
        return Html::default();
    }
    html! { <div class="clock-form"><NoticedForm ..day.clone() /></div> }
}

/// How it was noticed, and when, if not now. What was refused stays in it.
#[component]
fn NoticedForm(props: &Day) -> Html {
    let place = props.place(&format!("noticed/{}", props.view.run.present.unwrap_or_default()));
    let how = use_kept(place.clone());
    let time = use_state(String::new);
    let unreadable = use_state(|| None::<AttrValue>);
    use_in_sight(".say");
    let write = {
        let (day, how, time, unreadable) =
            (props.clone(), how.text().trim().to_owned(), (*time).clone(), unreadable.setter());
        Callback::from(move |()| match noticed_at(&day.view.run, day.zone, &time, backend::now()) {
            Ok(noticed_at) => {
                unreadable.set(None);
                let event = Event::Detected { how: how.clone(), noticed_at };
                day.pen.write_as("", event, then_forget(place.clone(), day.close.clone()));
            }
            Err(words) => unreadable.set(Some(words.into())),
        })
    };
    let on = |state: &UseStateHandle<String>| {
        let setter = state.setter();
        Callback::from(move |words: String| setter.set(words))
    };
    form(
        "stack say",
        write.clone(),
        props.close.clone(),
        html! {
            <>
                <Line name="how" label="How was the fault noticed: which alert, which screen, whose call?" first=true
                    value={how.text()} oninput={how.typed()} placeholder="Alert “Order success low” on Jonas's phone" />
                <Line name="noticed_at" label="At what time, if not now" kind="number" value={(*time).clone()} oninput={on(&time)}
                    error={(*unreadable).clone()} placeholder="13:42" />
                <div class="line">
                    <Button act="confirm-noticed" kind={ButtonKind::Primary} small=true keys="Enter" onclick={write}>{ "Write it down" }</Button>
                    <Button act="cancel-noticed" kind={ButtonKind::Quiet} small=true onclick={props.close.clone()}>{ "Cancel" }</Button>
                </div>
                <input type="submit" hidden=true />
            </>
        },
    )
}

/// The last time before `now` that the clock on the wall showed what was typed. In the minute of the injection it is the
/// injection: nobody types seconds.
fn noticed_at(run: &Run, zone: Zone, typed: &str, now: Instant) -> Result<Option<Instant>, String> {
    let Some(time) = typed::clock(typed)? else { return Ok(None) };
    let today = zone.date(now);
    let at = |date: Option<Date>| {
        date.and_then(|date| zone.instant(date, time.hour(), time.minute())).filter(|at| *at <= now)
    };
    let Some(at) = at(Some(today)).or_else(|| at(today.pred_opt())) else { return Ok(None) };
    let injected_at = run.trial().and_then(Trial::injected_at);
    let to_injection_ms = injected_at.map_or(0, |injected_at| injected_at.since(run.course.steady(at)));
    Ok(Some(if (0..60_000).contains(&to_injection_ms) { at.plus_ms(to_injection_ms) } else { at }))
}

/// How long it took to be noticed and how: `2 min 5 s (13:04:10, Alert “Order success low”)`; also when nobody wrote it down.
#[must_use]
pub fn detection_words(trial: &Trial, zone: Zone) -> Option<String> {
    trial.injected_at()?;
    let Some(ms) = trial.time_to_detect_ms() else { return Some("not measured".to_owned()) };
    let said: Option<&Detection> =
        trial.detections.iter().filter(|found| !found.struck).min_by_key(|found| found.said.at);
    let how = match said {
        Some(found) => format!("{}, {}", zone.clock(found.said.at), found.said.text.trim_end_matches('.')),
        None => "first sign in the journal".to_owned(),
    };
    Some(format!("{} ({how})", words(ms)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::journal::Fold;
    use domain::{
        chaos::{
            game_day::GameDayStatus,
            run::{Entry, Step},
        },
        sample::sample,
        time::parse_date,
    };

    const MIN: i64 = 60_000;

    /// The sample's day with its first fault in since 13:00:20, Berlin time.
    fn injected() -> (Run, Zone, Instant) {
        let sample = sample(parse_date("2026-11-24").unwrap());
        let (id, _) = sample.game_day(GameDayStatus::Planned).unwrap();
        let zone: Zone = "Europe/Berlin".parse().unwrap();
        let at = zone.instant(parse_date("2026-11-26").unwrap(), 13, 0).unwrap().plus_ms(20_000);
        let plan = Box::new(sample.plan(id, at).unwrap());
        let event = Event::DayStarted { plan, acknowledged: Vec::new() };
        let mut run = Run::begin(&Entry { seq: 1, at, actor: "Lena".into(), event }).unwrap();
        let steps = [Step::Announce, Step::Predict, Step::Inject].map(|step| Event::StepStarted { step });
        for event in [Event::ExperimentStarted { experiment: 0 }].into_iter().chain(steps) {
            assert!(run.apply(&Entry { seq: run.course.seq + 1, at, actor: "Lena".into(), event }));
        }
        (run, zone, at)
    }

    #[test]
    fn a_typed_time_is_the_last_time_that_the_wall_showed_it() {
        let (run, zone, at) = injected();
        let now = at.plus_ms(10 * MIN);
        let typed = |words: &str| noticed_at(&run, zone, words, now);
        assert_eq!(typed(""), Ok(None));
        assert!(typed("half past").is_err());
        assert_eq!(typed("13:04"), Ok(Some(at.plus_ms(4 * MIN - 20_000))));
        assert_eq!(typed("13:00"), Ok(Some(at)), "the minute of the injection is the injection");
        let refused = Event::Detected { how: "Graph".into(), noticed_at: typed("12:58").unwrap() };
        assert!(run.admit(&refused, now).is_err());
        let midnight = zone.instant(parse_date("2026-11-27").unwrap(), 0, 5).unwrap();
        assert_eq!(noticed_at(&run, zone, "23:58", midnight), Ok(Some(midnight.plus_ms(-7 * MIN))));
    }
}
