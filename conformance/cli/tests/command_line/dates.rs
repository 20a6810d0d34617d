//! `convert`, `ask`, `replay` and `doctor` with valid arguments.

use serde_json::Value;

use crate::program::{Ended, Folder, calproof, command, ended};
use crate::session;
use crate::snapshot::assert_seen;

#[test]
fn a_date_is_written_in_every_calendar() {
    let all = session(&[&["convert", "2026-11-22"]]);
    // In two parts, since one would be too long to read.
    let (reforms, others): (Vec<_>, Vec<_>) = all.lines().partition(|row| row.contains("cutover"));
    assert_seen("convert-all", &others.join("\n"));
    assert_seen("convert-all-reforms", &reforms.join("\n"));
    assert_seen(
        "convert-some",
        &session(&[
            &["convert", "--from", "persian", "1403-12-30", "--to", "gregory,persian-2820"],
            // Long before the Persian table begins.
            &["convert", "-0586-07-24", "--to", "julian,persian,persian-33"],
            &["convert", "2026-M11-22", "--to", "persian,JULIAN"],
            &["convert", "+12345-01-01", "--to", "gregory,persian-33"],
        ]),
    );
}

#[test]
fn a_date_as_json_is_one_object() {
    assert_seen(
        "convert-json",
        &session(&[
            &["convert", "2026-11-22", "--format", "json"],
            &["convert", "1826-12-31", "--format", "json", "--to", "persian,gregory"],
            &["convert", "--from", "julian", "-4712-01-01", "--format=json", "--to=gregory"],
        ]),
    );
    let read = |words: &[&str]| -> serde_json::Map<String, Value> {
        let Ended { code, out, err } = calproof(words);
        assert_eq!((code, err.as_str()), (0, ""));
        assert_eq!(out.lines().count(), 1, "{out}");
        match serde_json::from_str(&out) {
            Ok(Value::Object(dates)) => dates,
            other => panic!("no object: {other:?}"),
        }
    };
    let list = calproof(&["list", "calendars"]).out;
    let calendars = list.lines().count() - 1;
    // The table begins on 1 Farvardin 1206, which was 22 March 1827.
    let before = read(&["convert", "1827-03-21", "--format", "json"]);
    assert_eq!(before.len(), calendars);
    assert_eq!(before["persian"], Value::Null);
    assert_eq!(before["gregory"], "1827-03-21");
    let first = read(&["convert", "1827-03-22", "--format", "json"]);
    assert_eq!(first["persian"], "1206-01-01");
}

/// Only numbers are aligned to the right; a column of dates looks the same whatever the years are.
#[test]
fn dates_begin_in_one_column() {
    for date in ["2026-11-22", "-0586-07-24", "1403-12-30"] {
        let table = calproof(&["convert", date]).out;
        let lines: Vec<&str> = table.lines().skip(2).collect();
        let column = lines[0].find("date").expect("a column of dates");
        for line in &lines {
            let (before, cell) = line.split_at(column);
            assert!(before.ends_with("  ") && !cell.starts_with(' '), "{table}");
        }
    }
}

#[test]
fn what_was_converted_converts_back() {
    for date in ["2026-11-22", "2000-02-29", "-0586-07-24", "0000-01-01"] {
        for calendar in ["julian", "milankovic", "islamic-civil", "persian-33"] {
            let there = calproof(&["convert", date, "--to", calendar, "--format", "json"]).out;
            let there: Value = serde_json::from_str(&there).unwrap();
            let there = there[calendar].as_str().unwrap();
            let words = ["convert", there, "--from", calendar, "--to", "gregory", "--format=json"];
            assert_eq!(calproof(&words).out, format!("{{\"gregory\":\"{date}\"}}\n"));
        }
    }
}

#[test]
fn every_question_is_answered() {
    assert_seen(
        "ask-reference",
        &session(&[
            &["ask", "reference", "persian", "date", "739330"],
            &["ask", "reference", "persian", "day", "1403-12-30"],
            &["ask", "reference", "julian", "day-native", "-4", "2", "29"],
            &["ask", "reference", "persian-33", "months-in-year", "-1"],
            &["ask", "reference", "persian", "days-in-year", "1403"],
            &["ask", "reference", "islamic-civil", "days-in-month", "1446", "M12"],
            &["ask", "reference", "milankovic", "is-leap-year", "1900"],
            &["ask", "reference", "gregory", "weekday", "-5"],
        ]),
    );
    assert_seen(
        "ask-others",
        &session(&[
            &["ask", "icu4x", "persian", "date", "739330"],
            &["ask", "jiff", "gregory", "day", "-0004-02-29"],
            &["ask", "chrono", "gregory", "day-native", "2024", "2", "29"],
            &["ask", "icu4x", "islamic-civil", "months-in-year", "1446"],
            &["ask", "time", "gregory", "days-in-year", "2024"],
            &["ask", "icu4x", "julian", "days-in-month", "1900", "M02"],
            &["ask", "jiff", "gregory", "is-leap-year", "1900"],
            &["ask", "time", "gregory", "weekday", "739330"],
            &["ask", "fault/leap-year-1404", "persian", "date", "739330"],
            &["ask", "twin/leap-year-1404", "persian", "is-leap-year", "1403"],
        ]),
    );
}

#[test]
fn what_is_not_answered_is_said_in_words() {
    assert_seen(
        "ask-refused",
        &session(&[
            &["ask", "reference", "persian", "day", "1404-12-30"],
            &["ask", "reference", "persian", "date", "1"],
            &["ask", "reference", "gregory", "days-in-month", "2024", "M02L"],
            &["ask", "reference", "gregory", "is-leap-year", "9223372036854775807"],
            &["ask", "jiff", "gregory", "months-in-year", "2024"],
            &["ask", "time", "gregory", "day", "2026-02-30"],
        ]),
    );
}

#[test]
fn a_case_is_replayed_as_a_conversation() {
    assert_seen(
        "replay",
        &session(&[
            &["replay", "reference", "calendar/order/weekdays_cycle", "gregory", "-1"],
            &[
                "replay",
                "icu4x",
                "calendar/vector/published_refusal_is_given",
                "persian",
                "1404-12-30",
            ],
            &[
                "replay",
                "reference",
                "calendar/refusal/impossible_native_dates_are_refused",
                "julian",
                "2026/2/30",
            ],
            &[
                "replay",
                "fault/lost-leap-day",
                "calendar/round_trip/day_to_date_to_day",
                "gregory",
                "738945",
            ],
            &[
                "replay",
                "twin/leap-year-1404",
                "calendar/agreement/date_of_day",
                "persian",
                "668473",
            ],
        ]),
    );
}

/// Findings of fuzzing, and the absence of findings, for a seed and a number of cases.
#[test]
fn what_was_found_is_shown_with_its_simplest_case() {
    let only = ["--only", "calendar/round_trip", "--runs", "16384"];
    let fuzz = |subject| [&["fuzz", subject][..], &only].concat();
    let (fault, twin) = (fuzz("fault/lost-leap-day"), fuzz("twin/lost-leap-day"));
    assert_seen("fuzz", &session(&[&fault, &twin, &["fuzz", "reference", "--time", "soon"]]));
}

/// The arguments of `calproof replay` for a check on registries.
fn replayed<'a>(subject: &'a str, check: &'a str, input: &'a str) -> [&'a str; 5] {
    ["replay", subject, check, "registry", input]
}

#[test]
fn a_long_program_is_replayed_by_its_digest() {
    let (fault, check) = ("fault/a-square-of-letters", "registry/cost/lookup_cost_of_long_names");
    let folder = Folder::new();
    let run = |words: &[&str]| ended(&mut command(&folder, words));
    let Ended { code, out, .. } = run(&["run", "--adapter", fault, "--only", check]);
    assert_eq!(code, 1);
    assert!(out.len() < 10_000, "{} bytes", out.len());
    let again = out.lines().find_map(|line| line.strip_prefix("  again: calproof ")).unwrap();
    let words: Vec<&str> = again.split(' ').collect();
    let Ended { code, out, .. } = run(&words);
    assert!(code == 1 && out.ends_with("\nhang\n"), "{out}");
    assert!(out.starts_with(&format!("{check}/registry/{}\n", words[4])), "{out}");
}

#[test]
fn a_program_is_found_in_the_event_log_by_its_digest() {
    let check = "registry/naming/hostile_names_are_not_found";
    let program = r#"{"before":[{"find":"it's"},{"find":"\u0027\u0027\u0027"}]}"#;
    let folder = Folder::new();
    let run = |words: &[&str]| ended(&mut command(&folder, words));
    let first = run(&replayed("reference", check, program));
    assert_eq!(first.code, 0, "{}", first.err);
    let id = first.out.lines().next().unwrap();
    let digits = id.rsplit('/').next().unwrap();
    let Ended { code, err, .. } = run(&replayed("reference", check, digits));
    assert!(code == 2 && err.contains("`.calproof/events.jsonl` cannot be read"), "{err}");
    let json = r#"{"before":[{"find":"it's"},{"find":"'''"}]}"#;
    let case = format!("calendar = \"registry\"\nprogram = '''{json}'''\n");
    let log = serde_json::json!({"event": "finding", "id": id, "case": case});
    std::fs::create_dir_all(folder.0.join("logs")).unwrap();
    std::fs::write(folder.0.join("logs/events.jsonl"), format!("{{\"event\":\"run\"}}\n{log}\n"))
        .unwrap();
    let words = [&replayed("reference", check, digits)[..], &["--report", "logs"]].concat();
    let again = run(&words);
    assert_eq!((again.code, again.out), (first.code, first.out), "{}", again.err);
    let words = [&replayed("reference", check, "0123456789ab")[..], &["--report", "logs"]].concat();
    let Ended { code, err, .. } = run(&words);
    assert!(code == 2 && err.contains("`logs/events.jsonl` has no such case"), "{err}");
}

#[test]
fn the_doctor_finds_the_libraries_healthy() {
    // Not icu4x: with debug assertions it has one that panics.
    for subject in ["reference", "jiff", "chrono", "time"] {
        let Ended { code, out, err } = calproof(&["doctor", subject]);
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        assert!(out.starts_with(&format!("{subject} ")) && out.lines().count() > 5, "{out}");
        assert!(!out.contains("wrong"), "{out}");
        let gregory = out.lines().filter(|line| line.contains(" gregory "));
        assert!(gregory.clone().count() > 5, "{out}");
        assert!(gregory.into_iter().all(|line| line.starts_with("  ok     ")), "{out}");
    }
}
