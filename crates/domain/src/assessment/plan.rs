//! The improvement plan: which dimension an action is for.

use super::Assessment;
use crate::action::{Action, Place};

impl Assessment {
    /// The dimension that an action is for, counted from 0: the one that it was raised from. A file before schema 3 did not
    /// say; there it is the one whose name, short name or key the action's "about" begins with, as the room wrote it then.
    #[must_use]
    pub fn dimension_of(&self, action: &Action) -> Option<usize> {
        match action.place() {
            Some(Place::Part(key)) => self.template.dimensions.iter().position(|one| one.key == *key),
            Some(Place::Entry(_)) => None,
            None => self.named_in(&action.about),
        }
    }

    /// The longest name wins: "Monitoring of pipelines" is not "Monitoring".
    fn named_in(&self, about: &str) -> Option<usize> {
        let about = about.trim().to_lowercase();
        let begins = |name: &str| {
            let name = name.trim().to_lowercase();
            let rest = about.strip_prefix(&name).filter(|_| !name.is_empty())?;
            // "Toilet" is not about toil.
            rest.chars().next().is_none_or(|c| !c.is_alphanumeric()).then_some(name.len())
        };
        let dimensions = self.template.dimensions.iter().enumerate();
        let fits = dimensions.filter_map(|(at, dimension)| {
            let names = [&dimension.name, &dimension.short, &dimension.key];
            Some((names.into_iter().filter_map(|name| begins(name)).max()?, at))
        });
        fits.max_by_key(|(length, at)| (*length, std::cmp::Reverse(*at))).map(|(_, at)| at)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use crate::{
        action::{Action, Origin, Place},
        assessment::{Assessment, Scope, TEMPLATES},
        record::Noun,
    };

    #[test]
    fn an_action_is_for_the_dimension_that_it_was_raised_from_whatever_its_words_say() {
        let template = TEMPLATES.iter().find(|template| template.key == "maturity").unwrap();
        let review = Assessment::new("checkout", Scope::Organisation, template.clone());
        let record = "019a0c00-0007-7000-8000-000000000001".parse().unwrap();
        let raised = |place: Option<Place>, about: &str| {
            let origin = Some(Origin { record, place });
            Action { origin, about: about.to_owned(), ..Action::named("Write it down", "Mira").unwrap() }
        };
        let (first, last) = (&template.dimensions[0], template.dimensions.len() - 1);
        let key = template.dimensions[last].key.clone();
        let misleading = format!("{}: something else", first.name);
        assert_eq!(review.dimension_of(&raised(Some(Place::Part(key)), &misleading)), Some(last));
        assert_eq!(review.dimension_of(&raised(None, &misleading)), Some(0), "as files did it before");
        assert_eq!(review.dimension_of(&raised(None, &format!("{}ful", first.name))), None);
        assert_eq!(review.dimension_of(&raised(Some(Place::Entry(3)), &misleading)), None);
        assert_eq!(review.dimension_of(&raised(Some(Place::Part("gone".to_owned())), "")), None);
    }
}
