//! When each experiment runs on the day as planned, and which one the day has no room for.

use chrono::NaiveTime;
use domain::{chaos::game_day::GameDay, time};

/// The plan of the day's clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    /// One line per experiment, in order.
    pub lines: Vec<Line>,
    /// All of them together, in milliseconds.
    pub sum_ms: i64,
    /// From start to end, in milliseconds, where the day has both.
    pub room_ms: Option<i64>,
    start: Option<NaiveTime>,
}

/// One experiment on the day's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// From the day's start to its own, in milliseconds.
    pub from_ms: i64,
    /// What the plan allows for it, in milliseconds.
    pub planned_ms: i64,
    /// Whether it is over before the day is. Always true of a day without an end.
    pub fits: bool,
}

impl Timetable {
    /// Experiments one after the other, each as long as `planned_ms` says; `None` is one that is still being read.
    pub fn of(day: &GameDay, planned_ms: impl Iterator<Item = Option<i64>>) -> Self {
        let (start, room_ms) = (day.start, day.length_ms());
        let mut sum_ms = 0;
        let lines = planned_ms
            .map(|planned_ms| {
                let (from_ms, planned_ms) = (sum_ms, planned_ms.unwrap_or_default());
                sum_ms += planned_ms;
                Line { from_ms, planned_ms, fits: room_ms.is_none_or(|room_ms| sum_ms <= room_ms) }
            })
            .collect();
        Self { lines, sum_ms, room_ms, start }
    }

    /// `13:00–13:49`, or how long it takes while the day has no start.
    pub fn words(&self, line: Line) -> String {
        self.start.map_or_else(
            || time::words(line.planned_ms),
            |start| {
                let at = |ms| clock(start, ms);
                format!("{}–{}", at(line.from_ms), at(line.from_ms + line.planned_ms))
            },
        )
    }

    /// When everything is over, where the day has a start.
    pub fn over_at(&self) -> Option<String> {
        self.start.map(|start| clock(start, self.sum_ms))
    }

    /// What is left of the day after its experiments, in milliseconds; negative is what is missing.
    pub fn spare_ms(&self) -> Option<i64> {
        self.room_ms.map(|room_ms| room_ms - self.sum_ms)
    }
}

/// `14:05`; past midnight `00:10 (+1)`.
fn clock(start: NaiveTime, after_ms: i64) -> String {
    let (at, wrapped_s) = start.overflowing_add_signed(chrono::TimeDelta::milliseconds(after_ms));
    let days = wrapped_s / 86_400;
    let words = at.format("%H:%M").to_string();
    if days == 0 { words } else { format!("{words} (+{days})") }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    fn day(start: Option<&str>, end: Option<&str>) -> GameDay {
        let at = |words: Option<&str>| words.map(|words| words.parse().unwrap());
        GameDay { start: at(start), end: at(end), ..GameDay::named("Autumn") }
    }

    fn minutes(all: &[i64]) -> impl Iterator<Item = Option<i64>> {
        all.iter().map(|minutes| Some(minutes * 60_000))
    }

    #[test]
    fn experiments_follow_each_other_and_the_last_ones_may_not_fit() {
        let day = Timetable::of(&day(Some("13:00:00"), Some("15:00:00")), minutes(&[49, 45, 40]));
        let said: Vec<_> = day.lines.iter().map(|line| (day.words(*line), line.fits)).collect();
        let expected = [("13:00–13:49", true), ("13:49–14:34", true), ("14:34–15:14", false)];
        assert_eq!(said, expected.map(|(words, fits)| (words.to_owned(), fits)));
        assert_eq!((day.sum_ms, day.spare_ms()), (134 * 60_000, Some(-14 * 60_000)));
        assert_eq!(day.over_at().unwrap(), "15:14");
    }

    #[test]
    fn an_experiment_that_ends_with_the_day_fits() {
        let day = Timetable::of(&day(Some("13:00:00"), Some("14:00:00")), minutes(&[60]));
        assert!(day.lines.iter().all(|line| line.fits));
    }

    #[test]
    fn a_night_has_as_much_room_as_it_has_hours() {
        let night = Timetable::of(&day(Some("22:00:00"), Some("02:00:00")), minutes(&[120, 90, 45]));
        assert_eq!(night.spare_ms(), Some(-15 * 60_000));
        assert_eq!(night.lines.iter().map(|line| line.fits).collect::<Vec<_>>(), [true, true, false]);
        assert_eq!(night.words(night.lines[1]), "00:00 (+1)–01:30 (+1)");
    }

    #[test]
    fn without_a_start_or_an_end_nothing_is_said_about_room() {
        let no_start = Timetable::of(&day(None, Some("15:00:00")), minutes(&[300]));
        let said = no_start.words(no_start.lines[0]);
        assert_eq!((no_start.room_ms, no_start.lines[0].fits, said), (None, true, "5 h".to_owned()));
        let no_end = Timetable::of(&day(Some("13:00:00"), None), minutes(&[600, 120]));
        assert_eq!((no_end.room_ms, no_end.lines[1].fits), (None, true));
        assert_eq!(no_end.words(no_end.lines[1]), "23:00–01:00 (+1)");
    }
}
