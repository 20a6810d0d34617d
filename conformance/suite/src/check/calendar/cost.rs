//! Laws: the cost of sums and spans grows with the number of digits, and not with the length of the
//! span.
//!
//! These checks read a clock. To rule out a busy or slow machine, a finding needs either an answer
//! that takes seconds after the time has grown twice nearly as fast as the length, or one that
//! takes a tenth of a second after it has grown twice much faster than the length.

use std::time::{Duration, Instant};

use calproof_registry::{Date, DateDuration, DayRange, Overflow, RataDie, Unit};

use crate::query::Query;
use crate::session::{Ask, Asked};
use crate::verdict::{Objection, Verdict};

/// A finding, when the length grows tenfold twice: the minimum time of the longest answer, and the
/// minimum growth factor of each step.
const FINDINGS: [(Duration, u32); 2] = [(LONGEST, 5), (NOTICEABLE, 30)];

/// An answer that takes less is no finding, even if others are much faster.
const NOTICEABLE: Duration = Duration::from_millis(100);

/// How often a shorter answer is timed again.
const SHORT_AGAIN: usize = 3;

/// After an answer that takes this long, nothing longer is asked.
const LONGEST: Duration = Duration::from_secs(3);

/// The smallest number of days that are added or lie between the dates.
const FEWEST: i128 = 100;

/// How many steps of the list of lengths make a factor of ten.
const TENFOLD: usize = 2;

/// Checks the cost of adding to the ends of the range durations of up to the length of the range.
pub(in crate::check) fn adding_grows_with_the_digits(ask: &mut Ask<'_>, _: RataDie) -> Verdict {
    // Upper bounds in days, so that no sum leaves the range.
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

/// Checks the cost of differences between an end of the range and dates up to the other end.
pub(in crate::check) fn counting_grows_with_the_digits(ask: &mut Ask<'_>, _: RataDie) -> Verdict {
    for (unit, _) in Unit::ALL {
        follow(ask, |from, to, _| Some(Query::Until(from, to?, unit)))?;
    }
    Ok(())
}

/// Times queries of growing lengths from both ends of the range. `query` is given the date of the
/// end, the date at the other end of the span if there is one, and the days between them.
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

/// Lengths up to that of the range, each ten times the one before its predecessor.
fn lengths(range: DayRange) -> Vec<i64> {
    let whole = i128::from(range.last.0) - i128::from(range.first.0);
    let tens = (0..20).map(|power| 10_i128.pow(power));
    let lengths = tens.flat_map(|ten| [whole / ten, whole * 1000 / 3162 / ten]);
    let lengths = lengths.take_while(|length| *length >= FEWEST);
    let mut lengths: Vec<i64> = lengths.filter_map(|length| length.try_into().ok()).collect();
    lengths.reverse();
    lengths
}

/// Asks the queries in order, until it is certain that the time grows with the length.
fn grows_with_digits(ask: &mut Ask<'_>, queries: &[Option<Query>]) -> Verdict {
    let mut timed: Vec<Option<(Query, Duration)>> = Vec::new();
    for query in queries {
        let Some(query) = query else {
            timed.push(None);
            continue;
        };
        let mut took = time(ask, *query)?;
        // Repeat, since the first answer may include warm-up, and short times are noisy on a busy
        // machine.
        let again = if took >= NOTICEABLE { 1 } else { SHORT_AGAIN };
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

/// The last query and those a tenth and a hundredth of its length, shortest first.
fn tenfold(timed: &[Option<(Query, Duration)>]) -> Option<[(Query, Duration); 3]> {
    let back = |steps| *timed.get(timed.len().checked_sub(1 + steps)?)?;
    Some([back(2 * TENFOLD)?, back(TENFOLD)?, back(0)?])
}

fn grow([first, second, third]: &[(Query, Duration); 3]) -> bool {
    FINDINGS.iter().any(|(least, growth)| {
        third.1 >= *least && third.1 >= second.1 * *growth && second.1 >= first.1 * *growth
    })
}

/// Asks the three once more, one after another, and objects if the minimum times still grow.
fn certain(ask: &mut Ask<'_>, mut steps: [(Query, Duration); 3]) -> Verdict {
    for (query, took) in &mut steps {
        *took = time(ask, *query)?.min(*took);
    }
    if !grow(&steps) {
        return Ok(());
    }
    // Without the times, so that the same answers give the same report.
    let [first, second, third] = steps.map(|(query, _)| query);
    let why = format!(
        "the time grows with what is asked: `{second}` takes many times as long as `{first}`, and \
         `{third}` many times as long again"
    );
    Err(Objection::wrong(why))
}

/// The time until the answer, whatever it is.
fn time(ask: &mut Ask<'_>, query: Query) -> Asked<Duration> {
    let begin = Instant::now();
    // Other checks judge the answer.
    let _ = ask.attempt().any(query)?;
    Ok(begin.elapsed())
}

#[cfg(test)]
mod tests;
