//! What times of many incidents come to together.

use domain::{
    incident::{TimeTo, Typical},
    time::words,
};
use yew::prelude::*;

/// The median of each time, with the mean beside it: one long incident pulls a mean away.
pub fn typical(typical: &[(TimeTo, Typical)]) -> Html {
    if typical.is_empty() {
        return Html::default();
    }
    let tile = |(metric, of): &(TimeTo, Typical)| {
        html! {
            <div class="tile" data-act="typical" data-id={metric.word()} title={metric.formula()}>
                <span class="stat">{ words(of.median_s * 1000) }</span>
                <span class="muted">{ format!("{}, median", metric.label().to_lowercase()) }</span>
                <span class="muted">{ format!("mean {} of {}", words(of.mean_s * 1000), of.count) }</span>
            </div>
        }
    };
    html! {
        <section class="card tiles incident-tiles" aria-label="How long incidents took">{ for typical.iter().map(tile) }</section>
    }
}
