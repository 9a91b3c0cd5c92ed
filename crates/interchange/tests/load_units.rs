//! What the headings of a load test say beside a unit: counted out, said, or refused.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod load;

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
