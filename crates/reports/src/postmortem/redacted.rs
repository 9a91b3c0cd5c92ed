//! The same sources without names: people become “Person A”, “Person B” and so on, wherever they stand; what else is to be
//! hidden, hosts and secrets, whoever asks for the report hides.

use super::PostmortemReport;
use domain::{
    Id,
    action::Action,
    postmortem::{Answer, Draft, Names, Other, Postmortem, Proposed},
    workspace::Workspace,
};

/// The sources as they may leave the house.
pub struct Redacted {
    workspace: Workspace,
    postmortem: Postmortem,
    service: Option<String>,
    actions: Vec<(Id, Action)>,
    others: Vec<Other>,
}

impl Redacted {
    pub fn of(from: &PostmortemReport<'_>) -> Self {
        let names = Names::around(from.postmortem, from.actions, from.people);
        let out = |text: &str| (from.hide)(&names.out_of(text));
        let other = |other: &Other| Other { name: out(&other.name), ..other.clone() };
        Self {
            workspace: Workspace { name: out(&from.workspace.name), ..from.workspace.clone() },
            postmortem: postmortem(&out, from.postmortem),
            service: from.service.map(out),
            actions: from.actions.iter().map(|(id, of)| (*id, action(&out, of))).collect(),
            others: from.others.iter().map(other).collect(),
        }
    }

    /// The report that is made from them.
    pub fn report<'a>(&'a self, from: &PostmortemReport<'a>) -> PostmortemReport<'a> {
        PostmortemReport {
            workspace: &self.workspace,
            postmortem: &self.postmortem,
            service: self.service.as_deref(),
            actions: &self.actions,
            others: &self.others,
            people: &[],
            ..*from
        }
    }
}

fn postmortem(out: &impl Fn(&str) -> String, from: &Postmortem) -> Postmortem {
    let mut body = from.clone();
    let texts = [
        &mut body.title,
        &mut body.summary,
        &mut body.impact.users_affected,
        &mut body.impact.revenue,
        &mut body.times_in,
        &mut body.root_cause,
        &mut body.detection.words,
        &mut body.detection.sooner,
        &mut body.how_resolved,
    ];
    let lists = [
        &mut body.authors,
        &mut body.reviewers,
        &mut body.participants,
        &mut body.went_well,
        &mut body.went_wrong,
        &mut body.lucky,
        &mut body.lessons,
    ];
    let moments = body
        .timeline
        .iter_mut()
        .flat_map(|moment| [&mut moment.text, &mut moment.written, &mut moment.source]);
    let factors = body.factors.iter_mut().map(|factor| &mut factor.text);
    let stated = body.stated.iter_mut().map(|stated| &mut stated.text);
    let unread = body.unread.iter_mut().flat_map(|piece| [&mut piece.text, &mut piece.why]);
    let actions = body.actions.iter_mut().flat_map(texts_of);
    let all = texts.into_iter().chain(lists.into_iter().flatten());
    for text in all.chain(moments).chain(factors).chain(stated).chain(unread).chain(actions) {
        *text = out(text);
    }
    body.original = None;
    body
}

fn texts_of(proposed: &mut Proposed) -> Vec<&mut String> {
    let (draft, reason) = match &mut proposed.answer {
        Answer::Proposed(draft) | Answer::Accepted(draft) => (draft, None),
        Answer::Declined { draft, reason } => (draft, Some(reason)),
        Answer::Raised(_) => return vec![&mut proposed.key],
    };
    let Draft { title, owner, ticket, verification, .. } = draft;
    [&mut proposed.key, title, owner, ticket, verification].into_iter().chain(reason).collect()
}

fn action(out: &impl Fn(&str) -> String, from: &Action) -> Action {
    let mut action = from.clone();
    let texts = [
        &mut action.title,
        &mut action.owner,
        &mut action.about,
        &mut action.ticket,
        &mut action.verification,
    ];
    for text in texts {
        *text = out(text);
    }
    action
}
