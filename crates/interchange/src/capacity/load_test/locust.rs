//! Statistics of Locust as CSV. Those over time (`…_stats_history.csv`) say how many users there were; those of the whole run
//! (`…_stats.csv`) do not.

use super::{
    LoadTest, Tool,
    levels::Levels,
    table::{Table, at, bare, cell, place},
};
use crate::{Unreadable, capacity::Progress};
use domain::text::clip;

/// Furthest time that is believed: the year 3000.
const AT_MAX_S: i64 = 32_503_680_000;

/// Whether these are the headings of such a file.
pub fn is_header(header: &[String]) -> bool {
    let has = |name: &str| header.iter().any(|heading| bare(heading) == name);
    has("usercount") && has("totalrequestcount") || has("requestcount") && has("failurecount")
}

/// Reads a point for each number of users.
pub fn read(table: &Table<'_>, progress: &mut Progress<'_>) -> Result<LoadTest, Unreadable> {
    let header = table.header();
    let place = |name: &str| place(&header, &[name]);
    let (Some(users), Some(total)) = (place("usercount"), place("totalrequestcount")) else {
        return Err(of_whole_run(table, &header, progress));
    };
    let (time, name, failures) = (place("timestamp"), place("name"), place("totalfailurecount"));
    let (mut levels, mut last, mut failed) = (Levels::default(), None, 0);
    let (mut began_s, mut ended_s) = (None, 0);
    let (mut requests, mut rows) = (0_u64, 0_usize);
    for row in table.rows(progress).skip(1) {
        let (line, row) = row?;
        if !is_sum(cell(&row, name)) {
            continue;
        }
        let whole = |heading: &str, place: Option<usize>| {
            let cell = cell(&row, place);
            cell.parse::<u64>().map_err(|_| {
                at(line, format!("{heading} is “{}”, which is no whole number.", clip(cell, 40)))
            })
        };
        let at_s = i64::try_from(whole("Timestamp", time)?).ok().filter(|at_s| *at_s <= AT_MAX_S);
        let at_s = at_s.ok_or_else(|| at(line, "Timestamp is no time in seconds."))?;
        let counted = whole("Total Request Count", Some(total))?;
        let users = u32::try_from(whole("User Count", Some(users))?).unwrap_or(u32::MAX);
        let done = counted.saturating_sub(last.unwrap_or_default());
        levels.add(at_s, users, done);
        requests = requests.saturating_add(done);
        failed = whole("Total Failure Count", failures).unwrap_or(failed).max(failed);
        last = Some(counted);
        began_s = began_s.or(Some(at_s));
        ended_s = at_s;
        rows += 1;
    }
    if rows == 0 {
        return Err(Unreadable::new(
            "The statistics of Locust hold no row “Aggregated”, which sums up all requests.",
        ));
    }
    let whole_s = began_s.map(|began_s| (ended_s - began_s) as f64);
    let (points, warnings) = levels.points(whole_s);
    if points.is_empty() {
        return Err(Unreadable::new("The statistics of Locust hold no second with users and requests."));
    }
    let (requests, errors) = (Some(requests), Some(failed));
    Ok(LoadTest { requests, errors, warnings, ..LoadTest::of(Tool::Locust, points) })
}

/// Locust called it `Total` once.
fn is_sum(name: &str) -> bool {
    matches!(name, "Aggregated" | "Total" | "None" | "")
}

fn of_whole_run(table: &Table<'_>, header: &[String], progress: &mut Progress<'_>) -> Unreadable {
    let (name, rate) = (place(header, &["name"]), place(header, &["requestss"]));
    let sum = table.rows(progress).skip(1).filter_map(Result::ok).find(|(_, row)| is_sum(cell(row, name)));
    let said = sum.and_then(|(_, row)| cell(&row, rate).parse::<f64>().ok()).filter(|rate| rate.is_finite());
    let measured = said.map_or_else(String::new, |rate| {
        format!("{} requests per second, but not ", (rate * 10.0).round() / 10.0)
    });
    Unreadable::new(format!(
        "These statistics of Locust say {measured}{}at how many users. Take the file that ends in _stats_history.csv, or enter the point by hand.",
        if measured.is_empty() { "nothing of throughput " } else { "" }
    ))
}
