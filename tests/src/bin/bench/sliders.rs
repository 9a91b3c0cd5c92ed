//! A slider of a capacity model in the real window: from the move to the repainted chart, at once without the draws and then
//! with them, beside the bare way to the backend and back to a frame.

use crate::{
    drawn::{PAINTED, wait},
    quantile,
    row::Row,
};
use serde_json::json;
use std::{thread::sleep, time::Duration};
use tests::{bridge::ask, sample_workspace, window::Window};

const MOVES: usize = 60;
/// A frame.
const LINE_MS_MAX: f64 = 16.7;
const BAND_MS_MAX: f64 = 100.0;
/// The chart once the draws are in it: only they fill something.
const BAND: &str = "[data-act=projection] svg polygon";
const SLIDER: &str = "[data-act=try][data-id=growth-pct-per-month]";

/// One move after the other, each after the page has come to rest.
pub fn bench() {
    let workspace = sample_workspace("bench-sliders");
    let window = Window::open_as_shipped(&workspace);
    window.resize(1440, 900);
    let rows = ask(&window, "List", &json!({ "kind": "capacity-model" }));
    let id = rows[0]["id"].as_str().expect("the sample has a model");
    window.script(&format!("location.hash = '#/capacity/{id}'"));
    window.wait_for(BAND);
    window.wait_for(SLIDER);
    window.settle();
    let (mut bare_ms, mut line_ms, mut band_ms) = (Vec::new(), Vec::new(), Vec::new());
    for at in 0..=MOVES {
        let bare = way_there_and_back(&window);
        let (line, band) = moved(&window, at);
        if at > 0 {
            bare_ms.push(bare); // what is done for the first time is not what a hand feels
            line_ms.push(line);
            band_ms.push(band);
        }
    }
    window.close();
    Row::new("slider to repainted chart, p95", quantile(&mut line_ms, 0.95), "ms").limit(LINE_MS_MAX).write();
    Row::new("slider to chart with the band, p95", quantile(&mut band_ms, 0.95), "ms")
        .limit(BAND_MS_MAX)
        .write();
    Row::new(
        "slider to repainted chart, median, beside a request and a frame",
        quantile(&mut line_ms, 0.5),
        "ms",
    )
    .beside(quantile(&mut bare_ms, 0.5))
    .write();
}

/// Moves the slider right after a frame, as a hand does whose moves come with the frames. Milliseconds until the chart
/// without the band is drawn, and until the one with it is.
fn moved(window: &Window, at: usize) -> (f64, f64) {
    sleep(Duration::from_millis(120)); // the other charts follow a little later
    window.settle();
    window.script(&format!(
        "{PAINTED} window.line = null; window.band = null; \
         const chart = document.querySelector('[data-act=projection]'); \
         const slider = document.querySelector('{SLIDER}'); \
         painted(() => {{ \
            const begun = at(); let wanted = 'line'; \
            const watch = new MutationObserver(() => {{ \
                const is = document.querySelector('{BAND}') ? 'band' : 'line'; \
                if (is !== wanted) return; \
                painted((drawn) => {{ window[is] = drawn - begun; }}); \
                if (is === 'band') watch.disconnect(); \
                wanted = 'band'; \
            }}); \
            watch.observe(chart, {{ subtree: true, childList: true, attributes: true, characterData: true }}); \
            slider.value = {}; slider.dispatchEvent(new InputEvent('input', {{ bubbles: true }})); \
         }})",
        3.0 + 0.1 * f64::from(u32::try_from(at).unwrap())
    ));
    (wait(window, "window.line"), wait(window, "window.band"))
}

/// A request that answers next to nothing, shown in the next frame.
fn way_there_and_back(window: &Window) -> f64 {
    window.settle();
    let request = json!({ "call": { "call": "RecentWorkspaces", "with": {} } });
    window.script(&format!(
        "{PAINTED} window.bare = null; \
         painted(() => {{ \
            const begun = at(); \
            __TAURI__.core.invoke('call', {request}).then((answer) => {{ \
                document.querySelector('{SLIDER}').title = answer.byteLength; \
                painted((drawn) => {{ window.bare = drawn - begun; }}); \
            }}); \
         }})"
    ));
    wait(window, "window.bare")
}
