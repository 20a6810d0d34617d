//! Adding to dates and measuring between them, by the rules of Temporal, for every rule.
//!
//! Source: ECMA-402, intl-era-monthcode proposal, `NonISODateAdd`, `NonISODateUntil` and
//! `NonISODateSurpasses`. The proposal uses loops; here months are counted by their index, so that
//! a step over 900,000 years costs as much as a step over one.

use std::cmp::Ordering;

use super::rule::{Rule, check_year, ordinal_of};
use crate::arithmetic::{DateDuration, Overflow, Unit};
use crate::calendar::Calendar;
use crate::date::Date;
use crate::day::RataDie;
use crate::refusal::Refusal;

/// The date that is later by this duration.
pub(super) fn add<R: Rule>(
    rule: &R,
    date: Date,
    duration: DateDuration,
    overflow: Overflow,
) -> Result<Date, Refusal> {
    rule.day(date)?;
    let too_far = Refusal::YearOutOfRange { first: R::YEARS.0, last: R::YEARS.1 };
    let year = date.year.checked_add(duration.years).ok_or(too_far)?;
    let ordinal = reached_ordinal(rule, year, date, overflow)?;
    let index = rule.month_index(year, ordinal).checked_add(duration.months).ok_or(too_far)?;
    let (year, ordinal) = month_at(rule, index)?;
    let nearest = rule.nearest_day(year, ordinal, date.day);
    if date.day != nearest && overflow == Overflow::Reject {
        return Err(rule.no_such_day(year, ordinal));
    }
    let start = rule.day_of_month(year, ordinal, nearest);
    // Weeks and days may each be out of range although their sum is not.
    let days = 7 * i128::from(duration.weeks) + i128::from(duration.days);
    let day = i64::try_from(i128::from(start) + days);
    let too_far = Refusal::DayOutOfRange { first: R::DAYS.0, last: R::DAYS.1 };
    rule.date(RataDie(day.map_err(|_| too_far)?))
}

/// The place of the date's month in another year.
pub(super) fn reached_ordinal<R: Rule>(
    rule: &R,
    year: i64,
    date: Date,
    overflow: Overflow,
) -> Result<u32, Refusal> {
    check_year::<R>(year)?;
    match (ordinal_of(rule, year, date.month), overflow, rule.stand_in(date.month)) {
        (Err(_), Overflow::Constrain, Some(stand_in)) => ordinal_of(rule, year, stand_in),
        (ordinal, _, _) => ordinal,
    }
}

/// The month with this index, if its year lies in the range.
fn month_at<R: Rule>(rule: &R, index: i64) -> Result<(i64, u32), Refusal> {
    let (first, last) = R::YEARS;
    let ends = (rule.month_index(first, 1), rule.month_index(last, rule.month_count(last)));
    if index < ends.0 || ends.1 < index {
        return Err(Refusal::YearOutOfRange { first, last });
    }
    Ok(rule.month_at(index))
}

/// The duration between two dates.
pub(super) fn until<R: Rule>(
    rule: &R,
    from: Date,
    to: Date,
    largest: Unit,
) -> Result<DateDuration, Refusal> {
    let (first, last) = (rule.day(from)?, rule.day(to)?);
    let days = last.0 - first.0;
    let none = DateDuration::default();
    match largest {
        Unit::Day => return Ok(DateDuration { days, ..none }),
        Unit::Week => return Ok(DateDuration { weeks: days / 7, days: days % 7, ..none }),
        Unit::Month | Unit::Year => {}
    }
    let between = Between { rule, from, to, sign: days.signum() };
    let years = if largest == Unit::Year { between.years()? } else { 0 };
    let (months, reached) = between.months(years)?;
    Ok(DateDuration { years, months, days: last.0 - reached, ..none })
}

/// Two dates of a rule, and the direction from the first to the second.
struct Between<'a, R> {
    rule: &'a R,
    from: Date,
    to: Date,
    /// −1, 0 or 1.
    sign: i64,
}

impl<R: Rule> Between<'_, R> {
    /// Whether this order means that the second date has been passed, in the direction of travel.
    fn is_passed(&self, order: Ordering) -> bool {
        order as i64 * self.sign > 0
    }

    /// The largest number of years that does not pass the second date.
    fn years(&self) -> Result<i64, Refusal> {
        let whole = self.to.year - self.from.year;
        // Each year has one date with this month and day, so only the last year can be one too
        // many.
        if whole != 0 && self.years_pass(whole)? { Ok(whole - self.sign) } else { Ok(whole) }
    }

    /// Whether the date after this many years passes the second one. If the year lacks the month,
    /// months are compared by code and then by the month that stands in for it. The day is compared
    /// as it is, even if the month is shorter.
    fn years_pass(&self, years: i64) -> Result<bool, Refusal> {
        let year = self.from.year + years;
        let ordinal = reached_ordinal(self.rule, year, self.from, Overflow::Constrain)?;
        let passes = self.is_passed(self.compare(year, ordinal)?);
        if self.rule.ordinal(year, self.from.month).is_some() {
            return Ok(passes);
        }
        let code = |date: Date| (date.month.number, date.month.leap);
        let by_code = (code(self.from), self.from.day).cmp(&(code(self.to), self.to.day));
        Ok(passes || self.is_passed(year.cmp(&self.to.year).then(by_code)))
    }

    /// Compares the first date's day, in this month, with the second date.
    fn compare(&self, year: i64, ordinal: u32) -> Result<Ordering, Refusal> {
        let to = (self.to.year, ordinal_of(self.rule, self.to.year, self.to.month)?, self.to.day);
        Ok((year, ordinal, self.from.day).cmp(&to))
    }

    /// The largest number of months after the years that does not pass the second date, and the day
    /// reached.
    fn months(&self, years: i64) -> Result<(i64, i64), Refusal> {
        let rule = self.rule;
        let year = self.from.year + years;
        let start = reached_ordinal(rule, year, self.from, Overflow::Constrain)?;
        let start = rule.month_index(year, start);
        let to = ordinal_of(rule, self.to.year, self.to.month)?;
        let mut months = rule.month_index(self.to.year, to) - start;
        let (year, ordinal) = rule.month_at(start + months);
        if self.is_passed(self.compare(year, ordinal)?) {
            months -= self.sign;
        }
        // If another month stands in for the first date's, it may already have passed.
        if months * self.sign < 0 {
            months = 0;
        }
        let (year, ordinal) = rule.month_at(start + months);
        let day = rule.nearest_day(year, ordinal, self.from.day);
        Ok((months, rule.day_of_month(year, ordinal, day)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendars::counted::{Counted, questions as asked};
    use crate::calendars::{Coptic, Gregory, Hebrew, IslamicCivil, Persian33Corrected};

    /// How often the rule is asked while months are added and counted over this many years.
    fn questions<R: Rule>(rule: R, years: i64) -> u64 {
        let before = asked();
        let (rule, from) = (Counted(rule), Date::new(1400, 3, 29));
        let months = 12 * years + 5;
        let none = DateDuration::default();
        let to = add(&rule, from, DateDuration { months, ..none }, Overflow::Constrain).unwrap();
        for largest in [Unit::Month, Unit::Year] {
            let between = until(&rule, from, to, largest).unwrap();
            assert_eq!(add(&rule, from, between, Overflow::Constrain), Ok(to));
        }
        asked() - before
    }

    #[test]
    fn long_spans_cost_as_much_as_short_ones() {
        let compare = |near: u64, far: u64| {
            assert!(
                0 < near && far <= near + 2,
                "{near} questions over one year, {far} over 900,000"
            );
        };
        compare(questions(Gregory, 1), questions(Gregory, 900_000));
        compare(questions(Coptic, 1), questions(Coptic, 900_000));
        compare(questions(Hebrew, 1), questions(Hebrew, 900_000));
        compare(questions(IslamicCivil, 1), questions(IslamicCivil, 900_000));
        compare(questions(Persian33Corrected, 1), questions(Persian33Corrected, 900_000));
    }
}
