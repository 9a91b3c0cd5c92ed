//! Words of postmortems that are data: questions, headings in several languages, signs of a mark, ways of blaming.

use super::Role;
use crate::{choice::choice, content::content, incident::Mark};
use serde::Deserialize;
use std::sync::LazyLock;

choice! {
    /// What a heading or a label of a document is about.
    Section {
        /// Its name.
        Title("Title"),
        /// Its day.
        Date("Date"),
        /// Who wrote it.
        Authors("Authors"),
        /// Who read it.
        Reviewers("Reviewers"),
        /// Who took part.
        Participants("Participants"),
        /// How severe it was.
        Severity("Severity"),
        /// How far it is.
        Status("Status"),
        /// The whole in short.
        Summary("Summary"),
        /// Whom it hurt.
        Impact("Impact"),
        /// What it cost.
        Revenue("Revenue"),
        /// How much of the error budget it took.
        Budget("Error budget"),
        /// Whether data was lost.
        DataLoss("Data loss"),
        /// How many customers wrote.
        Tickets("Customer tickets"),
        /// What happened when.
        Timeline("Timeline"),
        /// The clock of its times.
        Zone("Time zone"),
        /// Why.
        RootCause("Root cause"),
        /// What contributed.
        Factors("Contributing factors"),
        /// A chain of whys.
        Whys("Five whys"),
        /// What started it.
        Trigger("Trigger"),
        /// What let it spread.
        Propagation("Propagation"),
        /// How it was noticed.
        Detection("Detection"),
        /// What noticed it.
        HowDetected("How detected"),
        /// How it could have been noticed sooner.
        Sooner("Detected sooner"),
        /// What ended it.
        Resolution("Resolution"),
        /// What went well.
        WentWell("What went well"),
        /// What did not.
        WentWrong("What went wrong"),
        /// Where luck helped.
        Lucky("Where we got lucky"),
        /// What was learnt.
        Lessons("Lessons learned"),
        /// What shall be done.
        Actions("Action items"),
        /// Figures.
        Stats("Stats"),
        /// How long it lasted.
        Duration("Duration"),
        /// How long until it was noticed.
        TimeToDetect("Time to detect"),
        /// How long until somebody had it.
        TimeToAcknowledge("Time to acknowledge"),
        /// How long until users were no longer hurt.
        TimeToMitigate("Time to mitigate"),
        /// How long until the cause was gone.
        TimeToResolve("Time to resolve"),
        /// What else is said; read into no field.
        Other("Other"),
    }
}

/// The content.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PostmortemContent {
    /// What each role of a factor asks.
    pub roles: Vec<RoleWords>,
    /// What documents call their sections.
    pub sections: Vec<SectionWords>,
    /// By which words an entry of a timeline shows that it is a mark.
    pub marks: Vec<MarkWords>,
}

/// What is asked to find factors of a role.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RoleWords {
    /// Which.
    pub role: Role,
    /// The question.
    pub question: String,
}

/// What documents call a section, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SectionWords {
    /// Which.
    pub section: Section,
    /// Its names.
    pub words: Vec<String>,
}

/// By which words an entry shows that it is a mark.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct MarkWords {
    /// Which.
    pub mark: Mark,
    /// Labels of a list of key events, which say it outright.
    pub labels: Vec<String>,
    /// Signs in a sentence, which only suggest it.
    pub signs: Vec<String>,
}

/// Ways of blaming.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Blameless {
    /// The rules.
    pub rules: Vec<Rule>,
    /// What else stands for a person: `the engineer`.
    pub people: Vec<String>,
}

/// A way of blaming, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Rule {
    /// What it is called in files.
    pub key: String,
    /// What it is about, for a person.
    pub name: String,
    /// Phrases; `{person}` stands for a name or somebody's role, `_` for at most one word.
    pub phrases: Vec<String>,
    /// Words that follow after a phrase that is meant otherwise.
    #[serde(default)]
    pub unless_next: Vec<String>,
    /// What to write or to ask instead.
    pub suggestion: String,
}

/// The content, read once. It is part of the program: a test reads it before any user can.
pub static POSTMORTEM: LazyLock<PostmortemContent> = LazyLock::new(|| content!("postmortem/postmortem"));

/// The ways of blaming, read once.
pub static BLAMELESS: LazyLock<Blameless> = LazyLock::new(|| content!("postmortem/blameless"));

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_content_is_whole_in_lower_case_and_without_doubles() {
        let roles: Vec<Role> = POSTMORTEM.roles.iter().map(|words| words.role).collect();
        assert_eq!(roles, Role::ALL);
        let sections: Vec<Section> = POSTMORTEM.sections.iter().map(|words| words.section).collect();
        assert_eq!(sections, Section::ALL);
        let marks: Vec<Mark> = POSTMORTEM.marks.iter().map(|words| words.mark).collect();
        assert_eq!(marks, Mark::ALL);
        let mut seen = BTreeSet::new();
        for word in POSTMORTEM.sections.iter().flat_map(|section| &section.words) {
            assert_eq!(*word, word.to_lowercase());
            assert!(seen.insert(word), "“{word}” stands for two sections");
        }
        let keys: BTreeSet<&String> = BLAMELESS.rules.iter().map(|rule| &rule.key).collect();
        assert_eq!(keys.len(), BLAMELESS.rules.len());
    }
}
