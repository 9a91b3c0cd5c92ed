//! What of a postmortem leaves the house: which sections, which entries, and whether with names.

use super::Moment;
use crate::choice::choice;
use serde::{Deserialize, Serialize};

choice! {
    /// A section that can be left out. The summary is in every excerpt.
    Section {
        /// What happened, entry by entry.
        Timeline("Timeline"),
        /// The four metrics with both times and the formula.
        Took("How long it took"),
        /// Root cause, whys, fishbone, contributing factors.
        Why("Why it happened"),
        /// How it was noticed, and what ended it.
        Detection("Detection and resolution"),
        /// What went well, what went wrong, where there was luck.
        Learnt("What was learnt"),
        /// What is done about it.
        Actions("Actions"),
        /// What an import could not place.
        Unread("What could not be placed"),
    }
}

/// An excerpt of a postmortem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// Whether names of people and hosts stay here.
    pub redact: bool,
    /// Whether the timeline has its starred entries only. The metrics are those of all of it.
    pub starred: bool,
    /// The sections after the summary; none of them is the summary on its one page.
    pub sections: Vec<Section>,
}

impl Default for Excerpt {
    fn default() -> Self {
        Self { redact: false, starred: false, sections: Section::ALL.to_vec() }
    }
}

impl Excerpt {
    /// The whole of it, with or without names.
    #[must_use]
    pub fn whole(redact: bool) -> Self {
        Self { redact, ..Self::default() }
    }

    /// Whether a section is in it.
    #[must_use]
    pub fn has(&self, section: Section) -> bool {
        self.sections.contains(&section)
    }

    /// Whether an entry of the timeline is in it.
    #[must_use]
    pub fn tells(&self, moment: &Moment) -> bool {
        moment.star || !self.starred
    }

    /// What is left out, for whoever reads it; nothing where it is the whole. `timeline` is that of the postmortem.
    #[must_use]
    pub fn left_out(&self, timeline: &[Moment]) -> Option<String> {
        let told = timeline.iter().filter(|moment| self.tells(moment)).count();
        let starred = (self.has(Section::Timeline) && told < timeline.len())
            .then(|| format!("The timeline has its {told} starred of {} entries.", timeline.len()));
        let missing: Vec<String> = Section::ALL
            .iter()
            .filter(|section| !self.has(**section))
            .map(|section| section.label().to_lowercase())
            .collect();
        let missing = match missing.len() {
            0 => None,
            some if some == Section::ALL.len() => Some("It is the summary alone.".to_owned()),
            _ => Some(format!("Left out: {}.", missing.join(", "))),
        };
        let said: Vec<String> = missing.into_iter().chain(starred).collect();
        (!said.is_empty()).then(|| format!("An excerpt. {}", said.join(" ")))
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{When, Why},
        *,
    };

    #[test]
    fn an_excerpt_says_what_is_left_out_and_the_whole_says_nothing() {
        let moment = |star| Moment {
            key: 0,
            when: When::Open(Why::NoTime),
            written: String::new(),
            text: String::new(),
            source: String::new(),
            star,
            marks: Vec::new(),
        };
        let timeline = [moment(true), moment(false), moment(false)];
        let starred = Excerpt { starred: true, ..Excerpt::default() };
        for (excerpt, said) in [
            (Excerpt::whole(true), None),
            (starred.clone(), Some("An excerpt. The timeline has its 1 starred of 3 entries.")),
            (Excerpt { sections: vec![], ..starred }, Some("An excerpt. It is the summary alone.")),
            (
                Excerpt { sections: Section::ALL[..6].to_vec(), ..Excerpt::default() },
                Some("An excerpt. Left out: what could not be placed."),
            ),
        ] {
            assert_eq!(excerpt.left_out(&timeline).as_deref(), said);
        }
    }
}
