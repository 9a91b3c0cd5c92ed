//! What of a record leaves the house, as the command line says it.

use super::written::whole;
use clap::Args;
use contract::{Code, Refusal};
use domain::postmortem::{Excerpt, Section};

/// What of a postmortem is written, for pdf and markdown.
#[derive(Args)]
pub struct Leaves {
    /// For pdf and markdown of a postmortem: without names of people and hosts.
    #[arg(long)]
    redact: bool,
    /// For those: only the starred entries of the timeline.
    #[arg(long)]
    starred: bool,
    /// For those: only these sections besides the summary, with commas between; none is the summary alone. They are timeline,
    /// took, why, detection, learnt, actions, unread.
    #[arg(long, value_name = "SECTIONS")]
    sections: Option<String>,
}

impl Leaves {
    /// As the report takes it.
    ///
    /// # Errors
    /// A section that no postmortem has.
    pub fn excerpt(&self) -> Result<Excerpt, Refusal> {
        let sections = match self.sections.as_deref() {
            None => Section::ALL.to_vec(),
            Some("none") => Vec::new(),
            Some(words) => words.split(',').map(|word| section(word.trim())).collect::<Result<_, _>>()?,
        };
        Ok(Excerpt { redact: self.redact, starred: self.starred, sections })
    }
}

impl Leaves {
    /// For what is never written in part.
    ///
    /// # Errors
    /// Something shall be left out.
    pub fn whole(&self) -> Result<(), Refusal> {
        whole(&self.excerpt()?)
    }
}

fn section(word: &str) -> Result<Section, Refusal> {
    Section::of(word).ok_or_else(|| {
        let known: Vec<&str> = Section::ALL.iter().map(|section| section.word()).collect();
        let words =
            format!("“{word}” is no section of a postmortem. They are {}, or none.", known.join(", "));
        Refusal::new(Code::Invalid, words)
    })
}
