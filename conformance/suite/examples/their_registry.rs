//! A third-party registry, validated with one line: a map under a lock, as an application might
//! implement it.
//!
//! `cargo test -p calproof --example their_registry` runs one test per check, and shows which check
//! catches each of five deliberate mistakes.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use calproof::{
    BuiltIns, Calendar, CalendarRegistry, Clash, EmptyName, Folding, Found, Ids, InProcess,
    Listing, NameLimit, Open, Profile, Reentrancy, Registered, RegistryClaim, RegistryRefusal,
    SameBackend, Selection, SubjectFiles, Threads, UnknownName, run_subject,
};

#[derive(Default)]
struct TheirRegistry {
    held: RwLock<Held>,
    mistake: Option<Mistake>,
}

#[derive(Default)]
struct Held {
    /// Ids by name.
    names: HashMap<String, u64>,
    /// First names and calendars by id.
    calendars: HashMap<u64, (String, Arc<dyn Calendar>)>,
    last_id: u64,
}

/// The deliberate mistakes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mistake {
    ClashLeavesNames,
    RemovalLeavesAliases,
    IdsComeAgain,
    NamesAreTrimmed,
    CalendarsLeak,
}

impl TheirRegistry {
    fn read(&self) -> RwLockReadGuard<'_, Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Held> {
        self.held.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn has(&self, mistake: Mistake) -> bool {
        self.mistake == Some(mistake)
    }
}

impl Held {
    fn found(&self, id: u64) -> Result<Found, RegistryRefusal> {
        let (name, calendar) = self.calendars.get(&id).ok_or(RegistryRefusal::NotFound)?;
        Ok(Found { calendar: Arc::clone(calendar), id: Some(id), name: Some(name.clone()) })
    }
}

impl CalendarRegistry for TheirRegistry {
    fn register(
        &self,
        calendar: Arc<dyn Calendar>,
        aliases: &[&str],
    ) -> Result<Registered, RegistryRefusal> {
        // The calendar's own code runs before the lock is taken, and may call this registry.
        let mut names = vec![calendar.id().to_owned()];
        names.extend(aliases.iter().map(|&alias| alias.to_owned()));
        if self.has(Mistake::NamesAreTrimmed) {
            names = names.iter().map(|name| name.trim().to_owned()).collect();
        }
        if self.has(Mistake::CalendarsLeak) {
            std::mem::forget(Arc::clone(&calendar));
        }
        let mut held = self.write();
        let mut id = held.last_id + 1;
        if self.has(Mistake::IdsComeAgain) {
            id = (1..=id).find(|id| !held.calendars.contains_key(id)).unwrap_or(id);
        }
        for name in &names {
            if let Some((owner, _)) = held.names.get(name).and_then(|id| held.calendars.get(id)) {
                return Err(RegistryRefusal::Taken { name: name.clone(), owner: owner.clone() });
            }
            if self.has(Mistake::ClashLeavesNames) {
                held.calendars.insert(id, (names[0].clone(), Arc::clone(&calendar)));
                held.names.insert(name.clone(), id);
            }
        }
        held.calendars.insert(id, (names[0].clone(), calendar));
        held.names.extend(names.into_iter().map(|name| (name, id)));
        held.last_id = held.last_id.max(id);
        Ok(Registered { id: Some(id), names: None })
    }

    fn find(&self, name: &str) -> Result<Found, RegistryRefusal> {
        let held = self.read();
        held.found(*held.names.get(name).ok_or(RegistryRefusal::NotFound)?)
    }

    fn by_id(&self, id: u64) -> Result<Found, RegistryRefusal> {
        self.read().found(id)
    }

    fn unregister(&self, name: &str) -> Result<(), RegistryRefusal> {
        let mut held = self.write();
        let id = *held.names.get(name).ok_or(RegistryRefusal::NotFound)?;
        if self.has(Mistake::RemovalLeavesAliases) {
            held.names.remove(name);
            return Ok(());
        }
        held.names.retain(|_, other| *other != id);
        let out = held.calendars.remove(&id);
        // Drop the calendar only after the lock is released.
        drop(held);
        drop(out);
        Ok(())
    }

    fn names(&self) -> Result<Vec<String>, RegistryRefusal> {
        Ok(self.read().names.keys().cloned().collect())
    }

    fn calendars(&self) -> Result<Vec<Found>, RegistryRefusal> {
        let held = self.read();
        held.calendars.keys().map(|id| held.found(*id)).collect()
    }
}

/// What the registry promises. Without these declarations, it would be judged only by the rules
/// that hold for all registries.
fn claim() -> RegistryClaim {
    let profile = Profile {
        folding: Some(Folding::Exact),
        clash: Some(Clash::RejectWhole),
        built_ins: Some(BuiltIns::None),
        same_backend: Some(SameBackend::Refused),
        empty_name: Some(EmptyName::Allowed),
        name_limit: Some(NameLimit::None),
        unknown_name: Some(UnknownName::Refused),
        open: Some(Open::RegisterAndUnregister),
        listing_names: Some(Listing::Snapshot),
        listing_calendars: Some(Listing::Snapshot),
        ids: Some(Ids::Unique),
        reentrancy: Some(Reentrancy::Allowed),
        threads: Some(Threads::Safe),
        ..Profile::default()
    };
    RegistryClaim { profile, ..RegistryClaim::default() }
}

calproof::registry_conformance_tests!(
    claim(),
    TheirRegistry::default,
    answers: [ById, Unregister, Names, Calendars],
);

#[test]
fn each_mistake_is_named() {
    for (mistake, check) in [
        (Mistake::ClashLeavesNames, "registry/registration/failure_changes_nothing"),
        (Mistake::RemovalLeavesAliases, "registry/registration/unregistered_calendars_are_gone"),
        (Mistake::IdsComeAgain, "registry/registration/ids_are_never_reused"),
        (Mistake::NamesAreTrimmed, "registry/naming/hostile_names_are_refused_or_found"),
        (Mistake::CalendarsLeak, "registry/lifetime/each_calendar_is_dropped_once"),
    ] {
        let named = failing(Some(mistake), check);
        assert!(named.contains(&check), "{mistake:?} is not named by {check}");
    }
}

/// The checks with this prefix that fail.
fn failing(mistake: Option<Mistake>, checks: &str) -> Vec<&'static str> {
    let open = move || TheirRegistry { mistake, ..TheirRegistry::default() };
    let subject = InProcess::new("theirs", "1.0.0", Vec::new()).with_registry(claim(), open);
    let selection = Selection { only: vec![checks.to_owned()], ..Selection::default() };
    let outcome = run_subject(&subject, &SubjectFiles::default(), &selection, &(), &mut ());
    outcome.failures().map(|failure| failure.case.check.id).collect()
}

fn main() {
    println!("failing: {:?}", failing(None, "registry"));
}
