//! What a calendar reports of itself and what the registry holds agree.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::subsequence;

use super::building_blocks::{
    before_threads, can_register, find, generated, has_ids, judged, lists, plains, register,
    whole_view,
};
use crate::check::programs::{PlanOrReason, Programs};
use crate::history;
use crate::model::Model;
use crate::profile::RegistryClaim;
use crate::program::{CalendarRef, Call, History, Name, Program, Record, Response, SeenCalendar};
use crate::verdict::{Verdict, ensure};

/// Found by any of its names, by its id or in lists, a calendar is the same, with the same id and
/// the same first name.
pub fn all_lookups_find_the_same_calendar(claim: &RegistryClaim) -> PlanOrReason {
    let mut backends = Vec::new();
    let mut calls = whole_view(claim, &[], 0);
    if can_register(claim).is_ok() {
        backends = plains(&["market", "fair"]);
        calls.extend([register(0, &["week", "weekly"]), register(1, &["feast"])]);
        calls.extend(whole_view(claim, &["market", "week", "weekly", "fair", "feast"], 2));
    }
    judged(vec![Program::sequence(backends, calls)], agreed)
}

/// One thread registers a calendar while others look for it: they see all of it or nothing.
pub fn visible_calendars_are_complete(claim: &RegistryClaim) -> PlanOrReason {
    can_register(claim)?;
    let before = before_threads(claim)?;
    let mut looks: Vec<Call> = lists(claim);
    looks.extend(["market", "week", "weekly", "fair", "feast"].map(find));
    if has_ids(claim).is_ok() {
        looks.extend([Call::FindIdOf(0), Call::FindIdOf(1)]);
    }
    let most = looks.len();
    // Most lookups are for one calendar, from its last name to its first.
    looks.reverse();
    let look = subsequence(looks, 1..=most);
    let after = whole_view(claim, &["market", "week", "weekly", "fair", "feast"], 2);
    let programs = prop::collection::vec(look, 1..4).prop_map(move |looks| {
        let writer = vec![register(0, &["week", "weekly"]), register(1, &["feast"])];
        let threads = [writer].into_iter().chain(looks).collect();
        let backends = plains(&["market", "fair"]);
        Program {
            backends,
            before: before.clone(),
            threads,
            after: after.clone(),
            ..Program::default()
        }
    });
    Ok(Programs { judge: agreed, ..generated(programs.boxed()) })
}

/// The judgement of the model. In addition, each calendar looks the same in all responses.
fn agreed(model: &Model<'_>, history: &History) -> Verdict {
    history::explained(model, history)?;
    let mut ids: BTreeMap<CalendarRef, (i128, &Record)> = BTreeMap::new();
    let mut names: BTreeMap<CalendarRef, (Name, &Record)> = BTreeMap::new();
    for record in &history.records {
        for seen in shown(record) {
            if let Some(id) = seen.id {
                let (first, other) = ids.entry(seen.which.clone()).or_insert((id, record));
                ensure(*first == id, || differ(&seen.which, "ids", other, record))?;
            }
            if let Some(name) = seen.name {
                let name_and = (name.clone(), record);
                let (first, other) = names.entry(seen.which.clone()).or_insert(name_and);
                ensure(*first == name, || differ(&seen.which, "names", other, record))?;
            }
        }
    }
    Ok(())
}

fn differ(which: &CalendarRef, what: &str, one: &Record, other: &Record) -> String {
    format!("{which} has two {what}: {one}; {other}")
}

/// The calendars that a response shows.
fn shown(record: &Record) -> Vec<SeenCalendar> {
    match (&record.call, &record.returned) {
        (Call::Register(backend, _), Some((_, Response::Registered { id, .. }))) => {
            vec![SeenCalendar { which: CalendarRef::Backend(*backend), id: *id, name: None }]
        }
        (_, Some((_, Response::Found(seen)))) => vec![seen.clone()],
        (_, Some((_, Response::Calendars(calendars)))) => calendars.clone(),
        _ => Vec::new(),
    }
}
