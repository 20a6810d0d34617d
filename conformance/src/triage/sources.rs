//! What there is to be sorted in files and folders.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::fuzzing::TARGETS;

/// What is taken, in words.
const TAKES: &str = "event logs (`*.jsonl`, which `calproof run` and `calproof fuzz` write), \
    transcripts (`*.transcript`, which `calproof replay --transcript` writes) and artifacts of fuzz \
    targets (`crash-*`, `timeout-*`, `oom-*`, `leak-*`, `slow-unit-*` in a folder called as the \
    target)";

/// How the files begin in which libFuzzer keeps what a target died of, or was slow on.
const ARTIFACTS: [&str; 6] =
    ["crash-", "timeout-", "oom-", "leak-", "slow-unit-", "minimized-from-"];

/// How deep folders are looked through.
const DEPTH: usize = 8;

/// A file, and what it is.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// What it is.
    pub kind: Kind,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An event log.
    Log,
    /// A transcript.
    Transcript,
    /// What this target died of.
    Artifact(&'static str),
}

/// What is at this path, in the order of the files' names; `target` is whose artifacts they are, for
/// those whose folder does not say.
///
/// # Errors
///
/// A path that cannot be read, or that has nothing of what is taken; an artifact of nobody knows
/// which target.
pub fn sources(path: &Path, target: Option<&'static str>) -> Result<Vec<Source>, String> {
    let shown = crate::escape::line(&path.display().to_string());
    if path.is_file() {
        let known = source(path, target)?;
        // Who names both means it, whatever the file is called.
        let named = || Some(Source { path: path.to_owned(), kind: Kind::Artifact(target?) });
        let source = known.or_else(named);
        return match source {
            Some(source) => Ok(vec![source]),
            None => Err(format!("`{shown}` is none of what is taken: {TAKES}")),
        };
    }
    let mut files = Vec::new();
    walk(path, DEPTH, &mut files).map_err(|error| format!("`{shown}`: {error}"))?;
    files.sort();
    let mut found = Vec::new();
    for file in &files {
        found.extend(source(file, target)?);
    }
    if found.is_empty() {
        return Err(format!("`{shown}` holds nothing of what is taken: {TAKES}"));
    }
    Ok(found)
}

/// What the file is, by its name; `None` if it is nothing that is taken.
fn source(path: &Path, target: Option<&'static str>) -> Result<Option<Source>, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ends = |kind: &str| path.extension().is_some_and(|ending| ending == kind);
    let kind = if ends("jsonl") {
        Kind::Log
    } else if ends("transcript") {
        Kind::Transcript
    } else if ARTIFACTS.iter().any(|begin| name.starts_with(begin)) {
        Kind::Artifact(target.or_else(|| by_folder(path)).ok_or_else(|| whose(path))?)
    } else {
        return Ok(None);
    };
    Ok(Some(Source { path: path.to_owned(), kind }))
}

/// The target after which the file's folder is called.
fn by_folder(path: &Path) -> Option<&'static str> {
    let whole = path.canonicalize().ok()?;
    let folder = whole.parent()?.file_name()?.to_str()?;
    TARGETS.iter().find(|(name, _)| *name == folder).map(|(name, _)| *name)
}

fn whose(path: &Path) -> String {
    let shown = crate::escape::line(&path.display().to_string());
    let all: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    format!(
        "`{shown}` is an artifact of a fuzz target, and its folder is called as none; say which \
         with --target, as in `--target {}` (there are {})",
        all[0],
        all.join(", ")
    )
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && !path.is_symlink() && depth > 0 {
            walk(&path, depth - 1, found)?;
        } else if path.is_file() {
            found.push(path);
        }
    }
    Ok(())
}
