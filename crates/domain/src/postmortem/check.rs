//! What a postmortem may hold.

use super::{Answer, Draft, Factor, Moment, Postmortem, Proposed, Unread, chains};
use crate::text::{self, Invalid, list};
use std::collections::BTreeSet;

/// Most entries of a timeline.
pub const MOMENTS_MAX: usize = 1_000;
/// Most pieces that an import could not place.
pub const UNREAD_MAX: usize = 2_000;

pub(super) fn of(postmortem: &Postmortem) -> Result<(), Invalid> {
    text::required_line("title", "The title", &postmortem.title)?;
    people("authors", "An author", &postmortem.authors)?;
    people("reviewers", "A reviewer", &postmortem.reviewers)?;
    people("participants", "Somebody who took part", &postmortem.participants)?;
    text::line("times_in", "The time zone", &postmortem.times_in)?;
    for (field, noun, words) in [
        ("summary", "The summary", &postmortem.summary),
        ("root_cause", "The root cause", &postmortem.root_cause),
        ("how_resolved", "How it was resolved", &postmortem.how_resolved),
        ("detection.words", "How it was detected", &postmortem.detection.words),
        ("detection.sooner", "How it could have been detected sooner", &postmortem.detection.sooner),
        ("impact.users_affected", "Who was affected", &postmortem.impact.users_affected),
        ("impact.revenue", "What it cost", &postmortem.impact.revenue),
    ] {
        text::prose(field, noun, words)?;
    }
    let budget = postmortem.impact.slo_budget_consumed_pct;
    if budget.is_some_and(|pct| !(0.0..=1_000_000.0).contains(&pct)) {
        let words = "The error budget that it took is a share in percent, 0 or more.";
        return Err(Invalid::new("impact.slo_budget_consumed_pct", words));
    }
    for (field, noun, items) in [
        ("went_well", "What went well", &postmortem.went_well),
        ("went_wrong", "What went wrong", &postmortem.went_wrong),
        ("lucky", "Where luck helped", &postmortem.lucky),
        ("lessons", "What was learnt", &postmortem.lessons),
    ] {
        list(field, noun, items)?;
        each(field, items, |field, item| text::prose(field, noun, item))?;
    }
    timeline(&postmortem.timeline)?;
    factors(&postmortem.factors)?;
    actions(&postmortem.actions)?;
    list("stated", "The list of stated lengths", &postmortem.stated)?;
    each("stated", &postmortem.stated, |field, stated| text::line(field, "A stated length", &stated.text))?;
    hours(postmortem)?;
    list("dismissed", "The list of dismissed hints", &postmortem.dismissed)?;
    unread(&postmortem.unread)?;
    text::original(postmortem.original.as_deref())
}

fn each<T>(field: &str, items: &[T], check: impl Fn(&str, &T) -> Result<(), Invalid>) -> Result<(), Invalid> {
    items.iter().enumerate().try_for_each(|(at, item)| check(&format!("{field}.{at}"), item))
}

fn people(field: &str, noun: &str, names: &[String]) -> Result<(), Invalid> {
    list(field, "The list of names", names)?;
    each(field, names, |field, name| text::required_line(field, noun, name))
}

fn hours(postmortem: &Postmortem) -> Result<(), Invalid> {
    let crate::incident::Hours::Support(support) = &postmortem.hours else { return Ok(()) };
    support.zone.check().map_err(|words| Invalid::new("hours.zone", words))?;
    if support.from < support.to {
        return Ok(());
    }
    Err(Invalid::new("hours", "Support hours end after they begin."))
}

fn timeline(timeline: &[Moment]) -> Result<(), Invalid> {
    if timeline.len() > MOMENTS_MAX {
        let words = format!("The timeline has {} entries; {MOMENTS_MAX} fit.", timeline.len());
        return Err(Invalid::new("timeline", words));
    }
    unique("timeline", "entries of the timeline", timeline.iter().map(|moment| moment.key))?;
    let mut marks = BTreeSet::new();
    each("timeline", timeline, |field, moment| {
        text::said(&format!("{field}.text"), "What happened", &moment.text)?;
        text::line(&format!("{field}.written"), "The time as written", &moment.written)?;
        text::prose(&format!("{field}.source"), "The source", &moment.source)
    })?;
    for (at, mark) in timeline.iter().enumerate().flat_map(|(at, one)| one.marks.iter().map(move |m| (at, m)))
    {
        if !marks.insert(*mark) {
            let words = format!("“{mark}” stands on two entries. Take it off one of them.");
            return Err(Invalid::new(format!("timeline.{at}.marks"), words));
        }
    }
    Ok(())
}

fn unique(field: &str, noun: &str, keys: impl Iterator<Item = u32>) -> Result<(), Invalid> {
    let mut seen = BTreeSet::new();
    for key in keys {
        if !seen.insert(key) {
            return Err(Invalid::new(field, format!("Two {noun} have the key {key}.")));
        }
    }
    Ok(())
}

fn factors(factors: &[Factor]) -> Result<(), Invalid> {
    list("factors", "The list of factors", factors)?;
    unique("factors", "factors", factors.iter().map(|factor| factor.key))?;
    // What points at something that was removed points at nothing, until the removal is undone: no key is given twice.
    let known: BTreeSet<u32> = factors.iter().map(|factor| factor.key).collect();
    each("factors", factors, |field, factor| text::said(&format!("{field}.text"), "A factor", &factor.text))?;
    // A factor that is in no chain is in a circle: going down from it never comes to an end.
    let reached: BTreeSet<u32> = chains(factors)
        .iter()
        .filter(|chain| chain.first().is_some_and(|one| one.answers.is_none_or(|key| !known.contains(&key))))
        .flatten()
        .map(|one| one.key)
        .collect();
    match factors.iter().position(|factor| !reached.contains(&factor.key)) {
        None => Ok(()),
        Some(at) => Err(Invalid::new(format!("factors.{at}.answers"), "It answers itself, in a circle.")),
    }
}

fn actions(actions: &[Proposed]) -> Result<(), Invalid> {
    list("actions", "The list of actions", actions)?;
    let mut keys = BTreeSet::new();
    each("actions", actions, |field, action| {
        text::required_line(&format!("{field}.key"), "The key of an action", &action.key)?;
        action.draft().map_or(Ok(()), |draft| self::draft(field, draft))?;
        match &action.answer {
            Answer::Declined { reason, .. } => text::prose(&format!("{field}.reason"), "The reason", reason),
            _ => Ok(()),
        }
    })?;
    for (at, action) in actions.iter().enumerate() {
        if !keys.insert(&action.key) {
            return Err(Invalid::new(format!("actions.{at}.key"), format!("{} stands twice.", action.key)));
        }
    }
    Ok(())
}

fn draft(field: &str, draft: &Draft) -> Result<(), Invalid> {
    text::said(&format!("{field}.title"), "The action", &draft.title)?;
    text::line(&format!("{field}.owner"), "The owner", &draft.owner)?;
    text::address(&format!("{field}.ticket"), "The ticket", &draft.ticket)?;
    text::prose(&format!("{field}.verification"), "How its effect is seen", &draft.verification)
}

fn unread(unread: &[Unread]) -> Result<(), Invalid> {
    if unread.len() > UNREAD_MAX {
        let words = format!("{} pieces could not be placed; {UNREAD_MAX} fit.", unread.len());
        return Err(Invalid::new("unread", words));
    }
    each("unread", unread, |field, piece| text::prose(field, "What could not be placed", &piece.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        incident::Mark,
        postmortem::{When, Why},
    };

    fn whole() -> Postmortem {
        let mut whole = Postmortem::titled("Checkout down");
        let moment = |key, marks| Moment {
            key,
            when: When::Open(Why::NoTime),
            written: String::new(),
            text: "It broke".to_owned(),
            source: String::new(),
            star: false,
            marks,
        };
        whole.timeline = vec![moment(1, vec![Mark::Detected]), moment(2, Vec::new())];
        let factor = |key, answers| Factor {
            key,
            text: "Why".to_owned(),
            category: None,
            role: None,
            answers,
            moments: vec![1],
        };
        whole.factors = vec![factor(1, None), factor(2, Some(1)), factor(3, Some(1))];
        let draft = Draft { title: "Add an index".to_owned(), ..Draft::default() };
        whole.actions =
            vec![Proposed { key: "AI-001".to_owned(), factor: Some(2), answer: Answer::Proposed(draft) }];
        whole
    }

    #[test]
    fn what_stands_twice_or_goes_in_circles_is_refused() {
        assert_eq!(of(&whole()), Ok(()));
        let refused = |change: fn(&mut Postmortem)| {
            let mut changed = whole();
            change(&mut changed);
            of(&changed).unwrap_err().field
        };
        assert_eq!(refused(|one| one.title.clear()), "title");
        assert_eq!(refused(|one| one.timeline[1].key = 1), "timeline");
        assert_eq!(refused(|one| one.timeline[1].marks = vec![Mark::Detected]), "timeline.1.marks");
        assert_eq!(refused(|one| one.timeline[1].text.clear()), "timeline.1.text");
        assert_eq!(refused(|one| one.factors[0].answers = Some(2)), "factors.0.answers");
        assert_eq!(refused(|one| one.actions.push(one.actions[0].clone())), "actions.1.key");
        for pct in [f64::NAN, f64::INFINITY, -1.0] {
            let mut changed = whole();
            changed.impact.slo_budget_consumed_pct = Some(pct);
            assert!(of(&changed).is_err(), "{pct}");
        }
        assert_eq!(
            refused(|one| one.unread = vec![Unread { line: 1, text: "\u{7}".to_owned(), why: String::new() }]),
            "unread.0"
        );
        let mut removed = whole();
        removed.timeline.pop();
        removed.timeline.pop();
        removed.factors.remove(0);
        assert_eq!(of(&removed), Ok(()), "what pointed at it points at nothing");
        assert_eq!(
            (removed.next_moment(), removed.next_factor()),
            (2, 4),
            "no key that is pointed at is given again"
        );
        let json = serde_json::to_string(&whole()).unwrap();
        assert_eq!(serde_json::from_str::<Postmortem>(&json).unwrap(), whole());
    }
}
