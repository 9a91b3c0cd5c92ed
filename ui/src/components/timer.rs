//! A clock on screen. It repaints alone, so that a second passing never re-renders a page.

use crate::{backend, hooks::use_repaint};
use domain::{Instant, time::clock_face};
use yew::prelude::*;

/// What the clock shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// The time left until then; past it, overtime with a plus sign.
    Until(Instant),
    /// The time since then.
    Since(Instant),
    /// A clock that stands: this many milliseconds left, negative for overtime.
    Held(i64),
}

impl Face {
    /// Milliseconds as [`clock_face`] takes them, and how long until the words change; `None` if never.
    fn at(self, now: Instant) -> (i64, Option<u32>) {
        let (left_ms, shown_ms) = match self {
            Self::Held(ms) => return (ms, None),
            Self::Until(deadline) => (deadline.since(now), deadline.since(now)),
            // Elapsed time is whole seconds, where a countdown would round up; before the start it reads 00:00.
            Self::Since(start) => (start.since(now), now.since(start).max(0) / 1000 * 1000),
        };
        let wait_ms = match left_ms.rem_euclid(1000) {
            0 => 1000,
            part => part,
        };
        (shown_ms, u32::try_from(wait_ms).ok())
    }
}

/// How large.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimerSize {
    /// As the text around it.
    #[default]
    Text,
    /// The figure of the console.
    Figure,
}

/// What [`Timer`] takes.
#[derive(Properties, PartialEq)]
pub struct TimerProps {
    /// What it shows.
    pub face: Face,
    /// How large.
    #[prop_or_default]
    pub size: TimerSize,
    /// What it is, for a screen reader: "Time left".
    #[prop_or_default]
    pub label: Option<AttrValue>,
}

/// A clock: `03:52`, `1:03:52`, overtime `+00:41`.
#[component]
pub fn Timer(props: &TimerProps) -> Html {
    let face = props.face;
    use_repaint(move |now| face.at(now).1);
    let words = clock_face(face.at(backend::now()).0);
    let over = words.strip_prefix('+');
    let digits = over.unwrap_or(&words).to_owned();
    html! {
        <span
            class="timer"
            role="timer"
            aria-live="off"
            aria-label={props.label.as_ref().map(|label| format!("{label} {words}"))}
            data-size={(props.size == TimerSize::Figure).then_some("figure")}
            data-over={over.map(|_| "")}
            data-long={(digits.len() > 5).then_some("")}
        >
            if over.is_some() { <span class="timer-sign">{ "+" }</span> }
            { digits }
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shows(face: Face, now_ms: i64) -> (String, Option<u32>) {
        let (ms, wait) = face.at(Instant::from_ms(now_ms));
        (clock_face(ms), wait)
    }

    #[test]
    fn a_countdown_changes_on_the_second_and_goes_on_as_overtime() {
        let face = Face::Until(Instant::from_ms(10_000));
        assert_eq!(shows(face, 0), ("00:10".into(), Some(1000)));
        assert_eq!(shows(face, 6_500), ("00:04".into(), Some(500)));
        assert_eq!(shows(face, 10_000), ("00:00".into(), Some(1000)));
        assert_eq!(shows(face, 51_300), ("+00:41".into(), Some(700)));
    }

    #[test]
    fn elapsed_time_counts_whole_seconds_and_never_begins_early() {
        let face = Face::Since(Instant::from_ms(10_000));
        assert_eq!(shows(face, 9_400), ("00:00".into(), Some(600)));
        assert_eq!(shows(face, 10_999), ("00:00".into(), Some(1)));
        assert_eq!(shows(face, 144_000), ("02:14".into(), Some(1000)));
    }

    #[test]
    fn a_paused_clock_stands() {
        assert_eq!(shows(Face::Held(232_000), 99), ("03:52".into(), None));
    }
}
