//! What can happen in any run: the closed set, what admits it, what it changes, what it says.

use super::{Entry, Event, Fold, Gap, NotNow, Note, NoteKind, Raised, Timer, no};
use crate::{
    Date, Id, Instant,
    text::{self, Invalid},
    time::words,
};
use serde::{Deserialize, Serialize};

/// The most that one extension may add or take away, in milliseconds: four hours.
const EXTENSION_MAX_MS: i64 = 4 * 3_600_000;

/// What can happen in any run. Every event is somebody's word or the clock's; none is ever changed or removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Common {
    /// The countdown is held.
    Paused,
    /// The countdown goes on.
    Resumed,
    /// What the room is at got more time, or less.
    Extended {
        /// Milliseconds added; negative takes away.
        by_ms: i64,
    },
    /// The clock found a hole in time.
    GapFound {
        /// What made it.
        cause: GapCause,
        /// The last instant that was certainly lived through.
        from: Instant,
        /// The first instant after.
        to: Instant,
    },
    /// The room said whether a gap counts.
    GapDecided {
        /// The gap: its place in the journal.
        gap: u64,
        /// Whether its time counts as spent.
        counts: bool,
    },
    /// The computer's wall clock was set; durations go on as if nothing had happened.
    ClockSet {
        /// How far it jumped, in milliseconds; negative went back.
        by_ms: i64,
    },
    /// An entry was wrong. It stays in the record, struck through.
    Struck {
        /// Its place in the journal.
        seq: u64,
        /// What was wrong with it.
        reason: String,
    },
    /// A note for the facilitator alone: never on the stage.
    Noted {
        /// What.
        text: String,
    },
    /// Somebody saw something.
    Observed {
        /// What.
        text: String,
    },
    /// An action was raised; the record holds what becomes of it.
    ActionRaised {
        /// The record.
        action: Id,
        /// What will be done.
        title: String,
        /// Who does it.
        owner: String,
        /// By when.
        due: Option<Date>,
        /// The entry that it answers (its place in the journal), if it answers one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<u64>,
    },
    /// The run is over; what has not begun is not run. `day-ended` in journals of game days, which had it first.
    #[serde(rename = "day-ended", alias = "ended")]
    Ended {
        /// A closing word.
        note: String,
    },
    /// The closing word, in better words. What was said first stays in the journal.
    ClosingCorrected {
        /// The closing word as it is to be read.
        note: String,
    },
}

/// What made a hole in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapCause {
    /// The computer slept.
    Slept,
    /// Readyroom was not running.
    Away,
}

/// The oldest gap in a journal that nobody has decided on, from the entries about gaps alone; told on the wall clock of its time.
#[must_use]
pub fn open_gap(entries: &[Entry<Common>]) -> Option<Gap> {
    let decided = |seq: u64| {
        entries.iter().any(|entry| matches!(entry.event, Common::GapDecided { gap, .. } if gap == seq))
    };
    entries.iter().find_map(|entry| match entry.event {
        Common::GapFound { cause, from, to } if !decided(entry.seq) => {
            Some(Gap { seq: entry.seq, cause, from, to, counts: None })
        }
        _ => None,
    })
}

/// What happens to time happens to every run, whatever else its kind can have: such an entry can be written without
/// knowing of which kind the run is.
impl Event for Common {
    fn common(&self) -> Option<&Common> {
        Some(self)
    }
}

impl Common {
    /// What may still be written when a run is over: words about it, and corrections.
    pub(super) const fn is_afterword(&self) -> bool {
        matches!(
            self,
            Self::Observed { .. }
                | Self::Noted { .. }
                | Self::ActionRaised { .. }
                | Self::GapDecided { .. }
                | Self::Struck { .. }
                | Self::ClosingCorrected { .. }
        )
    }
}

/// Whether `common` may be appended to `run` now.
pub(super) fn admit<R: Fold>(run: &R, common: &Common, now: Instant) -> Result<(), NotNow> {
    words_fit(common).map_err(|invalid| NotNow(invalid.message))?;
    match common {
        Common::Paused => admit_pause(run, true),
        Common::Resumed => admit_pause(run, false),
        Common::Extended { by_ms } => admit_extension(run, *by_ms, now),
        Common::GapDecided { gap, .. } => match run.course().gap(*gap) {
            Some(known) if known.counts.is_none() => Ok(()),
            Some(_) => no("This gap has been decided on."),
            None => no("There is no such gap in the journal."),
        },
        Common::GapFound { from, to, .. } if to < from => no("A gap cannot end before it begins."),
        Common::Struck { seq, .. } => admit_strike(run, *seq),
        Common::Ended { .. } => run.may_end(),
        Common::ClosingCorrected { .. } if run.course().ended.is_none() => {
            no(&format!("The {} has not ended, so it has no closing word yet.", R::NOUN))
        }
        Common::GapFound { .. }
        | Common::ClockSet { .. }
        | Common::Noted { .. }
        | Common::Observed { .. }
        | Common::ActionRaised { .. }
        | Common::ClosingCorrected { .. } => Ok(()),
    }
}

fn admit_pause<R: Fold>(run: &R, pause: bool) -> Result<(), NotNow> {
    match run.clock().map(|timer| timer.paused_at.is_some()) {
        None => no(&format!("No {} is in progress, so no countdown runs.", R::STRETCH)),
        Some(true) if pause => no("The countdown is already paused."),
        Some(false) if !pause => no("The countdown is not paused."),
        Some(_) => Ok(()),
    }
}

fn admit_extension<R: Fold>(run: &R, by_ms: i64, now: Instant) -> Result<(), NotNow> {
    let Some(timer) = run.clock() else {
        return no(&format!("No {} is in progress, so there is nothing to extend.", R::STRETCH));
    };
    let Some(remaining_ms) = timer.remaining_ms(run.course().steady(now)) else {
        return no(&format!("This {} counts up and has no end to move.", R::STRETCH));
    };
    if by_ms == 0 || by_ms.saturating_abs() > EXTENSION_MAX_MS {
        return no(&format!("One extension may be up to {} either way.", words(EXTENSION_MAX_MS)));
    }
    if by_ms < 0 && remaining_ms + by_ms < 0 {
        return no(&format!(
            "There is less time left than that. Move on to the next {} instead.",
            R::STRETCH
        ));
    }
    Ok(())
}

fn admit_strike<R: Fold>(run: &R, seq: u64) -> Result<(), NotNow> {
    if let Some(locked) = run.locked(seq) {
        return Err(locked);
    }
    match run.struck(seq) {
        Some(false) => Ok(()),
        Some(true) => no("This entry has already been struck."),
        None => no(&format!("Only {} can be struck.", R::STRIKABLE)),
    }
}

/// Limits on what an event may carry.
fn words_fit(common: &Common) -> Result<(), Invalid> {
    match common {
        Common::Struck { reason, .. } => text::reason(reason),
        Common::Observed { text } => text::said("text", "The observation", text),
        Common::Noted { text } => text::said("text", "The note", text),
        Common::Ended { note } => text::prose("note", "The note", note),
        Common::ClosingCorrected { note } => text::said("note", "The closing word", note),
        Common::ActionRaised { title, owner, .. } => {
            text::required_line("title", "The action", title)?;
            text::required_line("owner", "The owner", owner)
        }
        _ => Ok(()),
    }
}

/// Changes `run` by an event that has been admitted; `at` is when it happened, on the run's steady clock.
pub(super) fn enact<R: Fold>(run: &mut R, entry: &Entry<R::Event>, common: &Common, at: Instant) {
    match common {
        Common::Paused => on_clock(run, |timer| timer.pause(at)),
        Common::Resumed => on_clock(run, |timer| timer.resume(at)),
        Common::Extended { by_ms } => on_clock(run, |timer| timer.extended_ms += by_ms),
        Common::GapFound { cause, from, to } => {
            run.lose_sight(to.since(*from));
            let course = run.course_mut();
            let (from, to) = (course.steady(*from), course.steady(*to));
            let counts = R::GAPS_COUNT.then_some(true);
            course.gaps.push(Gap { seq: entry.seq, cause: *cause, from, to, counts });
        }
        Common::GapDecided { gap, counts } => decide_gap(run, *gap, *counts),
        Common::ClockSet { by_ms } => run.course_mut().set_clock(*by_ms),
        Common::Struck { seq, .. } => run.strike(*seq),
        Common::Observed { text } => {
            run.take(Note { kind: NoteKind::Observation, said: entry.said(at, text), struck: false });
        }
        Common::Noted { text } => {
            run.take(Note { kind: NoteKind::Private, said: entry.said(at, text), struck: false });
        }
        Common::ActionRaised { action, title, owner, due, about } => {
            let (said, owner) = (entry.said(at, title), owner.clone());
            run.course_mut().actions.push(Raised { action: *action, said, owner, due: *due, about: *about });
        }
        Common::Ended { note } => {
            run.clocks().into_iter().for_each(|timer| timer.stop(at));
            run.course_mut().ended = Some(entry.said(at, note));
        }
        Common::ClosingCorrected { note } => {
            if let Some(ended) = &mut run.course_mut().ended {
                ended.text.clone_from(note);
            }
        }
    }
}

/// Changes the clock of what the room is at: the only one that has not stopped.
fn on_clock<R: Fold>(run: &mut R, change: impl FnOnce(&mut Timer)) {
    if let Some(timer) = run.clocks().into_iter().find(|timer| timer.is_open()) {
        change(timer);
    }
}

fn decide_gap<R: Fold>(run: &mut R, seq: u64, counts: bool) {
    let Some(gap) = run.course_mut().gap_mut(seq) else { return };
    gap.counts = Some(counts);
    let (from, to) = (gap.from, gap.to);
    if !counts {
        run.clocks().into_iter().for_each(|timer| timer.exclude(from, to));
    }
}

/// `2 min added to this step`, without a full stop.
pub(super) fn extended<R: Fold>(by_ms: i64) -> String {
    match by_ms {
        0 => format!("The countdown of this {} was moved and put back", R::STRETCH),
        ..0 => format!("{} taken off this {}", words(-by_ms), R::STRETCH),
        _ => format!("{} added to this {}", words(by_ms), R::STRETCH),
    }
}

/// What an event says, as one line for the room.
pub(super) fn sentence<R: Fold>(run: &R, common: &Common) -> String {
    match common {
        Common::Paused => "Countdown paused.".to_owned(),
        Common::Resumed => "Countdown resumed.".to_owned(),
        Common::Extended { by_ms } => format!("{}.", extended::<R>(*by_ms)),
        Common::GapFound { cause, from, to } => {
            let gap = words(to.since(*from));
            match cause {
                GapCause::Slept => format!("The computer slept for {gap}."),
                GapCause::Away => format!("Readyroom was not running for {gap}."),
            }
        }
        Common::GapDecided { gap, counts } => {
            let length = run.course().gap(*gap);
            let length = length.map_or(String::new(), |gap| format!(" of {}", words(gap.to.since(gap.from))));
            format!("The gap{length} {} as spent.", if *counts { "counts" } else { "does not count" })
        }
        Common::ClockSet { by_ms } => {
            let way = if *by_ms < 0 { "back" } else { "forward" };
            let by_ms = by_ms.saturating_abs();
            let by = if by_ms < 1000 { format!("{by_ms} ms") } else { words(by_ms) };
            format!("The computer's clock was set {way} by {by}. Durations go on unchanged.")
        }
        Common::Struck { seq, reason } => text::full(&format!("Entry {seq} struck: {reason}")),
        Common::Noted { text } => text::full(&format!("Private note: {text}")),
        Common::Observed { text } => text::full(text),
        Common::ActionRaised { title, owner, due, .. } => {
            let due = due.map_or(String::new(), |due| format!(", due {}", due.format("%-d %b %Y")));
            format!("Action raised: {} ({owner}{due}).", title.trim_end_matches('.'))
        }
        Common::Ended { note } => text::joined(&format!("The {} ended.", R::NOUN), note),
        Common::ClosingCorrected { note } => text::full(&format!("The closing word, corrected: {note}")),
    }
}
