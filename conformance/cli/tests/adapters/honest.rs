//! Correct adapters: the template, a calendar built on it, one that makes the usual mistakes, and
//! our own libraries over the protocol.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::trial::{CALPROOF, Ended, PYTHON, Trial, ours};

const TEMPLATE: &str = "tests/template/adapter.py";
const SMALL: &str = "tests/adapters/small_calendar.py";

/// An adapter that declares only some years of another one, so that they can be asked day by day.
const PART: &str = r#"
import sys
sys.path[:0] = sys.argv[2:]
import adapter
whole = adapter.serve
def part(name, version, calendars):
    whole(name, version, [dict(calendar, first=700000, last=710000) for calendar in calendars])
adapter.serve = part
if sys.argv[1] == "adapter":
    part(adapter.NAME, adapter.VERSION, adapter.CALENDARS)
else:
    __import__(sys.argv[1])
"#;

/// Everything planned is resolved, and nothing fails.
fn conforms(ended: &Ended) {
    assert_eq!(ended.code, 0, "{}\n{}", ended.out, ended.err);
    let counts = ended.all_counts();
    assert!(counts["pass"] > 1000, "{counts:?}");
    assert!(
        counts.keys().all(|status| ["pass", "unsupported", "not-compared"].contains(&&**status)),
        "{counts:?}"
    );
}

/// A part of the range is asked day by day with all checks; the whole range only near its edges.
fn conforms_in_part_and_as_a_whole(module: &str, path: &str) {
    let [template, tests] = ["tests/template", "tests/adapters"].map(ours);
    let words = ["--", &PYTHON, "-B", "-c", PART, module, &template, &tests];
    let part = Trial::run(&[]).with(&words).end();
    conforms(&part);
    assert_eq!(part.events("calendar")[0]["walked"], serde_json::json!([700_000, 709_999]));
    let folders = ["round_trip/date_to_day_to_date", "range", "refusal", "vector"];
    let whole = folders.map(|folder| format!("calendar/{folder}"));
    conforms(&Trial::run(&whole.each_ref().map(String::as_str)).on(path, "").end());
}

#[test]
fn the_template_conforms() {
    conforms_in_part_and_as_a_whole("adapter", TEMPLATE);
}

#[test]
fn a_small_calendar_on_the_template_conforms() {
    conforms_in_part_and_as_a_whole("small_calendar", SMALL);
}

#[test]
fn a_users_calendar_takes_at_most_60_lines() {
    let lines = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).count();
    let [template, small] = [TEMPLATE, SMALL].map(|path| fs::read_to_string(ours(path)).unwrap());
    let (_, rest) = template.split_once("# ---- YOURS").expect("a marked part");
    let (yours, _) = rest.split_once("# ---- The protocol").expect("its end");
    for (what, text) in [("template", yours), ("small calendar", &small)] {
        assert!((20..=60).contains(&lines(text)), "{what}: {} lines", lines(text));
    }
}

// ---- Our own libraries over the protocol

/// The log without the way in which the command line names the subject.
fn log(ended: &Ended) -> Vec<Value> {
    let mut events = ended.events.clone();
    for event in events.iter_mut().filter_map(Value::as_object_mut) {
        event.remove("again");
        for subject in event.get_mut("subjects").and_then(Value::as_array_mut).into_iter().flatten()
        {
            subject["origin"] = Value::Null;
            subject["suffix"] = Value::Null;
        }
    }
    events
}

#[test]
fn the_protocol_changes_no_result() {
    let some = ["calendar/range", "calendar/refusal", "calendar/vector"];
    // The first has no findings; the second has some, because it crashes.
    for (adapter, checks) in [("reference", &[][..]), ("icu4x", &some)] {
        let trial = || Trial::run(checks).with(&["--calendar", "persian"]);
        let direct = trial().with(&["--adapter", adapter]).end();
        let wired = trial().with(&["--", CALPROOF, "serve", adapter]).end();
        assert!(direct.all_counts()["pass"] > 1000, "{}", direct.out);
        assert_eq!(log(&direct), log(&wired), "{}\n{}", direct.out, wired.out);
        assert_eq!(direct.code, wired.code);
    }
}

/// The output of `calproof serve reference` for this input.
fn serve(input: &[u8]) -> Output {
    let mut command = Command::new(CALPROOF);
    command.args(["serve", "reference"]).stdin(Stdio::piped());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it");
    let mut stdin = child.stdin.take().expect("its input");
    // The server may end before it has read everything.
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().expect("its end")
}

#[test]
fn questions_are_answered_until_the_input_ends() {
    let questions = "{\"id\":\"a\",\"ask\":\"date\",\"calendar\":\"gregory\",\"of\":[1,-400]}\n\
                     {\"id\":\"b\",\"ask\":\"is-leap-year\",\"calendar\":\"gregory\",\"of\":[4]}";
    let output = serve(questions.as_bytes());
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    let answers: Vec<&str> = out.lines().skip(1).collect();
    let expected = [r#"{"id":"a","got":[[1,1,1],[-1,11,27]]}"#, r#"{"id":"b","got":[true]}"#];
    assert_eq!(answers, expected);
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn an_unreadable_question_ends_the_server_with_a_message() {
    let long = vec![b' '; (4 << 20) + 1];
    for (question, words) in [
        (&b"what day is it?\n"[..], "the line is neither a question"),
        (b"{\"id\":\"a\",\"ask\":\"date\",\"calendar\":\"gregory\"}\n", "missing field `of`"),
        (
            b"{\"id\":\"a\",\"ask\":\"date\",\"calendar\":\"gregory\",\"of\":[1],\"x\":1}\n",
            "unknown field `x`",
        ),
        (b"{\"id\":\"a\",\"ask\":\"time\",\"calendar\":\"gregory\",\"of\":[1]}\n", "`time`"),
        (b"{\"id\":\"a\",\"ask\":\"date\",\"calendar\":\"gregory\",\"of\":[[1,2]]}\n", "`date`"),
        (b"{\"id\":\"a\",\"ask\":\"date\",\"calendar\":\"gregory\",\"of\":[1.0]}\n", "floating"),
        (b"\xff\xfe\n", "the line is neither a question"),
        (&long, "longer than 4194304 bytes"),
    ] {
        let output = serve(question);
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{err}");
        assert!(err.starts_with("error: ") && err.contains(words), "{err}");
        let out = String::from_utf8_lossy(&output.stdout);
        assert_eq!(out.lines().count(), 1, "hello and nothing else: {out}");
    }
}
