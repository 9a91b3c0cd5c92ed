//! One field that saves itself: after a pause in typing, on Enter and on leaving. What cannot be understood stays in the
//! field with the reason under it; nothing that was typed is thrown away.

use crate::{
    hooks::{
        kept::{is_any_kept, keep, kept},
        letters::{Letters, stand},
    },
    room::words::DATE_FORM,
};
use gloo::{events::EventListener, timers::callback::Timeout};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

const PAUSE_MS: u32 = 700;

/// What the field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    /// One line.
    #[default]
    Line,
    /// Several lines.
    Prose,
    /// A query: several lines, in the face of code.
    Query,
    /// A number.
    Number,
    /// A date.
    Date,
    /// A time of the day.
    Time,
}

impl Holds {
    const fn word(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Prose => "prose",
            Self::Query => "query",
            Self::Number => "number",
            Self::Date => "date",
            Self::Time => "time",
        }
    }

    const fn example(self) -> Option<&'static str> {
        match self {
            Self::Date => Some(DATE_FORM),
            Self::Time => Some("13:00"),
            Self::Line | Self::Prose | Self::Query | Self::Number => None,
        }
    }

    /// Whether Enter begins a new line instead of leaving.
    const fn many_lines(self) -> bool {
        matches!(self, Self::Prose | Self::Query)
    }
}

/// Where a field is and what it is called.
#[derive(Clone, PartialEq, Properties)]
pub struct FieldProps {
    /// Whose field: keeps it apart from the same field of another record on the page.
    pub scope: AttrValue,
    /// Path in the document: `metrics.0.name`.
    pub name: AttrValue,
    /// Its label: above it, or for the ear alone when `bare`.
    pub label: AttrValue,
    /// What it holds.
    #[prop_or_default]
    pub holds: Holds,
    /// What the document says.
    pub value: AttrValue,
    /// Says why a text cannot be understood.
    #[prop_or_default]
    pub refuse: Option<Callback<String, Option<String>>>,
    /// Gets every text that can be.
    pub onsave: Callback<String>,
    /// Why the backend refused it.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// A word of help under it.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Shown while it is empty.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// Words to choose from; any other is fine.
    #[prop_or_default]
    pub suggestions: Option<Rc<[AttrValue]>>,
    /// In a table, where the column's head is the label.
    #[prop_or_default]
    pub bare: bool,
    /// As wide as its form.
    #[prop_or_default]
    pub wide: bool,
    /// Read-only.
    #[prop_or_default]
    pub locked: bool,
    /// In a row: where a text that cannot be understood is kept. A row has no place of its own, since others come and go
    /// before it, so it goes by what the row says.
    #[prop_or_default]
    pub row: Option<Callback<(), String>>,
}

#[derive(Default)]
struct Typing {
    pending: Option<String>,
    pause: Option<Timeout>,
    /// The next change of the document is the answer to what was typed here.
    own: bool,
    /// Where it is kept, when it could not be understood.
    kept_at: Option<String>,
}

/// A field that saves itself.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let (kept_at, left) = (*use_memo((), |()| left(props).unzip())).clone();
    let typed = use_state(|| left.clone());
    let refused =
        use_state(|| props.refuse.as_ref().zip(left.clone()).and_then(|(refuse, text)| refuse.emit(text)));
    let typing = use_mut_ref(|| Typing { pending: left, kept_at, ..Typing::default() });
    let commit = use_commit(props, &typing);
    {
        let (typed, typing) = (typed.clone(), typing.clone());
        use_effect_with(props.value.clone(), move |_| {
            let mut now = typing.borrow_mut();
            // Somebody else has changed it since it was saved from here: what they wrote is what the next letter changes.
            if now.pending.is_none() && !std::mem::take(&mut now.own) && typed.is_some() {
                typed.set(None);
            }
        });
    }

    let oninput = {
        let (typed, refused, typing, commit) =
            (typed.clone(), refused.clone(), typing.clone(), commit.clone());
        let (scope, name) = (props.scope.clone(), props.name.clone());
        Callback::from(move |event: InputEvent| {
            let Some(text) = event.target().and_then(|target| text_of(&target)) else { return };
            stand(&scope, &name, Some(Letters::Waiting));
            refused.set(None);
            let commit = commit.clone();
            let mut now = typing.borrow_mut();
            now.pending = Some(text.clone());
            now.pause = Some(Timeout::new(PAUSE_MS, move || {
                // While somebody is still typing, half a number is no mistake yet.
                let _ = commit();
            }));
            drop(now);
            typed.set(Some(text));
        })
    };
    let leave = {
        let (typed, refused, commit) = (typed.clone(), refused.clone(), commit.clone());
        Rc::new(move || match commit() {
            Ok(()) => {
                typed.set(None);
                refused.set(None);
            }
            Err(words) => refused.set(Some(words)),
        })
    };
    let onblur = {
        let leave = leave.clone();
        Callback::from(move |_: FocusEvent| leave())
    };
    let onkeydown = {
        let prose = props.holds.many_lines();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && (!prose || event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                leave();
            }
        })
    };

    let shown = (*typed).clone().map_or_else(|| props.value.clone(), AttrValue::from);
    let error = (*refused).clone().map(AttrValue::from).or_else(|| props.error.clone());
    let node = use_grown(props.holds);
    draw(props, &node, shown, error, (oninput, onblur, onkeydown))
}

/// As high as its lines: the webview has no `field-sizing` yet.
#[hook]
fn use_grown(holds: Holds) -> NodeRef {
    let node = use_node_ref();
    let area = node.clone();
    use_effect(move || grow(&area, holds));
    let area = node.clone();
    use_effect_with(holds, move |&holds| {
        // In a narrower window the same text has more lines.
        let window = gloo::utils::window();
        let heard =
            holds.many_lines().then(|| EventListener::new(&window, "resize", move |_| grow(&area, holds)));
        move || drop(heard)
    });
    node
}

fn grow(area: &NodeRef, holds: Holds) {
    if holds.many_lines()
        && let Some(area) = area.cast::<HtmlTextAreaElement>()
    {
        let style = area.style();
        let _ = style.remove_property("height"); // then the height of its content can be read
        let _ = style.set_property("height", &format!("{}px", area.scroll_height() + 2));
    }
}

/// Hands what is pending to `onsave`; also when the field goes away before its pause is over.
#[hook]
fn use_commit(props: &FieldProps, typing: &Rc<RefCell<Typing>>) -> Rc<dyn Fn() -> Result<(), String>> {
    let known = || (props.onsave.clone(), props.refuse.clone(), props.value.clone());
    let latest = use_mut_ref(known);
    *latest.borrow_mut() = known();
    let typing = typing.clone();
    let typed = typing.clone();
    let at = (props.scope.clone(), props.name.clone(), props.row.clone());
    let commit: Rc<dyn Fn() -> Result<(), String>> = {
        let (scope, name, row) = at.clone();
        Rc::new(move || {
            let Some(text) = typed.borrow().pending.clone() else { return Ok(()) };
            let (onsave, refuse, value) = latest.borrow().clone();
            if let Some(words) = refuse.and_then(|refuse| refuse.emit(text.clone())) {
                let mut now = typed.borrow_mut();
                keep(now.kept_at.get_or_insert_with(|| place(&scope, &name, row.as_ref())), &text);
                drop(now);
                stand(&scope, &name, Some(Letters::NotUnderstood));
                return Err(words);
            }
            {
                let mut now = typed.borrow_mut();
                now.kept_at.take().iter().for_each(|place| keep(place, ""));
                now.pending = None;
                now.own = text.trim() != value.as_str();
            }
            onsave.emit(text);
            stand(&scope, &name, None); // the save that began says so itself
            Ok(())
        })
    };
    {
        // What else its row says may have changed since: it goes by that.
        let typing = typing.clone();
        let (scope, name, row) = at.clone();
        use_effect(move || {
            let mut now = typing.borrow_mut();
            if let (Some(before), Some(text)) = (now.kept_at.clone(), now.pending.clone()) {
                let here = place(&scope, &name, row.as_ref());
                if here != before {
                    keep(&before, "");
                    keep(&here, &text);
                    now.kept_at = Some(here);
                }
            }
        });
    }
    {
        let commit = commit.clone();
        let (scope, name, _) = at;
        let left = typing.borrow().pending.is_some();
        use_effect_with((), move |()| {
            if left {
                stand(&scope, &name, Some(Letters::NotUnderstood));
            }
            move || {
                let _ = commit(); // what cannot be understood is kept, and waits there for the person
                stand(&scope, &name, None); // nobody sees the field any more
            }
        });
    }
    commit
}

/// What could not be understood when its page was left, or its window, and where it is kept.
fn left(props: &FieldProps) -> Option<(String, String)> {
    is_any_kept(&format!("{}/", props.scope)).then_some(())?; // what a row says is not put together in vain
    let place = place(&props.scope, &props.name, props.row.as_ref());
    let text = kept(&place)?;
    Some((place, text))
}

/// Where a text that cannot be understood is kept.
fn place(scope: &str, name: &str, row: Option<&Callback<(), String>>) -> String {
    row.map_or_else(|| format!("{scope}/{name}"), |row| format!("{scope}/{}", row.emit(())))
}

fn draw(
    props: &FieldProps,
    node: &NodeRef,
    shown: AttrValue,
    error: Option<AttrValue>,
    (oninput, onblur, onkeydown): (Callback<InputEvent>, Callback<FocusEvent>, Callback<KeyboardEvent>),
) -> Html {
    let id = format!("{}-{}", props.scope, props.name);
    let words = error.as_ref().or(props.hint.as_ref()).map(|_| format!("{id}-words"));
    let list = props.suggestions.as_ref().map(|_| format!("{id}-list"));
    let placeholder = props.placeholder.clone().or_else(|| props.holds.example().map(AttrValue::from));
    let input = if props.holds.many_lines() {
        html! {
            <textarea class="input grows" ref={node} data-kind={props.holds.word()} id={id.clone()} name={props.name.clone()}
                value={shown} {placeholder} rows="1" spellcheck={(props.holds == Holds::Query).then_some("false")}
                aria-label={props.bare.then(|| props.label.clone())} readonly={props.locked}
                aria-invalid={error.is_some().then_some("true")} aria-describedby={words.clone()}
                {oninput} {onblur} {onkeydown} />
        }
    } else {
        html! {
            <input class="input" type="text" data-kind={props.holds.word()} id={id.clone()} name={props.name.clone()}
                value={shown} {placeholder} list={list.clone()} autocomplete="off" spellcheck="false"
                aria-label={props.bare.then(|| props.label.clone())} readonly={props.locked}
                aria-invalid={error.is_some().then_some("true")} aria-describedby={words.clone()}
                {oninput} {onblur} {onkeydown} />
        }
    };
    html! {
        <div class={classes!("field", props.wide.then_some("wide"))}>
            if !props.bare {
                <label class="field-label" for={id}>{ &props.label }</label>
            }
            { input }
            if let (Some(list), Some(suggestions)) = (list, &props.suggestions) {
                <datalist id={list}>{ for suggestions.iter().map(|words| html! { <option value={words} /> }) }</datalist>
            }
            if let Some(error) = error {
                <p class="field-error" id={words} role="alert">{ error }</p>
            } else if let Some(hint) = &props.hint {
                <p class="field-hint" id={words}>{ hint }</p>
            }
        </div>
    }
}

fn text_of(target: &web_sys::EventTarget) -> Option<String> {
    target
        .dyn_ref::<HtmlInputElement>()
        .map(HtmlInputElement::value)
        .or_else(|| target.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value))
}
