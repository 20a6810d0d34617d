//! Our own calendars, and our own registry of them.

use calproof::claim::REFERENCE;
use calproof::profile::{
    BuiltIns, Clash, EmptyName, Folding, Ids, Listing, NameLimit, Open, Population, Profile,
    Reentrancy, RegistryClaim, SameBackend, Shutdown, Threads, UnknownName,
};
use calproof::program::Name;
use calproof::spec;
use calproof::subject::InProcess;
use calproof_registry::{Registry, calendars};

/// The reference as a subject.
pub(super) fn subject() -> InProcess<'static> {
    let version = env!("CARGO_PKG_VERSION");
    InProcess::of_references(REFERENCE, version).with_registry(claim(), Registry::new)
}

/// What the documentation of [`Registry`] and of its default policy says.
fn claim() -> RegistryClaim {
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
    let built_in = calendars::ALL.iter().map(|calendar| names(calendar.id())).collect();
    RegistryClaim { profile, built_in, ..RegistryClaim::default() }
}

/// The calendar's id, and the aliases that its authority gives it.
fn names(id: &str) -> Vec<Name> {
    let spec = spec::by_name(id).ok().flatten();
    let aliases = spec.iter().flat_map(|spec| &spec.aliases);
    [id].into_iter().chain(aliases.map(String::as_str)).map(Name::from).collect()
}
