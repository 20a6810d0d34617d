//! The checks on registries, each against the reference, which is to pass.

use calproof_registry::Registry;

use crate::profile::{
    BuiltIns, Clash, EmptyName, Folding, Ids, Listing, NameLimit, Open, Population, Profile,
    Reentrancy, RegistryClaim, SameBackend, Shutdown, Threads, UnknownName,
};
use crate::program::Name;
use crate::run::{self, Selection};
use crate::subject::InProcess;

fn reference_claim() -> RegistryClaim {
    let registry = Registry::new();
    let names = |entry: calproof_registry::Entry<'_>| entry.names().map(Name::from).collect();
    let built_in = registry.calendars().unwrap().map(names).collect();
    let profile = Profile {
        folding: Some(Folding::Ascii),
        clash: Some(Clash::RejectWhole),
        built_ins: Some(BuiltIns::Protected),
        same_backend: Some(SameBackend::Refused),
        empty_name: Some(EmptyName::Refused),
        name_limit: Some(NameLimit::Bytes(255)),
        unknown_name: Some(UnknownName::Refused),
        open: Some(Open::Register),
        population: Some(Population::Lazy),
        listing_names: Some(Listing::Snapshot),
        listing_calendars: Some(Listing::Snapshot),
        ids: Some(Ids::Unique),
        reentrancy: Some(Reentrancy::Allowed),
        threads: Some(Threads::Safe),
        shutdown: Some(Shutdown::None),
    };
    RegistryClaim { profile, built_in, ..RegistryClaim::default() }
}

#[test]
fn the_reference_passes() {
    let subject =
        InProcess::new("reference", "", Vec::new()).with_registry(reference_claim(), Registry::new);
    let mut selection = Selection::default();
    selection.only = vec!["registry".to_owned()];
    let outcome = run::run_registry(&subject, &selection, &()).unwrap();
    for check in outcome.checks {
        eprintln!(
            "{} planned {} {:?} {:?} {:?}",
            check.check.id, check.planned, check.counts, check.not_asked, check.unsupported
        );
        for finding in &check.findings {
            eprintln!("   {} {}\n   {}", finding.status, finding.objection.why, finding.case.input);
        }
    }
}
