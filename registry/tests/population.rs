//! How a registry makes its built-in calendars: on first use, once, and whatever the calendars do
//! meanwhile.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, OnceLock, Weak};

use calproof_registry::calendars::{Coptic, Persian, Roc};
use calproof_registry::{
    Calendar, CalendarId, CalendarRegistry, Entry, Missing, Policy, Refused, Registry,
    RegistryRefusal, SystemCalendar,
};

fn names(registry: &Registry) -> Vec<&str> {
    registry.names().expect("populated").collect()
}

fn refusal(answer: Result<CalendarId, Refused>) -> RegistryRefusal {
    answer.expect_err("a refusal").refusal
}

/// A panic payload that panics again when dropped.
struct PanicsAgain;

impl Drop for PanicsAgain {
    fn drop(&mut self) {
        resume_unwind(Box::new("again"));
    }
}

#[test]
fn calendars_are_made_on_first_use_once_and_failures_stay() {
    let made = Arc::new(AtomicUsize::new(0));
    let system = |name, result: fn() -> Result<Arc<dyn Calendar>, String>| {
        let made = Arc::clone(&made);
        SystemCalendar::new(name, move || {
            made.fetch_add(1, SeqCst);
            result()
        })
    };
    let system = vec![
        system("vale", || Ok(Arc::new(Roc))),
        system("fails", || Err("no table".to_owned())).alias("failing"),
        system("panics", || resume_unwind(Box::new("as planned".to_owned()))),
        system("worse", || resume_unwind(Box::new(PanicsAgain))),
        system("moor", || Ok(Arc::new(Coptic))),
    ];
    let registry = Registry::with(Policy::default(), system).expect("names of their own");
    assert_eq!(made.load(SeqCst), 0, "nobody has asked");
    assert_eq!(names(&registry), ["vale", "moor"]);
    for (name, why) in [
        ("Fails", "no table"),
        ("failing", "no table"),
        ("panics", "it panicked: as planned"),
        ("worse", "it panicked"),
    ] {
        assert_eq!(registry.find(name).err(), Some(Missing::Failed { why }));
        let alias = format!("{name} again");
        let answer = refusal(registry.register(Arc::new(Persian), &[alias.as_str(), name]));
        assert!(matches!(answer, RegistryRefusal::Taken { .. }), "{answer}");
    }
    assert_eq!(registry.by_system(1).err(), Some(Missing::Failed { why: "no table" }));
    assert_eq!(made.load(SeqCst), 5, "each was tried once");
    let error = CalendarRegistry::find(&registry, "fails").map(|found| found.name);
    assert_eq!(error, Err(RegistryRefusal::Failed { why: "no table".to_owned() }));
}

#[test]
fn a_calendar_that_is_made_twice_is_held_once() {
    let one: Arc<dyn Calendar> = Arc::new(Roc);
    let other = Arc::clone(&one);
    let system = vec![
        SystemCalendar::new("vale", move || Ok(Arc::clone(&one))),
        SystemCalendar::new("dale", move || Ok(Arc::clone(&other))),
    ];
    let registry = Registry::with(Policy::default(), system).expect("names of their own");
    let why = "it is the same calendar as \"vale\"";
    assert_eq!(registry.find("dale").err(), Some(Missing::Failed { why }));
    assert!(registry.find("vale").is_ok());
}

#[test]
fn a_calendar_that_asks_while_it_is_made_is_refused() {
    let home: Arc<OnceLock<Weak<Registry>>> = Arc::default();
    let own = Arc::clone(&home);
    let curious = SystemCalendar::new("curious", move || {
        let registry = own.get().and_then(Weak::upgrade).ok_or("no registry")?;
        assert_eq!(registry.find("curious").err(), Some(Missing::Populating));
        assert_eq!(registry.by_system(0).err(), Some(Missing::Populating));
        assert_eq!(registry.calendars().err(), Some(Missing::Populating));
        let refused = registry.register(Arc::new(Persian), &["vale"]);
        assert_eq!(refusal(refused), RegistryRefusal::Populating);
        // Another registry answers it.
        Registry::new().find("coptic").map(Entry::share).map_err(|missing| missing.to_string())
    });
    let registry = Registry::with(Policy::default(), vec![curious]).expect("one name");
    let registry = Arc::new(registry);
    home.set(Arc::downgrade(&registry)).expect("set once");
    assert_eq!(registry.find("curious").map(|found| found.calendar().id()), Ok("coptic"));
    assert_eq!(registry.find("vale").err(), Some(Missing::NotFound));
}
