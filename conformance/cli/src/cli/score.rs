//! `calproof score`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use calproof::level::Level;
use calproof::outcome::Outcome;
use calproof::report::overview::Table;
use calproof::report::text::grouped;
use calproof::selection::{Budget, Pace, Selection};
use calproof_fuzz_support::faults::{self, Fault};
use calproof_fuzz_support::score::matrix::{Matrix, Share};
use calproof_fuzz_support::score::table::ScoreTable;
use calproof_fuzz_support::score::{self, Comparison, SEEDS, Trial};
use clap::Args;

use crate::cli::run::{BudgetName, drawn};
use crate::cli::terminal::{self, println};
use crate::cli::{Trouble, names};

#[derive(Args)]
pub(crate) struct ScoreArguments {
    /// Run only this fault; may be given several times [default: all].
    #[arg(value_name = "FAULT")]
    faults: Vec<String>,
    /// Number of generated cases, as for `run`.
    #[arg(long, value_enum, default_value_t)]
    budget: BudgetName,
    /// Level of detail, from 0 (a few cases of each check) to 5 (every day).
    #[arg(long, value_name = "N", default_value_t = Level::EXHAUSTIVE)]
    level: Level,
    /// Seed for generated cases.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Skip this check, or the checks of this folder, to see what would be missed.
    #[arg(long, value_name = "CHECK")]
    skip: Vec<String>,
    /// Fail if anything is worse than in this table, which `--write` made.
    #[arg(long, value_name = "FILE")]
    compare: Option<PathBuf>,
    /// Write the table to this file.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["faults", "skip"])]
    write: Option<PathBuf>,
    /// Show how each fault was found, with the smallest case and the reason.
    #[arg(long, short)]
    verbose: bool,
}

pub(crate) fn run(arguments: &ScoreArguments) -> Result<Outcome, Trouble> {
    arguments.skip.iter().try_for_each(|pattern| names::pattern(pattern))?;
    if arguments.write.is_some() && arguments.write == arguments.compare {
        let why = "`--write` and `--compare` name the same file: the comparison table would be overwritten";
        return Err(why.to_owned());
    }
    let faults = selected(&arguments.faults)?;
    let committed = arguments.compare.as_ref().map(|file| read(file, arguments)).transpose()?;
    let budget = arguments.budget.budget();
    let selection = Selection {
        skip: arguments.skip.clone(),
        budget,
        seed: arguments.seed,
        pace: Pace::At(arguments.level),
        ..Selection::default()
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (total, ended) = (faults.len(), AtomicUsize::new(0));
    let reported = |trial: &Trial| {
        let ended = ended.fetch_add(1, Ordering::Relaxed) + 1;
        if arguments.verbose {
            terminal::progress(&format!("{ended} of {total}: {}", trial.fault.name));
        }
    };
    // Trials of registries spend most of their time waiting, so twice as many threads as cores.
    let trials = score::measure(&faults, &selection, 2 * cores, reported)?;
    show(&trials, budget, arguments.verbose);
    let measured = ScoreTable::of(&trials, budget, arguments.level.number(), arguments.seed);
    if let Some(file) = &arguments.write {
        fs::write(file, measured.write()).map_err(|error| at(file, &error.to_string()))?;
    }
    let Some(committed) = committed else { return Ok(Outcome::Conforms) };
    Ok(judged(&score::compare(&committed, &measured, arguments.faults.is_empty())))
}

fn selected(named: &[String]) -> Result<Vec<&'static Fault>, Trouble> {
    if named.is_empty() {
        return Ok(faults::all().collect());
    }
    let known = || faults::all().map(|fault| fault.name);
    let fault = |name: &String| {
        faults::by_name(name).ok_or_else(|| names::unknown("fault", name, known(), "list faults"))
    };
    named.iter().map(fault).collect()
}

/// The table to compare with, if it was made with the same options.
fn read(file: &Path, arguments: &ScoreArguments) -> Result<ScoreTable, Trouble> {
    let text = fs::read_to_string(file).map_err(|error| at(file, &error.to_string()))?;
    let table = ScoreTable::read(&text).map_err(|why| at(file, &why))?;
    let (level, seed) = (arguments.level.number(), arguments.seed);
    let budget = arguments.budget.budget().name();
    if (table.budget.as_str(), table.level, table.seed) != (budget, level, seed) {
        let why = format!(
            "it was made with --budget {} --level {} --seed {}; use the same options, or write \
             another table with --write",
            table.budget, table.level, table.seed
        );
        return Err(at(file, &why));
    }
    Ok(table)
}

fn at(file: &Path, why: &str) -> Trouble {
    format!("{}: {why}", file.display())
}

fn show(trials: &[Trial], budget: Budget, verbose: bool) {
    let head = ["fault", "found by", "verdicts", "named", "seconds", "twin"];
    let head = head.map(str::to_owned).to_vec();
    println!("{}", drawn(Table { head, rows: trials.iter().map(cells).collect() }));
    if verbose {
        for trial in trials {
            let Some(found) = &trial.found else { continue };
            println!("\n{}: {}", trial.fault.name, trial.fault.about);
            println!("  case: {}\n  why:  {}", found.case, found.why);
        }
    }
    let matrix = Matrix::of_trials(trials);
    let head = ["weakness class", "found", "of", "share"].map(str::to_owned).to_vec();
    let rows = matrix.pillars().map(|(class, share)| {
        let name = format!("CWE-{} {}", class.number, class.name);
        vec![name, share.found.to_string(), share.of.to_string(), share.percent()]
    });
    println!("\n{}\n", drawn(Table { head, rows: rows.collect() }));
    for trial in trials {
        for by in &trial.alarms {
            println!("blamed: the twin of {}, by {by}", trial.fault.name);
        }
    }
    for trial in trials.iter().filter(|trial| !trial.is_found()) {
        println!("missed: {}: {}", trial.fault.name, trial.fault.about);
    }
    println!("{}", headline(trials, budget));
}

fn cells(trial: &Trial) -> Vec<String> {
    let found = trial.found.as_ref();
    let dot = || "·".to_owned();
    let verdicts = match (trial.rate, found.and_then(|found| found.verdicts)) {
        (Some(rate), _) => format!("{} of {SEEDS} seeds", rate.found),
        (None, Some(count)) => grouped(count),
        (None, None) => dot(),
    };
    let named = found.and_then(|found| found.is_named);
    vec![
        trial.fault.name.to_owned(),
        if trial.is_found() { found.map_or("", |found| found.by) } else { "missed" }.to_owned(),
        verdicts,
        named.map_or_else(dot, |named| if named { "yes" } else { "no" }.to_owned()),
        format!("{:.1}", trial.time.as_secs_f64()),
        format!("{:.1}", trial.time_of_twin.as_secs_f64()),
    ]
}

/// The main figures in one line.
fn headline(trials: &[Trial], budget: Budget) -> String {
    let share = |all: &mut dyn Iterator<Item = &Trial>| {
        all.fold(Share::default(), |share, trial| share.with(trial.is_found()))
    };
    let all = share(&mut trials.iter());
    let strangers = share(&mut trials.iter().filter(|trial| trial.fault.is_by_stranger()));
    let blamed = trials.iter().filter(|trial| !trial.alarms.is_empty()).count();
    format!(
        "{}: found {} of {} faults ({}), of those by outside authors {} of {} ({}); {blamed} of {} twins \
         blamed",
        budget.name(),
        all.found,
        all.of,
        all.percent(),
        strangers.found,
        strangers.of,
        strangers.percent(),
        trials.len()
    )
}

/// Prints the differences from the committed table; fails if anything is worse.
fn judged(comparison: &Comparison) -> Outcome {
    comparison.changes.iter().for_each(|words| println!("changed: {words}"));
    comparison.drops.iter().for_each(|words| println!("worse: {words}"));
    if comparison.drops.is_empty() {
        let end =
            if comparison.changes.is_empty() { "" } else { "; --write FILE keeps the changes" };
        println!("no worse than the table{end}");
        Outcome::Conforms
    } else {
        println!("worse than the table");
        Outcome::Fails
    }
}
