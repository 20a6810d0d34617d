//! Turns a name, or a command after `--`, into a subject.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use calproof::known::{self, KnownFailure};
use calproof::level::Level;
use calproof::run::SubjectFiles;
use calproof::selection::Budget;
use calproof::spec::FileError;
use calproof::subject::Subject;
use calproof_fuzz_support::faults;
use semver::Version;

use crate::child::{Child, Launch, Transcript};
use crate::cli::programs::{self, Program, shown};
use crate::cli::{Trouble, names, terminal};
use crate::doctor::{self, FirstLook};
use crate::misspelled::misspelled;
use crate::project::FILE;

/// The name for the command after `--`.
pub(crate) const COMMAND: &str = "-";

/// Where a subject comes from, and how a command that repeats a failure names it.
#[derive(Clone)]
pub(crate) struct Origin {
    /// The name; `-` for a command.
    pub(crate) name: String,
    /// The command; empty for a name.
    pub(crate) command: Vec<String>,
    /// The program of this name, if it is one.
    program: Option<&'static Program>,
    /// Deadlines of a command for its hello line and for an answer; `None` for the default.
    deadline: Option<[Duration; 2]>,
    /// How often a program may be restarted; `None` for the default.
    restarts: Option<u32>,
    /// The time limit for all questions to a program, if there is one.
    time: Option<Duration>,
    /// The file in which the conversation with a program is recorded, if any.
    transcript: Option<PathBuf>,
}

impl Origin {
    /// The same, with these deadlines of a command for its hello line and for an answer.
    pub(crate) fn with_patience(self, deadline: [Duration; 2]) -> Origin {
        Origin { deadline: Some(deadline), ..self }
    }

    /// The same, restarted after every failure, however many there are.
    pub(crate) fn with_any_restarts(self) -> Origin {
        Origin { restarts: Some(u32::MAX), ..self }
    }

    /// The same, with this time limit for all questions, if there is one.
    pub(crate) fn with_time(self, time: Option<Duration>) -> Origin {
        Origin { time, ..self }
    }

    /// The same, with its conversation recorded in this file, if one is given.
    pub(crate) fn with_transcript(self, transcript: Option<PathBuf>) -> Origin {
        Origin { transcript, ..self }
    }

    /// Whether it is a program, as opposed to built in.
    pub(crate) fn is_program(&self) -> bool {
        self.program.is_some() || !self.command.is_empty()
    }

    /// The level at which it is asked if it is built in and no level is given.
    pub(crate) fn level(&self, budget: Budget) -> Level {
        match calproof_libraries::by_name(&self.name) {
            Some(adapter) if budget == Budget::Smoke => adapter.level,
            // A planted fault may be wrong on a single day.
            _ => Level::EXHAUSTIVE,
        }
    }

    /// What has to stand behind a repeating command.
    pub(crate) fn suffix(&self) -> String {
        if self.command.is_empty() {
            return String::new();
        }
        let words = self.command.iter().map(|word| calproof::escape::word(word));
        format!(" -- {}", words.collect::<Vec<String>>().join(" "))
    }

    /// Opens it. Refuses a subject with ids or rules that are misspelled, since something else than
    /// was meant would be judged.
    pub(crate) fn open(&self) -> Result<Box<dyn Subject>, Trouble> {
        let subject = self.open_as_named()?;
        well_named(&*subject)?;
        Ok(subject)
    }

    /// Opens it, so that its first answers can be examined before it is judged.
    pub(crate) fn open_to_hear(&self) -> Result<Opened, Trouble> {
        let Some(child) = self.start()? else { return self.open().map(Opened::BuiltIn) };
        well_named(&child)?;
        Ok(Opened::Program(Box::new(child)))
    }

    /// Starts the program; `None` if it is built in.
    fn start(&self) -> Result<Option<Child>, Trouble> {
        if self.name == COMMAND {
            if self.command.is_empty() {
                return Err("`-` stands for a command after `--`, and there is none".to_owned());
            }
            let mut launch = Launch::command(self.command.clone());
            if let Some([start, answer]) = self.deadline {
                (launch.start, launch.answer) = (start, answer);
            }
            return Child::start(self.limited(launch, None)?, None).map(Some);
        }
        let Some(program) = self.program else { return Ok(None) };
        let launch = self.limited(Launch::of(program.entry()?), Some(&self.name))?;
        let child = Child::start(launch, Some(&self.name));
        child.map(Some).map_err(|trouble| format!("{trouble}{}", program.remedy()))
    }

    fn open_as_named(&self) -> Result<Box<dyn Subject>, Trouble> {
        if let Some(child) = self.start()? {
            return Ok(Box::new(child));
        }
        if self.transcript.is_some() {
            return Err(format!(
                "`{0}` is built in and does not use the protocol; `- … -- calproof serve {0}` does",
                self.name
            ));
        }
        match calproof_libraries::by_name(&self.name) {
            Some(adapter) => Ok((adapter.open)()),
            None => faults::subject(&self.name).ok_or_else(|| unknown(&self.name)),
        }
    }

    /// The same launch with the requested limits.
    fn limited(&self, launch: Launch, name: Option<&str>) -> Result<Launch, Trouble> {
        let begun = self.transcript.as_ref().map(|path| Transcript::begin(path, name));
        Ok(Launch {
            restarts: self.restarts.unwrap_or(launch.restarts),
            time: self.time,
            transcript: begun.transpose()?,
            ..launch
        })
    }

    /// The files that belong to it.
    pub(crate) fn files(&self) -> Result<SubjectFiles, Trouble> {
        let regressions = self.program.map_or(Ok(&[][..]), Program::regressions)?;
        Ok(SubjectFiles::new(self.known_failures()?, regressions))
    }

    /// The reviewed list of its known failures.
    fn known_failures(&self) -> Result<Vec<KnownFailure>, Trouble> {
        let words = |error: FileError| error.to_string();
        if let Some(program) = self.program {
            let Some(path) = &program.entry()?.known_failures else { return Ok(Vec::new()) };
            let name = shown(path);
            let text = fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
            return known::read(&name, &text).map_err(words);
        }
        match calproof_libraries::known_failures(&self.name) {
            Some((file, text)) => known::read(&file, text).map_err(words),
            None => Ok(Vec::new()),
        }
    }

    /// The parts of its entry that are meant for people, each with its key.
    pub(crate) fn facts(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.program.into_iter().flat_map(Program::facts)
    }

    /// Prints a note if the library has another version than its files are written for.
    pub(crate) fn note_version(&self, subject: &dyn Subject) {
        let Some(expected) = self.program.and_then(Program::version) else { return };
        let version = &subject.hello().version;
        if !Version::parse(version).is_ok_and(|version| expected.matches(&version)) {
            let (name, version) = (&self.name, calproof::escape::line(version));
            terminal::note(&format!(
                "{name} says that its version is `{version}`; `{FILE}` is written for `{expected}`"
            ));
        }
    }
}

/// A subject that was opened.
pub(crate) enum Opened {
    /// A program that speaks the protocol.
    Program(Box<Child>),
    BuiltIn(Box<dyn Subject>),
}

impl Opened {
    pub(crate) fn subject(&self) -> &dyn Subject {
        match self {
            Opened::Program(child) => &**child,
            Opened::BuiltIn(subject) => &**subject,
        }
    }

    /// Checks that a program writes its lines correctly; the error says what to change. Returns
    /// whether it answered at all.
    pub(crate) fn hear(&self) -> Result<bool, Trouble> {
        match self {
            Opened::Program(child) => child.hear(),
            Opened::BuiltIn(_) => Ok(true),
        }
    }

    /// Asks a program the first questions of a run. If its lines, results or days do not follow the
    /// protocol, a run would say nothing about the library, and the error says what to change. A
    /// problem that may be the library's is returned as a hint.
    pub(crate) fn hear_for_run(&self) -> Result<Option<String>, Trouble> {
        let Opened::Program(child) = self else { return Ok(None) };
        if !child.hear()? {
            return Ok(None);
        }
        let FirstLook { hopeless, hint } = doctor::first_look(&**child);
        hopeless.map_or(Ok(hint), Err)
    }
}

/// Refuses a subject with misspelled ids or rules.
fn well_named(subject: &dyn Subject) -> Result<(), Trouble> {
    subject.hello().calendars.iter().find_map(misspelled).map_or(Ok(()), Err)
}

/// The origin for an argument and the words after `--`.
pub(crate) fn origin(name: &str, command: &[String]) -> Result<Origin, Trouble> {
    if name != COMMAND && !command.is_empty() {
        return Err(format!("a command after `--` is called `{COMMAND}`, not `{name}`"));
    }
    let programs = programs::all()?;
    // The user's own subject wins over a built-in one of the same name.
    let is_built_in =
        calproof_libraries::by_name(name).is_some() || faults::subject(name).is_some();
    let program = match programs.own(name) {
        None if name == COMMAND || is_built_in => None,
        None => Some(programs.by_name(name).ok_or_else(|| unknown(name))?),
        own => own,
    };
    Ok(Origin {
        name: name.to_owned(),
        command: command.to_vec(),
        program,
        deadline: None,
        restarts: None,
        time: None,
        transcript: None,
    })
}

/// How to write these words as the command of a program.
fn behind_dashes(words: &[&str]) -> String {
    let typed = words.iter().map(|word| calproof::escape::word(word));
    let typed = typed.collect::<Vec<String>>().join(" ");
    format!("put the command after `--`, as in `-- {typed}`")
}

/// What the user meant by a name where only options are expected.
pub(crate) fn stray(name: &str) -> Trouble {
    let shown = calproof::escape::line(name);
    match words_for_file(name) {
        Some(words) => format!("`{shown}` is not an option; {}", behind_dashes(&words)),
        None => format!(
            "`{shown}` is not an option; name a subject as in `--adapter {}`, and put the command \
             of a program after `--`",
            calproof::escape::word(name)
        ),
    }
}

/// The words that run this file; `None` if it is neither a file nor named like one.
fn words_for_file(name: &str) -> Option<Vec<&str>> {
    let path = Path::new(name);
    let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
    let row = INTERPRETERS.iter().find(|row| row.0 == kind);
    match row {
        Some((_, words)) => Some(words.iter().copied().chain([name]).collect()),
        None => (name.contains('/') || path.is_file()).then(|| vec![name]),
    }
}

/// Which program runs files with this extension.
const INTERPRETERS: [(&str, &[&str]); 8] = [
    ("cjs", &["node"]),
    ("jar", &["java", "-jar"]),
    ("js", &["node"]),
    ("mjs", &["node"]),
    ("php", &["php"]),
    ("py", &["python3"]),
    ("rb", &["ruby"]),
    ("ts", &["node"]),
];

/// The message for a name that no subject has.
fn unknown(name: &str) -> Trouble {
    if let Some(words) = words_for_file(name) {
        return format!(
            "`{}` is not a subject; {}",
            calproof::escape::line(name),
            behind_dashes(&words)
        );
    }
    let programs = programs::all().ok();
    let programs = programs.iter().flat_map(|programs| programs.names());
    let all = calproof_libraries::ALL.iter().map(|adapter| adapter.name).chain(programs);
    names::unknown("adapter", name, all, "list adapters")
}

/// The adapter that is meant to be copied. It stands for no library.
const TEMPLATE: &str = "template";

/// The names of the programs that stand for a library, in order.
pub(crate) fn libraries() -> Result<Vec<String>, Trouble> {
    let names = programs::all()?.names().filter(|name| *name != TEMPLATE);
    Ok(names.map(str::to_owned).collect())
}
