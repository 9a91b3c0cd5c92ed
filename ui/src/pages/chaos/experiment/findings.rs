//! What stands between the experiment and its day: what is wrong, why that matters, and the way to mend it.

use crate::{
    backend,
    components::{Button, ButtonKind, Card, Pill, State},
    known::use_known,
    room::{
        draft::{Draft, mended_in, use_records},
        focus, href,
        words::count,
    },
    route::Route,
};
use domain::{
    Body, Id,
    catalog::service::Service,
    chaos::{
        experiment::Experiment,
        lint::{Finding, Rule, Severity, Surroundings},
    },
    text::{capital, clip},
};
use yew::prelude::*;

/// More than these are shown on demand: the plan itself stays in sight.
const AT_FIRST: usize = 5;

/// Whose findings.
#[derive(PartialEq, Properties)]
pub struct FindingsProps {
    /// The experiment.
    pub draft: Draft<Experiment>,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// The card; nothing when there is nothing to say.
#[component]
pub fn Findings(props: &FindingsProps) -> Html {
    let all = use_state_eq(|| false);
    let body = props.draft.body();
    let mut findings = props.findings.clone();
    if findings.is_empty() {
        return Html::default();
    }
    findings.sort_by_key(|finding| finding.severity); // what blocks the start stands first
    let rest = findings.len().saturating_sub(AT_FIRST);
    let folded = rest > 1 && !*all;
    let shown = if folded { AT_FIRST } else { findings.len() };
    let toggle = {
        let all = all.clone();
        Callback::from(move |()| all.set(!*all))
    };
    html! {
        <Card title="Findings" flush={true} aside={tally(&findings)}>
            <ul data-act="findings">
                { for findings.iter().take(shown).enumerate().map(|(place, finding)| {
                    // Four conditions without a watcher have one reason.
                    let again = place > 0 && findings.get(place - 1).is_some_and(|before| before.rule == finding.rule);
                    row(&body, finding, !again)
                }) }
            </ul>
            if rest > 1 {
                <div class="finding-rest">
                    <Button act="all-findings" kind={ButtonKind::Quiet} small=true onclick={toggle}>
                        { if folded { format!("Show {rest} more") } else { "Show fewer".to_owned() } }
                    </Button>
                </div>
            }
        </Card>
    }
}

fn tally(findings: &[Finding]) -> Html {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let warnings = findings.len() - errors;
    html! {
        <>
            if errors > 0 { <Pill state={State::Bad}>{ count(errors, "error") }</Pill> }
            if warnings > 0 { <Pill state={State::Watch}>{ count(warnings, "warning") }</Pill> }
        </>
    }
}

fn row(body: &Experiment, finding: &Finding, why: bool) -> Html {
    let (state, word) = match finding.severity {
        Severity::Error => (State::Bad, "Error"),
        Severity::Warning => (State::Watch, "Warning"),
    };
    html! {
        <li class="finding finding-graded" data-id={finding.field.clone()} data-state={state.name()}>
            <Pill {state}>{ word }</Pill>
            <span>
                { without_title(body, &finding.message) }
                if why { <span class="finding-why">{ finding.rule.why() }{ aside(finding.rule) }</span> }
            </span>
            { mend(body, finding) }
        </li>
    }
}

/// What a rule's reason does not say, because it belongs to this page.
const fn aside(rule: Rule) -> &'static str {
    match rule {
        Rule::BudgetForbids => {
            " Whoever decides to run it all the same says so, with a reason, on the plan of the day."
        }
        _ => "",
    }
}

/// The way to mend it: here, on the service's page, or in the settings.
fn mend(body: &Experiment, finding: &Finding) -> Html {
    let away = |to: Route, field: &str| {
        html! { <a class="button" data-kind="quiet" data-size="small" data-act="mend" href={format!("{}?field={field}", href(to))}>{ "Mend" }</a> }
    };
    match (place(finding), body.service_id) {
        (Place::Service, Some(id)) => away(Route::Service { id }, "budget.remaining_pct"),
        (Place::Settings, _) => away(Route::Settings, "prometheus"),
        (Place::Service, None) => here(finding.rule, "service_id".to_owned()),
        (Place::Here, _) => here(finding.rule, mended_in(&finding.field)),
    }
}

fn here(rule: Rule, field: String) -> Html {
    let label = format!("Mend: {}", rule.label().to_lowercase());
    html! { <Button act="mend" kind={ButtonKind::Quiet} small=true {label} onclick={Callback::from(move |()| focus(&field))}>{ "Mend" }</Button> }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Here,
    Service,
    Settings,
}

fn place(finding: &Finding) -> Place {
    match finding.rule {
        Rule::BudgetForbids | Rule::BudgetUnknown => Place::Service,
        Rule::LiveSwitchedOff => Place::Settings,
        _ => Place::Here,
    }
}

/// On the page of the experiment its title need not be said again.
fn without_title(body: &Experiment, message: &str) -> String {
    let prefix = format!("“{}” ", clip(&body.title, 60));
    capital(message.strip_prefix(&prefix).unwrap_or(message))
}

/// What the experiment is held against; nothing while its service is being read.
#[hook]
pub fn use_surroundings(service: Option<Id>) -> Option<Surroundings> {
    let workspace = &use_known().workspace;
    let mut read = use_records(service.into_iter().collect());
    let about = match read.pop() {
        None => None,
        Some(None) => return None,
        Some(Some(record)) => record.ok().and_then(|record| Some(Service::of(&record.document)?.budget)),
    };
    Some(Surroundings {
        today: workspace.zone.date(backend::now()),
        budget: about.flatten(),
        every_s: workspace.every_s(),
        service_gone: about.is_none(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_is_not_said_again() {
        let body = Experiment::named("Cache gone");
        let words = without_title(&body, "“Cache gone” measures nothing: add a steady-state metric.");
        assert_eq!(words, "Measures nothing: add a steady-state metric.");
    }

    #[test]
    fn what_is_not_on_this_page_is_mended_where_it_is() {
        for (rule, where_) in [
            (Rule::BudgetForbids, Place::Service),
            (Rule::BudgetUnknown, Place::Service),
            (Rule::LiveSwitchedOff, Place::Settings),
            (Rule::NoWatcher, Place::Here),
        ] {
            let finding = Finding {
                rule,
                severity: rule.severity(),
                experiment: None,
                field: "metrics".to_owned(),
                message: String::new(),
            };
            assert_eq!(place(&finding), where_, "{rule:?}");
        }
    }
}
