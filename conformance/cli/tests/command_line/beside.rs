//! Files that a `calproof.toml` names for a subject: known failures, regressions and calendars.

use std::fs;

use crate::program::{Ended, Folder};

use crate::project::{AGREEMENT, MINE, assert_says, calproof, events, theirs, write};

/// A known failure on the one wrong day.
const KNOWN: &str = r#"
[[known]]
check = "calendar/agreement/date_of_day"
calendar = "islamic-civil"
versions = "0.1.0"
status = "wrong"
days = [[735000, 735000]]
count = 1
reason = "the day of the test"
authority = "the test"
"#;

/// A regression about the one wrong day.
const REGRESSION: &str = r#"
[story]
what = "the first day of all"
where = ["mine"]
links = []
cwe = [682]
authority = "the test"

[case]
format = 1
check = "calendar/agreement/date_of_day"
calendar = "islamic-civil"
day = "735000"
"#;

/// The list is found beside `calproof.toml`, or where its key says.
#[test]
fn known_failures_excuse_what_they_list() {
    let run = |folder: &Folder| calproof(folder, &["run", "--verbose", "--only", AGREEMENT]);
    let folder = theirs(MINE);
    write(&folder, "known_failures.toml", KNOWN);
    let Ended { code, out, err } = run(&folder);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert_says(&out, &["islamic-civil, known: wrong × 1", "since the day of the test"]);
    let folder = theirs(&format!("{MINE}known-failures = \"lists/mine.toml\"\n"));
    write(&folder, "lists/mine.toml", KNOWN);
    let Ended { code, out, err } = run(&folder);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert_says(&out, &["since the day of the test"]);
}

/// An entry whose cause is not understood yet fails the run, unless `--allow-open` allows it.
#[test]
fn an_open_known_failure_fails_a_run_unless_it_is_allowed() {
    let folder = theirs(MINE);
    for (open, allowed, code, conclusion) in [
        ("true", "0", 1, "1 known, 1 open of 0 allowed"),
        ("true", "1", 0, "1 known, 1 open of 1 allowed"),
        ("true", "5", 0, "1 known, 1 open of 5 allowed"),
        ("false", "0", 0, "1 known"),
    ] {
        write(&folder, "known_failures.toml", &format!("{KNOWN}\nopen = {open}\n"));
        let words = ["run", "--only", AGREEMENT, "--allow-open", allowed];
        let ended = calproof(&folder, &words);
        assert_eq!(ended.code, code, "{}", ended.out);
        let last = ended.out.lines().rev().nth(1).unwrap();
        assert!(last.ends_with(conclusion), "{last}");
        let is_open = open == "true";
        let why = "is open, since its cause is not understood yet: the day of the test";
        assert_eq!(ended.out.contains(why), is_open, "{}", ended.out);
        let log = events(&folder, ".calproof/events.jsonl");
        let reported = log.iter().filter(|event| event["event"] == "known-failure-open");
        assert_eq!(reported.count(), usize::from(is_open));
    }
    let Ended { code, err, .. } = calproof(&folder, &["run", "--allow-open", "-1"]);
    assert_eq!(code, 2, "{err}");
}

/// What cannot be read beside a subject is its own trouble.
#[test]
fn a_broken_list_stops_its_subject_alone() {
    let other = "[subject.other]\ncommand = [\"python3\", \"adapter.py\"]\nknown-failures = \
     \"good.toml\"\n";
    for (key, file, expected) in [
        ("known-failures = \"bad.toml\"", "[[known]]\ncheck = 1", "bad.toml: "),
        ("known-failures = \"none.toml\"", "", "none.toml: No such file"),
        ("regressions = [\"none\"]", "", "the regressions in `none`: No such file"),
        ("vectors = [\"bad.toml\"]", "[calendar]\nid = 1", "bad.toml: "),
    ] {
        let folder = theirs(&format!("{MINE}{key}\n{other}"));
        write(&folder, "bad.toml", file);
        write(&folder, "good.toml", KNOWN);
        let Ended { code, out, err } =
            calproof(&folder, &["run", "--verbose", "--only", AGREEMENT]);
        assert_eq!(code, 2, "{out}{err}");
        assert_says(
            &out,
            &[&format!("mine could not be judged: {expected}"), "other 0.1.0 islamic-civil, known"],
        );
    }
}

#[test]
fn a_subjects_own_regressions_are_asked_first() {
    let folder = theirs(&format!("{MINE}regressions = [\"once\"]\n"));
    write(&folder, "once/islamic-civil/a-day.toml", REGRESSION);
    let Ended { code, out, err } = calproof(&folder, &["run", "--verbose", "--only", AGREEMENT]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert_says(
        &out,
        &[
            "mine 0.1.0 islamic-civil: wrong in calendar/agreement/date_of_day, as once before\n",
            "  once:  mine: the first day of all\n",
            "  file:  once/islamic-civil/a-day.toml\n",
        ],
    );
    let log = events(&folder, ".calproof/events.jsonl");
    let first = log.iter().find(|event| event["event"] == "regression").unwrap();
    assert_eq!(
        (&first["regression"], &first["counts"]["wrong"]),
        (&"islamic-civil/a-day".into(), &1.into())
    );
    // A finding in the log that has a regression has returned.
    let Ended { code, out, err } = calproof(&folder, &["triage", ".calproof"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert_says(
        &out,
        &["returned: mine islamic-civil: wrong", "  why:   once/islamic-civil/a-day.toml\n"],
    );
    // Without a regression it is new, and is drafted into the same folder.
    fs::remove_file(folder.0.join("once/islamic-civil/a-day.toml")).unwrap();
    let Ended { out, err, .. } = calproof(&folder, &["triage", "--keep", ".calproof"]);
    let kept = "once/islamic-civil/mine-wrong-date-of-day.toml";
    assert_says(&format!("{out}{err}"), &[&format!("  kept:  {kept}\n")]);
    let Ended { out, .. } = calproof(&folder, &["run", "--verbose", "--only", AGREEMENT]);
    assert_says(&out, &[&format!("  file:  {kept}\n")]);
}

/// Regressions of a subject should be asked; one that cannot be asked is reported.
#[test]
fn an_own_regression_that_is_not_asked_is_reported() {
    let folder = theirs(&format!("{MINE}regressions = [\"once\"]\n"));
    write(&folder, "once/roc.toml", &REGRESSION.replace("islamic-civil", "roc"));
    let Ended { out, .. } = calproof(&folder, &["run", "--verbose", "--only", AGREEMENT]);
    let expected = "mine 0.1.0: not judged 1 regression, since the subject has no such calendar, though \
     this is its own regression\n";
    assert_says(&out, &[expected]);
}

/// A calendar that calproof does not have, with two published dates, one of which the adapter gets
/// wrong.
const VILLAGE: &str = r#"
format = 1

[calendar]
id = "village"
name = "Calendar of a village"
aliases = ["hamlet"]
exactness = "arithmetic"
range = { first = "1430-01-01", last = "1439-12-29" }
months = ["M01", "M02", "M03", "M04", "M05", "M06", "M07", "M08", "M09", "M10", "M11", "M12"]
leap_months = false
days_in_year = { common = [354], leap = [355] }
authority = "the village"

[[dates]]
source = "the almanac of the village"
rows = [
  [734999, "1434-07-01"],
  [735000, "1434-07-02"],
]
"#;

#[test]
fn a_subjects_own_calendars_have_vectors() {
    let folder = theirs(&format!("{MINE}vectors = [\"vectors/village.toml\"]\n"));
    let text = fs::read_to_string(folder.0.join("adapter.py")).unwrap();
    write(&folder, "adapter.py", &text.replace("\"islamic-civil\"", "\"village\""));
    write(&folder, "vectors/village.toml", VILLAGE);
    let words = ["run", "--only", "calendar/vector", "--calendar", "hamlet"];
    let Ended { code, out, err } = calproof(&folder, &words);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert_says(
        &out,
        &["published as 1434-M07-02, answered 0001-M01-01", "by:    the almanac of the village"],
    );
    let again = out.split("again: calproof ").nth(1).and_then(|text| text.lines().next()).unwrap();
    let again: Vec<&str> = again.split_whitespace().collect();
    assert_eq!(again[..3], ["replay", "mine", "calendar/vector/published_day_to_date"]);
    let Ended { code, out, err } = calproof(&folder, &again);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    // A calendar that calproof has cannot be defined again.
    write(&folder, "vectors/village.toml", &VILLAGE.replace("\"hamlet\"", "\"roc\""));
    let Ended { code, err, .. } = calproof(&folder, &["ask", "mine", "village", "date", "1"]);
    assert_eq!(code, 2, "{err}");
    assert_says(&err, &["vectors/village.toml: there is a calendar `roc` already"]);
}
