//! Impossible requests are refused in a sentence that says what to do, with exit code 2.

use std::fs;

use crate::program::{Ended, Folder, calproof, command, ended};
use crate::session;
use crate::snapshot::assert_seen;

/// Nothing is printed on standard output, and one sentence with these parts on standard error.
#[track_caller]
fn assert_refused(words: &[&str], parts: &[&str]) {
    let Ended { code, out, err } = calproof(words);
    assert_eq!((code, out.as_str()), (2, ""), "{words:?}: {err}");
    assert!(err.starts_with("error: "), "{words:?}: {err}");
    for part in parts {
        assert!(err.contains(part), "{words:?} should say {part:?}, and says: {err}");
    }
}

#[test]
fn unknown_names_are_refused_with_what_is_near() {
    assert_seen(
        "unknown-names",
        &session(&[
            &["explain", "calendar/order/weekday_cycle"],
            &["explain", "departed"],
            &["explain", "lost-leap-days"],
            &["explain", "mayan"],
            &["explain", "CWE-79"],
            &["convert", "2026-11-22", "--from", "persia"],
            &["convert", "2026-11-22", "--to", "gregory,juliann"],
            &["ask", "referenc", "gregory", "date", "1"],
            &["ask", "jiff", "persian", "date", "1"],
            &["ask", "jiff", "gregory", "week-day", "1"],
            &["replay", "reference", "weekdays_cycles", "gregory", "1"],
            &["doctor", "jif"],
            &["serve", "chron"],
            &["run", "--adapter", "refrence"],
            &["run", "--only", "calendar/ordr"],
            &["run", "--skip", "calendar/vektor"],
            &["run", "--calendar", "perzian"],
        ]),
    );
}

/// A folder without any usable file, and a file of another kind.
#[test]
fn files_that_cannot_be_sorted_are_refused() {
    let folder = Folder::new();
    let empty = folder.0.display().to_string();
    let takes = ["`*.jsonl`", "`*.transcript`", "`crash-*`", "fuzz targets"];
    assert_refused(&["triage", &empty], &["holds nothing of what is taken"]);
    assert_refused(&["triage", &empty], &takes);
    let file = folder.0.join("notes.txt");
    fs::write(&file, "{}").unwrap();
    let file = file.display().to_string();
    assert_refused(&["triage", &file], &["notes.txt", "is none of what is taken"]);
    assert_refused(&["triage", &file], &takes);
    assert_refused(&["triage", &empty], &["holds nothing of what is taken"]);
    let artifact = folder.0.join("crash-1");
    fs::write(&artifact, "x").unwrap();
    let file = artifact.display().to_string();
    assert_refused(&["triage", &file], &["crash-1", "--target", "wire"]);
    assert_refused(&["triage", &empty], &["crash-1", "--target", "wire"]);
    assert_refused(&["triage", "--target", "wires", &file], &["'wires'", "registration, wire"]);
    fs::remove_file(artifact).unwrap();
    let log = folder.0.join("events.jsonl");
    fs::write(&log, "{\"event\":\"run\",\"format\":1}\n{\"event\":\"fin").unwrap();
    let log = log.display().to_string();
    assert_refused(&["triage", &log], &["events.jsonl: line 2: EOF while parsing"]);
    assert_refused(&["triage", &empty], &["events.jsonl: line 2: EOF while parsing"]);
}

/// Only near names are suggested.
#[test]
fn distant_names_are_not_suggested() {
    for (words, near) in [
        (["explain", "gregori"], Some("Did you mean `gregory`?")),
        (["explain", "round_trip_of_days"], None),
        (["explain", "weekdays_cycle"], Some("`calendar/order/weekdays_cycle`")),
        (["explain", "quartz"], None),
        (["doctor", "icu5x"], Some("`icu4x`")),
        (["doctor", "pendulum"], None),
    ] {
        let Ended { code, err, .. } = calproof(&words);
        assert_eq!(code, 2);
        assert_eq!(err.contains("Did you mean"), near.is_some(), "{err}");
        assert!(near.is_none_or(|near| err.contains(near)), "{err}");
        assert!(err.ends_with("shows all.\n"), "{err}");
    }
}

#[test]
fn what_is_no_date_is_refused() {
    assert_seen(
        "no-dates",
        &session(&[
            &["convert", "2026-02-30"],
            &["convert", "--from", "persian", "1404-12-30"],
            &["convert", "2026-M02L-01"],
            &["convert", "--from", "persian", "1205-12-29"],
            &["convert", "+2147483648-01-01"],
            &["convert", "yesterday"],
            &["convert", ""],
        ]),
    );
    let expected = "expected for example";
    for date in ["2026-11", "2026-11-1", "99999999999999999999-01-01", "2026/11/22", "22.11.2026"] {
        assert_refused(&["convert", date], &[&format!("`{date}` is not a date; "), expected]);
    }
    assert_refused(&["ask", "reference", "gregory", "day", ""], &["`` is not a date", expected]);
    assert_refused(&["ask", "reference", "gregory", "day", "2026-13"], &["not a date", expected]);
    // A well-formed date that does not exist is for the subject to refuse.
    assert_refused(&["ask", "reference", "gregory", "day", "2026-13-01"], &["no such month"]);
}

#[test]
fn questions_that_lack_something_say_what() {
    assert_seen(
        "questions",
        &session(&[
            &["ask", "reference", "gregory", "date"],
            &["ask", "reference", "gregory", "date", "1", "2"],
            &["ask", "reference", "gregory", "date", "today"],
            &["ask", "reference", "gregory", "day", "2026", "11", "22"],
            &["ask", "reference", "gregory", "day-native", "2026-11-22"],
            &["ask", "reference", "gregory", "months-in-year"],
            &["ask", "reference", "gregory", "days-in-month", "2026"],
            &["ask", "reference", "gregory", "days-in-month", "2026", "2"],
            &["ask", "reference", "gregory", "weekday", "9223372036854775808"],
            &["ask", "-", "gregory", "date", "1"],
            &["ask", "reference", "gregory", "date", "1", "--", "true"],
            &["replay", "reference", "calendar/order/weekdays_cycle", "gregory", "monday"],
            &["replay", "reference", "calendar/vector/published_day_to_date", "persian", "5"],
            &[
                "replay",
                "reference",
                "calendar/refusal/impossible_native_dates_are_refused",
                "julian",
                "1/2",
            ],
        ]),
    );
}

#[test]
fn a_selection_of_nothing_is_refused() {
    assert_seen(
        "empty-selections",
        &session(&[
            &["run", "--only", "calendar/order", "--skip", "calendar"],
            &["run", "--skip", "calendar", "--skip", "registry"],
            &["run", "--adapter", "chrono", "--only", "calendar/agreement/month_count"],
            &["run", "--adapter", "jiff", "--calendar", "persian"],
            &["run", "--calendar", "gregory", "--calendar", "mayan"],
            &["run", "--only", ""],
            &["run", "--calendar", ""],
            &["run", "--adapter", ""],
        ]),
    );
}

/// A subject that was named must be judged; one that was not named may have nothing to do with the
/// selection.
#[test]
fn a_named_subject_with_nothing_to_ask_is_inconclusive() {
    let vectors = ["run", "--verbose", "--only", "calendar/vector", "--calendar", "persian"];
    let Ended { code, out, err } = calproof(&vectors);
    assert_eq!(code, 0, "{out}{err}");
    assert!(
        out.contains("\nleft out, since the selection has nothing to ask them: jiff "),
        "{out}"
    );
    let named = [&vectors[..], &["--adapter", "reference", "--adapter", "jiff"]].concat();
    let Ended { code, out, err } = calproof(&named);
    assert_eq!(code, 2);
    assert!(out.contains("\njiff could not be judged: nothing selected applies to it\n"), "{out}");
    assert!(err.contains("the reasons are given above"), "{err}");
}

#[test]
fn unknown_options_and_values_are_refused_with_the_known_ones() {
    for (words, parts) in [
        (&["rum"][..], &["unrecognized subcommand 'rum'", "similar", "'run'"][..]),
        (
            &["list", "calendar"],
            &["'calendar'", "calendars, checks, adapters, faults, regressions"],
        ),
        (&["list"], &["<KIND>"]),
        (&["convert"], &["<DATE>"]),
        (&["convert", "2026-11-22", "--format", "xml"], &["'xml'", "table, json"]),
        (&["convert", "2026-11-22", "--form", "json"], &["'--form'", "'--from'"]),
        (&["convert", "2026-11-22", "2026-11-23"], &["'2026-11-23'"]),
        (&["explain", "--all"], &["'--all'"]),
        (&["ask", "reference", "gregory"], &["<QUESTION>"]),
        (&["run", "--budget", "huge"], &["'huge'", "smoke, ci, nightly"]),
        (&["run", "--level", "6"], &["'6'", "from 0 (coarsest) to 5 (exhaustive)"]),
        (&["run", "--level", "1", "--exhaustive"], &["--level", "--exhaustive"]),
        (&["run", "--seed", "one"], &["'one'", "--seed"]),
        (&["run", "--seed=-1"], &["'-1'", "--seed"]),
        (&["run", "--answer-seconds", "0"], &["'0'", "1..=600"]),
        (&["run", "--report", ""], &["--report"]),
        (&["run", "extra"], &["`extra`", "`--adapter extra`", "after `--`"]),
        (&["run", "adapter.js"], &["put the command after `--`", "`-- node adapter.js`"]),
        (&["doctor", "adapter.py"], &["put the command after `--`", "`-- python3 adapter.py`"]),
        (&["fuzz", "./adapter"], &["put the command after `--`", "`-- ./adapter`"]),
        (&["fuzz", "--", "no-such-program"], &["`no-such-program` cannot be started"]),
        (&["run", "--"], &["nothing follows `--`"]),
        (&["doctor", "--"], &["nothing follows `--`"]),
        (&["fuzz", "--"], &["nothing follows `--`"]),
        (&["serve", "reference", "more"], &["'more'"]),
        (&["--color", "sometimes", "list", "checks"], &["'sometimes'", "auto, always, never"]),
    ] {
        assert_refused(words, parts);
    }
    // Without any command the help is printed.
    let Ended { code, out, err } = calproof(&[]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("Usage: calproof") && err.contains("Commands:"), "{err}");
}

/// Before anything is run, since an error should not come after an hour.
#[test]
fn a_report_that_cannot_be_written_is_refused_at_once() {
    let folder = Folder::new();
    fs::write(folder.0.join("file"), "").unwrap();
    fs::create_dir_all(folder.0.join("taken/events.jsonl")).unwrap();
    for report in ["file", "file/below", "taken"] {
        let words = ["run", "--adapter", "reference", "--calendar", "gregory", "--report", report];
        let Ended { code, out, err } = ended(&mut command(&folder, &words));
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(err.starts_with(&format!("error: the event log `{report}")), "{err}");
        assert!(err.trim_end().ends_with("name another folder with --report"), "{err}");
    }
}
