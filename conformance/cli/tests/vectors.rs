//! The vectors: the reference passes them, they find planted faults, and their files follow their
//! schema.

#[path = "vectors/examples.rs"]
mod examples;
#[path = "vectors/registry.rs"]
mod registry;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use calproof::selection::Budget;
use calproof::spec::{self, UndecidedMonth};
use calproof::subject::{InProcess, Subject};
use calproof_cli::vectors::{NOT_IN_ANSWERS, SCHEMA, Vectors, lint, text};
use calproof_fuzz_support::faults;
use calproof_fuzz_support::score::table::ScoreTable;
use calproof_registry::{Calendar, calendars};
use rayon::prelude::*;

/// The vectors of each reference calendar, by its id.
static ALL: LazyLock<BTreeMap<&str, Vectors>> = LazyLock::new(|| {
    let of = |calendar: &&'static dyn Calendar| {
        let spec = spec::by_name(calendar.id()).unwrap().unwrap();
        (spec.id.as_str(), Vectors::of(*calendar, spec).unwrap())
    };
    calendars::ALL.par_iter().map(of).collect()
});

/// The vectors that the calendars of a subject fail; each calendar is judged by the vectors of its
/// declared rule.
fn failed(subject: &dyn Subject) -> Vec<String> {
    let claims = subject.hello().calendars.iter();
    let failed = claims.filter_map(|claim| {
        let vectors = ALL.get(claim.rule.as_str())?;
        Some(vectors.failed_by(subject, &claim.id).unwrap())
    });
    failed.flatten().collect()
}

#[test]
fn the_reference_answers_every_vector() {
    let reference = InProcess::of_references("reference", "");
    for claim in &reference.hello().calendars {
        let vectors = &ALL[claim.id.as_str()];
        assert!(vectors.count() > 200, "{}: {}", claim.id, vectors.count());
        assert_eq!(vectors.failed_by(&reference, &claim.id), Ok(vec![]), "{}", claim.id);
    }
}

/// Of the planted faults that a run with the budget `smoke` finds, nine of ten fail vectors,
/// counting those that no vector can find. No twin fails one.
#[test]
fn planted_faults_fail_vectors_and_twins_do_not() {
    let of_calendars: Vec<_> = faults::all().filter(|fault| fault.calendar().is_some()).collect();
    let score = ScoreTable::committed(Budget::Smoke).unwrap().unwrap();
    let is_sought = |fault: &str| score.row(fault).is_some_and(|row| row.by.is_some());
    let (mut found, mut missed) = (Vec::new(), Vec::new());
    for fault in &of_calendars {
        let subject = |kind: &str| faults::subject(&format!("{kind}/{}", fault.name)).unwrap();
        assert_eq!(failed(&*subject("twin")), [""; 0], "the twin of {}", fault.name);
        let is_found = !failed(&*subject("fault")).is_empty();
        if is_found || is_sought(fault.name) {
            (if is_found { &mut found } else { &mut missed }).push(fault.name);
        }
    }
    let all = found.len() + missed.len();
    println!("of {all} planted faults {} are found; missed: {missed:?}", found.len());
    for (name, why) in NOT_IN_ANSWERS {
        assert!(missed.contains(&name), "{name} is found, or is no fault, although {why}");
    }
    assert!(10 * found.len() >= 9 * all, "of {all} only {} are found: {missed:?}", found.len());
}

/// Every file follows the schema, every flag, reason and source in it is explained, and no id
/// occurs twice.
#[test]
fn files_are_as_their_schema_says() {
    let schema = serde_json::from_str(SCHEMA).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let (mut ids, mut size) = (BTreeSet::new(), 0);
    for calendar in calendars::ALL {
        let text = text(&ALL[calendar.id()]);
        size += text.len();
        assert_eq!(lint(calendar.id(), &text), [""; 0], "{}", calendar.id());
        let file: serde_json::Value = serde_json::from_str(&text).unwrap();
        if let Err(error) = schema.validate(&file) {
            panic!("{}: {error}", calendar.id());
        }
        let tests = file["groups"].as_array().unwrap().iter();
        for test in tests.flat_map(|group| group["tests"].as_array().unwrap()) {
            let id = test["id"].as_str().unwrap().to_owned();
            assert!(ids.insert(id.clone()), "{id} is there twice");
        }
        for sequence in file["sequences"].as_array().unwrap() {
            let id = sequence["id"].as_str().unwrap().to_owned();
            assert!(ids.insert(id.clone()), "{id} is there twice");
        }
    }
    println!("{} vectors in {size} bytes", ids.len());
    assert!(size <= 8_000_000, "{size} bytes");
}

/// The output of `calproof vectors` with these arguments, and its exit code.
fn vectors(arguments: &[&str]) -> (String, Option<i32>) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_calproof"));
    let output = program.arg("vectors").args(arguments).output().unwrap();
    (String::from_utf8(output.stderr).unwrap(), output.status.code())
}

#[test]
fn a_folder_of_vectors_is_checked() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("vectors-checked");
    let _ = fs::remove_dir_all(&folder);
    let shown = folder.to_str().unwrap();
    let file = folder.join("coptic.json");
    assert_eq!(vectors(&["--into", shown]).1, Some(0));
    assert_eq!(vectors(&["--check", shown]), (String::new(), Some(0)));
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("\"valid\"", "\"invalid\"", 1)).unwrap();
    fs::rename(folder.join("hebrew.json"), folder.join("hebrw.json")).unwrap();
    let (answered, code) = vectors(&["--check", shown]);
    for words in [
        "coptic.json: coptic:date:",
        "its answers do not fit the result `invalid`",
        "coptic.json: is not up to date",
        "hebrew.json: is missing",
        "hebrw.json: belongs to no calendar",
    ] {
        assert!(answered.contains(words), "{words}:\n{answered}");
    }
    assert_eq!(code, Some(1));
    for wrong in [&[][..], &["--calendar", "coptc"], &["--into", "a", "--check", "b"]] {
        assert_eq!(vectors(wrong).1, Some(2), "{wrong:?}");
    }
}

/// If two days are possible for the first of a month, no vector calls either of them wrong; vectors
/// with one right answer are at least a month away.
#[test]
fn no_vector_demands_one_answer_near_an_undecided_month() {
    let mut undecided_months = 0;
    for calendar in calendars::ALL {
        let spec = spec::by_name(calendar.id()).unwrap().unwrap();
        undecided_months += spec.undecided.len();
        let file: serde_json::Value = serde_json::from_str(&text(&ALL[calendar.id()])).unwrap();
        let of_days = file["groups"].as_array().unwrap().iter();
        let of_days = of_days.filter(|group| group["question"] == "date");
        for test in of_days.flat_map(|group| group["tests"].as_array().unwrap()) {
            let day = test["of"].as_i64().unwrap();
            let is_near =
                |month: &&UndecidedMonth| (month.day.0 - 29..month.day.0 + 30).contains(&day);
            let near = spec.undecided.iter().find(is_near);
            assert!(near.is_none() || test["result"] != "valid", "{test}: {near:?}");
        }
    }
    assert!(undecided_months > 0);
}
