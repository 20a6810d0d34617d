//! What a user sees of a run with `--verbose`.

use crate::log::{PERSIAN, THREE, run};
use crate::program::{Ended, calproof};
use crate::snapshot::assert_seen;

/// All subjects that have the calendar conform; those that do not have it are left out, and named.
#[test]
fn a_calendar_is_run_on_all_who_have_it() {
    let Ended { code, out, err } = &PERSIAN.ended;
    assert_eq!(err, "");
    assert_eq!(*code, 0, "{out}");
    let findings: Vec<&str> =
        PERSIAN.log.of_kind("finding").filter_map(|finding| finding["status"].as_str()).collect();
    assert!(findings.is_empty(), "{out}");
    let rows: Vec<&str> = out.lines().skip(1).take_while(|line| !line.is_empty()).collect();
    assert_eq!(rows.len(), 2, "{out}");
    assert!(rows[0].starts_with("reference ") && rows[0].ends_with("  conforms"), "{out}");
    assert!(rows[1].starts_with("icu4x "), "{out}");
    let left_out = out.lines().find(|line| line.starts_with("left out, ")).unwrap();
    for name in ["jiff ", "chrono ", "time "] {
        assert!(left_out.contains(name), "{left_out}");
    }
    let subjects = PERSIAN.log.of_kind("subject");
    let marked: Vec<&str> = subjects
        .filter(|subject| subject["left_out"] == true)
        .filter_map(|subject| subject["subject"].as_str())
        .collect();
    assert_eq!(marked, ["jiff", "chrono", "time"]);
}

/// The columns of a table, which are separated where every line has two spaces. A misaligned table
/// has another number of columns than its head has names.
fn columns<'a>(lines: &[&'a str]) -> Vec<Vec<&'a str>> {
    let widest = lines.iter().map(|line| line.len()).max().unwrap_or_default();
    let blank = |at: usize| {
        lines.iter().all(|line| line.as_bytes().get(at).is_none_or(|byte| *byte == b' '))
    };
    let (mut columns, mut start) = (Vec::new(), 0);
    for at in 1..=widest {
        if at == widest || (blank(at - 1) && !blank(at) && at > 1 && blank(at - 2)) {
            let cut = |line: &&'a str| line.get(start..at.min(line.len())).unwrap_or_default();
            columns.push(lines.iter().map(cut).collect());
            start = at;
        }
    }
    columns
}

#[test]
fn the_overview_is_aligned() {
    let only = ["--only", "calendar/agreement", "--only", "calendar/vector"];
    let out = run(&[&THREE[..], &only].concat(), &[]).ended.out.replace('·', ".");
    let lines: Vec<&str> = out.lines().take_while(|line| !line.is_empty()).collect();
    let columns = columns(&lines);
    assert_eq!(lines.len(), 4, "{out}");
    let heads: Vec<&str> = columns.iter().map(|column| column[0].trim()).collect();
    assert_eq!(heads[..4], ["subject", "calendar", "days walked", "pass"]);
    assert_eq!(heads[heads.len() - 3..], ["known", "not asked", "outcome"]);
    let mut rows = vec![Vec::new(); lines.len()];
    for column in &columns {
        let numbers = column[1..]
            .iter()
            .all(|cell| cell.trim().chars().all(|c| c.is_ascii_digit() || ",.".contains(c)));
        let ends: Vec<usize> = column.iter().map(|cell| cell.trim_end().len()).collect();
        let starts: Vec<usize> =
            column.iter().map(|cell| cell.len() - cell.trim_start().len()).collect();
        let edges = if numbers { ends } else { starts };
        assert!(edges.iter().all(|edge| *edge == edges[0]), "{} is ragged:\n{out}", column[0]);
        for (row, cell) in rows.iter_mut().zip(column) {
            let is_version = |word: &&str| {
                word.split('.').filter(|part| part.parse::<u64>().is_ok()).count() == 3
            };
            let words = cell.split_whitespace();
            let words = words.map(|word| match word {
                "." => "·",
                word if is_version(&word) => "VERSION",
                word if word.starts_with(|c: char| c.is_ascii_digit()) => "COUNT",
                word => word,
            });
            row.push(words.collect::<Vec<&str>>().join(" "));
        }
    }
    let rows = rows.iter().map(|row| row.join(" | ") + "\n");
    assert_seen("overview", &rows.collect::<String>());
}

/// Without versions, and without the numbers that depend on generated cases.
fn redacted(out: &str) -> String {
    let version = concat!(" ", env!("CARGO_PKG_VERSION"));
    let out = out.replace(version, " VERSION");
    let is_count = |word: &str| word.chars().all(|c| c.is_ascii_digit() || c == ',');
    let redact = |line: &str| {
        if let Some((before, _)) = line.split_once(" generated case") {
            return before.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
                + "COUNT generated cases";
        }
        let is_row = ["  fails", "  conforms"].iter().any(|end| line.ends_with(end));
        if !is_row && !line.contains(" resolved; ") {
            return line.to_owned();
        }
        let words = line.split_whitespace();
        let words = words.map(|word| if is_count(word) { "COUNT" } else { word });
        words.collect::<Vec<&str>>().join(" ")
    };
    out.lines().map(|line| redact(line) + "\n").collect()
}

#[test]
fn a_failure_is_a_conversation() {
    let words = ["run", "--verbose", "--adapter", "fault/leap-year-1404", "--only"];
    let words =
        [&words[..], &["calendar/agreement/date_of_day", "--only", "calendar/vector"]].concat();
    let Ended { code, out, err } = calproof(&words);
    assert_eq!((code, err.as_str()), (1, ""));
    assert_seen("failures", &redacted(&out));
}

#[test]
fn a_departure_is_told_and_fails_nobody() {
    let twin = ["--adapter", "twin/leap-year-1404"];
    let words = [&["run", "--verbose"], &twin[..], &["--only", "calendar/agreement/date_of_day"]];
    let words = words.concat();
    let Ended { code, out, err } = calproof(&words);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_seen("departures", &redacted(&out));
}

/// The command after `again:` shows the same failure.
#[test]
fn every_failure_can_be_repeated() {
    let out = run(&THREE, &[]).ended.out;
    let mut repeated = 0;
    for (line, again) in
        out.lines().filter_map(|line| Some((line, line.strip_prefix("  again: ")?)))
    {
        let words: Vec<&str> = again.split(' ').skip(1).collect();
        let Ended { code, out, .. } = calproof(&words);
        let status = out.lines().last().unwrap();
        assert_eq!(code, i32::from(status != "departs"), "{line}: {out}");
        assert_ne!(status, "pass", "{line}");
        repeated += 1;
    }
    assert!(repeated > 10, "{out}");
}
