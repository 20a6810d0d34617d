//! Registration is all or nothing, and existing calendars are kept.

use super::building_blocks::{
    can_make, can_register, can_unregister, clash, clash_with_built_ins, declared, find,
    find_built_ins, generated, has_ids, judged, lists, mixed, plain, plains, planned, register,
    whole_view,
};
use super::generated::sequences;
use crate::check::programs::{PlanOrReason, Programs};
use crate::history;
use crate::model::Model;
use crate::profile::{BuiltIns, Clash, EmptyName, NameLimit, RegistryClaim, SameBackend};
use crate::program::{
    Backend, Behaviour, BehaviourKind, CalendarRef, Call, History, Name, Program, Record, Response,
};
use crate::verdict::{Objection, Verdict, ensure};

/// Two users' calendars claim one name: as first names, as aliases, as one of many.
pub fn collisions_are_resolved_as_declared(claim: &RegistryClaim) -> PlanOrReason {
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

/// A user's calendar claims the name of a built-in one, before and after the first lookup.
pub fn built_ins_keep_their_names(claim: &RegistryClaim) -> PlanOrReason {
    if clash_with_built_ins(claim)? == BuiltIns::Replaceable && clash(claim)? == Clash::LastWins {
        return Err("built-in calendars can be replaced".to_owned());
    }
    let mut programs = Vec::new();
    for names in &claim.built_in {
        for (place, name) in names.iter().enumerate() {
            let as_first =
                Program::sequence(vec![plain(name.clone())], vec![register(0, &["week"])]);
            let aliases = vec!["week".into(), name.clone()];
            let as_alias = Program::sequence(plains(&["market"]), vec![Call::Register(0, aliases)]);
            for mut program in [as_first, as_alias] {
                // In registries that create built-in calendars on first use, a lookup creates them.
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

/// After a refused registration, everything is as before.
pub fn failure_changes_nothing(claim: &RegistryClaim) -> PlanOrReason {
    can_register(claim)?;
    let names = ["market", "week", "fair", "feast", "harvest"];
    let view = whole_view(claim, &names, 3);
    let mut programs = Vec::new();
    for (backend, call) in refused(claim) {
        let mut calls = vec![register(0, &["week"])];
        calls.extend(view.clone());
        calls.push(call);
        calls.extend(view.clone());
        // If the registration was refused, this name is free; if not, it is taken and the two
        // clash.
        if clash(claim).is_ok() {
            calls.push(register(2, &["feast"]));
            calls.extend(view.clone());
        }
        programs.push(Program::sequence(vec![plain("market"), backend, plain("fair")], calls));
    }
    planned(programs)
}

/// The second calendar of a program, and a registration of it or of the first one that is or may be
/// refused, after a calendar was registered as *market* and *week*.
pub(super) fn refused(claim: &RegistryClaim) -> Vec<(Backend, Call)> {
    let named = |first: &str, aliases: Vec<Name>| (plain(first), Call::Register(1, aliases));
    let with = |name: Name| named("harvest", vec!["feast".into(), name]);
    let mut refused = Vec::new();
    if clash(claim) == Ok(Clash::RejectWhole) {
        refused.push(with("week".into()));
        refused.push(named("week", vec!["feast".into(), "harvest".into()]));
        if clash_with_built_ins(claim).is_ok() {
            let built_in = claim.built_in.iter().filter_map(|names| names.last());
            refused.extend(built_in.take(2).cloned().map(with));
        }
    }
    if let Some(NameLimit::Bytes(limit @ 1..65_536)) = claim.profile.name_limit {
        refused.push(with(Name::from("x".repeat(limit as usize + 1))));
    }
    if claim.profile.empty_name == Some(EmptyName::Refused) {
        refused.push(with("".into()));
    }
    if claim.profile.same_backend == Some(SameBackend::Refused) {
        refused.push((plain("harvest"), register(0, &["feast", "harvest"])));
    }
    if clash(claim) == Ok(Clash::RejectWhole) && clash_with_built_ins(claim).is_ok() {
        let built_in = claim.built_in.iter().filter_map(|names| names.first());
        let as_first = |name: &Name| (plain(name.clone()), register(1, &["feast", "harvest"]));
        refused.extend(built_in.take(1).map(as_first));
    }
    // Nothing declares whether these are refused.
    refused.extend(["two\0parts", "line\n", " space"].map(|odd| with(odd.into())));
    refused.push(with("feast".into()));
    refused
}

/// A calendar has the same name twice: as first name and alias, or as two aliases.
pub fn duplicate_names_count_once(claim: &RegistryClaim) -> PlanOrReason {
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

/// A calendar is registered a second time, under the same names and under others.
pub fn registering_again_is_handled_as_declared(claim: &RegistryClaim) -> PlanOrReason {
    can_register(claim)?;
    let program = |aliases: &&[&str]| {
        let mut calls = vec![register(0, &["week"]), register(0, aliases)];
        calls.extend(whole_view(claim, &["market", "week", "feast"], 1));
        Program::sequence(plains(&["market"]), calls)
    };
    let programs = [&["week"][..], &[], &["feast"]].iter().map(program).collect();
    judged(programs, ids_go_with_registrations)
}

/// The judgement of the model. In addition, the second registration of a calendar returns the same
/// id or a new one, as declared.
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

/// Calendars are registered one after another, some are refused, and each keeps an id of its own.
pub fn ids_are_unique_and_stable(claim: &RegistryClaim) -> PlanOrReason {
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

/// A calendar is unregistered by any of its names: all of them become free, and other calendars
/// stay.
pub fn unregistered_calendars_are_gone(claim: &RegistryClaim) -> PlanOrReason {
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
    let mut programs = ["market", "week", "weekly"].map(program).to_vec();
    programs.push(of_many_names(claim));
    programs.push(of_a_later_owner(claim));
    programs.push(of_many_turns(claim));
    programs.extend(under_another_name(claim));
    judged(programs, called_by_names_that_lead)
}

/// The judgement of the model. In addition, a calendar that was unregistered and registered again
/// under another name must not report a name by which it cannot be found.
fn called_by_names_that_lead(model: &Model<'_>, history: &History) -> Verdict {
    history::explained(model, history)?;
    let is_change =
        |record: &Record| matches!(record.call, Call::Register(..) | Call::Unregister(_));
    let last = history.records.iter().rposition(is_change).unwrap_or_default();
    let since = &history.records[last..];
    let leads_nowhere = |name: &Name| {
        since.iter().any(|record| {
            let is_refused = matches!(record.returned, Some((_, Response::Refused(_))));
            matches!(&record.call, Call::Find(it) if model.key(it) == model.key(name)) && is_refused
        })
    };
    let changes = |which: &CalendarRef| match which {
        CalendarRef::Backend(place) => {
            let backend = model.program().backends.get(*place);
            backend.is_some_and(|backend| backend.behaviour.other_name().is_some())
        }
        CalendarRef::BuiltIn(_) => false,
    };
    for record in since {
        let Some((_, Response::Found(seen))) = &record.returned else { continue };
        let stale = seen.name.as_ref().filter(|name| changes(&seen.which) && leads_nowhere(name));
        ensure(stale.is_none(), || {
            format!("it reports a name by which it cannot be found: {record}")
        })?;
    }
    Ok(())
}

/// A calendar has many names; after it is unregistered, none of them finds it, and another calendar
/// can take them all.
fn of_many_names(claim: &RegistryClaim) -> Program {
    let names: Vec<Name> = (0..MANY_NAMES).map(|place| format!("n{place}").into()).collect();
    let mut calls = vec![Call::Register(0, names.clone()), Call::Unregister("market".into())];
    calls.extend(names.iter().cloned().map(Call::Find));
    calls.extend(lists(claim));
    calls.push(Call::Register(1, names.clone()));
    calls.extend(names.into_iter().map(Call::Find));
    Program::sequence(plains(&["market", "fair"]), calls)
}

/// A calendar comes and goes many times: what comes then has all its names.
fn of_many_turns(claim: &RegistryClaim) -> Program {
    let names = ["market", "week", "fair", "feast"];
    let turn = [register(0, &["week"]), Call::Unregister("market".into())];
    let mut calls: Vec<Call> = turn.iter().cycle().take(2 * MANY_NAMES).cloned().collect();
    calls.push(register(1, &["week", "feast"]));
    calls.extend(names.map(find));
    calls.extend(lists(claim));
    Program::sequence(plains(&["market", "fair"]), calls)
}

/// A name by which a calendar was unregistered becomes that of the next, which is unregistered by it.
fn of_a_later_owner(claim: &RegistryClaim) -> Program {
    let names = ["market", "week", "fair", "feast"];
    let mut calls = Vec::new();
    for (place, name) in [(0, "week"), (1, "week"), (2, "feast")] {
        calls.push(register(place, &["week", "feast"]));
        calls.extend(names.map(find));
        calls.push(Call::Unregister(name.into()));
        calls.extend(names.map(find));
    }
    calls.extend(lists(claim));
    Program::sequence(plains(&["market", "fair", "market"]), calls)
}

/// More names than calendars usually have.
const MANY_NAMES: usize = 40;

/// A calendar is unregistered, and registered again under another name: it reports that name, and
/// is found by it.
fn under_another_name(claim: &RegistryClaim) -> Option<Program> {
    can_make(claim, BehaviourKind::ThenSays, "give another name the second time").ok()?;
    let backend = Backend { name: "market".into(), behaviour: Behaviour::ThenSays("fair".into()) };
    let mut calls = vec![register(0, &["week"]), find("week"), Call::Unregister("week".into())];
    calls.push(register(0, &["week"]));
    calls.extend(["week", "market", "fair"].map(find));
    calls.extend(lists(claim));
    Some(Program::sequence(vec![backend], calls))
}

/// More calendars are registered than 8 bits or 16 bits can count: each is found by its own name
/// and its own id.
pub fn many_calendars_are_kept_apart(claim: &RegistryClaim) -> PlanOrReason {
    can_register(claim)?;
    if let Some(NameLimit::Bytes(0..6)) = claim.profile.name_limit {
        return Err("names are too short for there to be many".to_owned());
    }
    let thorough: Option<fn() -> Vec<Program>> = Some(match has_ids(claim) {
        Ok(()) => || vec![so_many(MORE_THAN_16_BITS, true)],
        Err(_) => || vec![so_many(MORE_THAN_16_BITS, false)],
    });
    let programs = planned(vec![so_many(MORE_THAN_A_BYTE, has_ids(claim).is_ok())])?;
    Ok(Programs { thorough, ..programs })
}

/// More than 8 bits can count, even without the built-in calendars.
const MORE_THAN_A_BYTE: usize = 300;

/// More than 16 bits can count. Too many for an adapter: the shortest backend and the shortest call
/// to register it take 40 bytes together, and a line has room for 32.
const MORE_THAN_16_BITS: usize = (1 << 16) + 100;

/// Registers `count` calendars and looks up some of them, including the first and the last.
fn so_many(count: usize, by_ids: bool) -> Program {
    let name = |place: usize| Name::from(format!("n{place:x}"));
    let mut calls: Vec<Call> = (0..count).map(|place| Call::Register(place, vec![])).collect();
    let step = (count / 300).max(1);
    for place in (0..count).step_by(step).chain([count - 1]) {
        calls.push(Call::Find(name(place)));
        calls.extend(by_ids.then_some(Call::FindIdOf(place)));
    }
    Program::sequence((0..count).map(|place| plain(name(place))).collect(), calls)
}

/// After a calendar is unregistered, its id is never used again.
pub fn ids_are_never_reused(claim: &RegistryClaim) -> PlanOrReason {
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

/// Arbitrary sequential calls get the responses of the model.
pub fn any_sequence_of_calls(claim: &RegistryClaim) -> PlanOrReason {
    declared(claim.profile.open, "whether calendars can be registered")?;
    Ok(generated(sequences(claim)))
}
