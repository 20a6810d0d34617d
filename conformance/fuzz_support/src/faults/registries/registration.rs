//! Faults in the results of registering and unregistering.

use std::collections::HashSet;
use std::sync::Arc;

use calproof::profile::{BuiltIns, Clash, Population, SameBackend};
use calproof_registry::{Registered, RegistryRefusal};

use super::plain::{Answer, BUILT_IN, Contents, Offer, Plain};
use super::steps::{check_names, check_same, decide, named, register, removable, taken};
use crate::faults::Fault;
use crate::faults::FoundBy::Targets;
use crate::faults::Plant::Registry;

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "the-last-one-wins",
        about: "a registration takes over names from others, although it is declared that a \
                clash is refused",
        caught_by: &[
            "registry/registration/collisions_are_resolved_as_declared",
            "registry/registration/any_sequence_of_calls",
            "registry/concurrency/one_of_several_registrations_wins_the_name",
            "registry/concurrency/histories_are_linearizable",
        ],
        found_by: Targets(&["registration"]),
        twin: "a registration takes over names from others, as declared",
        plant: Registry(|it| it.steps.decide = last_wins),
        plant_twin: Registry(|it| {
            it.profile.clash = Some(Clash::LastWins);
            it.steps.decide = last_wins;
        }),
    },
    Fault {
        name: "built-ins-displaced",
        about: "a registration takes over names from built-in calendars, although they are \
                declared to be protected",
        caught_by: &["registry/registration/built_ins_keep_their_names"],
        found_by: Targets(&["registration"]),
        twin: "a registration takes over names from any calendar, and any can be unregistered, \
               as declared",
        plant: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                for (key, _) in named(at, offer) {
                    if table.names.get(&key).is_some_and(|(_, owner)| is_built_in(*owner)) {
                        table.names.remove(&key);
                    }
                }
                decide(at, table, offer)
            };
        }),
        plant_twin: Registry(|it| {
            it.profile.clash = Some(Clash::LastWins);
            it.profile.built_ins = Some(BuiltIns::Replaceable);
            it.steps.decide = |at, table, offer| {
                check_same(table, offer)?;
                Ok(table.put_over(&offer.calendar, &named(at, offer)))
            };
            it.steps.unregister = |at, name| {
                let mut table = at.populated();
                let (_, id) = table.names.get(&at.key(name)).ok_or(RegistryRefusal::NotFound)?;
                let id = *id;
                let out = table.remove(id);
                drop(table);
                drop(out);
                Ok(())
            };
        }),
    },
    Fault {
        name: "free-names-registered",
        about: "a calendar gets the names that are free, although it is declared that a clash is \
                refused",
        caught_by: &[
            "registry/registration/collisions_are_resolved_as_declared",
            "registry/registration/failure_changes_nothing",
        ],
        found_by: Targets(&["registration"]),
        twin: "a calendar gets the names that are free, as declared",
        plant: Registry(|it| it.steps.decide = first_wins),
        plant_twin: Registry(|it| {
            it.profile.clash = Some(Clash::FirstWins);
            it.steps.decide = first_wins;
        }),
    },
    Fault {
        name: "names-before-a-clash-stay",
        about: "names are registered one by one, and those before a clash are kept",
        caught_by: &["registry/registration/failure_changes_nothing"],
        found_by: Targets(&["registration"]),
        twin: "names are registered one by one, and rolled back on a clash",
        plant: Registry(|it| {
            it.steps.decide = |at, table, offer| one_by_one(at, table, offer, |_, _| {});
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                one_by_one(at, table, offer, |table, id| {
                    table.remove(id);
                })
            }
        }),
    },
    Fault {
        name: "built-ins-come-last",
        about: "a registration can come before the built-in calendars are added, and take their \
                names",
        caught_by: &[
            "registry/population/built_ins_precede_registrations",
            "registry/registration/built_ins_keep_their_names",
        ],
        found_by: Targets(&["registration"]),
        twin: "a registration adds the built-in calendars before anything else",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                let offer = Offer::of(calendar, aliases);
                at.object(&offer)?;
                decide(at, &mut at.table(), &offer)
            }
        }),
        plant_twin: Registry(|it| {
            it.profile.population = Some(Population::Eager);
            it.steps.register = |at, calendar, aliases| {
                (at.steps.populate)(at);
                register(at, calendar, aliases)
            };
        }),
    },
    Fault {
        name: "a-name-listed-twice",
        about: "a name that is given twice in a registration is listed twice",
        caught_by: &["registry/registration/duplicate_names_count_once"],
        found_by: Targets(&["registration"]),
        twin: "a registration with a duplicate name is refused",
        plant: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                let registered = decide(at, table, offer)?;
                for name in repeated(at, offer) {
                    // No lookup finds this name.
                    table.names.insert(format!("\n{name}"), (name.clone(), table.given - 1));
                }
                Ok(registered)
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = |at, table, offer| match repeated(at, offer).first() {
                Some(name) => Err(taken(table, name, u64::MAX)),
                None => decide(at, table, offer),
            }
        }),
    },
    Fault {
        name: "registered-again",
        about: "a calendar can be registered twice, although a refusal is declared",
        caught_by: &["registry/registration/registering_again_is_handled_as_declared"],
        found_by: Targets(&["registration"]),
        twin: "a calendar can be registered twice, as declared",
        plant: Registry(|it| it.steps.decide = again),
        plant_twin: Registry(|it| {
            it.profile.same_backend = Some(SameBackend::SecondId);
            it.steps.decide = again;
            it.steps.unregister = unregister_all;
        }),
    },
    Fault {
        name: "registered-under-its-old-id",
        about: "a calendar that is registered again keeps its id, although a refusal is declared",
        caught_by: &["registry/registration/registering_again_is_handled_as_declared"],
        found_by: Targets(&["registration"]),
        twin: "a calendar that is registered again keeps its id, as declared",
        plant: Registry(|it| it.steps.decide = again_under_its_id),
        plant_twin: Registry(|it| {
            it.profile.same_backend = Some(SameBackend::SameId);
            it.steps.decide = again_under_its_id;
        }),
    },
    Fault {
        name: "the-third-is-forgotten",
        about: "the names of the third registered calendar are lost",
        caught_by: &["registry/registration/any_sequence_of_calls"],
        found_by: Targets(&["registration"]),
        twin: "the id of the third registered calendar is 1000 higher",
        plant: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                let registered = decide(at, table, offer)?;
                if table.given == THIRD {
                    table.names.retain(|_, (_, owner)| *owner != THIRD - 1);
                }
                Ok(registered)
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                table.given += if table.given == THIRD - 1 { 1000 } else { 0 };
                decide(at, table, offer)
            }
        }),
    },
    Fault {
        name: "an-id-is-a-place",
        about: "the id of a calendar is its index among the sorted first names, which later ones \
                shift",
        caught_by: &["registry/registration/ids_are_unique_and_stable"],
        found_by: Targets(&["registration"]),
        twin: "ids are far apart",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                let registered = register(at, calendar, aliases)?;
                let id = registered.id.map(|id| index(&at.table(), id));
                Ok(Registered { id, ..registered })
            };
            it.steps.by_id = |at, wanted| {
                let table = at.populated();
                let is_there = |id: &&u64| index(&table, **id) == wanted;
                table
                    .found(*table.calendars.keys().find(is_there).ok_or(RegistryRefusal::NotFound)?)
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                table.given += 1 << 40;
                decide(at, table, offer)
            }
        }),
    },
    Fault {
        name: "an-id-is-used-again",
        about: "the next registration reuses the id of an unregistered calendar",
        caught_by: &["registry/registration/ids_are_never_reused"],
        found_by: Targets(&["registration"]),
        twin: "a refused registration uses up an id",
        plant: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                let given = table.given;
                table.given =
                    (0..given).find(|id| !table.calendars.contains_key(id)).unwrap_or(given);
                let registered = decide(at, table, offer);
                table.given = table.given.max(given);
                registered
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                let registered = decide(at, table, offer);
                table.given += u64::from(registered.is_err());
                registered
            }
        }),
    },
    Fault {
        name: "aliases-stay",
        about: "unregistering a calendar removes only the name that was passed",
        caught_by: &["registry/registration/unregistered_calendars_are_gone"],
        found_by: Targets(&["registration"]),
        twin: "unregistering a calendar removes its names one by one",
        plant: Registry(|it| {
            it.steps.unregister = |at, name| {
                let mut table = at.populated();
                removable(at, &table, name)?;
                table.names.remove(&at.key(name));
                Ok(())
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.unregister = |at, name| {
                let mut table = at.populated();
                let id = removable(at, &table, name)?;
                let names = table.names.iter().filter(|(_, (_, owner))| *owner == id);
                for key in names.map(|(key, _)| key.clone()).collect::<Vec<String>>() {
                    table.names.remove(&key);
                }
                let out = table.remove(id);
                drop(table);
                drop(out);
                Ok(())
            }
        }),
    },
];

/// How many ids have been given after three registrations.
const THIRD: u64 = BUILT_IN.len() as u64 + 3;

fn last_wins(at: &Plain, table: &mut Contents, offer: &Offer) -> Answer<Registered> {
    check_same(table, offer)?;
    let named = named(at, offer);
    for (key, _) in &named {
        if table.names.get(key).is_some_and(|(_, owner)| !is_built_in(*owner)) {
            table.names.remove(key);
        }
    }
    Ok(table.put(&offer.calendar, &named))
}

fn first_wins(at: &Plain, table: &mut Contents, offer: &Offer) -> Answer<Registered> {
    check_same(table, offer)?;
    Ok(table.put(&offer.calendar, &named(at, offer)))
}

fn one_by_one(
    at: &Plain,
    table: &mut Contents,
    offer: &Offer,
    take_back: fn(&mut Contents, u64),
) -> Answer<Registered> {
    check_same(table, offer)?;
    let id = table.given;
    for (key, name) in named(at, offer) {
        if let Some((_, owner)) = table.names.get(&key) {
            let refusal = taken(table, name, *owner);
            take_back(table, id);
            return Err(refusal);
        }
        table.names.insert(key, (name.to_owned(), id));
    }
    table.remove(id);
    decide(at, table, offer)
}

/// The names of an offer that repeat an earlier one.
fn repeated<'a>(at: &Plain, offer: &'a Offer) -> Vec<&'a String> {
    let mut seen = HashSet::new();
    offer.names.iter().filter(|name| !seen.insert(at.key(name))).collect()
}

/// Registers a calendar that may own some of the names already.
fn again(at: &Plain, table: &mut Contents, offer: &Offer) -> Answer<Registered> {
    if check_same(table, offer).is_err() {
        let Contents { names, calendars, .. } = table;
        let keys: Vec<String> = offer.names.iter().map(|name| at.key(name)).collect();
        let is_own = |id: &u64| Arc::ptr_eq(&calendars[id].1, &offer.calendar);
        let clash = keys.iter().any(|key| names.get(key).is_some_and(|(_, id)| !is_own(id)));
        if !clash {
            names.retain(|key, (_, id)| !(keys.contains(key) && is_own(id)));
        }
    }
    check_names(at, table, offer)?;
    Ok(table.put(&offer.calendar, &named(at, offer)))
}

/// Registers a calendar again that is registered already, under its existing id.
fn again_under_its_id(at: &Plain, table: &mut Contents, offer: &Offer) -> Answer<Registered> {
    let mut held = table.calendars.iter();
    let own = held.find(|(_, (_, calendar))| Arc::ptr_eq(calendar, &offer.calendar));
    let Some((&id, _)) = own else { return decide(at, table, offer) };
    let named = named(at, offer);
    for (key, name) in &named {
        if let Some((_, owner)) = table.names.get(key).filter(|(_, owner)| *owner != id) {
            return Err(taken(table, name, *owner));
        }
    }
    let won = named.iter().map(|(_, name)| (*name).to_owned()).collect();
    table.names.extend(named.into_iter().map(|(key, name)| (key, (name.to_owned(), id))));
    Ok(Registered { id: Some(id), names: Some(won) })
}

/// Unregisters every registration of a calendar.
fn unregister_all(at: &Plain, name: &str) -> Answer<()> {
    let mut table = at.populated();
    let id = removable(at, &table, name)?;
    let calendar = Arc::clone(&table.calendars[&id].1);
    let held = table.calendars.iter();
    let ids = held.filter(|(_, (_, other))| Arc::ptr_eq(other, &calendar)).map(|(id, _)| *id);
    for id in ids.collect::<Vec<u64>>() {
        table.remove(id);
    }
    drop(table);
    drop(calendar);
    Ok(())
}

/// The index of the calendar in the order of first names.
fn index(table: &Contents, id: u64) -> u64 {
    let name = |id: &u64| table.calendars.get(id).map(|(name, _)| name);
    table.calendars.keys().filter(|other| name(other) < name(&id)).count() as u64
}

fn is_built_in(id: u64) -> bool {
    id < BUILT_IN.len() as u64
}
