//! What may happen when. What it changes is in `enact.rs`.

use super::{Audience, Declaration, Duty, Event, Run};
use crate::{
    Date, Instant,
    incident::{Mark, channel, content::INCIDENT, unfilled},
    journal::{NotNow, no},
    text::{self, Invalid},
    time::words,
};

/// How far beside the present a time may lie that somebody says, in milliseconds: clocks of two computers differ.
const AHEAD_MS: i64 = 60_000;
/// How long before it was declared an incident may have begun, in milliseconds: a year.
const BEFORE_MS: i64 = 366 * 24 * 3_600_000;

/// Whether an event of its own may be appended to `run` now.
pub(super) fn admit(run: &Run, event: &Event, now: Instant) -> Result<(), NotNow> {
    words_fit(event).map_err(|invalid| NotNow(invalid.message))?;
    if run.called_off.is_some() {
        admit_for_none(event)?;
    }
    match event {
        Event::Declared { .. } => no("This incident has already been declared."),
        Event::Rated { extent, severity, .. } => {
            if run.severity() == *severity && run.extent() == extent {
                return no(&format!("It is called {severity} for just that already."));
            }
            Ok(())
        }
        Event::DutyTaken { name, duty, .. } => run.admit_duty(name, *duty),
        Event::DutyLeft { name, duty } => match run.has(name, *duty) {
            true => Ok(()),
            false => no(&format!("{name} does not have this duty.")),
        },
        Event::Logged { at, .. } => run.admit_time(*at, now),
        Event::NormalSeen { .. } if !run.is_mitigated() => no(
            "Users are still hurt: say that it is mitigated first, and then that the indicators are normal.",
        ),
        Event::NormalSeen { at } => {
            run.admit_time(*at, now)?;
            run.admit_normal(at.unwrap_or(now))
        }
        Event::TimeCorrected { entry, at } => match run.time(*entry) {
            Some(_) if run.normal_seq == Some(*entry) => {
                run.admit_time(Some(*at), now)?;
                run.admit_normal(*at)
            }
            Some(_) => run.admit_time(Some(*at), now),
            None => no("Only what happened at a time of its own can be given another one."),
        },
        Event::Marked { mark, at, entry } => run.admit_mark(*mark, *at, *entry, now),
        Event::Attempted { option, .. } if *option >= INCIDENT.options.len() => {
            no("There is no such way out.")
        }
        Event::Updated { audience: Audience::AllClear, .. } if run.course.ended.is_none() => {
            no("All clear is said when the incident is resolved.")
        }
        Event::Mitigated { at, .. } if !run.is_mitigated() => run.admit_time(*at, now),
        Event::Mitigated { .. } => no("It is mitigated already. Say that users are hurt again first."),
        Event::Relapsed { .. } if !run.is_mitigated() => {
            no("It is not mitigated, so users cannot be hurt again.")
        }
        Event::NormalLost { .. } if run.normal_since.is_none() => {
            no("The indicators have not been said to be normal.")
        }
        Event::Resolved { early, .. } => run.admit_resolution(early, now),
        _ => Ok(()),
    }
}

/// What is still said of something that was no incident: words about it, and corrections.
fn admit_for_none(event: &Event) -> Result<(), NotNow> {
    match event {
        Event::Marked { .. } => no("It was called off: there is no incident whose times count."),
        Event::Updated { next_at: Some(_), .. } => {
            no("It was called off, so no further update is promised. Send this one without a next one.")
        }
        _ => Ok(()),
    }
}

impl Run {
    pub(super) fn has(&self, name: &str, duty: Duty) -> bool {
        let key = text::name_key(name);
        self.on(duty).any(|served| text::name_key(&served.name) == key)
    }

    fn admit_duty(&self, name: &str, duty: Duty) -> Result<(), NotNow> {
        if self.has(name, duty) { no(&format!("{name} has this duty already.")) } else { Ok(()) }
    }

    fn admit_time(&self, at: Option<Instant>, now: Instant) -> Result<(), NotNow> {
        match at {
            Some(at) if at.since(now) > AHEAD_MS => {
                no("This is in the future. Write down what has happened.")
            }
            Some(at) if self.course.started_at.since(at) > BEFORE_MS => {
                no("This is more than a year before the incident was declared. Look at the date.")
            }
            _ => Ok(()),
        }
    }

    /// Indicators are normal when users are no longer hurt. Times are typed by the minute, so within one they are the same.
    fn admit_normal(&self, at: Instant) -> Result<(), NotNow> {
        const MINUTE_MS: i64 = 60_000;
        let (at, marks) = (self.course.steady(at), self.marks());
        let is_before = |mark: &Mark| marks.at(*mark).is_some_and(|known| known.since(at) >= MINUTE_MS);
        match [Mark::ImpactBegan, Mark::Mitigated].into_iter().find(is_before) {
            Some(mark) => no(&format!(
                "Indicators are normal after “{mark}”, and this is before it. Look at the time, or correct that mark."
            )),
            None => Ok(()),
        }
    }

    fn admit_mark(
        &self,
        mark: Mark,
        at: Option<Instant>,
        entry: Option<u64>,
        now: Instant,
    ) -> Result<(), NotNow> {
        match (mark, at) {
            (Mark::Declared, None) => return no("It was declared: this mark can be moved, not taken off."),
            (Mark::Resolved, _) if self.course.ended.is_none() => {
                return no("It is resolved when the commander says so: press “Resolve”.");
            }
            (Mark::Resolved, None) => return no("It is resolved: this mark can be moved, not taken off."),
            (Mark::Mitigated, Some(_)) if !self.is_mitigated() => {
                return no("Say that it is mitigated, and how, first.");
            }
            (Mark::Mitigated, None) => return no("Say that users are hurt again: that takes this mark off."),
            _ => {}
        }
        match entry.map(|entry| self.time(entry)) {
            Some(None) => no("Only what happened at a time of its own can be a mark."),
            Some(Some(_)) => Ok(()), // its time was admitted when it was written
            None => self.admit_time(at, now),
        }
    }

    fn admit_resolution(&self, early: &str, now: Instant) -> Result<(), NotNow> {
        if !self.is_mitigated() {
            return no("Users are still hurt: it is mitigated before it is resolved.");
        }
        if !text::is_blank(early) {
            return Ok(());
        }
        match self.normal_left_ms(self.course.steady(now)) {
            Some(0) => Ok(()),
            Some(left_ms) => no(&format!(
                "The indicators are to be normal for 30 min; {} are left. Wait, or say why it is resolved before.",
                words(left_ms)
            )),
            None => no(&format!(
                "{} Say so, or say why it is resolved without.",
                self.unwatched().unwrap_or("Nobody has said that the indicators are normal again.")
            )),
        }
    }
}

/// Limits on what an event may carry.
fn words_fit(event: &Event) -> Result<(), Invalid> {
    match event {
        Event::Declared { declaration } => declaration.check(),
        Event::Described { title, affected } => {
            text::required_line("title", "The incident's title", title)?;
            text::prose("affected", "Who is affected", affected)
        }
        Event::Rated { reason, .. } | Event::CalledOff { reason } => text::reason(reason),
        Event::DutyTaken { name, briefing, .. } => {
            text::required_line("name", "The name", name)?;
            text::prose("briefing", "The briefing", briefing)
        }
        Event::CheckedIn { know, unknown } => {
            text::said("know", "What we know", know)?;
            text::prose("unknown", "What we do not know", unknown)
        }
        Event::Logged { text, source, .. } => {
            text::said("text", "The line", text)?;
            text::address("source", "The source", source)
        }
        Event::Attempted { note, .. } => text::prose("note", "The note", note),
        Event::Updated { text, .. } => {
            text::said("text", "The update", text)?;
            let open = unfilled(text);
            if open.is_empty() {
                return Ok(());
            }
            let words = format!(
                "Still open: {}. Fill it, or take it out, before it goes to anybody.",
                open.join(", ")
            );
            Err(Invalid::new("text", words))
        }
        Event::Mitigated { how, .. } => text::said("how", "What ended it", how),
        Event::Relapsed { seen } | Event::NormalLost { seen } => text::said("seen", "What is seen", seen),
        Event::Resolved { cause, early } => {
            text::said("cause", "What it was", cause)?;
            text::prose("early", "Why it is resolved before", early)
        }
        _ => Ok(()),
    }
}

impl Declaration {
    /// Proposes a channel where none is named; `date` is when it is declared.
    pub fn name_channel(&mut self, date: Date) {
        if self.channel.trim().is_empty() {
            self.channel = channel(date, &self.title);
        }
    }

    /// Whether an incident can be declared like this.
    ///
    /// # Errors
    /// The first field that is beyond its limits.
    pub fn check(&self) -> Result<(), Invalid> {
        text::required_line("title", "The incident's title", &self.title)?;
        text::line("channel", "The channel", &self.channel)?;
        text::prose("affected", "Who is affected", &self.affected)?;
        text::list("people", "The list of people", &self.people)?;
        for (at, person) in self.people.iter().enumerate() {
            text::required_line(&format!("people.{at}.name"), "The name", &person.name)?;
            let is_taken = self.people.iter().take(at).any(|other| other.duty == person.duty);
            if is_taken && person.duty != Duty::Expert {
                let words = format!(
                    "Two people have the duty “{}”. Name one; whoever has it can hand it over later.",
                    person.duty
                );
                return Err(Invalid::new(format!("people.{at}.duty"), words));
            }
        }
        text::list("escalations", "The list of escalations", &self.extent.escalations)
    }

    /// The same, for times against the present.
    ///
    /// # Errors
    /// One lies in the future, or more than a year back.
    pub fn check_times(&self, now: Instant) -> Result<(), Invalid> {
        let times = [
            ("impact_began", "The impact", self.impact_began),
            ("detected", "The detection", self.detected),
            ("acknowledged", "The acknowledgement", self.acknowledged),
        ];
        for (field, noun, at) in times {
            let Some(at) = at else { continue };
            if at.since(now) > AHEAD_MS {
                return Err(Invalid::new(field, format!("{noun} is in the future. Look at the time.")));
            }
            if now.since(at) > BEFORE_MS {
                return Err(Invalid::new(
                    field,
                    format!("{noun} is more than a year ago. Look at the date."),
                ));
            }
        }
        Ok(())
    }
}
