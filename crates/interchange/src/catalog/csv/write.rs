//! The catalog as a table that a spreadsheet opens without running anything.

use crate::catalog::{Column, name_list};
use domain::{Id, catalog::service::Service};
use std::collections::HashMap;

/// How the first line of every table begins that was ever written here.
pub const HEADER_BEGINS: &str = "name,tier,owner_team,oncall_rotation,upstream,data_classification,deployment_frequency,architecture,language,infra,traffic_pattern,peak_rps,storage_gb,monthly_cost_usd";

/// The services as CSV, by name. Those upstream are named; what begins as a formula does gets an apostrophe before it.
#[must_use]
pub fn write(catalog: &[(Id, Service)]) -> String {
    let names: HashMap<Id, &str> = catalog.iter().map(|(id, service)| (*id, service.name.as_str())).collect();
    let mut services: Vec<&Service> = catalog.iter().map(|(_, service)| service).collect();
    services.sort_by_cached_key(|service| (service.name.to_lowercase(), service.name.clone()));
    let mut text = Column::ALL.map(Column::name).join(",");
    text.push('\n');
    for service in services {
        let cells = Column::ALL.map(|column| match column {
            Column::Upstream => {
                let known = service.upstream.iter().filter_map(|id| names.get(id).copied());
                name_list(known.chain(service.unknown_upstream.iter().map(String::as_str)))
            }
            column => column.cell(service),
        });
        text.push_str(&cells.map(|cell| quoted(guarded(cell))).join(","));
        text.push('\n');
    }
    text
}

/// A line of any other table, guarded in the same way.
#[must_use]
pub fn line<const N: usize>(cells: [String; N]) -> String {
    format!("{}\n", cells.map(|cell| quoted(guarded(cell))).join(","))
}

/// Spreadsheets run what begins so.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\0'];

fn is_formula(cell: &str) -> bool {
    // Apostrophes before it too, so that each one that is added can be told from those that were there.
    cell.trim_start_matches('\'').starts_with(FORMULA)
}

fn guarded(cell: String) -> String {
    if is_formula(&cell) { format!("'{cell}") } else { cell }
}

/// The cell as it was before it was guarded.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

fn quoted(cell: String) -> String {
    if cell.contains(['"', ',', ';', '\t', '\r', '\n']) {
        return format!("\"{}\"", cell.replace('"', "\"\""));
    }
    cell
}
