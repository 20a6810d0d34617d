//! Unknown names and ids are handled as declared.

use super::building_blocks::{
    can_register, declared, find, find_built_ins, has_ids, judged, plains, planned, register,
};
use crate::check::programs::PlanOrReason;
use crate::history;
use crate::model::Model;
use crate::profile::RegistryClaim;
use crate::program::{Call, History, Program, Record, Response, SeenCalendar};
use crate::verdict::Verdict;

/// Looks up names that no calendar has.
pub fn unknown_names_are_handled_as_declared(claim: &RegistryClaim) -> PlanOrReason {
    let what = "what an unknown name finds";
    declared(claim.profile.unknown_name.as_ref(), what)?;
    let mut calls: Vec<Call> =
        ["nobody", "Nobody", "of our village", "default", "system", "none"].map(find).to_vec();
    // An index or id is not a name.
    calls.extend(["0", "1", "-1", "2147483648"].map(find));
    planned(vec![Program::sequence(Vec::new(), calls)])
}

/// Looks up ids that no calendar has: negative ones, and ones beyond the limits of integers.
pub fn unknown_ids_are_refused(claim: &RegistryClaim) -> PlanOrReason {
    has_ids(claim)?;
    let (narrow, wide, float) = (1 << 31, 1 << 32, 1 << 53);
    let mut calls: Vec<Call> = [
        -1,
        -narrow - 1,
        -narrow,
        narrow - 1,
        narrow,
        wide - 1,
        wide,
        float,
        i64::MAX - 1,
        i64::MAX,
        i64::MIN,
        i64::MIN + 1,
    ]
    .map(Call::FindId)
    .to_vec();
    let mut backends = Vec::new();
    if can_register(claim).is_ok() {
        backends = plains(&["market"]);
        let again = calls.clone();
        calls.push(register(0, &[]));
        calls.extend(again);
        calls.push(Call::FindIdOf(0));
    }
    // These calls show which ids exist.
    calls.extend(find_built_ins(claim));
    judged(vec![Program::sequence(backends, calls)], unknown_or_known)
}

/// The judgement of the model, except that an id which was tried may belong to a calendar, if a
/// lookup by name shows the calendar with that id.
fn unknown_or_known(model: &Model<'_>, history: &History) -> Verdict {
    let shown = |record: &Record| match (&record.call, &record.returned) {
        (Call::FindId(_), _) => None,
        (_, Some((_, Response::Found(seen)))) => Some(seen.clone()),
        _ => None,
    };
    let known: Vec<SeenCalendar> = history.records.iter().filter_map(shown).collect();
    let is_known = |record: &Record| match (&record.call, &record.returned) {
        (Call::FindId(id), Some((_, Response::Found(seen)))) => {
            seen.has_id(*id) && known.contains(seen)
        }
        _ => false,
    };
    let mut others = history.clone();
    others.records.retain(|record| !is_known(record));
    history::explained(model, &others)
}

/// Looks up an unknown name, registers it, and looks it up again.
pub fn a_missing_name_is_found_once_registered(claim: &RegistryClaim) -> PlanOrReason {
    can_register(claim)?;
    let mut calls = Vec::new();
    for (backend, names) in [["market", "week"], ["fair", "feast"]].into_iter().enumerate() {
        calls.extend(names.map(find));
        calls.extend(names.map(find));
        calls.push(register(backend, &names[1..]));
        calls.extend(names.map(find));
    }
    planned(vec![Program::sequence(plains(&["market", "fair"]), calls)])
}
