//! Programs from proptest: few names, so that they clash often, and only calls and behaviours that
//! the profile declares.

use std::collections::BTreeSet;
use std::ops::Range;

use proptest::prelude::*;
use proptest::sample::select;

use super::building_blocks::{
    can_make, can_register, can_unregister, clash, clash_with_built_ins, has_ids, lists, may_ask,
    mixed, plain, swapped,
};
use crate::profile::{RegistryClaim, SameBackend};
use crate::program::{Backend, Behaviour, BehaviourKind, Call, Name, Program};

/// Number of users' calendars in a program.
const BACKENDS: usize = 4;

/// Their names.
const NAMES: [&str; 4] = ["market", "week", "fair", "feast"];

/// Programs of one thread.
pub fn sequences(claim: &RegistryClaim) -> BoxedStrategy<Program> {
    let claim = claim.clone();
    let backends = prop::collection::vec(backend(&claim), BACKENDS);
    let calls = prop::collection::vec(call(&claim, true), 1..24);
    (backends, calls)
        .prop_map(move |(backends, calls)| unlocked(&claim, Program::sequence(backends, calls)))
        .boxed()
}

/// Programs of two to four threads, preceded by `first` and followed by calls that list and find
/// everything.
pub fn parallel(claim: &RegistryClaim, first: Vec<Call>) -> BoxedStrategy<Program> {
    let claim = claim.clone();
    let backends = prop::collection::vec(name(&claim).prop_map(plain), BACKENDS);
    // If a calendar can have a second id, which id a thread asks for would depend on earlier
    // responses.
    let call = call(&claim, can_unregister(&claim).is_err());
    let calls = |range: Range<usize>| prop::collection::vec(call.clone(), range);
    let threads = prop::collection::vec(calls(1..6), 2..5);
    (backends, calls(0..4), threads)
        .prop_map(move |(backends, before, threads)| {
            let before = first.iter().cloned().chain(before).collect();
            let after = lists(&claim).into_iter().chain(NAMES.map(|name| Call::Find(name.into())));
            let after = after.collect();
            unlocked(&claim, Program { backends, before, threads, after, ..Program::default() })
        })
        .boxed()
}

/// A call that the profile declares.
fn call(claim: &RegistryClaim, by_ids: bool) -> BoxedStrategy<Call> {
    let name = || name(claim);
    let mut kinds = vec![(4, name().prop_map(Call::Find).boxed())];
    if can_register(claim).is_ok() {
        let aliases = prop::collection::vec(name(), 0..3);
        let register =
            (0..BACKENDS, aliases).prop_map(|(backend, names)| Call::Register(backend, names));
        kinds.push((4, register.boxed()));
        if by_ids && has_ids(claim).is_ok() {
            kinds.push((2, (0..BACKENDS).prop_map(Call::FindIdOf).boxed()));
        }
    }
    if can_unregister(claim).is_ok() && claim.profile.same_backend != Some(SameBackend::SecondId) {
        kinds.push((2, name().prop_map(Call::Unregister).boxed()));
    }
    let lists = lists(claim);
    if !lists.is_empty() {
        kinds.push((1, select(lists).boxed()));
    }
    prop::strategy::Union::new_weighted(kinds).boxed()
}

/// One of few names, users' or built-in, in any case if the profile declares its folding.
fn name(claim: &RegistryClaim) -> BoxedStrategy<Name> {
    let mut names: Vec<Name> = NAMES.map(Name::from).to_vec();
    names.extend(claim.built_in.iter().take(2).flatten().take(3).cloned());
    if claim.profile.folding.is_some() {
        let others: Vec<Name> =
            names.iter().flat_map(|name| [mixed(name), swapped(name)]).collect();
        names.extend(others);
    }
    select(names).boxed()
}

/// A user's calendar, which may panic or call the registry if the profile and the adapter allow it.
fn backend(claim: &RegistryClaim) -> BoxedStrategy<Backend> {
    let mut conducts = vec![(8, Just(Behaviour::Plain).boxed())];
    if can_make(claim, BehaviourKind::Panics, "break").is_ok() {
        conducts.push((1, Just(Behaviour::Panics).boxed()));
    }
    if can_make(claim, BehaviourKind::ThenSays, "change their name").is_ok() {
        conducts.push((1, name(claim).prop_map(Behaviour::ThenSays).boxed()));
    }
    if may_ask(claim).is_ok() {
        let find = name(claim).prop_map(|name| Behaviour::Asks(Box::new(Call::Find(name))));
        conducts.push((1, find.boxed()));
    }
    (name(claim), prop::strategy::Union::new_weighted(conducts))
        .prop_map(|(name, behaviour)| Backend { name, behaviour })
        .boxed()
}

/// The program without what the profile leaves undeclared. A calendar is registered only once
/// unless the profile declares what a second registration does, and its names are made unique
/// unless the profile declares how clashes are resolved. A calendar that changes its name is always
/// registered only once, since a registry may identify calendars by their names.
fn unlocked(claim: &RegistryClaim, mut program: Program) -> Program {
    let own = |place: usize, name: &mut Name| {
        let text = format!("{}-{place}", name.lossy());
        *name = Name::from(text);
    };
    let rename = |name: &Name| {
        let shared = clash(claim).is_ok();
        let of_system = is_built_in(claim, name);
        !shared || (of_system && clash_with_built_ins(claim).is_err())
    };
    for (place, backend) in program.backends.iter_mut().enumerate() {
        let other = match &mut backend.behaviour {
            Behaviour::ThenSays(other) => Some(other),
            _ => None,
        };
        for name in [&mut backend.name].into_iter().chain(other) {
            if rename(name) {
                own(place, name);
            }
        }
    }
    let is_open = claim.profile.same_backend.is_none();
    let once = program.backends.iter().map(|own| is_open || own.behaviour.other_name().is_some());
    let once: Vec<bool> = once.collect();
    let mut registered = BTreeSet::new();
    let threads = program.threads.iter_mut();
    for calls in [&mut program.before].into_iter().chain(threads).chain([&mut program.after]) {
        calls.retain_mut(|call| {
            let Call::Register(backend, aliases) = call else { return true };
            for alias in aliases {
                if rename(alias) {
                    own(*backend, alias);
                }
            }
            registered.insert(*backend) || once.get(*backend) == Some(&false)
        });
    }
    program
}

fn is_built_in(claim: &RegistryClaim, name: &Name) -> bool {
    claim
        .built_in
        .iter()
        .flatten()
        .any(|of_system| of_system.bytes().eq_ignore_ascii_case(name.bytes()))
}
