//! A run as a window sees it: its journal, folded once, and every new entry applied as it comes.

use crate::backend;
use contract::{Journal, Notice, Refusal};
use domain::{
    Id,
    run::{Entry, Event, Run, sentence},
};
use std::{cell::RefCell, collections::BTreeSet, ops::Deref, rc::Rc};
use yew::prelude::*;

/// A run, as far as the window knows it.
#[derive(Clone, Debug)]
pub enum LiveRun {
    /// Asked, not answered yet.
    Loading,
    /// The day has not begun.
    NotStarted,
    /// It has.
    Live(Rc<RunView>),
    /// The backend said no, in words.
    Refused(Refusal),
}

/// The day as it stands, and the lines that led to it.
#[derive(Clone, Debug)]
pub struct RunView {
    /// Whose: the id of the game day.
    pub id: Id,
    /// The fold.
    pub run: Run,
    /// The journal in order. Shared, so that a day of 2,000 entries is not copied for each new one.
    pub entries: Vec<Rc<Line>>,
    /// Places of the entries that were struck through.
    pub struck: BTreeSet<u64>,
}

/// One entry of the journal, with what it says.
#[derive(Clone, Debug)]
pub struct Line {
    /// The entry.
    pub entry: Entry,
    /// In words, as of the moment when it was written.
    pub sentence: String,
}

impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        // An entry never changes: its place in its journal, and when it was written, say which one it is.
        self.entry.seq == other.entry.seq && self.entry.at == other.entry.at
    }
}

impl Deref for Line {
    type Target = Entry;

    fn deref(&self) -> &Entry {
        &self.entry
    }
}

impl PartialEq for RunView {
    fn eq(&self, other: &Self) -> bool {
        // A journal only grows: its length says whether two views are the same.
        self.id == other.id && self.run.seq == other.run.seq
    }
}

impl RunView {
    fn begin(id: Id, entries: Vec<Entry>) -> Option<Self> {
        let run = Run::begin(entries.first()?)?;
        let mut view = Self { id, run, entries: Vec::with_capacity(entries.len()), struck: BTreeSet::new() };
        entries.into_iter().for_each(|entry| view.apply(entry));
        Some(view)
    }

    fn apply(&mut self, entry: Entry) {
        let known = self.entries.last().is_some_and(|line| entry.seq <= line.entry.seq);
        if known {
            return;
        }
        self.enact(&entry);
        let sentence = sentence(&entry, &self.run);
        self.entries.push(Rc::new(Line { entry, sentence }));
    }

    /// Takes a line from another view of the same day.
    fn take(&mut self, line: &Rc<Line>) {
        self.enact(&line.entry);
        self.entries.push(Rc::clone(line));
    }

    fn enact(&mut self, entry: &Entry) {
        self.run.apply(entry);
        if let Event::Struck { seq, .. } = entry.event {
            self.struck.insert(seq);
        }
    }

    /// The day as the stage has it; the same one where the stage hides nothing.
    #[must_use]
    pub fn on_stage(self: &Rc<Self>) -> Rc<Self> {
        if !self.run.plan.game_day.blind {
            return Rc::clone(self);
        }
        let (id, struck) = (self.id, self.struck.clone());
        Rc::new(Self { id, run: self.run.on_stage(), entries: Vec::new(), struck })
    }

    /// Whether one of the new `entries` lifts the veil of a blind drill: what came before then reads differently.
    fn lifts(&self, entries: &[Entry]) -> bool {
        let lifts = |entry: &Entry| matches!(entry.event, Event::Revealed { .. } | Event::Concluded { .. });
        self.run.plan.game_day.blind && entries.iter().any(lifts)
    }
}

/// The run of game day `id`, kept up to date.
#[hook]
pub fn use_run(id: Option<Id>) -> LiveRun {
    use_journal(id, false)
}

/// The run of game day `id` as the stage may have it: what a blind drill reveals is read from the beginning.
#[hook]
pub fn use_stage_run(id: Option<Id>) -> LiveRun {
    use_journal(id, true)
}

#[hook]
fn use_journal(id: Option<Id>, veiled: bool) -> LiveRun {
    let shown = use_state(|| (None::<Id>, LiveRun::Loading));
    {
        let setter = shown.setter();
        use_effect_with(id, move |id| {
            let follower = id.map(|id| Follower::begin(id, veiled, move |live| setter.set((Some(id), live))));
            move || drop(follower)
        });
    }
    match &*shown {
        (of, live) if of.is_some() && *of == id => live.clone(),
        _ => LiveRun::Loading,
    }
}

/// Follows one journal until it is dropped.
struct Follower {
    state: Rc<RefCell<Following>>,
    _subscription: backend::Subscription,
}

struct Following {
    id: Id,
    view: Option<Rc<RunView>>,
    /// The view from before, which the screen no longer draws from.
    spare: Option<Rc<RunView>>,
    show: Rc<dyn Fn(LiveRun)>,
    /// The backend leaves out what the stage may not have yet.
    veiled: bool,
    /// What it has left out so far it now tells: the journal is asked for from the beginning.
    anew: bool,
    /// A question is on its way; what is heard meanwhile is asked for afterwards.
    asking: bool,
    behind: bool,
    over: bool,
}

impl Follower {
    fn begin(id: Id, veiled: bool, show: impl Fn(LiveRun) + 'static) -> Self {
        let state = Rc::new(RefCell::new(Following {
            id,
            view: None,
            spare: None,
            show: Rc::new(show),
            veiled,
            anew: false,
            asking: false,
            behind: false,
            over: false,
        }));
        let heard = Rc::clone(&state);
        let subscription = backend::on_notice(move |notice| {
            let known = heard.borrow().view.as_ref().map_or(0, |view| view.run.seq);
            if matches!(notice, Notice::Journal { run, seq } if *run == id && *seq > known) {
                catch_up(&heard);
            }
        });
        catch_up(&state);
        Self { state, _subscription: subscription }
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.state.borrow_mut().over = true;
    }
}

fn catch_up(state: &Rc<RefCell<Following>>) {
    {
        let mut following = state.borrow_mut();
        following.behind = true;
        if following.asking {
            return;
        }
        following.asking = true;
    }
    let state = Rc::clone(state);
    wasm_bindgen_futures::spawn_local(async move {
        loop {
            let request = {
                let mut following = state.borrow_mut();
                if following.over || !following.behind {
                    following.asking = false;
                    return;
                }
                following.behind = false;
                let known = following.view.as_ref().map_or(0, |view| view.run.seq);
                let after = if following.anew { 0 } else { known };
                Journal { run: following.id, after }
            };
            let answer = backend::ask(request).await;
            let (show, live) = {
                let mut following = state.borrow_mut();
                if following.over {
                    return;
                }
                (Rc::clone(&following.show), following.take(answer))
            };
            show(live);
        }
    });
}

impl Following {
    /// What to show after an answer.
    fn take(&mut self, answer: Result<Vec<Entry>, Refusal>) -> LiveRun {
        match (answer, self.view.take()) {
            (Ok(entries), None) => {
                self.view = RunView::begin(self.id, entries).map(Rc::new);
            }
            (Ok(entries), Some(view)) if self.anew => {
                (self.anew, self.spare) = (false, None);
                self.view = RunView::begin(self.id, entries).map_or(Some(view), |view| Some(Rc::new(view)));
            }
            (Ok(entries), Some(view)) if self.veiled && view.lifts(&entries) => {
                (self.anew, self.behind) = (true, true);
                self.view = Some(view);
            }
            (Ok(entries), Some(view)) => self.grow(view, entries),
            // What is on screen stays: the next notice asks again.
            (Err(_), Some(view)) => self.view = Some(view),
            (Err(refusal), None) => return LiveRun::Refused(refusal),
        }
        self.view.as_ref().map_or(LiveRun::NotStarted, |view| LiveRun::Live(Rc::clone(view)))
    }

    /// Adds entries. The screen still draws from `shown`, so that one cannot change, and to copy a day of 2,000 entries
    /// takes longer than to draw the new one. So two views take turns: the one from before catches up.
    fn grow(&mut self, shown: Rc<RunView>, entries: Vec<Entry>) {
        let spare = self.spare.take().and_then(|spare| Rc::try_unwrap(spare).ok());
        let mut next = spare.unwrap_or_else(|| (*shown).clone());
        shown.entries.iter().skip(next.entries.len()).for_each(|line| next.take(line));
        entries.into_iter().for_each(|entry| next.apply(entry));
        self.spare = Some(shown);
        self.view = Some(Rc::new(next));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::{
        Instant,
        game_day::GameDayStatus,
        run::{Step, shown_on_stage},
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

    fn following(veiled: bool) -> Following {
        let id = "019a0c00-0005-7000-8000-000000000002".parse().unwrap();
        let show: Rc<dyn Fn(LiveRun)> = Rc::new(|_| ());
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

    fn title(live: &LiveRun) -> String {
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
            Ok(shown_on_stage(&all[..upto]).into_iter().skip(after).collect())
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
            entries.iter().filter(|e| matches!(e.event, Event::Struck { .. })).count()
        );
    }
}
