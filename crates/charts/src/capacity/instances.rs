//! Utilisation by the number of instances: what one more brings, and how far the most that there may be reaches.

use super::{
    Chart, ChartPlace, Sheet,
    levels::{Tag, on_levels},
    plot::{Area, Plot, chart, is_drawable, left_px, letter_px, pct},
};
use crate::{
    canvas::{Drawn, Hold},
    scale::{Span, short},
};
use domain::{
    capacity::{
        CapacityModel, InputKey,
        answer::{Line, figure},
    },
    text::clip,
};

/// What the chart shows. Utilisation is demand ÷ (instances × what one carries × the share that is left).
#[derive(Clone, Debug, PartialEq)]
pub struct InstancesData {
    /// Demand at its peak now, in the metric.
    pub demand_now: f64,
    /// The same later, and when: `in 12 months`.
    pub demand_later: Option<(String, f64)>,
    /// What one instance carries, in the metric; positive.
    pub carries: f64,
    /// The metric: `requests/sec`.
    pub metric: String,
    /// The share of the instances that is left in the case that is planned for, in percent: 67 with one zone of three lost.
    pub left_pct: f64,
    /// The fewest that the autoscaler keeps.
    pub min: Option<f64>,
    /// How many run now.
    pub now: Option<f64>,
    /// The most that there may be.
    pub max: Option<f64>,
    /// From which utilisation on instances are added, in percent.
    pub scale_up_pct: f64,
}

impl InstancesData {
    /// The numbers of a model; none where it does not say what is asked for, or what one instance carries.
    #[must_use]
    pub fn of(model: &CapacityModel, line: &Line) -> Option<Self> {
        let (first, last) = (line.points.first()?, line.points.last()?);
        let months = ((last.on - first.on).num_days() as f64 / 30.44).round();
        let left = line.ceiling.map_or(1.0, |ceiling| ceiling.left / ceiling.whole);
        Some(Self {
            demand_now: first.demand,
            demand_later: (months >= 1.0).then(|| (format!("in {months:.0} months"), last.demand)),
            carries: model.stated(InputKey::CarriesPerInstance)?,
            metric: model.metric.clone(),
            left_pct: left * 100.0,
            min: model.stated(InputKey::MinInstances),
            now: model.stated(InputKey::InstancesNow),
            max: model.stated(InputKey::MaxInstances),
            scale_up_pct: line.scale_up_pct,
        })
    }

    /// Utilisation with so many instances, in percent.
    fn utilization_pct(&self, demand: f64, instances: f64) -> Option<f64> {
        let pct = demand / (instances * self.one()?) * 100.0;
        Some(pct).filter(|pct| is_drawable(*pct) && *pct >= 0.0)
    }

    /// How many keep a demand at or below the ceiling.
    fn needed(&self, demand: f64) -> Option<f64> {
        let count = demand / self.one()?;
        // What a sum of shares leaves behind is no instance more.
        Some(count)
            .filter(|count| is_drawable(*count) && *count >= 0.0)
            .map(|count| (count - 1e-9).ceil().max(1.0))
    }

    /// What one instance carries in the case that is planned for, in the metric; none where that is nothing.
    fn one(&self) -> Option<f64> {
        let one = self.carries * self.left_pct / 100.0;
        (one > 0.0 && is_drawable(one) && is_drawable(self.carries)).then_some(one)
    }

    /// What the chart shows, in words.
    #[must_use]
    pub fn sentence(&self) -> String {
        let Some(needed) = self.needed(self.demand_now) else {
            return "Demand, or what one instance carries, is not stated, so nothing is drawn.".to_owned();
        };
        let lost = if self.left_pct < 99.95 {
            format!(" while {} of them are left", pct(self.left_pct))
        } else {
            String::new()
        };
        let metric = clip(&self.metric, 40);
        let mut said = format!(
            "One instance carries {} {metric}. Demand now, {} {metric}, needs {}{lost}",
            figure(self.carries),
            figure(self.demand_now),
            counted(needed),
        );
        if let Some((when, count)) =
            self.demand_later.as_ref().and_then(|(when, demand)| Some((when, self.needed(*demand)?)))
        {
            said.push_str(&format!("; {when} it needs {}", short(count)));
        }
        let marks =
            self.marks().into_iter().rev().filter(|(name, _)| *name != "min").filter_map(|(name, count)| {
                Some(format!(
                    "with {} ({name}) it is at {}",
                    counted(count),
                    pct(self.utilization_pct(self.demand_now, count)?)
                ))
            });
        let marks: Vec<_> = marks.collect();
        let end = if marks.is_empty() { String::new() } else { format!(" Today {}.", marks.join(" and ")) };
        format!("{said}.{end}")
    }

    fn marks(&self) -> Vec<(&'static str, f64)> {
        [("max", self.max), ("now", self.now), ("min", self.min)]
            .into_iter()
            .filter_map(|(name, count)| {
                Some((name, count.filter(|count| is_drawable(*count) && *count >= 1.0)?))
            })
            .collect()
    }

    fn instances(&self) -> Span {
        let later = self.demand_later.as_ref().and_then(|(_, demand)| self.needed(*demand));
        let marks = self.marks().into_iter().map(|(_, count)| count);
        let known = marks.chain(self.needed(self.demand_now)).fold(1.0, f64::max);
        // Growth that needs a hundred times as many would press everything else flat.
        let later = later.map_or(known, |later| later.clamp(known, known * 3.0));
        Span { from: 1.0, to: (later * 1.1).max(4.0) }
    }
}

/// Above this utilisation the curve leaves at the top.
const TOP_PCT: f64 = 160.0;

/// Draws utilisation by instances.
#[must_use]
pub fn instances(data: &InstancesData, sheet: Sheet<'_>) -> Chart {
    let sheet = sheet.held();
    let (width, height) = (f64::from(sheet.size.width_px), f64::from(sheet.size.height_px));
    let (x, y, scale) = (data.instances(), Span { from: 0.0, to: TOP_PCT }, sheet.scale);
    let letters = letter_px(scale);
    let area = Area {
        left: left_px(y, height, scale, |value| format!("{}%", short(value))),
        right: width - 16.0 * scale,
        top: letters * 3.6,
        bottom: height - 38.0 * scale,
    };
    let mut text = String::new();
    let plot = Plot::new(&mut text, sheet, area, x, y);
    let places = places(data, &plot);
    let drawn = draw(data, plot);
    chart(&text, &drawn, sheet, data.sentence(), places)
}

fn curve(data: &InstancesData, demand: f64, x: Span) -> Vec<(f64, f64)> {
    let steps = 160;
    let at = (0..=steps).map(|step| x.from + x.width() * f64::from(step) / f64::from(steps));
    at.filter_map(|count| Some((count, data.utilization_pct(demand, count)?))).collect()
}

fn draw(data: &InstancesData, plot: Plot<'_>) -> Drawn {
    let palette = plot.palette();
    let (letters, area) = (plot.letter_px(), plot.area);
    plot.grid(|value| format!("{}%", short(value)))?;
    let count = ((area.right - area.left) / (70.0 * plot.scale)).clamp(2.0, 10.0) as usize;
    let whole = plot.x.ticks(count).into_iter().filter(|at| at.fract() == 0.0 && *at >= 1.0);
    plot.ticks_below(&whole.map(|at| (at, short(at))).collect::<Vec<_>>())?;
    plot.name_below("instances")?;
    if let Some((when, _)) = &data.demand_later {
        let at = (area.left, area.bottom + 29.0 * plot.scale);
        plot.canvas.text(&format!("dashed: {when}"), at, Hold::Left, letters, palette.muted)?;
    }
    if data.needed(data.demand_now).is_none() {
        plot.nothing("Not stated")?;
        return plot.finish();
    }
    if is_drawable(data.scale_up_pct) {
        let at = data.scale_up_pct;
        plot.dashed(&[(plot.x.from, at), (plot.x.to, at)], palette.line)?;
    }
    plot.level(100.0, palette.bad, 1.5)?;
    let tags: Vec<Tag> = data
        .marks()
        .into_iter()
        .map(|(name, count)| Tag {
            x: plot.x(count),
            words: format!("{name} {}", short(count)),
            strong: name == "max",
        })
        .collect();
    for (tag, stand) in tags.iter().zip(on_levels(&tags, area.left, area.right, letters)) {
        let up = stand.map_or(0.0, |stand| stand.level as f64 * 1.3 + 1.2) * letters;
        plot.canvas.line(&[(tag.x, area.top - up), (tag.x, area.bottom)], palette.line, plot.scale)?;
        let Some(stand) = stand else { continue };
        let at = (stand.left, area.top - (stand.level as f64 * 1.3 + 0.6) * letters);
        let colour = if tag.strong { palette.text } else { palette.muted };
        plot.canvas.text(&tag.words, at, Hold::Left, letters, colour)?;
    }
    if let Some((_, demand)) = &data.demand_later {
        plot.dashed(&curve(data, *demand, plot.x), palette.accent)?;
    }
    plot.line(&curve(data, data.demand_now, plot.x), palette.accent, 2.0)?;
    for (_, count) in data.marks() {
        if let Some(value) = data.utilization_pct(data.demand_now, count).filter(|value| *value <= TOP_PCT) {
            let colour = if value > 100.0 { palette.bad } else { palette.accent };
            plot.canvas.dot((plot.x(count), plot.y(value)), 3.0 * plot.scale, colour)?;
        }
    }
    let at = (area.right, plot.y(100.0) - letters * 0.8);
    plot.canvas.strong("ceiling", at, Hold::Right, letters, palette.bad)?;
    plot.finish()
}

/// Every whole number of instances, or as many as a pointer can tell apart.
fn places(data: &InstancesData, plot: &Plot<'_>) -> Vec<ChartPlace> {
    let most = ((plot.area.right - plot.area.left) / 6.0).max(1.0);
    let step = (plot.x.width() / most).ceil().max(1.0);
    let counts = (0..).map(|n| 1.0 + f64::from(n) * step).take_while(|count| *count <= plot.x.to);
    let marks = data.marks().into_iter().map(|(_, count)| count);
    let mut counts: Vec<f64> = counts.chain(marks).collect();
    counts.sort_by(f64::total_cmp);
    counts.dedup();
    let words = |count: f64| {
        let now = data.utilization_pct(data.demand_now, count)?;
        let later = data.demand_later.as_ref().and_then(|(when, demand)| {
            Some(format!(", {} {when}", pct(data.utilization_pct(*demand, count)?)))
        });
        let mark = data.marks().into_iter().find(|(_, at)| *at == count);
        let mark = mark.map_or_else(String::new, |(name, _)| format!(" ({name})"));
        Some(format!("{}{mark}: {} now{}", counted(count), pct(now), later.unwrap_or_default()))
    };
    counts
        .into_iter()
        .filter_map(|count| Some(ChartPlace { x_px: plot.x(count), words: words(count)? }))
        .collect()
}

/// `1 instance`, `40 instances`
fn counted(count: f64) -> String {
    format!("{} {}", short(count), if count == 1.0 { "instance" } else { "instances" })
}
