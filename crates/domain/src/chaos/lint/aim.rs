//! A guess from the words whether a rollback undoes its own fault.

use crate::chaos::experiment::Experiment;

/// Whether no rollback step shares a telling word with the fault. Words of four letters and more tell; their endings do
/// not. A short name tells where it is the target: the PSP, `db-1`.
pub(super) fn aims_elsewhere(experiment: &Experiment) -> bool {
    let mut fault = stems(&experiment.fault.action, 4);
    fault.extend(stems(&experiment.fault.target, 2));
    let undone = experiment.rollback.iter().flat_map(|step| stems(&step.text, 2)).collect::<Vec<_>>();
    !fault.is_empty() && !undone.is_empty() && !undone.iter().any(|word| fault.contains(word))
}

fn stems(text: &str, letters_min: usize) -> Vec<String> {
    const SAY_NOTHING: &str = "a all an and any at back by down each every for from again in into is it its no of off \
        on one or our out that the then they this to two up was we with";
    text.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| {
            word.chars().count() >= letters_min && SAY_NOTHING.split(' ').all(|known| known != word)
        })
        .map(|word| word.chars().take(5).collect())
        .collect()
}
