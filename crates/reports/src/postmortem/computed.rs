//! Each figure with its formula and where that is from.

use super::Story;
use crate::paper::computed;
use serde_json::Value;

pub fn terms(story: &Story<'_>) -> Value {
    let redacted = story.from.excerpt.redact.then(|| {
        (
            "Names",
            "The names of authors, reviewers, participants, owners and of the people whom the workspace knows are replaced \
             wherever they stand, in full and by each of their parts; the same person has the same letter throughout. A part \
             that several people share becomes “a person”. Somebody whom no list names cannot be told from other words: read it before \
             it leaves the house."
                .to_owned(),
        )
    });
    let terms = [
        (
            "Time to detect",
            "Impact began → detected; time to acknowledge is detected → acknowledged. As the Google SRE book and PagerDuty have \
             them."
                .to_owned(),
        ),
        (
            "Time to mitigate",
            "Impact began → mitigated, which is how long users were hurt; time to resolve is impact began → resolved. Where the \
             beginning of the impact is not known and the detection is, both begin there, and their formula says so."
                .to_owned(),
        ),
        (
            "Clock",
            "Whole seconds between both times. By support hours, only Mondays to Fridays within those hours count, in their zone."
                .to_owned(),
        ),
        (
            "Proposed marks",
            "Where nobody marked an entry, the one that its words or its place suggest is taken, and the figure says that it \
             rests on a proposal."
                .to_owned(),
        ),
        (
            "Likely slip",
            "A length that the document states is held against its own times: digits that changed places, another clock, a value \
             of another metric, whole days, 100 minutes to the hour. What fits first is named; it is a likelihood and no finding."
                .to_owned(),
        ),
        (
            "Order of entries",
            "By time. An entry without a time stays behind the one that it was written after, and nothing is dated by a guess."
                .to_owned(),
        ),
        (
            "Ends too soon",
            "A chain of whys ends too soon where its last answer is about what a person did, or where no action answers it."
                .to_owned(),
        ),
        (
            "Most urgent",
            "Of the actions that are neither done nor declined: P0 before P1 before P2, then the sooner date. One without a \
             priority or a date comes after those that have one."
                .to_owned(),
        ),
    ];
    computed(terms.into_iter().chain(redacted))
}
