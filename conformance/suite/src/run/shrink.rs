//! Simpler cases that fail in the same way, and smaller programs.
//!
//! Simpler is what a person would rather look at: nearer to the epoch, a first month, a first day, a
//! sum of one step. Each try is a case of the same check that may be asked; `same` says whether it
//! fails in the same way, and what is tried next follows from that alone.

pub mod program;

use calproof_registry::{Date, DateDuration, MonthCode, NativeDate, RataDie};

use crate::ask::Topic;
use crate::case::fits::fits;
use crate::case::{Input, edges};
use crate::check::Check;
use crate::query::{Span, Sum};

/// How many simpler cases are tried.
const TRIES: usize = 500;

/// The simplest input that was found to fail in the same way.
pub fn simplest(
    topic: &Topic<'_>,
    check: &Check,
    input: &Input,
    mut same: impl FnMut(&Input) -> bool,
) -> Input {
    let mut simplest = input.clone();
    let mut tries = TRIES;
    'again: loop {
        for simpler in simpler(topic, &simplest) {
            if simpler == simplest || !fits(&topic.shape, check, &simpler) {
                continue;
            }
            if tries == 0 {
                return simplest;
            }
            tries -= 1;
            if same(&simpler) {
                simplest = simpler;
                continue 'again;
            }
        }
        return simplest;
    }
}

/// What is tried instead, the boldest first. Each is simpler, so that trying ends.
fn simpler(topic: &Topic<'_>, input: &Input) -> Vec<Input> {
    match input {
        Input::Day(day) => simpler_days(topic, *day).into_iter().map(Input::Day).collect(),
        Input::Year(year) => towards_zero(*year).into_iter().map(Input::Year).collect(),
        Input::Date(date) => simpler_dates(topic, *date).into_iter().map(Input::Date).collect(),
        Input::Native(date) => {
            simpler_natives(topic, *date).into_iter().map(Input::Native).collect()
        }
        Input::Sum(sum) => simpler_sums(topic, sum).into_iter().map(Input::Sum).collect(),
        Input::Span(span) => simpler_spans(topic, span).into_iter().map(Input::Span).collect(),
        // A published row is what it is, and a program is made smaller elsewhere.
        _ => Vec::new(),
    }
}

/// Numbers nearer to 0: itself, 1, and half the way, a quarter and so on, each with its neighbours,
/// since leap years are a few years apart.
fn towards_zero(number: i64) -> Vec<i64> {
    let sign = number.signum();
    let size = number.unsigned_abs();
    let mut sizes = vec![0, 1];
    let mut step = size / 2;
    while step > 0 {
        sizes.extend((0..4).filter_map(|beside| (size - step).checked_sub(beside)));
        step /= 2;
    }
    sizes.extend([400, 33, 19, 4, 1].into_iter().filter_map(|step| size.checked_sub(step)));
    let mut seen = std::collections::HashSet::new();
    sizes.retain(|simpler| *simpler < size && seen.insert(*simpler));
    sizes.into_iter().filter_map(|size| i64::try_from(size).ok()).map(|size| size * sign).collect()
}

/// The same date in simpler years, the first day of its month and year, and days nearer to the
/// epoch: a day that fails for its place in the year keeps it.
fn simpler_days(topic: &Topic<'_>, day: RataDie) -> Vec<RataDie> {
    let date = topic.shape.oracle.date(day);
    let dates = date.into_iter().flat_map(|date| simpler_dates(topic, date));
    let days = dates.filter_map(|date| topic.shape.oracle.reference()?.day(date).ok());
    let nearer = towards_zero(day.0).into_iter().map(RataDie);
    let days = days.chain(nearer);
    days.filter(|simpler| simpler.0.unsigned_abs() < day.0.unsigned_abs()).collect()
}

fn simpler_dates(topic: &Topic<'_>, date: Date) -> Vec<Date> {
    let years = towards_zero(date.year).into_iter().map(|year| Date { year, ..date });
    let first = topic.shape.month_codes().first().copied().unwrap_or(MonthCode::common(1));
    let last_day = topic.shape.last_day(date.year, date.month);
    let months = topic.shape.month_codes().into_iter().take_while(|month| *month != date.month);
    // The last day of a month stays a last day in another month.
    let months = months.flat_map(|month| {
        let last = topic.shape.last_day(date.year, month).filter(|_| last_day == Some(date.day));
        [Some(date.day), last].into_iter().flatten().map(move |day| Date { month, day, ..date })
    });
    let days = [1, date.day / 2, date.day.saturating_sub(1)];
    let days = days.into_iter().filter(|day| 0 < *day && *day < date.day);
    let start = (date.month != first).then_some(Date { month: first, day: 1, ..date });
    let days = days.map(|day| Date { day, ..date });
    let others = last_day.is_none_or(|last| last < date.day || date.day == 0);
    let impossible = others.then(|| edges::impossible_in(&topic.shape, date.year));
    let impossible = impossible.into_iter().flatten().filter(|other| other.day < date.day);
    years.chain(start).chain(impossible).chain(months).chain(days).collect()
}

fn simpler_natives(topic: &Topic<'_>, date: NativeDate) -> Vec<NativeDate> {
    let size = |date: &NativeDate| (date.month.unsigned_abs(), date.day.unsigned_abs());
    let mut telling = edges::impossible_native_in(&topic.shape, date.year);
    telling.retain(|other| size(other) < size(&date));
    telling.sort_by_key(size);
    let years = towards_zero(date.year).into_iter().map(|year| NativeDate { year, ..date });
    let months = towards_zero(date.month).into_iter().map(|month| NativeDate { month, ..date });
    let days = towards_zero(date.day).into_iter().map(|day| NativeDate { day, ..date });
    telling.into_iter().chain(years).chain(months).chain(days).collect()
}

fn simpler_sums(topic: &Topic<'_>, sum: &Sum) -> Vec<Sum> {
    let DateDuration { years, months, weeks, days } = sum.duration;
    let parts = [years, months, weeks, days];
    let mut sums: Vec<Sum> = Vec::new();
    for place in 0..parts.len() {
        sums.extend(towards_zero(parts[place]).into_iter().map(|simpler| {
            let mut parts = parts;
            parts[place] = simpler;
            let [years, months, weeks, days] = parts;
            Sum { duration: DateDuration { years, months, weeks, days }, ..*sum }
        }));
    }
    let dates = simpler_dates(topic, sum.date).into_iter().map(|date| Sum { date, ..*sum });
    sums.extend(dates);
    sums
}

fn simpler_spans(topic: &Topic<'_>, span: &Span) -> Vec<Span> {
    // Both ends together first: what lies between stays as long as it is.
    let moved = towards_zero(span.from.year).into_iter().map(|year| {
        let to = span.to.year.saturating_add(year.saturating_sub(span.from.year));
        Span {
            from: Date { year, ..span.from },
            to: Date { year: to, ..span.to },
            largest: span.largest,
        }
    });
    let moved = moved.filter(|moved| moved.to.year.unsigned_abs() <= span.to.year.unsigned_abs());
    let froms = simpler_dates(topic, span.from).into_iter().map(|from| Span { from, ..*span });
    let tos = simpler_dates(topic, span.to).into_iter().map(|to| Span { to, ..*span });
    moved.chain(froms).chain(tos).collect()
}
