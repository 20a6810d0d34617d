//! Chooses the level for each calendar of a subject, so that a run ends in time.
#![expect(clippy::cast_precision_loss, reason = "a rough estimate will do")]

use std::time::{Duration, Instant};

use calproof_registry::{DayRange, RataDie};

use super::registry::sizes_of_registry;
use super::{missing, strata, sweep, swept};
use crate::check::Check;
use crate::claim::REGISTRY;
use crate::level::Level;
use crate::outcome::CalendarOutcome;
use crate::selection::Selection;
use crate::session::Topic;
use crate::spec::FileError;
use crate::subject::Subject;

/// The fraction of the remaining time that is planned for. The rest covers low estimates and the
/// shrinking of failures.
const PLANNED: f64 = 0.6;

/// Sizes of the timed samples. A larger sample is timed only if the smaller one took too little
/// time.
const SAMPLES: [i64; 3] = [32, 1024, 32_768];

/// The minimum time of a sample for a reliable estimate.
const TELLING: Duration = Duration::from_millis(20);

/// The outcome of a calendar at some level, and how long it took.
pub(super) struct Look {
    pub(super) outcome: CalendarOutcome,
    pub(super) took: Duration,
}

impl Look {
    /// Whether verdicts are lost.
    pub(super) fn has_lost(&self) -> bool {
        self.outcome.checks.iter().any(|check| check.lost() > 0)
    }

    /// This look, plus the failures of an earlier and coarser one that it did not find: a wrong
    /// answer stays wrong.
    pub(super) fn after(self, before: Look) -> Look {
        self.with_failures(before, PASSED_LATER)
    }

    /// This complete look, plus the failures of a finer one that was cut short. Unlike that one, it
    /// has no lost verdicts.
    pub(super) fn in_place_of(self, cut_short: Look) -> Look {
        self.with_failures(cut_short, "")
    }

    /// This look, plus the failures that only the other one has, with `words` appended to their
    /// reasons.
    fn with_failures(mut self, other: Look, words: &str) -> Look {
        for from in other.outcome.checks {
            let mut checks = self.outcome.checks.iter_mut();
            let Some(to) = checks.find(|it| it.check.id == from.check.id) else { continue };
            for mut finding in from.findings.into_iter().filter(|it| it.status.fails()) {
                if to.findings.iter().any(|it| it.status == finding.status) {
                    continue;
                }
                let count = finding.count() + finding.generated.len() as u64;
                to.not_asked = None;
                to.planned += count;
                *to.counts.entry(finding.status).or_default() += count;
                finding.objection.why.push_str(words);
                to.findings.push(finding);
            }
        }
        self
    }
}

/// Appended to the reason of a failure that a finer look did not find again.
const PASSED_LATER: &str = "; when more was asked later in this run, this did not fail again: the \
 answer depends on other questions, or on chance";

/// An estimate of how long a calendar takes.
pub(super) struct Cost {
    /// Seconds per case.
    case: f64,
    /// Seconds per day of a sweep.
    day: f64,
    /// For each check that applies: the number of planned cases, and whether more are generated.
    checks: Vec<(usize, bool)>,
    /// The days of a sweep; `None` if no selected check uses one.
    swept: Option<DayRange>,
}

impl Cost {
    /// Estimates from a first look and from sample days of a sweep.
    pub(super) fn measured(
        subject: &dyn Subject,
        selection: &Selection,
        look: &Look,
    ) -> Result<Cost, FileError> {
        let claim = &look.outcome.claim;
        let mut cost = Cost { case: 0.0, day: 0.0, checks: Vec::new(), swept: None };
        if let (REGISTRY, Some(claim)) = (claim.id.as_str(), &subject.hello().registry) {
            cost.checks = sizes_of_registry(claim, selection);
        } else {
            let topic = Topic::new(subject, claim)?;
            let checks = selection.checks_of_calendars().into_iter();
            let is_asked =
                |check: &&Check| missing(claim, check).is_none() && !check.plan.manner().costly;
            let asked = checks.filter(|check| is_asked(check)).map(|check| {
                let generates = check.plan.manner().generated.is_some();
                (check.plan.planned(&topic.shape).len(), generates)
            });
            cost.checks = asked.collect();
            let swept = swept(claim, selection);
            cost.swept = sweep::walked(claim).filter(|_| !swept.is_empty());
            cost.day = cost.swept.map_or(0.0, |days| seconds_a_day(&topic, &swept, days));
        }
        cost.learn(look, selection);
        Ok(cost)
    }

    /// Updates the estimate from a finer look: cases that are asked in batches cost less.
    pub(super) fn learn(&mut self, Look { outcome, took }: &Look, selection: &Selection) {
        let (cases, days) = self.size(outcome.level, selection);
        let took = took.as_secs_f64();
        let of_days = (days as f64 * self.day).min(took / 2.0);
        if days > 0 {
            self.day = self.day.min(took / days as f64);
        }
        self.case = (took - of_days) / cases.max(1) as f64;
    }

    /// The finest level that fits into this time.
    pub(super) fn finest(&self, selection: &Selection, time: Duration) -> Level {
        let time = time.as_secs_f64() * PLANNED;
        let fits = |level: &Level| {
            let (cases, days) = self.size(*level, selection);
            cases as f64 * self.case + days as f64 * self.day <= time
        };
        Level::ALL.into_iter().rev().find(fits).unwrap_or(Level::COARSEST)
    }

    /// The number of cases of a level, and the maximum number of its days.
    fn size(&self, level: Level, selection: &Selection) -> (u64, u64) {
        let generated = u64::from(level.generated(selection.budget.generated_cases()));
        let cases = self.checks.iter().map(|(planned, generates)| {
            level.planned(*planned) as u64 + if *generates { generated } else { 0 }
        });
        (cases.sum(), self.swept.map_or(0, |days| strata::most_days(level, days)))
    }
}

/// Seconds per day of a sweep, measured on days in its middle.
fn seconds_a_day(topic: &Topic<'_>, checks: &[&'static Check], days: DayRange) -> f64 {
    let first = days.first.0.midpoint(days.last.0);
    let mut seconds = 0.0;
    for count in SAMPLES {
        let last = (first + count - 1).min(days.last.0);
        let begin = Instant::now();
        let sample = DayRange { first: RataDie(first), last: RataDie(last) };
        sweep::walk(topic, checks, sample);
        let took = begin.elapsed();
        seconds = took.as_secs_f64() / (last - first + 1) as f64;
        if took >= TELLING {
            break;
        }
    }
    seconds
}
