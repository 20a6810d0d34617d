//! After shutdown has begun, every call is answered as declared.

use proptest::prelude::*;
use proptest::sample::subsequence;

use super::building_blocks::{
    before_threads, can_register, can_unregister, declared, find, find_built_ins, generated,
    has_ids, lists, plains, planned, register,
};
use crate::check::programs::PlanOrReason;
use crate::profile::{RegistryClaim, Shutdown};
use crate::program::{Call, Program};

/// Makes each kind of call after shutdown has begun, also as the first call of all.
pub fn every_call_is_answered_as_declared(claim: &RegistryClaim) -> PlanOrReason {
    has_an_end(claim)?;
    let calls = every_call(claim);
    let mut programs = Vec::new();
    for call in &calls {
        let only = vec![Call::ShutDown, call.clone(), call.clone()];
        programs.push(Program::sequence(plains(&["market", "fair"]), only));
        // A second shutdown changes nothing, and brings nothing back.
        let twice = vec![Call::ShutDown, Call::ShutDown, call.clone()];
        programs.push(Program::sequence(plains(&["market", "fair"]), twice));
    }
    let mut before = Vec::new();
    let is_registered = can_register(claim).is_ok();
    if is_registered {
        before.push(register(1, &["feast"]));
    }
    before.push(Call::ShutDown);
    before.extend(calls);
    if is_registered {
        // Registered before shutdown begins.
        before.push(find("feast"));
        before.extend(has_ids(claim).is_ok().then_some(Call::FindIdOf(1)));
        before.extend(can_unregister(claim).is_ok().then(|| Call::Unregister("feast".into())));
    }
    programs.push(Program::sequence(plains(&["market", "fair"]), before));
    planned(programs)
}

/// One thread shuts the registry down while others call it: each response is one from before or one
/// from after.
pub fn shutdown_is_atomic(claim: &RegistryClaim) -> PlanOrReason {
    has_an_end(claim)?;
    let before = before_threads(claim)?;
    let calls = every_call(claim);
    let after = calls.clone();
    let most = calls.len();
    let threads = prop::collection::vec(subsequence(calls, 1..=most), 1..4);
    let programs = (threads, 0..3_usize).prop_map(move |(mut threads, pause)| {
        let mut ends: Vec<Call> = vec![find("nobody"); pause];
        ends.push(Call::ShutDown);
        // Registering the same calendar twice is the subject of other checks.
        let mut registered = false;
        for thread in &mut threads {
            thread.retain(|call| {
                !matches!(call, Call::Register(..)) || !std::mem::replace(&mut registered, true)
            });
        }
        threads.push(ends);
        let backends = plains(&["market", "fair"]);
        Program {
            backends,
            before: before.clone(),
            threads,
            after: after.clone(),
            ..Program::default()
        }
    });
    Ok(generated(programs.boxed()))
}

fn has_an_end(claim: &RegistryClaim) -> Result<(), String> {
    match declared(claim.profile.shutdown, "what is answered after shutdown")? {
        Shutdown::Gone | Shutdown::NotFound => Ok(()),
        _ => Err("no call can observe the shutdown".to_owned()),
    }
}

fn every_call(claim: &RegistryClaim) -> Vec<Call> {
    let mut calls = lists(claim);
    calls.extend(find_built_ins(claim).take(1));
    calls.push(find("nobody"));
    if can_register(claim).is_ok() {
        calls.push(register(0, &["week"]));
    }
    if has_ids(claim).is_ok() {
        calls.push(Call::FindId(-1));
    }
    if can_unregister(claim).is_ok() {
        calls.push(Call::Unregister("market".into()));
    }
    calls
}
