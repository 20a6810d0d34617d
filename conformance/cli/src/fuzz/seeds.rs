//! What inputs are generated from: numbers that need no subject, so that a whole batch of them can
//! be made before anybody is asked.

use calproof::ask::Topic;
use calproof::case::fits::fits;
use calproof::case::strategy::{self, Place};
use calproof::case::{Input, edges, sums};
use calproof::check::{Check, Judge};
use calproof::query::{Span, Sum};
use calproof::shape::Shape;
use calproof_registry::{Date, DateDuration, NativeDate, Overflow, RataDie, Unit};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// What becomes an input once the calendar is known.
#[derive(Clone, Debug)]
pub(super) enum Seed {
    Place(Place),
    Year(i64),
    Sum((Place, [i64; 4], Overflow)),
    Span((Place, Place, Unit)),
    /// One of what is impossible in this year.
    Impossible(i64, usize),
    /// Beyond the first or the last end of the range, so far as a power of two and some more.
    Beyond(bool, u32, i64),
    /// An input that gave something new, with three of its fields moved.
    Near(Box<Input>, [i64; 3]),
}

/// What is generated for the check; `None` if its inputs are all planned already.
pub(super) fn of_check(topic: &Topic<'_>, check: &Check) -> Option<BoxedStrategy<Seed>> {
    let years = topic.shape.years?;
    match check.judge {
        Judge::Day(_) | Judge::Date(_) => {
            Some(strategy::place(years).prop_map(Seed::Place).boxed())
        }
        Judge::Year(_) => Some(strategy::year(years).prop_map(Seed::Year).boxed()),
        Judge::Sum(_) => Some(strategy::sum(years).prop_map(Seed::Sum).boxed()),
        Judge::Span(_) => Some(strategy::span(years).prop_map(Seed::Span).boxed()),
        Judge::Impossible(_) | Judge::ImpossibleNative(_) => {
            let pair = (strategy::year(years), any::<usize>());
            Some(pair.prop_map(|(year, place)| Seed::Impossible(year, place)).boxed())
        }
        Judge::DayBeyond(_) | Judge::DateBeyond(_) => {
            let parts = (any::<bool>(), 0..63_u32, -2..=2_i64);
            Some(parts.prop_map(|(first, power, more)| Seed::Beyond(first, power, more)).boxed())
        }
        _ => None,
    }
}

/// How far fields are moved: by a day, about a month, about a year, and by powers of two.
pub(super) fn moves(runner: &mut TestRunner) -> Option<[i64; 3]> {
    let near = prop::sample::select(vec![0, 1, -1, 2, -2, 7, 29, -29, 30, -31, 354, 365, -366]);
    let far = (0..40_u32, any::<bool>())
        .prop_map(|(power, back)| if back { -(1_i64 << power) } else { 1 << power });
    let step = prop_oneof![4 => near, 1 => far];
    let tree = prop::array::uniform3(step).new_tree(runner);
    tree.ok().map(|tree| tree.current())
}

/// The input that the seed stands for, if the check may be given it.
pub(super) fn read(shape: &Shape<'_>, check: &Check, seed: &Seed) -> Option<Input> {
    let input = match seed {
        Seed::Place(place) if matches!(check.judge, Judge::Day(_)) => Input::Day(place.day(shape)?),
        Seed::Place(place) => Input::Date(place.date(shape)?),
        Seed::Year(year) => Input::Year(*year),
        Seed::Sum(parts) => Input::Sum(sums::sum(shape, *parts)?),
        Seed::Span(parts) => Input::Span(sums::span(shape, *parts)?),
        Seed::Impossible(year, place) => impossible(shape, check, *year, *place)?,
        Seed::Beyond(first, power, more) => beyond(shape, check, *first, (1 << power) + more)?,
        Seed::Near(input, moves) => near(shape, input, *moves)?,
    };
    fits(shape, check, &input).then_some(input)
}

fn impossible(shape: &Shape<'_>, check: &Check, year: i64, place: usize) -> Option<Input> {
    if matches!(check.judge, Judge::Impossible(_)) {
        let dates = edges::impossible_in(shape, year);
        let place = place.checked_rem(dates.len())?;
        return Some(Input::Date(dates[place]));
    }
    let year = shape.claim.numbering.native_year(year);
    let dates = edges::impossible_native_in(shape, year);
    let place = place.checked_rem(dates.len())?;
    Some(Input::Native(dates[place]))
}

fn beyond(shape: &Shape<'_>, check: &Check, first: bool, distance: i64) -> Option<Input> {
    let from = |ends: (i64, i64)| {
        if first { ends.0.saturating_sub(distance) } else { ends.1.saturating_add(distance) }
    };
    if matches!(check.judge, Judge::DayBeyond(_)) {
        let range = shape.claim.range?;
        return Some(Input::Day(RataDie(from((range.first.0, range.last.0)))));
    }
    Some(Input::Date(Date::new(from(shape.years?), 1, 1)))
}

fn near(shape: &Shape<'_>, input: &Input, [one, two, three]: [i64; 3]) -> Option<Input> {
    let date = |date: Date, by: i64| -> Option<Date> {
        let day = shape.day_of(date)?;
        shape.date_of(RataDie(day.0.saturating_add(by)))
    };
    Some(match input {
        Input::Day(day) => Input::Day(RataDie(day.0.saturating_add(one))),
        Input::Year(year) => Input::Year(year.saturating_add(one)),
        Input::Date(from) => match date(*from, one) {
            Some(moved) => Input::Date(moved),
            // One that does not exist, in another year.
            None => Input::Date(Date { year: from.year.saturating_add(one), ..*from }),
        },
        Input::Native(NativeDate { year, month, day }) => Input::Native(NativeDate {
            year: year.saturating_add(one),
            month: month.saturating_add(two),
            day: day.saturating_add(three),
        }),
        Input::Sum(Sum { date: from, duration, overflow }) => Input::Sum(Sum {
            date: date(*from, one)?,
            duration: moved(*duration, two, three),
            overflow: *overflow,
        }),
        Input::Span(Span { from, to, largest }) => Input::Span(sums::affordable(Span {
            from: date(*from, one)?,
            to: date(*to, two)?,
            largest: *largest,
        })),
        _ => return None,
    })
}

fn moved(duration: DateDuration, by: i64, which: i64) -> DateDuration {
    let DateDuration { years, months, weeks, days } = duration;
    let mut parts = [years, months, weeks, days];
    // No library is asked to add more steps than it can take one by one.
    let part = &mut parts[which.rem_euclid(4) as usize];
    *part = part.saturating_add(by).clamp(-5000, 5000);
    let [years, months, weeks, days] = parts;
    DateDuration { years, months, weeks, days }
}
