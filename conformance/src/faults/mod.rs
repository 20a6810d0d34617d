//! Faults planted to prove the checks: a check that catches none could not fail. Each has a benign
//! twin, of the same shape and legal, on which every check is silent.

mod calendars;
mod counting;
mod dates;
#[cfg(test)]
mod tests;

use calendars::Tampered;
use calproof_registry::Calendar;

use crate::subject::{InProcess, Subject};

/// Every planted fault.
pub fn all() -> impl Iterator<Item = &'static Fault> {
    dates::FAULTS.iter().chain(counting::FAULTS)
}

/// A wrong calendar, what catches it, and its benign twin.
#[non_exhaustive]
pub struct Fault {
    /// Its name.
    pub name: &'static str,
    /// What is wrong with it.
    pub about: &'static str,
    /// The checks that must catch it.
    pub caught_by: &'static [&'static str],
    /// What its twin does, legally.
    pub twin: &'static str,
    plant: fn() -> Tampered,
    plant_twin: fn() -> Tampered,
}

impl Fault {
    /// The wrong calendar.
    pub fn calendar(&self) -> impl Calendar + use<> {
        (self.plant)()
    }

    /// The benign twin.
    pub fn twin_calendar(&self) -> impl Calendar + use<> {
        (self.plant_twin)()
    }
}

/// The fault of this name.
pub fn by_name(name: &str) -> Option<&'static Fault> {
    all().find(|fault| fault.name == name)
}

/// A fault or a twin as a subject, by the name `fault/NAME` or `twin/NAME`.
pub fn subject(name: &str) -> Option<Box<dyn Subject>> {
    let (kind, fault) = name.split_once('/')?;
    let fault = by_name(fault)?;
    let calendar: &'static dyn Calendar = match kind {
        // It is asked until the program ends.
        "fault" => Box::leak(Box::new(fault.calendar())),
        "twin" => Box::leak(Box::new(fault.twin_calendar())),
        _ => return None,
    };
    Some(Box::new(InProcess::new(name, env!("CARGO_PKG_VERSION"), vec![calendar])))
}
