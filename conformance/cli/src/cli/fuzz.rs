//! `calproof fuzz`.

use std::path::PathBuf;
use std::time::Duration;

use calproof::report::{self, Begun, Outcome, Planned};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::settings::report_folder;
use crate::cli::terminal::{self, println};
use crate::cli::{Trouble, log, names, subjects};
use crate::hunt::{self, Discovery, Fuzz, Limit};
use calproof::run::Progress;
use calproof::selection::Selection;

/// How long nothing new may be found before fuzzing stops, if no time is given.
const QUIET: Duration = Duration::from_secs(30);

#[derive(Args)]
pub(crate) struct FuzzArguments {
    /// The subject's name; `-`, which may be omitted, for a command after `--`.
    #[arg(default_value = subjects::COMMAND)]
    subject: String,
    /// How long, as in `60s`, `10m` or `8h` [default: until nothing new was found for half a
    /// minute].
    #[arg(long, value_name = "TIME", value_parser = read_time, conflicts_with = "runs")]
    time: Option<Duration>,
    /// Number of cases: the same seed then gives the same report.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    runs: Option<u64>,
    /// Seed for all cases.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Run only this check, or the checks of this folder, as in `calendar/order`.
    #[arg(long, value_name = "CHECK")]
    only: Vec<String>,
    /// Run only this calendar; `registry` for the checks on registries.
    #[arg(long, value_name = "CALENDAR")]
    calendar: Vec<String>,
    /// Folder for the event log [default: `target/calproof` in a Cargo
    /// project, `.calproof` elsewhere].
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
    /// Deadline for each answer of the program after `--`, in seconds.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    answer_seconds: u64,
    /// A program that speaks the protocol.
    #[arg(last = true)]
    command: Vec<String>,
}

fn read_time(text: &str) -> Result<Duration, String> {
    let wrong = || format!("`{text}` is not a duration; expected for example `60s`, `10m` or `8h`");
    let (number, seconds) = match text.as_bytes().last() {
        Some(b's') => (&text[..text.len() - 1], 1),
        Some(b'm') => (&text[..text.len() - 1], 60),
        Some(b'h') => (&text[..text.len() - 1], 3600),
        _ => (text, 1),
    };
    let number: u32 = number.parse().map_err(|_| wrong())?;
    if number == 0 { Err(wrong()) } else { Ok(Duration::from_secs(u64::from(number) * seconds)) }
}

/// Fuzzes, and shows the findings.
pub(crate) fn run(arguments: &FuzzArguments) -> Result<Outcome, Trouble> {
    let selection = selection(arguments)?;
    let deadline = [Duration::from_secs(10), Duration::from_secs(arguments.answer_seconds)];
    let origin = subjects::origin(&arguments.subject, &arguments.command)?;
    let origin =
        origin.with_patience(deadline).with_any_restarts().with_time(time_for_all(arguments));
    let known = origin.files()?.known;
    let limit = limit(arguments);
    let folder = report_folder(arguments.report.as_ref())?;
    let spoken = (origin.name.clone(), origin.suffix());
    let mut plan = [Planned {
        subject: spoken.0.clone(),
        origin: spoken.0.clone(),
        suffix: spoken.1.clone(),
        ..Planned::default()
    }];
    let begun = Begun::fuzz(&selection, logged(limit), &plan);
    let (path, file) = log::open(&folder, &log_name(&origin.name), &begun)?;
    let subject = origin.open()?;
    plan[0].version.clone_from(&subject.hello().version);
    let mut events = file.begin(&Begun::fuzz(&selection, logged(limit), &plan));
    origin.note_version(&*subject);
    for calendar in &selection.calendars {
        if calendar != calproof::claim::REGISTRY {
            names::claim(&*subject, calendar)?;
        }
    }
    let bar = bar(arguments.runs, &origin.name)?;
    let mut found = |Discovery { signature, known, simplest, first, .. }: &Discovery| {
        events.add_found(signature, known.as_deref(), simplest, first);
    };
    let fuzz = Fuzz { subject: &*subject, known: &known, selection: &selection, limit };
    let fuzzed = fuzz.run(&bar, &mut found).map_err(|error| error.to_string())?;
    bar.0.finish_and_clear();
    events
        .end(&fuzzed.totals(), Some(&fuzzed.stopped), fuzzed.outcome())
        .map_err(|error| log::unwritten(&path, &error))?;
    let name = format!("{} {}", origin.name, subject.hello().version);
    terminal::print(format_args!("{}", hunt::text(&name, &spoken, arguments.seed, &fuzzed)));
    println!("event log: {}", calproof::escape::line(&path.display().to_string()));
    Ok(fuzzed.outcome())
}

fn limit(arguments: &FuzzArguments) -> Limit {
    match (arguments.time, arguments.runs) {
        (Some(time), _) => Limit::Time(time),
        (None, Some(runs)) => Limit::Cases(runs),
        (None, None) => Limit::Quiet(QUIET),
    }
}

/// The time limit for all questions: the requested time, and a moment to measure how fast the
/// subject is.
fn time_for_all(arguments: &FuzzArguments) -> Option<Duration> {
    arguments.time.map(|time| time + Duration::from_secs(1))
}

/// The limit as the log writes it.
fn logged(limit: Limit) -> report::Limit {
    match limit {
        Limit::Cases(cases) => report::Limit::Cases(cases),
        Limit::Time(time) => report::Limit::Seconds(time.as_secs()),
        Limit::Quiet(time) => report::Limit::QuietSeconds(time.as_secs()),
    }
}

fn selection(arguments: &FuzzArguments) -> Result<Selection, Trouble> {
    for pattern in &arguments.only {
        names::pattern(pattern)?;
    }
    Ok(Selection {
        only: arguments.only.clone(),
        calendars: arguments.calendar.clone(),
        seed: arguments.seed,
        ..Selection::default()
    })
}

/// The file name of the subject's log; every subject has its own.
fn log_name(subject: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
    format!("fuzz-{}.jsonl", subject.chars().map(plain).collect::<String>())
}

/// A progress bar on the terminal.
struct Bar(ProgressBar);

impl Progress for Bar {
    fn advance(&self, cases: u64) {
        self.0.inc(cases);
    }
}

fn bar(runs: Option<u64>, name: &str) -> Result<Bar, Trouble> {
    let bar = runs.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    let template = if runs.is_some() {
        "{msg:24!} {wide_bar} {percent:>3}% {eta:>4}"
    } else {
        "{msg:24!} {human_pos} cases in {elapsed}"
    };
    let style = ProgressStyle::with_template(template).map_err(|error| error.to_string())?;
    bar.set_style(style);
    bar.set_message(name.to_owned());
    Ok(Bar(bar))
}
