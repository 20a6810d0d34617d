//! What a subject declares. It is asked only about that, and judged by that.

use std::collections::{BTreeMap, BTreeSet};

use calproof_registry::{BeyondRange, Calendar, DayRange, Leniency, Numbering};

use crate::profile::RegistryClaim;
use crate::query::Ability;

/// The calendar id that stands for a registry. No calendar has it.
pub const REGISTRY: &str = "registry";

/// The name of the reference as a subject.
pub const REFERENCE: &str = "reference";

/// A subject's claim about one calendar. The subject is asked only about that, and judged by that.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Claim {
    /// The calendar's id.
    pub id: String,
    /// The id of the published rule by which it computes.
    pub rule: String,
    /// The declared range of days; `None` if it declares none.
    pub range: Option<DayRange>,
    /// What it does with a day beyond the declared range.
    pub beyond_range: BeyondRange,
    /// For each question, what it does with impossible input, if it does not refuse it.
    pub impossible: BTreeMap<Ability, Leniency>,
    /// How it numbers native dates.
    pub numbering: Numbering,
    /// The questions that it answers.
    pub abilities: BTreeSet<Ability>,
}

impl Claim {
    /// The claim of a Rust calendar: what it declares, with this range and these abilities.
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

    /// What it does with impossible input to this question.
    pub fn leniency(&self, ability: Ability) -> Leniency {
        self.impossible.get(&ability).copied().unwrap_or_default()
    }

    /// The placeholder claim for a registry.
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

/// Everything that a subject declares before it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hello {
    /// Its name, as on the command line.
    pub name: String,
    /// The version of the library behind it.
    pub version: String,
    /// The claims about its calendars.
    pub calendars: Vec<Claim>,
    /// The claim about its registry, if it has one that can be asked.
    pub registry: Option<RegistryClaim>,
}
