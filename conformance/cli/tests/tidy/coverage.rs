//! Every calendar of the libraries that we know of is one of ours, or left out with a reason.

use std::collections::BTreeSet;
use std::fs;

use calproof_registry::calendars;
use serde::Deserialize;

use crate::tree::root;

/// The libraries and books without which the list is not whole, as their names begin there.
const NEEDED: [&str; 12] = [
    "CLDR",
    "ICU4X",
    "java.time",
    ".NET",
    "Qt",
    "GNU Emacs",
    "Noda Time",
    "Joda-Time",
    "Time4J",
    "convertdate",
    "hebcal",
    "Calendrical Calculations",
];

/// How the list begins what stands for a calendar that is not ours.
const LEFT_OUT: &str = "left out: ";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Coverage {
    format: u32,
    library: Vec<Library>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Library {
    name: String,
    source: String,
    /// Its calendar, and ours or the entry of those left out.
    rows: Vec<(String, String)>,
}

/// The first cells of the tables in the page of what is left out.
fn entries(page: &str) -> BTreeSet<&str> {
    let cells = page.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    cells.filter(|cell| *cell != "left out").collect()
}

/// What is wrong with the list.
fn findings(coverage: &Coverage, ours: &BTreeSet<&str>, left_out: &BTreeSet<&str>) -> Vec<String> {
    let mut findings = Vec::new();
    for needed in NEEDED {
        if !coverage.library.iter().any(|library| library.name.starts_with(needed)) {
            findings.push(format!("there is no {needed}"));
        }
    }
    for Library { name, source, rows } in &coverage.library {
        let calendars: BTreeSet<&str> = rows.iter().map(|(theirs, _)| theirs.as_str()).collect();
        if source.is_empty() || rows.is_empty() || calendars.len() != rows.len() {
            findings.push(format!("{name}: no source, no rows, or a calendar twice"));
        }
        for (theirs, target) in rows {
            let is_there = match target.strip_prefix(LEFT_OUT) {
                Some(entry) => left_out.contains(entry),
                None => ours.contains(target.as_str()),
            };
            if !is_there {
                findings.push(format!("{name}: {theirs}: there is no `{target}`"));
            }
        }
    }
    findings
}

#[test]
fn what_stands_for_nothing_is_found() {
    let all = |target: &str| -> Coverage {
        let library = |name: &&str| Library {
            name: format!("{name} 1"),
            source: "a list".to_owned(),
            rows: vec![("theirs".to_owned(), target.to_owned())],
        };
        Coverage { format: 1, library: NEEDED.iter().map(library).collect() }
    };
    let page = "| left out | why |\n|---|---|\n| Pax, Discordian | jokes |\n";
    let (ours, left_out) = (BTreeSet::from(["coptic"]), entries(page));
    assert_eq!(left_out, BTreeSet::from(["Pax, Discordian"]));
    for good in ["coptic", "left out: Pax, Discordian"] {
        assert_eq!(findings(&all(good), &ours, &left_out), [""; 0], "{good}");
    }
    for bad in ["Coptic", "left out: Pax", "left out: coptic", "Pax, Discordian", ""] {
        assert_eq!(findings(&all(bad), &ours, &left_out).len(), NEEDED.len(), "{bad}");
    }
    let mut coverage = all("coptic");
    coverage.library.remove(0);
    coverage.library[0].rows.clear();
    coverage.library[1].rows.push(("theirs".to_owned(), "coptic".to_owned()));
    assert_eq!(findings(&coverage, &ours, &left_out).len(), 3);
}

#[test]
fn every_calendar_of_a_known_library_is_ours_or_left_out() {
    let read = |file: &str| fs::read_to_string(root().join("corpora").join(file)).unwrap();
    let coverage: Coverage = toml::from_str(&read("coverage.toml")).unwrap();
    assert_eq!(coverage.format, 1);
    let ours = calendars::ALL.iter().map(|calendar| calendar.id()).collect();
    let page = read("LEFT_OUT.md");
    assert_eq!(findings(&coverage, &ours, &entries(&page)), [""; 0]);
}
