//! What a document leaves open, as questions.

use super::Filler;
use crate::postmortem::{Ask, Question};
use domain::postmortem::{When, Why};

impl Filler<'_> {
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
