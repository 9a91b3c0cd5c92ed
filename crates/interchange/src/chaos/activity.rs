//! Probes and actions: one step of a method, of a hypothesis, or of the rollbacks.

use super::{variables::Variables, words};
use crate::{
    Unreadable,
    ground::{secret, shape::Node},
};
use serde_json::Value;

/// One activity.
#[derive(Clone)]
pub struct Activity<'a> {
    /// What it is called; for a reference, what it refers to.
    pub name: String,
    /// Whether it changes the system; else it only looks.
    pub acts: bool,
    /// Its provider, where it has one.
    pub provider: Option<Node<'a>>,
    /// Seconds to wait before and after, as far as they are numbers.
    pub pauses_s: f64,
    /// The whole.
    pub node: Node<'a>,
    /// What its variables stand for.
    variables: Variables<'a>,
}

impl<'a> Activity<'a> {
    /// Reads one of an experiment with these variables, and says what of it cannot be carried.
    pub fn read(
        node: Node<'a>,
        variables: Variables<'a>,
        warnings: &mut Vec<String>,
    ) -> Result<Self, Unreadable> {
        if let Some(other) = node.field("ref")? {
            let name = words::line_or(other.text()?, "unnamed");
            return Ok(Self { name, acts: false, provider: None, pauses_s: 0.0, node, variables });
        }
        let name = node.required("name")?;
        let name = words::line_or(name.text()?, "unnamed");
        let acts = match node.required("type")?.text()? {
            "action" => true,
            "probe" => false,
            other => {
                let other = words::line(other);
                warnings.push(format!(
                    "“{name}” is of the type “{other}”, which Chaos Toolkit does not know. It is carried as an action."
                ));
                true
            }
        };
        let provider = node.field("provider")?;
        match &provider {
            None => warnings.push(format!("“{name}” has no provider: nothing says how it is done.")),
            Some(provider) => {
                let kind = provider.required("type")?.text()?;
                if !["python", "http", "process"].contains(&kind) {
                    let kind = words::line(kind);
                    warnings.push(format!(
                        "“{name}” uses the provider “{kind}”, which Chaos Toolkit does not know. It is kept as words."
                    ));
                }
            }
        }
        beside(&node, &name, warnings);
        let pauses_s = pauses_s(&node, &name, variables, warnings)?;
        Ok(Self { name, acts, provider, pauses_s, node, variables })
    }

    /// How it is done, on one line: `http GET https://…`, `process touch /tmp/x`, `python module.func (name=…)`.
    pub fn how(&self) -> String {
        let Some(provider) = &self.provider else { return String::new() };
        let word = |key: &str| provider.value.get(key).map(|value| self.brief(value, 80)).unwrap_or_default();
        let arguments = self.arguments(provider.value.get("arguments"));
        words::line(&match word("type").as_str() {
            "http" => {
                let method = provider.value.get("method").map_or("GET".to_owned(), |m| self.brief(m, 20));
                format!("http {method} {}", word("url"))
            }
            "process" => format!("process {} {arguments}", word("path")),
            "python" if arguments.is_empty() => format!("python {}.{}", word("module"), word("func")),
            "python" => format!("python {}.{} ({arguments})", word("module"), word("func")),
            other => format!("{other} {arguments}"),
        })
    }

    /// Its name with how it is done.
    pub fn sentence(&self) -> String {
        let how = self.how();
        if how.is_empty() { self.name.clone() } else { words::line(&format!("{} ({how})", self.name)) }
    }

    /// What it aims at, where its provider tells.
    pub fn target(&self) -> Option<String> {
        const TELLING: &[&str] = &[
            "name",
            "service",
            "service_name",
            "deployment_name",
            "node_name",
            "label_selector",
            "label_selectors",
            "for_proxy",
            "proxy_name",
            "instance_id",
            "instance_ids",
            "cluster",
            "target",
            "host",
        ];
        let provider = self.provider.as_ref()?.value;
        let arguments = provider.get("arguments").and_then(Value::as_object);
        let told = TELLING.iter().find_map(|key| arguments?.get(*key)).or_else(|| provider.get("url"))?;
        let told = match told {
            Value::Object(_) => self.arguments_of(told),
            other => self.brief(other, 100),
        };
        (!told.is_empty()).then(|| words::line(&told))
    }

    /// Whether these words say how it is done; an earlier release left every variable as it is written.
    pub fn is_done(&self, how: &str) -> bool {
        self.how() == how || self.as_written().how() == how
    }

    /// Its sentence, and the one of an earlier release.
    pub fn sentences(&self) -> [String; 2] {
        [self.sentence(), self.as_written().sentence()]
    }

    /// The same, with its variables as they are written.
    pub fn as_written(&self) -> Self {
        Self { variables: Variables::default(), ..self.clone() }
    }

    fn arguments(&self, value: Option<&Value>) -> String {
        match value {
            None | Some(Value::Null) => String::new(),
            Some(Value::Array(items)) => {
                items.iter().take(20).map(|item| self.brief(item, 80)).collect::<Vec<_>>().join(" ")
            }
            Some(fields @ Value::Object(_)) => self.arguments_of(fields),
            Some(other) => self.brief(other, 120),
        }
    }

    fn arguments_of(&self, fields: &Value) -> String {
        let fields = fields.as_object().into_iter().flatten().take(20);
        let shown = |key: &str, value: &Value| match value {
            Value::String(said) if secret::is_secret(key) && secret::says(said) => "•••".to_owned(),
            Value::Number(_) if secret::is_secret(key) => "•••".to_owned(),
            value if secret::is_secret(key) => words::brief(value, 60),
            value => self.brief(value, 60),
        };
        fields.map(|(key, value)| format!("{key}={}", shown(key, value))).collect::<Vec<_>>().join(", ")
    }

    /// A value in few words, its variables filled in as far as the file gives them a value.
    fn brief(&self, value: &Value, max: usize) -> String {
        match value {
            Value::String(text) if text.contains("${") => {
                words::brief(&Value::String(self.variables.shown(text)), max)
            }
            other => words::brief(other, max),
        }
    }
}

/// Says what stands beside the provider instead of in it.
fn beside(node: &Node<'_>, name: &str, warnings: &mut Vec<String>) {
    const INSIDE: &[&str] = &["arguments", "url", "path", "module", "func", "method", "headers"];
    let Some(provider) = node.value.get("provider") else { return };
    let strays = INSIDE.iter().filter(|key| node.value.get(**key).is_some() && provider.get(**key).is_none());
    for key in strays {
        warnings.push(format!(
            "“{name}” has its “{key}” beside its provider, where Chaos Toolkit ignores it. Move it into “provider”."
        ));
    }
}

fn pauses_s(
    node: &Node<'_>,
    name: &str,
    variables: Variables<'_>,
    warnings: &mut Vec<String>,
) -> Result<f64, Unreadable> {
    let Some(pauses) = node.field("pauses")? else { return Ok(0.0) };
    let mut sum_s = 0.0;
    for key in ["before", "after"] {
        match pauses.field(key)?.map(|pause| pause.value) {
            None => {}
            Some(Value::Number(seconds)) => sum_s += seconds.as_f64().unwrap_or_default().max(0.0),
            Some(Value::String(text)) if let Some((seconds, from)) = seconds(text, variables) => {
                sum_s += seconds;
                if !from.is_empty() {
                    warnings.push(format!("“{name}” pauses for {seconds} s, {}.", from.join(", and ")));
                }
            }
            Some(other) => warnings.push(format!(
                "“{name}” pauses for {}, which is known only when Chaos Toolkit runs it. The pause is not counted.",
                words::brief(other, 40)
            )),
        }
    }
    Ok(sum_s)
}

/// A number of seconds that a text gives, and where it is from.
fn seconds(text: &str, variables: Variables<'_>) -> Option<(f64, Vec<String>)> {
    let filled = variables.filled(text)?;
    let seconds =
        filled.text.trim().parse::<f64>().ok().filter(|seconds| seconds.is_finite() && *seconds >= 0.0)?;
    Some((seconds, filled.from))
}
