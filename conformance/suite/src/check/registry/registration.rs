//! A calendar enters whole or not at all, and what is there stays.

use super::building_blocks::{
    can_register, can_unregister, clash, clash_with_built_ins, declared, find, find_built_ins,
    generated, has_ids, judged, lists, mixed, plain, plains, planned, register, whole_view,
};
use super::generated::sequences;
use crate::check::programs::Plan;
use crate::history;
use crate::model::Model;
use crate::profile::{BuiltIns, Clash, NameLimit, RegistryClaim, SameBackend};
use crate::program::{Call, History, Name, Program, Response};
use crate::verdict::{Objection, Verdict};

/// Two calendars of users want one name: as their first, as an alias, as one of many.
pub fn collisions_are_resolved_as_declared(claim: &RegistryClaim) -> Plan {
    clash(claim)?;
    let names = ["market", "week", "weekly", "fair", "feast"];
    let second = [
        ("fair", &["market"][..]),
        ("fair", &["week", "feast"]),
        ("fair", &["feast", "weekly"]),
        ("week", &[]),
        ("market", &[]),
        ("market", &["feast"]),
        ("weekly", &["week", "market"]),
    ];
    let program = |(first, aliases): (&str, &[&str])| {
        let mut calls = vec![register(0, &["week", "weekly"]), register(1, aliases)];
        calls.extend(whole_view(claim, &names, 2));
        Program::sequence(plains(&["market", first]), calls)
    };
    planned(second.into_iter().map(program).collect())
}

/// A calendar of a user wants a name of one of the system's, before and after anybody looked.
pub fn built_ins_keep_their_names(claim: &RegistryClaim) -> Plan {
    if clash_with_built_ins(claim)? == BuiltIns::Replaceable && clash(claim)? == Clash::LastWins {
        return Err("calendars of the system can be replaced".to_owned());
    }
    let mut programs = Vec::new();
    for names in &claim.built_in {
        for (place, name) in names.iter().enumerate() {
            let as_first =
                Program::sequence(vec![plain(name.clone())], vec![register(0, &["week"])]);
            let aliases = vec!["week".into(), name.clone()];
            let as_alias = Program::sequence(plains(&["market"]), vec![Call::Register(0, aliases)]);
            for mut program in [as_first, as_alias] {
                // Looking first makes the system's calendars, where they are made on first use.
                if place == 0 {
                    program.before.insert(0, Call::Find(name.clone()));
                }
                program.before.extend(names.iter().cloned().map(Call::Find));
                program.before.extend(["week", "market"].map(find));
                program.before.extend(lists(claim));
                programs.push(program);
            }
        }
    }
    planned(programs)
}

/// A registration is refused, and everything is as it was.
pub fn failure_changes_nothing(claim: &RegistryClaim) -> Plan {
    can_register(claim)?;
    let names = ["market", "week", "fair", "feast", "harvest"];
    let view = whole_view(claim, &names, 3);
    let mut programs = Vec::new();
    for (backend, aliases) in refused(claim) {
        let mut calls = vec![register(0, &["week"])];
        calls.extend(view.clone());
        calls.push(Call::Register(1, aliases));
        calls.extend(view.clone());
        // What was refused holds no name against others.
        calls.push(register(2, &["feast"]));
        calls.extend(view.clone());
        programs
            .push(Program::sequence(vec![plain("market"), plain(backend), plain("fair")], calls));
    }
    if programs.is_empty() {
        return Err("it declares no reason to refuse a registration".to_owned());
    }
    planned(programs)
}

/// First names and aliases for which a registration is refused, after one as *market* and *week*.
fn refused(claim: &RegistryClaim) -> Vec<(Name, Vec<Name>)> {
    let mut refused: Vec<(Name, Vec<Name>)> = Vec::new();
    if clash(claim) == Ok(Clash::RejectWhole) {
        refused.push(("harvest".into(), vec!["feast".into(), "week".into()]));
        refused.push(("week".into(), vec!["feast".into(), "harvest".into()]));
        let built_in = claim.built_in.iter().filter_map(|names| names.last());
        if clash_with_built_ins(claim).is_ok() {
            let last = |name: &Name| ("harvest".into(), vec!["feast".into(), name.clone()]);
            refused.extend(built_in.take(2).map(last));
        }
    }
    if let Some(NameLimit::Bytes(limit @ 1..65_536)) = claim.profile.name_limit {
        let long = Name::from("x".repeat(limit as usize + 1));
        refused.push(("harvest".into(), vec!["feast".into(), long]));
    }
    if claim.profile.empty_name == Some(crate::profile::EmptyName::Refused) {
        refused.push(("harvest".into(), vec!["feast".into(), "".into()]));
    }
    refused
}

/// A calendar has a name twice: as its first and as an alias, or as two aliases.
pub fn duplicate_names_count_once(claim: &RegistryClaim) -> Plan {
    can_register(claim)?;
    let mut twice: Vec<Vec<Name>> = vec![vec!["market".into()], vec!["week".into(); 2]];
    if claim.profile.folding.is_some() {
        twice.push(vec![mixed(&"market".into())]);
        twice.push(vec!["week".into(), mixed(&"week".into())]);
    }
    let program = |aliases: Vec<Name>| {
        let mut calls = vec![Call::Register(0, aliases), find("market"), find("week")];
        calls.extend(lists(claim));
        Program::sequence(plains(&["market"]), calls)
    };
    planned(twice.into_iter().map(program).collect())
}

/// A calendar is registered, and registered again, under the same names and under others.
pub fn registering_again_is_handled_as_declared(claim: &RegistryClaim) -> Plan {
    can_register(claim)?;
    let program = |aliases: &&[&str]| {
        let mut calls = vec![register(0, &["week"]), register(0, aliases)];
        calls.extend(whole_view(claim, &["market", "week", "feast"], 1));
        Program::sequence(plains(&["market"]), calls)
    };
    let programs = [&["week"][..], &[], &["feast"]].iter().map(program).collect();
    judged(programs, ids_go_with_registrations)
}

/// The judgement of the model; and the second time a calendar has its own id again, or a new one,
/// as declared.
fn ids_go_with_registrations(model: &Model<'_>, history: &History) -> Verdict {
    history::explained(model, history)?;
    let mut given = history.records.iter().filter_map(|record| match &record.returned {
        Some((_, Response::Registered { id: Some(id), .. })) => Some((*id, record)),
        _ => None,
    });
    let (Some((first, _)), Some((second, record))) = (given.next(), given.next()) else {
        return Ok(());
    };
    if model.claim().profile.same_backend == Some(SameBackend::SameId) && first != second {
        let why = format!("the same calendar had the id {first} before: {record}");
        return Err(Objection::wrong(why));
    }
    Ok(())
}

/// Calendars come one after another, some are refused, and each has an id that stays its own.
pub fn ids_are_unique_and_stable(claim: &RegistryClaim) -> Plan {
    can_register(claim)?;
    has_ids(claim)?;
    let names = ["market", "fair", "week", "feast", "harvest", "vintage"];
    let mut calls: Vec<Call> = find_built_ins(claim).collect();
    for backend in 0..names.len() {
        calls.push(register(backend, &[]));
        if clash(claim) == Ok(Clash::RejectWhole) {
            calls.push(register(names.len(), &[names[backend]]));
        }
        calls.extend((0..=backend).map(Call::FindIdOf));
    }
    calls.extend(whole_view(claim, &names, names.len()));
    let backends = names.iter().chain(&["refused"]).map(|name| plain(*name)).collect();
    planned(vec![Program::sequence(backends, calls)])
}

/// A calendar is taken out by any of its names: all of them are free again, and others stay.
pub fn unregistered_calendars_are_gone(claim: &RegistryClaim) -> Plan {
    can_unregister(claim)?;
    let names = ["market", "week", "weekly", "fair", "feast"];
    let view = whole_view(claim, &names, 3);
    let program = |name: &str| {
        let mut calls = vec![register(0, &["week", "weekly"]), register(1, &["feast"])];
        calls.push(Call::Unregister(name.into()));
        calls.extend(view.clone());
        calls.push(Call::Unregister(name.into()));
        calls.push(register(2, &["market"]));
        calls.extend(view.clone());
        Program::sequence(plains(&["market", "fair", "week"]), calls)
    };
    planned(["market", "week", "weekly"].map(program).to_vec())
}

/// After a calendar was taken out nobody has its id, whoever comes next.
pub fn ids_are_never_reused(claim: &RegistryClaim) -> Plan {
    can_unregister(claim)?;
    has_ids(claim)?;
    let mut calls = vec![register(0, &[]), Call::FindIdOf(0)];
    calls.extend([Call::Unregister("market".into()), Call::FindIdOf(0)]);
    for backend in 1..4 {
        calls.extend([register(backend, &[]), Call::FindIdOf(backend), Call::FindIdOf(0)]);
    }
    calls.extend([Call::Unregister("week".into()), Call::FindIdOf(3)]);
    calls.extend([register(4, &[]), Call::FindIdOf(4), Call::FindIdOf(3), Call::FindIdOf(0)]);
    let names = ["market", "fair", "feast", "week", "market"];
    planned(vec![Program::sequence(plains(&names), calls)])
}

/// Any calls, one after another, are answered as the model of a registry answers them.
pub fn any_sequence_of_calls(claim: &RegistryClaim) -> Plan {
    declared(claim.profile.open, "whether calendars can be registered")?;
    Ok(generated(sequences(claim)))
}
