//! A field that saves itself: 600 ms after the last keystroke, and at once on Enter or on leaving it.
//!
//! While it has the focus, what the person typed is never replaced: a newer value waits until they leave, a refusal
//! only adds words underneath. When the field disappears, what was typed is still handed over.

use crate::hooks::next_id;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

const PAUSE_MS: u32 = 600;

/// What is typed into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    #[default]
    Line,
    /// Several lines; grows with them.
    Prose,
    /// A number; the parsing is the page's.
    Number,
    /// A day, `2026-11-24`.
    Date,
    /// A time of day, `13:00`.
    Time,
    /// One of these: value and words.
    Select(Vec<(AttrValue, AttrValue)>),
}

impl FieldKind {
    const fn name(&self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Prose => "prose",
            Self::Number => "number",
            Self::Date => "date",
            Self::Time => "time",
            Self::Select(_) => "select",
        }
    }

    const fn max_length(&self) -> u32 {
        match self {
            Self::Prose => 4_000,
            Self::Line | Self::Select(_) => 200,
            Self::Number | Self::Date | Self::Time => 40,
        }
    }

    const fn example(&self) -> Option<&'static str> {
        match self {
            Self::Date => Some("2026-11-24"),
            Self::Time => Some("13:00"),
            Self::Line | Self::Prose | Self::Number | Self::Select(_) => None,
        }
    }
}

/// What [`Field`] takes.
#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// Its name.
    pub label: AttrValue,
    /// What the record holds.
    pub value: AttrValue,
    /// Hears what to save.
    pub onsave: Callback<String>,
    /// Hears every keystroke; rarely needed.
    #[prop_or_default]
    pub oninput: Callback<String>,
    /// What is typed into it.
    #[prop_or_default]
    pub kind: FieldKind,
    /// One quiet line of help under it.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Why the last save was refused, as a sentence.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// When it was last saved, as printed: `14:03:22`.
    #[prop_or_default]
    pub saved: Option<AttrValue>,
    /// An example inside the empty field.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// The most characters; by kind 4,000, 200 or 40.
    #[prop_or_default]
    pub max_length: Option<u32>,
    /// Why it cannot be changed, as a sentence.
    #[prop_or_default]
    pub why_not: Option<AttrValue>,
    /// The label is only spoken, where a table's head already shows it.
    #[prop_or_default]
    pub bare: bool,
    /// Over the whole width of a form.
    #[prop_or_default]
    pub wide: bool,
    /// Gets the focus when it appears.
    #[prop_or_default]
    pub first: bool,
}

/// What happens to a field.
pub enum FieldChange {
    /// A keystroke.
    Typed(String),
    /// A choice, which needs no pause.
    Chosen(String),
    /// The pause after the last keystroke is over, or Enter.
    Due,
    /// The person came.
    Entered,
    /// The person left.
    Left,
}

/// A labelled field.
pub struct Field {
    id: String,
    input: NodeRef,
    /// What is in the box.
    text: String,
    /// What the page knows of it: its own value, or what was last handed over.
    known: String,
    /// A value that came while the person was typing.
    waiting: Option<AttrValue>,
    pause: Option<Timeout>,
    focused: bool,
}

impl Component for Field {
    type Message = FieldChange;
    type Properties = FieldProps;

    fn create(ctx: &Context<Self>) -> Self {
        let value = ctx.props().value.to_string();
        Self {
            id: next_id(),
            input: NodeRef::default(),
            text: value.clone(),
            known: value,
            waiting: None,
            pause: None,
            focused: false,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, change: FieldChange) -> bool {
        match change {
            FieldChange::Typed(text) => {
                self.text = text;
                let link = ctx.link().clone();
                self.pause = Some(Timeout::new(PAUSE_MS, move || link.send_message(FieldChange::Due)));
                self.grow();
                ctx.props().oninput.emit(self.text.clone());
            }
            FieldChange::Chosen(text) => {
                self.text = text;
                self.hand_over(ctx);
            }
            FieldChange::Due => self.hand_over(ctx),
            FieldChange::Entered => {
                self.focused = true;
                // In a dialog it could not be measured before it was opened.
                self.grow();
            }
            FieldChange::Left => {
                self.focused = false;
                self.hand_over(ctx);
                if let Some(value) = self.waiting.take() {
                    self.meet(&value, ctx.props().error.is_some());
                }
            }
        }
        // The box itself already shows what was typed.
        false
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &FieldProps) -> bool {
        let props = ctx.props();
        if props.value != old.value {
            self.meet(&props.value, props.error.is_some());
        }
        true
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first || matches!(ctx.props().kind, FieldKind::Select(_)) {
            self.write();
        }
        if first
            && ctx.props().first
            && let Some(input) = self.input.cast::<HtmlElement>()
        {
            let _ = input.focus(); // the person can still click
        }
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        self.hand_over(ctx);
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let below = format!("{}-below", self.id);
        html! {
            <div class={classes!("field", props.wide.then_some("wide"))}>
                <div class={if props.bare { "sr-only" } else { "field-head" }}>
                    <label class="field-label" for={self.id.clone()}>{ &props.label }</label>
                    if let Some(saved) = props.saved.as_ref().filter(|_| props.error.is_none()) {
                        <span class="field-saved">{ "saved " }{ saved }</span>
                    }
                </div>
                { self.control(ctx, &below) }
                if let Some(error) = &props.error {
                    <p class="field-error" id={below} role="alert">{ error }</p>
                } else if let Some(hint) = &props.hint {
                    <p class="field-hint" id={below}>{ hint }</p>
                }
            </div>
        }
    }
}

impl Field {
    fn control(&self, ctx: &Context<Self>, below: &str) -> Html {
        let (props, link) = (ctx.props(), ctx.link());
        let (id, kind) = (self.id.clone(), props.kind.name());
        let max_length = props.max_length.unwrap_or(props.kind.max_length()).to_string();
        let placeholder = props.placeholder.clone().or(props.kind.example().map(AttrValue::Static));
        let invalid = props.error.as_ref().map(|_| "true");
        let described = (props.error.is_some() || props.hint.is_some()).then(|| below.to_owned());
        let (disabled, title) = (props.why_not.is_some(), props.why_not.clone());
        let oninput = link.batch_callback(|event: InputEvent| text_of(&event).map(FieldChange::Typed));
        let onfocus = link.callback(|_: FocusEvent| FieldChange::Entered);
        let onblur = link.callback(|_: FocusEvent| FieldChange::Left);
        match &props.kind {
            FieldKind::Prose => html! {
                <textarea
                    class="input" ref={self.input.clone()} {id} {title} {disabled} {placeholder} {oninput} {onfocus} {onblur}
                    data-kind={kind} maxlength={max_length} aria-invalid={invalid} aria-describedby={described} rows="2"
                />
            },
            FieldKind::Select(choices) => html! {
                <select
                    class="input" ref={self.input.clone()} {id} {title} {disabled} {onfocus} {onblur}
                    data-kind={kind} aria-invalid={invalid} aria-describedby={described}
                    onchange={link.batch_callback(|event: Event| text_of(&event).map(FieldChange::Chosen))}
                >
                    { for choices.iter().map(|(value, words)| html! { <option value={value}>{ words }</option> }) }
                </select>
            },
            FieldKind::Line | FieldKind::Number | FieldKind::Date | FieldKind::Time => html! {
                <input
                    type="text" class="input" ref={self.input.clone()} {id} {title} {disabled} {placeholder} {oninput} {onfocus} {onblur}
                    data-kind={kind} maxlength={max_length} aria-invalid={invalid} aria-describedby={described}
                    autocomplete="off" spellcheck={if props.kind == FieldKind::Line { "true" } else { "false" }}
                    inputmode={(props.kind == FieldKind::Number).then_some("decimal")}
                    onkeydown={link.batch_callback(|event: KeyboardEvent| {
                        (event.key() == "Enter" && !event.is_composing()).then_some(FieldChange::Due)
                    })}
                />
            },
        }
    }

    /// Gives the page what it does not know yet.
    fn hand_over(&mut self, ctx: &Context<Self>) {
        self.pause = None;
        if self.text != self.known {
            self.known.clone_from(&self.text);
            self.waiting = None;
            ctx.props().onsave.emit(self.text.clone());
        }
    }

    /// A value comes from the page.
    fn meet(&mut self, value: &AttrValue, refused: bool) {
        if value.as_str() == self.text {
            self.known.clone_from(&self.text);
            self.waiting = None;
        } else if self.focused {
            self.waiting = Some(value.clone());
        } else if self.text == self.known && !refused {
            self.text = value.to_string();
            self.known.clone_from(&self.text);
            self.write();
        }
    }

    /// Puts the text into the box.
    fn write(&self) {
        let Some(node) = self.input.get() else { return };
        if let Some(input) = node.dyn_ref::<HtmlInputElement>() {
            input.set_value(&self.text);
        } else if let Some(area) = node.dyn_ref::<HtmlTextAreaElement>() {
            area.set_value(&self.text);
        } else if let Some(select) = node.dyn_ref::<HtmlSelectElement>() {
            select.set_value(&self.text);
        }
        self.grow();
    }

    /// As high as its lines.
    fn grow(&self) {
        // `NodeRef::cast` would take any element for a text area.
        let area = self.input.get().and_then(|node| node.dyn_into::<HtmlTextAreaElement>().ok());
        if let Some(area) = area.filter(|area| area.scroll_height() > 0) {
            let style = area.style();
            let _ = style.remove_property("height"); // then the height of its content can be read
            let _ = style.set_property("height", &format!("{}px", area.scroll_height() + 2));
        }
    }
}

/// What the control of an event holds.
fn text_of(event: &Event) -> Option<String> {
    let target = event.target()?;
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        Some(input.value())
    } else if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        Some(area.value())
    } else {
        target.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value)
    }
}
