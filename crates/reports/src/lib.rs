//! Reports on paper: Typst templates from `assets/templates`, fed with one JSON file and drawings, out as PDF.
//!
//! The typesetter sees a closed world: its templates, `/data.json`, `/chart-N.svg` and the embedded fonts. There is no
//! file system, no network, no clock and no package. What people wrote travels as data, never as markup.
//! The same input gives the same bytes.

mod assessment;
mod chaos;
mod press;
mod words;
mod world;

pub use assessment::{AssessmentReport, AssessmentSources};
pub use chaos::{GameDayReport, Sources};
pub use press::ReportError;

/// The report of a game day as PDF/UA-1: a hand-out before the day, a record after it.
///
/// # Errors
/// The typesetter refused; the words say why. The report can be asked for again, nothing was written.
pub fn game_day_pdf(report: &GameDayReport) -> Result<Vec<u8>, ReportError> {
    let (data, charts) = report.parts();
    press::print(press::Job {
        template: "game_day.typ",
        data,
        charts,
        ident: report.ident.clone(),
        made: report.made,
    })
}

/// The report of an assessment as PDF/UA-1; a review that is not closed gives a draft.
///
/// # Errors
/// The typesetter refused; the words say why. The report can be asked for again, nothing was written.
pub fn assessment_pdf(report: &AssessmentReport) -> Result<Vec<u8>, ReportError> {
    let (data, charts) = report.parts();
    press::print(press::Job {
        template: "assessment.typ",
        data,
        charts,
        ident: report.ident.clone(),
        made: report.made,
    })
}
