//! Who is in the room and what they do: the plan's people, and who came, left or took another role since.

use super::{Event, Run};
use crate::{
    Instant,
    chaos::game_day::{Participant, Role},
    journal::{NotNow, no},
    text::{self, Invalid, clip, name_key},
};

/// Somebody on the day, as it stands. A person may have several roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendee {
    /// Who.
    pub name: String,
    /// What they do now; empty where nobody has said so, as of somebody who has handed over.
    pub roles: Vec<Role>,
    /// What they did before and do no longer, in the order in which they gave it up.
    pub had: Vec<Role>,
    /// When they left, if they did.
    pub left_at: Option<Instant>,
}

impl Attendee {
    /// Those who are there from the beginning, each once.
    pub(super) fn all(planned: &[Participant]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for one in planned {
            match all.iter_mut().find(|known| known.is(&one.name)) {
                Some(known) => known.take(one.role),
                None => all.push(Self::new(&one.name, one.role)),
            }
        }
        all
    }

    fn new(name: &str, role: Role) -> Self {
        Self { name: name.to_owned(), roles: vec![role], had: Vec::new(), left_at: None }
    }

    /// Whether this is the person of that name, however it is written.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        name_key(&self.name) == name_key(name)
    }

    /// `facilitator, coordinator`; `scribe, at first observer`; `facilitator at first` of somebody who has handed over.
    #[must_use]
    pub fn role_words(&self) -> String {
        let words = |roles: &[Role]| {
            roles.iter().map(|role| role.label().to_lowercase()).collect::<Vec<_>>().join(", ")
        };
        let (now, before) = (words(&self.roles), words(&self.had));
        match (now.is_empty(), before.is_empty()) {
            (true, true) => "no role stated".to_owned(),
            (true, false) => format!("{before} at first"),
            (false, true) => now,
            (false, false) => format!("{now}, at first {before}"),
        }
    }

    fn take(&mut self, role: Role) {
        self.had.retain(|had| *had != role);
        if !self.roles.contains(&role) {
            self.roles.push(role);
        }
    }

    fn give_up(&mut self, role: Role) {
        if self.roles.contains(&role) {
            self.roles.retain(|has| *has != role);
            self.had.push(role);
        }
    }
}

impl Run {
    /// Whoever leads the room now.
    #[must_use]
    pub fn facilitator(&self) -> Option<&str> {
        let leads = |one: &&Attendee| one.roles.contains(&Role::Facilitator) && one.left_at.is_none();
        self.people.iter().find(leads).map(|one| one.name.as_str())
    }

    pub(super) fn admit_arrival(&self, name: &str) -> Result<(), NotNow> {
        if self.is_here(name) {
            return no(&format!("{} is here already. Change the role instead.", clip(name, 60)));
        }
        Ok(())
    }

    pub(super) fn admit_leaving(&self, name: &str) -> Result<(), NotNow> {
        self.admit_present(name)?;
        self.admit_handed_over(name)
    }

    pub(super) fn admit_role(&self, name: &str, role: Role) -> Result<(), NotNow> {
        self.admit_present(name)?;
        if self.people.iter().any(|one| one.is(name) && one.roles.contains(&role)) {
            return no(&format!("{} has this role already.", clip(name, 60)));
        }
        self.admit_handed_over(name)
    }

    /// A room is never without somebody who leads it.
    fn admit_handed_over(&self, name: &str) -> Result<(), NotNow> {
        if self.facilitator().is_some_and(|leads| name_key(leads) == name_key(name)) {
            return no("Whoever facilitates hands over first: let somebody else take that role.");
        }
        Ok(())
    }

    fn admit_present(&self, name: &str) -> Result<(), NotNow> {
        if self.is_here(name) {
            return Ok(());
        }
        no(&format!("{} is not in the room. Let them arrive first.", clip(name, 60)))
    }

    fn is_here(&self, name: &str) -> bool {
        self.people.iter().any(|one| one.is(name) && one.left_at.is_none())
    }

    /// Changes who is here; `at` is when it happened.
    pub(super) fn enact_people(&mut self, event: &Event, at: Instant) {
        match event {
            Event::Left { name } => {
                let leaves = self.people.iter_mut().filter(|one| one.is(name));
                leaves.for_each(|one| one.left_at = Some(at));
            }
            Event::Arrived { name, role } => self.give(name, *role, None),
            Event::RoleTaken { name, role, instead_of } => self.give(name, *role, *instead_of),
            _ => {}
        }
    }

    fn give(&mut self, name: &str, role: Role, instead_of: Option<Role>) {
        if role == Role::Facilitator {
            self.people.iter_mut().for_each(|one| one.give_up(role));
        }
        match self.people.iter_mut().find(|one| one.is(name)) {
            Some(one) => {
                one.left_at = None;
                instead_of.into_iter().for_each(|former| one.give_up(former));
                one.take(role);
            }
            None => self.people.push(Attendee::new(name, role)),
        }
    }
}

/// Limits on the names of people.
pub(super) fn words_fit(name: &str) -> Result<(), Invalid> {
    text::required_line("name", "The name", name)
}

/// What an entry about people says.
pub(super) fn sentence(event: &Event) -> String {
    let role = |role: &Role| role.label().to_lowercase();
    match event {
        Event::Arrived { name, role: Role::Facilitator }
        | Event::RoleTaken { name, role: Role::Facilitator, .. } => {
            format!("{name} facilitates from here on.")
        }
        Event::Arrived { name, role: as_what } => format!("{name} arrived, as {}.", role(as_what)),
        Event::RoleTaken { name, role: as_what, instead_of } => {
            let former =
                instead_of.map(|former| format!(", no longer {}", role(&former))).unwrap_or_default();
            format!("{name} is {} from here on{former}.", role(as_what))
        }
        Event::Left { name } => format!("{name} left."),
        _ => String::new(),
    }
}
