//! What a file leaves open and only a person can say.

use crate::choice::choice;
use serde::{Deserialize, Serialize};

choice! {
    /// A question that can be answered with yes. What nobody says yes to is left out.
    Ask {
        /// Is this table a list of services?
        Table("It is a list of services"),
        /// Are these parts of a catalog, which are no services by their type, services all the same?
        OtherTypes("Take the other types as services"),
        /// May a second service of one name come in under another name?
        Twins("Take the second one under another name"),
        /// May the tiers that the file suggests without stating them be taken over?
        Tiers("Take over the suggested tiers"),
        /// May what the workspace holds already come in once more?
        Again("Take it in once more"),
        /// May the file change what the catalog says?
        Changes("Take over what the file says"),
        /// May times without a day be of the day that the document suggests?
        SuggestedDay("Take the day that it suggests"),
        /// Does the day come first where day and month can be read either way?
        DayFirst("The day comes first: 03/04 is in April"),
    }
}

/// A question about a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Which.
    pub ask: Ask,
    /// Whether the file is refused until somebody answers it; others count as no.
    pub must: bool,
    /// In words, with what it is about.
    pub words: String,
}
