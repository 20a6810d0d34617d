//! Which histories have an explanation.

use crate::chance::Chance;
use calproof_registry::RegistryRefusal;

use super::search::order_within;
use super::*;
use crate::profile::{
    BuiltIns, Clash, Folding, Listing, Open, Profile, RegistryClaim, SameBackend, UnknownName,
};
use crate::program::{
    Backend, Behaviour, CalendarRef, Call, Name, Place, Program, Response, SeenCalendar,
};

fn claim() -> RegistryClaim {
    let profile = Profile {
        folding: Some(Folding::Ascii),
        clash: Some(Clash::FirstWins),
        built_ins: Some(BuiltIns::Protected),
        same_backend: Some(SameBackend::Refused),
        open: Some(Open::Register),
        listing_names: Some(Listing::Snapshot),
        unknown_name: Some(UnknownName::Refused),
        ..Profile::default()
    };
    let built_in = vec![vec!["gregory".into()]];
    RegistryClaim { profile, built_in, ..RegistryClaim::default() }
}

fn program(names: &[&str]) -> Program {
    let plain = |name: &&str| Backend { name: (*name).into(), behaviour: Behaviour::Plain };
    Program { backends: names.iter().map(plain).collect(), ..Program::default() }
}

/// A call of a thread, between two tickets.
fn record(thread: usize, called: u64, returned: u64, call: Call, answered: Response) -> Record {
    let place = Place::Thread(thread, called as usize);
    Record { place, call, called, returned: Some((returned, answered)) }
}

fn register(backend: usize) -> (Call, Response) {
    (Call::Register(backend, Vec::new()), Response::Registered { id: None, names: None })
}

fn find(name: &str, backend: Option<usize>) -> (Call, Response) {
    let found = |place| {
        Response::Found(SeenCalendar { which: CalendarRef::Backend(place), id: None, name: None })
    };
    let answered = backend.map_or(Response::Refused(RegistryRefusal::NotFound), found);
    (Call::Find(name.into()), answered)
}

fn list(names: &[&str]) -> (Call, Response) {
    (Call::Names, Response::Names(names.iter().map(|&name| Name::from(name)).collect()))
}

/// Thread, ticket before, ticket after, call and response.
type Reported = (usize, u64, u64, (Call, Response));

fn judged(claim: &RegistryClaim, reported: &[Reported]) -> Verdict {
    let records = reported.iter().cloned();
    let records = records.map(|(thread, called, returned, (call, answered))| {
        record(thread, called, returned, call, answered)
    });
    let program = program(&["market", "fair"]);
    explained(&Model::new(claim, &program), &History { records: records.collect(), ended: None })
}

#[test]
fn a_completed_registration_is_visible_to_later_calls() {
    for (returned, backend, legal) in [
        (4, Some(0), true),
        (4, None, true),
        (2, None, false),
        (2, Some(0), true),
        (2, Some(1), false),
    ] {
        let reported = [(0, 1, returned, register(0)), (1, 3, 5, find("MARKET", backend))];
        assert_eq!(judged(&claim(), &reported).is_ok(), legal, "{reported:?}");
    }
}

#[test]
fn a_calendar_seen_once_stays_visible() {
    let reported = [
        (0, 1, 10, register(0)),
        (1, 2, 3, find("market", Some(0))),
        (2, 4, 5, find("market", None)),
        (2, 6, 7, find("fair", None)),
    ];
    let objection = judged(&claim(), &reported).unwrap_err();
    assert_eq!(objection.status, Status::Wrong);
    // The lookup of "fair" is independent and must not be reported.
    assert!(
        objection.why.contains("no order of these calls") && !objection.why.contains("fair"),
        "{objection:?}"
    );
    assert_eq!(judged(&claim(), &reported[..2]), Ok(()));
}

#[test]
fn snapshot_and_weak_lists_are_judged_differently() {
    let reported = [
        (0, 1, 2, register(0)),
        (0, 3, 9, register(1)),
        (1, 4, 5, list(&["gregory", "market", "fair"])),
        (1, 6, 7, list(&["gregory", "market"])),
    ];
    assert!(judged(&claim(), &reported).is_err());
    let mut weak = claim();
    weak.profile.listing_names = Some(Listing::Weak);
    assert_eq!(judged(&weak, &reported), Ok(()));
    for names in [
        &["gregory"][..],
        &["market"],
        &["gregory", "market", "MARKET"],
        &["gregory", "market", "x"],
    ] {
        let reported = [reported[0].clone(), (1, 6, 7, list(names))];
        let objection = judged(&weak, &reported).unwrap_err();
        assert!(objection.why.starts_with("a list is wrong"), "{names:?} {objection:?}");
    }
}

#[test]
fn a_snapshot_may_be_of_any_moment_during_its_call() {
    for names in [&["gregory", "market"][..], &["gregory", "market", "fair"]] {
        let reported = [(0, 1, 2, register(0)), (0, 3, 9, register(1)), (1, 4, 5, list(names))];
        assert_eq!(judged(&claim(), &reported), Ok(()), "{names:?}");
    }
}

#[test]
fn a_weak_list_may_show_pending_registrations_and_lack_unregistered_calendars() {
    let mut weak = claim();
    weak.profile.listing_names = Some(Listing::Weak);
    weak.profile.open = Some(Open::RegisterAndUnregister);
    weak.profile.built_ins = Some(BuiltIns::Replaceable);
    let out = (Call::Unregister("gregory".into()), Response::Done);
    assert_eq!(judged(&weak, &[(0, 1, 9, out), (1, 2, 3, list(&[]))]), Ok(()));
    assert!(judged(&weak, &[(1, 2, 3, list(&[]))]).is_err());
    let (call, _) = register(0);
    let hanging = Record { place: Place::Thread(0, 0), call, called: 1, returned: None };
    let (call, answered) = list(&["gregory", "market"]);
    let records = vec![hanging, record(1, 2, 3, call, answered)];
    let program = program(&["market", "fair"]);
    let history = History { records, ended: None };
    assert_eq!(explained(&Model::new(&weak, &program), &history), Ok(()));
}

#[test]
fn an_id_is_returned_by_one_registration() {
    let with_id = |backend, id| {
        (Call::Register(backend, Vec::new()), Response::Registered { id: Some(id), names: None })
    };
    let reported = |second| [(0, 1, 2, with_id(0, 12)), (0, 3, 4, with_id(1, second))];
    assert_eq!(judged(&claim(), &reported(13)), Ok(()));
    assert!(judged(&claim(), &reported(12)).unwrap_err().why.contains("the id 12 stands for"));
}

#[test]
fn a_call_that_never_returned_may_or_may_not_have_happened() {
    let program = program(&["market", "fair"]);
    let claim = claim();
    let model = Model::new(&claim, &program);
    let (call, _) = register(0);
    let hanging = Record { place: Place::Thread(0, 0), call, called: 1, returned: None };
    for (backend, legal) in [(Some(0), true), (None, true), (Some(1), false)] {
        let (call, answered) = find("market", backend);
        let records = vec![hanging.clone(), record(1, 2, 3, call, answered)];
        let history = History { records, ended: None };
        assert_eq!(explained(&model, &history).is_ok(), legal, "{backend:?}");
    }
    // After it was seen once, it must have happened.
    let seen = [(1, 2, 3, find("market", Some(0))), (1, 4, 5, find("market", None))];
    let seen = seen.map(|(thread, called, returned, (call, answered))| {
        record(thread, called, returned, call, answered)
    });
    let records = std::iter::once(hanging).chain(seen).collect();
    assert!(explained(&model, &History { records, ended: None }).is_err());
}

/// Whether any permutation explains the calls: slow, but obviously correct.
fn by_trying_all(model: &Model<'_>, records: &[Record], state: &crate::model::State) -> bool {
    let returned = |record: &Record| record.returned.as_ref().map_or(u64::MAX, |(at, _)| *at);
    let first = records.iter().map(returned).min().unwrap_or(0);
    records.is_empty()
        || records.iter().enumerate().any(|(place, record)| {
            let answered = &record.returned.as_ref().unwrap().1;
            record.called < first
                && model.steps(state, &record.call, answered).is_ok_and(|after| {
                    let mut rest = records.to_vec();
                    rest.remove(place);
                    after.iter().any(|after| by_trying_all(model, &rest, after))
                })
        })
}

#[test]
fn the_search_agrees_with_trying_all_permutations() {
    let claim = claim();
    let (mut legal, mut illegal) = (0, 0);
    for seed in 0..2000 {
        let mut chance = Chance(seed);
        let program = simulated::program(3, 9, 3, 2, &mut chance);
        let model = Model::new(&claim, &program);
        let mut history = simulated::run(&model, &program, &mut chance);
        assert_eq!(explained(&model, &history), Ok(()), "seed {seed}");
        // Swap two responses, which usually leaves no valid order.
        let (one, other) = (chance.below(9), chance.below(9));
        let answered = history.records[one].returned.as_ref().unwrap().1.clone();
        let other_answered =
            history.records[other].returned.as_mut().map(|(_, answered)| answered).unwrap();
        let answered = std::mem::replace(other_answered, answered);
        history.records[one].returned.as_mut().unwrap().1 = answered;
        let expected = by_trying_all(&model, &history.records, &model.start());
        let found = explained(&model, &history);
        assert_eq!(found.is_ok(), expected, "seed {seed}: {found:?}");
        if expected { legal += 1 } else { illegal += 1 }
    }
    assert!(legal > 200 && illegal > 200, "{legal} {illegal}");
}

#[test]
fn an_unknown_name_is_judged_with_its_fallback() {
    let mut claim = claim();
    claim.profile.clash = Some(Clash::LastWins);
    claim.profile.built_ins = Some(BuiltIns::Replaceable);
    claim.profile.unknown_name = Some(UnknownName::FallsBackTo("gregory".into()));
    let taken = (Call::Register(0, vec!["gregory".into()]), register(0).1);
    let unknown = |backend| find("of our village", Some(backend));
    assert_eq!(judged(&claim, &[(0, 1, 2, taken.clone()), (0, 3, 4, unknown(0))]), Ok(()));
    assert!(judged(&claim, &[(0, 1, 2, taken), (0, 3, 4, unknown(1))]).is_err());
}

#[test]
fn an_exceeded_state_limit_is_reported() {
    let claim = claim();
    let mut chance = Chance(1);
    let program = simulated::program(4, 40, 2, 2, &mut chance);
    let model = Model::new(&claim, &program);
    let history = simulated::run(&model, &program, &mut chance);
    let mut records: Vec<&Record> = history.records.iter().collect();
    records.sort_by_key(|record| record.called);
    assert_eq!(order_within(&model, &records, 1000), Linearization::Exists);
    assert_eq!(order_within(&model, &records, 3), Linearization::TooMany(3));
}

#[test]
fn the_smallest_part_of_a_long_history_is_short() {
    let claim = claim();
    let mut chance = Chance(7);
    let program = simulated::program(4, 2000, 40, 10, &mut chance);
    let model = Model::new(&claim, &program);
    let mut history = simulated::run(&model, &program, &mut chance);
    let wrong = |record: &&mut Record| matches!(record.returned, Some((at, Response::Found(_))) if at > 3000);
    let record = history.records.iter_mut().find(wrong).unwrap();
    record.returned.as_mut().unwrap().1 = Response::Refused(RegistryRefusal::NotFound);
    let objection = explained(&model, &history).unwrap_err();
    assert_eq!(objection.status, Status::Wrong);
    assert!(objection.why.len() < 3000, "{}", objection.why);
}

#[test]
fn all_right_responses_to_concurrent_calls_are_named() {
    let reported = [
        (0, 1, 10, register(0)),
        (1, 2, 3, find("market", Some(0))),
        (2, 4, 5, find("market", None)),
    ];
    let why = judged(&claim(), &reported).unwrap_err().why;
    let expected = "expected of thread 3, call 5, given the other responses: backend 0";
    assert!(why.ends_with(expected), "{why}");
    // During the registration, either response is right.
    let reported = [(0, 1, 10, register(0)), (1, 2, 3, find("market", Some(1)))];
    let why = judged(&claim(), &reported).unwrap_err().why;
    let expected = "given the other responses: backend 0, or refused, not found or bad name";
    assert!(why.ends_with(expected), "{why}");
}
