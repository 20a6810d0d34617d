//! What a subject says of itself. It is asked only that, and judged by that.

use std::collections::{BTreeMap, BTreeSet};

use calproof_registry::{BeyondRange, Calendar, DayRange, Leniency, Numbering};

use crate::profile::RegistryClaim;
use crate::query::Ability;

/// How a registry is spoken of where calendars have their id. No calendar has it.
pub const REGISTRY: &str = "registry";

/// The name of the reference as a subject.
pub const REFERENCE: &str = "reference";

/// What a subject says of one of its calendars. It is asked only that, and judged by that.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Claim {
    /// The calendar's id.
    pub id: String,
    /// The id of the published rule by which it computes.
    pub rule: String,
    /// The days for which it answers; `None` if it does not say.
    pub range: Option<DayRange>,
    /// What it does with a day beyond the range.
    pub beyond_range: BeyondRange,
    /// What it does with what does not exist, where it does not refuse it, by question.
    pub impossible: BTreeMap<Ability, Leniency>,
    /// How it counts in native dates.
    pub numbering: Numbering,
    /// What it can be asked.
    pub abilities: BTreeSet<Ability>,
}

impl Claim {
    /// What a calendar of Rust says of itself, with what was found out.
    pub fn of(
        calendar: &dyn Calendar,
        range: Option<DayRange>,
        abilities: BTreeSet<Ability>,
    ) -> Claim {
        Claim {
            id: calendar.id().to_owned(),
            rule: calendar.rule().to_owned(),
            range,
            beyond_range: calendar.beyond_range(),
            impossible: Ability::ALL
                .iter()
                .map(|(ability, name)| (*ability, calendar.leniency(name)))
                .filter(|(_, leniency)| *leniency != Leniency::Refused)
                .collect(),
            numbering: calendar.numbering(),
            abilities,
        }
    }

    /// What it does when this is asked about something that does not exist.
    pub fn leniency(&self, ability: Ability) -> Leniency {
        self.impossible.get(&ability).copied().unwrap_or_default()
    }

    /// What stands for a registry where calendars have their claim.
    pub fn of_registry() -> Claim {
        Claim {
            id: REGISTRY.to_owned(),
            rule: REGISTRY.to_owned(),
            range: None,
            beyond_range: BeyondRange::Refuses,
            impossible: BTreeMap::new(),
            numbering: Numbering { year_zero: true },
            abilities: BTreeSet::new(),
        }
    }
}

/// What a subject says of itself before it is asked anything.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hello {
    /// Its name, as on the command line.
    pub name: String,
    /// The version of the library behind it.
    pub version: String,
    /// Its calendars.
    pub calendars: Vec<Claim>,
    /// Its registry, if it has one that can be asked.
    pub registry: Option<RegistryClaim>,
}
