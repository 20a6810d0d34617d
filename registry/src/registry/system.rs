//! The built-in calendars of a registry, made on first need.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::calendar::Calendar;
use crate::calendars;

type Make = dyn Fn() -> Result<Arc<dyn Calendar>, String> + Send + Sync;

/// A built-in calendar: its names, and how it is made.
pub struct SystemCalendar {
    /// The first name, then the aliases.
    pub(super) names: Vec<Arc<str>>,
    make: Box<Make>,
}

impl SystemCalendar {
    /// A built-in calendar with this name. `make` is called at most once, when the registry is
    /// first used. If it fails or panics, lookups of the calendar report that.
    pub fn new(
        name: &str,
        make: impl Fn() -> Result<Arc<dyn Calendar>, String> + Send + Sync + 'static,
    ) -> SystemCalendar {
        SystemCalendar { names: vec![name.into()], make: Box::new(make) }
    }

    /// Adds an alias.
    #[must_use]
    pub fn alias(mut self, name: &str) -> SystemCalendar {
        self.names.push(name.into());
        self
    }

    /// The calendar, or why it could not be made.
    pub(super) fn make(&self) -> Result<Arc<dyn Calendar>, String> {
        catch_unwind(AssertUnwindSafe(&self.make)).unwrap_or_else(|payload| Err(message(payload)))
    }
}

fn message(payload: Box<dyn Any + Send>) -> String {
    let payload = match payload.downcast::<String>() {
        Ok(text) => return format!("it panicked: {text}"),
        Err(payload) => payload,
    };
    match payload.downcast::<&'static str>() {
        Ok(text) => format!("it panicked: {text}"),
        Err(payload) => {
            // The payload has a type of its own, and dropping it could panic again.
            std::mem::forget(payload);
            "it panicked".to_owned()
        }
    }
}

/// Aliases. Source: CLDR 48, common/bcp47/calendar.xml; `minguo` and `jewish` are common names
/// beyond it.
const ALIASES: &[(&str, &str)] = &[
    ("gregory", "gregorian"),
    ("roc", "minguo"),
    ("ethioaa", "ethiopic-amete-alem"),
    ("hebrew", "jewish"),
    ("islamic-civil", "islamicc"),
];

/// All reference calendars.
pub(super) fn reference_calendars() -> Vec<SystemCalendar> {
    let of = |(calendar, make): (&&dyn Calendar, &calendars::Make)| {
        let make = *make;
        let aliases = ALIASES.iter().filter(|(id, _)| *id == calendar.id());
        let system = SystemCalendar::new(calendar.id(), move || Ok(make()));
        aliases.fold(system, |system, (_, alias)| system.alias(alias))
    };
    calendars::ALL.iter().zip(calendars::MAKE).map(of).collect()
}
