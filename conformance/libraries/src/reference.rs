//! Our own calendars, and our own registry of them.

use calproof::claim::REFERENCE;
use calproof::profile::RegistryClaim;
use calproof::program::Name;
use calproof::spec;
use calproof::subject::InProcess;
use calproof_registry::{Policy, Registry, calendars};

/// The reference as a subject.
pub(super) fn subject() -> InProcess<'static> {
    let version = env!("CARGO_PKG_VERSION");
    InProcess::of_references(REFERENCE, version).with_registry(claim(), Registry::new)
}

fn claim() -> RegistryClaim {
    let profile = Policy::default().profile();
    let built_in = calendars::ALL.iter().map(|calendar| names(calendar.id())).collect();
    RegistryClaim { profile, built_in, ..RegistryClaim::default() }
}

/// The calendar's id, and the aliases that its authority gives it.
fn names(id: &str) -> Vec<Name> {
    let spec = spec::by_name(id).ok().flatten();
    let aliases = spec.iter().flat_map(|spec| &spec.aliases);
    [id].into_iter().chain(aliases.map(String::as_str)).map(Name::from).collect()
}
