//! What the headings of a load test say beside a unit: counted out, said, or refused.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod load;

use interchange::capacity::load_test::LoadTest;
use load::{pairs, refused, taken};

#[test]
fn powers_of_ten_in_a_heading_are_counted_out_or_refused() {
    for heading in ["(×1000 req/s)", "(1000 req/s)", "(10^3 req/s)", "(1e3 req/s)", "(x 1000)"] {
        let read = taken(&format!("users,throughput {heading}\n1,0.5\n2,0.9\n"));
        assert_eq!(pairs(&read), [(1.0, 500.0), (2.0, 900.0)], "{heading}");
        assert!(read.warnings.join("\n").contains("is in thousands, so each number"), "{heading}");
    }
    assert_eq!(pairs(&taken("users,throughput (hundreds)\n1,0.5\n2,9\n")), [(1.0, 50.0), (2.0, 900.0)]);
    for inner in ["req/s ÷ 1000", "req/s*1000", "req/s per 1000"] {
        let said = refused(&format!("users,throughput ({inner})\n1,0.5\n2,0.9\n"));
        assert!(said.starts_with(&format!("“{inner}” says more than a unit")), "{said}");
    }
}

#[test]
fn thousands_of_users_are_counted_out_and_said() {
    for (heading, times) in [("users (thousands)", 1e3), ("users (k)", 1e3), ("users (×100)", 100.0)] {
        let read = taken(&format!("{heading},krps\n1,0.5\n2,0.9\n"));
        assert_eq!(pairs(&read), [(times, 500.0), (2.0 * times, 900.0)], "{heading}");
        assert!(read.warnings.join("\n").contains(&format!("“{heading}” is in ")), "{:?}", read.warnings);
    }
    assert_eq!(pairs(&taken("users (k),rps\n1,5\n2000 users,9\n")), [(1e3, 5.0), (2e3, 9.0)]);
    assert_eq!(pairs(&taken("users (max),rps\n1,5\n2 k,9\n")), [(1.0, 5.0), (2e3, 9.0)]);
    assert!(refused("users (÷ 1000),rps\n1,5\n2,9\n").contains("says more than a unit"));
}

#[test]
fn a_file_that_is_there_twice_counts_once() {
    let file = |name: &str, text: &str| (name.to_owned(), taken(text));
    let six = "users,rps\n1,100\n2,194\n";
    let files = [file("six.csv", six), file("copy.csv", six), file("more.csv", "users,rps\n4,365\n")];
    for (files, points) in [
        (&files[..2], vec![(1.0, 100.0), (2.0, 194.0)]),
        (&files, vec![(1.0, 100.0), (2.0, 194.0), (4.0, 365.0)]),
    ] {
        let all = LoadTest::joined(files).unwrap();
        assert_eq!(pairs(&all), points);
        let said = "“copy.csv” says the same as “six.csv”: it was taken once.".to_owned();
        assert!(all.warnings.contains(&said), "{:?}", all.warnings);
    }
}

#[test]
fn millions_are_counted_out_and_what_is_no_known_unit_or_no_total_is_refused() {
    for (unit, times) in [("mio/s", 1e6), ("bn/day", 1e9), ("MM req/day", 1e6), ("lakh/min", 1e5)] {
        let read = taken(&format!("users,throughput ({unit})\n1,0.5\n2,0.9\n"));
        assert_eq!(pairs(&read), [(1.0, 0.5 * times), (2.0, 0.9 * times)], "{unit}");
        assert!(read.unit.contains('/') && !read.warnings.is_empty(), "{unit}: {}", read.unit);
    }
    assert!(refused("users,throughput (m/s)\n1,5\n2,9\n").starts_with("“m/s” says more than a unit, or one"));
    for unit in ["req/s per instance", "req/s/pod", "rps per node"] {
        let said = refused(&format!("users,throughput ({unit})\n1,5\n2,9\n"));
        assert!(said.contains("is the rate of each instance, and no total"), "{said}");
    }
}
