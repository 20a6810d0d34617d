//! The steps of a night.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use super::{Night, STATE, state, tail_of};
use crate::coverage::{SUMMARY, files_below};
use crate::process::{self, Log, command};
use crate::target::{self, Target, make_folder};

const CALPROOF: &str = "target/release/calproof";

/// The inputs on which fuzz targets failed.
const ARTIFACTS: &str = "fuzz/artifacts";

/// Options with which a target continues after a failing input.
const GO_ON: [&str; 3] = ["-ignore_crashes=1", "-ignore_timeouts=1", "-ignore_ooms=1"];

pub fn run(night: &mut Night) -> Result<(), String> {
    // The build is never skipped: a night may be resumed with other code, or on another machine.
    let _ = fs::remove_file(state("build.done"));
    if night.step("build", build)? != 0 {
        eprintln!("{}", tail_of("build"));
        return Err("it does not build; see target/nightly/build.log".to_owned());
    }
    fuzz(night)?;
    let hostile = hostile(night);
    night.own_step("hostile", |log| match log.run(hostile) {
        // A test failed.
        101 => 1,
        code => code,
    })?;
    night.own_step("generated", generated)?;
    night.own_step("loom", |log| log.run(deep("scripts/loom")))?;
    night.own_step("shuttle", |log| log.run(deep("scripts/shuttle")))?;
    night.own_step("tsan", |log| log.run(command("scripts/tsan")))?;
    night.own_step("sanitized", |log| {
        // Our code is safe, but not all of its dependencies are.
        worst(target::seeded().into_iter().map(|target| log.run(target.sanitized())))
    })?;
    night.own_step("clusterfuzzlite", |log| {
        let mut command = process::xtask("clusterfuzzlite");
        command.env("SANITIZER", "address");
        log.run(command)
    })?;
    let targets = own_targets(night);
    night.step("minimised", |log| {
        let minimised = |target: Target| {
            let mut command = target.cargo_fuzz("cmin");
            command.arg(target.corpus());
            log.run(command)
        };
        worst(targets.into_iter().map(minimised))
    })?;
    if !night.has("coverage") {
        // An old summary would be taken for this night's.
        let _ = fs::remove_file(SUMMARY);
    }
    night.own_step("coverage", |log| {
        // An old summary would be taken for this night's.
        let _ = fs::remove_file(SUMMARY);
        let mut command = process::xtask("coverage");
        command.arg("--demand");
        log.run(command)
    })?;
    night.step("triage", |log| log.run(triage()))?;
    Ok(())
}

/// The targets that this machine fuzzes.
fn own_targets(night: &Night) -> Vec<Target> {
    let mut targets = target::all();
    targets.retain(|target| night.has(&format!("target-{target}")));
    targets
}

/// The most severe exit code.
fn worst(codes: impl Iterator<Item = i32>) -> i32 {
    codes.max().unwrap_or(0)
}

/// Whether the generated files are up to date, with the atlas pages of all calendars.
fn generated(log: &Log) -> i32 {
    let mut command = process::xtask("generate");
    command.arg("--check");
    log.run(command)
}

/// A script that runs threads, with the bounds for nightly runs.
fn deep(script: &str) -> Command {
    let mut command = command(script);
    command.arg("--deep");
    command
}

/// Conversations with hostile adapters, different each night.
fn hostile(night: &Night) -> Command {
    // A short night has less time.
    let count = if night.time >= 3600 { "10000" } else { "300" };
    let mut command = command("cargo");
    command.args(["test", "--locked", "--release", "-p", "calproof-cli", "--test", "hostile"]);
    command.env("CALPROOF_HOSTILE_SEED", &night.seed).env("CALPROOF_HOSTILE_COUNT", count);
    command
}

/// Builds everything that a night needs, up to the first failure.
fn build(log: &Log) -> i32 {
    let mut calproof = command("cargo");
    calproof.args(["build", "--locked", "--release", "-p", "calproof-cli"]);
    let before = [command("scripts/setup"), calproof, command("scripts/adapters")];
    let targets = target::all().into_iter().map(|target| target.cargo_fuzz("build"));
    let codes = before.into_iter().chain(targets).map(|command| log.run(command));
    codes.into_iter().find(|code| *code != 0).unwrap_or(0)
}

/// The suite on every subject, then each target and each adapter of this machine's shard for its
/// share of the time.
fn fuzz(night: &mut Night) -> Result<(), String> {
    let (targets, adapters) = (own_targets(night), adapters()?);
    let mut fuzzed = adapters.clone();
    fuzzed.retain(|name| night.has(&format!("adapter-{name}")));
    let each = (night.time / (targets.len() + fuzzed.len()).max(1) as u64).max(1);
    // A short night has less time.
    let budget = if night.time >= 3600 { "nightly" } else { "ci" };
    let shard = night.shard.map(|shard| shard.to_string());
    let suite = |budget: &str, report: &str| {
        let mut command = command(CALPROOF);
        command.args(["run", "--exhaustive", "--budget", budget, "--report"]).arg(state(report));
        command.args(shard.iter().flat_map(|shard| ["--shard", shard]));
        command
    };
    night.step("suite", |log| log.run(suite(budget, "suite")))?;
    for name in &adapters {
        let step = format!("suite-{name}");
        night.step(&step, |log| {
            let mut command = suite("ci", &step);
            command.args(["--adapter", name]);
            log.run(command)
        })?;
    }
    let (workers, seed) = (night.workers, night.seed.clone());
    for target in targets {
        night.step(&format!("target-{target}"), |log| {
            log.run_prepared(fuzz_target(target, each, workers))
        })?;
    }
    for name in &fuzzed {
        night.step(&format!("adapter-{name}"), |log| log.run(fuzz_adapter(name, each, &seed)))?;
    }
    Ok(())
}

/// Runs a target in child processes, so that a crash does not end the run.
fn fuzz_target(target: Target, time: u64, workers: u32) -> Result<Command, String> {
    let (corpus, seeds) = (target.corpus(), state("seeds").join(target.name()));
    make_folder(&corpus)?;
    target.write_seeds(&seeds)?;
    let mut command = target.cargo_fuzz("run");
    command.args([corpus, seeds]).arg("--").arg(format!("-fork={workers}")).args(GO_ON);
    command.args(target.options()).arg(target.keep_artifacts()?);
    command.arg(format!("-max_total_time={time}"));
    Ok(command)
}

/// Each attempt has its own event log, so that findings of a killed attempt are triaged too.
fn fuzz_adapter(name: &str, time: u64, seed: &str) -> Command {
    let tries = (1..).map(|number| state(&format!("fuzz-{name}-{number}")));
    let report = tries.into_iter().find(|folder| !folder.exists());
    let mut command = command(CALPROOF);
    command.args(["fuzz", name, "--time", &format!("{time}s"), "--seed", seed]);
    command.arg("--report").args(report);
    command
}

/// A row of `calproof list adapters`.
#[derive(Deserialize)]
struct Row {
    adapter: String,
}

/// The built-in subjects, and those of the other adapters that are built.
fn adapters() -> Result<Vec<String>, String> {
    let mut list = command(CALPROOF);
    list.args(["list", "adapters", "--format", "json"]);
    let rows: Vec<Row> = serde_json::from_str(&process::output(list)?)
        .map_err(|error| format!("{CALPROOF} lists what cannot be read: {error}"))?;
    let not_built = not_built(Path::new("conformance/adapters"), Path::new("target/adapters"))?;
    Ok(rows.into_iter().map(|row| row.adapter).filter(|name| !not_built.contains(name)).collect())
}

/// The subjects in a calproof.toml.
#[derive(Deserialize)]
struct ProjectFile {
    subject: toml::Table,
}

/// The subjects in folders of `adapters` that need a build and have none in `built`.
fn not_built(adapters: &Path, built: &Path) -> Result<BTreeSet<String>, String> {
    let mut subjects = BTreeSet::new();
    for file in files_below(adapters) {
        let folder = file.parent().unwrap_or(adapters);
        let is_built = folder.file_name().is_some_and(|name| {
            fs::read_dir(built.join(name)).is_ok_and(|mut files| files.next().is_some())
        });
        if file.file_name() != Some(OsStr::new("calproof.toml")) || is_built {
            continue;
        }
        if folder.join("build").exists() {
            let text = fs::read_to_string(&file).map_err(|error| error.to_string());
            let project: ProjectFile = text
                .and_then(|text| toml::from_str(&text).map_err(|error| error.to_string()))
                .map_err(|why| format!("{}: {why}", file.display()))?;
            subjects.extend(project.subject.into_iter().map(|(name, _)| name));
        }
    }
    Ok(subjects)
}

/// Triages everything that was found. An empty folder would be an error.
fn triage() -> Command {
    let found = !files_below(Path::new(ARTIFACTS)).is_empty();
    let is_log = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "jsonl");
    // Logs are in the folders of the steps, not in subfolders.
    let mut logs: Vec<PathBuf> = files_below(Path::new(STATE)).into_iter().filter(is_log).collect();
    logs.sort();
    let mut command = command(CALPROOF);
    command.arg("triage").args(found.then_some(ARTIFACTS)).args(logs);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder may have several subjects, all with names other than its own.
    #[test]
    fn the_subjects_of_a_folder_that_is_not_built_are_left_out() {
        let scratch = tempfile::tempdir().unwrap();
        let (adapters, built) = (scratch.path().join("adapters"), scratch.path().join("built"));
        let folders = [
            ("both", "[subject.one]\ncommand = []\n[subject.two]", true),
            ("done", "[subject.three]", true),
            ("plain", "[subject.four]", false),
        ];
        for (name, project, has_build) in folders {
            fs::create_dir_all(adapters.join(name)).unwrap();
            fs::write(adapters.join(name).join("calproof.toml"), project).unwrap();
            if has_build {
                fs::write(adapters.join(name).join("build"), "").unwrap();
            }
        }
        fs::create_dir_all(built.join("both")).unwrap(); // A failed build leaves it empty.
        fs::create_dir_all(built.join("done/bin")).unwrap();
        let missing: Vec<String> = not_built(&adapters, &built).unwrap().into_iter().collect();
        assert_eq!(missing, ["one", "two"]);
        fs::write(adapters.join("both/calproof.toml"), "subject").unwrap();
        let why = not_built(&adapters, &built).unwrap_err();
        assert!(why.contains("both/calproof.toml"), "{why}");
    }
}
