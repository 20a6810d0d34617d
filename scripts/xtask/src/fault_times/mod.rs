//! How long the fuzz targets take to find the planted faults.

mod table;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use clap::builder::RangedU64ValueParser;

use crate::fuzz_targets::{self, FoundBy};
use crate::process::{self, Ran, say, scratch};
use crate::target::{self, POPULATION, SMOKE_RUNS, Target};
use crate::{Exit, Outcome, text};

/// The committed table, and the settings for it.
const TABLE: &str = "fuzz/fault-times.md";
const SEEDS: u32 = 5;
const LIMIT: u32 = 60;

/// The time limit on a twin, in seconds.
const TWIN_LIMIT: u32 = 5;

/// The environment variables that plant a fault: in place of what a target judges, and in the
/// registry itself.
const SUBJECT: &str = "CALPROOF_FUZZ_SUBJECT";
const PLANTED: &str = "CALPROOF_PLANTED";

/// The exit codes with which libFuzzer reports a panic, and an input that takes too long.
const FOUND: [i32; 2] = [77, 70];

/// Measure how long the fuzz targets take to find the faults that are planted to prove them.
///
/// Each target that a fault names as one that finds it starts from nothing, without seeds and with
/// an empty corpus, but with its dictionary and its mutator, once for each seed of its random
/// numbers. Then it runs on the fault's benign twin, for 20,000 runs or 5 seconds, and has to be
/// silent; `population`, whose faults are planted in the registry, on the registry as it is.
///
/// Without any of these options it writes fuzz/fault-times.md.
///
/// Exit code: 0 if all were found, half of the times at least, and no twin was blamed; 1 if not; 2 if inconclusive.
#[derive(Args)]
pub struct FaultTimesArguments {
    /// How many seeds there are: from 1 on.
    #[arg(long, value_name = "N", default_value_t = SEEDS, value_parser = positive())]
    seeds: u32,
    /// How many seconds each search takes at most.
    #[arg(long, value_name = "SECONDS", default_value_t = LIMIT, value_parser = positive())]
    limit: u32,
    /// Run on the twins only.
    #[arg(long)]
    twins: bool,
    /// The faults, whose times are only shown; all, if none is named.
    #[arg(value_name = "FAULT")]
    faults: Vec<String>,
}

/// Reads a whole number from 1 to 9999.
pub fn positive() -> RangedU64ValueParser<u32> {
    RangedU64ValueParser::new().range(1..=9999)
}

/// A fault and a target that has to find it.
struct Pair {
    fault: &'static str,
    target: Target,
}

pub fn run(arguments: &FaultTimesArguments) -> Outcome {
    let pairs = asked(pairs()?, &arguments.faults)?;
    let mut targets: Vec<Target> = pairs.iter().map(|pair| pair.target).collect();
    targets.sort();
    targets.dedup();
    let programs: BTreeMap<Target, PathBuf> =
        targets.iter().copied().zip(target::build(&targets)?).collect();
    let (mut rows, mut blamed) = (Vec::new(), 0);
    for pair in &pairs {
        let program = &programs[&pair.target];
        if !arguments.twins {
            let row = Row::measure(program, pair, arguments)?;
            say(row.shown());
            rows.push(row);
        }
        if !is_silent(program, pair)? {
            blamed += 1;
            say(format_args!("{} blames twin/{}", pair.target, pair.fault));
        }
    }
    let is_whole = arguments.faults.is_empty() && !arguments.twins;
    if is_whole && blamed == 0 && (arguments.seeds, arguments.limit) == (SEEDS, LIMIT) {
        let written = fs::write(TABLE, table::table(&rows));
        written.map_err(|error| format!("{TABLE}: {error}"))?;
    }
    let missed = rows.iter().filter(|row| !row.is_found()).count();
    say(format_args!(
        "fault-times: of {} times that a fault is due, {missed} missed; of {} twins, {blamed} \
         blamed",
        rows.len(),
        pairs.len()
    ));
    Ok(Exit::failed_if(missed + blamed > 0))
}

/// Each fault with each target that has to find it.
fn pairs() -> Result<Vec<Pair>, String> {
    let mut pairs = Vec::new();
    for (fault, found_by) in fuzz_targets::found_by() {
        let FoundBy::Targets(names) = found_by else { continue };
        for name in names {
            let target = target::by_name(name);
            let target = target.ok_or_else(|| format!("{fault}: there is no target {name}"))?;
            pairs.push(Pair { fault, target });
        }
    }
    Ok(pairs)
}

/// The pairs of these faults, in the order of `faults`; all if it is empty.
fn asked(pairs: Vec<Pair>, faults: &[String]) -> Result<Vec<Pair>, String> {
    let is_found = |fault: &&String| pairs.iter().any(|pair| pair.fault == **fault);
    if let Some(strange) = faults.iter().find(|fault| !is_found(fault)) {
        return Err(format!("no target is expected to find {strange}; {TABLE} has the faults"));
    }
    if faults.is_empty() {
        return Ok(pairs);
    }
    let place = |pair: &Pair| faults.iter().position(|fault| *fault == pair.fault);
    let mut asked: Vec<Pair> = pairs.into_iter().filter(|pair| place(pair).is_some()).collect();
    asked.sort_by_key(place);
    Ok(asked)
}

/// The effort of finding a fault once.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Time {
    executions: u64,
    duration: Duration,
}

/// The effort of one target to find one fault, from each seed; `None` if it did not find it.
struct Row {
    fault: &'static str,
    target: Target,
    times: Vec<Option<Time>>,
}

impl Row {
    fn measure(
        program: &Path,
        Pair { fault, target }: &Pair,
        arguments: &FaultTimesArguments,
    ) -> Result<Row, String> {
        let search = |seed| search(program, *target, fault, seed, arguments.limit);
        let times = (1..=arguments.seeds).map(search).collect::<Result<_, _>>()?;
        Ok(Row { fault, target: *target, times })
    }

    /// Whether it was found from at least half of the seeds.
    fn is_found(&self) -> bool {
        self.median(|time| time.duration).is_some()
    }

    /// One field of the times in ascending order; times without a result come last.
    fn sorted<T: Copy + Ord>(&self, part: fn(Time) -> T) -> Vec<Option<T>> {
        let mut parts: Vec<Option<T>> = self.times.iter().map(|time| time.map(part)).collect();
        parts.sort_by_key(|part| (part.is_none(), *part));
        parts
    }

    /// The median; the lower one of two.
    fn median<T: Copy + Ord>(&self, part: fn(Time) -> T) -> Option<T> {
        let sorted = self.sorted(part);
        sorted.get(sorted.len().saturating_sub(1) / 2).copied().flatten()
    }

    /// The medians of executions and seconds, and the maximum of seconds.
    fn cells(&self) -> [String; 3] {
        let or_not = |part: Option<String>| part.unwrap_or_else(|| "not found".to_owned());
        let seconds = |duration: Duration| format!("{:.2}", duration.as_secs_f64());
        let slowest = self.sorted(|time| time.duration).last().copied().flatten();
        [
            or_not(self.median(|time| time.executions).map(text::grouped)),
            or_not(self.median(|time| time.duration).map(seconds)),
            or_not(slowest.map(seconds)),
        ]
    }

    fn shown(&self) -> String {
        let [executions, seconds, slowest] = self.cells();
        let Row { fault, target, .. } = self;
        format!("{fault:32} {target:16} {executions:>12} {seconds:>8} {slowest:>8}")
    }
}

/// Executions and time until the fault is found; `None` if it is not.
fn search(
    program: &Path,
    target: Target,
    fault: &str,
    seed: u32,
    limit: u32,
) -> Result<Option<Time>, String> {
    let options = [format!("-seed={seed}"), format!("-max_total_time={limit}")];
    let began = Instant::now();
    let Ran { code, answered } = fuzz(program, target, &format!("fault/{fault}"), &options, limit)?;
    let duration = began.elapsed();
    if code != 0 && !FOUND.contains(&code) {
        let last = text::tail(&answered, 20);
        return Err(format!("{target} on fault/{fault} ends with exit code {code}:\n{last}"));
    }
    let executions = text::number_after(&answered, "stat::number_of_executed_units: ");
    let is_found = code != 0 && duration <= Duration::from_secs(limit.into());
    Ok(executions.filter(|_| is_found).map(|executions| Time { executions, duration }))
}

/// Whether the target finds nothing in the fault's twin. Prints what it finds.
fn is_silent(program: &Path, Pair { fault, target }: &Pair) -> Result<bool, String> {
    let options = [
        "-seed=1".to_owned(),
        format!("-runs={SMOKE_RUNS}"),
        format!("-max_total_time={TWIN_LIMIT}"),
    ];
    let ran = fuzz(program, *target, &format!("twin/{fault}"), &options, TWIN_LIMIT)?;
    if ran.code != 0 {
        let panic = ran.answered.find("panicked at ").map(|at| &ran.answered[at..]);
        let panic = panic.map(|answered| answered.lines().take(2).collect::<Vec<_>>().join("\n"));
        say(panic.unwrap_or_else(|| text::tail(&ran.answered, 20)));
    }
    Ok(ran.code == 0)
}

/// Runs the target on a planted fault or twin, with an empty corpus.
fn fuzz(
    program: &Path,
    target: Target,
    subject: &str,
    options: &[String],
    limit: u32,
) -> Result<Ran, String> {
    let scratch = scratch()?;
    // If a target exceeds its own limit, `timeout` stops it and exits with 124.
    let mut command = process::command("timeout");
    command.args(["--foreground", &(limit + 30).to_string()]).arg(program);
    // Without a corpus folder the corpus is in memory, so that no file system is timed.
    command.args(target.options()).args(options).arg("-print_final_stats=1");
    command.arg(format!("-artifact_prefix={}/", scratch.path().display()));
    command.env_remove(SUBJECT).env_remove(PLANTED);
    match subject.strip_prefix("fault/") {
        _ if target != POPULATION => command.env(SUBJECT, subject),
        Some(fault) => command.env(PLANTED, fault),
        None => &mut command,
    };
    let ran = process::capture(command, false)?;
    if ran.code == 124 {
        return Err(format!("{target} on {subject} does not end"));
    }
    if ran.answered.contains(SUBJECT) {
        return Err(format!("{subject} cannot be planted in {target}"));
    }
    Ok(ran)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(times: &[Option<(u64, f64)>]) -> Row {
        let time =
            |(executions, seconds)| Time { executions, duration: Duration::from_secs_f64(seconds) };
        let times = times.iter().map(|pair| pair.map(time)).collect();
        Row { fault: "a-fault", target: POPULATION, times }
    }

    #[test]
    fn a_fault_counts_as_found_if_half_of_the_searches_find_it() {
        let often = row(&[None, Some((7000, 2.0)), Some((100, 0.5)), Some((2000, 1.0)), None]);
        assert_eq!(often.cells(), ["7,000", "2.00", "not found"]);
        assert!(often.is_found());
        let even = row(&[None, Some((1, 1.0))]);
        assert_eq!(even.cells(), ["1", "1.00", "not found"]);
        let seldom = row(&[None, Some((1, 1.0)), None]);
        assert_eq!(seldom.cells(), ["not found"; 3]);
        assert!(!seldom.is_found());
        let lesser = row(&[Some((5, 0.5)), Some((3, 0.25))]);
        assert_eq!(lesser.cells(), ["3", "0.25", "0.50"]);
    }

    #[test]
    fn faults_are_searched_in_the_order_of_the_arguments() {
        let shown = |pairs: &[Pair]| {
            let pairs = pairs.iter().map(|pair| format!("{}/{}", pair.target, pair.fault));
            pairs.collect::<Vec<_>>().join(" ")
        };
        let pair = |fault, target| Pair { fault, target: target::by_name(target).unwrap() };
        let pairs = || vec![pair("a", "agreement"), pair("a", "wire"), pair("c", "wire")];
        let named = asked(pairs(), &["c".to_owned(), "a".to_owned()]).unwrap();
        assert_eq!(shown(&named), "wire/c agreement/a wire/a");
        assert_eq!(shown(&asked(pairs(), &[]).unwrap()), shown(&pairs()));
        let refused = asked(pairs(), &["d".to_owned()]).err().unwrap();
        assert_eq!(refused, "no target is expected to find d; fuzz/fault-times.md has the faults");
        assert!(!super::pairs().unwrap().is_empty());
    }
}
