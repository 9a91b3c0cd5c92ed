//! The profile beside the total, drawn by the backend in the window's colours.

use super::Here;
use crate::{
    components::Card,
    hooks::{
        loaded::{Loaded, use_loaded},
        use_theme,
    },
};
use contract::{Notice, ProfileChart};
use yew::prelude::*;

const WIDTH_PX: u32 = 520;
const HEIGHT_PX: u32 = 430;

/// The card.
#[component]
pub fn ProfileCard(here: &Here) -> Html {
    let theme = use_theme();
    let against = here.before().map(|(id, _)| id);
    let request =
        ProfileChart { assessment: here.id, against, theme, width_px: WIDTH_PX, height_px: HEIGHT_PX };
    let (drawing, _) = use_loaded(request, |asked, notice| match notice {
        Notice::Record { id, .. } => *id == asked.assessment || Some(*id) == asked.against,
        _ => false,
    });
    let scale = here.review.template.method.scores();
    let ends = format!("inner ring {}, rim {}", scale.start(), scale.end());
    let aside = html! {
        <>
            <span class="legend-now" aria-hidden="true" />{ "now" }
            if here.before().is_some() {
                <span class="legend-then" aria-hidden="true" />{ here.then_words() }
            }
            { format!(" · {ends}") }
        </>
    };
    let body = match drawing {
        Loaded::Loading => html! { <div class="chart chart-waiting" aria-busy="true" /> },
        Loaded::Refused(refusal) => html! { <p class="muted">{ refusal.message }</p> },
        Loaded::Ready(drawing) => html! {
            <figure class="chart profile-chart" data-act="profile">
                <div role="img" aria-label={drawing.alt.clone()}>
                    // Drawn by our own backend from numbers; it holds no markup of anybody else's.
                    { Html::from_html_unchecked(drawing.svg.clone().into()) }
                </div>
                <figcaption class="chart-words">{ sentence(here) }</figcaption>
            </figure>
        },
    };
    html! { <Card title="Profile" class="profile-card" {aside}>{ body }</Card> }
}

/// What the profile says, in a sentence or two.
fn sentence(here: &Here) -> String {
    let review = &here.review;
    let name = |at: &usize| {
        review.template.dimensions.get(*at).map_or_else(String::new, |dimension| dimension.name.clone())
    };
    let weakest = review.result().weakest.first().map(name);
    let weakest = weakest.map(|name| format!("{name} is the weakest dimension.")).unwrap_or_default();
    let Some(view) = here.view.as_ref().filter(|view| view.against.is_some()) else { return weakest };
    let moved = |up: bool| -> Vec<String> {
        view.compared
            .iter()
            .filter(|row| super::words::since(row, review.template.method, None).1 == Some(up))
            .map(|row| row.name.clone())
            .collect()
    };
    let part = |who: Vec<String>, word: &str| {
        (!who.is_empty()).then(|| format!("{word} in {}", super::words::names(&who)))
    };
    let parts: Vec<String> =
        [part(moved(true), "stronger"), part(moved(false), "weaker")].into_iter().flatten().collect();
    let then = here.then_words();
    if parts.is_empty() {
        return match here.is_elsewhere() {
            true => format!("The same scores as {then}. {weakest}"),
            false => format!("No score moved since {then}. {weakest}"),
        };
    }
    let link = if here.is_elsewhere() { "than" } else { "since" };
    let mut words = format!("{} {link} {then}. {weakest}", parts.join(", "));
    if let Some(first) = words.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    words
}
