//! What a document leaves open, as questions.

use super::Filler;
use crate::postmortem::{Ask, Question};
use domain::postmortem::{When, Why};

impl Filler<'_> {
    /// How many times stay as they are written, and why: a sentence, where there are some. Those by a clock of several places
    /// have a sentence of their own.
    pub(super) fn stay_open(&self, title: &str) -> Option<String> {
        let open = |why: Why| {
            let times =
                self.paper.timeline.iter().filter(|moment| moment.when == When::Open(why)).count() as u64;
            if why == Why::NoZone { times.saturating_sub(self.times.ambiguous()) } else { times }
        };
        let mut reasons = Vec::new();
        for (why, times) in Why::ALL.iter().map(|why| (*why, open(*why))).filter(|(_, times)| *times > 0) {
            let number = match (reasons.is_empty(), times) {
                (true, 1) => "1 time stays open".to_owned(),
                (true, _) => format!("{} stay open", domain::text::count(times, "time")),
                (false, _) => times.to_string(),
            };
            reasons.push(format!("{number}: {}", because(why)));
        }
        (!reasons.is_empty()).then(|| format!("“{title}”: {}.", reasons.join("; ")))
    }

    pub(super) fn questions(&self, questions: &mut Vec<Question>, title: &str) {
        let open = |why: Why| {
            self.paper.timeline.iter().filter(|moment| moment.when == When::Open(why)).count() as u64
        };
        let mut ask = |ask: Ask, why: Why, words: &str, suggested: Option<String>| {
            let count = open(why);
            let count = if why == Why::NoZone { count.saturating_sub(self.times.ambiguous()) } else { count };
            if count > 0 {
                let times = domain::text::count(count, "time");
                questions.push(Question {
                    paper: self.number,
                    ask,
                    words: format!("“{title}”: {times} {words}"),
                    suggested,
                });
            }
        };
        let suggested = self.times.suggested_date().map(|date| date.to_string());
        ask(Ask::Day, Why::NoDay, "without a day. On which day was it?", suggested);
        ask(Ask::Zone, Why::NoZone, "without a time zone. By which clock are they?", None);
        ask(
            Ask::DayFirst,
            Why::DayOrMonth,
            "whose day and month can be read either way. Which comes first?",
            None,
        );
        ask(Ask::Start, Why::NoStart, "counted from a beginning. When was it?", None);
    }
}

/// Why a time is open, within a sentence.
const fn because(why: Why) -> &'static str {
    match why {
        Why::NoTime => "no time is written",
        Why::Impossible => "no clock shows it, or there is no such day",
        Why::Unknown => "part of it is unknown",
        Why::Unsure => "it may be a time, and is written without a colon",
        Why::Skipped => "the clocks were set forward over it",
        Why::Twice => "the clocks were set back, this time was shown twice",
        Why::NoDay => "no day is known",
        Why::DayOrMonth => "day and month can be read either way",
        Why::NoZone => "no time zone is known",
        Why::NoStart => "it counts from a beginning that is not written",
    }
}
