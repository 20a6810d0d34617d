//! The checks on registries report nothing against the reference, whichever part of its behaviour
//! it declares. The planted faults show that each check finds what is wrong.

use calproof_registry::{Entry, Policy, Registry, SystemCalendar};

use crate::chance::Chance;
use crate::profile::{
    BuiltIns, Clash, EmptyName, Folding, Ids, Listing, NameLimit, Open, Profile, Reentrancy,
    RegistryClaim, SameBackend, Shutdown, Threads, UnknownName,
};
use crate::program::Name;
use crate::run::registry::reference::{self, Latitude};
use crate::run::{self, CheckOutcome, Selection};
use crate::subject::InProcess;
use crate::verdict::Status;

/// The outcomes of the checks on the reference with this policy and this declared profile.
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

/// The built-in calendars of the reference, by default.
fn system() -> Vec<SystemCalendar> {
    let registry = Registry::new();
    let of = |entry: Entry<'_>| {
        let (shared, mut names) = (entry.share(), entry.names());
        let first = SystemCalendar::new(names.next().unwrap(), move || Ok(shared.clone()));
        names.fold(first, SystemCalendar::alias)
    };
    registry.calendars().unwrap().map(of).collect()
}

/// The findings against the subject.
fn failures(outcomes: &[CheckOutcome]) -> Vec<String> {
    let words = |outcome: &CheckOutcome| {
        // Lost cases count, too: a case is lost where the check also blames the references.
        let failed = outcome
            .findings
            .iter()
            .filter(|finding| finding.status.fails() || finding.status == Status::Lost);
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
fn a_registry_that_behaves_like_qt_passes() {
    assert_eq!(failures(&outcomes(Policy::qt(), Policy::qt().profile())), [""; 0]);
}

/// A registry may do more than it declares.
#[test]
fn a_registry_that_declares_less_than_it_does_passes() {
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

/// Number of registries in the population.
const POPULATION: u64 = 64;

/// Whatever a registry declares, and however it uses the freedom that remains, no check blames it.
#[test]
fn a_population_of_innocent_registries_passes() {
    let mut blamed = Vec::new();
    for seed in 0..POPULATION {
        let mut chance = Chance(seed);
        let claim = any_claim(&mut chance);
        let latitude = Latitude(chance.number() as u16);
        let subject = reference::subject(&claim, latitude).unwrap();
        let selection =
            Selection { only: vec!["registry".to_owned()], seed, ..Selection::default() };
        let outcome = run::run_registry(&subject, &selection, &()).unwrap();
        for failure in failures(&outcome.checks) {
            let profile = &claim.profile;
            blamed.push(format!("seed {seed}: {latitude:?} {profile:?}\n{failure}"));
        }
    }
    assert!(blamed.is_empty(), "{}", blamed.join("\n"));
}

/// Any consistent profile, and any built-in calendars.
fn any_claim(chance: &mut Chance) -> RegistryClaim {
    fn any<T: Clone>(chance: &mut Chance, values: &[T]) -> Option<T> {
        let place = chance.below(values.len() + 1);
        values.get(place).cloned()
    }
    let system = [vec!["gregory", "Gregorian"], vec!["julian"], vec!["islamic-civil", "islamicc"]];
    let system = &system[..chance.below(system.len() + 1)];
    let names = |all: &Vec<&str>| all.iter().map(|&name| name.into()).collect();
    let built_in: Vec<Vec<Name>> = system.iter().map(names).collect();
    let mut unknown = vec![UnknownName::Refused];
    unknown.extend(built_in.first().map(|names| UnknownName::FallsBackTo(names[0].clone())));
    let built_ins = match built_in[..] {
        [] => any(chance, &[BuiltIns::None]),
        _ => any(chance, &[BuiltIns::Protected, BuiltIns::Replaceable]),
    };
    let mut listing =
        || any(chance, &[Listing::None, Listing::Snapshot, Listing::Snapshot, Listing::Weak]);
    let (listing_names, listing_calendars) = (listing(), listing());
    let open = [Open::Closed, Open::Register, Open::RegisterAndUnregister];
    let same = [SameBackend::Refused, SameBackend::SecondId, SameBackend::SameId];
    let lengths = [NameLimit::None, NameLimit::Bytes(255), NameLimit::Bytes(40)];
    let profile = Profile {
        folding: any(chance, &[Folding::Exact, Folding::Ascii, Folding::UnicodeSimple]),
        clash: any(chance, &[Clash::RejectWhole, Clash::FirstWins, Clash::LastWins]),
        built_ins,
        same_backend: any(chance, &same),
        empty_name: any(chance, &[EmptyName::Refused, EmptyName::Allowed]),
        name_limit: any(
            chance,
            &[&lengths[..], &[NameLimit::Bytes(4), NameLimit::Bytes(0)]].concat(),
        ),
        unknown_name: any(chance, &unknown),
        open: any(chance, &[&open[..], &open[1..], &open[1..]].concat()),
        listing_names,
        listing_calendars,
        ids: any(chance, &[Ids::Unique, Ids::Unique, Ids::None]),
        reentrancy: any(chance, &[Reentrancy::Allowed]),
        threads: any(chance, &[Threads::Safe, Threads::Safe, Threads::SafeAfterPopulation]),
        shutdown: any(chance, &[Shutdown::None, Shutdown::Gone, Shutdown::NotFound]),
        ..Profile::default()
    };
    RegistryClaim { profile, built_in, ..RegistryClaim::default() }
}
