//! How long something takes until it is drawn, noted by the page itself.

use std::{thread::sleep, time::Duration};
use tests::window::Window;

/// What the page knows by itself: `at()`, and `painted(work)`, which runs `work` in the task after the next frame, when
/// that frame is drawn. Milliseconds since 1970 with fractions, so that two windows agree.
pub const PAINTED: &str = "const at = () => performance.timeOrigin + performance.now(); \
    const painted = (work) => requestAnimationFrame(() => { \
        const after = new MessageChannel(); \
        after.port1.onmessage = () => work(at()); \
        after.port2.postMessage(0); \
    });";

/// From `go`, a script, to the first frame of which `whole`, an expression, is true; in milliseconds.
pub fn opening(window: &Window, go: &str, whole: &str) -> f64 {
    window.settle();
    sleep(Duration::from_millis(150)); // whatever the last room still had to do
    window.script(&format!(
        "{PAINTED} window.opened = null; const begun = at(); \
         const watch = new MutationObserver(() => {{ if (!({whole})) return; watch.disconnect(); \
            painted((drawn) => {{ window.opened = drawn - begun; }}); }}); \
         watch.observe(document.body, {{ subtree: true, childList: true, attributes: true }}); {go};"
    ));
    wait(window, "window.opened")
}

/// The number that the page comes to hold under a name.
pub fn wait(window: &Window, name: &str) -> f64 {
    loop {
        if let Some(found) = window.script(&format!("return {name}")).as_f64() {
            return found;
        }
        sleep(Duration::from_millis(10));
    }
}
