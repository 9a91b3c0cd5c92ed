//! Who is in the room, who signs, and words that are corrected by further words.

use super::*;
use crate::journal::Common;

fn name(name: &str) -> String {
    name.to_owned()
}

#[test]
fn the_facilitator_is_who_has_the_role_now() {
    let mut room = Room::open();
    assert_eq!(room.run.facilitator(), Some("Mira"));
    let arrived = room.say(Event::Arrived { name: name("Teo"), role: Role::Observer });
    assert!(room.refused(Event::Arrived { name: name("Teo"), role: Role::Scribe }).contains("here already"));
    assert!(room.refused(Event::Left { name: name("Mira") }).contains("hands over first"));
    room.say(Event::RoleTaken { name: name("Teo"), role: Role::Facilitator, instead_of: None });
    assert_eq!(room.run.facilitator(), Some("Teo"), "one alone leads");
    assert!(
        room.refused(Event::RoleTaken { name: name("Teo"), role: Role::Facilitator, instead_of: None })
            .contains("already")
    );
    room.wait(MIN).say(Event::Left { name: name("Mira") });
    let mira = room.run.people.iter().find(|one| one.name == "Mira").unwrap();
    assert_eq!((mira.role_words().as_str(), mira.left_at), ("facilitator at first", Some(room.now)));
    assert!(room.refused(Event::Left { name: name("Mira") }).contains("not in the room"));
    assert!(
        room.refused(Event::RoleTaken { name: name("Ana"), role: Role::Scribe, instead_of: None })
            .contains("arrive first")
    );
    let said = Run::sentences(&room.entries);
    assert_eq!(said[arrived as usize - 1], "Teo arrived, as observer.");
    assert!(said.contains(&"Teo facilitates from here on.".to_owned()), "{said:?}");
    assert!(said.contains(&"Mira left.".to_owned()), "{said:?}");
}

#[test]
fn a_person_has_several_roles_and_one_name_however_it_is_written() {
    let mut room = Room::open();
    let words = |room: &Room, who: &str| {
        let found = room.run.people.iter().filter(|one| one.is(who)).collect::<Vec<_>>();
        assert_eq!(found.len(), 1, "{who} is one person");
        found[0].role_words()
    };
    let takes = |who: &str, role, instead_of| Event::RoleTaken { name: name(who), role, instead_of };
    room.say(Event::Arrived { name: name("Teo"), role: Role::Coordinator });
    room.say(takes("teo", Role::Scribe, None));
    assert_eq!(words(&room, "Teo"), "coordinator, scribe");
    room.say(takes("TEO", Role::Facilitator, None));
    assert_eq!(words(&room, "Teo"), "coordinator, scribe, facilitator", "a third drops none of them");
    assert_eq!((room.run.facilitator(), words(&room, "Mira")), (Some("Teo"), name("facilitator at first")));
    assert!(room.refused(Event::Arrived { name: name("mira"), role: Role::Scribe }).contains("here already"));
    assert!(room.refused(Event::Left { name: name("teo") }).contains("hands over first"));
    let changed = room.say(takes("Jonas", Role::Scribe, Some(Role::Observer)));
    assert_eq!(words(&room, "Jonas"), "scribe, at first observer");
    let said = Run::sentences(&room.entries)[changed as usize - 1].clone();
    assert_eq!(said, "Jonas is scribe from here on, no longer observer.");
    let old = r#"{"event":"role-taken","name":"Jonas","role":"scribe"}"#;
    assert_eq!(serde_json::from_str::<Event>(old).unwrap(), takes("Jonas", Role::Scribe, None));
    room.run.plan.game_day.participants.push(Participant { name: name("mira "), role: Role::Owner });
    let planned = Attendee::all(&room.run.plan.game_day.participants);
    assert_eq!((planned.len(), planned[0].role_words()), (2, name("facilitator, owner")));
}

#[test]
fn what_was_learned_and_the_closing_word_are_corrected_by_a_further_entry() {
    let mut room = Room::open();
    let learned = |note: &str| Event::LearnedCorrected { experiment: 0, note: name(note) };
    let closing = |note: &str| Event::Common(Common::ClosingCorrected { note: name(note) });
    assert!(room.refused(learned("It queues")).contains("not concluded"));
    room.go_to(Step::Outcome);
    let first = room.say(Event::Concluded { outcome: Outcome::Confirmed, note: name("It quues") });
    assert!(room.refused(closing("Well done")).contains("has not ended"));
    room.say(Event::Common(Common::Ended { note: name("Wel done") }));
    let again = room.say(learned("It queues"));
    room.say(closing("Well done"));
    let conclusion = room.run.trials[0].conclusion.as_ref().unwrap();
    assert_eq!((conclusion.said.text.as_str(), conclusion.outcome), ("It queues", Outcome::Confirmed));
    assert_eq!(room.run.course.ended.as_ref().unwrap().text, "Well done");
    let said = Run::sentences(&room.entries);
    assert_eq!(said[first as usize - 1], "Outcome: Confirmed. It quues.", "what was said first stays");
    assert_eq!(said[again as usize - 1], "What was learned from experiment 1, corrected: It queues.");
    assert_eq!(said.last().unwrap(), "The closing word, corrected: Well done.");
    assert!(room.refused(learned(" ")).contains("learned"), "nothing is no correction");
}

#[test]
fn a_prediction_gets_its_verdict_once_the_fault_has_been_in() {
    let mut room = Room::open();
    room.go_to(Step::Predict);
    let prediction = room.say(Event::Predicted { who: name("Teo"), text: name("Orders queue") });
    let judged = |verdict| Event::PredictionJudged { prediction, verdict };
    assert!(room.refused(judged(Foresight::Right)).contains("has not been in"));
    room.go_to(Step::Outcome);
    let missing = Event::PredictionJudged { prediction: 1, verdict: Foresight::Right };
    assert!(room.refused(missing).contains("no such prediction"));
    let at = room.say(judged(Foresight::Wrong));
    assert_eq!(room.run.trials[0].predictions[0].verdict, Some(Foresight::Wrong));
    assert_eq!(
        Run::sentences(&room.entries)[at as usize - 1],
        "The prediction of Teo was wrong: Orders queue."
    );
    room.say(Event::Concluded { outcome: Outcome::Confirmed, note: String::new() });
    room.say(Event::Common(Common::Ended { note: String::new() }));
    room.say(judged(Foresight::Open));
    assert_eq!(room.run.trials[0].predictions[0].verdict, Some(Foresight::Open), "the last word counts");
}
