//! The handbook's cadence as a checklist: what is looked at how often, and when who did.

use super::here::Here;
use crate::{
    components::{Button, Card, Pill, State},
    room::words::{day, from_today},
};
use domain::{
    Date,
    capacity::{
        Looked,
        content::{CAPACITY, CadenceItem},
    },
};
use yew::prelude::*;

/// The card.
pub fn cadence_card(here: &Here) -> Html {
    let due =
        CAPACITY.cadence.iter().filter(|item| is_due(item, last(here, item).map(|(on, _)| on), here.today));
    let aside = match due.count() {
        0 => "nothing is due".to_owned(),
        count => format!("{count} due"),
    };
    html! {
        <Card title="Cadence" flush={true} aside={html! { aside }}>
            <ul data-act="cadence">{ for CAPACITY.cadence.iter().map(|item| row(here, item)) }</ul>
        </Card>
    }
}

fn row(here: &Here, item: &'static CadenceItem) -> Html {
    let last = last(here, item);
    let words = last.as_ref().map_or_else(
        || "not looked at yet".to_owned(),
        |(on, by)| {
            format!("{}, {by}", if *on == here.today { from_today(*on, here.today) } else { day(*on) })
        },
    );
    let look = {
        let here = here.clone();
        Callback::from(move |()| look(&here, item))
    };
    let due = is_due(item, last.map(|(on, _)| on), here.today);
    html! {
        <li key={item.key.clone()} class="list-row cadence" data-id={item.key.clone()}>
            <p>{ &item.text }</p>
            <div class="list-foot">
                <span>{ format!("{} · {words}", item.every) }</span>
                <span class="line">
                    if due { <Pill state={State::Watch}>{ "due" }</Pill> }
                    <Button act="looked" small=true label={format!("Looked at today: {}", item.text)} onclick={look}>{ "Done today" }</Button>
                </span>
            </div>
        </li>
    }
}

/// When it was looked at last, and by whom.
fn last(here: &Here, item: &CadenceItem) -> Option<(Date, String)> {
    let model = here.model();
    let looked =
        model.cadence.iter().filter(|looked| looked.what == item.key).max_by_key(|looked| looked.on)?;
    Some((looked.on, looked.by.clone()))
}

/// What an event decides is never due by itself.
fn is_due(item: &CadenceItem, last: Option<Date>, today: Date) -> bool {
    let Some(every) = item.every_days else { return false };
    last.is_none_or(|last| today.signed_duration_since(last).num_days() >= i64::from(every))
}

fn look(here: &Here, item: &CadenceItem) {
    let looked = Looked {
        what: item.key.clone(),
        on: here.today,
        by: here.facilitator.to_string(),
        note: String::new(),
    };
    if here.model().cadence.contains(&looked) {
        return here.tasks.say("That stands there already.");
    }
    here.draft.edit(|model| model.cadence.push(looked.clone()));
    let draft = here.draft.clone();
    let back = Callback::from(move |()| draft.edit(|model| model.cadence.retain(|other| *other != looked)));
    here.tasks.done("Written down.", back);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::time::parse_date;

    #[test]
    fn what_was_never_looked_at_is_due_and_what_an_event_decides_is_not() {
        let date = |text| parse_date(text).unwrap();
        let item = |every_days| CadenceItem {
            by_review: false,
            key: "k".into(),
            every: "weekly".into(),
            every_days,
            text: String::new(),
        };
        let today = date("2026-11-24");
        assert!(is_due(&item(Some(7)), None, today));
        assert!(is_due(&item(Some(7)), Some(date("2026-11-17")), today));
        assert!(!is_due(&item(Some(7)), Some(date("2026-11-18")), today));
        assert!(!is_due(&item(None), None, today));
    }
}
