//! Adapters that fail on one day: fuzzing survives them and blames that day, and replaying asks it
//! again in every run.

use std::fs;

use rayon::prelude::*;
use serde_json::Value;

use crate::trial::{Ended, Trial};

/// The second to last day that the hostile adapter declares: near an end, so that fuzzing reaches
/// it soon.
const DAY: &str = "741441";

/// Fuzzes the hostile adapter in this mode, and returns the log.
fn fuzz(mode: &str) -> (Ended, Vec<Value>) {
    let only = "calendar/round_trip/day_to_date_to_day";
    let trial = Trial::new(&["fuzz", "-", "--runs", "4096", "--only", only]);
    let report = trial.folder.path("report");
    let trial = trial.with(&["--answer-seconds", "1", "--report", &report]);
    let ended = trial.hostile(&mode.replace("DAY", DAY)).end();
    let log = fs::read_to_string(format!("{report}/fuzz--.jsonl")).expect("a log");
    let events = log.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    (ended, events)
}

#[test]
fn a_correct_adapter_is_not_blamed() {
    let (ended, events) = fuzz("good");
    assert_eq!(ended.code, 0, "{}\n{}", ended.out, ended.err);
    assert_eq!(events.len(), 2, "{events:?}");
    assert!(ended.out.contains("nothing new: 4,096 cases and "), "{}", ended.out);
}

/// An adapter that hangs or crashes does not extend the requested time.
#[test]
fn the_time_limit_is_kept() {
    for mode in ["hangs-on DAY", "restarts", "deaf", "dies-at 1 + silent-later"] {
        let only = "calendar/round_trip/day_to_date_to_day";
        let trial = Trial::new(&["fuzz", "-", "--time", "5s", "--only", only]);
        let report = trial.folder.path("report");
        let ended = trial.with(&["--report", &report]).hostile(&mode.replace("DAY", DAY)).end();
        assert!(ended.seconds <= 9, "{mode}: {} s\n{}", ended.seconds, ended.out);
    }
}

/// A run that is counted was made, although what was blamed is remembered.
#[test]
fn each_counted_run_is_made() {
    let check = "calendar/round_trip/day_to_date_to_day";
    let asked = |times| {
        let trial = Trial::new(&["replay", "-", check, "gregory", DAY, "--times", times]);
        let transcript = trial.folder.path("its.transcript");
        let trial = trial.with(&["--transcript", &transcript]);
        let ended = trial.hostile(&format!("dies-on {DAY}")).end();
        assert_eq!(ended.code, 1, "{}\n{}", ended.out, ended.err);
        let recorded = fs::read_to_string(&transcript).expect("a transcript");
        let asks = |line: &&str| line.starts_with("> ") && line.contains(DAY);
        (recorded.lines().filter(asks).count(), ended.out)
    };
    let (once, _) = asked("1");
    let (in_all, out) = asked("3");
    assert!(once > 0 && in_all == 3 * once, "{once}, then {in_all}\n{out}");
    assert!(out.ends_with("crash in 3 of 3 runs\n"), "{out}");
}

#[test]
fn an_adapter_that_never_answers_is_given_up() {
    let only = "calendar/round_trip/day_to_date_to_day";
    let trial = Trial::new(&["fuzz", "-", "--runs", "64", "--only", only]).within(120);
    let report = trial.folder.path("report");
    let ended = trial.with(&["--report", &report]).hostile("restarts").end();
    // A proven failure outranks the reason why fuzzing stopped.
    assert_eq!(ended.code, 1, "{}", ended.out);
    assert!(ended.out.contains("it failed 100 consecutive times"), "{}", ended.out);
}

#[test]
fn crashes_hangs_and_garbage_are_survived_and_blamed_on_the_day() {
    let modes = [
        ("dies-on DAY", "crash"),
        ("hangs-on DAY", "hang"),
        ("garbles-on DAY", "garbage"),
        ("wrong-answer-on DAY", "wrong"),
    ];
    modes.into_par_iter().for_each(|(mode, status)| {
        let (ended, events) = fuzz(mode);
        assert_eq!(ended.code, 1, "{mode}: {}\n{}", ended.out, ended.err);
        let found: Vec<&Value> =
            events.iter().filter(|event| event["event"] == "finding").collect();
        assert!(found.iter().all(|finding| finding["status"] == status), "{mode}: {found:?}");
        let again = format!("calendar/round_trip/day_to_date_to_day gregory {DAY} -- ");
        let mut commands = found.iter().filter_map(|finding| finding["again"].as_str());
        assert!(commands.any(|command| command.contains(&again)), "{mode}: {found:?}");
    });
}
