//! An incident on a line of time, to scale: its six marks, and what happened between them.

use crate::{
    Colour, Palette, Size, Svg,
    canvas::{Canvas, Drawn, Hold, Margins, framed},
    scale::Span,
};
use domain::{
    Instant, Zone,
    incident::{Hours, Mark, Marks, TimeTo},
    text::count,
    time::words,
};

/// What the drawing shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineData {
    marks: Marks,
    /// When what happened, in order.
    moments: Vec<Instant>,
    zone: Zone,
    sentence: String,
}

/// The room that the drawing wants, in CSS pixels.
pub const TIMELINE_HEIGHT_PX: u32 = 172;
/// From the edge of the sheet to the ends of the line.
const EDGE_PX: f64 = 18.0;
/// The line, from the top.
const AXIS_PX: f64 = 86.0;
/// Heights of the labels, from the top; the nearest free one is taken.
const LEVELS_PX: [f64; 4] = [48.0, 126.0, 22.0, 152.0];
const LETTERS_PX: f64 = 11.5;
/// How wide a letter is on average, as a part of its size.
const LETTER_SHARE: f64 = 0.56;

impl TimelineData {
    /// An incident by its marks and the times of its entries.
    #[must_use]
    pub fn of(marks: &Marks, moments: impl IntoIterator<Item = Instant>, zone: Zone) -> Self {
        let mut moments: Vec<Instant> = moments.into_iter().collect();
        moments.sort_unstable();
        Self { sentence: sentence(marks, moments.len()), marks: marks.clone(), moments, zone }
    }

    /// What the drawing shows, in words.
    #[must_use]
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// From the first to the last instant; nothing where there are not two.
    fn span(&self) -> Option<(Instant, Instant)> {
        let all = || self.marks.0.values().chain(&self.moments).copied();
        all().min().zip(all().max()).filter(|(from, to)| from < to)
    }
}

fn sentence(marks: &Marks, entries: usize) -> String {
    let took = |metric: TimeTo, verb: &str| {
        let length = marks.length(metric, &Hours::RoundTheClock).ok()?;
        Some(format!("{verb} after {}", words(length.value_s * 1000)))
    };
    let parts =
        [(TimeTo::Detect, "detected"), (TimeTo::Mitigate, "mitigated"), (TimeTo::Resolve, "resolved")];
    let parts: Vec<String> = parts.into_iter().filter_map(|(metric, verb)| took(metric, verb)).collect();
    let entries = count(entries as u64, "entry");
    if parts.is_empty() {
        return format!(
            "{entries} on a line of time. How long it took is not measured: its marks are not stated."
        );
    }
    format!("{entries} on a line of time, to scale: {}.", parts.join(", "))
}

/// Draws it.
#[must_use]
pub fn timeline(data: &TimelineData, width_px: u32, palette: &Palette) -> Svg {
    let size = Size { width_px: width_px.clamp(280, 4_000), height_px: TIMELINE_HEIGHT_PX };
    let mut text = String::new();
    let margins = Margins { left: EDGE_PX, right: EDGE_PX, top: 0.0, bottom: 0.0 };
    let unit = Span { from: 0.0, to: 1.0 };
    let canvas = Canvas::new(&mut text, size, palette, margins, unit, unit);
    let drawn = draw(canvas, data);
    let alt = data.sentence.clone();
    Svg { svg: if drawn.is_ok() { framed(&text, size, &alt) } else { framed("></svg>", size, &alt) }, alt }
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of years are below 2^53")]
fn draw(canvas: Canvas<'_>, data: &TimelineData) -> Drawn {
    let palette = canvas.palette;
    let Some((from, to)) = data.span() else {
        canvas.text(
            "Nothing to draw: no two times are known.",
            (EDGE_PX, AXIS_PX),
            Hold::Left,
            LETTERS_PX,
            palette.muted,
        )?;
        return canvas.finish();
    };
    let place = |at: Instant| canvas.at(at.since(from) as f64 / to.since(from) as f64, 0.5).0;
    let (left, right) = (place(from), place(to));
    let band = |first: Mark, last: Mark, colour: Colour| {
        let (Some(first), Some(last)) = (data.marks.at(first), data.marks.at(last)) else { return Ok(()) };
        canvas.rect((place(first), AXIS_PX - 5.0), (place(last.max(first)), AXIS_PX + 5.0), colour, 0.18)
    };
    band(Mark::ImpactBegan, Mark::Mitigated, palette.bad)?;
    band(Mark::Mitigated, Mark::Resolved, palette.watch)?;
    canvas.line(&[(left, AXIS_PX), (right, AXIS_PX)], palette.line, 1.5)?;
    for at in &data.moments {
        canvas.dot((place(*at), AXIS_PX), 2.0, palette.text)?;
    }
    let mut taken: Vec<(usize, f64, f64)> = Vec::new();
    for (mark, at) in by_time(&data.marks) {
        label(&canvas, data, &mut taken, (mark, at, place(at)))?;
    }
    canvas.finish()
}

fn by_time(marks: &Marks) -> Vec<(Mark, Instant)> {
    let mut all: Vec<_> = marks.0.iter().map(|(mark, at)| (*mark, *at)).collect();
    all.sort_by_key(|(mark, at)| (*at, *mark));
    all
}

/// A mark with its name and time on the nearest height where it covers no other one.
fn label(
    canvas: &Canvas<'_>,
    data: &TimelineData,
    taken: &mut Vec<(usize, f64, f64)>,
    (mark, at, x): (Mark, Instant, f64),
) -> Drawn {
    let palette = canvas.palette;
    let colour = match mark {
        Mark::ImpactBegan => palette.bad,
        Mark::Mitigated | Mark::Resolved => palette.band_text,
        Mark::Detected => palette.watch,
        Mark::Acknowledged => palette.muted,
        Mark::Declared => palette.accent,
    };
    let words = format!("{mark} {}", data.zone.hour_minute(at));
    let wide = words.chars().count() as f64 * LETTERS_PX * LETTER_SHARE + 8.0;
    let edge = f64::from(canvas.size.width_px);
    // A label begins at its mark, and at the right edge of the sheet it ends there.
    let (begin, hold, held) =
        if x + wide > edge { (x - wide, Hold::Right, x + 1.0) } else { (x, Hold::Left, x - 1.0) };
    let free = |level: usize| {
        !taken.iter().any(|(of, from, to)| *of == level && begin < *to && begin + wide > *from)
    };
    let level = (0..LEVELS_PX.len()).find(|level| free(*level)).unwrap_or(LEVELS_PX.len() - 1);
    taken.push((level, begin, begin + wide));
    let y = LEVELS_PX.get(level).copied().unwrap_or(AXIS_PX);
    let toward = if y < AXIS_PX { y + 9.0 } else { y - 9.0 };
    canvas.line(&[(x, toward), (x, AXIS_PX)], colour, 1.0)?;
    canvas.ring((x, AXIS_PX), 4.5, colour, 2.0)?;
    canvas.strong(&words, (held, y), hold, LETTERS_PX, colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(known: &[(Mark, i64)]) -> Marks {
        Marks(known.iter().map(|(mark, min)| (*mark, Instant::from_ms(min * 60_000))).collect())
    }

    #[test]
    fn marks_that_lie_on_each_other_have_labels_that_do_not() {
        let all = marks(&[
            (Mark::ImpactBegan, 0),
            (Mark::Detected, 1),
            (Mark::Acknowledged, 1),
            (Mark::Declared, 2),
            (Mark::Mitigated, 2_000),
            (Mark::Resolved, 2_001),
        ]);
        let data = TimelineData::of(&all, (0..20).map(|min| Instant::from_ms(min * 60_000)), Zone::UTC);
        let drawn = timeline(&data, 700, &Palette::light());
        for name in ["Impact began 00:00", "Detected 00:01", "Resolved 09:21"] {
            assert!(drawn.svg.contains(name), "{name}");
        }
        assert_eq!(
            drawn.alt,
            "20 entries on a line of time, to scale: detected after 1 min, mitigated after 1 d 9 h, resolved after 1 d 9 h."
        );
    }

    #[test]
    fn nothing_known_is_said_and_nothing_odd_is_drawn() {
        for known in [vec![], vec![(Mark::Declared, 0)], vec![(Mark::Resolved, -5), (Mark::ImpactBegan, 5)]] {
            let data = TimelineData::of(&marks(&known), [], Zone::UTC);
            let drawn = timeline(&data, 10, &Palette::dark());
            assert!(!drawn.svg.contains("NaN") && drawn.svg.ends_with("</svg>\n"), "{}", drawn.svg);
        }
        assert!(TimelineData::of(&Marks::default(), [], Zone::UTC).sentence().contains("not measured"));
    }
}
