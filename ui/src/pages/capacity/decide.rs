//! What is decided: the form in the review, the signatures, and the card on the page of the model.

use super::here::Here;
use crate::{
    components::{Button, ButtonKind, Card, Pill, State},
    hooks::kept::{Kept, keep, kept, use_kept},
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
                <p class="muted">{ review.stands() }</p>
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

/// What [`Decide`] takes.
#[derive(PartialEq, Properties)]
pub struct DecideProps {
    /// The model.
    pub here: Here,
    /// The last day to order, as the model answers.
    pub order_by: Option<Date>,
}

/// The fields in which words are kept until they are written down.
const FIELDS: [&str; 3] = ["decision", "owner", "order-by"];

/// Where: in this review alone, so that the next one begins empty.
fn place(here: &Here, review: Option<&CapacityReview>, field: &str) -> String {
    format!("{}/{}/{field}", here.id(), review.map_or(0, |review| review.begun_at.ms()))
}

/// Whether a decision is typed that is not written down yet.
pub fn is_typed(here: &Here, review: &CapacityReview) -> bool {
    kept(&place(here, Some(review), "decision")).is_some()
}

/// Forgets what was typed to a review that is over.
pub fn forget(here: &Here, review: &CapacityReview) {
    for field in FIELDS {
        keep(&place(here, Some(review), field), "");
    }
}

/// What a field shows: what was typed, else what stands. An emptied field is kept as a blank, because nothing is kept of one
/// that nobody touched.
fn shown(kept: &Kept, stands: &str) -> String {
    match kept.text() {
        words if words.is_empty() => stands.to_owned(),
        words if words.trim().is_empty() => String::new(),
        words => words,
    }
}

fn typing(kept: &Kept, stands: String) -> Callback<String> {
    let kept = kept.clone();
    Callback::from(move |words: String| match words.as_str() {
        words if words == stands => kept.done(),
        "" => kept.set(" "),
        words => kept.set(words),
    })
}

/// The decision, its owner and its day, written down together: who signs must know what.
#[component]
pub fn Decide(props: &DecideProps) -> Html {
    let here = &props.here;
    let model = here.model();
    let [decision, owner, order_by] = FIELDS.map(|field| place(here, model.open_review(), field));
    let kept = [use_kept(decision), use_kept(owner), use_kept(order_by)];
    let refused = use_state_eq(|| None::<(String, AttrValue)>);
    let people = use_names(Kind::Person);
    let Some(review) = model.open_review() else { return Html::default() };
    let ahead = props.order_by.filter(|by| *by >= here.today); // nobody orders on a day that is over
    let proposed = review.order_by.or(ahead.filter(|_| review.decision.is_empty()));
    let plain = typed::plain_date(proposed);
    let [of_decision, of_owner, of_order_by] = &kept;
    let [decision, owner, order_by] =
        [shown(of_decision, &review.decision), shown(of_owner, &review.owner), shown(of_order_by, &plain)];
    let is_new = decision != review.decision
        || owner != review.owner
        || order_by != typed::plain_date(review.order_by);
    let why_not = why_not(&decision, is_new);
    let decide = {
        let (here, may) = (here.clone(), why_not.is_none());
        let (kept, refused) = (kept.clone(), refused.setter());
        let (decision, owner, order_by) =
            (decision.trim().to_owned(), owner.trim().to_owned(), order_by.clone());
        Callback::from(move |()| match typed::date(&order_by).and_then(|on| orderable(on, here.day())) {
            _ if !may => {}
            Err(words) => refused.set(Some((order_by.clone(), words.into()))),
            Ok(order_by) => {
                refused.set(None);
                let sent = kept.clone().map(|kept| (kept.text(), kept));
                // What was typed since is not written down yet.
                let then = Callback::from(move |()| {
                    sent.iter()
                        .filter(|(words, kept)| kept.text() == *words)
                        .for_each(|(_, kept)| kept.done());
                });
                here.say(
                    CapacitySaid::Decide { decision: decision.clone(), owner: owner.clone(), order_by },
                    then,
                );
            }
        })
    };
    // It was said of the day that was typed then.
    let error = refused.as_ref().filter(|(of, _)| *of == order_by).map(|(_, words)| words.clone());
    let late = too_late(&order_by, props.order_by, here.today);
    let falls = unsigned(review.signed.len()).filter(|_| why_not.is_none());
    let inside = html! {
        <>
            <span class="wide"><Line name="decision" label="What is decided" value={decision} placeholder="Raise the quota to 64 before the launch"
                oninput={typing(of_decision, review.decision.clone())} /></span>
            <Line name="owner" label="Who answers for it" value={owner} suggestions={people.clone()} placeholder="A name"
                oninput={typing(of_owner, review.owner.clone())} />
            <Line name="order_by" label="Order by" kind="date" value={order_by} placeholder={DATE_FORM}
                oninput={typing(of_order_by, plain)} {error} />
            { for hint("late-order", late) }
            { for hint("signatures-fall", falls) }
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

/// Why a decision cannot be written down now.
fn why_not(decision: &str, is_new: bool) -> Option<AttrValue> {
    match (decision.trim(), is_new) {
        ("", _) => Some(AttrValue::Static("Write down what is decided first.")),
        (_, false) => Some(AttrValue::Static("This is written down.")),
        _ => None,
    }
}

fn hint(act: &'static str, words: Option<String>) -> Option<Html> {
    words.map(|words| html! { <p class="wide field-hint" role="status" data-act={act}>{ words }</p> })
}

/// A day that is not over.
fn orderable(on: Option<Date>, today: Date) -> Result<Option<Date>, String> {
    on.map_or(Ok(()), |on| CapacitySaid::may_order_by(on, today).map_err(|refused| refused.message))?;
    Ok(on)
}

/// What the room should know of a day that is later than the one the model answers, or when that one is over. The room may know
/// better.
fn too_late(typed: &str, answered: Option<Date>, today: Date) -> Option<String> {
    let (on, by) = (typed::date(typed).ok()?, answered?);
    match on {
        Some(on) if on > by => {
            Some(format!("The model says {}. Ordered on {}, it may come too late.", day(by), day(on)))
        }
        None if by < today => {
            Some(format!("The model's last day to order, {}, is over: the sooner, the better.", day(by)))
        }
        _ => None,
    }
}

/// What becomes of signatures when other words are written down.
fn unsigned(signed: usize) -> Option<String> {
    let words = match signed {
        0 => return None,
        1 => "It is signed once. Written down anew, it has to be signed again.".to_owned(),
        times => format!("It is signed by {times}. Written down anew, they have to sign again."),
    };
    Some(words)
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::time::parse_date;

    #[test]
    fn a_day_after_the_one_that_the_model_answers_is_remarked_on() {
        let (by, today) = (parse_date("2027-05-10").ok(), parse_date("2026-11-24").unwrap());
        assert!(too_late("2027-05-11", by, today).unwrap().contains("too late"));
        for typed in ["2027-05-10", "2027-01-01", "", "soon"] {
            assert_eq!(too_late(typed, by, today), None, "{typed}");
        }
        let none = too_late("2027-05-11", None, today);
        assert_eq!(none, None, "a model that answers no day has none to be late for");
        let over = parse_date("2027-05-11").unwrap();
        assert!(too_late("", by, over).unwrap().contains("is over"));
    }

    #[test]
    fn nobody_orders_on_a_day_that_is_over() {
        let today = parse_date("2026-11-24").unwrap();
        assert_eq!(orderable(Some(today), today), Ok(Some(today)));
        assert_eq!(orderable(None, today), Ok(None));
        let over = parse_date("2026-11-23").unwrap();
        assert!(orderable(Some(over), today).unwrap_err().contains("23 Nov 2026 is over"));
    }
}
