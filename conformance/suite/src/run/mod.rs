//! Runs checks on cases, and keeps a ledger: every planned verdict is resolved, or the run reports
//! it as lost.

mod answers;
pub mod cases;
pub(crate) mod compared;
pub(crate) mod findings;
mod pacing;
pub mod registry;
mod regressions;
pub mod shrink;
mod strata;
pub(crate) mod subject;
pub mod sweep;
#[cfg(test)]
mod tests;

use calproof_registry::DayRange;
use rayon::prelude::*;

use crate::check::Check;
use crate::level::Level;
use crate::query::Ability;
use crate::session::Topic;
use crate::spec::FileError;
use crate::subject::{Claim, Subject};

use findings::FindingsByStatus;

pub use registry::Door;
pub use registry::run_registry;
pub use regressions::replay_case;
pub use regressions::{replay, selected};
pub use subject::{SubjectFiles, run_subject};

// Re-exported, since callers of this module use them.
pub use crate::outcome::{
    BlockResult, CalendarOutcome, CheckOutcome, Finding, ReplayOutcome, Replayed, asked_again,
};
pub use crate::selection::Selection;
pub use crate::selection::matches;

/// A calendar or the registry that is about to be asked.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Part<'a> {
    /// The calendar's id; `registry` for the registry.
    pub name: &'a str,
    /// The level at which it is asked.
    pub level: Level,
    /// Its index among the parts of the subject, and how many there are.
    pub place: (usize, usize),
    /// The approximate number of verdicts.
    pub verdicts: u64,
    /// Whether this is the first look from which the level is chosen.
    pub is_look: bool,
}

impl<'a> Part<'a> {
    /// A part at this level and index, with about this many verdicts.
    pub fn new(name: &'a str, level: Level, place: (usize, usize), verdicts: u64) -> Part<'a> {
        Part { name, level, place, verdicts, is_look: false }
    }

    /// The same part, marked as a first look.
    #[must_use]
    pub fn as_look(self) -> Part<'a> {
        Part { is_look: true, ..self }
    }
}

/// Receives the progress of a run, from any thread.
pub trait Progress: Sync {
    /// This many more verdicts are known.
    fn advance(&self, verdicts: u64);

    /// A calendar of the subject, or its registry, is about to be asked.
    fn part(&self, _part: Part<'_>) {}

    /// This many more checks have failed.
    fn failed(&self, _failures: u64) {}
}

/// Ignores the progress.
impl Progress for () {
    fn advance(&self, _verdicts: u64) {}
}

/// The approximate number of verdicts in a run for this claim.
fn verdicts(claim: &Claim, selection: &Selection) -> u64 {
    let swept = swept(claim, selection).len() as u64;
    let days = sweep::walked(claim).map_or(0, |days| strata::most_days(selection.level(), days));
    let cases = u64::from(selection.generated_cases()).max(1);
    let all = days * swept + cases * selection.checks_of_calendars().len() as u64;
    all / selection.shard.map_or(1, |shard| u64::from(shard.count))
}

/// Runs the selected checks on one calendar of the subject.
pub fn run_calendar(
    subject: &dyn Subject,
    claim: &Claim,
    selection: &Selection,
    progress: &dyn Progress,
) -> Result<CalendarOutcome, FileError> {
    let topic = Topic::new(subject, claim)?;
    let checks = selection.checks_of_calendars();
    let swept = swept(claim, selection);
    let walk = walk(&topic, &swept, selection, progress);
    let run = |check: &&'static Check| {
        let place = swept.iter().position(|swept| swept.id == check.id);
        let outcome = run_check(&topic, check, selection, place, &walk);
        let swept: u64 =
            if place.is_some() { walk.blocks.iter().map(|block| block.asked).sum() } else { 0 };
        note(progress, &outcome, swept);
        outcome
    };
    // Costly checks measure time or count earlier questions, so they must not share the subject.
    let is_alone = |check: &&&'static Check| check.plan.manner().costly;
    let together: Vec<&'static Check> =
        checks.iter().filter(|check| !is_alone(check)).copied().collect();
    let mut outcomes: Vec<CheckOutcome> = together.par_iter().map(run).collect();
    outcomes.extend(checks.iter().filter(is_alone).map(run));
    // Sorted in the order of the checks, independent of the order in which they ran.
    outcomes.sort_by_key(|outcome| checks.iter().position(|check| check.id == outcome.check.id));
    let checks = outcomes;
    let blocks = walk.blocks;
    Ok(CalendarOutcome {
        claim: claim.clone(),
        level: selection.level(),
        walked: ends(&blocks),
        blocks,
        swept,
        // One shard cannot tell whether all shards together compare enough.
        inconclusive: match selection.shard {
            None => compared::shortfall(claim, &topic.shape.oracle, &checks),
            Some(_) => None,
        },
        laws_only: topic.shape.oracle.spec.is_none(),
        checks,
    })
}

/// The selected checks that judge every day of the sweep.
fn swept(claim: &Claim, selection: &Selection) -> Vec<&'static Check> {
    let mut checks = selection.checks_of_calendars();
    checks.retain(|check| check.kernel.is_some() && missing(claim, check).is_none());
    checks
}

/// Number of runs of days that share a batch.
const RUNS: usize = 2048;

/// Reports a finished check. `before`: the number of its verdicts already reported.
fn note(progress: &dyn Progress, outcome: &CheckOutcome, before: u64) {
    progress.advance(outcome.planned.saturating_sub(before));
    let failures = outcome.findings.iter().filter(|finding| finding.status.fails()).count();
    progress.failed(failures as u64);
}

/// The results of a sweep of a calendar's days.
struct Walk {
    /// The results, block by block.
    blocks: Vec<BlockResult>,
    /// The number of days that other shards have.
    days_elsewhere: u64,
    /// The ranges of those days, if they may adjoin the days of a block.
    elsewhere: Vec<DayRange>,
}

/// Sweeps every declared day, or those of the level, as far as they belong to this shard. Days that
/// share a batch belong to one shard, chosen by the first day.
fn walk(
    topic: &Topic<'_>,
    swept: &[&'static Check],
    selection: &Selection,
    progress: &dyn Progress,
) -> Walk {
    let mut walk = Walk { blocks: Vec::new(), days_elsewhere: 0, elsewhere: Vec::new() };
    if swept.is_empty() {
        return walk;
    }
    let done = |result: BlockResult| {
        progress.advance(result.asked * swept.len() as u64);
        result
    };
    let is_own = |days: &DayRange| {
        selection.has(|| format!("{}/days/{}", topic.shape.claim.id, days.first.0))
    };
    let length = |days: &DayRange| (days.last.0 - days.first.0 + 1).unsigned_abs();
    if selection.level().is_exhaustive() {
        let blocks = sweep::walked(topic.shape.claim).map(sweep::blocks).unwrap_or_default();
        let (own, elsewhere): (Vec<_>, Vec<_>) = blocks.into_iter().partition(is_own);
        let own = own.into_par_iter().map(|days| done(sweep::walk(topic, swept, days)));
        walk.blocks = own.collect();
        walk.days_elsewhere = elsewhere.iter().map(length).sum();
        walk.elsewhere = elsewhere;
    } else {
        let runs = strata::runs(topic, selection);
        let all = runs.chunks(RUNS);
        let (own, elsewhere): (Vec<_>, Vec<_>) = all.partition(|runs| is_own(&runs[0]));
        let own = own.into_par_iter().map(|runs| done(sweep::walk_runs(topic, swept, runs)));
        walk.blocks = own.collect();
        walk.days_elsewhere = elsewhere.into_iter().flatten().map(length).sum();
    }
    walk
}

/// From the first day of the first block to the last day of the last.
pub(crate) fn ends(blocks: &[BlockResult]) -> Option<DayRange> {
    let (first, last) = blocks.first().zip(blocks.last())?;
    Some(DayRange { first: first.days.first, last: last.days.last })
}

/// The abilities that the check needs and the subject lacks, in words; `None` if it has all.
fn missing(claim: &Claim, check: &Check) -> Option<String> {
    let missing: Vec<String> = check
        .needs
        .iter()
        .filter(|ability| !claim.abilities.contains(ability))
        .map(Ability::to_string)
        .collect();
    (!missing.is_empty()).then(|| format!("the subject does not answer {}", missing.join(", ")))
}

/// Why the check is omitted: levels that thin the planned cases omit costly checks.
fn too_costly(check: &Check, selection: &Selection) -> Option<String> {
    let is_left_out = check.plan.manner().costly && selection.level().is_thinned();
    is_left_out.then(|| "it runs only at levels with all planned cases".to_owned())
}

fn run_check(
    topic: &Topic<'_>,
    check: &'static Check,
    selection: &Selection,
    place: Option<usize>,
    walk: &Walk,
) -> CheckOutcome {
    let not_asked = missing(topic.shape.claim, check).or_else(|| too_costly(check, selection));
    let mut outcome = CheckOutcome::begin(check, not_asked);
    if outcome.not_asked.is_some() {
        return outcome;
    }
    let planned = cases::planned(topic, check, selection.level());
    let all = planned.len() as u64 + cases::generated_count(topic, check, selection);
    let mut judged =
        cases::judge_planned(topic, check, cases::own(topic, check, planned, selection));
    judged.extend(cases::judge_generated(topic, check, selection));
    outcome.planned = judged.len() as u64;
    outcome.elsewhere = all - outcome.planned;
    let mut gathered = FindingsByStatus::default();
    for case in judged {
        gathered.add_case(&mut outcome, case);
    }
    if let Some(place) = place {
        outcome.elsewhere += walk.days_elsewhere;
        for block in &walk.blocks {
            gathered.add_block(&mut outcome, block, place);
        }
    }
    if outcome.planned + outcome.elsewhere == 0 {
        outcome.not_asked = Some(nothing_to_ask(topic, check));
    }
    let elsewhere = selection.shard.map(|_| walk.elsewhere.as_slice());
    outcome.findings = gathered.findings(topic, check, elsewhere);
    outcome
}

/// Why a check had no cases.
fn nothing_to_ask(topic: &Topic<'_>, check: &Check) -> String {
    if topic.shape.claim.range.is_none() {
        return "the subject declares no range".to_owned();
    }
    match topic.shape.oracle.spec {
        None => "the calendar has no vector file".to_owned(),
        Some(spec) => match ((check.plan.manner().nothing)(spec), &spec.unpublished) {
            (Some(why), _) => why.to_owned(),
            (None, Some(why)) => format!("published dates: {why}"),
            (None, None) => "the declared range leaves no case".to_owned(),
        },
    }
}
