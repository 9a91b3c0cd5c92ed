//! What a month costs: what is paid whatever the load, and what follows it.

use super::{
    Chart, ChartPlace, Sheet,
    levels::{Tag, on_levels},
    months::{number, words},
    plot::{Area, Plot, chart, is_drawable, left_px, letter_px, usd, wide},
};
use crate::{
    Colour,
    canvas::{Drawn, Hold},
    scale::Span,
};
use domain::{
    Date,
    capacity::{
        CapacityModel,
        answer::{Cost, Costs},
    },
    text::clip,
};

/// What a month costs, in USD.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonthCost {
    /// The day on which it begins.
    pub on: Date,
    /// What is paid whatever the load; none where only the total is known.
    pub fixed_usd: Option<f64>,
    /// What follows the load; none where only the total is known.
    pub scaling_usd: Option<f64>,
    /// Both.
    pub total_usd: f64,
}

/// What the chart shows: a column a month, each of the same width, however far apart they are.
#[derive(Clone, Debug, PartialEq)]
pub struct CostData {
    /// In the order of their days.
    pub months: Vec<MonthCost>,
    /// From when on there are other prices, and why.
    pub price_steps: Vec<(Date, String)>,
}

impl CostData {
    /// The months of which an answer says what they cost; none where it says nothing.
    #[must_use]
    pub fn of(model: &CapacityModel, costs: &Costs) -> Option<Self> {
        let month = |cost: Cost| MonthCost {
            on: cost.on,
            fixed_usd: cost.fixed_usd,
            scaling_usd: cost.scaling_usd,
            total_usd: cost.total_usd,
        };
        let months: Vec<_> =
            [costs.now, costs.in_6_months, costs.in_12_months].into_iter().flatten().map(month).collect();
        let steps = model.price_steps.iter().map(|step| (step.on, step.note.clone())).collect();
        (!months.is_empty()).then_some(Self { months, price_steps: steps })
    }

    /// The months that have a place on paper: no cost is less than nothing.
    fn drawable(&self) -> Vec<MonthCost> {
        let whole = |value: f64| is_drawable(value) && value >= 0.0;
        let mut months: Vec<MonthCost> =
            self.months.iter().copied().filter(|month| whole(month.total_usd)).collect();
        months.sort_by_key(|month| month.on);
        months.truncate(60);
        for month in &mut months {
            let split = month.fixed_usd.zip(month.scaling_usd);
            if split.is_none_or(|(fixed, scaling)| !whole(fixed) || !whole(scaling)) {
                (month.fixed_usd, month.scaling_usd) = (None, None);
            }
        }
        months
    }

    /// What the chart shows, in words.
    #[must_use]
    pub fn sentence(&self) -> String {
        let months = self.drawable();
        let (Some(first), Some(last)) = (months.first(), months.last()) else {
            return "No cost is stated, so nothing is drawn.".to_owned();
        };
        let split = |month: &MonthCost| match month.fixed_usd.zip(month.scaling_usd) {
            Some((fixed, scaling)) => format!(" ({} fixed, {} scaling)", usd(fixed), usd(scaling)),
            None => String::new(),
        };
        let (from, to) = (usd(first.total_usd), usd(last.total_usd));
        let mut said = format!("A month costs {from}{} from {}", split(first), words(first.on));
        if months.len() > 1 {
            said.push_str(&format!(", and {to}{} from {}", split(last), words(last.on)));
        }
        if first.fixed_usd.is_none() {
            said.push_str("; how much of it is fixed is not stated");
        }
        let steps = self.steps_within(&months);
        let steps: Vec<_> = steps.iter().map(|(on, _)| words(*on)).collect();
        let steps =
            if steps.is_empty() { String::new() } else { format!(" Prices change on {}.", steps.join(", ")) };
        format!("{said}.{steps}")
    }

    fn steps_within(&self, months: &[MonthCost]) -> Vec<(Date, String)> {
        let (Some(first), Some(last)) = (months.first(), months.last()) else { return Vec::new() };
        let mut steps: Vec<_> =
            self.price_steps.iter().filter(|(on, _)| *on > first.on && *on <= last.on).cloned().collect();
        steps.sort();
        steps.truncate(6);
        steps
    }
}

/// Draws what months cost.
#[must_use]
pub fn cost(data: &CostData, sheet: Sheet<'_>) -> Chart {
    let sheet = sheet.held();
    let (width, height) = (f64::from(sheet.size.width_px), f64::from(sheet.size.height_px));
    let (months, scale) = (data.drawable(), sheet.scale);
    let most = months.iter().map(|month| month.total_usd).fold(0.0, f64::max);
    let y = Span { from: 0.0, to: if most > 0.0 { most * 1.15 } else { 1.0 } };
    let area = Area {
        left: left_px(y, height, scale, usd),
        right: width - 8.0 * scale,
        top: letter_px(scale) * 4.2,
        bottom: height - 26.0 * scale,
    };
    let x = Span { from: 0.0, to: months.len().max(1) as f64 };
    let mut text = String::new();
    let plot = Plot::new(&mut text, sheet, area, x, y);
    let places = places(&months, &plot);
    let drawn = draw(data, &months, plot);
    chart(&text, &drawn, sheet, data.sentence(), places)
}

fn places(months: &[MonthCost], plot: &Plot<'_>) -> Vec<ChartPlace> {
    let place = |(at, month): (usize, &MonthCost)| {
        let split = match month.fixed_usd.zip(month.scaling_usd) {
            Some((fixed, scaling)) => format!(": {} fixed, {} scaling", usd(fixed), usd(scaling)),
            None => ", fixed and scaling not told apart".to_owned(),
        };
        let words = format!("{}: {} a month{split}", month.on.format("%b %Y"), usd(month.total_usd));
        ChartPlace { x_px: plot.x(at as f64 + 0.5), words }
    };
    months.iter().enumerate().map(place).collect()
}

fn draw(data: &CostData, months: &[MonthCost], plot: Plot<'_>) -> Drawn {
    let palette = plot.palette();
    plot.grid(usd)?;
    if months.is_empty() {
        plot.nothing("Cost is not stated")?;
        return plot.finish();
    }
    let one = (plot.area.right - plot.area.left) / months.len() as f64;
    let half = (one * 0.36).min(34.0 * plot.scale);
    for (at, month) in months.iter().enumerate() {
        let x = plot.x(at as f64 + 0.5);
        let part = |from: f64, to: f64, colour: Colour, alpha: f64| {
            plot.canvas.rect((x - half, plot.y(to)), (x + half, plot.y(from)), colour, alpha)
        };
        match month.fixed_usd {
            Some(fixed) => {
                part(0.0, fixed.min(month.total_usd), palette.fault, 0.75)?;
                part(fixed.min(month.total_usd), month.total_usd, palette.accent, 0.85)?;
            }
            None => part(0.0, month.total_usd, palette.accent, 0.5)?,
        }
    }
    totals(months, one, &plot)?;
    let labels: Vec<_> = months
        .iter()
        .enumerate()
        .map(|(at, month)| (at as f64 + 0.5, month.on.format("%b %Y").to_string()))
        .collect();
    plot.ticks_below(&labels)?;
    key(months, &plot)?;
    price_steps(data, months, &plot)?;
    plot.finish()
}

/// What each column comes to; where that has no room, the first and the last.
fn totals(months: &[MonthCost], one: f64, plot: &Plot<'_>) -> Drawn {
    let (palette, letters) = (plot.palette(), plot.letter_px());
    let room = months.iter().all(|month| wide(&usd(month.total_usd), letters, false) < one - 4.0);
    for (at, month) in months.iter().enumerate() {
        if !room && at > 0 && at + 1 < months.len() {
            continue;
        }
        let words = usd(month.total_usd);
        let half = wide(&words, letters, false) / 2.0;
        let x = plot.x(at as f64 + 0.5).min(plot.area.right + 6.0 * plot.scale - half);
        let at = (x, plot.y(month.total_usd) - letters * 0.8);
        plot.canvas.text(&words, at, Hold::Middle, letters, palette.text)?;
    }
    Ok(())
}

/// What the colours are.
fn key(months: &[MonthCost], plot: &Plot<'_>) -> Drawn {
    let (palette, letters) = (plot.palette(), plot.letter_px());
    let known = months.iter().any(|month| month.fixed_usd.is_some());
    let entries: &[(&str, Colour, f64)] = if known {
        &[("scaling", palette.accent, 0.85), ("fixed", palette.fault, 0.75)]
    } else {
        &[("fixed and scaling not told apart", palette.accent, 0.5)]
    };
    let mut x = plot.area.left;
    for (words, colour, alpha) in entries {
        let (y, half) = (letters, letters * 0.4);
        plot.canvas.rect((x, y - half), (x + 2.0 * half, y + half), *colour, *alpha)?;
        plot.canvas.text(words, (x + letters * 1.2, y), Hold::Left, letters, palette.muted)?;
        x += letters * 2.4 + wide(words, letters, false);
    }
    Ok(())
}

/// Other prices, before the first month that has them.
fn price_steps(data: &CostData, months: &[MonthCost], plot: &Plot<'_>) -> Drawn {
    let (palette, letters) = (plot.palette(), plot.letter_px());
    let place = |on: Date| {
        let before = months.iter().rposition(|month| number(month.on) < number(on));
        before.map(|at| plot.x(at as f64 + 1.0))
    };
    let tags: Vec<Tag> = data
        .steps_within(months)
        .into_iter()
        .filter_map(|(on, why)| {
            let why = if why.trim().is_empty() { "new price".to_owned() } else { clip(&why, 28) };
            Some(Tag { x: place(on)?, words: format!("{}: {why}", on.format("%-d %b")), strong: false })
        })
        .collect();
    let Area { left, right, top, bottom } = plot.area;
    for (tag, stand) in tags.iter().zip(on_levels(&tags, left, right, letters)) {
        let level = stand.map_or(0.0, |stand| stand.level.min(1) as f64);
        let foot = top - (level * 1.3 + 0.4) * letters;
        plot.canvas.dashed(&[(tag.x, foot), (tag.x, bottom)], palette.watch, plot.scale)?;
        if let Some(stand) = stand.filter(|stand| stand.level < 2) {
            let at = (stand.left, top - (level * 1.3 + 0.4) * letters);
            plot.canvas.text(&tag.words, at, Hold::Left, letters, palette.watch)?;
        }
    }
    Ok(())
}
