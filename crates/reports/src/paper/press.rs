//! From a template and its data to bytes.

use super::{Paper, world::Closed};
use chrono::{Datelike, Timelike};
use domain::Instant;
use typst::{
    diag::SourceDiagnostic,
    foundations::{Datetime, Smart},
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// The typesetter stopped.
    #[error("The report could not be set: {0}. The record itself is safe; please report this.")]
    NotSet(String),
    /// The result does not meet the standard for accessible PDF.
    #[error(
        "The report could not be written as an accessible PDF: {0}. The record itself is safe; please report this."
    )]
    NotWritten(String),
}

/// Sets and writes it; the first of the templates is the main one.
pub fn print(templates: &[(&str, &str)], paper: &Paper) -> Result<Vec<u8>, ReportError> {
    let done = set(templates, paper);
    // What was remembered for this report helps no other one.
    comemo::evict(0);
    done
}

fn set(templates: &[(&str, &str)], paper: &Paper) -> Result<Vec<u8>, ReportError> {
    let today = datetime(paper.made).ok_or_else(|| ReportError::NotSet("its date is no date".to_owned()))?;
    let charts = (1..).zip(&paper.charts).map(|(n, svg)| (format!("chart-{n}.svg"), svg.clone()));
    let files = charts.chain([("data.json".to_owned(), paper.data())]).collect();
    let world = Closed::new(templates, files, today)
        .ok_or_else(|| ReportError::NotSet("its template has no name".to_owned()))?;
    let document = typst::compile::<PagedDocument>(&world)
        .output
        .map_err(|causes| ReportError::NotSet(said(&causes)))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|cause| ReportError::NotWritten(cause.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(paper.ident.clone()),
        creator: Smart::Custom(Some("Readyroom".to_owned())),
        timestamp: Some(Timestamp::new_utc(today)),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|causes| ReportError::NotWritten(said(&causes)))
}

fn said(causes: &[SourceDiagnostic]) -> String {
    let said = |cause: &SourceDiagnostic| {
        let hints: Vec<_> = cause.hints.iter().map(|hint| hint.v.as_str()).collect();
        if hints.is_empty() {
            cause.message.to_string()
        } else {
            format!("{} ({})", cause.message, hints.join("; "))
        }
    };
    causes.iter().take(3).map(said).collect::<Vec<_>>().join("; ")
}

fn datetime(at: Instant) -> Option<Datetime> {
    let at = at.utc();
    let small = |n: u32| u8::try_from(n).ok();
    Datetime::from_ymd_hms(
        at.year(),
        small(at.month())?,
        small(at.day())?,
        small(at.hour())?,
        small(at.minute())?,
        small(at.second())?,
    )
}
