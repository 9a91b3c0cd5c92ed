//! Reports on paper: Typst templates from `assets/templates`, fed with one JSON file and drawings, out as PDF.
//!
//! A report of a system is a struct of its sources that says what stands on its [`Paper`], made of parts that all reports
//! share (`paper`, and `house.typ` beside it), and names its templates; [`pdf`] does the rest.
//!
//! The typesetter sees a closed world: its templates, `/data.json`, `/chart-N.svg` and the embedded fonts. There is no
//! file system, no network, no clock and no package. What people wrote travels as data, never as markup.
//! The same input gives the same bytes.

mod assessment;
mod capacity;
mod chaos;
mod paper;
mod postmortem;

pub use assessment::AssessmentReport;
pub use capacity::CapacityReport;
pub use chaos::GameDayReport;
pub use paper::{Paper, Report, ReportError, pdf};
pub use postmortem::PostmortemReport;
