//! `score`: what the checks find, and what is worse than in the committed table.

use std::fs;
use std::path::{Path, PathBuf};

use calproof::selection::Budget;
use calproof_fuzz_support::score::table::ScoreTable;

use crate::program::{Ended, calproof};

const FAULT: &str = "first-names-listed-in-small-letters";

/// The path of a file that only this test uses.
fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// A copy of the committed table for the test of this name.
fn committed(test: &str) -> String {
    let table = ScoreTable::committed(Budget::Smoke).unwrap().unwrap();
    let file = scratch(&format!("{test}.toml"));
    fs::write(&file, table.write()).unwrap();
    file.display().to_string()
}

#[test]
fn a_check_that_is_left_out_is_missed() {
    let table = committed("score-of-all");
    let Ended { code, out, err } = calproof(&["score", FAULT, "--compare", &table]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("smoke: found 1 of 1 faults (100.0 %)"), "{out}");
    assert!(out.ends_with("no worse than the table\n"), "{out}");

    let by = out.lines().find(|line| line.starts_with(FAULT)).unwrap();
    let by = by.split_whitespace().nth(1).unwrap();
    let Ended { code, out, .. } = calproof(&["score", FAULT, "--compare", &table, "--skip", by]);
    assert_eq!(code, 1, "{out}");
    let worse =
        format!("worse: {FAULT} was found by {by}, and is now missed\nworse than the table\n");
    assert!(out.contains("found 0 of 1 faults (0.0 %)") && out.ends_with(&worse), "{out}");
}

#[test]
fn tables_that_cannot_be_compared_are_refused() {
    let refused = |words: &[&str]| {
        let Ended { code, out, err } = calproof(words);
        assert_eq!((code, out.as_str()), (2, ""), "{words:?}: {err}");
        err
    };
    let other = scratch("score-of-another-budget.toml");
    let text = fs::read_to_string(committed("score-of-smoke")).unwrap();
    fs::write(&other, text.replace("\"smoke\"", "\"ci\"")).unwrap();
    let other = other.display().to_string();
    assert!(refused(&["score", FAULT, "--compare", &other]).contains("made with --budget ci"));
    let broken = scratch("score-that-is-broken.toml");
    fs::write(&broken, "format = 1\nbudget = 7\n").unwrap();
    assert!(refused(&["score", "--compare", &broken.display().to_string()]).contains("line 2"));
    assert!(
        refused(&["score", "--compare", "nowhere.toml"]).contains("nowhere.toml: No such file")
    );
    let same = refused(&["score", "--compare", &other, "--write", &other]);
    assert!(same.contains("name the same file"), "{same}");
    let weaker = refused(&["score", "--skip", "registry", "--write", "weaker.toml"]);
    assert!(weaker.contains("cannot be used with"), "{weaker}");
    assert!(refused(&["score", "a-leap-year-1404"]).contains("leap-year-1404"));
    assert!(refused(&["score", "--skip", "registry/nothing"]).contains("registry/nothing"));
}

#[test]
fn a_class_is_explained_with_those_below_and_with_empty_cells() {
    let Ended { code, out, .. } = calproof(&["explain", "CWE-664"]);
    assert_eq!(code, 0);
    for class in [401, 415, 416, 667, 672] {
        let row = out.lines().find(|line| line.contains(&format!("– CWE-{class} "))).unwrap();
        assert!(row.contains(" %") && !row.contains('·'), "{row}");
    }
    let empty = out.lines().find(|line| line.contains("CWE-118 ")).unwrap();
    assert_eq!(empty.split_whitespace().filter(|cell| *cell == "·").count(), 1, "{empty}");
    let nothing = calproof(&["explain", "cwe-693"]).out;
    assert!(nothing.lines().any(|line| line.matches('·').count() == 3), "{nothing}");
}
