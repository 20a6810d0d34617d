//! Files that are generated for the whole repository cover everything.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use calproof_fuzz_support::targets::{self, FoundBy};
use calproof_registry::calendars;

use crate::tree::root;

#[test]
fn every_fault_is_timed_or_has_a_reason_not_to_be() {
    let expected: BTreeSet<(&str, &str)> = targets::found_by()
        .flat_map(|(fault, found_by)| match found_by {
            FoundBy::Targets(targets) => targets.iter().map(|target| (fault, *target)).collect(),
            FoundBy::NoTarget(why) => vec![(fault, why)],
        })
        .collect();
    let table = fs::read_to_string(root().join("fuzz/fault-times.md")).unwrap();
    let rows = table.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| ")?.split(" | ");
        Some((cells.next()?, cells.next()?.trim_end_matches(" |")))
    });
    let rows: BTreeSet<_> = rows.filter(|(fault, _)| *fault != "fault").collect();
    assert_eq!(rows, expected, "fuzz/fault-times.md is old: cargo xtask fault-times");
}

/// Pages can only be generated where all programs are installed, but their existence can be checked
/// anywhere.
#[test]
fn every_reference_calendar_has_a_page_in_the_atlas_and_vectors() {
    let atlas = root().join("corpora/atlas");
    for id in calendars::ALL.iter().map(|calendar| calendar.id()) {
        assert!(atlas.join(format!("{id}.md")).is_file(), "{id} has no page: cargo xtask generate");
        let vectors = root().join(format!("corpora/json/{id}.json"));
        assert!(vectors.is_file(), "{id} has no vectors: cargo xtask generate");
    }
}

/// A law without a test against its check could disagree with it unnoticed.
#[test]
fn every_law_is_compared_with_its_checks() {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let compared = read("conformance/fuzz_support/src/faults/laws.rs");
    let laws = read("registry/src/laws/mod.rs");
    let judging = laws.split("\npub fn ").skip(1).filter(|law| {
        law.split(" {").next().is_some_and(|signature| {
            signature.contains("->") && !signature.contains("impl Iterator")
        })
    });
    let names: Vec<&str> = judging.filter_map(|law| law.split('(').next()).collect();
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        assert!(compared.contains(&format!("laws::{name}(")), "{name} is compared with no check");
    }
}

/// How many known failures were open when the number was last lowered. It may only fall.
const MOST_OPEN: usize = 0;

#[test]
fn as_many_known_failures_are_open_as_ci_allows_and_never_more_than_before() {
    let check = fs::read_to_string(root().join("scripts/check")).unwrap();
    let allowed = check.lines().find_map(|line| line.strip_prefix("OPEN=")).unwrap();
    let adapters = fs::read_dir(root().join("conformance/adapters")).unwrap().flatten();
    let lists = adapters.map(|entry| entry.path().join("known_failures.toml"));
    let libraries = root().join("conformance/libraries/known_failures");
    let libraries = fs::read_dir(libraries).unwrap().flatten().map(|entry| entry.path());
    let mut open = 0;
    let is_list =
        |path: &PathBuf| path.extension().is_some_and(|kind| kind == "toml") && path.is_file();
    for list in lists.chain(libraries).filter(is_list) {
        let (name, text) = (list.display().to_string(), fs::read_to_string(&list).unwrap());
        let known = calproof::known::read(&name, &text).unwrap();
        open += known.iter().filter(|entry| entry.open).count();
    }
    assert_eq!(allowed.parse(), Ok(open), "the number in scripts/check");
    assert!((0..=MOST_OPEN).contains(&open), "{open} are open, and {MOST_OPEN} were before");
    assert!(check.matches("--allow-open \"$OPEN\"").count() >= 3);
}
