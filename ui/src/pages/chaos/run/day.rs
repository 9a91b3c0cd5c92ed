//! The day's own clock in words and as a strip: what was planned when, what it took, what no longer fits.

use domain::{
    Instant, Zone,
    chaos::run::{Progress, Run, Trial},
    journal::{Agenda, Slot},
    time::words,
};
use yew::prelude::*;

/// Less than this beyond a plan is no overrun worth a word, in milliseconds.
const WORTH_SAYING_MS: i64 = 60_000;

/// When the day was planned to end, without what was taken off it, where the plan names times for it; and when it is likely to.
#[must_use]
pub fn ends(agenda: &Agenda) -> Option<(Option<Instant>, Instant)> {
    let begins_at = agenda.slots.first()?.planned.map(|(from, _)| from);
    let kept = agenda.slots.iter().filter(|slot| slot.expected.is_some());
    let planned_ms: i64 = kept.map(|slot| slot.planned_ms).sum();
    Some((begins_at.map(|at| at.plus_ms(planned_ms)), agenda.expected_end()?))
}

/// How far the day is behind its plan, in milliseconds; negative is ahead. None where the plan names no times for it, or
/// nothing is left to be expected.
#[must_use]
pub fn behind_ms(agenda: &Agenda) -> Option<i64> {
    let (planned, expected) = ends(agenda)?;
    Some(expected.since(planned?))
}

/// `12 min over`, in whole minutes; nothing while it is within.
#[must_use]
pub fn over(slot: &Slot) -> Option<String> {
    (slot.overrun_ms >= WORTH_SAYING_MS).then(|| format!("{} over", whole(slot.overrun_ms)))
}

/// A duration in whole minutes, for a clock that is looked at from afar; what is shorter, in seconds.
#[must_use]
pub fn whole(duration_ms: i64) -> String {
    match duration_ms / 60_000 {
        0 => words(duration_ms),
        minutes => words(minutes * 60_000),
    }
}

/// `14:32–14:57`
fn span((from, to): (Instant, Instant), zone: Zone) -> String {
    format!("{}–{}", zone.hour_minute(from), zone.hour_minute(to))
}

/// When an experiment runs, against its plan: `13:05–13:59, planned 13:00–13:47`; against its length where the plan names no
/// times for this day: `13:05–13:59, planned for 47 min`.
#[must_use]
pub fn times(slot: &Slot, trial: &Trial, zone: Zone) -> String {
    let planned =
        slot.planned.map_or_else(|| format!("for {}", whole(slot.planned_ms)), |planned| span(planned, zone));
    let really = match (trial.progress(), slot.began_at, slot.expected) {
        (Progress::Skipped, ..) | (Progress::Waiting, _, None) => return format!("was planned {planned}"),
        (Progress::Active(_), Some(began), _) if slot.ended_at.is_none() => {
            return format!("since {}, planned {planned}", zone.hour_minute(began));
        }
        (_, _, Some(expected)) => span(expected, zone),
        (_, _, None) => return format!("planned {planned}"),
    };
    match (slot.began_at, really == planned) {
        (_, true) => format!("{planned}, as planned"),
        (Some(_), false) => format!("{really}, planned {planned}"),
        (None, false) => format!("about {really}, planned {planned}"),
    }
}

/// What is said when experiments no longer fit: `2 experiments no longer fit before 16:30.`
#[must_use]
pub fn no_longer_fits(agenda: &Agenda, zone: Zone) -> Option<String> {
    let closes_at = zone.hour_minute(agenda.closes_at?);
    match agenda.left_over().len() {
        0 => None,
        1 => Some(format!("1 experiment no longer fits before {closes_at}.")),
        many => Some(format!("{many} experiments no longer fit before {closes_at}.")),
    }
}

/// `Timebox until 15:10 · 6 min over`: what the present experiment has of the day, for the wall.
#[must_use]
pub fn present_words(run: &Run, zone: Zone, now: Instant) -> Option<String> {
    let slot = present(run, now, zone)?;
    let until = zone.hour_minute(slot.began_at?.plus_ms(slot.planned_ms));
    Some(
        over(&slot).map_or_else(
            || format!("Timebox until {until}"),
            |over| format!("Timebox until {until} · {over}"),
        ),
    )
}

/// The slot of the experiment in progress.
#[must_use]
pub fn present(run: &Run, now: Instant, zone: Zone) -> Option<Slot> {
    run.step()?;
    run.agenda(now, zone).slots.into_iter().nth(run.present?)
}

/// The strip: what was planned as a thin line, what happened and is expected as bars over it, and now.
pub fn strip(run: &Run, zone: Zone, now: Instant) -> Html {
    let agenda = run.agenda(now, zone);
    let Some((from, to)) = bounds(&agenda, run.course.steady(now), run.course.started_at) else {
        return Html::default();
    };
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a day are far below 2^53")]
    let place = |at: Instant| (at.since(from) as f64 / to.since(from) as f64 * 100.0).clamp(0.0, 100.0);
    let bar = |(begin, end): (Instant, Instant),
               y: &'static str,
               height: &'static str,
               kind: &'static str| {
        let (x, end) = (place(begin), place(end));
        // A hair of ground between neighbours.
        let width = (end - x - 0.5).max(0.6);
        html! { <rect class="day-bar" data-kind={kind} x={percent(x)} width={percent(width)} {y} {height} rx="2" /> }
    };
    let slots = agenda.slots.iter().zip(&run.trials);
    let bars = slots.map(|(slot, trial)| {
        let kind = match trial.progress() {
            Progress::Concluded(_) => "done",
            Progress::Active(_) => "now",
            Progress::Skipped => "off",
            Progress::Waiting if !slot.fits => "late",
            Progress::Waiting => "todo",
        };
        html! {
            <>
                { for slot.planned.map(|planned| bar(planned, "17", "3", "plan")) }
                { for slot.expected.map(|expected| bar(expected, "4", "10", kind)) }
                if slot.overrun_ms >= WORTH_SAYING_MS {
                    { for slot.expected.map(|(begin, end)| bar((begin.plus_ms(slot.planned_ms), end), "4", "10", "over")) }
                }
            </>
        }
    });
    let line = |at: Instant, class: &'static str| {
        let x = percent(place(at));
        html! { <line {class} x1={x.clone()} x2={x} y1="0" y2="24" /> }
    };
    html! {
        <>
            <svg class="day-strip" role="img" aria-label={summary(&agenda, zone)}>
                { for bars }
                { for agenda.closes_at.map(|at| line(at, "day-close")) }
                if run.course.ended.is_none() { { line(run.course.steady(now), "day-now") } }
            </svg>
            <p class="day-ends" aria-hidden="true"><span>{ zone.hour_minute(from) }</span><span>{ zone.hour_minute(to) }</span></p>
        </>
    }
}

fn percent(part: f64) -> String {
    format!("{part:.2}%")
}

/// From the first to the last instant that the strip must hold.
fn bounds(agenda: &Agenda, now: Instant, started_at: Instant) -> Option<(Instant, Instant)> {
    let from = agenda
        .slots
        .iter()
        .filter_map(|slot| slot.planned)
        .map(|(from, _)| from)
        .chain([started_at])
        .min()?;
    let planned = agenda.slots.iter().filter_map(|slot| slot.planned).map(|(_, to)| to);
    let to = planned.chain(agenda.expected_end()).chain(agenda.closes_at).chain([now]).max()?;
    (to > from).then_some((from, to))
}

/// What the strip shows, in words.
fn summary(agenda: &Agenda, zone: Zone) -> String {
    let ends = ends(agenda).map_or_else(String::new, |(planned, expected)| {
        let planned = planned.map(|planned| format!(", planned {}", zone.hour_minute(planned)));
        format!("The day ends about {}{}.", zone.hour_minute(expected), planned.unwrap_or_default())
    });
    let fits = no_longer_fits(agenda, zone).map(|words| format!(" {words}")).unwrap_or_default();
    format!("{ends}{fits}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::journal::Fold;
    use domain::{
        chaos::{
            game_day::GameDayStatus,
            run::{Entry, Event},
        },
        sample::sample,
        time::parse_date,
    };

    const MIN: i64 = 60_000;

    /// The sample's day of three experiments, begun on time, with each a timebox of 45 minutes, until 16:00.
    fn begun() -> (Run, Instant) {
        let sample = sample(parse_date("2026-11-24").unwrap());
        let (id, day) = sample.game_day(GameDayStatus::Planned).unwrap();
        let at = day.at.unwrap();
        let mut plan = sample.plan(id, at).unwrap();
        plan.game_day.start = chrono::NaiveTime::from_hms_opt(13, 0, 0);
        plan.game_day.end = chrono::NaiveTime::from_hms_opt(15, 20, 0);
        for planned in &mut plan.experiments {
            (planned.experiment.baseline_min, planned.experiment.timebox_min) = (13, Some(45));
        }
        let event = Event::DayStarted { plan: Box::new(plan), acknowledged: Vec::new() };
        (Run::begin(&Entry { seq: 1, at, actor: "Lena".into(), event }).unwrap(), at)
    }

    fn berlin() -> Zone {
        "Europe/Berlin".parse().unwrap()
    }

    fn say(run: &mut Run, at: Instant, event: Event) {
        assert!(run.apply(&Entry { seq: run.course.seq + 1, at, actor: "Lena".into(), event }));
    }

    #[test]
    fn a_day_on_time_says_so_and_a_late_one_says_by_how_much() {
        let (mut run, at) = begun();
        let agenda = run.agenda(at, berlin());
        assert_eq!(times(&agenda.slots[1], &run.trials[1], berlin()), "13:45–14:30, as planned");
        assert_eq!((behind_ms(&agenda), no_longer_fits(&agenda, berlin())), (Some(0), None));
        say(&mut run, at.plus_ms(5 * MIN), Event::ExperimentStarted { experiment: 0 });
        assert_eq!(
            present_words(&run, berlin(), at.plus_ms(20 * MIN)).as_deref(),
            Some("Timebox until 13:50"),
            "the timebox begins with the experiment"
        );
        let late = at.plus_ms(56 * MIN + 30_000);
        assert_eq!(present_words(&run, berlin(), late).as_deref(), Some("Timebox until 13:50 · 6 min over"));
        let agenda = run.agenda(late, berlin());
        assert_eq!(times(&agenda.slots[0], &run.trials[0], berlin()), "since 13:05, planned 13:00–13:45");
        assert_eq!(
            times(&agenda.slots[1], &run.trials[1], berlin()),
            "about 14:28–15:13, planned 13:45–14:30",
            "the first is still at its baseline: the fault and what follows are yet to come"
        );
        assert_eq!(
            no_longer_fits(&agenda, berlin()).as_deref(),
            Some("1 experiment no longer fits before 15:20.")
        );
        assert!(summary(&agenda, berlin()).ends_with("no longer fits before 15:20."));
        assert_eq!(behind_ms(&agenda), Some(43 * MIN + 30_000));
    }

    #[test]
    fn a_day_that_begins_on_another_date_shows_no_time_that_nobody_stated() {
        let (mut run, at) = begun();
        let moved = at.plus_ms(-48 * 60 * MIN);
        run.course.started_at = moved;
        let agenda = run.agenda(moved, berlin());
        assert_eq!(
            times(&agenda.slots[1], &run.trials[1], berlin()),
            "about 13:45–14:30, planned for 45 min"
        );
        assert_eq!(
            (behind_ms(&agenda), agenda.closes_at, no_longer_fits(&agenda, berlin())),
            (None, None, None)
        );
        assert_eq!(summary(&agenda, berlin()), "The day ends about 15:15.");
    }

    #[test]
    fn what_was_taken_off_the_day_takes_no_planned_time() {
        let (mut run, at) = begun();
        say(&mut run, at, Event::Skipped { experiment: 1, reason: "no time".into() });
        let agenda = run.agenda(at, berlin());
        assert_eq!(behind_ms(&agenda), Some(0));
        assert_eq!(times(&agenda.slots[1], &run.trials[1], berlin()), "was planned 13:45–14:30");
        let (from, to) = bounds(&agenda, at, at).unwrap();
        assert_eq!((from, berlin().hour_minute(to)), (at, "15:20".to_owned()));
    }
}
