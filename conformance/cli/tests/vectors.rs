//! The vectors to take away: they hold on the reference, find what is planted, and are as their schema
//! says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use calproof::subject::{InProcess, Subject};
use calproof_cli::vectors::{SCHEMA, Vectors, text};
use calproof_fuzz_support::faults;
use calproof_registry::{Calendar, calendars};

/// The vectors of each reference calendar, by its id.
static ALL: LazyLock<BTreeMap<&str, Vectors>> = LazyLock::new(|| {
    let of = |calendar: &&'static dyn Calendar| {
        let spec = calproof::spec::by_name(calendar.id()).unwrap().unwrap();
        (spec.id.as_str(), Vectors::of(*calendar, spec).unwrap())
    };
    calendars::ALL.iter().map(of).collect()
});

/// The vectors that the calendars of a subject do not answer as they allow, each by the vectors of its
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
        assert!(vectors.count() > 300, "{}: {}", claim.id, vectors.count());
        assert_eq!(vectors.failed_by(&reference, &claim.id), Ok(vec![]), "{}", claim.id);
    }
}

/// Nine of ten faults in what calendars answer, and none of their twins.
#[test]
fn planted_faults_fail_vectors_and_twins_do_not() {
    let (mut found, mut missed) = (0, Vec::new());
    let is_slow = |check: &&str| check.starts_with("calendar/cost/");
    let of_calendars = faults::all().filter(|fault| fault.calendar().is_some());
    for fault in of_calendars.filter(|fault| !fault.caught_by.iter().any(|it| is_slow(it))) {
        let subject = |kind: &str| faults::subject(&format!("{kind}/{}", fault.name)).unwrap();
        if failed(&*subject("fault")).is_empty() {
            missed.push(fault.name);
        } else {
            found += 1;
        }
        assert_eq!(failed(&*subject("twin")), [""; 0], "the twin of {}", fault.name);
    }
    println!("found {found}, missed {}: {missed:?}", missed.len());
    assert!(found >= 9 * missed.len(), "found {found}, missed {missed:?}");
}

/// Every file is as the schema says, every flag and source in it is explained, and no id is there twice.
#[test]
fn files_are_as_their_schema_says() {
    let schema = serde_json::from_str(SCHEMA).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let (mut ids, mut size) = (BTreeSet::new(), 0);
    for calendar in calendars::ALL {
        let text = text(&ALL[calendar.id()]);
        size += text.len();
        let file: serde_json::Value = serde_json::from_str(&text).unwrap();
        if let Err(error) = schema.validate(&file) {
            panic!("{}: {error}", calendar.id());
        }
        let tests = |group: &serde_json::Value| group["tests"].as_array().unwrap().clone();
        let tests: Vec<_> = file["groups"].as_array().unwrap().iter().flat_map(tests).collect();
        assert_eq!(file["count"], tests.len());
        for test in tests {
            let id = test["id"].as_str().unwrap().to_owned();
            for flag in test["flags"].as_array().unwrap() {
                assert!(file["flags"][flag.as_str().unwrap()].is_string(), "{id}: {flag}");
            }
            let source = test["source"].as_u64();
            assert!(source.is_none_or(|it| file["sources"][it as usize].is_string()), "{id}");
            assert!(ids.insert(id.clone()), "{id} is there twice");
        }
    }
    assert!(size <= 8 << 20, "{size} bytes");
}
