//! The workspace's own templates: one of a key, and an edition that counts up by itself.

use crate::desk::noun::{Kept, Why, Writing};
use contract::{Code, Refusal};
use domain::{
    Document, Id,
    assessment::{Assessment, TEMPLATES, Template},
    text::{Invalid, clip},
};
use store::Tx;

impl Kept for Template {
    fn settled(mut self, tx: &Tx<'_>, writing: Writing) -> Result<Self, Refusal> {
        let id = writing.why.id();
        let before = match writing.why {
            Why::Rezoned(_) => return Ok(self),
            Why::Undone(_) => {
                only_one(tx, id, &self)?; // another copy may have been made since it was removed
                return Ok(self);
            }
            Why::Changed(id) => tx.body::<Self>(id).ok().map(|(_, before)| before), // another kind is refused by the store
            Why::New => {
                only_one(tx, None, &self)?;
                TEMPLATES.iter().find(|theirs| theirs.key == self.key).cloned()
            }
        };
        self.edition = match &before {
            Some(before) if id.is_some() && before.key != self.key => {
                let words = "The key of a template never changes: reviews are compared by it.";
                return Err(Invalid::new("key", words).into());
            }
            Some(before) if asks_the_same(before, &self) => before.edition,
            Some(before) => before.edition.max(highest_edition(tx, id, &self)?).saturating_add(1),
            None => 1,
        };
        Ok(self)
    }
}

/// The highest edition that a template of this key ever had in this workspace. Undo brings words back with the edition that
/// they had, and a copy may have been removed and made anew: the next change counts on from here, so that no two reviews
/// name the same edition and mean other words.
fn highest_edition(tx: &Tx<'_>, id: Option<Id>, template: &Template) -> Result<u32, Refusal> {
    let before = id.map_or_else(|| Ok(Vec::new()), |id| tx.history(id))?;
    let own = before.into_iter().filter_map(|record| match record.document {
        Document::Template(template) => Some(template.edition),
        _ => None,
    });
    let asked = tx.bodies::<Assessment>()?.into_iter().map(|(_, review)| review.template);
    let asked = asked.filter(|asked| asked.key == template.key).map(|asked| asked.edition);
    Ok(own.chain(asked).max().unwrap_or_default())
}

/// Whether nobody else has the key of this template: a review asks with the one that has it.
fn only_one(tx: &Tx<'_>, id: Option<Id>, template: &Template) -> Result<(), Refusal> {
    let all = tx.bodies::<Template>()?;
    let Some((_, other)) = all.into_iter().find(|(of, other)| Some(*of) != id && other.key == template.key)
    else {
        return Ok(());
    };
    let words = format!(
        "This workspace has its own copy already: “{}”. Change that one, or remove it first.",
        clip(&other.title, 60)
    );
    Err(Refusal { code: Code::Invalid, message: words, field: Some("key".to_owned()) })
}

/// Whether two templates differ in nothing but their edition.
fn asks_the_same(one: &Template, other: &Template) -> bool {
    let Template { key, title, method, edition: _, bands, dimensions } = one;
    (key, title, method, bands, dimensions)
        == (&other.key, &other.title, &other.method, &other.bands, &other.dimensions)
}
