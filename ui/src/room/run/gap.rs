//! The question about holes in time: the computer slept, or Readyroom was not running. Whoever was there says whether the
//! clock shall count it.

use crate::components::{Banner, Button, ButtonKind, State};
use domain::{
    Zone,
    journal::{Gap, GapCause},
    time::words,
};
use yew::prelude::*;

/// Asks whether the time of `gaps` counts; nothing where there are none. `ondecide` hears whether it does.
pub fn gap_question<'a>(
    gaps: impl IntoIterator<Item = &'a Gap>,
    zone: Zone,
    ondecide: &Callback<bool>,
) -> Html {
    let Some(sentence) = question(&gaps.into_iter().collect::<Vec<_>>(), zone) else {
        return Html::default();
    };
    let actions = html! {
        <>
            <Button act="gap-count" onclick={ondecide.reform(|()| true)}>{ "Count it" }</Button>
            <Button act="gap-leave-out" kind={ButtonKind::Primary} onclick={ondecide.reform(|()| false)}>{ "Leave it out" }</Button>
        </>
    };
    html! { <Banner state={State::Watch} {actions}>{ sentence }</Banner> }
}

/// `The computer slept 4 min (14:02:10–14:06:10). Does that time count?`
fn question(gaps: &[&Gap], zone: Zone) -> Option<String> {
    let (first, last) = (gaps.first()?, gaps.last()?);
    let slept = |gap: &&Gap| gap.cause == GapCause::Slept;
    let (what, one) = match (gaps.iter().any(slept), gaps.iter().all(slept)) {
        (_, true) => ("The computer slept", ""),
        (false, _) => ("Readyroom was not running", "for "),
        (true, false) => ("The computer slept or Readyroom was not running", ""),
    };
    let long = words(gaps.iter().map(|gap| gap.to.since(gap.from)).sum());
    let long =
        if gaps.len() == 1 { format!("{one}{long}") } else { format!("{} times, {long} in all", gaps.len()) };
    let (from, to) = (zone.clock(first.from), zone.clock(last.to));
    Some(format!("{what} {long} ({from}–{to}). Does that time count?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Instant;

    fn gap(seq: u64, cause: GapCause, from_min: i64, min: i64) -> Gap {
        let from = Instant::from_ms(from_min * 60_000);
        Gap { seq, cause, from, to: from.plus_ms(min * 60_000), counts: None }
    }

    #[test]
    fn the_question_says_what_happened_how_long_and_how_often() {
        let asks = |gaps: &[&Gap]| question(gaps, Zone::UTC);
        let (slept, away, again) =
            (gap(1, GapCause::Slept, 5, 10), gap(2, GapCause::Away, 20, 60), gap(3, GapCause::Slept, 90, 2));
        let count = "Does that time count?";
        assert_eq!(asks(&[]), None);
        assert_eq!(asks(&[&slept]), Some(format!("The computer slept 10 min (00:05:00–00:15:00). {count}")));
        assert_eq!(
            asks(&[&away]),
            Some(format!("Readyroom was not running for 1 h (00:20:00–01:20:00). {count}"))
        );
        assert_eq!(
            asks(&[&slept, &again]),
            Some(format!("The computer slept 2 times, 12 min in all (00:05:00–01:32:00). {count}"))
        );
        assert_eq!(
            asks(&[&slept, &away]),
            Some(format!(
                "The computer slept or Readyroom was not running 2 times, 1 h 10 min in all (00:05:00–01:20:00). {count}"
            ))
        );
    }
}
