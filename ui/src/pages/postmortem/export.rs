//! What of a postmortem leaves the house: the key of its page, and the dialog that asks.

use crate::{
    backend::ask,
    components::{Button, ButtonKind, Dialog},
    room::tasks::use_tasks,
};
use contract::{ExportPostmortem, PostmortemFormat, Refusal};
use domain::{
    Id,
    document::Postmortem,
    postmortem::{Excerpt, Section},
};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Which postmortem.
#[derive(Clone, PartialEq, Properties)]
pub struct ExportPostmortemProps {
    /// Its record.
    pub id: Id,
    /// How many entries its timeline has.
    pub entries: usize,
    /// How many of them are starred.
    pub starred: usize,
}

impl ExportPostmortemProps {
    /// Of a postmortem.
    pub fn of(id: Id, body: &Postmortem) -> Self {
        let starred = body.timeline.iter().filter(|moment| moment.star).count();
        Self { id, entries: body.timeline.len(), starred }
    }
}

/// The key, and the dialog that it opens.
#[component]
pub fn ExportPostmortemKey(props: &ExportPostmortemProps) -> Html {
    let open = use_state_eq(|| false);
    let to = |on: bool| {
        let open = open.setter();
        Callback::from(move |()| open.set(on))
    };
    html! {
        <>
            <Button act="export-postmortem" onclick={to(true)}>{ "Export…" }</Button>
            if *open { <Asked about={props.clone()} onclose={to(false)} /> }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct AskedProps {
    about: ExportPostmortemProps,
    onclose: Callback<()>,
}

#[component]
fn Asked(props: &AskedProps) -> Html {
    let ExportPostmortemProps { id, entries, starred } = props.about;
    let tasks = use_tasks();
    let excerpt = use_state_eq(Excerpt::default);
    let writing = use_state_eq(|| false);
    let refused = use_state_eq(|| None::<Refusal>);
    let change = |how: fn(&mut Excerpt, bool)| {
        let excerpt = excerpt.clone();
        Callback::from(move |on: bool| {
            let mut now = (*excerpt).clone();
            how(&mut now, on);
            excerpt.set(now);
        })
    };
    let write = |format: PostmortemFormat| {
        let (tasks, excerpt, onclose) = (tasks.clone(), (*excerpt).clone(), props.onclose.clone());
        let (writing, refused) = (writing.setter(), refused.setter());
        Callback::from(move |()| {
            let request = ExportPostmortem { id, format, excerpt: excerpt.clone() };
            let (tasks, onclose, writing, refused) =
                (tasks.clone(), onclose.clone(), writing.clone(), refused.clone());
            writing.set(true);
            spawn_local(async move {
                match ask(request).await {
                    Ok(file) => {
                        tasks.say(format!("It is in {}", file.path));
                        onclose.emit(());
                    }
                    Err(refusal) => refused.set(Some(refusal)),
                }
                writing.set(false);
            });
        })
    };
    let busy = writing.then_some("It is being written.");
    let actions = html! {
        <>
            <Button act="cancel" kind={ButtonKind::Quiet} onclick={props.onclose.clone()}>{ "Cancel" }</Button>
            <Button act="write-markdown" why_not={busy} onclick={write(PostmortemFormat::Markdown)}>{ "Markdown" }</Button>
            <Button act="write-pdf" kind={ButtonKind::Primary} why_not={busy} onclick={write(PostmortemFormat::Pdf)}>{ if *writing { "Writing…" } else { "PDF" } }</Button>
        </>
    };
    let none_starred = (starred == 0).then_some("No entry is starred.");
    html! {
        <Dialog title="What leaves the house" onclose={props.onclose.clone()} {actions}>
            <p class="soft">{ "The first page is always in it: the summary, the line of time, the four metrics, open actions." }</p>
            <fieldset class="checks">
                <legend class="field-label">{ "After it" }</legend>
                { for Section::ALL.iter().map(|section| section_box(&excerpt, *section)) }
            </fieldset>
            <div class="checks">
                { tick("starred", &format!("Of the timeline only what is starred: {starred} of {entries}"), excerpt.starred, none_starred, change(|excerpt, on| excerpt.starred = on)) }
                { tick("redact", "Without names of people and hosts", excerpt.redact, None, change(|excerpt, on| excerpt.redact = on)) }
            </div>
            if let Some(refusal) = &*refused { <p class="field-error" role="alert">{ &refusal.message }</p> }
        </Dialog>
    }
}

fn section_box(excerpt: &UseStateHandle<Excerpt>, section: Section) -> Html {
    let onchange = {
        let excerpt = excerpt.clone();
        Callback::from(move |on: bool| {
            let mut now = (*excerpt).clone();
            now.sections = Section::ALL
                .iter()
                .copied()
                .filter(|one| if *one == section { on } else { excerpt.has(*one) })
                .collect();
            excerpt.set(now);
        })
    };
    tick(section.word(), section.label(), excerpt.has(section), None, onchange)
}

/// One box; `why_not` says why it cannot be ticked.
fn tick(
    name: &'static str,
    words: &str,
    on: bool,
    why_not: Option<&'static str>,
    onchange: Callback<bool>,
) -> Html {
    let onchange = Callback::from(move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            onchange.emit(input.checked());
        }
    });
    html! {
        <label class="check" title={why_not}>
            <input type="checkbox" class="check-box" {name} data-act="in-excerpt" checked={on} disabled={why_not.is_some()} {onchange} />
            <span class="check-words">{ words.to_owned() }</span>
        </label>
    }
}
