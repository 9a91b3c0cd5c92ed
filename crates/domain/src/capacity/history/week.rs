//! What the days of a week add to a history.

/// So many weeks show a weekly course; fewer show a coincidence.
const WEEKS_MIN: usize = 3;
/// Days of a week.
const WEEK: usize = 7;

/// What each day of a week adds, the first day of the history first; nothing where no week is seen.
#[derive(Clone, Debug)]
pub(crate) struct Week(Vec<f64>);

impl Week {
    /// The week of a history.
    pub(crate) fn of(days: &[Option<f64>]) -> Self {
        Self(weekly(days))
    }

    /// The history without it.
    pub(crate) fn off(&self, days: &[Option<f64>]) -> Vec<Option<f64>> {
        days.iter().enumerate().map(|(day, value)| value.map(|value| value - self.on(day))).collect()
    }

    /// The same with the last of so many days first, as a course has it.
    pub(crate) fn as_of_last(&self, days: usize) -> Vec<f64> {
        (0..self.0.len()).map(|ahead| self.on(days.saturating_sub(1) + ahead)).collect()
    }

    /// What the busiest day adds; nothing where no week is seen.
    pub(crate) fn busiest(&self) -> Option<f64> {
        self.0.iter().copied().reduce(f64::max)
    }

    fn on(&self, day: usize) -> f64 {
        self.0.get(day % WEEK).copied().unwrap_or_default()
    }
}

/// What each day of a week adds, the first day of the history first; empty below three weeks, and where neighbours seven days
/// apart do not resemble each other for certain (the test of the M4 competition: r₇ > 1.645 √((1 + 2 Σ r²) ÷ n), here of what
/// the mean of the seven days around leaves over, which follows a course that bends).
fn weekly(days: &[Option<f64>]) -> Vec<f64> {
    if days.len() < WEEKS_MIN * WEEK {
        return Vec::new();
    }
    let around = |day: usize| mean(days.get(day.checked_sub(WEEK / 2)?..=day + WEEK / 2)?);
    let left: Vec<Option<f64>> =
        days.iter().enumerate().map(|(day, value)| Some((*value)? - around(day)?)).collect();
    let n = left.iter().flatten().count() as f64;
    let squares: f64 = left.iter().flatten().map(|e| e * e).sum();
    let alike = |lag: usize| {
        let pairs = left.iter().zip(left.iter().skip(lag));
        pairs.filter_map(|(a, b)| Some((*a)? * (*b)?)).sum::<f64>() / squares
    };
    let before: f64 = (1..WEEK).map(|lag| alike(lag) * alike(lag)).sum();
    let bound = 1.645 * ((1.0 + 2.0 * before) / n).sqrt();
    if squares <= 1e-18 * n || alike(WEEK) <= bound {
        return Vec::new();
    }
    let of_weekday = |weekday: usize| {
        let values = left.iter().skip(weekday).step_by(WEEK).flatten();
        let (n, sum) = values.fold((0.0, 0.0), |(n, sum), value| (n + 1.0, sum + value));
        if n > 0.0 { Some(sum / n) } else { None }
    };
    let Some(week) = (0..WEEK).map(of_weekday).collect::<Option<Vec<f64>>>() else { return Vec::new() };
    let middle = week.iter().sum::<f64>() / WEEK as f64;
    week.into_iter().map(|day| day - middle).collect()
}

/// The level at the last day without its week: the mean of the last seven days, carried on as it came from that of the seven
/// before. `None` where one of these days has no value.
pub(crate) fn recent(days: &[Option<f64>]) -> Option<f64> {
    let last = mean(days.get(days.len().checked_sub(WEEK)?..)?)?;
    let before = mean(days.get(days.len().checked_sub(2 * WEEK)?..days.len() - WEEK)?)?;
    Some(last + (last - before) / WEEK as f64 * (WEEK / 2) as f64)
}

/// The mean of days of which each has a value.
fn mean(days: &[Option<f64>]) -> Option<f64> {
    let values: Option<Vec<f64>> = days.iter().copied().collect();
    Some(values?.iter().sum::<f64>() / days.len() as f64)
}
