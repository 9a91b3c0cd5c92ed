//! The stage: what the projector shows, and where.

mod place;

pub use place::Desktop;

use super::{Desk, chaos, lock};
use contract::{
    Answer, BlankStage, Call, Caller, Code, HideStage, MessageStage, Monitor, Notice, Refusal, ShowStage,
    Stage, StagePlace, StageState, WindowStage,
};
use domain::{Id, text};
use place::Wish;

/// The windows, as the desk sees them. The shell has real ones; the command line and tests have none.
pub trait Front: Send + Sync {
    /// Tells every window that something changed.
    fn notify(&self, notice: Notice);
    /// Opens the stage there, moves it there, or takes it away.
    ///
    /// # Errors
    /// The window cannot be opened, in words.
    fn put_stage(&self, place: &StagePlace) -> Result<(), Refusal>;
    /// Whether the stage has a window: a person may have closed it.
    fn has_stage(&self) -> bool;
    /// Lets the console's window go; it has written what stood in its fields.
    fn leave(&self);
    /// The monitors that there are now, and what is on them.
    fn desktop(&self) -> Desktop;
}

/// What the stage shows besides the run. Gone with the process: a blanked projector is no record.
#[derive(Default)]
pub(super) struct Shown {
    pub run: Option<Id>,
    pub blank: bool,
    pub message: Option<String>,
    wish: Wish,
    place: StagePlace,
    /// Names of the monitors that it could fill, as of the last look.
    free: Vec<String>,
}

impl Answer<Stage> for Desk {
    fn answer(&self, _: Stage, _: Caller) -> Result<StageState, Refusal> {
        Ok(self.stage_state())
    }
}

impl Answer<ShowStage> for Desk {
    fn answer(&self, ShowStage { run, monitor }: ShowStage, _: Caller) -> Result<StageState, Refusal> {
        let desktop = self.front.desktop();
        let chosen = monitor.map(|name| named(&desktop, &name)).transpose()?;
        let free = desktop.free().next().cloned();
        let nowhere = chosen.is_none() && free.is_none();
        let state = self.change_stage(|shown| {
            shown.run = run;
            // Where it is, it is well, unless somebody chose.
            if let Some(monitor) = chosen.or(free.filter(|_| !shown.place.is_open())) {
                shown.wish = Wish::On(monitor);
            }
        })?;
        if nowhere && !state.place.is_open() {
            self.front.notify(Notice::StageAsks { run });
        }
        Ok(state)
    }
}

impl Answer<WindowStage> for Desk {
    fn answer(&self, WindowStage { run }: WindowStage, _: Caller) -> Result<StageState, Refusal> {
        self.change_stage(|shown| (shown.run, shown.wish) = (run, Wish::Window))
    }
}

impl Answer<HideStage> for Desk {
    fn answer(&self, _: HideStage, _: Caller) -> Result<StageState, Refusal> {
        self.change_stage(|shown| shown.wish = Wish::None)
    }
}

impl Answer<BlankStage> for Desk {
    fn answer(&self, BlankStage { blank }: BlankStage, _: Caller) -> Result<StageState, Refusal> {
        self.change_stage(|shown| shown.blank = blank)
    }
}

impl Answer<MessageStage> for Desk {
    fn answer(&self, MessageStage { text }: MessageStage, _: Caller) -> Result<StageState, Refusal> {
        let message = text.filter(|text| !text.trim().is_empty());
        if let Some(words) = &message {
            text::line("message", "The message", words)?;
        }
        self.change_stage(|shown| shown.message = message)
    }
}

impl Desk {
    /// Puts a run on the stage, whether or not its window is open.
    pub(super) fn put_on_stage(&self, run: Id) {
        lock(&self.stage).run = Some(run);
        self.front.notify(Notice::Stage);
    }

    /// Looks where monitors, console and stage are, and puts the stage where it belongs now. Costs nothing while nobody
    /// wants a stage.
    pub fn keep_stage(&self) {
        let mut shown = lock(&self.stage);
        if shown.wish == Wish::None {
            return;
        }
        let before = (shown.place.clone(), shown.free.clone());
        self.notice_closed(&mut shown);
        if let Err(refusal) = self.place_stage(&mut shown) {
            tracing::warn!(%refusal, "the stage is not where it belongs; the next look tries again");
        }
        let changed = (&shown.place, &shown.free) != (&before.0, &before.1);
        drop(shown);
        if changed {
            self.front.notify(Notice::Stage);
        }
    }

    /// Whether the stage is asked for anything that it may have: what it shows, and the brake of the run that it shows.
    pub fn stage_may(&self, call: &Call) -> bool {
        let shown = lock(&self.stage).run;
        call.is_for_stage()
            || matches!(call, Call::Chaos(call) if shown.is_some() && chaos::brake(call) == shown)
    }

    /// Takes the stage away for good: the desk goes to another workspace.
    pub fn leave_stage(&self) {
        if let Err(refusal) = self.change_stage(|shown| shown.wish = Wish::None) {
            tracing::warn!(%refusal, "the stage of the workspace that was left does not go");
        }
    }

    fn change_stage(&self, change: impl FnOnce(&mut Shown)) -> Result<StageState, Refusal> {
        {
            let mut shown = lock(&self.stage);
            self.notice_closed(&mut shown);
            let before = shown.wish.clone();
            change(&mut shown);
            if let Err(refusal) = self.place_stage(&mut shown) {
                shown.wish = before; // what cannot be had is not tried for ever
                return Err(refusal);
            }
        }
        self.front.notify(Notice::Stage);
        Ok(self.stage_state())
    }

    /// A stage that a person has closed is not wanted any more.
    fn notice_closed(&self, shown: &mut Shown) {
        if shown.place.is_open() && !self.front.has_stage() {
            (shown.wish, shown.place) = (Wish::None, StagePlace::Closed);
        }
    }

    /// Moves the window only when it belongs elsewhere than it is.
    fn place_stage(&self, shown: &mut Shown) -> Result<(), Refusal> {
        let desktop = self.front.desktop();
        shown.free = names(&desktop);
        let place = match &shown.place {
            // Off the console first; the next look brings it back to where it belongs.
            StagePlace::On(monitor) if desktop.strays(&shown.place) => StagePlace::Lost(monitor.clone()),
            _ => desktop.place(&shown.wish),
        };
        if place != shown.place {
            self.front.put_stage(&place)?;
            shown.place = place;
        }
        Ok(())
    }

    fn stage_state(&self) -> StageState {
        let monitors = names(&self.front.desktop());
        let shown = lock(&self.stage);
        // What was removed since is on no stage.
        let kind = shown.run.and_then(|run| self.store.get(run).ok()).map(|record| record.document.kind());
        StageState {
            run: shown.run,
            kind,
            place: shown.place.clone(),
            blank: shown.blank,
            message: shown.message.clone(),
            monitors,
        }
    }
}

fn names(desktop: &Desktop) -> Vec<String> {
    desktop.free().map(|monitor| monitor.name.clone()).collect()
}

/// The monitor that somebody chose from a list that may be old by now.
fn named(desktop: &Desktop, name: &str) -> Result<Monitor, Refusal> {
    let found = desktop.free().find(|monitor| monitor.name == name).cloned();
    found.ok_or_else(|| {
        Refusal::new(
            Code::Invalid,
            format!("{name} is not there now, or this window is on it. Choose another."),
        )
    })
}
