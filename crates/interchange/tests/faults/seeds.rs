//! Files to begin from: our own, those of the tests, and real ones where they lie beside the project.

use crate::common::root;
use std::{fs, path::Path};

/// Of a longer file only the beginning: a table of thousands of rows is not odder than one of hundreds.
const SEED_MAX_BYTES: usize = 40_000;

/// A file: its name and its bytes.
pub type File = (String, Vec<u8>);

/// A reader of files from outside, and where its files are: in `fixtures`, and in `../shared/cases`.
pub struct Reader {
    pub name: &'static str,
    ours: &'static [&'static str],
    real: &'static [&'static str],
    written: &'static [(&'static str, &'static str)],
}

/// Every format that is read, and last the words about those that are not.
pub const READERS: [Reader; 6] = [
    Reader {
        name: "experiments of Chaos Toolkit",
        ours: &["chaos-toolkit/queue", "chaos-toolkit/checkout"],
        real: &["chaostoolkit/exp", "field/chaostoolkit"],
        written: &[("pause.yaml", PAUSE)],
    },
    Reader {
        name: "journals of Chaos Toolkit",
        ours: &["chaos-toolkit/journal"],
        real: &["chaostoolkit/journal", "field/chaostoolkit/journal"],
        written: &[],
    },
    Reader {
        name: "catalogs of Backstage",
        ours: &["import/backstage"],
        real: &["field/backstage"],
        written: &[],
    },
    Reader {
        name: "services of OpenSLO",
        ours: &["import/services.openslo"],
        real: &["openslo", "field/openslo"],
        written: &[],
    },
    Reader {
        name: "tables of services",
        ours: &["import/services.csv"],
        real: &["field/services"],
        written: &[("excel.csv", EXCEL), ("tabs.tsv", TABS)],
    },
    Reader {
        name: "files of other tools",
        ours: &[],
        real: &[
            "capacity",
            "sloth",
            "oncall",
            "postmortems",
            "field/loadtest",
            "field/timeseries",
            "field/rules",
            "field/postmortems",
        ],
        written: OTHERS,
    },
];

const PAUSE: &str = "title: Pause\nconfiguration:\n  wait: 30\n  host: {type: env, key: HOST, default: a.example}\nmethod:\n- type: action\n  name: stop it\n  pauses: {before: ${wait}, after: 5}\n  provider: {type: process, path: kubectl, arguments: delete pod ${host}, timeout: 3}\nrollbacks: []\n";
const EXCEL: &str = "sep=;\r\nName;Tier;Owner;Calls;peak rps;links;tags\r\n\"Pay; card\";critical;Web;Cart|Tax;1200,5;https://a.example Wiki;env=prod|b\r\nCart;;\"a\r\nb\";Pay\\; card;;;\r\n";
const TABS: &str = "name\ttier\tdepends on\tdescription\nA\tcritical\tB; C\t=1+1\nB\t\t\t'x\n";
const OTHERS: &[(&str, &str)] = &[
    ("fis.json", r#"{"description":"d","targets":{},"actions":{},"stopConditions":[],"roleArn":"a"}"#),
    ("fis-cfn.json", r#"{"Resources":{"T":{"Type":"AWS::FIS::ExperimentTemplate","Properties":{"a":[1]}}}}"#),
    (
        "engine.yaml",
        "apiVersion: litmuschaos.io/v1alpha1\nkind: ChaosEngine\nmetadata: {name: a}\n---\nkind: Pod\n",
    ),
    ("compose.yml", "services:\n  web: {image: nginx, ports: ['80:80']}\n"),
    ("results.jtl", "timeStamp,elapsed,label,responseCode\n1,2,a,200\n2,3,b,500\n"),
    ("notes.md", "# What happened\n\nIt broke: at 10:00\n- a\nb: c: d\n"),
    ("page.html", "<!DOCTYPE html>\n<p>a: b: c\n"),
    ("toxi.json", r#"[{"name":"a","listen":"b","upstream":"c:1","enabled":true}]"#),
    ("bare.json", r#"{"a": 1e5, "b": ["\u00e4\ud83d\ude00", null, true, -0.0], "c": {"d": {"e": "f"}}}"#),
];

impl Reader {
    /// Its files; how many of them are real ones.
    pub fn seeds(&self) -> (Vec<File>, usize) {
        let mut seeds = Vec::new();
        let written = self.written.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
        seeds.extend(written);
        self.ours.iter().for_each(|begin| collect(&root().join("fixtures").join(begin), &mut seeds));
        let own = seeds.len();
        let real = root().join("../shared/cases");
        self.real.iter().for_each(|begin| collect(&real.join(begin), &mut seeds));
        let count = seeds.len() - own;
        (seeds, count)
    }
}

/// The files in a folder, or those whose path begins so; in order, so that every run has the same.
fn collect(begin: &Path, seeds: &mut Vec<File>) {
    let folder = if begin.is_dir() { begin } else { begin.parent().unwrap() };
    let mut paths: Vec<_> =
        fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths.into_iter().filter(|path| path.is_file()) {
        if path.to_string_lossy().starts_with(&*begin.to_string_lossy()) {
            let mut bytes = fs::read(&path).unwrap();
            bytes.truncate(SEED_MAX_BYTES);
            seeds.push((path.file_name().unwrap().to_string_lossy().into_owned(), bytes));
        }
    }
}
