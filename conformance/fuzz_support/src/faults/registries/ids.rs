//! Faults in the ids of calendars.

use calproof_registry::Registered;

use super::plain::{Answer, Contents, Offer, Plain};
use super::steps::{check_names, check_same, named};
use crate::faults::Plant::Registry;
use crate::faults::{Fault, MANY, THREADS};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "an-id-is-given-back",
        about: "the id reserved for a refused calendar is released, even if another one was \
                given since",
        caught_by: &["registry/concurrency/ids_stay_unique_among_refusals"],
        found_by: THREADS,
        twin: "the id reserved for a refused calendar is released only if it is the last one given",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                enter_with_an_id(at, &Offer::of(calendar, aliases), |_, _| true)
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                enter_with_an_id(at, &Offer::of(calendar, aliases), |id, last| id == last)
            }
        }),
    },
    Fault {
        name: "ids-of-a-byte",
        about: "ids wrap at 8 bits",
        caught_by: &["registry/registration/many_calendars_are_kept_apart"],
        found_by: MANY,
        twin: "ids begin just below 256, and do not wrap there",
        plant: Registry(|it| {
            it.steps.decide =
                |at, table, offer| enter_without_a_search(at, table, offer, |id| id % (1 << 8));
        }),
        plant_twin: Registry(|it| {
            it.steps.decide = |at, table, offer| {
                table.given = table.given.max(250);
                enter_without_a_search(at, table, offer, |id| id % (1 << 32))
            }
        }),
    },
    Fault {
        name: "ids-of-16-bits",
        about: "ids wrap at 16 bits",
        caught_by: &["registry/registration/many_calendars_are_kept_apart"],
        found_by: MANY,
        twin: "ids begin just below 65,536, and do not wrap there",
        plant: Registry(|it| {
            it.profile.same_backend = None;
            it.steps.decide =
                |at, table, offer| enter_without_a_search(at, table, offer, |id| id % (1 << 16));
        }),
        plant_twin: Registry(|it| {
            it.profile.same_backend = None;
            it.steps.decide = |at, table, offer| {
                table.given = table.given.max((1 << 16) - 6);
                enter_without_a_search(at, table, offer, |id| id % (1 << 32))
            };
        }),
    },
];

/// Takes an id. If the calendar is refused, gives the id back if `may_be_given_back` allows it,
/// from this id and the last one given.
fn enter_with_an_id(
    at: &Plain,
    offer: &Offer,
    may_be_given_back: fn(u64, u64) -> bool,
) -> Answer<Registered> {
    at.object(offer)?;
    let (id, refused) = {
        let mut table = at.populated();
        let refused = check_same(&table, offer).and_then(|()| check_names(at, &table, offer));
        let Err(refused) = refused else {
            return Ok(table.put(&offer.calendar, &named(at, offer)));
        };
        table.given += 1;
        (table.given, refused)
    };
    at.gate.wait_for(1);
    let mut table = at.table();
    if may_be_given_back(id, table.given) {
        table.given -= 1;
    }
    drop(table);
    Err(refused)
}

/// Registers a calendar under an id derived from the number of ids given so far. There may be too
/// many calendars to search, so a calendar that is registered already is recognized by its names.
fn enter_without_a_search(
    at: &Plain,
    table: &mut Contents,
    offer: &Offer,
    as_counted: fn(u64) -> u64,
) -> Answer<Registered> {
    if table.calendars.len() < 1000 {
        check_same(table, offer)?;
    }
    check_names(at, table, offer)?;
    let given = table.given;
    table.given = as_counted(given);
    let registered = table.put(&offer.calendar, &named(at, offer));
    table.given = given + 1;
    Ok(registered)
}
