//! What the model allows, profile by profile.

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
    let plain = |name: &&str| Backend { name: (*name).into(), conduct: Behaviour::Plain };
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

/// Plays the calls with their answers; the place of the first that the model does not allow.
fn first_wrong(profile: Profile, program: &Program, calls: &[(Call, Response)]) -> Option<usize> {
    let claim = claim(profile);
    let model = Model::new(&claim, program);
    let mut state = model.start();
    for (place, (call, said)) in calls.iter().enumerate() {
        match model.steps(&state, call, said) {
            Ok(after) => state = after[0].clone(),
            Err(_) => return Some(place),
        }
    }
    None
}

#[test]
fn a_clash_is_refused_whole() {
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
    for (place, said) in [(0, registered()), (1, built_in("julian")), (4, not_found())] {
        let mut calls = calls.clone();
        calls[place].1 = said;
        assert_eq!(first_wrong(open(), &program, &calls), Some(place));
    }
}

#[test]
fn each_name_can_go_its_own_way() {
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
fn what_a_registration_says_that_it_won_is_all_of_it() {
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
fn a_list_is_whole_and_without_doubles() {
    let program = backends(&["market"]);
    let list = |names: &[&str]| Response::Names(names.iter().map(|&name| name.into()).collect());
    let all = ["julian", "Market", "gregory", "gregorian"];
    for (names, due) in [
        (&all[..], None),
        (&all[1..], Some(1)),
        (&["julian", "market", "gregory", "gregorian", "MARKET"], Some(1)),
        (&["julian", "market", "gregory", "gregorian", "week"], Some(1)),
    ] {
        let calls = [(register(0, &[]), registered()), (Call::Names, list(names))];
        assert_eq!(first_wrong(open(), &program, &calls), due, "{names:?}");
    }
}

#[test]
fn who_is_registered_twice_is_listed_as_often_as_is_declared() {
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
        for (listed, due) in [(&[0][..], once), (&[0, 0], twice)] {
            let calls =
                [(register(0, &[]), registered()), (register(0, &[]), registered()), list(listed)];
            assert_eq!(first_wrong(profile.clone(), &program, &calls), due, "{listed:?}");
        }
    }
}

#[test]
fn a_name_may_be_as_long_as_is_declared() {
    let program = backends(&["market", "markets"]);
    let profile = Profile { name_limit: Some(NameLimit::Bytes(6)), ..open() };
    for (backend, due) in [(0, None), (1, Some(0))] {
        let calls = [(register(backend, &[]), registered())];
        assert_eq!(first_wrong(profile.clone(), &program, &calls), due, "{backend}");
    }
}

#[test]
fn what_is_unknown_leads_where_it_is_declared() {
    let program = backends(&[]);
    let unknown = |said| [(Call::Find("of our village".into()), said)];
    assert_eq!(first_wrong(open(), &program, &unknown(not_found())), None);
    assert_eq!(first_wrong(open(), &program, &unknown(built_in("gregory"))), Some(0));
    let fallback = Some(UnknownName::FallsBackTo("gregory".into()));
    let profile = Profile { unknown_name: fallback, ..open() };
    assert_eq!(first_wrong(profile.clone(), &program, &unknown(built_in("gregory"))), None);
    assert_eq!(first_wrong(profile.clone(), &program, &unknown(not_found())), Some(0));
    // Some that fall back refuse what cannot be a name at all.
    let bad = RegistryRefusal::BadName { name: String::new(), why: String::new() };
    let no_name = Response::Refused(bad);
    assert_eq!(first_wrong(profile, &program, &unknown(no_name)), None);
}

#[test]
fn the_end_is_answered_as_declared() {
    let program = backends(&[]);
    let gone = Response::Refused(RegistryRefusal::Gone);
    let calls = [(Call::ShutDown, Response::Done), (Call::Find("julian".into()), gone)];
    let profile = |shutdown| Profile { shutdown: Some(shutdown), ..open() };
    assert_eq!(first_wrong(profile(Shutdown::Gone), &program, &calls), None);
    assert_eq!(first_wrong(profile(Shutdown::NotFound), &program, &calls), Some(1));
}

#[test]
fn what_breaks_leaves_nothing_behind() {
    let mut program = backends(&["market"]);
    program.backends[0].conduct = Behaviour::Panics;
    let broke = Response::Broke("as it does".into());
    let calls = [
        (register(0, &["week"]), broke),
        (Call::Find("week".into()), not_found()),
        (Call::Find("market".into()), not_found()),
    ];
    assert_eq!(first_wrong(open(), &program, &calls), None);
    program.backends[0].conduct = Behaviour::Plain;
    assert_eq!(first_wrong(open(), &program, &calls), Some(0));
}

#[test]
fn who_lost_the_first_name_is_called_by_another() {
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
    // What a calendar calls itself is its first name, whoever has it.
    for (name, due) in [("week", None), ("market", None), ("fair", Some(2))] {
        assert_eq!(first_wrong(profile.clone(), &program, &calls(name)), due, "{name}");
    }
}

#[test]
fn who_stands_there_twice_has_a_first_name_for_each_id() {
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
fn what_is_hardly_a_name_may_be_refused_as_one() {
    let program = backends(&["market"]);
    let bad = Response::Refused(RegistryRefusal::BadName { name: "x".into(), why: "y".into() });
    for (alias, due) in
        [("../week", None), ("week\n", None), ("\u{feff}", None), ("la-week", Some(0))]
    {
        let calls = [(register(0, &[alias]), bad.clone())];
        assert_eq!(first_wrong(open(), &program, &calls), due, "{alias:?}");
        let again = [(register(0, &[]), registered()), (register(0, &[alias]), bad.clone())];
        assert_eq!(first_wrong(open(), &program, &again), due.map(|_| 1), "{alias:?}");
    }
}

/// The first of the calls that is wrong, with two calendars of users beside the system's.
fn wrong_of_two(profile: Profile, calls: &[(Call, Response)]) -> Option<usize> {
    first_wrong(profile, &backends(&["market", "fair"]), calls)
}

fn refused(refusal: RegistryRefusal) -> Response {
    Response::Refused(refusal)
}

fn bad_name() -> Response {
    refused(RegistryRefusal::BadName { name: String::new(), why: String::new() })
}

#[test]
fn who_breaks_when_asked_its_name_may_be_refused_as_failed() {
    let mut program = backends(&["market"]);
    program.backends[0].conduct = Behaviour::Panics;
    let failed = refused(RegistryRefusal::Failed { why: String::new() });
    let calls = [(register(0, &["week"]), failed)];
    assert_eq!(first_wrong(open(), &program, &calls), None);
    program.backends[0].conduct = Behaviour::Plain;
    assert_eq!(first_wrong(open(), &program, &calls), Some(0));
}

#[test]
fn of_several_reasons_any_may_be_given() {
    let long = "x".repeat(300);
    let profile = Profile { name_limit: Some(NameLimit::Bytes(255)), ..open() };
    let same = || refused(RegistryRefusal::SameCalendar { owner: String::new() });
    for (said, due) in [
        (bad_name(), None),
        (taken(), None),
        (refused(RegistryRefusal::Protected), None),
        (same(), None),
        (refused(RegistryRefusal::Closed), Some(1)),
        (not_found(), Some(1)),
    ] {
        let calls =
            [(register(0, &[]), registered()), (register(0, &["julian", &long]), said.clone())];
        assert_eq!(wrong_of_two(profile.clone(), &calls), due, "{said}");
    }
    let closed = Profile { open: Some(Open::Closed), ..profile };
    for said in [bad_name(), taken(), refused(RegistryRefusal::Closed)] {
        let calls = [(register(0, &["julian", &long]), said)];
        assert_eq!(wrong_of_two(closed.clone(), &calls), None);
    }
}

#[test]
fn who_has_its_id_again_may_have_new_names_or_not() {
    let told = |names: &[&str]| {
        let names = Some(names.iter().map(|&name| name.into()).collect());
        Response::Registered { id: None, names }
    };
    let profile = Profile { same_backend: Some(SameBackend::SameId), ..open() };
    for (names, there, due) in [
        (&["market", "week", "feast"][..], true, None),
        (&["market", "feast"], true, None),
        (&["feast"], true, None),
        (&["market", "week"], false, None),
        (&["market", "week"], true, Some(2)),
        (&["market", "week", "feast"], false, Some(2)),
        (&["market", "harvest"], false, Some(1)),
    ] {
        let found = if there { found(CalendarRef::Backend(0)) } else { not_found() };
        let calls = [
            (register(0, &["week"]), registered()),
            (register(0, &["feast"]), told(names)),
            (Call::Find("feast".into()), found),
        ];
        assert_eq!(wrong_of_two(profile.clone(), &calls), due, "{names:?} {there}");
    }
}

#[test]
fn whether_built_ins_can_be_taken_out_is_open_unless_they_are_protected() {
    for (built_ins, said, due) in [
        (Some(BuiltIns::Protected), Response::Done, Some(0)),
        (Some(BuiltIns::Protected), not_found(), None),
        (Some(BuiltIns::Replaceable), Response::Done, None),
        (Some(BuiltIns::Replaceable), refused(RegistryRefusal::Protected), None),
        (None, Response::Done, None),
        (None, not_found(), None),
        (None, taken(), Some(0)),
    ] {
        let profile = Profile { built_ins, ..open() };
        let calls = [(Call::Unregister("julian".into()), said.clone())];
        assert_eq!(wrong_of_two(profile, &calls), due, "{built_ins:?} {said}");
    }
}

#[test]
fn at_the_end_a_call_may_be_refused_for_whatever_else_is_wrong_with_it() {
    let gone = || refused(RegistryRefusal::Gone);
    let profile = |shutdown| Profile { shutdown: Some(shutdown), ..open() };
    for (shutdown, call, said, due) in [
        (Shutdown::Gone, Call::ShutDown, Response::Done, None),
        (Shutdown::Gone, Call::ShutDown, gone(), None),
        (Shutdown::Gone, Call::Find("nobody".into()), not_found(), None),
        (Shutdown::Gone, Call::Find("julian".into()), not_found(), Some(1)),
        (Shutdown::Gone, register(0, &["julian"]), taken(), None),
        (Shutdown::Gone, register(0, &[]), taken(), Some(1)),
        (Shutdown::Gone, register(0, &[]), registered(), Some(1)),
        (Shutdown::Gone, Call::Names, Response::Names(Vec::new()), Some(1)),
        (Shutdown::NotFound, Call::Names, Response::Names(Vec::new()), None),
        (Shutdown::NotFound, Call::Names, Response::Names(vec!["julian".into()]), Some(1)),
        (Shutdown::NotFound, register(0, &[]), gone(), None),
        (Shutdown::NotFound, Call::Find("julian".into()), gone(), Some(1)),
    ] {
        let calls = [(Call::ShutDown, Response::Done), (call.clone(), said.clone())];
        assert_eq!(
            wrong_of_two(profile(shutdown.clone()), &calls),
            due,
            "{shutdown:?} {call} {said}"
        );
    }
}

#[test]
fn an_id_may_be_any_integer_and_is_that_of_who_has_it() {
    let has = |id| {
        let which = CalendarRef::BuiltIn("julian".into());
        Response::Found(SeenCalendar { which, id: Some(id), name: None })
    };
    for (id, said, due) in [
        (-1, has(-1), None),
        (-1, has(u64::MAX.into()), None),
        (-1, not_found(), None),
        (-1, refused(RegistryRefusal::Unsupported), None),
        (-1, has(7), Some(0)),
    ] {
        assert_eq!(wrong_of_two(open(), &[(Call::FindId(id), said.clone())]), due, "{said}");
    }
}

#[test]
fn a_calendar_that_changes_its_name_stands_under_one_and_goes_with_it() {
    let mut program = backends(&["market"]);
    program.backends[0].conduct = Behaviour::ThenSays("fair".into());
    let mine = || found(CalendarRef::Backend(0));
    for (market, fair, due) in [
        (mine(), not_found(), None),
        (not_found(), mine(), None),
        (mine(), mine(), Some(())),
        (not_found(), not_found(), Some(())),
    ] {
        let claim = claim(open());
        let model = Model::new(&claim, &program);
        let calls = [
            (register(0, &[]), registered()),
            (Call::Find("market".into()), market),
            (Call::Find("fair".into()), fair),
        ];
        let mut states = vec![model.start()];
        for (call, said) in &calls {
            let steps = states.iter().map(|state| model.steps(state, call, said));
            states = steps.flatten().flatten().collect();
        }
        assert_eq!(states.is_empty().then_some(()), due, "{calls:?}");
    }
}
