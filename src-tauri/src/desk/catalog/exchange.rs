//! Services between files of other tools and the catalog.

use contract::{ImportedRecord, Refusal};
use domain::{Id, catalog::service::Service};
use interchange::{
    Carried, Imported,
    catalog::{Fresh, Joined, Place, csv, join},
};
use store::{Store, Tx};

/// What came out of a file, and what was left out of it: one sentence each.
pub type Came = (Vec<ImportedRecord>, Vec<String>);

/// Writes the services that are new, and says for each file which records came out of it and what was left out.
pub fn services(tx: &mut Tx<'_>, read: &[(String, Imported)]) -> Result<Vec<Came>, Refusal> {
    let listed = |(_, imported): &(String, Imported)| match &imported.what {
        Carried::Services(listed) => listed.clone(),
        _ => Vec::new(),
    };
    let listed: Vec<_> = read.iter().map(listed).collect();
    if listed.iter().all(Vec::is_empty) {
        return Ok(read.iter().map(|_| Default::default()).collect());
    }
    let mut catalog = tx.bodies::<Service>()?;
    catalog.sort_by_key(|(id, _)| *id); // of two with one name the older one is meant
    let Joined { fresh, warnings } = join(&catalog, &listed.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let mut files: Vec<_> = warnings.into_iter().map(|warnings| (Vec::new(), warnings)).collect();
    let mut ids: Vec<Id> = Vec::new();
    let mut early = Vec::new();
    for Fresh { file, mut service, calls } in fresh {
        service.upstream = reached(&calls, &ids);
        let record = tx.insert(service.clone().into())?;
        if service.upstream.len() < calls.len() {
            early.push((record.id, service, calls));
        }
        ids.push(record.id);
        if let Some((records, _)) = files.get_mut(file) {
            records.push(record.into());
        }
    }
    // Those that call a service further down, or in a circle, can name it only now.
    for (id, mut service, calls) in early {
        service.upstream = reached(&calls, &ids);
        tx.save(id, 1, service.into())?;
    }
    Ok(files)
}

/// The services at these places, as far as they have an id by now.
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
