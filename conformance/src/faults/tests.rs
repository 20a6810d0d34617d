//! Each check catches its fault, and is silent on every twin.

use calproof_registry::Calendar;

use super::*;
use crate::check;
use crate::report::text;
use crate::run::{self, CalendarOutcome, Selection};
use crate::subject::{InProcess, Subject};
use crate::verdict::Status;

fn run(calendar: &dyn Calendar, selection: &Selection) -> CalendarOutcome {
    let subject = InProcess::new("planted", "0.0.0", vec![calendar]);
    run::run_calendar(&subject, &subject.hello().calendars[0], selection, &()).unwrap()
}

fn failing_checks(outcome: &CalendarOutcome) -> Vec<&'static str> {
    let fails =
        |check: &&run::CheckOutcome| check.findings.iter().any(|finding| finding.status.fails());
    outcome.checks.iter().filter(fails).map(|check| check.check.id).collect()
}

#[test]
fn every_check_has_a_fault_that_it_catches() {
    for check in check::ALL {
        assert!(
            all().any(|fault| fault.caught_by.contains(&check.id)),
            "{} catches no fault: plant one in src/faults/",
            check.id
        );
    }
}

#[test]
fn every_fault_is_caught_by_the_checks_that_it_names() {
    for fault in all() {
        let failing = failing_checks(&run(&fault.calendar(), &Selection::default()));
        for check in fault.caught_by {
            assert!(
                failing.contains(check),
                "{} is not caught by {check}; it is caught by {failing:?}",
                fault.name
            );
        }
    }
}

#[test]
fn every_twin_is_left_in_peace() {
    for fault in all() {
        let outcome = run(&fault.twin_calendar(), &Selection::default());
        let findings = outcome.checks.iter().flat_map(|check| &check.findings);
        let mut words = String::new();
        for finding in findings.filter(|finding| finding.status.fails()) {
            text::write_finding(&mut words, fault.name, "", finding).unwrap();
        }
        assert!(words.is_empty(), "the benign twin of {} is blamed:\n{words}", fault.name);
        let passes: u64 =
            outcome.checks.iter().filter_map(|check| check.counts.get(&Status::Pass)).sum();
        assert!(passes > 1000, "the twin of {} was hardly asked: {passes} passes", fault.name);
    }
}

#[test]
fn a_declared_rule_departs_from_the_official_calendar() {
    let twin = by_name("leap-year-1404").unwrap().twin_calendar();
    let outcome = run(&twin, &Selection::default());
    let departing =
        outcome.checks.iter().find(|check| check.check.id == "calendar/agreement/date_of_day");
    let findings = &departing.unwrap().findings;
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].status, Status::Departs);
    // Ten years are leap years in one calendar and not in the other, in five pairs of neighbours:
    // the dates of a whole year between two new years that differ.
    assert_eq!(
        findings[0].count(),
        findings[0].runs.iter().map(|run| { (run.last.0 - run.first.0 + 1) as u64 }).sum::<u64>()
            + findings[0].inputs.len() as u64
    );
    assert_eq!(findings[0].runs.len(), 5, "{:?}", findings[0].runs);
}

#[test]
fn generated_cases_alone_find_the_lost_leap_day_from_every_seed() {
    let fault = by_name("lost-leap-day").unwrap().calendar();
    let subject = InProcess::new("planted", "0.0.0", vec![&fault]);
    let topic = crate::ask::Topic::new(&subject, &subject.hello().calendars[0]).unwrap();
    let check = check::by_id("calendar/round_trip/day_to_date_to_day").unwrap();
    let missed: Vec<u64> = (1..=100)
        .filter(|seed| {
            let selection = Selection { seed: *seed, ..Selection::default() };
            let judged = run::points::judge_generated(&topic, check, &selection);
            assert_eq!(judged.len(), 256);
            judged.iter().all(|case| case.verdict.is_ok())
        })
        .collect();
    assert!(missed.is_empty(), "not found from the seeds {missed:?}");
}
