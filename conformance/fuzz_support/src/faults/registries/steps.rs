//! The steps of a plain registry, all of them right.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use calproof::subject::lock;
use calproof_registry::{Calendar, Found, Registered, RegistryRefusal};

use super::plain::{Answer, BUILT_IN, Contents, Method, Offer, Plain, PlainSteps};

pub(super) const PLAIN: PlainSteps = PlainSteps {
    populate,
    key: |_, name| name.to_ascii_lowercase(),
    objection: |text| objection(text, 255),
    admit,
    register,
    decide,
    find,
    by_id: |at, id| at.populated().found(id),
    unregister,
    names: |at| Ok(at.populated().names.values().map(|(name, _)| name.clone()).collect()),
    calendars: |at| list(&at.populated()),
    shut_down: |at| {
        at.ending.store(1, Ordering::SeqCst);
        Ok(())
    },
};

pub(super) fn populate(at: &Plain) {
    let _alone = lock(&at.populating);
    if !at.is_populated.load(Ordering::SeqCst) {
        fill(at, &mut at.table());
        at.is_populated.store(true, Ordering::SeqCst);
    }
}

/// Stores the built-in calendars.
pub(super) fn fill(at: &Plain, table: &mut Contents) {
    for (make, names) in BUILT_IN {
        let named: Vec<(String, &str)> = names.iter().map(|name| (at.key(name), *name)).collect();
        table.put(&make(), &named);
    }
}

/// Why a text cannot be a name, if names have at most this many bytes.
pub(super) fn objection(text: &str, longest: usize) -> Option<&'static str> {
    match text.len() {
        0 => Some("is empty"),
        length if length > longest => Some("is too long"),
        _ if text.contains(char::is_control) => Some("contains a control character"),
        _ if text.trim() != text => Some("begins or ends with white space"),
        _ => None,
    }
}

pub(super) fn admit(at: &Plain, _: Method) -> Answer<()> {
    if at.ending.load(Ordering::SeqCst) > 0 { Err(RegistryRefusal::Gone) } else { Ok(()) }
}

pub(super) fn register(
    at: &Plain,
    calendar: Arc<dyn Calendar>,
    aliases: &[&str],
) -> Answer<Registered> {
    // Foreign code, so it runs before any lock is taken; if refused, the calendar is dropped
    // without a lock.
    let offer = Offer::of(calendar, aliases);
    at.enter(&offer)
}

/// Checks whether the calendar can be registered, and checks again when it is registered.
pub(super) fn enter_after_a_look(
    at: &Plain,
    calendar: Arc<dyn Calendar>,
    aliases: &[&str],
) -> Answer<Registered> {
    let offer = Offer::of(calendar, aliases);
    at.object(&offer)?;
    decide(at, &mut at.populated().clone(), &offer)?;
    at.gate.wait_for(1);
    at.enter(&offer)
}

pub(super) fn decide(at: &Plain, table: &mut Contents, offer: &Offer) -> Answer<Registered> {
    check_same(table, offer)?;
    check_names(at, table, offer)?;
    Ok(table.put(&offer.calendar, &named(at, offer)))
}

/// Refuses a calendar that is registered already.
pub(super) fn check_same(table: &Contents, offer: &Offer) -> Answer<()> {
    for (owner, calendar) in table.calendars.values() {
        if Arc::ptr_eq(calendar, &offer.calendar) {
            return Err(RegistryRefusal::SameCalendar { owner: owner.clone() });
        }
    }
    Ok(())
}

/// Refuses names that have an owner.
pub(super) fn check_names(at: &Plain, table: &Contents, offer: &Offer) -> Answer<()> {
    for name in &offer.names {
        if let Some((_, id)) = table.names.get(&at.key(name)) {
            return Err(taken(table, name, *id));
        }
    }
    Ok(())
}

pub(super) fn taken(table: &Contents, name: &str, id: u64) -> RegistryRefusal {
    let owner = table.calendars.get(&id).map_or("", |(owner, _)| owner).to_owned();
    RegistryRefusal::Taken { name: name.to_owned(), owner }
}

/// The names of an offer with their keys, without duplicates.
pub(super) fn named<'a>(at: &Plain, offer: &'a Offer) -> Vec<(String, &'a str)> {
    let mut seen = HashSet::new();
    let all = offer.names.iter().map(|name| (at.key(name), name.as_str()));
    all.filter(|(key, _)| seen.insert(key.clone())).collect()
}

pub(super) fn find(at: &Plain, name: &str) -> Answer<Found> {
    let key = at.key(name);
    let table = at.populated();
    let (_, id) = table.names.get(&key).ok_or(RegistryRefusal::NotFound)?;
    table.found(*id)
}

pub(super) fn unregister(at: &Plain, name: &str) -> Answer<()> {
    let out = {
        let mut table = at.populated();
        let id = removable(at, &table, name)?;
        table.remove(id)
    };
    // Foreign code may run here, so the lock has been released.
    drop(out);
    Ok(())
}

/// The id of the calendar with this name, if it can be unregistered.
pub(super) fn removable(at: &Plain, table: &Contents, name: &str) -> Answer<u64> {
    let (_, id) = table.names.get(&at.key(name)).ok_or(RegistryRefusal::NotFound)?;
    if *id < BUILT_IN.len() as u64 { Err(RegistryRefusal::Protected) } else { Ok(*id) }
}

pub(super) fn list(table: &Contents) -> Answer<Vec<Found>> {
    table.calendars.keys().map(|id| table.found(*id)).collect()
}
