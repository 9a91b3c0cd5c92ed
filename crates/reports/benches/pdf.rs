//! What a report costs from journal to bytes, beside the same document through plain typst, in turn in one run.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a bench stops at the first surprise")]

#[path = "../../../tests/src/bin/bench/row.rs"]
mod row;

use domain::{
    Document, Id, Instant,
    action::Action,
    chaos::{game_day::GameDayStatus, results::Samples, run::Run},
    journal::Fold,
    sample::sample,
    time::parse_date,
    workspace::Workspace,
};
use reports::{GameDayReport, Paper, Report};
use std::{collections::HashMap, time::Instant as Stopwatch};
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

const ROUNDS: usize = 15;
const RATIO_MAX: f64 = 1.2;

fn main() {
    let sample = sample(parse_date("2026-11-24").unwrap());
    let (run, entries) = sample.journals.first().unwrap();
    let now = Instant::from_ms(1_795_600_000_000);
    let workspace = sample.records.iter().find_map(|(_, document)| match document {
        Document::Workspace(workspace) => Some(workspace.clone()),
        _ => None,
    });
    let actions: Vec<(Id, Action)> = sample
        .records
        .iter()
        .filter_map(|(id, document)| match document {
            Document::Action(action) => Some((*id, action.clone())),
            _ => None,
        })
        .collect();
    let workspace: Workspace = workspace.unwrap();
    let (_, game_day) = sample.game_day(GameDayStatus::Finished).unwrap();
    let report = |then: &mut dyn FnMut(&GameDayReport<'_>)| {
        let folded = Run::fold(entries).unwrap();
        then(&GameDayReport {
            workspace: &workspace,
            id: *run,
            game_day,
            plan: &folded.plan,
            run: Some(&folded),
            entries,
            actions: &actions,
            samples: &Samples::new(),
            comparison: None,
            now,
        });
    };
    let mut finished: Option<Paper> = None;
    report(&mut |report| finished = Some(report.paper()));
    let finished = finished.unwrap();
    let (data, charts) = (finished.data(), finished.charts());
    let (mut ours_ms, mut plain_ms, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let ours = ms(|| report(&mut |report| drop(reports::pdf(report).unwrap())));
        let plain = ms(|| {
            drop(Plain::new(&data, charts).pdf());
            comemo::evict(0);
        });
        if round > 0 {
            ours_ms.push(ours); // the first round reads the fonts
            plain_ms.push(plain);
            ratios.push(ours / plain);
        }
    }
    row::Row::new("report of a finished day, beside plain typst", median(&mut ours_ms), "ms")
        .beside(median(&mut plain_ms))
        .ratio(median(&mut ratios))
        .limit(RATIO_MAX)
        .write();
}

/// The least that typst needs: templates, data, drawings, fonts.
struct Plain {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    files: HashMap<FileId, Bytes>,
}

impl Plain {
    fn new(data: &str, charts: &[String]) -> Self {
        let read = |path: &str| {
            std::fs::read(format!("{}/../../assets/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
        };
        let paper = [
            "Inter-Regular",
            "Inter-Italic",
            "Inter-Medium",
            "Inter-SemiBold",
            "Inter-Bold",
            "JetBrainsMono-Regular",
        ];
        let font = |name: &str| Font::new(Bytes::new(read(&format!("fonts/paper/{name}.ttf"))), 0).unwrap();
        let fonts: Vec<Font> = paper.into_iter().map(font).collect();
        let mut files = HashMap::new();
        for name in ["house.typ", "chaos/experiment.typ", "chaos/game_day.typ"] {
            files.insert(place(name), Bytes::new(read(&format!("templates/{name}"))));
        }
        files.insert(place("data.json"), Bytes::from_string(data.to_owned()));
        for (at, chart) in (1..).zip(charts) {
            files.insert(place(&format!("chart-{at}.svg")), Bytes::from_string(chart.clone()));
        }
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            files,
        }
    }

    fn pdf(&self) -> Vec<u8> {
        let document = typst::compile::<PagedDocument>(self).output.unwrap();
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]).unwrap();
        typst_pdf::pdf(&document, &PdfOptions { standards, ..PdfOptions::default() }).unwrap()
    }
}

fn place(name: &str) -> FileId {
    RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).unwrap()).intern()
}

impl World for Plain {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }
    fn main(&self) -> FileId {
        place("chaos/game_day.typ")
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        let text = self.file(id)?;
        Ok(Source::new(id, text.as_str().unwrap().to_owned()))
    }
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }
    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        Datetime::from_ymd(2026, 11, 24)
    }
}

fn ms(work: impl FnOnce()) -> f64 {
    let watch = Stopwatch::now();
    work();
    watch.elapsed().as_secs_f64() * 1000.0
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
