//! The chapter of the sample company: what was learnt from what went wrong.

/// The records, written around the day of the story.
pub const CHAPTER: &str = include_str!("../../../../fixtures/sample/postmortem.json");

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use crate::{
        Document, Zone,
        postmortem::{PostmortemStatus, Slip, gate, measures},
        sample::sample,
        time::parse_date,
    };

    #[test]
    fn what_is_final_has_nothing_open_and_a_digit_that_slipped_is_seen() {
        let sample = sample(parse_date("2026-11-24").unwrap());
        let mut slips = Vec::new();
        for (_, document) in &sample.records {
            let Document::Postmortem(postmortem) = document else { continue };
            let open = gate(postmortem, &[]);
            assert_eq!(
                open.is_empty(),
                postmortem.status == PostmortemStatus::Final,
                "{}: {open:?}",
                postmortem.title
            );
            let incident = sample.incidents.iter().find(|(id, _)| Some(*id) == postmortem.origin);
            assert!(incident.is_some(), "{} is about an incident", postmortem.title);
            for measure in measures(postmortem, Zone::UTC, &[]) {
                assert!(
                    measure.value_s.is_some() && !measure.is_proposed(),
                    "{}: {}",
                    postmortem.title,
                    measure.metric
                );
                slips.extend(measure.stated.into_iter().filter_map(|compared| Some(compared.slip?.0)));
            }
        }
        assert_eq!(slips, [Slip::Transposed]);
    }
}
