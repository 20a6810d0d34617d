//! A run in shards: each one alone, and all of them merged.

use std::fs;

use serde_json::Value;

use crate::program::{Ended, Folder};
use crate::project::{MINE, assert_says, calproof, events, theirs, write};

/// How many shards most tests have.
const COUNT: usize = 3;

/// A known failure on these days.
fn known(days: &str, count: u64) -> String {
    format!(
        "[[known]]\ncheck = \"calendar/agreement/date_of_day\"\ncalendar = \"islamic-civil\"\n\
         versions = \"0.1.0\"\nstatus = \"wrong\"\ndays = [{days}]\ncount = {count}\n\
         reason = \"the day of the test\"\nauthority = \"the test\"\n"
    )
}

/// Runs the command as a whole and in shards.
fn whole_and_shards(folder: &Folder, words: &[&str]) -> (Ended, Vec<Ended>) {
    let run = |more: &[&str]| calproof(folder, &[&["run", "--verbose"], more, words].concat());
    let shard = |number| {
        let shard = format!("{number}/{COUNT}");
        run(&["--report", "shards", "--shard", &shard])
    };
    (run(&["--report", "whole"]), (1..=COUNT).map(shard).collect())
}

/// The output without the path of the log, the next step and the names of the subjects.
fn reported(out: &str) -> String {
    let others = ["event log: ", "next: ", "calproof.toml: "];
    let is_same = |line: &&str| !others.iter().any(|start| line.starts_with(start));
    out.lines().filter(is_same).fold(String::new(), |text, line| text + line + "\n")
}

/// Runs the command as a whole and in shards, and compares the merged log and report with those of
/// the whole run. Returns the whole run and the shards.
#[track_caller]
fn assert_merges(folder: &Folder, words: &[&str]) -> (Ended, Vec<Ended>) {
    let (whole, shards) = whole_and_shards(folder, words);
    let merged = calproof(folder, &["merge", "--verbose", "shards", "-o", "merged"]);
    assert_eq!(merged.code, whole.code, "{}{}", merged.out, merged.err);
    assert_eq!(reported(&merged.out), reported(&whole.out));
    let log = |name: &str| fs::read_to_string(folder.0.join(name).join("events.jsonl")).unwrap();
    assert!(log("whole") == log("merged"), "{words:?}: the logs differ");
    let planned: Vec<u64> = (1..=COUNT).map(|number| planned(folder, &shard(number))).collect();
    assert_eq!(planned.iter().sum::<u64>(), self::planned(folder, "whole/events.jsonl"));
    assert!(planned.iter().filter(|planned| **planned > 0).count() > 1, "{planned:?}");
    (whole, shards)
}

/// The log of the shard with this number.
fn shard(number: usize) -> String {
    format!("shards/events-{number}-of-{COUNT}.jsonl")
}

/// How many verdicts a log has planned.
fn planned(folder: &Folder, log: &str) -> u64 {
    events(folder, log).last().unwrap()["planned"].as_u64().unwrap()
}

#[test]
fn shards_merge_into_the_report_of_one_run() {
    for words in [
        // Wrong for four centuries, so that runs of wrong days cross shards.
        &["--exhaustive", "--adapter", "fault/cycle-of-399-years"][..],
        &["--exhaustive", "--adapter", "fault/months-out-of-order"],
        &["--level", "2", "--adapter", "fault/leap-year-1404", "--seed", "7"],
        &["--level", "1", "--adapter", "fault/names-trimmed", "--only", "registry"],
        // No subject is named, so those with nothing to ask are left out.
        &["--level", "1", "--calendar", "persian"],
        &["--level", "1", "--adapter", "reference", "--calendar", "hebrew", "--", "false"],
    ] {
        assert_merges(&Folder::new(), words);
    }
}

#[test]
fn a_shard_alone_is_a_run_of_fewer_verdicts() {
    let folder = Folder::new();
    let words = ["--level", "1", "--adapter", "reference", "--calendar", "persian"];
    let (whole, shards) = whole_and_shards(&folder, &words);
    assert_eq!(whole.code, 0, "{}", whole.out);
    for Ended { code, out, err } in shards {
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        assert_says(&out, &["next: `calproof merge`, given the logs of all shards"]);
    }
    // The shard of a case depends only on the case, so a second run gives the same log.
    let before = events(&folder, &shard(2));
    let again = ["run", "--shard", "2/3", "--report", "again"];
    calproof(&folder, &[&again[..], &words].concat());
    assert_eq!(events(&folder, "again/events-2-of-3.jsonl"), before);
    assert_eq!(before[0]["shard"], serde_json::json!([2, 3]));
}

/// An entry may cover the failures of several shards, so known failures are judged after the merge.
#[test]
fn known_failures_are_judged_when_shards_are_merged() {
    let words = ["--exhaustive", "--only", "calendar/agreement/date_of_day"];
    for (days, count, code, reported) in [
        ("[735000, 735000]", 1, 0, "islamic-civil, known: wrong × 1"),
        ("[735000, 735001]", 2, 1, "fails 1 times; its entry says 2"),
        ("[734000, 734000]", 1, 1, "also fails at day 735000"),
    ] {
        let folder = theirs(MINE);
        write(&folder, "known_failures.toml", &known(days, count));
        let (whole, shards) = assert_merges(&folder, &words);
        assert_eq!(whole.code, code, "{}", whole.out);
        assert_says(&whole.out, &[reported]);
        let failing = shards.iter().filter(|shard| shard.code == 1).count();
        let is_elsewhere = reported.starts_with("also fails");
        assert_eq!(failing, usize::from(is_elsewhere), "{days}: {failing} shards fail");
    }
    let folder = theirs(MINE);
    let text = fs::read_to_string(folder.0.join("adapter.py")).unwrap();
    write(&folder, "adapter.py", &text.replace("day == 735000", "day == -1"));
    write(&folder, "known_failures.toml", &known("[735000, 735000]", 1));
    let (whole, shards) = assert_merges(&folder, &words);
    assert_eq!(whole.code, 1);
    assert_says(&whole.out, &["passed, though listed as a known failure"]);
    assert!(shards.iter().all(|shard| shard.code == 0), "a shard cannot tell");
}

/// A claim whose reference covers other days.
const CLAIM: &str = "\"id\": \"islamic-umalqura\", \"rule\": \"islamic-umalqura\"";

#[test]
fn whether_enough_is_compared_is_judged_when_shards_are_merged() {
    let folder = theirs(MINE);
    let mut text = fs::read_to_string(folder.0.join("adapter.py")).unwrap();
    for (from, to) in [
        ("\"id\": \"islamic-civil\", \"rule\": \"islamic-civil\"", CLAIM),
        ("new_year(1430), \"last\": new_year(1440) - 1", "2414000, \"last\": 2414400"),
    ] {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    write(&folder, "adapter.py", &text);
    let (whole, shards) = assert_merges(&folder, &["--level", "3", "--only", "calendar/agreement"]);
    assert_eq!(whole.code, 2, "{}", whole.out);
    assert_says(&whole.out, &["inconclusive: too little compared"]);
    assert!(shards.iter().all(|shard| shard.code == 0), "a shard cannot tell");
}

/// A folder with logs of shards of the same run, and of other runs.
fn different_shards() -> Folder {
    let folder = Folder::new();
    let words =
        ["run", "--adapter", "reference", "--calendar", "persian", "--only", "calendar/order"];
    let run = |more: &[&str]| {
        let ended = calproof(&folder, &[&words[..], more].concat());
        assert_eq!(ended.code, 0, "{more:?}: {}{}", ended.out, ended.err);
    };
    for number in ["1/2", "2/2", "2/3"] {
        run(&["--level", "1", "--shard", number, "--report", "a"]);
    }
    run(&["--level", "1", "--report", "a"]);
    for (place, more) in [
        ("level", &["--level", "2"][..]),
        ("seed", &["--level", "1", "--seed", "2"]),
        ("budget", &["--level", "1", "--budget", "ci"]),
        ("skip", &["--level", "1", "--skip", "calendar/range"]),
        ("subjects", &["--level", "1", "--adapter", "icu4x"]),
    ] {
        run(&[more, &["--shard", "2/2", "--report", place]].concat());
    }
    folder
}

#[test]
fn incomplete_sets_of_shards_are_refused() {
    let folder = different_shards();
    let (one, two) = ("a/events-1-of-2.jsonl", "a/events-2-of-2.jsonl");
    for (log, words) in [
        ("a/events-2-of-3.jsonl", "is shard 2/3"),
        ("a/events.jsonl", "a/events.jsonl: not a shard's log"),
        ("level/events-2-of-2.jsonl", "different runs: the level `1` and `2`"),
        ("seed/events-2-of-2.jsonl", "different runs: the seed `1` and `2`"),
        ("budget/events-2-of-2.jsonl", "different runs: the budget `smoke` and `ci`"),
        ("skip/events-2-of-2.jsonl", "different runs: --skip"),
        ("subjects/events-2-of-2.jsonl", "the subjects `reference` and `reference, icu4x`"),
        ("none.jsonl", "none.jsonl: No such file"),
        (one, "are both shard 1/2"),
    ] {
        assert_refused(&folder, &[one, log], words);
    }
    assert_refused(&folder, &[one], "1 of 2 shards are missing: 2/2");
    assert_refused(&folder, &[one, two, one], "are both shard 1/2");
    assert_eq!(calproof(&folder, &["merge", "-o", "merged", two, one]).code, 0);
}

#[track_caller]
fn assert_refused(folder: &Folder, logs: &[&str], words: &str) {
    let ended = calproof(folder, &[&["merge", "-o", "merged", "--"], logs].concat());
    assert_eq!(ended.code, 2, "{logs:?}: {}", ended.out);
    assert_says(&ended.err, &[words]);
    assert!(!folder.0.join("merged/events.jsonl").exists(), "{logs:?}");
}

#[test]
fn shards_of_other_plans_and_logs_that_do_not_end_are_refused() {
    let folder = Folder::new();
    for number in ["1/2", "2/2"] {
        let words = ["run", "--level", "1", "--only", "calendar/order", "--report", "a"];
        let subject = ["--adapter", "reference", "--calendar", "persian", "--shard", number];
        calproof(&folder, &[&words[..], &subject].concat());
    }
    let (one, two) = ("a/events-1-of-2.jsonl", "a/events-2-of-2.jsonl");
    let text = fs::read_to_string(folder.0.join(two)).unwrap();
    let subject = events(&folder, two)[0]["subjects"][0].clone();
    let answered = |key: &str| format!("\"{key}\":{}", subject[key]);
    let calproof = format!("\"calproof\":\"{}\"", env!("CARGO_PKG_VERSION"));
    for (from, to, words) in [
        (calproof, "\"calproof\":\"9.9.9\"", "of calproof 9.9.9; this is"),
        (answered("version"), "\"version\":\"9\"", "the version of reference"),
        (answered("claim"), "\"claim\":\"0123456789ab\"", "the digest of the claim of reference"),
        (answered("files"), "\"files\":\"0123456789ab\"", "the digest of the files of reference"),
        ("\"elsewhere\":".to_owned(), "\"elsewhere\":1", "different numbers of verdicts"),
        ("{\"event\":\"whole\"".to_owned(), "\n", "the run did not end"),
    ] {
        assert!(text.contains(&from), "{from}");
        let mut other = text.replace(&from, to);
        if to == "\n" {
            // The log of a run that was killed.
            other.truncate(text.find(&from).unwrap() - 9);
        }
        write(&folder, "other.jsonl", &other);
        assert_refused(&folder, &[one, "other.jsonl"], words);
    }
}

#[test]
fn malformed_shard_options_are_refused() {
    for shard in ["0/3", "4/3", "x", "1/0", "1/", "-1/3"] {
        let shard = format!("--shard={shard}");
        let Ended { code, err, .. } = calproof(&Folder::new(), &["run", "--level", "1", &shard]);
        assert_eq!(code, 2, "{shard}: {err}");
        assert_says(&err, &["a shard is I/N, from 1/N to N/N, as in 2/3"]);
    }
    for more in [&[][..], &["--budget", "ci"]] {
        let words = [&["run", "--adapter", "reference", "--shard", "1/3"], more].concat();
        let Ended { code, err, .. } = calproof(&Folder::new(), &words);
        assert_eq!(code, 2, "{err}");
        assert_says(
            &err,
            &["--shard 1/3 requires the same level", "`--level N` or `--exhaustive`"],
        );
    }
}

/// A manipulated log can break only the merge.
#[test]
fn a_manipulated_log_causes_no_panic() {
    let folder = Folder::new();
    let words = ["run", "--level", "1", "--shard", "1/1", "--adapter", "fault/leap-year-1404"];
    calproof(&folder, &words);
    let log = ".calproof/events-1-of-1.jsonl";
    let all = events(&folder, log);
    let huge = [serde_json::json!(u64::MAX), serde_json::json!(i64::MIN), serde_json::json!("x")];
    let kinds = ["begun", "regression", "calendar", "block", "check", "finding", "whole"];
    for kind in kinds {
        let place = all.iter().rposition(|event| event["event"] == kind).expect(kind);
        let event = &all[place];
        for key in event.as_object().unwrap().keys() {
            for value in &huge {
                let mut other = all.clone();
                other[place][key] = match &event[key] {
                    Value::Array(items) => Value::Array(vec![value.clone(); items.len()]),
                    _ => value.clone(),
                };
                let text: String =
                    other.iter().fold(String::new(), |text, event| format!("{text}{event}\n"));
                write(&folder, "changed.jsonl", &text);
                let ended = calproof(&folder, &["merge", "changed.jsonl", "-o", "merged"]);
                assert!(ended.code <= 2, "{key} of {event}: {}", ended.err);
                // A panic also exits with 2, so the message decides.
                assert!(!ended.err.contains("internal error"), "{key} of {event}: {}", ended.err);
            }
        }
    }
}

/// Control characters, line feeds and workflow commands in a log come out escaped.
#[test]
fn texts_of_a_log_are_escaped() {
    const HOSTILE: &str = "\u{1b}[31m\u{202e}\n::error::forged";
    fn hostile(key: &str, value: &mut Value) {
        match value {
            Value::String(text) if ["why", "authority", "trouble", "version"].contains(&key) => {
                text.push_str(HOSTILE);
            }
            Value::Array(items) => items.iter_mut().for_each(|item| match item {
                Value::Array(words) if key == "talk" => words.fill(HOSTILE.into()),
                item => hostile(key, item),
            }),
            Value::Object(fields) => {
                fields.iter_mut().for_each(|(key, value)| hostile(key, value));
            }
            _ => {}
        }
    }
    let folder = Folder::new();
    let words = ["run", "--level", "1", "--shard", "1/1", "--adapter", "fault/leap-year-1404"];
    calproof(&folder, &words);
    let mut all = events(&folder, ".calproof/events-1-of-1.jsonl");
    all[1..].iter_mut().for_each(|event| hostile("", event));
    for planned in all[0]["subjects"].as_array_mut().unwrap() {
        hostile("", planned);
    }
    let text = all.iter().fold(String::new(), |text, event| format!("{text}{event}\n"));
    write(&folder, "changed.jsonl", &text);
    let words = ["merge", "--verbose", "changed.jsonl", "-o", "merged"];
    let Ended { code, out, err } = calproof(&folder, &words);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert!(out.contains("\\u{1b}[31m\\u{202e}\\n::error"), "{out}");
    // A workflow command is escaped as it is written; our own lines never begin like one.
    let is_forged = |line: &&str| {
        ["\u{1b}", "::", "\\u{3a}"].iter().any(|start| line.trim_start().starts_with(start))
    };
    let forged = out.lines().find(is_forged);
    assert_eq!(forged, None, "{out}");
}

/// A subject that could not be judged in one of the shards cannot be judged as a whole.
#[test]
fn a_subject_that_failed_in_one_shard_is_named() {
    let folder = Folder::new();
    let program = env!("CARGO_BIN_EXE_calproof");
    let script = format!("test -e stop && exit 1; exec {program} serve chrono");
    for number in 1..=COUNT {
        if number == 2 {
            write(&folder, "stop", "");
        }
        let shard = format!("{number}/{COUNT}");
        let words = ["run", "--report", "shards", "--level", "0", "--shard", &shard];
        calproof(&folder, &[&words[..], &["--", "sh", "-c", &script]].concat());
        let _ = fs::remove_file(folder.0.join("stop"));
    }
    let merged = calproof(&folder, &["merge", "shards", "-o", "merged"]);
    assert_eq!(merged.code, 2, "{}", merged.out);
    assert_says(&merged.err, &["could not be judged in shard 2/3", "run that shard again"]);
}
