//! The same program without a window, for scripts and checks.

mod capacity;
mod commands;
mod exchange;
mod files;
mod fit;
mod leaves;
pub(crate) mod print;
mod written;

use crate::{places, window};
use capacity::Into;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum, error::ErrorKind};
use contract::{Code, Refusal};
use domain::{Kind, ask::Ask};
use leaves::Leaves;
use std::{env, path::PathBuf, process::ExitCode};
use written::Form;

/// Reliability reviews in the room: game days from plan to PDF, offline, on one file.
#[derive(Parser)]
#[command(name = "readyroom", version, after_help = format!("The kinds of record: {}.", kinds()))]
pub struct Arguments {
    /// The workspace file; without it, the one in your data folder.
    #[arg(long, global = true, value_name = "FILE")]
    workspace: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Opens the window on a fresh copy of the sample workspace.
    Demo,
    /// Writes the sample workspace, without a window.
    Seed,
    /// Lists the records of a kind.
    List {
        #[arg(help = kinds())]
        kind: Kind,
        /// Those that were removed, the last removed first.
        #[arg(long)]
        removed: bool,
        /// One array of {id, kind, title, status, service, owner, due, at, version}.
        #[arg(long)]
        json: bool,
    },
    /// Shows one record.
    Show {
        /// The record's id.
        id: String,
        /// As JSON, with the journal of a game day that has begun.
        #[arg(long)]
        json: bool,
    },
    /// Takes in experiments and journals of Chaos Toolkit, services from Backstage, OpenSLO and CSV, postmortems as Markdown
    /// (files, and folders of them), and, with --into, histories and load tests: all files or none.
    /// Warnings, and what was left out because nobody said yes, go to standard error.
    Import {
        /// What the files are, where they leave it open: a table that may be no list of services is refused without it, and
        /// parts of a catalog that are no services by their type are left out.
        #[arg(long = "as", value_name = "WHAT")]
        what: Option<What>,
        /// Takes in once more what the workspace holds already.
        #[arg(long)]
        again: bool,
        /// Lets services of the catalog say what the files say of them.
        #[arg(long)]
        update: bool,
        /// Takes a second service of one name in under another name.
        #[arg(long)]
        twins: bool,
        /// Takes over the tiers that files suggest without stating them.
        #[arg(long)]
        tiers: bool,
        #[command(flatten)]
        into: Into,
        /// The files, as JSON, YAML, CSV or Markdown; a folder stands for the Markdown in it.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Writes a file for others to read.
    Export {
        /// What to write.
        format: Format,
        /// The record; for pdf a game day, an assessment, a capacity model or a postmortem, for csv a run or a capacity model.
        /// Without it, for pdf and chaos-toolkit the latest game day that has begun.
        #[arg(long)]
        id: Option<String>,
        /// For chaos-toolkit: with the names of hosts and users, which are hidden otherwise.
        #[arg(long)]
        plain: bool,
        /// With --plain: passwords and tokens may go out too.
        #[arg(long, requires = "plain")]
        with_secrets: bool,
        #[command(flatten)]
        leaves: Leaves,
        /// Where to; - for standard output.
        #[arg(short, value_name = "PATH")]
        output: PathBuf,
    },
    /// Fits a curve to the points of a file. No workspace is needed.
    Fit {
        /// Which curve.
        curve: Curve,
        /// The load test: a table of concurrency and throughput, or the results of JMeter, Locust or k6.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// One object of {sigma, kappa, gamma, intervals_95, peak, limit, r2, residual, unit, points, requests, errors,
        /// warnings}; null where there is nothing to say.
        #[arg(long)]
        json: bool,
        /// A comma parts the decimals.
        #[arg(long)]
        decimal_comma: bool,
        /// A point parts the decimals.
        #[arg(long, conflicts_with = "decimal_comma")]
        decimal_point: bool,
    },
    /// Reads every record and journal and says what is wrong.
    Check,
    /// Writes a sound copy of the workspace. Only an earlier copy of it is written over.
    Backup {
        /// Where to; - for standard output.
        #[arg(short, value_name = "PATH")]
        output: PathBuf,
    },
    /// Puts a copy in the place of the workspace, which is kept beside it. Says first what the copy holds and lacks.
    Restore {
        /// The copy.
        path: PathBuf,
        /// Only says it.
        #[arg(long)]
        preview: bool,
        /// Puts it in place though it is a copy of another workspace.
        #[arg(long, conflicts_with = "preview")]
        other: bool,
    },
}

/// What a file is said to be.
#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// A list of services.
    #[value(name = "services")]
    Catalog,
    /// Postmortems whose times without a day are of the day that the document suggests.
    #[value(name = "suggested-day")]
    SuggestedDay,
    /// Postmortems in which the day comes before the month.
    #[value(name = "day-first")]
    DayFirst,
}

/// A curve through measured points.
#[derive(Clone, Copy, ValueEnum)]
enum Curve {
    /// The Universal Scalability Law: throughput at a concurrency.
    Usl,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The report of a game day, an assessment or a capacity model.
    Pdf,
    /// An experiment, or the journals of a game day: the first into the file that is named, more of them beside it.
    ChaosToolkit,
    /// The service catalog; with --id, the journal of a run, or the projection of a capacity model, a day a line.
    Csv,
    /// A record with its journal, as text.
    Markdown,
    /// When a record happens or is due, for a calendar.
    Ics,
}

impl Arguments {
    /// Whether this is a session with a window. A command says all that a person needs in its own words.
    #[must_use]
    pub const fn opens_window(&self) -> bool {
        matches!(self.command, None | Some(Command::Demo))
    }

    /// Reads the command line. A flag that would change nothing is an error of usage: whoever wrote it meant something by
    /// it. Ends the program where there is one.
    #[must_use]
    pub fn read() -> Self {
        let arguments = Self::parse();
        // The parser takes the last of two where one stands before the command and one after it.
        let words = env::args_os().skip(1).take_while(|word| word != "--");
        let named =
            words.filter(|word| word.to_string_lossy().split('=').next() == Some("--workspace")).count();
        let twice = (named > 1).then(|| "--workspace is there twice, and one file can be meant".to_owned());
        if let Some(words) = twice.or_else(|| arguments.command.as_ref()?.ignored()) {
            Self::command().error(ErrorKind::ArgumentConflict, words).exit();
        }
        arguments
    }
}

impl Command {
    /// What is said of a flag that this command has no use for.
    fn ignored(&self) -> Option<String> {
        match self {
            Self::Export { format, plain: true, .. } if *format != Format::ChaosToolkit => {
                let format = format.to_possible_value()?;
                Some(format!(
                    "--plain is for chaos-toolkit, where names are hidden without it; {} hides none",
                    format.get_name()
                ))
            }
            _ => None,
        }
    }
}

/// Does what the command line says.
///
/// # Errors
/// A refusal in words.
pub fn run(arguments: Arguments) -> Result<ExitCode, Refusal> {
    let Some(command) = arguments.command else {
        window::prepare()?;
        window::open(&workspace(arguments.workspace)?)?;
        return Ok(ExitCode::SUCCESS);
    };
    match command {
        Command::Demo => {
            let path = arguments.workspace.map_or_else(places::demo, Ok)?;
            commands::may_renew(&path)?;
            window::prepare()?; // before anything is written: without a display nothing is
            commands::renew_sample(&path)?;
            window::open(&path)?;
        }
        Command::Seed => commands::seed(&workspace(arguments.workspace)?)?,
        Command::List { kind, removed, json } => {
            commands::list(&workspace(arguments.workspace)?, kind, removed, json)?;
        }
        Command::Show { id, json } => commands::show(&workspace(arguments.workspace)?, &id, json)?,
        Command::Import { what, again, update, twins, tiers, into, files } => {
            if let Some(model) = &into.model {
                capacity::import(&workspace(arguments.workspace)?, &files, model, &into)?;
                return Ok(ExitCode::SUCCESS);
            }
            let services = match what {
                Some(What::Catalog) => [Ask::Table, Ask::OtherTypes].as_slice(),
                Some(What::SuggestedDay) => &[Ask::SuggestedDay],
                Some(What::DayFirst) => &[Ask::DayFirst],
                None => &[],
            };
            let others =
                [(again, Ask::Again), (update, Ask::Changes), (twins, Ask::Twins), (tiers, Ask::Tiers)];
            let others = others.into_iter().filter_map(|(yes, ask)| yes.then_some(ask));
            let yes: Vec<Ask> = services.iter().copied().chain(others).collect();
            exchange::import(&workspace(arguments.workspace)?, &files, &yes)?;
        }
        Command::Export { format: Format::Pdf, id, leaves, output, .. } => {
            commands::export_pdf(&workspace(arguments.workspace)?, id.as_deref(), &leaves, &output)?;
        }
        Command::Export { format: Format::ChaosToolkit, id, plain, with_secrets, leaves, output } => {
            let path = leaves.whole().and_then(|()| workspace(arguments.workspace))?;
            exchange::export(&path, id.as_deref(), (plain, with_secrets), &output)?;
        }
        Command::Export { format: Format::Csv, id: None, leaves, output, .. } => {
            let path = leaves.whole().and_then(|()| workspace(arguments.workspace))?;
            exchange::export_catalog(&path, &output)?;
        }
        Command::Export { format, id: Some(id), leaves, output, .. } => {
            let form = match format {
                Format::Markdown => Form::Markdown,
                Format::Ics => Form::Calendar,
                _ => Form::Table,
            };
            written::export(&workspace(arguments.workspace)?, &id, (form, &leaves.excerpt()?), &output)?;
        }
        Command::Export { id: None, .. } => {
            return Err(Refusal::new(Code::Invalid, "Say which record: --id ID, as list shows it."));
        }
        Command::Fit { curve: Curve::Usl, file, json, decimal_comma, decimal_point } => {
            fit::usl(&file, capacity::decimal(decimal_comma, decimal_point), json)?;
        }
        Command::Check => return commands::check(&workspace(arguments.workspace)?),
        Command::Backup { output } => commands::backup(&workspace(arguments.workspace)?, &output)?,
        Command::Restore { path, preview, other } => {
            commands::restore(&workspace(arguments.workspace)?, &path, (preview, other))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The kinds by their words.
fn kinds() -> String {
    Kind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", ")
}

fn workspace(named: Option<PathBuf>) -> Result<PathBuf, Refusal> {
    named.map_or_else(places::workspace, Ok)
}
