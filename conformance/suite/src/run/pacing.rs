//! How finely each calendar of a subject is asked, so that a run ends in time.
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

/// What share of the time that is left is planned for: the rest is for what takes longer than the look
/// says, and for making what fails smaller.
const PLANNED: f64 = 0.6;

/// Days whose time is taken, a few first; many only where a few take next to no time.
const SAMPLES: [i64; 3] = [32, 1024, 32_768];

/// From so much time on a sample tells how long others take.
const TELLING: Duration = Duration::from_millis(20);

/// What came of a calendar at some level, and how long it took.
pub(super) struct Look {
    pub(super) outcome: CalendarOutcome,
    pub(super) took: Duration,
}

impl Look {
    /// Whether something of it is lost.
    pub(super) fn has_lost(&self) -> bool {
        self.outcome.checks.iter().any(|check| check.lost() > 0)
    }

    /// Whether something of it fails.
    pub(super) fn fails(&self) -> bool {
        let mut findings = self.outcome.checks.iter().flat_map(|check| &check.findings);
        findings.any(|finding| finding.status.fails())
    }
}

impl Look {
    /// This look with what failed in a coarser one before it and does not now: a wrong answer stays one.
    pub(super) fn after(mut self, before: Look) -> Look {
        for earlier in before.outcome.checks {
            let later = self.outcome.checks.iter_mut();
            let Some(later) = later.into_iter().find(|it| it.check.id == earlier.check.id) else {
                continue;
            };
            for mut finding in earlier.findings.into_iter().filter(|it| it.status.fails()) {
                if later.findings.iter().any(|it| it.status == finding.status) {
                    continue;
                }
                let count = finding.count() + finding.generated.len() as u64;
                later.planned += count;
                *later.counts.entry(finding.status).or_default() += count;
                finding.objection.why.push_str(PASSED_LATER);
                later.findings.push(finding);
            }
        }
        self
    }
}

/// What is said of a failure that did not come again in the same run.
const PASSED_LATER: &str = "; when more was asked later in this run, nothing failed like this: the \
                            answer depends on what else was asked, or on chance";

/// How long a calendar takes to be asked.
pub(super) struct Cost {
    /// Seconds a case.
    case: f64,
    /// Seconds a day of a sweep.
    day: f64,
    /// Of each check that is asked: how many cases are planned, and whether more are generated.
    checks: Vec<(usize, bool)>,
    /// The days that are swept, if there are checks for them.
    swept: Option<DayRange>,
}

impl Cost {
    /// From a look, which took so long, and from a few days of a sweep.
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
            let asked = checks.filter(|check| missing(claim, check).is_none()).map(|check| {
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

    /// Learns from a finer look: what is asked together costs less.
    pub(super) fn learn(&mut self, Look { outcome, took }: &Look, selection: &Selection) {
        let (cases, days) = self.size(outcome.level, selection);
        let took = took.as_secs_f64();
        let of_days = (days as f64 * self.day).min(took / 2.0);
        if days > 0 {
            self.day = self.day.min(took / days as f64);
        }
        self.case = (took - of_days) / cases.max(1) as f64;
    }

    /// The finest level that takes no more than this.
    pub(super) fn finest(&self, selection: &Selection, time: Duration) -> Level {
        let time = time.as_secs_f64() * PLANNED;
        let fits = |level: &Level| {
            let (cases, days) = self.size(*level, selection);
            cases as f64 * self.case + days as f64 * self.day <= time
        };
        Level::ALL.into_iter().rev().find(fits).unwrap_or(Level::COARSEST)
    }

    /// How many cases, and at most how many days of a sweep, a level has.
    fn size(&self, level: Level, selection: &Selection) -> (u64, u64) {
        let generated = u64::from(level.generated(selection.budget.generated_cases()));
        let cases = self.checks.iter().map(|(planned, generates)| {
            level.planned(*planned) as u64 + if *generates { generated } else { 0 }
        });
        (cases.sum(), self.swept.map_or(0, |days| strata::most_days(level, days)))
    }
}

/// How long a day of a sweep takes, by days in the middle of it.
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
