//! Which checks, which calendars, how much, and from which seed.

use std::time::Duration;

use crate::check::{self, Check, renamed};
use crate::level::Level;
use crate::shard::Shard;

/// How much a run does: the maximum number of generated cases, and the time for a subject that is too
/// slow for an exhaustive sweep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Budget {
    /// Seconds: what everybody runs.
    Smoke,
    /// A minute or two.
    Ci,
    /// An hour.
    Nightly,
}

impl Budget {
    /// How many generated cases a check is given for a calendar.
    pub const fn generated_cases(self) -> u32 {
        match self {
            Budget::Smoke => 256,
            Budget::Ci => 4096,
            Budget::Nightly => 65_536,
        }
    }

    /// How long a subject is asked if no level is given: a minute, six minutes or an hour, less a margin
    /// for the last answers and the report.
    pub const fn time(self) -> Duration {
        Duration::from_secs(match self {
            Budget::Smoke => 50,
            Budget::Ci => 340,
            Budget::Nightly => 3540,
        })
    }

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Budget::Smoke => "smoke",
            Budget::Ci => "ci",
            Budget::Nightly => "nightly",
        }
    }
}

/// How finely a subject is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Pace {
    /// At this level, however long it takes.
    At(Level),
    /// At the finest level of each calendar that fits into this time. Cases not asked by then are
    /// lost.
    Within(Duration),
}

/// What is run.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Only these checks: ids, or folders of ids such as `calendar/order`. All, if there are none.
    pub only: Vec<String>,
    /// Not these.
    pub skip: Vec<String>,
    /// Only these calendars, by id. All, if there are none.
    pub calendars: Vec<String>,
    /// How much.
    pub budget: Budget,
    /// The seed of generated cases.
    pub seed: u64,
    /// How finely; exhaustive by default.
    pub pace: Pace,
    /// Only the part of this shard; everything, if there is none. The level has to be given then: it
    /// may not follow from how quick a machine is.
    pub shard: Option<Shard>,
}

impl Default for Selection {
    fn default() -> Selection {
        Selection {
            only: Vec::new(),
            skip: Vec::new(),
            calendars: Vec::new(),
            budget: Budget::Smoke,
            seed: 1,
            pace: Pace::At(Level::EXHAUSTIVE),
            shard: None,
        }
    }
}

impl Selection {
    /// The selected checks, in the order of the table.
    pub fn checks(&self) -> Vec<&'static Check> {
        check::ALL
            .iter()
            .filter(|check| self.only.is_empty() || selects(&self.only, check.id))
            .filter(|check| !selects(&self.skip, check.id))
            .collect()
    }

    /// The level at which calendars are asked; the coarsest, until it is known how quick the subject is.
    pub fn level(&self) -> Level {
        match self.pace {
            Pace::At(level) => level,
            Pace::Within(_) => Level::COARSEST,
        }
    }

    /// The same selection, at this level.
    #[must_use]
    pub fn at(&self, level: Level) -> Selection {
        Selection { pace: Pace::At(level), ..self.clone() }
    }

    /// How many generated cases a check is given for a calendar.
    pub fn generated_cases(&self) -> u32 {
        self.level().generated(self.budget.generated_cases())
    }

    /// Those that are about calendars.
    pub fn checks_of_calendars(&self) -> Vec<&'static Check> {
        let mut checks = self.checks();
        checks.retain(|check| !check.plan.is_of_registries());
        checks
    }

    /// Those that are about registries.
    pub fn checks_of_registries(&self) -> Vec<&'static Check> {
        let mut checks = self.checks();
        checks.retain(|check| check.plan.is_of_registries());
        checks
    }

    /// Whether what has this name in the plan is in the part that is run.
    pub(crate) fn has(&self, name: impl FnOnce() -> String) -> bool {
        self.shard.is_none_or(|shard| shard.has(&name()))
    }

    /// Whether the calendar is selected.
    pub fn has_calendar(&self, id: &str) -> bool {
        self.calendars.is_empty() || self.calendars.iter().any(|calendar| calendar == id)
    }
}

/// Whether the pattern is the id, or a folder above it, with or without `/*`.
pub fn matches(pattern: &str, id: &str) -> bool {
    let folder = pattern.strip_suffix("/*").unwrap_or(pattern);
    id.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn selects(patterns: &[String], id: &str) -> bool {
    let ids = [id, renamed::old_id(id)];
    patterns.iter().any(|pattern| ids.iter().any(|id| matches(pattern, id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_an_id_or_a_folder() {
        let id = "calendar/order/weekdays_cycle";
        for pattern in [id, "calendar/order", "calendar/order/*", "calendar", "calendar/*"] {
            assert!(matches(pattern, id), "{pattern}");
        }
        for pattern in ["", "calendar/ord", "order", "registry", "calendar/order/weekdays_cycle/x"]
        {
            assert!(!matches(pattern, id), "{pattern}");
        }
    }
}
