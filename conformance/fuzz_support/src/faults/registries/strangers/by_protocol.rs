//! Faults of registries that were planted from the text of the protocol, and not to test a
//! particular check.

use crate::faults::Plant::Registry;
use crate::faults::registries::plain::Method;
use crate::faults::registries::steps::{PLAIN, admit};
use crate::faults::{Fault, NOT_TIMED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "names-of-16-characters",
        about: "names are compared by their first 16 characters",
        caught_by: &["registry/naming/hostile_names_are_refused_or_found"],
        found_by: NOT_TIMED,
        twin: "names are compared with everything after the first 16 characters reversed",
        plant: Registry(|it| {
            it.steps.key = |_, name| name.to_ascii_lowercase().chars().take(16).collect();
        }),
        plant_twin: Registry(|it| {
            it.steps.key = |_, name| {
                let name = name.to_ascii_lowercase();
                let rest: Vec<char> = name.chars().skip(16).collect();
                name.chars().take(16).chain(rest.into_iter().rev()).collect()
            };
        }),
    },
    Fault {
        name: "a-dot-at-the-end",
        about: "a full stop at the end of a name that is looked up is ignored",
        caught_by: &["registry/naming/partial_names_do_not_match"],
        found_by: NOT_TIMED,
        twin: "a name that is not found is looked up without its final full stop too, and still \
               not found",
        plant: Registry(|it| {
            it.steps.find = |at, name| (PLAIN.find)(at, name.strip_suffix('.').unwrap_or(name));
        }),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| {
                let found = (PLAIN.find)(at, name);
                if let (Err(_), Some(name)) = (&found, name.strip_suffix('.')) {
                    drop((PLAIN.find)(at, name));
                }
                found
            };
        }),
    },
    Fault {
        name: "the-fourth-name-stays",
        about: "unregistering a calendar leaves its fourth and later names",
        caught_by: &["registry/registration/unregistered_calendars_are_gone"],
        found_by: NOT_TIMED,
        twin: "unregistering a calendar reads its fourth and later names, and removes all of them",
        plant: Registry(|it| {
            it.steps.unregister = |at, name| {
                let owner = at.populated().names.get(&at.key(name)).map(|(_, owner)| *owner);
                let table = at.table();
                let names = table.names.iter().filter(|(_, (_, its))| Some(*its) == owner);
                let more: Vec<_> =
                    names.skip(3).map(|(key, value)| (key.clone(), value.clone())).collect();
                drop(table);
                (PLAIN.unregister)(at, name)?;
                at.table().names.extend(more);
                Ok(())
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.unregister = |at, name| {
                let owner = at.populated().names.get(&at.key(name)).map(|(_, owner)| *owner);
                let table = at.table();
                let names = table.names.iter().filter(|(_, (_, its))| Some(*its) == owner);
                let more: Vec<_> = names.skip(3).collect();
                drop(more);
                drop(table);
                (PLAIN.unregister)(at, name)
            };
        }),
    },
    Fault {
        name: "the-second-id-that-is-free",
        about: "once two calendars are unregistered, the next one gets the id of the second",
        caught_by: &["registry/registration/ids_are_never_reused"],
        found_by: NOT_TIMED,
        twin: "unregistering a calendar skips an id",
        plant: Registry(|it| {
            it.steps.unregister = |at, name| {
                let owner = at.populated().names.get(&at.key(name)).map(|(_, owner)| *owner);
                (PLAIN.unregister)(at, name)?;
                let mut table = at.table();
                let gone = table.given - table.calendars.len() as u64;
                if let (2, Some(owner)) = (gone, owner)
                    && owner + 1 == table.given
                {
                    table.given = owner;
                }
                Ok(())
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.unregister = |at, name| {
                (PLAIN.unregister)(at, name)?;
                at.table().given += 1;
                Ok(())
            };
        }),
    },
    Fault {
        name: "a-page-of-16-names",
        about: "lists of names end after 16 names",
        caught_by: &["registry/concurrency/listings_are_as_declared_during_registrations"],
        found_by: NOT_TIMED,
        twin: "lists of names are built in pages of 16, and are complete",
        plant: Registry(|it| {
            it.steps.names = |at| {
                let mut names = (PLAIN.names)(at)?;
                names.truncate(16);
                Ok(names)
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.names = |at| Ok((PLAIN.names)(at)?.chunks(16).flatten().cloned().collect());
        }),
    },
    Fault {
        name: "ids-after-the-end",
        about: "after shutdown, calendars are still found by id",
        caught_by: &["registry/shutdown/every_call_is_answered_as_declared"],
        found_by: NOT_TIMED,
        twin: "after shutdown, a lookup by id locks the table before it is refused",
        plant: Registry(|it| {
            it.steps.admit =
                |at, method| if method == Method::ById { Ok(()) } else { admit(at, method) };
        }),
        plant_twin: Registry(|it| {
            it.steps.admit = |at, method| {
                if method == Method::ById {
                    drop(at.table());
                }
                admit(at, method)
            };
        }),
    },
    Fault {
        name: "first-names-listed-in-small-letters",
        about: "in lists of calendars, first names are in lower case",
        caught_by: &["registry/naming/equal_names_collide"],
        found_by: NOT_TIMED,
        twin: "lists of calendars are sorted by first names in lower case, but show them as \
               registered",
        plant: Registry(|it| {
            it.steps.calendars = |at| {
                let mut all = (PLAIN.calendars)(at)?;
                for found in &mut all {
                    found.name = found.name.as_ref().map(|name| name.to_lowercase());
                }
                Ok(all)
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.calendars = |at| {
                let mut all = (PLAIN.calendars)(at)?;
                all.sort_by_key(|found| found.name.as_ref().map(|name| name.to_lowercase()));
                Ok(all)
            };
        }),
    },
];
