//! Whether single keys are shortcuts: a person's choice, kept with the window and not with the file (WCAG 2.1.4).

use crate::hooks::SingleKeys;
use gloo::events::EventListener;
use yew::prelude::*;

const KEPT_AS: &str = "single-keys";
const CHANGED: &str = "single-keys-changed";

/// What [`KeysHost`] takes.
#[derive(PartialEq, Properties)]
pub struct KeysHostProps {
    /// The rooms.
    pub children: Html,
}

/// Around all rooms of a window: their shortcuts follow the choice.
#[component]
pub fn KeysHost(props: &KeysHostProps) -> Html {
    let on = use_state_eq(single_keys);
    {
        let on = on.setter();
        use_effect_with((), move |()| {
            let ear = EventListener::new(&gloo::utils::window(), CHANGED, move |_| on.set(single_keys()));
            move || drop(ear)
        });
    }
    html! { <ContextProvider<SingleKeys> context={SingleKeys(*on)}>{ props.children.clone() }</ContextProvider<SingleKeys>> }
}

/// Whether they are, in this window.
pub fn single_keys() -> bool {
    let storage = gloo::utils::window().local_storage().ok().flatten();
    storage.and_then(|storage| storage.get_item(KEPT_AS).ok().flatten()).as_deref() != Some("off")
}

/// Chooses, now and for the next start.
pub fn set_single_keys(on: bool) {
    let window = gloo::utils::window();
    if let Ok(Some(storage)) = window.local_storage() {
        // Without storage there is nothing to keep the choice in; the box then shows that it did not take.
        let _ = storage.set_item(KEPT_AS, if on { "on" } else { "off" });
    }
    if let Ok(event) = web_sys::Event::new(CHANGED) {
        let _ = window.dispatch_event(&event); // without a host there are no shortcuts to follow
    }
}
