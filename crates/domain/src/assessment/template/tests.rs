//! Dimensions in and out, and what a template may not be.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
use super::*;
use crate::assessment::{Assessment, Scope};
use proptest::prelude::*;

fn template(key: &str) -> Template {
    TEMPLATES.iter().find(|template| template.key == key).unwrap().clone()
}

#[test]
fn a_template_takes_dimensions_in_and_out_and_its_bands_follow() {
    for key in ["maturity", "quality", "culture"] {
        let mut own = template(key);
        own.add_dimension("Disaster recovery");
        let added = own.dimensions.last().unwrap();
        assert_eq!((added.key.as_str(), added.weight), ("disaster-recovery", 0));
        assert_eq!(own.check(), Ok(()), "{key}: it can be saved as it is");
        own.add_dimension("Disaster  recovery!");
        assert_eq!(own.dimensions.last().unwrap().key, "disaster-recovery-2");
    }
    let mut own = template("maturity");
    own.add_dimension("Disaster recovery");
    let from = |template: &Template| template.bands.iter().map(|band| band.from).collect::<Vec<_>>();
    assert_eq!((own.bounds(), from(&own)), ((9, 45), vec![9, 19, 28, 37]));
    assert_eq!(own.take_out(8).unwrap().dimension().key, "disaster-recovery");
    assert_eq!(own, template("maturity"));
    let chaos = own.take_out(4).unwrap();
    own.add_dimension("chaos Engineering");
    assert_eq!(own.dimensions[7].key, "chaos", "the handbook's dimension has its key back");
    assert_eq!(own.dimensions[7].label(), "chaos Engineerin…");
    own.take_out(7);
    own.put_back(chaos);
    assert_eq!(own, template("maturity"));
    let mut rubric = template("quality");
    assert_eq!(rubric.take_out(0).unwrap().dimension().weight, 20);
    assert_eq!(rubric.check().unwrap_err().field, "dimensions", "the weights no longer add up");
    assert_eq!(rubric.take_out(7), None);
    while rubric.dimensions.len() > 1 {
        rubric.take_out(0);
    }
    assert_eq!(rubric.take_out(0), None, "the last one stays");
}

#[test]
fn what_is_changed_while_a_dimension_is_out_stays_changed() {
    let mut own = template("maturity");
    let taken = own.take_out(2).unwrap();
    own.bands[3].from = 34;
    own.put_back(taken);
    assert_eq!(own.bands[3].from, 39, "34 is 27 of 28 steps up, 39 is 31 of 32");
    assert_eq!(own.check(), Ok(()));
}

#[test]
fn bands_that_no_total_reaches_and_scores_without_words_are_refused() {
    let refused = |change: fn(&mut Template)| {
        let mut own = template("maturity");
        change(&mut own);
        own.check().unwrap_err().field
    };
    assert_eq!(refused(|own| own.bands[3].from = 41), "bands.3.from");
    assert_eq!(refused(|own| own.bands[0].from = 7), "bands.0.from");
    assert_eq!(refused(|own| own.dimensions[2].anchors[1] = " ".into()), "dimensions.2.anchors.1");
    let mut begun = Assessment::new("Checkout", Scope::Organisation, template("maturity"));
    begun.template.dimensions[2].anchors[1].clear();
    begun.template.bands[3].from = 41;
    assert_eq!(begun.check(), Ok(()), "a review that was begun with it goes on");
}

proptest! {
    #[test]
    fn what_is_taken_out_of_a_template_and_put_back_changes_nothing(
        more in 0_usize..12, at in 0_usize..8, cuts in prop::collection::btree_set(1_u32..32, 0..5),
    ) {
        let mut own = template("maturity");
        own.bands = cuts.iter().map(|cut| Band { from: 8 + cut, name: "Band".into(), advice: String::new() }).collect();
        for number in 0..more { own.add_dimension(&format!("Further {number}")); }
        let before = own.clone();
        own.add_dimension("One more");
        prop_assert_eq!(own.check(), Ok(()));
        own.take_out(own.dimensions.len() - 1);
        prop_assert_eq!(&own, &before);
        let taken = own.take_out(at).unwrap();
        prop_assert!(own.bands.windows(2).all(|pair| pair[0].from < pair[1].from));
        own.put_back(taken);
        prop_assert_eq!(&own, &before);
    }
}
