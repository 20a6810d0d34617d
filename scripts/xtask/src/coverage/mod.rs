//! Which lines the tests and each fuzz target reach.

mod llvm;
mod report;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;

use crate::process::{self, say};
use crate::target::{self, POPULATION, Target};
use crate::{Exit, Outcome, root};

use llvm::Tools;
pub use report::{Lines, Reached, SUMMARY};

/// The folder for everything that is built and written.
const OUT: &str = "target/coverage";

/// The flags of cargo-fuzz, so that libFuzzer finds its counters, and those for line counts.
const INSTRUMENTED: &str = "-Cinstrument-coverage --cfg fuzzing -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=1 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table";

/// Measure which lines the tests and the fuzz targets reach.
///
/// That is, lines of the registry, of the checks and of the rest of the suite: by the tests, and by
/// each fuzz target from its corpus (fuzz/corpus, made by cargo xtask fuzz). Both, if neither is
/// named. Files of tests do not count. What is printed is also written to
/// target/coverage/summary.json. What cannot be measured is told at the end, and stops only itself.
#[derive(Args)]
pub struct CoverageArguments {
    /// Measure the tests.
    #[arg(long)]
    tests: bool,
    /// Measure the fuzz targets.
    #[arg(long)]
    targets: bool,
    /// Fail where the tests reach fewer lines than required.
    #[arg(long)]
    demand: bool,
}

pub fn run(arguments: &CoverageArguments) -> Outcome {
    let out = root().join(OUT);
    target::make_folder(&out)?;
    let tools = Tools::find(&out)?;
    let both = arguments.tests == arguments.targets;
    let mut measured = Vec::new();
    if both || arguments.tests {
        measured.push(("tests", by_tests(&tools, &out)));
    }
    if both || arguments.targets {
        let by_target = |target: Target| (target.name(), by_target(&tools, &out, target));
        measured.extend(target::all().into_iter().map(by_target));
    }
    let (mut reached, mut unknown) = (Vec::new(), Vec::new());
    for (source, lines) in measured {
        match lines {
            Ok(lines) => reached.push((source.to_owned(), lines)),
            Err(why) => unknown.push(format!("{source}: {why}")),
        }
    }
    report::write_summary(&reached)?;
    say(report::table(&reached));
    let missed = if arguments.demand { report::missed(&reached) } else { Vec::new() };
    for line in missed.iter().chain(&unknown) {
        say(format_args!("coverage: {line}"));
    }
    let cannot_tell = !unknown.is_empty();
    Ok(if cannot_tell { Exit::Inconclusive } else { Exit::failed_if(!missed.is_empty()) })
}

/// A message of cargo. For a message about a program, its path.
#[derive(Deserialize)]
struct Message {
    executable: Option<PathBuf>,
}

/// Runs all tests, and collects the profiles of the programs that they start, too.
fn by_tests(tools: &Tools, out: &Path) -> Result<Reached, String> {
    let folder = out.join("tests");
    let test = |arguments: &[&str]| {
        let mut command = process::command("cargo");
        command.args(["test", "--locked", "--workspace", "--release"]).args(arguments);
        command.env("RUSTFLAGS", "-Cinstrument-coverage");
        command.env("CARGO_TARGET_DIR", out.join("build"));
        command.env("LLVM_PROFILE_FILE", folder.join("%16m.profraw"));
        command
    };
    clear(&test_profiles(&folder))?;
    let answered = process::output(test(&["--no-run", "--message-format=json"]))?;
    let mut programs = Vec::new();
    for line in answered.lines() {
        let message: Message = serde_json::from_str(line)
            .map_err(|error| format!("cargo writes a message that cannot be read: {error}"))?;
        programs.extend(message.executable);
    }
    let ran = process::succeed(test(&["--no-fail-fast", "--quiet"]));
    let profiles = test_profiles(&folder);
    let lines = ran.and_then(|_| tools.lines(&profiles, &programs));
    // Whatever the result, no profiles are left in the source folders.
    clear(&profiles)?;
    lines
}

/// The profiles of the tests, and of the programs that they started. Those have an environment of
/// their own and write under LLVM's default name.
fn test_profiles(folder: &Path) -> Vec<PathBuf> {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let is_ours = |path: &PathBuf| path.starts_with(folder) || name(path).starts_with("default_");
    let mut profiles = files_below(root());
    profiles.retain(|path| name(path).ends_with(".profraw") && is_ours(path));
    profiles
}

/// Runs a target once on each input of its corpus.
fn by_target(tools: &Tools, out: &Path, target: Target) -> Result<Reached, String> {
    let corpus = target.corpus();
    if fs::read_dir(&corpus).map_or(0, Iterator::count) == 0 {
        return Err(format!("it has no corpus; run cargo xtask fuzz --time 60 {target}"));
    }
    let (build, package) = match target {
        POPULATION => ("shuttle", "calproof-fuzz-population"),
        _ => ("targets", "calproof-fuzz"),
    };
    let (build, host) = (out.join(build), target::host()?);
    let mut cargo = process::command("cargo");
    cargo.args(["build", "--locked", "--quiet", "--release", "--manifest-path"]);
    cargo.args(["fuzz/Cargo.toml", "--target", &host, "--target-dir"]).arg(&build);
    cargo.args(["--package", package, "--bin", target.name()]);
    cargo.env("RUSTFLAGS", format!("{INSTRUMENTED} {}", target.rust_flags()));
    process::succeed(cargo)?;
    let folder = out.join(target.name());
    target::make_folder(&folder)?;
    clear(&files_below(&folder))?;
    let program = build.join(host).join("release").join(target.name());
    let mut run = process::command(&program);
    run.arg("-runs=0").arg(corpus).env("LLVM_PROFILE_FILE", folder.join("%m.profraw"));
    process::succeed(run)?;
    tools.lines(&files_below(&folder), &[program])
}

/// The files in the folder and in its subfolders. Folders that cannot be read are skipped, since
/// other programs may create and remove folders meanwhile.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            // Links are not followed, so that the walk ends.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    files
}

fn clear(files: &[PathBuf]) -> Result<(), String> {
    for file in files {
        fs::remove_file(file).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(())
}
