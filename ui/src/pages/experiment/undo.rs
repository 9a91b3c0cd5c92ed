//! How the fault is undone, and who agreed to it.

use super::PartProps;
use crate::{
    components::{Card, Column, EmptyState, Table},
    pages::{
        draft::{Adder, Form, at, in_row, remove_row},
        room::use_names,
        tasks::use_tasks,
    },
};
use domain::{
    Date, Kind,
    experiment::{Approval, Experiment, RollbackStep},
};
use yew::prelude::*;

/// The way back.
#[component]
pub fn Rollback(props: &PartProps) -> Html {
    let draft = &props.draft;
    let tasks = use_tasks();
    let form = Form { draft, locked: false };
    let steps = draft.body().rollback.clone();
    let rows: fn(&mut Experiment) -> &mut Vec<RollbackStep> = |body| &mut body.rollback;
    let onadd = draft.set(|body: &mut Experiment, text: String| {
        body.rollback.push(RollbackStep { text, rehearsed_on: None })
    });
    html! {
        <Card title="Rollback" flush={true} aside={html! { "How the fault is taken out, step by step" }}>
            if steps.is_empty() {
                <EmptyState title="No rollback step yet" words="Write it so that somebody under stress can follow it, and rehearse it in staging first." />
            } else {
                <Table label="Rollback steps" columns={vec![Column::words("Step"), Column::words("Rehearsed on"), Column::words("")]}>
                    { for steps.iter().enumerate().map(|(place, step)| html! {
                        <tr key={place} data-id={step.text.clone()} class="fields-row">
                            <td class="wide-cell">{ form.line(at(format!("rollback.{place}.text"), "Step").bare(), &step.text,
                                in_row(rows, place, |step, text: String| step.text = text)) }</td>
                            <td class="date-cell">{ form.date(at(format!("rollback.{place}.rehearsed_on"), "Rehearsed on").bare(), step.rehearsed_on,
                                in_row(rows, place, |step, date: Option<Date>| step.rehearsed_on = date)) }</td>
                            <td class="row-actions" data-align="right">{ remove_row(draft, &tasks, rows, place, ("remove-rollback", &step.text)) }</td>
                        </tr>
                    }) }
                </Table>
            }
            <Adder field="rollback" label="A rollback step" placeholder="What to do, Enter to add" act="add-rollback" {onadd} />
        </Card>
    }
}

/// Who agreed.
#[component]
pub fn Approvals(props: &PartProps) -> Html {
    let draft = &props.draft;
    let tasks = use_tasks();
    let people = use_names(Kind::Person);
    let form = Form { draft, locked: false };
    let approvals = draft.body().approvals.clone();
    let rows: fn(&mut Experiment) -> &mut Vec<Approval> = |body| &mut body.approvals;
    let onadd = draft
        .set(|body: &mut Experiment, name: String| body.approvals.push(Approval { name, granted_on: None }));
    html! {
        <Card title="Approvals" flush={true} aside={html! { "Optional" }}>
            if !approvals.is_empty() {
                <Table label="Approvals" columns={vec![Column::words("Who"), Column::words("Granted on"), Column::words("")]}>
                    { for approvals.iter().enumerate().map(|(place, approval)| html! {
                        <tr key={place} data-id={approval.name.clone()} class="fields-row">
                            <td class="wide-cell">{ form.line(at(format!("approvals.{place}.name"), "Who").bare().suggest(&people), &approval.name,
                                in_row(rows, place, |approval, name: String| approval.name = name)) }</td>
                            <td class="date-cell">{ form.date(at(format!("approvals.{place}.granted_on"), "Granted on").bare(), approval.granted_on,
                                in_row(rows, place, |approval, date: Option<Date>| approval.granted_on = date)) }</td>
                            <td class="row-actions" data-align="right">{ remove_row(draft, &tasks, rows, place, ("remove-approval", &approval.name)) }</td>
                        </tr>
                    }) }
                </Table>
            }
            <Adder field="approvals" label="Who has to agree" placeholder="Who has to agree, Enter to add" act="add-approval"
                suggestions={people} {onadd} />
        </Card>
    }
}
