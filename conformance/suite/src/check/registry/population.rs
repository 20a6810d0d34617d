//! The built-in calendars are present exactly once, complete, and registered first, whichever call
//! is first and whichever thread makes it.

use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

use super::building_blocks::{
    built_in_names, can_register, clash_with_built_ins, declared, find, find_built_ins, generated,
    has_built_ins, lists, plain, plains, planned, register,
};
use crate::check::programs::PlanOrReason;
use crate::profile::{RegistryClaim, Threads};
use crate::program::{Call, Program};

/// Each kind of call is made first, and the calls after it find everything.
pub fn the_first_call_finds_everything(claim: &RegistryClaim) -> PlanOrReason {
    has_built_ins(claim)?;
    let program = |first: Call| {
        let mut calls = vec![first];
        calls.extend(everything(claim));
        Program::sequence(plains(&["market"]), calls)
    };
    planned(first_calls(claim).into_iter().map(program).collect())
}

/// The first call registers a calendar under the name of a built-in one.
pub fn built_ins_precede_registrations(claim: &RegistryClaim) -> PlanOrReason {
    clash_with_built_ins(claim)?;
    let mut programs = Vec::new();
    for name in built_in_names(claim) {
        let as_first = (plain(name.clone()), vec!["week".into()]);
        let as_alias = (plain("market"), vec![name.clone()]);
        for (backend, aliases) in [as_first, as_alias] {
            let mut calls = vec![Call::Register(0, aliases), Call::Find(name.clone())];
            calls.extend(["market", "week"].map(find));
            calls.extend(lists(claim));
            programs.push(Program::sequence(vec![backend], calls));
        }
    }
    planned(programs)
}

/// Several threads make the first call at once, each a different one, and each finds everything.
pub fn many_first_calls_find_everything(claim: &RegistryClaim) -> PlanOrReason {
    has_built_ins(claim)?;
    let threads = declared(claim.profile.threads, "from how many threads it may be used")?;
    if threads != Threads::Safe {
        return Err("the first call may not be made from several threads".to_owned());
    }
    let firsts = first_calls(claim);
    let everything = everything(claim);
    let all = everything.clone();
    let most = everything.len().min(3);
    let others = subsequence(everything, 0..=most);
    let thread = (any::<Index>(), others).prop_map(move |(first, others)| {
        let mut calls = vec![first.get(&firsts).clone()];
        calls.extend(others);
        calls
    });
    let programs = prop::collection::vec(thread, 2..5).prop_map(move |mut threads| {
        // Not registering the same calendar twice, which other checks are about.
        let mut registers = 0;
        for call in threads.iter_mut().flatten() {
            if let Call::Register(backend, _) = call {
                *backend = registers;
                registers += 1;
            }
        }
        let backends = ["market", "fair", "week", "feast"].map(plain).to_vec();
        Program { backends, threads, after: all.clone(), ..Program::default() }
    });
    Ok(generated(programs.boxed()))
}

/// One call of every kind that the registry declares.
fn first_calls(claim: &RegistryClaim) -> Vec<Call> {
    let mut calls = lists(claim);
    calls.extend(built_in_names(claim).next().cloned().map(Call::Find));
    let last = claim.built_in.last().and_then(|names| names.last());
    calls.extend(last.cloned().map(Call::Find));
    calls.push(find("nobody"));
    if claim.profile.ids == Some(crate::profile::Ids::Unique) {
        calls.push(Call::FindId(-1));
    }
    if can_register(claim).is_ok() {
        calls.push(register(0, &[]));
    }
    calls
}

/// Lists everything, and finds each name of the built-in calendars.
fn everything(claim: &RegistryClaim) -> Vec<Call> {
    lists(claim).into_iter().chain(find_built_ins(claim)).collect()
}
