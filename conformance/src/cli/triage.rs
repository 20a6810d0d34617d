//! `calproof triage`.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::terminal::{self, println};
use crate::cli::{Trouble, subjects};
use crate::report::Outcome;
use crate::subject::Subject;
use crate::triage::{self, Bucket, Witness, Worth};

#[derive(Args)]
pub(crate) struct TriageArguments {
    /// Event logs of runs and of fuzzing (`*.jsonl`), or folders that hold some.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Draft a regression from the smallest case of each that is new.
    #[arg(long)]
    keep: bool,
}

/// Where drafts go.
const KEPT: &str = "corpora/regressions";

/// How deep folders are looked through.
const DEPTH: usize = 8;

/// Sorts what is found in the paths. Fails if something is new or has returned; cannot tell if
/// something could not be read or asked again.
pub(crate) fn run(arguments: &TriageArguments) -> Result<Outcome, Trouble> {
    if arguments.keep && !Path::new(KEPT).is_dir() {
        return Err(format!("--keep writes into `{KEPT}`, which is not here"));
    }
    let mut outcome = Outcome::Conforms;
    let mut witnesses = Vec::new();
    for path in &arguments.paths {
        for log in logs(path)? {
            let name = log.display().to_string();
            match fs::read(&log).map(String::from_utf8) {
                Ok(Ok(text)) => {
                    let (found, broken) = triage::read(&name, &text);
                    witnesses.extend(found);
                    for error in broken {
                        terminal::trouble(&error.to_string());
                        outcome = Outcome::CannotTell;
                    }
                }
                Ok(Err(error)) => {
                    terminal::trouble(&format!("{name}: is not UTF-8: {error}"));
                    outcome = Outcome::CannotTell;
                }
                Err(error) => {
                    terminal::trouble(&format!("{name}: {error}"));
                    outcome = Outcome::CannotTell;
                }
            }
        }
    }
    for bucket in triage::buckets(witnesses) {
        outcome = outcome.max(sort(&bucket, arguments.keep)?);
    }
    Ok(outcome)
}

/// The event logs at this path; that there is none is an error.
fn logs(path: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let shown = crate::escape::line(&path.display().to_string());
    if path.is_file() {
        if is_log(path) {
            return Ok(vec![path.to_owned()]);
        }
        return Err(format!("`{shown}` is no event log; `calproof run` writes `events.jsonl`"));
    }
    let mut found = Vec::new();
    walk(path, DEPTH, &mut found).map_err(|error| format!("`{shown}`: {error}"))?;
    if found.is_empty() {
        return Err(format!("`{shown}` holds no event log; `calproof run` writes `events.jsonl`"));
    }
    found.sort();
    Ok(found)
}

fn is_log(path: &Path) -> bool {
    path.extension().is_some_and(|kind| kind == "jsonl")
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && !path.is_symlink() && depth > 0 {
            walk(&path, depth - 1, found)?;
        } else if path.is_file() && is_log(&path) {
            found.push(path);
        }
    }
    Ok(())
}

/// Says what a bucket is worth, and drafts a regression if it is new.
fn sort(bucket: &Bucket, keep: bool) -> Result<Outcome, Trouble> {
    let Bucket { smallest, count } = bucket;
    let Witness { subject, case, status, .. } = smallest;
    let opened = opened(subject);
    let (worth, why) = match &opened {
        Ok(subject) => {
            let known = subjects::origin(&smallest.subject, &[])?.known_failures()?;
            triage::weigh(&**subject, &known, bucket).map_err(|error| error.to_string())?
        }
        // What the log says is all there is.
        Err(trouble) if smallest.known => (Worth::Known, format!("by the log; {trouble}")),
        Err(trouble) => (Worth::Untold, trouble.clone()),
    };
    let name = crate::escape::line(&format!("{subject} {}", case.calendar));
    println!("{worth}: {name}: {status} × {count} in {}", case.check.id);
    println!("  case:  {}", crate::escape::line(&case.input.to_string()));
    println!("  why:   {}", crate::escape::line(&why));
    if let (true, Worth::New, Ok(subject)) = (keep, worth, &opened) {
        let case = triage::simplest(&**subject, case, *status).map_err(|e| e.to_string())?;
        let witness = Witness { case, ..smallest.clone() };
        let (file, text) = triage::draft(&witness, &subject.hello().version);
        let said = write(&file, &text)?;
        println!("  {said}");
    }
    Ok(match worth {
        Worth::New | Worth::Returned => Outcome::Fails,
        Worth::Known | Worth::Fixed => Outcome::Conforms,
        Worth::Untold => Outcome::CannotTell,
    })
}

fn opened(subject: &str) -> Result<Box<dyn Subject>, Trouble> {
    subjects::origin(subject, &[])?.open()
}

/// Writes a draft where there is none yet, and only one that can be read back.
fn write(file: &str, text: &str) -> Result<String, Trouble> {
    if let Err(error) = crate::case::regressions::read(file, text) {
        return Ok(format!("not kept: {}", error.problem));
    }
    let path = Path::new(KEPT).join(file);
    let shown = path.display();
    if path.exists() {
        return Ok(format!("not kept: {shown} is there already"));
    }
    let folder = path.parent().unwrap_or(Path::new(KEPT));
    let written = fs::create_dir_all(folder)
        .and_then(|()| File::create_new(&path))
        .and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| format!("{shown}: {error}"))?;
    Ok(format!("kept:  {shown}"))
}
