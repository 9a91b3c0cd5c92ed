//! A copy takes the place of the workspace: first it is looked at, then a person decides.

use crate::{
    backend::ask,
    closing::{begin_anew, write_all},
    components::{Banner, Button, ButtonKind, Card, State},
    known::use_known,
    room::control::{Line, form},
    route::Route,
};
use contract::{PreviewRestore, Refusal, Restore};
use domain::{Zone, restorable::Restorable, text::capital};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew_router::{Routable, hooks::use_location};

/// How an address begins to say where the file is that gave way.
const KEPT: &str = "kept=";

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
    let meant = use_state_eq(|| false);
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
        let (path, progress, other) = (path.trim().to_owned(), progress.setter(), *meant);
        Callback::from(move |()| {
            let (path, progress) = (path.clone(), progress.clone());
            progress.set(Progress::Asked);
            spawn_local(async move {
                write_all().await;
                // Every window begins anew with what the copy holds, as soon as it has taken the place.
                match ask(Restore { path, other }).await {
                    Ok(kept) => {
                        let kept = js_sys::encode_uri_component(&kept);
                        begin_anew(&format!("{}?{KEPT}{kept}", Route::Settings.to_path()));
                    }
                    Err(refusal) => progress.set(Progress::Refused(refusal)),
                }
            });
        })
    };
    let oninput = {
        let (path, progress, meant) = (path.setter(), progress.setter(), meant.setter());
        Callback::from(move |words: String| {
            path.set(words);
            meant.set(false);
            progress.set(Progress::Nothing);
        })
    };
    let why_not = why_not(&progress, &path);
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
                    Progress::Seen(copy) => seen(copy, known.workspace.zone, &meant, restore),
                } }
            </div>
        </Card>
    }
}

/// Why no copy can be looked at now.
fn why_not(progress: &Progress, path: &str) -> Option<&'static str> {
    match (progress, path.trim().is_empty()) {
        (Progress::Asked, _) => Some("The copy is being read."),
        (_, true) => Some("Write where the copy is."),
        _ => None,
    }
}

/// Says that a copy has taken the place, and where the file is that gave way: the address knows it.
#[component]
pub fn Restored() -> Html {
    let query = use_location().map(|location| location.query_str().to_owned()).unwrap_or_default();
    let kept = query.trim_start_matches('?').strip_prefix(KEPT);
    let Some(kept) = kept.and_then(|kept| js_sys::decode_uri_component(kept).ok()) else {
        return Html::default();
    };
    html! {
        <Banner state={State::Good}>
            <span data-act="restored">{ "The copy is in place. The file that was open before is now " }<span class="mono">{ String::from(kept) }</span></span>
        </Banner>
    }
}

/// What the copy holds and lacks, and the key that puts it in place.
fn seen(copy: &Restorable, zone: Zone, meant: &UseStateHandle<bool>, restore: Callback<()>) -> Html {
    let written = copy.written_at.map_or_else(|| "not recorded".to_owned(), |at| zone.long(at));
    let lacks = copy.lacks().map_or_else(
        || "What this workspace holds now cannot be read.".to_owned(),
        |lacks| format!("{} that this workspace holds.", capital(&lacks)),
    );
    let why_not = match (copy.faults.is_empty(), copy.is_other && !**meant) {
        (false, _) => Some("A copy with faults does not take the place of a sound file."),
        (_, true) => Some("Say first that another workspace is meant."),
        _ => None,
    };
    let onchange = {
        let meant = meant.setter();
        Callback::from(move |event: Event| {
            meant.set(event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked()));
        })
    };
    html! {
        <div class="stack" data-gap="small" data-act="restore-preview">
            <dl class="facts">
                <dt>{ "Workspace" }</dt><dd>{ &copy.name }</dd>
                <dt>{ "Last written" }</dt><dd class="num">{ written }</dd>
                <dt>{ "Holds" }</dt><dd class="num">{ capital(&copy.holds()) }</dd>
                <dt>{ "Lacks" }</dt><dd class="num">{ lacks }</dd>
            </dl>
            if copy.is_other {
                <p class="field-error" data-act="other-workspace">{ "This is a copy of another workspace." }</p>
                <label class="check">
                    <input type="checkbox" class="check-box" name="other_meant" data-act="other-meant" checked={**meant} {onchange} />
                    <span class="check-words">{ "Put the other workspace in the place of this one" }</span>
                </label>
            }
            { for copy.faults.iter().map(|fault| html! { <p class="field-error">{ fault }</p> }) }
            <p class="soft">{ "The file that is open now is kept beside it, under another name." }</p>
            <span><Button act="restore" kind={ButtonKind::Primary} {why_not} onclick={restore}>{ "Put it in place" }</Button></span>
        </div>
    }
}
