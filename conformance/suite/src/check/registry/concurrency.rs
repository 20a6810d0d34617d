//! Calls from several threads at once are as if they had come one after another.

use proptest::prelude::*;

use super::building_blocks::{
    before_threads, can_make, can_register, clash, find, find_built_ins, generated, judged, lists,
    may_reenter, plain, plains, register,
};
use super::generated::parallel;
use crate::check::programs::Plan;
use crate::history;
use crate::model::Model;
use crate::profile::RegistryClaim;
use crate::program::{Backend, Behaviour, BehaviourKind, Call, History, Place, Program, Record};
use crate::verdict::{Verdict, ensure};

/// Any calls from two to four threads: some order of them explains every answer.
pub fn histories_are_linearizable(claim: &RegistryClaim) -> Plan {
    let first = before_threads(claim)?;
    Ok(generated(parallel(claim, first)))
}

/// Several threads register calendars under one name, as their first or as an alias: it goes to one
/// of them, as is declared.
pub fn one_of_several_registrations_wins_the_name(claim: &RegistryClaim) -> Plan {
    clash(claim)?;
    let before = before_threads(claim)?;
    let own = ["market", "week", "fair", "feast"];
    let mut after: Vec<Call> = own.map(find).to_vec();
    after.extend(lists(claim));
    let wanted = (any::<bool>(), any::<bool>());
    let programs = prop::collection::vec(wanted, 2..5).prop_map(move |wanted| {
        let (mut backends, mut threads) = (Vec::new(), Vec::new());
        for (backend, (is_first, looks)) in wanted.into_iter().enumerate() {
            let name = if is_first { "market" } else { own[backend] };
            backends.push(plain(name));
            let mut calls = vec![register(backend, if is_first { &[] } else { &["market"] })];
            calls.extend(looks.then(|| find("market")));
            threads.push(calls);
        }
        Program { backends, before: before.clone(), threads, after: after.clone(), locale: None }
    });
    Ok(generated(programs.boxed()))
}

/// Some threads register calendars while others list: no list lacks what was there before it, or
/// has anything twice or in part.
pub fn listings_are_as_declared_during_registrations(claim: &RegistryClaim) -> Plan {
    can_register(claim)?;
    let before = before_threads(claim)?;
    let lists = lists(claim);
    if lists.is_empty() {
        return Err("nothing is listed".to_owned());
    }
    let listed = prop::collection::vec(prop::sample::select(lists.clone()), 1..5);
    let readers = prop::collection::vec(listed, 1..3);
    let programs = (readers, 1..4_usize).prop_map(move |(readers, aliases)| {
        let names = ["market", "week", "fair", "feast"];
        let of = |backend: usize| -> Call {
            let aliases = (0..aliases).map(|alias| format!("{}-{alias}", names[backend]).into());
            Call::Register(backend, aliases.collect())
        };
        let writers = [vec![of(0), of(1)], vec![of(2), of(3)]];
        let threads = writers.into_iter().chain(readers).collect();
        let after = lists.clone();
        Program { backends: plains(&names), before: before.clone(), threads, after, locale: None }
    });
    Ok(generated(programs.boxed()))
}

/// A calendar says its name only when another thread's call has returned: there is one that does.
///
/// It is asked only of registries whose calendars may ask them back: a calendar that may ask may
/// wait for another thread that does.
pub fn a_slow_registration_blocks_no_lookup(claim: &RegistryClaim) -> Plan {
    can_make(claim, BehaviourKind::Waits, "wait")?;
    may_reenter(claim)?;
    let mut before = before_threads(claim)?;
    let slow = Backend { name: "slow".into(), conduct: Behaviour::Waits };
    before.push(register(1, &[]));
    let mut looks = lists(claim);
    looks.extend(find_built_ins(claim).take(1));
    looks.extend([find("market"), find("nobody"), find("slow")]);
    // Who comes first is chance, so it is tried with more calls, and in the other order.
    let programs = |look: Call| {
        let register = vec![register(0, &["week"])];
        let threads =
            [vec![register.clone(), vec![look.clone()]], vec![vec![look; 4], register.clone()]];
        threads.map(|threads| Program {
            backends: vec![slow.clone(), plain("market"), plain("fair")],
            before: before.clone(),
            threads,
            after: ["slow", "week", "market"].map(find).to_vec(),
            locale: None,
        })
    };
    judged(looks.into_iter().flat_map(programs).collect(), others_returned_meanwhile)
}

/// The judgement of the model; and where a call of the other thread ended after the slow registration
/// had begun, one of them ended before it.
fn others_returned_meanwhile(model: &Model<'_>, history: &History) -> Verdict {
    history::explained(model, history)?;
    let is_slow = |record: &&Record| matches!(record.call, Call::Register(0, _));
    let Some(slow) = history.records.iter().find(is_slow) else { return Ok(()) };
    let end = |record: &Record| record.returned.as_ref().map(|(at, _)| *at);
    let in_threads = |record: &&Record| matches!(record.place, Place::Thread(..));
    let others = history.records.iter().filter(in_threads).filter(|record| !is_slow(record));
    let first = others.filter_map(end).filter(|end| *end > slow.called).min();
    let (Some(first), Some(slow)) = (first, end(slow)) else { return Ok(()) };
    ensure(first < slow, || {
        "no call returned while a calendar took its time to say its name".to_owned()
    })
}
