//! Faults around the moment when a calendar is asked its name, or dropped.

use std::sync::Arc;
use std::time::Duration;

use calproof_registry::RegistryRefusal;

use super::plain::Offer;
use super::steps::{
    check_names, check_same, decide, enter_after_a_look, named, register, removable,
};
use crate::faults::FoundBy::Targets;
use crate::faults::Plant::Registry;
use crate::faults::{BEHAVIOUR, Fault, THREADS};

/// A deadlock never ends, so a longer deadline would be of no use.
const SHORT: Option<Duration> = Some(Duration::from_millis(300));

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "asked-under-the-lock",
        about: "a calendar is asked for its name while the lock of the registry is held",
        caught_by: &[
            "registry/reentrancy/a_calendar_may_query_while_being_registered",
            "registry/reentrancy/a_calendar_may_register_another",
            "registry/reentrancy/a_calendar_may_unregister_another",
            "registry/concurrency/a_slow_registration_blocks_no_lookup",
        ],
        found_by: BEHAVIOUR,
        twin: "a calendar is asked for its name after the lock was taken and released",
        plant: Registry(|it| {
            it.deadline = SHORT;
            it.steps.register = |at, calendar, aliases| {
                let mut table = at.populated();
                let offer = Offer::of(calendar, aliases);
                at.object(&offer)?;
                decide(at, &mut table, &offer)
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                drop(at.populated());
                register(at, calendar, aliases)
            }
        }),
    },
    Fault {
        name: "poisoned-for-all",
        about: "after a calendar fails when asked for its name, every later registration is \
                refused",
        caught_by: &["registry/faulty_backend/the_registry_survives_a_failing_calendar"],
        found_by: BEHAVIOUR,
        twin: "a calendar that fails when asked for its name leaves a flag that is never read",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                let mut broke = at.remembered();
                if broke.insert("asked".to_owned(), Err(RegistryRefusal::Unexplained)).is_some() {
                    return Err(RegistryRefusal::Unexplained);
                }
                drop(broke);
                let offer = Offer::of(calendar, aliases);
                at.remembered().clear();
                at.enter(&offer)
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                at.remembered().insert("asked".to_owned(), Err(RegistryRefusal::Unexplained));
                register(at, calendar, aliases)
            }
        }),
    },
    Fault {
        name: "aliases-first",
        about: "a calendar is registered under its aliases before it is asked for its name",
        caught_by: &[
            "registry/reentrancy/a_calendar_never_sees_itself_half_registered",
            "registry/faulty_backend/a_failing_calendar_changes_nothing",
        ],
        found_by: Targets(&["registration"]),
        twin: "the aliases of a calendar are checked before it is asked for its name",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                let mut half =
                    Offer { calendar, names: aliases.iter().map(|&it| it.to_owned()).collect() };
                at.object(&half)?;
                let id = {
                    let mut table = at.populated();
                    check_same(&table, &half)?;
                    check_names(at, &table, &half)?;
                    table.put(&half.calendar, &named(at, &half)).id.unwrap_or_default()
                };
                let first = half.calendar.id().to_owned();
                half.names.insert(0, first);
                at.table().remove(id);
                at.enter(&half)
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                let half =
                    Offer { calendar, names: aliases.iter().map(|&it| it.to_owned()).collect() };
                at.object(&half)?;
                register(at, half.calendar, aliases)
            }
        }),
    },
    Fault {
        name: "checked-before-asked",
        about: "after the names are checked, the calendar is asked for its name again, and that \
                one is registered unchecked",
        caught_by: &["registry/faulty_backend/a_changing_name_is_registered_once"],
        found_by: BEHAVIOUR,
        twin: "a calendar is asked for its name twice, and the second answer is checked and \
               registered",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                let checked = Offer::of(Arc::clone(&calendar), aliases);
                at.object(&checked)?;
                {
                    let table = at.populated();
                    check_same(&table, &checked)?;
                    check_names(at, &table, &checked)?;
                }
                let entered = Offer::of(calendar, aliases);
                Ok(at.table().put_over(&entered.calendar, &named(at, &entered)))
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                drop(Offer::of(Arc::clone(&calendar), aliases));
                register(at, calendar, aliases)
            }
        }),
    },
    Fault {
        name: "checked-then-entered",
        about: "names are checked under the lock, which is released before they are registered \
                unchecked",
        caught_by: &["registry/concurrency/one_of_several_registrations_wins_the_name"],
        found_by: THREADS,
        twin: "names are checked, and checked again under the lock that they are registered under",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                let offer = Offer::of(calendar, aliases);
                at.object(&offer)?;
                decide(at, &mut at.populated().clone(), &offer)?;
                at.gate.wait_for(1);
                Ok(at.table().put_over(&offer.calendar, &named(at, &offer)))
            }
        }),
        plant_twin: Registry(|it| it.steps.register = enter_after_a_look),
    },
    Fault {
        name: "dropped-under-the-lock",
        about: "an unregistered calendar is dropped while the lock of the registry is held",
        caught_by: &["registry/reentrancy/a_calendar_may_query_while_being_dropped"],
        found_by: BEHAVIOUR,
        twin: "an unregistered calendar is dropped after the lock of the registry is released",
        plant: Registry(|it| {
            it.deadline = SHORT;
            it.steps.unregister = |at, name| {
                let mut table = at.populated();
                let id = removable(at, &table, name)?;
                drop(table.remove(id));
                Ok(())
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.unregister = |at, name| {
                let mut table = at.populated();
                let id = removable(at, &table, name)?;
                at.kept().extend(table.remove(id));
                drop(table);
                let out = std::mem::take(&mut *at.kept());
                drop(out);
                Ok(())
            }
        }),
    },
];
