#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
use super::*;
use domain::{
    Instant,
    assessment::{Scope, TEMPLATES},
    time::parse_date,
};

fn review(key: &str) -> Assessment {
    let template = TEMPLATES.iter().find(|template| template.key == key).unwrap().clone();
    let mut review = Assessment::new("checkout", Scope::Organisation, template);
    review.participants = ["Ada", "Grace", "Linus"].map(str::to_owned).to_vec();
    review
}

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

#[test]
fn totals_have_a_decimal_only_where_they_need_one() {
    assert_eq!([28.0, 17.142_857, 16.999_999].map(points), ["28", "17.1", "17"]);
}

#[test]
fn the_outliers_are_named_with_their_scores() {
    let mut review = review("maturity");
    for (who, score) in [("Ada", 2), ("Grace", 5), ("Linus", 2)] {
        review.vote(0, who, score).unwrap();
    }
    review.reveal(0, Instant::from_ms(0)).unwrap();
    let spread = review.answers[0].spread().unwrap();
    assert_eq!(outliers(&spread, Method::Maturity).unwrap(), "Ada and Linus (2) and Grace (5) speak first.");
    assert_eq!(spread_words(&spread, Method::Maturity), "2–5");
    assert_eq!(votes_words(&review.answers[0], Method::Maturity), "Ada 2 · Linus 2 · Grace 5");
    assert_eq!(voters(&review), 3);
}

#[test]
fn keys_give_the_score_that_they_print() {
    assert_eq!(
        offered(Method::Maturity).iter().map(|s| key_of(Method::Maturity, *s)).collect::<String>(),
        "12345"
    );
    assert_eq!(
        offered(Method::Rubric).iter().map(|s| key_of(Method::Rubric, *s)).collect::<String>(),
        "012345"
    );
    let pulse: Vec<_> = offered(Method::Pulse)
        .iter()
        .map(|s| (key_of(Method::Pulse, *s), Method::Pulse.score_word(*s)))
        .collect();
    assert_eq!(pulse, [("1", "yes".to_owned()), ("2", "unsure".to_owned()), ("3", "no".to_owned())]);
}

#[test]
fn evidence_grows_old() {
    let today = day("2026-11-23");
    let old = Evidence::of("Dashboard", "", day("2026-03-01"));
    let new = Evidence::of("Runbook", "", day("2026-11-01"));
    assert_eq!(evidence_words(&[], today), (State::Off, "none".into()));
    assert_eq!(evidence_words(std::slice::from_ref(&new), today), (State::Good, "1 fresh".into()));
    assert_eq!(evidence_words(&[old.clone(), new], today), (State::Watch, "1 of 2 stale".into()));
    assert_eq!(evidence_words(&[old], today), (State::Watch, "stale, 8 months".into()));
    assert_eq!(age(day("2026-11-22"), today), "1 day old");
}

#[test]
fn an_address_at_the_end_of_evidence_is_its_link() {
    let today = day("2026-11-23");
    let of = |typed| {
        let evidence = evidence_of(typed, today);
        (evidence.text, evidence.link)
    };
    assert_eq!(
        of(" SLO dashboard  https://grafana/d/1 "),
        ("SLO dashboard".into(), "https://grafana/d/1".into())
    );
    assert_eq!(of("https://grafana/d/1"), ("https://grafana/d/1".into(), "https://grafana/d/1".into()));
    assert_eq!(of("We looked at it"), ("We looked at it".into(), String::new()));
}

#[test]
fn what_was_said_can_be_taken_back_by_saying_what_was() {
    let mut review = review("maturity");
    review.solo = true;
    let said = |dimension, score| Said::Agree { dimension, score };
    let now = Instant::from_ms(0);
    for (first, second) in [
        (said(0, Some(2)), said(0, Some(4))),
        (said(1, Some(2)), Said::SetAside { dimension: 1, reason: Some("Not ours".into()) }),
        (Said::SetAside { dimension: 2, reason: Some("Not ours".into()) }, said(2, Some(3))),
        (said(3, None), said(3, Some(3))),
        (said(4, None), Said::SetAside { dimension: 4, reason: Some("Not ours".into()) }),
        (
            Said::SetAside { dimension: 5, reason: Some("No".into()) },
            Said::SetAside { dimension: 5, reason: None },
        ),
    ] {
        review.hear(&first, now).unwrap();
        let before = review.clone();
        let (Said::Agree { dimension, .. } | Said::SetAside { dimension, .. }) = second else {
            unreachable!()
        };
        let back = inverse(&second, Some(&before.answers[dimension])).unwrap();
        review.hear(&second, now).unwrap();
        review.hear(&back, now).unwrap();
        assert_eq!(review, before, "{second:?}");
    }
    let vote = Said::Vote { dimension: 0, who: "Ada".into(), score: 4 };
    let none = Answer::default();
    assert_eq!(inverse(&vote, Some(&none)), Some(Said::Withdraw { dimension: 0, who: "Ada".into() }));
    review.vote(6, "Ada", 2).unwrap();
    let before = Said::Vote { dimension: 6, who: "Ada".into(), score: 2 };
    let vote = Said::Vote { dimension: 6, who: "Ada".into(), score: 4 };
    assert_eq!(inverse(&vote, Some(&review.answers[6])), Some(before));
    for (said, back) in
        [(Said::Close, Said::Reopen), (Said::Reveal { dimension: 6 }, Said::Cover { dimension: 6 })]
    {
        assert_eq!((inverse(&said, None), inverse(&back, None)), (Some(back), Some(said)));
    }
}

#[test]
fn a_change_is_told_in_words_and_by_its_direction() {
    let row = |before, after, causes| Compared { key: "x".into(), name: "X".into(), before, after, causes };
    let up = row(Some(Mark::Score(2)), Some(Mark::Score(4)), vec![Cause::Moved(2), Cause::EvidenceRenewed]);
    assert_eq!(since(&up, Method::Maturity, None), ("+2".into(), Some(true)));
    assert_eq!(
        causes(&up, Method::Maturity),
        ["The room agreed 2 points up, from 2 to 4.", "There is newer evidence."]
    );
    let warning = row(Some(Mark::Score(0)), Some(Mark::Score(2)), vec![Cause::Moved(2)]);
    assert_eq!(since(&warning, Method::Pulse, Some(Sign::Warning)), ("was no".into(), Some(false)));
    assert_eq!(causes(&warning, Method::Pulse), ["The answer changed from no to yes."]);
    let out =
        row(Some(Mark::Score(3)), Some(Mark::NotApplicable), vec![Cause::LeftOut("Serverless.".into())]);
    assert_eq!(since(&out, Method::Maturity, None), ("–".into(), None));
    assert_eq!(
        causes(&out, Method::Maturity),
        ["It does not apply any more: Serverless. It left the average."]
    );
}

#[test]
fn the_room_goes_to_what_is_open() {
    let mut review = review("maturity");
    review.solo = true;
    for at in [0, 2, 3, 4, 5, 6, 7] {
        review.agree(at, Some(3)).unwrap();
    }
    assert_eq!((next_open(&review, 2), next_open(&review, 0)), (Some(1), Some(1)));
    review.agree(1, Some(3)).unwrap();
    assert_eq!(next_open(&review, 1), None);
}

#[test]
fn whoever_has_not_scored_is_missing() {
    let mut review = review("maturity");
    review.vote(0, "Grace", 3).unwrap();
    let answer = review.answers[0].clone();
    assert_eq!(missing(&review, &answer), ["Ada", "Linus"]);
}
