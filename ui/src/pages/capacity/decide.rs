//! What is decided: the form in the review, the signatures, and the card on the page of the model.

use super::here::Here;
use crate::{
    components::{Button, ButtonKind, Card, Pill, State},
    room::{
        control::{Line, form},
        draft::{Adder, typed},
        row::quiet_key,
        use_names,
        words::{DATE_FORM, day},
    },
};
use domain::{
    Date, Kind,
    capacity::{CapacityReview, CapacitySaid},
    text::clip,
};
use std::rc::Rc;
use yew::prelude::*;

/// The latest decision, on the page of the model.
pub fn decision_card(here: &Here) -> Html {
    let model = here.model();
    let Some(review) = model.reviews.last() else { return Html::default() };
    html! {
        <Card title="Decision" aside={signed_pill(review)}>
            <div class="stack" data-gap="small" data-act="decision">
                <p>{ if review.decision.is_empty() { "Nothing is decided yet; the review is open." } else { &review.decision } }</p>
                <p class="muted">{ stands(review) }</p>
            </div>
        </Card>
    }
}

fn signed_pill(review: &CapacityReview) -> Html {
    match review.signed.len() {
        _ if review.decision.is_empty() => html! { <Pill state={State::Live}>{ "In review" }</Pill> },
        0 => html! { <Pill state={State::Watch}>{ "Not signed" }</Pill> },
        count => html! { <Pill state={State::Good}>{ format!("Signed by {count}") }</Pill> },
    }
}

/// Who answers for it, by when it is ordered, who signed.
fn stands(review: &CapacityReview) -> String {
    let mut parts = Vec::new();
    if !review.owner.is_empty() {
        parts.push(format!("{} answers for it", review.owner));
    }
    parts.extend(review.order_by.map(|on| format!("order by {}", day(on))));
    let names: Vec<String> = review.signed.iter().map(|signed| clip(&signed.name, 40)).collect();
    if !names.is_empty() {
        parts.push(format!("signed by {}", names.join(", ")));
    }
    parts.join(" · ")
}

/// What [`Decide`] takes.
#[derive(PartialEq, Properties)]
pub struct DecideProps {
    /// The model.
    pub here: Here,
    /// The last day to order, as the model answers.
    pub order_by: Option<Date>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    decision: Option<String>,
    owner: Option<String>,
    order_by: Option<String>,
}

/// The decision, its owner and its day, written down together: who signs must know what.
#[component]
pub fn Decide(props: &DecideProps) -> Html {
    let here = &props.here;
    let typed = use_state_eq(Typed::default);
    let refused = use_state_eq(|| None::<AttrValue>);
    let people = use_names(Kind::Person);
    let model = here.model();
    let Some(review) = model.open_review() else { return Html::default() };
    let proposed = review.order_by.or(props.order_by.filter(|_| review.decision.is_empty()));
    let said = |typed: &Option<String>, stands: &str| typed.clone().unwrap_or_else(|| stands.to_owned());
    let decision = said(&typed.decision, &review.decision);
    let owner = said(&typed.owner, &review.owner);
    let order_by = said(&typed.order_by, &typed::plain_date(proposed));
    let set = |change: fn(&mut Typed, String)| {
        let (setter, now) = (typed.setter(), (*typed).clone());
        Callback::from(move |words: String| {
            let mut now = now.clone();
            change(&mut now, words);
            setter.set(now);
        })
    };
    let is_new = decision != review.decision
        || owner != review.owner
        || order_by != typed::plain_date(review.order_by);
    let why_not = match (decision.trim(), is_new) {
        ("", _) => Some(AttrValue::Static("Write down what is decided first.")),
        (_, false) => Some(AttrValue::Static("This is written down.")),
        _ => None,
    };
    let decide = {
        let (here, may) = (here.clone(), why_not.is_none());
        let (typed, refused) = (typed.setter(), refused.setter());
        let (decision, owner, order_by) =
            (decision.trim().to_owned(), owner.trim().to_owned(), order_by.clone());
        Callback::from(move |()| match typed::date(&order_by) {
            _ if !may => {}
            Err(words) => refused.set(Some(words.into())),
            Ok(order_by) => {
                refused.set(None);
                let typed = typed.clone();
                let then = Callback::from(move |()| typed.set(Typed::default()));
                here.say(
                    CapacitySaid::Decide { decision: decision.clone(), owner: owner.clone(), order_by },
                    then,
                );
            }
        })
    };
    let inside = html! {
        <>
            <span class="wide"><Line name="decision" label="What is decided" value={decision} placeholder="Raise the quota to 64 before the launch"
                oninput={set(|typed, words| typed.decision = Some(words))} /></span>
            <Line name="owner" label="Who answers for it" value={owner} suggestions={people.clone()} placeholder="A name"
                oninput={set(|typed, words| typed.owner = Some(words))} />
            <Line name="order_by" label="Order by" kind="date" value={order_by} placeholder={DATE_FORM}
                oninput={set(|typed, words| typed.order_by = Some(words))} error={(*refused).clone()} />
            <div class="wide line"><Button act="decide" kind={ButtonKind::Primary} {why_not} onclick={decide.clone()}>{ "Write it down" }</Button></div>
            <input type="submit" hidden=true />
        </>
    };
    html! {
        <Card title="Decision" flush={true} aside={signed_pill(review)}>
            <div class="decide">{ form("form", decide, Callback::noop(), inside) }</div>
            { signatures(here, review) }
            if !review.decision.is_empty() {
                { adder(here, people) }
            }
        </Card>
    }
}

fn adder(here: &Here, suggestions: Rc<[AttrValue]>) -> Html {
    let here = here.clone();
    let onadd = Callback::from(move |name: String| here.say(CapacitySaid::Sign(name), Callback::noop()));
    html! {
        <Adder field="signed" label="Name of whoever signs" placeholder="A name, Enter to sign" word="Sign" act="sign" {suggestions} {onadd} />
    }
}

fn signatures(here: &Here, review: &CapacityReview) -> Html {
    html! {
        <ul data-act="signatures">
            { for review.signed.iter().map(|signed| {
                let unsign = here.saying(CapacitySaid::Unsign(signed.name.clone()));
                let label = format!("Take back the signature of {}", clip(&signed.name, 60));
                html! {
                    <li key={signed.name.clone()} class="list-row spread">
                        <span class="cut">{ &signed.name }<span class="muted num">{ format!(" · {}", here.zone.long(signed.at)) }</span></span>
                        { quiet_key("unsign", "Take back", label, unsign) }
                    </li>
                }
            }) }
        </ul>
    }
}
