//! Faults between threads: each is a race, lost at a gate.

use std::mem;
use std::sync::atomic::Ordering;
use std::thread;

use calproof::profile::Listing;
use calproof_registry::{Found, Registered, RegistryRefusal};

use super::plain::{Answer, BUILT_IN, Contents, Method, Offer, Plain};
use super::steps::{
    PLAIN, check_names, check_same, decide, enter_after_a_look, fill, find, list, named, populate,
    register, unregister,
};
use crate::faults::FoundBy::Targets;
use crate::faults::Plant::Registry;
use crate::faults::{Fault, THREADS};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "populated-before-filled",
        about: "the registry is marked as populated before the built-in calendars are added",
        caught_by: &["registry/population/many_first_calls_find_everything"],
        found_by: THREADS,
        twin: "the registry is marked as populated after the built-in calendars are added",
        plant: Registry(|it| {
            it.steps.populate = |at| {
                if !at.is_populated.swap(true, Ordering::SeqCst) {
                    at.gate.wait_for(1);
                    fill(at, &mut at.table());
                }
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.populate = |at| {
                // The thread that finds the lock free and the table empty makes all calendars.
                let mut table = at.table();
                if !at.is_populated.load(Ordering::SeqCst) {
                    fill(at, &mut table);
                    at.is_populated.store(true, Ordering::SeqCst);
                }
            }
        }),
    },
    Fault {
        name: "populated-twice",
        about: "two threads find the registry unpopulated, and both add the built-in calendars",
        caught_by: &["registry/population/many_first_calls_find_everything"],
        found_by: THREADS,
        twin: "two threads find the registry unpopulated, and one of them adds the built-in \
               calendars",
        plant: Registry(|it| {
            it.steps.populate = |at| {
                if !at.is_populated.load(Ordering::SeqCst) {
                    at.gate.wait_for(1);
                    fill(at, &mut at.table());
                    at.is_populated.store(true, Ordering::SeqCst);
                }
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.populate = |at| {
                if !at.is_populated.load(Ordering::SeqCst) {
                    at.gate.wait_for(1);
                    populate(at);
                }
            }
        }),
    },
    Fault {
        name: "populated-by-id-in-part",
        about: "if the first call is a lookup by id, the last built-in calendar is missing",
        caught_by: &["registry/population/the_first_call_finds_everything"],
        found_by: Targets(&["registration"]),
        twin: "if the first call is a lookup by id, it adds the built-in calendars itself",
        plant: Registry(|it| {
            it.steps.by_id = |at, id| {
                if !at.is_populated.swap(true, Ordering::SeqCst) {
                    let mut table = at.table();
                    fill(at, &mut table);
                    let last = BUILT_IN.len() as u64 - 1;
                    table.remove(last);
                }
                at.table().found(id)
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.by_id = |at, id| {
                populate(at);
                at.table().found(id)
            }
        }),
    },
    Fault {
        name: "named-before-its-id",
        about: "a calendar is found by name before it has its id, with an id that nothing has",
        caught_by: &["registry/interaction/visible_calendars_are_complete"],
        found_by: THREADS,
        twin: "a calendar has its id before it is found by name",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                let offer = Offer::of(calendar, aliases);
                let registered = at.enter(&offer)?;
                let id = registered.id.unwrap_or_default();
                at.remembered().insert(id.to_string(), Err(RegistryRefusal::Unexplained));
                at.gate.wait_for(1);
                at.remembered().clear();
                Ok(registered)
            };
            it.steps.find = |at, name| {
                let mut found = find(at, name)?;
                if found.id.is_some_and(|id| at.remembered().contains_key(&id.to_string())) {
                    found.id = Some(u64::MAX);
                }
                Ok(found)
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                at.gate.wait_for(1);
                register(at, calendar, aliases)
            }
        }),
    },
    Fault {
        name: "name-by-name",
        about: "a calendar is found by its first name before its aliases are registered",
        caught_by: &[
            "registry/concurrency/listings_are_as_declared_during_registrations",
            "registry/interaction/visible_calendars_are_complete",
        ],
        found_by: THREADS,
        twin: "the names of a calendar are checked, and then registered in one step",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                let offer = Offer::of(calendar, aliases);
                at.object(&offer)?;
                let all = named(at, &offer);
                let registered = {
                    let mut table = at.populated();
                    decide(at, &mut table.clone(), &offer)?;
                    table.put(&offer.calendar, &all[..1])
                };
                let id = registered.id.unwrap_or_default();
                at.gate.wait_for(1);
                let names = all.iter().map(|(_, name)| (*name).to_owned()).collect();
                let others = all.into_iter().map(|(key, name)| (key, (name.to_owned(), id)));
                at.table().names.extend(others);
                Ok(Registered { names: Some(names), ..registered })
            }
        }),
        plant_twin: Registry(|it| it.steps.register = enter_after_a_look),
    },
    Fault {
        name: "half-visible-for-a-moment",
        about: "a calendar is registered under its first name, and in a second step under its \
                aliases",
        caught_by: &["registry/concurrency/many_small_races_are_linearizable"],
        found_by: THREADS,
        twin: "the names of a calendar are registered one by one while the lock is held",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                let offer = Offer::of(calendar, aliases);
                at.object(&offer)?;
                let registered = {
                    let mut table = at.populated();
                    check_same(&table, &offer)?;
                    check_names(at, &table, &offer)?;
                    table.put(&offer.calendar, &named(at, &offer)[..1])
                };
                let id = registered.id.unwrap_or_default();
                let others = named(at, &offer).into_iter();
                let others = others.map(|(key, name)| (key, (name.to_owned(), id)));
                at.table().names.extend(others);
                Ok(Registered { names: None, ..registered })
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                let offer = Offer::of(calendar, aliases);
                at.object(&offer)?;
                let mut table = at.populated();
                check_same(&table, &offer)?;
                check_names(at, &table, &offer)?;
                let registered = table.put(&offer.calendar, &named(at, &offer)[..1]);
                let id = registered.id.unwrap_or_default();
                for (key, name) in named(at, &offer) {
                    table.names.insert(key, (name.to_owned(), id));
                }
                Ok(Registered { names: None, ..registered })
            }
        }),
    },
    Fault {
        name: "looked-at-then-entered",
        about: "names are checked in one step, and registered in the next without another check",
        caught_by: &["registry/concurrency/many_small_races_are_linearizable"],
        found_by: THREADS,
        twin: "names are checked in one step, and checked again and registered in the next",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                let offer = Offer::of(calendar, aliases);
                at.object(&offer)?;
                look_at(at, &offer)?;
                give_way();
                Ok(at.table().put_over(&offer.calendar, &named(at, &offer)))
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                let offer = Offer::of(calendar, aliases);
                at.object(&offer)?;
                look_at(at, &offer)?;
                at.enter(&offer)
            }
        }),
    },
    Fault {
        name: "a-list-breaks",
        about: "listing calendars panics if another thread registers one meanwhile",
        caught_by: &["registry/concurrency/listings_are_as_declared_during_registrations"],
        found_by: THREADS,
        twin: "listing calendars starts over if another thread registers one meanwhile",
        plant: Registry(|it| {
            it.steps.calendars = |at| {
                let count = at.populated().calendars.len();
                at.gate.wait_for(1);
                let table = at.table();
                assert_eq!(
                    count,
                    table.calendars.len(),
                    "the calendars changed while they were listed"
                );
                list(&table)
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.calendars = |at| {
                let count = at.populated().calendars.len();
                at.gate.wait_for(1);
                let table = at.table();
                if count == table.calendars.len() { list(&table) } else { list(&table.clone()) }
            }
        }),
    },
    Fault {
        name: "a-copy-put-back",
        about: "a calendar is registered in a copy of the contents, which overwrites what has \
                changed since",
        caught_by: &[
            "registry/concurrency/histories_are_linearizable",
            "registry/concurrency/listings_are_as_declared_during_registrations",
            "registry/concurrency/one_of_several_registrations_wins_the_name",
        ],
        found_by: THREADS,
        twin: "a calendar is registered in a copy of the contents, which is discarded if they \
               have changed since",
        plant: Registry(|it| {
            it.profile.listing_names = Some(Listing::Weak);
            it.profile.listing_calendars = Some(Listing::Weak);
            it.steps.register = |at, calendar, aliases| {
                let offer = Offer::of(calendar, aliases);
                at.object(&offer)?;
                enter_in_a_copy(at, &offer, |_, _| true)
            };
        }),
        plant_twin: Registry(|it| {
            it.profile.listing_names = Some(Listing::Weak);
            it.profile.listing_calendars = Some(Listing::Weak);
            it.steps.register = |at, calendar, aliases| {
                let offer = Offer::of(calendar, aliases);
                at.object(&offer)?;
                enter_in_a_copy(at, &offer, |before, now| {
                    before.given == now.given && before.names.len() == now.names.len()
                })
            };
        }),
    },
    Fault {
        name: "a-view-grows-old",
        about: "each thread reads a copy of the contents from its first lookup, renewed only \
                when it registers",
        caught_by: &["registry/concurrency/histories_are_linearizable"],
        found_by: Targets(&["registration"]),
        twin: "each thread reads a copy of the contents, renewed when they have changed",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                let registered = register(at, calendar, aliases);
                at.views().remove(&thread::current().id());
                registered
            };
            it.steps.find = |at, name| look(at, name, |_, _| false);
        }),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| {
                look(at, name, |view, now| {
                    view.given != now.given || view.names.len() != now.names.len()
                })
            };
            it.steps.unregister = |at, name| {
                unregister(at, name)?;
                // All views release an unregistered calendar.
                let old = mem::take(&mut *at.views());
                drop(old);
                Ok(())
            };
        }),
    },
    Fault {
        name: "an-end-by-parts",
        about: "shutdown takes effect for lookups first, and for all other calls later",
        caught_by: &["registry/shutdown/shutdown_is_atomic"],
        found_by: THREADS,
        twin: "shutdown takes effect for all calls at once, after a delay",
        plant: Registry(|it| {
            it.steps.admit = |at, method| {
                let is_lookup = matches!(method, Method::Find | Method::ById);
                let expected = if is_lookup { 1 } else { 2 };
                let gone = at.ending.load(Ordering::SeqCst) >= expected;
                if gone { Err(RegistryRefusal::Gone) } else { Ok(()) }
            };
            it.steps.shut_down = |at| {
                at.ending.store(1, Ordering::SeqCst);
                at.gate.wait_for(8);
                at.ending.store(2, Ordering::SeqCst);
                Ok(())
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.shut_down = |at| {
                at.gate.wait_for(1);
                (PLAIN.shut_down)(at)
            }
        }),
    },
];

/// Refuses an offer that cannot be registered now.
fn look_at(at: &Plain, offer: &Offer) -> Answer<()> {
    let table = at.populated();
    check_same(&table, offer)?;
    check_names(at, &table, offer)
}

/// Registers a calendar in a copy of the contents. The copy replaces the contents if
/// `may_be_put_back` allows it, from the contents before and now.
fn enter_in_a_copy(
    at: &Plain,
    offer: &Offer,
    may_be_put_back: fn(&Contents, &Contents) -> bool,
) -> Answer<Registered> {
    let before = at.populated().clone();
    let mut copy = before.clone();
    let registered = decide(at, &mut copy, offer)?;
    at.gate.wait_for(1);
    let old = {
        let mut table = at.table();
        may_be_put_back(&before, &table).then(|| mem::replace(&mut *table, copy))
    };
    // Foreign code may run as the old contents are dropped, so the lock has been released.
    if old.is_some() { Ok(registered) } else { at.enter(offer) }
}

/// Looks for a calendar in this thread's copy, which is renewed when it is too old.
fn look(at: &Plain, name: &str, is_old: fn(&Contents, &Contents) -> bool) -> Answer<Found> {
    let now = at.populated().clone();
    let mut views = at.views();
    let view = views.entry(thread::current().id()).or_insert_with(|| now.clone());
    let old = is_old(view, &now).then(|| mem::replace(view, now));
    let id = view.names.get(&at.key(name)).map(|(_, id)| *id);
    let found = id.map_or(Err(RegistryRefusal::NotFound), |id| view.found(id));
    drop(views);
    // Calendars may be dropped with it.
    drop(old);
    found
}

/// Lets other threads run, as in a registry that has more to do at this point: a gap of a few
/// instructions is hit too rarely for a test.
fn give_way() {
    for _ in 0..16 {
        std::thread::yield_now();
    }
}
