//! Flags say why a vector is worth asking: near which edges it is, and where it comes from.

use calproof::case::Input;
use calproof::case::boundary::Boundary;
use calproof::query::{About, Answer, Observation, Query};
use calproof::shape::Shape;
use calproof::wire::Argument;
use calproof_registry::Date;

pub(super) const PUBLISHED: &str = "published";
pub(super) const FAMOUS_BUG: &str = "famous-bug";
pub(super) const UNDECIDED: &str = "undecided";
const LIMIT_53: &str = "limit-53";
const CUTOVER: &str = "cutover";
const BEFORE_YEAR_ONE: &str = "before-year-one";

/// The meaning of each flag. Flags for boundaries have the same names as in reports.
pub(crate) const FLAGS: [(&str, &str); 16] = [
    (LIMIT_53, "a number at or beyond 53 bits, the limit of integers in floating-point numbers"),
    ("limit-32", "a number at or beyond the limits of signed 32-bit integers"),
    ("limit-16", "a year at the limits of signed 16-bit integers"),
    ("beyond-range", "beyond the range of the reference"),
    ("range-end", "at an end of the reference's range"),
    ("table-end", "at an end of the reference's table"),
    (CUTOVER, "in a month with skipped days"),
    ("impossible", "it does not exist in the calendar"),
    ("era-start", "near the start of the count of years"),
    (BEFORE_YEAR_ONE, "in a year before the year 1"),
    ("leap", "a leap month, or the last day of a month that is longer than in the year before"),
    ("year-end", "the first or the last day of a year"),
    ("month-end", "the first or the last day of a month"),
    (PUBLISHED, "published by the source with this index"),
    (FAMOUS_BUG, "a past failure of the library in the comment"),
    (UNDECIDED, "not determined by the authorities; the source with this index says so"),
];

/// The flags that follow from a question and its answer.
pub(super) fn of(
    shape: &Shape<'_>,
    query: Query,
    observed: &Observation,
) -> impl Iterator<Item = &'static str> {
    let date = dates(query, observed).next();
    let is_far = Argument::of(query).largest().saturating_add(2) >= 1 << 53;
    let is_early = year(query).or(date.map(|date| date.year)).is_some_and(|year| year < 1);
    let is_cutover = date.is_some_and(|it| !shape.missing_days(it.year, it.month).is_empty());
    let all = [(LIMIT_53, is_far), (BEFORE_YEAR_ONE, is_early), (CUTOVER, is_cutover)];
    let holding = all.into_iter().filter(|(_, holds)| *holds).map(|(flag, _)| flag);
    holding.chain(boundary(shape, query, observed))
}

/// The edge near the question, as reports name it.
fn boundary(shape: &Shape<'_>, query: Query, observed: &Observation) -> Option<&'static str> {
    let input = match (query.about(), observed) {
        (About::Day(day), _) => Input::from(day),
        (About::Date(date), _) => Input::from(date),
        (About::Native(date), _) => Input::from(date),
        (About::Year(year), _) => Input::from(year),
        (About::Sum(sum), _) => Input::from(sum),
        (About::Span(span), _) => Input::from(span),
        (About::Other, Observation::Value(Answer::Year(year))) => Input::from(*year),
        (About::Other, _) => return None,
    };
    let boundary = Boundary::of(shape, &input);
    let name = Boundary::ALL.iter().find(|(other, _)| *other == boundary).map(|row| row.1);
    name.filter(|_| boundary != Boundary::Ordinary)
}

/// The dates in a question or in its answer.
fn dates(query: Query, observed: &Observation) -> impl Iterator<Item = Date> {
    let asked = match query.about() {
        About::Date(date) => Some(date),
        About::Sum(sum) => Some(sum.date),
        About::Span(span) => Some(span.from),
        _ => None,
    };
    let answered = match observed {
        Observation::Value(Answer::Date(date)) => Some(*date),
        _ => None,
    };
    asked.into_iter().chain(answered)
}

/// The year in the question.
fn year(query: Query) -> Option<i64> {
    match query.about() {
        About::Year(year) => Some(year),
        About::Native(date) => Some(date.year),
        _ => None,
    }
}
