//! What the answers come to.

use super::{Answer, Assessment, Band, Method, Sign};
use serde::{Deserialize, Serialize};

/// What the answers come to. Dimensions that do not apply are left out everywhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome<'a> {
    /// The result: maturity 8–40 (summed; with dimensions left out, what the mean comes to on all eight), rubric 0–100,
    /// pulse 0–100% of the signs that point the right way. `None` while nothing is agreed.
    pub total: Option<f64>,
    /// The lowest and the highest possible total.
    pub bounds: (f64, f64),
    /// (total − lowest) ÷ (highest − lowest), 0–1. Never total ÷ highest: the lowest maturity is 8, not 0.
    pub normalised: Option<f64>,
    /// The band that holds the total.
    pub band: Option<&'a Band>,
    /// The next band, and how far away it is.
    pub next: Option<(&'a Band, f64)>,
    /// Places of the dimensions that count and are agreed, the weakest first; equals in the template's order, in a
    /// rubric the heavier one first.
    pub weakest: Vec<usize>,
    /// Places of the dimensions that do not apply.
    pub left_out: Vec<usize>,
    /// Places of the dimensions that nobody has agreed on yet.
    pub open: Vec<usize>,
}

impl Outcome<'_> {
    /// How far it is from the lowest to the highest total, in percent, as screen and paper say it: `62.5`.
    #[must_use]
    pub fn percent(&self) -> Option<String> {
        let text = format!("{:.1}", self.normalised? * 100.0);
        Some(text.strip_suffix(".0").map(str::to_owned).unwrap_or(text))
    }
}

/// One dimension's place on its scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Agreed.
    Score(u8),
    /// Does not apply.
    NotApplicable,
    /// Nobody agreed on anything yet.
    Open,
}

/// How far the votes of a dimension lie apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    /// The lowest vote.
    pub lowest: u8,
    /// The highest vote.
    pub highest: u8,
    /// Who gave the lowest and who the highest, where these lie two apart or more: they speak first.
    pub outliers: Option<(Vec<String>, Vec<String>)>,
}

impl Answer {
    /// Its place on the scale.
    #[must_use]
    pub const fn mark(&self) -> Mark {
        match (&self.not_applicable, self.agreed) {
            (Some(_), _) => Mark::NotApplicable,
            (None, Some(score)) => Mark::Score(score),
            (None, None) => Mark::Open,
        }
    }

    /// How far the votes lie apart, once they are shown.
    #[must_use]
    pub fn spread(&self) -> Option<Spread> {
        self.revealed_at?;
        let scores = || self.votes.iter().filter_map(|vote| vote.score);
        let (lowest, highest) = (scores().min()?, scores().max()?);
        let who = |score: u8| {
            self.votes
                .iter()
                .filter(|vote| vote.score == Some(score))
                .map(|vote| vote.who.clone())
                .collect::<Vec<_>>()
        };
        let outliers = (highest - lowest >= 2).then(|| (who(lowest), who(highest)));
        Some(Spread { lowest, highest, outliers })
    }
}

impl Assessment {
    /// What the answers come to.
    #[must_use]
    pub fn result(&self) -> Outcome<'_> {
        let marks: Vec<Mark> = self.answers.iter().map(Answer::mark).collect();
        let places = |wanted: fn(&Mark) -> bool| {
            marks.iter().enumerate().filter(|(_, mark)| wanted(mark)).map(|(at, _)| at).collect::<Vec<_>>()
        };
        let (lowest, highest) = self.template.bounds();
        let bounds = (f64::from(lowest), f64::from(highest));
        let normalised = self.normalised(&marks);
        let total = normalised.map(|part| part.mul_add(bounds.1 - bounds.0, bounds.0));
        let band = total.and_then(|total| self.template.bands.iter().rev().find(|band| reaches(total, band)));
        let next = total.and_then(|total| {
            let next = self.template.bands.iter().find(|band| !reaches(total, band))?;
            Some((next, f64::from(next.from) - total))
        });
        let mut weakest = places(|mark| matches!(mark, Mark::Score(_)));
        weakest.sort_by_key(|at| {
            let weight = self.template.dimensions.get(*at).map_or(0, |dimension| dimension.weight);
            (self.goodness(*at), std::cmp::Reverse(weight), *at)
        });
        Outcome {
            total,
            bounds,
            normalised,
            band,
            next,
            weakest,
            left_out: places(|mark| *mark == Mark::NotApplicable),
            open: places(|mark| *mark == Mark::Open),
        }
    }

    /// The three dimensions to raise first, each with what one higher looks like. Those at the top of their scale are none.
    #[must_use]
    pub fn moves(&self) -> Vec<(usize, &str)> {
        let raise = |at: &usize| {
            let dimension = self.template.dimensions.get(*at)?;
            let Mark::Score(score) = self.answers.get(*at)?.mark() else { return None };
            Some((*at, dimension.anchor(self.template.method, score.checked_add(1)?)?))
        };
        self.result().weakest.iter().filter_map(raise).take(3).collect()
    }

    /// The mean place on the scale of all agreed dimensions, 0–1; weighted in a rubric. In a pulse "unsure" counts half.
    fn normalised(&self, marks: &[Mark]) -> Option<f64> {
        let (mut sum, mut weights) = (0_u64, 0_u64);
        let steps = u64::from(*self.template.method.scores().end() - *self.template.method.scores().start());
        for (at, mark) in marks.iter().enumerate() {
            if let Mark::Score(_) = mark {
                let weight = match self.template.method {
                    Method::Rubric => u64::from(self.template.dimensions.get(at)?.weight),
                    Method::Maturity | Method::Pulse => 1,
                };
                sum += weight * u64::from(self.goodness(at)?);
                weights += weight;
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "sums of at most 200 small numbers")]
        let part = sum as f64 / (weights * steps) as f64;
        (weights > 0).then_some(part)
    }

    /// How many steps a dimension is above the worst answer.
    fn goodness(&self, at: usize) -> Option<u8> {
        let Mark::Score(score) = self.answers.get(at)?.mark() else { return None };
        let scale = self.template.method.scores();
        match self.template.dimensions.get(at)?.sign {
            Some(Sign::Warning) => scale.end().checked_sub(score),
            _ => score.checked_sub(*scale.start()),
        }
    }
}

/// Bands are half-open: each holds its own beginning. Sums of thirds must not miss it by a rounding.
fn reaches(total: f64, band: &Band) -> bool {
    total + 1e-9 >= f64::from(band.from)
}
