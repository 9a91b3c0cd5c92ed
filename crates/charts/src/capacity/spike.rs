//! Instances over time: how many are wanted, how many are ready, and how many the maximum leaves short.

use super::{
    Chart, ChartPlace, Sheet,
    plot::{Area, Place, Plot, chart, is_drawable, left_px, letter_px, value_at, wide},
};
use crate::{
    canvas::{Drawn, Hold},
    scale::{Span, short},
};
use domain::{
    capacity::scaling::{Moment, Simulated},
    time,
};

/// Which load is simulated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LoadCurve {
    /// So many times the normal load, at once.
    Spike(f64),
    /// A day from midnight to midnight.
    Day,
}

/// One moment of a simulation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpikePoint {
    /// Minutes since the simulation began.
    pub minute: f64,
    /// How many instances the load needs.
    pub wanted: f64,
    /// How many serve.
    pub ready: f64,
}

/// What the chart shows.
#[derive(Clone, Debug, PartialEq)]
pub struct SpikeData {
    /// Which load it is.
    pub load: LoadCurve,
    /// In the order of time.
    pub points: Vec<SpikePoint>,
    /// The most instances that there may be.
    pub max: Option<f64>,
    /// What came of it, in words; where it is empty the chart says what it sees.
    pub said: String,
}

impl SpikeData {
    /// What a simulation came to.
    #[must_use]
    pub fn of(simulated: &Simulated, load: LoadCurve) -> Self {
        let point = |moment: &Moment| SpikePoint {
            minute: f64::from(moment.at_s) / 60.0,
            wanted: f64::from(moment.needed),
            ready: f64::from(moment.ready),
        };
        let points = simulated.moments.iter().map(point).collect();
        let what = match load {
            LoadCurve::Spike(times) => format!("a {}× spike", short(times)),
            LoadCurve::Day => "an ordinary day".to_owned(),
        };
        let max = Some(f64::from(simulated.max_instances));
        Self { load, points, max, said: simulated.sentence(&what) }
    }

    fn drawable(&self) -> Vec<SpikePoint> {
        let whole = |value: f64| is_drawable(value) && value >= 0.0;
        let has_place = |p: &&SpikePoint| is_drawable(p.minute) && whole(p.wanted) && whole(p.ready);
        let mut points: Vec<SpikePoint> = self.points.iter().filter(has_place).copied().collect();
        points.sort_by(|a, b| a.minute.total_cmp(&b.minute));
        thinned(points)
    }

    fn max(&self) -> Option<f64> {
        self.max.filter(|max| is_drawable(*max) && *max >= 0.0)
    }

    /// What the chart shows, in words.
    #[must_use]
    pub fn sentence(&self) -> String {
        if !self.said.is_empty() {
            return self.said.clone();
        }
        let points = self.drawable();
        let Some(worst) = worst(&points) else {
            return "Nothing is simulated, so nothing is drawn.".to_owned();
        };
        let what = match self.load {
            LoadCurve::Spike(times) if is_drawable(times) => format!("A spike of {}×", short(times)),
            LoadCurve::Spike(_) => "The spike".to_owned(),
            LoadCurve::Day => "The day".to_owned(),
        };
        let wanted = points.iter().map(|point| point.wanted).fold(0.0, f64::max);
        let ready = points.iter().map(|point| point.ready).fold(0.0, f64::max);
        let said =
            format!("{what} needs {} instances at most; {} are ready at most", short(wanted), short(ready));
        let max = self.max().map_or_else(
            || ", no maximum is stated".to_owned(),
            |max| format!(", the maximum is {}", short(max)),
        );
        let short_by = worst.wanted - worst.ready;
        if short_by < 0.5 {
            return format!("{said}{max}. It is carried.");
        }
        let lasts = short_minutes(&points);
        let for_long = if lasts < 1.0 {
            time::words((lasts * 60_000.0).round() as i64)
        } else {
            format!("{} min", short(lasts.round()))
        };
        let said =
            format!("{said}{max}. Up to {} instances are missing, for {for_long}", short(short_by.round()));
        match over_max(&points, self.max()) {
            Some(over) => {
                format!("{said}; {} of them are more than the maximum allows.", short(over.round()))
            }
            None => format!("{said}, until they have started."),
        }
    }

    fn clock(&self, minute: f64) -> String {
        match self.load {
            LoadCurve::Day => {
                let minute = minute.rem_euclid(1_440.0).round();
                format!("{:02.0}:{:02.0}", (minute / 60.0).floor() % 24.0, minute % 60.0)
            }
            LoadCurve::Spike(_) => format!("{} min", short((minute * 10.0).round() / 10.0)),
        }
    }
}

/// At most so many points: more than there are pixels help nobody.
const POINTS_MAX: usize = 800;

/// As many of the points as can be told apart, of each group the one that is most short.
fn thinned(points: Vec<SpikePoint>) -> Vec<SpikePoint> {
    if points.len() <= POINTS_MAX {
        return points;
    }
    let group = points.len().div_ceil(POINTS_MAX - 2);
    let last = points.last().copied();
    let mut kept: Vec<SpikePoint> = points.first().copied().into_iter().collect();
    kept.extend(points.chunks(group).filter_map(worst));
    kept.extend(last);
    kept
}

fn worst(points: &[SpikePoint]) -> Option<SpikePoint> {
    let short = |point: &SpikePoint| point.wanted - point.ready;
    points.iter().copied().max_by(|a, b| short(a).total_cmp(&short(b)))
}

/// How many more are wanted than there may be; none where the maximum does not bind.
fn over_max(points: &[SpikePoint], max: Option<f64>) -> Option<f64> {
    let wanted = points.iter().map(|point| point.wanted).fold(0.0, f64::max);
    max.map(|max| wanted - max).filter(|over| *over >= 0.5)
}

/// For how many minutes at least one instance is missing.
fn short_minutes(points: &[SpikePoint]) -> f64 {
    let spans = points.windows(2).filter_map(|pair| match pair {
        [one, next] if one.wanted - one.ready >= 0.5 => Some(next.minute - one.minute),
        _ => None,
    });
    spans.sum()
}

/// Draws a simulation.
#[must_use]
pub fn spike(data: &SpikeData, sheet: Sheet<'_>) -> Chart {
    let sheet = sheet.held();
    let (width, height) = (f64::from(sheet.size.width_px), f64::from(sheet.size.height_px));
    let (points, scale) = (data.drawable(), sheet.scale);
    let most = points.iter().map(|point| point.wanted.max(point.ready)).chain(data.max()).fold(0.0, f64::max);
    let y = Span { from: 0.0, to: if most > 0.0 { most * 1.1 } else { 1.0 } };
    let minutes = Span::around(points.iter().map(|point| point.minute));
    let x =
        Span { from: minutes.from, to: if minutes.width() > 0.0 { minutes.to } else { minutes.from + 1.0 } };
    let area = Area {
        left: left_px(y, height, scale, short),
        right: width - 24.0 * scale,
        top: letter_px(scale) * 2.2,
        bottom: height - 26.0 * scale,
    };
    let mut text = String::new();
    let plot = Plot::new(&mut text, sheet, area, x, y);
    let places = places(data, &points, &plot);
    let drawn = draw(data, &points, plot);
    chart(&text, &drawn, sheet, data.sentence(), places)
}

fn draw(data: &SpikeData, points: &[SpikePoint], plot: Plot<'_>) -> Drawn {
    let palette = plot.palette();
    plot.grid(short)?;
    if points.is_empty() {
        plot.nothing("Nothing is simulated yet")?;
        return plot.finish();
    }
    let count = ((plot.area.right - plot.area.left) / (64.0 * plot.scale)).clamp(2.0, 12.0) as usize;
    let ticks = plot.x.minute_ticks(count).into_iter().map(|at| (at, data.clock(at)));
    plot.ticks_below(&ticks.collect::<Vec<_>>())?;
    let wanted: Vec<Place> = points.iter().map(|point| (point.minute, point.wanted)).collect();
    let ready: Vec<Place> = points.iter().map(|point| (point.minute, point.ready)).collect();
    for stretch in short_stretches(points) {
        let low: Vec<Place> = stretch.iter().map(|point| (point.minute, point.ready)).collect();
        let high: Vec<Place> =
            stretch.iter().map(|point| (point.minute, point.wanted.max(point.ready))).collect();
        plot.between(&low, &high, palette.bad, 0.16)?;
    }
    if let Some(max) = data.max() {
        plot.dashed(&[(plot.x.from, max), (plot.x.to, max)], palette.muted)?;
    }
    plot.line(&wanted, palette.text, 1.5)?;
    plot.line(&ready, palette.accent, 2.0)?;
    labels(data, points, &plot, &wanted, &ready)?;
    plot.finish()
}

/// Stretches in which something is missing.
fn short_stretches(points: &[SpikePoint]) -> Vec<&[SpikePoint]> {
    points
        .chunk_by(|one, next| one.wanted > one.ready || next.wanted > next.ready)
        .filter(|part| part.len() > 1)
        .collect()
}

/// The most that is wanted above the plot; what is short within its shade, where it fits; the maximum where no line is.
fn labels(
    data: &SpikeData,
    points: &[SpikePoint],
    plot: &Plot<'_>,
    wanted: &[Place],
    ready: &[Place],
) -> Drawn {
    let (palette, letters, area) = (plot.palette(), plot.letter_px(), plot.area);
    let most = points.iter().map(|point| point.wanted).fold(0.0, f64::max);
    let when = points.iter().find(|point| point.wanted >= most).map_or(plot.x.from, |point| point.minute);
    let inside = |middle: f64, words: &str| {
        let half = wide(words, letters, true) / 2.0;
        middle.min(area.right - half).max(area.left + half)
    };
    let words = format!("needs {}", short(most));
    let at = (inside(plot.x(when), &words), area.top - letters * 0.9);
    plot.canvas.text(&words, at, Hold::Middle, letters, palette.text)?;
    if let Some(worst) = worst(points).filter(|worst| worst.wanted - worst.ready >= 0.5) {
        // What the maximum leaves short stays; what is short while instances start passes.
        let missing = over_max(points, data.max()).unwrap_or(worst.wanted - worst.ready);
        let words = format!("{} short", short(missing.round()));
        let half = wide(&words, letters, true) / 2.0 + letters * 0.6;
        let foot = ready.iter().map(|(_, value)| *value).fold(0.0, f64::max).min(most);
        let row = plot.y(f64::midpoint(most, if foot < most { foot } else { worst.ready }));
        // Where the words have room on both sides within the shade; nearest to the worst moment first.
        let is_free = |x: f64| {
            let minute = |x: f64| plot.x.from + (x - area.left) / (area.right - area.left) * plot.x.width();
            [-1.0, -0.5, 0.0, 0.5, 1.0].into_iter().all(|part: f64| {
                let at = minute(x + part * half);
                let high = value_at(wanted, at).map(|value| plot.y(value));
                let low = value_at(ready, at).map(|value| plot.y(value));
                high.zip(low)
                    .is_some_and(|(high, low)| high < row - letters * 0.7 && low > row + letters * 0.7)
            })
        };
        let tried =
            (0..=60).map(|n| area.left + half + (area.right - area.left - 2.0 * half) * f64::from(n) / 60.0);
        let free: Vec<f64> = tried.filter(|x| is_free(*x)).collect();
        let at = match free.get(free.len() / 2) {
            Some(x) => (*x, row),
            None => (area.right - half, area.top - letters * 0.9),
        };
        let apart = free.is_empty() && plot.x(when) > area.right - 4.0 * half;
        if !apart {
            plot.canvas.strong(&words, at, Hold::Middle, letters, palette.bad)?;
        }
    }
    max_label(data, plot, [wanted, ready])
}

/// The maximum, over or under its line, where neither curve runs through it.
fn max_label(data: &SpikeData, plot: &Plot<'_>, curves: [&[Place]; 2]) -> Drawn {
    let Some(max) = data.max() else { return Ok(()) };
    let (letters, area) = (plot.letter_px(), plot.area);
    let words = format!("max {}", short(max));
    let width = wide(&words, letters, false);
    let minute = |x: f64| plot.x.from + (x - area.left) / (area.right - area.left) * plot.x.width();
    let is_free = |(x, y): (f64, f64)| {
        (0..=8).map(|n| minute(x + width * f64::from(n) / 8.0)).all(|at| {
            curves.iter().all(|curve| {
                value_at(curve, at).is_none_or(|value| (plot.y(value) - y).abs() > letters * 0.8)
            })
        }) && y > area.top
            && y < area.bottom - letters * 0.6
    };
    let y = plot.y(max);
    let starts = [area.right - width, area.left + 4.0, f64::midpoint(area.left, area.right) - width / 2.0];
    let rows = [y - letters * 0.85, y + letters * 0.95];
    let places = rows.into_iter().flat_map(|row| starts.into_iter().map(move |x| (x, row)));
    let all: Vec<Place> = places.collect();
    let Some(at) = all.iter().copied().find(|at| is_free(*at)) else { return Ok(()) };
    plot.canvas.text(&words, at, Hold::Left, letters, plot.palette().muted)
}

/// Where something changes, and a few between.
fn places(data: &SpikeData, points: &[SpikePoint], plot: &Plot<'_>) -> Vec<ChartPlace> {
    let mut places: Vec<ChartPlace> = Vec::new();
    for point in points {
        let x_px = plot.x(point.minute);
        if places.last().is_some_and(|last| x_px - last.x_px < 6.0) {
            continue;
        }
        let missing = (point.wanted - point.ready).round();
        let missing = if missing >= 1.0 { format!(", {} short", short(missing)) } else { String::new() };
        let (wanted, ready) = (short(point.wanted.round()), short(point.ready.round()));
        let words = format!("{}: {wanted} needed, {ready} ready{missing}", data.clock(point.minute));
        places.push(ChartPlace { x_px, words });
    }
    places
}
