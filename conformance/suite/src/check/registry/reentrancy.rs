//! A calendar may call the registry that calls it.

use super::building_blocks::{
    can_make, can_unregister, clash, counts_drops, find, find_built_ins, has_ids, judged, lists,
    may_ask, may_reenter, plain, planned, register, whole_view,
};
use crate::check::programs::PlanOrReason;
use crate::history;
use crate::model::Model;
use crate::profile::RegistryClaim;
use crate::program::{Backend, Behaviour, BehaviourKind, Call, History, Place, Program};
use crate::verdict::{Objection, Status, Verdict};

/// A calendar makes a re-entrant query while it is being registered, and gets a response.
pub fn a_calendar_may_query_while_being_registered(claim: &RegistryClaim) -> PlanOrReason {
    may_ask(claim)?;
    let mut questions = lists(claim);
    questions.extend(find_built_ins(claim).take(1));
    questions.extend([find("market"), find("nobody")]);
    if has_ids(claim).is_ok() {
        questions.extend([Call::FindIdOf(0), Call::FindId(-1)]);
    }
    asking(claim, questions, &["week"])
}

/// A calendar looks itself up while it is being registered: it is absent, or complete.
pub fn a_calendar_never_sees_itself_half_registered(claim: &RegistryClaim) -> PlanOrReason {
    may_ask(claim)?;
    let mut questions = lists(claim);
    questions.extend(["asking", "week", "weekly"].map(find));
    if has_ids(claim).is_ok() {
        questions.push(Call::FindIdOf(1));
    }
    asking(claim, questions, &["week", "weekly"])
}

/// A calendar registers another while it is being registered, under other names and under its own.
pub fn a_calendar_may_register_another(claim: &RegistryClaim) -> PlanOrReason {
    may_ask(claim)?;
    let mut others = vec![register(2, &[]), register(2, &["feast"])];
    if clash(claim).is_ok() {
        others.extend([register(2, &["week"]), register(2, &["asking"])]);
    }
    asking(claim, others, &["week"])
}

/// A calendar unregisters another while it is being registered.
pub fn a_calendar_may_unregister_another(claim: &RegistryClaim) -> PlanOrReason {
    may_ask(claim)?;
    can_unregister(claim)?;
    asking(
        claim,
        vec![Call::Unregister("market".into()), Call::Unregister("nobody".into())],
        &["week"],
    )
}

/// An unregistered calendar makes a query while it is dropped, and gets a response.
pub fn a_calendar_may_query_while_being_dropped(claim: &RegistryClaim) -> PlanOrReason {
    can_make(claim, BehaviourKind::AsksWhenDropped, "ask when they are dropped")?;
    may_reenter(claim)?;
    counts_drops(claim)?;
    can_unregister(claim)?;
    let mut questions = lists(claim);
    questions.extend([find("market"), find("asking"), register(2, &[])]);
    let program = |question: Call| {
        let behaviour = Behaviour::AsksWhenDropped(Box::new(question));
        let backends =
            vec![plain("market"), Backend { name: "asking".into(), behaviour }, plain("fair")];
        let mut calls = vec![register(0, &[]), register(1, &["week"])];
        calls.push(Call::Unregister("asking".into()));
        calls.extend(whole_view(claim, &["market", "asking", "week", "fair"], 1));
        Program::sequence(backends, calls)
    };
    planned(questions.into_iter().map(program).collect())
}

/// Programs that register one calendar, then a second one that makes the call `question` when it is
/// asked for its name, and then look at everything.
fn asking(claim: &RegistryClaim, questions: Vec<Call>, aliases: &[&str]) -> PlanOrReason {
    let program = |question: Call| {
        let behaviour = Behaviour::Asks(Box::new(question));
        let backends =
            vec![plain("market"), Backend { name: "asking".into(), behaviour }, plain("fair")];
        let mut calls = vec![register(0, &[]), register(1, aliases)];
        let names = ["market", "asking", "week", "weekly", "fair", "feast"];
        calls.extend(whole_view(claim, &names, 3));
        Program::sequence(backends, calls)
    };
    judged(questions.into_iter().map(program).collect(), asked_and_explained)
}

/// The judgement of the model, if the calendar was called at all.
fn asked_and_explained(model: &Model<'_>, history: &History) -> Verdict {
    history::explained(model, history)?;
    if history.records.iter().any(|record| matches!(record.place, Place::Inside(_))) {
        return Ok(());
    }
    Err(Objection::new(Status::Unsupported, "the registry never called the calendar"))
}
