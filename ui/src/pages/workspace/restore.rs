//! A copy takes the place of the workspace: first it is looked at, then a person decides.

use crate::{
    backend::ask,
    closing::write_all,
    components::{Button, ButtonKind, Card},
    known::use_known,
    room::control::{Line, form},
};
use contract::{PreviewRestore, Refusal, Restore};
use domain::{Zone, restorable::Restorable};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How far somebody has come.
#[derive(Clone, PartialEq)]
enum Progress {
    /// No copy was looked at.
    Nothing,
    /// A question is on its way.
    Asked,
    /// This is what the copy holds.
    Seen(Box<Restorable>),
    /// It cannot be restored, and why.
    Refused(Refusal),
}

/// The card.
#[component]
pub fn RestoreCard() -> Html {
    let known = use_known();
    let path = use_state(String::new);
    let progress = use_state(|| Progress::Nothing);
    let look = {
        let (path, progress) = (path.trim().to_owned(), progress.setter());
        Callback::from(move |()| {
            let (path, progress) = (path.clone(), progress.clone());
            progress.set(Progress::Asked);
            spawn_local(async move {
                progress.set(match ask(PreviewRestore { path }).await {
                    Ok(copy) => Progress::Seen(Box::new(copy)),
                    Err(refusal) => Progress::Refused(refusal),
                });
            });
        })
    };
    let restore = {
        let (path, progress) = (path.trim().to_owned(), progress.setter());
        Callback::from(move |()| {
            let (path, progress) = (path.clone(), progress.clone());
            progress.set(Progress::Asked);
            spawn_local(async move {
                write_all().await;
                // Every window begins anew with what the copy holds, as soon as it has taken the place.
                if let Err(refusal) = ask(Restore { path, other: false }).await {
                    progress.set(Progress::Refused(refusal));
                }
            });
        })
    };
    let oninput = {
        let (path, progress) = (path.setter(), progress.setter());
        Callback::from(move |words: String| {
            path.set(words);
            progress.set(Progress::Nothing);
        })
    };
    let busy = *progress == Progress::Asked;
    let why_not = match (busy, path.trim().is_empty()) {
        (true, _) => Some("The copy is being read."),
        (_, true) => Some("Write where the copy is."),
        _ => None,
    };
    let inside = html! {
        <>
            <span class="wide"><Line name="path" label="A copy of this workspace" value={(*path).clone()} {oninput}
                placeholder="/home/lena/backups/harbour-2026-11-20.readyroom" /></span>
            <span><Button act="look-at-copy" {why_not} onclick={look.clone()}>{ "Look at it" }</Button></span>
            <input type="submit" hidden=true />
        </>
    };
    html! {
        <Card title="Restore a copy">
            <div class="stack" data-gap="small">
                { form("form", look, Callback::noop(), inside) }
                { match &*progress {
                    Progress::Nothing | Progress::Asked => Html::default(),
                    Progress::Refused(refusal) => html! { <p class="field-error" role="alert" data-act="restore-refused">{ &refusal.message }</p> },
                    Progress::Seen(copy) => seen(copy, known.workspace.zone, restore),
                } }
            </div>
        </Card>
    }
}

/// What the copy holds and lacks, and the key that puts it in place.
fn seen(copy: &Restorable, zone: Zone, restore: Callback<()>) -> Html {
    let records = copy.records.iter().filter(|(_, count)| *count > 0);
    let records: Vec<String> = records.map(|(kind, count)| format!("{count} {}", kind.word())).collect();
    let written = copy.written_at.map_or_else(|| "not recorded".to_owned(), |at| zone.long(at));
    let lacks = match copy.lacking {
        None => "What this workspace holds now cannot be read.".to_owned(),
        Some(lacking) if lacking.versions + lacking.entries == 0 => {
            "Nothing that this workspace holds.".to_owned()
        }
        Some(lacking) => {
            format!(
                "{} versions of records and {} journal entries of this workspace.",
                lacking.versions, lacking.entries
            )
        }
    };
    let why_not =
        (!copy.faults.is_empty()).then_some("A copy with faults does not take the place of a sound file.");
    html! {
        <div class="stack" data-gap="small" data-act="restore-preview">
            <dl class="facts">
                <dt>{ "Workspace" }</dt><dd>{ &copy.name }</dd>
                <dt>{ "Last written" }</dt><dd class="num">{ written }</dd>
                <dt>{ "Holds" }</dt><dd class="num">{ format!("{}; {} journal entries", records.join(", "), copy.entries) }</dd>
                <dt>{ "Lacks" }</dt><dd class="num">{ lacks }</dd>
            </dl>
            { for copy.faults.iter().map(|fault| html! { <p class="field-error">{ fault }</p> }) }
            <p class="soft">{ "The file that is open now is kept beside it, under another name." }</p>
            <span><Button act="restore" kind={ButtonKind::Primary} {why_not} onclick={restore}>{ "Put it in place" }</Button></span>
        </div>
    }
}
