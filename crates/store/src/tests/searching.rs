use super::*;
use proptest::prelude::*;
use std::sync::LazyLock;

#[test]
fn words_may_be_unfinished_accented_and_in_any_order() {
    let desk = Desk::new();
    let bank = desk.insert(experiment("Slow bank at the payment-gateway"));
    desk.insert(action("Café opening hours"));
    let found =
        |text: &str| desk.store.search(text).unwrap().into_iter().map(|row| row.id).collect::<Vec<_>>();
    for text in ["bank", "BANK slo", "gateway", "payment-gate", "  pay\tban ", "bank 🔥", "\"bank"] {
        assert_eq!(found(text), [bank], "{text}");
    }
    assert_eq!(found("cafe").len(), 1);
    assert_eq!(found("grace").len(), 1, "by its owner");
    for text in ["", "   ", "🔥", "bank zebra", "ank", "\"\"", "*"] {
        assert!(found(text).is_empty(), "{text}");
    }
}

#[test]
fn a_title_outranks_a_mention_and_fifty_are_enough() {
    let desk = Desk::new();
    let mut mention = experiment("Something else");
    mention.hypothesis.when = "the queue is slow and the queue is long".to_owned();
    desk.insert(mention);
    let titled = desk.insert(experiment("Queue"));
    assert_eq!(desk.store.search("queue").unwrap().first().map(|row| row.id), Some(titled));
    for n in 0..60 {
        desk.insert(action(&format!("many {n}")));
    }
    assert_eq!(desk.store.search("many").unwrap().len(), 50);
}

#[test]
fn the_language_of_the_index_has_no_meaning_in_a_search() {
    for text in [
        "\"",
        "\"\"\"",
        "'",
        "a AND",
        "OR",
        "NOT x",
        "NEAR(",
        "NEAR(a b, 2)",
        "title:x",
        "{title owner}: x",
        "-x",
        "^x",
        "x*",
        "*",
        "(",
        ")",
        "a + b",
        "a\0b",
        "\0",
        "\\",
        ";--",
        "%",
        "\u{202e}",
        "日本",
        "e\u{301}",
        "\u{10ffff}",
    ] {
        SHARED.store.search(text).unwrap_or_else(|trouble| panic!("{text:?}: {trouble}"));
    }
    SHARED.store.search(&"long ".repeat(100_000)).unwrap();
    SHARED.store.search(&"x".repeat(1_000_000)).unwrap();
}

static SHARED: LazyLock<Desk> = LazyLock::new(|| {
    let desk = Desk::new();
    for n in 0..20 {
        desk.insert(experiment(&format!("Experiment {n} AND \"NEAR\" title")));
    }
    desk
});

proptest! {
    #[test]
    fn any_text_can_be_searched_for(text in any::<String>()) {
        prop_assert!(SHARED.store.search(&text).is_ok());
    }

    #[test]
    fn any_mixture_of_operators_can_be_searched_for(
        parts in prop::collection::vec(
            prop::sample::select(vec!["\"", "*", "AND", "OR", "NOT", "NEAR", "(", ")", ":", "^", "-", "+", "{", "}", "title", "x", " ", "\0", "́"]),
            0..24,
        )
    ) {
        prop_assert!(SHARED.store.search(&parts.concat()).is_ok());
    }

    #[test]
    fn any_title_can_be_stored_and_found(title in "[a-z]{3,12}( [\"'a-z🔥é:*^-]{1,12}){0,4}") {
        let id = SHARED.insert(action(&title));
        let first = title.split(' ').next().unwrap_or_default();
        let query = format!("{title} {first}");
        let found = SHARED.store.search(&query).unwrap();
        SHARED.write(|tx| tx.remove(id, 1)).unwrap();
        prop_assert!(found.iter().any(|row| row.id == id), "{}", query);
    }
}

#[test]
fn around_a_service_are_the_records_about_it_and_those_that_run_one_of_them() {
    let desk = Desk::new();
    let bank = desk.insert(Service::named("bank"));
    let mut slow = experiment("Slow bank");
    slow.service_id = Some(bank);
    let slow = desk.insert(slow);
    desk.insert(experiment("About something else"));
    let mut promised = action("Add a timeout");
    promised.service_id = Some(bank);
    let promised = desk.insert(promised);
    let day = desk.insert(GameDay { experiments: vec![slow], ..GameDay::named("Autumn") });
    desk.insert(GameDay::named("Another"));
    let (about, running) = desk.store.around(bank).unwrap();
    assert_eq!(about.iter().map(|row| row.id).collect::<Vec<_>>(), [slow, promised], "kind by kind");
    assert_eq!(running.iter().map(|row| row.id).collect::<Vec<_>>(), [day]);
    assert_eq!(desk.store.around(day).unwrap(), (Vec::new(), Vec::new()));
}

#[test]
fn a_body_of_another_kind_is_refused_in_words() {
    let desk = Desk::new();
    let day = desk.insert(GameDay::named("Autumn"));
    assert_eq!(desk.store.body::<GameDay>(day).unwrap().title, "Autumn");
    let refused = desk.store.body::<Experiment>(day).unwrap_err();
    assert_eq!(refused.to_string(), "This is a game day, not an experiment.");
}
