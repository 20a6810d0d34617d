//! Cases × checks → verdicts, with a ledger: what was planned was resolved, or the run says not.

mod answers;
pub mod cases;
mod compared;
mod findings;
pub mod registry;
mod regressions;
pub mod shrink;
mod subject;
pub mod sweep;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use calproof_registry::DayRange;
use rayon::prelude::*;

use crate::check::Check;
use crate::query::Ability;
use crate::session::Topic;
use crate::spec::FileError;
use crate::subject::{Claim, Subject};

use findings::FindingsByStatus;

pub use findings::asked_again;
pub use registry::run_registry;
pub use registry::{Door, steps_of_registry};
pub use regressions::replay_case;
pub use regressions::{replay, selected};
pub use subject::{SubjectFiles, run_subject};

// What is asked for here, and what it comes to.
pub use crate::outcome::{
    BlockResult, CalendarOutcome, CheckOutcome, Finding, ReplayOutcome, Replayed,
};
pub use crate::selection::Selection;
pub use crate::selection::matches;

/// Told how far a run is, from any thread.
pub trait Progress: Sync {
    /// So many steps of this subject's calendar are done.
    fn advance(&self, steps: u64);
}

/// Nobody watches.
impl Progress for () {
    fn advance(&self, _steps: u64) {}
}

/// How many steps a run of this claim will report as done.
pub fn steps(claim: &Claim, selection: &Selection) -> u64 {
    let days = sweep::walked(claim).map_or(0, |days| days.last.0 - days.first.0 + 1);
    days as u64 + selection.checks_of_calendars().len() as u64
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
    let askable = |check: &&&'static Check| missing(claim, check).is_none();
    let swept: Vec<&'static Check> =
        checks.iter().filter(askable).filter(|check| check.kernel.is_some()).copied().collect();
    let walked = sweep::walked(claim).filter(|_| !swept.is_empty());
    let blocks: Vec<DayRange> = walked.map(sweep::blocks).unwrap_or_default();
    let blocks: Vec<BlockResult> = blocks
        .into_par_iter()
        .map(|days| {
            let result = sweep::walk(&topic, &swept, days);
            progress.advance((days.last.0 - days.first.0 + 1) as u64);
            result
        })
        .collect();
    let outcomes = checks
        .par_iter()
        .map(|check| {
            let place = swept.iter().position(|swept| swept.id == check.id);
            let outcome = run_check(&topic, check, selection, place, &blocks);
            progress.advance(1);
            outcome
        })
        .collect();
    let checks: Vec<CheckOutcome> = outcomes;
    Ok(CalendarOutcome {
        claim: claim.clone(),
        walked,
        blocks,
        swept,
        inconclusive: compared::shortfall(&topic, &checks),
        laws_only: topic.shape.oracle.spec.is_none(),
        checks,
    })
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

fn run_check(
    topic: &Topic<'_>,
    check: &'static Check,
    selection: &Selection,
    place: Option<usize>,
    blocks: &[BlockResult],
) -> CheckOutcome {
    let mut outcome = CheckOutcome {
        check,
        not_asked: missing(topic.shape.claim, check),
        planned: 0,
        counts: BTreeMap::new(),
        unsupported: BTreeMap::new(),
        findings: Vec::new(),
    };
    if outcome.not_asked.is_some() {
        return outcome;
    }
    let inputs = cases::planned(topic, check);
    outcome.planned = inputs.len() as u64 + cases::generated_count(topic, check, selection);
    let mut judged = cases::judge_planned(topic, check, inputs);
    judged.extend(cases::judge_generated(topic, check, selection));
    let mut gathered = FindingsByStatus::default();
    for case in judged {
        gathered.add_case(&mut outcome, case);
    }
    if let Some(place) = place {
        for block in blocks {
            let days = (block.days.last.0 - block.days.first.0 + 1) as u64;
            gathered.add_block(&mut outcome, block, place, days);
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
