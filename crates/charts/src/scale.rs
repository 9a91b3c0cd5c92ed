//! Ranges that are never empty, ticks on round numbers, and short words for long numbers.

use domain::chaos::experiment::figure;

/// A range that can be divided by: wider than nothing, and finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// The lower end.
    pub from: f64,
    /// The upper end.
    pub to: f64,
}

impl Span {
    /// The smallest span around all `values`, or 0 to 1 around none. Values that are no numbers are passed over.
    pub fn around(values: impl Iterator<Item = f64>) -> Self {
        let within = |value: f64| value.clamp(-1e15, 1e15);
        let mut span: Option<Self> = None;
        for value in values.filter(|value| value.is_finite()).map(within) {
            let known = span.get_or_insert(Self { from: value, to: value });
            known.from = known.from.min(value);
            known.to = known.to.max(value);
        }
        span.unwrap_or(Self { from: 0.0, to: 1.0 })
    }

    pub fn width(self) -> f64 {
        self.to - self.from
    }

    /// The span with air at both ends; equal values get room of their own size.
    pub fn padded(self, share: f64) -> Self {
        let size = self.from.abs().max(self.to.abs());
        let air = if self.width() > size * 1e-9 {
            self.width() * share
        } else {
            (size * 0.1).max(if size == 0.0 { 1.0 } else { 1e-6 })
        };
        Self { from: self.from - air, to: self.to + air }
    }

    /// Round numbers within, about `count` of them, never more than twice as many.
    pub fn ticks(self, count: usize) -> Vec<f64> {
        let raw = self.width() / count.max(1) as f64;
        if !raw.is_finite() || raw <= 0.0 {
            return Vec::new();
        }
        let power = 10_f64.powf(raw.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].map(|by| by * power).into_iter().find(|step| *step >= raw * 0.99);
        self.multiples(step.unwrap_or(power * 10.0), count * 2)
    }

    /// Minutes on which a clock would be marked.
    pub fn minute_ticks(self, count: usize) -> Vec<f64> {
        let raw = self.width() / count.max(1) as f64;
        let steps = [1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 240.0, 480.0, 1440.0];
        match steps.into_iter().find(|step| *step >= raw) {
            Some(step) => self.multiples(step, count * 2),
            None => self.ticks(count),
        }
    }

    fn multiples(self, step: f64, most: usize) -> Vec<f64> {
        let first = (self.from / step - 1e-9).ceil();
        (0..=most)
            .map(|n| (first + n as f64) * step)
            .take_while(|at| *at <= self.to + step * 1e-9)
            .map(|at| if at == 0.0 { 0.0 } else { at })
            .collect()
    }
}

/// A number that fits beside an axis: `1,208`, `2.4 M`, `1.5e12`.
pub fn short(value: f64) -> String {
    let size = value.abs();
    let rounded = |by: f64| figure((value / by * 100.0).round() / 100.0);
    if size >= 1e12 {
        format!("{value:.2e}").replace('-', "−")
    } else if size >= 1e9 {
        format!("{} bn", rounded(1e9))
    } else if size >= 1e6 {
        format!("{} M", rounded(1e6))
    } else if size > 0.0 && size < 1e-3 {
        format!("{value:.1e}").replace('-', "−")
    } else {
        figure(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(Span { from: 98.9, to: 100.1 }.ticks(4), [99.0, 99.5, 100.0]);
        assert_eq!(Span { from: -3.0, to: 3.0 }.ticks(4), [-2.0, 0.0, 2.0]);
        assert_eq!(Span { from: 0.0, to: 48.0 }.minute_ticks(8), [0.0, 10.0, 20.0, 30.0, 40.0]);
        assert_eq!(Span { from: 0.0, to: 4.2 }.minute_ticks(8), [0.0, 1.0, 2.0, 3.0, 4.0]);
    }

    #[test]
    fn numbers_stay_short() {
        for (value, expected) in [
            (1208.0, "1,208"),
            (99.71, "99.71"),
            (2_400_000.0, "2.4 M"),
            (-3e9, "−3 bn"),
            (1e12, "1.00e12"),
            (0.0002, "2.0e−4"),
            (0.0, "0"),
        ] {
            assert_eq!(short(value), expected);
        }
    }
}
