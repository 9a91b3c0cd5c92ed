//! What a service of its tier has: what is there, what is not, why it is asked for, and where it is mended.

use crate::{
    components::{Button, ButtonKind, Card, Shape, State},
    room::{
        focus,
        tasks::{Tasks, use_tasks},
    },
    route::Route,
};
use contract::TierGap;
use domain::catalog::{Requirement, TIER_RULES, TierRule, service::Tier};
use yew::prelude::*;

/// What [`TierCard`] takes.
#[derive(PartialEq, Properties)]
pub struct TierCardProps {
    /// Its tier, as the backend knows it.
    pub tier: Tier,
    /// What the workspace does not show.
    pub gaps: Vec<TierGap>,
    /// Begins a review of it.
    pub onreview: Callback<()>,
}

/// The card.
#[component]
pub fn TierCard(props: &TierCardProps) -> Html {
    let tasks = use_tasks();
    let rules: Vec<&TierRule> = TIER_RULES.iter().filter(|rule| rule.tiers.contains(&props.tier)).collect();
    let gap = |rule: &TierRule| props.gaps.iter().find(|gap| gap.says == rule.says);
    let met = rules.iter().filter(|rule| gap(rule).is_none()).count();
    let aside = if met == rules.len() {
        "all of it is there".to_owned()
    } else {
        format!("{met} of {} are there", rules.len())
    };
    html! {
        <Card title={title(props.tier)} flush={true} aside={html! { aside }} class="tier-card">
            <ul data-act="tier-rules">
                { for rules.into_iter().map(|rule| line(rule, gap(rule), &tasks, &props.onreview)) }
            </ul>
        </Card>
    }
}

fn title(tier: Tier) -> String {
    let word = tier.label().to_lowercase();
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("What {article} {word} service has")
}

fn line(rule: &TierRule, gap: Option<&TierGap>, tasks: &Tasks, onreview: &Callback<()>) -> Html {
    let state = if gap.is_none() { State::Good } else { State::Off };
    let said = if gap.is_none() { "there" } else { "missing" };
    let key = format!("{:?}", rule.rule).to_lowercase();
    html! {
        <li key={key.clone()} class="tier-rule" data-id={key} data-state={said}>
            <span class="tier-mark"><Shape {state} /><span class="sr-only">{ said }</span></span>
            <div class="grow">
                <details class="tier-why">
                    <summary>
                        <span>{ sentence(&rule.says) }</span>
                        if let Some(gap) = gap { <span class="muted">{ format!(": {}", gap.instead) }</span> }
                        <span class="tier-ask">{ "Why" }</span>
                    </summary>
                    <p class="soft">{ &rule.why }</p>
                </details>
            </div>
            if gap.is_some() { { mend(rule.rule, tasks, onreview) } }
        </li>
    }
}

/// `has an owner team` → `An owner team`: the card says already that it is about having.
fn sentence(says: &str) -> String {
    let says = says.strip_prefix("has ").unwrap_or(says);
    let mut letters = says.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The key that leads to where it is mended.
fn mend(rule: Requirement, tasks: &Tasks, onreview: &Callback<()>) -> Html {
    let to_field = |path: &'static str| Callback::from(move |()| focus(path));
    let (act, words, onclick) = match rule {
        Requirement::Owner => ("mend-owner", "Name the team", to_field("owner_team")),
        Requirement::Rotation => ("mend-rotation", "Name the rotation", to_field("oncall_rotation")),
        Requirement::Budget => ("mend-budget", "Write it down", to_field("budget.remaining_pct")),
        Requirement::WeakerUpstream => ("mend-upstream", "See what it calls", to_field("upstream")),
        Requirement::Assessment => ("mend-assessment", "Begin a review", onreview.clone()),
        Requirement::GameDay => {
            let tasks = tasks.clone();
            ("mend-game-day", "Plan a game day", Callback::from(move |()| tasks.go_new(Route::GameDays)))
        }
    };
    html! { <Button {act} kind={ButtonKind::Quiet} small=true {onclick}>{ words }</Button> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_reads_as_a_thing_to_have() {
        let said: Vec<String> = TIER_RULES.iter().map(|rule| sentence(&rule.says)).collect();
        assert_eq!(said.first().map(String::as_str), Some("An owner team"));
        assert!(said.iter().all(|words| words.starts_with(char::is_uppercase)), "{said:?}");
        assert_eq!(title(Tier::Important), "What an important service has");
        assert_eq!(title(Tier::Critical), "What a critical service has");
    }
}
