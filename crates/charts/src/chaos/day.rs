//! A game day against its plan: one row per experiment, above what was planned and below what happened.

use crate::{
    Palette, Size, Svg,
    canvas::{Canvas, Drawn, Hold, Margins, framed},
    scale::Span,
};
use domain::{Instant, Zone, journal::Agenda, text::clip, time::words};

/// What the chart of a day shows.
#[derive(Clone, Debug, PartialEq)]
pub struct DayData {
    /// The zone in which the times are shown.
    pub zone: Zone,
    /// When the room must be free again, where the plan says so.
    pub closes_at: Option<Instant>,
    /// How far the day has come; absent for one that has not begun, and for one that is over.
    pub now: Option<Instant>,
    /// The experiments in the order of the plan.
    pub slots: Vec<DaySlot>,
}

/// One experiment of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DaySlot {
    /// What the room calls it.
    pub title: String,
    /// From when to when the plan had it; none where it named no times for this day.
    pub planned: Option<(Instant, Instant)>,
    /// From when to when it ran; one that is still running ends now.
    pub ran: Option<(Instant, Instant)>,
    /// How much of that was beyond its plan, in milliseconds.
    pub overrun_ms: i64,
    /// What to say in place of a bar about one that did not run: "moved to another day"; empty where nothing is to be said.
    pub instead: String,
}

impl DayData {
    /// The day as its agenda has it. `titles` and `instead` (see [`DaySlot`]) are in the order of the plan; an experiment
    /// that is still running is drawn until `now`.
    #[must_use]
    pub fn of(
        agenda: &Agenda,
        titles: &[String],
        instead: &[String],
        now: Option<Instant>,
        zone: Zone,
    ) -> Self {
        let word = |words: &[String], at: usize| words.get(at).cloned().unwrap_or_default();
        let slots = agenda.slots.iter().map(|slot| DaySlot {
            title: word(titles, slot.item),
            planned: slot.planned,
            ran: slot.began_at.map(|began| (began, slot.ended_at.or(now).unwrap_or(began).max(began))),
            overrun_ms: slot.overrun_ms,
            instead: word(instead, slot.item),
        });
        Self { zone, closes_at: agenda.closes_at, now, slots: slots.collect() }
    }

    /// What the chart shows, in words: a sentence for each experiment.
    #[must_use]
    pub fn sentence(&self) -> String {
        let clock = |at: Instant| self.zone.hour_minute(at);
        let one = |slot: &DaySlot| {
            let span = |(from, to): (Instant, Instant)| format!("{}–{}", clock(from), clock(to));
            let planned = slot.planned.map(|planned| format!("planned {}", span(planned)));
            let ran = slot.ran.map(|ran| format!("ran {}", span(ran)));
            let over = ran.as_ref().filter(|_| slot.overrun_ms >= 60_000);
            let over = over.map(|_| format!("{} over its plan", words(slot.overrun_ms)));
            let instead = Some(slot.instead.clone()).filter(|words| ran.is_none() && !words.is_empty());
            let said: Vec<String> = [planned, ran, over, instead].into_iter().flatten().collect();
            let said = if said.is_empty() { "not begun".to_owned() } else { said.join(", ") };
            format!("{}: {said}.", clip(&slot.title, 80))
        };
        let mut said: Vec<String> = self.slots.iter().map(one).collect();
        if said.is_empty() {
            said.push("No experiment is planned.".to_owned());
        }
        said.extend(self.closes_at.map(|end| format!("The room is free until {}.", clock(end))));
        said.join(" ")
    }

    fn instants(&self) -> impl Iterator<Item = Instant> {
        let of_slots = self.slots.iter().flat_map(|slot| {
            [slot.planned, slot.ran].into_iter().flatten().flat_map(|(from, to)| [from, to])
        });
        of_slots.chain(self.closes_at).chain(self.now)
    }
}

/// How high a drawing of so many experiments wants to be, in CSS pixels.
#[must_use]
pub fn day_height_px(slots: usize) -> u32 {
    let rows_px = u32::try_from(slots).unwrap_or(u32::MAX).saturating_mul(ROW_PX);
    rows_px.saturating_add((MARGINS.top + MARGINS.bottom) as u32).clamp(100, 4_000)
}

const ROW_PX: u32 = 38;
const MARGINS: Margins = Margins { left: 190.0, right: 16.0, top: 26.0, bottom: 30.0 };
const LABEL_PX: f64 = 11.0;

/// Draws a day against its plan.
#[must_use]
pub fn day(data: &DayData, size: Size, palette: &Palette) -> Svg {
    let size =
        Size { width_px: size.width_px.clamp(200, 4_000), height_px: size.height_px.clamp(100, 4_000) };
    let alt = data.sentence();
    let mut text = String::new();
    let hours = Hours::of(data);
    let rows = Span { from: 0.0, to: data.slots.len().max(1) as f64 };
    let margins = Margins { left: MARGINS.left.min(f64::from(size.width_px) * 0.35), ..MARGINS };
    let canvas = Canvas::new(&mut text, size, palette, margins, hours.span, rows);
    let left = margins.left;
    let drawn = Plot { canvas, hours, left, data }.draw();
    // A text buffer cannot fail to be written; should plotters think so, the sentence still says everything.
    Svg { svg: if drawn.is_ok() { framed(&text, size, &alt) } else { framed("></svg>", size, &alt) }, alt }
}

/// Minutes since the midnight before the day, so that ticks fall on full hours of the room's own clock.
#[derive(Clone, Copy)]
struct Hours {
    midnight: Instant,
    span: Span,
}

impl Hours {
    fn of(data: &DayData) -> Self {
        let first = data.instants().min().unwrap_or_default();
        let midnight = data.zone.instant(data.zone.date(first), 0, 0).unwrap_or(first);
        let hours = Self { midnight, span: Span { from: 0.0, to: 1.0 } };
        let around = Span::around(data.instants().map(|at| hours.minute(at)));
        let air = (around.width() * 0.02).max(2.0);
        Self { span: Span { from: around.from - air, to: around.to + air }, ..hours }
    }

    fn minute(self, at: Instant) -> f64 {
        at.since(self.midnight) as f64 / 60_000.0
    }
}

struct Plot<'a> {
    canvas: Canvas<'a>,
    hours: Hours,
    left: f64,
    data: &'a DayData,
}

impl Plot<'_> {
    fn draw(self) -> Drawn {
        self.axis()?;
        for (row, slot) in self.data.slots.iter().enumerate() {
            self.row(row, slot)?;
        }
        self.end()?;
        self.key()?;
        self.canvas.finish()
    }

    fn x(&self, at: Instant) -> f64 {
        let span = self.hours.span;
        self.canvas.at(self.hours.minute(at).clamp(span.from, span.to), 0.0).0
    }

    fn right(&self) -> f64 {
        f64::from(self.canvas.size.width_px) - MARGINS.right
    }

    fn bottom(&self) -> f64 {
        f64::from(self.canvas.size.height_px) - MARGINS.bottom
    }

    fn axis(&self) -> Drawn {
        let (canvas, palette, span) = (&self.canvas, self.canvas.palette, self.hours.span);
        let count = ((self.right() - self.left) / 48.0).clamp(2.0, 10.0) as usize;
        for minute in span.minute_ticks(count).into_iter().filter(|minute| *minute >= span.from) {
            let x = canvas.at(minute, 0.0).0;
            canvas.line(&[(x, MARGINS.top), (x, self.bottom())], palette.grid, 0.75)?;
            let at = self.hours.midnight.plus_ms((minute * 60_000.0).round() as i64);
            let words = self.data.zone.hour_minute(at);
            canvas.text(&words, (x, self.bottom() + 12.0), Hold::Middle, LABEL_PX, palette.muted)?;
        }
        canvas.line(&[(self.left, self.bottom()), (self.right(), self.bottom())], palette.line, 1.0)
    }

    /// The plan as a thin grey bar, what happened as a strong one below it, and what was too long at its end.
    fn row(&self, row: usize, slot: &DaySlot) -> Drawn {
        let (canvas, palette) = (&self.canvas, self.canvas.palette);
        let height = (self.bottom() - MARGINS.top) / self.data.slots.len().max(1) as f64;
        let middle = MARGINS.top + (row as f64 + 0.5) * height;
        let letters = ((self.left - 26.0) / (LABEL_PX * 0.56)).max(8.0) as usize;
        let number = (row + 1).to_string();
        canvas.text(&number, (8.0, middle), Hold::Left, LABEL_PX, palette.muted)?;
        let title = clip(&slot.title, letters);
        canvas.text(&title, (24.0, middle), Hold::Left, LABEL_PX, palette.text)?;
        let planned = slot.planned.map(|(from, to)| (self.x(from), self.x(to)));
        let bar = |(from, to): (f64, f64), top: f64, high: f64, colour, alpha| {
            canvas.rect((from, top), (to.max(from + 1.5), top + high), colour, alpha)
        };
        if let Some(planned) = planned {
            bar(planned, middle - 8.0, 5.0, palette.fault, 0.45)?;
        }
        let Some((from, to)) = slot.ran else {
            let at = (planned.map_or(self.left, |(from, _)| from), middle + 5.5);
            return canvas.text(&slot.instead, at, Hold::Left, LABEL_PX - 1.0, palette.muted);
        };
        bar((self.x(from), self.x(to)), middle - 1.0, 9.0, palette.accent, 1.0)?;
        if slot.overrun_ms >= 60_000 {
            let within = self.x(to.plus_ms(-slot.overrun_ms).max(from));
            bar((within, self.x(to)), middle - 1.0, 9.0, palette.watch, 1.0)?;
        }
        Ok(())
    }

    /// When the room closes, and how far the day has come.
    fn end(&self) -> Drawn {
        let (canvas, palette) = (&self.canvas, self.canvas.palette);
        let marks =
            [(self.data.closes_at, "room free until", palette.text), (self.data.now, "now", palette.accent)];
        for (at, words, colour) in marks {
            let Some(at) = at else { continue };
            let x = self.x(at);
            canvas.dashes((x, MARGINS.top - 4.0), (x, self.bottom()), colour)?;
            let words = format!("{words} {}", self.data.zone.hour_minute(at));
            let hold = if x > (self.left + self.right()) / 2.0 { Hold::Right } else { Hold::Left };
            canvas.text(&words, (x, MARGINS.top - 12.0), hold, LABEL_PX - 1.0, colour)?;
        }
        Ok(())
    }

    fn key(&self) -> Drawn {
        let (canvas, palette) = (&self.canvas, self.canvas.palette);
        let planned = self.data.slots.iter().any(|slot| slot.planned.is_some());
        let ran = self.data.slots.iter().any(|slot| slot.ran.is_some());
        let over = self.data.slots.iter().any(|slot| slot.ran.is_some() && slot.overrun_ms >= 60_000);
        let keys = [
            (planned, "planned", palette.fault, 0.45),
            (ran, "actual", palette.accent, 1.0),
            (over, "over plan", palette.watch, 1.0),
        ];
        let (mut x, y) = (8.0, MARGINS.top - 12.0);
        for (_, words, colour, alpha) in keys.into_iter().filter(|(shown, ..)| *shown) {
            canvas.rect((x, y - 3.5), (x + 7.0, y + 3.5), colour, alpha)?;
            canvas.text(words, (x + 11.0, y), Hold::Left, LABEL_PX - 1.0, palette.muted)?;
            x += 11.0 + words.len() as f64 * 5.6 + 10.0;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    fn at(hour: u32, minute: u32) -> Instant {
        let zone: Zone = "Asia/Kathmandu".parse().unwrap();
        zone.instant(domain::time::parse_date("2026-11-24").unwrap(), hour, minute).unwrap()
    }

    fn slot(title: &str, planned: (Instant, Instant), ran: Option<(Instant, Instant)>) -> DaySlot {
        let long = |(from, to): (Instant, Instant)| to.since(from);
        DaySlot {
            title: title.to_owned(),
            planned: Some(planned),
            ran,
            overrun_ms: ran.map_or(0, |ran| (long(ran) - long(planned)).max(0)),
            instead: if ran.is_none() { "moved to another day".to_owned() } else { String::new() },
        }
    }

    fn data() -> DayData {
        DayData {
            zone: "Asia/Kathmandu".parse().unwrap(),
            closes_at: Some(at(16, 0)),
            now: None,
            slots: vec![
                slot("Cache <lost>", (at(13, 0), at(13, 45)), Some((at(13, 5), at(14, 20)))),
                slot("Failover", (at(13, 45), at(14, 30)), None),
            ],
        }
    }

    #[test]
    fn it_says_what_it_shows() {
        assert_eq!(
            data().sentence(),
            "Cache <lost>: planned 13:00–13:45, ran 13:05–14:20, 30 min over its plan. \
             Failover: planned 13:45–14:30, moved to another day. The room is free until 16:00."
        );
        let moved = |slot: DaySlot| DaySlot { planned: None, ..slot };
        let moved = data().slots.into_iter().map(moved).collect();
        assert_eq!(
            DayData { slots: moved, closes_at: None, ..data() }.sentence(),
            "Cache <lost>: ran 13:05–14:20, 30 min over its plan. Failover: moved to another day.",
            "times that nobody planned are not said"
        );
        let bare = DayData { slots: Vec::new(), closes_at: None, ..data() };
        assert_eq!(bare.sentence(), "No experiment is planned.");
    }

    #[test]
    fn ticks_are_the_full_hours_of_the_room() {
        let size = Size { width_px: 620, height_px: day_height_px(2) };
        let drawn = day(&data(), size, &Palette::paper()).svg;
        let words: Vec<&str> = drawn
            .split("</text>")
            .filter_map(|piece| piece.rsplit_once('>'))
            .map(|(_, words)| words.trim())
            .filter(|words| words.contains(':') && !words.contains(' '))
            .collect();
        // The zone is 5 h 45 min off UTC: a tick that was counted in UTC would stand at a quarter.
        assert_eq!(words, ["13:00", "13:30", "14:00", "14:30", "15:00", "15:30", "16:00"]);
        assert!(drawn.contains("over plan") && drawn.contains("moved to another day"));
        assert!(drawn.contains("Cache &lt;lost&gt;"));
    }

    #[test]
    fn the_overrun_is_drawn_as_wide_as_it_was() {
        let size = Size { width_px: 1_000, height_px: day_height_px(2) };
        let drawn = day(&data(), size, &Palette::paper()).svg;
        let wide = |colour: &str, high: &str| -> f64 {
            let rects = drawn.split("<rect ").skip(1);
            let bar = rects
                .filter(|rect| rect.contains(colour) && rect.contains(&format!("height=\"{high}\"")))
                .last()
                .unwrap();
            bar.split_once("width=\"").unwrap().1.split_once('"').unwrap().0.parse().unwrap()
        };
        let (ran, over) = (wide("#2B59C3", "36"), wide("#8A5A00", "36"));
        assert!((over / ran - 30.0 / 75.0).abs() < 0.01, "{over} of {ran}");
    }

    #[test]
    fn odd_days_are_drawn() {
        let far = Instant::from_ms(i64::MAX);
        let odd = DayData {
            zone: Zone::UTC,
            closes_at: Some(Instant::from_ms(-1)),
            now: Some(far),
            slots: vec![slot("x", (far, Instant::from_ms(0)), Some((far, far))); 40],
        };
        for data in [odd, DayData { zone: Zone::UTC, closes_at: None, now: None, slots: Vec::new() }] {
            let size = Size { width_px: 1, height_px: day_height_px(usize::MAX) };
            let drawn = day(&data, size, &Palette::dark());
            assert!(drawn.svg.starts_with("<svg ") && drawn.svg.ends_with("</svg>\n"), "{}", drawn.svg);
        }
    }
}
