//! The reviews of a service over time, on its page: each with its profile, small.

use crate::{
    components::{Button, Card, EmptyState, Pill, State},
    known::use_known,
    pages::{
        assessment::{
            list::Begin,
            words::{mark_words, total_words},
        },
        catalog::{Beginning, Featured, How, ServiceCard},
    },
    room::{
        href,
        words::{count, day},
    },
    route::Route,
};
use contract::{Profile, ServiceView};
use domain::{
    Id, Kind, Zone,
    assessment::{Mark, Method, Sign},
};
use std::rc::Rc;
use yew::prelude::*;

/// The card of the reviews.
pub fn cards(about: &Featured) -> Vec<ServiceCard> {
    let onreview = about.onbegin.reform(|()| Kind::Assessment);
    vec![ServiceCard::Main(html! { <ReviewsCard view={about.view.clone()} {onreview} /> })]
}

/// How a review of a service is begun.
pub fn begins(kind: Kind) -> Option<Beginning> {
    let dialog = |service: Id, onclose: Callback<()>| html! { <Begin {service} {onclose} /> };
    (kind == Kind::Assessment).then_some(Beginning {
        act: "mend-assessment",
        words: "Begin a review",
        how: How::Ask(dialog),
    })
}

/// What [`ReviewsCard`] takes.
#[derive(PartialEq, Properties)]
struct ReviewsCardProps {
    /// What is known about the service.
    view: Rc<ServiceView>,
    /// Beginning a review of it.
    onreview: Callback<()>,
}

#[component]
fn ReviewsCard(props: &ReviewsCardProps) -> Html {
    let zone = use_known().workspace.zone;
    let reviews = &props.view.assessments;
    let key = html! { <Button act="begin-review" small=true onclick={props.onreview.clone()}>{ "Begin a review" }</Button> };
    if reviews.is_empty() {
        return html! {
            <Card title="Reviews" flush={true}>
                <EmptyState title="Not reviewed yet" words="A review scores the service one dimension at a time. Each one stays here as a milestone, so that change can be seen.">{ key }</EmptyState>
            </Card>
        };
    }
    html! {
        <Card title={count(reviews.len(), "review")} flush={true} aside={key}>
            <ul data-act="reviews">{ for reviews.iter().map(|review| line(review, zone)) }</ul>
        </Card>
    }
}

fn line(review: &Profile, zone: Zone) -> Html {
    let when = review.closed_at.map(|at| day(zone.date(at)));
    html! {
        <li key={review.id.to_string()} class="past-review" data-id={review.id.to_string()}>
            <span class="grow">
                <a class="row-link" data-act="open-review" href={href(Route::Assessment { id: review.id })}>
                    { format!("{}, milestone {}", review.template_title, review.milestone) }
                </a>
                if let Some(when) = when { <span class="cell-sub num">{ when }</span> }
            </span>
            if review.closed_at.is_some() { { small_profile(review) } }
            <span class="past-total">
                if review.closed_at.is_none() {
                    <Pill state={State::Live}>{ "Open" }</Pill>
                } else {
                    <span class="num strong">{ total_words(review) }</span>
                    if let Some(band) = &review.band { <span class="cell-sub">{ band }</span> }
                }
            </span>
        </li>
    }
}

/// One bar a dimension; the numbers are said to those who cannot see them.
fn small_profile(review: &Profile) -> Html {
    let words: Vec<String> = review
        .marks
        .iter()
        .map(|one| format!("{} {}", one.label, mark_words(one.mark, review.method)))
        .collect();
    let words = words.join(", ");
    html! {
        <span class="mini-profile" role="img" aria-label={words.clone()} title={words}>
            { for review.marks.iter().map(|one| {
                let score = match one.mark {
                    Mark::Score(score) => height(score, review.method, one.sign).to_string(),
                    Mark::NotApplicable | Mark::Open => "none".to_owned(),
                };
                html! { <i class="mini-bar" data-score={score} /> }
            }) }
        </span>
    }
}

/// A height of 0 to 5 for a score of any method: the higher the better, so a warning that is true has none.
fn height(score: u8, method: Method, sign: Option<Sign>) -> u8 {
    let steps = if sign == Some(Sign::Warning) { [5, 3, 0] } else { [0, 3, 5] };
    match method {
        Method::Maturity | Method::Rubric => score.min(5),
        Method::Pulse => steps.get(usize::from(score)).copied().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_high_as_its_score_on_any_scale() {
        for method in Method::ALL {
            let heights: Vec<u8> = method.scores().map(|score| height(score, *method, None)).collect();
            assert!(heights.windows(2).all(|pair| pair[0] < pair[1]), "{heights:?}");
            assert_eq!(heights.last(), Some(&5));
        }
        let warning: Vec<u8> =
            Method::Pulse.scores().map(|score| height(score, Method::Pulse, Some(Sign::Warning))).collect();
        assert_eq!(warning, [5, 3, 0]);
    }
}
