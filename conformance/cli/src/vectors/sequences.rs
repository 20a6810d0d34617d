//! Sequences of vectors: earlier questions must not change later answers.

use std::collections::BTreeMap;

use calproof::query::{Ability, About, Answer, Observation, Query};
use calproof::spec::Spec;
use calproof_registry::{Calendar, RataDie};

use super::{Expectation, Vector};

/// 1 January 2000, a day that most libraries have.
const MODERN: RataDie = RataDie(730_120);

/// How many days are asked after the day that follows them.
const BACKWARDS: usize = 64;

/// Vectors to be asked in this order, without a pause and in one process.
pub(crate) struct Sequence {
    /// What the sequence tests, and with which question.
    pub(crate) name: String,
    /// The vectors, by their index in the file.
    pub(crate) tests: Vec<usize>,
}

/// For each question a sequence that repeats it, one that asks it before each other question, and
/// one in which it is refused before each other question.
pub(super) fn of(
    calendar: &dyn Calendar,
    spec: &Spec,
    groups: &[(Ability, Vec<Vector>)],
) -> Vec<Sequence> {
    let modern = modern_year(calendar);
    let mut start = 0;
    let mut questions = Vec::new();
    for (ability, vectors) in groups {
        let nearest = |expectation: Expectation| {
            let fits = |it: &(usize, &Vector)| it.1.expectation(spec) == expectation;
            let mut all: Vec<(usize, &Vector)> = vectors.iter().enumerate().filter(fits).collect();
            // Equally near ones stay in the order of the file.
            all.sort_by_key(|(_, vector)| distance(vector, modern));
            all.truncate(2);
            // The later one first: if it is cached, that shows when it is asked again.
            all.sort_by_key(|(index, _)| std::cmp::Reverse(*index));
            all.into_iter().map(|(index, _)| start + index).collect::<Vec<usize>>()
        };
        let valid = nearest(Expectation::Valid);
        questions.push((ability, valid, nearest(Expectation::Invalid)));
        start += vectors.len();
    }
    let before_each = |first: usize, most: usize| {
        let then = questions.iter().flat_map(|(_, valid, _)| valid.iter().take(most));
        then.flat_map(|then| [first, *then]).collect()
    };
    let mut all = Vec::new();
    for (ability, valid, invalid) in &questions {
        if let [late, early] = valid[..] {
            let tests = vec![late, late, late, early, late];
            all.push(Sequence { name: format!("{ability}-again"), tests });
        }
        if let Some(first) = valid.first() {
            let name = format!("after-{ability}");
            all.push(Sequence { name, tests: before_each(*first, 1) });
        }
        if let Some(first) = invalid.first() {
            let name = format!("after-refused-{ability}");
            all.push(Sequence { name, tests: before_each(*first, 2) });
        }
    }
    all.push(Sequence { name: "date-backwards".to_owned(), tests: backwards(spec, groups) });
    // Calendars by an astronomical model have no valid vectors.
    all.retain(|sequence| sequence.tests.len() > 1);
    all
}

/// Each day after the day that follows it, for the days nearest to the present: a library that
/// continues from the previous day may fail at the end of a year.
fn backwards(spec: &Spec, groups: &[(Ability, Vec<Vector>)]) -> Vec<usize> {
    let all = groups.iter().flat_map(|(_, vectors)| vectors).enumerate();
    let dates = all.filter_map(|(index, vector)| match vector.query {
        Query::Date(day) if vector.expectation(spec) == Expectation::Valid => Some((day, index)),
        _ => None,
    });
    let dates: BTreeMap<RataDie, usize> = dates.collect();
    let pair = |(day, index): (&RataDie, &usize)| {
        let next = dates.get(&RataDie(day.0.checked_add(1)?))?;
        Some((day.0.abs_diff(MODERN.0), [*next, *index]))
    };
    let mut pairs: Vec<(u64, [usize; 2])> = dates.iter().filter_map(pair).collect();
    pairs.sort_unstable();
    pairs.truncate(BACKWARDS);
    pairs.into_iter().flat_map(|(_, pair)| pair).collect()
}

/// The year of a modern day; for a table that ends earlier, its last year.
fn modern_year(calendar: &dyn Calendar) -> i64 {
    let date = calendar.date(MODERN).or_else(|_| calendar.date(calendar.range()?.last));
    date.map_or(0, |date| date.year)
}

/// How far a vector is from the present, in days.
fn distance(vector: &Vector, modern: i64) -> u64 {
    let years = |year: i64| year.abs_diff(modern).saturating_mul(366);
    match vector.query.about() {
        About::Day(day) => day.0.abs_diff(MODERN.0),
        About::Date(date) => years(date.year),
        About::Native(date) => years(date.year),
        About::Year(year) => years(year),
        // A sum that ends far away is not near, wherever it begins.
        About::Sum(sum) => match vector.answers.first() {
            Some(Observation::Value(Answer::Date(date))) => {
                years(sum.date.year).max(years(date.year))
            }
            _ => years(sum.date.year),
        },
        About::Span(span) => years(span.from.year).max(years(span.to.year)),
        About::Other => match vector.answers.first() {
            Some(Observation::Value(Answer::Year(year))) => years(*year),
            _ => 0,
        },
    }
}
