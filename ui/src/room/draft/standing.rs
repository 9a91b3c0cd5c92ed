//! What a draft says about itself: saved when, why not, and who has to choose. Written once for drafts of all kinds.

use super::{Difference, Draft, Prefer, Saving, differences_of};
use crate::{
    components::Button,
    hooks::letters::{Letters, stand, use_letters},
};
use domain::{Body, Document, Id, Record, Zone};
use yew::prelude::*;

/// How a draft of any kind stands, and what the frame around it can do with it.
#[derive(Clone, PartialEq)]
pub struct Standing {
    /// Which record.
    pub id: Id,
    /// The version that is in the file, as far as this window knows.
    pub version: u64,
    /// How it stands against the file.
    pub saving: Saving,
    /// The fields that both changed, when there is a conflict.
    pub disputed: Vec<Difference>,
    /// Saves what was typed once more.
    pub save: Callback<()>,
    /// Ends a conflict.
    pub settle: Callback<Prefer>,
    /// Every field in which two documents of its kind differ.
    pub differences: Callback<(Document, Document), Vec<Difference>>,
    /// Puts an earlier document in its place and gives the way back; `None` for one of another kind.
    pub replace: Callback<Document, Option<Callback<()>>>,
}

impl<T: Body> Draft<T> {
    /// How it stands, for the frame around it.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let (save, settle, replace) = (self.clone(), self.clone(), self.clone());
        Standing {
            id: self.id(),
            version: self.version(),
            saving: self.saving(),
            disputed: self.disputed(),
            save: Callback::from(move |()| save.save()),
            settle: Callback::from(move |prefer| settle.settle(prefer)),
            differences: Callback::from(|(before, after): (Document, Document)| {
                differences_of::<T>(&before, &after)
            }),
            replace: Callback::from(move |document| replace.replace(&document)),
        }
    }

    fn replace(&self, document: &Document) -> Option<Callback<()>> {
        let body = T::of(document)?.clone();
        let (draft, before) = (self.clone(), self.body().clone());
        self.edit(|now| *now = body);
        Some(Callback::from(move |()| draft.edit(|now| *now = before.clone())))
    }
}

/// What [`SaveMark`] takes.
#[derive(PartialEq, Properties)]
pub struct SaveMarkProps {
    /// Whose fields.
    pub id: Id,
    /// How its draft stands against the file.
    pub saving: Saving,
    /// The zone of its times.
    pub zone: Zone,
}

/// One line: saved when, or why not. Letters that are still to be written count as well.
#[component]
pub fn SaveMark(props: &SaveMarkProps) -> Html {
    let letters = use_letters(Some(props.id.to_string().into()));
    let is_refused = matches!(props.saving, Saving::Refused(_) | Saving::Conflict(_));
    // Below the rail nothing may be called saved meanwhile.
    use_effect_with((props.id, is_refused), |(id, is_refused)| {
        let scope = id.to_string();
        stand(&scope, "record", is_refused.then_some(Letters::NotUnderstood));
        move || stand(&scope, "record", None)
    });
    save_line(&props.saving, letters, props.zone)
}

fn save_line(saving: &Saving, letters: Option<Letters>, zone: Zone) -> Html {
    let not_yet =
        html! { <span class="field-saved tone" data-state="bad" role="status">{ "Not saved yet" }</span> };
    let underway = html! { <span class="field-saved" role="status">{ "Saving…" }</span> };
    match (saving, letters) {
        (Saving::Conflict(_), _) => html! {
            <span class="field-saved tone" data-state="watch" role="status">{ "Waits for your choice" }</span>
        },
        (Saving::Refused(_), _) | (_, Some(Letters::NotUnderstood)) => not_yet,
        (Saving::Underway, _) | (_, Some(Letters::Waiting)) => underway,
        (Saving::Saved(None), None) => Html::default(),
        (Saving::Saved(Some(at)), None) => html! {
            <span class="field-saved" data-act="saved-at" role="status">{ format!("Saved {}", zone.clock(*at)) }</span>
        },
    }
}

/// Above the page: why nothing is saved, or the two versions to choose from. Nothing while all is well.
pub fn conflict_card(standing: &Standing, zone: Zone) -> Html {
    match &standing.saving {
        Saving::Saved(_) | Saving::Underway => Html::default(),
        Saving::Refused(refusal) => html! {
            <div class="banner" data-state="bad" role="alert" data-act="not-saved">
                <p class="banner-words">
                    <strong>{ "Not saved. " }</strong>{ &refusal.message }
                    <span class="muted">{ " What you typed is kept here and goes into the file as soon as this is mended." }</span>
                </p>
                <div class="banner-actions">
                    <Button act="save-again" onclick={standing.save.clone()}>{ "Save again" }</Button>
                </div>
            </div>
        },
        Saving::Conflict(theirs) => conflict(standing, theirs, zone),
    }
}

fn conflict(standing: &Standing, theirs: &Record, zone: Zone) -> Html {
    let settle = |prefer: Prefer| standing.settle.reform(move |()| prefer);
    let who = if theirs.saved_by.is_empty() { "Somebody" } else { theirs.saved_by.as_str() };
    html! {
        <section class="card conflict" role="alert" data-act="conflict">
            <div class="card-head">
                <h2 class="card-title">{ format!("{who} saved this at {} while you were writing", zone.clock(theirs.saved_at)) }</h2>
            </div>
            <div class="card-body">
                <table class="table">
                    <thead><tr><th>{ "Field" }</th><th>{ "Yours" }</th><th>{ "In the file" }</th></tr></thead>
                    <tbody>
                        { for standing.disputed.iter().map(|dispute| html! {
                            <tr><td class="soft">{ &dispute.field }</td><td>{ &dispute.mine }</td><td>{ &dispute.theirs }</td></tr>
                        }) }
                    </tbody>
                </table>
                <p class="muted conflict-note">{ "Everything else that either of you changed is kept." }</p>
                <div class="line">
                    <Button act="use-mine" onclick={settle(Prefer::Mine)}>{ "Use mine" }</Button>
                    <Button act="use-theirs" onclick={settle(Prefer::Theirs)}>{ "Use theirs" }</Button>
                </div>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Instant;

    #[test]
    fn saved_is_said_of_every_letter_or_not_at_all() {
        let words = |saving: &Saving, letters| format!("{:?}", save_line(saving, letters, Zone::UTC));
        let saved = Saving::Saved(Some(Instant::from_ms(0)));
        assert!(words(&saved, None).contains("Saved 00:00:00"));
        for saving in [&saved, &Saving::Saved(None), &Saving::Underway] {
            assert!(words(saving, Some(Letters::Waiting)).contains("Saving…"));
            assert!(words(saving, Some(Letters::NotUnderstood)).contains("Not saved yet"));
        }
    }
}
