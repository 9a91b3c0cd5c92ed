//! Two days side by side: the same plan run again, and what is better or worse since.

mod change;

pub use change::{Aspect, Change, Direction};

use crate::{
    Date, Id, Instant,
    action::{Action, ActionStatus},
    chaos::{
        game_day::Participant,
        results::{Samples, TrialResult, results},
        run::Run,
    },
};
use serde::{Deserialize, Serialize};

/// Most generations that a lineage is followed: nobody copies a copy more often, and a circle must end somewhere.
const GENERATIONS_MAX: usize = 50;

/// An earlier day on the left, a later one on the right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The earlier day.
    pub left: DaySide,
    /// The later day.
    pub right: DaySide,
    /// Every experiment of both days: in the order of the earlier one, then what only the later one has.
    pub pairs: Vec<Pair>,
    /// What became of the earlier day's actions until the later day.
    pub follow_ups: Vec<Change>,
}

/// One of the two days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DaySide {
    /// The game day.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// When it began.
    pub started_at: Instant,
    /// When it ended; none while it runs.
    pub ended_at: Option<Instant>,
    /// Where the faults were injected.
    pub environment: String,
    /// Who took part.
    pub people: Vec<Participant>,
    /// The actions that came out of it.
    pub actions: Vec<FollowUp>,
}

/// An action as it stands now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// The record.
    pub id: Id,
    /// What will be done.
    pub title: String,
    /// Who does it.
    pub owner: String,
    /// By when.
    pub due: Option<Date>,
    /// How far it is.
    pub status: ActionStatus,
    /// When it was marked done, where its history tells.
    pub done_at: Option<Instant>,
}

/// The same experiment on both days, or one that only one of them has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// What it is called, on the earlier day where it was there.
    pub title: String,
    /// On the earlier day.
    pub left: Option<TrialResult>,
    /// On the later day.
    pub right: Option<TrialResult>,
    /// What changed, the outcome first. Empty where only one day has it.
    pub changes: Vec<Change>,
}

/// A day as the record has it.
#[derive(Clone, Copy, Debug)]
pub struct Day<'a> {
    /// The game day.
    pub id: Id,
    /// How it went.
    pub run: &'a Run,
    /// What its live watchers saw.
    pub samples: &'a Samples,
    /// The actions that came out of it.
    pub actions: &'a [FollowUp],
}

impl FollowUp {
    /// An action's record, marked done at `done_at` where its history tells.
    #[must_use]
    pub fn of(id: Id, action: &Action, done_at: Option<Instant>) -> Self {
        Self {
            id,
            title: action.title.clone(),
            owner: action.owner.clone(),
            due: action.due,
            status: action.status,
            done_at: done_at.filter(|_| action.status == ActionStatus::Done),
        }
    }
}

impl Comparison {
    /// How many things went each way, in the order of [`Direction::ALL`]: of all experiments, and of the earlier day's actions.
    #[must_use]
    pub fn tally(&self) -> Vec<(Direction, usize)> {
        let all = || self.pairs.iter().flat_map(|pair| &pair.changes).chain(&self.follow_ups);
        let of = |wanted: Direction| all().filter(|change| change.direction == wanted).count();
        Direction::ALL.iter().map(|direction| (*direction, of(*direction))).collect()
    }
}

/// Holds two days against each other; the one that began earlier is on the left. `repeats` says which experiment another
/// one is a copy of, also for copies that were never run.
#[must_use]
pub fn compare(one: Day<'_>, other: Day<'_>, repeats: impl Fn(Id) -> Option<Id>) -> Comparison {
    let (left, right) =
        if other.run.course.started_at < one.run.course.started_at { (other, one) } else { (one, other) };
    let results = |day: Day<'_>| results(day.id, day.run, day.samples);
    let (lefts, rights) = (results(left), results(right));
    Comparison {
        follow_ups: change::follow_ups(left.actions, right.run.course.started_at),
        pairs: pairs(lefts, rights, &repeats),
        left: side(left),
        right: side(right),
    }
}

fn side(day: Day<'_>) -> DaySide {
    let plan = &day.run.plan.game_day;
    DaySide {
        id: day.id,
        title: plan.title.clone(),
        started_at: day.run.course.started_at,
        ended_at: day.run.course.ended.as_ref().map(|ended| ended.at),
        environment: plan.environment.clone(),
        people: plan.participants.clone(),
        actions: day.actions.to_vec(),
    }
}

fn pairs(
    lefts: Vec<TrialResult>,
    rights: Vec<TrialResult>,
    repeats: &impl Fn(Id) -> Option<Id>,
) -> Vec<Pair> {
    let matched = matches(&lefts, &rights, repeats);
    let mut rights: Vec<Option<TrialResult>> = rights.into_iter().map(Some).collect();
    let mut pairs = Vec::new();
    for (place, left) in lefts.into_iter().enumerate() {
        let partner = matched.iter().find(|(at, _)| *at == place).map(|(_, to)| *to);
        let right = partner.and_then(|to| rights.get_mut(to)).and_then(Option::take);
        let changes = right.as_ref().map(|right| change::changes(&left, right)).unwrap_or_default();
        pairs.push(Pair { title: left.title.clone(), left: Some(left), right, changes });
    }
    let only_right = rights.into_iter().flatten().map(|right| Pair {
        title: right.title.clone(),
        left: None,
        right: Some(right),
        changes: Vec::new(),
    });
    pairs.extend(only_right);
    pairs
}

/// Which experiment of the left is which of the right, by place: nearest relatives first, then equal titles.
fn matches(
    lefts: &[TrialResult],
    rights: &[TrialResult],
    repeats: &impl Fn(Id) -> Option<Id>,
) -> Vec<(usize, usize)> {
    let lines = |results: &[TrialResult]| -> Vec<Vec<Id>> {
        results.iter().map(|result| line(result, repeats)).collect()
    };
    let (left_lines, right_lines) = (lines(lefts), lines(rights));
    let mut candidates = Vec::new();
    for (at, (left, left_line)) in lefts.iter().zip(&left_lines).enumerate() {
        for (to, (right, right_line)) in rights.iter().zip(&right_lines).enumerate() {
            let kin = kinship(left_line, right_line);
            let same_title = || same(&left.title, &right.title).then_some(usize::MAX);
            if let Some(distance) = kin.or_else(same_title) {
                candidates.push((distance, at.min(to), at.max(to), at, to));
            }
        }
    }
    candidates.sort_unstable();
    let mut matched: Vec<(usize, usize)> = Vec::new();
    for (.., at, to) in candidates {
        if matched.iter().all(|(left, right)| *left != at && *right != to) {
            matched.push((at, to));
        }
    }
    matched
}

/// An experiment and those that it descends from, itself first.
fn line(result: &TrialResult, repeats: &impl Fn(Id) -> Option<Id>) -> Vec<Id> {
    let mut line = vec![result.experiment];
    let mut parent = result.repeats.or_else(|| repeats(result.experiment));
    while let Some(id) = parent.filter(|id| !line.contains(id) && line.len() < GENERATIONS_MAX) {
        line.push(id);
        parent = repeats(id);
    }
    line
}

/// How many generations two experiments are apart, through their nearest common ancestor.
fn kinship(left: &[Id], right: &[Id]) -> Option<usize> {
    let meet = |(up, id): (usize, &Id)| right.iter().position(|other| other == id).map(|down| up + down);
    left.iter().enumerate().filter_map(meet).min()
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

#[cfg(test)]
mod tests;
