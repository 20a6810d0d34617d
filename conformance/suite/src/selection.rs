//! What to run: which checks and calendars, how much, and from which seed.

use std::time::Duration;

use crate::check::{self, Check, renamed};
use crate::level::Level;
use crate::shard::Shard;

/// How much a run does: the maximum number of generated cases, and the time limit for a subject
/// that is too slow for an exhaustive sweep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Budget {
    /// Seconds. The default.
    Smoke,
    /// A minute or two.
    Ci,
    /// An hour.
    Nightly,
}

impl Budget {
    /// The number of generated cases per check and calendar.
    pub const fn generated_cases(self) -> u32 {
        match self {
            Budget::Smoke => 256,
            Budget::Ci => 4096,
            Budget::Nightly => 65_536,
        }
    }

    /// The time for which a subject is asked if no level is given: a minute, six minutes or an
    /// hour, minus a margin for the last answers and the report.
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
    /// At this level, without a time limit.
    At(Level),
    /// At the finest level of each calendar that fits into this time. Cases not asked by then are
    /// lost.
    Within(Duration),
}

/// What is run.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Only these checks: ids, or folders of ids such as `calendar/order`. Empty for all.
    pub only: Vec<String>,
    /// Skip these checks: ids or folders of ids.
    pub skip: Vec<String>,
    /// Only these calendars, by id. Empty for all.
    pub calendars: Vec<String>,
    /// The budget, which limits generated cases.
    pub budget: Budget,
    /// The seed of generated cases.
    pub seed: u64,
    /// The level, or the time from which levels are chosen; exhaustive by default.
    pub pace: Pace,
    /// Only the part that belongs to this shard; `None` for everything. Requires a given level,
    /// which must not depend on the speed of a machine.
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

    /// The level at which calendars are asked; the coarsest if it is still to be chosen.
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

    /// The number of generated cases per check and calendar, at this level.
    pub fn generated_cases(&self) -> u32 {
        self.level().generated(self.budget.generated_cases())
    }

    /// The selected checks on calendars.
    pub fn checks_of_calendars(&self) -> Vec<&'static Check> {
        let mut checks = self.checks();
        checks.retain(|check| !check.plan.is_of_registries());
        checks
    }

    /// The selected checks on registries.
    pub fn checks_of_registries(&self) -> Vec<&'static Check> {
        let mut checks = self.checks();
        checks.retain(|check| check.plan.is_of_registries());
        checks
    }

    /// Whether the item with this name in the plan belongs to the shard that is run.
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
