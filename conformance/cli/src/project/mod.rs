//! `calproof.toml`: which subjects a project has, and how they are run. The file is looked for in a
//! folder and those above it. This module reads the file itself; the files that it names are read
//! by the modules that need them.

mod file;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::Duration;

use calproof::level::Level;
use calproof::spec::FileError;
use semver::VersionReq;

/// The file's name.
pub const FILE: &str = "calproof.toml";

/// The contents of a `calproof.toml`.
#[derive(Clone, Debug)]
pub struct Project {
    /// The path of the file, as messages show it.
    pub file: String,
    /// The folder of the file.
    pub folder: PathBuf,
    /// The subjects, in the order of their names.
    pub subjects: Vec<Entry>,
    /// Settings of a run that the command line does not give.
    pub run: RunSettings,
}

/// A subject: how it is started, and the files that belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name on the command line.
    pub name: String,
    /// The program and its arguments.
    pub command: Vec<String>,
    /// The folder in which it runs.
    pub folder: PathBuf,
    /// What must be installed to run it, in words.
    pub needs: Option<String>,
    /// The commands that install what it needs.
    pub install: Vec<Vec<String>>,
    /// The command that builds it.
    pub build: Option<Vec<String>>,
    /// The deadline for its hello line, if given.
    pub start: Option<Duration>,
    /// The deadline for an answer, if given.
    pub answer: Option<Duration>,
    /// How many processes may run at once, if given.
    pub processes: Option<usize>,
    /// How often it may be restarted after a failure, if given.
    pub restarts: Option<u32>,
    /// What each of its processes may use, together with its descendants.
    pub limits: Limits,
    /// Variables added to its environment.
    pub environment: Vec<(String, String)>,
    /// Subjects and families of subjects with which it shares code, data or authors.
    pub lineage: Vec<String>,
    /// The versions of the library for which its files are written.
    pub version: Option<VersionReq>,
    /// The list of its known failures, if there is one.
    pub known_failures: Option<PathBuf>,
    /// Files of calendars that calproof does not have.
    pub vectors: Vec<PathBuf>,
    /// Folders with regressions of its own.
    pub regressions: Vec<PathBuf>,
}

/// What one process of an adapter may use together with all its descendants. A process that uses
/// more is killed, and the question that it was asked counts as a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Resident memory in MiB, if limited; shared pages count in each process.
    pub memory: Option<u64>,
    /// Processor time for one answer, if limited.
    pub processor: Option<Duration>,
    /// The number of processes.
    pub processes: usize,
}

impl Limits {
    /// The default limits.
    pub const DEFAULT: Limits = Limits { memory: None, processor: None, processes: 1000 };
}

/// Settings of a run that the command line does not give. Names in it are not resolved here; they
/// have their places for messages.
#[derive(Clone, Debug, Default)]
pub struct RunSettings {
    /// Only these calendars.
    pub calendars: Vec<Placed>,
    /// Only these checks, or folders of checks.
    pub only: Vec<Placed>,
    /// Skip these checks, or folders of checks.
    pub skip: Vec<Placed>,
    /// The budget.
    pub budget: Option<Placed>,
    /// How finely to ask.
    pub level: Option<Level>,
    /// The seed of generated cases.
    pub seed: Option<u64>,
    /// The folder of event logs.
    pub report: Option<PathBuf>,
}

/// A text in a file, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The text.
    pub text: String,
    /// The file, the line and the key, for messages.
    pub place: String,
}

/// The file in this folder or in the nearest one above it.
pub fn find(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(FILE)).find(|file| file.is_file())
}

/// Reads the file at this absolute path; messages call it `shown`.
///
/// # Errors
///
/// If the file cannot be read, is not TOML, or has an unexpected key or value: with line and key.
pub fn read(path: &Path, shown: &str) -> Result<Project, FileError> {
    let text =
        std::fs::read_to_string(path).map_err(|error| FileError::new(shown, error.to_string()))?;
    file::read(path.parent().unwrap_or(path), shown, &text)
}
