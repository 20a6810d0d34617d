//! The command line: one file for each command. An error is a sentence on stderr and exit code 2.

mod ask;
mod atlas;
mod convert;
mod diff;
mod display;
mod doctor;
mod ending;
mod explain;
mod fuzz;
mod identify;
mod init;
mod list;
mod log;
mod merge;
mod names;
mod programs;
mod progress;
mod replay;
mod report;
mod run;
mod score;
mod serve;
mod settings;
mod subjects;
mod target;
mod terminal;
mod triage;
mod vectors;
mod weakness;

use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use calproof::known;
use calproof::outcome::{Finding, Outcome, Replayed};
use calproof::report::text;
use calproof::run::SubjectFiles;
use calproof::selection::Selection;
use calproof::subject::Subject;
use clap::{Parser, Subcommand};
use rayon::ThreadPoolBuilder;

use crate::child;

/// The stack size of each thread, in bytes: as large as that of a main thread.
const STACK: usize = 8 << 20;

/// What stops a command: what was wrong, where, and what to do.
type Trouble = String;

/// Shows where a calendar implementation is wrong, why, by which authority, and how to reproduce
/// it.
#[derive(Parser)]
#[command(name = "calproof", version, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    color: colorchoice_clap::Color,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the checks on named subjects, on those of calproof.toml, or on all built-in ones.
    Run(run::RunArguments),
    /// List calendars, checks, adapters, faults or regressions.
    List(list::ListArguments),
    /// Explain a check, a calendar, a status, a fault or a weakness.
    Explain(explain::ExplainArguments),
    /// Convert one date to many calendars.
    Convert(convert::ConvertArguments),
    /// Compare implementations of a calendar and list where they disagree, as Markdown.
    Atlas(atlas::AtlasArguments),
    /// Find the published rule that explains a calendar's dates best.
    Identify(identify::IdentifyArguments),
    /// Write test vectors for testing a library without this program.
    Vectors(vectors::VectorsArguments),
    /// Ask a subject one question.
    Ask(ask::AskArguments),
    /// Search for failures beyond the planned cases, for as long as you like.
    Fuzz(fuzz::FuzzArguments),
    /// Run the planted faults and their twins: what the checks find, and what they miss.
    Score(score::ScoreArguments),
    /// Write a project for a new adapter into an empty folder.
    Init(init::InitArguments),
    /// Check an adapter for common mistakes.
    Doctor(doctor::DoctorArguments),
    /// Repeat one case.
    Replay(replay::ReplayArguments),
    /// Sort findings into new, known, fixed, not seen again and returned.
    Triage(triage::TriageArguments),
    /// Write reports of event logs for a browser, a CI server or a pull request.
    Report(report::ReportArguments),
    /// Merge the event logs of all shards of a run, and show the report of the whole.
    Merge(merge::MergeArguments),
    /// Compare event logs and list what is fixed, broken, new or changed.
    Diff(diff::DiffArguments),
    /// End the processes that another calproof started, once it is gone.
    #[command(hide = true, name = child::WATCH)]
    Watch { program: u32, mark: String },
    /// Run a fuzz target on standard input.
    #[command(hide = true)]
    Target(target::TargetArguments),
    /// Serve a built-in subject over the protocol, as an adapter does.
    Serve(serve::ServeArguments),
}

/// The names of the programs that stand for a library.
pub(crate) fn libraries() -> Result<Vec<String>, Trouble> {
    subjects::libraries()
}

/// Starts the subject of this name.
pub(crate) fn open(name: &str) -> Result<Box<dyn Subject>, Trouble> {
    subjects::origin(name, &[])?.open()
}

/// Asks the subject of this name every regression. Returns how many were asked, and as
/// conversations those that failed without a known failure to excuse them.
pub(crate) fn replay_regressions(name: &str) -> Result<(usize, Vec<String>), Trouble> {
    let origin = subjects::origin(name, &[])?;
    let (subject, SubjectFiles { known, regressions, .. }) = (origin.open()?, origin.files()?);
    let replayed = calproof::run::replay(&*subject, regressions, &Selection::default(), &());
    let findings = replayed.iter().filter_map(Replayed::finding);
    let excused = known::excuse_replayed(&known, &subject.hello().version, findings.clone());
    let failing = findings
        .filter(|finding| finding.status.fails() && !excused.contains_key(&finding.case.id()));
    let reported = |finding: &Finding| {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = text::write_finding(&mut text, name, &finding.case.id(), finding);
        text
    };
    let asked = replayed.iter().filter(|replayed| replayed.status().is_some()).count();
    Ok((asked, failing.map(reported).collect()))
}

/// Reads the arguments, runs the command, and returns its exit code.
pub fn main() -> ExitCode {
    let arguments = Arguments::try_parse().unwrap_or_else(|error| terminal::refuse(&error));
    if let Command::Watch { program, mark } = &arguments.command {
        child::watch(*program, mark);
        return ExitCode::SUCCESS;
    }
    arguments.color.write_global();
    ending::tell_of_panics();
    child::adopt_orphans();
    ending::end_on_signals();
    let command = || in_threads(|| obey(arguments.command));
    let ended = panic::catch_unwind(AssertUnwindSafe(command));
    child::end_all();
    match ended {
        Ok(Ok(outcome)) => ExitCode::from(outcome as u8),
        Ok(Err(trouble)) => {
            terminal::trouble(&trouble);
            ExitCode::from(2)
        }
        // The panic was reported where it happened.
        Err(_) => ExitCode::from(2),
    }
}

/// Runs the command with all the threads that it may need. They are started first, before subjects
/// can exhaust the limit on processes. If they cannot be started, runs it on this thread alone.
fn in_threads<T: Send>(command: impl FnOnce() -> T + Send) -> T {
    let several = ThreadPoolBuilder::new().stack_size(STACK).build();
    let threads = several.or_else(|error| {
        // Gives the threads that did start time to end and release their memory.
        thread::sleep(Duration::from_millis(200));
        terminal::note(&format!("no threads can be started, so everything runs on one: {error}"));
        ThreadPoolBuilder::new().num_threads(1).use_current_thread().build()
    });
    match threads {
        Ok(threads) => threads.install(command),
        Err(_) => command(),
    }
}

/// Whether the words end with `--` although a command must follow. Without this check the default
/// would be run instead.
fn lacks_command(words: impl Iterator<Item = std::ffi::OsString>) -> bool {
    let mut behind = words.skip_while(|word| word != "--");
    behind.next().is_some() && behind.next().is_none()
}

fn obey(command: Command) -> Result<Outcome, Trouble> {
    if lacks_command(std::env::args_os()) {
        return Err("nothing follows `--`; expected the command of a program, as in \
                    `-- python3 adapter.py`"
            .to_owned());
    }
    match command {
        Command::Run(arguments) => run::run(&arguments),
        Command::List(arguments) => list::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Convert(arguments) => convert::run(&arguments),
        Command::Atlas(arguments) => atlas::run(&arguments),
        Command::Identify(arguments) => identify::run(&arguments),
        Command::Vectors(arguments) => vectors::run(&arguments),
        Command::Ask(arguments) => ask::run(&arguments),
        Command::Fuzz(arguments) => fuzz::run(&arguments),
        Command::Score(arguments) => score::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Doctor(arguments) => doctor::run(&arguments),
        Command::Replay(arguments) => replay::run(&arguments),
        Command::Triage(arguments) => triage::run(&arguments),
        Command::Report(arguments) => report::run(&arguments),
        Command::Merge(arguments) => merge::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Target(arguments) => target::run(&arguments),
        // It is done before there are threads.
        Command::Watch { .. } => Ok(Outcome::Conforms),
        Command::Serve(arguments) => serve::run(&arguments),
    }
}
