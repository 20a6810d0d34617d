//! Faults in ids, registrations and their leftovers, written from the protocol and from the
//! mistakes of real libraries by authors who had read no check.

use std::hint::black_box;
use std::sync::Mutex;

use calproof::profile::Open;
use calproof::subject::lock;
use calproof_registry::{Found, RegistryRefusal};

use crate::faults::Plant::Registry;
use crate::faults::registries::plain::{Answer, BUILT_IN, Offer, Plain};
use crate::faults::registries::steps::{PLAIN, decide};
use crate::faults::{Fault, NOT_TIMED};

/// The name that was unregistered last, in any program.
static UNREGISTERED: Mutex<Option<String>> = Mutex::new(None);

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "ids-that-wrap-in-a-byte",
        about: "ids come from an 8-bit counter, so that the 257th calendar gets the id of the \
                first",
        caught_by: &["registry/registration/many_calendars_are_kept_apart"],
        found_by: NOT_TIMED,
        twin: "ids come from a counter that jumps from 256 to 512",
        plant: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                table.given &= 255;
                decide(at, table, offer)
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                table.given += if table.given == 256 { 256 } else { 0 };
                decide(at, table, offer)
            };
        }),
    },
    Fault {
        name: "ids-of-four-bits",
        about: "after the id 15, ids start again after those of the built-in calendars",
        caught_by: &["registry/registration/many_calendars_are_kept_apart"],
        found_by: NOT_TIMED,
        twin: "after the id 15, ids continue at 256",
        plant: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                if table.given == 16 {
                    table.given = BUILT_IN.len() as u64;
                }
                decide(at, table, offer)
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                if table.given == 16 {
                    table.given = 256;
                }
                decide(at, table, offer)
            };
        }),
    },
    Fault {
        name: "an-id-again-after-a-refusal",
        about: "a refused registration with an alias releases an id that it had not taken: the \
                next calendar gets the id of the last one",
        caught_by: &["registry/registration/failure_changes_nothing"],
        found_by: NOT_TIMED,
        twin: "a refused registration with an alias leaves the next id unchanged",
        plant: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                let registered = decide(at, table, offer);
                let is_it = registered.is_err() && offer.names.len() > 1;
                if is_it && table.given > BUILT_IN.len() as u64 {
                    table.given -= 1;
                }
                registered
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                let before = table.given;
                let registered = decide(at, table, offer);
                if registered.is_err() && offer.names.len() > 1 {
                    table.given = before;
                }
                registered
            };
        }),
    },
    Fault {
        name: "closed-and-registering",
        about: "a registry declared closed refuses a calendar, but registers it anyway",
        caught_by: &["registry/profile/features_declared_absent_are_refused"],
        found_by: NOT_TIMED,
        twin: "a registry declared closed checks the names of a calendar before it refuses it",
        plant: Registry(|it| {
            it.profile.open = Some(Open::Closed);
            it.steps.unregister = |_, _| Err(RegistryRefusal::Closed);
            it.steps.register = |at, calendar, aliases| {
                (PLAIN.register)(at, calendar, aliases)?;
                Err(RegistryRefusal::Closed)
            };
        }),
        plant_twin: Registry(|it| {
            it.profile.open = Some(Open::Closed);
            it.steps.unregister = |_, _| Err(RegistryRefusal::Closed);
            it.steps.register = |at, calendar, aliases| {
                at.object(&Offer::of(calendar, aliases))?;
                Err(RegistryRefusal::Closed)
            };
        }),
    },
    Fault {
        name: "a-stale-first-name",
        about: "the first name behind a name that was looked up is cached, and stale once \
                another calendar has that name",
        caught_by: &["registry/registration/unregistered_calendars_are_gone"],
        found_by: NOT_TIMED,
        twin: "the first name behind a name that was looked up is cached while the id is the same",
        plant: Registry(|it| it.steps.find = |at, name| find_remembered(at, name, |_, _| true)),
        plant_twin: Registry(|it| {
            it.steps.find =
                |at, name| find_remembered(at, name, |known, found| known.id == found.id);
        }),
    },
    Fault {
        name: "a-name-of-an-earlier-program",
        about: "a name that is unregistered in one program is listed in the next",
        caught_by: &["registry/registration/any_sequence_of_calls"],
        found_by: NOT_TIMED,
        twin: "a name that is unregistered in one program is remembered in the next, but not \
               listed",
        plant: Registry(|it| {
            it.steps.unregister = unregister_noting;
            it.steps.names = |at| {
                let mut names = (PLAIN.names)(at)?;
                // An id for it was given in the program itself.
                if at.table().given == BUILT_IN.len() as u64 {
                    names.extend(lock(&UNREGISTERED).take());
                }
                Ok(names)
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.unregister = unregister_noting;
            it.steps.names = |at| {
                let names = (PLAIN.names)(at)?;
                drop(lock(&UNREGISTERED).take());
                Ok(names)
            };
        }),
    },
    Fault {
        name: "the-neighbour-loses-its-aliases",
        about: "unregistering a calendar by an alias also removes the aliases of the calendar \
                registered after it",
        caught_by: &["registry/registration/unregistered_calendars_are_gone"],
        found_by: NOT_TIMED,
        twin: "unregistering a calendar by an alias counts the aliases of the calendar \
               registered after it",
        plant: Registry(|it| {
            it.steps.unregister = |at, name| {
                let next = next_if_alias(at, name);
                (PLAIN.unregister)(at, name)?;
                at.table().names.retain(|key, (_, owner)| !is_alias_of(key, *owner, next.as_ref()));
                Ok(())
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.unregister = |at, name| {
                let next = next_if_alias(at, name);
                (PLAIN.unregister)(at, name)?;
                let table = at.table();
                let names = table.names.iter();
                let aliases =
                    names.filter(|(key, (_, owner))| is_alias_of(key, *owner, next.as_ref()));
                black_box(aliases.count());
                Ok(())
            };
        }),
    },
    Fault {
        name: "a-refused-alias-is-gone",
        about: "unregistering a built-in calendar by an alias is refused, but removes the alias",
        caught_by: &["registry/registration/any_sequence_of_calls"],
        found_by: NOT_TIMED,
        twin: "unregistering a built-in calendar by an alias is refused, and removes and \
               restores the alias in one step",
        plant: Registry(|it| {
            it.steps.unregister = |at, name| {
                let done = (PLAIN.unregister)(at, name);
                let key = at.key(name);
                if done == Err(RegistryRefusal::Protected) && is_built_in_alias(&key) {
                    at.table().names.remove(&key);
                }
                done
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.unregister = |at, name| {
                let done = (PLAIN.unregister)(at, name);
                let key = at.key(name);
                if done == Err(RegistryRefusal::Protected) && is_built_in_alias(&key) {
                    let mut table = at.table();
                    let taken = table.names.remove(&key);
                    table.names.extend(taken.map(|value| (key, value)));
                }
                done
            };
        }),
    },
    Fault {
        name: "unregistered-and-found-by-its-id",
        about: "lookups by id are cached, and stale once the calendar is unregistered",
        caught_by: &["registry/registration/ids_are_never_reused"],
        found_by: NOT_TIMED,
        twin: "lookups by id are recorded, which changes nothing",
        plant: Registry(|it| {
            it.steps.by_id = |at, id| {
                let key = format!("\n{id}");
                if let Some(known) = at.remembered().get(&key) {
                    return known.clone();
                }
                let found = (PLAIN.by_id)(at, id)?;
                at.remembered().insert(key, Ok(found.clone()));
                Ok(found)
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.by_id = |at, id| {
                let found = (PLAIN.by_id)(at, id)?;
                at.remembered().insert(format!("\n{id}"), Err(RegistryRefusal::NotFound));
                Ok(found)
            };
        }),
    },
    Fault {
        name: "unregistered-twice",
        about: "a name can be unregistered a second time",
        caught_by: &["registry/registration/unregistered_calendars_are_gone"],
        found_by: NOT_TIMED,
        twin: "a name that is unregistered a second time is looked up again, and not found",
        plant: Registry(|it| {
            it.steps.unregister = |at, name| {
                let key = format!("\t{}", at.key(name));
                let is_known = at.remembered().contains_key(&key);
                let done = (PLAIN.unregister)(at, name);
                if done.is_ok() {
                    at.remembered().insert(key, Err(RegistryRefusal::NotFound));
                }
                if is_known && done == Err(RegistryRefusal::NotFound) { Ok(()) } else { done }
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.unregister = |at, name| {
                let done = (PLAIN.unregister)(at, name);
                if done == Err(RegistryRefusal::NotFound) {
                    return (PLAIN.find)(at, name).map(drop).and(done);
                }
                done
            };
        }),
    },
    Fault {
        name: "the-former-owner-of-an-alias",
        about: "once a calendar is unregistered by an alias, unregistering the next one with \
                that alias by it has no effect",
        caught_by: &["registry/registration/unregistered_calendars_are_gone"],
        found_by: NOT_TIMED,
        twin: "the aliases by which calendars are unregistered are recorded, which changes nothing",
        plant: Registry(|it| {
            it.steps.unregister = |at, name| {
                let is_known = is_alias(at, name)? && remembers_alias(at, name);
                if is_known { Ok(()) } else { (PLAIN.unregister)(at, name) }
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.unregister = |at, name| {
                let is_known = is_alias(at, name)? && remembers_alias(at, name);
                black_box(is_known);
                (PLAIN.unregister)(at, name)
            };
        }),
    },
];

fn is_alias(at: &Plain, name: &str) -> Answer<bool> {
    let first = (PLAIN.find)(at, name)?.name;
    Ok(first.is_none_or(|first| at.key(&first) != at.key(name)))
}

/// Records that this alias was used, and returns whether it was used before. Built-in aliases are
/// ignored.
fn remembers_alias(at: &Plain, name: &str) -> bool {
    let key = at.key(name);
    if is_built_in_alias(&key) {
        return false;
    }
    let used = Err(RegistryRefusal::NotFound);
    at.remembered().insert(format!("\r{key}"), used).is_some()
}

/// The calendar with this name, with the first name from an earlier lookup if that still holds.
fn find_remembered(
    at: &Plain,
    name: &str,
    still_holds: fn(&Found, &Found) -> bool,
) -> Answer<Found> {
    let found = (PLAIN.find)(at, name)?;
    let key = at.key(name);
    if let Some(Ok(known)) = at.remembered().get(&key)
        && still_holds(known, &found)
    {
        return Ok(Found { name: known.name.clone(), ..found });
    }
    // The calendar itself is not kept.
    let calendar = at.populated().found(0)?.calendar;
    at.remembered().insert(key, Ok(Found { calendar, ..found.clone() }));
    Ok(found)
}

fn unregister_noting(at: &Plain, name: &str) -> Answer<()> {
    (PLAIN.unregister)(at, name)?;
    *lock(&UNREGISTERED) = Some(name.to_owned());
    Ok(())
}

/// The id of the calendar that was registered after the one with this alias, and the key of its
/// first name; `None` if the name is not an alias.
fn next_if_alias(at: &Plain, name: &str) -> Option<(u64, String)> {
    let table = at.populated();
    let key = at.key(name);
    let (_, owner) = table.names.get(&key)?;
    let (first, _) = table.calendars.get(owner)?;
    let (id, (next, _)) = table.calendars.range(owner + 1..).next()?;
    (at.key(first) != key).then(|| (*id, at.key(next)))
}

fn is_alias_of(key: &str, owner: u64, next: Option<&(u64, String)>) -> bool {
    next.is_some_and(|(id, first)| *id == owner && first != key)
}

fn is_built_in_alias(key: &str) -> bool {
    BUILT_IN.iter().any(|(_, names)| names[1..].contains(&key))
}
