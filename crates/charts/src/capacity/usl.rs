//! Throughput by concurrency: the points of a load test, and the curve of the Universal Scalability Law through them.

use super::{
    Chart, ChartPlace, Sheet,
    plot::{Area, Place, Plot, chart, is_drawable, left_px, placed, wide},
};
use crate::{
    canvas::{Drawn, Hold},
    scale::{Span, short},
};
use domain::{
    capacity::{CapacityModel, answer::figure, usl::Fit},
    text::clip,
};

/// What the chart shows. The curve is γN ÷ (1 + σ(N − 1) + κN(N − 1)) (Gunther, Universal Scalability Law).
#[derive(Clone, Debug, PartialEq)]
pub struct UslData {
    /// Concurrency and throughput as they were measured.
    pub points: Vec<(f64, f64)>,
    /// Contention, σ.
    pub sigma: f64,
    /// Coherency, κ.
    pub kappa: f64,
    /// Throughput of one, γ, in the metric.
    pub gamma: f64,
    /// Where the curve is highest; none where it has no peak, or where it lies far outside of the points.
    pub peak: Option<UslPeak>,
    /// What throughput comes near to without ever reaching it, in the metric; only where κ is 0.
    pub limit: Option<f64>,
    /// What concurrency counts: `users at once`.
    pub concurrency: String,
    /// What throughput is in: `requests/sec`.
    pub metric: String,
}

/// The highest place of the curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UslPeak {
    /// At which concurrency.
    pub concurrency: f64,
    /// The interval that holds it in 95 of a hundred cases, lower end first, as far as it is known.
    pub interval: Option<[f64; 2]>,
    /// The throughput there, in the metric.
    pub throughput: f64,
}

impl UslData {
    /// The points of a model with the curve that was fitted to them.
    #[must_use]
    pub fn of(model: &CapacityModel, fit: &Fit) -> Self {
        let peak = fit.peak.map(|peak| UslPeak {
            concurrency: peak.concurrency,
            interval: None,
            throughput: peak.throughput,
        });
        Self {
            points: model.load_points.iter().map(|point| (point.concurrency, point.throughput)).collect(),
            sigma: fit.sigma.value,
            kappa: fit.kappa.value,
            gamma: fit.gamma.value,
            peak,
            limit: fit.limit,
            concurrency: "at once".to_owned(),
            metric: model.metric.clone(),
        }
    }

    /// Throughput at a concurrency by the curve; none where that is no number.
    fn at(&self, n: f64) -> Option<f64> {
        let below = 1.0 + self.sigma * (n - 1.0) + self.kappa * n * (n - 1.0);
        Some(self.gamma * n / below).filter(|value| below > 0.0 && is_drawable(*value))
    }

    fn peak(&self) -> Option<UslPeak> {
        self.peak.filter(|peak| is_drawable(peak.concurrency) && is_drawable(peak.throughput))
    }

    /// What was measured above the highest place of the curve.
    fn above(&self) -> Vec<Place> {
        let Some(peak) = self.peak() else { return Vec::new() };
        placed(self.points.iter().copied())
            .into_iter()
            .filter(|(_, value)| *value > peak.throughput)
            .collect()
    }

    /// `36 ± 2`, `36 (33–40)`, `36`
    fn peak_words(peak: UslPeak) -> String {
        let at = figure(peak.concurrency);
        match peak.interval {
            Some([low, high]) if is_drawable(low) && is_drawable(high) => {
                let (down, up) = (peak.concurrency - low, high - peak.concurrency);
                if down > 0.0 && (up / down - 1.0).abs() < 0.1 {
                    format!("{at} ± {}", figure(f64::midpoint(down, up)))
                } else {
                    format!("{at} ({}–{})", figure(low), figure(high))
                }
            }
            _ => at,
        }
    }

    /// What the chart shows, in words.
    #[must_use]
    pub fn sentence(&self) -> String {
        let points = placed(self.points.iter().copied());
        if points.is_empty() {
            return "No point of a load test is stated, so nothing is drawn.".to_owned();
        }
        let metric = clip(&self.metric, 40);
        let many = if points.len() == 1 { "1 point".to_owned() } else { format!("{} points", points.len()) };
        let best = points.iter().map(|(_, value)| *value).fold(f64::MIN, f64::max);
        let end = match (self.peak(), self.limit.filter(|limit| is_drawable(*limit))) {
            (Some(peak), _) => format!(
                "The curve is highest at {} with {} {metric}",
                Self::peak_words(peak),
                figure(peak.throughput)
            ),
            (None, Some(limit)) => {
                format!("The curve has no peak; it comes near to {} {metric}", figure(limit))
            }
            (None, None) => "The points do not carry a peak".to_owned(),
        };
        let above = match self.above().len() {
            0 => String::new(),
            1 => " One point was measured above the peak of the curve.".to_owned(),
            n => format!(" {n} points were measured above the peak of the curve."),
        };
        format!("{many} of a load test, {} {metric} at most. {end}.{above}", figure(best))
    }

    fn concurrencies(&self) -> Span {
        let known = self.points.iter().filter(|(n, value)| is_drawable(*n) && is_drawable(*value));
        let most = known.map(|(n, _)| *n).fold(1.0, f64::max);
        let peak = self.peak().map_or(most, |peak| peak.concurrency.clamp(most, most * 3.0));
        Span { from: 0.0, to: peak.max(most) * 1.15 }
    }
}

/// Draws the curve with its points.
#[must_use]
pub fn usl(data: &UslData, sheet: Sheet<'_>) -> Chart {
    let sheet = sheet.held();
    let (width, height) = (f64::from(sheet.size.width_px), f64::from(sheet.size.height_px));
    let (x, scale) = (data.concurrencies(), sheet.scale);
    let points = placed(data.points.iter().copied());
    let measured = points.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    let drawn = curve(data, x).into_iter().map(|(_, value)| value).fold(0.0, f64::max);
    // A curve that was fitted to nonsense must not press the points flat.
    let most = if measured > 0.0 { drawn.min(measured * 2.0).max(measured) } else { drawn };
    let y = Span { from: 0.0, to: if most > 0.0 { most * 1.12 } else { 1.0 } };
    let area = Area {
        left: left_px(y, height, scale, thousands),
        right: width - 18.0 * scale,
        top: 12.0 * scale,
        bottom: height - 38.0 * scale,
    };
    let mut text = String::new();
    let plot = Plot::new(&mut text, sheet, area, x, y);
    let places = places(data, &points, &plot);
    let drawn = draw(data, &points, plot);
    chart(&text, &drawn, sheet, data.sentence(), places)
}

/// A throughput on the axis: `10k`.
fn thousands(value: f64) -> String {
    if (10_000.0..1e6).contains(&value) { format!("{}k", short(value / 1_000.0)) } else { short(value) }
}

fn curve(data: &UslData, x: Span) -> Vec<Place> {
    let steps = 120;
    let at = (0..=steps).map(|step| x.from + x.width() * f64::from(step) / f64::from(steps));
    let curve = at.filter(|n| *n >= 1.0 || x.to < 10.0).filter_map(|n| Some((n, data.at(n)?)));
    placed(curve.filter(|(_, value)| *value >= 0.0))
}

fn draw(data: &UslData, points: &[Place], plot: Plot<'_>) -> Drawn {
    let palette = plot.palette();
    plot.grid(thousands)?;
    let count = ((plot.area.right - plot.area.left) / (60.0 * plot.scale)).clamp(2.0, 10.0) as usize;
    plot.ticks_below(&plot.x.ticks(count).into_iter().map(|at| (at, short(at))).collect::<Vec<_>>())?;
    plot.name_below(&clip(&data.concurrency, 30))?;
    if points.is_empty() {
        plot.nothing("No load test yet")?;
        return plot.finish();
    }
    peak_line(data, &plot)?;
    if let Some(limit) = data.limit.filter(|limit| is_drawable(*limit) && *limit <= plot.y.to) {
        plot.dashed(&[(plot.x.from, limit), (plot.x.to, limit)], palette.watch)?;
        let words = format!("limit {}", figure(limit));
        let at = (plot.area.right, plot.y(limit) + plot.letter_px());
        plot.canvas.strong(&words, at, Hold::Right, plot.letter_px(), palette.watch)?;
    }
    plot.line(&curve(data, plot.x), palette.accent, 2.0)?;
    let above = data.above();
    for (n, value) in points {
        let at = (plot.x(*n), plot.y(*value));
        if above.contains(&(*n, *value)) {
            plot.canvas.square(at, 3.75 * plot.scale, palette.bad)?;
        } else {
            plot.canvas.dot(at, 3.0 * plot.scale, palette.text)?;
        }
    }
    if !above.is_empty() {
        let (letters, area) = (plot.letter_px(), plot.area);
        let words = "■ measured above the peak";
        let at = (area.left + 8.0 * plot.scale, area.bottom - letters * 2.6);
        let room = area.right - area.left - 10.0 * plot.scale;
        plot.canvas.text(
            &super::plot::fitting(words, letters, room),
            at,
            Hold::Left,
            letters,
            palette.bad,
        )?;
    }
    plot.finish()
}

/// The peak with its interval, and its words at the foot, on the side where there is room.
fn peak_line(data: &UslData, plot: &Plot<'_>) -> Drawn {
    let Some(peak) = data.peak().filter(|peak| peak.concurrency <= plot.x.to) else { return Ok(()) };
    let (palette, area, letters) = (plot.palette(), plot.area, plot.letter_px());
    if let Some([low, high]) = peak.interval.filter(|[low, high]| is_drawable(*low) && is_drawable(*high)) {
        plot.canvas.rect((plot.x(low), area.top), (plot.x(high), area.bottom), palette.watch_soft, 1.0)?;
    }
    let x = plot.x(peak.concurrency);
    plot.canvas.dashed(&[(x, area.top), (x, area.bottom)], palette.watch, plot.scale)?;
    let words = format!("peak at {}", UslData::peak_words(peak));
    let gap = 6.0 * plot.scale;
    let (at, hold) = if x + gap + wide(&words, letters, true) <= area.right {
        (x + gap, Hold::Left)
    } else {
        (x - gap, Hold::Right)
    };
    plot.canvas.strong(&words, (at, area.bottom - letters), hold, letters, palette.watch)
}

fn places(data: &UslData, points: &[Place], plot: &Plot<'_>) -> Vec<ChartPlace> {
    let metric = clip(&data.metric, 24);
    let above = data.above();
    let point = |(n, value): &Place| {
        let curve = data.at(*n).map_or_else(String::new, |at| format!(", {} by the curve", figure(at)));
        let over = if above.contains(&(*n, *value)) { ", above the peak of the curve" } else { "" };
        let words = format!("At {}: {} {metric} measured{curve}{over}", figure(*n), figure(*value));
        ChartPlace { x_px: plot.x(*n), words }
    };
    let peak = data.peak().filter(|peak| peak.concurrency <= plot.x.to).map(|peak| ChartPlace {
        x_px: plot.x(peak.concurrency),
        words: format!("Peak at {}: {} {metric}", UslData::peak_words(peak), figure(peak.throughput)),
    });
    points.iter().map(point).chain(peak).collect()
}
