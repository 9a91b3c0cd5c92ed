//! A run as a window sees it: its journal, folded once, and every new entry applied as it comes.

use crate::backend;
use contract::{Notice, Refusal, Request};
use domain::{
    Id,
    journal::{Common, Entry, Event, Fold},
};
use std::{cell::RefCell, collections::BTreeSet, ops::Deref, rc::Rc};
use yew::prelude::*;

/// A kind of run whose journal a window can follow and write into.
pub trait Followed: Fold {
    /// The request that asks for entries of its journal.
    type Ask: Request<Reply = Vec<Entry<Self::Event>>> + 'static;
    /// The request that writes into it.
    type Write: Request<Reply = Entry<Self::Event>> + 'static;

    /// Asks for the entries after a place in the journal of `run`.
    fn ask(run: Id, after: u64) -> Self::Ask;

    /// Writes what happened in `run` in the name of `actor`; empty for whoever sits at the laptop.
    fn write(run: Id, actor: String, event: Self::Event) -> Self::Write;
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
    /// The journal in order. Shared, so that a journal of 2,000 entries is not copied for each new one.
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

    /// Takes a line from another view of the same run.
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

    /// Adds entries. The screen still draws from `shown`, so that one cannot change, and to copy a journal of 2,000 entries
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
mod tests;
