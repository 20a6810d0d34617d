//! Building blocks for programs, and the declarations that checks require of a claim.

use proptest::strategy::BoxedStrategy;

use crate::check::programs::{HistoryJudge, PlanOrReason, Programs};
use crate::history;
use crate::profile::{BuiltIns, Clash, Ids, Listing, Open, Reentrancy, RegistryClaim, Threads};
use crate::program::{Backend, Behaviour, BehaviourKind, Call, Name, Program};

/// Programs that are always run, judged by the model alone.
pub fn planned(programs: Vec<Program>) -> PlanOrReason {
    judged(programs, history::explained)
}

/// Programs that are always run, with their own judgement.
pub fn judged(programs: Vec<Program>, judge: HistoryJudge) -> PlanOrReason {
    if programs.iter().all(|program| program.calls().next().is_none()) {
        return Err("the profile declares nothing that this check needs".to_owned());
    }
    Ok(Programs { planned: programs, thorough: None, generated: None, judge })
}

/// Programs generated from the seed, judged by the model alone.
pub fn generated(programs: BoxedStrategy<Program>) -> Programs {
    let (planned, judge) = (Vec::new(), history::explained);
    Programs { planned, thorough: None, generated: Some(programs), judge }
}

/// The value of a profile field; an error if it is not declared.
pub fn declared<T>(field: Option<T>, what: &str) -> Result<T, String> {
    field.ok_or_else(|| format!("the profile does not say {what}"))
}

/// Requires that users can register calendars.
pub fn can_register(claim: &RegistryClaim) -> Result<(), String> {
    match declared(claim.profile.open, "whether calendars can be registered")? {
        Open::Register | Open::RegisterAndUnregister => Ok(()),
        _ => Err("no calendar can be registered".to_owned()),
    }
}

/// Requires that users can register and unregister calendars.
pub fn can_unregister(claim: &RegistryClaim) -> Result<(), String> {
    can_register(claim)?;
    match claim.profile.open {
        Some(Open::RegisterAndUnregister) => Ok(()),
        _ => Err("no calendar can be unregistered".to_owned()),
    }
}

/// How clashes between users' calendars are resolved; requires that users can register calendars.
pub fn clash(claim: &RegistryClaim) -> Result<Clash, String> {
    can_register(claim)?;
    declared(claim.profile.clash, "how a name collision is resolved")
}

/// How clashes with built-in calendars are resolved; requires that there are built-in calendars.
pub fn clash_with_built_ins(claim: &RegistryClaim) -> Result<BuiltIns, String> {
    clash(claim)?;
    has_built_ins(claim)?;
    declared(claim.profile.built_ins, "whether built-in calendars can be replaced")
}

/// Requires built-in calendars.
pub fn has_built_ins(claim: &RegistryClaim) -> Result<(), String> {
    match claim.built_in.iter().flatten().next() {
        Some(_) => Ok(()),
        None => Err("the registry has no built-in calendars".to_owned()),
    }
}

/// Requires that calendars have ids.
pub fn has_ids(claim: &RegistryClaim) -> Result<(), String> {
    match declared(claim.profile.ids, "whether calendars have ids")? {
        Ids::Unique => Ok(()),
        _ => Err("calendars have no ids".to_owned()),
    }
}

/// The calls to make before several threads start; requires that several threads are allowed.
pub fn before_threads(claim: &RegistryClaim) -> Result<Vec<Call>, String> {
    match declared(claim.profile.threads, "from how many threads it may be used")? {
        Threads::Safe => Ok(Vec::new()),
        Threads::SafeAfterPopulation => Ok(vec![find("nobody")]),
        _ => Err("it may be used from one thread".to_owned()),
    }
}

/// Requires that users' calendars can be given this behaviour.
pub fn can_make(claim: &RegistryClaim, behaviour: BehaviourKind, what: &str) -> Result<(), String> {
    can_register(claim)?;
    if claim.conducts.contains(&behaviour) {
        return Ok(());
    }
    Err(format!("the adapter has no calendars that {what}"))
}

/// Requires that a calendar may query the registry that calls it.
pub fn may_ask(claim: &RegistryClaim) -> Result<(), String> {
    can_make(claim, BehaviourKind::Asks, "ask")?;
    may_reenter(claim)
}

/// Requires that code called by the registry may call the registry.
pub fn may_reenter(claim: &RegistryClaim) -> Result<(), String> {
    let what = "whether a calendar may call the registry while the registry calls it";
    match declared(claim.profile.reentrancy, what)? {
        Reentrancy::Allowed => Ok(()),
        _ => Err("a calendar may not call the registry while the registry calls it".to_owned()),
    }
}

/// Requires that drops of users' calendars are counted.
pub fn counts_drops(claim: &RegistryClaim) -> Result<(), String> {
    if claim.counts_drops {
        return Ok(());
    }
    Err("the subject does not count drops".to_owned())
}

/// The list calls that the registry declares.
pub fn lists(claim: &RegistryClaim) -> Vec<Call> {
    let is_list = |listing: Option<Listing>| listing.is_some_and(|is| is != Listing::None);
    let names = is_list(claim.profile.listing_names).then_some(Call::Names);
    let calendars = is_list(claim.profile.listing_calendars).then_some(Call::Calendars);
    names.into_iter().chain(calendars).collect()
}

/// All names of the built-in calendars.
pub fn built_in_names(claim: &RegistryClaim) -> impl Iterator<Item = &Name> {
    claim.built_in.iter().flatten()
}

/// Calls that find each name of the built-in calendars.
pub fn find_built_ins(claim: &RegistryClaim) -> impl Iterator<Item = Call> {
    built_in_names(claim).cloned().map(Call::Find)
}

/// Calls that show the whole contents: the lists, each built-in name, each of these names, and the
/// ids of the first `backends` backends.
pub fn whole_view(claim: &RegistryClaim, names: &[&str], backends: usize) -> Vec<Call> {
    let mut calls = lists(claim);
    calls.extend(find_built_ins(claim));
    calls.extend(names.iter().map(|name| find(*name)));
    if has_ids(claim).is_ok() {
        calls.extend((0..backends).map(Call::FindIdOf));
    }
    calls
}

/// A user's calendar that does nothing but return its name.
pub fn plain(name: impl Into<Name>) -> Backend {
    Backend { name: name.into(), behaviour: Behaviour::Plain }
}

/// Users' calendars that do nothing but return their names.
pub fn plains(names: &[&str]) -> Vec<Backend> {
    names.iter().map(|name| plain(*name)).collect()
}

/// A call that finds the calendar with this name.
pub fn find(name: impl Into<Name>) -> Call {
    Call::Find(name.into())
}

/// A call that registers the backend at this index, with aliases.
pub fn register(backend: usize, aliases: &[&str]) -> Call {
    Call::Register(backend, aliases.iter().map(|alias| Name::from(*alias)).collect())
}

/// The name with the case of every other ASCII letter swapped.
pub fn mixed(name: &Name) -> Name {
    turned(name, |place| place % 2 == 0)
}

/// The name with the case of every ASCII letter swapped.
pub fn swapped(name: &Name) -> Name {
    turned(name, |_| true)
}

fn turned(name: &Name, turns: fn(usize) -> bool) -> Name {
    let turn = |(place, byte): (usize, &u8)| match byte {
        byte if !turns(place) => *byte,
        byte if byte.is_ascii_lowercase() => byte.to_ascii_uppercase(),
        byte => byte.to_ascii_lowercase(),
    };
    Name::new(name.bytes().iter().enumerate().map(turn).collect::<Vec<u8>>())
}
