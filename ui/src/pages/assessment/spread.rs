//! How the scores of a room lie: a column a score, a dot a person.

use super::words::offered;
use domain::assessment::{Answer, Method};
use yew::prelude::*;

/// What [`Spread`] takes.
#[derive(PartialEq, Properties)]
pub struct SpreadProps {
    /// The answer, with its votes shown.
    pub answer: Answer,
    /// On whose scale.
    pub method: Method,
    /// With the names; the wall is too small for them.
    #[prop_or_default]
    pub names: bool,
}

/// The columns.
#[component]
pub fn Spread(props: &SpreadProps) -> Html {
    let column = |score: u8| {
        let who: Vec<&str> = props
            .answer
            .votes
            .iter()
            .filter(|vote| vote.score == Some(score))
            .map(|vote| vote.who.as_str())
            .collect();
        let agreed = props.answer.agreed == Some(score);
        let spoken = format!(
            "{}: {}",
            props.method.score_word(score),
            if who.is_empty() { "nobody".to_owned() } else { who.join(", ") }
        );
        html! {
            <li key={score} class="spread-column" data-agreed={agreed.then_some("")} data-id={score.to_string()} aria-label={spoken}>
                <span class="spread-dots" aria-hidden="true">
                    { for who.iter().map(|name| html! {
                        <span class="spread-who"><i class="spread-dot" />if props.names { <span class="cut">{ *name }</span> }</span>
                    }) }
                </span>
                <b class="spread-score" aria-hidden="true">{ props.method.score_word(score) }</b>
            </li>
        }
    };
    html! { <ol class="spread-columns" data-names={props.names.then_some("")} data-act="spread">{ for offered(props.method).into_iter().map(column) }</ol> }
}
