//! `calproof.toml`: which subjects a repository has, and how they are run. It is found from a folder
//! upwards and read here; what its paths lead to is read by those who need it.

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

/// What a `calproof.toml` says.
#[derive(Clone, Debug)]
pub struct Project {
    /// The file, as messages name it.
    pub file: String,
    /// The folder in which it lies.
    pub folder: PathBuf,
    /// The subjects, in the order of their names.
    pub subjects: Vec<Entry>,
    /// What a run does where the command line does not say.
    pub run: RunSettings,
}

/// A subject: how it is started, and what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name on the command line.
    pub name: String,
    /// The program and its arguments.
    pub command: Vec<String>,
    /// The folder in which it runs.
    pub folder: PathBuf,
    /// What it takes to run it, in words.
    pub needs: Option<String>,
    /// The commands that install what it needs.
    pub install: Vec<Vec<String>>,
    /// The command that builds it.
    pub build: Option<Vec<String>>,
    /// How long it may take to say hello, if the file says.
    pub start: Option<Duration>,
    /// How long it may take to answer a question, if the file says.
    pub answer: Option<Duration>,
    /// How many processes may run at once, if the file says.
    pub processes: Option<usize>,
    /// How often it may be started again after it failed, if the file says.
    pub restarts: Option<u32>,
    /// What each of its processes may use, together with its descendants.
    pub limits: Limits,
    /// What is added to its environment.
    pub environment: Vec<(String, String)>,
    /// Subjects and families of subjects with which it shares code, data or authors.
    pub lineage: Vec<String>,
    /// The versions of the library for which the lists beside it are made.
    pub version: Option<VersionReq>,
    /// The list of its known failures, if there is one.
    pub known_failures: Option<PathBuf>,
    /// Files of calendars that the suite does not have.
    pub vectors: Vec<PathBuf>,
    /// Folders of regressions of its own.
    pub regressions: Vec<PathBuf>,
}

/// What one process of an adapter may use together with all its descendants. A process that uses more
/// is ended, and the question that it was asked has crashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Resident memory in MiB, if limited; shared pages count once a process.
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

/// What a run does where the command line does not say. What the names in it mean is for those to
/// say who know them, with their places.
#[derive(Clone, Debug, Default)]
pub struct RunSettings {
    /// Only these calendars.
    pub calendars: Vec<Placed>,
    /// Only these checks, or folders of checks.
    pub only: Vec<Placed>,
    /// Not these.
    pub skip: Vec<Placed>,
    /// How much.
    pub budget: Option<Placed>,
    /// How finely subjects are asked.
    pub level: Option<Level>,
    /// The seed of generated cases.
    pub seed: Option<u64>,
    /// The folder of event logs.
    pub report: Option<PathBuf>,
}

/// A text in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The text.
    pub text: String,
    /// The file, the line and the key, for messages.
    pub place: String,
}

/// The file that is nearest, from this folder upwards.
pub fn find(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(FILE)).find(|file| file.is_file())
}

/// Reads the file at this absolute path; messages call it `shown`.
///
/// # Errors
///
/// What cannot be read, is no TOML, or says what is not expected: with its line and key.
pub fn read(path: &Path, shown: &str) -> Result<Project, FileError> {
    let text =
        std::fs::read_to_string(path).map_err(|error| FileError::new(shown, error.to_string()))?;
    file::read(path.parent().unwrap_or(path), shown, &text)
}
