//! Our own calendars, and our own registry of them.

use calproof_registry::{Registry, calendars};

use crate::profile::{
    BuiltIns, Clash, EmptyName, Folding, Ids, Listing, NameLimit, Open, Population, Profile,
    Reentrancy, RegistryClaim, SameBackend, Shutdown, Threads, UnknownName,
};
use crate::program::Name;
use crate::spec;
use crate::subject::{InProcess, REFERENCE};

/// The reference as a subject.
pub fn subject() -> InProcess<'static> {
    InProcess::of_references(REFERENCE, env!("CARGO_PKG_VERSION"))
        .with_registry(claim(), Registry::new)
}

/// What the documentation of [`Registry`] says. The names are those of the vector files.
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

fn names(id: &str) -> Vec<Name> {
    // A test holds every vector file to its form.
    let spec = spec::by_name(id).ok().flatten();
    let aliases = spec.into_iter().flat_map(|spec| &spec.aliases);
    std::iter::once(id).chain(aliases.map(String::as_str)).map(Name::from).collect()
}
