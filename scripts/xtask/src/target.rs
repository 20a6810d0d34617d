//! The fuzz targets: how each is built, and within which limits it runs. Every command that fuzzes
//! uses these definitions.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::builder::{PossibleValuesParser, TypedValueParser};

pub use crate::fuzz_targets::BUILD_FLAGS;
use crate::fuzz_targets::{self, POPULATION_RUSTFLAGS, TARGETS, seeds};
use crate::{process, root, text};

/// The time limit for an input, in seconds. libFuzzer's own limit, 20 minutes, would miss a cost
/// that grows with the input. Its memory limit, 2 GiB, is kept.
const TIMEOUT: u32 = 5;

/// As [`TIMEOUT`], but under a sanitizer, where everything takes longer.
const TIMEOUT_SANITIZED: u32 = 60;

/// The number of runs that show that a target works, or that it is silent.
pub const SMOKE_RUNS: u64 = 20_000;

/// The target for the order of threads. It is built separately, and has no seeds and no dictionary.
pub const POPULATION: Target = Target(fuzz_targets::POPULATION);

/// A target that does nothing, for comparison; it is not listed among the others.
pub const EMPTY: Target = Target("empty");

/// A fuzz target, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target(&'static str);

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// The targets that have seeds and a dictionary.
pub fn seeded() -> Vec<Target> {
    TARGETS.iter().map(|target| Target(target.name)).collect()
}

/// All targets.
pub fn all() -> Vec<Target> {
    [seeded(), vec![POPULATION]].concat()
}

/// The target of this name.
pub fn by_name(name: &str) -> Option<Target> {
    all().into_iter().find(|target| target.0 == name)
}

/// `asked`; `others` if it is empty.
pub fn or(asked: &[Target], others: Vec<Target>) -> Vec<Target> {
    if asked.is_empty() { others } else { asked.to_vec() }
}

/// Reads an argument that names one of these targets.
pub fn parser(targets: &[Target]) -> impl TypedValueParser<Value = Target> + use<> {
    let names = targets.iter().map(|target| target.0);
    PossibleValuesParser::new(names)
        .try_map(|name| by_name(&name).ok_or_else(|| format!("there is no target {name}")))
}

/// Builds the targets, and returns the path of each program.
pub fn build(targets: &[Target]) -> Result<Vec<PathBuf>, String> {
    let version = ["fuzz", "--version"];
    let mut cargo = process::command("cargo");
    cargo.args(version);
    if process::capture(cargo, false)?.code != 0 {
        return Err("cargo-fuzz is missing; run scripts/setup".to_owned());
    }
    let host = host()?;
    let build = |target: &Target| {
        if process::pass(target.cargo_fuzz("build"))? != 0 {
            return Err(format!("{target} does not compile"));
        }
        Ok(target.build_folder().join(&host).join("release").join(target.0))
    };
    targets.iter().map(build).collect()
}

/// The target triple of this machine.
pub fn host() -> Result<String, String> {
    let answered = rustc_version()?;
    text::after(&answered, "host: ").map(str::to_owned).ok_or("rustc names no host".to_owned())
}

/// The output of `rustc -vV`.
pub fn rustc_version() -> Result<String, String> {
    let mut rustc = process::command("rustc");
    rustc.arg("-vV");
    process::output(rustc)
}

impl Target {
    pub fn name(self) -> &'static str {
        self.0
    }

    /// Whether it has seeds and a dictionary.
    pub fn is_seeded(self) -> bool {
        seeded().contains(&self)
    }

    /// `cargo fuzz` with this verb on the target; the caller can add arguments.
    pub fn cargo_fuzz(self, verb: &str) -> Command {
        let folder = match self {
            POPULATION | EMPTY => format!("fuzz/{self}"),
            _ => "fuzz".to_owned(),
        };
        let mut command = process::command("cargo");
        command.args(["fuzz", verb, "--fuzz-dir", &folder]).args(BUILD_FLAGS).arg(self.0);
        if !self.rust_flags().is_empty() {
            command.env("RUSTFLAGS", self.rust_flags());
        }
        command.env("CARGO_TARGET_DIR", self.build_folder());
        command
    }

    /// The compiler flags that its code depends on; may be empty.
    pub fn rust_flags(self) -> &'static str {
        if self == POPULATION { POPULATION_RUSTFLAGS } else { "" }
    }

    /// The target folder. If instrumented code shared a target folder with other builds, each
    /// switch would rebuild everything.
    fn build_folder(self) -> PathBuf {
        let folder = root().join("fuzz/target");
        if self == POPULATION { folder.join("shuttle") } else { folder }
    }

    /// The target under `AddressSanitizer`, once on each input of its corpus.
    pub fn sanitized(self) -> Command {
        let mut command = process::command("cargo");
        command.args(["fuzz", "run", "--fuzz-dir", "fuzz", "--sanitizer", "address", self.0]);
        command.arg(self.corpus()).args(["--", "-runs=0"]);
        command.arg(format!("-timeout={TIMEOUT_SANITIZED}"));
        // Sanitizers are meant for nightly toolchains, but a stable one has them too.
        command
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", root().join("target/sanitized"));
        command
    }

    /// The options of libFuzzer that limit an input.
    pub fn limits(self) -> [String; 2] {
        [format!("-timeout={TIMEOUT}"), format!("-max_len={}", self.longest())]
    }

    /// The options of libFuzzer that the target always runs with: its limits and its dictionary.
    pub fn options(self) -> Vec<String> {
        let dictionary = self.dictionary().map(|file| format!("-dict={}", file.display()));
        self.limits().into_iter().chain(dictionary).collect()
    }

    /// The same options as a file for the runner of `ClusterFuzzLite`, which has the dictionary
    /// beside the target.
    pub fn options_file(self) -> String {
        let (longest, name) = (self.longest(), self.0);
        format!("[libfuzzer]\nmax_len = {longest}\ntimeout = {TIMEOUT}\ndict = {name}.dict\n")
    }

    /// The maximum length of an input, in bytes. The schedule of [`POPULATION`] is as short as
    /// samples are.
    fn longest(self) -> u32 {
        fuzz_targets::by_name(self.0).map_or(fuzz_targets::SHORT, |target| target.longest)
    }

    fn dictionary(self) -> Option<PathBuf> {
        self.is_seeded().then(|| Path::new("fuzz/dictionaries").join(format!("{self}.dict")))
    }

    /// The folder of inputs that fuzzing has found so far.
    pub fn corpus(self) -> PathBuf {
        root().join("fuzz/corpus").join(self.0)
    }

    /// The option of libFuzzer that sets the folder for failing inputs; creates the folder.
    pub fn keep_artifacts(self) -> Result<String, String> {
        let folder = root().join("fuzz/artifacts").join(self.0);
        make_folder(&folder)?;
        Ok(format!("-artifact_prefix={}/", folder.display()))
    }

    /// Writes the seeds of the target into the folder, which is created if necessary.
    pub fn write_seeds(self, folder: &Path) -> Result<(), String> {
        if !self.is_seeded() {
            return make_folder(folder);
        }
        // A broken seed does not affect others; a test of the suite fails on it.
        let seeds = seeds::write(self.0, folder)?;
        seeds.broken.iter().for_each(|error| eprintln!("xtask: {error}"));
        Ok(())
    }
}

/// Creates the folder and its missing parents.
pub fn make_folder(folder: &Path) -> Result<(), String> {
    let problem = |error: io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(folder).map_err(problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The list by which cargo builds.
    #[derive(serde::Deserialize)]
    struct Manifest {
        bin: Vec<Binary>,
    }

    #[derive(serde::Deserialize)]
    struct Binary {
        name: String,
    }

    #[test]
    fn the_listed_targets_are_those_that_cargo_builds() {
        let text = fs::read_to_string(root().join("fuzz/Cargo.toml")).unwrap();
        let built = toml::from_str::<Manifest>(&text).unwrap().bin;
        let built: Vec<&str> = built.iter().map(|binary| binary.name.as_str()).collect();
        let listed: Vec<&str> = seeded().iter().map(|target| target.name()).collect();
        assert_eq!(listed, built);
    }

    /// Input beyond the limit is cut off, and would be another input.
    #[test]
    fn every_seed_is_within_the_limit_of_its_target() {
        for target in seeded() {
            for (name, bytes) in seeds::of(target.name()).unwrap().good {
                assert!(bytes.len() <= target.longest() as usize, "{target}/{name}");
            }
        }
    }

    #[test]
    fn options_are_the_limits_and_the_dictionary() {
        let options = |name| by_name(name).unwrap().options().join(" ");
        let dictionary = "-dict=fuzz/dictionaries";
        assert_eq!(options("wire"), format!("-timeout=5 -max_len=4096 {dictionary}/wire.dict"));
        let registration = format!("-timeout=5 -max_len=512 {dictionary}/registration.dict");
        assert_eq!(options("registration"), registration);
        assert_eq!(options("population"), "-timeout=5 -max_len=512");
        let file = by_name("wire").unwrap().options_file();
        assert_eq!(file, "[libfuzzer]\nmax_len = 4096\ntimeout = 5\ndict = wire.dict\n");
    }

    #[test]
    fn population_is_a_build_of_its_own() {
        let line = process::line(&POPULATION.cargo_fuzz("build"));
        assert_eq!(
            line,
            "cargo fuzz build --fuzz-dir fuzz/population --sanitizer none --no-trace-compares \
             population"
        );
        let settings = |target: Target| {
            let command = target.cargo_fuzz("build");
            command.get_envs().filter(|(name, _)| *name == "RUSTFLAGS").count()
        };
        assert_eq!(settings(POPULATION), 1);
        assert!(seeded().into_iter().all(|target| settings(target) == 0));
    }
}
