//! The page that the screen is drawn into, and the word to the watchdog that it stands.

use crate::backend;
use contract::Ready;

/// Says that this window shows real data: the boot watchdog and the journeys wait for it.
pub fn stands() {
    if let Some(root) = gloo::utils::document().document_element() {
        if root.get_attribute("data-ready").is_some() {
            return;
        }
        let _ = root.set_attribute("data-ready", "yes"); // nothing to do about a document without a root
        wasm_bindgen_futures::spawn_local(async {
            let _ = backend::ask(Ready {}).await; // only for the log
        });
    }
}

/// The element that the screen is drawn into.
#[must_use]
pub fn root() -> web_sys::Element {
    let document = gloo::utils::document();
    document.get_element_by_id("app").unwrap_or_else(|| {
        document.body().map_or_else(
            || document.document_element().unwrap_or_else(|| gloo::utils::body().into()),
            Into::into,
        )
    })
}
