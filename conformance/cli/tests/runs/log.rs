//! A run and its event log.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use serde_json::Value;

use crate::program::{Ended, Folder, command, ended};

/// The results of a run.
pub(crate) struct Run {
    pub(crate) ended: Ended,
    pub(crate) log: Log,
}

/// An event log.
pub(crate) struct Log {
    pub(crate) text: String,
    pub(crate) events: Vec<Value>,
}

/// The official Persian calendar of everybody who has it: what `calproof run --calendar persian
/// --exhaustive` comes to, run once for all tests.
pub(crate) static PERSIAN: LazyLock<Run> =
    LazyLock::new(|| run(&["--calendar", "persian", "--exhaustive"], &[]));

/// One that fails, one that departs, and one that conforms: seconds, and every kind of event.
pub(crate) const THREE: [&str; 9] = [
    "--adapter",
    "fault/leap-year-1404",
    "--adapter",
    "twin/leap-year-1404",
    "--adapter",
    "reference",
    "--calendar",
    "persian",
    "--exhaustive",
];

/// Runs the program and reads its log, each line of which is a JSON object with an `event`.
pub(crate) fn run(words: &[&str], environment: &[(&str, &str)]) -> Run {
    let folder = Folder::new();
    let words = [&["run", "--verbose"], words].concat();
    let ended = ended(command(&folder, &words).envs(environment.iter().copied()));
    let file = folder.0.join(".calproof/events.jsonl");
    let text = fs::read_to_string(&file).expect("an event log where it is by default");
    assert!(text.ends_with('\n'), "the last line is whole");
    let read = |line: &str| -> Value { serde_json::from_str(line).expect(line) };
    let events: Vec<Value> = text.lines().map(read).collect();
    for event in &events {
        assert!(event["event"].is_string(), "{event}");
    }
    Run { ended, log: Log { text, events } }
}

impl Log {
    /// The events of this kind.
    pub(crate) fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Value> {
        self.events.iter().filter(move |event| event["event"] == kind)
    }
}

/// A number in an event.
#[track_caller]
pub(crate) fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is no count"))
}

/// The first and the last day of a range.
#[track_caller]
pub(crate) fn days(value: &Value) -> (i64, i64) {
    let end = |place: usize| value[place].as_i64().unwrap_or_else(|| panic!("{value}: no days"));
    (end(0), end(1))
}

/// How many verdicts have each status.
pub(crate) fn counts(value: &Value) -> BTreeMap<String, u64> {
    let counts = value.as_object().expect("an object of counts");
    counts.iter().map(|(status, count)| (status.clone(), number(count))).collect()
}
