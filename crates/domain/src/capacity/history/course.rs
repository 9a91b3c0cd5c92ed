//! A history carried on into the future.

/// Level and trend at the last day, as every method of ours leaves them.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// At the last day, without the day of the week.
    pub level: f64,
    /// The trend at the last day: what is added, or for growth that compounds the logarithm of what it is multiplied by.
    pub trend_per_day: f64,
    /// What remains of the trend from one day to the next, φ; 1 for a trend that stays.
    pub damping: f64,
    /// What each day of a week adds, the last day of the history first; a logarithm as the trend is. Empty where no week is
    /// seen.
    pub week: Vec<f64>,
    /// Whether growth compounds.
    pub compounds: bool,
}

impl Course {
    /// A level that stays.
    #[must_use]
    pub(crate) const fn still(level: f64) -> Self {
        Self { level, trend_per_day: 0.0, damping: 1.0, week: Vec::new(), compounds: false }
    }

    /// So many days after the last, without the day of the week: level + trend (φ + φ² + … ), as Gardner and McKenzie have it.
    #[must_use]
    pub fn trend_at(&self, days: f64) -> f64 {
        let phi = self.damping;
        let sum = if phi > 0.999_999 { days } else { phi * (1.0 - phi.powf(days)) / (1.0 - phi) };
        self.with(self.level, self.trend_per_day * sum)
    }

    /// So many whole days after the last.
    #[must_use]
    pub fn at(&self, days: u32) -> f64 {
        let week = self.week.get(days as usize % 7).copied().unwrap_or_default();
        self.with(self.trend_at(f64::from(days)), week)
    }

    /// A level on the busiest day of a week; none where no week is seen.
    #[must_use]
    pub(crate) fn busiest(&self, level: f64) -> Option<f64> {
        let most = self.week.iter().copied().reduce(f64::max)?;
        Some(self.with(level, most))
    }

    fn with(&self, level: f64, more: f64) -> f64 {
        if self.compounds { level * more.exp() } else { level + more }
    }
}
