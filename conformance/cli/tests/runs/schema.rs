//! The requirements for every event log in the tests: its schema, the order of its lines, and its
//! sums.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;

pub(crate) use calproof::report::EVENTS_SCHEMA as SCHEMA;

static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(SCHEMA).expect("JSON");
    jsonschema::validator_for(&schema).expect("a JSON schema")
});

/// Checks all logs in this folder and below it. They come from a command with this exit code: only
/// a refused command may leave a log that does not end.
#[track_caller]
pub(crate) fn assert_logs(folder: &Path, code: i32) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.is_symlink() {
            assert_logs(&path, code);
        } else if path.extension().is_some_and(|ending| ending == "jsonl") {
            let text = fs::read_to_string(&path).expect("UTF-8");
            assert_log(&text, code != 2);
        }
    }
}

/// Checks one log.
#[track_caller]
pub(crate) fn assert_log(text: &str, has_to_end: bool) {
    let events: Vec<Value> = text.lines().map(event).collect();
    let of_kind = |kind: &str| -> Vec<usize> {
        let all = events.iter().enumerate().filter(|(_, event)| event["event"] == kind);
        all.map(|(place, _)| place).collect()
    };
    assert_eq!(of_kind("begun"), [0], "it begins once: {text:.300}");
    let whole = of_kind("whole");
    assert!(whole.is_empty() || whole == [events.len() - 1], "it ends once: {whole:?}");
    assert!(!has_to_end || whole.len() == 1, "it does not end: {text:.300}");
    let planned = events[0]["subjects"].as_array().expect("a plan");
    let subjects = of_kind("subject");
    let names = |key: &Value| key["subject"].as_str().map(str::to_owned);
    let reported: Vec<_> = subjects.iter().map(|place| names(&events[*place])).collect();
    let expected: Vec<_> = planned.iter().map(names).collect();
    assert!(expected.starts_with(&reported), "{reported:?} are not in the order of {expected:?}");
    let Some(whole) = whole.first().map(|place| &events[*place]) else { return };
    if events[0]["command"] == "run" {
        assert_eq!(reported, expected, "every planned subject is reported");
        assert_eq!(sum(&events), *whole, "the sums of its checks and regressions");
    }
    let number = |key: &str| whole[key].as_u64().expect("a count");
    let counts = whole["counts"].as_object().expect("counts");
    let counted: u64 = counts.values().filter_map(Value::as_u64).sum();
    assert_eq!((number("planned"), number("resolved")), (counted, counted - number("lost")));
}

/// Parses the line, which must follow the schema.
#[track_caller]
fn event(line: &str) -> Value {
    let event: Value = serde_json::from_str(line).expect(line);
    let wrong: Vec<String> = VALIDATOR.iter_errors(&event).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{line:.1000}\n{wrong:#?}");
    event
}

/// The last line as computed from the lines before it, with the given outcome.
fn sum(events: &[Value]) -> Value {
    let (mut planned, mut counts) = (0, BTreeMap::<&str, u64>::new());
    let reported = |event: &&Value| event["event"] == "check" || event["event"] == "regression";
    for event in events.iter().filter(reported) {
        planned += event["planned"].as_u64().expect("a count");
        for (status, count) in event["counts"].as_object().expect("counts") {
            *counts.entry(status).or_default() += count.as_u64().expect("a count");
        }
    }
    let lost = counts.get("lost").copied().unwrap_or_default();
    let end = &events[events.len() - 1];
    let mut whole = serde_json::json!({
        "event": "whole", "planned": planned, "resolved": planned - lost, "lost": lost,
        "counts": counts, "outcome": end["outcome"],
    });
    // Only in a shard. It also counts regressions, which have no such key in their lines.
    if let Some(elsewhere) = end.get("elsewhere") {
        whole["elsewhere"] = elsewhere.clone();
    }
    whole
}
