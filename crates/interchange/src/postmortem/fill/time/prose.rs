//! Times that stand in running text.

use super::Filler;
use crate::{
    ground::plain,
    postmortem::{
        clock::{self, Raw},
        day, length,
    },
};
use domain::{
    incident::TimeTo,
    postmortem::{Moment, Stated, When, Why},
    text::{LINE_MAX_CHARS, PROSE_MAX_CHARS, clip},
};

impl Filler<'_> {
    /// Times that prose mentions, where there is no timeline: offered as entries, with the sentence that they stand in.
    pub(super) fn read_prose(&mut self) {
        let summary = self.paper.summary.clone();
        for sentence in summary.split_inclusive(". ").take(500) {
            let sentence = sentence.trim();
            for (raw, range) in clock::all(sentence, self.times.day_first) {
                let written = plain::line(sentence.get(range).unwrap_or_default());
                if self.paper.timeline.len() >= 100 || written.chars().count() > LINE_MAX_CHARS {
                    return;
                }
                let day = raw.day.or_else(|| day::all(sentence, self.times.day_first).first().copied());
                let clock =
                    raw.clock.or_else(|| clock::all(sentence, None).iter().find_map(|(raw, _)| raw.clock));
                self.times.raws.push(Raw { day, clock, ..raw });
                let key = self.paper.next_moment();
                self.paper.timeline.push(Moment {
                    key,
                    when: When::Open(Why::NoTime),
                    written,
                    text: clip(sentence, PROSE_MAX_CHARS - 1),
                    source: "Named in the summary".to_owned(),
                    star: false,
                    marks: Vec::new(),
                });
            }
            let lasted = ["down for", "lasted", "outage of", "unavailable for", "for about", "duration of"];
            let lower = sentence.to_lowercase();
            if let (true, Some((value_s, _))) =
                (lasted.iter().any(|word| lower.contains(word)), length::find(sentence))
            {
                let text = clip(sentence, LINE_MAX_CHARS - 1);
                self.paper.stated.push(Stated {
                    metric: None::<TimeTo>,
                    value_s,
                    text: plain::line(&text),
                    line: None,
                });
            }
        }
    }
}
