//! A guess from the words whether a rollback undoes its own fault.

use crate::experiment::Experiment;

/// Whether no rollback step shares a telling word with the fault. Words of four letters and more tell; their endings do not.
pub(super) fn aims_elsewhere(experiment: &Experiment) -> bool {
    let fault = stems(&format!("{} {}", experiment.fault.action, experiment.fault.target));
    let undone = experiment.rollback.iter().flat_map(|step| stems(&step.text)).collect::<Vec<_>>();
    !fault.is_empty() && !undone.is_empty() && !undone.iter().any(|word| fault.contains(word))
}

fn stems(text: &str) -> Vec<String> {
    const SAY_NOTHING: [&str; 8] = ["from", "with", "that", "then", "into", "again", "back", "every"];
    text.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() >= 4 && !SAY_NOTHING.contains(&word.as_str()))
        .map(|word| word.chars().take(5).collect())
        .collect()
}
