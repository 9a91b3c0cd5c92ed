//! Services as files list them, as CSV, OpenSLO or a catalog of Backstage, and what of that is new to a catalog.

pub(crate) mod backstage;
mod column;
pub mod csv;
mod join;
pub(crate) mod openslo;
mod said;

pub use column::Column;
pub(crate) use column::{name_list, names};
pub use join::{Fresh, Joined, Known, Place, Taken, join};
pub use said::Spot;

use crate::Unreadable;
use domain::{
    Document,
    ask::{Ask, Question},
    catalog::service::{Service, Tier},
    text::{Invalid, LINE_MAX_CHARS, LIST_MAX_ITEMS, clip, name_key},
};
use std::collections::{HashMap, HashSet};

/// Most warnings that one file gives; the rest is counted.
const WARNINGS_MAX: usize = 100;

/// A service as a file lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The service: nothing is stated that the file does not state. The services that it calls are beside it.
    pub service: Service,
    /// What the file does say.
    pub told: Vec<Column>,
    /// The services that it calls, by name.
    pub calls: Vec<String>,
    /// The services that call it, by name; [`turn_round`] makes calls of them.
    pub called_by: Vec<String>,
    /// Another name that the file gives it.
    pub also: Option<String>,
    /// Where it stands in the file.
    pub at: Spot,
    /// The question that keeps it out until somebody says yes.
    pub only_if: Option<Ask>,
    /// The name that it could have besides the first one of its name in the file.
    pub beside: Option<String>,
    /// The tier that the file suggests without stating it, and by which words.
    pub suggested: Option<(Tier, String)>,
}

impl Listed {
    pub(crate) fn at(at: Spot) -> Self {
        Self {
            service: Service::named(""),
            told: Vec::new(),
            calls: Vec::new(),
            called_by: Vec::new(),
            also: None,
            at,
            only_if: None,
            beside: None,
            suggested: None,
        }
    }

    /// Notes that the file told `column`.
    pub(crate) fn tells(&mut self, column: Column) {
        if !self.told.contains(&column) {
            self.told.push(column);
        }
    }

    /// Whether a catalog could hold it.
    pub(crate) fn check(&self) -> Result<(), Invalid> {
        if self.calls.len() > LIST_MAX_ITEMS {
            let words = format!(
                "The list of upstream services has {} entries; {LIST_MAX_ITEMS} fit.",
                self.calls.len()
            );
            return Err(Invalid::new(Column::Upstream.name(), words));
        }
        // Whichever of those names leads to no service stays with this one as a name.
        let named = Service { unknown_upstream: self.calls.clone(), ..self.service.clone() };
        Document::Service(named).check().map_err(|invalid| {
            let is_call = invalid.field.starts_with("unknown_upstream");
            if is_call { Invalid::new(Column::Upstream.name(), invalid.message) } else { invalid }
        })
    }
}

/// Makes a call of the other one from each “called by”, where the other one is in the same file; what is left is said.
pub(crate) fn turn_round(listed: &mut [Listed]) -> Vec<String> {
    let mut places: HashMap<String, usize> = HashMap::new();
    for (at, one) in listed.iter().enumerate() {
        places.entry(name_key(&one.service.name)).or_insert(at);
    }
    let mut elsewhere = Vec::new();
    let mut known: HashMap<usize, HashSet<String>> = HashMap::new();
    for at in 0..listed.len() {
        let Some(called) = listed.get_mut(at) else { continue };
        let (name, callers) = (called.service.name.clone(), std::mem::take(&mut called.called_by));
        let key = name_key(&name);
        for caller in callers {
            match places.get(&name_key(&caller)).and_then(|at| Some((*at, listed.get_mut(*at)?))) {
                Some((at, other)) => {
                    let calls = || other.calls.iter().map(|name| name_key(name)).collect();
                    if known.entry(at).or_insert_with(calls).insert(key.clone()) {
                        other.calls.push(name.clone());
                    }
                }
                None => elsewhere.push(format!(
                    "“{}” is said to call “{}” and is not in this file. Say it on the page of the one that calls.",
                    clip(&caller, 60),
                    clip(&name, 60)
                )),
            }
        }
    }
    elsewhere
}

/// Finds the second services of one name, names what each could be called, and asks.
pub(crate) fn twins(listed: &mut [Listed]) -> Option<Question> {
    let mut taken: HashMap<String, usize> = HashMap::new();
    for one in listed.iter() {
        *taken.entry(name_key(&one.service.name)).or_default() += 1;
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut words = Vec::new();
    for one in listed.iter_mut() {
        let nth = seen.entry(name_key(&one.service.name)).or_default();
        *nth += 1;
        if *nth == 1 {
            continue;
        }
        let stem = clip(&one.service.name, LINE_MAX_CHARS - 12);
        // One more candidate than there are names: one of them is free.
        let free = (*nth..*nth + taken.len() + 1).map(|copy| format!("{stem} ({copy})"));
        let Some(other) = free.into_iter().find(|name| !taken.contains_key(&name_key(name))) else {
            continue;
        };
        taken.insert(name_key(&other), 1);
        words.push(format!("“{}” in {} as “{}”", clip(&one.service.name, 60), one.at, clip(&other, 70)));
        one.beside = Some(other);
    }
    (!words.is_empty()).then(|| Question {
        ask: Ask::Twins,
        must: false,
        words: format!(
            "Names stand more than once; the first of each counts. Shall the others come in as well: {}?",
            few(&words)
        ),
    })
}

/// The services as somebody answered the questions of their file.
#[must_use]
pub fn answered(mut listed: Vec<Listed>, yes: &[Ask]) -> Vec<Listed> {
    listed.retain(|one| one.only_if.is_none_or(|ask| yes.contains(&ask)));
    let mut taken = HashSet::new();
    for one in &mut listed {
        // What was left out takes nobody's name.
        let is_second = !taken.insert(name_key(&one.service.name));
        one.beside = one.beside.take().filter(|_| is_second);
        if yes.contains(&Ask::Twins)
            && let Some(other) = one.beside.take()
        {
            one.service.name = other;
        }
        let suggested = one.suggested.take().filter(|_| !one.told.contains(&Column::Tier));
        if let Some((tier, _)) = suggested.filter(|_| yes.contains(&Ask::Tiers)) {
            one.service.tier = tier;
            one.tells(Column::Tier);
        }
    }
    listed
}

/// Says of a file without a service what it holds, as far as it was said.
pub(crate) fn nothing_of(warnings: Vec<String>, what: &str) -> Unreadable {
    let mut words = vec![format!("This file of {what} holds no service that can be taken in.")];
    words.extend(warnings.into_iter().take(5));
    Unreadable::new(words.join(" "))
}

/// Up to five, and how many more.
pub(crate) fn few(words: &[String]) -> String {
    match words.len().checked_sub(5) {
        None | Some(0) => words.join(", "),
        Some(more) => format!("{} and {more} more", words.get(..5).unwrap_or_default().join(", ")),
    }
}

/// Up to [`WARNINGS_MAX`], and how many more.
pub(crate) fn shorten(mut warnings: Vec<String>) -> Vec<String> {
    if let Some(more) = warnings.len().checked_sub(WARNINGS_MAX).filter(|more| *more > 0) {
        warnings.truncate(WARNINGS_MAX);
        warnings.push(format!("There are {more} more notes like these."));
    }
    warnings
}
