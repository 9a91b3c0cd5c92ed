//! The load tests that the handbook asks for (part 9), computed from what a service carries today. The words are in
//! `assets/content/capacity/load-tests.toml`.

use crate::{choice::choice, content::content, text::Invalid};
use serde::Deserialize;
use std::sync::LazyLock;

choice! {
    /// A kind of load test.
    LoadTestKind {
        /// What is normal at peak.
        Baseline("Baseline"),
        /// Twice the peak.
        Growth("Growth"),
        /// Ten times the normal within a minute.
        Spike("Spike"),
        /// Above normal for hours.
        Soak("Soak"),
        /// Until it breaks.
        Stress("Stress"),
    }
}

choice! {
    /// What a load is a multiple of.
    Base {
        /// The highest traffic of today.
        Peak("Current peak"),
        /// The traffic of an ordinary hour.
        Normal("Normal traffic"),
    }
}

/// What the handbook says of a test.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct TestContent {
    /// Which.
    pub test: LoadTestKind,
    /// What its load is a multiple of; what it begins from, where it is raised until something breaks.
    pub of: Base,
    /// How many times that; nothing where the load is raised until something breaks.
    #[serde(default)]
    pub times: Option<f64>,
    /// Within how many seconds the load is reached, where that matters.
    #[serde(default)]
    pub within_s: Option<u32>,
    /// How long it runs, in minutes; nothing where it ends when something breaks.
    #[serde(default)]
    pub duration_min: Option<u32>,
    /// How it is done.
    pub method: String,
    /// What it has to show.
    pub target: String,
}

/// A test with its load.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// What the handbook says of it.
    pub content: &'static TestContent,
    /// What it begins from, in the unit of the demand; nothing where that traffic is not stated.
    pub from: Option<f64>,
    /// The load to reach; nothing where it is raised until something breaks, or where that traffic is not stated.
    pub load: Option<f64>,
}

#[derive(Deserialize)]
struct Content {
    tests: Vec<TestContent>,
}

static CONTENT: LazyLock<Content> = LazyLock::new(|| content!("capacity/load-tests"));

/// The tests of the handbook, in order.
#[must_use]
pub fn tests() -> &'static [TestContent] {
    &CONTENT.tests
}

/// The tests for a service that carries so much at its peak, and so much in an ordinary hour where that is stated.
///
/// # Errors
/// Traffic that is nothing, less, or no number; more in an ordinary hour than at the peak.
pub fn plan(peak: f64, normal: Option<f64>) -> Result<Vec<Planned>, Invalid> {
    positive("peak", "The peak", peak)?;
    if let Some(normal) = normal {
        positive("normal", "Normal traffic", normal)?;
        if normal > peak {
            return Err(Invalid::new("normal", "Normal traffic is more than the peak. Correct one of them."));
        }
    }
    let planned = |content: &'static TestContent| {
        let from = match content.of {
            Base::Peak => Some(peak),
            Base::Normal => normal,
        };
        let load = from.zip(content.times).map(|(from, times)| from * times);
        Planned { content, from, load }
    };
    Ok(tests().iter().map(planned).collect())
}

fn positive(field: &str, noun: &str, value: f64) -> Result<(), Invalid> {
    if value.is_finite() && value > 0.0 && value <= 1e14 {
        return Ok(());
    }
    Err(Invalid::new(field, format!("{noun} must be more than 0.")))
}

#[cfg(test)]
mod tests {
    use super::{LoadTestKind, plan, tests as content};

    #[test]
    fn the_plan_of_the_handbook_is_computed() {
        let loads = |normal| -> Vec<_> {
            let tests = plan(1_200.0, normal).unwrap();
            tests.iter().map(|one| (one.content.test, one.load, one.content.duration_min)).collect()
        };
        assert_eq!(
            loads(Some(400.0)),
            [
                (LoadTestKind::Baseline, Some(1_200.0), Some(30)),
                (LoadTestKind::Growth, Some(2_400.0), Some(15)),
                (LoadTestKind::Spike, Some(4_000.0), Some(5)),
                (LoadTestKind::Soak, Some(600.0), Some(240)),
                (LoadTestKind::Stress, None, None),
            ]
        );
        let without: Vec<_> = loads(None).into_iter().map(|(_, load, _)| load).collect();
        assert_eq!(without, [Some(1_200.0), Some(2_400.0), None, None, None], "normal traffic is not stated");
        assert_eq!(content().iter().find_map(|one| one.within_s), Some(60));
        assert_eq!(content().iter().map(|one| one.test).collect::<Vec<_>>(), LoadTestKind::ALL);
    }

    #[test]
    fn what_carries_no_plan_is_refused() {
        for (peak, normal, words) in [
            (0.0, None, "The peak must be more than 0."),
            (f64::NAN, None, "The peak must be more than 0."),
            (10.0, Some(-1.0), "Normal traffic must be more than 0."),
            (10.0, Some(11.0), "Normal traffic is more than the peak."),
        ] {
            assert!(plan(peak, normal).unwrap_err().message.starts_with(words));
        }
    }
}
