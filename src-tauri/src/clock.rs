//! The clock, and what it does when time makes a jump.
//!
//! Three clocks are compared: the wall (what people read, may be set), boot time (goes on in sleep, cannot be set) and
//! the monotonic one (stops in sleep). Wall against boot shows that somebody set the time; boot against monotonic, that
//! the computer slept.

use domain::{
    Instant,
    journal::{Common, GapCause},
};
use std::time::{Duration, Instant as Monotonic, SystemTime, UNIX_EPOCH};

/// Whoever tells the time. Tests bring their own.
pub trait Clock: Send + Sync {
    /// The wall clock.
    fn now(&self) -> Instant;
    /// All three clocks at once.
    fn pulse(&self) -> Pulse;
}

/// The three clocks at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pulse {
    /// What people read.
    pub wall: Instant,
    /// Milliseconds since the computer started, sleep included; `None` where the system does not tell.
    pub boot_ms: Option<i64>,
    /// Milliseconds since some moment, sleep left out.
    pub awake_ms: i64,
}

/// How often the clock task looks while a day is running.
pub const PULSE_EVERY: Duration = Duration::from_secs(5);
/// A sleep shorter than this is no gap; nobody in the room could tell it from a slow second.
const SLEEP_MIN_MS: i64 = 3_000;
/// A correction of the wall clock smaller than this is drift.
const SET_MIN_MS: i64 = 1_500;

/// What happened to time between two looks, if anything did.
#[must_use]
pub fn jumps(before: Pulse, after: Pulse) -> Vec<Common> {
    let wall_ms = after.wall.since(before.wall);
    let awake_ms = after.awake_ms - before.awake_ms;
    let (slept_ms, set_ms) = match (before.boot_ms, after.boot_ms) {
        (Some(from), Some(to)) => (to - from - awake_ms, wall_ms - (to - from)),
        // Without boot time a leap forward is taken for sleep, which asks the room; only a leap back is surely a setting.
        _ => ((wall_ms - awake_ms).max(0), (wall_ms - awake_ms).min(0)),
    };
    let mut events = Vec::new();
    if set_ms.abs() >= SET_MIN_MS {
        events.push(Common::ClockSet { by_ms: set_ms });
    }
    if slept_ms >= SLEEP_MIN_MS {
        // Told on the clock as it reads now, so that the room recognises the times.
        let from = after.wall.plus_ms(-slept_ms);
        events.push(Common::GapFound { cause: GapCause::Slept, from, to: after.wall });
    }
    events
}

/// The computer's own clocks.
pub struct SystemClock {
    started: Monotonic,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self { started: Monotonic::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Instant::from_ms(i64::try_from(since_1970.as_millis()).unwrap_or_default())
    }

    fn pulse(&self) -> Pulse {
        let awake_ms = i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX);
        Pulse { wall: self.now(), boot_ms: boot_ms(), awake_ms }
    }
}

#[cfg(target_os = "linux")]
fn boot_ms() -> Option<i64> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Some(time.tv_sec * 1000 + time.tv_nsec / 1_000_000)
}

#[cfg(not(target_os = "linux"))]
const fn boot_ms() -> Option<i64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pulse(wall_ms: i64, boot_ms: Option<i64>, awake_ms: i64) -> Pulse {
        Pulse { wall: Instant::from_ms(wall_ms), boot_ms, awake_ms }
    }

    #[test]
    fn an_ordinary_pulse_finds_nothing() {
        assert_eq!(jumps(pulse(0, Some(0), 0), pulse(5_003, Some(5_001), 5_000)), []);
    }

    #[test]
    fn sleep_is_a_gap_told_on_the_wall_clock() {
        let found = jumps(pulse(0, Some(0), 0), pulse(725_000, Some(725_000), 5_000));
        let (from, to) = (Instant::from_ms(5_000), Instant::from_ms(725_000));
        assert_eq!(found, [Common::GapFound { cause: GapCause::Slept, from, to }]);
    }

    #[test]
    fn a_set_clock_is_no_gap_in_either_direction() {
        let back = jumps(pulse(10_000_000, Some(0), 0), pulse(6_405_000, Some(5_000), 5_000));
        assert_eq!(back, [Common::ClockSet { by_ms: -3_600_000 }]);
        let forward = jumps(pulse(0, Some(0), 0), pulse(3_605_000, Some(5_000), 5_000));
        assert_eq!(forward, [Common::ClockSet { by_ms: 3_600_000 }]);
    }

    #[test]
    fn both_at_once_are_told_apart() {
        let found = jumps(pulse(0, Some(0), 0), pulse(-500_000, Some(100_000), 5_000));
        let gap = Common::GapFound {
            cause: GapCause::Slept,
            from: Instant::from_ms(-595_000),
            to: Instant::from_ms(-500_000),
        };
        assert_eq!(found, [Common::ClockSet { by_ms: -600_000 }, gap]);
    }

    #[test]
    fn without_boot_time_a_leap_forward_asks_and_a_leap_back_is_a_setting() {
        assert!(matches!(
            jumps(pulse(0, None, 0), pulse(65_000, None, 5_000)).as_slice(),
            [Common::GapFound { .. }]
        ));
        assert_eq!(
            jumps(pulse(0, None, 0), pulse(-55_000, None, 5_000)),
            [Common::ClockSet { by_ms: -60_000 }]
        );
    }
}
