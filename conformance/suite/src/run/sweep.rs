//! The sweep of a calendar's days, in blocks and without a transcript.

use std::collections::BTreeMap;

use calproof_registry::{DayRange, RataDie};

use crate::case::Input;
use crate::case::edges::EXHAUSTIVE;
use crate::check::Check;
use crate::outcome::{BlockResult, DayRun, FirstAnswer};
use crate::query::{Observation, Query};
use crate::run::answers::{Answers, Recorded};
use crate::run::cases::together;
use crate::session::{Ask, Topic};
use crate::subject::Claim;
use crate::verdict::{Objection, Status};

/// Number of days in a block, which is asked at once and is one line of the event log.
const BLOCK_DAYS: i64 = 32_768;

/// The days of the sweep: the declared days within ±9,999 years, except the last, since checks look
/// at the next day.
pub fn walked(claim: &Claim) -> Option<DayRange> {
    let range = claim.range?;
    let window = DayRange { first: RataDie(EXHAUSTIVE.0), last: RataDie(EXHAUSTIVE.1) };
    let range = DayRange { last: RataDie(range.last.0.checked_sub(1)?), ..range };
    range.intersection(window)
}

/// Splits a range into blocks at multiples of the block length, so that blocks are the same for
/// every range.
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

/// Number of parts into which a block is split if it could not be judged at once, before its days
/// are asked one by one.
const PARTS: i64 = 16;

/// Judges these runs of days, which share batches. If a question gets no answer, the runs are split
/// into ever smaller parts. Answers from the first attempt are judged even if their days are asked
/// again.
pub fn walk_runs(topic: &Topic<'_>, checks: &[&'static Check], runs: &[DayRange]) -> BlockResult {
    walk_runs_after(topic, checks, runs, &[])
}

/// The same, with earlier answers to each of the runs.
fn walk_runs_after(
    topic: &Topic<'_>,
    checks: &[&'static Check],
    runs: &[DayRange],
    before: &[&[Answers]],
) -> BlockResult {
    let first = runs.first().map_or(RataDie(0), |run| run.first);
    let last = runs.last().map_or(first, |run| run.last);
    let mut whole = BlockResult::empty(checks, DayRange { first, last });
    whole.asked = 0;
    let answers = Answers::fetch_all(topic, checks, runs);
    let all: Vec<&[Answers]> =
        [answers.as_slice()].into_iter().chain(before.iter().copied()).collect();
    if answers.iter().all(|answers| answers.is_complete) {
        for (place, run) in runs.iter().enumerate() {
            whole.append(walk_at_once(topic, checks, *run, &of_run(&all, place)));
        }
    } else if runs.len() <= ALONE || topic.subject.is_out_of_time() {
        for (place, run) in runs.iter().enumerate() {
            whole.append(walk_after(topic, checks, *run, &of_run(&all, place)));
        }
    } else {
        let half = runs.len() / 2;
        let (left, right) = runs.split_at(half);
        let halves = all.iter().map(|answers| answers.split_at(half));
        let (before_left, before_right): (Vec<_>, Vec<_>) = halves.unzip();
        whole.append(walk_runs_after(topic, checks, left, &before_left));
        whole.append(walk_runs_after(topic, checks, right, &before_right));
    }
    whole
}

/// The answers to the run at this index, from each attempt.
fn of_run<'a>(all: &[&'a [Answers]], place: usize) -> Vec<&'a Answers> {
    all.iter().filter_map(|answers| answers.get(place)).collect()
}

/// From this many runs down, each run is asked separately.
const ALONE: usize = 16;

/// Judges every day of a block. Answers are judged even if a later batch of the block fails and its
/// days are asked again.
pub fn walk(topic: &Topic<'_>, checks: &[&'static Check], days: DayRange) -> BlockResult {
    walk_after(topic, checks, days, &[])
}

/// The same, with earlier answers.
fn walk_after(
    topic: &Topic<'_>,
    checks: &[&'static Check],
    days: DayRange,
    before: &[&Answers],
) -> BlockResult {
    if topic.subject.is_out_of_time() {
        return out_of_time(topic, checks, days);
    }
    let first = Answers::fetch(topic, checks, days);
    let before: Vec<&Answers> = [&first].into_iter().chain(before.iter().copied()).collect();
    if first.is_complete {
        return walk_at_once(topic, checks, days, &before);
    }
    let mut whole = BlockResult::empty(checks, days);
    whole.asked = 0;
    let length = (BLOCK_DAYS / PARTS).max(1);
    let mut start = days.first.0;
    while start <= days.last.0 {
        let last = (start + length - 1).min(days.last.0);
        let part = DayRange { first: RataDie(start), last: RataDie(last) };
        let again = Answers::fetch(topic, checks, part);
        let all: Vec<&Answers> = [&again].into_iter().chain(before.iter().copied()).collect();
        let result = if again.is_complete {
            walk_at_once(topic, checks, part, &all)
        } else {
            walk_one_by_one(topic, checks, part, &all)
        };
        whole.append(result);
        start = last + 1;
    }
    whole
}

/// The result for days after the time limit: they are lost.
fn out_of_time(topic: &Topic<'_>, checks: &[&'static Check], days: DayRange) -> BlockResult {
    let mut result = BlockResult::empty(checks, days);
    let why = topic.subject.answer(&topic.shape.claim.id, Query::Date(days.first)).to_string();
    for place in 0..checks.len() {
        result.counts[place].insert(Status::Lost, result.asked);
        let run = DayRun { first: days.first, last: days.last, status: Status::Lost };
        add_run(&mut result.runs[place], run);
        let lost = *Objection::new(Status::Lost, why.clone());
        let first = FirstAnswer::new(Input::Day(days.first), lost, &[]);
        first.keep(&mut result.first_answers[place]);
    }
    result
}

impl BlockResult {
    fn empty(checks: &[&'static Check], days: DayRange) -> BlockResult {
        let counts = vec![BTreeMap::new(); checks.len()];
        let runs = vec![Vec::new(); checks.len()];
        let unjudged = vec![BTreeMap::new(); checks.len()];
        let first_answers = vec![BTreeMap::new(); checks.len()];
        let asked = (days.last.0 - days.first.0 + 1).unsigned_abs();
        BlockResult { days, asked, counts, runs, unjudged, first_answers }
    }

    /// Appends the result of the following days.
    fn append(&mut self, part: BlockResult) {
        self.asked += part.asked;
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
        for (reasons, others) in self.unjudged.iter_mut().zip(part.unjudged) {
            for (reason, count) in others {
                *reasons.entry(reason).or_default() += count;
            }
        }
        for (answers, others) in self.first_answers.iter_mut().zip(part.first_answers) {
            for other in others.into_values() {
                other.keep(answers);
            }
        }
    }

    fn note(&mut self, place: usize, day: RataDie, status: Status) {
        *self.counts[place].entry(status).or_default() += 1;
        add_run(&mut self.runs[place], DayRun { first: day, last: day, status });
    }

    /// Records a verdict other than *pass*, with its reason or the conversation.
    fn note_objection(
        &mut self,
        place: usize,
        day: RataDie,
        objection: Objection,
        talk: &[(Query, Observation)],
    ) {
        self.note(place, day, objection.status);
        if objection.status.is_unjudged() {
            *self.unjudged[place].entry(objection.why).or_default() += 1;
        } else if self.is_simpler(place, day, objection.status) {
            let first = FirstAnswer::new(Input::Day(day), objection, talk);
            first.keep(&mut self.first_answers[place]);
        }
    }

    /// Whether no recorded day with this status is nearer to the epoch.
    fn is_simpler(&self, place: usize, day: RataDie, status: Status) -> bool {
        let other = self.first_answers[place].get(&status);
        other.is_none_or(|other| Input::Day(day).size() < other.input.size())
    }
}

/// Judges by kernels from these answers; a failure in any of them counts.
fn walk_at_once(
    topic: &Topic<'_>,
    checks: &[&'static Check],
    days: DayRange,
    answers: &[&Answers],
) -> BlockResult {
    let mut result = BlockResult::empty(checks, days);
    for (place, check) in checks.iter().enumerate() {
        let mut passed = 0;
        for day in (days.first.0..=days.last.0).map(RataDie) {
            match judged_by_kernel(topic, check, day, answers) {
                Some((Status::Pass, _)) => passed += 1,
                Some((status, _)) if status.is_unjudged() => {
                    // A missing reference is the only reason for which kernels do not judge.
                    let why = "no reference answers for this day";
                    result.note_objection(place, day, *Objection::new(status, why), &[]);
                }
                Some((status, answers)) => {
                    if result.is_simpler(place, day, status) {
                        let (objection, talk) = in_words(topic, check, day, status, answers);
                        result.note_objection(place, day, objection, &talk);
                    } else {
                        result.note(place, day, status);
                    }
                }
                None => {
                    let why = "the batch holds no answer for the day";
                    result.note_objection(place, day, *Objection::new(Status::Lost, why), &[]);
                }
            }
        }
        if passed > 0 {
            result.counts[place].insert(Status::Pass, passed);
        }
    }
    result
}

/// The kernel's judgement on the day: from the first of these answers that fails, otherwise from
/// the first that it can judge.
fn judged_by_kernel<'a>(
    topic: &Topic<'_>,
    check: &Check,
    day: RataDie,
    answers: &[&'a Answers],
) -> Option<(Status, &'a Answers)> {
    let kernel = check.kernel?;
    let mut judged = answers.iter().filter_map(|answers| {
        let status = kernel(&answers.block(&topic.shape.oracle), answers.index(day)?)?;
        Some((status, *answers))
    });
    let first = judged.next()?;
    if first.0.fails() {
        return Some(first);
    }
    Some(judged.find(|(status, _)| status.fails()).unwrap_or(first))
}

/// The judgement in words, with the recorded answers of a batch.
fn in_words(
    topic: &Topic<'_>,
    check: &Check,
    day: RataDie,
    status: Status,
    answers: &Answers,
) -> (Objection, Vec<(Query, Observation)>) {
    let recorded = Recorded { subject: topic.subject, answers };
    let topic = topic.by_way_of(&recorded);
    let mut ask = Ask::new(&topic);
    let objection = match check.judge(&Input::Day(day), &mut ask) {
        Err(objection) if objection.status == status => *objection,
        _ => *Objection::new(status, format!("{status} in a batch of days")),
    };
    (objection, ask.transcript().to_vec())
}

/// Judges by a conversation for each day and check. If batches are cheaper, all conversations share
/// batches. Answers from earlier batches count, too.
fn walk_one_by_one(
    topic: &Topic<'_>,
    checks: &[&'static Check],
    days: DayRange,
    before: &[&Answers],
) -> BlockResult {
    let mut result = BlockResult::empty(checks, days);
    let days: Vec<RataDie> = (days.first.0..=days.last.0).map(RataDie).collect();
    for (place, check) in checks.iter().enumerate() {
        let verdicts = together(topic, &days, |day, ask| {
            let verdict = check.judge(&Input::Day(*day), ask);
            let is_pass = verdict.is_ok();
            (verdict, if is_pass { Vec::new() } else { ask.transcript().to_vec() })
        });
        for (day, (verdict, talk)) in days.iter().zip(verdicts) {
            let fails = verdict.as_ref().is_err_and(|objection| objection.status.fails());
            let earlier = judged_by_kernel(topic, check, *day, before);
            match (verdict, earlier.filter(|(status, _)| !fails && status.fails())) {
                (_, Some((status, answers))) => {
                    let (objection, talk) = in_words(topic, check, *day, status, answers);
                    result.note_objection(place, *day, objection, &talk);
                }
                (Ok(()), None) => *result.counts[place].entry(Status::Pass).or_default() += 1,
                (Err(objection), None) => {
                    result.note_objection(place, *day, *objection, &talk);
                }
            }
        }
    }
    result
}

/// Appends a run, merging it with the last one if it continues that.
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
