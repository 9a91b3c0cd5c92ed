//! A fishbone: what people found, by category, around what users saw.

use crate::{
    Palette, Size, Svg,
    canvas::{Canvas, Drawn, Hold, Margins, framed},
    scale::Span,
};
use domain::{
    postmortem::{self, Category, Factor, Postmortem},
    text::{clip, count},
};

/// What the drawing shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FishboneData {
    /// What users saw.
    pub effect: String,
    /// The categories in order, each with what belongs to it.
    pub bones: Vec<Bone>,
}

/// A category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bone {
    /// Its name.
    pub name: String,
    /// What belongs to it, and whether something about it is open.
    pub factors: Vec<(String, bool)>,
}

const HEAD_PX: (f64, f64) = (128.0, 46.0);
const EDGE_PX: f64 = 14.0;
const LINE_PX: f64 = 17.0;
const LETTERS_PX: f64 = 11.0;
/// How far a rib leans to its foot.
const LEAN_PX: f64 = 44.0;
/// More factors than this on one rib cover each other; the list beside the drawing has them all.
const FACTORS_MAX: usize = 6;
/// How wide a letter is on average, as a part of its size.
const LETTER_SHARE: f64 = 0.54;

impl FishboneData {
    /// The fishbone of a postmortem: around who was affected, with what ends too soon marked.
    #[must_use]
    pub fn of(body: &Postmortem) -> Self {
        let ends = postmortem::ends(body);
        let bone = |(category, factors): (Option<Category>, Vec<&Factor>)| {
            let of =
                |factor: &&Factor| (factor.text.clone(), ends.iter().any(|end| end.factor == factor.key));
            let name = category.map_or("No category", Category::label);
            Bone { name: name.to_owned(), factors: factors.iter().map(of).collect() }
        };
        let mut bones: Vec<Bone> = postmortem::fishbone(&body.factors).into_iter().map(bone).collect();
        if bones.last().is_some_and(|bone| bone.factors.is_empty()) {
            bones.pop(); // everything has its category
        }
        let affected = &body.impact.users_affected;
        Self { effect: if affected.is_empty() { body.title.clone() } else { affected.clone() }, bones }
    }

    /// What the drawing shows, in words.
    #[must_use]
    pub fn sentence(&self) -> String {
        let of = |bone: &Bone| format!("{} {}", bone.name.to_lowercase(), bone.factors.len());
        let all: usize = self.bones.iter().map(|bone| bone.factors.len()).sum();
        let some: Vec<String> = self.bones.iter().filter(|bone| !bone.factors.is_empty()).map(of).collect();
        let effect = self.effect.trim_end_matches('.');
        match all {
            0 => format!("A fishbone around “{effect}” that has no factors yet."),
            all => format!("{} around “{effect}”: {}.", count(all as u64, "factor"), some.join(", ")),
        }
    }

    fn rows(&self) -> usize {
        self.bones.iter().map(|bone| bone.factors.len().min(FACTORS_MAX)).max().unwrap_or(0).max(2)
    }
}

/// Draws it, as high as its fullest rib wants.
#[must_use]
pub fn fishbone(data: &FishboneData, width_px: u32, palette: &Palette) -> Svg {
    let rib_px = data.rows() as f64 * LINE_PX + 26.0;
    let height = 2.0 * (rib_px + EDGE_PX + 14.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred pixels")]
    let size = Size { width_px: width_px.clamp(420, 4_000), height_px: height as u32 };
    let mut text = String::new();
    let unit = Span { from: 0.0, to: 1.0 };
    let none = Margins { left: 0.0, right: 0.0, top: 0.0, bottom: 0.0 };
    let canvas = Canvas::new(&mut text, size, palette, none, unit, unit);
    let drawn = draw(canvas, data, rib_px);
    let alt = data.sentence();
    Svg { svg: if drawn.is_ok() { framed(&text, size, &alt) } else { framed("></svg>", size, &alt) }, alt }
}

fn draw(canvas: Canvas<'_>, data: &FishboneData, rib_px: f64) -> Drawn {
    let palette = canvas.palette;
    let (width, spine) = (f64::from(canvas.size.width_px), f64::from(canvas.size.height_px) / 2.0);
    let head_left = width - EDGE_PX - HEAD_PX.0;
    canvas.line(&[(EDGE_PX, spine), (head_left, spine)], palette.muted, 2.0)?;
    head(&canvas, data, (head_left, spine))?;
    let pairs = data.bones.len().div_ceil(2).max(1) as f64;
    let step = (head_left - EDGE_PX) / pairs;
    for (at, bone) in data.bones.iter().enumerate() {
        let above = at % 2 == 0;
        let foot = (EDGE_PX + step * ((at / 2) as f64 + 1.0) - 8.0, spine);
        let top = (foot.0 - LEAN_PX, if above { spine - rib_px } else { spine + rib_px });
        canvas.line(&[foot, top], palette.line, 1.25)?;
        let name_y = if above { top.1 - 9.0 } else { top.1 + 10.0 };
        let colour = if bone.factors.is_empty() { palette.muted } else { palette.text };
        canvas.strong(&bone.name, (top.0, name_y), Hold::Middle, LETTERS_PX, colour)?;
        factors(&canvas, bone, (foot, top), step)?;
    }
    canvas.finish()
}

fn head(canvas: &Canvas<'_>, data: &FishboneData, (left, spine): (f64, f64)) -> Drawn {
    let palette = canvas.palette;
    let (top, bottom) = (spine - HEAD_PX.1 / 2.0, spine + HEAD_PX.1 / 2.0);
    let right = left + HEAD_PX.0;
    canvas.rect((left, top), (right, bottom), palette.bad, 0.1)?;
    canvas.line(
        &[(left, top), (right, top), (right, bottom), (left, bottom), (left, top)],
        palette.bad,
        1.0,
    )?;
    let middle = left + HEAD_PX.0 / 2.0;
    let lines = wrapped(&data.effect, 20, 3);
    for (at, line) in lines.iter().enumerate() {
        let y = spine + (at as f64 - (lines.len() as f64 - 1.0) / 2.0) * 13.0;
        canvas.strong(line, (middle, y), Hold::Middle, 10.5, palette.bad)?;
    }
    Ok(())
}

/// What belongs to a category, each line ending at the rib.
fn factors(canvas: &Canvas<'_>, bone: &Bone, (foot, top): ((f64, f64), (f64, f64)), step: f64) -> Drawn {
    let palette = canvas.palette;
    let letters = ((step - 14.0) / (LETTERS_PX * LETTER_SHARE)).max(6.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few letters")]
    let letters = letters as usize;
    let shown = bone.factors.iter().take(FACTORS_MAX);
    let rib = top.1 - foot.1;
    let many = bone.factors.len().min(FACTORS_MAX) as f64;
    for (at, (words, open)) in shown.enumerate() {
        let way = (at as f64 + 1.0) / (many + 1.0);
        let place = (top.0 + (foot.0 - top.0) * way - 6.0, top.1 - rib * way);
        let colour = if *open { palette.watch } else { palette.text };
        let sign = if *open { "▲ " } else { "" };
        canvas.text(&clip(&format!("{sign}{words}"), letters), place, Hold::Right, LETTERS_PX, colour)?;
    }
    Ok(())
}

/// The words in lines of so many letters; the last line says that there is more.
fn wrapped(words: &str, letters: usize, lines_max: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(clip(word, letters)),
        }
    }
    if lines.len() > lines_max {
        lines.truncate(lines_max);
        if let Some(last) = lines.last_mut() {
            *last = format!("{}…", clip(last, letters - 1).trim_end_matches('…'));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bone(name: &str, factors: usize) -> Bone {
        let factors =
            (0..factors).map(|at| (format!("factor {at} of a rather long name that is cut"), at == 1));
        Bone { name: name.to_owned(), factors: factors.collect() }
    }

    #[test]
    fn every_category_stands_and_a_full_rib_is_cut_with_all_of_it_in_the_words() {
        let names = ["People", "Process", "Technology", "Environment", "Monitoring", "Testing"];
        let bones = names.iter().zip([1, 0, 3, 0, 9, 2]).map(|(name, count)| bone(name, count)).collect();
        let data = FishboneData { effect: "23% of orders failed for 58 min".to_owned(), bones };
        let drawn = fishbone(&data, 720, &Palette::light());
        for name in names {
            assert!(drawn.svg.contains(name), "{name}");
        }
        assert!(drawn.svg.contains("▲ factor 1"), "what is open is marked by a sign too");
        assert_eq!(
            drawn.alt,
            "15 factors around “23% of orders failed for 58 min”: people 1, technology 3, monitoring 9, testing 2."
        );
        assert!(!drawn.svg.contains("NaN"));
    }

    #[test]
    fn nothing_is_drawn_without_a_panic() {
        for data in
            [FishboneData::default(), FishboneData { effect: "x".repeat(900), bones: vec![bone("", 0)] }]
        {
            assert!(fishbone(&data, 1, &Palette::dark()).svg.contains("</svg>"));
        }
        assert_eq!(wrapped("one two three four", 7, 2), ["one two", "three…"]);
    }
}
