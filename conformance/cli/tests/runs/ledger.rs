//! The ledger, read from the event log alone: everything planned is resolved.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::log::{Log, PERSIAN, Run, THREE, counts, days, number, run};

#[test]
fn the_ledger_of_a_run_balances() {
    assert_balances(&PERSIAN);
}

#[test]
fn the_ledger_of_failures_balances() {
    let run = run(&THREE, &[]);
    assert_eq!(run.ended.code, 1);
    let statuses: Vec<&str> =
        run.log.of_kind("finding").filter_map(|finding| finding["status"].as_str()).collect();
    for expected in ["wrong", "departs", "accepted-invalid", "refused-valid"] {
        assert!(statuses.contains(&expected), "{expected} is not in {statuses:?}");
    }
    assert_balances(&run);
}

#[test]
fn the_ledger_of_a_selection_balances() {
    let run =
        run(&["--only", "calendar/vector", "--adapter", "reference", "--adapter", "icu4x"], &[]);
    assert_eq!(run.ended.code, 0, "{}", run.ended.out);
    let checks = run.log.of_kind("check").filter_map(|check| check["check"].as_str());
    let mut checks: Vec<&str> = checks.collect();
    checks.sort_unstable();
    checks.dedup();
    assert_eq!(
        checks,
        [
            "calendar/vector/published_date_to_day",
            "calendar/vector/published_day_to_date",
            "calendar/vector/published_day_to_era_year",
            "calendar/vector/published_refusal_is_given",
        ]
    );
    // None of these checks is asked day by day, so there is no sweep.
    assert_eq!(run.log.of_kind("block").count(), 0);
    assert!(run.log.of_kind("calendar").all(|calendar| calendar["walked"].is_null()));
    assert_balances(&run);
}

/// The signature distinguishes findings of a run in the same way as those of fuzzing: it includes
/// the edge near the case.
#[test]
fn findings_have_the_signature_of_their_case() {
    let run = run(&THREE, &[]);
    let of_check = |check: &str| -> Vec<String> {
        let findings = run.log.of_kind("finding").filter(|it| it["subject"] == THREE[1]);
        let signatures = findings.filter_map(|finding| finding["signature"].as_str());
        let signatures = signatures.filter(|signature| signature.starts_with(check));
        signatures.map(str::to_owned).collect()
    };
    let all = of_check("");
    assert!(all.iter().all(|signature| signature.ends_with(" persian")), "{all:?}");
    let leap = "calendar/agreement/date_of_day date wrong leap persian";
    assert!(of_check("calendar/agreement/date_of_day").contains(&leap.to_owned()), "{all:?}");
    let impossible = of_check("calendar/refusal/impossible_dates_are_refused");
    assert!(impossible.iter().all(|it| it.contains(" impossible ")), "{impossible:?}");
    let ordinary = all.iter().filter(|it| it.contains(" ordinary ")).count();
    assert!(ordinary < all.len() / 2, "{all:?}");
}

/// Regressions come before everything else of a subject in the log, and a selection leaves only
/// those that it selects.
#[test]
fn regressions_come_first() {
    let run = &*PERSIAN;
    let mut checked = false;
    for event in &run.log.events {
        match event["event"].as_str().unwrap() {
            "subject" => checked = false,
            "calendar" => checked = true,
            "regression" => {
                assert!(!checked, "{event} comes late");
                assert!(event["regression"].as_str().unwrap().starts_with("persian/"), "{event}");
            }
            _ => {}
        }
    }
    let asked = run.log.of_kind("regression").filter(|event| event["counts"]["pass"] == 1);
    assert!(asked.count() > 0, "no regression was asked");
}

/// A regression that fails is shown with its story and the command that repeats it.
#[test]
fn a_regression_that_fails_is_shown_with_its_story() {
    let words = ["--adapter", "fault/leap-year-1404", "--only", "calendar/agreement/date_of_day"];
    let run = run(&words, &[]);
    assert_eq!(run.ended.code, 1);
    let story = "  file:  corpora/regressions/persian/rule-of-2820-years-for-the-table.toml";
    assert!(run.ended.out.contains(story), "{}", run.ended.out);
    let again =
        "calproof replay fault/leap-year-1404 calendar/agreement/date_of_day persian 739330";
    assert!(run.ended.out.contains(again), "{}", run.ended.out);
    assert_balances(&run);
}

/// The whole log: it has a beginning and an end, and all sums are right.
fn assert_balances(run: &Run) {
    let Log { events, .. } = &run.log;
    let (first, last) = (&events[0], &events[events.len() - 1]);
    assert_eq!(first["event"], "begun");
    assert_eq!(last["event"], "whole");
    assert_eq!(number(&last["outcome"]), u64::try_from(run.ended.code).unwrap());
    assert_eq!(number(&last["lost"]), 0);
    let asked = run.log.of_kind("regression").chain(run.log.of_kind("check"));
    let planned: u64 = asked.map(|event| number(&event["planned"])).sum();
    assert!(planned > 500, "hardly anything was planned: {planned}");
    assert_eq!(number(&last["planned"]), planned, "what the checks planned");
    for check in run.log.of_kind("check") {
        assert_check_balances(check);
    }
    for replayed in run.log.of_kind("regression") {
        let counts = counts(&replayed["counts"]);
        assert_eq!(counts.values().sum::<u64>(), number(&replayed["planned"]), "{replayed}");
        assert_eq!(replayed["not_asked"].is_string(), counts.is_empty(), "{replayed}");
    }
    assert_blocks_balance(events);
    assert_findings_are_counted(events);
}

fn assert_check_balances(check: &Value) {
    let counts = counts(&check["counts"]);
    assert_eq!(counts.values().sum::<u64>(), number(&check["planned"]), "{check}");
    assert_eq!(check["not_asked"].is_string(), counts.is_empty(), "{check}");
    let unsupported = check["unsupported"].as_object().into_iter().flatten();
    let unsupported: u64 = unsupported.map(|(_, count)| number(count)).sum();
    let unjudged = ["unsupported", "not-compared"].iter().filter_map(|status| counts.get(*status));
    assert_eq!(unsupported, unjudged.sum::<u64>(), "{check}");
}

/// Every day of a sweep is in exactly one block, and in each check of it.
fn assert_blocks_balance(events: &[Value]) {
    let mut calendars = 0;
    for (place, calendar) in events.iter().enumerate() {
        if calendar["event"] != "calendar" {
            continue;
        }
        calendars += 1;
        let blocks = events[place + 1..].iter().take_while(|event| event["event"] == "block");
        let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
        let mut next = calendar["walked"].is_array().then(|| days(&calendar["walked"]).0);
        for block in blocks {
            assert_eq!(block["subject"], calendar["subject"]);
            assert_eq!(block["calendar"], calendar["calendar"]);
            let (first, last) = days(&block["days"]);
            assert_eq!(Some(first), next, "{block} does not follow");
            assert!(first <= last, "{block}");
            let length = (last - first + 1) as u64;
            for (check, of_check) in block["checks"].as_object().unwrap() {
                assert_eq!(counts(of_check).values().sum::<u64>(), length, "{check} in {block}");
                *sums.entry(check).or_default() += length;
            }
            next = Some(last + 1);
        }
        let Some(next) = next else { continue };
        let (first, last) = days(&calendar["walked"]);
        assert_eq!(next, last + 1, "{calendar} was not walked to its end");
        assert!(!sums.is_empty(), "{calendar} was walked for nobody");
        for (check, sum) in sums {
            assert_eq!(sum, (last - first + 1) as u64, "{check} of {calendar}");
        }
    }
    assert!(calendars > 0, "no calendar at all");
}

/// Every verdict that was asked and did not pass is in a finding, with its place.
fn assert_findings_are_counted(events: &[Value]) {
    for (place, check) in events.iter().enumerate().filter(|(_, event)| event["event"] == "check") {
        let mut expected = counts(&check["counts"]);
        expected.remove("pass");
        expected.remove("unsupported");
        expected.remove("not-compared");
        let findings = events[place + 1..].iter().take_while(|event| event["event"] == "finding");
        for finding in findings {
            let list = |key: &str| finding[key].as_array().map_or(0, Vec::len) as u64;
            let runs = finding["runs"].as_array().unwrap().iter().map(days);
            let walked: i64 = runs.map(|(first, last)| last - first + 1).sum();
            let count = number(&finding["count"]);
            assert_eq!(count, walked as u64 + list("inputs"), "{finding}");
            let status = finding["status"].as_str().unwrap();
            assert_eq!(
                expected.remove(status),
                Some(count + list("generated")),
                "{finding}\n{check}"
            );
        }
        assert!(expected.is_empty(), "{expected:?} of {check} has no finding");
    }
}
