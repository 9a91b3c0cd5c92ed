//! What changed since the review before, and why: a better score is not the same as another question.

use super::{Review, against, of_tenths, tenths};
use crate::paper::{count, date, listed, mark};
use domain::{
    assessment::{Assessment, Cause, Compared, Mark, Method, Sign},
    text::clip,
};
use serde_json::{Value, json};

/// Every dimension then and now; nothing without a review before.
pub fn section(review: &Review<'_>) -> Value {
    let Some(before) = review.before else { return Value::Null };
    let row = |compared: &Compared| {
        json!({
            "name": compared.name,
            "then": place(review, compared.before),
            "now": place(review, compared.after),
            "state": moved(review, compared),
            "why": why(review, compared),
        })
    };
    let editions = (before.template.edition, review.now.template.edition);
    let edition = if editions.0 == editions.1 {
        format!("Both were made with edition {} of the template.", editions.1)
    } else {
        format!("The template was edition {} then and is edition {} now.", editions.0, editions.1)
    };
    json!({
        "title": format!("Since milestone {}", before.milestone),
        "lead": format!("Held against {}. {edition}", against(before)),
        "rows": review.compared.iter().map(row).collect::<Value>(),
    })
}

/// Two to four sentences for readers of the first page.
pub fn in_short(review: &Review<'_>, before: &Assessment) -> Vec<String> {
    [total(review, before), scores(review), questions(review, before), evidence(review)]
        .into_iter()
        .flatten()
        .collect()
}

fn total(review: &Review<'_>, before: &Assessment) -> Option<String> {
    if review.method() == Method::Pulse || !review.result.open.is_empty() {
        return None;
    }
    let earlier = before.result();
    let (then, now) = (tenths(&earlier, earlier.total?), tenths(&review.result, review.result.total?));
    let points = |tenths: i64| {
        let points = of_tenths(tenths);
        if points == "1" { format!("{points} point") } else { format!("{points} points") }
    };
    Some(match now - then {
        0 => format!("The total stayed at {}.", of_tenths(now)),
        up if up > 0 => {
            format!("The total rose by {}, from {} to {}.", points(up), of_tenths(then), of_tenths(now))
        }
        down => {
            format!("The total fell by {}, from {} to {}.", points(-down), of_tenths(then), of_tenths(now))
        }
    })
}

/// Which scores moved, and whether anything new stands behind them.
fn scores(review: &Review<'_>) -> Option<String> {
    let pulse = review.method() == Method::Pulse;
    let of = |up: bool| {
        let way = move |row: &&Compared| better(review, row).is_some_and(|better| better == up);
        let one = |row: &Compared| {
            let (then, now) = (place(review, row.before), place(review, row.after));
            // A sign is a sentence, a dimension a word or two.
            if pulse {
                format!("{}: {then} to {now}", clip(&row.name, 60))
            } else {
                format!("{} {then} to {now}", clip(&row.name, 24))
            }
        };
        let rows: Vec<String> = review.compared.iter().filter(way).map(one).collect();
        rows
    };
    let (up, down) = (of(true), of(false));
    let (noun, rose, fell, stayed) = if pulse {
        ("answer", "got better", "got worse", "No answer changed.")
    } else {
        ("score", "rose", "fell", "No score moved.")
    };
    let part = |rows: Vec<String>, verb: &str| match rows.len() {
        0 => format!("none {verb}"),
        n => format!("{} {verb} ({})", count(n, noun), listed(rows.into_iter(), 3)),
    };
    if up.is_empty() && down.is_empty() {
        return Some(stayed.to_owned());
    }
    let bare =
        review.compared.iter().filter(|row| moved_without_evidence(row)).map(|row| clip(&row.name, 24));
    let bare: Vec<String> = bare.collect();
    let bare = if bare.is_empty() || pulse {
        String::new()
    } else {
        format!(" There is no newer evidence behind {}.", listed(bare.into_iter(), 3))
    };
    let said = if up.is_empty() {
        format!("{}; {}.", part(down, fell), part(up, rose))
    } else {
        format!("{}; {}.", part(up, rose), part(down, fell))
    };
    Some(format!("{said}{bare}"))
}

/// What is not comparable: other questions, other dimensions.
fn questions(review: &Review<'_>, before: &Assessment) -> Option<String> {
    let of = |wanted: fn(&Cause) -> bool| -> Vec<String> {
        let rows = review.compared.iter().filter(|row| row.causes.iter().any(wanted));
        rows.map(|row| clip(&row.name, 24)).collect()
    };
    let said = [
        (of(|cause| matches!(cause, Cause::Reworded)), "the template's words or weight changed for"),
        (of(|cause| matches!(cause, Cause::LeftOut(_))), "no longer applies:"),
        (of(|cause| matches!(cause, Cause::Applies)), "applies now and did not then:"),
        (of(|cause| matches!(cause, Cause::Added)), "asked for the first time:"),
        (of(|cause| matches!(cause, Cause::Dropped)), "not asked any more:"),
    ];
    let said = said.into_iter().filter(|(names, _)| !names.is_empty());
    // The summary is one page: the more there is to say, the fewer names each part gets.
    let most = if said.clone().count() > 1 { 1 } else { 3 };
    let said: Vec<String> =
        said.map(|(names, words)| format!("{words} {}", listed(names.into_iter(), most))).collect();
    if said.is_empty() && before.template.edition == review.now.template.edition {
        return None;
    }
    let edition = if before.template.edition == review.now.template.edition {
        String::new()
    } else {
        format!(" (template edition {} then, {} now)", before.template.edition, review.now.template.edition)
    };
    let said = if said.is_empty() { "another edition of the template".to_owned() } else { said.join("; ") };
    Some(format!("Not the same questions as last time{edition}: {said}."))
}

fn evidence(review: &Review<'_>) -> Option<String> {
    let of = |wanted: Cause| -> Vec<String> {
        let rows = review.compared.iter().filter(|row| row.causes.contains(&wanted));
        rows.map(|row| clip(&row.name, 24)).collect()
    };
    let (renewed, stale) = (of(Cause::EvidenceRenewed), of(Cause::EvidenceStale));
    let renewed = (!renewed.is_empty()).then(|| {
        format!(
            "Newer evidence stands behind {} ({}).",
            count(renewed.len(), "dimension"),
            listed(renewed.into_iter(), 3)
        )
    });
    let stale =
        (!stale.is_empty()).then(|| format!("All evidence is stale for {}.", listed(stale.into_iter(), 3)));
    let said: Vec<String> = [renewed, stale].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// Last time's place and why it differs, for one dimension; nothing without a review before.
pub fn of_dimension(review: &Review<'_>, at: usize) -> Option<Value> {
    let before = review.before?;
    let key = &review.now.template.dimensions.get(at)?.key;
    let row = review.compared.iter().find(|row| row.key == *key)?;
    Some(json!({
        "label": format!("Milestone {}", before.milestone),
        "then": place(review, row.before),
        // What is open or does not apply says so itself.
        "state": matches!(row.after, Some(Mark::Score(_))).then(|| moved(review, row)),
        "why": why(review, row),
    }))
}

/// How a dimension moved, in a word with its shape.
pub fn moved(review: &Review<'_>, row: &Compared) -> Value {
    let pulse = review.method() == Method::Pulse;
    let by = row.causes.iter().find_map(|cause| if let Cause::Moved(by) = cause { Some(*by) } else { None });
    match (better(review, row), by) {
        (Some(true), Some(by)) => mark(if pulse { "Better".to_owned() } else { format!("+{by}") }, "good"),
        (Some(false), Some(by)) => {
            mark(if pulse { "Worse".to_owned() } else { format!("−{}", by.unsigned_abs()) }, "bad")
        }
        _ => match (row.before, row.after) {
            (None, _) => mark("New", "accent"),
            (_, None) => mark("Not asked", "off"),
            (Some(Mark::NotApplicable), Some(Mark::Score(_))) => mark("Applies now", "accent"),
            (_, Some(Mark::NotApplicable)) => mark("Does not apply", "off"),
            (_, Some(Mark::Open)) => mark("Open", "watch"),
            _ => mark("As before", "off"),
        },
    }
}

/// Whether a moved score is for the better: more of a warning sign is worse.
fn better(review: &Review<'_>, row: &Compared) -> Option<bool> {
    let by =
        row.causes.iter().find_map(|cause| if let Cause::Moved(by) = cause { Some(*by) } else { None })?;
    let dimension = review.now.template.dimensions.iter().find(|dimension| dimension.key == row.key)?;
    Some((by > 0) != (dimension.sign == Some(Sign::Warning)))
}

fn moved_without_evidence(row: &Compared) -> bool {
    row.causes.iter().any(|cause| matches!(cause, Cause::Moved(_)))
        && !row.causes.contains(&Cause::EvidenceRenewed)
}

/// `4`, `yes`, `n/a`, `open`, `–` where it was not asked.
pub fn place(review: &Review<'_>, mark: Option<Mark>) -> String {
    match mark {
        Some(Mark::Score(score)) => review.method().score_word(score),
        Some(Mark::NotApplicable) => "n/a".to_owned(),
        Some(Mark::Open) => "open".to_owned(),
        None => "–".to_owned(),
    }
}

fn why(review: &Review<'_>, row: &Compared) -> String {
    let pulse = review.method() == Method::Pulse;
    let newest = || {
        let at = review.now.template.dimensions.iter().position(|dimension| dimension.key == row.key)?;
        review.now.answers.get(at)?.evidence.iter().map(|evidence| evidence.on).max()
    };
    let said = |cause: &Cause| match cause {
        Cause::Moved(_) if pulse => "The answer is another one.".to_owned(),
        Cause::Moved(_) if moved_without_evidence(row) => {
            "The room agreed on another score; there is no newer evidence.".to_owned()
        }
        Cause::Moved(_) => "The room agreed on another score.".to_owned(),
        Cause::Applies => "It did not apply then and does now.".to_owned(),
        Cause::LeftOut(reason) => {
            format!("It counted then and does not apply now: {}.", reason.trim().trim_end_matches('.'))
        }
        Cause::Added => "It was not asked then.".to_owned(),
        Cause::Dropped => "It is not asked any more.".to_owned(),
        Cause::Reworded => {
            "The template's words or weight changed, so the two places do not answer the same question."
                .to_owned()
        }
        Cause::OtherReason(reason) => {
            format!(
                "It does not apply, as then, but for another reason: {}.",
                reason.trim().trim_end_matches('.')
            )
        }
        Cause::EvidenceRenewed => {
            newest().map_or_else(String::new, |on| format!("There is newer evidence, of {}.", date(on)))
        }
        Cause::EvidenceExtended => "Its evidence counts as fresh for longer.".to_owned(),
        Cause::EvidenceGone => "It rested on evidence then and rests on none now.".to_owned(),
        Cause::EvidenceStale => "All of its evidence is stale.".to_owned(),
    };
    match (row.causes.as_slice(), row.after) {
        ([], Some(Mark::Open)) => "Nothing is agreed yet.".to_owned(),
        ([], Some(Mark::NotApplicable)) if row.before == row.after => {
            "It did not apply then either.".to_owned()
        }
        ([], _) => "Nothing changed.".to_owned(),
        (causes, _) => causes.iter().map(said).collect::<Vec<_>>().join(" "),
    }
}
