//! A run as a window sees it: its journal, folded once, and every new entry applied as it comes.

use crate::backend;
use contract::{Notice, Refusal, Request};
use domain::{
    Id,
    journal::{Common, Entry, Event, Fold},
};
use std::{cell::RefCell, collections::BTreeSet, ops::Deref, rc::Rc};
use yew::prelude::*;

/// A kind of run whose journal a window can follow.
pub trait Followed: Fold {
    /// The request that asks for entries of its journal.
    type Ask: Request<Reply = Vec<Entry<Self::Event>>> + 'static;

    /// Asks for the entries after a place in the journal of `run`.
    fn ask(run: Id, after: u64) -> Self::Ask;
}

/// A run, as far as the window knows it.
#[derive(Clone, Debug)]
pub enum LiveRun<R: Fold> {
    /// Asked, not answered yet.
    Loading,
    /// It has not begun.
    NotStarted,
    /// It has.
    Live(Rc<RunView<R>>),
    /// The backend said no, in words.
    Refused(Refusal),
}

/// A run as it stands, and the lines that led to it.
#[derive(Clone, Debug)]
pub struct RunView<R: Fold> {
    /// Whose: the id of its record.
    pub id: Id,
    /// The fold.
    pub run: R,
    /// The journal in order. Shared, so that a day of 2,000 entries is not copied for each new one.
    pub entries: Vec<Rc<Line<R::Event>>>,
    /// Places of the entries that were struck through.
    pub struck: BTreeSet<u64>,
}

/// One entry of the journal, with what it says.
#[derive(Clone, Debug)]
pub struct Line<E> {
    /// The entry.
    pub entry: Entry<E>,
    /// In words, as of the moment when it was written.
    pub sentence: String,
}

impl<E> PartialEq for Line<E> {
    fn eq(&self, other: &Self) -> bool {
        // An entry never changes: its place in its journal, and when it was written, say which one it is.
        self.entry.seq == other.entry.seq && self.entry.at == other.entry.at
    }
}

impl<E> Deref for Line<E> {
    type Target = Entry<E>;

    fn deref(&self) -> &Entry<E> {
        &self.entry
    }
}

impl<R: Fold> PartialEq for RunView<R> {
    fn eq(&self, other: &Self) -> bool {
        // A journal only grows: its length says whether two views are the same.
        self.id == other.id && self.run.course().seq == other.run.course().seq
    }
}

impl<R: Fold> RunView<R> {
    fn begin(id: Id, entries: Vec<Entry<R::Event>>) -> Option<Self> {
        let run = R::begin(entries.first()?)?;
        let mut view = Self { id, run, entries: Vec::with_capacity(entries.len()), struck: BTreeSet::new() };
        entries.into_iter().for_each(|entry| view.apply(entry));
        Some(view)
    }

    fn apply(&mut self, entry: Entry<R::Event>) {
        let known = self.entries.last().is_some_and(|line| entry.seq <= line.entry.seq);
        if known {
            return;
        }
        self.enact(&entry);
        let sentence = self.run.sentence(&entry);
        self.entries.push(Rc::new(Line { entry, sentence }));
    }

    /// Takes a line from another view of the same day.
    fn take(&mut self, line: &Rc<Line<R::Event>>) {
        self.enact(&line.entry);
        self.entries.push(Rc::clone(line));
    }

    fn enact(&mut self, entry: &Entry<R::Event>) {
        self.run.apply(entry);
        if let Some(Common::Struck { seq, .. }) = entry.event.common() {
            self.struck.insert(*seq);
        }
    }

    /// The run as the stage has it; the same one where the stage hides nothing.
    #[must_use]
    pub fn on_stage(self: &Rc<Self>) -> Rc<Self> {
        let Some(run) = self.run.veiled() else { return Rc::clone(self) };
        Rc::new(Self { id: self.id, run, entries: Vec::new(), struck: self.struck.clone() })
    }
}

/// A run, kept up to date. `veiled` says that the backend leaves out what the stage may not have yet: what it lets go of
/// later is read from the beginning.
#[hook]
pub fn use_journal<R: Followed>(id: Option<Id>, veiled: bool) -> LiveRun<R> {
    let shown = use_state(|| (None::<Id>, LiveRun::<R>::Loading));
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
struct Follower<R: Followed> {
    state: Rc<RefCell<Following<R>>>,
    _subscription: backend::Subscription,
}

struct Following<R: Followed> {
    id: Id,
    view: Option<Rc<RunView<R>>>,
    /// The view from before, which the screen no longer draws from.
    spare: Option<Rc<RunView<R>>>,
    show: Rc<dyn Fn(LiveRun<R>)>,
    /// The backend leaves out what the stage may not have yet.
    veiled: bool,
    /// What it has left out so far it now tells: the journal is asked for from the beginning.
    anew: bool,
    /// A question is on its way; what is heard meanwhile is asked for afterwards.
    asking: bool,
    behind: bool,
    over: bool,
}

impl<R: Followed> Follower<R> {
    fn begin(id: Id, veiled: bool, show: impl Fn(LiveRun<R>) + 'static) -> Self {
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
            let known = heard.borrow().view.as_ref().map_or(0, |view| view.run.course().seq);
            if matches!(notice, Notice::Journal { run, seq } if *run == id && *seq > known) {
                catch_up(&heard);
            }
        });
        catch_up(&state);
        Self { state, _subscription: subscription }
    }
}

impl<R: Followed> Drop for Follower<R> {
    fn drop(&mut self) {
        self.state.borrow_mut().over = true;
    }
}

fn catch_up<R: Followed>(state: &Rc<RefCell<Following<R>>>) {
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
                let known = following.view.as_ref().map_or(0, |view| view.run.course().seq);
                let after = if following.anew { 0 } else { known };
                R::ask(following.id, after)
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

impl<R: Followed> Following<R> {
    /// What to show after an answer.
    fn take(&mut self, answer: Result<Vec<Entry<R::Event>>, Refusal>) -> LiveRun<R> {
        match (answer, self.view.take()) {
            (Ok(entries), None) => {
                self.view = RunView::begin(self.id, entries).map(Rc::new);
            }
            (Ok(entries), Some(view)) if self.anew => {
                (self.anew, self.spare) = (false, None);
                self.view = RunView::begin(self.id, entries).map_or(Some(view), |view| Some(Rc::new(view)));
            }
            (Ok(entries), Some(view)) if self.veiled && view.run.lifts(&entries) => {
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
    fn grow(&mut self, shown: Rc<RunView<R>>, entries: Vec<Entry<R::Event>>) {
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
}
