//! Who is in the room: whoever comes, leaves or takes another role while the day runs is written down.

use super::panel::{Day, Panel};
use crate::{
    components::{Button, ButtonKind, Dialog},
    hooks::kept::use_kept,
    room::control::{Choose, Line, form},
};
use domain::{
    chaos::{
        game_day::Role,
        run::{Attendee, Event, Run},
    },
    text::capital,
};
use yew::prelude::*;

/// What somebody who comes is until they say otherwise.
const ARRIVES_AS: Role = Role::Observer;

/// The key that opens the list.
pub fn people_button(day: &Day) -> Html {
    let here = day.view.run.people.iter().filter(|one| one.left_at.is_none()).count();
    let onclick = day.open.reform(|()| Panel::People);
    html! { <Button act="people" kind={ButtonKind::Quiet} keys="W" {onclick}>{ format!("{here} in the room") }</Button> }
}

/// The list, while it is open.
#[component]
pub fn People(props: &Day) -> Html {
    let run = &props.view.run;
    let row = |one: &Attendee| {
        let name = one.name.clone();
        let (leads, gone) = (run.facilitator() == Some(name.as_str()), one.left_at.is_some());
        let why_not =
            leads.then_some("Whoever facilitates hands over first: let somebody else take that role.");
        let role = (!gone && !leads).then(|| {
            let (pen, who, former) = (props.pen.clone(), name.clone(), one.roles.first().copied());
            let onchange = Callback::from(move |word: String| {
                if let Some(role) = Role::of(&word) {
                    // Who leads keeps what they did besides; any other role is given up for the new one.
                    let instead_of = former.filter(|_| role != Role::Facilitator);
                    pen.write(Event::RoleTaken { name: who.clone(), role, instead_of });
                }
            });
            let present = one.roles.first().copied();
            html! { <Choose name="role" label={format!("Role of {name}")} bare=true value={present.map_or("", Role::word)} options={roles(present)} {onchange} /> }
        });
        let leave = (!gone).then(|| {
            let (pen, who) = (props.pen.clone(), name.clone());
            let onclick = Callback::from(move |()| pen.write(Event::Left { name: who.clone() }));
            html! { <Button act="left" kind={ButtonKind::Quiet} small=true {why_not} label={format!("{name} left")} {onclick}>{ "Left" }</Button> }
        });
        let back = gone.then(|| {
            let role = one.roles.first().copied().unwrap_or(ARRIVES_AS);
            let (pen, who) = (props.pen.clone(), name.clone());
            let onclick = Callback::from(move |()| pen.write(Event::Arrived { name: who.clone(), role }));
            html! { <Button act="back" kind={ButtonKind::Quiet} small=true label={format!("{name} is back")} {onclick}>{ "Back" }</Button> }
        });
        let since = one.left_at.map(|at| format!("left at {}", props.zone.hour_minute(at)));
        html! {
            <li class="run-row" key={format!("{name} {}", one.role_words())} data-id={name.clone()}>
                <span class="run-row-words">{ &name }<span class="cell-sub num">{ since.unwrap_or_else(|| capital(&one.role_words())) }</span></span>
                { role }{ leave }{ back }
            </li>
        }
    };
    html! {
        <Dialog title="Who is in the room" onclose={props.close.clone()} wide=true>
            <ul class="run-list attendees" data-act="attendees">{ for in_order(run).map(row) }</ul>
            <Arrive ..props.clone() />
        </Dialog>
    }
}

/// Somebody who comes now.
#[component]
fn Arrive(props: &Day) -> Html {
    let name = use_kept(props.place("arrives"));
    let role = use_state(|| ARRIVES_AS);
    let arrive = {
        let (pen, name, role) = (props.pen.clone(), name.clone(), *role);
        Callback::from(move |()| {
            let written = name.clone();
            let event = Event::Arrived { name: name.text().trim().to_owned(), role };
            pen.write_as("", event, move |answer| {
                if answer.is_ok() {
                    written.done();
                }
            });
        })
    };
    let onrole = {
        let setter = role.setter();
        Callback::from(move |word: String| {
            if let Some(role) = Role::of(&word) {
                setter.set(role);
            }
        })
    };
    form(
        "predict",
        arrive.clone(),
        Callback::noop(),
        html! {
            <>
                <Line name="name" label="Who comes now" value={name.text()} oninput={name.typed()} placeholder="A name" />
                <Choose name="role" label="As" value={role.word()} options={roles(Some(*role))} onchange={onrole} />
                <Button act="arrive" keys="Enter" onclick={arrive}>{ "Arrived" }</Button>
                <input type="submit" hidden=true />
            </>
        },
    )
}

/// Whoever leads stands first, so that a change of that role stays in sight; whoever has left, last.
fn in_order(run: &Run) -> impl Iterator<Item = &Attendee> {
    let mut people: Vec<&Attendee> = run.people.iter().collect();
    people.sort_by_key(|one| (one.left_at.is_some(), run.facilitator() != Some(one.name.as_str())));
    people.into_iter()
}

/// What can be chosen. Nobody can be written down to have no role, so that is only shown of somebody who has none.
fn roles(present: Option<Role>) -> Vec<(AttrValue, AttrValue)> {
    let none = present.is_none().then_some((AttrValue::Static(""), AttrValue::Static("No role")));
    let all = Role::ALL.iter().map(|role| (AttrValue::Static(role.word()), AttrValue::Static(role.label())));
    none.into_iter().chain(all).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_chosen_can_be_written() {
        for role in Role::ALL {
            let words = roles(Some(*role));
            assert!(words.iter().all(|(word, _)| Role::of(word).is_some()), "{words:?}");
        }
        let words = roles(None);
        assert_eq!(words.first().map(|(_, words)| words.as_str()), Some("No role"), "what is shown is true");
        assert!(words.iter().skip(1).all(|(word, _)| Role::of(word).is_some()), "{words:?}");
    }
}
