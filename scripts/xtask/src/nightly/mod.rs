//! The long run.

mod merge;
mod report;
mod steps;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use calproof::Shard;
use clap::Args;
use serde::{Deserialize, Serialize};

use crate::process::{Log, say};
use crate::target::make_folder;
use crate::{Exit, Outcome, text};

/// The folder with the state of a night, so that it can be resumed.
const STATE: &str = "target/nightly";

/// Fuzz all targets and adapters for hours, and write one report.
///
/// What was found before is replayed, then all fuzz targets and every installed adapter are fuzzed,
/// hostile adapters are spoken to, the threads of the registry are driven further than scripts/check
/// does, sanitizers watch, the corpora are minimised, and what was found is triaged. The report is
/// target/nightly/report.md.
///
/// Each step leaves what it found where it is kept: inputs in fuzz/corpus and fuzz/artifacts, event
/// logs and the steps that are done in target/nightly. The next run resumes one that was stopped or
/// killed, and skips the steps that are done. After a report the next run starts from scratch.
///
/// With --shard each of several machines does a part: it asks its part of the suite's cases, and does
/// those of the other steps that follow from their names; a target is fuzzed on one machine. Then one
/// machine with --merge makes whole logs of what the others left of the suite.
///
/// Exit code: 0 if nothing was found, 1 if something was, 2 if inconclusive.
#[derive(Args)]
pub struct NightlyArguments {
    /// How long to fuzz in all, as 90s, 10m or 8h.
    #[arg(long, default_value = "4h", value_parser = seconds)]
    time: u64,
    /// How many processes fuzz a target.
    #[arg(long, value_name = "N", default_value_t = cores())]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=999))]
    workers: u32,
    /// Do only part I of N, as in 2/3, for one of N machines.
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,
    /// Do none of this: merge the logs that shards left in folders of this folder.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["shard", "time", "workers", "afresh"])]
    merge: Option<PathBuf>,
    /// Start from scratch, even if the last run was stopped.
    #[arg(long)]
    afresh: bool,
}

fn cores() -> u32 {
    thread::available_parallelism().map_or(1, |cores| cores.get() as u32)
}

/// Reads a time in seconds, minutes or hours, as a number of seconds.
fn seconds(text: &str) -> Result<u64, String> {
    let units = [("s", 1), ("m", 60), ("h", 3600), ("", 1)];
    let parts = units.iter().find_map(|(unit, each)| Some((text.strip_suffix(unit)?, each)));
    let number = parts.and_then(|(digits, each)| Some((digits.parse::<u32>().ok()?, each)));
    match number {
        Some((number @ 1..1_000_000, each)) => Ok(u64::from(number) * each),
        _ => Err("expected a time such as 90s, 10m or 8h".to_owned()),
    }
}

pub fn run(arguments: &NightlyArguments) -> Outcome {
    if let Some(folder) = &arguments.merge {
        return merge::run(folder);
    }
    begin(Path::new(STATE), arguments.afresh)?;
    let mut night = Night::new(arguments)?;
    steps::run(&mut night)?;
    let report = night.report()?;
    write(&state("report.md"), &report)?;
    say(report);
    Ok(night.exit())
}

/// The path of a file of the night.
fn state(name: &str) -> PathBuf {
    Path::new(STATE).join(name)
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// Resumes a night that was stopped. Discards one that has ended, except for its coverage.
fn begin(folder: &Path, afresh: bool) -> Result<(), String> {
    if folder.is_dir() && (afresh || folder.join("report.md").exists()) {
        let last = fs::read_to_string(folder.join(report::COVERAGE)).ok();
        let problem = |error: io::Error| format!("{}: {error}", folder.display());
        fs::remove_dir_all(folder).map_err(problem)?;
        make_folder(folder)?;
        if let Some(last) = last {
            write(&folder.join(report::COVERAGE_BEFORE), &last)?;
        }
    }
    make_folder(folder)
}

/// The result of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Done {
    code: i32,
    seconds: u64,
}

/// The steps of a night, each done once.
struct Night {
    /// The time for fuzzing, in seconds.
    time: u64,
    workers: u32,
    /// The part to do; `None` for everything.
    shard: Option<Shard>,
    /// Different each night, so that nights add up. It is recorded in the event logs.
    seed: String,
    steps: Vec<(String, Done)>,
}

impl Night {
    fn new(arguments: &NightlyArguments) -> Result<Night, String> {
        let file = state("seed");
        if !file.exists() {
            let now = SystemTime::now().duration_since(UNIX_EPOCH);
            write(&file, &now.map_or(0, |now| now.as_secs()).to_string())?;
        }
        let seed = fs::read_to_string(&file);
        let seed = seed.map_err(|error| format!("{}: {error}", file.display()))?;
        let NightlyArguments { time, workers, shard, .. } = *arguments;
        Ok(Night { time, workers, shard, seed, steps: Vec::new() })
    }

    /// Whether the step with this name belongs to this machine's shard.
    fn has(&self, name: &str) -> bool {
        self.shard.is_none_or(|shard| shard.has(name))
    }

    /// Does the step if it belongs to this machine's shard.
    fn own_step(&mut self, name: &str, work: impl FnOnce(&Log) -> i32) -> Result<(), String> {
        if self.has(name) { self.step(name, work).map(|_| ()) } else { Ok(()) }
    }

    /// Does the step, unless it is done already, and returns its exit code. A failure does not stop
    /// the night.
    fn step(&mut self, name: &str, work: impl FnOnce(&Log) -> i32) -> Result<i32, String> {
        let file = state(&format!("{name}.done"));
        // If the process was killed while writing this file, the step is not done.
        let before = fs::read(&file).ok().and_then(|text| serde_json::from_slice(&text).ok());
        let done = if let Some(done) = before {
            done
        } else {
            let done = do_step(name, work)?;
            let text = serde_json::to_string(&done).map_err(|error| error.to_string())?;
            write(&file, &text)?;
            done
        };
        self.steps.push((name.to_owned(), done));
        say(format_args!("{name}: exit code {}, {} s", done.code, done.seconds));
        Ok(done.code)
    }

    /// Targets continue after a failing input; triage reports it.
    fn exit(&self) -> Exit {
        let ended = |codes: &[i32]| self.steps.iter().any(|(_, done)| codes.contains(&done.code));
        if ended(&[1, 77]) {
            Exit::Failed
        } else if self.steps.iter().any(|(_, done)| done.code != 0) {
            Exit::Inconclusive
        } else {
            Exit::Passed
        }
    }

    fn report(&self) -> Result<String, String> {
        let shard = self.shard.map(|shard| format!(", shard {shard}")).unwrap_or_default();
        let Night { seed, workers, .. } = self;
        let mut text = format!("# The night\n\nSeed {seed}, {workers} workers{shard}.\n\n");
        text += "| step | exit code | seconds | |\n|---|--:|--:|---|\n";
        text.extend(self.steps.iter().map(|(name, Done { code, seconds })| {
            let reported = report::reported(name, &log_of(name));
            format!("| {name} | {code} | {seconds} | {reported} |\n")
        }));
        text += "\n## Coverage, by the tests and by each fuzz target\n\n";
        text += &report::coverage()?;
        let found = log_of("triage");
        Ok(text + &format!("\n## What was found\n\n```text\n{}\n```\n", found.trim()))
    }
}

fn do_step(name: &str, work: impl FnOnce(&Log) -> i32) -> Result<Done, String> {
    let file = state(&format!("{name}.log"));
    let log = File::create(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let began = Instant::now();
    let code = work(&Log::new(log));
    Ok(Done { code, seconds: began.elapsed().as_secs() })
}

/// The log of a step; empty if it cannot be read.
fn log_of(name: &str) -> String {
    let bytes = fs::read(state(&format!("{name}.log"))).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The end of a step's log.
fn tail_of(name: &str) -> String {
    text::tail(&log_of(name), 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_seconds_minutes_or_hours() {
        for (text, time) in [("90", 90), ("90s", 90), ("10m", 600), ("8h", 28_800)] {
            assert_eq!(seconds(text), Ok(time));
        }
        for text in ["", "s", "0", "0h", "-1s", "1d", "1.5h", "1 h", "1000000", "9999999999s"] {
            assert!(seconds(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_night_that_was_stopped_is_resumed_and_one_that_has_ended_is_not() {
        let scratch = tempfile::tempdir().unwrap();
        let folder = scratch.path().join("nightly");
        let file = |name: &str| folder.join(name);
        begin(&folder, false).unwrap();
        for name in ["loom.done", report::COVERAGE] {
            fs::write(file(name), name).unwrap();
        }
        begin(&folder, false).unwrap();
        assert!(file("loom.done").exists());
        fs::write(file("report.md"), "").unwrap();
        begin(&folder, false).unwrap();
        assert!(!file("loom.done").exists() && !file("report.md").exists());
        let before = fs::read_to_string(file(report::COVERAGE_BEFORE)).unwrap();
        assert_eq!(before, report::COVERAGE);
        fs::write(file("loom.done"), "").unwrap();
        begin(&folder, true).unwrap();
        assert!(!file("loom.done").exists());
    }

    #[test]
    fn a_night_fails_if_a_step_found_something() {
        let night = |codes: &[i32]| {
            let step = |&code: &i32| ("step".to_owned(), Done { code, seconds: 1 });
            let steps = codes.iter().map(step).collect();
            Night { time: 1, workers: 1, shard: None, seed: "1".to_owned(), steps }.exit()
        };
        assert_eq!(night(&[0, 0]), Exit::Passed);
        assert_eq!(night(&[0, 2, -9]), Exit::Inconclusive);
        assert_eq!(night(&[2, 1]), Exit::Failed);
        assert_eq!(night(&[0, 77]), Exit::Failed);
    }
}
