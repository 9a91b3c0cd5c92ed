//! Tabs: arrow keys move, Home and End jump, the content is the child.

use crate::hooks::use_id;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// What the page calls it.
    pub key: &'static str,
    /// What stands on it.
    pub label: AttrValue,
    /// How many there are inside.
    pub count: Option<usize>,
}

/// What [`Tabs`] takes.
#[derive(Properties, PartialEq)]
pub struct TabsProps {
    /// In order.
    pub tabs: Vec<Tab>,
    /// The key of the open one.
    pub now: &'static str,
    /// Hears the key of the picked one.
    pub onpick: Callback<&'static str>,
    /// What they are the parts of.
    pub label: AttrValue,
    /// The content of the open one.
    pub children: Html,
}

/// Tabs.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let id = use_id();
    let keys: Vec<&'static str> = props.tabs.iter().map(|tab| tab.key).collect();
    let onkeydown = {
        let (pick, now) = (props.onpick.clone(), props.now);
        Callback::from(move |event: KeyboardEvent| {
            if let Some(place) = target(&keys, now, &event.key()) {
                event.prevent_default();
                focus_tab(&event, place);
                pick.emit(keys[place]);
            }
        })
    };
    html! {
        <>
            <div class="tabs" role="tablist" aria-label={&props.label} {onkeydown}>
                { for props.tabs.iter().map(|tab| {
                    let (pick, key, open) = (props.onpick.clone(), tab.key, tab.key == props.now);
                    html! {
                        <button
                            type="button"
                            class="tab"
                            role="tab"
                            {key}
                            id={format!("{id}-{key}")}
                            aria-selected={if open { "true" } else { "false" }}
                            aria-controls={open.then(|| id.clone())}
                            tabindex={if open { "0" } else { "-1" }}
                            onclick={move |_| pick.emit(key)}
                        >
                            { &tab.label }
                            if let Some(count) = tab.count { <span class="tab-count">{ count }</span> }
                        </button>
                    }
                }) }
            </div>
            <div id={id.clone()} role="tabpanel" aria-labelledby={format!("{id}-{}", props.now)}>{ props.children.clone() }</div>
        </>
    }
}

/// Where `key` leads from the tab `now`.
fn target(keys: &[&str], now: &str, key: &str) -> Option<usize> {
    let (place, count) = (keys.iter().position(|candidate| *candidate == now)?, keys.len());
    match key {
        "ArrowRight" => Some((place + 1) % count),
        "ArrowLeft" => Some((place + count - 1) % count),
        "Home" => Some(0),
        "End" => Some(count - 1),
        _ => None,
    }
}

fn focus_tab(event: &KeyboardEvent, place: usize) {
    let list = event.target_dyn_into::<Element>().and_then(|tab| tab.parent_element());
    let tab = list.and_then(|list| list.children().item(u32::try_from(place).ok()?));
    if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
        let _ = tab.focus(); // the tab opens all the same
    }
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn arrows_wrap_around_and_other_keys_stay() {
        let keys = ["plan", "people", "day"];
        assert_eq!(target(&keys, "day", "ArrowRight"), Some(0));
        assert_eq!(target(&keys, "plan", "ArrowLeft"), Some(2));
        assert_eq!(target(&keys, "plan", "End"), Some(2));
        assert_eq!(target(&keys, "plan", "x"), None);
        assert_eq!(target(&keys, "gone", "Home"), None);
    }
}
