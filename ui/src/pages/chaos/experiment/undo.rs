//! How the fault is undone, and who agreed to it.

use super::PartProps;
use crate::{
    backend,
    components::{Button, ButtonKind, Card, Column, EmptyState, Table},
    known::use_known,
    room::{
        draft::{Adder, Form, at, in_row, remove_row},
        tasks::use_tasks,
        use_names,
    },
};
use domain::{
    Date, Kind,
    chaos::experiment::{Approval, Experiment, RollbackStep},
    text::clip,
};
use yew::prelude::*;

/// The way back.
#[component]
pub fn Rollback(props: &PartProps) -> Html {
    let draft = &props.draft;
    let tasks = use_tasks();
    let today = use_today();
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
                            <td class="row-actions" data-align="right">
                                if step.rehearsed_on.is_none() {
                                    { on_the_day(("rehearsed-today", "Rehearsed today", &step.text), draft.set(in_row(rows, place, |step, date: Option<Date>| step.rehearsed_on = date)).reform(move |()| Some(today))) }
                                }
                                { remove_row(draft, &tasks, rows, place, ("remove-rollback", &step.text)) }
                            </td>
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
    let today = use_today();
    let form = Form { draft, locked: false };
    let approvals = draft.body().approvals.clone();
    let rows: fn(&mut Experiment) -> &mut Vec<Approval> = |body| &mut body.approvals;
    let onadd = draft
        .set(|body: &mut Experiment, name: String| body.approvals.push(Approval { name, granted_on: None }));
    html! {
        <Card title="Approvals" flush={true} aside={html! { "Whoever stands here has to agree before the day" }}>
            if !approvals.is_empty() {
                <Table label="Approvals" columns={vec![Column::words("Who"), Column::words("Granted on"), Column::words("")]}>
                    { for approvals.iter().enumerate().map(|(place, approval)| html! {
                        <tr key={place} data-id={approval.name.clone()} class="fields-row">
                            <td class="wide-cell">{ form.line(at(format!("approvals.{place}.name"), "Who").bare().suggest(&people), &approval.name,
                                in_row(rows, place, |approval, name: String| approval.name = name)) }</td>
                            <td class="date-cell">{ form.date(at(format!("approvals.{place}.granted_on"), "Granted on").bare(), approval.granted_on,
                                in_row(rows, place, |approval, date: Option<Date>| approval.granted_on = date)) }</td>
                            <td class="row-actions" data-align="right">
                                if approval.granted_on.is_none() {
                                    { on_the_day(("granted-today", "Granted today", &approval.name), draft.set(in_row(rows, place, |approval, date: Option<Date>| approval.granted_on = date)).reform(move |()| Some(today))) }
                                }
                                { remove_row(draft, &tasks, rows, place, ("remove-approval", &approval.name)) }
                            </td>
                        </tr>
                    }) }
                </Table>
            }
            <Adder field="approvals" label="Who has to agree" placeholder="Who has to agree, Enter to add" act="add-approval"
                suggestions={people} {onadd} />
        </Card>
    }
}

/// One key for the date that is written most often.
fn on_the_day((act, words, of): (&'static str, &'static str, &str), onclick: Callback<()>) -> Html {
    let label = format!("{words}: {}", clip(of, 60));
    html! { <Button {act} kind={ButtonKind::Quiet} small=true {label} {onclick}>{ words }</Button> }
}

/// The date in the workspace's zone.
#[hook]
fn use_today() -> Date {
    use_known().workspace.zone.date(backend::now())
}
