//! One metric's readings over one experiment.

mod found;
mod label;

use crate::{
    Palette, Size, Svg,
    canvas::{Canvas, Drawn, Hold, Margins, framed},
    scale::{Span, short},
};
use domain::{
    chaos::{
        experiment::{Range, measured, quantity},
        run::{Step, Trial},
    },
    text::clip,
    time::words,
};

/// What a chart of readings shows. Minutes count from the beginning of the experiment's baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingsData {
    /// What the room calls the metric.
    pub metric: String,
    /// Its unit; may be empty.
    pub unit: String,
    /// What is acceptable.
    pub range: Range,
    /// What to compare with.
    pub baseline: Option<f64>,
    /// Whether the plan says so, because nobody measured it during the baseline.
    pub baseline_is_planned: bool,
    /// The readings, in the order of time.
    pub points: Vec<Point>,
    /// What a live watcher saw, in unbroken stretches.
    pub live: Vec<Vec<Point>>,
    /// When the fault went in.
    pub injected_min: Option<f64>,
    /// When its removal began; absent while it is in.
    pub stopped_min: Option<f64>,
    /// When it was out; absent until then.
    pub out_min: Option<f64>,
    /// When the room aborted.
    pub aborted_min: Option<f64>,
}

/// One reading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// When, in minutes since the experiment began.
    pub minute: f64,
    /// The value, in the metric's unit.
    pub value: f64,
}

impl ReadingsData {
    /// The readings of a trial's metric, counted from 0 in the plan; those that were struck are left out.
    /// `None` before the trial has begun, and for a metric that it does not have.
    #[must_use]
    pub fn of(trial: &Trial, metric: usize) -> Option<Self> {
        let metric = trial.experiment().metrics.get(metric)?;
        let began = trial.began(Step::Baseline)?;
        let minute = |at: domain::Instant| at.since(began) as f64 / 60_000.0;
        let read = trial.readings.iter().filter(|reading| !reading.struck && reading.metric == metric.name);
        Some(Self {
            metric: metric.name.clone(),
            unit: metric.unit.clone(),
            range: metric.range,
            baseline: trial.baseline(metric),
            baseline_is_planned: trial.measured_baseline(metric).is_none(),
            points: read.map(|r| Point { minute: minute(r.at), value: r.value }).collect(),
            live: Vec::new(),
            injected_min: trial.injected_at().map(minute),
            stopped_min: trial.stopped_at().map(minute),
            out_min: trial.began(Step::Verify).map(minute),
            aborted_min: trial.abort.as_ref().map(|abort| minute(abort.said.at)),
        })
    }

    /// One or two sentences that say what the chart shows.
    #[must_use]
    pub fn sentence(&self) -> String {
        let name = clip(&self.metric, 80);
        let say = |value: f64| quantity(value, &self.unit);
        let seen = self.live.iter().flatten().map(|point| point.value);
        let span = seen.fold(None, |span: Option<(f64, f64)>, value| {
            Some(span.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
        });
        let live = span.map_or_else(String::new, |(low, high)| {
            format!(" Its live watcher saw {} to {}.", measured(low, &self.unit), measured(high, &self.unit))
        });
        let Some(last) = self.last() else { return format!("{name}: nothing was read.{live}") };
        let at = if self.baseline_is_planned { "planned as the baseline" } else { "at the baseline" };
        let before = self.baseline.map(|baseline| format!("{} {at}, ", say(baseline)));
        let worst = self.worst().map(|worst| {
            let read = self.points.contains(&worst);
            let value = if read { say(worst.value) } else { measured(worst.value, &self.unit) };
            format!("{value} at worst ({} into the experiment), ", time(worst.minute))
        });
        let worst = worst.unwrap_or_else(|| match self.injected_min {
            Some(_) => "not measured while the fault was in, ".to_owned(),
            None => String::new(),
        });
        let before = before.unwrap_or_default();
        let first = format!("{name}: {before}{worst}{} at the last reading.", say(last.value));
        let range = self.range.words();
        let known = self.known();
        let outside = known.iter().any(|point| !self.range.holds(point.value));
        let back = if known.last().is_none_or(|last| self.range.holds(last.value)) {
            "and came back"
        } else {
            "and did not come back"
        };
        if !outside {
            return format!("{first} It never left its range ({range}).{live}");
        }
        let min = self.out_of_range_min();
        let span = if min < 1.0 { time(min) } else { format!("about {}", time(min)) };
        format!("{first} It was out of its range ({range}) for {span} {back}.{live}")
    }

    fn minutes(&self) -> Span {
        let marks = [self.injected_min, self.stopped_min, self.aborted_min];
        let drawn = self.points.iter().chain(self.live.iter().flatten());
        let all = drawn.map(|point| point.minute).chain(marks.into_iter().flatten());
        let span = Span::around(all.chain([0.0]));
        Span { from: span.from, to: span.to + (span.width() * 0.03).max(1.0) }
    }

    fn values(&self) -> Span {
        let drawn = || self.points.iter().chain(self.live.iter().flatten()).map(|point| point.value);
        let read = Span::around(drawn().chain(self.baseline));
        let bounds = [self.range.min, self.range.max].into_iter().flatten();
        // A bound far away would press the readings flat; then the band simply fills the chart.
        let near = |bound: &f64| {
            let room = read.width().max(read.to.abs().max(read.from.abs()) * 0.25);
            drawn().next().is_none() || (*bound >= read.from - room && *bound <= read.to + room)
        };
        let held = Span::around(drawn().chain(self.baseline).chain(bounds.filter(near)));
        let padded = held.padded(0.2);
        // No air where no value can be: below nothing, and above everything.
        let from = if held.from >= 0.0 { padded.from.max(0.0) } else { padded.from };
        let whole = self.unit.trim() == "%" && held.to < 100.0;
        Span { from, to: if whole { padded.to.min(100.0) } else { padded.to } }
    }
}

/// Draws the readings of one metric.
#[must_use]
pub fn readings(data: &ReadingsData, size: Size, palette: &Palette) -> Svg {
    let size =
        Size { width_px: size.width_px.clamp(200, 4_000), height_px: size.height_px.clamp(100, 4_000) };
    let data = &drawable(data);
    let mut text = String::new();
    let alt = data.sentence();
    let canvas = Canvas::new(&mut text, size, palette, MARGINS, data.minutes(), data.values());
    // A text buffer cannot fail to be written; should plotters think so, the sentence still says everything.
    let drawn = draw(data, canvas);
    Svg { svg: if drawn.is_ok() { framed(&text, size, &alt) } else { framed("></svg>", size, &alt) }, alt }
}

const MARGINS: Margins = Margins { left: 58.0, right: 74.0, top: 34.0, bottom: 36.0 };
const LABEL_PX: f64 = 11.0;

/// Only numbers that have a place on paper.
fn drawable(data: &ReadingsData) -> ReadingsData {
    let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
    let has_place = |p: &&Point| p.minute.is_finite() && p.value.is_finite() && p.value.abs() <= 1e15;
    let placed = |points: &[Point]| {
        let mut points: Vec<Point> = points.iter().filter(has_place).copied().collect();
        points.sort_by(|a, b| a.minute.total_cmp(&b.minute));
        points
    };
    ReadingsData {
        range: Range { min: finite(data.range.min), max: finite(data.range.max) },
        baseline: finite(data.baseline),
        injected_min: finite(data.injected_min),
        stopped_min: finite(data.stopped_min),
        out_min: finite(data.out_min),
        aborted_min: finite(data.aborted_min),
        points: placed(&data.points),
        live: data.live.iter().map(|stretch| placed(stretch)).collect(),
        ..data.clone()
    }
}

fn draw(data: &ReadingsData, canvas: Canvas<'_>) -> Drawn {
    let plot = Plot { x: data.minutes(), y: data.values(), canvas };
    plot.band(data)?;
    plot.fault(data)?;
    plot.axes(data)?;
    plot.baseline(data)?;
    plot.abort(data)?;
    plot.points(data)?;
    plot.canvas.finish()
}

struct Plot<'a> {
    canvas: Canvas<'a>,
    x: Span,
    y: Span,
}

impl Plot<'_> {
    fn left(&self) -> f64 {
        MARGINS.left
    }

    fn right(&self) -> f64 {
        f64::from(self.canvas.size.width_px) - MARGINS.right
    }

    fn top(&self) -> f64 {
        MARGINS.top
    }

    fn bottom(&self) -> f64 {
        f64::from(self.canvas.size.height_px) - MARGINS.bottom
    }

    fn x(&self, minute: f64) -> f64 {
        self.canvas.at(minute.clamp(self.x.from, self.x.to), self.y.from).0
    }

    fn y(&self, value: f64) -> f64 {
        self.canvas.at(self.x.from, value.clamp(self.y.from, self.y.to)).1
    }

    fn band(&self, data: &ReadingsData) -> Drawn {
        if data.range == Range::default() {
            return Ok(());
        }
        let palette = self.canvas.palette;
        let upper = data.range.max.map_or(self.top(), |max| self.y(max));
        let lower = data.range.min.map_or(self.bottom(), |min| self.y(min));
        self.canvas.rect((self.left(), upper), (self.right(), lower), palette.band, 1.0)?;
        for (bound, at) in [(data.range.min, lower), (data.range.max, upper)] {
            if bound.is_some_and(|bound| bound > self.y.from && bound < self.y.to) {
                let line = [(self.left(), at), (self.right(), at)];
                self.canvas.line(&line, palette.band_text, 0.5)?;
            }
        }
        Ok(())
    }

    fn fault(&self, data: &ReadingsData) -> Drawn {
        let Some(from) = data.injected_min else { return Ok(()) };
        let palette = self.canvas.palette;
        let (from, to) = (self.x(from), self.x(data.stopped_min.unwrap_or(self.x.to)));
        self.canvas.rect((from, self.top()), (to, self.bottom()), palette.fault, 0.16)?;
        self.canvas.rect((from, self.top() - 3.0), (to, self.top()), palette.fault, 1.0)?;
        let words = if data.stopped_min.is_some() { "fault in" } else { "fault is in" };
        self.canvas.text(words, (from, self.top() - 11.0), Hold::Left, LABEL_PX, palette.muted)
    }

    fn axes(&self, data: &ReadingsData) -> Drawn {
        let (canvas, palette) = (&self.canvas, self.canvas.palette);
        let height = self.bottom() - self.top();
        for value in self.y.ticks((height / 34.0).clamp(3.0, 8.0) as usize) {
            let y = self.y(value);
            canvas.line(&[(self.left(), y), (self.right(), y)], palette.grid, 0.75)?;
            canvas.text(&short(value), (self.left() - 8.0, y), Hold::Right, LABEL_PX, palette.muted)?;
        }
        let width = self.right() - self.left();
        for minute in self.x.minute_ticks((width / 70.0).clamp(2.0, 12.0) as usize) {
            let x = self.x(minute);
            canvas.line(&[(x, self.bottom()), (x, self.bottom() + 4.0)], palette.line, 1.0)?;
            let at = (x, self.bottom() + 12.0);
            canvas.text(&short(minute), at, Hold::Middle, LABEL_PX, palette.muted)?;
        }
        canvas.line(&[(self.left(), self.bottom()), (self.right(), self.bottom())], palette.line, 1.0)?;
        let foot = (self.right(), self.bottom() + 27.0);
        canvas.text("minutes since the experiment began", foot, Hold::Right, LABEL_PX, palette.muted)?;
        let unit = if data.unit.is_empty() { String::new() } else { format!(", {}", clip(&data.unit, 20)) };
        // Names are cut to the room that there is, at an average letter's width, so that they never run off the sheet.
        let room = (f64::from(canvas.size.width_px) / (LABEL_PX * 0.68)) as usize;
        let name = clip(&data.metric, room.saturating_sub(unit.chars().count() + 2).max(8));
        canvas.strong(&format!("{name}{unit}"), (8.0, 8.0), Hold::Left, LABEL_PX + 1.0, palette.text)
    }

    fn baseline(&self, data: &ReadingsData) -> Drawn {
        let palette = self.canvas.palette;
        let mut labels = Vec::new();
        if let Some(baseline) = data.baseline {
            let y = self.y(baseline);
            self.canvas.dashes((self.left(), y), (self.right(), y), palette.muted)?;
            let words = if data.baseline_is_planned { "planned" } else { "baseline" };
            labels.push((y, words.to_owned(), palette.muted));
        }
        for (bound, sign) in [(data.range.min, '≥'), (data.range.max, '≤')] {
            if let Some(bound) = bound.filter(|bound| *bound > self.y.from && *bound < self.y.to) {
                labels.push((self.y(bound), format!("ok {sign} {}", short(bound)), palette.band_text));
            }
        }
        labels.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut lowest_free = f64::NEG_INFINITY;
        for (y, words, colour) in labels {
            let y = y.max(lowest_free);
            lowest_free = y + LABEL_PX + 2.0;
            self.canvas.text(&words, (self.right() + 8.0, y), Hold::Left, LABEL_PX, colour)?;
        }
        Ok(())
    }

    fn abort(&self, data: &ReadingsData) -> Drawn {
        let Some(minute) = data.aborted_min else { return Ok(()) };
        let (x, palette) = (self.x(minute), self.canvas.palette);
        self.canvas.line(&[(x, self.top() - 6.0), (x, self.bottom())], palette.bad, 1.5)?;
        self.canvas.strong("aborted", (x + 5.0, self.top() - 11.0), Hold::Left, LABEL_PX, palette.bad)
    }

    fn points(&self, data: &ReadingsData) -> Drawn {
        let (canvas, palette) = (&self.canvas, self.canvas.palette);
        let place = |point: &Point| (self.x(point.minute), self.y(point.value));
        for stretch in &data.live {
            match stretch.as_slice() {
                [] => {}
                [one] => canvas.dot(place(one), 0.75, palette.accent)?,
                several => {
                    canvas.line(&several.iter().map(place).collect::<Vec<_>>(), palette.accent, 0.75)?
                }
            }
        }
        let watched = data.live.iter().any(|stretch| !stretch.is_empty());
        if data.points.is_empty() && !watched {
            let middle = ((self.left() + self.right()) / 2.0, (self.top() + self.bottom()) / 2.0);
            return canvas.text("Nothing was read", middle, Hold::Middle, LABEL_PX + 1.0, palette.muted);
        }
        let path: Vec<_> = data.points.iter().map(place).collect();
        // What lies between two readings is known where a watcher looked; elsewhere a line leads the eye.
        if path.len() > 1 && !watched {
            canvas.line(&path, palette.accent, 1.5)?;
        }
        for point in &data.points {
            if data.range.holds(point.value) {
                canvas.dot(place(point), 2.75, palette.accent)?;
            } else {
                canvas.square(place(point), 3.25, palette.bad)?;
            }
        }
        let Some(worst) = data.worst() else { return Ok(()) };
        let (x, y) = place(&worst);
        let outside = !data.range.holds(worst.value);
        if outside && !data.points.contains(&worst) {
            canvas.square((x, y), 3.25, palette.bad)?; // nobody read it, but the watcher saw it
        }
        let colour = if outside { palette.bad } else { palette.text };
        let words = short(worst.value);
        let (at, hold) = self.free_place((x, y), &words, data);
        canvas.strong(&words, at, hold, LABEL_PX, colour)
    }
}

/// Whole minutes; what is shorter than one, in seconds: 0.4 s is not “1 min”.
fn time(minutes: f64) -> String {
    if minutes < 1.0 { words((minutes * 60_000.0).round() as i64) } else { format!("{minutes:.0} min") }
}
