//! Who takes part, and as what.

use crate::{
    components::{Card, Column, EmptyState, Table},
    room::{
        draft::{Adder, Draft, Form, at, in_row, remove_row},
        tasks::{Tasks, use_tasks},
        use_names,
        words::count,
    },
};
use domain::{
    Kind,
    chaos::game_day::{GameDay, Participant, Role},
};
use std::rc::Rc;
use yew::prelude::*;

/// Whose participants.
#[derive(PartialEq, Properties)]
pub struct ParticipantsProps {
    /// The day.
    pub draft: Draft<GameDay>,
    /// Read-only.
    pub locked: bool,
}

/// The card.
#[component]
pub fn Participants(props: &ParticipantsProps) -> Html {
    let (draft, locked) = (&props.draft, props.locked);
    let names = use_names(Kind::Person);
    let tasks = use_tasks();
    let participants = draft.body().participants.clone();
    let free: Rc<[AttrValue]> = names
        .iter()
        .filter(|name| !participants.iter().any(|participant| participant.name == name.as_str()))
        .cloned()
        .collect();
    let onadd = draft.set(|day: &mut GameDay, name: String| {
        let role = vacant(&day.participants);
        day.participants.push(Participant { name, role });
    });
    html! {
        <Card title="Participants" flush={true} aside={html! { count(participants.len(), "person") }}>
            if participants.is_empty() {
                <EmptyState title="Nobody yet" words="Two people at least: one executes, another records. The facilitator keeps the clock and does not inject." />
            } else {
                <Table label="Participants" columns={vec![Column::words("Name"), Column::words("Role"), Column::words("")]}>
                    { for (0..participants.len()).map(|place| row(draft, locked, place, &participants, &names, &tasks)) }
                </Table>
            }
            if !locked {
                <Adder field="participants" label="Name of a participant" placeholder="Add a person, Enter to add"
                    act="add-participant" suggestions={free} {onadd} />
            }
        </Card>
    }
}

fn row(
    draft: &Draft<GameDay>,
    locked: bool,
    place: usize,
    participants: &[Participant],
    names: &Rc<[AttrValue]>,
    tasks: &Tasks,
) -> Html {
    let form = Form { draft, locked };
    let Some(participant) = participants.get(place) else { return Html::default() };
    let rows: fn(&mut GameDay) -> &mut Vec<Participant> = |day| &mut day.participants;
    let set_name = in_row(rows, place, |participant, name: String| participant.name = name);
    let set_role = in_row(rows, place, |participant, role: Role| participant.role = role);
    html! {
        <tr key={place} data-id={participant.name.clone()}>
            <td>{ form.line(at(format!("participants.{place}.name"), "Name").bare().suggest(names), &participant.name, set_name) }</td>
            <td class="role-cell">{ form.pick(at(format!("participants.{place}.role"), "Role").bare(), (Role::ALL, Role::label), participant.role, set_role) }</td>
            <td class="row-actions" data-align="right">
                if !locked { { remove_row(draft, tasks, rows, place, ("remove-participant", &participant.name)) } }
            </td>
        </tr>
    }
}

/// The first role that nobody has yet; everybody after that observes.
fn vacant(participants: &[Participant]) -> Role {
    let taken = |role: Role| participants.iter().any(|participant| participant.role == role);
    Role::ALL.iter().copied().find(|role| !taken(*role)).unwrap_or(Role::Observer)
}
