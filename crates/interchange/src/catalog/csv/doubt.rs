//! Whether a table is a list of services. A column of names makes none: states, edges, people and machines have one as well.

use crate::catalog::{Column, Listed, few};
use crate::ground::foreign;
use csv::StringRecord;
use domain::{
    ask::{Ask, Question},
    text::{clip, name_key},
};
use std::collections::HashSet;

/// Facts that hardly anything but a service has.
const TELLING: &[Column] = &[
    Column::Tier,
    Column::OncallRotation,
    Column::Upstream,
    Column::Downstream,
    Column::DataClassification,
    Column::DeploymentFrequency,
    Column::TrafficPattern,
];

/// The question to ask before a table is taken for a list of services; nothing where it says so itself.
pub fn about(
    file_name: &str,
    header: &StringRecord,
    columns: &[Option<Column>],
    listed: &[Listed],
) -> Option<Question> {
    let named = columns.iter().position(|column| *column == Some(Column::Name));
    let heading = named.and_then(|at| header.get(at)).unwrap_or_default().to_lowercase();
    let known = columns.iter().flatten().count();
    let says = |column: &Column| {
        listed.iter().any(|one| match column {
            // A number names no service: edges have such columns.
            Column::Upstream => one.calls.iter().any(|name| name.parse::<f64>().is_err()),
            Column::Downstream => true, // turned round by now, or soon
            column => one.told.contains(column),
        })
    };
    let telling = columns.iter().flatten().any(|column| TELLING.contains(column) && says(column));
    let is_named = heading.contains("service") || telling || columns.len() == 1;
    if is_named && known * 2 >= columns.len() && !header.iter().any(foreign::is_time) && !repeats(listed) {
        return None;
    }
    let quoted = |words: &str| format!("“{}”", clip(words.trim(), 40));
    let headings: Vec<_> = header.iter().map(quoted).collect();
    let names: Vec<_> = listed.iter().map(|one| quoted(&one.service.name)).collect();
    let file = clip(file_name.rsplit(['/', '\\']).next().unwrap_or_default(), 60);
    let rows = if listed.len() == 1 { "1 row".to_owned() } else { format!("{} rows", listed.len()) };
    Some(Question {
        ask: Ask::Table,
        must: true,
        words: format!(
            "Is “{file}” a list of services? It has the columns {} and {rows}: {}.",
            few(&headings),
            few(&names)
        ),
    })
}

/// Whether most rows speak of a service that another row speaks of: alerts, costs and objectives do.
fn repeats(listed: &[Listed]) -> bool {
    const FEW: usize = 4;
    let names: HashSet<_> = listed.iter().map(|one| name_key(&one.service.name)).collect();
    listed.len() >= FEW && names.len() * 2 <= listed.len()
}
