//! One of many words: a few letters find it. What [`super::select::Select`] becomes when a list is too long to scroll.

use super::select::SelectProps;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// So many are shown at once; more letters find the rest.
const SHOWN: usize = 8;

/// A field that narrows its list as somebody types. Nothing is chosen until Enter or a press on a line.
#[component]
pub fn Many(props: &SelectProps) -> Html {
    let typed = use_state_eq(|| None::<String>);
    let present = use_state_eq(|| 0_usize);
    let (found, more) = narrowed(&props.options, typed.as_deref(), !props.present.is_empty());
    let chosen = (*present).min(found.len().saturating_sub(1));
    let close = {
        let (typed, present) = (typed.setter(), present.setter());
        Callback::from(move |()| {
            typed.set(None);
            present.set(0);
        })
    };
    let take = {
        let (close, onsave) = (close.clone(), props.onsave.clone());
        Callback::from(move |value: String| {
            close.emit(());
            onsave.emit(value);
        })
    };
    let open = {
        let (typed, locked) = (typed.clone(), props.locked);
        move || {
            if typed.is_none() && !locked {
                typed.set(Some(String::new()));
            }
        }
    };
    let oninput = {
        let (typed, present) = (typed.setter(), present.setter());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                typed.set(Some(input.value()));
                present.set(0);
            }
        })
    };
    let onkeydown = {
        let (open, close, take, present) = (open.clone(), close.clone(), take.clone(), present.setter());
        let (is_open, count) = (typed.is_some(), found.len());
        let enter = found.get(chosen).map(|(value, _)| value.clone());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "ArrowDown" | "ArrowUp" if !is_open => open(),
                "ArrowDown" if count > 0 => present.set((chosen + 1) % count),
                "ArrowUp" if count > 0 => present.set((chosen + count - 1) % count),
                "Enter" if is_open && !event.is_composing() => {
                    if let Some(value) = enter.clone() {
                        take.emit(value);
                    }
                }
                "Escape" if is_open => close.emit(()),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let id = format!("{}-{}", props.scope, props.name);
    let list = format!("{id}-list");
    let words =
        |value: &str| props.options.iter().find(|(known, _)| known == value).map(|(_, words)| words.clone());
    // The choice of nothing is what the empty field says; any other stands in it.
    let standing = if props.present.is_empty() { None } else { words(&props.present) };
    html! {
        <div class={classes!("field", "many", props.wide.then_some("wide"))}>
            if !props.bare {
                <label class="field-label" for={id.clone()}>{ &props.label }</label>
            }
            <input class="input" type="text" id={id.clone()} name={&props.name} role="combobox" autocomplete="off" spellcheck="false"
                aria-expanded={if typed.is_some() { "true" } else { "false" }} aria-controls={list.clone()} aria-autocomplete="list"
                aria-activedescendant={typed.is_some().then(|| format!("{list}-{chosen}"))}
                aria-label={props.bare.then(|| props.label.clone())} aria-invalid={props.error.is_some().then_some("true")}
                data-act={props.act.clone()} disabled={props.locked}
                placeholder={standing.clone().or_else(|| words("")).unwrap_or_default()}
                value={(*typed).clone().unwrap_or_else(|| standing.clone().unwrap_or_default())}
                {oninput} {onkeydown} onfocus={mark} onblur={close.reform(|_: FocusEvent| ())}
                onclick={move |_: MouseEvent| open()} />
            if typed.is_some() {
                <ul class="many-list" id={list.clone()} role="listbox" aria-label={&props.label}>
                    { for found.iter().enumerate().map(|(place, (value, words))| {
                        let (take, value) = (take.clone(), value.clone());
                        html! {
                            // A press must not take the focus from the field: it would close the list before it counts.
                            <li key={value.clone()} class="palette-line" id={format!("{list}-{place}")} role="option" data-act="many-line"
                                data-id={value.clone()} aria-selected={if place == chosen { "true" } else { "false" }}
                                onmousedown={|event: MouseEvent| event.prevent_default()}
                                onclick={move |_: MouseEvent| take.emit(value.clone())}>
                                <span class="cut">{ words }</span>
                            </li>
                        }
                    }) }
                    if more > 0 { <li class="many-more" role="presentation">{ format!("{more} more: type some letters") }</li> }
                    if found.is_empty() { <li class="many-more" role="presentation">{ "Nothing has these letters" }</li> }
                </ul>
            }
            if let Some(error) = &props.error {
                <p class="field-error" role="alert">{ error }</p>
            } else if let Some(hint) = &props.hint {
                <p class="field-hint">{ hint }</p>
            }
        </div>
    }
}

/// What stands in the field is replaced by the first letter, not lengthened by it.
fn mark(event: FocusEvent) {
    if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
        input.select();
    }
}

/// The first options that hold what was typed, those that begin with it first, and how many more there are. The choice
/// of nothing is offered where something is chosen, while nothing is typed.
fn narrowed<'a>(
    options: &'a [(String, String)],
    typed: Option<&str>,
    chosen: bool,
) -> (Vec<&'a (String, String)>, usize) {
    let needle = typed.unwrap_or_default().trim().to_lowercase();
    let mut fits: Vec<(bool, &(String, String))> = options
        .iter()
        .filter(|(value, _)| (needle.is_empty() && chosen) || !value.is_empty())
        .filter_map(|option| {
            let words = option.1.to_lowercase();
            words.contains(&needle).then_some((!words.starts_with(&needle), option))
        })
        .collect();
    fits.sort_by_key(|(inside, _)| *inside);
    let more = fits.len().saturating_sub(SHOWN);
    (fits.into_iter().take(SHOWN).map(|(_, option)| option).collect(), more)
}

#[cfg(test)]
mod tests {
    use super::narrowed;

    fn options() -> Vec<(String, String)> {
        let mut options = vec![(String::new(), "No service".to_owned())];
        options.extend((0..20).map(|n| (format!("id-{n}"), format!("service-{n:02}"))));
        options.push(("id-x".to_owned(), "Order service-1".to_owned()));
        options
    }

    fn words(typed: &str) -> (Vec<String>, usize) {
        let options = options();
        let (found, more) = narrowed(&options, Some(typed), true);
        (found.into_iter().map(|(_, words)| words.clone()).collect(), more)
    }

    #[test]
    fn letters_narrow_the_list_and_beginnings_come_first() {
        assert_eq!(words("SERVICE-07 "), (vec!["service-07".to_owned()], 0));
        let (found, more) = words("service-1");
        assert_eq!((found[0].as_str(), found.len(), more), ("service-10", 8, 3));
        assert_eq!(words("order"), (vec!["Order service-1".to_owned()], 0));
        assert_eq!(words("nobody"), (Vec::new(), 0));
    }

    #[test]
    fn the_choice_of_nothing_is_offered_until_somebody_types() {
        assert_eq!(words("").0[0], "No service");
        assert_eq!(narrowed(&options(), Some(""), false).0[0].1, "service-00", "nothing is chosen already");
        assert!(!words("no").0.contains(&"No service".to_owned()));
    }
}
