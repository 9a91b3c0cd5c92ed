//! What a record is to code that knows no kind of it: its summary, its relations, and what its kind declares.

use crate::{
    Date, Id, Instant, Zone,
    journal::{Entry, Unsound},
    text::Invalid,
};
use serde::{Deserialize, Serialize};

/// What a kind of record says of itself. Everything that generic code must know of it stands in its own folder; what most
/// kinds have in common is the default here.
pub trait Noun: Sized {
    /// Schema number of the body, counted up when a reader of today could misread it.
    const SCHEMA: u32;
    /// How lists of it are sorted.
    const ORDER: Order = Order::Newest;
    /// The status of one that is a run in progress; none where it is no run.
    const RUNNING: Option<&'static str> = None;
    /// Whether a hole in the time of one counts without a question.
    const GAPS_COUNT: bool = false;
    /// The status that it has no longer, and the one that it has instead, while the service that it is about is removed.
    const WITHOUT_SERVICE: Option<(&'static str, &'static str)> = None;
    /// What its first field is called.
    const TITLE: &'static str = "Title";
    /// A title, as an example for somebody who writes the first one; empty where it is not begun with a title.
    const EXAMPLE: &'static str = "";
    /// Whether a workspace has exactly one, which is not made, removed or searched for.
    const ONE: bool = false;
    /// Its lists whose places never move: what two people changed in two places of one fits together.
    const FIXED: &'static [&'static str] = &[];
    /// What one that came from another tool still needs, in a sentence; empty where it needs nothing.
    const IMPORTED: &'static str = "";

    /// One that has only a title yet, made by whoever sits at the laptop; `None` where it is not begun like that.
    #[must_use]
    fn named(_title: &str, _by: &str) -> Option<Self> {
        None
    }

    /// What lists and search know of it.
    #[must_use]
    fn summary(&self) -> Summary;

    /// Whether it may be written to the file.
    ///
    /// # Errors
    /// The first field that is beyond its limits.
    fn check(&self) -> Result<(), Invalid>;

    /// Whether a journal as the file holds it, each event still as JSON, is one of this kind of run.
    ///
    /// # Errors
    /// It is not, or this is no kind of run.
    fn sound(_journal: &[Entry<String>]) -> Result<(), Unsound> {
        Err(Unsound::NoRun)
    }

    /// What a person calls a name in its body, where that is no word of theirs; empty where it says nothing beside those
    /// around it.
    #[must_use]
    fn called(_name: &str) -> Option<&'static str> {
        None
    }

    /// The day that the file of its report is named by.
    #[must_use]
    fn held_on(&self, _zone: Zone) -> Option<Date> {
        None
    }
}

/// How a list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By name.
    Name,
    /// What happens last comes first, then what is due soonest.
    Newest,
}

/// What lists and search know of a document without opening it. Written by the document itself on every save.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// What a person calls it.
    pub title: String,
    /// The kind's own word for its state, in kebab-case; empty where a kind has none.
    pub status: String,
    /// The service that it is about.
    pub service_id: Option<Id>,
    /// The person or team that answers for it.
    pub owner: Option<String>,
    /// When it is due.
    pub due: Option<Date>,
    /// When it happens or happened.
    pub at: Option<Instant>,
    /// Other records that it refers to, in order, with the word for the relation.
    pub links: Vec<(Relation, Id)>,
    /// Everything that search should find it by, besides the title.
    pub search: String,
}

/// Why one record refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// A run carries out a plan.
    Runs,
    /// An action came out of a review.
    RaisedIn,
    /// Something is done once more.
    Repeats,
    /// A service calls another.
    DependsOn,
}

impl Relation {
    /// The word in the file.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Runs => "runs",
            Self::RaisedIn => "raised-in",
            Self::Repeats => "repeats",
            Self::DependsOn => "depends-on",
        }
    }
}

/// Somebody's word that something is done or met, with when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// Key of the item in `assets/content`.
    pub item: String,
    /// When it was ticked.
    pub at: Instant,
    /// By whom.
    pub by: String,
}
