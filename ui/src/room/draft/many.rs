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
    let (found, more) = narrowed(&props.options, typed.as_deref(), &props.present);
    let chosen = (*present).min(found.len().saturating_sub(1));
    let show = {
        let (typed, present) = (typed.setter(), present.setter());
        Callback::from(move |text: Option<String>| {
            typed.set(text);
            present.set(0);
        })
    };
    let take = {
        let (show, onsave) = (show.clone(), props.onsave.clone());
        Callback::from(move |value: String| {
            show.emit(None);
            onsave.emit(value);
        })
    };
    let open = show.reform(|()| Some(String::new()));
    let onclick = {
        let (open, shut) = (open.clone(), typed.is_none());
        Callback::from(move |_: MouseEvent| {
            if shut {
                open.emit(())
            }
        })
    };
    let oninput = {
        let show = show.clone();
        Callback::from(move |event: InputEvent| {
            show.emit(event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()));
        })
    };
    let close = show.reform(|()| None);
    let keys = Keys {
        open: typed.is_some(),
        chosen: found.get(chosen).map(|(value, _)| value.clone()),
        down: if chosen + 1 < found.len() { chosen + 1 } else { 0 },
        up: chosen.checked_sub(1).unwrap_or(found.len().saturating_sub(1)),
    };
    let id = format!("{}-{}", props.scope, props.name);
    let list = format!("{id}-list");
    // The choice of nothing is what the empty field says; any other stands in it.
    let standing = words_of(props, &props.present).filter(|_| !props.present.is_empty());
    html! {
        <div class={classes!("field", "many", props.wide.then_some("wide"))}>
            if !props.bare {
                <label class="field-label" for={id.clone()}>{ &props.label }</label>
            }
            <input class="input" type="text" {id} name={&props.name} role="combobox" autocomplete="off" spellcheck="false"
                aria-expanded={if typed.is_some() { "true" } else { "false" }} aria-controls={list.clone()} aria-autocomplete="list"
                aria-activedescendant={typed.is_some().then(|| format!("{list}-{chosen}"))}
                aria-label={props.bare.then(|| props.label.clone())} aria-invalid={props.error.is_some().then_some("true")}
                data-act={props.act.clone()} disabled={props.locked}
                placeholder={standing.clone().or_else(|| words_of(props, "")).unwrap_or_default()}
                value={(*typed).clone().or_else(|| standing.clone()).unwrap_or_default()}
                {oninput} onkeydown={keys.hear(open, close.clone(), take.clone(), present.setter())} onfocus={mark}
                onblur={close.reform(|_: FocusEvent| ())} {onclick} />
            if typed.is_some() { { lines(&list, &props.label, (&found, more), chosen, &take) } }
            if let Some(error) = &props.error {
                <p class="field-error" role="alert">{ error }</p>
            } else if let Some(hint) = &props.hint {
                <p class="field-hint">{ hint }</p>
            }
        </div>
    }
}

fn words_of(props: &SelectProps, value: &str) -> Option<String> {
    props.options.iter().find(|(known, _)| known == value).map(|(_, words)| words.clone())
}

/// What the keys of the field do.
struct Keys {
    open: bool,
    /// The value on Enter.
    chosen: Option<String>,
    /// The places that the arrows lead to.
    down: usize,
    up: usize,
}

impl Keys {
    fn hear(
        self,
        open: Callback<()>,
        close: Callback<()>,
        take: Callback<String>,
        present: UseStateSetter<usize>,
    ) -> Callback<KeyboardEvent> {
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "ArrowDown" | "ArrowUp" if !self.open => open.emit(()),
                "ArrowDown" => present.set(self.down),
                "ArrowUp" => present.set(self.up),
                "Enter" if self.open && !event.is_composing() => {
                    if let Some(value) = self.chosen.clone() {
                        take.emit(value);
                    }
                }
                "Escape" if self.open => {
                    close.emit(());
                    select_all(event.target_dyn_into());
                }
                _ => return,
            }
            event.prevent_default();
        })
    }
}

fn lines(
    list: &str,
    label: &AttrValue,
    (found, more): (&[&(String, String)], usize),
    chosen: usize,
    take: &Callback<String>,
) -> Html {
    let line = |(place, (value, words)): (usize, &&(String, String))| {
        let (take, taken) = (take.clone(), value.clone());
        html! {
            // A press must not take the focus from the field: it would close the list before it counts.
            <li key={value.clone()} class="palette-line" id={format!("{list}-{place}")} role="option" data-act="many-line"
                data-id={value.clone()} aria-selected={if place == chosen { "true" } else { "false" }}
                onmousedown={|event: MouseEvent| event.prevent_default()}
                onclick={move |_: MouseEvent| take.emit(taken.clone())}>
                <span class="cut">{ words }</span>
            </li>
        }
    };
    html! {
        <ul class="many-list" id={list.to_owned()} role="listbox" aria-label={label}>
            { for found.iter().enumerate().map(line) }
            if more > 0 { <li class="many-more" role="presentation">{ format!("{more} more: type some letters") }</li> }
            if found.is_empty() { <li class="many-more" role="presentation">{ "Nothing has these letters" }</li> }
        </ul>
    }
}

/// What stands in the field is replaced by the first letter, not lengthened by it.
fn mark(event: FocusEvent) {
    select_all(event.target_dyn_into());
}

fn select_all(input: Option<HtmlInputElement>) {
    if let Some(input) = input {
        input.select();
    }
}

/// The first options that hold what was typed, those that begin with it first, and how many more there are. The choice
/// of nothing is offered where something is chosen, while nothing is typed.
fn narrowed<'a>(
    options: &'a [(String, String)],
    typed: Option<&str>,
    present: &str,
) -> (Vec<&'a (String, String)>, usize) {
    let needle = typed.unwrap_or_default().trim().to_lowercase();
    let mut fits: Vec<(bool, &(String, String))> = options
        .iter()
        .filter(|(value, _)| (needle.is_empty() && !present.is_empty()) || !value.is_empty())
        .filter_map(|option| {
            let words = option.1.to_lowercase();
            words.contains(&needle).then_some((!words.starts_with(&needle), option))
        })
        .collect();
    // What is chosen stands first until somebody types: Enter on an open list must not choose another one.
    fits.sort_by_key(|(inside, option)| (!needle.is_empty() || option.0 != present, *inside));
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
        let (found, more) = narrowed(&options, Some(typed), "id-19");
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
        assert_eq!(words("").0[..2], ["service-19", "No service"], "what is chosen stands first");
        assert_eq!(narrowed(&options(), Some(""), "").0[0].1, "service-00", "nothing is chosen already");
        assert!(!words("no").0.contains(&"No service".to_owned()));
    }
}
