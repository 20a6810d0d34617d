//! Faults in the leftovers of calendars that were refused or unregistered, and in names that were
//! never declared.

use calproof::profile::Open;
use calproof_registry::{Found, RegistryRefusal};

use super::plain::{BUILT_IN, Offer};
use super::steps::{
    PLAIN, check_names, check_same, decide, find, named, objection, register, removable,
};
use crate::faults::Plant::Registry;
use crate::faults::{ABSENT_CALLS, BEHAVIOUR, Fault, NAMES_OF_OTHERS, NOT_MEASURED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "takes-what-it-refuses",
        about: "a registry declared closed refuses a calendar, but registers it anyway",
        caught_by: &["registry/profile/features_declared_absent_are_refused"],
        found_by: ABSENT_CALLS,
        twin: "a registry declared closed asks a calendar for its name before it refuses it",
        plant: Registry(|it| {
            it.profile.open = Some(Open::Closed);
            it.steps.register = |at, calendar, aliases| {
                register(at, calendar, aliases)?;
                Err(RegistryRefusal::Closed)
            };
            it.steps.unregister = |_, _| Err(RegistryRefusal::Closed);
        }),
        plant_twin: Registry(|it| {
            it.profile.open = Some(Open::Closed);
            it.steps.register = |at, calendar, aliases| {
                at.object(&Offer::of(calendar, aliases))?;
                Err(RegistryRefusal::Closed)
            };
            it.steps.unregister = |_, _| Err(RegistryRefusal::Closed);
        }),
    },
    Fault {
        name: "new-names-of-the-same-stay",
        about: "a calendar that is registered already is refused, but gets its new names anyway",
        caught_by: &["registry/registration/failure_changes_nothing"],
        found_by: NOT_MEASURED,
        twin: "the new names of a calendar that is registered already are checked before it is \
               refused",
        plant: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                if let Err(refused) = check_same(table, offer) {
                    let own = table.names.get(&at.key(&offer.names[0])).map(|(_, id)| *id);
                    for (key, name) in named(at, offer) {
                        if let Some(id) = own {
                            table.names.entry(key).or_insert((name.to_owned(), id));
                        }
                    }
                    return Err(refused);
                }
                decide(at, table, offer)
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                if let Err(refused) = check_same(table, offer) {
                    check_names(at, table, offer)?;
                    return Err(refused);
                }
                decide(at, table, offer)
            }
        }),
    },
    Fault {
        name: "names-before-a-bad-one-stay",
        about: "a calendar with an invalid name is refused, but registered under the names \
                before it",
        caught_by: &["registry/registration/failure_changes_nothing"],
        found_by: NOT_MEASURED,
        twin: "a calendar with an invalid name is refused without a reason",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                let mut offer = Offer::of(calendar, aliases);
                let refused = at.object(&offer);
                let Err(refused) = refused else { return at.enter(&offer) };
                let good = offer.names.iter().position(|name| objection(name, 255).is_some());
                offer.names.truncate(good.unwrap_or_default());
                if !offer.names.is_empty() {
                    // A calendar that is refused for its other names is still refused.
                    let _ = at.enter(&offer);
                }
                Err(refused)
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                let offer = Offer::of(calendar, aliases);
                match offer.names.iter().find_map(|name| objection(name, 255)) {
                    Some(_) => Err(RegistryRefusal::Unexplained),
                    None => at.enter(&offer),
                }
            }
        }),
    },
    Fault {
        name: "called-by-its-old-name",
        about: "the first name of the calendar found as week is cached, and stale once it is \
                unregistered",
        caught_by: &["registry/registration/unregistered_calendars_are_gone"],
        found_by: BEHAVIOUR,
        twin: "the first name of a calendar that is found is copied",
        plant: Registry(|it| {
            it.steps.find = |at, name| {
                let found = find(at, name)?;
                let key = "first".to_owned();
                let mut remembered = at.remembered();
                let is_ours = found.id.is_some_and(|id| id >= BUILT_IN.len() as u64);
                if !is_ours || !name.eq_ignore_ascii_case("week") {
                    return Ok(found);
                }
                if let Some(Ok(first)) = remembered.get(&key) {
                    return Ok(Found { name: first.name.clone(), ..found });
                }
                remembered.insert(key, Ok(found.clone()));
                Ok(found)
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| {
                let found = find(at, name)?;
                Ok(Found { name: found.name.map(|name| name.chars().collect()), ..found })
            }
        }),
    },
    Fault {
        name: "taken-out-by-what-it-says",
        about: "unregistering asks the calendar for its name again; if it changed, the old name \
                is not removed",
        caught_by: &["registry/registration/any_sequence_of_calls"],
        found_by: BEHAVIOUR,
        twin: "unregistering asks the calendar for its name again, and removes all names in any \
               case",
        plant: Registry(|it| {
            it.steps.unregister = |at, name| {
                let (id, calendar) = {
                    let table = at.populated();
                    let id = removable(at, &table, name)?;
                    (id, table.found(id)?.calendar)
                };
                let says = at.key(calendar.id());
                let mut table = at.table();
                let first = table.calendars.get(&id).map(|(first, _)| at.key(first));
                let kept = first.filter(|first| *first != says);
                let kept = kept.and_then(|key| table.names.remove_entry(&key));
                let out = table.remove(id);
                table.names.extend(kept);
                drop(table);
                drop((out, calendar));
                Ok(())
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.unregister = |at, name| {
                let calendar = {
                    let table = at.populated();
                    table.found(removable(at, &table, name)?)?.calendar
                };
                let _ = calendar.id();
                drop(calendar);
                (PLAIN.unregister)(at, name)
            }
        }),
    },
    Fault {
        name: "knows-names-of-others",
        about: "the name islamic, which the CLDR has, finds islamicc, although it is not declared",
        caught_by: &["registry/naming/undeclared_names_are_not_found"],
        found_by: NAMES_OF_OTHERS,
        twin: "the name islamic, which the CLDR has, is recognized, and not found",
        plant: Registry(|it| {
            it.steps.find = |at, name| {
                find(at, if name.eq_ignore_ascii_case("islamic") { "islamicc" } else { name })
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| {
                if name.eq_ignore_ascii_case("islamic") {
                    return find(at, name).map_err(|_| RegistryRefusal::NotFound);
                }
                find(at, name)
            }
        }),
    },
];
