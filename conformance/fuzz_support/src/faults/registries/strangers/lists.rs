//! Faults in lists and in the leftovers of registrations, written from the protocol and from the
//! mistakes of real libraries by authors who had read no check.

use std::hint::black_box;
use std::sync::Arc;

use calproof_registry::{Calendar, Registered, RegistryRefusal};

use crate::faults::Plant::Registry;
use crate::faults::registries::plain::{Answer, BUILT_IN, Offer, Plain};
use crate::faults::registries::steps::{PLAIN, decide, taken};
use crate::faults::{Fault, NOT_TIMED};

/// The capacity of the smallest table.
const CAPACITY: usize = BUILT_IN.len() + 8;

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "a-name-twice-at-three",
        about: "while there are exactly three user calendars, the last name is listed twice",
        caught_by: &["registry/population/many_first_calls_find_everything"],
        found_by: NOT_TIMED,
        twin: "while there are exactly three user calendars, names are listed in reverse order",
        plant: Registry(|it| {
            it.steps.names = |at| {
                let mut names = (PLAIN.names)(at)?;
                if has_three(at) {
                    names.extend(names.last().cloned());
                }
                Ok(names)
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.names = |at| {
                let mut names = (PLAIN.names)(at)?;
                if has_three(at) {
                    names.reverse();
                }
                Ok(names)
            };
        }),
    },
    Fault {
        name: "listed-ids-are-places",
        about: "lists of calendars give indices for ids, which differ once a calendar is \
                unregistered",
        caught_by: &["registry/registration/unregistered_calendars_are_gone"],
        found_by: NOT_TIMED,
        twin: "lists of calendars are sorted by first name",
        plant: Registry(|it| {
            it.steps.calendars = |at| {
                let mut all = (PLAIN.calendars)(at)?;
                for (place, found) in all.iter_mut().enumerate() {
                    found.id = Some(place as u64);
                }
                Ok(all)
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.calendars = |at| {
                let mut all = (PLAIN.calendars)(at)?;
                all.sort_by(|one, other| one.name.cmp(&other.name));
                Ok(all)
            };
        }),
    },
    Fault {
        name: "the-good-names-of-a-bad-registration",
        about: "if the second or a later alias is invalid, the calendar is refused, but \
                registered under the names before that",
        caught_by: &["registry/registration/failure_changes_nothing"],
        found_by: NOT_TIMED,
        twin: "if the second or a later alias is invalid, the names before it are looked up, and \
               the calendar is refused",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                enter_as_far_as_named(at, calendar, aliases, |at, offer| drop(at.enter(offer)))
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                enter_as_far_as_named(at, calendar, aliases, |at, offer| {
                    for name in &offer.names {
                        drop((PLAIN.find)(at, name));
                    }
                })
            };
        }),
    },
    Fault {
        name: "aliases-lost-when-the-table-grows",
        about: "when a ninth user calendar is registered, the last of all names is lost",
        caught_by: &["registry/registration/many_calendars_are_kept_apart"],
        found_by: NOT_TIMED,
        twin: "when a ninth user calendar is registered, the table is copied",
        plant: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                if table.calendars.len() == CAPACITY {
                    table.names.pop_last();
                }
                decide(at, table, offer)
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                if table.calendars.len() == CAPACITY {
                    *table = table.clone();
                }
                decide(at, table, offer)
            };
        }),
    },
    Fault {
        name: "the-oldest-makes-room",
        about: "a 33rd user calendar evicts the oldest one",
        caught_by: &["registry/registration/many_calendars_are_kept_apart"],
        found_by: NOT_TIMED,
        twin: "when a 33rd user calendar is registered, the oldest one is looked up",
        plant: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                let registered = decide(at, table, offer)?;
                let oldest = table.calendars.keys().nth(BUILT_IN.len()).copied();
                if let (true, Some(oldest)) = (table.calendars.len() > BUILT_IN.len() + 32, oldest)
                {
                    // Kept, so that no foreign code runs while the table is locked.
                    at.kept().extend(table.remove(oldest));
                }
                Ok(registered)
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                let registered = decide(at, table, offer)?;
                let oldest = table.calendars.keys().nth(BUILT_IN.len()).copied();
                if let (true, Some(oldest)) = (table.calendars.len() > BUILT_IN.len() + 32, oldest)
                {
                    drop(table.found(oldest));
                }
                Ok(registered)
            };
        }),
    },
    Fault {
        name: "the-third-alias-unsaid",
        about: "the response to a registration omits the third alias",
        caught_by: &["registry/registration/unregistered_calendars_are_gone"],
        found_by: NOT_TIMED,
        twin: "the response to a registration lists the names in reverse order",
        plant: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                let Registered { id, names } = decide(at, table, offer)?;
                let third = offer.names.get(3);
                let answered = names.into_iter().flatten().filter(|name| Some(name) != third);
                Ok(Registered { id, names: Some(answered.collect()) })
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                let Registered { id, names } = decide(at, table, offer)?;
                let answered: Vec<String> = names.into_iter().flatten().collect();
                Ok(Registered { id, names: Some(answered.into_iter().rev().collect()) })
            };
        }),
    },
    Fault {
        name: "aliases-taken-for-good",
        about: "the aliases of an unregistered calendar cannot be registered again",
        caught_by: &["registry/registration/unregistered_calendars_are_gone"],
        found_by: NOT_TIMED,
        twin: "the aliases of an unregistered calendar are recorded, but can be registered again",
        plant: Registry(|it| {
            it.steps.unregister = unregister_remembering;
            it.steps.decide = |at, table, offer| {
                let gone = offer.names.iter().find(|name| is_remembered(at, name));
                match gone {
                    Some(name) => Err(taken(table, name, u64::MAX)),
                    None => decide(at, table, offer),
                }
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.unregister = unregister_remembering;
            it.steps.decide = |at, table, offer| {
                let gone = offer.names.iter().find(|name| is_remembered(at, name));
                black_box(gone);
                decide(at, table, offer)
            };
        }),
    },
];

fn has_three(at: &Plain) -> bool {
    at.table().calendars.len() == BUILT_IN.len() + 3
}

/// Registers the calendar. If one of its names is invalid and at least one alias comes before that
/// name, calls `instead` with the names before it.
fn enter_as_far_as_named(
    at: &Plain,
    calendar: Arc<dyn Calendar>,
    aliases: &[&str],
    instead: fn(&Plain, &Offer),
) -> Answer<Registered> {
    let mut offer = Offer::of(calendar, aliases);
    let is_bad = |name: &String| (at.steps.objection)(name).is_some();
    let Some(place) = offer.names.iter().position(is_bad) else { return at.enter(&offer) };
    let refusal = at.object(&offer).err().unwrap_or(RegistryRefusal::Unexplained);
    if place > 1 {
        offer.names.truncate(place);
        instead(at, &offer);
    }
    Err(refusal)
}

/// Unregisters a calendar and remembers its aliases.
fn unregister_remembering(at: &Plain, name: &str) -> Answer<()> {
    let aliases: Vec<String> = {
        let table = at.populated();
        let owner = table.names.get(&at.key(name)).map(|(_, owner)| *owner);
        let first = owner.and_then(|id| table.calendars.get(&id)).map(|(first, _)| at.key(first));
        let names = table.names.iter().filter(|(_, (_, its))| Some(*its) == owner);
        names.map(|(key, _)| key.clone()).filter(|key| Some(key) != first.as_ref()).collect()
    };
    (PLAIN.unregister)(at, name)?;
    let gone = aliases.into_iter().map(|key| (key, Err(RegistryRefusal::NotFound)));
    at.remembered().extend(gone);
    Ok(())
}

fn is_remembered(at: &Plain, name: &str) -> bool {
    at.remembered().contains_key(&at.key(name))
}
