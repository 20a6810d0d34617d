//! `diff`: what is fixed, broken, new or changed from one log to the next.

use std::fs;

use crate::program::{Ended, Folder, command, ended};
use crate::snapshot::assert_seen;

/// A check that every log has, and one that only `less` lacks.
const DATES: &str = "calendar/agreement/date_of_day";
const DAYS: &str = "calendar/agreement/day_of_date";

/// Writes the log of a run of these checks on this subject, as if it were called `mine`.
fn log(folder: &Folder, name: &str, subject: &str, checks: &[&str]) {
    log_with(folder, name, subject, (checks, &[]));
}

/// The same with these options.
fn log_with(folder: &Folder, name: &str, subject: &str, (checks, options): (&[&str], &[&str])) {
    let mut words = vec!["run", "--adapter", subject, "--calendar", "persian", "--report", name];
    words.extend(options);
    for check in checks {
        words.extend(["--only", *check]);
    }
    ended(&mut command(folder, &words));
    let text = fs::read_to_string(folder.0.join(name).join("events.jsonl")).unwrap();
    fs::write(folder.0.join(format!("{name}.jsonl")), text.replace(subject, "mine")).unwrap();
}

fn diff(folder: &Folder, words: &[&str]) -> Ended {
    ended(&mut command(folder, &[&["diff"], words].concat()))
}

/// Logs of a wrong subject, of a right one, and of the wrong one when it is asked less.
fn logs() -> Folder {
    let folder = Folder::new();
    log(&folder, "wrong", "fault/leap-year-1404", &[DATES, DAYS]);
    log(&folder, "right", "twin/leap-year-1404", &[DATES, DAYS]);
    log(&folder, "less", "fault/leap-year-1404", &[DATES]);
    folder
}

#[test]
fn what_changed_is_told_by_case() {
    let folder = logs();
    let mut seen = String::new();
    for words in [
        &["right.jsonl", "wrong.jsonl", "--fail-on", "new"][..],
        &["wrong.jsonl", "right.jsonl", "--fail-on", "new"],
        &["less.jsonl", "wrong.jsonl", "less.jsonl", "right.jsonl", "wrong.jsonl"],
    ] {
        let Ended { code, out, err } = diff(&folder, words);
        let exit = if code == 0 { String::new() } else { format!("[exit code {code}]\n") };
        let words = words.join(" ");
        seen.extend(["$ calproof diff ", &words, "\n", &out, &err, &exit, "\n"]);
    }
    assert_seen("diff", &seen);
}

/// A case that a coarser run leaves out, or that another seed does not generate, is not fixed.
#[test]
fn a_case_that_was_not_asked_again_is_not_fixed() {
    let folder = logs();
    let right = "twin/leap-year-1404";
    log_with(&folder, "coarse", right, (&[DATES, DAYS], &["--level", "1"]));
    log_with(&folder, "other", right, (&[DATES, DAYS], &["--seed", "2"]));
    for (next, sums) in [
        ("coarse.jsonl", "0 broken, 0 new, 0 changed, 0 fixed, 3 no longer judged"),
        ("other.jsonl", "0 broken, 0 new, 0 changed, 3 fixed, 0 no longer judged"),
    ] {
        let out = diff(&folder, &["wrong.jsonl", next]).out;
        assert!(out.contains(sums), "{next}: {out}");
    }
    let out = diff(&folder, &["coarse.jsonl", "wrong.jsonl"]).out;
    assert!(out.contains("0 broken, 3 new, "), "{out}");
}

/// A failure that is missing from an incomplete log is not fixed, and the exit code says that the
/// log is incomplete.
#[test]
fn an_incomplete_log_proves_nothing() {
    let folder = logs();
    let text = fs::read_to_string(folder.0.join("right.jsonl")).unwrap();
    let first = text.lines().next().unwrap();
    fs::write(folder.0.join("cut.jsonl"), format!("{first}\n")).unwrap();
    let Ended { code, out, err } = diff(&folder, &["wrong.jsonl", "cut.jsonl"]);
    assert_eq!(code, 2, "{out}");
    assert!(
        err.starts_with("note: cut.jsonl: line 1: the run that begins here did not end"),
        "{err}"
    );
    assert!(
        out.contains("no longer judged: mine persian: ") && out.contains(", 0 fixed,"),
        "{out}"
    );
    // A failure that is in the incomplete log is still broken.
    let (before, _) = text.split_once("{\"event\":\"whole\"").unwrap();
    fs::write(folder.0.join("cut.jsonl"), before).unwrap();
    let Ended { code, out, .. } = diff(&folder, &["cut.jsonl", "wrong.jsonl", "--fail-on", "new"]);
    assert_eq!(code, 1, "{out}");
}

/// The smallest case of a mistake depends on the seed, but the mistake is the same.
#[test]
fn another_case_of_the_same_mistake_is_neither_new_nor_fixed() {
    let folder = logs();
    let text = fs::read_to_string(folder.0.join("less.jsonl")).unwrap();
    let finding = text.lines().rfind(|line| line.starts_with("{\"event\":\"finding\"")).unwrap();
    let id = finding.split('"').find(|part| part.starts_with("calendar/")).unwrap();
    let other = format!("{}/0123456789ab", id.rsplit_once('/').unwrap().0);
    fs::write(folder.0.join("other.jsonl"), text.replace(id, &other)).unwrap();
    let Ended { code, out, .. } = diff(&folder, &["less.jsonl", "other.jsonl", "--fail-on", "new"]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains(&format!("  was:   wrong: {id}\n  case:  {other}\n")), "{out}");
    assert!(out.contains("0 broken, 0 new, 1 changed, 0 fixed,"), "{out}");
}

#[test]
fn logs_that_cannot_be_compared_are_refused() {
    let folder = logs();
    for (words, part) in [
        (&["wrong.jsonl"][..], "<NEW>"),
        (&["wrong.jsonl", "nowhere.jsonl"], "error: nowhere.jsonl: "),
        (&["wrong.jsonl", "right.jsonl", "--fail-on", "old"], "'old'"),
    ] {
        let Ended { code, err, .. } = diff(&folder, words);
        assert_eq!((code, err.contains(part)), (2, true), "{words:?}: {err}");
    }
}
