//! The one list.

use crate::{
    Caller, CatalogView, Drawing, Exported, Greeting, ImportedFile, Moved, Profile, Refusal, ReviewView,
    Revision, SeriesSamples, ServiceView, StageState, Theme, Upload,
};
use domain::{
    Date, Document, Id, Kind, Record, Row,
    action::Action,
    assessment::{Said, Scope},
    chaos::{
        compare::Comparison,
        lint::Finding,
        maturity::Maturity,
        results::TrialResult,
        run::{Entry, Event},
    },
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Something that a screen can ask for.
pub trait Request: Serialize + DeserializeOwned + Into<Call> {
    /// What it gets.
    type Reply: Serialize + DeserializeOwned;
}

/// Answers one kind of request. The backend's desk implements it once per request, each beside its own room.
pub trait Answer<R: Request> {
    /// Carries the request out.
    ///
    /// # Errors
    /// A refusal in words; nothing was written then.
    fn answer(&self, request: R, caller: Caller) -> Result<R::Reply, Refusal>;
}

macro_rules! requests {
    ($( $(#[doc = $doc:literal])* $name:ident { $( $(#[doc = $field_doc:literal])* $field:ident : $type:ty ),* $(,)? } -> $reply:ty; )+) => {
        $(
            $(#[doc = $doc])*
            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            pub struct $name { $( $(#[doc = $field_doc])* pub $field: $type, )* }

            impl Request for $name { type Reply = $reply; }
            impl From<$name> for Call { fn from(request: $name) -> Self { Self::$name(request) } }
        )+

        /// Any request, as it crosses from a window to the backend.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "call", content = "with")]
        pub enum Call { $( $(#[doc = $doc])* $name($name), )+ }

        /// Whoever answers every request.
        pub trait Desk: $( Answer<$name> + )+ {}
        impl<T: $( Answer<$name> + )+> Desk for T {}

        /// Hands a call to the answer that belongs to it and the reply back as JSON.
        ///
        /// # Errors
        /// The refusal of whoever answered.
        pub fn dispatch(desk: &impl Desk, call: Call, caller: Caller) -> Result<serde_json::Value, Refusal> {
            match call {
                $( Call::$name(request) => reply(&Answer::<$name>::answer(desk, request, caller)?), )+
            }
        }
    };
}

requests! {
    /// What a window must know first.
    Greet {} -> Greeting;

    /// All records of a kind, the newest first.
    List {
        /// Of which kind.
        kind: Kind,
    } -> Vec<Row>;

    /// Records that hold these words, the best first.
    Search {
        /// The words, as typed.
        text: String,
    } -> Vec<Row>;

    /// One record as it stands.
    Get {
        /// Which.
        id: Id,
    } -> Record;

    /// A new record.
    Create {
        /// Its body.
        document: Document,
    } -> Record;

    /// A new version of a record.
    Save {
        /// Which.
        id: Id,
        /// The version that the person saw; any other is refused as a conflict.
        version: u64,
        /// The body.
        document: Document,
    } -> Record;

    /// Takes a record out of lists and search. Undo brings it back.
    Remove {
        /// Which.
        id: Id,
        /// The version that the person saw.
        version: u64,
    } -> Record;

    /// Writes the version before `version` as a new one (a removed record comes back).
    Undo {
        /// Which.
        id: Id,
        /// The version to take back: the latest.
        version: u64,
    } -> Record;

    /// Earlier versions of a record, the newest first.
    History {
        /// Which.
        id: Id,
    } -> Vec<Revision>;

    /// A copy of an experiment or a game day (with its experiments), ready to be planned anew.
    Duplicate {
        /// Which.
        id: Id,
    } -> Record;

    /// Ticks an item of a game day's checklist, or takes the tick back.
    TickChecklist {
        /// Which game day.
        game_day: Id,
        /// Key of the item.
        item: String,
        /// Ticked or not.
        done: bool,
    } -> Record;

    /// Begins a game day: the plan is copied into its journal.
    StartRun {
        /// Which game day.
        game_day: Id,
        /// The messages of the warnings that the person has read and accepts. One that is not among them stops the start.
        acknowledged: Vec<String>,
    } -> Entry;

    /// What stands between a game day's plan and its start, as it stands in the file.
    Lint {
        /// Which game day.
        game_day: Id,
    } -> Vec<Finding>;

    /// Moves experiments that have not begun from a day that runs, or has ended, to another day.
    Reschedule {
        /// Which run.
        run: Id,
        /// Which experiments, counted from 0 in the plan.
        experiments: Vec<usize>,
        /// The other day, which is still planned; `None` plans a new one with the same people.
        to: Option<Id>,
        /// The date of the new day, where it is known.
        date: Option<Date>,
    } -> Record;

    /// Moves an experiment from a planned day to another one; both are saved, or neither.
    MoveExperiment {
        /// From which day.
        game_day: Id,
        /// The version of that day that the person saw.
        version: u64,
        /// Which experiment.
        experiment: Id,
        /// The other day, which is still planned; `None` plans a new one with the same people.
        to: Option<Id>,
        /// The date of the new day, where it is known.
        date: Option<Date>,
    } -> Moved;

    /// Takes such a move back, as long as nobody has changed either day since.
    MoveBack {
        /// The day that the experiment left.
        from: Id,
        /// Its version after the move.
        from_version: u64,
        /// The day that has it now.
        to: Id,
        /// Its version after the move; a day that the move has made is removed again.
        to_version: u64,
    } -> Record;

    /// Entries of a run's journal after a place in it, in order. The stage gets none that is private.
    Journal {
        /// Which run.
        run: Id,
        /// The last place that the window knows; 0 for none.
        after: u64,
    } -> Vec<Entry>;

    /// Writes down what happened, if the rules of the run admit it now.
    Append {
        /// Which run.
        run: Id,
        /// Whose word it is; empty for whoever sits at the laptop.
        actor: String,
        /// What happened.
        event: Event,
    } -> Entry;

    /// Raises an action out of a run: a record, and a line in the journal.
    RaiseAction {
        /// Which run.
        run: Id,
        /// The action.
        action: Action,
        /// The surprise that it answers (its place in the journal), if it answers one.
        about: Option<u64>,
    } -> Record;

    /// What live watchers have seen of an experiment: one entry for each of its series that has values.
    Samples {
        /// Which run.
        run: Id,
        /// Which experiment of the plan, from 0.
        experiment: usize,
    } -> Vec<SeriesSamples>;

    /// Asks the workspace's Prometheus once and answers with the value.
    TryQuery {
        /// The query; an empty one tries the address alone (and answers 1).
        query: String,
    } -> f64;

    /// The chart of one metric's readings over a trial, with what a live watcher saw between them.
    ReadingsChart {
        /// Which run.
        run: Id,
        /// Which experiment of the plan, from 0.
        experiment: usize,
        /// Which metric of the experiment, from 0.
        metric: usize,
        /// In which colours.
        theme: Theme,
        /// Width in CSS pixels.
        width_px: u32,
        /// Height in CSS pixels.
        height_px: u32,
    } -> Drawing;

    /// Writes the report of a game day or an assessment as PDF into the folder `reports` beside the workspace, never over another file.
    ExportPdf {
        /// Which game day.
        id: Id,
    } -> Exported;

    /// Takes in experiments and journals of Chaos Toolkit, JSON or YAML: all or none. A refusal has a line a bad file.
    Import {
        /// The files.
        files: Vec<Upload>,
    } -> Vec<ImportedFile>;

    /// Writes files for Chaos Toolkit into the folder `reports` beside the workspace, never over another file: an
    /// experiment as one experiment, a game day that has begun as one journal for each experiment that was run.
    ExportChaosToolkit {
        /// Which experiment or game day.
        id: Id,
        /// Whether names of hosts and users are hidden.
        redact: bool,
    } -> Vec<Exported>;

    /// What the stage shows.
    Stage {} -> StageState;

    /// Puts a run on the stage, which fills a monitor without the console; without one the console asks for [`WindowStage`].
    ShowStage {
        /// The run; `None` shows the idle stage.
        run: Option<Id>,
        /// The monitor by name; `None` leaves the stage where it is, or lets the backend choose.
        monitor: Option<String>,
    } -> StageState;

    /// Puts a run on the stage as a window like any other. The person was told that it may cover the console.
    WindowStage {
        /// The run; `None` shows the idle stage.
        run: Option<Id>,
    } -> StageState;

    /// Closes the stage, or stops waiting for its monitor.
    HideStage {} -> StageState;

    /// Blanks the stage, or lights it again.
    BlankStage {
        /// Black or not.
        blank: bool,
    } -> StageState;

    /// Puts a message on the stage, or takes it down.
    MessageStage {
        /// The words; `None` takes it down.
        text: Option<String>,
    } -> StageState;

    /// What came of every experiment that was on a day, from all journals, the newest day first.
    ServiceHistory {
        /// Of which service; `None` for all of them.
        service: Option<Id>,
    } -> Vec<TrialResult>;

    /// Two days side by side, the earlier one on the left, whichever is named first. Both must have begun.
    Compare {
        /// One day.
        left: Id,
        /// The other.
        right: Id,
    } -> Comparison;

    /// The chaos maturity: what the record shows, what people say, what leads to the next level.
    ChaosMaturity {} -> Maturity;

    /// Says in the name of whoever sits at the laptop that a criterion of the chaos maturity is met, or takes that back.
    ClaimChaos {
        /// Key of the criterion; one that the record shows cannot be claimed.
        item: String,
        /// Met or not.
        claimed: bool,
    } -> Record;

    /// Begins a review: its number and the review before it follow from the scope and the template.
    BeginAssessment {
        /// What is assessed.
        scope: Scope,
        /// Key of a template: the workspace's own where it has one of that key, else the handbook's.
        template: String,
        /// Nobody scores alone.
        solo: bool,
        /// Who scores; whoever scored last time where this is empty.
        participants: Vec<String>,
    } -> Record;

    /// The room does something in a review.
    Assess {
        /// Which review.
        assessment: Id,
        /// What it does.
        said: Said,
    } -> Record;

    /// A review with what it is held against. The stage gets no vote that is not shown.
    Review {
        /// Which.
        assessment: Id,
        /// Held against this one instead of the one before it.
        against: Option<Id>,
    } -> ReviewView;

    /// Every review as one line with its scores: the open ones first, then the newest.
    Profiles {} -> Vec<Profile>;

    /// The profile of a review as a drawing.
    ProfileChart {
        /// Which.
        assessment: Id,
        /// Held against this one, dashed.
        against: Option<Id>,
        /// In which colours.
        theme: Theme,
        /// Width in CSS pixels.
        width_px: u32,
        /// Height in CSS pixels.
        height_px: u32,
    } -> Drawing;

    /// All services with what their tiers ask for, and the circles in which they call each other.
    Catalog {} -> CatalogView;

    /// Who calls whom, as a drawing as large as it wants to be.
    DependenciesChart {
        /// Only what this service calls, and who is hit when it fails.
        around: Option<Id>,
        /// In which colours.
        theme: Theme,
    } -> Drawing;

    /// All that the workspace knows about a service besides its own record.
    AboutService {
        /// Which.
        service: Id,
    } -> ServiceView;

    /// The window has drawn its first data; goes to the log with the time since the start.
    Ready {} -> ();
}

fn reply(value: &impl Serialize) -> Result<serde_json::Value, Refusal> {
    serde_json::to_value(value).map_err(|cause| {
        Refusal::new(crate::Code::Internal, format!("The answer could not be written down: {cause}."))
    })
}
