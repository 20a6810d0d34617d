//! What a user sees of a run without `--verbose`.

use crate::log::run;
use crate::program::{Ended, calproof};
use crate::snapshot::assert_seen;

/// Without versions, and without the numbers that depend on generated cases.
fn redacted(out: &str) -> String {
    let version = concat!(" ", env!("CARGO_PKG_VERSION"));
    let is_count = |word: &str| word.chars().all(|c| c.is_ascii_digit() || c == ',');
    let redact = |line: &str| {
        let is_row = ["  fails", "  conforms"].iter().any(|end| line.ends_with(end));
        if !is_row && !line.contains(" resolved; ") {
            return line.replace(version, " VERSION") + "\n";
        }
        let line = line.replace(version, " VERSION");
        let words = line.split_whitespace();
        let words = words.map(|word| if is_count(word) { "COUNT" } else { word });
        words.collect::<Vec<&str>>().join(" ") + "\n"
    };
    out.lines().map(redact).collect()
}

/// Everything fits on a terminal of 80 by 24, with the verdict and the next step last.
#[test]
fn a_healthy_run_fits_on_one_screen() {
    let words = [
        "run",
        "--adapter",
        "reference",
        "--adapter",
        "twin/leap-year-1404",
        "--only",
        "calendar/vector",
    ];
    // The number of progress lines depends on how long it takes.
    let Ended { code, out, .. } = calproof(&words);
    assert_eq!(code, 0, "{out}");
    assert!(out.lines().count() <= 24, "{out}");
    assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
    let mut last = out.lines().rev();
    assert!(last.next().unwrap().starts_with("next: `calproof report "), "{out}");
    assert!(last.next().unwrap().starts_with("conforms: "), "{out}");
    assert_seen("healthy", &redacted(&out));
}

/// The first three in full, two lines for each of some more, and how to see the rest.
#[test]
fn a_failing_run_shows_the_smallest_failures() {
    let words = ["run", "--adapter", "fault/leap-year-1404", "--only", "calendar"];
    let Ended { code, out, .. } = calproof(&words);
    assert_eq!(code, 1, "{out}");
    assert_eq!(out.matches("\n  why:   ").count(), 3, "{out}");
    assert!(out.contains(" more failures\n  also:  "), "{out}");
    assert!(out.contains("; `--verbose` shows each\n"), "{out}");
    assert_seen("failing", &redacted(&out));
}

#[test]
fn a_quiet_run_prints_only_its_verdict() {
    let words = ["run", "--quiet", "--adapter", "reference", "--only", "calendar/vector"];
    let Ended { code, out, err } = calproof(&words);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("conforms: ") && out.lines().count() == 1, "{out}");
    let Ended { code, err, .. } = calproof(&["run", "--quiet", "--verbose"]);
    assert_eq!(code, 2);
    assert!(err.contains("cannot be used with"), "{err}");
}

/// The level at which each calendar of this subject was asked, and what is said of it.
fn levels(adapter: &str, more: &[&str]) -> (Vec<u64>, String) {
    // Of the many one is enough.
    let has_many = ["reference", "icu4x"].contains(&adapter);
    let calendar = if has_many { &["--calendar", "buddhist"][..] } else { &[] };
    let only = ["--adapter", adapter, "--only", "calendar/order/next_day_is_next_date"];
    let run = run(&[calendar, &only, more].concat(), &[]);
    let levels = run.log.of_kind("calendar").map(|event| event["level"].as_u64().unwrap());
    (levels.collect(), run.ended.out)
}

/// What is built in is not measured, so that everybody gets the same report.
#[test]
fn a_built_in_subject_is_asked_at_its_committed_level() {
    for library in calproof_libraries::ALL {
        let committed = u64::from(library.level.number());
        let (asked, out) = levels(library.name, &[]);
        assert!(!asked.is_empty() && asked.iter().all(|level| *level == committed), "{asked:?}");
        assert_eq!(out.contains("not every day was asked"), committed < 5, "{out}");
    }
    for more in [&["--exhaustive"][..], &["--budget", "ci"]] {
        let (asked, out) = levels("icu4x", more);
        assert!(asked.iter().all(|level| *level == 5), "{more:?} {asked:?}");
        assert!(!out.contains("not every day"), "{out}");
    }
}
