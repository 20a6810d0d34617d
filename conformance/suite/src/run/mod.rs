//! Cases × checks → verdicts, with a ledger: what was planned was resolved, or the run says not.

mod answers;
pub mod cases;
mod compared;
mod findings;
mod pacing;
pub mod registry;
mod regressions;
pub mod shrink;
mod strata;
mod subject;
pub mod sweep;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use calproof_registry::DayRange;
use rayon::prelude::*;

use crate::check::Check;
use crate::level::Level;
use crate::query::Ability;
use crate::session::Topic;
use crate::spec::FileError;
use crate::subject::{Claim, Subject};

use findings::FindingsByStatus;

pub use findings::asked_again;
pub use registry::Door;
pub use registry::run_registry;
pub use regressions::replay_case;
pub use regressions::{replay, selected};
pub use subject::{SubjectFiles, run_subject};

// What is asked for here, and what it comes to.
pub use crate::outcome::{
    BlockResult, CalendarOutcome, CheckOutcome, Finding, ReplayOutcome, Replayed,
};
pub use crate::selection::Selection;
pub use crate::selection::matches;

/// A calendar that is begun, or the registry.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Part<'a> {
    /// The calendar's id.
    pub name: &'a str,
    /// How finely it is asked.
    pub level: Level,
    /// Its index among the parts of the subject, and how many there are.
    pub place: (usize, usize),
    /// About how many verdicts there will be.
    pub verdicts: u64,
    /// Whether this is a first look, from which the level is chosen.
    pub is_look: bool,
}

impl<'a> Part<'a> {
    /// A calendar at this level and index, of about so many verdicts.
    pub fn new(name: &'a str, level: Level, place: (usize, usize), verdicts: u64) -> Part<'a> {
        Part { name, level, place, verdicts, is_look: false }
    }

    /// The same as a first look.
    #[must_use]
    pub fn as_look(self) -> Part<'a> {
        Part { is_look: true, ..self }
    }
}

/// Told how far a run is, from any thread.
pub trait Progress: Sync {
    /// So many more verdicts are there.
    fn advance(&self, verdicts: u64);

    /// A calendar of the subject, or its registry, is begun.
    fn part(&self, _part: Part<'_>) {}

    /// So many more checks fail.
    fn failed(&self, _failures: u64) {}
}

/// Nobody watches.
impl Progress for () {
    fn advance(&self, _verdicts: u64) {}
}

/// About how many verdicts a run of this claim comes to.
fn verdicts(claim: &Claim, selection: &Selection) -> u64 {
    let swept = swept(claim, selection).len() as u64;
    let days = sweep::walked(claim).map_or(0, |days| strata::most_days(selection.level(), days));
    let cases = u64::from(selection.generated_cases()).max(1);
    days * swept + cases * selection.checks_of_calendars().len() as u64
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
    let blocks = sweep(&topic, &swept, selection, progress);
    let run = |check: &&'static Check| {
        let place = swept.iter().position(|swept| swept.id == check.id);
        let outcome = run_check(&topic, check, selection, place, &blocks);
        let swept: u64 =
            if place.is_some() { blocks.iter().map(|block| block.asked).sum() } else { 0 };
        note(progress, &outcome, swept);
        outcome
    };
    // Those that read a clock, or count what was asked before, must not share the subject with others.
    let is_alone = |check: &&&'static Check| check.plan.manner().costly;
    let together: Vec<&'static Check> =
        checks.iter().filter(|check| !is_alone(check)).copied().collect();
    let mut outcomes: Vec<CheckOutcome> = together.par_iter().map(run).collect();
    outcomes.extend(checks.iter().filter(is_alone).map(run));
    // In the order of the checks, whenever they were run.
    outcomes.sort_by_key(|outcome| checks.iter().position(|check| check.id == outcome.check.id));
    let checks = outcomes;
    let ends = blocks.first().zip(blocks.last());
    Ok(CalendarOutcome {
        claim: claim.clone(),
        level: selection.level(),
        walked: ends
            .map(|(first, last)| DayRange { first: first.days.first, last: last.days.last }),
        blocks,
        swept,
        inconclusive: compared::shortfall(&topic, &checks),
        laws_only: topic.shape.oracle.spec.is_none(),
        checks,
    })
}

/// The selected checks that are held against every day that is swept.
fn swept(claim: &Claim, selection: &Selection) -> Vec<&'static Check> {
    let mut checks = selection.checks_of_calendars();
    checks.retain(|check| check.kernel.is_some() && missing(claim, check).is_none());
    checks
}

/// How many runs of days are asked together.
const RUNS: usize = 2048;

/// Tells of a check that is done, of which so many verdicts were told before.
fn note(progress: &dyn Progress, outcome: &CheckOutcome, before: u64) {
    progress.advance(outcome.planned.saturating_sub(before));
    let failures = outcome.findings.iter().filter(|finding| finding.status.fails()).count();
    progress.failed(failures as u64);
}

/// Every day that is promised, or those of the level.
fn sweep(
    topic: &Topic<'_>,
    swept: &[&'static Check],
    selection: &Selection,
    progress: &dyn Progress,
) -> Vec<BlockResult> {
    if swept.is_empty() {
        return Vec::new();
    }
    let done = |result: BlockResult| {
        progress.advance(result.asked * swept.len() as u64);
        result
    };
    if selection.level().is_exhaustive() {
        let blocks = sweep::walked(topic.shape.claim).map(sweep::blocks).unwrap_or_default();
        return blocks.into_par_iter().map(|days| done(sweep::walk(topic, swept, days))).collect();
    }
    let runs = strata::runs(topic, selection);
    runs.par_chunks(RUNS).map(|runs| done(sweep::walk_runs(topic, swept, runs))).collect()
}

/// Which abilities the check needs and the subject does not have, in words.
fn missing(claim: &Claim, check: &Check) -> Option<String> {
    let missing: Vec<String> = check
        .needs
        .iter()
        .filter(|ability| !claim.abilities.contains(ability))
        .map(Ability::to_string)
        .collect();
    (!missing.is_empty()).then(|| format!("the subject does not answer {}", missing.join(", ")))
}

/// Why the check is left out at this level: its cases would pass for what others cost, too.
fn too_costly(check: &Check, selection: &Selection) -> Option<String> {
    let is_left_out = check.plan.manner().costly && selection.level().is_thinned();
    is_left_out.then(|| "it takes a level at which no planned case is left out".to_owned())
}

fn run_check(
    topic: &Topic<'_>,
    check: &'static Check,
    selection: &Selection,
    place: Option<usize>,
    blocks: &[BlockResult],
) -> CheckOutcome {
    let mut outcome = CheckOutcome {
        check,
        not_asked: missing(topic.shape.claim, check).or_else(|| too_costly(check, selection)),
        planned: 0,
        counts: BTreeMap::new(),
        unsupported: BTreeMap::new(),
        findings: Vec::new(),
        passed: BTreeSet::new(),
        first_failure: None,
    };
    if outcome.not_asked.is_some() {
        return outcome;
    }
    let inputs = cases::planned(topic, check, selection.level());
    outcome.planned = inputs.len() as u64 + cases::generated_count(topic, check, selection);
    let mut judged = cases::judge_planned(topic, check, inputs);
    judged.extend(cases::judge_generated(topic, check, selection));
    let mut gathered = FindingsByStatus::default();
    for case in judged {
        gathered.add_case(&mut outcome, case);
    }
    if let Some(place) = place {
        for block in blocks {
            gathered.add_block(&mut outcome, block, place);
        }
    }
    if outcome.planned == 0 {
        outcome.not_asked = Some(nothing_to_ask(topic, check));
    }
    outcome.findings = gathered.findings(topic, check);
    outcome
}

/// Why a check had no case.
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
