//! Into which field the words of a section go, and what a label states.

use super::{Filler, words};
use crate::{
    ground::plain,
    postmortem::{
        Fate,
        block::{Block, Kind},
        clock, day, length, zone,
    },
};
use domain::{
    incident::{Mark, Severity, TimeTo},
    postmortem::{DataLoss, Factor, HowDetected, Role, Stated, content::Section},
    text::{LINE_MAX_CHARS, LIST_MAX_ITEMS, PROSE_MAX_CHARS},
};

/// The entry that nested ones belong to, with how far it is indented.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Last {
    Nothing,
    Moment(usize),
    Factor(usize),
    Said(Section, usize),
}

/// Longest words that state a length with both its ends: `84 minutes (from 09:10 to 10:34 UTC)`.
const SPAN_MAX_CHARS: usize = 100;

/// Why something does not fit.
const FULL: &str = "Its field is full.";

impl Filler<'_> {
    /// Words of a section: an entry of its list, or a piece of its text.
    pub(super) fn put(&mut self, block: &Block, section: Section, text: &str, entry: Option<&Block>) {
        let is_item = entry.is_some_and(|block| matches!(block.kind, Kind::Item { .. }));
        match section {
            Section::Actions => self.action(block, text),
            Section::Factors | Section::Trigger | Section::Propagation | Section::Whys => {
                self.factor(block, section, text)
            }
            Section::RootCause if is_item => self.factor(block, section, text),
            Section::WentWell | Section::WentWrong | Section::Lucky | Section::Lessons => {
                self.said(block, section, text)
            }
            Section::Summary
            | Section::RootCause
            | Section::Impact
            | Section::Detection
            | Section::Resolution
            | Section::Sooner => {
                let words = if is_item { self.bullet(block, text) } else { text.to_owned() };
                self.put_prose(block, section, &words);
            }
            Section::Stats | Section::Other => self.no_field(block),
            section => self.value(block, section, text),
        }
    }

    fn bullet(&self, block: &Block, text: &str) -> String {
        let base = self.scopes.last().filter(|scope| scope.is_item).map_or(0, |scope| scope.indent + 2);
        let deep = " ".repeat(block.indent.saturating_sub(base).min(12));
        let sign = if matches!(block.kind, Kind::Item { numbered: true, .. }) { "1." } else { "-" };
        format!("{deep}{sign} {}", text.replace('\n', "\n  "))
    }

    /// A piece of a text that grows.
    pub(super) fn put_prose(&mut self, block: &Block, section: Section, text: &str) {
        let text = plain_kept(text);
        let is_item = matches!(block.kind, Kind::Item { .. });
        let paper = &mut self.paper;
        let field = match section {
            Section::Summary => &mut paper.summary,
            Section::RootCause | Section::Whys | Section::Factors => &mut paper.root_cause,
            Section::Impact => &mut paper.impact.users_affected,
            Section::Revenue => &mut paper.impact.revenue,
            Section::Detection | Section::HowDetected => &mut paper.detection.words,
            Section::Sooner => &mut paper.detection.sooner,
            Section::Resolution => &mut paper.how_resolved,
            Section::Timeline => match paper.timeline.last_mut() {
                Some(last) => &mut last.text,
                None => return self.no_field(block),
            },
            _ => return self.no_field(block),
        };
        if field.chars().count() + text.chars().count() + 2 > PROSE_MAX_CHARS {
            return self.unread(block, FULL);
        }
        if !field.is_empty() {
            // What stood behind a label has lost its sign: right below an item it would be a part of that.
            let signed = text.trim_start();
            let is_listed = is_item && (signed.starts_with("- ") || signed.starts_with("1. "));
            field.push_str(if is_listed { "\n" } else { "\n\n" });
        }
        field.push_str(&text);
        self.fate(block, Fate::Field);
    }

    fn said(&mut self, block: &Block, section: Section, text: &str) {
        let text = plain::prose(text);
        let nested =
            matches!(self.last, Last::Said(of, indent) if of == section && block.indent > indent + 1);
        let list = match section {
            Section::WentWell => &mut self.paper.went_well,
            Section::WentWrong => &mut self.paper.went_wrong,
            Section::Lucky => &mut self.paper.lucky,
            _ => &mut self.paper.lessons,
        };
        let fits = text.chars().count() <= PROSE_MAX_CHARS;
        if let Some(last) = list.last_mut().filter(|_| nested) {
            if last.chars().count() + text.chars().count() + 3 > PROSE_MAX_CHARS {
                return self.unread(block, FULL);
            }
            last.push_str("\n- ");
            last.push_str(&text);
        } else if list.len() < LIST_MAX_ITEMS && fits && !text.is_empty() {
            list.push(text);
            self.last = Last::Said(section, block.indent);
        } else {
            return self.unread(block, FULL);
        }
        self.fate(block, Fate::Field);
    }

    fn factor(&mut self, block: &Block, section: Section, text: &str) {
        let text = plain::prose(text);
        let nested = matches!(self.last, Last::Factor(indent) if block.indent > indent + 1);
        let is_why = section == Section::Whys;
        if let Some(last) = self.paper.factors.last_mut().filter(|_| nested && !is_why) {
            if last.text.chars().count() + text.chars().count() + 3 > PROSE_MAX_CHARS {
                return self.unread(block, FULL);
            }
            last.text.push_str("\n- ");
            last.text.push_str(&text);
            return self.fate(block, Fate::Field);
        }
        if self.paper.factors.len() >= LIST_MAX_ITEMS
            || text.is_empty()
            || text.chars().count() > PROSE_MAX_CHARS
        {
            return self.unread(block, FULL);
        }
        let continues = is_why && matches!(self.last, Last::Factor(_));
        let answers = self.paper.factors.last().filter(|_| continues).map(|factor| factor.key);
        let role = match section {
            Section::Trigger => Some(Role::Trigger),
            Section::Propagation => Some(Role::Propagation),
            _ => None,
        };
        let key = self.paper.next_factor();
        self.paper.factors.push(Factor { key, text, category: None, role, answers, moments: Vec::new() });
        self.last = Last::Factor(block.indent);
        self.fate(block, Fate::Field);
    }

    /// What a label states.
    pub(super) fn value(&mut self, block: &Block, section: Section, value: &str) {
        let text = words::unbold(value);
        let metric = match section {
            Section::Duration => None,
            Section::TimeToDetect => Some(TimeTo::Detect),
            Section::TimeToAcknowledge => Some(TimeTo::Acknowledge),
            Section::TimeToMitigate => Some(TimeTo::Mitigate),
            Section::TimeToResolve => Some(TimeTo::Resolve),
            _ => return self.plain_value(block, section, &text),
        };
        self.stated(block, metric, &text);
    }

    fn plain_value(&mut self, block: &Block, section: Section, text: &str) {
        let is_read = match section {
            Section::Title => {
                self.times.suggest(text);
                self.name(text)
            }
            Section::Date => self.date(text),
            Section::Authors => names(&mut self.paper.authors, text),
            Section::Reviewers => names(&mut self.paper.reviewers, text),
            Section::Participants => names(&mut self.paper.participants, text),
            Section::Severity => self.severity(text),
            Section::Status => self.status(text),
            Section::Budget => return self.budget(block, text),
            Section::DataLoss => self.data_loss(text),
            Section::Tickets => self.tickets(text),
            Section::Zone => zone::stated(&format!("time {text}"))
                .map(|(name, clock)| self.times.zone_stated(&mut self.paper, &name, clock))
                .is_some(),
            Section::HowDetected => return self.how_detected(block, text),
            Section::Revenue => return self.put_prose(block, section, text),
            Section::Timeline => return self.untimed(block, text),
            section => return self.put(block, section, text, None),
        };
        if is_read {
            self.fate(block, Fate::Field);
        } else {
            self.unread(block, &format!("It is no {} that Readyroom knows.", section.label().to_lowercase()));
        }
    }

    fn date(&mut self, text: &str) -> bool {
        let days = day::all(text, self.times.day_first);
        self.times.suggest(text);
        match days.first().and_then(|day| day.date(None)) {
            Some(date) if self.paper.date.is_none() => {
                self.paper.date = Some(date);
                text.len() < 60
            }
            _ => false,
        }
    }

    fn severity(&mut self, text: &str) -> bool {
        let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
        let severity = match digits[..] {
            [1] => Severity::Sev1,
            [2] => Severity::Sev2,
            [3] => Severity::Sev3,
            [4] => Severity::Sev4,
            _ => return false,
        };
        self.paper.severity = Some(severity);
        text.len() <= 24
    }

    /// Whatever it says, it comes in as a draft or in review: to be final it goes through the gate.
    fn status(&mut self, text: &str) -> bool {
        use domain::postmortem::PostmortemStatus::{Draft, InReview};
        self.paper.status = match words::plain(text).as_str() {
            "draft" | "entwurf" | "brouillon" | "borrador" | "下書き" => Draft,
            "in review" | "review" | "under review" | "en relecture" | "en revisión" | "レビュー中" => {
                InReview
            }
            _ => return false,
        };
        true
    }

    fn budget(&mut self, block: &Block, text: &str) {
        let Some(pct) = consumed_pct(text) else {
            let why = "Of the error budget, one figure right before “%” is read, such as “12.5 %”.";
            return self.unread(block, why);
        };
        self.paper.impact.slo_budget_consumed_pct = Some(pct);
        self.fate(block, Fate::Field);
    }

    fn data_loss(&mut self, text: &str) -> bool {
        let said = match words::plain(text).as_str() {
            "no" | "none" | "false" | "no data loss" | "no data lost" | "non" | "aucune" | "nein"
            | "keiner" | "なし" | "ninguna" => DataLoss::None,
            "yes" | "true" | "data lost" | "oui" | "ja" | "sí" | "あり" => DataLoss::Lost,
            _ => return false,
        };
        self.paper.impact.data_loss = said;
        true
    }

    fn tickets(&mut self, text: &str) -> bool {
        let count = text.trim().replace([',', '\u{A0}'], "").parse().ok();
        self.paper.impact.customer_tickets = count.or(self.paper.impact.customer_tickets);
        count.is_some()
    }

    fn how_detected(&mut self, block: &Block, text: &str) {
        let how = match words::plain(text).as_str() {
            "alert" | "alerts" | "monitoring" | "alerting" | "alerte" | "alarm" | "アラート" => {
                HowDetected::Alert
            }
            "user report" | "customer report" | "user" | "customer" | "users" | "customers" => {
                HowDetected::UserReport
            }
            "manual check" | "manual" | "manually" => HowDetected::ManualCheck,
            _ => return self.put_prose(block, Section::Detection, text),
        };
        self.paper.detection.how = how;
        self.fate(block, Fate::Field);
    }

    /// A length that is stated; with the times that it lies between, where they stand beside it.
    fn stated(&mut self, block: &Block, metric: Option<TimeTo>, text: &str) {
        let is_minutes = words::plain(&block.text).contains("minutes") && text.trim().parse::<u32>().is_ok();
        let plain_minutes = text.trim().parse::<i64>().ok().filter(|_| is_minutes).map(|min| min * 60);
        let times = clock::all(text, self.times.day_first);
        // Both ends of the length; in a whole sentence two times may be those of anything.
        let is_short = text.chars().count() <= SPAN_MAX_CHARS;
        if let ([(from, a), (to, b)], None, true) = (&times[..], metric, is_short) {
            for (mark, raw, range) in [(Mark::ImpactBegan, from, a), (Mark::Resolved, to, b)] {
                let written = text.get(range.clone()).unwrap_or_default().to_owned();
                self.times.key(mark, *raw, written, None);
            }
        }
        let found = plain_minutes.map(|s| (s, text.to_owned())).or_else(|| {
            if times.is_empty() {
                length::take(text).map(|(s, _)| (s, String::new()))
            } else {
                length::find(text)
            }
        });
        let Some((value_s, _)) = found
            .filter(|_| self.paper.stated.len() < LIST_MAX_ITEMS && text.chars().count() <= LINE_MAX_CHARS)
        else {
            return self.unread(block, "It states no length that can be read.");
        };
        let line = u32::try_from(block.lines.start + 1).ok();
        self.paper.stated.push(Stated { metric, value_s, text: plain::line(text), line });
        self.fate(block, Fate::Field);
    }

    /// “All times in UTC.”
    pub(super) fn clock_sentence(&mut self, block: &Block, text: &str) -> bool {
        if text.len() > 100 || clock::lead(text, None).is_some_and(|lead| lead.raw.time.is_some()) {
            return false;
        }
        let lower = text.to_lowercase();
        let is_about = [
            "times ",
            "time zone",
            "timezone",
            "zeiten",
            "zeitangaben",
            "heures",
            "horas",
            "horarios",
            "時刻",
        ];
        let Some((name, clock)) =
            zone::stated(text).filter(|_| is_about.iter().any(|word| lower.contains(word)))
        else {
            return false;
        };
        self.times.zone_stated(&mut self.paper, &name, clock);
        let days = day::all(text, self.times.day_first);
        if let ([day], Some(scope)) = (&days[..], self.scopes.last_mut()) {
            scope.day = Some(*day);
        }
        self.fate(block, Fate::Field);
        true
    }
}

/// Names out of a list of them; initials may stand with nothing but spaces between them.
fn names(into: &mut Vec<String>, text: &str) -> bool {
    let is_initials =
        text.split_whitespace().all(|word| word.len() <= 3 && word.chars().all(char::is_uppercase));
    let text = text.replace(" and ", ",").replace(" und ", ",").replace(" et ", ",");
    let parts: Vec<&str> = if is_initials {
        text.split([' ', ',']).collect()
    } else {
        text.split([',', ';', '、', '\n']).collect()
    };
    let names: Vec<String> = parts.into_iter().map(plain::line).filter(|name| !name.is_empty()).collect();
    if names.iter().any(|name| name.chars().count() > LINE_MAX_CHARS)
        || into.len() + names.len() > LIST_MAX_ITEMS
    {
        return false;
    }
    into.extend(names);
    true
}

/// How much of an error budget a text says was consumed, in percent: one figure, with nothing beside it that could make it
/// another one (`less than 12 %`, `12 % left`). `12,345` may be thousands as well, and is none.
fn consumed_pct(text: &str) -> Option<f64> {
    const CONSUMED: &[&str] = &[
        "",
        "consumed",
        "used",
        "spent",
        "burned",
        "of budget",
        "of the budget",
        "of the error budget",
        "consommé",
        "verbraucht",
        "consumido",
        "消費",
    ];
    let (figure, behind) = text.trim().split_once('%')?;
    let figure = figure.trim_end();
    let (whole, part) = figure.split_once(['.', ',']).unwrap_or((figure, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|c| c.is_ascii_digit());
    let is_told = CONSUMED.contains(&words::plain(behind).as_str()) && !behind.contains(['%', '?']);
    let is_clear = is_number(whole) && is_number(part) && !(figure.contains(',') && part.len() == 3);
    let pct = format!("{whole}.{part}").parse::<f64>().ok().filter(|pct| *pct <= 1_000_000.0)?;
    (is_told && is_clear).then_some(pct)
}

/// As [`plain::prose`], with the spaces at the beginning, which say how deep an entry is.
fn plain_kept(text: &str) -> String {
    let deep: String = text.chars().take_while(|c| *c == ' ').collect();
    format!("{deep}{}", plain::prose(text))
}
