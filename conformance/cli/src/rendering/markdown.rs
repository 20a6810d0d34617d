//! Markdown for a pull request or a step summary: a table, and the first failures.

use askama::Template;
use calproof::report::text::{self, grouped};

use super::log::{Advisory, Finding};
use super::model::{Calendar, Check, LoggedRun, State, Subject, Sums, state};
use super::words;

/// How many failures are shown, each of which takes several lines, and how many rows the table has:
/// GitHub accepts 1 MiB for a summary and 64 KiB for a comment.
const FAILURES_SHOWN: usize = 10;
const ROWS_SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "summary.md")]
struct Summary {
    headline: String,
    rows: Vec<Row>,
    /// How many rows are left out.
    more_rows: usize,
    failures: Vec<Failure>,
    more_failures: usize,
    notes: Vec<String>,
}

struct Row {
    subject: String,
    calendar: String,
    sums: Sums,
    state: State,
}

struct Failure {
    title: String,
    lines: Vec<String>,
}

impl Row {
    fn outcome(&self) -> &'static str {
        outcome(self.state)
    }
}

/// The symbol and the name of a state.
pub(crate) fn outcome(state: State) -> &'static str {
    match state {
        State::Passed => "✓ conforms",
        State::Failed => "✗ fails",
        State::Inconclusive => "? inconclusive",
        State::Skipped => "· not judged",
    }
}

/// The runs as Markdown.
pub(crate) fn write(runs: &[LoggedRun]) -> askama::Result<String> {
    let subjects = || runs.iter().flat_map(|run| &run.subjects).filter(|it| !it.left_out);
    let sums = Sums::of(subjects().flat_map(Subject::asked));
    let headline = format!(
        "{}: {} of {} checks pass, {} fail",
        outcome(state(runs)),
        grouped(sums.passed),
        grouped(sums.asked()),
        grouped(sums.failed)
    );
    let mut rows: Vec<Row> = subjects().flat_map(rows).collect();
    // Failures come first, so that they are not left out.
    rows.sort_by_key(|row| std::cmp::Reverse(row.state));
    let more_rows = rows.len().saturating_sub(ROWS_SHOWN);
    rows.truncate(ROWS_SHOWN);
    let mut failures: Vec<Failure> = subjects().flat_map(failures).collect();
    let more_failures = failures.len().saturating_sub(FAILURES_SHOWN);
    failures.truncate(FAILURES_SHOWN);
    let notes = runs.iter().flat_map(notes).collect();
    Summary { headline, rows, more_rows, failures, more_failures, notes }.render()
}

fn rows(subject: &Subject) -> Vec<Row> {
    let row = |calendar: &Calendar| Row {
        subject: subject.title(),
        calendar: calendar.id.to_string(),
        sums: Sums::of([calendar].into_iter()),
        state: calendar.state(),
    };
    subject.asked().map(row).collect()
}

fn failures(subject: &Subject) -> Vec<Failure> {
    let failure = |(calendar, check, finding): (&Calendar, &Check, &Finding)| Failure {
        title: format!("{} {}: {}", subject.title(), calendar.id, check.id),
        lines: words::block(check, finding).lines().map(shortened).collect(),
    };
    subject.failures().into_iter().map(failure).collect()
}

fn shortened(line: &str) -> String {
    text::shortened(line, text::LONGEST_LINE)
}

/// The notes that are not verdicts.
pub(crate) fn notes(run: &LoggedRun) -> Vec<String> {
    let mut notes: Vec<String> = run.remarks.iter().map(ToString::to_string).collect();
    if !run.is_whole {
        let file = &run.file;
        notes.push(format!("{file}: it did not end; later findings are missing"));
    }
    for subject in &run.subjects {
        let title = subject.title();
        let known = subject.not_as_known.iter().chain(&subject.open).chain(&subject.trouble);
        notes.extend(known.map(|why| format!("{title}: {why}")));
        for calendar in &subject.calendars {
            let inconclusive = calendar.inconclusive.iter();
            notes.extend(inconclusive.map(|why| format!("{title} {}: {why}", calendar.id)));
        }
        let advisories = subject.advisories.iter();
        notes.extend(advisories.map(|Advisory { calendar, weakness, what, case, .. }| {
            format!("{title} {calendar}: advisory, CWE-{weakness}: {what}; as in {case}")
        }));
        if subject.unsteady > 0 {
            let count = words::counted(subject.unsteady, "failure");
            notes.push(format!("{title} is unsteady: {count} did not recur on retry"));
        }
    }
    notes.iter().map(|note| shortened(note)).collect()
}
