//! A game day as it is followed: what two windows may see of it differs.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]
use super::*;
use domain::{
    Instant,
    chaos::{
        game_day::GameDayStatus,
        run::{Entry, Event, Run, Step},
    },
    sample::sample,
    time::parse_date,
};

fn journal(events: Vec<Event>) -> Vec<Entry> {
    let entry = |(seq, event): (u64, Event)| Entry {
        seq,
        at: Instant::from_ms(i64::try_from(seq).unwrap() * 1000),
        actor: "Mira".into(),
        event,
    };
    (1..).zip(events).map(entry).collect()
}

fn following(veiled: bool) -> Following<Run> {
    let id = "019a0c00-0005-7000-8000-000000000002".parse().unwrap();
    let show: Rc<dyn Fn(LiveRun<Run>)> = Rc::new(|_: LiveRun<Run>| ());
    Following {
        id,
        view: None,
        spare: None,
        show,
        veiled,
        anew: false,
        asking: true,
        behind: false,
        over: false,
    }
}

fn title(live: &LiveRun<Run>) -> String {
    let LiveRun::Live(view) = live else { panic!("{live:?}") };
    view.run.trials[0].experiment().title.clone()
}

#[test]
fn what_a_blind_drill_reveals_is_read_from_the_beginning_and_only_on_stage() {
    let sample = sample(parse_date("2026-11-24").unwrap());
    let (id, _) = sample.game_day(GameDayStatus::Planned).unwrap();
    let mut plan = sample.plan(id, Instant::from_ms(0)).unwrap();
    plan.game_day.blind = true;
    let named = plan.experiments[0].experiment.title.clone();
    let all = journal(vec![
        Event::DayStarted { plan: Box::new(plan), acknowledged: Vec::new() },
        Event::ExperimentStarted { experiment: 0 },
        Event::StepStarted { step: Step::Announce },
        Event::Revealed { experiment: 0 },
    ]);
    let answer = |upto: usize, after: usize| -> Result<Vec<Entry>, Refusal> {
        Ok(Run::shown_on_stage(&all[..upto]).into_iter().skip(after).collect())
    };
    let mut stage = following(true);
    assert_eq!(title(&stage.take(answer(3, 0))), "Experiment 1");
    let before = stage.take(answer(4, 3));
    assert!(stage.anew && stage.behind, "the stage asks once more, from the beginning");
    assert_eq!(title(&before), "Experiment 1", "and shows meanwhile what it had");
    let refused = stage.take(Err(Refusal::new(contract::Code::Busy, "Later.")));
    assert!(stage.anew && title(&refused) == "Experiment 1");
    assert_eq!(title(&stage.take(answer(4, 0))), named);
    assert!(!stage.anew);

    let mut console = following(false);
    console.take(Ok(all[..3].to_vec()));
    assert_eq!(title(&console.take(Ok(all[3..].to_vec()))), named);
    assert!(!console.anew);
    let LiveRun::Live(view) = console.take(Ok(Vec::new())) else { panic!("the day is there") };
    assert_eq!(view.on_stage().run.trials[1].experiment().title, "Experiment 2", "as on the wall");
}

#[test]
fn two_views_take_turns_and_what_somebody_still_draws_from_stays() {
    let entries = sample(parse_date("2026-11-24").unwrap()).journals[0].1.clone();
    let mut following = following(false);
    let _ = following.take(Ok(entries[..40].to_vec()));
    let kept = following.view.clone().unwrap();
    for at in 40..entries.len() {
        let spare = following.spare.as_ref().map(Rc::as_ptr);
        let live = following.take(Ok(entries[at..=at].to_vec()));
        let LiveRun::Live(view) = live else { panic!("{live:?}") };
        assert_eq!(view.run, Run::fold(&entries[..=at]).unwrap());
        assert_eq!(view.entries.len(), at + 1);
        if at > 41 {
            assert_ne!(spare, Some(Rc::as_ptr(following.spare.as_ref().unwrap())), "they take turns");
        }
    }
    assert_eq!(kept.run, Run::fold(&entries[..40]).unwrap());
    let view = following.view.unwrap();
    assert_eq!(
        view.struck.len(),
        entries.iter().filter(|e| matches!(e.event, Event::Common(Common::Struck { .. }))).count()
    );
}
