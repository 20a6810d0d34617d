//! Functions that the conformance macros call.

use std::collections::BTreeSet;

use calproof_registry::{Calendar, CalendarRegistry, RegistryRefusal};

use crate::check::METHODS;
use crate::profile::RegistryClaim;
use crate::query::Ability;
use crate::report::text;
use crate::run::{self, CalendarOutcome, Selection};
use crate::subject::{InProcess, RegistrySource, Subject};

/// Runs one check on a calendar; panics with the conversation if it fails.
#[track_caller]
pub fn test_calendar(calendar: &dyn Calendar, check: &str) {
    tell(&outcome(calendar, check), "your calendar", "conformance", check);
}

/// Panics unless some check could judge the calendar. Otherwise all other tests would pass without
/// testing anything.
#[track_caller]
pub fn test_something_was_judged(calendar: &dyn Calendar) {
    assert!(
        judged(&outcome(calendar, "calendar/round_trip")) > 0,
        "no day and no date could be judged: does the calendar have a `range`, and does `date` \
         answer inside it?"
    );
}

/// Runs one check on a registry; panics with the calls and responses if it fails.
#[track_caller]
pub fn test_registry(claim: RegistryClaim, source: impl RegistrySource, check: &str) {
    tell(&registry_outcome(claim, source, check), "your registry", "registry_conformance", check);
}

/// Panics unless some check could judge the registry.
#[track_caller]
pub fn test_registry_something_was_judged(claim: RegistryClaim, source: impl RegistrySource) {
    assert!(
        judged(&registry_outcome(claim, source, "registry/naming")) > 0,
        "no call could be judged: does the claim say which calendars the registry has from the \
         start, or that calendars can be registered?"
    );
}

/// Panics unless `listed` are exactly the questions that the calendar answers.
#[track_caller]
pub fn test_answers(calendar: &dyn Calendar, listed: &[Ability]) {
    let subject = InProcess::new("your calendar", "", vec![calendar]);
    let answered = &subject.hello().calendars[0].abilities;
    let listed: BTreeSet<Ability> = listed.iter().copied().collect();
    let given = [Ability::Date, Ability::Day];
    let missing: Vec<_> = answered.difference(&listed).collect();
    let unwritten: Vec<_> =
        listed.difference(answered).filter(|ability| !given.contains(ability)).collect();
    assert!(
        missing.is_empty() && unwritten.is_empty(),
        "the line of the macro lists other questions than your calendar answers: \
         add {missing:?} to `answers: [...]`, and remove {unwritten:?}"
    );
}

/// Panics unless `listed` are exactly the methods that the registry implements.
#[track_caller]
pub fn test_methods(registry: &dyn CalendarRegistry, listed: &[&str]) {
    // The last call shuts the registry down.
    let refused = [
        registry.by_id(u64::MAX).err(),
        registry.unregister("a name that nobody has").err(),
        registry.names().err(),
        registry.calendars().err(),
        registry.shut_down().err(),
    ];
    let all = METHODS.iter().zip(refused);
    let written: BTreeSet<&str> = all
        .filter(|(_, refusal)| *refusal != Some(RegistryRefusal::Unsupported))
        .map(|(method, _)| *method)
        .collect();
    let listed: BTreeSet<&str> = listed.iter().copied().collect();
    let missing: Vec<_> = written.difference(&listed).collect();
    let unwritten: Vec<_> = listed.difference(&written).collect();
    assert!(
        missing.is_empty() && unwritten.is_empty(),
        "the line of the macro lists other methods than your registry has: \
         add {missing:?} to `answers: [...]`, and remove {unwritten:?}"
    );
}

/// Panics with the findings if any is a failure, and prints what else there is to report.
#[track_caller]
fn tell(outcome: &CalendarOutcome, whose: &str, module: &str, check: &str) {
    let findings = outcome.checks.iter().flat_map(|check| &check.findings);
    let mut failures = String::new();
    for finding in findings {
        if finding.status.fails() {
            let name = check.rsplit('/').next().unwrap_or(check);
            let again = format!("cargo test {module}::{name}");
            // Writing to a string cannot fail.
            let _ = text::write_finding(&mut failures, whose, &again, finding);
        } else {
            println!("{}: {}", finding.status, finding.objection.why);
        }
    }
    for check in &outcome.checks {
        for reason in check.not_asked.iter().chain(check.unsupported.keys()) {
            println!("{}: not everything was judged, since {reason}", check.check.id);
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

/// The number of verdicts on actual answers.
fn judged(outcome: &CalendarOutcome) -> u64 {
    outcome
        .checks
        .iter()
        .flat_map(|check| &check.counts)
        .filter(|(status, _)| !status.is_unjudged())
        .map(|(_, count)| count)
        .sum()
}

fn outcome(calendar: &dyn Calendar, check: &str) -> CalendarOutcome {
    let subject = InProcess::new("your calendar", "", vec![calendar]);
    run::run_calendar(&subject, &subject.hello().calendars[0], &only(check), &())
        .unwrap_or_else(|error| panic!("{error}"))
}

fn registry_outcome(
    claim: RegistryClaim,
    source: impl RegistrySource,
    check: &str,
) -> CalendarOutcome {
    let subject = InProcess::new("your registry", "", Vec::new()).with_registry(claim, source);
    run::run_registry(&subject, &only(check), &())
        .unwrap_or_else(|| panic!("there is no check {check}"))
}

fn only(check: &str) -> Selection {
    Selection { only: vec![check.to_owned()], ..Selection::default() }
}
