//! Faults of registries of the second round, written by authors who had read no check, after
//! the checks had been improved by the first.

use std::collections::HashSet;
use std::hint::black_box;
use std::sync::atomic::Ordering;

use calproof_registry::{Found, Registered, RegistryRefusal};

use crate::faults::Plant::Registry;
use crate::faults::registries::plain::{Answer, Contents, Method, Offer, Plain};
use crate::faults::registries::steps::{PLAIN, admit, decide, removable};
use crate::faults::{Fault, NOT_TIMED};

/// The protocol: by `ascii` names are the same "when they differ at most in the case of A to Z";
/// `find-id` finds a calendar "if there is one that has" the id; of `ids` that are unique "each
/// registration has one that no other ever has"; `unregister` takes a calendar "with all its names",
/// and of several threads an order of the calls has to explain all answers; a name that is there twice
/// "counts once"; by `gone` "every call answers that the registry is gone" once the end has begun.
pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "brackets-in-small-letters",
        about: "case folding sets a bit from @ to _ instead of A to Z: a bracket is found for a \
                brace",
        caught_by: &["registry/naming/letters_beyond_ascii_are_folded_as_declared"],
        found_by: NOT_TIMED,
        twin: "case folding sets a bit from A to Z",
        plant: Registry(|it| it.steps.key = |_, name| with_bit(name, '@', '_')),
        plant_twin: Registry(|it| it.steps.key = |_, name| with_bit(name, 'A', 'Z')),
    },
    Fault {
        name: "the-middle-of-a-long-name",
        about: "names of more than 48 bytes are compared by their length and their first and \
                last 24 characters",
        caught_by: &["registry/naming/name_limit_is_as_declared"],
        found_by: NOT_TIMED,
        twin: "names of more than 48 bytes are compared by their last 24 characters first",
        plant: Registry(|it| {
            it.steps.key = |at, name| {
                let (key, start, end) = ends(at, name);
                if key.len() > 48 { format!("{start}\n{}\n{end}", key.len()) } else { key }
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.key = |at, name| {
                let (key, _, end) = ends(at, name);
                if key.len() > 48 { format!("{end}\n{key}") } else { key }
            };
        }),
    },
    Fault {
        name: "ids-looked-up-by-32-bits",
        about: "an id is truncated to 32 bits before it is looked up",
        caught_by: &["registry/refusal/unknown_ids_are_refused"],
        found_by: NOT_TIMED,
        twin: "an id that does not fit 32 bits is not found",
        plant: Registry(|it| {
            it.steps.by_id = |at, id| at.populated().found(id & u64::from(u32::MAX));
        }),
        plant_twin: Registry(|it| {
            it.steps.by_id = |at, id| match u32::try_from(id) {
                Ok(short) => at.populated().found(short.into()),
                Err(_) => Err(RegistryRefusal::NotFound),
            };
        }),
    },
    Fault {
        name: "unregistered-by-name-then-by-id",
        about: "unregistering removes the names first, and the calendar can still be found by id \
                for a moment",
        caught_by: &["registry/concurrency/histories_are_linearizable"],
        found_by: NOT_TIMED,
        twin: "unregistering removes the names and the id in one step, and drops the calendar a \
               moment later",
        plant: Registry(|it| {
            it.steps.unregister = |at, name| {
                let id = removable(at, &at.populated(), name)?;
                at.table().names.retain(|_, (_, owner)| *owner != id);
                at.gate.wait_for(2);
                let out = at.table().calendars.remove(&id);
                drop(out);
                Ok(())
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.unregister = |at, name| {
                let out = {
                    let mut table = at.populated();
                    let id = removable(at, &table, name)?;
                    table.remove(id)
                };
                at.gate.wait_for(2);
                drop(out);
                Ok(())
            };
        }),
    },
    Fault {
        name: "a-second-end-is-a-beginning",
        about: "a second shutdown brings the registry back",
        caught_by: &["registry/shutdown/every_call_is_answered_as_declared"],
        found_by: NOT_TIMED,
        twin: "a second shutdown succeeds, and the registry stays gone",
        plant: Registry(|it| {
            it.steps.admit = admit_shutdown;
            it.steps.shut_down = |at| {
                at.ending.fetch_xor(1, Ordering::SeqCst);
                Ok(())
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.admit = admit_shutdown;
            it.steps.shut_down = |at| {
                at.ending.fetch_or(1, Ordering::SeqCst);
                Ok(())
            };
        }),
    },
    Fault {
        name: "a-name-twice-is-unregistered-once",
        about: "a name given twice in a registration remains when the calendar is unregistered: \
                it is listed and taken, but finds nothing",
        caught_by: &["registry/registration/any_sequence_of_calls"],
        found_by: NOT_TIMED,
        twin: "a name given twice in a registration is looked up when the calendar is unregistered",
        plant: Registry(|it| {
            it.steps.decide = decide_noting_names_twice;
            it.steps.unregister = |at, name| {
                let (id, twice) = unregister_with_names_twice(at, name)?;
                let left: Vec<_> =
                    twice.into_iter().map(|name| (at.key(&name), (name, id))).collect();
                at.table().names.extend(left);
                Ok(())
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = decide_noting_names_twice;
            it.steps.unregister = |at, name| {
                let (_, twice) = unregister_with_names_twice(at, name)?;
                for name in twice {
                    drop((PLAIN.find)(at, &name));
                }
                Ok(())
            };
        }),
    },
    Fault {
        name: "the-id-of-a-name-that-returns",
        about: "a calendar with the first name of an unregistered one gets the id of that one",
        caught_by: &["registry/registration/unregistered_calendars_are_gone"],
        found_by: NOT_TIMED,
        twin: "the id of an unregistered calendar is recorded under its first name, and not reused",
        plant: Registry(|it| {
            it.steps.unregister = unregister_remembering_its_id;
            it.steps.decide = |at, table, offer| {
                let Some(id) = id_of_the_former(at, offer) else { return decide(at, table, offer) };
                let given = std::mem::replace(&mut table.given, id);
                let registered = decide(at, table, offer);
                table.given = given;
                registered
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.unregister = unregister_remembering_its_id;
            it.steps.decide = |at, table, offer| {
                black_box(id_of_the_former(at, offer));
                decide(at, table, offer)
            };
        }),
    },
    Fault {
        name: "sixteen-graves",
        about: "unregistered calendars leave tombstones; after 16 of them, the last alias of a \
                new calendar is reported as registered, but not found",
        caught_by: &["registry/registration/unregistered_calendars_are_gone"],
        found_by: NOT_TIMED,
        twin: "unregistered calendars leave tombstones; after 16 of them, the table is rebuilt",
        plant: Registry(|it| {
            it.steps.unregister = unregister_counting;
            it.steps.decide = |at, table, offer| {
                let registered = decide(at, table, offer)?;
                if has_16_tombstones(at)
                    && let [_, .., last] = &*offer.names
                {
                    table.names.remove(&at.key(last));
                }
                Ok(registered)
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.unregister = unregister_counting;
            it.steps.decide = |at, table, offer| {
                if has_16_tombstones(at) {
                    *table = table.clone();
                }
                decide(at, table, offer)
            };
        }),
    },
];

/// The name, with the bit of lower-case letters set in all characters between these.
fn with_bit(name: &str, first: char, last: char) -> String {
    let set = |c: char| if (first..=last).contains(&c) { char::from(c as u8 | 32) } else { c };
    name.chars().map(set).collect()
}

/// The plain key of a name, and its first and last 24 characters.
fn ends(at: &Plain, name: &str) -> (String, String, String) {
    let key = (PLAIN.key)(at, name);
    let start = key.chars().take(24).collect();
    let end = key.chars().skip(key.chars().count().saturating_sub(24)).collect();
    (key, start, end)
}

/// Admits a call of `shut_down`, and any other call unless shutdown has begun.
fn admit_shutdown(at: &Plain, method: Method) -> Answer<()> {
    if method == Method::ShutDown { Ok(()) } else { admit(at, method) }
}

/// Registers the offer, and records its duplicate names.
fn decide_noting_names_twice(
    at: &Plain,
    table: &mut Contents,
    offer: &Offer,
) -> Answer<Registered> {
    let registered = decide(at, table, offer)?;
    let id = registered.id.unwrap_or(0);
    let mut seen = HashSet::new();
    for name in &offer.names {
        if !seen.insert(at.key(name)) {
            at.remembered().insert(format!("\t{id}\t{name}"), Err(RegistryRefusal::NotFound));
        }
    }
    Ok(registered)
}

/// Unregisters a calendar. Returns its id, and the duplicate names of its registration.
fn unregister_with_names_twice(at: &Plain, name: &str) -> Answer<(u64, Vec<String>)> {
    let id = removable(at, &at.populated(), name)?;
    (PLAIN.unregister)(at, name)?;
    let prefix = format!("\t{id}\t");
    let remembered = at.remembered();
    let twice = remembered.keys().filter_map(|key| key.strip_prefix(&prefix));
    Ok((id, twice.map(str::to_owned).collect()))
}

/// Unregisters a calendar, and records its id under its first name.
fn unregister_remembering_its_id(at: &Plain, name: &str) -> Answer<()> {
    let found = (PLAIN.find)(at, name);
    (PLAIN.unregister)(at, name)?;
    if let Ok(Found { id, name: Some(first), .. }) = found {
        // The calendar itself is not kept.
        let calendar = at.populated().found(0)?.calendar;
        let former = Ok(Found { calendar, id, name: None });
        at.remembered().insert(at.key(&first), former);
    }
    Ok(())
}

/// The id of an unregistered calendar that had the first name of the offered one.
fn id_of_the_former(at: &Plain, offer: &Offer) -> Option<u64> {
    let key = at.key(offer.names.first()?);
    let remembered = at.remembered();
    remembered.get(&key)?.as_ref().ok()?.id
}

fn unregister_counting(at: &Plain, name: &str) -> Answer<()> {
    (PLAIN.unregister)(at, name)?;
    let mut remembered = at.remembered();
    let tombstone = format!("{:03}", remembered.len());
    remembered.insert(tombstone, Err(RegistryRefusal::NotFound));
    Ok(())
}

fn has_16_tombstones(at: &Plain) -> bool {
    at.remembered().len() >= 16
}
