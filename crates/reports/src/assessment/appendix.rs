//! The template word for word, and how the numbers are made.

use super::{Review, figure};
use crate::paper::{computed, count, date};
use domain::assessment::{Dimension, FRESH_DAYS, Method, Sign};
use serde_json::{Value, json};

/// What was asked, word for word.
pub fn template(review: &Review<'_>) -> Value {
    let template = &review.now.template;
    let first = *template.method.scores().start();
    let dimension = |dimension: &Dimension| {
        let anchors = dimension.anchors.iter().zip(u32::from(first)..);
        json!({
            "name": dimension.name,
            "weight": (template.method == Method::Rubric).then(|| format!("{}%", dimension.weight)),
            "sign": dimension.sign.map(|sign| match sign { Sign::Healthy => "Healthy sign", Sign::Warning => "Warning sign" }),
            "anchors": anchors.map(|(words, score)| json!({ "score": score.to_string(), "words": words })).collect::<Value>(),
        })
    };
    let bands: Value = template
        .bands
        .iter()
        .map(|band| json!({ "from": band.from.to_string(), "name": band.name, "advice": band.advice }))
        .collect();
    json!({
        "lead": format!(
            "“{}”, edition {}. Method: {}. {}. The review carries its own copy: later editions do not change it.",
            template.title,
            template.edition,
            template.method.label(),
            count(template.dimensions.len(), if template.method == Method::Pulse { "sign" } else { "dimension" })
        ),
        "bands": bands,
        "dimensions": template.dimensions.iter().map(dimension).collect::<Value>(),
    })
}

/// Each figure with its formula.
pub fn terms(review: &Review<'_>) -> Value {
    let (low, high) = review.result.bounds;
    let (low, high, width) = (figure(low, 0), figure(high, 0), figure(high - low, 0));
    let all = review.now.answers.len();
    let of_method = match review.method() {
        Method::Maturity => vec![
            ("Total", format!("The sum of {all} agreed scores from 1 to 5, so from {low} to {high}.")),
            (
                "Not applicable",
                format!(
                    "Such a dimension leaves the average. The mean place of the others on their scale is put on all \
                     {all}: total = {low} + {width} × mean of (score − 1) ÷ 4."
                ),
            ),
            (
                "Normalised",
                format!(
                    "(total − {low}) ÷ {width}. It is not total ÷ {high}: the lowest total is {low}, so that would call \
                     the worst result {}%.",
                    100 / 5
                ),
            ),
            ("Band", "Each band holds the total at which it begins and ends where the next begins.".to_owned()),
            ("Weakest first", "By agreed score; equals in the template's order.".to_owned()),
        ],
        Method::Rubric => vec![
            ("Total", "The sum of weight × score ÷ 5 with scores from 0 to 5, so from 0 to 100.".to_owned()),
            (
                "Not applicable",
                "Such a dimension leaves the sum, and the weights of the others are scaled to 100%.".to_owned(),
            ),
            ("Weakest first", "By agreed score; of equals the heavier one first.".to_owned()),
        ],
        Method::Pulse => vec![
            (
                "Signs",
                "Each is answered with yes, no or unsure. The two lists are not added up into one number.".to_owned(),
            ),
            (
                "Trend",
                "Better is a step towards yes for a healthy sign and towards no for a warning sign; unsure lies between."
                    .to_owned(),
            ),
            ("Not applicable", "Such a sign is not counted.".to_owned()),
        ],
    };
    let of_all = [
        ("Spread", "The lowest and the highest vote. Two or more steps apart, those who gave them are outliers.".to_owned()),
        (
            "Evidence",
            format!(
                "Fresh for {FRESH_DAYS} days after the day it shows unless somebody said otherwise. Here it is fresh or \
                 stale as on {}, the day of this report.",
                date(review.today)
            ),
        ),
        (
            "Change",
            "Dimensions of two reviews are matched by the template's keys. A score that moved, newer evidence, another \
             wording and what does not apply are told apart."
                .to_owned(),
        ),
    ];
    computed(of_method.into_iter().chain(of_all))
}
