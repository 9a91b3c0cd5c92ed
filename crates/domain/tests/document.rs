//! The registry of nouns: a body is found by its kind, and read in whatever order it was written.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use domain::{
    Kind,
    catalog::{Requirement, TIER_RULES},
    document::{Action, Body, Document, Person, Sealed, Service},
    record::Noun,
    with_body, with_kind,
};

#[test]
fn what_a_tier_asks_for_lately_is_something_of_a_kind_that_there_is() {
    let asked: Vec<&str> = TIER_RULES
        .iter()
        .filter_map(
            |rule| if let Requirement::Lately(kind) = &rule.rule { Some(kind.as_str()) } else { None },
        )
        .collect();
    assert!(!asked.is_empty());
    for word in asked {
        assert!(word.parse::<Kind>().is_ok(), "{word}");
    }
}

#[test]
fn a_document_is_read_in_whatever_order_it_was_written() {
    for kind in Kind::ALL {
        let Some(document) = kind.named("One", "Mira") else { continue };
        let body = document.body_json().unwrap();
        let text = serde_json::to_string(&document).unwrap();
        let (title, status) = (document.title(), document.status());
        assert_eq!(
            text,
            format!(r#"{{"kind":"{kind}","title":"{title}","status":"{status}","body":{body}}}"#)
        );
        assert_eq!(serde_json::from_str::<Document>(&text).unwrap(), document);
        let other_way = format!(r#"{{"more":[1],"body":{body},"kind":"{kind}"}}"#);
        assert_eq!(serde_json::from_str::<Document>(&other_way).unwrap(), document);
    }
    for (text, missing) in [
        (r#"{"kind":"person"}"#, "missing field `body`"),
        (r#"{"body":{"name":"Mira"}}"#, "missing field `kind`"),
        (r#"{"kind":"cat","body":{}}"#, "unknown variant `cat`"),
        (r#"{"body":{"name":7},"kind":"person"}"#, "expected a string"),
        (r#"["person",{}]"#, "a record's kind and its body"),
    ] {
        let said = serde_json::from_str::<Document>(text).unwrap_err().to_string();
        assert!(said.contains(missing), "{said}");
    }
}

#[test]
fn a_sealed_document_is_the_same_one() {
    for kind in Kind::ALL {
        let Some(document) = kind.named("One “and” \\ two", "Mira") else { continue };
        let crossed = serde_json::to_string(&document).unwrap();
        let sealed: Sealed = serde_json::from_str(&crossed).unwrap();
        assert_eq!(
            (sealed.kind(), sealed.title(), sealed.status()),
            (document.kind(), document.title(), document.status())
        );
        assert_eq!(sealed.body_json().unwrap(), document.body_json().unwrap());
        assert_eq!(serde_json::to_string(&sealed).unwrap(), crossed);
        with_kind!(*kind, Noun => {
            let body = sealed.body::<Noun>().unwrap();
            assert_eq!(Document::from(body.clone()), document);
            assert_eq!(Sealed::from(body.clone()), sealed);
            assert!(std::ptr::eq(body, sealed.body().unwrap()), "read once");
        });
        assert_eq!(
            serde_json::from_value::<Document>(serde_json::to_value(&sealed).unwrap()).unwrap(),
            document
        );
    }
}

#[test]
fn a_sealed_document_is_opened_as_what_it_is_or_not_at_all() {
    let mira = Sealed::from(Person { name: "Mira".to_owned(), ..Person::default() });
    assert_eq!(mira.body::<Person>().unwrap().name, "Mira");
    assert_eq!(mira.body::<Service>(), None);
    assert_eq!(mira.clone().body::<Person>().unwrap().name, "Mira");
    assert_ne!(mira, Sealed::from(Person::default()));
    let read = |text: &str| serde_json::from_str::<Sealed>(text);
    let odd = read(r#"{"kind":"person","title":"Mira","status":"","body":{"name":7}}"#).unwrap();
    assert_eq!((odd.body::<Person>(), odd.title().as_str()), (None, "Mira"));
    for text in [r#"{"kind":"person","title":"Mira","status":""}"#, r#"{"kind":"person","body":{}}"#] {
        assert!(read(text).unwrap_err().to_string().contains("missing field"), "{text}");
    }
}

#[test]
fn a_body_is_found_by_its_type_and_by_its_kind() {
    for kind in Kind::ALL {
        let Some(document) = kind.named("One", "Mira") else { continue };
        assert_eq!(document.kind(), *kind);
        assert_eq!(with_body!(&document, body => body.summary()), document.summary());
        assert_eq!(with_kind!(*kind, Noun => Noun::SCHEMA), document.schema());
    }
    let person = Document::from(Person { name: "Mira".to_owned(), ..Person::default() });
    assert!(Person::of(&person).is_some() && Action::of(&person).is_none());
    assert_eq!(Action::out_of(person.clone()), Err(Kind::Person));
    assert_eq!(Person::out_of(person).unwrap().name, "Mira");
}
