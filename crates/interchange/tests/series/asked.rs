//! What only a person can say is asked, and what the file proves is not.

use super::*;
use domain::capacity::file::{DateOrder, Decimal};

#[test]
fn the_order_of_day_and_month_is_asked_unless_a_date_proves_it() {
    let open = read("date,value\n03/04/2026,1\n04/04/2026,2\n");
    assert!(is_asked(
        &open,
        |asked| matches!(asked, FileQuestion::Order { example } if example == "03/04/2026")
    ));
    assert!(open.take(&Answers::default()).is_err_and(|cause| cause.field == "order"));
    let with = |order| days(&open.take(&Answers { order: Some(order), ..Answers::default() }).unwrap());
    assert_eq!(with(DateOrder::DayFirst), ["2026-04-03 1", "2026-04-04 2"]);
    assert_eq!(with(DateOrder::MonthFirst)[0], "2026-03-04 1");
    let proven = read("date,value\n03/04/2026,1\n04/13/2026,2\n");
    assert!(!is_asked(&proven, |asked| matches!(asked, FileQuestion::Order { .. })));
    assert_eq!(days(&proven.take(&Answers::default()).unwrap())[0], "2026-03-04 1");
}

#[test]
fn the_decimal_mark_is_asked_unless_a_number_proves_it() {
    let open = read("date;value\n2026-10-05;1,234\n2026-10-06;2,500\n2026-10-07;12\n");
    assert!(is_asked(
        &open,
        |asked| matches!(asked, FileQuestion::Decimal { example } if example == "1,234")
    ));
    assert!(open.take(&Answers::default()).is_err_and(|cause| cause.field == "decimal"));
    let with = |decimal| days(&open.take(&Answers { decimal: Some(decimal), ..Answers::default() }).unwrap());
    assert_eq!(with(Decimal::Comma), ["2026-10-05 1.234", "2026-10-06 2.5", "2026-10-07 12"]);
    assert_eq!(with(Decimal::Point), ["2026-10-05 1234", "2026-10-06 2500", "2026-10-07 12"]);
    for (text, expected) in [
        ("date;value\n2026-10-05;1,234\n2026-10-06;2,5\n", "2026-10-05 1.234"),
        ("date;value\n2026-10-05;1.234\n2026-10-06;2,5\n", "2026-10-05 1234"),
        ("date,value\n2026-10-05,\"1,234\"\n2026-10-06,2.5\n", "2026-10-05 1234"),
        ("date,value\n2026-10-05,1.234\n2026-10-06,2.500\n", "2026-10-05 1.234"),
    ] {
        let measured = read(text);
        assert!(!is_asked(&measured, |asked| matches!(asked, FileQuestion::Decimal { .. })), "{text}");
        assert_eq!(days(&measured.take(&Answers::default()).unwrap())[0], expected, "{text}");
    }
}

#[test]
fn dates_alone_want_no_zone_and_one_value_a_day_no_rule() {
    let measured = read("date,value\n2026-10-05,1\n2026-10-06,2\n");
    assert_eq!(measured.questions, [FileQuestion::Unit]);
    let taken = measured.take(&Answers { unit: Some(" req/s ".to_owned()), ..Answers::default() }).unwrap();
    assert_eq!((taken.unit.as_str(), taken.done.len()), ("req/s", 0));
}

#[test]
fn the_spring_hour_that_there_is_not_is_said() {
    let measured = read("2026-03-29 01:30,1\n2026-03-29 02:30,2\n2026-03-29 03:30,3\n");
    let taken = measured.take(&berlin()).unwrap();
    let said = taken.done.join("\n");
    assert!(said.contains("1 time in an hour that Europe/Berlin did not have (2026-03-29 02:30)"), "{said}");
}

#[test]
fn rows_out_of_order_or_twice_are_said() {
    let taken = take(
        "2026-10-05,1\n2026-10-07,3\n2026-10-06,2\n2026-10-08,4\n2026-10-08,4\n2026-10-09,1\n2026-10-09,9\n",
    );
    let said = taken.done.join("\n");
    for words in
        ["1 row is earlier", "2 times occur more than once", "1 row said nothing but what another said"]
    {
        assert!(said.contains(words), "{words} is not in:\n{said}");
    }
    assert_eq!(
        days(&taken),
        ["2026-10-05 1", "2026-10-06 2", "2026-10-07 3", "2026-10-08 4", "2026-10-09 9"]
    );
}

#[test]
fn offsets_that_change_midway_keep_their_days() {
    let text = "2026-10-24T23:30:00+02:00,1\n2026-10-25T23:30:00+01:00,2\n2026-10-26T00:30:00+01:00,3\n";
    let measured = read(text);
    assert_eq!(
        days(&measured.take(&Answers::default()).unwrap()),
        ["2026-10-24 1", "2026-10-25 2", "2026-10-26 3"]
    );
    let utc = Answers { zone: Some(domain::Zone::UTC), ..Answers::default() };
    assert_eq!(days(&measured.take(&utc).unwrap()), ["2026-10-24 1", "2026-10-25 3"]);
}
