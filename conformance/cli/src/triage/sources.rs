//! Finds files and folders that can be sorted.

use std::path::{Path, PathBuf};
use std::{fs, io};

use calproof_fuzz_support::targets::{POPULATION, TARGETS};

/// The kinds of files that are accepted, in words.
const TAKES: &str = "event logs (`*.jsonl`, which `calproof run` and `calproof fuzz` write), \
    transcripts (`*.transcript`, which `calproof replay --transcript` writes) and artifacts of fuzz \
    targets (`crash-*`, `timeout-*`, `oom-*`, `leak-*`, `slow-unit-*` in a folder named after the target)";

/// The prefixes of files in which libFuzzer keeps inputs on which a target crashed or was slow.
const ARTIFACTS: [&str; 6] =
    ["crash-", "timeout-", "oom-", "leak-", "slow-unit-", "minimized-from-"];

/// How many levels of folders are searched.
const DEPTH: usize = 8;

/// A file and its kind.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Its path.
    pub path: PathBuf,
    /// Its kind.
    pub kind: Kind,
}

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An event log.
    Log,
    /// A transcript.
    Transcript,
    /// An artifact of this fuzz target.
    Artifact(&'static str),
}

/// The names of all fuzz targets, in order.
pub fn targets() -> Vec<&'static str> {
    let mut names: Vec<_> = TARGETS.iter().map(|target| target.name).chain([POPULATION]).collect();
    names.sort_unstable();
    names
}

/// The usable files at this path, ordered by name, and messages about the rest: paths that cannot
/// be read, folders without anything usable, and artifacts of an unknown target. `target` is the
/// fuzz target of artifacts whose folder does not name one.
pub fn sources(path: &Path, target: Option<&'static str>) -> (Vec<Source>, Vec<String>) {
    let (mut found, mut unreadable) = (Vec::new(), Vec::new());
    let mut files = Vec::new();
    let is_file = path.is_file();
    if is_file {
        files.push(path.to_owned());
    } else {
        walk(path, DEPTH, &mut files, &mut unreadable);
    }
    files.sort();
    for file in &files {
        match source(file, target) {
            Ok(source) => found.extend(source),
            Err(why) => unreadable.push(why),
        }
    }
    if found.is_empty() && unreadable.is_empty() {
        if let Some(target) = target.filter(|_| is_file) {
            // A file named together with a target is an artifact of it, whatever the file is
            // called.
            found.push(Source { path: path.to_owned(), kind: Kind::Artifact(target) });
        } else {
            let is = if is_file { "is none" } else { "holds nothing" };
            unreadable.push(format!("`{}` {is} of what is taken: {TAKES}", shown(path)));
        }
    }
    (found, unreadable)
}

/// The path, safe to print.
pub(crate) fn shown(path: &Path) -> String {
    calproof::escape::line(&path.display().to_string())
}

/// The kind of the file, by its name; `None` if it is not a usable one.
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

/// The fuzz target that the file's folder is named after.
fn by_folder(path: &Path) -> Option<&'static str> {
    let whole = path.canonicalize().ok()?;
    let folder = whole.parent()?.file_name()?.to_str()?;
    targets().into_iter().find(|name| *name == folder)
}

fn whose(path: &Path) -> String {
    let all = targets();
    format!(
        "`{}` is an artifact of a fuzz target, and its folder is not named after a target; say which \
         with --target, as in `--target {}` (there are {})",
        shown(path),
        all[0],
        all.join(", ")
    )
}

/// Adds the files in the folder to `found`, and messages about unreadable folders to `broken`.
fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>, unreadable: &mut Vec<String>) {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let entries = match entries {
        Ok(entries) => entries,
        Err(error) => return unreadable.push(format!("`{}`: {error}", shown(folder))),
    };
    for path in entries.iter().map(fs::DirEntry::path) {
        if path.is_dir() && !path.is_symlink() && depth > 0 {
            walk(&path, depth - 1, found, unreadable);
        } else if path.is_file() {
            found.push(path);
        }
    }
}
