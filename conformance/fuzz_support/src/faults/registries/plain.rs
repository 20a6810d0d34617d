//! A registry that is as plain as possible, in steps that can be replaced: a lock, a map and a
//! list.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::ThreadId;
use std::time::Duration;

use calproof::profile::{Open, Profile, RegistryClaim, Shutdown};
use calproof::program::{Name, Program};
use calproof::subject::{InProcess, RegistrySource, lock};
use calproof_registry::calendars::{Coptic, Gregory, Hebrew, IslamicCivil};
use calproof_registry::{Calendar, CalendarRegistry, Found, Policy, Registered, RegistryRefusal};

use super::gate::Gate;

pub(super) type Answer<T> = Result<T, RegistryRefusal>;

type Register = fn(&Plain, Arc<dyn Calendar>, &[&str]) -> Answer<Registered>;

/// The built-in calendars: how each is made, and its names.
type BuiltIn = (fn() -> Arc<dyn Calendar>, &'static [&'static str]);

pub(super) const BUILT_IN: &[BuiltIn] = &[
    (|| Arc::new(Gregory), &["gregory", "gregorian"]),
    (|| Arc::new(Hebrew), &["hebrew", "jewish"]),
    (|| Arc::new(IslamicCivil), &["islamic-civil", "islamicc"]),
    (|| Arc::new(Coptic), &["coptic"]),
];

/// A plain registry, what it claims, and its steps.
pub(in crate::faults) struct TamperedRegistry {
    pub(super) profile: Profile,
    pub(super) steps: PlainSteps,
    /// The deadline of a program, where a fault needs its own.
    pub(super) deadline: Option<Duration>,
}

/// The steps of a registry.
#[derive(Clone, Copy)]
pub(super) struct PlainSteps {
    /// Makes the built-in calendars, unless they have been made.
    pub(super) populate: fn(&Plain),
    /// The key of a name; equal names have equal keys.
    pub(super) key: fn(&Plain, &str) -> String,
    /// Why a text cannot be a name.
    pub(super) objection: fn(&str) -> Option<&'static str>,
    /// Admits a call, unless shutdown has begun.
    pub(super) admit: fn(&Plain, Method) -> Answer<()>,
    pub(super) register: Register,
    /// Registers the offer or refuses it, in one step as seen by other threads.
    pub(super) decide: fn(&Plain, &mut Contents, &Offer) -> Answer<Registered>,
    pub(super) find: fn(&Plain, &str) -> Answer<Found>,
    pub(super) by_id: fn(&Plain, u64) -> Answer<Found>,
    pub(super) unregister: fn(&Plain, &str) -> Answer<()>,
    pub(super) names: fn(&Plain) -> Answer<Vec<String>>,
    pub(super) calendars: fn(&Plain) -> Answer<Vec<Found>>,
    pub(super) shut_down: fn(&Plain) -> Answer<()>,
}

/// A method of the trait.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Register,
    Find,
    ById,
    Unregister,
    Names,
    Calendars,
    ShutDown,
}

/// A registry that runs these steps.
pub(super) struct Plain {
    pub(super) steps: PlainSteps,
    pub(super) locale: Option<String>,
    pub(super) gate: Gate,
    table: Mutex<Contents>,
    /// Held while the built-in calendars are made.
    pub(super) populating: Mutex<()>,
    pub(super) is_populated: AtomicBool,
    /// The stage of the shutdown; 0 before it begins.
    pub(super) ending: AtomicU64,
    /// Answers that a fault remembers, and the contents that each thread saw.
    remembered: Mutex<BTreeMap<String, Answer<Found>>>,
    views: Mutex<HashMap<ThreadId, Contents>>,
    /// Calendars that a fault does not release.
    kept: Mutex<Vec<Arc<dyn Calendar>>>,
}

/// The contents of a registry.
#[derive(Clone, Default)]
pub(super) struct Contents {
    /// By key: the names in their original spelling, and the ids of their owners.
    pub(super) names: BTreeMap<String, (String, u64)>,
    /// By id: the first names, and the calendars.
    pub(super) calendars: BTreeMap<u64, (String, Arc<dyn Calendar>)>,
    /// How many ids have been given.
    pub(super) given: u64,
}

/// A calendar that is to be registered, under its names.
pub(super) struct Offer {
    pub(super) calendar: Arc<dyn Calendar>,
    /// The first name, then the aliases.
    pub(super) names: Vec<String>,
}

impl Offer {
    /// Asks the calendar for its first name.
    pub(super) fn of(calendar: Arc<dyn Calendar>, aliases: &[&str]) -> Offer {
        let mut names = vec![calendar.id().to_owned()];
        names.extend(aliases.iter().map(|&alias| alias.to_owned()));
        Offer { calendar, names }
    }
}

impl TamperedRegistry {
    /// A registry that does everything as declared, except for the change. It declares what the
    /// reference does; also that calendars can be unregistered, and that it can be shut down.
    pub(in crate::faults) fn but(change: fn(&mut TamperedRegistry)) -> TamperedRegistry {
        let profile = Profile {
            open: Some(Open::RegisterAndUnregister),
            shutdown: Some(Shutdown::Gone),
            ..Policy::default().profile()
        };
        let mut plain = TamperedRegistry { profile, steps: super::steps::PLAIN, deadline: None };
        change(&mut plain);
        plain
    }
}

struct PlainSource(PlainSteps);

impl RegistrySource for PlainSource {
    fn open(&self, program: &Program) -> Box<dyn CalendarRegistry> {
        Box::new(Plain {
            steps: self.0,
            locale: program.locale.clone(),
            gate: Gate::new(),
            table: Mutex::default(),
            populating: Mutex::default(),
            is_populated: AtomicBool::new(false),
            ending: AtomicU64::new(0),
            remembered: Mutex::default(),
            views: Mutex::default(),
            kept: Mutex::default(),
        })
    }
}

impl TamperedRegistry {
    /// Its claim, and the source that opens it.
    pub(in crate::faults) fn claim_and_source(self) -> (RegistryClaim, Box<dyn RegistrySource>) {
        (self.claim(), Box::new(PlainSource(self.steps)))
    }

    fn claim(&self) -> RegistryClaim {
        let names = |(_, names): &BuiltIn| names.iter().map(|&name| Name::from(name)).collect();
        RegistryClaim {
            profile: self.profile.clone(),
            built_in: BUILT_IN.iter().map(names).collect(),
            // It can claim any locale, since it is only told its name.
            locales: ["tr-TR", "az-AZ", "lt-LT"].map(str::to_owned).to_vec(),
            ..RegistryClaim::default()
        }
    }

    /// The registry as a subject with this name.
    pub(in crate::faults) fn subject(self, name: &str) -> InProcess<'static> {
        let subject = InProcess::new(name, env!("CARGO_PKG_VERSION"), Vec::new())
            .with_registry(self.claim(), PlainSource(self.steps));
        match self.deadline {
            Some(deadline) => subject.with_deadline(deadline),
            None => subject,
        }
    }
}

impl Plain {
    /// The contents, locked.
    pub(super) fn table(&self) -> MutexGuard<'_, Contents> {
        lock(&self.table)
    }

    pub(super) fn remembered(&self) -> MutexGuard<'_, BTreeMap<String, Answer<Found>>> {
        lock(&self.remembered)
    }

    pub(super) fn views(&self) -> MutexGuard<'_, HashMap<ThreadId, Contents>> {
        lock(&self.views)
    }

    pub(super) fn kept(&self) -> MutexGuard<'_, Vec<Arc<dyn Calendar>>> {
        lock(&self.kept)
    }

    pub(super) fn key(&self, name: &str) -> String {
        (self.steps.key)(self, name)
    }

    /// The contents, locked, after making the built-in calendars.
    pub(super) fn populated(&self) -> MutexGuard<'_, Contents> {
        (self.steps.populate)(self);
        self.table()
    }

    /// Registers the offer, if all its names are valid.
    pub(super) fn enter(&self, offer: &Offer) -> Answer<Registered> {
        self.object(offer)?;
        (self.steps.decide)(self, &mut self.populated(), offer)
    }

    /// Refuses an offer with an invalid name.
    pub(super) fn object(&self, offer: &Offer) -> Answer<()> {
        for name in &offer.names {
            if let Some(why) = (self.steps.objection)(name) {
                return Err(RegistryRefusal::BadName { name: name.clone(), why: why.to_owned() });
            }
        }
        Ok(())
    }
}

impl Contents {
    /// The calendar with this id.
    pub(super) fn found(&self, id: u64) -> Answer<Found> {
        let (name, calendar) = self.calendars.get(&id).ok_or(RegistryRefusal::NotFound)?;
        Ok(Found { calendar: Arc::clone(calendar), id: Some(id), name: Some(name.clone()) })
    }

    /// Registers a calendar under those of the names that are free; returns these and its id.
    pub(super) fn put(
        &mut self,
        calendar: &Arc<dyn Calendar>,
        named: &[(String, &str)],
    ) -> Registered {
        let id = self.given;
        self.given += 1;
        let mut won = BTreeSet::new();
        for (key, name) in named {
            if !self.names.contains_key(key) {
                self.names.insert(key.clone(), ((*name).to_owned(), id));
                won.insert((*name).to_owned());
            }
        }
        let first = named.first().map_or("", |(_, name)| name);
        self.calendars.insert(id, (first.to_owned(), Arc::clone(calendar)));
        Registered { id: Some(id), names: Some(won.into_iter().collect()) }
    }

    /// Registers a calendar under all of the names, taking them from their owners.
    pub(super) fn put_over(
        &mut self,
        calendar: &Arc<dyn Calendar>,
        named: &[(String, &str)],
    ) -> Registered {
        self.names.retain(|key, _| !named.iter().any(|(its, _)| its == key));
        self.put(calendar, named)
    }

    /// Removes a calendar with all its names.
    pub(super) fn remove(&mut self, id: u64) -> Option<Arc<dyn Calendar>> {
        self.names.retain(|_, (_, owner)| *owner != id);
        self.calendars.remove(&id).map(|(_, calendar)| calendar)
    }
}

impl CalendarRegistry for Plain {
    fn register(&self, calendar: Arc<dyn Calendar>, aliases: &[&str]) -> Answer<Registered> {
        self.gate.call(|| {
            (self.steps.admit)(self, Method::Register)?;
            (self.steps.register)(self, calendar, aliases)
        })
    }

    fn find(&self, name: &str) -> Answer<Found> {
        self.gate.call(|| {
            (self.steps.admit)(self, Method::Find)?;
            (self.steps.find)(self, name)
        })
    }

    fn by_id(&self, id: u64) -> Answer<Found> {
        self.gate.call(|| {
            (self.steps.admit)(self, Method::ById)?;
            (self.steps.by_id)(self, id)
        })
    }

    fn unregister(&self, name: &str) -> Answer<()> {
        self.gate.call(|| {
            (self.steps.admit)(self, Method::Unregister)?;
            (self.steps.unregister)(self, name)
        })
    }

    fn names(&self) -> Answer<Vec<String>> {
        self.gate.call(|| {
            (self.steps.admit)(self, Method::Names)?;
            (self.steps.names)(self)
        })
    }

    fn calendars(&self) -> Answer<Vec<Found>> {
        self.gate.call(|| {
            (self.steps.admit)(self, Method::Calendars)?;
            (self.steps.calendars)(self)
        })
    }

    fn shut_down(&self) -> Answer<()> {
        self.gate.call(|| {
            (self.steps.admit)(self, Method::ShutDown)?;
            (self.steps.shut_down)(self)
        })
    }
}
