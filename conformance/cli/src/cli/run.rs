//! `calproof run`.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use calproof::claim::REGISTRY;
use calproof::level::Level;
use calproof::merge::{claim_digest, files_digest};
use calproof::outcome::{Sink, SubjectOutcome};
use calproof::report::{Begun, EventLog, Outcome, Planned, Report};
use calproof::run::{self, SubjectFiles};
use calproof::selection::{Budget, Pace, Selection};
use calproof::shard::Shard;
use calproof::spec;
use calproof::subject::Hello;
use clap::{Args, ValueEnum};

pub(crate) use crate::cli::display::drawn;
use crate::cli::display::{Wanted, show};
use crate::cli::log::LogFile;
use crate::cli::progress::Meter;
use crate::cli::settings::{Settings, report_folder};
use crate::cli::subjects::{self, Opened, Origin};
use crate::cli::terminal::{self, println};
use crate::cli::{Trouble, log, names};
use crate::nearest;
use crate::project::Placed;

#[derive(Clone, Copy, Default, ValueEnum)]
pub(crate) enum BudgetName {
    /// Seconds.
    #[default]
    Smoke,
    /// A minute or two.
    Ci,
    /// An hour.
    Nightly,
}

impl fmt::Display for BudgetName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.budget().name())
    }
}

impl BudgetName {
    /// The budget that a `calproof.toml` names.
    fn read(Placed { text, place }: &Placed) -> Result<BudgetName, Trouble> {
        BudgetName::from_str(text, false).map_err(|_| {
            let names = BudgetName::value_variants().iter().map(|budget| budget.budget().name());
            let all = names.clone().collect::<Vec<&str>>().join(", ");
            let (hint, text) = (nearest::hint(text, names), calproof::escape::line(text));
            format!("{place}: there is no budget `{text}`; there are {all}.{hint}")
        })
    }

    pub(crate) fn budget(self) -> Budget {
        match self {
            BudgetName::Smoke => Budget::Smoke,
            BudgetName::Ci => Budget::Ci,
            BudgetName::Nightly => Budget::Nightly,
        }
    }
}

#[derive(Args)]
pub(crate) struct RunArguments {
    /// A subject, by name; may be given several times. Without a name
    /// or a command: the subjects of `calproof.toml`, or else all built-in
    /// ones.
    #[arg(long, value_name = "NAME")]
    adapter: Vec<String>,
    /// Run only this check, or the checks of this folder, as in `calendar/order`.
    #[arg(long, value_name = "CHECK")]
    only: Vec<String>,
    /// Skip this check, or the checks of this folder.
    #[arg(long, value_name = "CHECK")]
    skip: Vec<String>,
    /// Run only this calendar; `registry` for the checks on registries.
    #[arg(long, value_name = "CALENDAR")]
    calendar: Vec<String>,
    /// Number of generated cases, and the time allowed for judging a program: one minute
    /// (`smoke`, the default), six minutes (`ci`) or an hour (`nightly`). The level of detail
    /// follows from how quickly the program answers;
    /// a built-in library has a fixed one with `smoke`, and an exhaustive sweep with the others.
    #[arg(long, value_enum)]
    budget: Option<BudgetName>,
    /// Level of detail, from 0 (a few cases of each check) to 5 (every day), however long it takes.
    #[arg(long, value_name = "N", conflicts_with = "exhaustive")]
    level: Option<Level>,
    /// Ask every day within ±9,999 years, however long it takes: the same as `--level 5`.
    #[arg(long)]
    exhaustive: bool,
    /// Run only part I of N, as in `2/3`, for one of N machines; `calproof merge` makes one report
    /// of all parts. Requires `--level` or `--exhaustive`, since without them each machine would
    /// choose its own level.
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,
    /// Seed for generated cases [default: 1].
    #[arg(long)]
    seed: Option<u64>,
    /// Number of known failures that may be open, that is, of entries with `open = true`.
    #[arg(long, value_name = "N", default_value_t = 0)]
    allow_open: u64,
    /// Folder for the event log [default: `target/calproof` in a Cargo
    /// project, `.calproof` elsewhere].
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
    /// Show every calendar, every failure, and why cases were not judged.
    #[arg(long, short)]
    verbose: bool,
    /// Show only the verdict.
    #[arg(long, short, conflicts_with = "verbose")]
    quiet: bool,
    /// Deadline for the hello line of the program after `--`, in seconds.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    start_seconds: u64,
    /// Deadline for each answer of the program after `--`, in seconds.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    answer_seconds: u64,
    /// A stray argument, refused with a hint.
    #[arg(hide = true)]
    stray: Option<String>,
    /// A program that speaks the protocol.
    #[arg(last = true)]
    command: Vec<String>,
}

pub(crate) fn run(arguments: &RunArguments) -> Result<Outcome, Trouble> {
    if let Some(name) = &arguments.stray {
        return Err(subjects::stray(name));
    }
    let mut settings = Settings::read()?;
    let selection = selection(arguments, &mut settings)?;
    let origins = selected(arguments, &mut settings)?;
    let folder = report_folder(arguments.report.as_ref())?;
    let named: Vec<Planned> = origins.iter().map(planned).collect();
    let (path, file) = log::open(&folder, &log_name(&selection), &Begun::run(&selection, &named))?;
    let unwritten = |error: &std::io::Error| log::unwritten(&path, error);
    if !arguments.quiet {
        settings.reported().iter().for_each(|words| println!("{words}"));
    }
    let all: Vec<Ready<'_>> = origins.iter().map(Ready::start).collect();
    let is_shard = selection.shard.is_some();
    let plan: Vec<Planned> = all.iter().map(|ready| ready.planned(is_shard)).collect();
    let mut events = file.begin(&Begun::run(&selection, &plan));
    events.add_unreadable_corpora();
    every_calendar_is_somebodys(&all, &selection)?;
    let nobody_is_named = arguments.adapter.is_empty() && arguments.command.is_empty();
    if nobody_is_named {
        events.leave_out_idle();
    }
    let mut report = Report::new(selection);
    report.allow_open = arguments.allow_open;
    let meter = Meter::start(all.len(), arguments.quiet);
    run_all(all, &meter, &mut report, &mut events, &unwritten)?;
    drop(meter);
    if nobody_is_named {
        report.leave_out_idle();
    }
    events.end(&report.totals(), None, report.outcome()).map_err(|error| unwritten(&error))?;
    finish(&report, Wanted { verbose: arguments.verbose, quiet: arguments.quiet }, &path)
}

/// Shows the report and the path of its log; returns the outcome.
pub(crate) fn finish(report: &Report, wanted: Wanted, log: &Path) -> Result<Outcome, Trouble> {
    let inconclusive = report.subjects.iter().any(|subject| subject.trouble.is_some());
    if !inconclusive && report.subjects.iter().all(SubjectOutcome::is_idle) {
        return Err("nothing was selected: no subject has this calendar with this check; \
                    `calproof list adapters` shows what each has"
            .to_owned());
    }
    show(report, wanted, log);
    Ok(report.outcome())
}

/// The file name of the log. Each shard has its own, so that one folder can hold all.
fn log_name(selection: &Selection) -> String {
    match selection.shard {
        None => "events.jsonl".to_owned(),
        Some(Shard { number, count, .. }) => format!("events-{number}-of-{count}.jsonl"),
    }
}

fn selection(arguments: &RunArguments, settings: &mut Settings) -> Result<Selection, Trouble> {
    let pattern = |text: &str| names::pattern(text).map(|()| text.to_owned());
    // A subject may have calendars that have no reference; whether one has is seen later.
    let calendar = |name: &str| {
        let spec = spec::by_name(name).map_err(|error| error.to_string())?;
        Ok(spec.map_or_else(|| name.to_owned(), |spec| spec.id.clone()))
    };
    let only = settings.names("--only", &arguments.only, |run| &run.only, pattern)?;
    let skip = settings.names("--skip", &arguments.skip, |run| &run.skip, pattern)?;
    let calendars =
        settings.names("--calendar", &arguments.calendar, |run| &run.calendars, calendar)?;
    let budget = settings.run.budget.as_ref().map(BudgetName::read).transpose()?;
    let budget = settings.value("--budget", arguments.budget, budget).unwrap_or_default().budget();
    let seed = settings.value("--seed", arguments.seed, settings.run.seed).unwrap_or(1);
    let level = arguments.level.or(arguments.exhaustive.then_some(Level::EXHAUSTIVE));
    let level = settings.value("--level", level, settings.run.level);
    let pace = level.map_or(Pace::Within(budget.time()), Pace::At);
    let shard = arguments.shard;
    if let (Some(shard), Pace::Within(_)) = (shard, pace) {
        return Err(format!(
            "--shard {shard} requires the same level on every machine: add `--level N` or \
             `--exhaustive`"
        ));
    }
    let selection = Selection { only, skip, calendars, budget, seed, pace, shard };
    if selection.checks().is_empty() {
        let reported = settings.reported().into_iter().map(|words| format!("; {words}"));
        let reported: String = reported.collect();
        return Err(format!("nothing was selected: --skip leaves no check{reported}"));
    }
    Ok(selection)
}

fn selected(arguments: &RunArguments, settings: &mut Settings) -> Result<Vec<Origin>, Trouble> {
    let mut names = arguments.adapter.clone();
    if !arguments.command.is_empty() {
        names.push(subjects::COMMAND.to_owned());
    } else if names.is_empty() {
        names = settings.subjects()?;
    }
    let command = |name: &str| {
        if name == subjects::COMMAND { arguments.command.as_slice() } else { &[] }
    };
    let deadline = [arguments.start_seconds, arguments.answer_seconds].map(Duration::from_secs);
    let origin = |name: &String| Ok(subjects::origin(name, command(name))?.with_patience(deadline));
    names.iter().map(origin).collect()
}

/// What is known about a subject before it is started.
fn planned(origin: &Origin) -> Planned {
    Planned {
        subject: origin.name.clone(),
        origin: origin.name.clone(),
        suffix: origin.suffix(),
        ..Planned::default()
    }
}

/// A subject ready to be run: where it comes from, and the files that belong to it.
struct Ready<'a> {
    origin: &'a Origin,
    opened: Result<(Opened, SubjectFiles), Trouble>,
}

impl<'a> Ready<'a> {
    fn start(origin: &'a Origin) -> Ready<'a> {
        let opened = origin.open_to_hear().and_then(|opened| Ok((opened, origin.files()?)));
        if let Ok((opened, _)) = &opened {
            origin.note_version(opened.subject());
        }
        Ready { origin, opened }
    }

    /// What the log says about it before it is run. In a shard that includes digests by which
    /// `merge` recognises shards of the same plan.
    fn planned(&self, is_shard: bool) -> Planned {
        let planned = planned(self.origin);
        match &self.opened {
            Ok((opened, files)) => {
                let hello = opened.subject().hello();
                let digests = is_shard.then(|| (claim_digest(hello), files_digest(files)));
                let (claim, files) = digests.unwrap_or_default();
                let Hello { name, version, .. } = hello.clone();
                Planned { subject: name, version, claim, files, ..planned }
            }
            Err(_) => planned,
        }
    }

    /// The selection for it. What is built in is not measured: its level is written down.
    fn selection(&self, selection: &Selection) -> Selection {
        match selection.pace {
            Pace::Within(_) if !self.origin.is_program() => {
                selection.at(self.origin.level(selection.budget))
            }
            _ => selection.clone(),
        }
    }
}

/// Runs the subjects one after another. The results of each are in the log before the next begins.
fn run_all(
    all: Vec<Ready<'_>>,
    meter: &Meter,
    report: &mut Report,
    events: &mut EventLog<LogFile>,
    unwritten: &dyn Fn(&std::io::Error) -> Trouble,
) -> Result<(), Trouble> {
    for ready in all {
        let selection = ready.selection(&report.selection);
        let Ready { origin, opened } = ready;
        meter.subject(&origin.name);
        let outcome = match heard(origin, opened) {
            Ok((opened, files)) => {
                let subject = opened.subject();
                let mut outcome = run::run_subject(subject, &files, &selection, meter, events);
                outcome.origin = (origin.name.clone(), origin.suffix());
                outcome
            }
            Err(outcome) => {
                events.subject_done(&outcome);
                *outcome
            }
        };
        report.subjects.push(outcome);
        if let Some(error) = events.failure() {
            return Err(unwritten(error));
        }
    }
    Ok(())
}

/// The subject if it can be judged; the error is its outcome if not. The first questions are asked
/// only now, so that a slow subject does not delay the others.
fn heard(
    origin: &Origin,
    opened: Result<(Opened, SubjectFiles), Trouble>,
) -> Result<(Opened, SubjectFiles), Box<SubjectOutcome>> {
    let inconclusive = |name: &str, trouble| {
        let mut outcome = SubjectOutcome::inconclusive(name, trouble);
        outcome.origin = (origin.name.clone(), origin.suffix());
        Box::new(outcome)
    };
    let (opened, files) = opened.map_err(|trouble| inconclusive(&origin.name, trouble))?;
    let hint = opened.hear_for_run().map_err(|trouble| {
        let Hello { name, version, .. } = opened.subject().hello();
        let mut outcome = inconclusive(name, trouble);
        outcome.version.clone_from(version);
        outcome
    })?;
    if let Some(words) = hint {
        terminal::note(&format!("{}: {words}", origin.name));
    }
    Ok((opened, files))
}

/// An error for a calendar that no subject has. Not checked if a subject could not be started,
/// since that one may have it.
fn every_calendar_is_somebodys(all: &[Ready<'_>], selection: &Selection) -> Result<(), Trouble> {
    if all.iter().any(|ready| ready.opened.is_err()) {
        return Ok(());
    }
    let opened = all.iter().filter_map(|ready| ready.opened.as_ref().ok());
    let hellos: Vec<&Hello> = opened.map(|(opened, _)| opened.subject().hello()).collect();
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
