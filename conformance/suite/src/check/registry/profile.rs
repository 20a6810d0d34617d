//! A registry does what it declares: no less, and no more.

use super::building_blocks::{
    can_register, can_unregister, counts_drops, declared, find, find_built_ins, has_ids, judged,
    lists, plains, register,
};
use crate::check::programs::PlanOrReason;
use crate::history;
use crate::model::Model;
use crate::profile::{BuiltIns, Ids, Listing, Open, RegistryClaim, Shutdown};
use crate::program::{Call, History, Program, Record, Response};
use crate::verdict::{Verdict, ensure};
use calproof_registry::RegistryRefusal;

/// Calls everything that the profile declares; none of it may be unsupported.
pub fn declared_features_are_supported(claim: &RegistryClaim) -> PlanOrReason {
    let mut calls: Vec<Call> = find_built_ins(claim).take(1).collect();
    calls.extend(lists(claim));
    if has_ids(claim).is_ok() {
        calls.push(Call::FindId(-1));
    }
    let mut backends = Vec::new();
    if can_register(claim).is_ok() {
        backends = plains(&["market"]);
        calls.extend([register(0, &["week"]), find("week")]);
        if has_ids(claim).is_ok() {
            calls.push(Call::FindIdOf(0));
        }
        if counts_drops(claim).is_ok() {
            calls.push(Call::Drops);
        }
        if can_unregister(claim).is_ok() {
            calls.push(Call::Unregister("week".into()));
        }
    }
    if matches!(claim.profile.shutdown, Some(Shutdown::Gone | Shutdown::NotFound)) {
        calls.push(Call::ShutDown);
    }
    judged(vec![Program::sequence(backends, calls)], all_supported)
}

fn all_supported(model: &Model<'_>, history: &History) -> Verdict {
    let has_id = |record: &Record| {
        matches!(record.returned, Some((_, Response::Registered { id: Some(_), .. })))
    };
    let is_given = history.records.iter().any(has_id);
    for record in &history.records {
        // An unused id may be unsupported, since the registry's type need not hold it.
        let is_of_nobody = match record.call {
            Call::FindId(_) => true,
            Call::FindIdOf(_) => !is_given,
            _ => false,
        };
        if let Some((_, answered)) = &record.returned {
            let is_unsupported = *answered == Response::Refused(RegistryRefusal::Unsupported);
            ensure(!is_unsupported || is_of_nobody, || {
                format!("declared, but unsupported: {record}")
            })?;
        }
    }
    ensure(!model.claim().counts_drops || history.ended.is_some(), || {
        "it declares that drops are counted, and reports nothing at the end".to_owned()
    })
}

/// Calls what the profile declares absent; it must be refused and change nothing.
pub fn features_declared_absent_are_refused(claim: &RegistryClaim) -> PlanOrReason {
    let profile = &claim.profile;
    let mut calls = Vec::new();
    if profile.open == Some(Open::Closed) {
        calls.extend([register(0, &[]), register(1, &["week"])]);
    }
    if profile.open == Some(Open::Register) && profile.built_ins != Some(BuiltIns::Replaceable) {
        calls.extend(claim.built_in.iter().flatten().take(1).cloned().map(Call::Unregister));
        calls.push(Call::Unregister("market".into()));
    }
    if profile.listing_names == Some(Listing::None) {
        calls.push(Call::Names);
    }
    if profile.listing_calendars == Some(Listing::None) {
        calls.push(Call::Calendars);
    }
    if profile.shutdown == Some(Shutdown::None) {
        calls.push(Call::ShutDown);
    }
    declared(calls.first(), "any feature as absent")?;
    calls.extend(lists(claim));
    calls.extend(find_built_ins(claim));
    calls.extend(["market", "fair", "week"].map(find));
    judged(vec![Program::sequence(plains(&["market", "fair"]), calls)], absent_are_refused)
}

/// Each call declared absent is refused, for any reason, and all other responses are as if those
/// calls had not been made.
fn absent_are_refused(model: &Model<'_>, history: &History) -> Verdict {
    let is_absent = |record: &&Record| is_absent(model.claim(), &record.call);
    for record in history.records.iter().filter(is_absent) {
        if let Some((_, answered)) = &record.returned {
            ensure(matches!(answered, Response::Refused(_)), || {
                format!("it declares that there is no such feature: {record}")
            })?;
        }
    }
    let mut others = history.clone();
    others.records.retain(|record| !is_absent(&record));
    history::explained(model, &others)
}

fn is_absent(claim: &RegistryClaim, call: &Call) -> bool {
    match call {
        Call::Register(..) => claim.profile.open == Some(Open::Closed),
        Call::Unregister(_) => claim.profile.open != Some(Open::RegisterAndUnregister),
        Call::Names | Call::Calendars => !lists(claim).contains(call),
        Call::ShutDown => claim.profile.shutdown == Some(Shutdown::None),
        _ => false,
    }
}

/// A registry whose calendars have no ids shows none.
pub fn ids_exist_as_declared(claim: &RegistryClaim) -> PlanOrReason {
    declared(claim.profile.ids, "whether calendars have ids")?;
    let mut calls: Vec<Call> = find_built_ins(claim).collect();
    calls.extend(lists(claim));
    let mut backends = Vec::new();
    if can_register(claim).is_ok() {
        backends = plains(&["market"]);
        calls.extend([register(0, &["week"]), find("week")]);
    }
    judged(vec![Program::sequence(backends, calls)], ids_as_declared)
}

fn ids_as_declared(model: &Model<'_>, history: &History) -> Verdict {
    let expected = model.claim().profile.ids == Some(Ids::Unique);
    for record in &history.records {
        let ids: Vec<Option<i128>> = match &record.returned {
            Some((_, Response::Registered { id, .. })) => vec![*id],
            Some((_, Response::Found(seen))) => vec![seen.id],
            Some((_, Response::Calendars(all))) => all.iter().map(|seen| seen.id).collect(),
            _ => Vec::new(),
        };
        ensure(ids.iter().all(|id| id.is_some() == expected), || {
            let what = if expected { "have ids" } else { "have no ids" };
            format!("it is declared that calendars {what}: {record}")
        })?;
    }
    Ok(())
}
