//! Declaring an incident: a name, a field of the matrix, Enter. All else can wait.

use super::{
    extent::{Chosen, picker},
    origin::Origin,
};
use crate::{
    backend::{self, ask},
    components::{Button, ButtonKind, Dialog},
    hooks::kept::{Kept, use_kept},
    known::use_known,
    room::{
        control::{Line, error_of, form},
        draft::select::Select,
        tasks::{Tasks, use_tasks},
        use_list,
    },
    route::Route,
};
use contract::{Code, Declare, Refusal};
use domain::{
    Id, Instant, Kind, Zone,
    incident::{
        channel,
        run::{Declaration, Duty, OnDuty},
        time::typed,
    },
};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::hooks::use_location;

/// What [`DeclareDialog`] takes.
#[derive(PartialEq, Properties)]
pub struct DeclareProps {
    /// Declared, or not.
    pub onclose: Callback<()>,
}

/// The words of the dialog, which come back whatever happens to the window.
struct Words {
    title: Kept,
    affected: Kept,
    commander: Kept,
    impact: Kept,
    detected: Kept,
}

impl Words {
    const fn all(&self) -> [&Kept; 5] {
        [&self.title, &self.affected, &self.commander, &self.impact, &self.detected]
    }
}

/// The dialog. The address may name a service: `?new=yes&service=…`.
#[component]
pub fn DeclareDialog(props: &DeclareProps) -> Html {
    let known = use_known();
    let tasks = use_tasks();
    let zone = known.workspace.zone;
    let (services, _) = use_list(Kind::Service);
    let query = use_location().map(|location| location.query_str().to_owned()).unwrap_or_default();
    let asked =
        |name: &str| query.split(['?', '&']).find_map(|part| part.strip_prefix(name)).unwrap_or_default();
    let origin: Option<Id> = asked("origin=").parse().ok();
    let asked = asked("service=").to_owned();
    let service = use_state(|| asked);
    let chosen = use_state(Chosen::default);
    let refused = use_state(|| None::<Refusal>);
    let kept = |place: &str| format!("declare/{place}");
    let words = Rc::new(Words {
        title: use_kept(kept("title")),
        affected: use_kept(kept("affected")),
        commander: use_kept(kept("commander")),
        impact: use_kept(kept("impact")),
        detected: use_kept(kept("detected")),
    });
    let declare = {
        let asked = Declared { chosen: (*chosen).clone(), service: (*service).clone(), origin, zone };
        declares(asked, &words, refused.setter(), &tasks, props.onclose.clone())
    };
    let severity = chosen.severity();
    let primary = severity.map_or_else(|| "Declare".to_owned(), |severity| format!("Declare {severity}"));
    let why_not = severity.is_none().then_some("Choose what is broken, and for how many.");
    let actions = html! {
        <>
            <Button act="cancel-declare" kind={ButtonKind::Quiet} onclick={props.onclose.clone()}>{ "Cancel" }</Button>
            <Button act="confirm-declare" kind={ButtonKind::Primary} keys="Enter" onclick={declare.clone()} {why_not}>{ primary }</Button>
        </>
    };
    let mut options = vec![(String::new(), "Not stated".to_owned())];
    options.extend(
        services
            .ready()
            .into_iter()
            .flat_map(|rows| rows.iter().map(|row| (row.id.to_string(), row.title.clone()))),
    );
    let onpick = {
        let chosen = chosen.setter();
        Callback::from(move |pick| chosen.set(pick))
    };
    let onservice = {
        let service = service.setter();
        Callback::from(move |id| service.set(id))
    };
    let named = channel(zone.date(backend::now()), &words.title.text());
    let service = html! {
        <Select scope="declare" name="service_id" label="Service" act="declare-service" {options} present={(*service).clone()} onsave={onservice} />
    };
    let inside = fields(&words, refused.as_ref(), origin, picker(&chosen, &onpick, &declare), service);
    let said = ["title", "impact_began", "detected", "commander", "affected"];
    let general = refused
        .as_ref()
        .filter(|refusal| !refusal.field.as_deref().is_some_and(|field| said.contains(&field)));
    html! {
        <Dialog title="Declare an incident" onclose={props.onclose.clone()} {actions} wide=true>
            { form("form", declare, props.onclose.clone(), inside) }
            <p class="field-hint">{ "People will talk in " }<b class="mono" data-act="channel">{ named }</b>{ ". A name and a field of the matrix are enough; the rest can be said later." }</p>
            if let Some(refusal) = general { <p class="field-error" role="alert">{ &refusal.message }</p> }
        </Dialog>
    }
}

/// What was chosen in the dialog, besides its words.
struct Declared {
    chosen: Chosen,
    service: String,
    origin: Option<Id>,
    zone: Zone,
}

/// Declares it, and goes to its console; what is refused is said in the dialog.
fn declares(
    asked: Declared,
    words: &Rc<Words>,
    refused: UseStateSetter<Option<Refusal>>,
    tasks: &Tasks,
    onclose: Callback<()>,
) -> Callback<()> {
    let (words, tasks) = (Rc::clone(words), tasks.clone());
    Callback::from(move |()| {
        let declared = declaration(&words, &asked.chosen, &asked.service, backend::now(), asked.zone);
        let declaration = match declared {
            Ok(declaration) => Declaration { origin: asked.origin, ..declaration },
            Err(refusal) => return refused.set(Some(refusal)),
        };
        let (words, refused) = (Rc::clone(&words), refused.clone());
        let (onclose, tasks) = (onclose.clone(), tasks.clone());
        spawn_local(async move {
            match ask(Declare { declaration }).await {
                Ok(record) => {
                    words.all().into_iter().for_each(Kept::done);
                    onclose.emit(());
                    tasks.go(Route::Incident { id: record.id });
                }
                Err(refusal) => refused.set(Some(refusal)),
            }
        });
    })
}

/// The fields, in the order in which they are wanted.
fn fields(words: &Words, refused: Option<&Refusal>, origin: Option<Id>, picker: Html, service: Html) -> Html {
    let line = |name: &'static str, label: &'static str, kept: &Kept, example: &'static str, first: bool| {
        let error = error_of(refused, name);
        html! { <Line {name} {label} {first} value={kept.text()} oninput={kept.typed()} placeholder={example} {error} /> }
    };
    html! {
        <>
            if let Some(day) = origin { <span class="wide"><Origin {day} onpick={words.title.typed()} /></span> }
            <span class="wide">{ line("title", "What is wrong", &words.title, "Checkout errors after the pricing deploy", true) }</span>
            <div class="wide">{ picker }</div>
            { line("commander", "Who commands", &words.commander, "Nobody yet", false) }
            { service }
            <span class="wide">{ line("affected", "Who is affected, and how", &words.affected, "New carts fail at payment", false) }</span>
            { line("impact_began", "Impact began", &words.impact, "14:02, where you know", false) }
            { line("detected", "Noticed", &words.detected, "14:05, where you know", false) }
            <input type="submit" hidden=true />
        </>
    }
}

fn declaration(
    words: &Words,
    chosen: &Chosen,
    service: &str,
    now: Instant,
    zone: Zone,
) -> Result<Declaration, Refusal> {
    let refuse = |field: &str, message: &str| Refusal {
        code: Code::Invalid,
        message: message.to_owned(),
        field: Some(field.to_owned()),
    };
    let time = |field: &str, kept: &Kept| match kept.text().trim() {
        "" => Ok(None),
        text => typed(text, now, zone).map(Some).map_err(|message| refuse(field, &message)),
    };
    let (extent, severity) = chosen
        .extent()
        .zip(chosen.severity())
        .ok_or_else(|| refuse("extent", "Choose what is broken, and for how many."))?;
    let commander = words.commander.text().trim().to_owned();
    let commander = (!commander.is_empty()).then_some(OnDuty { name: commander, duty: Duty::Commander });
    Ok(Declaration {
        title: words.title.text().trim().to_owned(),
        extent,
        severity,
        service_id: service.parse().ok(),
        service: None,
        people: commander.into_iter().collect(),
        channel: String::new(),
        affected: words.affected.text().trim().to_owned(),
        impact_began: time("impact_began", &words.impact)?,
        detected: time("detected", &words.detected)?,
        acknowledged: None,
        origin: None,
    })
}
