//! Laws: the next day is the next date, and weekdays cycle.

use calproof_registry::{Date, MonthCode, RataDie};

use super::agreement::left_out_before;
use crate::check::Block;
use crate::session::{Ask, Questions};
use crate::spec::Spec;
use crate::verdict::{Objection, Status, Verdict, ensure};

/// Checks that consecutive days have consecutive dates.
pub(in crate::check) fn next_day_is_next_date(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let date = ask.date(day)?;
    let next = ask.date(next_day(day)?)?;
    match follows(date, next, ask.shape().oracle.spec) {
        Status::Pass => Ok(()),
        Status::Disagreement => Err(Objection::new(
            Status::Disagreement,
            format!("{next} follows {date}, and no spec says whether the calendar omits days"),
        )),
        status => Err(Objection::new(status, format!("{next} does not follow {date}"))),
    }
}

/// The same check for the day at this index of a block.
pub(in crate::check) fn next_in_block(block: &Block<'_>, index: usize) -> Option<Status> {
    let (date, next) = (block.dates.get(index)?, block.dates.get(index + 1)?);
    Some(follows(*date, *next, block.oracle.spec))
}

/// Whether `next` can directly follow `date`: as the next day of its month, the first day of the
/// next month, or the first day of the next year. Lengths of months and years are judged elsewhere.
/// Where the calendar omits days, the date after the gap follows the date before it. If no spec
/// lists the months, other steps forward are neither right nor wrong: some calendars had reforms,
/// and in some the months are not in the order of their numbers.
fn follows(date: Date, next: Date, spec: Option<&Spec>) -> Status {
    let mut gaps = spec.iter().flat_map(|spec| &spec.gaps);
    let one_day_on = (next.year, next.month) == (date.year, date.month)
        && date.day.checked_add(1) == Some(next.day);
    let next_year = date.year.checked_add(1) == Some(next.year);
    let follows = if let Some((_, after)) = gaps.find(|(before, _)| *before == date) {
        next == *after
    } else if next.day != 1 {
        one_day_on
    } else {
        let (month_follows, year_follows) = match spec {
            Some(spec) => by_order(date.month, next.month, &spec.months),
            None => by_number(date.month, next.month),
        };
        (next.year == date.year && month_follows) || (next_year && year_follows)
    };
    let same_month = (next.year, next.month) == (date.year, date.month);
    let is_ahead = next_year || (next.year == date.year && !same_month);
    let is_ahead = is_ahead || (same_month && date.day < next.day);
    match spec {
        _ if follows => Status::Pass,
        None if is_ahead => Status::Disagreement,
        _ => Status::Wrong,
    }
}

/// Whether a month can be the next one in the year, and whether it can be the first of the next
/// year. `months` are all months that a year can have, in order; a year may lack leap months.
fn by_order(month: MonthCode, next: MonthCode, months: &[MonthCode]) -> (bool, bool) {
    let place = |month| months.iter().position(|other| *other == month);
    let (Some(place), Some(next)) = (place(month), place(next)) else {
        return (false, false);
    };
    let lacks = |between: &[MonthCode]| between.iter().all(|month| month.leap);
    (place < next && lacks(&months[place + 1..next]), place > 0 && next == 0)
}

/// The same for a calendar without listed months: by month numbers.
fn by_number(month: MonthCode, next: MonthCode) -> (bool, bool) {
    let (number, next_number) = (u32::from(month.number), u32::from(next.number));
    let leap_month_follows = next.leap && !month.leap && next_number == number;
    let follows = leap_month_follows || (!next.leap && next_number == number + 1);
    (follows, next_number == 1 && !next.leap && number > 1)
}

/// Checks that consecutive days have consecutive weekdays.
pub(in crate::check) fn weekdays_cycle(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let (Some(weekday), Some(next)) = (ask.weekday(day)?, ask.weekday(next_day(day)?)?) else {
        // A day outside the week is not part of the cycle.
        return Ok(());
    };
    ensure(next == weekday.next(), || format!("{next} follows {weekday}"))
}

/// The same check for the day at this index of a block.
pub(in crate::check) fn weekday_in_block(block: &Block<'_>, index: usize) -> Option<Status> {
    let (weekday, next) = (block.weekdays.get(index)?, block.weekdays.get(index + 1)?);
    let cycles = match (weekday, next) {
        (Some(weekday), Some(next)) => *next == weekday.next(),
        _ => true,
    };
    Some(if cycles { Status::Pass } else { Status::Wrong })
}

/// Checks that consecutive days have consecutive ordinals in the year, or that the second begins
/// the next year.
pub(in crate::check) fn days_of_years_are_consecutive(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let later = next_day(day)?;
    let (date, next_date) = (ask.date(day)?, ask.date(later)?);
    let this = ask.within_year(date.year).day_of_year(day)?;
    let next = ask.within_year(next_date.year).day_of_year(later)?;
    let is_same_year = date.year == next_date.year;
    let expected = if is_same_year { this.saturating_add(1) } else { 1 };
    if next == expected {
        return Ok(());
    }
    let why =
        format!("day {next} of the year {} follows day {this} of {}", next_date.year, date.year);
    let shape = ask.shape();
    // No authority says whether omitted dates are counted.
    let may_count_others = match shape.oracle.spec {
        Some(_) => {
            let (before, after) = (left_out_before(shape, date), left_out_before(shape, next_date));
            let left_out = after.saturating_sub(before);
            left_out > 0 && next == expected.saturating_add(left_out)
        }
        None => next > expected,
    };
    let is_left_open = is_same_year && may_count_others;
    Err(Objection::new(if is_left_open { Status::Disagreement } else { Status::Wrong }, why))
}

/// The day after this one.
pub(super) fn next_day(day: RataDie) -> Result<RataDie, Box<Objection>> {
    let next = day.0.checked_add(1).map(RataDie);
    next.ok_or_else(|| Objection::not_compared("the day has no next day"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec;

    #[test]
    fn dates_follow_by_month_and_year() {
        let date = Date::new;
        for (this, next, expected) in [
            (date(5, 1, 30), date(5, 1, 31), Status::Pass),
            (date(5, 1, 30), date(5, 2, 1), Status::Pass),
            (date(5, 12, 30), date(6, 1, 1), Status::Pass),
            (date(-1, 13, 5), date(0, 1, 1), Status::Pass),
            (date(5, 1, 30), date(5, 1, 30), Status::Wrong),
            (date(5, 1, 30), date(5, 1, 32), Status::Disagreement),
            (date(5, 1, 30), date(5, 3, 1), Status::Disagreement),
            (date(5, 1, 30), date(5, 2, 2), Status::Disagreement),
            (date(5, 1, 30), date(6, 1, 1), Status::Disagreement),
            (date(5, 12, 30), date(7, 1, 1), Status::Wrong),
            (date(5, 12, 30), date(6, 2, 1), Status::Disagreement),
            (date(5, 5, 30), Date { month: MonthCode::leap(5), ..date(5, 5, 1) }, Status::Pass),
            (Date { month: MonthCode::leap(5), ..date(5, 5, 29) }, date(5, 6, 1), Status::Pass),
            (
                Date { month: MonthCode::leap(5), ..date(5, 5, 29) },
                date(5, 5, 1),
                Status::Disagreement,
            ),
        ] {
            let status = follows(this, next, None);
            assert_eq!(status, expected, "{this} then {next}");
        }
    }

    #[test]
    fn months_follow_in_the_order_of_the_spec() {
        let bahai = spec::by_name("bahai").unwrap();
        let gregory = spec::by_name("gregory").unwrap();
        let date = Date::new;
        for (spec, this, next, expected) in [
            (bahai, date(5, 17, 19), date(5, 18, 1), true),
            (bahai, date(5, 18, 19), date(5, 20, 1), true),
            (bahai, date(5, 20, 4), date(5, 19, 1), true),
            (bahai, date(5, 19, 19), date(6, 1, 1), true),
            (bahai, date(5, 19, 18), date(5, 19, 19), true),
            (bahai, date(5, 18, 19), date(5, 19, 1), false),
            (bahai, date(5, 19, 19), date(5, 20, 1), false),
            (bahai, date(5, 20, 4), date(5, 21, 1), false),
            (bahai, date(5, 19, 19), date(6, 2, 1), false),
            (gregory, date(5, 12, 31), date(6, 1, 1), true),
            (gregory, date(5, 12, 31), date(5, 13, 1), false),
            (gregory, date(5, 1, 31), date(5, 3, 1), false),
            (gregory, date(5, 1, 31), date(6, 1, 1), false),
        ] {
            assert_eq!(follows(this, next, spec) == Status::Pass, expected, "{this} then {next}");
        }
    }

    #[test]
    fn only_leap_months_can_be_missing() {
        let months: Vec<MonthCode> =
            (1..=3).flat_map(|n| [MonthCode::common(n), MonthCode::leap(n)]).collect();
        for (place, month) in months.iter().enumerate() {
            for (next_place, next) in months.iter().enumerate() {
                let (follows, begins) = by_order(*month, *next, &months);
                let between = months.get(place + 1..next_place).unwrap_or_default();
                let expected = place < next_place && between.iter().all(|month| month.leap);
                assert_eq!(follows, expected, "{month} then {next}");
                assert_eq!(begins, place > 0 && next_place == 0, "{month} then {next}");
            }
        }
    }

    #[test]
    fn omitted_dates_are_skipped() {
        let cutover = spec::by_name("gregory-cutover-1582").unwrap();
        let date = Date::new;
        for (this, next, expected) in [
            (date(1582, 10, 4), date(1582, 10, 15), true),
            (date(1582, 10, 4), date(1582, 10, 5), false),
            (date(1583, 10, 4), date(1583, 10, 5), true),
            (date(1583, 10, 4), date(1583, 10, 15), false),
            (date(1582, 10, 15), date(1582, 10, 16), true),
        ] {
            assert_eq!(
                follows(this, next, cutover) == Status::Pass,
                expected,
                "{this} then {next}"
            );
        }
    }
}
