//! Services as files list them, as CSV or OpenSLO, and what of that is new to a catalog.

mod column;
pub mod csv;
pub(crate) mod openslo;

pub use column::Column;
pub(crate) use column::{name_list, names};

use domain::{
    Document, Id,
    catalog::service::Service,
    text::{Invalid, LIST_MAX_ITEMS, clip},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Most warnings that one file gives; the rest is counted.
const WARNINGS_MAX: usize = 100;

/// A service as a file lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The service, with the usual where the file says nothing, and without the services that it calls.
    pub service: Service,
    /// What the file does say.
    pub told: Vec<Column>,
    /// The services that it calls, by name.
    pub calls: Vec<String>,
    /// The services that call it, by name; [`turn_round`] makes calls of them.
    pub called_by: Vec<String>,
    /// Another name that the file gives it.
    pub also: Option<String>,
    /// Where it begins in the file, from 1.
    pub line: usize,
}

impl Listed {
    pub(crate) fn at(line: usize) -> Self {
        Self {
            service: Service::named(""),
            told: Vec::new(),
            calls: Vec::new(),
            called_by: Vec::new(),
            also: None,
            line,
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
        Document::Service(self.service.clone()).check()
    }
}

/// Makes a call of the other one from each “called by”, where the other one is in the same file; what is left is said.
pub(crate) fn turn_round(listed: &mut [Listed]) -> Vec<String> {
    let mut elsewhere = Vec::new();
    for at in 0..listed.len() {
        let Some(called) = listed.get_mut(at) else { continue };
        let (name, callers) = (called.service.name.clone(), std::mem::take(&mut called.called_by));
        for caller in callers {
            match listed.iter_mut().find(|other| key(&other.service.name) == key(&caller)) {
                Some(other) if other.calls.iter().any(|known| key(known) == key(&name)) => {}
                Some(other) => other.calls.push(name.clone()),
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

/// What the files of one import bring to a catalog.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Joined {
    /// The services that it does not have yet, in the order of the files.
    pub fresh: Vec<Fresh>,
    /// For each file what was not taken over, and why.
    pub warnings: Vec<Vec<String>>,
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

/// Sets the files of one import beside the catalog. Names are the same in any case; what the catalog has is never changed.
#[must_use]
pub fn join(catalog: &[(Id, Service)], files: &[&[Listed]]) -> Joined {
    let by_id: HashMap<Id, &Service> = catalog.iter().map(|(id, service)| (*id, service)).collect();
    let mut places = HashMap::new();
    for (id, service) in catalog {
        places.entry(key(&service.name)).or_insert(Place::Known(*id));
    }
    let mut fresh: Vec<(usize, &Listed)> = Vec::new();
    let mut again: Vec<(usize, &Listed, Place)> = Vec::new();
    for (file, listed) in files.iter().enumerate().flat_map(|(at, file)| file.iter().map(move |of| (at, of)))
    {
        // In a file two names are two services; in the catalog a person may have written the one for the other.
        let in_catalog = |place: &&Place| matches!(place, Place::Known(_));
        let also = || places.get(&key(listed.also.as_ref()?)).filter(in_catalog);
        let found = places.get(&key(&listed.service.name)).or_else(also);
        if let Some(place) = found.copied() {
            again.push((file, listed, place));
        } else {
            places.insert(key(&listed.service.name), Place::Fresh(fresh.len()));
            fresh.push((file, listed));
        }
    }
    // Last, so that no other name ever hides a first one.
    for (at, (_, listed)) in fresh.iter().enumerate() {
        if let Some(also) = &listed.also {
            places.entry(key(also)).or_insert(Place::Fresh(at));
        }
    }
    for (_, listed, place) in &again {
        places.entry(key(&listed.service.name)).or_insert(*place);
    }
    let room = Room { by_id, places, fresh: &fresh };
    let warnings = (0..files.len()).map(|file| room.warnings(file, &again)).collect();
    let fresh = fresh.iter().map(|(file, listed)| Fresh {
        file: *file,
        service: listed.service.clone(),
        calls: room.calls(listed),
    });
    Joined { fresh: fresh.collect(), warnings }
}

/// The same name in any case is the same service.
fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// The catalog and the files together.
struct Room<'a> {
    by_id: HashMap<Id, &'a Service>,
    places: HashMap<String, Place>,
    fresh: &'a [(usize, &'a Listed)],
}

impl Room<'_> {
    fn place(&self, name: &str) -> Option<Place> {
        self.places.get(&key(name)).copied()
    }

    /// The services that a listed one calls, as far as they can be found.
    fn calls(&self, listed: &Listed) -> Vec<Place> {
        let mut seen = BTreeSet::new();
        listed.calls.iter().filter_map(|name| self.place(name)).filter(|place| seen.insert(*place)).collect()
    }

    fn warnings(&self, file: usize, again: &[(usize, &Listed, Place)]) -> Vec<String> {
        let mut warnings = Vec::new();
        let mut same = Vec::new();
        for (_, listed, place) in again.iter().filter(|(of, ..)| *of == file) {
            let differs = self.differs(listed, *place);
            let name = self.called(listed, *place);
            let (twice, stays) = match place {
                Place::Fresh(at) => match self.fresh.get(*at) {
                    Some((of, first)) if *of == file => {
                        (format!("is in line {} already", first.line), "The first one counts")
                    }
                    _ => ("is in another of the files already".to_owned(), "The first one counts"),
                },
                Place::Known(_) if differs.is_empty() => {
                    same.push(name);
                    continue;
                }
                Place::Known(_) => {
                    ("is in the catalog already".to_owned(), "What is in the catalog stays as it is")
                }
            };
            let differs = if differs.is_empty() {
                String::new()
            } else {
                format!(" It differs: {}. {stays}.", differs.join("; "))
            };
            warnings.push(format!("Line {}: {name} {twice}, so it was left out.{differs}", listed.line));
        }
        if !same.is_empty() {
            warnings.insert(0, format!("In the catalog already, and left as it is there: {}.", few(&same)));
        }
        warnings.extend(self.unknown(file));
        warnings.extend(self.usual(file));
        shorten(warnings)
    }

    /// The name in the file, and the one in the catalog where that is another.
    fn called(&self, listed: &Listed, place: Place) -> String {
        let name = &listed.service.name;
        let there = match place {
            Place::Known(id) => self.by_id.get(&id).map(|service| &service.name),
            Place::Fresh(_) => None,
        };
        match there.filter(|there| key(there) != key(name)) {
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
                (*service, there.map(|id| Place::Known(*id)).collect::<BTreeSet<_>>())
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
                    differs.push("upstream names other services".to_owned());
                }
                continue;
            }
            let (says, stands) = (column.cell(&listed.service), column.cell(service));
            if says != stands {
                let stands = if stands.is_empty() {
                    "nothing".to_owned()
                } else {
                    format!("“{}”", clip(&stands, 40))
                };
                differs.push(format!("{} is “{}” here and {stands} there", column.name(), clip(&says, 40)));
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
                let (_, callers) = callers.entry(key(name)).or_insert((name.as_str(), Vec::new()));
                if callers.last() != Some(&caller) {
                    callers.push(caller.clone());
                }
            }
        }
        let say = |(name, callers): &(&str, Vec<String>)| {
            let name = clip(name, 60);
            format!(
                "No service is called “{name}”, in the files or in the catalog. It was left out of what is upstream of {}.",
                few(callers)
            )
        };
        callers.values().map(say).collect()
    }

    /// What was taken because the file does not say it.
    fn usual(&self, file: usize) -> Option<String> {
        let fresh: Vec<_> = self.fresh.iter().filter(|(of, _)| *of == file).map(|(_, of)| *of).collect();
        let taken: Vec<_> = Column::CHOICES
            .into_iter()
            .filter_map(|column| {
                let silent = fresh.iter().filter(|listed| !listed.told.contains(&column)).count();
                let word = column.cell(&fresh.first().filter(|_| silent > 0).map(|_| Listed::at(0))?.service);
                let whom = if silent == fresh.len() {
                    String::new()
                } else {
                    format!(" for {silent} of {}", fresh.len())
                };
                Some(format!("{} {word}{whom}", column.name()))
            })
            .collect();
        (!taken.is_empty()).then(|| {
            format!("The file does not say everything, so the usual was taken: {}.", taken.join(", "))
        })
    }
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
