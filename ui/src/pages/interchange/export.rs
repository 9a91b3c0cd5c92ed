//! An experiment, or a day that was run, as files for Chaos Toolkit.

use crate::{
    backend::ask,
    components::{Button, ButtonKind, Dialog},
    hooks::part::{Part, use_part},
    room::part::missing,
};
use contract::{ExportChaosToolkit, Exported};
use domain::Id;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What is exported.
#[derive(PartialEq, Properties)]
pub struct ExportKeyProps {
    /// An experiment, or a game day that has begun.
    pub id: Id,
    /// Its full name for those who cannot see what the key belongs to.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// For rows and heads of cards.
    #[prop_or_default]
    pub small: bool,
}

/// The key that opens the dialog; for the page of an experiment or of a day.
#[component]
pub fn ExportKey(props: &ExportKeyProps) -> Html {
    let open = use_state_eq(|| false);
    let show = {
        let open = open.setter();
        Callback::from(move |()| open.set(true))
    };
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    };
    let label = props.label.clone().unwrap_or(AttrValue::Static("Export as Chaos Toolkit"));
    html! {
        <>
            <Button act="export-chaos-toolkit" kind={ButtonKind::Quiet} small={props.small} {label} onclick={show}>{ "Export…" }</Button>
            if *open { <ExportDialog id={props.id} {onclose} /> }
        </>
    }
}

/// What is exported, and what happens when the dialog is done.
#[derive(Clone, PartialEq, Properties)]
pub struct ExportDialogProps {
    /// An experiment, or a game day that has begun.
    pub id: Id,
    /// Done, or not.
    pub onclose: Callback<()>,
}

/// How far the export is.
#[derive(Clone, PartialEq)]
enum Progress {
    Asking,
    Writing,
    Refused(String),
    Done(Vec<Exported>),
}

/// Asks what to hide, writes the files and says where they are. A part of the screen of its own: it can be asked for in every
/// room, and few ask.
#[component]
pub fn ExportDialog(props: &ExportDialogProps) -> Html {
    match use_part(export) {
        Part::Ready(draw) => draw(props.clone()),
        Part::Loading => Html::default(),
        Part::Failed(again) => missing(again),
    }
}

#[wasm_split(export, fallible)]
fn export() -> Result<fn(ExportDialogProps) -> Html, SplitLoaderError> {
    Ok(|props| html! { <Writing ..props /> })
}

#[component]
fn Writing(props: &ExportDialogProps) -> Html {
    let redact = use_state_eq(|| true);
    let secrets = use_state_eq(|| false);
    let progress = use_state(|| Progress::Asking);
    let ticked = |tick: &UseStateHandle<bool>| {
        let tick = tick.setter();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                tick.set(input.checked());
            }
        })
    };
    let write = {
        let (id, redact, secrets, progress) = (props.id, *redact, *secrets, progress.setter());
        Callback::from(move |()| {
            let progress = progress.clone();
            progress.set(Progress::Writing);
            spawn_local(async move {
                progress.set(match ask(ExportChaosToolkit { id, redact, secrets }).await {
                    Ok(files) => Progress::Done(files),
                    Err(refusal) => Progress::Refused(refusal.message),
                });
            });
        })
    };
    let writing = (*progress == Progress::Writing).then_some("The files are being written.");
    let actions = if matches!(*progress, Progress::Done(_)) {
        html! { <Button act="exported" kind={ButtonKind::Primary} onclick={props.onclose.clone()}>{ "Done" }</Button> }
    } else {
        html! {
            <>
                <Button kind={ButtonKind::Quiet} onclick={props.onclose.clone()}>{ "Cancel" }</Button>
                <Button act="write-export" kind={ButtonKind::Primary} why_not={writing} onclick={write}>{ "Export" }</Button>
            </>
        }
    };
    let body = match &*progress {
        Progress::Done(files) => written(files),
        asking => html! {
            <>
                <p class="soft">{ "Chaos Toolkit reads the files as they are: an experiment with its probes, or a journal of each experiment that was run. They go into the folder “reports” beside the workspace." }</p>
                <label class="check">
                    <input type="checkbox" class="check-box" name="redact" data-act="redact" data-first="" checked={*redact} onchange={ticked(&redact)} />
                    <span class="check-words">
                        { "Hide names, addresses and secrets" }
                        <span class="check-detail">{ "Names of machines and people, mail addresses, folders of users, passwords and tokens become stand-ins. Leave it on for files that leave the house." }</span>
                    </span>
                </label>
                if !*redact {
                    <label class="check">
                        <input type="checkbox" class="check-box" name="secrets" data-act="secrets" checked={*secrets} onchange={ticked(&secrets)} />
                        <span class="check-words">
                            { "Secrets may go out as well" }
                            <span class="check-detail">{ "Without it, a file that holds passwords or tokens is not written." }</span>
                        </span>
                    </label>
                }
                if let Progress::Refused(words) = asking { <p class="field-error" role="alert">{ words }</p> }
            </>
        },
    };
    html! { <Dialog title="Export as Chaos Toolkit" onclose={props.onclose.clone()} {actions}>{ body }</Dialog> }
}

fn written(files: &[Exported]) -> Html {
    let mut notes: Vec<&String> = files.iter().flat_map(|file| &file.warnings).collect();
    notes.dedup(); // journals of copies of one experiment say the same
    html! {
        <div role="status" data-act="export-written">
            <p class="soft">{ if files.len() == 1 { "One file was written:".to_owned() } else { format!("{} files were written:", files.len()) } }</p>
            <ul class="import-lines">
                { for files.iter().map(|file| html! {
                    <li class="import-path"><span class="mono">{ &file.path }</span><span class="muted num nowrap">{ size(file.size_bytes) }</span></li>
                }) }
            </ul>
            if !notes.is_empty() {
                <ul class="import-lines" data-act="export-warnings">
                    { for notes.into_iter().map(|words| html! {
                        <li class="import-line"><i class="shape" data-state="watch" aria-hidden="true" /><span>{ words }</span></li>
                    }) }
                </ul>
            }
        </div>
    }
}

fn size(bytes: u64) -> String {
    if bytes < 1_000 { format!("{bytes} bytes") } else { format!("{} kB", bytes.div_ceil(1_000)) }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_rounded_up() {
        assert_eq!([size(0), size(999), size(1_000), size(1_001)], ["0 bytes", "999 bytes", "1 kB", "2 kB"]);
    }
}
