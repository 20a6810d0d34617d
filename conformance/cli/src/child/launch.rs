//! How a program is started, and its deadlines and limits.

use std::path::PathBuf;
use std::time::Duration;

use crate::child::transcript::Transcript;
use crate::project::{Entry, Limits};

/// A program that speaks the protocol: the command, and its limits.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Launch {
    /// The program and its arguments.
    pub command: Vec<String>,
    /// The folder in which it runs; `None` for the current one.
    pub folder: Option<PathBuf>,
    /// What must be installed to run it, for users who lack it.
    pub needs: Option<String>,
    /// The deadline for its hello line.
    pub start: Duration,
    /// The deadline for an answer.
    pub answer: Duration,
    /// How many processes may run at once.
    pub processes: usize,
    /// How often it may be started again after it failed.
    pub restarts: u32,
    /// What each process may use, together with its descendants.
    pub limits: Limits,
    /// Variables added to its environment.
    pub environment: Vec<(String, String)>,
    /// Where the conversation is recorded, if anywhere.
    pub(crate) transcript: Option<Transcript>,
    /// The time limit for all questions together, if there is one. A question that is pending when
    /// it expires is lost, not a hang.
    pub(crate) time: Option<Duration>,
}

impl Launch {
    /// A command with the default limits.
    pub fn command(command: Vec<String>) -> Launch {
        Launch {
            command,
            folder: None,
            needs: None,
            start: Duration::from_secs(10),
            answer: Duration::from_secs(10),
            processes: 2,
            restarts: 100,
            limits: Limits::DEFAULT,
            environment: Vec::new(),
            transcript: None,
            time: None,
        }
    }

    /// The launch settings that a `calproof.toml` gives for this subject.
    pub(crate) fn of(entry: &Entry) -> Launch {
        let default = Launch::command(entry.command.clone());
        Launch {
            folder: Some(entry.folder.clone()),
            needs: entry.needs.clone(),
            start: entry.start.unwrap_or(default.start),
            answer: entry.answer.unwrap_or(default.answer),
            processes: entry.processes.unwrap_or(default.processes),
            restarts: entry.restarts.unwrap_or(default.restarts),
            limits: entry.limits,
            environment: entry.environment.clone(),
            ..default
        }
    }
}
