//! What a service of its tier has: what is there, what is not, why it is asked for, and where it is mended.

use crate::{
    components::{Button, ButtonKind, Card, Shape, State},
    pages::catalog::Others,
    room::focus,
};
use contract::TierGap;
use domain::catalog::{Requirement, TIER_RULES, TierRule, service::Tier};
use domain::{Kind, text::capital};
use yew::prelude::*;

/// What [`TierCard`] takes.
#[derive(PartialEq, Properties)]
pub struct TierCardProps {
    /// Its tier, as the backend knows it.
    pub tier: Tier,
    /// What the workspace does not show.
    pub gaps: Vec<TierGap>,
    /// Beginning something of a kind with it.
    pub onbegin: Callback<Kind>,
    /// What the other systems can begin.
    pub begins: Others,
}

/// The card.
#[component]
pub fn TierCard(props: &TierCardProps) -> Html {
    let rules: Vec<&TierRule> = TIER_RULES.iter().filter(|rule| rule.tiers.contains(&props.tier)).collect();
    let gap = |rule: &TierRule| props.gaps.iter().find(|gap| gap.says == rule.says);
    let met = rules.iter().filter(|rule| gap(rule).is_none()).count();
    if props.tier == Tier::NotStated {
        return html! {
            <Card title="What its tier asks for" class="tier-card">
                <p class="soft">{ "Its tier is not stated, so nothing is asked of it. State it under “What it is”." }</p>
            </Card>
        };
    }
    let aside = if met == rules.len() {
        "all of it is there".to_owned()
    } else {
        format!("{met} of {} are there", rules.len())
    };
    html! {
        <Card title={title(props.tier)} flush={true} aside={html! { aside }} class="tier-card">
            <ul data-act="tier-rules">
                { for rules.into_iter().map(|rule| line(rule, gap(rule), props)) }
            </ul>
        </Card>
    }
}

fn title(tier: Tier) -> String {
    let word = tier.label().to_lowercase();
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("What {article} {word} service has")
}

fn line(rule: &TierRule, gap: Option<&TierGap>, props: &TierCardProps) -> Html {
    let state = if gap.is_none() { State::Good } else { State::Off };
    let said = if gap.is_none() { "there" } else { "missing" };
    let key = rule.rule.word().to_owned();
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
            if gap.is_some() { { mend(&rule.rule, props) } }
        </li>
    }
}

/// `has an owner team` → `An owner team`: the card says already that it is about having.
fn sentence(says: &str) -> String {
    capital(says.strip_prefix("has ").unwrap_or(says))
}

/// The key that leads to where it is mended.
fn mend(rule: &Requirement, props: &TierCardProps) -> Html {
    let to_field = |path: &'static str| Callback::from(move |()| focus(path));
    let (act, words, onclick) = match rule {
        Requirement::Owner => ("mend-owner", "Name the team", to_field("owner_team")),
        Requirement::Rotation => ("mend-rotation", "Name the rotation", to_field("oncall_rotation")),
        Requirement::Budget => ("mend-budget", "Write it down", to_field("budget.remaining_pct")),
        Requirement::WeakerUpstream => ("mend-upstream", "See what it calls", to_field("upstream")),
        Requirement::Lately(word) => {
            let kind = word.parse::<Kind>().ok();
            let Some((kind, begins)) = kind.and_then(|kind| Some((kind, (props.begins.begins)(kind)?)))
            else {
                return Html::default();
            };
            (begins.act, begins.words, props.onbegin.reform(move |()| kind))
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
