//! Other workspaces: those that were open lately, any other file, and new ones. One of them takes the place of this one.

use super::zones;
use crate::{
    backend::ask,
    closing::write_all,
    components::{Button, ButtonKind, Card, Dialog, Pill, State},
    hooks::{
        kept::{keep, kept},
        loaded::use_loaded,
        part::{Part, use_part},
    },
    known::use_known,
    room::{
        choice::Deed,
        control::{Line, error_of, form},
        part::missing,
        row::quiet_key,
        tasks::use_tasks,
    },
    route::Route,
};
use contract::{
    ForgetWorkspace, NewWorkspace, OpenWorkspace, RecentWorkspace, RecentWorkspaces, Refusal, Request,
};
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;
use yew_router::{Routable, hooks::use_location};

/// What the palette offers of it.
pub const CHOICES: &[(&str, Deed)] = &[
    ("Open another workspace…", Deed::Show(Route::Settings, OPEN)),
    ("New workspace…", Deed::Show(Route::Settings, NEW)),
    ("Workspaces that were open lately", Deed::Go(Route::Settings)),
];

/// The dialogs, as an address names them.
const OPEN: &str = "open-workspace";
const NEW: &str = "new-workspace";

/// The card of the settings, with its two dialogs. Which of them is open, the address says.
#[component]
pub fn WorkspacesCard() -> Html {
    let (known, tasks) = (use_known(), use_tasks());
    let query = use_location().map(|location| location.query_str().to_owned()).unwrap_or_default();
    let why_not = (!known.running.is_empty())
        .then_some("A run is in progress. End it before you leave this workspace.");
    let close = Callback::from(move |()| tasks.go(Route::Settings));
    let key = |act: &'static str, words: &'static str| {
        let href = format!("#{}?show={act}", Route::Settings.to_path());
        html! { <a class="button" data-kind="plain" data-act={act} {href}>{ words }</a> }
    };
    html! {
        <Card title="Workspaces" flush=true>
            <RecentList why_not={why_not} />
            <div class="card-body line">
                { key(OPEN, "Open another workspace…") }
                { key(NEW, "New workspace…") }
            </div>
            if query.ends_with(&format!("show={OPEN}")) {
                <Dialog title="Open another workspace" onclose={close.clone()}>
                    <OpenForm {why_not} onclose={close.clone()} />
                </Dialog>
            }
            if query.ends_with(&format!("show={NEW}")) { <NewDialog {why_not} onclose={close.clone()} /> }
        </Card>
    }
}

/// What lists and forms of workspaces take.
#[derive(PartialEq, Properties)]
pub struct OthersProps {
    /// Why this workspace cannot be left now.
    #[prop_or_default]
    pub why_not: Option<&'static str>,
    /// Puts the form away, where it can be put away.
    #[prop_or_default]
    pub onclose: Option<Callback<()>>,
}

/// The way to another workspace where this one cannot be shown: a part of the screen of its own, for who never needs it.
#[component]
pub fn WayOut() -> Html {
    match use_part(way_out) {
        Part::Ready(draw) => draw(),
        Part::Loading => Html::default(),
        Part::Failed(again) => missing(again),
    }
}

#[wasm_split(way_out, fallible)]
fn way_out() -> Result<fn() -> Html, SplitLoaderError> {
    Ok(|| html! { <><RecentList /><div class="card-body"><OpenForm /></div></> })
}

/// The workspaces that were open lately.
#[component]
fn RecentList(props: &OthersProps) -> Html {
    let (recent, again) = use_loaded(RecentWorkspaces {}, |_, _| false);
    let (going, go) = use_going();
    let forgotten = {
        let refused = going.refused.setter();
        Callback::from(move |path: String| {
            let (again, refused) = (again.clone(), refused.clone());
            spawn_local(async move {
                match ask(ForgetWorkspace { path }).await {
                    Ok(()) => again.emit(()),
                    Err(refusal) => refused.set(Some(refusal)),
                }
            });
        })
    };
    let Some(rows) = recent.ready().filter(|rows| !rows.is_empty()) else { return Html::default() };
    let why_not = going.why_not(props.why_not);
    html! {
        <>
            <ul class="run-list" data-act="recent-workspaces">
                { for rows.iter().map(|row| line(row, why_not, &go, &forgotten)) }
            </ul>
            if going.refused.is_some() { <div class="card-body">{ going.said() }</div> }
        </>
    }
}

fn line(
    row: &RecentWorkspace,
    why_not: Option<&'static str>,
    go: &Callback<OpenWorkspace>,
    forget: &Callback<String>,
) -> Html {
    let (to_open, to_forget) = (row.path.clone(), row.path.clone());
    let open = go.reform(move |()| OpenWorkspace { path: to_open.clone() });
    let forget = forget.reform(move |()| to_forget.clone());
    html! {
        <li class="run-row" key={row.path.clone()} data-id={row.path.clone()}>
            <span class="run-row-words">{ &row.name }<span class="cell-sub mono">{ &row.path }</span></span>
            if row.open {
                <Pill state={State::Good}>{ "Open here" }</Pill>
            } else {
                if row.there {
                    <Button act="open-recent" small=true {why_not} label={format!("Open “{}”", row.name)} onclick={open}>{ "Open" }</Button>
                } else {
                    <Pill state={State::Off}>{ "Not there" }</Pill>
                }
                { quiet_key("forget-workspace", "Take off the list", format!("Take “{}” off the list; the file stays", row.name), forget) }
            }
        </li>
    }
}

/// Asks where the file is.
#[component]
fn OpenForm(props: &OthersProps) -> Html {
    let path = use_state(String::new);
    let (going, go) = use_going();
    let open = {
        let (path, may) = (path.trim().to_owned(), going.why_not(props.why_not).is_none());
        Callback::from(move |()| {
            if may && !path.is_empty() {
                go.emit(OpenWorkspace { path: path.clone() });
            }
        })
    };
    let why_not =
        going.why_not(props.why_not).or_else(|| path.trim().is_empty().then_some("Write where the file is."));
    let oninput = {
        let (path, refused) = (path.setter(), going.refused.setter());
        Callback::from(move |typed| {
            refused.set(None); // it was about what stood there before
            path.set(typed);
        })
    };
    // Where there is no way back, something else is the first thing to try.
    let kind = if props.onclose.is_some() { ButtonKind::Primary } else { ButtonKind::Plain };
    let inside = html! {
        <>
            <span class="wide"><Line name="open_path" label="The workspace file" first=true value={(*path).clone()}
                {oninput} placeholder="/home/lena/harbour.readyroom" /></span>
            <div class="wide line">
                <Button act="confirm-open-workspace" {kind} {why_not} onclick={open.clone()}>{ "Open" }</Button>
                if let Some(onclose) = &props.onclose {
                    <Button kind={ButtonKind::Quiet} onclick={onclose.clone()}>{ "Cancel" }</Button>
                }
            </div>
            <input type="submit" hidden=true />
        </>
    };
    let onescape = props.onclose.clone().unwrap_or_default();
    html! {
        <div class="stack" data-gap="small">
            { form("form", open, onescape, inside) }
            { going.said() }
            if let Some(words) = props.why_not { <p class="soft" data-act="why-not">{ words }</p> }
            if props.onclose.is_some() && props.why_not.is_none() { <p class="soft">{ "What stands in the fields of this window is written first. The other workspace takes its place, and the stage goes away." }</p> }
        </div>
    }
}

/// The fields of [`NewDialog`], by the place where each is kept until a workspace was made of it.
const NEW_FIELDS: [&str; 4] =
    ["new-workspace/name", "new-workspace/facilitator", "new-workspace/zone", "new-workspace/path"];

fn forget_new() {
    NEW_FIELDS.iter().for_each(|place| keep(place, ""));
}

/// What stands in [`NEW_FIELDS`], and what hears one of them change: what was begun before, or the person and the zone of this
/// workspace.
#[hook]
fn use_new_words(
    refused: &UseStateHandle<Option<Refusal>>,
) -> (UseStateHandle<[String; 4]>, Callback<(usize, String)>) {
    let workspace = &use_known().workspace;
    let [name, facilitator, zone, path] = NEW_FIELDS;
    let first =
        [(name, ""), (facilitator, &workspace.facilitator), (zone, workspace.zone.name()), (path, "")];
    let words = use_state(|| first.map(|(place, first)| kept(place).unwrap_or_else(|| first.to_owned())));
    {
        // They are forgotten in the file of this workspace before another takes its place. It did not: they are not forgotten.
        let words = words.clone();
        use_effect_with((**refused).clone(), move |refused| {
            if refused.is_some() {
                NEW_FIELDS.iter().zip(&*words).for_each(|(place, words)| keep(place, words));
            }
        });
    }
    let change = {
        let (words, refused) = (words.clone(), refused.setter());
        Callback::from(move |(field, typed): (usize, String)| {
            let mut all = (*words).clone();
            if let (Some(one), Some(place)) = (all.get_mut(field), NEW_FIELDS.get(field)) {
                keep(place, &typed);
                *one = typed;
            }
            refused.set(None); // it was about what stood there before
            words.set(all);
        })
    };
    (words, change)
}

/// Asks for what a new workspace needs.
#[component]
fn NewDialog(props: &OthersProps) -> Html {
    let (going, go) = use_going();
    let (words, change) = use_new_words(&going.refused);
    let [name, facilitator, zone, path] = &*words;
    let typed = |field: usize| change.reform(move |words| (field, words));
    let make = {
        let refused = going.refused.setter();
        let (path, name) = (path.trim().to_owned(), name.trim().to_owned());
        let (facilitator, zone) = (facilitator.trim().to_owned(), zone.trim().to_owned());
        let may = going.why_not(props.why_not).is_none() && !path.is_empty();
        Callback::from(move |()| {
            let (path, name, facilitator) = (path.clone(), name.clone(), facilitator.clone());
            match zone.parse() {
                Ok(zone) if may => {
                    forget_new();
                    go.emit(NewWorkspace { path, name, facilitator, zone });
                }
                Ok(_) => {}
                Err(words) => refused.set(Some(domain::text::Invalid::new("zone", words).into())),
            }
        })
    };
    let why_not = going
        .why_not(props.why_not)
        .or_else(|| path.trim().is_empty().then_some("Write where the file shall be."));
    let error = |field: &str| error_of(going.refused.as_ref(), field);
    let onclose = props.onclose.clone().unwrap_or_default();
    let inside = html! {
        <>
            <Line name="new_name" label="Name" first=true value={name.clone()} oninput={typed(0)} error={error("name")}
                placeholder="Harbour reliability reviews" />
            <Line name="new_facilitator" label="Who sits at this laptop" value={facilitator.clone()} oninput={typed(1)}
                error={error("facilitator")} />
            <Line name="new_zone" label="Time zone" value={zone.clone()} oninput={typed(2)} error={error("zone")}
                suggestions={zones()} />
            <span class="wide"><Line name="new_path" label="A file that is not there yet" value={path.clone()} oninput={typed(3)}
                error={error("path")} placeholder="/home/lena/harbour.readyroom" /></span>
            <input type="submit" hidden=true />
        </>
    };
    let cancel = onclose.reform(|()| forget_new());
    let actions = html! {
        <>
            <Button kind={ButtonKind::Quiet} onclick={cancel}>{ "Cancel" }</Button>
            <Button act="confirm-new-workspace" kind={ButtonKind::Primary} {why_not} onclick={make.clone()}>{ "Make and open it" }</Button>
        </>
    };
    html! {
        <Dialog title="New workspace" onclose={onclose.clone()} {actions}>
            { form("form", make, onclose, inside) }
            if going.refused.as_ref().is_some_and(|refusal| refusal.field.is_none()) { { going.said() } }
            if let Some(words) = props.why_not { <p class="soft" data-act="why-not">{ words }</p> }
        </Dialog>
    }
}

/// The way to another workspace.
struct Going {
    /// Whether the answer is waited for.
    underway: UseStateHandle<bool>,
    /// Why this one is still open.
    refused: UseStateHandle<Option<Refusal>>,
}

impl Going {
    fn why_not(&self, otherwise: Option<&'static str>) -> Option<&'static str> {
        if *self.underway { Some("The other workspace is being opened.") } else { otherwise }
    }

    /// The words of a refusal.
    fn said(&self) -> Html {
        match &*self.refused {
            Some(refusal) if !*self.underway => html! {
                <p class="field-error" role="alert" data-act="workspace-refused">{ &refusal.message }</p>
            },
            _ => Html::default(),
        }
    }
}

/// Goes to another workspace: what stands in the fields of this one is written first. When the other one is open, every
/// window begins anew; until then nothing here has changed.
#[hook]
fn use_going<R: Request<Reply = ()> + 'static>() -> (Going, Callback<R>) {
    let going = Going { underway: use_state(|| false), refused: use_state(|| None) };
    let (underway, refused) = (going.underway.setter(), going.refused.setter());
    let go = Callback::from(move |request: R| {
        let (underway, refused) = (underway.clone(), refused.clone());
        underway.set(true);
        spawn_local(async move {
            write_all().await;
            if let Err(refusal) = ask(request).await {
                refused.set(Some(refusal));
                underway.set(false);
            }
        });
    });
    (going, go)
}
