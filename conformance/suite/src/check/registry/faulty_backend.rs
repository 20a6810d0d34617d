//! A faulty calendar does no harm to a registry.

use super::building_blocks::{
    can_make, clash, clash_with_built_ins, find, judged, plain, planned, register, whole_view,
};
use crate::check::programs::PlanOrReason;
use crate::history;
use crate::model::Model;
use crate::profile::{Clash, RegistryClaim};
use crate::program::{Backend, Behaviour, BehaviourKind, Call, History, Program};
use crate::verdict::Verdict;

/// A calendar panics when it is asked for its name: it is not registered, and its names stay free.
pub fn a_failing_calendar_changes_nothing(claim: &RegistryClaim) -> PlanOrReason {
    can_make(claim, BehaviourKind::Panics, "break")?;
    let names = ["market", "breaks", "week", "fair"];
    let backends = vec![
        plain("market"),
        Backend { name: "breaks".into(), behaviour: Behaviour::Panics },
        plain("breaks"),
    ];
    let mut calls = vec![register(0, &[]), register(1, &["week"])];
    calls.extend(whole_view(claim, &names, 1));
    calls.extend([register(2, &["week", "fair"])]);
    calls.extend(whole_view(claim, &names, 3));
    let first = vec![register(1, &["week"]), find("breaks"), register(0, &[]), find("market")];
    planned(vec![Program::sequence(backends.clone(), calls), Program::sequence(backends, first)])
}

/// A calendar returns one name, then another: it is registered under one of them.
pub fn a_changing_name_is_registered_once(claim: &RegistryClaim) -> PlanOrReason {
    can_make(claim, BehaviourKind::ThenSays, "give another name the second time")?;
    let mut then = vec!["second".into()];
    if clash(claim) == Ok(Clash::RejectWhole) {
        then.push("market".into());
    }
    if clash_with_built_ins(claim).is_ok() {
        then.extend(claim.built_in.iter().filter_map(|names| names.first()).take(1).cloned());
    }
    let names = ["market", "first", "second", "week"];
    let program = |then| {
        let behaviour = Behaviour::ThenSays(then);
        let backends = vec![plain("market"), Backend { name: "first".into(), behaviour }];
        let mut calls = vec![register(0, &[]), register(1, &["week"])];
        calls.extend(whole_view(claim, &names, 2));
        Program::sequence(backends, calls)
    };
    judged(then.into_iter().map(program).collect(), one_name_explains)
}

/// Either name of the calendar, the first or the second, explains the whole history; or it was
/// refused.
fn one_name_explains(model: &Model<'_>, history: &History) -> Verdict {
    let by_the_first = history::explained(model, history);
    if by_the_first.is_ok() {
        return Ok(());
    }
    let mut second = model.program().clone();
    for backend in &mut second.backends {
        if let Behaviour::ThenSays(name) = &backend.behaviour {
            // Its answers still alternate, so the calendar may report either name.
            backend.name = name.clone();
        }
    }
    history::explained(&Model::new(model.claim(), &second), history).or(by_the_first)
}

/// Several calendars panic when they are asked for their names, between others that do not: the
/// registry keeps answering all later calls.
pub fn the_registry_survives_a_failing_calendar(claim: &RegistryClaim) -> PlanOrReason {
    can_make(claim, BehaviourKind::Panics, "break")?;
    let breaks = |name: &str| Backend { name: name.into(), behaviour: Behaviour::Panics };
    let backends =
        vec![breaks("one"), breaks("two"), plain("market"), breaks("three"), plain("fair")];
    let mut calls: Vec<Call> = Vec::new();
    for backend in 0..backends.len() {
        calls.push(register(backend, &[]));
        calls.extend(whole_view(claim, &["one", "market", "fair"], backend));
    }
    planned(vec![Program::sequence(backends, calls)])
}
