//! The stage: what the projector shows, and where.

use super::{Desk, lock};
use contract::{
    Answer, BlankStage, Caller, HideStage, MessageStage, Notice, Refusal, ShowStage, Stage, StageState,
};
use domain::{Id, text};

/// The windows, as the desk sees them. The shell has real ones; the command line and tests have none.
pub trait Front: Send + Sync {
    /// Tells every window that something changed.
    fn notify(&self, notice: Notice);
    /// Opens the stage, or moves it, on the named monitor; without a name on another one than the console's.
    ///
    /// # Errors
    /// The window cannot be opened, in words.
    fn open_stage(&self, monitor: Option<&str>) -> Result<(), Refusal>;
    /// Closes the stage.
    fn close_stage(&self);
    /// Whether the stage is open, and on which monitor.
    fn stage(&self) -> Option<Option<String>>;
    /// Names of the monitors, in order.
    fn monitors(&self) -> Vec<String>;
}

/// What the stage shows besides the run. Gone with the process: a blanked projector is no record.
#[derive(Default)]
pub(super) struct Shown {
    pub run: Option<Id>,
    pub blank: bool,
    pub message: Option<String>,
}

impl Answer<Stage> for Desk {
    fn answer(&self, _: Stage, _: Caller) -> Result<StageState, Refusal> {
        Ok(self.stage_state())
    }
}

impl Answer<ShowStage> for Desk {
    fn answer(&self, ShowStage { run, monitor }: ShowStage, _: Caller) -> Result<StageState, Refusal> {
        self.front.open_stage(monitor.as_deref())?;
        self.change_stage(|shown| shown.run = run)
    }
}

impl Answer<HideStage> for Desk {
    fn answer(&self, _: HideStage, _: Caller) -> Result<StageState, Refusal> {
        self.front.close_stage();
        self.change_stage(|_| {})
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

    fn change_stage(&self, change: impl FnOnce(&mut Shown)) -> Result<StageState, Refusal> {
        change(&mut lock(&self.stage));
        self.front.notify(Notice::Stage);
        Ok(self.stage_state())
    }

    fn stage_state(&self) -> StageState {
        let window = self.front.stage();
        let monitors = self.front.monitors();
        let shown = lock(&self.stage);
        // What was removed since is on no stage.
        let kind = shown.run.and_then(|run| self.store.get(run).ok()).map(|record| record.document.kind());
        StageState {
            run: shown.run,
            kind,
            open: window.is_some(),
            blank: shown.blank,
            message: shown.message.clone(),
            monitor: window.flatten(),
            monitors,
        }
    }
}
