//! How a program is started, and how patient one is with it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use calproof::spec::FileError;
use serde::Deserialize;

use crate::child::transcript::Transcript;

/// A program that speaks the protocol: the command, and its limits.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Launch {
    /// The program and its arguments.
    pub command: Vec<String>,
    /// The folder in which it runs; where we are, if none.
    pub folder: Option<PathBuf>,
    /// What it takes to run it, for whoever lacks it.
    pub needs: Option<String>,
    /// How long it may take to say hello.
    pub start: Duration,
    /// How long it may take to answer a question.
    pub answer: Duration,
    /// How many processes may run at once.
    pub processes: usize,
    /// How often it may be started again after it failed.
    pub restarts: u32,
    /// What is added to its environment.
    pub environment: Vec<(String, String)>,
    /// Where the conversation is written down, if anywhere.
    pub(crate) transcript: Option<Transcript>,
}

/// `adapter.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AdapterFile {
    command: Vec<String>,
    needs: Option<String>,
    start_seconds: Option<u64>,
    answer_seconds: Option<u64>,
    processes: Option<usize>,
    #[serde(default)]
    environment: std::collections::BTreeMap<String, String>,
}

impl Launch {
    /// A command with the limits that hold if nobody says otherwise.
    pub fn command(command: Vec<String>) -> Launch {
        Launch {
            command,
            folder: None,
            needs: None,
            start: Duration::from_secs(10),
            answer: Duration::from_secs(10),
            processes: 2,
            restarts: 100,
            environment: Vec::new(),
            transcript: None,
        }
    }

    /// Reads `adapter.toml` in the folder.
    pub fn read(folder: &Path) -> Result<Launch, FileError> {
        let path = folder.join("adapter.toml");
        let problem = |problem: String| FileError { file: path.display().to_string(), problem };
        let text = std::fs::read_to_string(&path).map_err(|error| problem(error.to_string()))?;
        let file: AdapterFile =
            toml::from_str(&text).map_err(|error| problem(error.to_string()))?;
        if file.command.is_empty() {
            return Err(problem(
                "`command` is empty; a program and its arguments are expected".to_owned(),
            ));
        }
        let seconds = |given: Option<u64>, key: &str| match given {
            None => Ok(Duration::from_secs(10)),
            Some(seconds @ 1..=600) => Ok(Duration::from_secs(seconds)),
            Some(other) => Err(problem(format!("`{key}` is {other}; 1 to 600 is expected"))),
        };
        let processes = file.processes.unwrap_or(2);
        if !(1..=16).contains(&processes) {
            return Err(problem(format!("`processes` is {processes}; 1 to 16 is expected")));
        }
        Ok(Launch {
            folder: Some(folder.to_owned()),
            needs: file.needs,
            start: seconds(file.start_seconds, "start_seconds")?,
            answer: seconds(file.answer_seconds, "answer_seconds")?,
            processes,
            environment: file.environment.into_iter().collect(),
            ..Launch::command(file.command)
        })
    }
}
