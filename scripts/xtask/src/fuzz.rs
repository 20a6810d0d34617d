//! Runs fuzz targets.

use std::path::Path;

use clap::Args;

use crate::process::{self, Ran, say, scratch};
use crate::target::{self, SMOKE_RUNS, Target};
use crate::{Exit, Outcome, root, text};

/// Run fuzz targets on stable Rust, each within its limits and with its dictionary.
///
/// Each goes on from its corpus in fuzz/corpus and its seeds, and keeps in fuzz/artifacts the
/// inputs on which it fails. The target `population`, orders of threads under shuttle, has no
/// seeds.
#[derive(Args)]
pub struct FuzzArguments {
    /// Start from the seeds alone, with a fixed seed and a fixed number of runs, so that the same
    /// code gives the same result.
    #[arg(long, conflicts_with = "time")]
    smoke: bool,
    /// How many seconds each target runs.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    time: u32,
    /// The targets; all, if none is named.
    #[arg(value_name = "TARGET", value_parser = target::parser(&target::all()))]
    targets: Vec<Target>,
}

pub fn run(arguments: &FuzzArguments) -> Outcome {
    let targets = target::or(&arguments.targets, target::all());
    target::build(&targets)?;
    let scratch = scratch()?;
    let (mut passed, mut failed) = (0, 0);
    for target in targets {
        let ran = fuzz(target, arguments, scratch.path())?;
        if arguments.smoke && ran.code != 0 {
            say(&ran.answered);
        }
        let judged = judge(target, &ran, if arguments.smoke { SMOKE_RUNS } else { 1 });
        *(if judged.is_ok() { &mut passed } else { &mut failed }) += 1;
        say(judged.unwrap_or_else(|words| words));
    }
    say(format_args!("fuzz: {passed} passed, {failed} failed"));
    Ok(Exit::failed_if(failed > 0))
}

/// Runs the target from its seeds, and from its corpus unless this is a smoke run.
fn fuzz(target: Target, arguments: &FuzzArguments, scratch: &Path) -> Result<Ran, String> {
    let seeds = scratch.join("seeds").join(target.name());
    target.write_seeds(&seeds)?;
    let corpus =
        if arguments.smoke { scratch.join("corpus").join(target.name()) } else { target.corpus() };
    target::make_folder(&corpus)?;
    let mut command = target.cargo_fuzz("run");
    command.args([&corpus, &seeds]).arg("--").args(target.options()).arg(target.keep_artifacts()?);
    if arguments.smoke {
        command.args(["-seed=1", &format!("-runs={SMOKE_RUNS}")]);
    } else {
        command.arg(format!("-max_total_time={}", arguments.time));
    }
    process::capture(command, !arguments.smoke)
}

/// Whether the target succeeded and ran as often as expected. Returns a sentence.
fn judge(target: Target, Ran { code, answered }: &Ran, expected: u64) -> Result<String, String> {
    let runs = text::number_after(answered, "Done ").unwrap_or(0);
    if *code == 0 && runs >= expected {
        return Ok(format!("{target}: ok, {runs} runs"));
    }
    let words = match code {
        0 => format!("{target}: FAILED, since it ran {runs} times and {expected} were due"),
        _ => format!("{target}: FAILED with exit code {code}"),
    };
    let artifact = answered.lines().rev().find_map(|line| line.split_once("Test unit written to "));
    Err(match artifact {
        Some((_, artifact)) => format!("{words}\n    repeat: {}", repeat(target, artifact)),
        None => words,
    })
}

/// The command with which a user repeats the run on this input.
fn repeat(target: Target, artifact: &str) -> String {
    let mut command = target.cargo_fuzz("run");
    command.arg(artifact);
    let settings = match target.rust_flags() {
        "" => String::new(),
        flags => format!("RUSTFLAGS='{flags}' "),
    };
    let folder = process::line(process::command("cd").arg(root()));
    format!("{folder} && {settings}{}", process::line(&command))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(name: &str, code: i32, answered: &str) -> Result<String, String> {
        let target = target::by_name(name).unwrap();
        judge(target, &Ran { code, answered: answered.to_owned() }, 100)
    }

    #[test]
    fn a_target_passes_if_it_succeeds_and_has_run() {
        let answered = "#100\tDONE\nDone 100 runs in 1 second(s)\n";
        assert_eq!(judged("wire", 0, answered), Ok("wire: ok, 100 runs".to_owned()));
        let few = judged("wire", 0, "Done 99 runs in 1 second(s)\n").unwrap_err();
        assert_eq!(few, "wire: FAILED, since it ran 99 times and 100 were due");
        assert_eq!(judged("wire", 1, answered).unwrap_err(), "wire: FAILED with exit code 1");
        assert!(judged("wire", 0, "").is_err());
    }

    #[test]
    fn a_failure_is_followed_by_the_command_that_repeats_it() {
        let answered = "artifact_prefix='a/'; Test unit written to a/crash-0\n";
        let words = judged("wire", 77, answered).unwrap_err();
        let expected = format!(
            "wire: FAILED with exit code 77\n    repeat: cd {} && cargo fuzz run --fuzz-dir fuzz \
             --sanitizer none --no-trace-compares wire a/crash-0",
            root().display()
        );
        assert_eq!(words, expected);
        let words = judged("population", 77, answered).unwrap_err();
        let expected =
            "&& RUSTFLAGS='--cfg calproof_shuttle' cargo fuzz run --fuzz-dir fuzz/population";
        assert!(words.contains(expected), "{words}");
    }
}
