//! The workspace's own templates: one of a key, and an edition that counts up by itself.

use contract::{Code, Refusal};
use domain::{
    Document, Id, Kind,
    assessment::{TEMPLATES, Template},
    text::{Invalid, clip},
};
use store::{Store, Tx};

/// The highest edition that a template of this key ever had in this workspace; 0 for a record that is none. Undo brings words
/// back with the edition that they had, and a copy may have been removed and made anew: the next change counts on from here,
/// so that no two reviews name the same edition and mean other words.
pub(in crate::desk) fn highest_edition(
    store: &Store,
    id: Option<Id>,
    document: &Document,
) -> Result<u32, Refusal> {
    let Document::Template(saved) = document else { return Ok(0) };
    let before = id.map_or_else(|| Ok(Vec::new()), |id| store.history(id))?;
    let asked = store.all(Kind::Assessment)?;
    let editions = before.into_iter().chain(asked).map(|record| match record.document {
        Document::Template(template) => template.edition,
        Document::Assessment(review) if review.template.key == saved.key => review.template.edition,
        _ => 0,
    });
    Ok(editions.max().unwrap_or_default())
}

/// A template with the edition that follows from its words; any other document as it is. `id` is the record that is
/// saved, `None` for a new one; `highest` is what [`highest_edition`] found.
pub(in crate::desk) fn counted(
    tx: &Tx<'_>,
    id: Option<Id>,
    highest: u32,
    document: Document,
) -> Result<Document, Refusal> {
    let Document::Template(mut template) = document else { return Ok(document) };
    let before = match id {
        Some(id) => match tx.get(id)?.document {
            Document::Template(before) => Some(before),
            _ => None, // a save as another kind is refused by the store
        },
        None => {
            only_one(tx, None, &template)?;
            TEMPLATES.iter().find(|theirs| theirs.key == template.key).cloned()
        }
    };
    template.edition = match &before {
        Some(before) if id.is_some() && before.key != template.key => {
            let words = "The key of a template never changes: reviews are compared by it.";
            return Err(Invalid::new("key", words).into());
        }
        Some(before) if asks_the_same(before, &template) => before.edition,
        Some(before) => before.edition.max(highest).saturating_add(1),
        None => 1,
    };
    Ok(template.into())
}

/// Whether nobody else has the key of this template: a review asks with the one that has it.
pub(in crate::desk) fn only_one(tx: &Tx<'_>, id: Option<Id>, template: &Template) -> Result<(), Refusal> {
    for row in tx.list(Kind::Template)?.into_iter().filter(|row| Some(row.id) != id) {
        if let Document::Template(other) = tx.get(row.id)?.document
            && other.key == template.key
        {
            let words = format!(
                "This workspace has its own copy already: “{}”. Change that one, or remove it first.",
                clip(&other.title, 60)
            );
            return Err(Refusal { code: Code::Invalid, message: words, field: Some("key".to_owned()) });
        }
    }
    Ok(())
}

/// Whether two templates differ in nothing but their edition.
fn asks_the_same(one: &Template, other: &Template) -> bool {
    let Template { key, title, method, edition: _, bands, dimensions } = one;
    (key, title, method, bands, dimensions)
        == (&other.key, &other.title, &other.method, &other.bands, &other.dimensions)
}
