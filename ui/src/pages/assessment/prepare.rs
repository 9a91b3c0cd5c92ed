//! Before the room begins: who scores, what is asked, and the key that begins.

use super::{Here, console::following, side::People, words::mark_words};
use crate::components::{Button, ButtonKind, Card};
use domain::assessment::{Mark, Said};
use yew::prelude::*;

/// The page before the first dimension.
#[component]
pub fn Prepare(here: &Here) -> Html {
    let review = &here.review;
    let first = following(review, None).unwrap_or_default();
    let name = review.template.dimensions.get(first).map_or("", |dimension| dimension.name.as_str());
    let minutes = usize::try_from(review.timebox_min).unwrap_or_default() * review.template.dimensions.len();
    let why_not = (!review.solo && review.participants.is_empty())
        .then_some("Add who scores first, or review alone (on the right).");
    let words = if review.solo {
        "You score alone: one dimension at a time, with a note and what the score rests on."
    } else {
        "Everybody scores each dimension alone, at this laptop. Then the room sees all scores at once, the outliers speak first, and one score is agreed."
    };
    html! {
        <>
            <Card>
                <div class="prepare">
                    <h2 class="review-name">{ format!("{} of {}", review.template.title, here.scope()) }</h2>
                    <p class="prose">{ words }</p>
                    <p class="muted">{ format!("{} dimensions, {} min each: about {}.", review.template.dimensions.len(), review.timebox_min, length(minutes)) }</p>
                    <div class="line">
                        <Button act="begin-scoring" kind={ButtonKind::Primary} keys="N" {why_not}
                            onclick={here.pen.saying(Said::Present { dimension: first })}>{ format!("Begin with {name}") }</Button>
                    </div>
                </div>
            </Card>
            if !review.solo { <People ..here.clone() /> }
            { last_time(here) }
        </>
    }
}

fn length(minutes: usize) -> String {
    match (minutes / 60, minutes % 60) {
        (0, min) => format!("{min} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, min) => format!("{hours} h {min} min"),
    }
}

/// Where it stood at the milestone before.
fn last_time(here: &Here) -> Html {
    let Some((_, before)) = here.before() else { return Html::default() };
    let method = before.template.method;
    let marks = before.template.dimensions.iter().zip(&before.answers);
    html! {
        <Card title={format!("Milestone {} said", before.milestone)}>
            <dl class="prepare-last">
                { for marks.map(|(dimension, answer)| html! {
                    <div>
                        <dt class="soft cut">{ dimension.label() }</dt>
                        <dd class="num">{ match answer.mark() { Mark::NotApplicable => "n/a".to_owned(), mark => mark_words(mark, method) } }</dd>
                    </div>
                }) }
            </dl>
        </Card>
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_length_reads_as_people_say_it() {
        assert_eq!([64, 60, 45].map(super::length), ["1 h 4 min", "1 h", "45 min"]);
    }
}
