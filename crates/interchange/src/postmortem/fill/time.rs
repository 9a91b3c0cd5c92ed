//! Entries of the timeline: their times, their days, their marks, and what must be asked for.

mod prose;

use super::{Filler, put::Last, words};
use crate::{
    ground::plain,
    postmortem::{
        Asked, Fate, Question,
        block::{Block, Kind},
        clock::{self, Lead, Raw, Time},
        day::{self, Day},
        own::STAR,
        split::Part,
        zone::Clock,
    },
};
use domain::{
    Date, Instant,
    incident::Mark,
    postmortem::{MOMENTS_MAX, Moment, Postmortem, When, Why, content::Section},
    text::{LINE_MAX_CHARS, PROSE_MAX_CHARS, clip},
};

/// A mark that a list of key events names.
struct Key {
    mark: Mark,
    raw: Raw,
    written: String,
    label: Option<String>,
}

/// What is known of days and clocks.
pub(super) struct Times {
    pub day_first: Option<bool>,
    asked_day: Option<Date>,
    take_suggested: bool,
    start: Option<Instant>,
    zone: Option<Clock>,
    asked_zone: Option<Clock>,
    suggested: Option<Day>,
    /// The day that was written last, which entries below it go on with.
    carried: Option<Day>,
    raws: Vec<Raw>,
    keys: Vec<Key>,
    carried_used: bool,
}

impl Times {
    pub fn new(asked: &Asked, number: usize) -> Self {
        Self {
            day_first: asked.day_first,
            asked_day: asked.days.get(number).copied().flatten(),
            take_suggested: asked.take_suggested,
            start: asked.start,
            zone: None,
            asked_zone: asked.zone.map(Clock::Zone),
            suggested: None,
            carried: None,
            raws: Vec::new(),
            keys: Vec::new(),
            carried_used: false,
        }
    }

    /// Whether the document itself tells how it writes `03/04/2025`: one of its days can be read in one way only.
    pub fn look_around(&mut self, part: &Part<'_>) {
        if self.day_first.is_some() {
            return;
        }
        let slashed = |text: &str| {
            let mut parts = text
                .split(|c: char| !c.is_ascii_digit() && c != '/')
                .filter(|part| part.matches('/').count() == 2);
            parts.find_map(|part| {
                let mut numbers = part.split('/').map(|number| number.parse::<u32>().ok());
                let (first, second) = (numbers.next()??, numbers.next()??);
                match (first, second) {
                    (13..=31, 1..=12) => Some(true),
                    (1..=12, 13..=31) => Some(false),
                    _ => None,
                }
            })
        };
        self.day_first = part.own.iter().find_map(|block| slashed(&block.text));
    }

    /// A day that stands in a title or in the front matter: proposed, never taken by itself.
    pub fn suggest(&mut self, text: &str) {
        if self.suggested.is_none() {
            self.suggested = day::all(text, self.day_first).first().copied();
        }
    }

    pub fn new_section(&mut self) {
        self.carried = None;
    }

    pub fn zone_stated(&mut self, paper: &mut Postmortem, name: &str, clock: Clock) {
        if self.zone.is_none() {
            self.zone = Some(clock);
            paper.times_in = clip(&plain::line(name), LINE_MAX_CHARS - 1);
        }
    }

    pub fn key(&mut self, mark: Mark, raw: Raw, written: String, label: Option<String>) {
        self.keys.push(Key { mark, raw, written, label });
    }

    pub(super) fn suggested_date(&self) -> Option<Date> {
        self.suggested.and_then(|day| day.date(None))
    }

    fn base(&self) -> Option<Date> {
        self.asked_day.or_else(|| self.suggested_date().filter(|_| self.take_suggested))
    }

    fn when(&self, raw: Raw) -> When {
        self.instant(raw).map_or_else(When::Open, When::At)
    }

    fn instant(&self, raw: Raw) -> Result<Instant, Why> {
        let time = match raw.time {
            None => return Err(if raw.day == Some(Day::Impossible) { Why::Impossible } else { Why::NoTime }),
            Some(Time::Not(why)) => return Err(why),
            Some(Time::After(s)) => {
                return self.start.map(|start| start.plus_ms(s.saturating_mul(1000))).ok_or(Why::NoStart);
            }
            Some(Time::Wall(time)) => time,
        };
        let date = match raw.day {
            Some(Day::Impossible) => return Err(Why::Impossible),
            Some(Day::Either(..)) => return Err(Why::DayOrMonth),
            // A day without its year is near that of the title: the document says both.
            Some(day) => day.near(self.base().or_else(|| self.suggested_date())),
            None => self.base(),
        };
        let date = date.ok_or(Why::NoDay)?;
        self.clock(raw).ok_or(Why::NoZone)?.instant(date, time)
    }

    /// The clock that is written, or the one that was asked for where none is. A name that several places have stays one:
    /// nobody who answers for times without a clock has said which of them is meant.
    fn clock(&self, raw: Raw) -> Option<Clock> {
        raw.clock.or(self.zone).or(self.asked_zone)
    }

    /// How many entries are written by a clock that several places call the same: no answer about clocks that are not written
    /// dates them.
    pub(super) fn ambiguous(&self) -> u64 {
        let waits =
            |raw: Raw| self.clock(raw) == Some(Clock::Ambiguous) && self.instant(raw) == Err(Why::NoZone);
        self.raws.iter().filter(|raw| waits(**raw)).count() as u64
    }
}

/// A mark with what stands behind it: behind a colon, where a time may have no digit (`Resolved: T+?`), or from the first digit.
fn marked(text: &str) -> Option<(&str, &str, Mark)> {
    let told = |name: &'_ str| words::label_mark(name.trim_end_matches(['~', '(', ' ']));
    let by_colon = text.split_once([':', '：']).and_then(|(name, rest)| Some((name, rest, told(name)?)));
    by_colon.or_else(|| {
        let (name, rest) = text.split_at_checked(text.find(|c: char| c.is_ascii_digit())?)?;
        Some((name, rest, told(name)?))
    })
}

impl Filler<'_> {
    /// “First detected: 2023-09-18 13:42”, “Resolved 2023-09-20 19:18”.
    pub(super) fn mark_line(&mut self, block: &Block, text: &str) -> bool {
        if text.len() > 200 {
            return false;
        }
        let Some((name, rest, mark)) = marked(text) else { return false };
        let Some(lead) = clock::lead(rest, self.times.day_first)
            .filter(|lead| lead.rest.is_empty() && lead.link.is_none() && lead.raw.time.is_some())
        else {
            return false;
        };
        let label = words::unbold(name).trim_end_matches([':', '：', ' ', '-', '–']).to_owned();
        let raw = Raw { day: lead.raw.day.or(self.scope_day()), ..lead.raw };
        self.times.key(mark, raw, plain::line(lead.written), Some(label));
        self.fate(block, Fate::Field);
        true
    }

    /// An entry of the timeline, where it is one: in a timeline everything is, elsewhere what begins with a time.
    pub(super) fn moment(&mut self, block: &Block, section: Option<Section>, lead: Option<Lead<'_>>) -> bool {
        let in_timeline = section == Some(Section::Timeline);
        let open = matches!(
            section,
            None | Some(
                Section::Other
                    | Section::Detection
                    | Section::Resolution
                    | Section::Impact
                    | Section::Summary
                    | Section::Stats
            )
        );
        let is_item = matches!(block.kind, Kind::Item { .. });
        // A paragraph below an entry is part of it, even where it begins with a time.
        let lead = lead.filter(|_| is_item || !self.is_below_moment(block));
        match lead {
            Some(lead)
                if lead.raw.time.is_none() && in_timeline && lead.rest.is_empty() && lead.link.is_none() =>
            {
                self.times.carried = lead.raw.day;
                self.fate(block, Fate::Field);
                true
            }
            Some(lead)
                if in_timeline || (open && is_item && lead.raw.time.is_some() && !lead.rest.is_empty()) =>
            {
                let text = words::unbold(lead.rest);
                self.add(block, lead.raw, lead.written, &text, lead.link.unwrap_or_default());
                true
            }
            None if in_timeline => {
                self.untimed(block, &words::unbold(&block.text));
                true
            }
            _ => false,
        }
    }

    fn is_below_moment(&self, block: &Block) -> bool {
        matches!(self.last, Last::Moment(indent) if block.indent > indent + 1)
    }

    /// Words in a timeline without a time: part of the entry above where they are indented further, else one of their own.
    pub(super) fn untimed(&mut self, block: &Block, text: &str) {
        if self.is_below_moment(block) {
            if self.source(block, text) {
                return;
            }
            let sign = if matches!(block.kind, Kind::Item { .. }) { "- " } else { "" };
            return self.put_prose(block, Section::Timeline, &format!("{sign}{text}"));
        }
        let last = self.last;
        self.add(block, Raw { day: None, time: None, clock: None }, "", text, "");
        // Entries below it belong to the one above that has a time.
        if !matches!(block.kind, Kind::Item { .. }) {
            self.last = last;
        }
    }

    /// An entry whose time stands apart from its words: a row of a table.
    pub(super) fn entry(&mut self, block: &Block, written: &str, text: &str, source: &str) {
        let none = Raw { day: None, time: None, clock: None };
        match clock::lead(written, self.times.day_first) {
            Some(lead) if lead.rest.is_empty() => {
                let source = format!("{source} {}", lead.link.unwrap_or_default());
                self.add(block, lead.raw, lead.written, text, source.trim());
            }
            _ if written.is_empty() => self.add(block, none, "", text, source),
            _ => self.add(block, Raw { time: Some(Time::Not(Why::Unknown)), ..none }, written, text, source),
        }
    }

    fn add(&mut self, block: &Block, raw: Raw, written: &str, text: &str, source: &str) {
        let (starred, written) = (text.strip_prefix(STAR), plain::line(written));
        let (text, star) = (plain::prose(starred.unwrap_or(text)), starred.is_some());
        let (source, long) = (plain::prose(source), PROSE_MAX_CHARS);
        if text.is_empty() && source.is_empty() && raw.time.is_none() && raw.day.is_some() {
            self.times.carried = raw.day;
            return self.fate(block, Fate::Field);
        }
        let fits = text.chars().count() <= long
            && written.chars().count() <= LINE_MAX_CHARS
            && source.chars().count() <= long;
        if self.paper.timeline.len() >= MOMENTS_MAX || !fits || (text.is_empty() && written.is_empty()) {
            return self.unread(block, "The timeline is full, or this is too long for one entry.");
        }
        let text = if text.is_empty() { "(no words)".to_owned() } else { text };
        let above = self.times.carried.or(self.scope_day());
        self.times.carried_used |= raw.day.is_none() && self.times.carried.is_some() && raw.time.is_some();
        self.times.carried = raw.day.or(self.times.carried);
        let raw = Raw { day: raw.day.or(above), ..raw };
        let first = text.split(['.', '\n', '。']).next().unwrap_or_default();
        let mark = words::label_mark(first)
            .filter(|mark| !self.paper.timeline.iter().any(|one| one.marks.contains(mark)));
        let key = self.paper.next_moment();
        self.times.raws.push(raw);
        self.paper.timeline.push(Moment {
            key,
            when: When::Open(Why::NoTime),
            written,
            text,
            source,
            star,
            marks: mark.into_iter().collect(),
        });
        self.last = Last::Moment(block.indent);
        self.fate(block, Fate::Field);
    }

    /// Marks of key events go onto the entry of the same time, or become entries.
    fn place_keys(&mut self) {
        for Key { mark, raw, written, label } in std::mem::take(&mut self.times.keys) {
            if self
                .paper
                .timeline
                .iter()
                .any(|moment| moment.marks.contains(&mark) && moment.when.at() == self.times.when(raw).at())
            {
                continue;
            }
            // What a list of key events says outright stands above what the words of an entry say.
            for moment in &mut self.paper.timeline {
                moment.marks.retain(|one| *one != mark);
            }
            let when = self.times.when(raw);
            let same = self.times.raws.iter().position(|other| match when {
                When::At(_) => self.times.when(*other) == when,
                When::Open(_) => {
                    other.time == raw.time
                        && (other.day == raw.day || raw.day.is_none() || other.day.is_none())
                }
            });
            if let Some(moment) = same.and_then(|at| self.paper.timeline.get_mut(at)) {
                moment.marks.push(mark);
            } else if self.paper.timeline.len() < MOMENTS_MAX {
                let key = self.paper.next_moment();
                let text = label.unwrap_or_else(|| mark.label().to_owned());
                self.times.raws.push(raw);
                self.paper.timeline.push(Moment {
                    key,
                    when,
                    written,
                    text,
                    source: String::new(),
                    star: false,
                    marks: vec![mark],
                });
            }
        }
    }

    pub(super) fn finish(
        mut self,
        file_name: &str,
        warnings: &mut Vec<String>,
        questions: &mut Vec<Question>,
    ) -> Postmortem {
        if self.paper.timeline.is_empty() && self.times.keys.is_empty() {
            self.read_prose();
        }
        for (moment, raw) in self.paper.timeline.iter_mut().zip(&self.times.raws) {
            moment.when = self.times.when(*raw);
        }
        self.place_keys();
        if self.paper.title.trim().is_empty() {
            let stem = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
            let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
            let stem = plain::line(&clip(stem, LINE_MAX_CHARS - 1));
            self.paper.title = if stem.is_empty() { "Postmortem without a title".to_owned() } else { stem };
        }
        if self.paper.date.is_none() {
            self.paper.date = self.times.base();
        }
        let title = clip(&self.paper.title, 60);
        if self.times.carried_used {
            warnings.push(format!(
                "“{title}”: some entries name no day. They have the day of the entry above them."
            ));
        }
        let ambiguous = self.times.ambiguous();
        if ambiguous > 0 {
            let entries = domain::text::count(ambiguous, "time");
            warnings.push(format!(
                "“{title}”: {entries} by a clock whose name several places have (IST, CST, AST). They stay as written: \
                 say in the timeline when it was."
            ));
        }
        warnings.extend(self.stay_open(&title));
        let moved =
            domain::postmortem::placed(&self.paper.timeline).iter().filter(|placed| placed.moved).count();
        if moved > 0 {
            let entries = domain::text::count(moved as u64, "entry");
            warnings.push(format!(
                "“{title}”: {entries} stood after a later one. Look whether a midnight lies between."
            ));
        }
        self.questions(questions, &title);
        self.paper
    }
}
