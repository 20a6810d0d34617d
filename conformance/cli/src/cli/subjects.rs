//! From a name, or a command behind `--`, to a subject.

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs};

use calproof::known::{self, KnownFailure};
use calproof::spec::FileError;
use calproof::subject::Subject;
use calproof_fuzz_support::faults;

use crate::child::{Child, Launch, Transcript};
use crate::cli::{Trouble, names};

/// The name that stands for the command behind `--`.
pub(crate) const COMMAND: &str = "-";

/// Where a subject comes from, and how it is named in the command that repeats a failure.
#[derive(Clone)]
pub(crate) struct Origin {
    /// The name; `-` for a command.
    pub(crate) name: String,
    /// The command; empty for a name.
    pub(crate) command: Vec<String>,
    /// How long a command may take to say hello, and to answer; as it is by default, if none.
    patience: Option<[Duration; 2]>,
    /// How often a program may be started again; as often as by default, if none.
    restarts: Option<u32>,
    /// Where the conversation with a program is written down, if anywhere.
    transcript: Option<PathBuf>,
}

impl Origin {
    /// The same, with this much time for a command to say hello and to answer.
    pub(crate) fn with_patience(self, patience: [Duration; 2]) -> Origin {
        Origin { patience: Some(patience), ..self }
    }

    /// The same, started again after each failure, however many there are.
    pub(crate) fn with_any_restarts(self) -> Origin {
        Origin { restarts: Some(u32::MAX), ..self }
    }

    /// The same, with its conversation written down in this file, if one is named.
    pub(crate) fn with_transcript(self, transcript: Option<PathBuf>) -> Origin {
        Origin { transcript, ..self }
    }

    /// What has to stand behind a repeating command.
    pub(crate) fn suffix(&self) -> String {
        if self.command.is_empty() {
            return String::new();
        }
        let words = self.command.iter().map(|word| calproof::escape::word(word));
        format!(" -- {}", words.collect::<Vec<String>>().join(" "))
    }

    /// Starts it.
    pub(crate) fn open(&self) -> Result<Box<dyn Subject>, Trouble> {
        if self.name == COMMAND {
            if self.command.is_empty() {
                return Err("`-` stands for a command behind `--`, and there is none".to_owned());
            }
            let mut launch = Launch::command(self.command.clone());
            if let Some([start, answer]) = self.patience {
                (launch.start, launch.answer) = (start, answer);
            }
            launch.restarts = self.restarts.unwrap_or(launch.restarts);
            launch.transcript = self.transcript(None)?;
            return Ok(Box::new(Child::start(launch, None)?));
        }
        if let (Some(_), None) = (&self.transcript, folder_of(&self.name)) {
            return Err(format!(
                "`{0}` is built in and speaks no protocol; `- … -- calproof serve {0}` does",
                self.name
            ));
        }
        if let Some(adapter) = calproof_libraries::by_name(&self.name) {
            return Ok((adapter.open)());
        }
        if let Some(subject) = faults::subject(&self.name) {
            return Ok(subject);
        }
        let folder = folder_of(&self.name).ok_or_else(|| {
            names::unknown(
                "adapter",
                &self.name,
                all_names().iter().map(String::as_str),
                "list adapters",
            )
        })?;
        let mut launch = Launch::read(&folder).map_err(|error| error.to_string())?;
        launch.restarts = self.restarts.unwrap_or(launch.restarts);
        launch.transcript = self.transcript(Some(&self.name))?;
        let child = Child::start(launch, Some(&self.name))
            .map_err(|trouble| format!("{trouble}; `scripts/adapters {}` builds it", self.name))?;
        Ok(Box::new(child))
    }

    fn transcript(&self, name: Option<&str>) -> Result<Option<Transcript>, Trouble> {
        self.transcript.as_ref().map(|path| Transcript::begin(path, name)).transpose()
    }

    /// The reviewed list of its deviations.
    pub(crate) fn known_failures(&self) -> Result<Vec<KnownFailure>, Trouble> {
        let words = |error: FileError| error.to_string();
        let file = folder_of(&self.name).map(|folder| folder.join("known_failures.toml"));
        if let Some(file) = file.filter(|file| file.is_file()) {
            let name = file.display().to_string();
            let text = fs::read_to_string(&file).map_err(|error| format!("{name}: {error}"))?;
            return known::read(&name, &text).map_err(words);
        }
        match calproof_libraries::known_failures(&self.name) {
            Some((file, text)) => known::read(&file, text).map_err(words),
            None => Ok(Vec::new()),
        }
    }
}

/// The origin that an argument and the words behind `--` name.
pub(crate) fn origin(name: &str, command: &[String]) -> Result<Origin, Trouble> {
    if name != COMMAND && !command.is_empty() {
        return Err(format!("a command behind `--` is spoken of as `{COMMAND}`, not as `{name}`"));
    }
    let known = name == COMMAND
        || calproof_libraries::by_name(name).is_some()
        || faults::subject(name).is_some()
        || folder_of(name).is_some();
    if !known {
        let all = all_names();
        return Err(names::unknown(
            "adapter",
            name,
            all.iter().map(String::as_str),
            "list adapters",
        ));
    }
    Ok(Origin {
        name: name.to_owned(),
        command: command.to_vec(),
        patience: None,
        restarts: None,
        transcript: None,
    })
}

/// The adapter that is there to be copied. It stands for no library.
const TEMPLATE: &str = "template";

/// The names of the programs that stand for a library, in order.
pub(crate) fn libraries() -> Vec<String> {
    let mut names = programs();
    names.retain(|name| name != TEMPLATE);
    names
}

/// The names of the adapters that are programs, in order.
pub(crate) fn programs() -> Vec<String> {
    let mut names: Vec<String> = folders()
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|folder| folder.join("adapter.toml").is_file())
        .filter_map(|folder| Some(folder.file_name()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    names.dedup();
    names
}

fn all_names() -> Vec<String> {
    calproof_libraries::ALL
        .iter()
        .map(|adapter| adapter.name.to_owned())
        .chain(programs())
        .collect()
}

/// Where folders of adapters may be: where the environment says, below where we are, and where this
/// program was built.
fn folders() -> Vec<PathBuf> {
    let told = env::var_os("CALPROOF_ADAPTERS").map(PathBuf::from);
    let here = PathBuf::from("conformance/adapters");
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("adapters");
    told.into_iter().chain([here, built]).filter(|folder| folder.is_dir()).collect()
}

fn folder_of(name: &str) -> Option<PathBuf> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if name.is_empty() || !name.chars().all(plain) || name == COMMAND {
        return None;
    }
    let folders = folders().into_iter().map(|folder| folder.join(name));
    let folder = folders.into_iter().find(|folder| folder.join("adapter.toml").is_file())?;
    folder.canonicalize().ok()
}
