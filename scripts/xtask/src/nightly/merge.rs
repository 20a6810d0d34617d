//! Merges the logs of the suite from the machines of a night.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::state;
use crate::coverage::files_below;
use crate::process::{self, command};
use crate::{Exit, Outcome};

/// The name, or the beginning of the name, of folders with logs of the suite.
const SUITE: &str = "suite";

/// Merges the logs of each step, from wherever they are in the folder, into one folder of the
/// night.
pub fn run(folder: &Path) -> Outcome {
    let steps = steps(&files_below(folder));
    if steps.is_empty() {
        let words = "holds no log of the suite by a shard";
        return Err(format!("{}: {words} (suite*/events-*-of-*.jsonl)", folder.display()));
    }
    let mut codes = Vec::new();
    for (step, logs) in steps {
        let mut merge = command("cargo");
        merge.args(["run", "--locked", "--release", "-p", "calproof-cli", "--", "merge", "-o"]);
        merge.arg(state(&step)).args(logs);
        codes.push(process::capture(merge, true)?.code);
    }
    Ok(if codes.contains(&1) {
        Exit::Failed
    } else if codes.iter().any(|code| *code != 0) {
        Exit::Inconclusive
    } else {
        Exit::Passed
    })
}

/// The logs of shards among these files, by the name of their step's folder.
fn steps(files: &[PathBuf]) -> BTreeMap<String, Vec<PathBuf>> {
    let mut steps: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for file in files {
        let name = |path: &Path| path.file_name().map(|it| it.to_string_lossy().into_owned());
        let (Some(log), Some(step)) = (name(file), file.parent().and_then(name)) else { continue };
        let is_log = file.extension().is_some_and(|extension| extension == "jsonl");
        let is_shard = is_log && log.starts_with("events-");
        if is_shard && (step == SUITE || step.starts_with(&format!("{SUITE}-"))) {
            steps.entry(step).or_default().push(file.clone());
        }
    }
    for logs in steps.values_mut() {
        logs.sort();
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logs_are_merged_by_step() {
        let files = [
            "a/target/nightly/suite/events-1-of-2.jsonl",
            "b/target/nightly/suite/events-2-of-2.jsonl",
            "b/target/nightly/suite-qt/events-2-of-2.jsonl",
            "a/target/nightly/suite/events.jsonl",
            "a/target/nightly/suites/events-1-of-2.jsonl",
            "a/target/nightly/fuzz-qt-1/fuzz-qt.jsonl",
            "a/target/nightly/suite.log",
        ];
        let found = steps(&files.map(PathBuf::from));
        let counts: Vec<(&str, usize)> =
            found.iter().map(|(step, logs)| (step.as_str(), logs.len())).collect();
        assert_eq!(counts, [("suite", 2), ("suite-qt", 1)]);
    }
}
