//! Days of months, whatever the year: each as its date in a reference year.

use std::collections::BTreeSet;

use calproof_registry::{Date, MonthDay, Overflow, RataDie, Reason, Refusal};

use super::impossible_in;
use crate::shape::Shape;

/// The last day of ISO 8601 that can be a reference where one is at hand: 31 December 1972.
const LAST: RataDie = RataDie(720_258);

/// Each day of each month on its day in a reference year, where that is promised.
pub fn month_days(shape: &Shape<'_>) -> Vec<Date> {
    let months = shape.month_codes().into_iter();
    let all = months.flat_map(|month| (1..=35).map(move |day| (month, day)));
    let dates = all.filter_map(|(month, day)| date(shape, MonthDay { month, day }));
    dates.filter(|date| is_month_day(shape, *date)).collect()
}

/// Whether the date is that of its month and day in a reference year.
pub fn is_month_day(shape: &Shape<'_>, it: Date) -> bool {
    let is_promised = || shape.day_of(it).is_some_and(|day| shape.promises_day(day));
    date(shape, MonthDay::of(it)) == Some(it) && is_promised()
}

fn date(shape: &Shape<'_>, day: MonthDay) -> Option<Date> {
    let reference = shape.oracle.reference()?;
    let day = reference.month_day(day, Overflow::Reject).ok()?;
    reference.date(day).ok()
}

/// Days that the months have in no year, as dates of 1972, and the first days of months that there are
/// in none. How far after the last a day is does not depend on the month: only one has those that
/// are cut to 8 or 16 bits.
pub fn impossible_month_days(shape: &Shape<'_>) -> Vec<Date> {
    let Some(year) = shape.oracle.date(LAST).map(|date| date.year) else { return Vec::new() };
    let months = shape.month_codes();
    let far =
        months.first().map(|month| [99, (1 << 8) + 1, (1 << 16) + 1].map(|day| (*month, day)));
    let known = month_days(shape);
    let near = months.iter().flat_map(|month| {
        let of_month = known.iter().filter(|date| date.month == *month);
        // Of a month that no reference year has, the first day.
        let last = of_month.map(|date| date.day).max().unwrap_or(0);
        let days = BTreeSet::from([0, last.saturating_add(1), 30, 31, 32]);
        days.into_iter().map(|day| (*month, day))
    });
    let all = near.chain(far.into_iter().flatten());
    let mut dates: Vec<Date> = all.map(|(month, day)| Date { year, month, day }).collect();
    let never = impossible_in(shape, year).into_iter().filter(|date| !months.contains(&date.month));
    dates.extend(never);
    dates.retain(|date| shape.promises_date(*date) && is_impossible_month_day(shape, *date));
    dates
}

/// Whether no year has the day of the month, by the reference.
pub fn is_impossible_month_day(shape: &Shape<'_>, date: Date) -> bool {
    let reference = shape.oracle.reference();
    let refusal = reference.and_then(|reference| {
        reference.month_day(MonthDay::of(date), Overflow::Reject).err().map(Refusal::reason)
    });
    matches!(refusal, Some(Reason::NoSuchDay | Reason::NoSuchMonth))
}
