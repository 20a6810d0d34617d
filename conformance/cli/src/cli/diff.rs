//! `calproof diff`.

use std::path::PathBuf;

use calproof::report::Outcome;
use calproof::report::overview::Table;
use clap::{Args, ValueEnum};

use crate::cli::Trouble;
use crate::cli::report::Logs;
use crate::cli::run::drawn;
use crate::cli::terminal::println;
use crate::rendering::{Change, Changed, Failures};

/// What makes the program fail.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// A failure that the previous log does not have.
    New,
}

#[derive(Args)]
pub(crate) struct DiffArguments {
    /// An event log, or a folder of event logs.
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// A later event log. With several, the trend is shown, and what changed with the last one.
    #[arg(required = true, value_name = "NEW")]
    new: Vec<PathBuf>,
    /// Exit with 1 if the last log has a failure that the previous one does not have.
    #[arg(long, value_name = "WHAT")]
    fail_on: Option<FailOn>,
}

pub(crate) fn run(arguments: &DiffArguments) -> Result<Outcome, Trouble> {
    let mut steps = Vec::new();
    let mut is_doubtful = false;
    for path in [&arguments.old].into_iter().chain(&arguments.new) {
        let mut logs = Logs::default();
        logs.add(path)?;
        is_doubtful |= logs.is_unreadable || logs.lacks_verdicts;
        steps.push((calproof::escape::line(&path.display().to_string()), Failures::of(&logs.runs)));
    }
    let compared: Vec<Vec<Changed>> =
        steps.windows(2).map(|pair| pair[0].1.compared_with(&pair[1].1)).collect();
    if compared.len() > 1 {
        println!("{}\n", drawn(trend(&steps, &compared)));
    }
    let last = compared.last().map_or(&[][..], Vec::as_slice);
    for changed in last.iter().filter(|changed| changed.change != Change::Same) {
        show(changed);
    }
    let sums = Change::ALL.map(|(change, name)| format!("{} {name}", count(last, change)));
    println!("{}", sums.join(", "));
    let is_worse = count(last, Change::Broken) + count(last, Change::New) > 0;
    Ok(if is_worse && arguments.fail_on == Some(FailOn::New) {
        Outcome::Fails
    } else if is_doubtful {
        Outcome::Inconclusive
    } else {
        Outcome::Conforms
    })
}

fn count(all: &[Changed], change: Change) -> usize {
    all.iter().filter(|changed| changed.change == change).count()
}

/// One row for each log: how many failures it has, and what changed since the one before it.
fn trend(steps: &[(String, Failures)], compared: &[Vec<Changed>]) -> Table {
    let changes = Change::ALL.iter().filter(|(change, _)| *change != Change::Same);
    let names = changes.clone().map(|(_, name)| *name);
    let head = ["log", "failures"].into_iter().chain(names).map(str::to_owned).collect();
    let row = |(place, (name, failures)): (usize, &(String, Failures))| {
        let before = place.checked_sub(1).and_then(|place| compared.get(place));
        let counts = changes.clone().map(|(change, _)| match before {
            Some(all) => count(all, *change).to_string(),
            None => "·".to_owned(),
        });
        [name.clone(), failures.count().to_string()].into_iter().chain(counts).collect()
    };
    Table { head, rows: steps.iter().enumerate().map(row).collect() }
}

fn show(Changed { change, failure, before }: &Changed) {
    let ([subject, calendar, check], finding) = (&failure.place, &failure.finding);
    println!("{}: {subject} {calendar}: {} in {check}", change.name(), finding.status);
    if let Some(before) = before {
        let finding = &before.finding;
        println!("  was:   {}: {}", finding.status, finding.id);
    }
    println!("  case:  {}", finding.id);
    println!("  why:   {}", finding.why);
    println!("  again: {}", finding.again);
}
