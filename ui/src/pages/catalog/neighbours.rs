//! Around a service: who is hit when it fails, drawn and in words, and the circle that it may be in.

use super::tier_pill;
use crate::{
    components::{Banner, Card, State},
    hooks::{
        loaded::{Loaded, use_loaded},
        use_theme,
    },
    room::{href, words::count},
    route::Route,
};
use contract::{DependenciesChart, Drawing, Notice, ServiceView};
use domain::{Id, Kind, Row, catalog::service::Tier};
use std::rc::Rc;
use yew::prelude::*;

/// Rows before the rest is behind a key.
const HITS_SHOWN: usize = 8;

/// Who calls whom, drawn: all services, or only what is around one of them.
#[hook]
pub fn use_drawing(around: Option<Id>) -> Loaded<Drawing> {
    let theme = use_theme();
    let concerns =
        |_: &DependenciesChart, notice: &Notice| matches!(notice, Notice::Record { kind: Kind::Service, .. });
    use_loaded(DependenciesChart { around, theme }, concerns).0
}

/// What [`Dependencies`] takes.
#[derive(PartialEq, Properties)]
pub struct DependenciesProps {
    /// What [`use_drawing`] gave.
    pub drawing: Loaded<Drawing>,
    /// The sentence of the drawing stands under it; else it is for the ear alone.
    #[prop_or_default]
    pub words: bool,
}

/// The drawing; it scrolls in its card, also by the arrow keys.
#[component]
pub fn Dependencies(props: &DependenciesProps) -> Html {
    match &props.drawing {
        Loaded::Loading => html! { <div class="chart-waiting" aria-busy="true" /> },
        Loaded::Refused(refusal) => html! { <p class="ready-words muted">{ &refusal.message }</p> },
        Loaded::Ready(drawing) => html! {
            <figure class="dependencies">
                <div class="dependencies-view" role="img" aria-label={drawing.alt.clone()} tabindex="0" data-act="dependencies">
                    // Drawn by our own backend; names of services are written into it as text.
                    { Html::from_html_unchecked(drawing.svg.clone().into()) }
                </div>
                if props.words { <figcaption class="chart-words">{ &drawing.alt }</figcaption> }
            </figure>
        },
    }
}

/// What [`Blast`] takes.
#[derive(PartialEq, Properties)]
pub struct BlastProps {
    /// The service.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What is known about it.
    pub view: Rc<ServiceView>,
    /// What is around it.
    pub drawing: Loaded<Drawing>,
}

/// The card about its failure.
#[component]
pub fn Blast(props: &BlastProps) -> Html {
    let all = use_state_eq(|| false);
    let view = &props.view;
    let open = {
        let all = all.setter();
        Callback::from(move |_: MouseEvent| all.set(true))
    };
    let shown = if *all { view.hits.len() } else { HITS_SHOWN };
    let tiers: Vec<Tier> = view.hits.iter().map(|(_, tier, _)| *tier).collect();
    html! {
        <Card title="When it fails" flush={true}>
            <p class="blast-words" data-act="blast">{ blast_words(&props.name, &tiers) }</p>
            if !view.circle.is_empty() { { circle(&props.name, &view.circle) } }
            if view.calls.iter().any(|row| row.id == props.id) {
                <div class="blast-circle" data-act="calls-itself">
                    <Banner state={State::Watch}>{ format!("{} calls itself: when it is slow, it waits for itself.", props.name) }</Banner>
                </div>
            }
            if !(view.hits.is_empty() && view.calls.is_empty()) { <Dependencies drawing={props.drawing.clone()} /> }
            <ul aria-label="Who is hit">
                { for view.hits.iter().take(shown).map(|(row, _, distance)| html! {
                    <li key={row.id.to_string()} class="list-row spread" data-id={row.id.to_string()}>
                        <a class="row-link" href={href(Route::Service { id: row.id })} data-act="open-hit">{ &row.title }</a>
                        <span class="line"><span class="muted">{ distance_words(*distance) }</span>{ for Tier::of(&row.status).map(tier_pill) }</span>
                    </li>
                }) }
            </ul>
            if view.hits.len() > shown {
                <div class="list-row"><button type="button" class="button" data-kind="quiet" data-size="small" data-act="all-hits" onclick={open}>
                    { format!("Show {} more", view.hits.len() - shown) }
                </button></div>
            }
        </Card>
    }
}

/// `When payments fails, 3 services are hit: 2 critical, 1 important.` The tiers come most important first.
fn blast_words(name: &str, tiers: &[Tier]) -> String {
    if tiers.is_empty() {
        return format!("No service calls {name}, directly or through others.");
    }
    let mut counts: Vec<(Tier, usize)> = Vec::new();
    for tier in tiers {
        match counts.iter_mut().find(|(known, _)| known == tier) {
            Some((_, count)) => *count += 1,
            None => counts.push((*tier, 1)),
        }
    }
    let counts: Vec<String> =
        counts.iter().map(|(tier, count)| format!("{count} {}", tier.label().to_lowercase())).collect();
    let are = if tiers.len() == 1 { "is" } else { "are" };
    format!("When {name} fails, {} {are} hit: {}.", count(tiers.len(), "service"), counts.join(", "))
}

fn distance_words(distance: usize) -> String {
    match distance {
        1 => "calls it".to_owned(),
        2 => "through 1 other".to_owned(),
        more => format!("through {} others", more - 1),
    }
}

fn circle(name: &str, others: &[Row]) -> Html {
    html! {
        <div class="blast-circle" data-act="circle">
            <Banner state={State::Watch}>
                { format!("{name} is in a circle of calls with ") }
                { for others.iter().enumerate().map(|(place, row)| html! {
                    <>
                        { match place { 0 => "", last if last + 1 == others.len() => " and ", _ => ", " } }
                        <a class="link" href={href(Route::Service { id: row.id })}>{ &row.title }</a>
                    </>
                }) }
                { ". When one of them fails, all of them can." }
            </Banner>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_blast_radius_is_said_by_tier() {
        assert_eq!(
            blast_words("payments", &[Tier::Critical, Tier::Critical, Tier::Important]),
            "When payments fails, 3 services are hit: 2 critical, 1 important."
        );
        assert_eq!(
            blast_words("search", &[Tier::Standard]),
            "When search fails, 1 service is hit: 1 standard."
        );
        assert_eq!(blast_words("beta", &[]), "No service calls beta, directly or through others.");
    }

    #[test]
    fn distance_counts_who_lies_between() {
        assert_eq!([1, 2, 4].map(distance_words), ["calls it", "through 1 other", "through 3 others"]);
    }
}
