//! The same input gives the same report; what depends on the seed, and what does not.

use serde_json::Value;

use crate::log::{Run, THREE, run};

/// The run of `THREE` with this seed.
fn three(seed: &str, environment: &[(&str, &str)]) -> Run {
    run(&[&THREE[..], &["--seed", seed]].concat(), environment)
}

#[test]
fn the_same_seed_gives_the_same_log_byte_for_byte() {
    let first = three("7", &[]);
    for threads in ["1", "2", "5"] {
        let again = three("7", &[("RAYON_NUM_THREADS", threads)]);
        assert!(first.log.text == again.log.text, "another log with {threads} threads");
        assert_eq!(first.ended.out, again.ended.out);
    }
    // The same as without a seed, since the default is 1.
    assert!(run(&THREE, &[]).log.text == three("1", &[]).log.text);
}

/// The event without anything that depends on generated cases.
fn fixed(event: &Value) -> Value {
    let mut event = event.clone();
    if let Some(fields) = event.as_object_mut() {
        fields.remove("generated");
        // The smallest case may be a generated one.
        for key in ["id", "signature", "case", "why", "talk", "again", "authority"] {
            fields.remove(key);
        }
    }
    event
}

#[test]
fn another_seed_changes_generated_cases_and_nothing_else() {
    let (one, two) = (three("1", &[]), three("2", &[]));
    for kind in ["subject", "calendar", "block"] {
        let events = |run: &Run| -> Vec<Value> { run.log.of_kind(kind).cloned().collect() };
        assert!(!events(&one).is_empty());
        assert_eq!(events(&one), events(&two));
    }
    let planned = |run: &Run| -> Vec<Value> {
        run.log.of_kind("check").map(|check| check["planned"].clone()).collect()
    };
    assert_eq!(planned(&one), planned(&two));
    // Findings in more than generated cases are the same for every seed.
    let findings = |run: &Run| -> Vec<Value> {
        let findings = run.log.of_kind("finding").filter(|finding| finding["count"] != 0);
        findings.map(fixed).collect()
    };
    assert!(findings(&one).len() > 10);
    assert_eq!(findings(&one), findings(&two));
    let generated = |run: &Run| -> Vec<Value> {
        run.log.of_kind("finding").map(|finding| finding["generated"].clone()).collect()
    };
    assert_ne!(generated(&one), generated(&two), "the seed is for nothing");
}

/// A filter does not change cases: each check has its own.
#[test]
fn a_check_alone_finds_what_it_finds_among_all() {
    let check = "calendar/agreement/date_of_day";
    let alone = run(&[&THREE[..], &["--only", check]].concat(), &[]);
    let all = run(&THREE, &[]);
    for kind in ["check", "finding"] {
        let of_check = |run: &Run| -> Vec<Value> {
            let events = run.log.of_kind(kind).filter(|event| {
                let id = if kind == "check" { &event["check"] } else { &event["id"] };
                id.as_str().is_some_and(|id| id.starts_with(check))
            });
            events.cloned().collect()
        };
        assert!(!of_check(&alone).is_empty());
        assert_eq!(of_check(&alone), of_check(&all));
    }
}
