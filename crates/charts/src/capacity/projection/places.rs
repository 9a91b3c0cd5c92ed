//! The values of a projection one by one.

use super::{
    super::{
        ChartPlace,
        months::{number, words},
        plot::{Area, across, value_at},
    },
    ProjectionData,
};

/// Fewer pixels apart, two readings of the past are one to a pointer.
const NEAR_PX: f64 = 8.0;

/// What a pointer reads, and arrow keys go through.
pub fn places(data: &ProjectionData, area: Area) -> Vec<ChartPlace> {
    let days = data.days();
    let x = |day: f64| across(area, days, day);
    let shown = |day: f64| (days.from..=days.to).contains(&day);
    let place = |day: f64, words: String| ChartPlace { x_px: x(day), words };
    let mut places = past(data, &x);
    let naive = data.path(&data.naive);
    let (low, high) = data.band_edges();
    let mut before = None;
    for reading in data.expected.iter().filter(|reading| reading.value.is_finite()) {
        let day = number(reading.on);
        if !shown(day) || before == Some(reading.on) {
            continue; // a step has two values on its day; the first is that of the day before
        }
        before = Some(reading.on);
        let band = value_at(&low, day).zip(value_at(&high, day)).filter(|(low, high)| low < high);
        let band = band.map_or_else(String::new, |(low, high)| {
            let low = data.value_words(low);
            format!(", {}–{}", low.trim_end_matches('%'), data.value_words(high))
        });
        let value = data.value_words(reading.value);
        let straight = value_at(&naive, day).map(|naive| data.value_words(naive));
        let straight = straight
            .filter(|naive| *naive != value)
            .map_or_else(String::new, |naive| format!(", {naive} if straight on"));
        places.push(place(day, format!("{}: {value} expected{band}{straight}", words(reading.on))));
    }
    let marks = data.launches.iter().map(|launch| (launch.on, launch.words.clone()));
    let order = data.order_by.map(|on| (on, "last day to order".to_owned()));
    let ends = data.runs_out.map(|range| {
        [
            (range.p10, "one case of ten is at the ceiling"),
            (range.p50, "at the ceiling as likely as not"),
            (range.p90, "nine cases of ten are at the ceiling"),
        ]
    });
    let is_range = data.runs_out.is_some_and(|range| range.p10 != range.p90);
    let ends = ends.into_iter().flatten().filter_map(|(on, what)| Some((on?, what.to_owned())));
    let ends = ends.filter(|(on, _)| {
        is_range || data.runs_out.is_some_and(|range| range.p50 == Some(*on)) // three times the same day is once
    });
    let mut ends: Vec<_> = ends.collect();
    if !is_range {
        ends.truncate(1);
        for (_, what) in &mut ends {
            "at the ceiling".clone_into(what);
        }
    }
    let all = marks.chain(order).chain(ends).filter(|(on, _)| shown(number(*on)));
    places.extend(all.map(|(on, what)| place(number(on), format!("{}: {what}", words(on)))));
    places
}

/// What was measured, of readings that lie on each other the highest; and the holes between.
fn past(data: &ProjectionData, x: &dyn Fn(f64) -> f64) -> Vec<ChartPlace> {
    let mut places: Vec<(f64, f64, ChartPlace)> = Vec::new();
    let days = data.days();
    let within = |day: f64| day >= days.from && day <= number(data.today);
    let readings = data.past.iter().flatten();
    for reading in readings.filter(|reading| reading.value.is_finite() && within(number(reading.on))) {
        let x_px = x(number(reading.on));
        let words = format!("{}: {} measured", words(reading.on), data.value_words(reading.value));
        let one = (x_px, reading.value, ChartPlace { x_px, words });
        match places.last_mut() {
            Some(last) if x_px - last.0 < NEAR_PX => {
                if reading.value > last.1 {
                    *last = (last.0, reading.value, one.2);
                }
            }
            _ => places.push(one),
        }
    }
    let ends =
        data.past.windows(2).filter_map(|pair| Some((pair.first()?.last()?.on, pair.get(1)?.first()?.on)));
    let holes = ends.filter(|(from, to)| within(number(*from)) && within(number(*to))).map(|(from, to)| {
        let x_px = x(f64::midpoint(number(from), number(to)));
        ChartPlace { x_px, words: format!("{} to {}: not measured", words(from), words(to)) }
    });
    let holes: Vec<_> = holes.collect();
    places.into_iter().map(|(.., place)| place).chain(holes).collect()
}
