//! Programs on ordinary registries, and on some odd ones.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError, RwLock};

use calproof_registry::calendars::Coptic;
use calproof_registry::{
    Calendar, Date, Found, NativeDate, RataDie, Refusal, Registered, RegistryRefusal,
};

use super::*;
use crate::program::{Backend, Behaviour, Call, Name, Record, Response};
use crate::subject::{InProcess, Subject};

/// A registry of one map under a lock; `Oddity` says what it does differently.
struct OddRegistry {
    kind: Oddity,
    calendars: RwLock<HashMap<String, Arc<dyn Calendar>>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Oddity {
    Ordinary,
    /// It stores wrappers that forward questions to the calendar.
    Wraps,
    /// It asks calendars for their names while it holds its lock.
    AsksLocked,
    /// It never drops a calendar.
    Leaks,
    /// Dropping it never ends.
    NeverEnds,
}

struct Wrapper(Arc<dyn Calendar>);

impl Calendar for Wrapper {
    fn id(&self) -> &str {
        self.0.id()
    }

    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        self.0.date(day)
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        self.0.day(date)
    }

    fn day_native(&self, date: NativeDate) -> Result<RataDie, Refusal> {
        self.0.day_native(date)
    }
}

fn plain(kind: Oddity) -> OddRegistry {
    let coptic: Arc<dyn Calendar> = Arc::new(Coptic);
    OddRegistry { kind, calendars: RwLock::new(HashMap::from([("coptic".to_owned(), coptic)])) }
}

impl CalendarRegistry for OddRegistry {
    fn register(
        &self,
        calendar: Arc<dyn Calendar>,
        aliases: &[&str],
    ) -> Result<Registered, RegistryRefusal> {
        let calendar = match self.kind {
            Oddity::Wraps => Arc::new(Wrapper(calendar)),
            _ => calendar,
        };
        if self.kind == Oddity::Leaks {
            std::mem::forget(Arc::clone(&calendar));
        }
        let asked = (self.kind != Oddity::AsksLocked).then(|| calendar.id().to_owned());
        let mut calendars = self.calendars.write().unwrap_or_else(PoisonError::into_inner);
        let own = asked.unwrap_or_else(|| calendar.id().to_owned());
        if calendars.contains_key(&own) {
            return Err(RegistryRefusal::Taken { name: own.clone(), owner: own });
        }
        let names: Vec<String> =
            [own].into_iter().chain(aliases.iter().map(|&name| name.to_owned())).collect();
        calendars.extend(names.iter().map(|name| (name.clone(), Arc::clone(&calendar))));
        Ok(Registered { id: None, names: Some(names) })
    }

    fn find(&self, name: &str) -> Result<Found, RegistryRefusal> {
        let calendars = self.calendars.read().unwrap_or_else(PoisonError::into_inner);
        let calendar = calendars.get(name).cloned().ok_or(RegistryRefusal::NotFound)?;
        Ok(Found { calendar, id: None, name: None })
    }

    fn unregister(&self, name: &str) -> Result<(), RegistryRefusal> {
        let out = self.calendars.write().unwrap_or_else(PoisonError::into_inner).remove(name);
        out.map(drop).ok_or(RegistryRefusal::NotFound)
    }
}

impl Drop for OddRegistry {
    fn drop(&mut self) {
        if self.kind == Oddity::NeverEnds {
            loop {
                thread::park();
            }
        }
    }
}

fn subject(kind: Oddity, deadline: u64) -> InProcess<'static> {
    InProcess::new("plain", "", Vec::new())
        .with_registry(RegistryClaim::default(), move || plain(kind))
        .with_deadline(Duration::from_millis(deadline))
}

fn run(kind: Oddity, program: &str) -> History {
    subject(kind, 10_000).run(&Program::read(program).unwrap()).unwrap()
}

/// The responses, one line each.
fn answered(history: &History) -> Vec<String> {
    let words = |record: &Record| record.spoken().1;
    history.records.iter().map(words).collect()
}

#[test]
fn a_sequence_is_answered_call_by_call() {
    let program = r#"{"backends": [{"name": "market"}, {"name": "market"}], "before": [
        {"find": "coptic"}, {"find": "market"}, {"register": [0, ["fair"]]}, {"find": "fair"},
        {"register": [1, []]}, "drops", {"unregister": "market"}, {"hold": "fair"},
        {"hold": "coptic"}, {"unregister": "fair"}, "drops", "names", {"find-id-of": 0},
        {"find-id": -1}, "shut-down", {"find": {"hex": "ff"}}]}"#;
    let history = run(Oddity::Ordinary, program);
    let unsupported = "refused, unsupported";
    let expected = [
        "the system's \"coptic\"",
        "refused, not found",
        "registered, as \"market\", \"fair\"",
        "backend 0",
        r#"refused, taken: the name "market" belongs to "market""#,
        "0, 1",
        "done",
        "backend 0",
        "the system's \"coptic\"",
        "done",
        "0, 1",
        unsupported,
        unsupported,
        unsupported,
        unsupported,
        unsupported,
    ];
    assert_eq!(answered(&history), expected);
    let held = vec![CalendarRef::Backend(0), CalendarRef::BuiltIn("coptic".into())];
    let ended = Ended { held, dropped_while_held: vec![0, 1], dropped: vec![1, 1] };
    assert_eq!(history.ended, Some(ended));
    let tickets = history.records.iter().map(|record| (record.called, record.returned.is_some()));
    assert!(tickets.eq((0..16).map(|call| (2 * call, true))));
}

#[test]
fn a_wrapped_calendar_is_recognized_and_given_away_with_its_last_registration() {
    let program = r#"{"backends": [{"name": "market"}], "before": [{"register": [0, []]},
        {"find": "market"}, {"unregister": "market"}, "drops", {"register": [0, []]},
        {"unregister": "market"}, "drops"]}"#;
    for kind in [Oddity::Ordinary, Oddity::Wraps] {
        let answers = answered(&run(kind, program));
        assert_eq!(answers[1], "backend 0");
        assert_eq!((&*answers[3], &*answers[6]), ("0", "1"), "{answers:?}");
    }
}

#[test]
fn a_leak_is_detected() {
    let program = r#"{"backends": [{"name": "market"}], "before": [{"register": [0, []]}]}"#;
    assert_eq!(run(Oddity::Ordinary, program).ended.unwrap().dropped, [1]);
    assert_eq!(run(Oddity::Leaks, program).ended.unwrap().dropped, [0]);
}

#[test]
fn calendars_panic_change_their_name_and_make_calls() {
    let program = r#"{"backends": [
        {"name": "broken", "conduct": "panics"},
        {"name": "one", "conduct": {"then-says": "two"}},
        {"name": "curious", "conduct": {"asks": {"find": "coptic"}}},
        {"name": "dying", "conduct": {"asks-when-dropped": {"find": "curious"}}},
        {"name": {"hex": "ff"}}],
        "before": [{"register": [0, []]}, {"register": [1, []]}, {"register": [2, []]},
        {"register": [3, []]}, {"unregister": "dying"}, {"register": [4, []]}]}"#;
    let history = run(Oddity::Ordinary, program);
    let expected = [
        r#"broke: the calendar "broken" was asked its name"#,
        r#"registered, as "one""#,
        r#"registered, as "curious""#,
        r#"registered, as "dying""#,
        "done",
        "refused, unsupported",
        "the system's \"coptic\"",
        "backend 2",
    ];
    assert_eq!(answered(&history), expected);
    let [.., asked, dying] = &*history.records else { panic!() };
    assert_eq!((asked.place, dying.place), (Place::Inside(2), Place::Inside(3)));
    let outer = &history.records[2];
    let ticket = |record: &Record| record.returned.as_ref().unwrap().0;
    assert!(outer.called < asked.called && ticket(asked) < ticket(outer));
    assert_eq!(history.ended.unwrap().dropped, [1; 5]);
}

/// Whether a call of another thread returned while the waiting calendar was being registered.
fn was_overtaken(history: &History) -> bool {
    let [slow, others @ ..] = &*history.records else { panic!() };
    let returned = |record: &Record| record.returned.as_ref().map(|(ticket, _)| *ticket);
    others.iter().any(|other| returned(other) < returned(slow))
}

#[test]
fn a_calendar_waits_until_another_thread_returns() {
    let json = r#"{"backends": [{"name": "slow", "conduct": "waits"}],
        "threads": [[{"register": [0, []]}], [{"find": "coptic"}]]}"#;
    let program = Program::read(json).unwrap();
    for _ in 0..100 {
        assert!(was_overtaken(&run(Oddity::Ordinary, json)));
    }
    let alone = r#"{"backends": [{"name": "slow", "conduct": "waits"}],
        "before": [{"register": [0, []]}, {"unregister": "slow"}]}"#;
    assert_eq!(answered(&run(Oddity::AsksLocked, alone))[1], "done");
    let blocked = || subject(Oddity::AsksLocked, 500).run(&program).unwrap();
    for _ in 0..3 {
        assert_eq!(hanging(&blocked()), [Place::Thread(0, 0), Place::Thread(1, 0)]);
    }
}

/// The calls that never returned.
fn hanging(history: &History) -> Vec<Place> {
    let hanging = history.records.iter().filter(|record| record.returned.is_none());
    hanging.map(|record| record.place).collect()
}

#[test]
fn threads_that_do_not_return_are_abandoned() {
    let ask_locked = r#"{"backends": [{"name": "c", "conduct": {"asks": {"find": "coptic"}}}],
        "before": [{"find": "coptic"}], "threads": [[{"register": [0, []]}], ["drops"]]}"#;
    let program = Program::read(ask_locked).unwrap();
    let history = subject(Oddity::AsksLocked, 1000).run(&program).unwrap();
    assert_eq!(hanging(&history), [Place::Thread(0, 0), Place::Inside(0)]);
    assert_eq!((history.records.len(), history.ended), (4, None));

    let program = Program::sequence(Vec::new(), vec![Call::Find("coptic".into())]);
    let endless = subject(Oddity::NeverEnds, 200).run(&program);
    assert_eq!(endless, Err(Observation::TimedOut));
}

#[test]
fn a_panic_while_making_a_registry_is_caught() {
    fn made() -> OddRegistry {
        panic!("no room")
    }
    let subject =
        InProcess::new("none", "", Vec::new()).with_registry(RegistryClaim::default(), made);
    let run = subject.run(&Program::default());
    assert_eq!(run, Err(Observation::Crashed("no room".into())));
}

/// A registry that records the locale under which it was made.
struct Abroad(Arc<Mutex<Vec<Option<String>>>>);

impl RegistrySource for Abroad {
    fn open(&self, program: &Program) -> Box<dyn CalendarRegistry> {
        self.0.lock().unwrap().push(program.locale.clone());
        Box::new(plain(Oddity::Ordinary))
    }
}

#[test]
fn each_program_has_a_registry_of_its_own() {
    let opened = Arc::new(Mutex::new(Vec::new()));
    let subject = InProcess::new("abroad", "", Vec::new())
        .with_registry(RegistryClaim::default(), Abroad(Arc::clone(&opened)));
    let backend = Backend { name: Name::from("market"), behaviour: Behaviour::Plain };
    let calls = vec![Call::Register(0, Vec::new())];
    for locale in [None, Some("tr-TR".to_owned())] {
        let program = Program::sequence(vec![backend.clone()], calls.clone());
        let history = subject.run(&Program { locale, ..program }).unwrap();
        assert!(matches!(history.records[0].returned, Some((_, Response::Registered { .. }))));
    }
    assert_eq!(*opened.lock().unwrap(), [None, Some("tr-TR".to_owned())]);
}
