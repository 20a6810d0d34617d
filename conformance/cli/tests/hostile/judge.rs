//! Compares the results of a conversation with the expected ones.

use std::collections::{BTreeMap, BTreeSet};
use std::panic;

use serde_json::Value;

use crate::conversation::{self, Ended};
use crate::model::{self, Statuses};
use crate::scenario::{DAY, ENDS, Kind, ROUND_TRIP, Scenario};
use crate::schema::assert_logs;
use crate::script::{FIRST, LAST};

/// The most memory that the program may take, in MiB.
const MOST_MEMORY: u64 = 200;

/// The statuses that do not count against a subject.
const UNJUDGED: [&str; 4] = ["pass", "lost", "unsupported", "not-compared"];

/// Runs the conversation, and returns the problems with its results.
pub(crate) fn problems(scenario: &Scenario) -> Vec<String> {
    let ended = conversation::run(scenario);
    let mut problems = Vec::new();
    if ended.is_late {
        problems.push(format!("it did not end within {} s", model::most_seconds(scenario)));
    }
    if ended.left > 0 {
        problems.push(format!("{} processes are left", ended.left));
    }
    if ended.most_memory > MOST_MEMORY {
        problems.push(format!("it took {} MiB", ended.most_memory));
    }
    let words = [ended.folder.text("out"), ended.folder.text("err")].concat();
    if ended.code == Some(101) || words.contains("panicked") {
        problems.push("it panicked".to_owned());
    }
    harm(&ended, scenario.has_colours, &mut problems);
    if problems.is_empty() {
        judgement(scenario, &ended, &mut problems);
    }
    if !problems.is_empty() {
        problems.push(format!("{words:.4000}"));
    }
    problems
}

/// Nothing in the output acts on a terminal, or on a reader of lines.
fn harm(ended: &Ended, has_colours: bool, problems: &mut Vec<String>) {
    for (name, bytes) in ended.folder.files() {
        let Ok(text) = String::from_utf8(bytes) else {
            problems.push(format!("{name} is no UTF-8"));
            continue;
        };
        let is_stream = name == "out" || name == "err";
        let text = if is_stream && has_colours { without_colours(&text) } else { text };
        let acts = |character: &char| *character != '\n' && calproof::escape::acts(*character);
        if let Some(character) = text.chars().find(acts) {
            problems.push(format!("{character:?} stands in {name}"));
        }
        if let Some(line) = text.lines().find(|line| line.trim_start().starts_with("::")) {
            problems.push(format!("{name} has the forged line {line:?}"));
        }
    }
}

/// The text without colour sequences.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        match digits.strip_prefix('m') {
            Some(rest) => plain.push_str(rest),
            None => plain = [&plain, "\u{1b}[", part].concat(),
        }
    }
    plain
}

/// The exit code, and which cases are blamed for what.
fn judgement(scenario: &Scenario, ended: &Ended, problems: &mut Vec<String>) {
    let mut expect = |holds: bool, words: String| {
        if !holds {
            problems.push(words);
        }
    };
    let code = ended.code;
    if model::is_inconclusive(scenario) {
        let is_refused = code == Some(2) || (scenario.kind == Kind::Doctor && code == Some(1));
        expect(is_refused, format!("no hello can be accepted, and it exits with {code:?}"));
        let log = ended.folder.text("report/events.jsonl");
        expect(!log.contains("\"event\":\"check\""), "somebody was judged all the same".to_owned());
        return;
    }
    let log = ended.folder.text("report/events.jsonl");
    if model::may_be_inconclusive(scenario)
        && code == Some(2)
        && !log.contains("\"event\":\"check\"")
    {
        return;
    }
    match scenario.kind {
        Kind::Replay => {
            let statuses = model::permitted(scenario, ROUND_TRIP, DAY);
            let expected: BTreeSet<i32> = statuses.iter().map(|status| code_of(status)).collect();
            let is_expected = code.is_some_and(|code| expected.contains(&code));
            expect(is_expected, format!("it exits with {code:?}, and {expected:?} is due"));
        }
        Kind::Walk | Kind::Ends | Kind::Registry => run_judgement(scenario, ended, problems),
        _ => {
            let most = if scenario.script.is_empty() { 0 } else { 2 };
            let is_expected = code.is_some_and(|code| (0..=most).contains(&code));
            expect(is_expected, format!("it exits with {code:?}"));
        }
    }
}

fn code_of(status: &str) -> i32 {
    match status {
        "pass" | "unsupported" | "not-compared" => 0,
        "lost" => 2,
        _ => 1,
    }
}

fn run_judgement(scenario: &Scenario, ended: &Ended, problems: &mut Vec<String>) {
    let path = ended.folder.path("report");
    let code = ended.code.unwrap_or(-1);
    if panic::catch_unwind(|| assert_logs(&path, code)).is_err() {
        problems.push("the log contradicts itself".to_owned());
        return;
    }
    let log = ended.folder.text("report/events.jsonl");
    let events: Vec<Value> = log.lines().filter_map(|it| serde_json::from_str(it).ok()).collect();
    let counts_of = |kind: &'static str, check: &'static str| -> BTreeMap<&str, u64> {
        let of_kind = events.iter().filter(|event| event["event"] == kind);
        let own = of_kind.filter(|event| check.is_empty() || event["check"] == check);
        let counts = own.filter_map(|event| event["counts"].as_object()).flatten();
        counts.fold(BTreeMap::new(), |mut sum, (status, count)| {
            *sum.entry(status.as_str()).or_default() += count.as_u64().unwrap_or_default();
            sum
        })
    };
    let mut all = counts_of("regression", "");
    for check in scenario.kind.checks() {
        let counts = counts_of("check", check);
        if counts.is_empty() {
            problems.push(format!("nothing is said of {check}"));
        }
        if scenario.kind != Kind::Registry {
            days(scenario, check, &counts, &events, problems);
        }
        for (status, count) in counts {
            *all.entry(status).or_default() += count;
        }
    }
    if scenario.kind == Kind::Registry {
        programs(scenario, &all, problems);
    }
    let codes = all.keys().map(|status| code_of(status));
    let worst = codes.max_by_key(|code| [0, 2, 1][*code as usize]).unwrap_or(0);
    if code != worst {
        problems.push(format!("it exits with {code}, and by its counts {worst} is due"));
    }
}

/// The counts of the registry's check. The order of programs is not fixed.
fn programs(scenario: &Scenario, counts: &BTreeMap<&str, u64>, problems: &mut Vec<String>) {
    let permitted = model::permitted(scenario, "", 0);
    let strange = counts.keys().find(|it| !permitted.contains(*it) && **it != "unsupported");
    if let Some(status) = strange {
        problems.push(format!("{status} among {counts:?}; permitted are {permitted:?}"));
    }
    let failed = counts.iter().filter(|(status, _)| !UNJUDGED.contains(status));
    let failed: u64 = failed.map(|(_, count)| count).sum();
    if permitted.contains("pass") && failed > model::most_once(scenario) {
        problems.push(format!("more is blamed than was done: {counts:?}"));
    }
}

/// The counts and the findings of a check on days: each day has a permitted status, and there are
/// no other statuses.
fn days(
    scenario: &Scenario,
    check: &str,
    counts: &BTreeMap<&str, u64>,
    events: &[Value],
    problems: &mut Vec<String>,
) {
    let found = found(check, events);
    let mut all = Statuses::new();
    for day in if check == ENDS { vec![FIRST, LAST] } else { (FIRST..LAST).collect() } {
        let permitted = model::permitted(scenario, check, day);
        all.extend(&permitted);
        let statuses: Vec<&String> = found
            .iter()
            .filter(|(_, days)| days.contains(&day))
            .map(|(status, _)| status)
            .collect();
        let strange = statuses.iter().find(|status| !permitted.contains(status.as_str()));
        if let Some(status) = strange {
            problems.push(format!("{check} {day}: {status}; permitted are {permitted:?}"));
        }
        let may_go_unblamed = UNJUDGED.iter().any(|status| permitted.contains(status));
        if statuses.is_empty() && !may_go_unblamed {
            problems.push(format!("{check} {day}: not blamed; {permitted:?} is due"));
        }
    }
    let strange = counts.keys().find(|status| !all.contains(*status));
    if let Some(status) = strange {
        problems.push(format!("{check}: {status} among {counts:?}; permitted are {all:?}"));
    }
}

/// The days in the findings of a check, by status.
fn found(check: &str, events: &[Value]) -> BTreeMap<String, BTreeSet<i64>> {
    let mut found: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    let prefix = format!("{check}/");
    let is_its = |event: &&Value| {
        event["event"] == "finding"
            && event["id"].as_str().is_some_and(|it| it.starts_with(&prefix))
    };
    for event in events.iter().filter(is_its) {
        let days =
            found.entry(event["status"].as_str().unwrap_or_default().to_owned()).or_default();
        let list = |key: &str| event[key].as_array().cloned().unwrap_or_default();
        for run in list("runs") {
            let end = |place: usize| run[place].as_i64().unwrap_or_default();
            days.extend(end(0)..=end(1));
        }
        let inputs = list("inputs").into_iter().chain(list("generated"));
        days.extend(inputs.filter_map(|day| day.as_str()?.parse::<i64>().ok()));
    }
    found
}
