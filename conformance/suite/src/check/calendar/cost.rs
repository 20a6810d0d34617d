//! Laws: the work for sums and spans grows with their digits, and not with what lies between.
//!
//! A clock is read, so a finding is only what neither a busy nor a slow machine could make of it: an
//! answer that takes seconds, after growing twice in a row by nearly as much as what was asked, or a
//! tenth of a second, after growing twice in a row by much more than that.

use std::time::{Duration, Instant};

use calproof_registry::{Date, DateDuration, DayRange, Overflow, RataDie, Unit};

use crate::query::Query;
use crate::session::{Ask, Asked};
use crate::verdict::{Objection, Verdict};

/// What is a finding if what is asked grows by ten, twice in a row: the least time of the longest
/// answer, and the least growth.
const FINDINGS: [(Duration, u32); 2] = [(LONGEST, 5), (TELLING, 30)];

/// An answer that takes less is no finding, however much quicker others are.
const TELLING: Duration = Duration::from_millis(100);

/// How often a shorter answer is timed again.
const SHORT_AGAIN: usize = 3;

/// Where an answer takes so long, nothing longer is asked.
const LONGEST: Duration = Duration::from_secs(3);

/// The fewest days that are added or lie between.
const FEWEST: i128 = 100;

/// How many lengths later one is ten times as long.
const TENFOLD: usize = 2;

/// What is added to the ends of the range grows up to the length of the range.
pub(in crate::check) fn adding_grows_with_the_digits(ask: &mut Ask<'_>, _: RataDie) -> Verdict {
    // No year, month or week is longer.
    let longest = [(Unit::Year, 400), (Unit::Month, 64), (Unit::Week, 7), (Unit::Day, 1)];
    for (unit, longest) in longest {
        follow(ask, |date, _, days| {
            let count = days / longest;
            let none = DateDuration::default();
            let duration = match unit {
                Unit::Year => DateDuration { years: count, ..none },
                Unit::Month => DateDuration { months: count, ..none },
                Unit::Week => DateDuration { weeks: count, ..none },
                Unit::Day => DateDuration { days: count, ..none },
            };
            (count != 0).then_some(Query::Add(date, duration, Overflow::Constrain))
        })?;
    }
    Ok(())
}

/// What lies between an end of the range and another date grows up to the length of the range.
pub(in crate::check) fn counting_grows_with_the_digits(ask: &mut Ask<'_>, _: RataDie) -> Verdict {
    for (unit, _) in Unit::ALL {
        follow(ask, |from, to, _| Some(Query::Until(from, to?, unit)))?;
    }
    Ok(())
}

/// From both ends of the range: the query about a date, another, and the days to it.
fn follow(ask: &mut Ask<'_>, query: impl Fn(Date, Option<Date>, i64) -> Option<Query>) -> Verdict {
    let range = ask.range()?;
    for (end, sign) in [(range.first, 1), (range.last, -1)] {
        let Some(date) = ask.shape().date_of(end) else { continue };
        let queries = lengths(range).into_iter().map(|days| {
            let days = sign * days;
            let other = ask.shape().date_of(RataDie(end.0.saturating_add(days)));
            query(date, other, days)
        });
        let queries: Vec<Option<Query>> = queries.collect();
        grows_with_digits(ask, &queries)?;
        ask.forget();
    }
    Ok(())
}

/// Lengths up to that of the range, of which each one is ten times as long as the last but one.
fn lengths(range: DayRange) -> Vec<i64> {
    let whole = i128::from(range.last.0) - i128::from(range.first.0);
    let tens = (0..20).map(|power| 10_i128.pow(power));
    let lengths = tens.flat_map(|ten| [whole / ten, whole * 1000 / 3162 / ten]);
    let lengths = lengths.take_while(|length| *length >= FEWEST);
    let mut lengths: Vec<i64> = lengths.filter_map(|length| length.try_into().ok()).collect();
    lengths.reverse();
    lengths
}

/// Asks one after the other, until it is certain that the time grows with what is asked.
fn grows_with_digits(ask: &mut Ask<'_>, queries: &[Option<Query>]) -> Verdict {
    let mut timed: Vec<Option<(Query, Duration)>> = Vec::new();
    for query in queries {
        let Some(query) = query else {
            timed.push(None);
            continue;
        };
        let mut took = time(ask, *query)?;
        // What is slow only the first time is ready now. A busy machine makes much of a short time.
        let again = if took >= TELLING { 1 } else { SHORT_AGAIN };
        for _ in 0..again {
            took = took.min(time(ask, *query)?);
        }
        timed.push(Some((*query, took)));
        if let Some(steps) = tenfold(&timed)
            && grow(&steps)
        {
            certain(ask, steps)?;
        }
        if took >= LONGEST {
            break;
        }
    }
    Ok(())
}

/// What was asked last, and before it what was a tenth and a hundredth as much; the smallest first.
fn tenfold(timed: &[Option<(Query, Duration)>]) -> Option<[(Query, Duration); 3]> {
    let back = |steps| *timed.get(timed.len().checked_sub(1 + steps)?)?;
    Some([back(2 * TENFOLD)?, back(TENFOLD)?, back(0)?])
}

fn grow([first, second, third]: &[(Query, Duration); 3]) -> bool {
    FINDINGS.iter().any(|(least, growth)| {
        third.1 >= *least && third.1 >= second.1 * *growth && second.1 >= first.1 * *growth
    })
}

/// Asks the three once more, by turns, and objects if the least times grow still.
fn certain(ask: &mut Ask<'_>, mut steps: [(Query, Duration); 3]) -> Verdict {
    for (query, took) in &mut steps {
        *took = time(ask, *query)?.min(*took);
    }
    if !grow(&steps) {
        return Ok(());
    }
    // Without the times: the same answers lead to the same report.
    let [first, second, third] = steps.map(|(query, _)| query);
    let why = format!(
        "the time grows with what is asked: `{second}` takes many times as long as `{first}`, and \
         `{third}` many times as long again"
    );
    Err(Objection::wrong(why))
}

/// How long the answer takes, whatever it is.
fn time(ask: &mut Ask<'_>, query: Query) -> Asked<Duration> {
    let begin = Instant::now();
    // What is answered is judged elsewhere.
    let _ = ask.attempt().any(query)?;
    Ok(begin.elapsed())
}

#[cfg(test)]
mod tests;
