//! The metrics of a postmortem with where they come from: both times, the formula, the clock, and what the document states.

use super::{
    Beside, Other, Postmortem, Slip, Stated, When,
    slip::slip,
    tag::{self, Tag},
};
use crate::{
    Instant, Zone,
    incident::{Hours, Mark, NoLength, TimeTo},
};
use serde::{Deserialize, Serialize};

/// One end of a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Which mark.
    pub mark: Mark,
    /// When.
    pub at: Instant,
    /// The entry of the timeline.
    pub moment: u32,
    /// Nobody has agreed yet that this entry is the mark.
    pub proposed: bool,
}

/// A stated value beside what the timestamps come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// As stated.
    pub stated: Stated,
    /// What most likely slipped, in a word and a sentence; nothing where both agree or nothing is known.
    pub slip: Option<(Slip, String)>,
}

/// A metric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Which.
    pub metric: TimeTo,
    /// How long, in seconds by the clock of the postmortem; nothing where it cannot be told.
    pub value_s: Option<i64>,
    /// Where it begins, where that is known.
    pub from: Option<Point>,
    /// Where it ends, where that is known.
    pub to: Option<Point>,
    /// `impact began → resolved`. Where the beginning of the impact is not known and the detection is, it begins there, and
    /// says so: sources disagree on it.
    pub formula: String,
    /// By which clock.
    pub clock: String,
    /// Why there is no value.
    pub missing: Option<String>,
    /// What the document states.
    pub stated: Vec<Compared>,
}

impl Measure {
    /// Whether it rests on a mark that is only proposed.
    #[must_use]
    pub fn is_proposed(&self) -> bool {
        [self.from, self.to].iter().flatten().any(|point| point.proposed)
    }
}

/// The four metrics. `zone` is the workspace's, for the hours that a document names without one; `others` are values of other
/// incidents that could have been copied.
#[must_use]
pub fn measures(postmortem: &Postmortem, zone: Zone, others: &[Other]) -> Vec<Measure> {
    let tags = tag::proposed(postmortem);
    let mut measures: Vec<Measure> =
        TimeTo::ALL.iter().map(|metric| measure(postmortem, *metric, &tags)).collect();
    let values: Vec<(TimeTo, Option<i64>)> =
        measures.iter().map(|measure| (measure.metric, measure.value_s)).collect();
    for stated in &postmortem.stated {
        let metric = stated.metric.unwrap_or_else(|| whole(&values, stated.value_s));
        let Some(measure) = measures.iter_mut().find(|measure| measure.metric == metric) else { continue };
        let beside = beside(postmortem, measure, stated, zone, &values, others);
        let slip = slip(stated.value_s, &stated.text, &beside);
        measure.stated.push(Compared { stated: stated.clone(), slip });
    }
    measures
}

/// The metric that a stated duration means: the one that it is nearest to, of how long users were hurt and of how long it took
/// in all.
fn whole(values: &[(TimeTo, Option<i64>)], stated_s: i64) -> TimeTo {
    let ends = values.iter().filter(|(metric, _)| matches!(metric, TimeTo::Mitigate | TimeTo::Resolve));
    let known = ends.filter_map(|(metric, value_s)| Some((*metric, (*value_s)?)));
    let nearest = known.rev().min_by_key(|(_, value_s)| value_s.abs_diff(stated_s));
    nearest.map_or(TimeTo::Resolve, |(metric, _)| metric)
}

fn measure(postmortem: &Postmortem, metric: TimeTo, tags: &[Tag]) -> Measure {
    let point = |mark: Mark| point(postmortem, mark, tags);
    let (first, last) = metric.between();
    let stated_first = point(first).filter(|point| !point.proposed);
    // A detection that somebody marked is better ground than an impact that is only proposed.
    let instead = (first == Mark::ImpactBegan && metric != TimeTo::Detect)
        .then(|| point(Mark::Detected).filter(|point| !point.proposed))
        .flatten();
    let from = stated_first.or(instead).or_else(|| point(first));
    let to = point(last);
    let (value_s, missing) = match (from, to) {
        (None, _) => (None, Some(missing(postmortem, first))),
        (_, None) => (None, Some(missing(postmortem, last))),
        (Some(from), Some(to)) if to.at < from.at => {
            (None, Some(NoLength::Backwards { from: from.mark, to: last }.words()))
        }
        (Some(from), Some(to)) => (Some(postmortem.hours.between_s(from.at, to.at)), None),
    };
    let begins = from.map_or(first, |point| point.mark).label().to_lowercase();
    Measure {
        metric,
        value_s,
        from,
        to,
        formula: format!("{begins} → {}", last.label().to_lowercase()),
        clock: postmortem.hours.words(),
        missing,
        stated: Vec::new(),
    }
}

/// Why a mark is no point in time: no entry is it, or the one that is has no instant.
fn missing(postmortem: &Postmortem, mark: Mark) -> String {
    match postmortem.timeline.iter().find(|moment| moment.marks.contains(&mark)).map(|moment| moment.when) {
        Some(When::Open(why)) => {
            format!("Not measured: the entry that is “{mark}” has no time. {}.", why.label())
        }
        _ => NoLength::NotMarked(mark).words(),
    }
}

fn point(postmortem: &Postmortem, mark: Mark, tags: &[Tag]) -> Option<Point> {
    let timed = |moment: u32, proposed: bool| {
        let found = postmortem.timeline.iter().find(|one| one.key == moment)?;
        let When::At(at) = found.when else { return None };
        Some(Point { mark, at, moment, proposed })
    };
    let set = postmortem.timeline.iter().find(|moment| moment.marks.contains(&mark));
    match set {
        Some(moment) => timed(moment.key, false),
        None => timed(tags.iter().find(|tag| tag.mark == mark)?.moment, true),
    }
}

fn beside(
    postmortem: &Postmortem,
    measure: &Measure,
    stated: &Stated,
    zone: Zone,
    values: &[(TimeTo, Option<i64>)],
    others: &[Other],
) -> Beside {
    let ends = measure.from.zip(measure.to).map(|(from, to)| (from.at, to.at));
    let other_clock = match &postmortem.hours {
        Hours::Support(_) => Some(Hours::RoundTheClock),
        Hours::RoundTheClock => Hours::stated(&stated.text, zone),
    };
    let times = || postmortem.timeline.iter().filter_map(|moment| moment.when.at());
    let mut known: Vec<Other> = values
        .iter()
        .filter(|(metric, _)| *metric != measure.metric)
        .filter_map(|(metric, value_s)| Some(Other { name: metric.label().to_owned(), value_s: (*value_s)? }))
        .collect();
    known.extend(others.iter().cloned());
    Beside {
        derived_s: measure.value_s,
        other_clock_s: other_clock.zip(ends).map(|(hours, (from, to))| hours.between_s(from, to)),
        timeline_s: times().min().zip(times().max()).map(|(from, to)| to.since(from) / 1000),
        others: known,
    }
}

impl Hours {
    /// The hours of support that words name: `7h (during support hours 10:00-17:00)`.
    #[must_use]
    pub fn stated(words: &str, zone: Zone) -> Option<Self> {
        let lower = words.to_lowercase();
        let names = ["hour", "heure", "stunde", "zeit", "hora", "時間"];
        if !names.iter().any(|name| lower.contains(name)) {
            return None;
        }
        let mut times = lower
            .split(|c: char| !c.is_ascii_digit() && c != ':')
            .filter(|part| part.contains(':'))
            .filter_map(|part| chrono::NaiveTime::parse_from_str(part, "%H:%M").ok());
        let (from, to) = (times.next()?, times.next()?);
        (from < to).then_some(Self::Support(crate::incident::Support { from, to, zone }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::postmortem::{Moment, Why};

    fn moment(key: u32, at: Option<i64>, text: &str, marks: &[Mark]) -> Moment {
        Moment {
            key,
            when: at.map_or(When::Open(Why::NoDay), |min| When::At(Instant::from_ms(min * 60_000))),
            written: String::new(),
            text: text.to_owned(),
            source: String::new(),
            star: false,
            marks: marks.to_vec(),
        }
    }

    #[test]
    fn a_metric_says_where_it_comes_from_and_what_is_only_proposed() {
        let mut postmortem = Postmortem::titled("Checkout down");
        postmortem.timeline = vec![
            moment(1, Some(0), "Certificates expire", &[]),
            moment(2, Some(5), "Reports of failing logins", &[Mark::Detected]),
            moment(3, None, "Rolled back", &[Mark::Mitigated]),
            moment(4, Some(84), "Confirmed working", &[]),
        ];
        let stated = |metric, min: i64| Stated {
            metric,
            value_s: min * 60,
            text: format!("{min} minutes"),
            line: None,
        };
        postmortem.stated = vec![stated(Some(TimeTo::Detect), 5), stated(None, 48)];
        let [detect, acknowledge, mitigate, resolve] =
            measures(&postmortem, Zone::UTC, &[]).try_into().unwrap();
        assert_eq!((detect.value_s, detect.is_proposed()), (Some(300), true));
        assert_eq!(detect.formula, "impact began → detected");
        assert_eq!(detect.stated[0].slip, None);
        assert_eq!(
            acknowledge.missing.as_deref(),
            Some("Not measured: “Acknowledged” is not on the timeline.")
        );
        assert_eq!(
            (mitigate.value_s, mitigate.missing.as_deref()),
            (None, Some("Not measured: the entry that is “Mitigated” has no time. The day is not written."))
        );
        assert_eq!((resolve.value_s, resolve.formula.as_str()), (Some(79 * 60), "detected → resolved"));
        postmortem.timeline[0].marks = vec![Mark::ImpactBegan];
        let resolve = measures(&postmortem, Zone::UTC, &[]).pop().unwrap();
        assert_eq!(resolve.value_s, Some(84 * 60));
        assert_eq!(resolve.stated[0].slip.as_ref().map(|(slip, _)| *slip), Some(Slip::Transposed));
    }

    #[test]
    fn support_hours_are_read_from_words() {
        assert!(Hours::stated("7h (during support hours 10:00-17:00)", Zone::UTC).is_some());
        assert!(Hours::stated("7h", Zone::UTC).is_none());
        assert!(Hours::stated("from 17:00 to 10:00 hours", Zone::UTC).is_none());
    }
}
