//! Merges the shards' parts of a calendar.

use std::collections::BTreeMap;

use calproof_registry::{DayRange, RataDie};

use super::findings;
use super::lines::{Block, Calendar};
use super::log::{CalendarPart, CheckPart};
use crate::check;
use crate::claim::{Claim, REGISTRY};
use crate::level::Level;
use crate::oracle::Oracle;
use crate::outcome::{BlockResult, CalendarOutcome, CheckOutcome};
use crate::run::{compared, ends};
use crate::verdict::Status;

/// An upper bound for verdicts in a run, small enough that sums of such numbers cannot overflow.
const MOST: u64 = 1 << 40;

/// An upper bound for the absolute day numbers of a sweep, for the same purpose.
const LAST_DAY: u64 = 1 << 40;

/// Merges the shards' parts of all calendars of a subject.
pub(super) fn merged(
    subject: &str,
    shards: Vec<Vec<CalendarPart>>,
) -> Result<Vec<CalendarOutcome>, String> {
    let by_calendar = transposed(shards).ok_or("the shards have different calendars")?;
    by_calendar.into_iter().map(|parts| calendar(subject, parts)).collect()
}

/// Transposes rows to columns; `None` if the rows differ in length.
fn transposed<T>(all: Vec<Vec<T>>) -> Option<Vec<Vec<T>>> {
    let count = all.first().map_or(0, Vec::len);
    let mut columns: Vec<Vec<T>> = (0..count).map(|_| Vec::new()).collect();
    for row in all {
        if row.len() != count {
            return None;
        }
        columns.iter_mut().zip(row).for_each(|(column, one)| column.push(one));
    }
    Some(columns)
}

fn calendar(subject: &str, parts: Vec<CalendarPart>) -> Result<CalendarOutcome, String> {
    let line = parts.first().map(|part| part.line.clone()).ok_or("a calendar is missing")?;
    let name = crate::escape::line(&line.calendar);
    let named = |why: String| format!("{name}: {why}");
    if parts.iter().any(|part| part.line != line) {
        return Err(named(
            "the shards have different calendars, rules, ranges or levels".to_owned(),
        ));
    }
    let (mut blocks, mut checks) = (Vec::new(), Vec::new());
    for part in parts {
        blocks.extend(part.blocks);
        checks.push(part.checks);
    }
    let Calendar { calendar, rule, level, range, laws_only } = line;
    let level = Level::new(level).ok_or_else(|| named(format!("there is no level {level}")))?;
    let range = range.map(|(first, last)| DayRange { first: RataDie(first), last: RataDie(last) });
    let claim = Claim { id: calendar, rule, range, ..Claim::of_registry() };
    let checks = transposed(checks).ok_or_else(|| named("other checks".to_owned()))?;
    let checks = checks.into_iter().map(|parts| check(&claim.id, parts));
    let checks = checks.collect::<Result<Vec<CheckOutcome>, String>>().map_err(named)?;
    let (swept, blocks) = walk(blocks).map_err(named)?;
    let oracle = Oracle::new(subject, &claim).map_err(|error| error.to_string())?;
    let inconclusive =
        if claim.id == REGISTRY { None } else { compared::shortfall(&claim, &oracle, &checks) };
    let walked = ends(&blocks);
    Ok(CalendarOutcome { claim, level, walked, blocks, swept, checks, inconclusive, laws_only })
}

/// The range of days; an error if no sweep could cover it.
pub(super) fn days((first, last): (i64, i64)) -> Result<DayRange, String> {
    let is_far = |day: i64| day.unsigned_abs() > LAST_DAY;
    if last < first || is_far(first) || is_far(last) {
        return Err(format!("no sweep can cover the days from {first} to {last}"));
    }
    Ok(DayRange { first: RataDie(first), last: RataDie(last) })
}

/// The checks that were run on blocks of days, and all blocks in order.
fn walk(mut blocks: Vec<Block>) -> Result<(Vec<&'static check::Check>, Vec<BlockResult>), String> {
    blocks.sort_by_key(|block| block.days);
    let ids = blocks.first().map(|block| block.checks.keys().cloned().collect::<Vec<String>>());
    let swept = ids.iter().flatten().map(|id| known_check(id));
    let swept = swept.collect::<Result<Vec<_>, String>>()?;
    let mut results: Vec<BlockResult> = Vec::new();
    for block in blocks {
        let days = days(block.days)?;
        if results.last().is_some_and(|last| last.days.last >= days.first) {
            return Err(format!("day {} is in two shards", days.first.0));
        }
        let counts = block.counts()?;
        if !block.checks.keys().eq(ids.iter().flatten()) {
            return Err("not all blocks of days have the same checks".to_owned());
        }
        let all = (days.last.0 - days.first.0 + 1).unsigned_abs();
        results.push(BlockResult {
            days,
            asked: block.asked.unwrap_or(all).min(all),
            runs: vec![Vec::new(); counts.len()],
            unjudged: vec![BTreeMap::new(); counts.len()],
            first_answers: vec![BTreeMap::new(); counts.len()],
            counts,
        });
    }
    Ok((swept, results))
}

fn known_check(id: &str) -> Result<&'static check::Check, String> {
    check::by_id(id).ok_or_else(|| format!("there is no check `{}`", crate::escape::line(id)))
}

/// Merges the shards' parts of a check.
fn check(calendar: &str, parts: Vec<CheckPart>) -> Result<CheckOutcome, String> {
    let line = &parts.first().ok_or("a check is missing")?.line;
    let check = known_check(&line.check)?;
    let named = |why: &str| format!("{}: {why}", check.id);
    let (not_asked, all) = (line.not_asked.clone(), line.planned.saturating_add(line.elsewhere));
    let mut outcome = CheckOutcome::begin(check, not_asked);
    let mut found: BTreeMap<Status, Vec<super::lines::Finding>> = BTreeMap::new();
    for CheckPart { line, findings } in parts {
        if line.check != check.id || line.not_asked != outcome.not_asked {
            return Err(named("not all shards ask it"));
        }
        let is_other = line.planned.saturating_add(line.elsewhere) != all;
        if is_other || line.planned > MOST {
            return Err(named("the shards plan different numbers of verdicts"));
        }
        outcome.planned += line.planned;
        for (status, count) in line.counts()? {
            *outcome.counts.entry(status).or_default() += count.min(MOST);
        }
        for (reason, count) in line.unsupported {
            *outcome.unsupported.entry(reason).or_default() += count.min(MOST);
        }
        outcome.passed.extend(line.passed);
        for finding in findings {
            found.entry(super::lines::status(&finding.status)?).or_default().push(finding);
        }
    }
    if outcome.planned != all {
        return Err(named("the shards together have another number of verdicts than planned"));
    }
    let findings = found.into_iter().map(|(status, parts)| {
        findings::merged(check, calendar, status, parts).map_err(|why| named(&why))
    });
    outcome.findings = findings.collect::<Result<_, String>>()?;
    Ok(outcome)
}
