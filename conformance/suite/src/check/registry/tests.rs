//! The checks on registries say nothing of the reference, whatever part of what it does it declares.
//! That each of them finds what is wrong is for the planted faults to show.

use calproof_registry::{Entry, Policy, Registry, SystemCalendar};

use crate::profile::{Listing, Profile, Reentrancy, RegistryClaim, Threads};
use crate::program::Name;
use crate::run::{self, CheckOutcome, Selection};
use crate::subject::InProcess;
use crate::verdict::Status;

/// What the checks say of the reference with this policy, if it declares this.
fn outcomes(policy: Policy, profile: Profile) -> Vec<CheckOutcome> {
    let open = move || Registry::with(policy, system()).unwrap();
    let registry = open();
    let names = |entry: Entry<'_>| entry.names().map(Name::from).collect();
    let built_in = registry.calendars().unwrap().map(names).collect();
    let claim = RegistryClaim { profile, built_in, ..RegistryClaim::default() };
    let subject = InProcess::new("reference", "", Vec::new()).with_registry(claim, open);
    let selection = Selection { only: vec!["registry".to_owned()], ..Selection::default() };
    run::run_registry(&subject, &selection, &()).unwrap().checks
}

/// The calendars of the reference, as it has them by default.
fn system() -> Vec<SystemCalendar> {
    let registry = Registry::new();
    let of = |entry: Entry<'_>| {
        let (shared, mut names) = (entry.share(), entry.names());
        let first = SystemCalendar::new(names.next().unwrap(), move || Ok(shared.clone()));
        names.fold(first, SystemCalendar::alias)
    };
    registry.calendars().unwrap().map(of).collect()
}

/// What speaks against the subject.
fn failures(outcomes: &[CheckOutcome]) -> Vec<String> {
    let words = |outcome: &CheckOutcome| {
        let failed = outcome.findings.iter().filter(|finding| finding.status.fails());
        let words = |finding: &run::Finding| {
            let (case, why) = (&finding.case, &finding.objection.why);
            format!("{} {} {why}\n  {}", case.check.id, finding.status, case.input)
        };
        failed.map(words).collect::<Vec<String>>()
    };
    outcomes.iter().flat_map(words).collect()
}

#[test]
fn the_reference_passes() {
    let outcomes = outcomes(Policy::default(), Policy::default().profile());
    assert_eq!(failures(&outcomes), [""; 0]);
    let unresolved = outcomes.iter().filter(|outcome| !outcome.counts.contains_key(&Status::Pass));
    let unresolved: Vec<&str> = unresolved.map(|outcome| outcome.check.id).collect();
    assert_eq!(
        unresolved,
        [
            "registry/naming/folding_knows_no_locale",
            "registry/registration/unregistered_calendars_are_gone",
            "registry/registration/ids_are_never_reused",
            "registry/lifetime/unregistered_calendars_are_released",
            "registry/reentrancy/a_calendar_may_unregister_another",
            "registry/reentrancy/a_calendar_may_query_while_being_dropped",
            "registry/shutdown/every_call_is_answered_as_declared",
            "registry/shutdown/shutdown_is_atomic",
        ]
    );
}

#[test]
fn whoever_does_as_qt_does_passes() {
    assert_eq!(failures(&outcomes(Policy::qt(), Policy::qt().profile())), [""; 0]);
}

/// A registry may do more than it declares.
#[test]
fn whoever_declares_less_than_it_does_passes() {
    let does = Policy::default().profile();
    let cautious = Profile {
        listing_names: Some(Listing::Weak),
        listing_calendars: Some(Listing::Weak),
        reentrancy: Some(Reentrancy::Forbidden),
        threads: Some(Threads::SafeAfterPopulation),
        ..does.clone()
    };
    let single = Profile { threads: Some(Threads::Single), ..does };
    for profile in [Profile::default(), cautious, single] {
        let failures = failures(&outcomes(Policy::default(), profile.clone()));
        assert_eq!(failures, [""; 0], "{profile:?}");
    }
}
