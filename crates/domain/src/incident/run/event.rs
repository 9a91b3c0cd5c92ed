//! What can happen in an incident. Every event is somebody's word or the clock's; none is ever changed or removed.

use crate::{
    Id, Instant,
    choice::choice,
    incident::{Extent, Mark, Severity},
    journal::{self, Common},
};
use serde::{Deserialize, Serialize};

/// One line of an incident's journal.
pub type Entry = journal::Entry<Event>;

choice! {
    /// What somebody does in an incident (the handbook's, after the Incident Command System).
    Duty {
        /// Owns the resolution, decides, does not debug.
        Commander("Commander"),
        /// Hands on the keyboard.
        Operations("Operations"),
        /// Tells those outside.
        Communications("Communications"),
        /// Writes it down.
        Scribe("Scribe"),
        /// Knows the system.
        Expert("Expert"),
    }
}

choice! {
    /// What kind of line somebody wrote into the timeline.
    Kept {
        /// It happened.
        Happened("What happened"),
        /// It was decided.
        Decision("Decision"),
        /// It is not the cause.
        RuledOut("Ruled out"),
    }
}

choice! {
    /// How a way out stands.
    Attempt {
        /// Nobody has tried.
        NotTried("Not tried"),
        /// It is going to be tried.
        Planned("Planned"),
        /// It is under way.
        Trying("Trying"),
        /// It helps.
        Helps("Helps"),
        /// It does not, or cannot be done.
        NoHelp("No help"),
    }
}

choice! {
    /// For whom an update is.
    Audience {
        /// Those who work here.
        Internal("Internal"),
        /// Those who use it.
        Customers("Customers"),
        /// Everybody: it is over.
        AllClear("All clear"),
    }
}

/// What is known when an incident is declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// What people call it.
    pub title: String,
    /// How far it reaches.
    pub extent: Extent,
    /// How severe whoever declares it calls it; the matrix proposes.
    pub severity: Severity,
    /// The service that is hurt.
    #[serde(default)]
    pub service_id: Option<Id>,
    /// Its name, for when the catalog has long moved on.
    #[serde(default)]
    pub service: Option<String>,
    /// Who has which duty. One person may have several.
    #[serde(default)]
    pub people: Vec<OnDuty>,
    /// Where people talk.
    #[serde(default)]
    pub channel: String,
    /// Who is hurt and how, in words.
    #[serde(default)]
    pub affected: String,
    /// Since when users are hurt, where somebody knows.
    #[serde(default)]
    pub impact_began: Option<Instant>,
    /// When it was noticed, where somebody knows.
    #[serde(default)]
    pub detected: Option<Instant>,
    /// When somebody took it, where somebody knows.
    #[serde(default)]
    pub acknowledged: Option<Instant>,
    /// What it came out of: the game day whose fault or surprise it is.
    #[serde(default)]
    pub origin: Option<Id>,
}

/// Somebody with a duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnDuty {
    /// The name, as the room says it.
    pub name: String,
    /// What they do.
    pub duty: Duty,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case", expecting = "an event of an incident")]
pub enum Event {
    /// It was called an incident.
    Declared {
        /// With what was known.
        declaration: Box<Declaration>,
    },
    /// It is called something else, or what is hurt is said better.
    Described {
        /// What people call it.
        title: String,
        /// Who is hurt and how.
        affected: String,
    },
    /// It reaches further than was thought, or less far; or the commander calls it otherwise.
    Rated {
        /// How far it reaches.
        extent: Extent,
        /// How severe it is from here on.
        severity: Severity,
        /// Why.
        reason: String,
    },
    /// Somebody takes a duty; of all but experts there is one, so whoever had it hands it over.
    DutyTaken {
        /// Who.
        name: String,
        /// Which.
        duty: Duty,
        /// What they were told.
        #[serde(default)]
        briefing: String,
    },
    /// Somebody gives a duty up, and nobody takes it yet.
    DutyLeft {
        /// Who.
        name: String,
        /// Which.
        duty: Duty,
    },
    /// What is known, said to all. The first one is the briefing.
    CheckedIn {
        /// What we know.
        know: String,
        /// What we do not.
        unknown: String,
    },
    /// A line of the timeline.
    Logged {
        /// Of which kind.
        kept: Kept,
        /// The words.
        text: String,
        /// Where it was seen: a dashboard, an alert, a change, a page.
        #[serde(default)]
        source: String,
        /// When it happened; the moment of writing where nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Instant>,
    },
    /// An entry happened at another time than it says. What it said first stays in the journal.
    TimeCorrected {
        /// The entry: its place in the journal.
        entry: u64,
        /// When it happened.
        at: Instant,
    },
    /// A time that counts.
    Marked {
        /// Which.
        mark: Mark,
        /// When; nothing takes the mark off.
        at: Option<Instant>,
        /// The entry that it is, where it is one: its place in the journal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entry: Option<u64>,
    },
    /// A way out was thought of, tried, or given up.
    Attempted {
        /// Which, counted from 0 in the handbook's order.
        option: usize,
        /// How it stands.
        attempt: Attempt,
        /// What was done, or seen.
        #[serde(default)]
        note: String,
    },
    /// An update went out.
    Updated {
        /// To whom.
        audience: Audience,
        /// As it was sent.
        text: String,
        /// When the next one is promised for.
        #[serde(default)]
        next_at: Option<Instant>,
    },
    /// Users are no longer hurt. The cause may still be there.
    Mitigated {
        /// What ended it.
        how: String,
        /// Since when; the moment of writing where nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Instant>,
    },
    /// Users are hurt again.
    Relapsed {
        /// What is seen.
        seen: String,
    },
    /// The indicators are back to normal; from here on they are watched for half an hour.
    NormalSeen {
        /// Since when; the moment of writing where nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Instant>,
    },
    /// They are not.
    NormalLost {
        /// What is seen.
        seen: String,
    },
    /// Its cause is gone. The commander says so.
    Resolved {
        /// What it was, in one sentence.
        cause: String,
        /// Why it is resolved before the indicators were normal for half an hour, where it is.
        #[serde(default)]
        early: String,
    },
    /// It was no incident.
    CalledOff {
        /// What it was instead.
        reason: String,
    },
    /// What can happen in any run.
    #[serde(untagged)]
    Common(Common),
}

impl From<Common> for Event {
    fn from(common: Common) -> Self {
        Self::Common(common)
    }
}

impl journal::Event for Event {
    fn common(&self) -> Option<&Common> {
        if let Self::Common(common) = self { Some(common) } else { None }
    }

    fn happened_at(&self) -> Option<Instant> {
        match self {
            Self::Logged { at, .. } | Self::Mitigated { at, .. } | Self::NormalSeen { at } => *at,
            _ => None,
        }
    }
}
