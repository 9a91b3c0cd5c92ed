//! A chart whose values are read by pointing at it, or with ← and → once it has the focus.

use crate::{
    components::{Card, Pill, State, Svg},
    hooks::{
        loaded::{Loaded, use_loaded},
        use_later, use_theme,
    },
};
use contract::{CapacityChart, CapacityDrawing, Chart, ChartPlace, Notice, Sheet};
use domain::{Id, capacity::WhatIf};
use std::rc::Rc;
use yew::prelude::*;

/// What [`Plot`] takes.
#[derive(PartialEq, Properties)]
pub struct PlotProps {
    /// The chart.
    pub chart: Rc<Chart>,
    /// Width and height that it was drawn for, in CSS pixels.
    pub size_px: (u32, u32),
    /// Its name for journeys.
    pub act: &'static str,
}

/// The chart, the value that is pointed at, the sentence, and what one should know before one believes it.
#[component]
pub fn Plot(props: &PlotProps) -> Html {
    let present = use_state_eq(|| None::<usize>);
    let (chart, (width_px, height_px)) = (&props.chart, props.size_px);
    let at = present.filter(|at| *at < chart.places.len());
    let place = at.and_then(|at| chart.places.get(at));
    let onmousemove = {
        let (present, chart) = (present.setter(), Rc::clone(chart));
        Callback::from(move |event: MouseEvent| {
            let Some(target) = event.target_dyn_into::<web_sys::Element>() else { return };
            let scale = f64::from(width_px) / f64::from(target.client_width().max(1));
            present.set(nearest(&chart.places, f64::from(event.offset_x()) * scale));
        })
    };
    let onkeydown = {
        let (present, count) = (present.setter(), chart.places.len());
        Callback::from(move |event: KeyboardEvent| {
            if let Some(to) = target(at, count, &event.key()) {
                event.prevent_default();
                present.set(Some(to));
            }
        })
    };
    let forget = |_| {
        let present = present.setter();
        move || present.set(None)
    };
    let (leave, blur) = (forget(()), forget(()));
    html! {
        <figure class="chart plot" data-act={props.act}>
            <div class="plot-sheet">
                <Svg text={chart.drawing.svg.clone()} />
                if let Some(place) = place {
                    <svg class="plot-mark" viewBox={format!("0 0 {width_px} {height_px}")} preserveAspectRatio="none" aria-hidden="true">
                        <line x1={place.x_px.to_string()} x2={place.x_px.to_string()} y1="0" y2={height_px.to_string()} />
                    </svg>
                }
                <div class="plot-reader" tabindex="0" role="img" aria-label={chart.drawing.alt.clone()} {onmousemove} {onkeydown}
                    onmouseleave={move |_: MouseEvent| leave()} onblur={move |_: FocusEvent| blur()} />
            </div>
            <p class="plot-value num" role="status" data-act="chart-value">
                if let Some(place) = place { { &place.words } } else { <span class="muted">{ "Point at the chart, or press Tab and ← →, to read values." }</span> }
            </p>
            <figcaption class="chart-words">{ &chart.drawing.alt }</figcaption>
            if !chart.findings.is_empty() {
                <ul class="plot-findings">{ for chart.findings.iter().map(|words| html! { <li>{ words }</li> }) }</ul>
            }
        </figure>
    }
}

/// The place that is nearest to a point, in CSS pixels from the left edge.
fn nearest(places: &[ChartPlace], x_px: f64) -> Option<usize> {
    let away = |place: &ChartPlace| (place.x_px - x_px).abs();
    let nearest = places.iter().enumerate().min_by(|(_, one), (_, other)| away(one).total_cmp(&away(other)));
    nearest.map(|(at, _)| at)
}

/// Where a key leads among `count` places.
fn target(at: Option<usize>, count: usize, key: &str) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowRight" => Some(at.map_or(0, |at| (at + 1).min(last))),
        "ArrowLeft" => Some(at.map_or(last, |at| at.saturating_sub(1))),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// The word on the head of a chart.
pub fn chart_pill(chart: &Chart) -> Html {
    if chart.pill.is_empty() {
        return Html::default();
    }
    let state = if chart.is_alarm { State::Bad } else { State::Good };
    html! { <Pill {state}>{ &chart.pill }</Pill> }
}

/// The size of the other charts in CSS pixels: two beside each other, and one alone.
const SMALL_PX: (u32, u32) = (402, 196);
const ALONE_PX: (u32, u32) = (640, 240);

/// The other charts follow what is tried this much later, in milliseconds.
const LATER_MS: u32 = 160;

/// What [`Drawn`] takes.
#[derive(PartialEq, Properties)]
pub struct DrawnProps {
    /// Of which model.
    pub model: Id,
    /// What is tried on it.
    pub what_if: WhatIf,
    /// Which.
    pub chart: CapacityChart,
    /// What it is called.
    pub title: &'static str,
    /// Its name for journeys.
    pub act: &'static str,
    /// Inside of something that is a card already.
    #[prop_or_default]
    pub bare: bool,
}

/// One of the other charts, as a card.
#[component]
pub fn Drawn(props: &DrawnProps) -> Html {
    let theme = use_theme();
    let what_if = use_later(props.what_if.clone(), LATER_MS);
    let size_px = if props.bare { ALONE_PX } else { SMALL_PX };
    let sheet = Sheet { theme, width_px: size_px.0, height_px: size_px.1 };
    let request = CapacityDrawing { model: props.model, what_if, chart: props.chart, sheet };
    let (answer, _) = use_loaded(
        request,
        |asked, notice| matches!(notice, Notice::Record { id, .. } if *id == asked.model),
    );
    // The last one stays while the next is on its way.
    let shown = use_mut_ref(|| None::<(CapacityChart, Rc<Chart>)>);
    if let Some(chart) = answer.ready() {
        *shown.borrow_mut() = Some((props.chart, Rc::clone(chart)));
    }
    let chart = shown.borrow().clone().filter(|(of, _)| *of == props.chart).map(|(_, chart)| chart);
    let body = match (&chart, &answer) {
        (_, Loaded::Refused(refusal)) => html! { <p class="muted">{ &refusal.message }</p> },
        (Some(chart), _) => html! { <Plot chart={Rc::clone(chart)} {size_px} act={props.act} /> },
        (None, _) => html! { <div class="chart chart-waiting" aria-busy="true" /> },
    };
    if props.bare {
        return body;
    }
    html! { <Card title={props.title} aside={chart.map(|chart| chart_pill(&chart)).unwrap_or_default()}>{ body }</Card> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_value_is_read_and_keys_stay_on_the_chart() {
        let places = [10.0, 20.0, 40.0].map(|x_px| ChartPlace { x_px, words: String::new() });
        assert_eq!(
            [0.0, 16.0, 29.0, 31.0, 900.0].map(|x_px| nearest(&places, x_px)),
            [0, 1, 1, 2, 2].map(Some)
        );
        assert_eq!(nearest(&[], 3.0), None);
        assert_eq!(target(None, 3, "ArrowRight"), Some(0));
        assert_eq!(target(Some(2), 3, "ArrowRight"), Some(2));
        assert_eq!(target(Some(0), 3, "ArrowLeft"), Some(0));
        assert_eq!((target(None, 0, "End"), target(Some(1), 3, "x")), (None, None));
    }
}
