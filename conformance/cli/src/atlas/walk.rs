//! Visits every day of ±9,999 years on which at least one implementation answers, and finds where
//! they disagree.

use calproof::case::edges::EXHAUSTIVE;
use calproof::query::{Answer, Observation};
use calproof_registry::{Date, DayRange, RataDie};
use rayon::prelude::*;

use super::Implementation;

/// How many days are asked in one batch.
const BLOCK_DAYS: i64 = 8_192;

/// How the implementations' dates for a day compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// At most one answers.
    Alone,
    /// All that answer give the same date.
    Agree,
    /// At least two dates differ. For each implementation: the index of the first one that gives
    /// the same date, or `None` if it gives none.
    Apart(Vec<Option<usize>>),
}

/// Consecutive days on which the implementations compare in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SameAnswers {
    pub(super) days: DayRange,
    pub(super) standing: Standing,
    /// The date that each implementation gives for the first day.
    pub(super) dates: Vec<Option<Date>>,
}

/// How two implementations compare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct AnswerPair {
    /// The number of days for which both answer.
    pub(super) both: u64,
    /// The number of those days on which their dates differ.
    pub(super) apart: u64,
    /// The first and the last day on which their dates differ.
    pub(super) ends: Option<(i64, i64)>,
}

/// The result of a walk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Walked {
    pub(super) runs: Vec<SameAnswers>,
    /// One entry for each pair: first and second, first and third, …
    pub(super) pairs: Vec<AnswerPair>,
}

/// The index pairs, in the order of [`Walked::pairs`].
pub(super) fn pairs(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).flat_map(move |first| (first + 1..count).map(move |second| (first, second)))
}

/// The days within ±9,999 years that at least one implementation declares.
pub(super) fn days_of(implementations: &[Implementation<'_>]) -> Option<DayRange> {
    let window = DayRange { first: RataDie(EXHAUSTIVE.0), last: RataDie(EXHAUSTIVE.1) };
    let ranges = implementations.iter().filter_map(|one| one.claim.range?.intersection(window));
    ranges.reduce(|a, b| DayRange { first: a.first.min(b.first), last: a.last.max(b.last) })
}

/// Compares the implementations on each of these days.
pub(super) fn walk(implementations: &[Implementation<'_>], days: DayRange) -> Walked {
    let starts: Vec<i64> = (days.first.0..=days.last.0).step_by(BLOCK_DAYS as usize).collect();
    let blocks: Vec<Walked> = starts
        .into_par_iter()
        .map(|first| {
            let last = (first + BLOCK_DAYS - 1).min(days.last.0);
            block(implementations, DayRange { first: RataDie(first), last: RataDie(last) })
        })
        .collect();
    let mut whole = Walked {
        pairs: vec![AnswerPair::default(); pairs(implementations.len()).count()],
        ..<_>::default()
    };
    for block in blocks {
        whole.append(block);
    }
    whole
}

fn block(implementations: &[Implementation<'_>], days: DayRange) -> Walked {
    let answers: Vec<Vec<Option<Date>>> =
        implementations.iter().map(|one| dates(one, days)).collect();
    let at = |place: usize| answers.iter().map(move |dates| dates[place]);
    let count = (days.last.0 - days.first.0 + 1) as usize;
    let mut walked = Walked {
        pairs: vec![AnswerPair::default(); pairs(answers.len()).count()],
        ..<_>::default()
    };
    let mut first = 0;
    while first < count {
        let same: Vec<Option<usize>> = groups(at(first)).collect();
        let is_other = |&place: &usize| !groups(at(place)).eq(same.iter().copied());
        let next = (first + 1..count).find(is_other).unwrap_or(count);
        let day = |place: usize| RataDie(days.first.0 + place as i64);
        let days = DayRange { first: day(first), last: day(next - 1) };
        walked.push(days, same, || at(first).collect());
        first = next;
    }
    walked
}

/// For each date, the index of the first one that is the same; `None` where there is no date.
fn groups(
    dates: impl Iterator<Item = Option<Date>> + Clone,
) -> impl Iterator<Item = Option<usize>> {
    let all = dates.clone();
    dates.map(move |date| {
        let date = date?;
        all.clone().position(|other| other == Some(date))
    })
}

/// How these dates compare, one for each implementation.
pub(super) fn standing(dates: impl Iterator<Item = Option<Date>> + Clone) -> Standing {
    Standing::of(groups(dates).collect())
}

impl Standing {
    /// How dates compare that are grouped like this.
    fn of(same: Vec<Option<usize>>) -> Standing {
        let mut answered = same.iter().flatten();
        let Some(first) = answered.next() else { return Standing::Alone };
        if answered.clone().any(|other| other != first) {
            return Standing::Apart(same);
        }
        if answered.next().is_some() { Standing::Agree } else { Standing::Alone }
    }
}

/// The implementation's date for each day of the block; `None` where it declares or answers
/// nothing.
fn dates(implementation: &Implementation<'_>, days: DayRange) -> Vec<Option<Date>> {
    let count = (days.last.0 - days.first.0 + 1) as usize;
    let promised = implementation.claim.range.and_then(|range| range.intersection(days));
    if promised == Some(days) && implementation.promises(days.first) {
        let mut dates = Vec::with_capacity(count);
        let id = &implementation.claim.id;
        let whole = implementation.subject.dates(id, days.first, count, &mut dates);
        if whole.is_ok() && dates.len() == count {
            return dates.into_iter().map(Some).collect();
        }
    }
    let days: Vec<RataDie> = (days.first.0..=days.last.0).map(RataDie).collect();
    let date = |observed| match observed {
        Some(Observation::Value(Answer::Date(date))) => Some(date),
        _ => None,
    };
    implementation.observe(&days).into_iter().map(date).collect()
}

impl AnswerPair {
    /// Adds days on which the first and the second answer in these groups.
    fn add(&mut self, days: DayRange, first: Option<usize>, second: Option<usize>) {
        if first.is_none() || second.is_none() {
            return;
        }
        let count = (days.last.0 - days.first.0 + 1) as u64;
        self.both += count;
        if first != second {
            self.apart += count;
            self.ends = Some((self.ends.map_or(days.first.0, |ends| ends.0), days.last.0));
        }
    }
}

impl Walked {
    /// Adds the days that follow, on each of which the dates are grouped like this.
    fn push(
        &mut self,
        days: DayRange,
        same: Vec<Option<usize>>,
        dates: impl FnOnce() -> Vec<Option<Date>>,
    ) {
        for (pair, (first, second)) in self.pairs.iter_mut().zip(pairs(same.len())) {
            pair.add(days, same[first], same[second]);
        }
        let standing = Standing::of(same);
        match self.runs.last_mut() {
            Some(run) if run.standing == standing => run.days.last = days.last,
            _ => self.runs.push(SameAnswers { days, standing, dates: dates() }),
        }
    }

    /// Appends the result for the days that follow.
    fn append(&mut self, next: Walked) {
        for (pair, next) in self.pairs.iter_mut().zip(next.pairs) {
            pair.both += next.both;
            pair.apart += next.apart;
            pair.ends = match (pair.ends, next.ends) {
                (Some(a), Some(b)) => Some((a.0, b.1)),
                (a, b) => a.or(b),
            };
        }
        let mut runs = next.runs.into_iter();
        if let (Some(last), Some(first)) = (self.runs.last_mut(), runs.as_slice().first())
            && last.standing == first.standing
        {
            last.days.last = first.days.last;
            runs.next();
        }
        self.runs.extend(runs);
    }
}
