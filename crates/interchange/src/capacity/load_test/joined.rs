//! Several files of one load test, such as one for each level.

use super::{LoadTest, failed::listed, one_level};
use crate::{Unreadable, capacity::unit};
use domain::{capacity::usl::LoadPoint, text::clip};

impl LoadTest {
    /// Several files as the one test that they are of: the points of all of them, and what is said of each. Who wrote the
    /// first wrote all of them.
    ///
    /// # Errors
    /// They are not measured in the same.
    pub fn joined(files: &[(String, Self)]) -> Result<Self, Unreadable> {
        let (files, twice) = once(files);
        let [(_, first), rest @ ..] = files.as_slice() else {
            return Err(Unreadable::new("There is no load test to join."));
        };
        if rest.is_empty() {
            let mut only = first.clone();
            only.warnings.extend(twice);
            return Ok(only);
        }
        let mut all = Self::of(first.tool, Vec::new());
        all.unit = files
            .iter()
            .map(|(_, test)| &test.unit)
            .find(|unit| !unit.is_empty())
            .cloned()
            .unwrap_or_default();
        all.warnings.extend(twice);
        for (name, test) in &files {
            let Ok(turned) = unit::turned(&test.unit, &all.unit) else {
                let (name, unit, others) = (clip(name, 80), &test.unit, &all.unit);
                return Err(Unreadable::new(format!(
                    "“{name}” is measured in “{unit}”, and others in “{others}”. Import what is measured in the same."
                )));
            };
            all.warnings.extend(turned.said.map(|words| format!("“{}”: {words}", clip(name, 80))));
            let point = |point: &LoadPoint| LoadPoint { throughput: point.throughput * turned.by, ..*point };
            all.points.extend(test.points.iter().map(point));
            let level = test.points.first().map(one_level);
            let said = test.warnings.iter().filter(|words| Some(*words) != level.as_ref());
            all.warnings.extend(said.map(|words| format!("“{}”: {words}", clip(name, 80))));
        }
        let sum = |of: fn(&Self) -> Option<u64>| {
            files
                .iter()
                .map(|(_, test)| of(test))
                .try_fold(0_u64, |sum, count| Some(sum.saturating_add(count?)))
        };
        (all.requests, all.errors) = (sum(|test| test.requests), sum(|test| test.errors));
        all.points.sort_by(|a, b| a.concurrency.total_cmp(&b.concurrency));
        all.warnings.extend(all.level());
        Ok(all)
    }
}

/// Each file once, and what is said of one that says the same as another: its requests would count twice.
fn once(files: &[(String, LoadTest)]) -> (Vec<&(String, LoadTest)>, Vec<String>) {
    let (mut kept, mut said) = (Vec::<&(String, LoadTest)>::new(), Vec::new());
    for file in files {
        match kept.iter().find(|(_, test)| *test == file.1) {
            Some((name, _)) => {
                let (again, name) = (clip(&file.0, 80), clip(name, 80));
                said.push(format!("“{again}” says the same as “{name}”: it was taken once."));
            }
            None => kept.push(file),
        }
    }
    (kept, said)
}

/// Names of several files, in short.
#[must_use]
pub fn names(files: &[&str]) -> String {
    match files {
        [first, second, rest @ ..] if rest.len() > 1 => format!("{first}, {second} and {} more", rest.len()),
        files => listed(&files.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()),
    }
}
