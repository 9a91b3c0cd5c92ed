//! A profile small enough to stand beside others: one bar a dimension, in the same order everywhere.

use crate::{
    components::Shape,
    pages::assessment::{
        bars::bars,
        words::{mark_words, sign_state},
    },
    room::{href, words::day},
    route::Route,
};
use contract::{Profile, ProfileMark};
use domain::{
    Zone,
    assessment::{Mark, Method},
};
use yew::prelude::*;

/// One profile.
pub fn small(profile: &Profile, zone: Zone) -> Html {
    let when = profile.closed_at.map(|at| day(zone.date(at))).unwrap_or_default();
    html! {
        <article key={profile.id.to_string()} class="card small-profile" data-id={profile.id.to_string()}>
            <h3 class="small-title">
                <a class="row-link" data-act="open-review" href={href(Route::Assessment { id: profile.id })}>{ &profile.scope_words }</a>
            </h3>
            <p class="small-when">{ format!("Milestone {} · {when}", profile.milestone) }</p>
            <dl class="small-bars">
                { for profile.marks.iter().map(|one| html! {
                    <>
                        <dt>{ &one.label }</dt>
                        <dd>{ bar(one, profile.method) }</dd>
                    </>
                }) }
            </dl>
        </article>
    }
}

fn bar(one: &ProfileMark, method: Method) -> Html {
    match (one.mark, one.sign) {
        (mark, Some(sign)) => {
            let (state, words) = sign_state(mark, sign);
            html! { <span class="small-sign"><Shape {state} />{ words }</span> }
        }
        (Mark::Score(score), None) => bars(score, method),
        (other, None) => html! { <span class="muted">{ mark_words(other, method) }</span> },
    }
}

/// The newest closed review of each scope, grouped by template, scopes in the order of the alphabet.
#[must_use]
pub fn latest<'a>(closed: &[&'a Profile]) -> Vec<(String, Vec<&'a Profile>)> {
    let mut groups: Vec<(&str, String, Vec<&Profile>)> = Vec::new();
    for profile in closed {
        let at = groups.iter().position(|(key, ..)| *key == profile.template).unwrap_or_else(|| {
            groups.push((&profile.template, profile.template_title.clone(), Vec::new()));
            groups.len() - 1
        });
        let Some((_, _, of)) = groups.get_mut(at) else { continue };
        let known: Option<&mut &Profile> = of.iter_mut().find(|known| known.scope == profile.scope);
        match known {
            Some(known) if known.milestone < profile.milestone => *known = profile,
            Some(_) => {}
            None => of.push(profile),
        }
    }
    for (_, _, of) in &mut groups {
        of.sort_by_key(|profile| profile.scope_words.to_lowercase());
    }
    groups.into_iter().map(|(_, title, of)| (title, of)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::{Instant, assessment::Scope};

    fn profile(scope: &str, template: &str, milestone: u32, total: f64) -> Profile {
        Profile {
            id: format!("019a0c00-0007-7000-8000-0000000000{milestone:02}").parse().unwrap(),
            title: scope.to_owned(),
            scope: Scope::Team(scope.to_owned()),
            scope_words: scope.to_owned(),
            template: template.to_owned(),
            template_title: template.to_uppercase(),
            method: Method::Maturity,
            milestone,
            closed_at: Some(Instant::from_ms(i64::from(milestone))),
            marks: Vec::new(),
            total: Some(total),
            normalised: None,
            band: None,
        }
    }

    #[test]
    fn profiles_stand_by_name_and_never_by_score() {
        let all = [
            profile("Zeta", "maturity", 1, 40.0),
            profile("alpha", "maturity", 2, 9.0),
            profile("Beta", "quality", 1, 50.0),
            profile("alpha", "maturity", 1, 8.0),
        ];
        let groups = latest(&all.iter().collect::<Vec<_>>());
        let said: Vec<(&str, Vec<(&str, u32)>)> = groups
            .iter()
            .map(|(title, of)| {
                (title.as_str(), of.iter().map(|one| (one.scope_words.as_str(), one.milestone)).collect())
            })
            .collect();
        assert_eq!(said, [("MATURITY", vec![("alpha", 2), ("Zeta", 1)]), ("QUALITY", vec![("Beta", 1)])]);
    }
}
