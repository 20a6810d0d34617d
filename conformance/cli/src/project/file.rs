//! `calproof.toml` as it is written, and what is refused in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use calproof::level::Level;
use calproof::spec::{FileError, refuse_other_format};
use semver::VersionReq;
use serde::Deserialize;
use toml::Spanned;

use super::{Entry, Limits, Placed, Project, RunSettings};
use crate::nearest;

/// The list of known failures that is used if none is named and this file exists beside the
/// project.
const KNOWN_FAILURES: &str = "known_failures.toml";

/// Reads `text` of the file in this folder; messages call the file `file`.
pub(super) fn read(folder: &Path, file: &str, text: &str) -> Result<Project, FileError> {
    refuse_other_format(file, text)?;
    let parsed =
        toml::Deserializer::parse(text).map_err(|error| reported(file, text, "", &error))?;
    let raw: RawFile = serde_path_to_error::deserialize(parsed)
        .map_err(|error| reported(file, text, &key(error.path()), error.inner()))?;
    let subjects = raw.subject.into_iter();
    Ok(Project {
        file: file.to_owned(),
        folder: folder.to_owned(),
        subjects: subjects.map(|(name, subject)| subject.entry(name.0, folder)).collect(),
        run: raw.run.settings(folder, file, text),
    })
}

/// The place of an error in the file, as keys with dots between; empty if it belongs to no key.
fn key(path: &serde_path_to_error::Path) -> String {
    let path = path.to_string();
    // A `Spanned` value is read as a table that the file does not have.
    let key = path.split(".$__").next().unwrap_or_default();
    if key == "." { String::new() } else { key.to_owned() }
}

fn reported(file: &str, text: &str, key: &str, error: &toml::de::Error) -> FileError {
    let place = error.span().map_or(0, |span| span.start).min(text.len());
    let words = plain(error.message());
    let words = if key.is_empty() { words } else { format!("`{key}`: {words}") };
    FileError::at(file, text, place, &calproof::escape::lines(&words))
}

/// The parser's message on one line, in terms of TOML instead of Rust.
fn plain(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<&str>>().join(" ");
    if let Some(keys) = words.strip_prefix("unknown field ") {
        // It quotes the unknown key first, and then all that are expected.
        let mut quoted = keys.split('`').skip(1).step_by(2);
        let hint = nearest::hint(quoted.next().unwrap_or_default(), quoted.clone());
        let all = quoted.map(|key| format!("`{key}`")).collect::<Vec<String>>().join(", ");
        return format!("there is no such key.{hint} There are {all}.");
    }
    let (found, expected) = words.rsplit_once(", expected ").unwrap_or((&words, ""));
    match expected {
        "i64" => format!("{found}, expected an integer"),
        "a sequence" => format!("{found}, expected an array"),
        "a map" => format!("{found}, expected a table"),
        _ => words,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    /// Checked before the rest is read.
    #[serde(default, rename = "format")]
    _format: i64,
    #[serde(default)]
    subject: BTreeMap<Name, RawSubject>,
    #[serde(default)]
    run: RawRun,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", expecting = "a table")]
struct RawSubject {
    command: Command,
    folder: Option<PathBuf>,
    needs: Option<String>,
    install: Option<Commands>,
    build: Option<Command>,
    start_seconds: Option<Within<1, 600>>,
    answer_seconds: Option<Within<1, 600>>,
    processes: Option<Within<1, 16>>,
    restarts: Option<Within<0, { u32::MAX as i64 }>>,
    #[serde(default)]
    limits: RawLimits,
    #[serde(default)]
    environment: BTreeMap<Variable, String>,
    #[serde(default)]
    lineage: Vec<String>,
    version: Option<Versions>,
    known_failures: Option<PathBuf>,
    #[serde(default)]
    vectors: Vec<PathBuf>,
    #[serde(default)]
    regressions: Vec<PathBuf>,
}

impl RawSubject {
    fn entry(self, name: String, beside: &Path) -> Entry {
        let at = |path: PathBuf| beside.join(path);
        let listed = Some(at(KNOWN_FAILURES.into())).filter(|file| file.is_file());
        let environment = self.environment.into_iter();
        let seconds = |seconds: Within<1, 600>| Duration::from_secs(seconds.0 as u64);
        Entry {
            name,
            command: self.command.0,
            folder: self.folder.map_or_else(|| beside.to_owned(), at),
            needs: self.needs,
            install: self.install.map_or_else(Vec::new, Commands::all),
            build: self.build.map(|command| command.0),
            start: self.start_seconds.map(seconds),
            answer: self.answer_seconds.map(seconds),
            processes: self.processes.map(|processes| processes.0 as usize),
            restarts: self.restarts.map(|restarts| restarts.0 as u32),
            limits: self.limits.limits(),
            environment: environment.map(|(name, value)| (name.0, value)).collect(),
            lineage: self.lineage,
            version: self.version.map(|versions| versions.0),
            known_failures: self.known_failures.map(at).or(listed),
            vectors: self.vectors.into_iter().map(at).collect(),
            regressions: self.regressions.into_iter().map(at).collect(),
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", expecting = "a table")]
struct RawLimits {
    memory_mib: Option<Within<1, { 1 << 24 }>>,
    processor_seconds: Option<Within<1, 86_400>>,
    processes: Option<Within<1, 100_000>>,
}

impl RawLimits {
    fn limits(self) -> Limits {
        let mut limits = Limits::DEFAULT;
        limits.memory = self.memory_mib.map(|most| most.0 as u64);
        limits.processor = self.processor_seconds.map(|most| Duration::from_secs(most.0 as u64));
        if let Some(most) = self.processes {
            limits.processes = most.0 as usize;
        }
        limits
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", expecting = "a table")]
struct RawRun {
    #[serde(default)]
    calendars: Vec<Spanned<String>>,
    #[serde(default)]
    only: Vec<Spanned<String>>,
    #[serde(default)]
    skip: Vec<Spanned<String>>,
    budget: Option<Spanned<String>>,
    level: Option<Within<0, { Level::EXHAUSTIVE.number() as i64 }>>,
    seed: Option<Within<0, { i64::MAX }>>,
    report: Option<PathBuf>,
}

impl RawRun {
    fn settings(self, folder: &Path, file: &str, text: &str) -> RunSettings {
        let placed = |key: &str, word: Spanned<String>| {
            let words = format!("`run.{key}`");
            let place = FileError::at(file, text, word.span().start, &words).to_string();
            Placed { text: word.into_inner(), place }
        };
        let all = |key: &str, words: Vec<Spanned<String>>| {
            words.into_iter().map(|word| placed(key, word)).collect()
        };
        RunSettings {
            calendars: all("calendars", self.calendars),
            only: all("only", self.only),
            skip: all("skip", self.skip),
            budget: self.budget.map(|word| placed("budget", word)),
            level: self.level.and_then(|level| Level::new(level.0 as u8)),
            seed: self.seed.map(|seed| seed.0 as u64),
            report: self.report.map(|report| folder.join(report)),
        }
    }
}

/// A name that can be typed in any shell and is neither an option nor a path.
#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(try_from = "String")]
struct Name(String);

impl TryFrom<String> for Name {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Name, &'static str> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.chars().all(plain) {
            Ok(Name(name))
        } else {
            Err("not a subject name: expected ASCII letters, digits, `_` and `-`, beginning with \
                 a letter or a digit")
        }
    }
}

/// A program and its arguments.
#[derive(Deserialize)]
#[serde(try_from = "Vec<String>")]
struct Command(Vec<String>);

impl TryFrom<Vec<String>> for Command {
    type Error = &'static str;

    fn try_from(words: Vec<String>) -> Result<Command, &'static str> {
        if words.first().is_some_and(|program| !program.is_empty()) {
            Ok(Command(words))
        } else {
            Err("a program and its arguments are expected, as in `[\"python3\", \"adapter.py\"]`")
        }
    }
}

/// One command, or several.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a command or an array of commands")]
enum Commands {
    One(Command),
    Several(Vec<Command>),
}

impl Commands {
    fn all(self) -> Vec<Vec<String>> {
        match self {
            Commands::One(command) => vec![command.0],
            Commands::Several(commands) => commands.into_iter().map(|command| command.0).collect(),
        }
    }
}

/// A number from `FIRST` to `LAST`, both included.
#[derive(Deserialize)]
#[serde(try_from = "i64")]
struct Within<const FIRST: i64, const LAST: i64>(i64);

impl<const FIRST: i64, const LAST: i64> TryFrom<i64> for Within<FIRST, LAST> {
    type Error = String;

    fn try_from(number: i64) -> Result<Within<FIRST, LAST>, String> {
        if (FIRST..=LAST).contains(&number) {
            Ok(Within(number))
        } else {
            Err(format!("{number}, expected {FIRST} to {LAST}"))
        }
    }
}

/// The name of an environment variable.
#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(try_from = "String")]
struct Variable(String);

impl TryFrom<String> for Variable {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Variable, &'static str> {
        if name.is_empty() || name.contains(['=', '\0']) {
            Err("not the name of an environment variable: expected a text without `=`")
        } else {
            Ok(Variable(name))
        }
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Versions(VersionReq);

impl TryFrom<String> for Versions {
    type Error = String;

    fn try_from(text: String) -> Result<Versions, String> {
        let read = VersionReq::parse(&text).map(Versions);
        read.map_err(|error| {
            format!("versions are expected as Cargo writes them, as in `>=2.3, <2.5`: {error}")
        })
    }
}
