//! desired = ⌈current × metric ÷ target⌉, unless the metric is within its tolerance of the target.

/// What an instance says of itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Instance {
    /// It serves, and uses so much of what it was given.
    Ready {
        /// What it uses, in any unit.
        used: f64,
        /// What it was given, in the same unit.
        given: f64,
    },
    /// It was started, and does not serve yet: what it uses says nothing.
    Starting {
        /// What it was given.
        given: f64,
    },
    /// It says nothing of what it uses.
    Silent {
        /// What it was given.
        given: f64,
    },
}

/// How many instances bring the metric to its target: ⌈ready × ratio⌉ with ratio = metric ÷ target, or `current` where the
/// ratio is within the tolerance of 1. `ready` differs from `current` while some are starting.
#[must_use]
pub fn desired(current: u32, ready: u32, ratio: f64, tolerance_pct: f64) -> u32 {
    if is_within(ratio, tolerance_pct) { current } else { ceil(f64::from(ready) * ratio) }
}

/// How many instances carry a total of which each may have `target`: ⌈total ÷ target⌉, or `current` within the tolerance.
#[must_use]
pub fn desired_in_total(current: u32, total: f64, target: f64, tolerance_pct: f64) -> u32 {
    let ratio = total / (target * f64::from(current));
    if is_within(ratio, tolerance_pct) { current } else { ceil(total / target) }
}

/// How many instances bring utilisation to `target_pct`, from what each of them says. Utilisation is read in whole percent, as
/// Kubernetes does. Those that start count as idle when there are too few, and not at all otherwise; those that say nothing
/// count as idle when there are too few, and as fully used when there are too many: so nothing is done in a hurry.
#[must_use]
pub fn of_instances(current: u32, instances: &[Instance], target_pct: f64, tolerance_pct: f64) -> u32 {
    let ready: Vec<(f64, f64)> = instances.iter().filter_map(|one| one.counted(None, None)).collect();
    let Some(ratio) = ratio(&ready, target_pct) else { return current };
    let is_up = ratio > 1.0;
    let has = |is: fn(&Instance) -> bool| instances.iter().any(is);
    let waits = is_up && has(|one| matches!(one, Instance::Starting { .. }));
    let lacks = has(|one| matches!(one, Instance::Silent { .. }));
    if !waits && !lacks {
        return desired(current, count(&ready), ratio, tolerance_pct);
    }
    let silent_pct = if is_up { 0.0 } else { target_pct.max(100.0) };
    let assumed: Vec<_> =
        instances.iter().filter_map(|one| one.counted(waits.then_some(0.0), Some(silent_pct))).collect();
    let Some(careful) = self::ratio(&assumed, target_pct) else { return current };
    if is_within(careful, tolerance_pct) || (careful > 1.0) != is_up {
        return current;
    }
    let wanted = ceil(careful * f64::from(count(&assumed)));
    if is_up { wanted.max(current) } else { wanted.min(current) }
}

impl Instance {
    /// What it uses and was given, with what is assumed, in percent, of those that start and those that say nothing.
    fn counted(self, starting_pct: Option<f64>, silent_pct: Option<f64>) -> Option<(f64, f64)> {
        match self {
            Self::Ready { used, given } => Some((used, given)),
            Self::Starting { given } => starting_pct.map(|pct| (given * pct / 100.0, given)),
            Self::Silent { given } => silent_pct.map(|pct| (given * pct / 100.0, given)),
        }
    }
}

fn ratio(counted: &[(f64, f64)], target_pct: f64) -> Option<f64> {
    let used: f64 = counted.iter().map(|(used, _)| used).sum();
    let given: f64 = counted.iter().map(|(_, given)| given).sum();
    let ratio = whole_pct(used / given) / target_pct;
    ratio.is_finite().then_some(ratio)
}

/// A share in whole percent, as Kubernetes reads it: what is beyond the point is cut off.
pub(super) fn whole_pct(share: f64) -> f64 {
    (share * 100.0 + NOISE).floor()
}

/// What arithmetic with fractions leaves behind: 25 × 0.56 is 14.000000000000002, and asks for no 15th instance.
const NOISE: f64 = 1e-9;

pub(super) fn ceil(instances: f64) -> u32 {
    (instances * (1.0 - NOISE)).ceil() as u32 // what is too large for it becomes the largest
}

fn is_within(ratio: f64, tolerance_pct: f64) -> bool {
    (ratio - 1.0).abs() <= tolerance_pct / 100.0 + NOISE
}

fn count(counted: &[(f64, f64)]) -> u32 {
    u32::try_from(counted.len()).unwrap_or(u32::MAX)
}
