//! Why it happened: one graph of factors, seen as five whys and as a fishbone.

use super::{drawn::Drawn, record::PartProps};
use crate::{
    components::{Button, Card, EmptyState, Shape, State},
    room::{
        draft::{Adder, Form, at, in_row, remove_row},
        tasks::use_tasks,
        words::count,
    },
};
use contract::PostmortemDrawn;
use domain::{
    document::Postmortem,
    postmortem::{Category, Factor, Role, chains},
    text::clip,
};
use yew::prelude::*;

const ROWS: fn(&mut Postmortem) -> &mut Vec<Factor> = |body| &mut body.factors;

/// The card.
#[component]
pub fn Why(props: &PartProps) -> Html {
    let fishbone = use_state_eq(|| false);
    let draft = &props.draft;
    let form = Form { draft, locked: props.locked };
    let body = draft.body().clone();
    let onadd = draft.set(|body: &mut Postmortem, text: String| {
        let (key, answers) = (body.next_factor(), body.factors.last().map(|last| last.key));
        body.factors.push(Factor { key, text, category: None, role: None, answers, moments: Vec::new() });
    });
    let tab = |words: &'static str, act: &'static str, on: bool| {
        let setter = fishbone.setter();
        let onclick = Callback::from(move |()| setter.set(on));
        html! { <Button {act} small=true pressed={*fishbone == on} {onclick}>{ words }</Button> }
    };
    let aside = html! { <div class="choice" role="group" aria-label="As">{ tab("Five whys", "as-whys", false) }{ tab("Fishbone", "as-fishbone", true) }</div> };
    html! {
        <Card title="Why it happened" {aside} class="why">
            { form.prose(at("root_cause", "Root cause, in depth").wide(), &body.root_cause, |body, text| body.root_cause = text) }
            if *fishbone { <Drawn id={draft.id()} chart={PostmortemDrawn::Fishbone} /> } else { { whys(props, &body) } }
            if body.factors.is_empty() {
                <EmptyState title="No factor yet" words="Begin with what users saw, then ask why. Each answer is a factor; one that has no action and no further why is marked." />
            } else {
                <ul class="factors">{ for body.factors.iter().enumerate().map(|(place, factor)| html! {
                    <Row key={factor.key} part={props.clone()} {place} factor={factor.clone()} />
                }) }</ul>
            }
            if !props.locked { <Adder field="factors" label="A factor" placeholder="Because…, Enter to add" act="add-factor" {onadd} /> }
            <p class="muted">{ count(body.factors.len(), "factor") }</p>
        </Card>
    }
}

/// Each chain from what users saw to where it ends, with what is wrong with its end.
fn whys(props: &PartProps, body: &Postmortem) -> Html {
    let ends = props.view.as_ref().map(|view| view.ends.as_slice()).unwrap_or_default();
    let chain = |chain: Vec<&Factor>| {
        let end = chain.last().map(|last| last.key);
        let said = ends.iter().filter(|said| Some(said.factor) == end);
        html! {
            <li class="chain" data-act="chain">
                <ol>{ for chain.iter().map(|factor| html! { <li>{ &factor.text }</li> }) }</ol>
                { for said.map(|said| html! { <p class="tone" data-state="watch"><Shape state={State::Watch} />{ " " }{ &said.words }</p> }) }
            </li>
        }
    };
    html! { <ul class="chains">{ for chains(&body.factors).into_iter().map(chain) }</ul> }
}

#[derive(PartialEq, Properties)]
struct RowProps {
    part: PartProps,
    place: usize,
    factor: Factor,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let (draft, place, factor) = (&props.part.draft, props.place, &props.factor);
    let tasks = use_tasks();
    let form = Form { draft, locked: props.part.locked };
    let body = draft.body().clone();
    let field = |name: &str, label| at(format!("factors.{place}.{name}"), label).bare();
    let mut parents = vec![(String::new(), "begins a chain".to_owned())];
    parents.extend(
        body.factors
            .iter()
            .filter(|other| other.key != factor.key)
            .map(|other| (other.key.to_string(), format!("answers: {}", clip(&other.text, 50)))),
    );
    let mut moments = vec![(String::new(), "no evidence".to_owned())];
    moments.extend(
        body.timeline
            .iter()
            .map(|moment| (moment.key.to_string(), format!("seen: {}", clip(&moment.text, 50)))),
    );
    let choice = |first: &str, all: Vec<(&'static str, &'static str)>| {
        let mut options = vec![(String::new(), first.to_owned())];
        options.extend(all.into_iter().map(|(word, label)| (word.to_owned(), label.to_owned())));
        options
    };
    let categories =
        choice("no category", Category::ALL.iter().map(|one| (one.word(), one.label())).collect());
    let roles = choice("no role", Role::ALL.iter().map(|one| (one.word(), one.label())).collect());
    let answers = factor.answers.map(|key| key.to_string()).unwrap_or_default();
    let moment = factor.moments.first().map(|key| key.to_string()).unwrap_or_default();
    html! {
        <li class="factor" data-id={factor.key.to_string()}>
            <div class="factor-text">{ form.line(field("text", "Factor"), &factor.text, in_row(ROWS, place, |f, text: String| f.text = text)) }
                if !props.part.locked { { remove_row(draft, &tasks, ROWS, place, ("remove-factor", &factor.text)) } }
            </div>
            <div class="factor-of">
                { form.choose(field("answers", "Answers"), parents, &answers, in_row(ROWS, place, |f, key: String| f.answers = key.parse().ok())) }
                { form.choose(field("category", "Category"), categories, factor.category.map_or("", Category::word), in_row(ROWS, place, |f, word: String| f.category = Category::of(&word))) }
                { form.choose(field("role", "Role"), roles, factor.role.map_or("", Role::word), in_row(ROWS, place, |f, word: String| f.role = Role::of(&word))) }
                { form.choose(field("moments", "Evidence"), moments, &moment, in_row(ROWS, place, |f, key: String| f.moments = key.parse().into_iter().collect())) }
            </div>
            if let Some(role) = factor.role { <p class="muted">{ role.question() }</p> }
        </li>
    }
}
