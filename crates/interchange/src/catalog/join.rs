//! The files of one import beside the catalog: what is new, what is there already, what would change.

use super::{Column, Listed, few, shorten};
use domain::{
    Id,
    ask::{Ask, Question},
    catalog::service::Service,
    text::{LIST_MAX_ITEMS, clip, name_key},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The services of one file, and whether they may change what the catalog says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Taken<'a> {
    /// The services.
    pub listed: &'a [Listed],
    /// Whether somebody said yes to [`Ask::Changes`].
    pub changes: bool,
}

/// What the files of one import bring to a catalog.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Joined {
    /// The services that it does not have yet, in the order of the files.
    pub fresh: Vec<Fresh>,
    /// The services of the catalog that the files change, because somebody said so.
    pub known: Vec<Known>,
    /// For each file what was not taken over, and why.
    pub warnings: Vec<Vec<String>>,
    /// For each file what it would change in the catalog, where nobody said so yet.
    pub questions: Vec<Option<Question>>,
}

/// A service of the catalog with what a file says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// Which of the files says so.
    pub file: usize,
    /// Which service.
    pub id: Id,
    /// As it is from now on, without the services of the files that it calls.
    pub service: Service,
    /// The services that it calls as well.
    pub calls: Vec<Place>,
    /// What changes, in words.
    pub differs: Vec<String>,
}

/// A service that is new to the catalog.
#[derive(Clone, Debug, PartialEq)]
pub struct Fresh {
    /// Which of the files it is from.
    pub file: usize,
    /// The service, without the services that it calls.
    pub service: Service,
    /// The services that it calls, each once.
    pub calls: Vec<Place>,
}

/// Where a service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the catalog.
    Known(Id),
    /// Among those that are new, by its index.
    Fresh(usize),
}

/// Sets the files of one import beside the catalog. Names are the same in any case; what the catalog has is changed only
/// where somebody said so.
#[must_use]
pub fn join(catalog: &[(Id, Service)], files: &[Taken<'_>]) -> Joined {
    let by_id: HashMap<Id, &Service> = catalog.iter().map(|(id, service)| (*id, service)).collect();
    let mut places = HashMap::new();
    for (id, service) in catalog {
        places.entry(name_key(&service.name)).or_insert(Place::Known(*id));
    }
    let mut fresh: Vec<(usize, &Listed)> = Vec::new();
    let mut again: Vec<(usize, &Listed, Place)> = Vec::new();
    let each = files.iter().enumerate().flat_map(|(at, file)| file.listed.iter().map(move |of| (at, of)));
    for (file, listed) in each {
        // In a file two names are two services; in the catalog a person may have written the one for the other.
        let in_catalog = |place: &&Place| matches!(place, Place::Known(_));
        let also = || places.get(&name_key(listed.also.as_ref()?)).filter(in_catalog);
        let found = places.get(&name_key(&listed.service.name)).or_else(also);
        if let Some(place) = found.copied() {
            again.push((file, listed, place));
        } else {
            places.insert(name_key(&listed.service.name), Place::Fresh(fresh.len()));
            fresh.push((file, listed));
        }
    }
    // Last, so that no other name ever hides a first one.
    for (at, (_, listed)) in fresh.iter().enumerate() {
        if let Some(also) = &listed.also {
            places.entry(name_key(also)).or_insert(Place::Fresh(at));
        }
    }
    for (_, listed, place) in &again {
        places.entry(name_key(&listed.service.name)).or_insert(*place);
    }
    let room = Room { by_id, places, fresh: &fresh };
    let (mut known, mut warnings, mut questions) = (Vec::new(), Vec::new(), Vec::new());
    for (file, taken) in files.iter().enumerate() {
        let again: Vec<_> = again.iter().filter(|(of, ..)| *of == file).collect();
        let differing = room.differing(file, &again);
        questions.push(if taken.changes { None } else { asked(&differing) });
        warnings.push(room.warnings(file, &again, taken.changes));
        if taken.changes {
            // Two files that change one service: the first one counts, and the other says so.
            let (first, other): (Vec<Known>, Vec<Known>) =
                differing.into_iter().partition(|one| known.iter().all(|before: &Known| before.id != one.id));
            let words =
                other.iter().map(|one| format!("“{}”", clip(&one.service.name, 60))).collect::<Vec<_>>();
            if let (Some(warnings), false) = (warnings.last_mut(), words.is_empty()) {
                warnings.push(format!("Changed by a file before this one, which counts: {}.", few(&words)));
            }
            known.extend(first);
        }
    }
    let fresh = fresh.iter().map(|(file, listed)| Fresh {
        file: *file,
        service: Service { unknown_upstream: room.unmet(listed), ..listed.service.clone() },
        calls: room.calls(listed),
    });
    Joined { fresh: fresh.collect(), known, warnings, questions }
}

/// Whether what a file says otherwise may be taken over.
fn asked(differing: &[Known]) -> Option<Question> {
    let words: Vec<_> = differing
        .iter()
        .map(|known| format!("“{}” ({})", clip(&known.service.name, 60), known.differs.join("; ")))
        .collect();
    (!words.is_empty()).then(|| Question {
        ask: Ask::Changes,
        must: false,
        words: format!(
            "The file says otherwise than the catalog. Shall the catalog say what the file says? {}.",
            few(&words)
        ),
    })
}

/// The catalog and the files together.
struct Room<'a> {
    by_id: HashMap<Id, &'a Service>,
    places: HashMap<String, Place>,
    fresh: &'a [(usize, &'a Listed)],
}

impl Room<'_> {
    fn place(&self, name: &str) -> Option<Place> {
        self.places.get(&name_key(name)).copied()
    }

    /// The services that a listed one calls, as far as they can be found.
    fn calls(&self, listed: &Listed) -> Vec<Place> {
        let mut seen = BTreeSet::new();
        listed.calls.iter().filter_map(|name| self.place(name)).filter(|place| seen.insert(*place)).collect()
    }

    /// The names among those that it calls that lead nowhere yet, each once.
    fn unmet(&self, listed: &Listed) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let unmet = listed.calls.iter().filter(|name| self.place(name).is_none());
        unmet.filter(|name| seen.insert(name_key(name))).take(LIST_MAX_ITEMS).cloned().collect()
    }

    /// The services of the catalog of which the file says something else, as they would be.
    fn differing(&self, file: usize, again: &[&(usize, &Listed, Place)]) -> Vec<Known> {
        let mut seen = BTreeSet::new();
        let mut known = Vec::new();
        for (_, listed, place) in again {
            let Place::Known(id) = place else { continue };
            let differs = self.differs(listed, *place);
            let Some(service) = self.by_id.get(id).filter(|_| !differs.is_empty() && seen.insert(*id)) else {
                continue;
            };
            let mut service = (*service).clone();
            for column in listed.told.iter().filter(|column| **column != Column::Name) {
                column.copy(&listed.service, &mut service);
            }
            let mut calls = Vec::new();
            if listed.told.contains(&Column::Upstream) {
                calls = self.calls(listed);
                service.upstream = Vec::new();
                service.unknown_upstream = self.unmet(listed);
            }
            known.push(Known { file, id: *id, service, calls, differs });
        }
        known
    }

    fn warnings(&self, file: usize, again: &[&(usize, &Listed, Place)], changes: bool) -> Vec<String> {
        let mut warnings = Vec::new();
        let (mut same, mut changed) = (Vec::new(), BTreeSet::new());
        for (_, listed, place) in again {
            let differs = self.differs(listed, *place);
            let name = self.called(listed, *place);
            let (twice, stays) = match place {
                Place::Fresh(at) => match self.fresh.get(*at) {
                    Some((of, first)) if *of == file => {
                        (format!("is in {} already", first.at), "The first one counts")
                    }
                    _ => ("is in another of the files already".to_owned(), "The first one counts"),
                },
                Place::Known(_) if differs.is_empty() => {
                    same.push(name);
                    continue;
                }
                Place::Known(id) if changes && !changed.insert(*id) => {
                    ("is in the file twice".to_owned(), "The first one counts")
                }
                Place::Known(_) if changes => continue, // it is told with the services that change
                Place::Known(_) => {
                    ("is in the catalog already".to_owned(), "What is in the catalog stays as it is")
                }
            };
            let differs = if differs.is_empty() {
                String::new()
            } else {
                format!(" It differs: {}. {stays}.", differs.join("; "))
            };
            warnings.push(format!("{}: {name} {twice}, so it was left out.{differs}", listed.at.capital()));
        }
        if !same.is_empty() {
            warnings.insert(0, format!("In the catalog already, and left as it is there: {}.", few(&same)));
        }
        warnings.extend(self.unknown(file));
        warnings.extend(self.not_stated(file));
        shorten(warnings)
    }

    /// The name in the file, and the one in the catalog where that is another.
    fn called(&self, listed: &Listed, place: Place) -> String {
        let name = &listed.service.name;
        let there = match place {
            Place::Known(id) => self.by_id.get(&id).map(|service| &service.name),
            Place::Fresh(_) => None,
        };
        match there.filter(|there| name_key(there) != name_key(name)) {
            Some(there) => format!("“{}” (there “{}”)", clip(name, 60), clip(there, 60)),
            None => format!("“{}”", clip(name, 60)),
        }
    }

    /// What the file says otherwise than the service that stands.
    fn differs(&self, listed: &Listed, place: Place) -> Vec<String> {
        let (service, calls) = match place {
            Place::Known(id) => {
                let Some(service) = self.by_id.get(&id) else { return Vec::new() };
                let there = service.upstream.iter().filter(|id| self.by_id.contains_key(id));
                let named = service.unknown_upstream.iter().filter_map(|name| self.place(name));
                (*service, there.map(|id| Place::Known(*id)).chain(named).collect::<BTreeSet<_>>())
            }
            Place::Fresh(at) => {
                let Some((_, first)) = self.fresh.get(at) else { return Vec::new() };
                (&first.service, self.calls(first).into_iter().collect())
            }
        };
        let mut differs = Vec::new();
        for column in listed.told.iter().filter(|column| **column != Column::Name) {
            if *column == Column::Downstream {
                continue; // a call of the other one, and compared there
            }
            if *column == Column::Upstream {
                if self.calls(listed).into_iter().collect::<BTreeSet<_>>() != calls {
                    differs.push("upstream: other services".to_owned());
                }
                continue;
            }
            let (says, stands) = (column.cell(&listed.service), column.cell(service));
            if *column == Column::DisplayName && name_key(&says) == name_key(&service.name) {
                continue; // it goes by that name there
            }
            if says != stands {
                let shown = |cell: &str| match cell {
                    "" => "not stated".to_owned(),
                    cell => format!("“{}”", clip(cell, 40)),
                };
                differs.push(format!("{}: {} here, {} there", column.words(), shown(&says), shown(&stands)));
            }
        }
        differs
    }

    /// Names that lead nowhere, each once with those who call it.
    fn unknown(&self, file: usize) -> Vec<String> {
        let mut callers: BTreeMap<String, (&str, Vec<String>)> = BTreeMap::new();
        for (_, listed) in self.fresh.iter().filter(|(of, _)| *of == file) {
            let caller = format!("“{}”", clip(&listed.service.name, 60));
            for name in listed.calls.iter().filter(|name| self.place(name).is_none()) {
                let (_, callers) = callers.entry(name_key(name)).or_insert((name.as_str(), Vec::new()));
                if callers.last() != Some(&caller) {
                    callers.push(caller.clone());
                }
            }
        }
        let say = |(name, callers): &(&str, Vec<String>)| {
            let name = clip(name, 60);
            format!(
                "No service is called “{name}”, in the files or in the catalog. It stays a name upstream of {}, and is joined as soon as there is one.",
                few(callers)
            )
        };
        callers.values().map(say).collect()
    }

    /// What the file does not say, and the catalog therefore does not either.
    fn not_stated(&self, file: usize) -> Option<String> {
        let fresh: Vec<_> = self.fresh.iter().filter(|(of, _)| *of == file).map(|(_, of)| *of).collect();
        let silent: Vec<_> = Column::CHOICES
            .into_iter()
            .filter_map(|column| {
                let silent = fresh.iter().filter(|listed| !listed.told.contains(&column)).count();
                match silent {
                    0 => None,
                    all if all == fresh.len() => Some(column.words()),
                    some => Some(format!("{} for {some} of {}", column.words(), fresh.len())),
                }
            })
            .collect();
        (!silent.is_empty())
            .then(|| format!("Not stated in the file, and so not stated here: {}.", silent.join(", ")))
    }
}
