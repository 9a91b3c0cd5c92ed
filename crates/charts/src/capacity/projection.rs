//! Utilisation at peak against the ceiling: what was, what is expected, how sure that is, and when it runs out.

mod data;
mod places;

pub use data::{BandReading, DateRange, DatedMark, DatedReading, LevelLine, MeasuredIn, ProjectionData};

use super::{
    Chart, Sheet,
    levels::{Stand, Tag, apart, on_levels},
    months::{number, ticks, words},
    plot::{Area, Plot, across, chart, fitting, left_px, letter_px, value_at, wide},
};
use crate::{
    Colour, Palette,
    canvas::{Drawn, Hold},
    scale::{Span, short},
};

/// Draws a projection.
#[must_use]
pub fn projection(data: &ProjectionData, sheet: Sheet<'_>) -> Chart {
    let sheet = sheet.held();
    let layout = Layout::of(data, sheet);
    let mut text = String::new();
    let plot = Plot::new(&mut text, sheet, layout.area, layout.days, layout.values);
    let drawn = Pen { plot, data, layout: &layout }.draw();
    chart(&text, &drawn, sheet, data.sentence(), places::places(data, layout.area))
}

/// What a tag above the plot stands for.
#[derive(Clone, Copy, PartialEq)]
enum Marks {
    OrderBy,
    Today,
    Launch,
}

/// Where everything stands.
struct Layout {
    area: Area,
    days: Span,
    values: Span,
    tags: Vec<(Marks, f64, Tag, Option<Stand>)>,
    column: Vec<Entry>,
}

/// Words at the right of the plot.
struct Entry {
    /// The value beside which they stand.
    value: f64,
    /// Each line with its colour, and whether it should be seen first.
    lines: Vec<(String, Colour, bool)>,
}

impl Layout {
    fn of(data: &ProjectionData, sheet: Sheet<'_>) -> Self {
        let (width, height) = (f64::from(sheet.size.width_px), f64::from(sheet.size.height_px));
        let (days, values, scale) = (data.days(), data.values(), sheet.scale);
        let letters = letter_px(scale);
        let column = column(data, sheet.palette, letters, width * 0.26);
        let widest = column
            .iter()
            .flat_map(|entry| &entry.lines)
            .map(|(words, _, strong)| wide(words, letters, *strong))
            .fold(0.0, f64::max);
        let left = left_px(values, height, scale, |value| tick_words(data, value));
        let right = width - (widest + 14.0 * scale).max(14.0 * scale);
        let mut area = Area { left, right: right.max(left + 40.0), top: 0.0, bottom: height - 26.0 * scale };
        let tags = tags(data, days, area);
        let found = on_levels(
            &tags.iter().map(|(.., tag)| tag.clone()).collect::<Vec<_>>(),
            area.left,
            area.right,
            letters,
        );
        let levels = found.iter().flatten().map(|stand| stand.level + 1).max().unwrap_or(0);
        area.top = (levels as f64 * letters * 1.5 + 8.0 * scale).min(area.bottom - 30.0);
        let tags = tags.into_iter().zip(found).map(|((kind, day, tag), stand)| (kind, day, tag, stand));
        Self { area, days, values, tags: tags.collect(), column }
    }
}

fn tick_words(data: &ProjectionData, value: f64) -> String {
    match data.measured_in {
        MeasuredIn::Ceiling => format!("{}%", short(value)),
        MeasuredIn::Metric(_) => short(value),
    }
}

/// What happens on a day, the most important first: the last day to order is never given up for a launch.
fn tags(data: &ProjectionData, days: Span, area: Area) -> Vec<(Marks, f64, Tag)> {
    let tag = |kind, day: f64, words: String, strong| {
        (kind, day, Tag { x: across(area, days, day), words, strong })
    };
    let order = data.order_by.map(|on| {
        let short = on.format("order by %-d %b").to_string();
        let late = if on < data.today { format!("{short}, late") } else { short };
        tag(Marks::OrderBy, number(on), late, true)
    });
    let today = tag(Marks::Today, number(data.today), "today".to_owned(), false);
    let launches = data.launches.iter().filter(|launch| (days.from..=days.to).contains(&number(launch.on)));
    let launches = launches.map(|launch| tag(Marks::Launch, number(launch.on), launch.words.clone(), false));
    order.into_iter().chain([today]).chain(launches).collect()
}

/// What stands at the right of the plot, the most important first.
fn column(data: &ProjectionData, palette: &Palette, letters: f64, most_px: f64) -> Vec<Entry> {
    let fit = |words: &str| fitting(words, letters, most_px);
    let level = |line: &LevelLine, colour, strong| {
        let note = (!line.note.is_empty()).then(|| (fit(&line.note), palette.muted, false));
        let lines = [(fit(&line.words), colour, strong)].into_iter().chain(note).collect();
        Entry { value: f64::from(line.pct), lines }
    };
    let end = |readings: &[DatedReading], words: &str, colour| {
        let (_, value) = data.path(readings).last().copied()?;
        Some(Entry { value, lines: vec![(fit(words), colour, false)] })
    };
    let ceiling = data.ceiling.as_ref().map(|line| level(line, palette.bad, true));
    let expected = end(&data.expected, "expected", palette.accent);
    let naive = end(&data.naive, "straight on", palette.muted);
    let thresholds = data.thresholds.iter().map(|line| level(line, palette.muted, false));
    ceiling.into_iter().chain(expected).chain(naive).chain(thresholds).collect()
}

/// What is drawn with.
struct Pen<'a, 'b> {
    plot: Plot<'a>,
    data: &'b ProjectionData,
    layout: &'b Layout,
}

impl Pen<'_, '_> {
    fn draw(self) -> Drawn {
        let (plot, palette, data) = (&self.plot, self.plot.palette(), self.data);
        self.stripe()?;
        plot.grid(|value| tick_words(data, value))?;
        let width = plot.area.right - plot.area.left;
        plot.ticks_below(&ticks(plot.x, width, plot.scale))?;
        let (low, high) = data.band_edges();
        plot.between(&low, &high, palette.accent, 0.16)?;
        for line in &data.thresholds {
            let value = f64::from(line.pct);
            plot.dashed(&[(plot.x.from, value), (plot.x.to, value)], palette.line)?;
        }
        self.marks()?;
        if let Some(ceiling) = &data.ceiling {
            plot.level(f64::from(ceiling.pct), palette.bad, 1.5)?;
        }
        plot.dashed(&data.path(&data.naive), palette.muted)?;
        for stretch in &data.past {
            let path = data.path(stretch);
            plot.line(&path, palette.text, 1.5)?;
            if let [(day, value)] = path.as_slice() {
                plot.canvas.dot((plot.x(*day), plot.y(*value)), 1.5 * plot.scale, palette.text)?;
            }
        }
        let expected = data.path(&data.expected);
        plot.line(&expected, palette.accent, 2.0)?;
        self.ring()?;
        self.range_words(&expected)?;
        self.words()?;
        if expected.is_empty() && data.past.is_empty() {
            plot.nothing("Demand is not stated")?;
        }
        self.plot.finish()
    }

    /// From when to when it runs out, as far as that is in sight.
    fn range(&self) -> Option<(f64, f64)> {
        let range = self.data.runs_out?;
        let days = self.plot.x;
        let from = number(range.p10?);
        let to = range.p90.map_or(days.to, number);
        (from <= days.to && to >= days.from).then(|| (from.max(days.from), to.min(days.to)))
    }

    fn stripe(&self) -> Drawn {
        let Some((from, to)) = self.range() else { return Ok(()) };
        let Area { top, bottom, .. } = self.plot.area;
        let (from, to) = (self.plot.x(from), self.plot.x(to));
        // A single day is a stripe too.
        let to = to.max(from + 2.0 * self.plot.scale);
        self.plot.canvas.rect((from, top), (to, bottom), self.plot.palette().watch_soft, 1.0)
    }

    /// The dates of the stripe, in it, where no line runs through them.
    fn range_words(&self, expected: &[(f64, f64)]) -> Drawn {
        let (Some((from, to)), Some(range)) = (self.range(), self.data.runs_out) else { return Ok(()) };
        let (plot, letters) = (&self.plot, self.plot.letter_px());
        let said = range_said(range);
        let half = wide(&said, letters, true) / 2.0;
        let (lowest, highest) = (plot.area.left + half + 4.0, plot.area.right - half - 4.0);
        let middle = f64::midpoint(plot.x(from), plot.x(to)).min(highest).max(lowest);
        let heights = |path: &[(f64, f64)]| {
            let step = half / 4.0;
            let days = (-4..=4).map(|n| middle + f64::from(n) * step).map(|x| {
                plot.x.from + (x - plot.area.left) / (plot.area.right - plot.area.left) * plot.x.width()
            });
            days.filter_map(|day| value_at(path, day)).map(|value| plot.y(value)).collect::<Vec<_>>()
        };
        let naive = self.data.path(&self.data.naive);
        let past: Vec<_> = self.data.past.iter().flat_map(|stretch| self.data.path(stretch)).collect();
        let levels = self.data.ceiling.iter().chain(&self.data.thresholds);
        let levels = levels.map(|line| plot.y(f64::from(line.pct)));
        let taken: Vec<f64> = [expected, &naive, &past].into_iter().flat_map(heights).chain(levels).collect();
        let is_free = |y: &f64| taken.iter().all(|line| (line - y).abs() > letters * 0.9);
        let rows = [plot.area.bottom - letters, plot.area.top + letters];
        let y = rows.into_iter().find(is_free).unwrap_or(plot.area.bottom - letters);
        plot.canvas.strong(&said, (middle, y), Hold::Middle, letters, plot.palette().watch)
    }

    fn marks(&self) -> Drawn {
        let (plot, palette) = (&self.plot, self.plot.palette());
        let Area { top, bottom, .. } = plot.area;
        let letters = plot.letter_px();
        let expected = self.data.path(&self.data.expected);
        for (kind, day, tag, stand) in &self.layout.tags {
            let level = stand.map_or(0.0, |stand| stand.level as f64 + 0.9);
            let from = (tag.x, top - level * letters * 1.5);
            match kind {
                Marks::OrderBy => {
                    plot.canvas.dashed(&[from, (tag.x, bottom)], palette.accent, plot.scale * 1.25)?;
                }
                Marks::Today => plot.canvas.line(&[from, (tag.x, bottom)], palette.line, plot.scale)?,
                Marks::Launch => {
                    let to = value_at(&expected, *day).map_or(bottom, |value| plot.y(value));
                    plot.canvas.line(&[from, (tag.x, to)], palette.fault, plot.scale)?;
                }
            }
            if let Some(stand) = stand {
                let colour = if *kind == Marks::OrderBy { palette.accent } else { palette.muted };
                let at = (stand.left, top - (stand.level as f64 + 0.6) * letters * 1.5);
                if tag.strong {
                    plot.canvas.strong(&tag.words, at, Hold::Left, letters, colour)?;
                } else {
                    plot.canvas.text(&tag.words, at, Hold::Left, letters, colour)?;
                }
            }
        }
        Ok(())
    }

    /// Where it is as likely earlier as later.
    fn ring(&self) -> Drawn {
        let plot = &self.plot;
        let crossing = self.data.runs_out.and_then(|range| range.p50).zip(self.data.ceiling.as_ref());
        let Some((on, ceiling)) = crossing else { return Ok(()) };
        let day = number(on);
        if !(plot.x.from..=plot.x.to).contains(&day) {
            return Ok(());
        }
        let at = (plot.x(day), plot.y(f64::from(ceiling.pct)));
        plot.canvas.ring(at, 5.0 * plot.scale, plot.palette().bad, 2.0 * plot.scale)
    }

    /// What the lines are, at their right ends.
    fn words(&self) -> Drawn {
        let (plot, letters) = (&self.plot, self.plot.letter_px());
        let height = |entry: &Entry| entry.lines.len() as f64 * letters * 1.3;
        // Two lines of words hang below their value, so that the first of them stands beside it.
        let hang = |entry: &Entry| (height(entry) - letters * 1.3) / 2.0;
        let wanted: Vec<_> = self
            .layout
            .column
            .iter()
            .map(|entry| (plot.y(entry.value) + hang(entry), height(entry)))
            .collect();
        let found = apart(&wanted, plot.area.top - letters, plot.area.bottom + letters * 0.5);
        for (entry, middle) in self.layout.column.iter().zip(found) {
            let Some(middle) = middle else { continue };
            for (at, (words, colour, strong)) in entry.lines.iter().enumerate() {
                let y = middle - hang(entry) + at as f64 * letters * 1.3;
                let place = (plot.area.right + 6.0 * plot.scale, y);
                if *strong {
                    plot.canvas.strong(words, place, Hold::Left, letters, *colour)?;
                } else {
                    plot.canvas.text(words, place, Hold::Left, letters, *colour)?;
                }
            }
        }
        Ok(())
    }
}

/// `24 Jul – 10 Mar`, `24 Jul 2027 or later`, `24 Jul 2027`
fn range_said(range: DateRange) -> String {
    match (range.p10, range.p90) {
        (Some(from), Some(to)) if from == to => words(from),
        (Some(from), Some(to)) if (to - from).num_days() > 330 => format!("{} – {}", words(from), words(to)),
        (Some(from), Some(to)) => format!("{} – {}", from.format("%-d %b"), to.format("%-d %b")),
        (Some(from), None) => format!("{} or later", words(from)),
        (None, _) => String::new(),
    }
}
