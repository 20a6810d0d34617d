//! Faults in answers, in their timing, and in the work they take.

use std::thread;
use std::time::Duration;

use calproof::profile::{Ids, Listing, NameLimit, Open, Shutdown, UnknownName};
use calproof_registry::{Found, RegistryRefusal};

use super::plain::{Answer, Method, Plain};
use super::steps::{PLAIN, decide, find, list, objection, unregister};
use crate::faults::FoundBy::Targets;
use crate::faults::Plant::Registry;
use crate::faults::{ABSENT_CALLS, Fault, SLOWNESS};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "the-unknown-is-the-first",
        about: "an unknown name finds the calendar coptic, although no fallback is declared",
        caught_by: &[
            "registry/refusal/unknown_names_are_handled_as_declared",
            "registry/naming/hostile_names_are_not_found",
        ],
        found_by: Targets(&["name_resolution", "registration"]),
        twin: "an unknown name finds the calendar coptic, as declared",
        plant: Registry(|it| {
            it.steps.find = |at, name| find(at, name).or_else(|_| find(at, "coptic"));
        }),
        plant_twin: Registry(|it| {
            it.profile.unknown_name = Some(UnknownName::FallsBackTo("coptic".into()));
            it.steps.find = |at, name| find(at, name).or_else(|_| find(at, "coptic"));
        }),
    },
    Fault {
        name: "ids-of-32-bits",
        about: "an id is truncated to 32 bits before it is looked up",
        caught_by: &["registry/refusal/unknown_ids_are_refused"],
        found_by: Targets(&["registration"]),
        twin: "an id that does not fit 32 bits is not found",
        plant: Registry(|it| it.steps.by_id = |at, id| (PLAIN.by_id)(at, id & 0xffff_ffff)),
        plant_twin: Registry(|it| {
            it.steps.by_id = |at, id| match u32::try_from(id) {
                Ok(id) => (PLAIN.by_id)(at, id.into()),
                Err(_) => Err(RegistryRefusal::NotFound),
            }
        }),
    },
    Fault {
        name: "the-unknown-is-remembered",
        about: "a failed lookup is cached, and stale once the name is registered",
        caught_by: &["registry/refusal/a_missing_name_is_found_once_registered"],
        found_by: Targets(&["registration"]),
        twin: "a failed lookup is cached until the next registration",
        plant: Registry(|it| it.steps.find = remembering),
        plant_twin: Registry(|it| {
            it.steps.find = remembering;
            it.steps.decide = |at, table, offer| {
                at.remembered().clear();
                decide(at, table, offer)
            };
        }),
    },
    Fault {
        name: "answers-by-length",
        about: "a lookup gets the cached answer of the last one if the names have the same length",
        caught_by: &["registry/purity/repeated_questions_get_the_same_answer"],
        found_by: Targets(&["name_resolution", "registration"]),
        twin: "the last name is cached, but always looked up again",
        plant: Registry(|it| {
            it.steps.find = |at, name| {
                let length = name.len().to_string();
                if let Some(last) = at.remembered().get(&length) {
                    return last.clone();
                }
                let found = find(at, name);
                let mut remembered = at.remembered();
                remembered.clear();
                remembered.insert(length, found.clone());
                found
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| {
                let mut remembered = at.remembered();
                remembered.clear();
                remembered.insert(name.to_owned(), Err(RegistryRefusal::NotFound));
                drop(remembered);
                find(at, name)
            }
        }),
    },
    Fault {
        name: "a-list-grows-shorter",
        about: "every list of names but the first lacks the last name",
        caught_by: &["registry/purity/repeated_questions_get_the_same_answer"],
        found_by: Targets(&["registration"]),
        twin: "every list of names but the first is in reverse order",
        plant: Registry(|it| {
            it.steps.names = |at| {
                let mut names = (PLAIN.names)(at)?;
                if is_made_again(at) {
                    names.pop();
                }
                Ok(names)
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.names = |at| {
                let mut names = (PLAIN.names)(at)?;
                if is_made_again(at) {
                    names.reverse();
                }
                Ok(names)
            }
        }),
    },
    Fault {
        name: "lists-have-other-ids",
        about: "in lists of calendars, every id is one too high",
        caught_by: &["registry/interaction/all_lookups_find_the_same_calendar"],
        found_by: Targets(&["registration"]),
        twin: "lists of calendars are in reverse order",
        plant: Registry(|it| {
            it.steps.calendars = |at| {
                let mut all = list(&at.populated())?;
                for found in &mut all {
                    found.id = found.id.map(|id| id + 1);
                }
                Ok(all)
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.calendars = |at| {
                let mut all = list(&at.populated())?;
                all.reverse();
                Ok(all)
            }
        }),
    },
    Fault {
        name: "listed-by-other-names",
        about: "names are listed with a prefix, under which nothing is found",
        caught_by: &["registry/naming/listed_names_are_found"],
        found_by: Targets(&["registration"]),
        twin: "names are listed in upper case",
        plant: Registry(|it| {
            it.steps.names = |at| {
                let names = (PLAIN.names)(at)?;
                Ok(names.into_iter().map(|name| format!("the calendar {name}")).collect())
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.names = |at| {
                Ok((PLAIN.names)(at)?.into_iter().map(|name| name.to_ascii_uppercase()).collect())
            }
        }),
    },
    Fault {
        name: "declares-a-list",
        about: "the registry declares that it lists names, and does not",
        caught_by: &["registry/profile/declared_features_are_supported"],
        found_by: Targets(&["registration"]),
        twin: "the registry declares that it lists no names",
        plant: Registry(|it| it.steps.names = |_| unsupported()),
        plant_twin: Registry(|it| {
            it.profile.listing_names = Some(Listing::None);
            it.steps.names = |_| unsupported();
        }),
    },
    Fault {
        name: "declares-no-list",
        about: "the registry declares that it lists no calendars, and lists them",
        caught_by: &["registry/profile/features_declared_absent_are_refused"],
        found_by: ABSENT_CALLS,
        twin: "the registry lists no calendars, as declared",
        plant: Registry(|it| it.profile.listing_calendars = Some(Listing::None)),
        plant_twin: Registry(|it| {
            it.profile.listing_calendars = Some(Listing::None);
            it.steps.calendars = |_| unsupported();
        }),
    },
    Fault {
        name: "declares-that-none-come",
        about: "the registry declares that it is closed, and registers calendars",
        caught_by: &["registry/profile/features_declared_absent_are_refused"],
        found_by: Targets(&["registration"]),
        twin: "the registry refuses every registration, as declared",
        plant: Registry(|it| it.profile.open = Some(Open::Closed)),
        plant_twin: Registry(|it| {
            it.profile.open = Some(Open::Closed);
            it.steps.register = |_, _, _| Err(RegistryRefusal::Closed);
            it.steps.unregister = |_, _| Err(RegistryRefusal::Closed);
        }),
    },
    Fault {
        name: "declares-that-all-stay",
        about: "the registry declares that calendars cannot be unregistered, and unregisters them",
        caught_by: &["registry/profile/features_declared_absent_are_refused"],
        found_by: Targets(&["registration"]),
        twin: "calendars cannot be unregistered, as declared",
        plant: Registry(|it| {
            it.profile.open = Some(Open::Register);
            it.steps.unregister = |at, name| unregister(at, name).or(Ok(()));
        }),
        plant_twin: Registry(|it| {
            it.profile.open = Some(Open::Register);
            it.steps.unregister = |_, _| unsupported();
        }),
    },
    Fault {
        name: "declares-no-ids",
        about: "the registry declares that calendars have no ids, and gives ids",
        caught_by: &["registry/profile/ids_exist_as_declared"],
        found_by: Targets(&["registration"]),
        twin: "the registry gives no ids, as declared",
        plant: Registry(|it| it.profile.ids = Some(Ids::None)),
        plant_twin: Registry(|it| {
            it.profile.ids = Some(Ids::None);
            it.steps.register = |at, calendar, aliases| {
                let mut registered = (PLAIN.register)(at, calendar, aliases)?;
                registered.id = None;
                Ok(registered)
            };
            it.steps.find = |at, name| {
                let mut found = find(at, name)?;
                found.id = None;
                Ok(found)
            };
            it.steps.calendars = |at| {
                let mut all = list(&at.populated())?;
                for found in &mut all {
                    found.id = None;
                }
                Ok(all)
            };
        }),
    },
    Fault {
        name: "found-after-the-end",
        about: "after shutdown, calendars are still found by name",
        caught_by: &["registry/shutdown/every_call_is_answered_as_declared"],
        found_by: Targets(&["registration"]),
        twin: "after shutdown, every call answers that nothing is found, as declared",
        plant: Registry(|it| {
            it.steps.admit = |at, method| {
                if method == Method::Find { Ok(()) } else { (PLAIN.admit)(at, method) }
            }
        }),
        plant_twin: Registry(|it| {
            it.profile.shutdown = Some(Shutdown::NotFound);
            it.steps.admit =
                |at, method| (PLAIN.admit)(at, method).map_err(|_| RegistryRefusal::NotFound);
        }),
    },
    Fault {
        name: "a-square-of-letters",
        about: "the cost of a lookup is quadratic in the length of the name",
        caught_by: &["registry/cost/lookup_cost_of_long_names"],
        found_by: SLOWNESS,
        twin: "a name is reversed twice before it is looked up",
        plant: Registry(|it| {
            it.deadline = BRIEF;
            it.steps.find = |at, name| {
                work(name.len().pow(2));
                find(at, name)
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| {
                let back: String = name.chars().rev().collect();
                find(at, &back.chars().rev().collect::<String>())
            }
        }),
    },
    Fault {
        name: "a-square-of-letters-entered",
        about: "the cost of a registration is quadratic in the length of a name",
        caught_by: &["registry/cost/registration_cost_of_long_names"],
        found_by: SLOWNESS,
        twin: "names of any length are registered, as declared",
        plant: Registry(|it| {
            it.deadline = BRIEF;
            it.profile.name_limit = Some(NameLimit::None);
            it.steps.objection = |text| {
                work(text.len().pow(2));
                objection(text, usize::MAX)
            };
        }),
        plant_twin: Registry(|it| {
            it.profile.name_limit = Some(NameLimit::None);
            it.steps.objection = |text| objection(text, usize::MAX);
        }),
    },
    Fault {
        name: "a-square-of-names",
        about: "the cost of a registration is quadratic in the number of names",
        caught_by: &["registry/cost/registration_cost_of_many_names"],
        found_by: SLOWNESS,
        twin: "the names of a registration are sorted before they are checked",
        plant: Registry(|it| {
            it.deadline = BRIEF;
            it.steps.decide = |at, table, offer| {
                work(offer.names.len().pow(2));
                decide(at, table, offer)
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                let mut names = offer.names.clone();
                names.sort();
                decide(at, table, offer)
            }
        }),
    },
];

/// Enough time for a right registry.
const BRIEF: Option<Duration> = Some(Duration::from_secs(2));

/// This many steps of work. Work far beyond any deadline is replaced by parking the thread, so that
/// it takes no processor time from others.
fn work(steps: usize) {
    if steps >= 1 << 32 {
        loop {
            thread::park();
        }
    }
}

fn unsupported<T>() -> Answer<T> {
    Err(RegistryRefusal::Unsupported)
}

/// Whether a list has been made before this one.
fn is_made_again(at: &Plain) -> bool {
    at.remembered().insert("listed".to_owned(), unsupported()).is_some()
}

/// Looks for a calendar, and remembers the names that were not found.
fn remembering(at: &Plain, name: &str) -> Answer<Found> {
    let key = at.key(name);
    if let Some(refused) = at.remembered().get(&key) {
        return refused.clone();
    }
    // Remembered under the same lock as the lookup: later, it would outlive a registration in
    // between.
    let table = at.populated();
    let Some((_, id)) = table.names.get(&key) else {
        at.remembered().insert(key, Err(RegistryRefusal::NotFound));
        return Err(RegistryRefusal::NotFound);
    };
    table.found(*id)
}
