//! A calendar that is not what it should be does no harm to a registry.

use super::building_blocks::{
    can_make, clash, clash_with_built_ins, find, judged, plain, planned, register, whole_view,
};
use crate::check::programs::PlanOrReason;
use crate::history;
use crate::model::Model;
use crate::profile::{Clash, RegistryClaim};
use crate::program::{Backend, Behaviour, BehaviourKind, Call, History, Program};
use crate::verdict::Verdict;

/// A calendar breaks when it is asked its name: it is not there, and its names are for others.
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

/// A calendar says one name and then another: it stands under one of them.
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

/// One of the calendar's names explains everything, the first or the second; or it was refused.
fn one_name_explains(model: &Model<'_>, history: &History) -> Verdict {
    let by_the_first = history::explained(model, history);
    if by_the_first.is_ok() {
        return Ok(());
    }
    let mut second = model.program().clone();
    for backend in &mut second.backends {
        if let Behaviour::ThenSays(name) = &backend.behaviour {
            // It still says now this and now that, so it may call itself anything.
            backend.name = name.clone();
        }
    }
    history::explained(&Model::new(model.claim(), &second), history).or(by_the_first)
}

/// A calendar asks for what is not there, and for itself by an id, when it is asked its name for
/// the second time after it broke once: whoever comes next is served.
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
