//! Faults planted to prove the checks: a check that catches none might be unable to fail. Each has
//! a benign twin, of the same shape and legal, on which every check is silent.

mod calendars;
mod company;
mod cost;
mod counting;
mod dates;
mod days_of_years;
mod derived;
mod expected;
mod fields;
mod found_by;
mod impossible;
mod iso_weeks;
#[cfg(test)]
mod laws;
mod memory;
mod month_days;
mod outside;
mod processes;
mod registries;
mod strangers;
mod sums;
#[cfg(test)]
mod tests;

use calendars::Tampered;
use calproof::profile::RegistryClaim;
use calproof::subject::RegistrySource;
use calproof::subject::{InProcess, Subject};
use calproof_registry::Calendar;
pub use found_by::FoundBy;
use found_by::{
    ABSENT_CALLS, BEHAVIOUR, IN_THE_REGISTRY, LONG_NAMES, MANY, MISSED, NAMES_OF_OTHERS,
    NOT_MEASURED, NOT_TIMED, SLOWNESS, THREADS,
};
use processes::Processes;
use registries::TamperedRegistry;

/// The names of the faults that have further expectations beside being found.
#[cfg(test)]
pub(crate) fn expected_of() -> impl Iterator<Item = &'static str> {
    let by_chance = expected::BY_CHANCE.iter().map(|(name, _)| *name);
    by_chance.chain(expected::WORDS.iter().map(|(name, _)| *name))
}

/// Every planted fault.
pub fn all() -> impl Iterator<Item = &'static Fault> {
    let of_calendars = [
        dates::FAULTS,
        counting::FAULTS,
        sums::FAULTS,
        derived::FAULTS,
        days_of_years::FAULTS,
        iso_weeks::FAULTS,
        month_days::FAULTS,
        fields::FAULTS,
        impossible::FAULTS,
        outside::FAULTS,
        memory::FAULTS,
        company::FAULTS,
        cost::FAULTS,
    ];
    of_calendars.into_iter().flatten().chain(strangers::all()).chain(registries::all())
}

/// The name of every fault and what finds it, including those planted in the reference registry.
pub fn found_by() -> impl Iterator<Item = (&'static str, FoundBy)> {
    all().map(|fault| (fault.name, fault.found_by)).chain(IN_THE_REGISTRY.iter().copied())
}

/// A wrong calendar or registry, what catches it, and its benign twin.
#[non_exhaustive]
pub struct Fault {
    /// Its name.
    pub name: &'static str,
    /// What is wrong with it.
    pub about: &'static str,
    /// The checks that must catch it.
    pub caught_by: &'static [&'static str],
    /// The fuzz targets that find it, or why none does.
    pub found_by: FoundBy,
    /// What its twin does, legally.
    pub twin: &'static str,
    plant: Plant,
    plant_twin: Plant,
}

/// What is planted.
enum Plant {
    Calendar(fn() -> Tampered),
    /// The first of two calendars in one subject.
    Calendars(fn() -> [Tampered; 2]),
    /// The calendar in the first process, and in all later ones.
    Processes(fn() -> [Tampered; 2]),
    /// The change to a registry that otherwise does everything as declared.
    Registry(fn(&mut TamperedRegistry)),
}

impl Fault {
    /// The wrong calendar; `None` if it is a registry.
    pub fn calendar(&self) -> Option<impl Calendar + use<>> {
        self.plant.calendar()
    }

    /// The minimum number of seeds, of twenty, that find a fault which is found only by chance.
    pub fn by_chance(&self) -> Option<u64> {
        expected::BY_CHANCE.iter().find(|(name, _)| *name == self.name).map(|(_, least)| *least)
    }

    /// The words that the smallest case and the reason contain together if they identify the fault;
    /// empty if none are defined.
    pub fn words(&self) -> &'static [&'static str] {
        expected::WORDS.iter().find(|(name, _)| *name == self.name).map_or(&[], |(_, words)| words)
    }

    /// Whether the fault was planted by an author who knew the protocol but no check.
    pub fn is_by_stranger(&self) -> bool {
        let mut all = strangers::all().chain(registries::by_strangers());
        all.any(|fault| fault.name == self.name)
    }

    /// Whether it is one of those that strangers planted after the checks had been improved by the first
    /// score.
    pub fn is_of_second_round(&self) -> bool {
        strangers::second()
            .chain(registries::of_second_round())
            .any(|fault| fault.name == self.name)
    }

    /// The calendar that is the benign twin.
    pub fn twin_calendar(&self) -> Option<impl Calendar + use<>> {
        self.plant_twin.calendar()
    }
}

impl Plant {
    fn calendar(&self) -> Option<Tampered> {
        match self {
            Plant::Calendar(plant) => Some(plant()),
            Plant::Calendars(plant) | Plant::Processes(plant) => plant().into_iter().next(),
            Plant::Registry(_) => None,
        }
    }

    fn subject(&self, name: &str) -> Box<dyn Subject> {
        // The calendars are used until the program ends.
        let leaked = |planted: Tampered| -> &'static dyn Calendar { Box::leak(Box::new(planted)) };
        let in_process = |calendars| InProcess::new(name, env!("CARGO_PKG_VERSION"), calendars);
        Box::new(match self {
            Plant::Calendar(plant) => in_process(vec![leaked(plant())]),
            Plant::Calendars(plant) => in_process(plant().map(leaked).to_vec()),
            Plant::Processes(plant) => {
                let processes = plant().map(|planted| in_process(vec![leaked(planted)]));
                return Box::new(Processes::new(processes));
            }
            Plant::Registry(change) => TamperedRegistry::but(*change).subject(name),
        })
    }
}

/// The fault of this name.
pub fn by_name(name: &str) -> Option<&'static Fault> {
    all().find(|fault| fault.name == name)
}

/// A fault or a twin as a subject, by the name `fault/NAME` or `twin/NAME`.
pub fn subject(name: &str) -> Option<Box<dyn Subject>> {
    Some(plant(name)?.subject(name))
}

/// The calendar of this fault or twin, on top of the reference that `base` gives for its id.
pub fn calendar(
    name: &str,
    base: &dyn Fn(&str) -> Option<&'static dyn Calendar>,
) -> Option<&'static dyn Calendar> {
    let Plant::Calendar(plant) = plant(name)? else { return None };
    let tampered = plant();
    let base = base(tampered.base.id())?;
    // The calendar is used until the program ends.
    Some(Box::leak(Box::new(Tampered { base, ..tampered })))
}

/// The registry of this fault or twin: its claim, and the source that opens it.
pub fn registry(name: &str) -> Option<(RegistryClaim, Box<dyn RegistrySource>)> {
    let Plant::Registry(change) = plant(name)? else { return None };
    Some(TamperedRegistry::but(*change).claim_and_source())
}

fn plant(name: &str) -> Option<&'static Plant> {
    let (kind, fault) = name.split_once('/')?;
    let fault = by_name(fault)?;
    match kind {
        "fault" => Some(&fault.plant),
        "twin" => Some(&fault.plant_twin),
        _ => None,
    }
}
