//! Services between files of other tools and the catalog.

use crate::desk::interchange::Read;
use contract::{ImportedRecord, PreviewedRecord, Refusal};
use domain::{
    Id, Kind, Record,
    ask::{Ask, Question},
    catalog::service::{Service, Tier},
    text::clip,
};
use interchange::{
    Carried,
    catalog::{Fresh, Joined, Known, Listed, Place, Taken, csv, join},
};
use std::collections::HashMap;
use store::{Store, Tx};

/// What an import does to the catalog.
pub struct Services {
    joined: Joined,
    /// The versions of the services that change, as they were seen.
    versions: HashMap<Id, u64>,
}

/// Sets the services of the files beside the catalog.
///
/// # Errors
/// The workspace cannot be read.
pub fn plan(store: &Store, read: &[Read]) -> Result<Services, Refusal> {
    let taken: Vec<_> = read.iter().map(taken).collect();
    if taken.iter().all(|taken| taken.listed.is_empty()) {
        return Ok(Services { joined: Joined::default(), versions: HashMap::new() });
    }
    let records = store.all(Kind::Service)?;
    let versions = records.iter().map(|record| (record.id, record.version)).collect();
    let body = |record: Record| Ok((record.id, store::body::<Service>(record.document)?));
    let mut catalog = records.into_iter().map(body).collect::<Result<Vec<_>, Refusal>>()?;
    catalog.sort_by_key(|(id, _)| *id); // of two with one name the older one is meant
    Ok(Services { joined: join(&catalog, &taken), versions })
}

fn taken(read: &Read) -> Taken<'_> {
    let listed: &[Listed] = match &read.imported.what {
        Carried::Services(listed) => listed,
        _ => &[],
    };
    Taken { listed, changes: read.yes.contains(&Ask::Changes) }
}

impl Services {
    /// What is not taken over from a file, and why.
    pub fn warnings(&self, file: usize) -> Vec<String> {
        self.joined.warnings.get(file).cloned().unwrap_or_default()
    }

    /// What changes in the catalog because of a file, one sentence each.
    pub fn changes(&self, file: usize) -> Vec<String> {
        let known = self.joined.known.iter().filter(|known| known.file == file);
        known
            .map(|known| {
                format!("“{}” was changed: {}.", clip(&known.service.name, 60), known.differs.join("; "))
            })
            .collect()
    }

    /// Whether a file may change what the catalog says.
    pub fn question(&self, file: usize) -> Option<Question> {
        self.joined.questions.get(file).cloned().flatten()
    }

    /// How many records it writes.
    pub fn records(&self) -> usize {
        self.joined.fresh.len() + self.joined.known.len()
    }

    /// What of a file is new, and what changes.
    pub fn preview(&self, file: usize) -> (Vec<PreviewedRecord>, Vec<PreviewedRecord>) {
        let shown = |title: &str, says: String| PreviewedRecord {
            kind: Kind::Service,
            title: title.to_owned(),
            says,
        };
        let fresh = self.joined.fresh.iter().filter(|fresh| fresh.file == file);
        let known = self.joined.known.iter().filter(|known| known.file == file);
        (
            fresh.map(|fresh| shown(&fresh.service.name, said(fresh))).collect(),
            known.map(|known| shown(&known.service.name, known.differs.join("; "))).collect(),
        )
    }

    /// Writes the services that are new or change: each with the file that it is from.
    ///
    /// # Errors
    /// The workspace cannot be written, or somebody saved one of them meanwhile.
    pub fn write(self, tx: &mut Tx<'_>) -> Result<Vec<(usize, ImportedRecord)>, Refusal> {
        // Ids first: services name each other in any order, and in circles.
        let ids: Vec<Id> = self.joined.fresh.iter().map(|_| tx.birth()).collect();
        let mut written = Vec::new();
        for (Fresh { file, service, calls }, id) in self.joined.fresh.into_iter().zip(&ids) {
            let service = Service { upstream: reached(&calls, &ids), ..service };
            written.push((file, tx.insert_as(*id, service.into())?.into()));
        }
        for Known { file, id, mut service, calls, .. } in self.joined.known {
            for called in reached(&calls, &ids) {
                if !service.upstream.contains(&called) {
                    service.upstream.push(called);
                }
            }
            let version = self.versions.get(&id).copied().unwrap_or_default();
            written.push((file, tx.save(id, version, service.into())?.into()));
        }
        Ok(written)
    }
}

/// What a new service says of itself, in few words.
fn said(fresh: &Fresh) -> String {
    let service = &fresh.service;
    let calls = fresh.calls.len() + service.unknown_upstream.len();
    let facts = [
        (service.tier != Tier::NotStated).then(|| service.tier.label().to_lowercase()),
        (!service.owner_team.is_empty()).then(|| service.owner_team.clone()),
        (calls > 0).then(|| {
            if calls == 1 { "calls 1 service".to_owned() } else { format!("calls {calls} services") }
        }),
    ];
    facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The services at these places.
fn reached(calls: &[Place], ids: &[Id]) -> Vec<Id> {
    let id = |place: &Place| match place {
        Place::Known(id) => Some(*id),
        Place::Fresh(at) => ids.get(*at).copied(),
    };
    calls.iter().filter_map(id).collect()
}

/// The service catalog as CSV.
///
/// # Errors
/// The workspace cannot be read.
pub fn csv(store: &Store) -> Result<String, Refusal> {
    Ok(csv::write(&store.bodies()?))
}
