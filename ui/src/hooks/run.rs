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
        self.run.apply(&entry);
        if let Event::Struck { seq, .. } = entry.event {
            self.struck.insert(seq);
        }
        let sentence = sentence(&entry, &self.run);
        self.entries.push(Rc::new(Line { entry, sentence }));
    }
}

/// The run of game day `id`, kept up to date.
#[hook]
pub fn use_run(id: Option<Id>) -> LiveRun {
    let shown = use_state(|| (None::<Id>, LiveRun::Loading));
    {
        let setter = shown.setter();
        use_effect_with(id, move |id| {
            let follower = id.map(|id| Follower::begin(id, move |live| setter.set((Some(id), live))));
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
    show: Rc<dyn Fn(LiveRun)>,
    /// A question is on its way; what is heard meanwhile is asked for afterwards.
    asking: bool,
    behind: bool,
    over: bool,
}

impl Follower {
    fn begin(id: Id, show: impl Fn(LiveRun) + 'static) -> Self {
        let state = Rc::new(RefCell::new(Following {
            id,
            view: None,
            show: Rc::new(show),
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
                let after = following.view.as_ref().map_or(0, |view| view.run.seq);
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
            (Ok(entries), Some(mut view)) => {
                let day = Rc::make_mut(&mut view);
                entries.into_iter().for_each(|entry| day.apply(entry));
                self.view = Some(view);
            }
            // What is on screen stays: the next notice asks again.
            (Err(_), Some(view)) => self.view = Some(view),
            (Err(refusal), None) => return LiveRun::Refused(refusal),
        }
        self.view.as_ref().map_or(LiveRun::NotStarted, |view| LiveRun::Live(Rc::clone(view)))
    }
}
