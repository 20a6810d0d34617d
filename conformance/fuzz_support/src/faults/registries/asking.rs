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
use crate::faults::{CONDUCT, Fault, THREADS};

/// A deadlock never ends, so a longer deadline would be of no use.
const SHORT: Option<Duration> = Some(Duration::from_millis(300));

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "asked-under-the-lock",
        about: "a calendar is asked its name under the lock that every call takes",
        caught_by: &[
            "registry/reentrancy/a_calendar_may_query_while_being_registered",
            "registry/reentrancy/a_calendar_may_register_another",
            "registry/reentrancy/a_calendar_may_unregister_another",
            "registry/concurrency/a_slow_registration_blocks_no_lookup",
        ],
        found_by: CONDUCT,
        twin: "a calendar is asked its name between two moments in which the lock is held",
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
        about: "a calendar that breaks when it is asked its name leaves a lock that nobody can \
         take",
        caught_by: &["registry/faulty_backend/the_registry_survives_a_failing_calendar"],
        found_by: CONDUCT,
        twin: "a calendar that breaks leaves a mark, and nobody minds",
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
        about: "a calendar is entered under its aliases before it is asked its name",
        caught_by: &[
            "registry/reentrancy/a_calendar_never_sees_itself_half_registered",
            "registry/faulty_backend/a_failing_calendar_changes_nothing",
        ],
        found_by: Targets(&["registration"]),
        twin: "a calendar's aliases are looked at before it is asked its name",
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
        about: "names are checked, then the calendar is asked its name again, then they are \
         entered",
        caught_by: &["registry/faulty_backend/a_changing_name_is_registered_once"],
        found_by: CONDUCT,
        twin: "a calendar is asked its name twice, and the second answer counts",
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
        about: "whether names are free is looked at in one step, and they are entered in another",
        caught_by: &["registry/concurrency/one_of_several_registrations_wins_the_name"],
        found_by: THREADS,
        twin: "whether names are free is looked at once more when they are entered",
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
        about: "a calendar that is unregistered is dropped under the lock that every call takes",
        caught_by: &["registry/reentrancy/a_calendar_may_query_while_being_dropped"],
        found_by: CONDUCT,
        twin: "a calendar that is unregistered is dropped when the lock is open",
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
