//! A small line of the last readings, beside the number that counts.

use yew::prelude::*;

const WIDTH: f64 = 84.0;
const HEIGHT: f64 = 24.0;
const EDGE: f64 = 2.0;

/// What [`Spark`] takes.
#[derive(Properties, PartialEq)]
pub struct SparkProps {
    /// Place in time (any unit, rising) and value.
    pub points: Vec<(f64, f64)>,
    /// The acceptable range, drawn behind; an open end is `None`.
    #[prop_or_default]
    pub range: (Option<f64>, Option<f64>),
}

/// Decoration: a screen reader reads the number beside it.
#[component]
pub fn Spark(props: &SparkProps) -> Html {
    let points: Vec<(f64, f64)> =
        props.points.iter().copied().filter(|(at, value)| at.is_finite() && value.is_finite()).collect();
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Html::default() };
    let (low, high) = span(&points, props.range);
    let across = |at: f64| (at - first.0) / (last.0 - first.0).max(f64::EPSILON) * WIDTH;
    let down = |value: f64| EDGE + (high - value) / (high - low) * (HEIGHT - 2.0 * EDGE);
    let line =
        points.iter().map(|&(at, value)| format!("{:.1},{:.1}", across(at), down(value))).collect::<Vec<_>>();
    let band = (props.range != (None, None)).then(|| {
        let top = props.range.1.map_or(0.0, |limit| down(limit).clamp(0.0, HEIGHT));
        let bottom = props.range.0.map_or(HEIGHT, |limit| down(limit).clamp(0.0, HEIGHT));
        (format!("{top:.1}"), format!("{:.1}", (bottom - top).max(0.0)))
    });
    html! {
        <svg class="spark" viewBox="0 0 84 24" preserveAspectRatio="none" aria-hidden="true">
            if let Some((y, height)) = band { <rect class="spark-band" x="0" {y} width="84" {height} /> }
            <polyline class="spark-line" points={line.join(" ")} />
            if points.len() == 1 { <circle class="spark-dot" cx="1.5" cy={format!("{:.1}", down(first.1))} r="1.5" /> }
        </svg>
    }
}

/// The lowest and highest value to draw. A limit counts only when it is near the line: a far one would flatten it.
fn span(points: &[(f64, f64)], range: (Option<f64>, Option<f64>)) -> (f64, f64) {
    let low = points.iter().map(|point| point.1).fold(f64::INFINITY, f64::min);
    let high = points.iter().map(|point| point.1).fold(f64::NEG_INFINITY, f64::max);
    let width = (high - low).max(high.abs().max(1e-9) * 0.02);
    let near = |limit: &f64| *limit > low - 2.0 * width && *limit < high + 2.0 * width;
    let (floor, ceiling) = (range.0.filter(near).unwrap_or(low), range.1.filter(near).unwrap_or(high));
    let (low, high) = (low.min(floor), high.max(ceiling));
    if high - low < width { (low - width / 2.0, high + width / 2.0) } else { (low, high) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flat_line_has_room_on_both_sides() {
        let (low, high) = span(&[(0.0, 5.0), (1.0, 5.0)], (None, None));
        assert!(low < 5.0 && high > 5.0);
    }

    #[test]
    fn a_near_limit_is_drawn_and_a_far_one_is_not() {
        let points = [(0.0, 412.0), (1.0, 861.0)];
        assert_eq!(span(&points, (None, Some(900.0))), (412.0, 900.0));
        assert_eq!(span(&points, (None, Some(90_000.0))), (412.0, 861.0));
    }
}
