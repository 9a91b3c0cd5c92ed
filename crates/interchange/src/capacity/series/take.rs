//! From a series of a file to one value a day.

use super::{
    Measured,
    moment::{Moment, Moments, Reading},
    odd,
};
use chrono::TimeDelta;
use domain::{
    Date, Zone,
    capacity::file::{Answers, Daily, DateOrder, Decimal, Taken},
    text::{Invalid, clip, count},
};
use std::collections::BTreeMap;

impl Measured {
    /// The series that somebody chose, day by day. The same file can be taken again with other answers.
    ///
    /// # Errors
    /// The field of the answer that is missing or fits nothing; or that the series has no value.
    pub fn take(&self, answers: &Answers) -> Result<Taken, Invalid> {
        let series = self.chosen(answers)?;
        let reading = self.reading(answers, series)?;
        let moments = Moments::of(&self.rows, series, reading);
        let named = self.rows.series.get(series);
        let mut done = self.warnings_of_file.clone();
        done.extend(clocks(&moments, reading.zone));
        let shown = |moment: &Moment| {
            let local = self.is_local(series).then_some(reading.zone).flatten();
            local.map_or_else(|| odd::shown(moment.at_ms), |zone| wall(zone, moment.at_ms))
        };
        done.extend(odd::about(&moments.all, &shown));
        if let Some(strange) = named.map(|named| named.strange).filter(|strange| *strange > 0) {
            done.push(format!(
                "{} in a unit that measures something else: taken as gaps.",
                count(strange, "value")
            ));
        }
        done.extend(named.and_then(|named| named.counted.said(&named.name)));
        let days = daily(moments.all, answers.daily, &mut done);
        let points = whole(days, &mut done);
        if points.is_empty() {
            let words = match self.series.len() {
                0 | 1 => "No row of the file has a value, so there is nothing to take.",
                _ => "This series has no value at all. Choose another one.",
            };
            return Err(Invalid::new("series", words));
        }
        let unit = named.and_then(|named| named.counted.unit.as_ref());
        let is_said = unit.is_some_and(|unit| !unit.is_vague && !unit.name.is_empty());
        let said = answers.unit.clone().filter(|unit| !is_said && !unit.trim().is_empty());
        let unit = said.or_else(|| unit.map(|unit| unit.name.clone()));
        let name = named.map(|named| named.name.clone()).unwrap_or_default();
        Ok(Taken { name, points, unit: clip(unit.unwrap_or_default().trim(), 40), done })
    }

    fn chosen(&self, answers: &Answers) -> Result<usize, Invalid> {
        let names: Vec<String> =
            self.series.iter().take(5).map(|series| format!("“{}”", clip(&series.name, 40))).collect();
        let place = match &answers.series {
            None if self.series.len() == 1 => Some(0),
            None => {
                let words = format!(
                    "The file holds {} series. Say which one: {}.",
                    self.series.len(),
                    names.join(", ")
                );
                return Err(Invalid::new("series", words));
            }
            Some(name) => self.series.iter().position(|series| series.name == *name),
        };
        place.and_then(|place| self.places.get(place).copied()).ok_or_else(|| {
            let name = clip(answers.series.as_deref().unwrap_or_default(), 40);
            Invalid::new("series", format!("The file has no series “{name}”. It has {}.", names.join(", ")))
        })
    }

    fn reading(&self, answers: &Answers, series: usize) -> Result<Reading, Invalid> {
        let order = match self.rows.order() {
            Ok(order) => order.unwrap_or(DateOrder::DayFirst),
            Err(_) => answers.order.ok_or_else(|| {
                Invalid::new("order", "Say whether the day or the month comes first in its dates.")
            })?,
        };
        let decimal = self.rows.decimals.proven().or(answers.decimal);
        let decimal = decimal
            .ok_or_else(|| Invalid::new("decimal", "Say whether a point or a comma parts the decimals."))?;
        if answers.zone.is_none() && self.is_local(series) {
            return Err(Invalid::new(
                "zone",
                "The times say no time zone. Say in which one they were written.",
            ));
        }
        Ok(Reading { order, decimal, zone: answers.zone })
    }

    /// Whether the times of a series are those of a wall clock somewhere.
    pub(super) fn is_local(&self, series: usize) -> bool {
        self.rows.samples(series, Decimal::Point).any(|(stamp, _)| stamp.has_clock() && !stamp.is_exact())
    }
}

fn wall(zone: Zone, at_ms: i64) -> String {
    let at = domain::Instant::from_ms(at_ms);
    format!("{} {}", zone.date(at), zone.hour_minute(at))
}

/// What the clocks of the zone made of the times.
fn clocks(moments: &Moments, zone: Option<Zone>) -> Vec<String> {
    let zone = zone.map_or("UTC", Zone::name);
    let mut said = Vec::new();
    if moments.is_reversed {
        said.push("The file has the newest first: turned round.".to_owned());
    }
    if moments.second_hour > 0 {
        let lie = if moments.second_hour == 1 { "lies" } else { "lie" };
        said.push(format!(
            "{} {lie} in the hour that {zone} had twice, and came after the first: both hours are kept.",
            count(moments.second_hour, "row")
        ));
    }
    if let (skipped @ 1.., Some((date, ms))) = moments.skipped {
        let (hour, minute) = (ms / 3_600_000, ms / 60_000 % 60);
        said.push(format!(
            "{} in an hour that {zone} did not have ({date} {hour:02}:{minute:02}): counted from when the clocks went on. Is it another zone?",
            count(skipped, "time")
        ));
    }
    if moments.undated > 0 {
        said.push(format!("{} that no calendar has: left out.", count(moments.undated, "date")));
    }
    said
}

/// A day, and of how many values it is made.
type Days = BTreeMap<Date, (Option<f64>, u64)>;

fn daily(mut moments: Vec<Moment>, daily: Daily, done: &mut Vec<String>) -> Days {
    // By value as well, so that the same row twice lies side by side.
    moments.sort_by(|a, b| a.at_ms.cmp(&b.at_ms).then(value(a).total_cmp(&value(b))));
    let before = moments.len();
    moments.dedup_by(|a, b| a.at_ms == b.at_ms && a.value == b.value);
    if moments.len() < before {
        let many = count((before - moments.len()) as u64, "row");
        done.push(format!(
            "{many} said nothing but what another said (the same time and value): counted once."
        ));
    }
    let mut days = Days::new();
    for moments in moments.chunk_by(|a, b| a.day == b.day) {
        let Some(Moment { day, .. }) = moments.first() else { continue };
        let (so_far, values) = days.entry(*day).or_insert((None, 0));
        for value in moments.iter().filter_map(|moment| moment.value) {
            *values += 1;
            *so_far = Some(match (*so_far, daily) {
                (None, _) => value,
                (Some(peak), Daily::Peak) => peak.max(value),
                (Some(mean), Daily::Mean) => mean + (value - mean) / *values as f64,
            });
        }
    }
    if days.values().any(|(_, values)| *values > 1) {
        done.push(match daily {
            Daily::Peak => "Each day counts with its highest value.".to_owned(),
            Daily::Mean => "Each day counts with the mean of its values.".to_owned(),
        });
    }
    days
}

fn value(moment: &Moment) -> f64 {
    moment.value.unwrap_or(f64::NEG_INFINITY)
}

/// Below so many days every one is needed.
const DAYS_MIN: usize = 8;

/// Every day from the first to the last. A first or last day with less than half as many values as others have is no day: its
/// peak may not have come yet.
fn whole(mut days: Days, done: &mut Vec<String>) -> Vec<(Date, Option<f64>)> {
    let mut counts: Vec<u64> =
        days.values().map(|(_, values)| *values).filter(|values| *values > 0).collect();
    counts.sort_unstable();
    let usual = counts.get(counts.len() / 2).copied().unwrap_or_default();
    let is_none =
        |day: Option<(&Date, &(Option<f64>, u64))>| day.is_some_and(|(_, (value, _))| value.is_none());
    while is_none(days.first_key_value()) {
        days.pop_first();
    }
    while is_none(days.last_key_value()) {
        days.pop_last();
    }
    for end in ["first", "last"] {
        let day = if end == "first" { days.first_key_value() } else { days.last_key_value() };
        let Some((on, values)) = day.map(|(on, (_, values))| (*on, *values)) else { break };
        if usual >= 4 && values * 2 < usual && days.len() > DAYS_MIN {
            days.remove(&on);
            done.push(format!(
                "The {end} day ({on}) has {values} of about {usual} values, so it is no whole day: left out."
            ));
        }
    }
    let (Some(first), Some(last)) = (days.keys().next().copied(), days.keys().next_back().copied()) else {
        return Vec::new();
    };
    let length = (last - first).num_days() + 1;
    let all = (0..length).map(|day| first + TimeDelta::days(day));
    all.map(|on| (on, days.get(&on).and_then(|(value, _)| *value))).collect()
}
