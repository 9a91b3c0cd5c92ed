//! Updates, filled from the incident. What nobody knows yet is left open in words that whoever sends it will see.

use super::{
    Mark, TimeTo,
    content::INCIDENT,
    hours::Hours,
    run::{Audience, Run},
};
use crate::{Instant, Zone, time::words};

/// What stands for something that nobody has said yet.
mod open {
    pub const SERVICE: &str = "[which service]";
    pub const AFFECTED: &str = "[who is affected, and how]";
    pub const CHANNEL: &str = "[no channel]";
    pub const KNOW: &str = "[what we know]";
    pub const WHEN: &str = "[when]";
    pub const CAUSE: &str = "[in one sentence]";
    pub const HOW_LONG: &str = "[how long: when did the impact begin?]";
    pub const ALL: [&str; 7] = [SERVICE, AFFECTED, CHANNEL, KNOW, WHEN, CAUSE, HOW_LONG];
}

/// What an update still has open: nobody reads brackets twice before they are in a customer's mail. Other brackets are words.
#[must_use]
pub fn unfilled(text: &str) -> Vec<&'static str> {
    open::ALL.into_iter().filter(|open| text.contains(open)).collect()
}

/// An update as it is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The words.
    pub text: String,
    /// When the next one is promised for; `None` where none follows.
    pub next_at: Option<Instant>,
}

impl Run {
    /// The update to an audience as it is proposed at `now`, with times in `zone`.
    #[must_use]
    pub fn proposed(&self, audience: Audience, now: Instant, zone: Zone) -> Option<Proposed> {
        let template = INCIDENT.updates.iter().find(|template| template.audience == audience)?;
        let next_at =
            template.next_min.map(|min| next(now, self.severity().check_in_min().unwrap_or(i64::from(min))));
        let text = filled(&template.text, |name| self.known(name, next_at, zone));
        Some(Proposed { text, next_at })
    }

    fn known(&self, name: &str, next_at: Option<Instant>, zone: Zone) -> Option<String> {
        let or = |text: &str, open: &str| {
            if text.trim().is_empty() { open.to_owned() } else { text.trim().to_owned() }
        };
        Some(match name {
            "severity" => self.severity().to_string(),
            "title" => self.title.clone(),
            "service" => or(self.declared.service.as_deref().unwrap_or_default(), open::SERVICE),
            "affected" => or(&self.affected, open::AFFECTED),
            "status" if self.is_mitigated() => "mitigated, the cause is being removed".to_owned(),
            "status" => or(self.last_attempt().unwrap_or_default(), "investigating"),
            "customer_status" if self.is_mitigated() => {
                "a fix is in place and we are watching it.".to_owned()
            }
            "customer_status" => "we are investigating.".to_owned(),
            "commander" => self.commander().unwrap_or("nobody yet").to_owned(),
            "channel" => or(&self.declared.channel, open::CHANNEL),
            "know" => or(self.check_ins.last().map_or("", |last| &last.know.text), open::KNOW),
            "next" => next_at.map_or_else(|| open::WHEN.to_owned(), |at| zone.hour_minute(at)),
            "duration" => self.duration(),
            "cause" => or(self.cause().unwrap_or_default(), open::CAUSE),
            "review" => self.review_by(zone),
            _ => return None,
        })
    }

    fn last_attempt(&self) -> Option<&str> {
        use super::run::Attempt::{Helps, Trying};
        let at = self.attempts.iter().filter(|(_, (attempt, _))| matches!(attempt, Trying | Helps));
        let (option, _) = at.max_by_key(|(_, (_, said))| said.seq)?;
        INCIDENT.options.get(*option).map(|option| option.text.as_str())
    }

    fn duration(&self) -> String {
        let length = self.marks().length(TimeTo::Resolve, &Hours::RoundTheClock);
        length.map_or_else(|_| open::HOW_LONG.to_owned(), |length| words(length.value_s * 1000))
    }

    fn review_by(&self, zone: Zone) -> String {
        let resolved_at = self.marks().at(Mark::Resolved);
        let due = resolved_at.and_then(|at| super::review_due(self.severity(), zone.date(at)));
        due.map_or_else(|| open::WHEN.to_owned(), |due| due.format("%-d %b %Y").to_string())
    }
}

/// `minutes` from now, on a full five minutes: nobody promises 14:37.
fn next(now: Instant, minutes: i64) -> Instant {
    const FIVE_MS: i64 = 5 * 60_000;
    let at_ms = now.ms() + minutes * 60_000;
    Instant::from_ms(at_ms.div_euclid(FIVE_MS) * FIVE_MS)
}

/// The words with each `{name}` replaced by what is known under it; other braces stay.
fn filled(template: &str, known: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let value = after.split_once('}').and_then(|(name, after)| Some((known(name)?, after)));
        match value {
            Some((value, after)) => {
                filled.push_str(&value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_filled_in_and_other_braces_stay() {
        let known = |name: &str| (name == "title").then(|| "API {down}".to_owned());
        assert_eq!(filled("{title}: {other} {", known), "API {down}: {other} {");
    }

    #[test]
    fn only_what_the_template_left_open_is_open() {
        assert_eq!(unfilled("[which service]: we are investigating [INC-7]"), ["[which service]"]);
        assert_eq!(unfilled("checkout: we are investigating [INC-7]"), Vec::<&str>::new());
    }

    #[test]
    fn the_next_update_is_promised_for_a_time_that_people_can_keep() {
        let at = |min: i64| Instant::from_ms(min * 60_000 + 12_345);
        assert_eq!(next(at(7), 15), Instant::from_ms(20 * 60_000));
        assert_eq!(next(at(10), 30), Instant::from_ms(40 * 60_000));
    }
}
