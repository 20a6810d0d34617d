//! `calproof report`.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use calproof::report::Outcome;
use clap::{ArgGroup, Args};

use crate::cli::terminal::{self, println};
use crate::cli::{Trouble, ending};
use crate::event_log::{self, Flaws};
use crate::rendering::{self, LoggedRun};

#[derive(Args)]
#[command(
    group = ArgGroup::new("format").multiple(true).required(true),
    override_usage = "calproof report <LOG>... [--html <FILE>] [--junit <FILE>] [--sarif <FILE>] …"
)]
pub(crate) struct ReportArguments {
    /// Event logs of `run` and `fuzz`, or folders with event logs.
    #[arg(required = true, value_name = "LOG")]
    logs: Vec<PathBuf>,
    /// A self-contained HTML page. `-` writes to standard output, here and below.
    #[arg(long, value_name = "FILE", group = "format")]
    html: Option<PathBuf>,
    /// `JUnit` XML, for CI servers.
    #[arg(long, value_name = "FILE", group = "format")]
    junit: Option<PathBuf>,
    /// SARIF 2.1.0, for code scanning tools.
    #[arg(long, value_name = "FILE", group = "format")]
    sarif: Option<PathBuf>,
    /// Markdown, for a pull request or a step summary.
    #[arg(long, value_name = "FILE", group = "format")]
    markdown: Option<PathBuf>,
    /// An SVG badge with the number of passing checks out of those with a judged case.
    #[arg(long, value_name = "FILE", group = "format")]
    badge: Option<PathBuf>,
    /// GitHub annotations, on standard output.
    #[arg(long, group = "format")]
    annotations: bool,
}

/// The logs that were read.
#[derive(Default)]
pub(crate) struct Logs {
    pub(crate) runs: Vec<LoggedRun>,
    /// Whether something in them could not be read.
    pub(crate) is_unreadable: bool,
    /// Whether a run did not end.
    pub(crate) lacks_verdicts: bool,
}

pub(crate) fn run(arguments: &ReportArguments) -> Result<Outcome, Trouble> {
    let mut logs = Logs::default();
    for path in &arguments.logs {
        logs.add(path)?;
    }
    let files = [&arguments.html, &arguments.junit, &arguments.sarif];
    let files = files.into_iter().chain([&arguments.markdown, &arguments.badge]).flatten();
    for file in files {
        spare_logs(file, &arguments.logs)?;
    }
    let runs = &logs.runs;
    let unmade = |error: askama::Error| format!("the report cannot be made: {error}");
    if let Some(file) = &arguments.html {
        write(file, &rendering::html(runs).map_err(unmade)?)?;
    }
    if let Some(file) = &arguments.junit {
        write(file, &rendering::junit(runs).map_err(unmade)?)?;
    }
    if let Some(file) = &arguments.sarif {
        write(file, &rendering::sarif(runs))?;
    }
    if let Some(file) = &arguments.markdown {
        write(file, &rendering::markdown(runs).map_err(unmade)?)?;
    }
    if let Some(file) = &arguments.badge {
        write(file, &rendering::badge(runs).map_err(unmade)?)?;
    }
    if arguments.annotations {
        write(Path::new("-"), &rendering::annotations(runs))?;
    }
    Ok(if logs.is_unreadable { Outcome::Inconclusive } else { Outcome::Conforms })
}

impl Logs {
    /// Adds a log, or all logs in a folder. Problems in them are printed and do not stop the rest.
    pub(crate) fn add(&mut self, path: &Path) -> Result<(), Trouble> {
        let unread = |error: &std::io::Error| format!("{}: {error}", path.display());
        if !path.is_dir() {
            return self.add_file(path);
        }
        let entries = fs::read_dir(path).map_err(|error| unread(&error))?;
        let mut files = Vec::new();
        for entry in entries {
            let file = entry.map_err(|error| unread(&error))?.path();
            files
                .extend(Some(file).filter(|it| it.extension().is_some_and(|kind| kind == "jsonl")));
        }
        if files.is_empty() {
            return Err(format!("{}: holds no event log (`*.jsonl`)", path.display()));
        }
        files.sort();
        files.iter().try_for_each(|file| self.add_file(file))
    }

    fn add_file(&mut self, path: &Path) -> Result<(), Trouble> {
        let shown = path.display();
        let bytes = fs::read(path).map_err(|error| format!("{shown}: {error}"))?;
        let text = event_log::text_of(&bytes).map_err(|words| format!("{shown}: {words}"))?;
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
        let (runs, Flaws { unreadable, unended }) = rendering::read(&name, &text);
        self.is_unreadable |= !unreadable.is_empty();
        for error in unreadable {
            terminal::trouble(&error.to_string());
        }
        for unended in unended {
            terminal::note(&unended.problem.to_string());
            self.lacks_verdicts |= unended.has_plan;
        }
        self.runs.extend(runs);
        Ok(())
    }
}

/// Refuses to overwrite one of the logs with a report.
fn spare_logs(file: &Path, logs: &[PathBuf]) -> Result<(), Trouble> {
    let here = fs::canonicalize(file).ok();
    let is_log = |log: &PathBuf| here.is_some() && fs::canonicalize(log).ok() == here;
    if logs.iter().any(is_log) {
        let file = file.display();
        return Err(format!("{file} is one of the input logs; name another file for the report"));
    }
    Ok(())
}

/// Writes a report to its file or to standard output, unchanged: its format's escaping is done.
fn write(file: &Path, text: &str) -> Result<(), Trouble> {
    if file == Path::new("-") {
        let _writing = ending::writing();
        return match std::io::stdout().write_all(text.as_bytes()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(format!("standard output: {error}"))
            }
            _ => Ok(()),
        };
    }
    let shown = file.display();
    let unwritten =
        |error| format!("the report `{shown}` cannot be written: {error}; name another file");
    fs::write(file, text).map_err(unwritten)?;
    println!("report: {}", calproof::escape::line(&shown.to_string()));
    Ok(())
}
