//! The services together: who calls whom, who is hit when one fails, and what a tier asks for.

pub mod budget;
pub(crate) mod sample;
pub mod service;

use crate::{
    Date, Id, Instant,
    catalog::service::{Service, Tier},
    content::content,
    text::name_key,
};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::LazyLock,
};

/// Who calls whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalog {
    services: BTreeMap<Id, Service>,
    /// Who calls a service.
    callers: BTreeMap<Id, BTreeSet<Id>>,
}

/// A service that is hit when another one fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which.
    pub service: Id,
    /// Its name.
    pub name: String,
    /// Its tier.
    pub tier: Tier,
    /// How many calls lie between: 1 calls the failed one itself.
    pub distance: usize,
}

/// Where a service is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which.
    pub service: Id,
    /// Counted from 0 at the left: those that nobody calls. What they call lies further right.
    pub column: usize,
    /// Counted from 0 at the top of its column.
    pub row: usize,
}

impl Catalog {
    /// The catalog of these services. Calls of services that are not among them are left out; a service that is known by
    /// its name alone is joined where there is one of that name now.
    #[must_use]
    pub fn of(services: impl IntoIterator<Item = (Id, Service)>) -> Self {
        let mut services: BTreeMap<Id, Service> = services.into_iter().collect();
        join_by_name(&mut services);
        let mut callers: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
        for (caller, service) in &services {
            for called in service.upstream.iter().filter(|called| services.contains_key(called)) {
                callers.entry(*called).or_default().insert(*caller);
            }
        }
        Self { services, callers }
    }

    /// All services.
    pub fn services(&self) -> impl Iterator<Item = (Id, &Service)> {
        self.services.iter().map(|(id, service)| (*id, service))
    }

    /// One service.
    #[must_use]
    pub fn get(&self, id: Id) -> Option<&Service> {
        self.services.get(&id)
    }

    /// The services that `id` calls.
    pub fn calls(&self, id: Id) -> impl Iterator<Item = Id> {
        let known = |called: &Id| self.services.contains_key(called);
        self.services.get(&id).into_iter().flat_map(|service| service.upstream.iter().copied()).filter(known)
    }

    /// The services that call `id`.
    pub fn callers(&self, id: Id) -> impl Iterator<Item = Id> {
        self.callers.get(&id).into_iter().flatten().copied()
    }

    /// Everybody who is hit when `id` fails, directly or through others: the most important tier first, then the nearest.
    #[must_use]
    pub fn hit_by(&self, id: Id) -> Vec<Hit> {
        let mut distances = BTreeMap::from([(id, 0_usize)]);
        let mut waiting = VecDeque::from([id]);
        while let Some(failed) = waiting.pop_front() {
            let next = distances.get(&failed).map_or(1, |distance| distance + 1);
            for caller in self.callers(failed) {
                if let std::collections::btree_map::Entry::Vacant(new) = distances.entry(caller) {
                    new.insert(next);
                    waiting.push_back(caller);
                }
            }
        }
        distances.remove(&id);
        let hit = |(service, distance): (Id, usize)| {
            let known = self.services.get(&service)?;
            Some(Hit { service, name: known.name.clone(), tier: known.tier, distance })
        };
        let mut hits: Vec<Hit> = distances.into_iter().filter_map(hit).collect();
        hits.sort_by(|a, b| (a.tier, a.distance, &a.name).cmp(&(b.tier, b.distance, &b.name)));
        hits
    }

    /// Services that call each other in a circle, each circle once. A service that calls itself is one.
    #[must_use]
    pub fn cycles(&self) -> Vec<Vec<Id>> {
        let circle = |group: &Vec<Id>| match group.as_slice() {
            [one] => self.calls(*one).any(|called| called == *one),
            _ => true,
        };
        self.groups().into_iter().filter(circle).collect()
    }

    /// Where each service is drawn: callers to the left of what they call; a circle shares a column.
    #[must_use]
    pub fn places(&self) -> Vec<Place> {
        let groups = self.groups(); // callers come before what they call
        let group_of: BTreeMap<Id, usize> =
            groups.iter().enumerate().flat_map(|(at, group)| group.iter().map(move |id| (*id, at))).collect();
        let mut columns = vec![0_usize; groups.len()];
        for (at, group) in groups.iter().enumerate() {
            let right = columns.get(at).map_or(0, |column| column + 1);
            for called in group.iter().flat_map(|id| self.calls(*id)) {
                let other = group_of.get(&called).copied().unwrap_or(at);
                if other != at
                    && let Some(column) = columns.get_mut(other)
                {
                    *column = right.max(*column);
                }
            }
        }
        let mut rows: BTreeMap<usize, Vec<Id>> = BTreeMap::new();
        for (id, group) in &group_of {
            rows.entry(columns.get(*group).copied().unwrap_or_default()).or_default().push(*id);
        }
        self.ordered(rows)
    }

    /// Orders each column by the mean row of its callers, so that few lines cross.
    fn ordered(&self, columns: BTreeMap<usize, Vec<Id>>) -> Vec<Place> {
        let mut rows: BTreeMap<Id, usize> = BTreeMap::new();
        let mut places = Vec::new();
        for (column, mut services) in columns {
            services.sort_by_cached_key(|id| {
                let above: Vec<usize> =
                    self.callers(*id).filter_map(|caller| rows.get(&caller).copied()).collect();
                let mean = above.iter().sum::<usize>() * 1_000 / above.len().max(1);
                (mean, self.services.get(id).map(|service| (service.tier, service.name.clone())))
            });
            for (row, service) in services.into_iter().enumerate() {
                rows.insert(service, row);
                places.push(Place { service, column, row });
            }
        }
        places
    }

    /// Strongly connected groups, callers before what they call (Kosaraju, without recursion: a chain of 10,000
    /// services must not overflow the stack).
    fn groups(&self) -> Vec<Vec<Id>> {
        let mut finished = Vec::new();
        let mut seen = BTreeSet::new();
        for start in self.services.keys() {
            self.walk(*start, &mut seen, |catalog, id| catalog.calls(id).collect(), &mut finished);
        }
        let (mut groups, mut seen) = (Vec::new(), BTreeSet::new());
        for start in finished.into_iter().rev() {
            let mut group = Vec::new();
            self.walk(start, &mut seen, |catalog, id| catalog.callers(id).collect(), &mut group);
            group.sort_unstable();
            if !group.is_empty() {
                groups.push(group);
            }
        }
        groups
    }

    /// Appends to `finished` all that can be reached from `start` and was not seen, each after what lies behind it.
    fn walk(
        &self,
        start: Id,
        seen: &mut BTreeSet<Id>,
        next: impl Fn(&Self, Id) -> Vec<Id>,
        finished: &mut Vec<Id>,
    ) {
        if !seen.insert(start) {
            return;
        }
        let mut path = vec![(start, next(self, start))];
        while let Some((id, open)) = path.last_mut() {
            match open.pop() {
                Some(other) if seen.insert(other) => {
                    let further = next(self, other);
                    path.push((other, further));
                }
                Some(_) => {}
                None => {
                    finished.push(*id);
                    path.pop();
                }
            }
        }
    }
}

/// Makes calls of the names that are services now. Of two services with one name the older one is meant.
fn join_by_name(services: &mut BTreeMap<Id, Service>) {
    if services.values().all(|service| service.unknown_upstream.is_empty()) {
        return;
    }
    let mut ids = BTreeMap::new();
    for (id, service) in services.iter() {
        ids.entry(name_key(&service.name)).or_insert(*id);
    }
    for service in services.values_mut() {
        let upstream = &mut service.upstream;
        service.unknown_upstream.retain(|name| {
            let Some(known) = ids.get(&name_key(name)) else { return true };
            if !upstream.contains(known) {
                upstream.push(*known);
            }
            false
        });
    }
}

/// What a tier asks for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct TierRule {
    /// Which rule.
    pub rule: Requirement,
    /// The tiers that it holds for.
    pub tiers: Vec<Tier>,
    /// The longest that the last one may lie back, in days.
    pub within_days: Option<u32>,
    /// What the service has: reads after its name.
    pub says: String,
    /// Why.
    pub why: String,
}

/// What can be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Requirement {
    /// A team that answers for it.
    Owner,
    /// Somebody on call.
    Rotation,
    /// An error budget that somebody read lately.
    Budget,
    /// Nothing less important that it depends on.
    WeakerUpstream,
    /// Something of a kind, lately; the kind by its word, since the catalog stands below most of them.
    #[serde(untagged)]
    Lately(String),
}

impl Requirement {
    /// Its word in files and on screen; of something that was done lately, the kind's.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Owner => "owner",
            Self::Rotation => "rotation",
            Self::Budget => "budget",
            Self::WeakerUpstream => "weaker-upstream",
            Self::Lately(kind) => kind,
        }
    }
}

/// What a service's tier asks for and the workspace does not show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierFinding {
    /// The rule.
    pub rule: &'static TierRule,
    /// What is known instead, in words.
    pub instead: String,
}

/// What the workspace knows about a service besides its own record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// When something of a kind was last done with it, by the word of the kind.
    pub lately: BTreeMap<&'static str, Instant>,
}

/// The rules of the tiers, read once.
pub static TIER_RULES: LazyLock<Vec<TierRule>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        rules: Vec<TierRule>,
    }
    let file: File = content!("catalog/tiers");
    file.rules
});

impl Catalog {
    /// What the tier of `id` asks for and the workspace does not show, in the order of the rules. `date_of` tells the
    /// day of an instant in the workspace's zone.
    #[must_use]
    pub fn findings(
        &self,
        id: Id,
        known: &Known,
        today: Date,
        date_of: impl Fn(Instant) -> Date,
    ) -> Vec<TierFinding> {
        let Some(service) = self.services.get(&id) else { return Vec::new() };
        let lately = |on: Option<Date>, rule: &TierRule, never: &str| {
            let Some(on) = on else { return Some(never.to_owned()) };
            let days = (today - on).num_days();
            let too_long = rule.within_days.is_some_and(|within| days > i64::from(within));
            too_long.then(|| format!("the last one was {days} days ago"))
        };
        let instead = |rule: &TierRule| match &rule.rule {
            Requirement::Owner => service.owner_team.trim().is_empty().then(|| "nobody is named".to_owned()),
            Requirement::Rotation => {
                service.oncall_rotation.trim().is_empty().then(|| "none is named".to_owned())
            }
            Requirement::Budget => {
                lately(service.budget.map(|budget| budget.on), rule, "nobody has read one")
            }
            Requirement::Lately(kind) => {
                lately(known.lately.get(kind.as_str()).copied().map(&date_of), rule, "never")
            }
            Requirement::WeakerUpstream => {
                let weaker = self.calls(id).filter_map(|called| self.services.get(&called));
                let names: Vec<_> = weaker
                    .filter(|called| matches!(called.tier, Tier::Standard | Tier::Experimental))
                    .map(|called| format!("{} ({})", called.name, called.tier.label().to_lowercase()))
                    .collect();
                (!names.is_empty()).then(|| format!("it calls {}", names.join(", ")))
            }
        };
        TIER_RULES
            .iter()
            .filter(|rule| rule.tiers.contains(&service.tier))
            .filter_map(|rule| Some(TierFinding { rule, instead: instead(rule)? }))
            .collect()
    }
}

#[cfg(test)]
mod tests;
