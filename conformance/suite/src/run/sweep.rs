//! Every day of a calendar, in blocks and without a transcript.

use std::collections::BTreeMap;

use calproof_registry::{DayRange, RataDie};

use crate::case::Input;
use crate::case::edges::EXHAUSTIVE;
use crate::check::{Block, Check};
use crate::outcome::{BlockResult, DayRun};
use crate::query::Ability;
use crate::run::cases::together;
use crate::session::Topic;
use crate::subject::Claim;
use crate::verdict::Status;

/// How many days are asked for at once, and stand on one line of the event log.
const BLOCK_DAYS: i64 = 32_768;

/// The days that are walked: the promised ones within ±9,999 years, all but the last, since checks
/// look at the next day.
pub fn walked(claim: &Claim) -> Option<DayRange> {
    let range = claim.range?;
    let window = DayRange { first: RataDie(EXHAUSTIVE.0), last: RataDie(EXHAUSTIVE.1) };
    let range = DayRange { last: RataDie(range.last.0.checked_sub(1)?), ..range };
    range.intersection(window)
}

/// The blocks that a range is cut into: at multiples of their length, so that a block is the same
/// whatever the range.
pub fn blocks(range: DayRange) -> Vec<DayRange> {
    let mut blocks = Vec::new();
    let mut first = range.first.0;
    while first <= range.last.0 {
        let end = (first.div_euclid(BLOCK_DAYS) + 1) * BLOCK_DAYS - 1;
        let last = end.min(range.last.0);
        blocks.push(DayRange { first: RataDie(first), last: RataDie(last) });
        first = last + 1;
    }
    blocks
}

/// Into how many parts a block is cut that could not be judged at once, before its days are asked
/// one by one.
const PARTS: i64 = 16;

/// Judges every day of a block.
pub fn walk(topic: &Topic<'_>, checks: &[&'static Check], days: DayRange) -> BlockResult {
    if let Some(result) = walk_at_once(topic, checks, days) {
        return result;
    }
    let mut whole = BlockResult::empty(checks, days);
    let length = (BLOCK_DAYS / PARTS).max(1);
    let mut first = days.first.0;
    while first <= days.last.0 {
        let last = (first + length - 1).min(days.last.0);
        let part = DayRange { first: RataDie(first), last: RataDie(last) };
        let result = walk_at_once(topic, checks, part)
            .unwrap_or_else(|| walk_one_by_one(topic, checks, part));
        whole.append(result);
        first = last + 1;
    }
    whole
}

impl BlockResult {
    fn empty(checks: &[&'static Check], days: DayRange) -> BlockResult {
        let counts = vec![BTreeMap::new(); checks.len()];
        BlockResult { days, counts, runs: vec![Vec::new(); checks.len()] }
    }

    /// Takes over what came of the days that follow.
    fn append(&mut self, part: BlockResult) {
        for (counts, others) in self.counts.iter_mut().zip(part.counts) {
            for (status, count) in others {
                *counts.entry(status).or_default() += count;
            }
        }
        for (runs, others) in self.runs.iter_mut().zip(part.runs) {
            for run in others {
                add_run(runs, run);
            }
        }
    }
}

/// By kernels, from one batch; `None` if the batch came to a day without an answer.
fn walk_at_once(
    topic: &Topic<'_>,
    checks: &[&'static Check],
    days_asked: DayRange,
) -> Option<BlockResult> {
    let DayRange { first, last } = days_asked;
    let mut result = BlockResult::empty(checks, days_asked);
    let (subject, id) = (topic.subject, &topic.shape.claim.id);
    let needed = |ability| checks.iter().any(|check| check.needs.contains(&ability));
    let count = (last.0 - first.0 + 1) as usize;
    let (mut dates, mut days, mut weekdays) = (Vec::new(), Vec::new(), Vec::new());
    if needed(Ability::Date) {
        dates.reserve(count + 1);
        subject.dates(id, first, count + 1, &mut dates).ok()?;
    }
    if needed(Ability::Day) {
        days.reserve(count);
        subject.days(id, &dates[..count], &mut days).ok()?;
    }
    if needed(Ability::Weekday) {
        weekdays.reserve(count + 1);
        subject.weekdays(id, first, count + 1, &mut weekdays).ok()?;
    }
    let block = Block {
        first,
        dates: &dates,
        days: &days,
        weekdays: &weekdays,
        oracle: &topic.shape.oracle,
    };
    for (place, check) in checks.iter().enumerate() {
        let kernel = check.kernel?;
        let mut passed = 0;
        for index in 0..count {
            match kernel(&block, index)? {
                Status::Pass => passed += 1,
                status => note(&mut result, place, block.day(index), status),
            }
        }
        if passed > 0 {
            result.counts[place].insert(Status::Pass, passed);
        }
    }
    Some(result)
}

/// By conversations, one for each day and check; where that costs less, all of them ask together.
fn walk_one_by_one(topic: &Topic<'_>, checks: &[&'static Check], days: DayRange) -> BlockResult {
    let mut result = BlockResult::empty(checks, days);
    let days: Vec<RataDie> = (days.first.0..=days.last.0).map(RataDie).collect();
    for (place, check) in checks.iter().enumerate() {
        let verdicts = together(topic, &days, |day, ask| check.judge(&Input::Day(*day), ask));
        for (day, verdict) in days.iter().zip(verdicts) {
            match verdict {
                Ok(()) => *result.counts[place].entry(Status::Pass).or_default() += 1,
                Err(objection) => note(&mut result, place, *day, objection.status),
            }
        }
    }
    result
}

fn note(result: &mut BlockResult, place: usize, day: RataDie, status: Status) {
    *result.counts[place].entry(status).or_default() += 1;
    add_run(&mut result.runs[place], DayRun { first: day, last: day, status });
}

/// Appends a run, as part of the last one where it goes on.
pub fn add_run(runs: &mut Vec<DayRun>, run: DayRun) {
    match runs.last_mut() {
        Some(last) if last.status == run.status && last.last.0 + 1 == run.first.0 => {
            last.last = run.last;
        }
        _ => runs.push(run),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_cover_a_range_once_and_in_order() {
        let range = DayRange { first: RataDie(-40_000), last: RataDie(70_001) };
        let blocks = blocks(range);
        assert_eq!(blocks[0].first, range.first);
        assert_eq!(blocks[blocks.len() - 1].last, range.last);
        for pair in blocks.windows(2) {
            assert_eq!(pair[0].last.0 + 1, pair[1].first.0);
            assert_eq!(pair[1].first.0 % BLOCK_DAYS, 0);
        }
    }
}
