//! What threads do with a registry, and what holds in whatever order they run. Both
//! `interleavings.rs` and the fuzz target `population` include this file.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, OnceLock, Weak};

use calproof_registry::primitive::thread;
use calproof_registry::{
    Calendar, Date, Entry, Missing, Policy, RataDie, Refusal, Registry, RegistryRefusal,
    SystemCalendar,
};

/// Passes the names of all scenarios to a macro.
macro_rules! each_scenario {
    ($hand_to:ident) => {
        $hand_to![
            population_against_lookup,
            population_against_registration,
            population_against_reentry,
            population_against_panic,
            registration_against_lookup,
            registration_against_registration,
            registration_against_listing,
        ];
    };
}

/// A calendar that answers nothing but its id.
struct Named(String);

impl Calendar for Named {
    fn id(&self) -> &str {
        &self.0
    }

    fn date(&self, _day: RataDie) -> Result<Date, Refusal> {
        Err(Refusal::Unsupported)
    }

    fn day(&self, _date: Date) -> Result<RataDie, Refusal> {
        Err(Refusal::Unsupported)
    }
}

fn named(id: &str) -> Arc<dyn Calendar> {
    Arc::new(Named(id.to_owned()))
}

/// A built-in calendar with an alias, and a counter of how often it has been made.
fn counted(name: &'static str, alias: &str) -> (SystemCalendar, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let own = Arc::clone(&count);
    let make = move || {
        own.fetch_add(1, SeqCst);
        Ok(named(name))
    };
    (SystemCalendar::new(name, make).alias(alias), count)
}

fn registry(system: Vec<SystemCalendar>) -> Arc<Registry> {
    Arc::new(Registry::with(Policy::default(), system).expect("names that do not clash"))
}

/// A registry without built-in calendars, already populated and with one calendar registered.
fn registry_of_the_hill() -> Arc<Registry> {
    let registry = registry(vec![]);
    registry.register(named("hill"), &["mount"]).expect("a first registration");
    registry
}

/// Runs a role on each thread, including this one; each gets its number, from 0 on.
fn together(threads: usize, role: impl Fn(usize) + Send + Sync + 'static) {
    let role = Arc::new(role);
    let spawn = |number| {
        let role = Arc::clone(&role);
        thread::spawn(move || role(number))
    };
    let others: Vec<_> = (1..threads).map(spawn).collect();
    role(0);
    for other in others {
        other.join().expect("a thread that ends well");
    }
}

/// The first thread that asks makes the calendars: once, and all of them before any thread is
/// answered.
pub fn population_against_lookup(threads: usize) {
    let (coptic, coptic_made) = counted("coptic", "of Alexandria");
    let (roc, roc_made) = counted("roc", "minguo");
    let registry = registry(vec![coptic, roc]);
    together(threads, move |number| {
        let name = ["Coptic", "MINGUO"][number % 2];
        let found = registry.find(name).expect("it is there for whoever asks");
        assert_eq!(found.names().next(), Some(["coptic", "roc"][number % 2]));
        assert_eq!(registry.calendars().expect("all made").count(), 2);
    });
    assert_eq!((coptic_made.load(SeqCst), roc_made.load(SeqCst)), (1, 1), "each is made once");
}

/// The built-in calendars are there before those of users, whichever thread is first.
pub fn population_against_registration(threads: usize) {
    let (coptic, made) = counted("coptic", "of Alexandria");
    let registry = registry(vec![coptic]);
    together(threads, move |number| {
        if number == 0 {
            let refused = registry.register(named("hill"), &["Of Alexandria"]).unwrap_err();
            let (name, owner) = ("Of Alexandria".to_owned(), "coptic".to_owned());
            assert_eq!(refused.refusal, RegistryRefusal::Taken { name, owner });
        } else {
            let id = registry.register(named(&format!("hill {number}")), &[]).expect("a free name");
            let ids: Vec<_> = registry.calendars().expect("all made").map(Entry::id).collect();
            assert!(ids[1..].contains(&id), "behind the system's");
        }
        assert_eq!(registry.by_system(0).expect("it is made").name(), "coptic");
    });
    assert_eq!(made.load(SeqCst), 1);
}

/// A calendar is found under all its names and its id, or under none of them.
pub fn registration_against_lookup(threads: usize) {
    let registry = registry_of_the_hill();
    together(threads, move |number| {
        if number == 0 {
            registry.register(named("vale"), &["dale", "glen"]).expect("free names");
        } else {
            // The name that is stored first, and the one that is stored last.
            let (one, other) = if number % 2 == 1 { ("vale", "glen") } else { ("glen", "vale") };
            match registry.find(one) {
                Ok(found) => {
                    let same = registry.find(other).expect("one name is there, so all are");
                    assert_eq!(same.id(), found.id());
                    assert!(registry.by_id(found.id()).is_ok());
                    assert_eq!(found.names().collect::<Vec<_>>(), ["vale", "dale", "glen"]);
                }
                Err(missing) => assert_eq!(missing, Missing::NotFound),
            }
        }
        assert!(number > 0 || registry.find("DALE").is_ok(), "whoever registered it finds it");
        assert_eq!(registry.find("mount").expect("it was there").name(), "hill");
    });
}

/// Of several calendars that want one name, one is registered, and the others leave no trace.
pub fn registration_against_registration(threads: usize) {
    let registry = registry_of_the_hill();
    let winners = Arc::new(AtomicUsize::new(0));
    let (shared, won) = (Arc::clone(&registry), Arc::clone(&winners));
    together(threads, move |number| {
        let id = format!("vale {number}");
        match shared.register(named(&id), &["dale"]) {
            Ok(own) => {
                won.fetch_add(1, SeqCst);
                assert_eq!(shared.find("dale").expect("its name").id(), own);
            }
            Err(refused) => {
                let owner = shared.find("dale").expect("somebody's name").name().to_owned();
                let name = "dale".to_owned();
                assert_eq!(refused.refusal, RegistryRefusal::Taken { name, owner });
                assert_eq!(shared.find(&id).err(), Some(Missing::NotFound));
                assert_eq!(refused.calendar.id(), id);
            }
        }
    });
    assert_eq!(winners.load(SeqCst), 1, "one has the name");
    assert_eq!(registry.names().expect("all made").count(), 4);
}

/// A list holds complete calendars, never fewer than an earlier one, and its newest name is found.
pub fn registration_against_listing(threads: usize) {
    let registry = registry_of_the_hill();
    together(threads, move |number| {
        if number == 0 {
            registry.register(named("vale"), &["dale"]).expect("free names");
            registry.register(named("moor"), &["heath"]).expect("free names");
        } else {
            let list = || registry.names().expect("all made").collect::<Vec<_>>();
            let before = list();
            let all = ["hill", "mount", "vale", "dale", "moor", "heath"];
            assert!(before.len().is_multiple_of(2) && all.starts_with(&before), "{before:?}");
            let newest = before.last().expect("at least what was there before");
            assert!(registry.find(newest).is_ok(), "{newest} is listed");
            assert!(list().starts_with(&before));
        }
    });
}

/// A calendar that asks while it is being made gets a refusal; all other threads are answered.
pub fn population_against_reentry(threads: usize) {
    let home: Arc<OnceLock<Weak<Registry>>> = Arc::new(OnceLock::new());
    let own = Arc::clone(&home);
    let make = move || {
        let registry = own.get().and_then(Weak::upgrade).ok_or("there is no registry")?;
        let found = registry.find("coptic").err();
        let listed = registry.names().err();
        let refused = registry.register(named("hill"), &[]).err().map(|refused| refused.refusal);
        let reported = (Some(Missing::Populating), Some(RegistryRefusal::Populating));
        if (found, refused) == reported && listed == reported.0 {
            Ok(named("curious"))
        } else {
            Err("it was told something else".to_owned())
        }
    };
    let registry =
        registry(vec![counted("coptic", "kopt").0, SystemCalendar::new("curious", make)]);
    home.set(Arc::downgrade(&registry)).expect("set once");
    together(threads, move |_| {
        assert_eq!(registry.find("curious").map(Entry::name), Ok("curious"));
        assert_eq!(registry.find("hill").err(), Some(Missing::NotFound));
    });
}

/// A calendar that cannot be made is not tried again, gives the reason, and does not affect others.
pub fn population_against_panic(threads: usize) {
    let tries = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&tries);
    let panics = SystemCalendar::new("panics", move || {
        count.fetch_add(1, SeqCst);
        resume_unwind(Box::new("as planned")) // Like `panic!`, but prints nothing.
    });
    let registry = registry(vec![panics, counted("coptic", "kopt").0]);
    together(threads, move |number| {
        assert_eq!(registry.find("kopt").map(Entry::name), Ok("coptic"));
        let why = "it panicked: as planned";
        assert_eq!(registry.find("Panics").err(), Some(Missing::Failed { why }));
        if number == 0 {
            let refused = registry.register(named("panics"), &[]).unwrap_err().refusal;
            assert!(matches!(refused, RegistryRefusal::Taken { .. }), "its name stays taken");
        }
    });
    assert_eq!(tries.load(SeqCst), 1);
}
