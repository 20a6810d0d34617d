//! Consecutive days in places that no walk over ±9,999 years reaches. They are asked in batches, as
//! fast as the subject answers, and judged without recording the conversation. Only a day that
//! fails is asked again.

use calproof::case::boundary::Boundary;
use calproof::case::{Input, strategy};
use calproof::check::Check;
use calproof::run::cases::seed_of;
use calproof::run::sweep;
use calproof::session::Ask;
use calproof::verdict::Status;
use calproof_registry::{DayRange, RataDie};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rayon::prelude::*;

use crate::hunt::novelty::Novelty;
use crate::hunt::{CheckOnCalendar, JudgedCase};

/// How many rows of days a round has. They take more than half of its time, so that a subject is
/// asked about half as fast as it can answer.
const ROWS: usize = 24;

/// How many consecutive days a row has.
const DAYS: i64 = 16_384;

/// For each calendar the pairs whose checks can judge consecutive days.
pub(super) fn rows(pairs: &[CheckOnCalendar<'_>]) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for (place, pair) in pairs.iter().enumerate().filter(|(_, pair)| pair.check.kernel.is_some()) {
        let id = &pair.topic.shape.claim.id;
        match rows.iter_mut().find(|row| pairs[row[0]].topic.shape.claim.id == *id) {
            Some(row) => row.push(place),
            None => rows.push(vec![place]),
        }
    }
    rows
}

/// Judges the rows of a round; returns the number of days, and for each run of failing days its
/// first.
pub(super) fn round(
    pairs: &[CheckOnCalendar<'_>],
    rows: &[Vec<usize>],
    (seed, round): (u64, usize),
) -> (u64, Vec<(usize, JudgedCase)>) {
    let chosen = if rows.is_empty() { 0 } else { ROWS };
    let walked = (0..chosen).into_par_iter().map(|place| {
        let number = round * ROWS + place;
        walk(pairs, &rows[number % rows.len()], (seed, number))
    });
    let mut all = (0, Vec::new());
    for (days, judged) in walked.collect::<Vec<_>>() {
        all.0 += days;
        all.1.extend(judged);
    }
    all
}

fn walk(
    pairs: &[CheckOnCalendar<'_>],
    row: &[usize],
    (seed, number): (u64, usize),
) -> (u64, Vec<(usize, JudgedCase)>) {
    let CheckOnCalendar { topic, check } = pairs[row[0]];
    let number = seed_of(check, &topic.shape.claim.id, seed).wrapping_add(number as u64);
    let mut runner = strategy::runner(!number);
    let Some(days) = place(&pairs[row[0]], &mut runner) else { return (0, Vec::new()) };
    let checks: Vec<&'static Check> = row.iter().map(|place| pairs[*place].check).collect();
    let result = sweep::walk(topic, &checks, days);
    let mut found = Vec::new();
    for (place, runs) in row.iter().zip(&result.runs) {
        let runs = runs.iter().filter(|run| run.status.fails() || run.status == Status::Lost);
        found.extend(runs.map(|run| (*place, again(&pairs[*place], run.first))));
    }
    ((days.last.0 - days.first.0 + 1) as u64, found)
}

/// The days of a row: half of the rows begin near an edge, half anywhere in the declared range.
fn place(pair: &CheckOnCalendar<'_>, runner: &mut TestRunner) -> Option<DayRange> {
    let CheckOnCalendar { topic, .. } = *pair;
    let range = topic.shape.claim.range?;
    let last = range.last.0.checked_sub(1)?;
    let strategy = (any::<bool>(), strategy::place(topic.shape.years?), range.first.0..=last);
    let (edge, near, anywhere) = strategy.new_tree(runner).ok()?.current();
    let first = if edge { near.day(&topic.shape)?.0.saturating_sub(DAYS / 2) } else { anywhere };
    let first = first.clamp(range.first.0, last);
    let last = first.saturating_add(DAYS - 1).min(last);
    Some(DayRange { first: RataDie(first), last: RataDie(last) })
}

/// Judges the day again, and records the conversation.
fn again(pair: &CheckOnCalendar<'_>, day: RataDie) -> JudgedCase {
    let CheckOnCalendar { topic, check } = *pair;
    let (input, mut ask) = (Input::Day(day), Ask::new(topic));
    let verdict = check.judge(&input, &mut ask);
    let seen = Novelty::of(&ask, Boundary::of(&topic.shape, &input), &verdict);
    let talk = ask.transcript().iter();
    let transcript =
        talk.map(|(query, answered)| (query.to_string(), answered.to_string())).collect();
    JudgedCase { input, seen, verdict, transcript }
}
