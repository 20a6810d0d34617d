//! `calproof merge`.

use std::fs;
use std::path::{Path, PathBuf};

use calproof::merge;
use calproof::report::{Begun, Outcome, Planned};
use calproof::run::SubjectFiles;
use clap::Args;

use crate::cli::display::Wanted;
use crate::cli::settings::report_folder;
use crate::cli::{Trouble, log, programs, run, subjects};
use crate::event_log;

/// The name of the merged log.
const LOG: &str = "events.jsonl";

#[derive(Args)]
pub(crate) struct MergeArguments {
    /// Event logs of all shards of one run, or folders that hold them.
    #[arg(required = true, value_name = "LOG")]
    logs: Vec<PathBuf>,
    /// Folder for the merged event log [default: as for `run`].
    #[arg(long, short = 'o', value_name = "DIR")]
    report: Option<PathBuf>,
    /// Number of known failures that may be open, that is, of entries with `open = true`.
    #[arg(long, value_name = "N", default_value_t = 0)]
    allow_open: u64,
    /// Show every calendar, every failure, and why cases were not judged.
    #[arg(long, short)]
    verbose: bool,
    /// Show only the verdict.
    #[arg(long, short, conflicts_with = "verbose")]
    quiet: bool,
}

pub(crate) fn run(arguments: &MergeArguments) -> Result<Outcome, Trouble> {
    // This also loads vectors for the project's own calendars.
    programs::all()?;
    let mut files = Vec::new();
    for path in &arguments.logs {
        files.extend(logs_at(path)?);
    }
    let logs = files.iter().map(|path| read(path)).collect::<Result<Vec<_>, Trouble>>()?;
    let mut report = merge::merge(&logs, &files_of)?;
    report.allow_open = arguments.allow_open;
    let folder = report_folder(arguments.report.as_ref())?;
    spare(&folder.join(LOG), &files)?;
    let plan: Vec<Planned> = report.subjects.iter().map(Planned::of).collect();
    let (path, mut file) = log::open(&folder, LOG, &Begun::run(&report.selection, &plan))?;
    file.begin_anew();
    report.write_events(&mut file).map_err(|error| log::unwritten(&path, &error))?;
    run::finish(&report, Wanted { verbose: arguments.verbose, quiet: arguments.quiet }, &path)
}

/// The file itself, or the logs of shards in the folder.
fn logs_at(path: &Path) -> Result<Vec<PathBuf>, Trouble> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let unread = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(unread)? {
        let entry = entry.map_err(unread)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let parts = name.strip_prefix("events-").and_then(|name| name.strip_suffix(".jsonl"));
        files.extend(parts.filter(|parts| parts.contains("-of-")).map(|_| entry.path()));
    }
    if files.is_empty() {
        let words = "holds no event log of a shard (`events-*-of-*.jsonl`)";
        return Err(format!("{}: {words}", path.display()));
    }
    files.sort();
    Ok(files)
}

/// The log's name for messages, and its text.
fn read(path: &Path) -> Result<(String, String), Trouble> {
    let shown = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| format!("{shown}: {error}"))?;
    let text = event_log::text_of(&bytes).map_err(|words| format!("{shown}: {words}"))?;
    Ok((shown, text))
}

/// The files that belong to the subject of this name; an unnamed command has none.
fn files_of(name: &str) -> Result<SubjectFiles, Trouble> {
    if name == subjects::COMMAND {
        return Ok(SubjectFiles::default());
    }
    subjects::origin(name, &[])?.files()
}

/// Refuses to overwrite one of the logs being merged.
fn spare(file: &Path, logs: &[PathBuf]) -> Result<(), Trouble> {
    let here = fs::canonicalize(file).ok();
    if here.is_some() && logs.iter().any(|log| fs::canonicalize(log).ok() == here) {
        let file = file.display();
        return Err(format!("{file} is one of the input logs; name another folder with --report"));
    }
    Ok(())
}
