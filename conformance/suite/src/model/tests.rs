//! What the model allows under different profiles.

mod left_open;

use calproof_registry::RegistryRefusal;

use super::*;
use crate::profile::{Clash, NameLimit, Profile, SameBackend};
use crate::program::{Backend, Behaviour, CalendarRef, Response, SeenCalendar};

fn claim(profile: Profile) -> RegistryClaim {
    let built_in = vec![vec!["gregory".into(), "gregorian".into()], vec!["julian".into()]];
    RegistryClaim { profile, built_in, ..RegistryClaim::default() }
}

fn open() -> Profile {
    Profile {
        folding: Some(Folding::Ascii),
        clash: Some(Clash::RejectWhole),
        built_ins: Some(BuiltIns::Protected),
        same_backend: Some(SameBackend::Refused),
        open: Some(Open::RegisterAndUnregister),
        listing_names: Some(Listing::Snapshot),
        unknown_name: Some(UnknownName::Refused),
        ..Profile::default()
    }
}

fn backends(names: &[&str]) -> Program {
    let plain = |name: &&str| Backend { name: (*name).into(), behaviour: Behaviour::Plain };
    Program { backends: names.iter().map(plain).collect(), ..Program::default() }
}

fn register(backend: usize, aliases: &[&str]) -> Call {
    Call::Register(backend, aliases.iter().map(|&alias| alias.into()).collect())
}

fn registered() -> Response {
    Response::Registered { id: None, names: None }
}

fn found(which: CalendarRef) -> Response {
    Response::Found(SeenCalendar { which, id: None, name: None })
}

fn built_in(name: &str) -> Response {
    found(CalendarRef::BuiltIn(name.into()))
}

fn taken() -> Response {
    Response::Refused(RegistryRefusal::Taken { name: "x".into(), owner: "y".into() })
}

fn not_found() -> Response {
    Response::Refused(RegistryRefusal::NotFound)
}

/// Plays the calls with their responses; the index of the first that the model does not allow.
fn first_wrong(profile: Profile, program: &Program, calls: &[(Call, Response)]) -> Option<usize> {
    let claim = claim(profile);
    let model = Model::new(&claim, program);
    let mut state = model.start();
    for (place, (call, answered)) in calls.iter().enumerate() {
        match model.steps(&state, call, answered) {
            Ok(after) => state = after[0].clone(),
            Err(_) => return Some(place),
        }
    }
    None
}

#[test]
fn a_clash_refuses_the_whole_registration() {
    let program = backends(&["market"]);
    let calls = [
        (register(0, &["JULIAN"]), taken()),
        (Call::Find("market".into()), not_found()),
        (Call::Find("Julian".into()), built_in("julian")),
        (register(0, &["week"]), registered()),
        (Call::Find("WEEK".into()), found(CalendarRef::Backend(0))),
        (register(0, &[]), Response::Refused(RegistryRefusal::Unexplained)),
        (Call::Unregister("week".into()), Response::Done),
        (Call::Find("market".into()), not_found()),
        (Call::Unregister("julian".into()), Response::Refused(RegistryRefusal::Protected)),
    ];
    assert_eq!(first_wrong(open(), &program, &calls), None);
    for (place, answered) in [(0, registered()), (1, built_in("julian")), (4, not_found())] {
        let mut calls = calls.clone();
        calls[place].1 = answered;
        assert_eq!(first_wrong(open(), &program, &calls), Some(place));
    }
}

#[test]
fn each_name_of_a_clash_is_resolved_separately() {
    let program = backends(&["market", "fair"]);
    let calls = |owner: usize, julian: Response| {
        [
            (register(0, &["week"]), registered()),
            (register(1, &["week", "julian"]), registered()),
            (Call::Find("week".into()), found(CalendarRef::Backend(owner))),
            (Call::Find("julian".into()), julian),
        ]
    };
    let (first, last) = (Some(Clash::FirstWins), Some(Clash::LastWins));
    let replaceable = Some(BuiltIns::Replaceable);
    for (clash, built_ins, owner, julian) in [
        (first, open().built_ins, 0, built_in("julian")),
        (first, replaceable, 0, built_in("julian")),
        (last, open().built_ins, 1, built_in("julian")),
        (last, replaceable, 1, found(CalendarRef::Backend(1))),
    ] {
        let profile = Profile { clash, built_ins, ..open() };
        assert_eq!(first_wrong(profile.clone(), &program, &calls(owner, julian.clone())), None);
        let other = calls(1 - owner, julian);
        assert_eq!(first_wrong(profile, &program, &other), Some(2));
    }
}

#[test]
fn a_registration_reports_all_its_names_and_no_others() {
    let program = backends(&["market"]);
    let won = |names: &[&str]| {
        let names = Some(names.iter().map(|&name| name.into()).collect());
        [(register(0, &["week", "fair"]), Response::Registered { id: None, names })]
    };
    let right = won(&["market", "week", "fair"]);
    assert_eq!(first_wrong(open(), &program, &right), None);
    for wrong in [
        won(&["market", "week"]),
        won(&["week", "fair"]),
        won(&[]),
        won(&["market", "week", "fair", "feast"]),
        won(&["market", "week", "fair", "Week"]),
    ] {
        assert_eq!(first_wrong(open(), &program, &wrong), Some(0), "{wrong:?}");
    }
}

#[test]
fn a_list_is_complete_and_has_no_duplicates() {
    let program = backends(&["market"]);
    let list = |names: &[&str]| Response::Names(names.iter().map(|&name| name.into()).collect());
    let all = ["julian", "Market", "gregory", "gregorian"];
    for (names, expected) in [
        (&all[..], None),
        (&all[1..], Some(1)),
        (&["julian", "market", "gregory", "gregorian", "MARKET"], Some(1)),
        (&["julian", "market", "gregory", "gregorian", "week"], Some(1)),
    ] {
        let calls = [(register(0, &[]), registered()), (Call::Names, list(names))];
        assert_eq!(first_wrong(open(), &program, &calls), expected, "{names:?}");
    }
}

#[test]
fn a_calendar_registered_twice_is_listed_as_declared() {
    let program = backends(&["market"]);
    let list = |backends: &[usize]| {
        let seen = |which| SeenCalendar { which, id: None, name: None };
        let built_in = ["gregory", "julian"].map(|name| seen(CalendarRef::BuiltIn(name.into())));
        let ours = backends.iter().map(|place| seen(CalendarRef::Backend(*place)));
        (Call::Calendars, Response::Calendars(built_in.into_iter().chain(ours).collect()))
    };
    for (same_backend, once, twice) in
        [(SameBackend::SecondId, Some(2), None), (SameBackend::SameId, None, Some(2))]
    {
        let same_backend = Some(same_backend);
        let listing_calendars = Some(Listing::Snapshot);
        let profile = Profile { same_backend, listing_calendars, ..open() };
        for (listed, expected) in [(&[0][..], once), (&[0, 0], twice)] {
            let calls =
                [(register(0, &[]), registered()), (register(0, &[]), registered()), list(listed)];
            assert_eq!(first_wrong(profile.clone(), &program, &calls), expected, "{listed:?}");
        }
    }
}

#[test]
fn names_are_limited_to_the_declared_length() {
    let program = backends(&["market", "markets"]);
    let profile = Profile { name_limit: Some(NameLimit::Bytes(6)), ..open() };
    for (backend, expected) in [(0, None), (1, Some(0))] {
        let calls = [(register(backend, &[]), registered())];
        assert_eq!(first_wrong(profile.clone(), &program, &calls), expected, "{backend}");
    }
}

#[test]
fn an_unknown_name_is_handled_as_declared() {
    let program = backends(&[]);
    let unknown = |answered| [(Call::Find("of our village".into()), answered)];
    assert_eq!(first_wrong(open(), &program, &unknown(not_found())), None);
    assert_eq!(first_wrong(open(), &program, &unknown(built_in("gregory"))), Some(0));
    let fallback = Some(UnknownName::FallsBackTo("gregory".into()));
    let profile = Profile { unknown_name: fallback, ..open() };
    assert_eq!(first_wrong(profile.clone(), &program, &unknown(built_in("gregory"))), None);
    assert_eq!(first_wrong(profile.clone(), &program, &unknown(not_found())), Some(0));
    // Some registries with a fallback refuse a malformed name.
    let bad = RegistryRefusal::BadName { name: String::new(), why: String::new() };
    let no_name = Response::Refused(bad);
    assert_eq!(first_wrong(profile, &program, &unknown(no_name)), None);
}

#[test]
fn calls_after_shutdown_are_answered_as_declared() {
    let program = backends(&[]);
    let gone = Response::Refused(RegistryRefusal::Gone);
    let calls = [(Call::ShutDown, Response::Done), (Call::Find("julian".into()), gone)];
    let profile = |shutdown| Profile { shutdown: Some(shutdown), ..open() };
    assert_eq!(first_wrong(profile(Shutdown::Gone), &program, &calls), None);
    assert_eq!(first_wrong(profile(Shutdown::NotFound), &program, &calls), Some(1));
}

#[test]
fn a_calendar_that_panics_is_not_registered() {
    let mut program = backends(&["market"]);
    program.backends[0].behaviour = Behaviour::Panics;
    let broke = Response::Broke("as it does".into());
    let calls = [
        (register(0, &["week"]), broke),
        (Call::Find("week".into()), not_found()),
        (Call::Find("market".into()), not_found()),
    ];
    assert_eq!(first_wrong(open(), &program, &calls), None);
    program.backends[0].behaviour = Behaviour::Plain;
    assert_eq!(first_wrong(open(), &program, &calls), Some(0));
}

#[test]
fn a_calendar_that_lost_its_first_name_may_report_another() {
    let program = backends(&["market", "market"]);
    let called = |name: &str| {
        let name = Some(name.into());
        Response::Found(SeenCalendar { which: CalendarRef::Backend(1), id: None, name })
    };
    let calls = |name: &str| {
        [
            (register(0, &[]), registered()),
            (register(1, &["week"]), registered()),
            (Call::Find("week".into()), called(name)),
        ]
    };
    let profile = Profile { clash: Some(Clash::FirstWins), ..open() };
    // The first name is the one that the calendar returns, whichever calendar owns it.
    for (name, expected) in [("week", None), ("market", None), ("fair", Some(2))] {
        assert_eq!(first_wrong(profile.clone(), &program, &calls(name)), expected, "{name}");
    }
}

#[test]
fn a_calendar_registered_twice_has_a_first_name_for_each_id() {
    let program = backends(&["market"]);
    let called = |name: &str| {
        let name = Some(name.into());
        Response::Found(SeenCalendar { which: CalendarRef::Backend(0), id: None, name })
    };
    let profile = Profile { same_backend: Some(SameBackend::SecondId), ..open() };
    let calls = [
        (register(0, &["week"]), registered()),
        (Call::Find("week".into()), called("market")),
        (register(0, &["fair"]), registered()),
        (Call::Find("fair".into()), called("fair")),
    ];
    assert_eq!(first_wrong(profile.clone(), &program, &calls), None);
    let calls = [calls[0].clone(), (Call::Find("week".into()), called("week"))];
    assert_eq!(first_wrong(profile, &program, &calls), Some(1));
}

#[test]
fn an_odd_name_may_be_refused_as_bad() {
    let program = backends(&["market"]);
    let bad = Response::Refused(RegistryRefusal::BadName { name: "x".into(), why: "y".into() });
    for (alias, expected) in
        [("../week", None), ("week\n", None), ("\u{feff}", None), ("la-week", Some(0))]
    {
        let calls = [(register(0, &[alias]), bad.clone())];
        assert_eq!(first_wrong(open(), &program, &calls), expected, "{alias:?}");
        let again = [(register(0, &[]), registered()), (register(0, &[alias]), bad.clone())];
        assert_eq!(first_wrong(open(), &program, &again), expected.map(|_| 1), "{alias:?}");
    }
}
