//! A closed review: what it comes to, the profile beside it, what to do, and what changed since.

use super::{
    Here,
    chart::ProfileCard,
    compared::{Against, changes},
    grounds::grounds,
    plan::Plan,
    pulse::pulse,
    side::put_on_stage,
    table::dimensions,
    words::{names, points},
};
use crate::{
    components::{Banner, Button, ButtonKind, Card, State},
    room::{record::RecordPage, report::ReportKey, row::quiet_key, words::day},
    route::Route,
};
use domain::assessment::{Assessment, Method, Said};
use yew::prelude::*;

/// The page.
pub fn result_page(here: &Here) -> Html {
    let on_stage =
        here.stage.as_ref().is_some_and(|stage| stage.place.is_open() && stage.run == Some(here.id));
    let present = {
        let here = here.clone();
        Callback::from(move |()| put_on_stage(&here))
    };
    let keys = html! {
        <>
            <Against ..here.clone() />
            <Button act="show-stage" why_not={on_stage.then_some("It is on the stage.")} onclick={present}>{ "Present" }</Button>
            <ReportKey id={here.id} />
        </>
    };
    let is_pulse = here.review.template.method == Method::Pulse;
    html! {
        <RecordPage title={here.title()} crumbs={here.crumbs()} pill={here.pill()} standing={here.pen.draft.standing()} {keys}>
            { other_template(here) }
            if is_pulse {
                { pulse(here) }
            } else {
                <div class="review-result">
                    <div class="stack">
                        { total(here) }
                        { dimensions(here) }
                        { left_out(here) }
                    </div>
                    <ProfileCard ..here.clone() />
                </div>
            }
            <Plan ..here.clone() />
            { changes(here) }
            { grounds(here) }
            <p class="line">
                <Button act="reopen" kind={ButtonKind::Quiet} small=true onclick={here.pen.saying(Said::Reopen)}>{ "Open it again" }</Button>
                { remove(here) }
            </p>
        </RecordPage>
    }
}

/// The key that takes the review out of all lists.
pub fn remove(here: &Here) -> Html {
    let name = format!("{}, {}", here.scope(), here.title());
    let onclick = here.pen.tasks.remove(here.id, here.pen.draft.version(), &name, Some(Route::Assessments));
    quiet_key("remove", "Remove this review", format!("Remove “{name}”"), onclick)
}

/// Says so when the two reviews did not ask the same.
fn other_template(here: &Here) -> Html {
    let Some((_, before)) = here.before() else { return Html::default() };
    let (then, now) = (&before.template, &here.review.template);
    if then.key == now.key && then.edition == now.edition {
        return Html::default();
    }
    let bands = if then.bands == now.bands {
        ""
    } else {
        " The bands are not the same, so one total may be read in two ways."
    };
    html! {
        <Banner state={State::Watch}>
            { format!("Milestone {} was asked with “{}”, edition {}; this one with “{}”, edition {}. Read the change with care.{bands}",
                before.milestone, then.title, then.edition, now.title, now.edition) }
        </Banner>
    }
}

/// What it comes to: large, with its band, its advice and the way to the next band.
fn total(here: &Here) -> Html {
    let review = &here.review;
    let result = review.result();
    let (low, high) = result.bounds;
    let Some(total) = result.total else { return Html::default() };
    let was = here.before().and_then(|(_, before)| {
        (before.template.key == review.template.key).then(|| before.result().total).flatten()
    });
    let was = was.map(|was| format!(", was {}", points(was))).unwrap_or_default();
    let next = result.next.map(|(band, missing)| {
        let unit = if (missing - 1.0).abs() < 0.05 { "point" } else { "points" };
        format!(" {} {unit} to “{}”.", points(missing), band.name.to_lowercase())
    });
    html! {
        <section class="card review-total" data-act="total" aria-label="What it comes to">
            <div class="total-what">
                <p class="total-figure">{ points(total) }</p>
                <p class="muted">{ format!("of {low:.0}–{high:.0}{was}") }</p>
            </div>
            <div class="total-words">
                if let Some(band) = result.band {
                    <h2 class="total-band" data-act="band">{ &band.name }</h2>
                    <p class="soft">{ format!("Next: {}{}", lower(&band.advice), next.unwrap_or_default()) }</p>
                    { bands(review, total, high) }
                } else {
                    <h2 class="total-band">{ format!("{} of {high:.0}", points(total)) }</h2>
                    <p class="soft">{ how_counted(review.template.method) }</p>
                }
                <p class="muted small">{ footnote(here, result.left_out.len()) }</p>
            </div>
        </section>
    }
}

/// Where no band says what a total means: how it came about.
const fn how_counted(method: Method) -> &'static str {
    match method {
        Method::Rubric => {
            "Each dimension counts by its weight: Σ weight × score ÷ 5. No band of the template holds this total."
        }
        Method::Maturity | Method::Pulse => {
            "The sum of all scores. No band of the template holds this total."
        }
    }
}

fn footnote(here: &Here, left_out: usize) -> String {
    let result = here.review.result();
    let ((low, high), part) = (result.bounds, result.percent().unwrap_or_default());
    let asked =
        format!("Asked with “{}”, edition {}. ", here.review.template.title, here.review.template.edition);
    let when = here.review.closed_at.map(|at| format!("Closed {}. {asked}", day(here.zone.date(at))));
    let when = when.unwrap_or_default();
    let all = here.review.template.dimensions.len();
    let scaled = if left_out > 0 {
        let how = if here.review.template.method == Method::Rubric {
            "their weights are taken as 100%".to_owned()
        } else {
            format!("the total is their mean on all {all}")
        };
        format!(" {} of {all} dimensions count; {how}.", all - left_out)
    } else {
        String::new()
    };
    if low > 0.0 {
        format!("{when}{part}% of the way from {low:.0} to {high:.0}.{scaled}")
    } else {
        format!("{when}{}", scaled.trim())
    }
}

fn lower(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// The bands as a line, the present one in colour and in bold.
fn bands(review: &Assessment, total: f64, high: f64) -> Html {
    let bands = &review.template.bands;
    let present = review.result().band.map(|band| band.from);
    let one = |(at, band): (usize, &domain::assessment::Band)| {
        let to = bands.get(at + 1).map_or(high, |next| f64::from(next.from) - 1.0);
        let now = present == Some(band.from);
        html! {
            <li class="total-step" data-now={now.then_some("")} aria-current={now.then_some("true")}>
                <span class="total-bar" />
                <span>{ format!("{}–{to:.0} {}", band.from, band.name.to_lowercase()) }</span>
            </li>
        }
    };
    html! { <ol class="total-bands" aria-label={format!("Bands; {} is here", points(total))}>{ for bands.iter().enumerate().map(one) }</ol> }
}

/// What does not apply, and why.
fn left_out(here: &Here) -> Html {
    let out = here.review.result().left_out;
    if out.is_empty() {
        return Html::default();
    }
    let rows: Vec<(String, String)> = out
        .iter()
        .filter_map(|at| {
            let (dimension, answer) = here.at(*at)?;
            Some((dimension.name.clone(), answer.not_applicable.clone().unwrap_or_default()))
        })
        .collect();
    let who = names(&rows.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
    html! {
        <Card title="Does not apply" flush={true} aside={html! { "left out of the average" }}>
            <ul data-act="left-out" aria-label={format!("{who}: left out of the average")}>
                { for rows.iter().map(|(name, reason)| html! {
                    <li class="list-row"><span class="list-title">{ name }</span><span class="soft">{ format!(" · {reason}") }</span></li>
                }) }
            </ul>
        </Card>
    }
}
