//! Where the stage belongs: never where the console is, and back on its monitor when that is back.

use contract::{Monitor, StagePlace};

/// What the facilitator wants of the stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Wish {
    /// No stage.
    #[default]
    None,
    /// The whole of this monitor.
    On(Monitor),
    /// A window like any other, agreed to by somebody who knows that it may cover the console.
    Window,
}

/// The monitors and what is on them now, as far as the system tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desktop {
    /// All monitors, in order.
    pub monitors: Vec<Monitor>,
    /// The one that the console is on.
    pub console: Option<Monitor>,
    /// The one that the window of the stage is on, while it has one.
    pub stage: Option<Monitor>,
}

impl Desktop {
    /// Where a stage of this wish belongs now.
    #[must_use]
    pub fn place(&self, wish: &Wish) -> StagePlace {
        let wanted = match wish {
            Wish::None => return StagePlace::Closed,
            Wish::Window => return StagePlace::Window,
            Wish::On(wanted) => wanted,
        };
        let mut back = self.monitors.iter().filter(|monitor| same(monitor, wanted)).peekable();
        if back.peek().is_none() {
            return StagePlace::Lost(wanted.clone());
        }
        match back.find(|monitor| !self.has_console(monitor)) {
            Some(monitor) => StagePlace::On(monitor.clone()),
            None => StagePlace::Evaded(wanted.clone()),
        }
    }

    /// The monitors that the stage may fill. None while nobody knows where the console is.
    pub fn free(&self) -> impl Iterator<Item = &Monitor> {
        self.monitors.iter().filter(|monitor| self.console.is_some() && !self.has_console(monitor))
    }

    /// Whether the window system has put the stage over the console instead of where it was placed: one cable, pulled and
    /// plugged in again between two looks, leaves all monitors as they were.
    #[must_use]
    pub fn strays(&self, place: &StagePlace) -> bool {
        let StagePlace::On(monitor) = place else { return false };
        self.stage.as_ref().is_some_and(|stage| !overlap(stage, monitor) && self.has_console(stage))
    }

    /// Whether what fills the monitor covers the console. A projector that mirrors the laptop has another name and the
    /// same place.
    fn has_console(&self, monitor: &Monitor) -> bool {
        self.console.as_ref().is_some_and(|console| overlap(console, monitor))
    }
}

/// A monitor that was plugged in again may have another place; another one at the same socket has another size.
fn same(one: &Monitor, other: &Monitor) -> bool {
    (&one.name, one.width_px, one.height_px) == (&other.name, other.width_px, other.height_px)
}

fn overlap(one: &Monitor, other: &Monitor) -> bool {
    let meets = |a: i32, a_px: u32, b: i32, b_px: u32| {
        i64::from(a) < i64::from(b) + i64::from(b_px) && i64::from(b) < i64::from(a) + i64::from(a_px)
    };
    meets(one.x_px, one.width_px, other.x_px, other.width_px)
        && meets(one.y_px, one.height_px, other.y_px, other.height_px)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn monitor(name: &str, x_px: i32, width_px: u32, height_px: u32) -> Monitor {
        Monitor { name: name.to_owned(), x_px, y_px: 0, width_px, height_px }
    }

    fn laptop() -> Monitor {
        monitor("eDP-1", 0, 1440, 900)
    }

    fn projector() -> Monitor {
        monitor("HDMI-1", 1440, 1920, 1080)
    }

    fn desktop(monitors: &[Monitor], console: Option<Monitor>) -> Desktop {
        Desktop { monitors: monitors.to_vec(), console, stage: None }
    }

    #[test]
    fn the_stage_is_where_it_was_wanted_or_away_and_never_over_the_console() {
        let on = || Wish::On(projector());
        let moved = monitor("HDMI-1", -1920, 1920, 1080);
        let mirror = monitor("HDMI-1", 0, 1920, 1080);
        let other_projector = monitor("HDMI-1", 1440, 1280, 720);
        let third = monitor("DP-2", 1440, 1920, 1080);
        let twin = monitor("HDMI-1", 3360, 1920, 1080);
        for (what, wish, all, console, place) in [
            ("not wanted", Wish::None, vec![laptop(), projector()], laptop(), StagePlace::Closed),
            ("both there", on(), vec![laptop(), projector()], laptop(), StagePlace::On(projector())),
            ("unplugged", on(), vec![laptop()], laptop(), StagePlace::Lost(projector())),
            ("back elsewhere", on(), vec![laptop(), moved.clone()], laptop(), StagePlace::On(moved.clone())),
            ("another size", on(), vec![laptop(), other_projector], laptop(), StagePlace::Lost(projector())),
            ("another name", on(), vec![laptop(), third], laptop(), StagePlace::Lost(projector())),
            ("laptop shut", on(), vec![projector()], projector(), StagePlace::Evaded(projector())),
            (
                "console moved",
                on(),
                vec![laptop(), projector()],
                projector(),
                StagePlace::Evaded(projector()),
            ),
            ("mirrored", on(), vec![laptop(), mirror], laptop(), StagePlace::Evaded(projector())),
            ("its twin is free", on(), vec![projector(), twin.clone()], projector(), StagePlace::On(twin)),
            ("nothing at all", on(), vec![], laptop(), StagePlace::Lost(projector())),
            ("agreed", Wish::Window, vec![laptop()], laptop(), StagePlace::Window),
            ("agreed, then a second", Wish::Window, vec![laptop(), moved], laptop(), StagePlace::Window),
        ] {
            assert_eq!(desktop(&all, Some(console)).place(&wish), place, "{what}");
        }
        let nowhere = desktop(&[laptop(), projector()], None);
        assert_eq!(nowhere.place(&on()), StagePlace::On(projector()), "a hidden console is not covered");
    }

    #[test]
    fn only_monitors_without_the_console_are_free() {
        let mirror = monitor("HDMI-1", 0, 1440, 900);
        for (all, console, free) in [
            (vec![laptop()], Some(laptop()), vec![]),
            (vec![laptop(), projector()], Some(laptop()), vec![projector()]),
            (vec![laptop(), projector()], Some(projector()), vec![laptop()]),
            (vec![laptop(), mirror], Some(laptop()), vec![]),
            (vec![laptop(), projector()], None, vec![]),
        ] {
            let desktop = desktop(&all, console);
            assert_eq!(desktop.free().cloned().collect::<Vec<_>>(), free, "{desktop:?}");
        }
    }

    #[test]
    fn a_stage_that_was_moved_over_the_console_strays() {
        let (on, both) = (StagePlace::On(projector()), [laptop(), projector()]);
        for (place, stage, strays) in [
            (&on, Some(projector()), false),
            (&on, Some(laptop()), true),
            (&on, None, false),
            (&StagePlace::Window, Some(laptop()), false),
        ] {
            let desktop = Desktop { stage, ..desktop(&both, Some(laptop())) };
            assert_eq!(desktop.strays(place), strays, "{place:?} {:?}", desktop.stage);
        }
    }
}
