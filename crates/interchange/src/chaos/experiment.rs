//! An experiment of Chaos Toolkit becomes one of ours.

use super::{
    EXTENSION,
    activity::Activity,
    pairs::{self, METHOD, PROBES, ROLLBACKS},
    tolerance::Gauge,
    variables::Variables,
    words, write_experiment,
};
use crate::{Unreadable, ground::shape::Node};
use domain::{
    chaos::experiment::{AbortCondition, Experiment, FaultKind, Metric, RollbackStep},
    record::Noun,
    text::{LIST_MAX_ITEMS, ORIGINAL_MAX_BYTES, STEP_MAX_MIN},
};
use serde_json::Value;
use std::collections::BTreeSet;

/// Reads an experiment. `text` is the file that it stands in, word for word.
pub fn import(top: &Node<'_>, text: &str, warnings: &mut Vec<String>) -> Result<Experiment, Unreadable> {
    let mut found = Vec::new();
    let mut experiment = derive(top, &mut found)?;
    if let Some(ours) = restored(top, &experiment.title) {
        // Our own words say more than what can be read off the activities, so what those lack is no news.
        experiment = words::masked(&ours);
        if experiment == ours && top.value == &write_experiment::manual(&ours) {
            return Ok(experiment); // the file says nothing that the experiment does not
        }
        found.clear();
        let parts = write_experiment::disagreeing(top.value, &ours);
        if !parts.is_empty() {
            found.push(format!(
                "{} changed after Readyroom wrote the file. The experiment is shown as Readyroom wrote it; the changes stay in the original.",
                words::names(&parts)
            ));
        }
    }
    warnings.append(&mut found);
    if text.len() > ORIGINAL_MAX_BYTES {
        warnings.push(
            "The file is longer than 1 MB, so it is not kept beside the experiment: an export holds only what the experiment shows."
                .to_owned(),
        );
    } else {
        experiment.original = Some(text.to_owned());
    }
    Ok(experiment)
}

/// What an export of ours has put into its extension, if it still keeps our limits.
fn restored(top: &Node<'_>, title: &str) -> Option<Experiment> {
    let extensions = top.value.get("extensions")?.as_array()?;
    let ours =
        extensions.iter().find(|extension| extension.get("name").is_some_and(|name| name == EXTENSION))?;
    let experiment: Experiment = serde_json::from_value(ours.get("experiment")?.clone()).ok()?;
    // Whoever renamed the experiment in the file meant it.
    let title =
        if words::line(&experiment.title) == title { experiment.title.clone() } else { title.to_owned() };
    let experiment = Experiment { title, ..write_experiment::portable(&experiment) };
    experiment.check().is_ok().then_some(experiment)
}

/// What can be read off the fields of Chaos Toolkit alone.
pub fn derive(top: &Node<'_>, warnings: &mut Vec<String>) -> Result<Experiment, Unreadable> {
    let title = top.required("title")?;
    let mut experiment = Experiment::named(&words::line_or(title.text()?, "Untitled experiment"));
    match top.field("description")? {
        Some(description) => experiment.validates = words::line(description.text()?),
        None => warnings.push("The experiment has no description. Chaos Toolkit asks for one.".to_owned()),
    }
    let method = activities(top, "method", warnings)?;
    if top.field("method")?.is_none() {
        return Err(Unreadable::new(
            "“method” is missing. Chaos Toolkit asks for it, even if it is an empty list: [].",
        ));
    }
    hypothesis(top, &mut experiment, &method, warnings)?;
    fault(top, &mut experiment, &method, warnings);
    experiment.conditions = safeguards(top)?;
    let rollbacks = activities(top, "rollbacks", warnings)?;
    if rollbacks.is_empty() {
        warnings.push("The experiment has no rollbacks: nothing says how the fault is undone.".to_owned());
    }
    experiment.rollback = rollbacks
        .iter()
        .take(LIST_MAX_ITEMS)
        .map(|step| RollbackStep { text: step.sentence(), rehearsed_on: None })
        .collect();
    if rollbacks.len() > LIST_MAX_ITEMS {
        warnings.push(format!("Of {} rollbacks the first {LIST_MAX_ITEMS} are carried.", rollbacks.len()));
    }
    left_behind(top, &method, experiment.conditions.len(), warnings);
    Ok(experiment)
}

fn activities<'a>(
    top: &Node<'a>,
    key: &str,
    warnings: &mut Vec<String>,
) -> Result<Vec<Activity<'a>>, Unreadable> {
    let variables = Variables::of(top.value);
    top.list_of(key)?.into_iter().map(|node| Activity::read(node, variables, warnings)).collect()
}

fn hypothesis(
    top: &Node<'_>,
    experiment: &mut Experiment,
    method: &[Activity<'_>],
    warnings: &mut Vec<String>,
) -> Result<(), Unreadable> {
    let actions: Vec<_> = method.iter().filter(|step| step.acts).map(|step| step.name.as_str()).collect();
    experiment.hypothesis.when = match actions.as_slice() {
        [] => "nothing is injected".to_owned(),
        actions => words::prose(&format!(
            "{} {} run",
            words::names(actions),
            if actions.len() == 1 { "has" } else { "have" }
        )),
    };
    let Some(hypothesis) = top.field("steady-state-hypothesis")? else {
        warnings.push("The experiment has no steady-state hypothesis, so it has no metrics.".to_owned());
        return Ok(());
    };
    let title = words::line(hypothesis.required("title")?.text()?);
    experiment.hypothesis.then = format!("stay in its steady state: {title}");
    let (nodes, expanded) = (hypothesis.list_of("probes")?, pairs::expanded(top.value));
    let as_it_runs = |(node, value)| Node { value, ..node };
    let probes = nodes.into_iter().zip(&expanded).map(as_it_runs);
    let read = |node| Activity::read(node, Variables::of(top.value), warnings);
    let probes: Vec<_> = probes.map(read).collect::<Result<_, _>>()?;
    if probes.is_empty() {
        warnings.push("The steady-state hypothesis has no probes, so there are no metrics.".to_owned());
    }
    if probes.len() > LIST_MAX_ITEMS {
        warnings.push(format!("Of {} probes the first {LIST_MAX_ITEMS} are carried.", probes.len()));
    }
    experiment.metrics = metrics(&probes, warnings);
    Ok(())
}

/// The metrics that the probes of a hypothesis read, in their order.
pub fn metrics(probes: &[Activity<'_>], warnings: &mut Vec<String>) -> Vec<Metric> {
    let mut metrics = Vec::new();
    for probe in probes.iter().take(LIST_MAX_ITEMS) {
        let (gauge, lost) = Gauge::of(probe);
        warnings.extend(lost);
        let name = words::unique(&probe.name, &metrics);
        metrics.push(Metric {
            name,
            unit: gauge.unit().to_owned(),
            baseline: None,
            range: gauge.range(),
            source: probe.how(),
            query: None,
        });
    }
    metrics
}

fn fault(top: &Node<'_>, experiment: &mut Experiment, method: &[Activity<'_>], warnings: &mut Vec<String>) {
    let actions: Vec<_> = method.iter().filter(|step| step.acts).collect();
    let lines: Vec<_> = actions.iter().map(|step| step.sentence()).collect();
    experiment.fault.action = words::prose(&lines.join("\n"));
    if actions.is_empty() {
        warnings.push("The method has no actions: nothing says what is injected.".to_owned());
    }
    let tags: Vec<_> = top
        .value
        .get("tags")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let tagged = |prefix: &str| {
        let values = tags.iter().filter_map(|tag| tag.strip_prefix(prefix));
        values.map(words::line).find(|value| !value.is_empty() && value != "any")
    };
    experiment.fault.target = actions
        .iter()
        .find_map(|step| step.target())
        .or_else(|| tagged("service:"))
        .or_else(|| tagged("platform:"))
        .unwrap_or_default();
    let looks: Vec<_> = method.iter().filter(|step| !step.acts).map(|step| &step.name).collect();
    if !looks.is_empty() {
        warnings.push(format!(
            "Steps of the method that only look ({}) stay in the original: they are no part of the fault.",
            words::names(&looks)
        ));
    }
    let pauses_s: f64 = method.iter().map(|step| step.pauses_s).sum();
    if pauses_s > 0.0 {
        let minutes = (pauses_s / 60.0).ceil().clamp(1.0, f64::from(STEP_MAX_MIN)) as u32;
        experiment.fault.duration_min = minutes;
    }
    experiment.fault.kind = kind(&format!("{} {}", tags.join(" "), lines.join(" ")));
}

/// A guess from the words that people use; the dependency is what most experiments are about.
fn kind(said: &str) -> FaultKind {
    const TELLING: &[(FaultKind, &[&str])] = &[
        (
            FaultKind::Network,
            &[
                "network",
                "latency",
                "toxi",
                "packet",
                "dns",
                "ingress",
                "egress",
                "traffic_control",
                "wiremock",
            ],
        ),
        (
            FaultKind::Storage,
            &["database", "postgres", "mysql", "redis", "cache", "storage", "rds", "volume", "disk", "kafka"],
        ),
        (
            FaultKind::Compute,
            &[
                "node",
                "pod",
                "ec2",
                "instance",
                "cpu",
                "memory",
                "kill",
                "terminate",
                "process:",
                "vm",
                "container",
            ],
        ),
        (FaultKind::Data, &["clock", "date", "corrupt", "schema"]),
        (FaultKind::Scale, &["load", "vegeta", "locust", "spike", "scale", "replicas"]),
    ];
    let said = said.to_lowercase();
    let said: Vec<_> = said.split(|c: char| !c.is_alphanumeric()).collect();
    TELLING
        .iter()
        .find(|(_, telling)| telling.iter().any(|word| said.iter().any(|said| said.starts_with(word))))
        .map_or(FaultKind::Dependency, |(kind, _)| *kind)
}

/// Safeguards stop a run when their probe no longer holds: that is what we call an abort condition.
fn safeguards(top: &Node<'_>) -> Result<Vec<AbortCondition>, Unreadable> {
    let controls = top.list_of("controls")?;
    let probes = controls
        .iter()
        .filter(|control| {
            let module = control.value.pointer("/provider/module").and_then(Value::as_str);
            module.is_some_and(|module| module.contains("safeguard"))
        })
        .filter_map(|control| control.value.pointer("/provider/arguments/probes")?.as_array())
        .flatten();
    let condition = |probe: &Value| {
        let name = words::line_or(probe.get("name").and_then(Value::as_str).unwrap_or_default(), "unnamed");
        let frequency_s = probe.get("frequency").and_then(Value::as_u64).unwrap_or(60);
        let check_every_min = u32::try_from(frequency_s.div_ceil(60)).unwrap_or(STEP_MAX_MIN);
        AbortCondition {
            text: words::line(&format!("The safeguard “{name}” no longer holds")),
            metric: None,
            query: None,
            threshold: None,
            trip_after: 1,
            watcher: String::new(),
            check_every_min: check_every_min.clamp(1, STEP_MAX_MIN),
        }
    };
    Ok(probes.take(LIST_MAX_ITEMS).map(condition).collect())
}

/// Names what has no place with us. It stays in the original.
fn left_behind(top: &Node<'_>, method: &[Activity<'_>], safeguards: usize, warnings: &mut Vec<String>) {
    let facts = [
        (
            "configuration",
            "a variable is shown with the value that it has there, or its default, and any other as it is written",
        ),
        ("secrets", "their variables are shown as they are written"),
    ];
    for (noun, shown) in facts {
        let keys: Vec<_> = top.value.get(noun).and_then(Value::as_object).into_iter().flatten().collect();
        if !keys.is_empty() {
            let keys: Vec<_> = keys.iter().map(|(key, _)| key).collect();
            warnings.push(format!("The {noun} ({}) stays in the original: {shown}.", words::names(&keys)));
        }
    }
    if top.value.get("controls").and_then(Value::as_array).is_some_and(|controls| !controls.is_empty()) {
        warnings.push(match safeguards {
            0 => "The controls stay in the original: they run in Chaos Toolkit only.".to_owned(),
            _ => format!(
                "Safeguards became abort conditions without a watcher ({safeguards}): name who watches. Other controls stay in the original."
            ),
        });
    }
    if method.iter().any(|step| step.node.value.get("background") == Some(&Value::Bool(true))) {
        let words =
            "Some steps of the method run in the background. Readyroom shows them one after the other.";
        warnings.push(words.to_owned());
    }
    let foreign = |extension: &Value| extension.get("name").is_none_or(|name| name != EXTENSION);
    let extensions = top.value.get("extensions").and_then(Value::as_array);
    if extensions.is_some_and(|list| list.iter().any(foreign)) {
        warnings.push("The extensions of other tools stay in the original.".to_owned());
    }
    left_on_steps(top, warnings);
    unknown(top, warnings);
}

/// Names what single steps have and no part of our plan holds: once for each kind, with the steps that have it.
fn left_on_steps(top: &Node<'_>, warnings: &mut Vec<String>) {
    const KINDS: &[(&str, &[&str])] = &[
        ("controls", &["/controls"]),
        ("configurations", &["/configuration", "/provider/configuration"]),
        ("secrets", &["/secrets", "/provider/secrets"]),
        ("timeouts", &["/timeout", "/provider/timeout"]),
        ("headers", &["/provider/headers"]),
    ];
    let steps = || [PROBES, METHOD, ROLLBACKS].into_iter().flat_map(|at| pairs::activities(top.value, at));
    for (noun, places) in KINDS {
        let has = |step: &&Value| places.iter().filter_map(|at| step.pointer(at)).any(says_something);
        let mut names: Vec<_> = steps()
            .filter(has)
            .map(|step| step.get("name").and_then(Value::as_str).unwrap_or("unnamed"))
            .collect();
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(*name));
        if !names.is_empty() {
            let names: Vec<_> = names.into_iter().map(words::line).collect();
            warnings.push(format!(
                "The {noun} of {} stay in the original: they mean something to Chaos Toolkit only.",
                words::names(&names)
            ));
        }
    }
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => true,
    }
}

/// Fields that nothing above speaks of.
fn unknown(top: &Node<'_>, warnings: &mut Vec<String>) {
    const KNOWN: &str = "title description method steady-state-hypothesis rollbacks tags version dry controls configuration secrets extensions";
    let is_known = |key: &str| KNOWN.split(' ').any(|known| known == key);
    let fields = top.value.as_object().into_iter().flatten();
    let unknown: Vec<_> =
        fields.filter(|(key, value)| !is_known(key) && !value.is_null()).map(|(key, _)| key).collect();
    let words = match unknown.len() {
        0 => return,
        1 => "stays in the original: Readyroom has no place for it",
        _ => "stay in the original: Readyroom has no place for them",
    };
    warnings.push(format!("{} {words}.", words::names(&unknown)));
}
