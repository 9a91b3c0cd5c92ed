//! What the backend draws of a postmortem.

use crate::{
    components::Svg,
    hooks::{loaded::use_loaded, use_theme},
};
use contract::{Notice, PostmortemChart, PostmortemDrawn};
use domain::{Id, Kind};
use yew::prelude::*;

/// As wide as the column of the page, in CSS pixels; a narrower window shows it smaller.
const WIDTH_PX: u32 = 800;

/// What [`Drawn`] takes.
#[derive(PartialEq, Properties)]
pub struct DrawnProps {
    /// Which postmortem.
    pub id: Id,
    /// What of it.
    pub chart: PostmortemDrawn,
}

/// The drawing, with its sentence below.
#[component]
pub fn Drawn(props: &DrawnProps) -> Html {
    let theme = use_theme();
    let asked = PostmortemChart { id: props.id, chart: props.chart, theme, width_px: WIDTH_PX };
    let (drawing, _) = use_loaded(asked, |_, notice| {
        matches!(notice, Notice::Record { kind: Kind::Postmortem | Kind::Action, .. })
    });
    match drawing.ready() {
        Some(drawing) => html! {
            <figure class="chart postmortem-chart"><Svg text={drawing.svg.clone()} /><figcaption class="chart-words">{ &drawing.alt }</figcaption></figure>
        },
        None => html! { <div class="chart-waiting" /> },
    }
}
