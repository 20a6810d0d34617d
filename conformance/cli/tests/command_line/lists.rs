//! `list`, `explain`, and the help.

use calproof_corpora::REGRESSIONS;

use crate::program::{Ended, calproof};
use crate::session;
use crate::snapshot::assert_seen;

#[test]
fn lists_say_what_there_is() {
    // One snapshot for the rows with each of these words and one for the others, since a single one
    // would be too long to read.
    let of_calendars: &[_] = &[
        ("cutover", "list-calendars-of-reforms"),
        ("islamic", "list-calendars-of-islam"),
        ("", "list-calendars"),
    ];
    let of_checks: &[_] = &[
        ("registry/naming/", "list-checks-of-names"),
        ("registry/", "list-checks-of-registries"),
        ("calendar/agreement/", "list-checks-of-agreement"),
        ("calendar/range/", "list-checks-of-ranges"),
        ("", "list-checks"),
    ];
    let of_faults: &[_] = &[
        ("registry/naming/", "list-faults-of-names"),
        ("registry/concurrency/", "list-faults-of-threads"),
        ("registry/registration/", "list-faults-of-registration"),
        ("registry/", "list-faults-of-registries"),
        ("calendar/agreement/", "list-faults-of-agreement"),
        ("calendar/range/", "list-faults-of-ranges"),
        ("calendar/arithmetic/", "list-faults-of-arithmetic"),
        ("calendar/refusal/", "list-faults-of-refusals"),
        ("calendar/round_trip/", "list-faults-of-round-trips"),
        ("", "list-faults"),
    ];
    for (list, parts) in [("calendars", of_calendars), ("checks", of_checks), ("faults", of_faults)]
    {
        let all = session(&[&["list", list]]);
        let mut left: Vec<&str> = all.lines().collect();
        for (word, name) in parts {
            let (rows, others): (Vec<_>, _) = left.iter().partition(|row| row.contains(word));
            assert_seen(name, &rows.join("\n"));
            left = others;
        }
    }
}

/// The table shows the most important facts about each calendar, and JSON has all of them.
#[test]
fn calendars_are_listed_for_people_and_for_programs() {
    let list = calproof(&["list", "calendars"]).out;
    for line in list.lines() {
        assert!(line.chars().count() <= 100, "wider than a terminal: {line}");
        assert_eq!(line.split("  ").filter(|cell| !cell.trim().is_empty()).count(), 6, "{line}");
    }
    let json = calproof(&["list", "calendars", "--format", "json"]).out;
    let json: Vec<serde_json::Value> = serde_json::from_str(&json).expect("an array");
    let ids = list.lines().skip(1).filter_map(|line| line.split_whitespace().next());
    assert!(ids.eq(json.iter().map(|calendar| calendar["id"].as_str().expect("an id"))), "{list}");
    for calendar in &json {
        for key in ["name", "rule", "exactness", "year_zero", "authority"] {
            assert!(calendar[key].is_string(), "{key} of {calendar}");
        }
        for key in ["aliases", "range", "months", "eras", "sources"] {
            assert!(calendar[key].is_array(), "{key} of {calendar}");
        }
        let sources = calendar["sources"].as_array().map_or(0, Vec::len);
        assert_eq!(sources == 0, calendar["why_none_published"].is_string(), "{calendar}");
    }
    let checks = calproof(&["list", "checks", "--format", "json"]).out;
    let checks: Vec<serde_json::Value> = serde_json::from_str(&checks).expect("an array");
    assert!(checks.iter().all(|check| check["claim"].is_string()), "{checks:?}");
}

/// Regressions, ordered by their files; one row for each.
#[test]
fn regressions_are_listed_with_their_stories() {
    let list = calproof(&["list", "regressions"]).out;
    let json = calproof(&["list", "regressions", "--format", "json"]).out;
    let json: Vec<serde_json::Value> = serde_json::from_str(&json).expect("an array");
    assert_eq!(list.lines().count(), 1 + json.len());
    for row in &json {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let file = format!("{}/{}.toml", text("area"), text("regression"));
        let file = REGRESSIONS.get_file(&file).unwrap_or_else(|| panic!("{row}"));
        let story = file.contents_utf8().expect("UTF-8");
        let first: String = text("what went wrong").chars().take(12).collect();
        assert!(story.contains(&first) && text("CWE").starts_with("CWE-"), "{row}");
        assert!(list.contains(&text("regression")), "{row}");
    }
    let files: usize = REGRESSIONS.dirs().map(|area| area.files().count()).sum();
    assert_eq!(files, json.len());
}

/// `explain` shows what the documentation of a calendar says.
#[test]
fn a_calendar_is_explained_under_the_headings_of_its_file() {
    for id in calproof_registry::calendars::ALL.iter().map(|calendar| calendar.id()) {
        let out = calproof(&["explain", id]).out;
        let headings: Vec<&str> = out.lines().filter(|line| line.starts_with("# ")).collect();
        let expected = ["What it is", "Rule", "Epoch and range", "Sources", "Known disagreements"];
        assert!(headings.iter().map(|line| &line[2..]).eq(expected), "{id}: {headings:?}");
    }
}

/// Which programs there are depends on the folder, and versions change, so neither is compared.
#[test]
fn built_in_adapters_are_listed_with_their_calendars() {
    let Ended { code, out, .. } = calproof(&["list", "adapters"]);
    assert_eq!(code, 0);
    let rows = out.lines().filter(|line| !line.contains("a program; ")).map(|line| {
        let mut cells: Vec<&str> = line.split("  ").map(str::trim).collect();
        cells.retain(|cell| !cell.is_empty());
        assert_eq!(cells.len(), 4, "{line}");
        if cells[1].starts_with(|c: char| c.is_ascii_digit()) {
            cells[1] = "VERSION";
        }
        cells.join(" | ") + "\n"
    });
    assert_seen("list-adapters", &rows.collect::<String>());
}

#[test]
fn everything_that_has_a_name_is_explained() {
    assert_seen(
        "explain-checks",
        &session(&[
            &["explain", "calendar/order/weekdays_cycle"],
            &["explain", "calendar/refusal/impossible_native_dates_are_refused"],
            &["explain", "calendar/vector/published_day_to_date"],
        ]),
    );
    assert_seen("explain-table", &session(&[&["explain", "persian"]]));
    assert_seen("explain-rule", &session(&[&["explain", "Persian-33"]]));
    assert_seen(
        "explain-others",
        &session(&[
            &["explain", "departs"],
            &["explain", "accepted-invalid"],
            &["explain", "leap-year-1404"],
        ]),
    );
    assert_seen(
        "explain-weaknesses",
        &session(&[&["explain", "CWE-415"], &["explain", "cwe-681"], &["explain", "CWE-693"]]),
    );
}

#[test]
fn everything_listed_can_be_explained() {
    for kind in ["calendars", "checks", "faults"] {
        let list = calproof(&["list", kind]).out;
        let ids: Vec<&str> =
            list.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
        assert!(ids.len() > 5, "{list}");
        for id in ids {
            let Ended { code, out, err } = calproof(&["explain", id]);
            assert_eq!(code, 0, "{id}: {err}");
            assert!(out.starts_with(id), "{out}");
        }
    }
}

/// A line with trailing spaces wraps in a narrow terminal and is hard to compare.
#[test]
fn no_line_ends_in_spaces() {
    for words in [
        &["list", "calendars"][..],
        &["list", "checks"],
        &["list", "adapters"],
        &["list", "faults"],
        &["convert", "1826-01-01"],
        &["explain", "persian"],
        &["run", "--adapter", "reference", "--only", "calendar/vector", "--calendar", "gregory"],
    ] {
        let Ended { code, out, err } = calproof(words);
        assert_eq!(code, 0, "{err}");
        for line in out.lines() {
            assert_eq!(line, line.trim_end(), "{words:?}");
        }
    }
}

#[test]
fn every_command_has_help() {
    let help = calproof(&["--help"]);
    assert_eq!(help.code, 0);
    let listed = help.out.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let mut names: Vec<&str> =
        listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    names.retain(|name| *name != "help");
    let commands = [
        "run", "list", "explain", "convert", "ask", "doctor", "replay", "serve", "atlas",
        "identify",
    ];
    for expected in commands {
        assert!(names.contains(&expected), "{expected} is not in {names:?}");
    }
    for name in names {
        for words in [[name, "--help"], ["help", name]] {
            let Ended { code, out, err } = calproof(&words);
            assert_eq!((code, err.as_str()), (0, ""), "{words:?}");
            assert!(out.contains(&format!("Usage: calproof {name}")), "{out}");
            for line in out.lines() {
                assert!(line.chars().count() <= 100, "wider than a terminal: {line}");
            }
        }
    }
    let version = calproof(&["--version"]);
    assert_eq!(
        (version.code, version.out.as_str()),
        (0, concat!("calproof ", env!("CARGO_PKG_VERSION"), "\n"))
    );
}
