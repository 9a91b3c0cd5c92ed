//! From times as they are written to moments: the autumn hour, which there is twice, and the spring hour, which there is not.

use super::{rows::Rows, stamp::Stamp};
use domain::{
    Date, Zone,
    capacity::file::{DateOrder, Decimal},
};

/// A day, in milliseconds.
const DAY_MS: i64 = 86_400_000;

/// A value at a moment.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Milliseconds since 1970; without a zone, of the clock as it is written.
    pub at_ms: i64,
    /// The day that it counts for.
    pub day: Date,
    /// `None` is a gap.
    pub value: Option<f64>,
}

/// The moments of one series, in the order of the file, oldest first.
pub struct Moments {
    pub all: Vec<Moment>,
    /// Whether the file has the newest first.
    pub is_reversed: bool,
    /// Times in the hour that comes twice, taken as the second one.
    pub second_hour: u64,
    /// Times in an hour that the clocks of the zone skip: how many, and the first.
    pub skipped: (u64, Option<(Date, i64)>),
    /// Days that no calendar has.
    pub undated: u64,
}

/// How to read times.
#[derive(Clone, Copy)]
pub struct Reading {
    pub order: DateOrder,
    pub decimal: Decimal,
    pub zone: Option<Zone>,
}

impl Moments {
    pub fn of(rows: &Rows, series: usize, reading: Reading) -> Self {
        let mut samples: Vec<(Stamp, Option<f64>)> = rows.samples(series, reading.decimal).collect();
        let wall =
            |sample: Option<&(Stamp, Option<f64>)>| sample.and_then(|(stamp, _)| stamp.wall(reading.order));
        let is_reversed = wall(samples.last()) < wall(samples.first());
        if is_reversed {
            samples.reverse();
        }
        let mut found = Self {
            all: Vec::with_capacity(samples.len()),
            is_reversed,
            second_hour: 0,
            skipped: (0, None),
            undated: 0,
        };
        let mut clock = reading.zone.map(Clock::new);
        for (stamp, value) in samples {
            let Some((date, ms)) = stamp.wall(reading.order) else {
                found.undated += 1;
                continue;
            };
            let wall_ms = days_since_1970(date) * DAY_MS + ms;
            let moment = match (stamp.offset_ms(), clock.as_mut()) {
                (Some(offset_ms), zone) => {
                    let at_ms = wall_ms - offset_ms;
                    let day = zone.map_or(date, |clock| clock.day(at_ms));
                    Moment { at_ms, day, value }
                }
                (None, Some(clock)) if stamp.has_clock() => {
                    Moment { at_ms: clock.at(date, ms, &mut found), day: date, value }
                }
                (None, _) => Moment { at_ms: wall_ms, day: date, value },
            };
            found.all.push(moment);
        }
        found
    }
}

fn days_since_1970(date: Date) -> i64 {
    date.signed_duration_since(Date::default()).num_days()
}

/// The clocks of a zone on the day that was asked last.
struct Clock {
    zone: Zone,
    date: Option<Date>,
    midnight_ms: i64,
    /// By how much the day is longer than others.
    longer_ms: i64,
    before_ms: i64,
    /// From when until when it is which day.
    span: (i64, i64, Date),
}

impl Clock {
    fn new(zone: Zone) -> Self {
        Self {
            zone,
            date: None,
            midnight_ms: 0,
            longer_ms: 0,
            before_ms: i64::MIN,
            span: (0, 0, Date::default()),
        }
    }

    fn begins(&self, date: Date) -> i64 {
        self.zone.instant(date, 0, 0).map_or_else(|| days_since_1970(date) * DAY_MS, domain::Instant::ms)
    }

    /// The day of a moment.
    fn day(&mut self, at_ms: i64) -> Date {
        if !(self.span.0..self.span.1).contains(&at_ms) {
            let date = self.zone.date(domain::Instant::from_ms(at_ms));
            self.span = (self.begins(date), date.succ_opt().map_or(i64::MAX, |next| self.begins(next)), date);
        }
        self.span.2
    }

    /// The moment at which the wall clock shows a time; of two, the second one where the file has gone on since the first.
    fn at(&mut self, date: Date, ms: i64, found: &mut Moments) -> i64 {
        if self.date != Some(date) {
            self.midnight_ms = self.begins(date);
            let next_ms = date.succ_opt().map_or(self.midnight_ms + DAY_MS, |next| self.begins(next));
            self.longer_ms = next_ms - self.midnight_ms - DAY_MS;
            self.date = Some(date);
        }
        let at_ms = if self.longer_ms == 0 { self.midnight_ms + ms } else { self.changing(date, ms, found) };
        self.before_ms = at_ms;
        at_ms
    }

    fn changing(&self, date: Date, ms: i64, found: &mut Moments) -> i64 {
        let minute = u32::try_from(ms / 60_000).unwrap_or_default();
        let shows = |at_ms: i64| {
            let at = domain::Instant::from_ms(at_ms);
            let (shown, on) = (self.zone.hour_minute(at), self.zone.date(at));
            on == date && shown == format!("{:02}:{:02}", minute / 60, minute % 60)
        };
        let Some(first) = self.zone.instant(date, minute / 60, minute % 60) else {
            return self.midnight_ms + ms;
        };
        let first_ms = first.ms();
        if !shows(first_ms) {
            found.skipped.0 += 1;
            found.skipped.1.get_or_insert((date, ms));
            return first_ms;
        }
        let at_ms = first_ms + ms % 60_000;
        if self.longer_ms > 0 && at_ms <= self.before_ms && shows(first_ms + self.longer_ms) {
            found.second_hour += 1;
            return at_ms + self.longer_ms;
        }
        at_ms
    }
}
