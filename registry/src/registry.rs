//! The registry itself.
//!
//! All data are append-only, and one number says how much of them is visible: `published`, one more
//! than the number of calendars, and 0 before the built-in calendars are made. A writer stores a
//! calendar and all its names where no reader looks yet, and then raises the number, which
//! publishes all of them in one step. So a reader loads the number and needs no lock.

mod answers;
mod folding;
mod names;
mod policy;
mod population;
mod system;
mod table;
mod through_trait;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::{fmt, iter};

pub use answers::{CalendarId, Entry, Missing, Refused};
pub use policy::{Policy, Unimplemented};
pub use system::SystemCalendar;

use crate::calendar::Calendar;
use crate::calendar_registry::RegistryRefusal;
use crate::primitive::{AtomicUsize, Mutex, Ordering, lock, planted};
use crate::profile::{Clash, Profile, SameBackend};
use answers::Tag;
use folding::HashSeed;
use names::Names;
use population::PopulateOnce;
use table::{Filled, Row};

/// Calendars by name and id, for many threads. Append-only: calendars can be registered at any
/// time, and are never removed.
///
/// The built-in calendars are made on first use, once, by the first thread that needs them; other
/// threads wait. After that no lookup waits or allocates. While a calendar is being made, calls
/// from the same thread return [`Missing::Populating`]. The constructor of a calendar must not wait
/// for another thread that calls the registry. Nor may the constructors of two registries call each
/// other's registry: if two threads use the registries first at the same time, they deadlock. No
/// lock is held while a calendar's own code runs.
///
/// ```
/// use calproof_registry::{Registry, RegistryRefusal, calendars};
/// use std::sync::Arc;
///
/// let registry = Registry::new();
/// let refused = registry.register(Arc::new(calendars::Coptic), &["of our village"]).unwrap_err();
/// let (name, owner) = ("coptic".to_owned(), "coptic".to_owned());
/// assert_eq!(refused.refusal, RegistryRefusal::Taken { name, owner });
/// assert!(registry.find("of our village").is_err());
/// ```
pub struct Registry {
    policy: Policy,
    tag: Tag,
    system: Vec<SystemCalendar>,
    population: PopulateOnce,
    /// One more than the number of calendars; 0 before the built-in ones are made.
    published: AtomicUsize,
    entries: Row<HeldCalendar>,
    names: Names,
    writer: Mutex<Writer>,
}

/// A calendar as held by the registry.
struct HeldCalendar {
    /// The calendar, or why it could not be made.
    calendar: Result<Arc<dyn Calendar>, String>,
    /// The id that it gave when it was registered.
    called: Arc<str>,
    names: Vec<Arc<str>>,
}

/// Data that only writers use.
struct Writer {
    names: Filled,
    /// The calendars' numbers, by address. Not a hash table, which would copy itself as it grows.
    calendars: BTreeMap<usize, usize>,
}

impl Registry {
    /// A registry of all reference calendars, with the default policy.
    #[expect(clippy::missing_panics_doc, reason = "whether it does, a test would show")]
    pub fn new() -> Registry {
        Registry::with(Policy::default(), system::reference_calendars())
            .expect("the reference calendars have names of their own")
    }

    /// A registry with a policy and with built-in calendars.
    ///
    /// # Errors
    ///
    /// A name of a built-in calendar is invalid under the policy, or two of them have the same
    /// name.
    pub fn with(
        policy: Policy,
        mut system: Vec<SystemCalendar>,
    ) -> Result<Registry, RegistryRefusal> {
        let (names, mut filled) =
            (Names::new(policy.folding, HashSeed::random()), Filled::default());
        for number in 0..system.len() {
            for name in &system[number].names {
                policy.names.check(name)?;
                if let Some(owner) = names.owner(name, number) {
                    return Err(taken(name, &system[owner].names[0]));
                }
            }
            let own = std::mem::take(&mut system[number].names);
            system[number].names = names.claim(&mut filled, own, number);
        }
        Ok(Registry {
            policy,
            tag: Tag::next(),
            system,
            population: PopulateOnce::new(),
            published: AtomicUsize::new(0),
            entries: Row::new(),
            names,
            writer: Mutex::new(Writer { names: filled, calendars: BTreeMap::new() }),
        })
    }

    /// What the registry does on the points where registries differ.
    pub fn profile(&self) -> Profile {
        self.policy.profile()
    }

    /// Registers the calendar with its own id as its first name, and with the aliases. Repeated
    /// names count once. The calendar's id is read once, before anything else.
    pub fn register(
        &self,
        calendar: Arc<dyn Calendar>,
        aliases: &[&str],
    ) -> Result<CalendarId, Refused> {
        let called: Arc<str> = calendar.id().into();
        match self.enter(&calendar, &called, aliases) {
            Ok(id) => Ok(id),
            Err(refusal) => Err(Refused { refusal, calendar }),
        }
    }

    /// The calendar of this name.
    #[inline]
    pub fn find(&self, name: &str) -> Result<Entry<'_>, Missing<'_>> {
        let count = self.count()?;
        if self.policy.names.is_too_long(name) {
            return Err(Missing::NotFound);
        }
        self.entry(self.names.owner(name, count).ok_or(Missing::NotFound)?)
    }

    /// The calendar of this id.
    pub fn by_id(&self, id: CalendarId) -> Result<Entry<'_>, Missing<'_>> {
        let count = self.count()?;
        let number = id.number(self.tag).filter(|number| *number < count);
        self.entry(number.ok_or(Missing::NotFound)?)
    }

    /// The built-in calendar with this index in the list.
    pub fn by_system(&self, place: usize) -> Result<Entry<'_>, Missing<'_>> {
        self.count()?;
        if place < self.system.len() { self.entry(place) } else { Err(Missing::NotFound) }
    }

    /// All calendars that are registered now, the built-in ones first. Later registrations are not
    /// included, nor are calendars that could not be made.
    pub fn calendars(&self) -> Result<impl Iterator<Item = Entry<'_>>, Missing<'_>> {
        let count = self.count()?;
        Ok((0..count).filter_map(|number| self.entry(number).ok()))
    }

    /// All names that are registered now, in their original spelling.
    pub fn names(&self) -> Result<impl Iterator<Item = &str>, Missing<'_>> {
        Ok(self.calendars()?.flat_map(Entry::names))
    }

    /// The number of calendars; makes the built-in ones if necessary.
    #[inline]
    fn count(&self) -> Result<usize, Missing<'_>> {
        match self.published.load(Ordering::Acquire) {
            0 => self.populate(),
            published => Ok(published - 1),
        }
    }

    #[cold]
    fn populate(&self) -> Result<usize, Missing<'_>> {
        self.population.ensure(|| self.make_system()).map_err(|_| Missing::Populating)?;
        Ok(self.published.load(Ordering::Acquire) - 1)
    }

    fn make_system(&self) {
        if planted("populated-early") {
            self.publish(self.system.len());
        }
        // Foreign code, so it runs before any lock is taken.
        let made: Vec<_> = self.system.iter().map(SystemCalendar::make).collect();
        let mut writer = lock(&self.writer);
        for (number, (system, mut calendar)) in self.system.iter().zip(made).enumerate() {
            if let Ok(made) = &calendar
                && let Some(owner) = self.same(&writer, made)
            {
                // The owner still holds it, so that it is not dropped here.
                calendar = Err(format!("it is the same calendar as {:?}", self.name_of(owner)));
            }
            self.hold(&mut writer, number, calendar, &system.names[0], system.names.clone());
        }
        self.publish(self.system.len());
    }
}

/// The operations of writers.
impl Registry {
    fn enter(
        &self,
        calendar: &Arc<dyn Calendar>,
        called: &Arc<str>,
        aliases: &[&str],
    ) -> Result<CalendarId, RegistryRefusal> {
        let aliases = aliases.iter().map(|alias| Arc::from(*alias));
        let names: Vec<Arc<str>> = iter::once(Arc::clone(called)).chain(aliases).collect();
        names.iter().try_for_each(|name| self.policy.names.check(name))?;
        self.count()?;

        let mut writer = lock(&self.writer);
        self.check(&writer, calendar, &names)?;
        if planted("check-unlocked") {
            drop(writer);
            writer = lock(&self.writer);
        }
        let number = self.published.load(Ordering::Relaxed) - 1;
        if planted("count-first") {
            self.publish(number + 1);
        }
        let names = self.names.claim(&mut writer.names, names, number);
        self.hold(&mut writer, number, Ok(Arc::clone(calendar)), called, names);
        self.publish(number + 1);
        Ok(CalendarId::new(self.tag, number))
    }

    /// Whether the calendar can be registered, under the policy and next to the others.
    fn check(
        &self,
        writer: &Writer,
        calendar: &Arc<dyn Calendar>,
        names: &[Arc<str>],
    ) -> Result<(), RegistryRefusal> {
        if let Some(owner) = self.same(writer, calendar) {
            return Err(RegistryRefusal::SameCalendar { owner: self.name_of(owner).to_owned() });
        }
        if self.policy.clash == Clash::FirstWins {
            return Ok(());
        }
        for name in names {
            if let Some(owner) = self.names.owner(name, usize::MAX)
                && !self.is(owner, calendar)
            {
                return Err(taken(name, self.name_of(owner)));
            }
        }
        Ok(())
    }

    /// Whether the calendar with this number is the same object.
    fn is(&self, number: usize, calendar: &Arc<dyn Calendar>) -> bool {
        let held = self.held(number).calendar.as_ref();
        held.is_ok_and(|own| address(own) == address(calendar))
    }

    /// The number of the same object, if it is registered and the policy distinguishes that.
    fn same(&self, writer: &Writer, calendar: &Arc<dyn Calendar>) -> Option<usize> {
        let is_refused = self.policy.same_backend == SameBackend::Refused;
        writer.calendars.get(&address(calendar)).copied().filter(|_| is_refused)
    }

    /// Stores a calendar where readers will find it once it is published.
    fn hold(
        &self,
        writer: &mut Writer,
        number: usize,
        calendar: Result<Arc<dyn Calendar>, String>,
        called: &Arc<str>,
        names: Vec<Arc<str>>,
    ) {
        if let Ok(calendar) = &calendar {
            writer.calendars.insert(address(calendar), number);
        }
        self.entries.put(number, HeldCalendar { calendar, called: Arc::clone(called), names });
    }

    /// The single step that makes everything below the count visible to readers.
    fn publish(&self, count: usize) {
        let relaxed = planted("count-relaxed");
        let order = if relaxed { Ordering::Relaxed } else { Ordering::Release };
        self.published.store(count + 1, order);
    }

    fn name_of(&self, number: usize) -> &str {
        &self.held(number).called
    }

    /// The held calendar with a number below the count.
    #[inline]
    fn held(&self, number: usize) -> &HeldCalendar {
        self.entries.get(number).expect("what is published is there")
    }

    #[inline]
    fn entry(&self, number: usize) -> Result<Entry<'_>, Missing<'_>> {
        let HeldCalendar { calendar, called, names } = self.held(number);
        match calendar {
            Ok(calendar) => {
                Ok(Entry { id: CalendarId::new(self.tag, number), calendar, called, names })
            }
            Err(why) => Err(Missing::Failed { why }),
        }
    }
}

/// The address of the calendar without its vtable, of which one type may have several.
fn address(calendar: &Arc<dyn Calendar>) -> usize {
    Arc::as_ptr(calendar).addr()
}

fn taken(name: &str, owner: &str) -> RegistryRefusal {
    RegistryRefusal::Taken { name: name.to_owned(), owner: owner.to_owned() }
}

impl Default for Registry {
    fn default() -> Registry {
        Registry::new()
    }
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The calendars are foreign code, so they are neither called nor made for this.
        let published = self.published.load(Ordering::Acquire);
        let mut shown = f.debug_struct("Registry");
        shown.field("policy", &self.policy).field("calendars", &published.checked_sub(1));
        shown.finish_non_exhaustive()
    }
}

/// The registry of the whole process: all reference calendars, with the default policy.
///
/// ```
/// let persian = calproof_registry::global().find("Persian").unwrap();
/// assert_eq!(persian.calendar().id(), "persian");
/// ```
pub fn global() -> &'static Registry {
    static GLOBAL: OnceLock<Registry> = OnceLock::new();
    GLOBAL.get_or_init(Registry::new)
}
