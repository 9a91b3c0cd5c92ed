//! A straight line of ordinary least squares, with what can be said of its slope.

/// A line through days, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// At the last day.
    pub level: f64,
    /// At the first day, which is day 0.
    pub at_start: f64,
    /// A day.
    pub slope: f64,
    /// Standard error of the slope, as the textbook has it: √(s² ÷ Σ(x − x̄)²).
    pub slope_error: f64,
    /// Standard error of the value at day 0.
    pub start_error: f64,
    /// Standard deviation of what the line leaves over: √(Σe² ÷ (n − 2)).
    pub spread: f64,
    /// Days with a value.
    pub n: f64,
    /// By how much neighbouring days make the slope less sure than its standard error says: at least 1.
    pub widened: f64,
}

impl Line {
    /// The line through days 0, 1, 2 …; a day without a value counts for nothing. `None` below three values.
    #[must_use]
    pub fn through(days: &[Option<f64>]) -> Option<Self> {
        let points = || days.iter().enumerate().filter_map(|(day, value)| Some((day as f64, (*value)?)));
        let mut line = Self::of(points)?;
        line.level = line.at(days.len() as f64 - 1.0);
        line.widened = widened(days, &line);
        Some(line)
    }

    /// The line through points (x, y) in any order; its level is that at x = 0. Three passes: sums of squares of differences
    /// from the mean keep their digits (NIST, Statistical Reference Datasets).
    pub(crate) fn of<I: Iterator<Item = (f64, f64)>>(points: impl Fn() -> I) -> Option<Self> {
        let (n, sum_x, sum_y) = points().fold((0.0, 0.0, 0.0), |(n, a, b), (x, y)| (n + 1.0, a + x, b + y));
        if n < 3.0 {
            return None;
        }
        let (mean_x, mean_y) = (sum_x / n, sum_y / n);
        let (sxx, sxy) = points().fold((0.0, 0.0), |(sxx, sxy), (x, y)| {
            (sxx + (x - mean_x) * (x - mean_x), sxy + (x - mean_x) * (y - mean_y))
        });
        if sxx <= 0.0 {
            return None;
        }
        let slope = sxy / sxx;
        let at_start = mean_y - slope * mean_x;
        let left = |(x, y): (f64, f64)| (y - mean_y) - slope * (x - mean_x);
        let variance = points().map(|point| left(point) * left(point)).sum::<f64>() / (n - 2.0);
        Some(Self {
            level: at_start,
            at_start,
            slope,
            slope_error: (variance / sxx).sqrt(),
            start_error: (variance * (1.0 / n + mean_x * mean_x / sxx)).sqrt(),
            spread: variance.sqrt(),
            n,
            widened: 1.0,
        })
    }

    /// The value at a day.
    #[must_use]
    pub fn at(&self, day: f64) -> f64 {
        self.at_start + self.slope * day
    }

    /// In which the slope lies at 90%: ± t(95%, n − 2) standard errors, widened for days that resemble their neighbours.
    #[must_use]
    pub fn slope_interval(&self) -> (f64, f64) {
        let half = t95(self.n - 2.0) * self.slope_error * self.widened;
        (self.slope - half, self.slope + half)
    }
}

/// Days that resemble their neighbours say less than as many independent ones: n becomes n(1 − ρ)/(1 + ρ), with ρ the
/// correlation of what is left over with that of the day before (Santer et al. 2000, doi:10.1029/1999JD901105).
fn widened(days: &[Option<f64>], line: &Line) -> f64 {
    let left = |(day, value): (usize, &Option<f64>)| value.map(|value| value - line.at(day as f64));
    let left: Vec<Option<f64>> = days.iter().enumerate().map(left).collect();
    let squares: f64 = left.iter().flatten().map(|e| e * e).sum();
    let products: f64 = left
        .windows(2)
        .filter_map(|pair| match pair {
            [Some(a), Some(b)] => Some(a * b),
            _ => None,
        })
        .sum();
    if squares <= 0.0 {
        return 1.0;
    }
    let rho = (products / squares).clamp(0.0, 0.95);
    let effective = (line.n * (1.0 - rho) / (1.0 + rho)).max(3.0);
    ((line.n - 2.0) / (effective - 2.0)).sqrt().max(1.0)
}

/// The quantile of Student's t below which 95% lie (Abramowitz and Stegun 26.7.5; off by less than 0.001 from 4 degrees of
/// freedom on; exact for 1 and 2).
#[must_use]
pub(crate) fn t95(freedom: f64) -> f64 {
    const Z: f64 = 1.644_853_626_951_472_2;
    if freedom < 1.5 {
        return 6.313_751_514_675_04;
    }
    if freedom < 2.5 {
        return 2.919_985_580_353_724;
    }
    let (z2, v) = (Z * Z, freedom);
    let g1 = Z * (z2 + 1.0) / 4.0;
    let g2 = Z * ((5.0 * z2 + 16.0) * z2 + 3.0) / 96.0;
    let g3 = Z * (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) / 384.0;
    let g4 = Z * ((((79.0 * z2 + 776.0) * z2 + 1482.0) * z2 - 1920.0) * z2 - 945.0) / 92_160.0;
    Z + (g1 + (g2 + (g3 + g4 / v) / v) / v) / v
}
