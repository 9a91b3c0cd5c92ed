//! A new model: a name, a service, and the three numbers that answer.

use super::inputs::state;
use crate::{
    backend::{self, ask},
    components::{Button, ButtonKind, Dialog},
    known::use_known,
    room::{
        control::{Line, error_of, form},
        draft::{select::Select, typed::number},
        tasks::use_tasks,
        use_list,
    },
    route::Route,
};
use contract::{Code, Create, Refusal};
use domain::{
    Date, Kind, Row,
    capacity::{CapacityModel, InputKey},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::hooks::use_location;

#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    title: String,
    service: String,
    metric: String,
    /// Demand now, growth, ceiling.
    numbers: [String; 3],
}

/// What [`Begin`] takes.
#[derive(PartialEq, Properties)]
pub struct BeginProps {
    /// Begun, or not.
    pub onclose: Callback<()>,
}

/// The dialog. The address may name a service: `?new=yes&service=…`.
#[component]
pub fn Begin(props: &BeginProps) -> Html {
    let known = use_known();
    let tasks = use_tasks();
    let (services, _) = use_list(Kind::Service);
    let services = services.ready().map(|rows| (**rows).clone()).unwrap_or_default();
    let query = use_location().map(|location| location.query_str().to_owned()).unwrap_or_default();
    let asked = query.split_once("service=").map(|(_, id)| id.to_owned()).unwrap_or_default();
    let typed = use_state(|| Typed { service: asked, metric: "requests/sec".to_owned(), ..Typed::default() });
    let refused = use_state(|| None::<Refusal>);
    let set = |change: fn(&mut Typed, String)| {
        let (setter, typed) = (typed.setter(), (*typed).clone());
        Callback::from(move |words: String| {
            let mut typed = typed.clone();
            change(&mut typed, words);
            setter.set(typed);
        })
    };
    let begin = {
        let (typed, services, refused, onclose) =
            ((*typed).clone(), services.clone(), refused.setter(), props.onclose.clone());
        let (by, today) = (known.workspace.facilitator.clone(), known.workspace.zone.date(backend::now()));
        Callback::from(move |()| {
            let model = match model(&typed, &services, &by, today) {
                Ok(model) => model,
                Err(refusal) => return refused.set(Some(refusal)),
            };
            let (refused, onclose, tasks) = (refused.clone(), onclose.clone(), tasks.clone());
            spawn_local(async move {
                match ask(Create { document: model.into() }).await {
                    Ok(record) => {
                        onclose.emit(());
                        tasks.go(Route::CapacityModel { id: record.id });
                    }
                    Err(refusal) => refused.set(Some(refusal)),
                }
            });
        })
    };
    let actions = html! {
        <>
            <Button act="cancel-begin" kind={ButtonKind::Quiet} onclick={props.onclose.clone()}>{ "Cancel" }</Button>
            <Button act="create" kind={ButtonKind::Primary} onclick={begin.clone()}>{ "Create model" }</Button>
        </>
    };
    let inside = fields(&typed, &services, refused.as_ref(), &set);
    let said = |field: &str| field == "title" || field == "metric" || field.starts_with("inputs.");
    let general = refused.as_ref().filter(|refusal| !refusal.field.as_deref().is_some_and(said));
    html! {
        <Dialog title="New capacity model" onclose={props.onclose.clone()} {actions}>
            { form("form", begin, props.onclose.clone(), inside) }
            <p class="field-hint">{ "Three numbers answer at once, as guesses of yours until you say otherwise. Each can wait." }</p>
            if let Some(refusal) = general { <p class="field-error" role="alert">{ &refusal.message }</p> }
        </Dialog>
    }
}

/// The fields: a name, a service, and the three numbers with what they count.
fn fields(
    typed: &Typed,
    services: &[Row],
    refused: Option<&Refusal>,
    set: &impl Fn(fn(&mut Typed, String)) -> Callback<String>,
) -> Html {
    let mut options = vec![(String::new(), "No service".to_owned())];
    options.extend(services.iter().map(|row| (row.id.to_string(), row.title.clone())));
    let error = |name: &str| error_of(refused, name);
    let line = |key, name, label: &'static str, value: &String, example: &'static str, oninput| {
        let error = error(&place(key));
        html! { <Line {name} {label} value={value.clone()} placeholder={example} kind="number" {oninput} {error} /> }
    };
    let [demand, growth, ceiling] = &typed.numbers;
    html! {
        <>
            <Line name="title" label="What it is called" first=true value={typed.title.clone()} placeholder="Checkout, requests"
                oninput={set(|typed, words| typed.title = words)} error={error("title")} />
            <Select scope="begin" name="service" label="Service" act="begin-service" {options} present={typed.service.clone()}
                onsave={set(|typed, words| typed.service = words)} />
            { line(InputKey::DemandNow, "demand", "Demand now, at its daily peak", demand, "2140", set(|typed, words| typed.numbers[0] = words)) }
            <Line name="metric" label="Counted in" value={typed.metric.clone()} placeholder="requests/sec"
                oninput={set(|typed, words| typed.metric = words)} error={error("metric")} />
            { line(InputKey::GrowthPctPerMonth, "growth", "Growth, % a month", growth, "8", set(|typed, words| typed.numbers[1] = words)) }
            { line(InputKey::Ceiling, "ceiling", "Ceiling, what it carries in all", ceiling, "3560", set(|typed, words| typed.numbers[2] = words)) }
            <input type="submit" hidden=true />
        </>
    }
}

/// What was typed, as a model.
fn model(typed: &Typed, services: &[Row], by: &str, today: Date) -> Result<CapacityModel, Refusal> {
    let service = services.iter().find(|row| row.id.to_string() == typed.service);
    let title = match (typed.title.trim(), service) {
        ("", Some(service)) => service.title.as_str(),
        (title, _) => title,
    };
    let mut model = CapacityModel::named(title, by);
    model.service_id = service.map(|row| row.id);
    typed.metric.trim().clone_into(&mut model.metric);
    for (key, text) in InputKey::FIRST.iter().zip(&typed.numbers) {
        let text = if *key == InputKey::GrowthPctPerMonth { text.trim().trim_end_matches('%') } else { text };
        let refuse = |message| Refusal { code: Code::Invalid, message, field: Some(place(*key)) };
        state(&mut model, *key, number(text).map_err(refuse)?, by, today);
    }
    Ok(model)
}

/// The field of a number, as refusals name it.
fn place(key: InputKey) -> String {
    format!("inputs.{}.value", key.word())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::{capacity::CapacityStatus, time::parse_date};

    fn typed(numbers: [&str; 3]) -> Result<CapacityModel, Refusal> {
        let typed =
            Typed { title: " Checkout ".into(), numbers: numbers.map(str::to_owned), ..Typed::default() };
        model(&typed, &[], "Mira", parse_date("2026-11-24").unwrap())
    }

    #[test]
    fn three_numbers_answer_and_each_can_wait() {
        let model = typed(["2 140", "8%", "3560"]).unwrap();
        assert_eq!((model.title.as_str(), model.status()), ("Checkout", CapacityStatus::Answered));
        assert_eq!(model.stated(InputKey::GrowthPctPerMonth), Some(8.0));
        assert_eq!(typed(["2140", "", ""]).unwrap().status(), CapacityStatus::Draft);
    }

    #[test]
    fn what_is_no_number_is_said_beside_its_field() {
        let field = |numbers| typed(numbers).unwrap_err().field.unwrap();
        assert_eq!(field(["many", "8", "1"]), "inputs.demand-now.value");
        assert_eq!(field(["1", "8 or 9", "1"]), "inputs.growth-pct-per-month.value");
    }
}
