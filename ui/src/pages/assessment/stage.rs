//! The faces of the stage while a review is on it. No note gets here, and no score before the room looks at all of them.

use crate::{
    backend,
    components::{Shape, State, Timer},
    hooks::loaded::use_loaded,
    pages::assessment::{
        spread::Spread,
        words::{mark_words, outliers, points, sign_state},
    },
    room::run::clock::left,
    stage::frame::{Frame, StageFace},
};
use contract::{Notice, Review, ReviewView};
use domain::{
    Id, Kind,
    assessment::{Answer, Assessment, Dimension, Mark, Method, Sign},
};
use yew::prelude::*;

/// More dimensions than this do not fit beside the total.
const ROWS_MAX: usize = 8;

/// More signs of a kind than this do not fit under its name.
const SIGNS_MAX: usize = 6;

/// The face of a record, if it is a review.
pub fn of(kind: Kind, id: Id, frame: &Frame) -> Option<Html> {
    (kind == Kind::Assessment)
        .then(|| html! { <ReviewStage key={id.to_string()} {id} frame={frame.clone()} /> })
}

/// What [`ReviewStage`] takes.
#[derive(PartialEq, Properties)]
pub struct ReviewStageProps {
    /// The review.
    pub id: Id,
    /// The frame.
    pub frame: Frame,
}

/// The review on the stage's own window, asked again whenever it changes.
#[component]
pub fn ReviewStage(props: &ReviewStageProps) -> Html {
    let (view, _) = use_loaded(
        Review { assessment: props.id, against: None },
        |asked, notice| matches!(notice, Notice::Record { kind: Kind::Assessment, id, .. } if *id == asked.assessment),
    );
    match view.ready() {
        Some(view) => props.frame.around(face(view)),
        None => html! { <div class="stage" data-window="" /> },
    }
}

/// The face that fits the moment, of a review as the room may see it.
pub fn face(view: &ReviewView) -> StageFace {
    let review = &view.assessment;
    let present = review.present.as_ref().and_then(|present| {
        Some((
            present.dimension,
            review.template.dimensions.get(present.dimension)?,
            review.answers.get(present.dimension)?,
        ))
    });
    let title = AttrValue::from(view.scope.clone());
    let face = match present {
        _ if review.closed_at.is_some() && review.template.method == Method::Pulse => pulse(review),
        _ if review.closed_at.is_some() => result(review),
        Some((at, dimension, answer)) => asked(view, at, dimension, answer),
        // What everybody has is laid out as everybody's.
        None => return StageFace::idle(title, &review.template.title, &begin_words(review)),
    };
    StageFace { room: Some("assessment"), title, ..face }
}

fn begin_words(review: &Assessment) -> String {
    let all = review.template.dimensions.len();
    if review.solo {
        format!("{all} questions, {} min each", review.timebox_min)
    } else {
        format!("{all} questions. Everybody answers alone first")
    }
}

/// One dimension: its name and the clock, then what the scores look like, then how they lie.
fn asked(view: &ReviewView, at: usize, dimension: &Dimension, answer: &Answer) -> StageFace {
    let review = &view.assessment;
    let now = backend::now();
    let clock = review.clock().map(|timer| html! { <Timer face={left(&timer, now, now)} /> });
    let place = format!("{} of {}", at + 1, review.answers.len());
    let shown = answer.revealed_at.is_some();
    let mode = if shown { "revealed" } else { "asked" };
    let main = html! {
        <>
            <div class="stage-question">
                <p class="stage-dimension" data-long={(dimension.name.chars().count() > 24).then_some("")}>{ &dimension.name }</p>
                <div class="stage-figure">{ for clock }</div>
            </div>
            if shown {
                <Spread answer={answer.clone()} method={review.template.method} />
            } else {
                { anchors(view, dimension, answer) }
            }
        </>
    };
    StageFace { mode, place: Some(place), main, foot: foot(review, answer), ..StageFace::default() }
}

/// What the scores look like, in as many rows as the wall holds: see [`Row::of`]. In a pulse what a yes would mean.
fn anchors(view: &ReviewView, dimension: &Dimension, answer: &Answer) -> Html {
    let method = view.assessment.template.method;
    let last = last_time(view, dimension);
    if let Some(sign) = dimension.sign {
        let words = match sign {
            Sign::Healthy => "A healthy sign: yes, unsure or no?",
            Sign::Warning => "A warning sign: yes, unsure or no?",
        };
        let last = last.map(|last| format!(" Last time: {}.", mark_words(last, method)));
        return html! { <p class="stage-reason">{ words }{ for last }</p> };
    }
    let row = |row: Row| {
        html! {
            <li key={row.score} data-agreed={(answer.mark() == Mark::Score(row.score)).then_some("")}>
                <b>{ row.score }</b>
                <span class="stage-anchor">
                    if !row.said.is_empty() { <em>{ row.said }</em>{ ": " } }
                    { dimension.anchor(method, row.score).unwrap_or_default() }
                </span>
            </li>
        }
    };
    html! { <ol class="stage-anchors">{ for Row::of(method, answer.mark(), last).into_iter().map(row) }</ol> }
}

/// Where the dimension stood last time; `None` where it was not asked, or nothing was agreed.
fn last_time(view: &ReviewView, dimension: &Dimension) -> Option<Mark> {
    let (_, before) = view.against.as_ref()?;
    let at = before.template.dimensions.iter().position(|asked| asked.key == dimension.key)?;
    Some(before.answers.get(at)?.mark()).filter(|mark| *mark != Mark::Open)
}

/// A score on the wall.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    score: u8,
    /// What the score is to the room: where it stood last time, what would be one higher.
    said: &'static str,
}

impl Row {
    /// Three rows at most, since each needs two lines of type that the last chair can read. The lowest, the middle and the
    /// highest score; once there is a last time, where the room stood, what makes it one higher, and the top; once a score
    /// is agreed, that score and what makes it one higher.
    fn of(method: Method, now: Mark, last: Option<Mark>) -> Vec<Self> {
        let scale = method.scores();
        let (lowest, middle, highest) = (*scale.start(), 3, *scale.end());
        let plain = |score| Self { score, said: "" };
        let higher = |score: u8| (score < highest).then(|| Self { score: score + 1, said: "One higher" });
        match (now, last) {
            (Mark::Score(score), _) => std::iter::once(plain(score)).chain(higher(score)).collect(),
            (_, Some(Mark::Score(score))) => {
                let mut rows = vec![Self { score, said: "Last time" }];
                rows.extend(higher(score));
                for other in [highest, middle, lowest] {
                    if rows.len() < 3 && rows.iter().all(|row| row.score != other) {
                        rows.push(plain(other));
                    }
                }
                rows.sort_by_key(|row| row.score);
                rows
            }
            _ => [lowest, middle, highest].map(plain).into(),
        }
    }
}

/// Who has scored, who speaks first, what was agreed.
fn foot(review: &Assessment, answer: &Answer) -> Html {
    let method = review.template.method;
    let spread = answer.spread();
    let (state, words) = match (answer.mark(), &spread) {
        (Mark::NotApplicable, _) => (State::Off, "Does not apply here".to_owned()),
        (Mark::Score(score), _) => (State::Good, format!("Agreed on {}", method.score_word(score))),
        (Mark::Open, Some(spread)) => match outliers(spread, method) {
            Some(words) => (State::Watch, words),
            None => (State::Good, "The scores lie together".to_owned()),
        },
        (Mark::Open, None) if review.solo => return Html::default(),
        (Mark::Open, None) => {
            let (have, all) = (answer.votes.len(), review.participants.len());
            let state = if have == all && all > 0 { State::Good } else { State::Off };
            (state, format!("{have} of {all} have scored"))
        }
    };
    html! {
        <p class="stage-foot" data-state={state.name()}><Shape {state} /><span class="stage-foot-words">{ words }</span></p>
    }
}

/// The end: what it comes to, and where it stands.
fn result(review: &Assessment) -> StageFace {
    let result = review.result();
    let (low, high) = result.bounds;
    let total = result.total.map(points).unwrap_or_default();
    let band = result.band.map(|band| band.name.clone());
    let top = *review.template.method.scores().end();
    let more = result.weakest.len().saturating_sub(ROWS_MAX);
    let shown = result.weakest.iter().take(if more > 0 { ROWS_MAX - 1 } else { ROWS_MAX });
    let rest = match (more, result.left_out.len()) {
        (0, 0) => String::new(),
        (0, out) => format!(", {out} left out"),
        (more, 0) => format!(", {} stronger", more + 1),
        (more, out) => format!(", {} stronger, {out} left out", more + 1),
    };
    let main = html! {
        <>
            <section class="stage-total">
                <p class="stage-figure">{ total }</p>
                <p class="stage-band">{ band.unwrap_or_else(|| "Result".to_owned()) }</p>
                <p class="stage-step">{ format!("on {low:.0}–{high:.0}{rest}") }</p>
            </section>
            <ul class="stage-profile">
                { for shown.filter_map(|at| {
                    let dimension = review.template.dimensions.get(*at)?;
                    let Mark::Score(score) = review.answers.get(*at)?.mark() else { return None };
                    Some(html! {
                        <li key={*at}>
                            <span class="stage-name">{ dimension.label() }</span>
                            <span class="stage-steps" aria-hidden="true">
                                { for (1..=top).map(|step| html! { <i data-on={(step <= score).then_some("")} /> }) }
                            </span>
                            <b>{ score }</b>
                        </li>
                    })
                }) }
            </ul>
        </>
    };
    StageFace { mode: "result", place: Some(milestone(review)), main, ..StageFace::default() }
}

fn milestone(review: &Assessment) -> String {
    format!("Milestone {}", review.milestone)
}

/// The end of a pulse: the signs that are seen, and no number over them.
fn pulse(review: &Assessment) -> StageFace {
    let column = |kind: Sign, title: &'static str| {
        let pairs = review.template.dimensions.iter().zip(&review.answers);
        let mut of_kind: Vec<_> = pairs.filter(|(dimension, _)| dimension.sign == Some(kind)).collect();
        let all = of_kind.len();
        if all > SIGNS_MAX {
            // What points the wrong way is what the room talks about; the rest is counted.
            of_kind.sort_by_key(|(_, answer)| match sign_state(answer.mark(), kind).0 {
                State::Bad => 0,
                State::Watch => 1,
                _ => 2,
            });
            of_kind.truncate(SIGNS_MAX - 1);
        }
        let more = all - of_kind.len();
        html! {
            <section>
                <h2 class="stage-band">{ title }</h2>
                <ul class="stage-profile">
                    { for of_kind.into_iter().map(|(dimension, answer)| {
                        let (state, words) = sign_state(answer.mark(), kind);
                        html! {
                            <li key={dimension.key.clone()}>
                                <span class="stage-name">{ dimension.label() }</span>
                                <span class="stage-value" data-state={state.name()}><Shape {state} />{ words }</span>
                            </li>
                        }
                    }) }
                    if more > 0 { <li><span class="stage-name">{ format!("and {more} more") }</span></li> }
                </ul>
            </section>
        }
    };
    let main = html! { <>{ column(Sign::Healthy, "Healthy") }{ column(Sign::Warning, "Warnings") }</> };
    StageFace { mode: "pulse", place: Some(milestone(review)), main, ..StageFace::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(now: Mark, last: Option<u8>) -> Vec<(u8, &'static str)> {
        let rows = Row::of(Method::Maturity, now, last.map(Mark::Score));
        rows.into_iter().map(|row| (row.score, row.said)).collect()
    }

    #[test]
    fn the_wall_says_where_the_room_stood_and_what_is_one_higher() {
        assert_eq!(said(Mark::Open, None), [(1, ""), (3, ""), (5, "")]);
        assert_eq!(said(Mark::Open, Some(2)), [(2, "Last time"), (3, "One higher"), (5, "")]);
        assert_eq!(said(Mark::Open, Some(4)), [(3, ""), (4, "Last time"), (5, "One higher")]);
        assert_eq!(said(Mark::Open, Some(5)), [(1, ""), (3, ""), (5, "Last time")]);
        assert_eq!(said(Mark::Score(3), Some(2)), [(3, ""), (4, "One higher")]);
        assert_eq!(said(Mark::Score(5), None), [(5, "")]);
        let rows = Row::of(Method::Rubric, Mark::Open, Some(Mark::Score(0)));
        assert_eq!(rows.iter().map(|row| row.score).collect::<Vec<_>>(), [0, 1, 5]);
    }
}
