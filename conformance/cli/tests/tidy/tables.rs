//! What is generated for the whole repository speaks of all that there is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use calproof_fuzz_support::faults;
use calproof_fuzz_support::targets::TARGETS;
use calproof_registry::calendars;

use crate::tree::root;

/// A table of the file that says which target covers which fault.
#[derive(serde::Deserialize)]
struct Covered {
    covered: BTreeMap<String, Vec<String>>,
    uncovered: BTreeMap<String, Vec<String>>,
}

#[test]
fn every_fault_is_covered_and_timed_or_there_is_a_reason() {
    let read = |file| fs::read_to_string(root().join("fuzz").join(file)).unwrap();
    let Covered { covered, uncovered } = toml::from_str(&read("covered.toml")).unwrap();
    let pairs = |table: &BTreeMap<String, Vec<String>>| -> BTreeSet<(String, String)> {
        let pair = |(one, all): (&String, &Vec<String>)| {
            all.iter().map(|fault| (fault.clone(), one.clone())).collect::<Vec<_>>()
        };
        table.iter().flat_map(pair).collect()
    };
    let (found, excused) = (pairs(&covered), pairs(&uncovered));
    let names = |pairs: &BTreeSet<(String, String)>| -> BTreeSet<String> {
        pairs.iter().map(|(fault, _)| fault.clone()).collect()
    };
    let both: Vec<_> = names(&found).intersection(&names(&excused)).cloned().collect();
    assert!(both.is_empty(), "found, and not: {both:?}");
    for fault in faults::all() {
        let stands = names(&found).contains(fault.name) || names(&excused).contains(fault.name);
        assert!(stands, "{} does not stand in fuzz/covered.toml", fault.name);
    }
    let targets: BTreeSet<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    let proved: BTreeSet<&str> = covered.keys().map(String::as_str).collect();
    assert_eq!(proved, &targets | &BTreeSet::from(["population"]), "each target finds something");
    let table = read("fault-times.md");
    let rows = table.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| ")?.split(" | ").map(str::to_owned);
        Some((cells.next()?, cells.next()?.trim_end_matches(" |").to_owned()))
    });
    let rows: BTreeSet<_> = rows.filter(|(fault, _)| fault != "fault").collect();
    let due: BTreeSet<_> = found.union(&excused).cloned().collect();
    assert_eq!(rows, due, "fuzz/fault-times.md is old: cargo xtask fault-times");
}

/// The pages are made where all programs are there; that there is one can be seen everywhere.
#[test]
fn every_reference_calendar_has_a_page_in_the_atlas() {
    let atlas = root().join("corpora/atlas");
    for id in calendars::ALL.iter().map(|calendar| calendar.id()) {
        assert!(atlas.join(format!("{id}.md")).is_file(), "{id} has no page: cargo xtask generate");
    }
}
