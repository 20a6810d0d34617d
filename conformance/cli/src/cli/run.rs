//! `calproof run`.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use calproof::claim::REGISTRY;
use calproof::known::KnownFailure;
use calproof::report::{Outcome, Report, SubjectReport, overview, text};
use calproof::run::{self, Budget, Progress, Selection};
use calproof::spec::{self, FileError};
use calproof::subject::{Hello, Subject};
use clap::{Args, ValueEnum};
use comfy_table::{CellAlignment, presets};
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::subjects::{self, Origin};
use crate::cli::terminal::{self, println};
use crate::cli::{Trouble, names};

#[derive(Clone, Copy, ValueEnum)]
enum BudgetName {
    /// Seconds.
    Smoke,
    /// A minute or two.
    Ci,
    /// An hour.
    Nightly,
}

#[derive(Args)]
pub(crate) struct RunArguments {
    /// A subject, by name; may be given several times. All that are built in, if there is neither
    /// a name nor a command.
    #[arg(long, value_name = "NAME")]
    adapter: Vec<String>,
    /// Only this check, or the checks of this folder, as in `calendar/order`.
    #[arg(long, value_name = "CHECK")]
    only: Vec<String>,
    /// Not this check, or the checks of this folder.
    #[arg(long, value_name = "CHECK")]
    skip: Vec<String>,
    /// Only this calendar; `registry` for what is asked of registries.
    #[arg(long, value_name = "CALENDAR")]
    calendar: Vec<String>,
    /// How many cases are generated; what is walked day by day is walked whole under each.
    #[arg(long, value_enum, default_value = "smoke")]
    budget: BudgetName,
    /// What generated cases follow from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where the event log is written.
    #[arg(long, value_name = "DIR", default_value = "target/calproof")]
    report: PathBuf,
    /// How long the program behind `--` may take to say hello.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    start_seconds: u64,
    /// How long the program behind `--` may take to answer a question.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    answer_seconds: u64,
    /// A program that speaks the protocol.
    #[arg(last = true)]
    command: Vec<String>,
}

/// A bar at the terminal.
pub(crate) struct Bar(pub(crate) ProgressBar);

impl Progress for Bar {
    fn advance(&self, steps: u64) {
        self.0.inc(steps);
    }
}

pub(crate) fn run(arguments: &RunArguments) -> Result<Outcome, Trouble> {
    let selection = selection(arguments)?;
    let origins = selected(arguments)?;
    let log = open_log(&arguments.report)?;
    let mut report = Report { selection, subjects: Vec::new() };
    run_all(&origins, &mut report)?;
    if arguments.adapter.is_empty() && arguments.command.is_empty() {
        report.leave_out_idle();
    }
    let untold = report.subjects.iter().any(|subject| subject.trouble.is_some());
    if !untold && report.subjects.iter().all(|subject| subject.ledger().0 == 0) {
        return Err("nothing was selected: no subject has such a calendar with such a check; \
                    `calproof list adapters` shows what each has"
            .to_owned());
    }
    write_log(&report, &log)?;
    show(&report);
    println!("event log: {}", calproof::escape::line(&log.display().to_string()));
    Ok(report.outcome())
}

fn selection(arguments: &RunArguments) -> Result<Selection, Trouble> {
    for pattern in arguments.only.iter().chain(&arguments.skip) {
        names::pattern(pattern)?;
    }
    let mut calendars = Vec::new();
    for name in &arguments.calendar {
        // A subject may have calendars that have no reference; whether one has is seen later.
        let spec = spec::by_name(name).map_err(|error| error.to_string())?;
        calendars.push(spec.map_or_else(|| name.clone(), |spec| spec.id.clone()));
    }
    let budget = match arguments.budget {
        BudgetName::Smoke => Budget::Smoke,
        BudgetName::Ci => Budget::Ci,
        BudgetName::Nightly => Budget::Nightly,
    };
    let (only, skip, seed) = (arguments.only.clone(), arguments.skip.clone(), arguments.seed);
    let selection = Selection { only, skip, calendars, budget, seed };
    if selection.checks().is_empty() {
        return Err("nothing was selected: --skip leaves no check".to_owned());
    }
    Ok(selection)
}

fn selected(arguments: &RunArguments) -> Result<Vec<Origin>, Trouble> {
    let mut names = arguments.adapter.clone();
    if !arguments.command.is_empty() {
        names.push(subjects::COMMAND.to_owned());
    } else if names.is_empty() {
        names.extend(calproof_libraries::ALL.iter().map(|adapter| adapter.name.to_owned()));
    }
    let command = |name: &str| {
        if name == subjects::COMMAND { arguments.command.as_slice() } else { &[] }
    };
    let patience = [arguments.start_seconds, arguments.answer_seconds].map(Duration::from_secs);
    let origin = |name: &String| Ok(subjects::origin(name, command(name))?.with_patience(patience));
    names.iter().map(origin).collect()
}

/// A subject, where it comes from and what is known of it, ready to be run.
struct Ready<'a> {
    origin: &'a Origin,
    subject: Result<Box<dyn Subject>, Trouble>,
    known: Vec<KnownFailure>,
}

fn run_all(origins: &[Origin], report: &mut Report) -> Result<(), Trouble> {
    let words = |error: FileError| error.to_string();
    let mut all = Vec::new();
    let mut steps = 0;
    for origin in origins {
        let (subject, known) = (origin.open(), origin.known_failures()?);
        if let Ok(subject) = &subject {
            for claim in &subject.hello().calendars {
                if report.selection.has_calendar(&claim.id) {
                    steps += run::steps(claim, &report.selection);
                }
            }
            steps += run::selected(&report.selection).len() as u64;
            steps += run::steps_of_registry(subject.hello(), &report.selection);
        }
        all.push(Ready { origin, subject, known });
    }
    every_calendar_is_somebodys(&all, &report.selection)?;
    let bar = Bar(ProgressBar::new(steps));
    let style = ProgressStyle::with_template("{msg:24!} {wide_bar} {percent:>3}% {eta:>4}");
    bar.0.set_style(style.map_err(|error| error.to_string())?);
    for Ready { origin, subject, known } in all {
        bar.0.set_message(origin.name.clone());
        let judged = match subject {
            Ok(subject) => {
                let selection = &report.selection;
                let judged = SubjectReport::of(&*subject, &known, selection, &bar);
                let judged = judged.map_err(words)?;
                SubjectReport { origin: (origin.name.clone(), origin.suffix()), ..judged }
            }
            Err(trouble) => SubjectReport::untold(&origin.name, trouble),
        };
        report.subjects.push(judged);
    }
    bar.0.finish_and_clear();
    Ok(())
}

/// Refuses a calendar that no subject has. A subject that could not be started may have had it.
fn every_calendar_is_somebodys(all: &[Ready<'_>], selection: &Selection) -> Result<(), Trouble> {
    if all.iter().any(|ready| ready.subject.is_err()) {
        return Ok(());
    }
    let subjects = all.iter().filter_map(|ready| ready.subject.as_ref().ok());
    let hellos: Vec<&Hello> = subjects.map(|subject| subject.hello()).collect();
    let claims = hellos.iter().flat_map(|hello| &hello.calendars);
    let mut ids: BTreeSet<&str> = claims.map(|claim| claim.id.as_str()).collect();
    ids.extend(hellos.iter().filter(|hello| hello.registry.is_some()).map(|_| REGISTRY));
    match selection.calendars.iter().find(|calendar| !ids.contains(calendar.as_str())) {
        None => Ok(()),
        Some(name) => Err(names::unknown(
            "calendar of these subjects",
            name,
            ids.into_iter(),
            "list adapters",
        )),
    }
}

/// Makes sure of the event log before anything is run: an hour is long to wait for an error.
fn open_log(folder: &Path) -> Result<PathBuf, Trouble> {
    let path = folder.join("events.jsonl");
    let open = || File::options().append(true).create(true).open(&path);
    fs::create_dir_all(folder).and_then(|()| open()).map_err(|error| unwritten(&path, &error))?;
    Ok(path)
}

fn write_log(report: &Report, path: &Path) -> Result<(), Trouble> {
    let written = || -> io::Result<()> {
        let mut out = BufWriter::new(File::create(path)?);
        report.write_events(&mut out)?;
        out.flush()
    };
    written().map_err(|error| unwritten(path, &error))
}

fn unwritten(path: &Path, error: &io::Error) -> Trouble {
    format!(
        "the event log `{}` cannot be written: {error}; name another folder with --report",
        path.display()
    )
}

fn show(report: &Report) {
    println!("{}", drawn(overview::overview(report)));
    terminal::print(format_args!("{}", text::details(report)));
    let color = match report.outcome() {
        Outcome::Conforms => AnsiColor::Green,
        Outcome::Fails => AnsiColor::Red,
        Outcome::CannotTell => AnsiColor::Yellow,
    };
    let style = Style::new().bold().fg_color(Some(color.into()));
    println!("\n{style}{}{style:#}", text::conclusion(report));
    if report.outcome() == Outcome::CannotTell {
        terminal::trouble("some subjects could not be judged; the reasons stand above");
    }
}

/// A table without lines: names to the left, numbers to the right.
pub(crate) fn drawn(table: overview::Table) -> String {
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(presets::NOTHING).set_header(&table.head);
    let numbers = |column: usize| {
        let cells = table.rows.iter().map(|row| row[column].as_str());
        let is_number =
            |cell: &str| cell.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '·');
        cells.clone().all(is_number) && cells.count() > 0
    };
    for column in 0..table.head.len() {
        if let Some(shown) = drawn.column_mut(column) {
            shown.set_padding((0, 2));
            if numbers(column) {
                shown.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    for row in table.rows {
        drawn.add_row(row);
    }
    // Without the spaces at the ends of lines, which would wrap in a narrow terminal.
    drawn.trim_fmt()
}
