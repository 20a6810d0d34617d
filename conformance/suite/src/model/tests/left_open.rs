//! Either response is right where neither the profile nor the protocol decides.

use super::*;

/// The index of the first wrong call, with two users' calendars next to the built-in ones.
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
fn a_calendar_that_panics_may_be_refused_as_failed() {
    let mut program = backends(&["market"]);
    program.backends[0].behaviour = Behaviour::Panics;
    let failed = refused(RegistryRefusal::Failed { why: String::new() });
    let calls = [(register(0, &["week"]), failed)];
    assert_eq!(first_wrong(open(), &program, &calls), None);
    program.backends[0].behaviour = Behaviour::Plain;
    assert_eq!(first_wrong(open(), &program, &calls), Some(0));
}

#[test]
fn any_of_several_reasons_may_be_given() {
    let long = "x".repeat(300);
    let profile = Profile { name_limit: Some(NameLimit::Bytes(255)), ..open() };
    let same = || refused(RegistryRefusal::SameCalendar { owner: String::new() });
    for (answered, expected) in [
        (bad_name(), None),
        (taken(), None),
        (refused(RegistryRefusal::Protected), None),
        (same(), None),
        (refused(RegistryRefusal::Closed), Some(1)),
        (not_found(), Some(1)),
    ] {
        let calls =
            [(register(0, &[]), registered()), (register(0, &["julian", &long]), answered.clone())];
        assert_eq!(wrong_of_two(profile.clone(), &calls), expected, "{answered}");
    }
    let closed = Profile { open: Some(Open::Closed), ..profile };
    for answered in [bad_name(), taken(), refused(RegistryRefusal::Closed)] {
        let calls = [(register(0, &["julian", &long]), answered)];
        assert_eq!(wrong_of_two(closed.clone(), &calls), None);
    }
}

#[test]
fn a_registration_with_the_same_id_may_add_names_or_not() {
    let reported = |names: &[&str]| {
        let names = Some(names.iter().map(|&name| name.into()).collect());
        Response::Registered { id: None, names }
    };
    let profile = Profile { same_backend: Some(SameBackend::SameId), ..open() };
    for (names, there, expected) in [
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
            (register(0, &["feast"]), reported(names)),
            (Call::Find("feast".into()), found),
        ];
        assert_eq!(wrong_of_two(profile.clone(), &calls), expected, "{names:?} {there}");
    }
}

#[test]
fn built_ins_may_be_unregistered_unless_protected() {
    for (built_ins, answered, expected) in [
        (Some(BuiltIns::Protected), Response::Done, Some(0)),
        (Some(BuiltIns::Protected), not_found(), None),
        (Some(BuiltIns::Replaceable), Response::Done, None),
        (Some(BuiltIns::Replaceable), refused(RegistryRefusal::Protected), None),
        (None, Response::Done, None),
        (None, not_found(), None),
        (None, taken(), Some(0)),
    ] {
        let profile = Profile { built_ins, ..open() };
        let calls = [(Call::Unregister("julian".into()), answered.clone())];
        assert_eq!(wrong_of_two(profile, &calls), expected, "{built_ins:?} {answered}");
    }
}

#[test]
fn after_shutdown_a_call_may_be_refused_for_another_reason() {
    let gone = || refused(RegistryRefusal::Gone);
    let profile = |shutdown| Profile { shutdown: Some(shutdown), ..open() };
    for (shutdown, call, answered, expected) in [
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
        let calls = [(Call::ShutDown, Response::Done), (call.clone(), answered.clone())];
        assert_eq!(
            wrong_of_two(profile(shutdown), &calls),
            expected,
            "{shutdown:?} {call} {answered}"
        );
    }
}

#[test]
fn an_id_may_be_any_integer_and_finds_its_owner() {
    let has = |id| {
        let which = CalendarRef::BuiltIn("julian".into());
        Response::Found(SeenCalendar { which, id: Some(id), name: None })
    };
    for (id, answered, expected) in [
        (-1, has(-1), None),
        (-1, has(u64::MAX.into()), None),
        (-1, not_found(), None),
        (-1, refused(RegistryRefusal::Unsupported), None),
        (-1, has(7), Some(0)),
    ] {
        assert_eq!(
            wrong_of_two(open(), &[(Call::FindId(id), answered.clone())]),
            expected,
            "{answered}"
        );
    }
}

#[test]
fn a_calendar_that_changes_its_name_is_found_by_one_name() {
    let mut program = backends(&["market"]);
    program.backends[0].behaviour = Behaviour::ThenSays("fair".into());
    let mine = || found(CalendarRef::Backend(0));
    for (market, fair, expected) in [
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
        for (call, answered) in &calls {
            let steps = states.iter().map(|state| model.steps(state, call, answered));
            states = steps.flatten().flatten().collect();
        }
        assert_eq!(states.is_empty().then_some(()), expected, "{calls:?}");
    }
}
