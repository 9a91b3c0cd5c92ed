//! Who is in the room and what they do: the plan's people, and who came, left or took another role since.

use super::{Event, Run};
use crate::{
    Instant,
    chaos::game_day::{Participant, Role},
    journal::{NotNow, no},
    text::{self, Invalid, clip},
};

/// Somebody on the day, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendee {
    /// Who.
    pub name: String,
    /// What they do now; nothing where nobody has said so, as of somebody who has handed over.
    pub role: Option<Role>,
    /// When they left, if they did.
    pub left_at: Option<Instant>,
}

impl Attendee {
    /// Somebody who is there from the beginning.
    pub(super) fn present(who: Participant) -> Self {
        Self { name: who.name, role: Some(who.role), left_at: None }
    }
}

impl Run {
    /// Whoever leads the room now.
    #[must_use]
    pub fn facilitator(&self) -> Option<&str> {
        let leads = |one: &&Attendee| one.role == Some(Role::Facilitator) && one.left_at.is_none();
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
        if self.people.iter().any(|one| one.name == name && one.role == Some(role)) {
            return no(&format!("{} has this role already.", clip(name, 60)));
        }
        self.admit_handed_over(name)
    }

    /// A room is never without somebody who leads it.
    fn admit_handed_over(&self, name: &str) -> Result<(), NotNow> {
        if self.facilitator() == Some(name) {
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
        self.people.iter().any(|one| one.name == name && one.left_at.is_none())
    }

    /// Changes who is here; `at` is when it happened.
    pub(super) fn enact_people(&mut self, event: &Event, at: Instant) {
        match event {
            Event::Left { name } => {
                let leaves = self.people.iter_mut().filter(|one| &one.name == name);
                leaves.for_each(|one| one.left_at = Some(at));
            }
            Event::Arrived { name, role } | Event::RoleTaken { name, role } => {
                self.people.retain(|one| &one.name != name);
                if *role == Role::Facilitator {
                    let leads = self.people.iter_mut().filter(|one| one.role == Some(Role::Facilitator));
                    leads.for_each(|one| one.role = None);
                }
                let who = Participant { name: name.clone(), role: *role };
                self.people.push(Attendee::present(who));
            }
            _ => {}
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
        | Event::RoleTaken { name, role: Role::Facilitator } => {
            format!("{name} facilitates from here on.")
        }
        Event::Arrived { name, role: as_what } => format!("{name} arrived, as {}.", role(as_what)),
        Event::RoleTaken { name, role: as_what } => format!("{name} is {} from here on.", role(as_what)),
        Event::Left { name } => format!("{name} left."),
        _ => String::new(),
    }
}
