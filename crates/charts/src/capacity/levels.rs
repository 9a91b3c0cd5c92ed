//! Where words stand so that none covers another: on levels above the plot, and one under the other at its right.

use super::plot::wide;

/// Words above the plot, with a line down to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// Where the line is, in CSS pixels.
    pub x: f64,
    /// What it says.
    pub words: String,
    /// Whether it should be seen first.
    pub strong: bool,
}

/// Where a tag stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stand {
    /// Level, counted from the plot upwards.
    pub level: usize,
    /// Left end of the words, in CSS pixels.
    pub left: f64,
    /// Right end of the words, in CSS pixels.
    pub right: f64,
}

/// At most so many levels: more would press the plot flat.
const LEVELS_MAX: usize = 3;

/// Where tags stand between `left` and `right`, the most important first; none for one that has no room. No words lie on
/// other words or on another tag's line. The first stands so that most of the others have room.
pub fn on_levels(tags: &[Tag], left: f64, right: f64, letter_px: f64) -> Vec<Option<Stand>> {
    let Some(first) = tags.first() else { return Vec::new() };
    let gap = letter_px * 0.4;
    let inside = |stand: &Stand| stand.left >= left && stand.right <= right;
    let after = |begin: Option<Stand>| {
        let mut stands = vec![begin];
        for tag in tags.iter().skip(1) {
            let others: Vec<_> =
                tags.iter().zip(&stands).filter_map(|(other, stand)| Some((other, (*stand)?))).collect();
            let fits = |stand: &Stand| {
                inside(stand)
                    && others.iter().all(|(other, taken)| !clash((tag, *stand), (other, *taken), gap))
            };
            stands.push(candidates(tag, letter_px).find(fits));
        }
        stands
    };
    let count = |stands: &[Option<Stand>]| stands.iter().flatten().count();
    let tried = candidates(first, letter_px).filter(inside).map(|stand| after(Some(stand)));
    tried
        .reduce(|best, next| if count(&next) > count(&best) { next } else { best })
        .unwrap_or_else(|| after(None))
}

/// Left of its line, right of it and over it, on every level, the nearest first.
fn candidates(tag: &Tag, letter_px: f64) -> impl Iterator<Item = Stand> + use<> {
    let width = wide(&tag.words, letter_px, tag.strong);
    let gap = letter_px * 0.4;
    let starts = [tag.x - width - gap, tag.x + gap, tag.x - width / 2.0];
    (0..LEVELS_MAX)
        .flat_map(move |level| starts.map(|start| Stand { level, left: start, right: start + width }))
}

fn clash((one, at): (&Tag, Stand), (other, taken): (&Tag, Stand), gap: f64) -> bool {
    let words =
        at.level == taken.level && at.left < taken.right + 2.0 * gap && taken.left < at.right + 2.0 * gap;
    let crossed = |line: f64, from: usize, words: Stand| {
        words.level <= from && line > words.left - gap / 2.0 && line < words.right + gap / 2.0
    };
    words || crossed(other.x, taken.level, at) || crossed(one.x, at.level, taken)
}

/// Moves things apart that stand under each other, as little as needed: their wanted middles and their heights in, their
/// middles out. What has no room between `top` and `bottom` is left out, the last first.
pub fn apart(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<Option<f64>> {
    let mut kept = wanted.len();
    let height = |count: usize| wanted.iter().take(count).map(|(_, height)| height).sum::<f64>();
    while kept > 1 && height(kept) > bottom - top {
        kept -= 1;
    }
    let mut order: Vec<(usize, f64, f64)> =
        wanted.iter().take(kept).enumerate().map(|(at, (middle, height))| (at, *middle, *height)).collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut free_from = top;
    for (_, middle, height) in &mut order {
        *middle = middle.max(free_from + *height / 2.0);
        free_from = *middle + *height / 2.0;
    }
    let mut free_to = bottom;
    for (_, middle, height) in order.iter_mut().rev() {
        *middle = middle.min(free_to - *height / 2.0);
        free_to = *middle - *height / 2.0;
    }
    let find = |at: usize| order.iter().find(|(of, ..)| *of == at).map(|(_, middle, _)| *middle);
    (0..wanted.len()).map(find).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tag(x: f64, words: &str) -> Tag {
        Tag { x, words: words.to_owned(), strong: false }
    }

    #[test]
    fn what_has_room_stands_at_the_plot_and_the_next_above_it() {
        let tags = [tag(300.0, "order by 8 May"), tag(305.0, "launch +12%"), tag(900.0, "far")];
        let stands = on_levels(&tags, 0.0, 1_000.0, 11.0);
        let levels: Vec<_> = stands.iter().map(|stand| stand.map(|stand| stand.level)).collect();
        assert_eq!(levels, [Some(0), Some(0), Some(0)], "one to the left of its line, one to the right");
        let crowd: Vec<_> = (0..4).map(|n| tag(300.0 + f64::from(n), "order by 8 May")).collect();
        let stands = on_levels(&crowd, 0.0, 1_000.0, 11.0);
        assert!(stands.iter().flatten().any(|stand| stand.level > 0));
    }

    #[test]
    fn labels_under_each_other_keep_their_distance_and_stay_inside() {
        assert_eq!(
            apart(&[(50.0, 10.0), (52.0, 10.0)], 0.0, 100.0),
            [Some(50.0), Some(60.0)],
            "only what must moves"
        );
        assert_eq!(apart(&[(99.0, 10.0), (98.0, 10.0)], 0.0, 100.0), [Some(95.0), Some(85.0)]);
        assert_eq!(apart(&[(5.0, 10.0), (5.0, 10.0)], 0.0, 15.0), [Some(5.0), None]);
    }

    proptest! {
        #[test]
        fn no_words_lie_on_others(
            marks in prop::collection::vec((0.0..900.0_f64, 1_usize..22), 0..12),
            letter_px in 8.0..24.0_f64,
        ) {
            let tags: Vec<_> = marks.iter().map(|(x, letters)| tag(*x, &"x".repeat(*letters))).collect();
            let stands = on_levels(&tags, 0.0, 900.0, letter_px);
            let stand: Vec<_> = tags.iter().zip(&stands).filter_map(|(tag, stand)| Some((tag, (*stand)?))).collect();
            for (at, (_, one)) in stand.iter().enumerate() {
                prop_assert!(one.left >= 0.0 && one.right <= 900.0);
                for (tag, other) in stand.iter().skip(at + 1) {
                    prop_assert!(one.level != other.level || one.right <= other.left || other.right <= one.left);
                    let crossed = one.level <= other.level && tag.x > one.left && tag.x < one.right;
                    prop_assert!(!crossed, "{tag:?} crosses {one:?}");
                }
            }
        }

        #[test]
        fn labels_never_overlap(wanted in prop::collection::vec((-50.0..450.0_f64, 8.0..30.0_f64), 0..9)) {
            let found = apart(&wanted, 0.0, 400.0);
            let mut kept: Vec<_> = found.iter().zip(&wanted).filter_map(|(at, (_, high))| Some(((*at)?, *high))).collect();
            kept.sort_by(|a, b| a.0.total_cmp(&b.0));
            for pair in kept.windows(2) {
                prop_assert!(pair[0].0 + pair[0].1 / 2.0 <= pair[1].0 - pair[1].1 / 2.0 + 1e-6);
            }
            for (middle, high) in kept {
                prop_assert!(middle - high / 2.0 >= -1e-6 && middle + high / 2.0 <= 400.0 + 1e-6);
            }
        }
    }
}
