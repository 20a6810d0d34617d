//! GitHub annotations as commands on standard output: an error for each failure, a warning for each
//! note.

use super::escape::annotation;
use super::markdown::notes;
use super::model::{LoggedRun, Subject};
use super::words;

/// How many annotations GitHub shows for a step.
const SHOWN: usize = 10;

/// The runs as annotations, the most serious first.
pub(crate) fn write(runs: &[LoggedRun]) -> String {
    let mut lines = Vec::new();
    for subject in runs.iter().flat_map(|run| &run.subjects) {
        errors(subject, &mut lines);
    }
    let more = lines.len().saturating_sub(SHOWN);
    lines.truncate(SHOWN);
    if more > 0 {
        let last = format!("and {}", words::counted(more as u64 + 1, "more failure"));
        lines[SHOWN - 1] = line("error", "calproof", &last);
    }
    let notes = runs.iter().flat_map(notes).take(SHOWN);
    lines.extend(notes.map(|note| line("warning", "calproof", &note)));
    lines.concat()
}

fn errors(subject: &Subject, lines: &mut Vec<String>) {
    lines.extend(subject.failures().into_iter().map(|(calendar, check, finding)| {
        let title = format!("{} {}: {}", subject.title(), calendar.id, check.id);
        line("error", &title, &words::block(check, finding))
    }));
}

fn line(level: &str, title: &str, message: &str) -> String {
    let [title, message] = [annotation(title, true), annotation(message, false)];
    format!("::{level} title={title}::{message}\n")
}
