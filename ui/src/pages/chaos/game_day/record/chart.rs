//! One metric's readings over a trial, drawn by the backend in the window's colours.

use crate::hooks::{
    loaded::{Loaded, use_loaded},
    use_theme,
};
use contract::{Notice, ReadingsChart};
use domain::Id;
use yew::prelude::*;

const WIDTH_PX: u32 = 540;
const HEIGHT_PX: u32 = 210;

/// Which metric of which trial.
#[derive(PartialEq, Properties)]
pub struct ChartProps {
    /// The run.
    pub run: Id,
    /// The experiment's place in the plan.
    pub experiment: usize,
    /// The metric's place in the experiment.
    pub metric: usize,
}

/// The drawing, with the sentence that says what it shows.
#[component]
pub fn Chart(props: &ChartProps) -> Html {
    let theme = use_theme();
    let request = ReadingsChart {
        run: props.run,
        experiment: props.experiment,
        metric: props.metric,
        theme,
        width_px: WIDTH_PX,
        height_px: HEIGHT_PX,
    };
    let (drawing, _) = use_loaded(
        request,
        |asked, notice| matches!(notice, Notice::Journal { run, .. } if *run == asked.run),
    );
    match drawing {
        Loaded::Loading => html! { <div class="chart chart-waiting" aria-busy="true" /> },
        Loaded::Refused(refusal) => html! { <p class="chart muted">{ refusal.message }</p> },
        Loaded::Ready(drawing) => html! {
            <figure class="chart">
                <div role="img" aria-label={drawing.alt.clone()}>
                    // Drawn by our own backend from numbers; it holds no markup of anybody else's.
                    { Html::from_html_unchecked(drawing.svg.clone().into()) }
                </div>
                <figcaption class="chart-words">{ &drawing.alt }</figcaption>
            </figure>
        },
    }
}
