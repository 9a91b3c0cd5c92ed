//! Scores, bands, votes and comparisons.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test stops at the first surprise; the sums are exact"
)]
use super::*;
use crate::Instant;
use chrono::NaiveDate;
use proptest::prelude::*;

fn template(key: &str) -> Template {
    TEMPLATES.iter().find(|template| template.key == key).unwrap().clone()
}

fn date(month: u32, day: u32) -> Date {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

const NOW: Instant = Instant::from_ms(1_795_600_000_000);

/// A solo review with these scores.
fn scored(key: &str, scores: &[u8]) -> Assessment {
    let mut assessment = Assessment::new("Checkout", Scope::Organisation, template(key));
    assessment.solo = true;
    for (at, score) in scores.iter().enumerate() {
        assessment.agree(at, Some(*score)).unwrap();
    }
    assessment
}

#[test]
fn the_templates_are_whole() {
    assert_eq!(
        TEMPLATES.iter().map(|template| template.check()).collect::<Vec<_>>(),
        [Ok(()), Ok(()), Ok(())]
    );
    assert_eq!(TEMPLATES.iter().map(|template| template.dimensions.len()).collect::<Vec<_>>(), [8, 8, 12]);
    let weights = template("quality").dimensions.iter().map(|dimension| dimension.weight).collect::<Vec<_>>();
    assert_eq!(weights, [20, 15, 15, 15, 10, 10, 10, 5]);
    let warnings =
        template("culture").dimensions.iter().filter(|sign| sign.sign == Some(Sign::Warning)).count();
    assert_eq!(warnings, 6);
}

#[test]
fn every_score_vector_has_the_band_of_its_total() {
    let mut assessment = scored("maturity", &[1; 8]);
    for vector in 0..5_u32.pow(8) {
        let mut rest = vector;
        let mut sum = 0;
        for answer in &mut assessment.answers {
            let score = u8::try_from(rest % 5).unwrap() + 1;
            answer.agreed = Some(score);
            sum += u32::from(score);
            rest /= 5;
        }
        let result = assessment.result();
        let expected = match sum {
            8..=16 => "Firefighting",
            17..=24 => "Foundation built",
            25..=32 => "Maturing",
            _ => "Advanced",
        };
        assert_eq!(result.total, Some(f64::from(sum)));
        assert_eq!(result.band.unwrap().name, expected, "{sum}");
        assert_eq!(result.normalised, Some((f64::from(sum) - 8.0) / 32.0));
        let next = result.next.map(|(band, points)| (band.from, points));
        assert_eq!(
            next,
            [17, 25, 33].into_iter().find(|from| *from > sum).map(|from| (from, f64::from(from - sum)))
        );
    }
}

#[test]
fn the_rubric_is_weighted_and_reaches_its_bounds() {
    assert_eq!(scored("quality", &[0; 8]).result().total, Some(0.0));
    assert_eq!(scored("quality", &[5; 8]).result().total, Some(100.0));
    // Σ weight × rating ÷ 5: 20 × 4/5 + 15 × 3/5 × 3 + 10 × 2/5 × 3 + 5 × 1/5 = 16 + 27 + 12 + 1
    let total = scored("quality", &[4, 3, 3, 3, 2, 2, 2, 1]).result().total.unwrap();
    assert!((total - 56.0).abs() < 1e-9, "{total}");
    assert_eq!(scored("quality", &[3; 8]).result().weakest[0], 0, "the heaviest of equals first");
}

#[test]
fn a_pulse_counts_signs_that_point_the_right_way() {
    let healthy = scored("culture", &[2, 2, 2, 2, 2, 2, 0, 0, 0, 0, 0, 0]);
    assert_eq!(healthy.result().total, Some(100.0));
    let unsure = scored("culture", &[1; 12]);
    assert_eq!(unsure.result().total, Some(50.0));
    let mut mixed = healthy;
    mixed.agree(7, Some(2)).unwrap();
    assert_eq!(mixed.result().weakest[0], 7, "a warning that is true is the weakest");
}

#[test]
fn what_does_not_apply_leaves_the_average() {
    let mut assessment = scored("maturity", &[4, 4, 4, 4, 1, 4, 4, 4]);
    assert_eq!(assessment.result().total, Some(29.0));
    assert!(assessment.set_aside(4, Some("  ")).is_err(), "a reason is needed");
    assessment.set_aside(4, Some("We run no service of our own")).unwrap();
    let result = assessment.result();
    assert_eq!((result.total, result.left_out.as_slice()), (Some(32.0), [4].as_slice()));
    assert_eq!(result.weakest.len(), 7);
    assessment.agree(4, Some(1)).unwrap();
    assert_eq!(assessment.result().total, Some(29.0), "a score says that it applies after all");
    let none = Assessment::new("x", Scope::Organisation, template("maturity"));
    assert_eq!((none.result().total, none.result().band), (None, None));
}

#[test]
fn bands_stay_half_open_when_the_mean_falls_between() {
    // Seven of eight count: Σ 15 of 7–35 is 8/28 of the way, 8 + 32 × 8/28 = 17.14.
    let mut assessment = scored("maturity", &[3, 2, 2, 2, 2, 2, 2, 5]);
    assessment.set_aside(7, Some("Not ours")).unwrap();
    assert_eq!(assessment.result().band.unwrap().name, "Foundation built");
    assessment.agree(0, Some(2)).unwrap(); // 8 + 32 × 7/28 = 16
    assert_eq!(assessment.result().band.unwrap().name, "Firefighting");
}

#[test]
fn nobody_sees_a_vote_before_it_is_shown_and_nobody_changes_it_after() {
    let mut room = Assessment::new("Checkout", Scope::Team("Payments".into()), template("maturity"));
    room.participants = ["Ada", "Grace", "Linus"].map(str::to_owned).to_vec();
    assert!(room.reveal(0, NOW).unwrap_err().message.contains("Nobody has scored"));
    room.vote(0, "Ada", 1).unwrap();
    room.vote(0, "Ada", 2).unwrap();
    room.vote(0, "Grace", 4).unwrap();
    assert!(room.vote(0, "Eve", 3).unwrap_err().message.contains("takes no part"));
    assert!(room.vote(0, "Ada", 6).unwrap_err().message.contains("from 1 to 5"));
    assert!(room.agree(0, Some(3)).unwrap_err().message.contains("alone first"));
    assert!(room.veiled().answers[0].votes.iter().all(|vote| vote.score.is_none()));
    assert_eq!((room.answers[0].spread(), room.answers[0].votes.len()), (None, 2));
    room.vote(0, "Linus", 5).unwrap();
    room.withdraw(0, "Linus").unwrap();
    assert_eq!(room.answers[0].votes.len(), 2);
    room.reveal(0, NOW).unwrap();
    assert!(room.vote(0, "Linus", 5).unwrap_err().message.contains("on the table"));
    assert!(room.withdraw(0, "Ada").unwrap_err().message.contains("on the table"));
    let spread = room.answers[0].spread().unwrap();
    assert_eq!((spread.lowest, spread.highest), (2, 4));
    assert_eq!(spread.outliers, Some((vec!["Ada".into()], vec!["Grace".into()])));
    room.agree(0, Some(3)).unwrap();
    assert_eq!(room.veiled(), room, "what is shown stays shown");
    assert_eq!(room.status(), AssessmentStatus::Scoring);
    assert!(room.close(NOW).unwrap_err().message.contains("Monitoring"));
}

#[test]
fn a_closed_review_stands_and_the_next_one_begins_empty() {
    let mut first = scored("maturity", &[2; 8]);
    first.close(NOW).unwrap();
    assert_eq!(first.status(), AssessmentStatus::Agreed);
    assert!(first.agree(0, Some(5)).unwrap_err().message.contains("closed"));
    let id = Id(uuid::Uuid::nil());
    let second = first.next(id, template("maturity"));
    assert_eq!(
        (second.milestone, second.previous, second.status()),
        (2, Some(id), AssessmentStatus::Planned)
    );
    assert_eq!(first.moves().len(), 3);
    assert_eq!(first.moves()[0].1, template("maturity").dimensions[0].anchors[2]);
}

#[test]
fn a_change_says_what_it_comes_from() {
    let today = date(11, 23);
    let mut before = scored("maturity", &[2, 3, 3, 3, 2, 3, 3, 3]);
    before.answers[1].evidence = vec![Evidence::of("Dashboard", "", date(1, 10))];
    before.set_aside(7, Some("No rotation")).unwrap();
    let mut after = before.next(Id(uuid::Uuid::nil()), template("maturity"));
    after.template.dimensions[3].anchors[4].push_str(" Also on Fridays.");
    after.template.dimensions[6].key = "toil-2".into();
    for (at, score) in [4, 3, 3, 3, 2, 3, 3, 3].into_iter().enumerate() {
        after.answers[at].agreed = Some(score);
    }
    after.answers[1].evidence = vec![Evidence::of("Dashboard", "", date(1, 20))];
    after.set_aside(5, Some("Serverless")).unwrap();
    let compared = compare(&before, &after, today);
    let causes = |key: &str| compared.iter().find(|row| row.key == key).unwrap().causes.clone();
    assert_eq!(causes("slos"), [Cause::Moved(2)]);
    assert_eq!(causes("monitoring"), [Cause::EvidenceRenewed, Cause::EvidenceStale]);
    assert_eq!(causes("incident-response"), []);
    assert_eq!(causes("automation"), [Cause::Reworded]);
    assert_eq!(causes("capacity"), [Cause::LeftOut("Serverless".into())]);
    assert_eq!(causes("on-call"), [Cause::Applies]);
    assert_eq!(causes("toil-2"), [Cause::Added]);
    assert_eq!(causes("toil"), [Cause::Dropped]);
    assert_eq!(compared.len(), 9);
}

#[test]
fn bad_templates_and_answers_are_refused_at_their_field() {
    let refused = |change: fn(&mut Assessment)| {
        let mut assessment = scored("quality", &[3; 8]);
        change(&mut assessment);
        assessment.check().unwrap_err().field
    };
    assert_eq!(refused(|a| a.template.dimensions[0].weight = 21), "template.dimensions");
    assert_eq!(
        refused(|a| a.template.dimensions[1].key = "slo-coverage".into()),
        "template.dimensions.1.key"
    );
    assert_eq!(refused(|a| a.template.dimensions[0].anchors.truncate(5)), "template.dimensions.0.anchors");
    assert_eq!(refused(|a| a.answers[0].agreed = Some(6)), "answers.0.agreed");
    assert_eq!(refused(|a| a.answers.truncate(7)), "answers");
    assert_eq!(refused(|a| a.participants = vec!["Ada".into(), "Ada".into()]), "participants.1");
    let link = |a: &mut Assessment| {
        a.answers[0].evidence = vec![Evidence::of("x", "javascript:alert(1)", date(1, 1))]
    };
    assert_eq!(refused(link), "answers.0.evidence.0.link");
    let mut dashboard = scored("quality", &[3; 8]);
    let address = |letters: usize| format!("https://grafana.example/d/{}", "x".repeat(letters));
    dashboard.answers[0].evidence = vec![Evidence::of("Dashboard", &address(1_900), date(1, 1))];
    assert_eq!(dashboard.check(), Ok(()), "addresses of dashboards carry their whole state");
    dashboard.answers[0].evidence = vec![Evidence::of("Dashboard", &address(2_000), date(1, 1))];
    assert_eq!(dashboard.check().unwrap_err().field, "answers.0.evidence.0.link");
    assert_eq!(scored("quality", &[3; 8]).check(), Ok(()));
}

#[test]
fn a_key_hit_too_early_is_taken_back_and_time_goes_on() {
    let mut room = Assessment::new("Checkout", Scope::Organisation, template("maturity"));
    room.participants = vec!["Ada".into(), "Grace".into()];
    room.present(0, NOW).unwrap();
    room.present(0, NOW.plus_ms(60_000)).unwrap();
    assert_eq!(
        room.present.as_ref().unwrap().since,
        NOW,
        "the same name pressed again gives no fresh minutes"
    );
    room.vote(0, "Ada", 2).unwrap();
    assert_eq!(room.cover(0).unwrap_err().field, "votes");
    room.reveal(0, NOW).unwrap();
    room.cover(0).unwrap();
    room.vote(0, "Ada", 3).unwrap();
    room.reveal(0, NOW).unwrap();
    room.agree(0, Some(3)).unwrap();
    assert_eq!(room.cover(0).unwrap_err().field, "agreed");
    room.present(1, NOW.plus_ms(100_000)).unwrap();
    room.present(0, NOW.plus_ms(500_000)).unwrap();
    assert_eq!(room.present.as_ref().unwrap().since, NOW.plus_ms(400_000), "100 s were spent before");
    for at in 1..8 {
        room.set_aside(at, Some("Not ours")).unwrap();
    }
    let open = room.clone();
    room.close(NOW.plus_ms(600_000)).unwrap();
    assert_eq!(room.answers[0].spent_ms, 200_000);
    assert!(room.agree(0, Some(4)).is_err(), "its scores stand");
    room.reopen().unwrap();
    assert_eq!(room.answers[0].agreed, open.answers[0].agreed);
    assert!(room.reopen().is_err() && room.agree(0, Some(4)).is_ok());
}

#[test]
fn the_wall_gets_no_note_and_no_evidence() {
    let mut room = scored("maturity", &[3; 8]);
    room.answers[2].note = "Bob is a bottleneck".into();
    room.answers[2].evidence = vec![Evidence::of("Interview", "", date(11, 1))];
    let wall = room.on_stage();
    assert!(wall.answers.iter().all(|answer| answer.note.is_empty() && answer.evidence.is_empty()));
    assert_eq!(wall.result(), room.result());
    assert_eq!(room.veiled(), room, "on paper they stand");
}

#[test]
fn every_change_has_its_cause() {
    let mut before = scored("culture", &[1; 12]);
    before.answers[0].evidence = vec![Evidence::of("Survey", "", date(1, 5))];
    before.answers[1].evidence = vec![Evidence::of("Survey", "", date(1, 5))];
    before.set_aside(2, Some("No freeze yet")).unwrap();
    let mut after = before.clone();
    after.template.dimensions[3].name = "We never freeze".into();
    after.answers[0].evidence.clear();
    after.answers[1].evidence[0].fresh_until = date(12, 1);
    after.answers[2].not_applicable = Some("Nothing is released".into());
    let compared = compare(&before, &after, date(2, 1));
    assert_eq!(compared[0].causes, [Cause::EvidenceGone]);
    assert_eq!(compared[1].causes, [Cause::EvidenceExtended]);
    assert_eq!(compared[2].causes, [Cause::OtherReason("Nothing is released".into())]);
    assert_eq!(compared[3].causes, [Cause::Reworded], "in a pulse the name is the question");
    assert!(compared[4..].iter().all(|row| row.causes.is_empty()));
}

proptest! {
    #[test]
    fn a_rubric_is_the_weighted_sum_whatever_its_weights(
        cuts in prop::collection::vec(0_u32..=100, 7), scores in prop::collection::vec(0_u8..=5, 8), out in prop::collection::vec(any::<bool>(), 8),
    ) {
        let mut cuts = cuts;
        cuts.extend([0, 100]);
        cuts.sort_unstable();
        let mut review = scored("quality", &scores);
        for (dimension, pair) in review.template.dimensions.iter_mut().zip(cuts.windows(2)) {
            dimension.weight = pair[1] - pair[0];
        }
        prop_assert_eq!(review.check(), Ok(()));
        let weights: Vec<u32> = review.template.dimensions.iter().map(|dimension| dimension.weight).collect();
        let sum = |counts: &dyn Fn(usize) -> bool| {
            let places = (0..8).filter(|at| counts(*at));
            places.fold((0, 0), |(points, weight), at| (points + weights[at] * u32::from(scores[at]), weight + weights[at]))
        };
        let all = review.result().total.unwrap();
        prop_assert!((all - f64::from(sum(&|_| true).0) / 5.0).abs() < 1e-9, "{}", all);
        for (at, out) in out.iter().enumerate() {
            if *out { review.set_aside(at, Some("Not ours")).unwrap(); }
        }
        let (points, weight) = sum(&|at| !out[at]);
        let total = review.result().total;
        prop_assert_eq!(total.is_some(), weight > 0, "{:?}", total);
        if let Some(total) = total {
            prop_assert!((total - 20.0 * f64::from(points) / f64::from(weight)).abs() < 1e-9);
        }
    }

    #[test]
    fn a_higher_score_never_lowers_the_result(scores in prop::collection::vec(0_u8..=5, 8), at in 0_usize..8) {
        let before = scored("quality", &scores).result().total.unwrap();
        let mut raised = scores;
        raised[at] = (raised[at] + 1).min(5);
        prop_assert!(scored("quality", &raised).result().total.unwrap() >= before);
        prop_assert!((0.0..=100.0).contains(&before));
    }

    #[test]
    fn leaving_out_keeps_the_result_in_its_bounds(scores in prop::collection::vec(1_u8..=5, 8), out in prop::collection::vec(any::<bool>(), 8)) {
        let mut assessment = scored("maturity", &scores);
        for (at, out) in out.iter().enumerate() {
            if *out { assessment.set_aside(at, Some("Not ours")).unwrap(); }
        }
        let result = assessment.result();
        prop_assert_eq!(result.total.is_none(), out.iter().all(|out| *out));
        prop_assert!(result.total.is_none_or(|total| (8.0..=40.0).contains(&total)));
        prop_assert_eq!(result.weakest.len() + result.left_out.len(), 8);
    }

    #[test]
    fn comparing_a_review_with_itself_finds_no_change(scores in prop::collection::vec(1_u8..=5, 8)) {
        let assessment = scored("maturity", &scores);
        prop_assert!(compare(&assessment, &assessment, date(11, 23)).iter().all(|row| row.causes.is_empty()));
    }
}

#[test]
fn evidence_that_still_holds_is_fresh_again_and_keeps_the_day_that_it_shows() {
    let day = |text: &str| crate::time::parse_date(text).unwrap();
    let old = Evidence::of("Restore drill", "", day("2025-03-18"));
    let today = day("2026-11-24");
    assert!(old.is_stale(today));
    let held = old.confirmed(today);
    assert_eq!((held.on, held.confirmed_on), (day("2025-03-18"), Some(today)));
    assert!(!held.is_stale(today));
    assert_eq!(held.fresh_until, Evidence::of("", "", today).fresh_until);
    let said_longer = Evidence { fresh_until: day("2028-01-01"), ..old };
    assert_eq!(said_longer.confirmed(today).fresh_until, day("2028-01-01"), "it never gets shorter");
}
