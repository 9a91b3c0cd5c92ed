//! Assessments: beginning a review, what the room says in it, and how it looks beside others.

mod report;
mod template;
mod time;

use super::{
    Desk, lock,
    noun::{Kept, Source},
    palette,
};
use charts::{ProfileData, Size};
use contract::{
    Answer, Assess, BeginAssessment, Caller, Code, Drawing, Profile, ProfileChart, ProfileMark, Profiles,
    Refusal, Review, ReviewView,
};
use domain::{
    Id, Instant, Kind, Record, Row,
    assessment::{Assessment, Said, Scope, TEMPLATES, Template, compare},
    document::{Body, Service},
    journal::Common,
    text::{LINE_MAX_CHARS, clip},
};
use std::{cmp::Reverse, collections::HashMap};
use store::{Store, Trouble, Tx};

impl Kept for Assessment {
    const REPORTED: bool = true;

    fn report(&self, source: &Source<'_>) -> Result<Vec<u8>, Refusal> {
        report::pdf(self, source)
    }

    /// A review keeps its timebox itself.
    fn jumped(tx: &mut Tx<'_>, found: &[Common]) -> Result<(), Refusal> {
        time::happened(tx, found)
    }

    fn last_said_at(store: &Store) -> Result<Option<Instant>, Refusal> {
        time::last_said_at(store)
    }

    /// A service was assessed when its review was closed.
    fn lately(desk: &Desk) -> Result<HashMap<Id, Instant>, Refusal> {
        Ok(desk.store.latest(Self::KIND)?)
    }
}

impl Answer<BeginAssessment> for Desk {
    fn answer(&self, request: BeginAssessment, _: Caller) -> Result<Record, Refusal> {
        let BeginAssessment { scope, template, solo, participants } = request;
        let of = words_of(&self.store, &scope)?;
        let today = self.workspace()?.1.zone.date(self.now());
        self.write(|tx| {
            let template = template_of(tx, &template)?;
            let same = |review: &Assessment| review.is_of(&scope) && review.template.key == template.key;
            let before: Vec<_> =
                tx.bodies::<Assessment>()?.into_iter().filter(|(_, review)| same(review)).collect();
            if let Some((_, open)) = before.iter().find(|(_, review)| review.closed_at.is_none()) {
                let words = format!(
                    "Milestone {} of “{}” is still open: go on with it, or remove it first.",
                    open.milestone,
                    clip(&open.title, 80)
                );
                return Err(Refusal::new(Code::Invalid, words));
            }
            let mut review = match before.into_iter().max_by_key(|(_, review)| review.milestone) {
                Some((id, before)) => before.next(id, template),
                None => {
                    let title = format!("{of}: {}", template.title);
                    Assessment::new(&clip(&title, LINE_MAX_CHARS - 1), scope, template)
                }
            };
            (review.solo, review.date) = (solo, Some(today));
            if !participants.is_empty() {
                review.participants = participants;
            }
            Ok(tx.insert(review.into())?)
        })
    }
}

impl Answer<Assess> for Desk {
    fn answer(&self, Assess { assessment, said }: Assess, _: Caller) -> Result<Record, Refusal> {
        // What happened to time comes before what the room says now.
        let mut last = lock(&self.last_pulse);
        let now = self.catch_up(&mut last)?;
        self.write(|tx| {
            let (record, mut review) = tx.body::<Assessment>(assessment)?;
            if said == Said::Reopen
                && let Some((_, later)) = tx
                    .bodies::<Assessment>()?
                    .into_iter()
                    .find(|(_, later)| later.previous == Some(assessment))
            {
                let words = format!(
                    "Milestone {} was begun since and builds on these scores. Correct them there.",
                    later.milestone
                );
                return Err(Refusal::new(Code::Invalid, words));
            }
            review.hear(&said, now)?;
            Ok(tx.save(assessment, record.version, review.into())?)
        })
    }
}

impl Answer<Review> for Desk {
    fn answer(&self, Review { assessment, against }: Review, caller: Caller) -> Result<ReviewView, Refusal> {
        let record = self.store.get(assessment)?;
        let version = record.version;
        let review: Assessment = store::body(record.document)?;
        let against = match against.or(review.previous) {
            None => None,
            // A review that was removed since is no reason to hide this one.
            Some(id) => match self.store.body::<Assessment>(id) {
                Err(Trouble::NotFound { .. }) => None,
                found => Some((id, found?)),
            },
        };
        let today = self.workspace()?.1.zone.date(self.now());
        let compared = against.as_ref().map_or_else(Vec::new, |(_, before)| compare(before, &review, today));
        let scope = words_of(&self.store, &review.scope)?;
        let shown = |review: Assessment| if caller == Caller::Stage { review.on_stage() } else { review };
        Ok(ReviewView {
            version,
            scope,
            compared,
            assessment: shown(review),
            against: against.map(|(id, before)| (id, shown(before))),
        })
    }
}

impl Answer<Profiles> for Desk {
    fn answer(&self, _: Profiles, _: Caller) -> Result<Vec<Profile>, Refusal> {
        // One look at all names instead of one at each service.
        let names: HashMap<Id, String> =
            self.store.list(Kind::Service)?.into_iter().map(|row| (row.id, row.title)).collect();
        let line = |(id, review): (Id, Assessment)| {
            let known = match &review.scope {
                Scope::Service(service) => names.get(service).cloned(),
                _ => None,
            };
            let words = known.map_or_else(|| words_of(&self.store, &review.scope), Ok)?;
            Ok(profile(id, &review, words))
        };
        self.reviews()?.into_iter().map(line).collect()
    }
}

impl Answer<ProfileChart> for Desk {
    fn answer(&self, request: ProfileChart, _: Caller) -> Result<Drawing, Refusal> {
        let review: Assessment = self.store.body(request.assessment)?;
        let against = request.against.map(|id| self.store.body(id)).transpose()?;
        let size = Size { width_px: request.width_px, height_px: request.height_px };
        let data = ProfileData::of(&review, against.as_ref());
        let drawn = charts::profile(&data, size, &palette(request.theme));
        Ok(Drawing { svg: drawn.svg, alt: drawn.alt })
    }
}

impl Desk {
    /// All reviews: those that are still open first, then the newest.
    pub(super) fn reviews(&self) -> Result<Vec<(Id, Assessment)>, Refusal> {
        Ok(in_order(self.store.bodies()?))
    }

    /// Those of the records about a service called `name` that are reviews, in the same order, each as one line.
    pub(super) fn reviews_among(&self, about: &[Row], name: &str) -> Result<Vec<Profile>, Refusal> {
        let rows = about.iter().filter(|row| row.kind == Assessment::KIND);
        let reviews = rows.map(|row| Ok((row.id, self.store.body(row.id)?)));
        let reviews = in_order(reviews.collect::<Result<_, Trouble>>()?);
        Ok(reviews.iter().map(|(id, review)| profile(*id, review, name.to_owned())).collect())
    }
}

/// Those that are still open first, then the newest.
fn in_order(mut reviews: Vec<(Id, Assessment)>) -> Vec<(Id, Assessment)> {
    let closed_ms = |review: &Assessment| review.closed_at.map_or(i64::MAX, Instant::ms);
    reviews.sort_by_key(|(_, review)| Reverse(closed_ms(review)));
    reviews
}

/// A review as one line; `scope_words` says what it is about.
fn profile(id: Id, review: &Assessment, scope_words: String) -> Profile {
    let result = review.result();
    let marks = review.template.dimensions.iter().zip(&review.answers).map(|(dimension, answer)| {
        ProfileMark { label: dimension.label().to_owned(), sign: dimension.sign, mark: answer.mark() }
    });
    Profile {
        id,
        title: review.title.clone(),
        scope: review.scope.clone(),
        scope_words,
        template: review.template.key.clone(),
        template_title: review.template.title.clone(),
        method: review.template.method,
        milestone: review.milestone,
        closed_at: review.closed_at,
        marks: marks.collect(),
        total: result.total,
        normalised: result.normalised,
        band: result.band.map(|band| band.name.clone()),
    }
}

/// What is assessed, in words.
pub(crate) fn words_of(store: &Store, scope: &Scope) -> Result<String, Refusal> {
    Ok(match scope {
        Scope::Organisation => "The organisation".to_owned(),
        Scope::Team(team) => team.clone(),
        Scope::Service(id) => match store.body::<Service>(*id) {
            Err(Trouble::NotFound { removed: Some(name), .. }) => name,
            found => found?.name,
        },
    })
}

/// The workspace's own template of that key, else the handbook's.
fn template_of(tx: &Tx<'_>, key: &str) -> Result<Template, Refusal> {
    if let Some((_, own)) = tx.bodies::<Template>()?.into_iter().find(|(_, own)| own.key == key) {
        return Ok(own);
    }
    TEMPLATES
        .iter()
        .find(|template| template.key == key)
        .cloned()
        .ok_or_else(|| Refusal::new(Code::NotFound, format!("There is no template “{}”.", clip(key, 60))))
}
