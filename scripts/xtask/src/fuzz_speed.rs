//! Measures the speed of the fuzz targets.

use std::fs;
use std::path::Path;
use std::time::Duration;

use clap::Args;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use crate::fault_times::positive;
use crate::process::{self, Ran, say, scratch};
use crate::target::{self, EMPTY, Target};
use crate::{Exit, Outcome, text};

/// What each target counts, and how many of them are one unit of the last column.
const THINGS: [(&str, &str, f64); 2] =
    [("calendar_laws", "checks", 1.0), ("registration", "programs of 8 calls", 8.0)];

/// Measure how fast the fuzz targets are, beside one that does nothing.
///
/// Each runs on from its seeds, with its corpus in memory. Rates are those of a second of processor
/// time, so that what else runs here matters less; what a target does once, as it reads its seeds,
/// is not counted. Some targets do several things in one execution, checks or calls of a registry:
/// they are in a last column.
#[derive(Args)]
pub struct FuzzSpeedArguments {
    /// How many seconds each target runs.
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = positive())]
    time: u32,
    /// The targets; all, if none is named.
    #[arg(value_name = "TARGET", value_parser = target::parser(&target::all()))]
    targets: Vec<Target>,
}

pub fn run(arguments: &FuzzSpeedArguments) -> Outcome {
    let targets = [vec![EMPTY], target::or(&arguments.targets, target::all())].concat();
    let programs = target::build(&targets)?;
    say(format_args!("{:16} {:>12} {:>8}", "target", "executions/s", "of empty"));
    let mut empty = None;
    for (target, program) in targets.into_iter().zip(programs) {
        let Speed { rate, things } = measure(target, &program, arguments.time)?;
        let empty = *empty.get_or_insert(rate);
        let counted = THINGS.iter().find(|(name, ..)| *name == target.name()).zip(things);
        let counted = counted.map_or(String::new(), |((_, name, each), things)| {
            format!("  {} {name}/s", whole(rate * things / each))
        });
        say(format_args!("{target:16} {:>12} {:8.3}{counted}", whole(rate), rate / empty));
    }
    Ok(Exit::Passed)
}

/// A rate, rounded.
fn whole(rate: f64) -> String {
    text::grouped(rate.round() as u64)
}

/// Executions per second of processor time, and the mean number of things that each did.
struct Speed {
    rate: f64,
    things: Option<f64>,
}

fn measure(target: Target, program: &Path, limit: u32) -> Result<Speed, String> {
    let scratch = scratch()?;
    let seeds = scratch.path().join("seeds");
    target.write_seeds(&seeds)?;
    let options = [
        target.options(),
        vec!["-seed=1".to_owned(), format!("-artifact_prefix={}/", scratch.path().display())],
        seed_inputs(&seeds)?,
    ]
    .concat();
    let (_, setup) = timed(target, program, &options, "-runs=1")?;
    let (answered, seconds) =
        timed(target, program, &options, &format!("-max_total_time={limit}"))?;
    let executions: f64 =
        text::number_after(&answered, "Done ").ok_or("libFuzzer reports no runs")?;
    let rate = executions / (seconds - setup).max(0.001);
    Ok(Speed { rate, things: things(&answered) })
}

/// The option of libFuzzer for these seed files, if there are any.
fn seed_inputs(folder: &Path) -> Result<Vec<String>, String> {
    let problem = |error| format!("{}: {error}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(problem)? {
        files.push(entry.map_err(problem)?.path().display().to_string());
    }
    files.sort();
    Ok(if files.is_empty() { vec![] } else { vec![format!("-seed_inputs={}", files.join(","))] })
}

/// The output of the target, and the processor time that it takes, in seconds.
fn timed(
    target: Target,
    program: &Path,
    options: &[String],
    end: &str,
) -> Result<(String, f64), String> {
    let mut command = process::command(program);
    command.args(options).arg(end).env("CALPROOF_FUZZ_COUNT", "yes");
    command.env_remove("CALPROOF_FUZZ_SUBJECT").env_remove("CALPROOF_PLANTED");
    let before = processor_time()?;
    let Ran { code, answered } = process::capture(command, false)?;
    if code != 0 {
        let last = text::tail(&answered, 20);
        return Err(format!("{target} ends with exit code {code}:\n{last}"));
    }
    Ok((answered, processor_time()? - before))
}

/// The processor time of all child processes that have ended, in seconds.
fn processor_time() -> Result<f64, String> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| error.to_string())?;
    let time = usage.user_time() + usage.system_time();
    Ok(Duration::from_micros(time.num_microseconds().unsigned_abs()).as_secs_f64())
}

/// How many things an execution did on average, by the last line `did N things in M executions`.
fn things(answered: &str) -> Option<f64> {
    let mut words = text::after(answered, "did ")?.split(' ');
    let done: f64 = words.next()?.parse().ok()?;
    let executions: f64 = words.nth(2)?.parse().ok()?;
    Some(done / executions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_read_from_the_last_line() {
        let answered =
            "did 10 things in 1000 executions\ndid 5000 things in 2000 executions\nDone 1";
        assert_eq!(things(answered), Some(2.5));
        assert_eq!(things("Done 1 runs"), None);
        assert_eq!(things("did nothing"), None);
    }

    #[test]
    fn processor_time_is_that_of_child_processes() {
        let before = processor_time().unwrap();
        let mut busy = process::command("sh");
        busy.args(["-c", "i=0; while [ $i -lt 50000 ]; do i=$((i + 1)); done"]);
        process::succeed(busy).unwrap();
        assert!(processor_time().unwrap() > before);
    }
}
