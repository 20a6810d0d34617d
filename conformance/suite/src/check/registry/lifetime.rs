//! A calendar lives as long as anything holds it, and is dropped once.

use super::building_blocks::{
    can_register, can_unregister, clash, counts_drops, find, judged, plain, plains, register,
};
use super::registration::refused;
use crate::check::programs::PlanOrReason;
use crate::model::{Holder, Model, State};
use crate::profile::{Clash, RegistryClaim, SameBackend};
use crate::program::{CalendarRef, Call, Ended, History, Program, Record, Response};
use crate::verdict::{Objection, Status, Verdict, ensure};

/// Calendars are registered, refused, registered again and unregistered, as far as the registry
/// allows; at the end each has been dropped once.
pub fn each_calendar_is_dropped_once(claim: &RegistryClaim) -> PlanOrReason {
    can_register(claim)?;
    counts_drops(claim)?;
    let mut calls = vec![register(0, &["week"]), Call::Drops];
    let mut programs = vec![Program::sequence(plains(&["market"]), calls.clone())];
    if clash(claim).is_ok() {
        let with = [register(1, &["week"]), register(2, &["market"]), Call::Drops];
        calls.extend(with);
        programs.push(Program::sequence(plains(&["market", "week", "fair"]), calls));
    }
    if claim.profile.same_backend.is_some() {
        let calls = vec![register(0, &["week"]), register(0, &["feast"]), Call::Drops];
        programs.push(Program::sequence(plains(&["market"]), calls));
    }
    if can_unregister(claim).is_ok() {
        let out = Call::Unregister("market".into());
        let calls = vec![register(0, &["week"]), out.clone(), Call::Drops, out, register(1, &[])];
        programs.push(Program::sequence(plains(&["market", "market"]), calls));
    }
    judged(programs, dropped_once)
}

fn dropped_once(_: &Model<'_>, history: &History) -> Verdict {
    never_twice(history)?;
    let dropped = &ended(history)?.dropped;
    for (backend, count) in dropped.iter().enumerate() {
        ensure(*count == 1, || format!("in the end backend {backend} was dropped {count} times"))?;
    }
    Ok(())
}

/// A registered calendar is not dropped, however often it is found and released.
pub fn registered_calendars_are_not_dropped(claim: &RegistryClaim) -> PlanOrReason {
    can_register(claim)?;
    counts_drops(claim)?;
    let mut calls = vec![register(0, &["week"]), register(1, &[])];
    for _ in 0..3 {
        calls.extend(["market", "week", "fair", "nobody"].map(find));
        calls.push(Call::Drops);
    }
    judged(vec![Program::sequence(plains(&["market", "fair"]), calls)], none_dropped)
}

fn none_dropped(model: &Model<'_>, history: &History) -> Verdict {
    drops_go_with_registrations(model, history, false)
}

/// A refused calendar is dropped while the registry lives: the caller transfers ownership with the
/// last registration of it.
pub fn refused_calendars_are_given_back(claim: &RegistryClaim) -> PlanOrReason {
    can_register(claim)?;
    counts_drops(claim)?;
    let mut programs = Vec::new();
    if clash(claim) == Ok(Clash::RejectWhole) {
        let mut calls = vec![register(0, &["week"]), register(1, &["feast", "week"]), Call::Drops];
        calls.extend([register(2, &[]), Call::Drops, find("fair"), Call::Drops]);
        programs.push(Program::sequence(plains(&["market", "fair", "market"]), calls));
    }
    for (backend, call) in refused(claim) {
        let calls = vec![register(0, &["week"]), call, Call::Drops, find("harvest"), Call::Drops];
        programs.push(Program::sequence(vec![plain("market"), backend], calls));
    }
    judged(programs, others_dropped)
}

/// An unregistered calendar is dropped while the registry lives.
pub fn unregistered_calendars_are_released(claim: &RegistryClaim) -> PlanOrReason {
    can_unregister(claim)?;
    counts_drops(claim)?;
    let mut calls = vec![register(0, &["week"]), register(1, &[]), find("week"), Call::Drops];
    calls.extend([Call::Unregister("market".into()), Call::Drops, find("week"), Call::Drops]);
    judged(vec![Program::sequence(plains(&["market", "fair"]), calls)], others_dropped)
}

/// A registered calendar has not been dropped, and one that was given to the registry and is not
/// registered has been.
fn others_dropped(model: &Model<'_>, history: &History) -> Verdict {
    drops_go_with_registrations(model, history, true)
}

/// The same; the second part only if `others_are_dropped`. What is registered is taken from the
/// responses; whether these are right is judged by other checks.
fn drops_go_with_registrations(
    model: &Model<'_>,
    history: &History,
    others_are_dropped: bool,
) -> Verdict {
    let mut states = vec![model.start()];
    for (place, record) in history.records.iter().enumerate() {
        let Some((_, answered)) = &record.returned else { return Ok(()) };
        if let Response::Drops(counts) = answered {
            for (backend, count) in counts.iter().enumerate() {
                let is_there = |state: &State| state.has(Holder::Backend(backend));
                let registered = states.iter().all(is_there);
                ensure(*count == 0 || !registered, || {
                    format!("backend {backend} is registered, and has {count} drops: {record}")
                })?;
                let is_expected = others_are_dropped
                    && !states.iter().any(is_there)
                    && is_given_away(history, place, backend);
                ensure(*count > 0 || !is_expected, || {
                    format!("backend {backend} is not registered, and has 0 drops: {record}")
                })?;
            }
        }
        let steps = states.iter().map(|state| model.steps(state, &record.call, answered));
        let after: Vec<State> = steps.flatten().flatten().collect();
        // After a wrong response, assume that nothing changed.
        if !after.is_empty() {
            states = after;
        }
    }
    Ok(())
}

/// Whether only the registry can still own the calendar after the first `place` calls: they include
/// all registrations of it, and no call held a calendar.
fn is_given_away(history: &History, place: usize, backend: usize) -> bool {
    let (before, after) = history.records.split_at(place);
    let registers = |record: &Record| matches!(record.call, Call::Register(it, _) if it == backend);
    let keeps = |record: &Record| matches!(record.call, Call::Hold(_));
    before.iter().any(registers) && !after.iter().any(registers) && !before.iter().any(keeps)
}

/// Calendars held by a caller outlive the registry, and stay unchanged.
pub fn shared_handles_outlive_the_registry(claim: &RegistryClaim) -> PlanOrReason {
    can_register(claim)?;
    counts_drops(claim)?;
    let hold = |name: &str| Call::Hold(name.into());
    let calls = vec![register(0, &["week"]), register(1, &[]), register(2, &[])];
    let backends = plains(&["market", "fair", "feast"]);
    let mut kept = calls.clone();
    kept.extend([hold("week"), hold("feast")]);
    let mut programs = vec![Program::sequence(backends.clone(), kept)];
    if can_unregister(claim).is_ok() {
        // Held, then unregistered, and its name given to another calendar.
        let mut kept = calls;
        kept.extend([hold("week"), Call::Unregister("market".into()), Call::Drops]);
        kept.extend([register(3, &[]), hold("market")]);
        let backends = plains(&["market", "fair", "feast", "market"]);
        programs.push(Program::sequence(backends, kept));
    }
    judged(programs, held_are_alive)
}

fn held_are_alive(model: &Model<'_>, history: &History) -> Verdict {
    crate::history::explained(model, history)?;
    never_twice(history)?;
    let ended = ended(history)?;
    let was: Vec<&CalendarRef> = held(history).collect();
    if was.is_empty() {
        let why = "no calendar can be held beyond the registry's end";
        return Err(Objection::new(Status::Unsupported, why));
    }
    ensure(ended.held.iter().eq(was.iter().copied()), || {
        let words = |all: Vec<&CalendarRef>| {
            all.iter().map(ToString::to_string).collect::<Vec<String>>().join(", ")
        };
        let is = words(ended.held.iter().collect());
        format!("held were {}; after the end they are {is}", words(was.clone()))
    })?;
    for which in was {
        let CalendarRef::Backend(backend) = which else { continue };
        let count = ended.dropped_while_held.get(*backend).copied().unwrap_or_default();
        ensure(count == 0, || format!("backend {backend} was dropped while it was held"))?;
    }
    Ok(())
}

/// After the registry is dropped, every calendar that no caller holds has been dropped.
pub fn everything_else_is_dropped_with_the_registry(claim: &RegistryClaim) -> PlanOrReason {
    can_register(claim)?;
    counts_drops(claim)?;
    let mut calls = vec![register(0, &["week"]), register(1, &[])];
    let mut names = vec!["market", "fair"];
    calls.extend([Call::Hold("market".into()), find("fair")]);
    if clash(claim) == Ok(Clash::RejectWhole) {
        calls.push(register(2, &["week"]));
        names.push("refused");
    }
    if claim.profile.same_backend == Some(SameBackend::Refused) {
        calls.push(register(1, &[]));
    }
    judged(vec![Program::sequence(plains(&names), calls)], only_held_are_left)
}

fn only_held_are_left(_: &Model<'_>, history: &History) -> Verdict {
    let ended = ended(history)?;
    let held: Vec<&CalendarRef> = held(history).collect();
    for (backend, count) in ended.dropped_while_held.iter().enumerate() {
        let is_held = held.contains(&&CalendarRef::Backend(backend));
        ensure(is_held || *count > 0, || {
            format!("nobody holds backend {backend}, and it was not dropped with the registry")
        })?;
    }
    Ok(())
}

/// The held calendars, in the order of the program.
fn held(history: &History) -> impl Iterator<Item = &CalendarRef> {
    history.records.iter().filter_map(|record| match (&record.call, &record.returned) {
        (Call::Hold(_), Some((_, Response::Found(seen)))) => Some(&seen.which),
        _ => None,
    })
}

fn never_twice(history: &History) -> Verdict {
    for record in &history.records {
        if let Some((_, Response::Drops(counts))) = &record.returned {
            ensure(counts.iter().all(|count| *count < 2), || {
                format!("something was dropped more than once: {record}")
            })?;
        }
    }
    Ok(())
}

/// What the history shows of the end of the registry, if the claim says that it is observable.
fn ended(history: &History) -> Result<&Ended, Box<Objection>> {
    let unseen =
        || Objection::wrong("it declares that drops are counted, and reports nothing at the end");
    history.ended.as_ref().ok_or_else(unseen)
}
