//! Whether the day can begin: what blocks it, what must be read before it, why each is a rule, and the way to mend it.

use super::{
    decision::Decide,
    slot::{Checked, Slot},
};
use crate::{
    components::{Button, ButtonKind, Card, Pill, Shape, State},
    room::{
        draft::{Draft, remove_row},
        focus, href,
        tasks::{Tasks, use_tasks},
        words::count,
    },
    route::Route,
};
use domain::{
    Id,
    chaos::{
        game_day::GameDay,
        lint::{Finding, Rule, Severity},
    },
    text::{capital, clip},
};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// Whose start.
#[derive(PartialEq, Properties)]
pub struct ReadyProps {
    /// The day.
    pub draft: Draft<GameDay>,
    /// Its experiments.
    pub slots: Vec<Slot>,
    /// What its plan lacks.
    pub checked: Rc<Checked>,
}

/// The card.
#[component]
pub fn Ready(props: &ReadyProps) -> Html {
    let tasks = use_tasks();
    let errors = props.checked.of(Severity::Error).count();
    let warnings = props.checked.of(Severity::Warning).count();
    let gone = props.slots.iter().any(|slot| slot.refusal().is_some());
    let aside = html! {
        <>
            if gone {
                <Pill state={State::Bad}>{ "Cannot start" }</Pill>
            } else if errors > 0 {
                <Pill state={State::Bad}>{ count(errors, "error") }</Pill>
            } else if warnings > 0 {
                <Pill state={State::Watch}>{ count(warnings, "warning") }</Pill>
            } else if !props.checked.waits {
                <Pill state={State::Good}>{ "Ready" }</Pill>
            }
        </>
    };
    let words = match (errors, warnings) {
        _ if gone => Some("An experiment of the day cannot be read. Take it off the day, or bring it back."),
        _ if props.checked.waits => None,
        (0, 0) => Some(
            "Nothing is missing. When the day starts, this plan is copied into the record and no longer changes.",
        ),
        _ if errors == 0 && props.checked.findings.iter().any(Finding::is_unready) => {
            Some("The day can start, but not as it was planned: a service that it is about was removed.")
        }
        (0, _) => Some("Nothing is missing. What is listed here is read once more at the start."),
        _ => None,
    };
    html! {
        <Card title="Ready to start?" flush={true} {aside}>
            if let Some(words) = words { <p class="ready-words soft">{ words }</p> }
            <div data-act="findings" data-field="findings" tabindex="-1">
                { section(props, Severity::Error, if errors == 1 { "1 error blocks the start".to_owned() } else { format!("{errors} errors block the start") }) }
                { section(props, Severity::Warning, format!("{} to read before the start", count(warnings, "warning"))) }
            </div>
            { decisions(props, &tasks) }
        </Card>
    }
}

/// The findings of one severity: the day's first, then each experiment's under its title.
fn section(props: &ReadyProps, severity: Severity, words: String) -> Html {
    if props.checked.of(severity).next().is_none() {
        return Html::default();
    }
    let of = |experiment: Option<Id>| -> Vec<&Finding> {
        props.checked.of(severity).filter(|finding| finding.experiment == experiment).collect()
    };
    html! {
        <section class="findings" data-severity={severity.label().to_lowercase()} aria-label={words.clone()}>
            <h3 class="findings-head">{ words }</h3>
            { group(props, None, &of(None)) }
            { for props.slots.iter().map(|slot| group(props, Some(slot), &of(Some(slot.id)))) }
        </section>
    }
}

fn group(props: &ReadyProps, slot: Option<&Slot>, findings: &[&Finding]) -> Html {
    if findings.is_empty() {
        return Html::default();
    }
    let title = slot.and_then(Slot::experiment).map(|experiment| experiment.title.clone());
    let key = slot.map_or_else(|| "day".to_owned(), |slot| slot.id.to_string());
    html! {
        <div class="findings-group" {key}>
            if let Some((slot, title)) = slot.zip(title.as_ref()) {
                <h4 class="findings-title"><a class="row-link" href={href(Route::Experiment { id: slot.id })}>{ title }</a></h4>
            }
            <ul>
                { for findings.iter().map(|finding| {
                    let key = format!("{:?} {}", finding.rule, finding.field);
                    let finding = (*finding).clone();
                    let experiment = slot.and_then(Slot::experiment);
                    let service = experiment.and_then(|experiment| experiment.service_id);
                    html! { <Line {key} draft={props.draft.clone()} {finding} {service} title={title.clone()} /> }
                }) }
            </ul>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct LineProps {
    draft: Draft<GameDay>,
    finding: Finding,
    service: Option<Id>,
    title: Option<String>,
}

/// One finding: what it is, what to do, and why it is a rule.
#[component]
fn Line(props: &LineProps) -> Html {
    let deciding = use_state(|| false);
    let finding = &props.finding;
    let state = match finding.severity {
        Severity::Error => State::Bad,
        Severity::Warning => State::Watch,
    };
    let decide = {
        let deciding = deciding.setter();
        Callback::from(move |()| deciding.set(true))
    };
    let onclose = {
        let deciding = deciding.setter();
        Callback::from(move |()| {
            deciding.set(false);
            // The form goes and takes the keyboard with it; the card is where one goes on from.
            Timeout::new(0, || focus("findings")).forget();
        })
    };
    let experiment = finding.experiment.filter(|_| finding.rule == Rule::BudgetForbids);
    html! {
        <li class="finding" data-id={finding.field.clone()} data-rule={format!("{:?}", finding.rule)}>
            <Shape {state} />
            <p class="finding-rule"><span class="tone" data-state={state.name()}>{ finding.severity.label() }</span>{ ", " }{ finding.rule.label().to_lowercase() }</p>
            { mend(finding, props.service) }
            <div class="finding-words">
                <p>{ message(finding, props.title.as_deref()) }</p>
                <details class="finding-why"><summary>{ "Why it matters" }</summary>{ finding.rule.why() }</details>
                if let Some(experiment) = experiment {
                    if *deciding {
                        <Decide draft={props.draft.clone()} {experiment} service={props.service} {onclose} />
                    } else {
                        <Button act="override" small=true onclick={decide}>{ "Run it anyway…" }</Button>
                    }
                }
            </div>
        </li>
    }
}

/// The words of a finding; under the title of its experiment, without that title.
pub fn message(finding: &Finding, title: Option<&str>) -> String {
    let rest = title
        .map(|title| format!("“{}” ", clip(title, 60)))
        .and_then(|prefix| finding.message.strip_prefix(&prefix));
    let Some(rest) = rest else { return finding.message.clone() };
    capital(rest)
}

/// The way to the field: here, in the experiment, in its service, or in the settings.
fn mend(finding: &Finding, service: Option<Id>) -> Html {
    let field = finding.field.as_str();
    let to = match (finding.rule, service, finding.experiment) {
        (Rule::BudgetForbids | Rule::BudgetUnknown, Some(id), _) => {
            Some((Route::Service { id }, "budget.remaining_pct"))
        }
        (Rule::BudgetUnknown, None, Some(id)) => Some((Route::Experiment { id }, "service_id")),
        (Rule::LiveSwitchedOff, ..) => Some((Route::Settings, "prometheus")),
        (_, _, Some(id)) => Some((Route::Experiment { id }, field)),
        (_, _, None) => None,
    };
    let label = format!("Mend: {}", finding.rule.label().to_lowercase());
    match to {
        Some((route, field)) => html! {
            <a class="button" data-kind="quiet" data-size="small" data-act="mend" aria-label={label} href={format!("{}?field={field}", href(route))}>{ "Mend" }</a>
        },
        None => {
            let field = field.to_owned();
            html! { <Button act="mend" kind={ButtonKind::Quiet} small=true {label} onclick={Callback::from(move |()| focus(&field))}>{ "Mend" }</Button> }
        }
    }
}

/// Whose word it is that an experiment runs against its budget.
fn decisions(props: &ReadyProps, tasks: &Tasks) -> Html {
    let day = props.draft.body();
    let title = |id: Id| {
        let slot = props.slots.iter().find(|slot| slot.id == id);
        slot.and_then(Slot::experiment).map(|experiment| clip(&experiment.title, 60))
    };
    let shown = day.overrides.iter().enumerate();
    let shown = shown.filter_map(|(place, decision)| Some((place, decision, title(decision.experiment)?)));
    let forbidden = |id: Id| {
        let of = |finding: &&Finding| finding.rule == Rule::BudgetForbids && finding.experiment == Some(id);
        props.checked.of(Severity::Error).any(|finding| of(&finding))
    };
    // What was decided of a better budget lapses when the budget gets worse.
    let words = |id: Id| {
        if forbidden(id) {
            "No longer holds, the budget is worse now: decided by "
        } else {
            "Runs against the budget: decided by "
        }
    };
    html! {
        <ul class="decisions" data-act="overrides">
            { for shown.map(|(place, decision, title)| html! {
                <li key={place} class="decision" data-id={decision.experiment.to_string()}>
                    <span class="decision-title">{ title }</span>
                    { remove_row(&props.draft, tasks, |day| &mut day.overrides, place, ("remove-override", "the decision")) }
                    <p class="decision-words">{ words(decision.experiment) }<b>{ &decision.by }</b>{ format!(": {}", decision.reason) }</p>
                </li>
            }) }
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn under_its_title_a_finding_does_not_repeat_it() {
        let finding = |message: &str| Finding {
            rule: Rule::NoRollback,
            severity: Severity::Error,
            experiment: None,
            field: "rollback".to_owned(),
            message: message.to_owned(),
        };
        let found = finding("“Cache down” has no rollback step.");
        assert_eq!(message(&found, Some("Cache down")), "Has no rollback step.");
        assert_eq!(message(&found, None), "“Cache down” has no rollback step.");
        assert_eq!(message(&found, Some("Another")), "“Cache down” has no rollback step.");
    }
}
