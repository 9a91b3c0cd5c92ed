//! The weighted rubric: a table that adds up.

use super::{Review, figure, of_tenths, tenths};
use domain::assessment::{Mark, Method};
use serde_json::{Value, json};

/// Weights and contributions, in the template's order; nothing for other methods.
pub fn section(review: &Review<'_>) -> Value {
    if review.method() != Method::Rubric {
        return Value::Null;
    }
    let pairs: Vec<_> = review.now.template.dimensions.iter().zip(&review.now.answers).collect();
    let score = |answer: &domain::assessment::Answer| match answer.mark() {
        Mark::Score(score) => Some(score),
        _ => None,
    };
    let counted: u32 =
        pairs.iter().filter(|(_, answer)| score(answer).is_some()).map(|(d, _)| d.weight).sum();
    let share = |weight: u32| f64::from(weight) / f64::from(counted.max(1)) * 100.0;
    let whole = counted == 100;
    let total = review.result.total.map(|total| tenths(&review.result, total));
    let parts: Vec<f64> = pairs
        .iter()
        .map(|(d, answer)| score(answer).map_or(0.0, |score| share(d.weight) * f64::from(score) / 5.0))
        .collect();
    let parts = adding_up(&parts, total.unwrap_or_default());
    let rows: Value = pairs
        .iter()
        .zip(parts)
        .map(|((d, answer), part)| {
            let left_out = if answer.not_applicable.is_some() { "n/a" } else { "open" };
            json!({
                "name": d.name,
                "weight": format!("{}%", d.weight),
                "counts": score(answer).map_or("–".to_owned(), |_| format!("{}%", figure(share(d.weight), 1))),
                "score": score(answer).map_or(left_out.to_owned(), |score| score.to_string()),
                "part": score(answer).map_or("–".to_owned(), |_| of_tenths(part)),
            })
        })
        .collect();
    json!({
        "rows": rows,
        "whole": whole,
        "counts": if counted == 0 { "–" } else { "100%" },
        "total": total.map_or("–".to_owned(), of_tenths),
        "said": if counted == 0 {
            "Nothing is agreed yet. Contribution = weight × score ÷ 5.".to_owned()
        } else if whole {
            "Contribution = weight × score ÷ 5.".to_owned()
        } else {
            format!(
                "{counted}% of the weights count; they are scaled to 100%, so that what is left out neither helps nor \
                 hurts. Contribution = counts as × score ÷ 5, rounded to tenths that add up."
            )
        },
    })
}

/// Tenths that add up to `total`: each is rounded down, and what is missing goes to those that lost most.
#[expect(clippy::cast_possible_truncation, reason = "contributions are at most 100")]
fn adding_up(parts: &[f64], total: i64) -> Vec<i64> {
    // A sum of fifths may fall short of a whole tenth by a rounding.
    let floor = |part: f64| (part * 10.0 + 1e-6).floor();
    let mut tenths: Vec<i64> = parts.iter().map(|part| floor(*part) as i64).collect();
    let mut missing = total - tenths.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let lost = |at: &usize| parts.get(*at).map_or(0.0, |part| part * 10.0 - floor(*part));
    order.sort_by(|a, b| lost(b).total_cmp(&lost(a)));
    for at in order {
        if missing > 0
            && let Some(tenths) = tenths.get_mut(at)
        {
            *tenths += 1;
            missing -= 1;
        }
    }
    tenths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_parts_add_up_to_the_rounded_total() {
        for parts in
            [vec![100.0 / 3.0; 3], vec![12.63, 9.47, 9.47, 0.0, 6.31], vec![16.0, 9.0, 9.0, 9.0, 4.0]]
        {
            let total = (parts.iter().sum::<f64>() * 10.0).round() as i64;
            let tenths = adding_up(&parts, total);
            assert_eq!(tenths.iter().sum::<i64>(), total, "{parts:?}");
            assert!(
                parts.iter().zip(&tenths).all(|(part, tenth)| (part * 10.0 - *tenth as f64).abs() <= 1.0)
            );
        }
    }
}
