//! Laws: the next day is the next date, and weekdays cycle.

use calproof_registry::{Date, RataDie};

use crate::ask::Ask;
use crate::check::Block;
use crate::oracle::Oracle;
use crate::verdict::{Status, Verdict, ensure};

/// The day after a day has the date after its date.
pub(in crate::check) fn next_day_is_next_date(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let date = ask.date(day)?;
    let next = ask.date(RataDie(day.0 + 1))?;
    let follows = follows(gaps(&ask.topic().oracle), date, next);
    ensure(follows, || format!("{next} does not follow {date}"))
}

/// The same for the day at this place of a block.
pub(in crate::check) fn next_in_block(block: &Block<'_>, index: usize) -> Option<Status> {
    let (date, next) = (block.dates.get(index)?, block.dates.get(index + 1)?);
    let follows = follows(gaps(block.oracle), *date, *next);
    Some(if follows { Status::Pass } else { Status::Wrong })
}

fn gaps(oracle: &Oracle) -> &'static [(Date, Date)] {
    oracle.spec.map_or(&[], |spec| &spec.gaps)
}

/// Whether one date can follow another: the next day of its month, the first of the next month,
/// or the first of the next year. How long months and years are is the year's shape. Where the
/// calendar leaves out days, the one behind them follows the one before.
fn follows(gaps: &[(Date, Date)], date: Date, next: Date) -> bool {
    if let Some((_, after)) = gaps.iter().find(|(before, _)| *before == date) {
        return next == *after;
    }
    let same_month = next.month == date.month && next.day == date.day + 1;
    let (number, next_number) = (u32::from(date.month.number), u32::from(next.month.number));
    let next_month = next.day == 1
        && ((next.month.leap && !date.month.leap && next_number == number)
            || (!next.month.leap && next_number == number + 1));
    let next_year = next.day == 1 && next_number == 1 && !next.month.leap;
    (next.year == date.year && (same_month || next_month))
        || (next.year == date.year.wrapping_add(1) && next_year && number > 1)
}

/// The day after a day has the weekday after its weekday.
pub(in crate::check) fn weekdays_cycle(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let (Some(weekday), Some(next)) = (ask.weekday(day)?, ask.weekday(RataDie(day.0 + 1))?) else {
        // A day outside the week has no place in the cycle.
        return Ok(());
    };
    ensure(next == weekday.next(), || format!("{next} follows {weekday}"))
}

/// The same for the day at this place of a block.
pub(in crate::check) fn weekday_in_block(block: &Block<'_>, index: usize) -> Option<Status> {
    let (weekday, next) = (block.weekdays.get(index)?, block.weekdays.get(index + 1)?);
    let cycles = match (weekday, next) {
        (Some(weekday), Some(next)) => *next == weekday.next(),
        _ => true,
    };
    Some(if cycles { Status::Pass } else { Status::Wrong })
}

#[cfg(test)]
mod tests {
    use calproof_registry::MonthCode;

    use super::*;

    #[test]
    fn what_follows_what() {
        let date = Date::new;
        for (this, next, expected) in [
            (date(5, 1, 30), date(5, 1, 31), true),
            (date(5, 1, 30), date(5, 2, 1), true),
            (date(5, 12, 30), date(6, 1, 1), true),
            (date(-1, 13, 5), date(0, 1, 1), true),
            (date(5, 1, 30), date(5, 1, 30), false),
            (date(5, 1, 30), date(5, 1, 32), false),
            (date(5, 1, 30), date(5, 3, 1), false),
            (date(5, 1, 30), date(5, 2, 2), false),
            (date(5, 1, 30), date(6, 1, 1), false),
            (date(5, 12, 30), date(7, 1, 1), false),
            (date(5, 12, 30), date(6, 2, 1), false),
            (date(5, 5, 30), Date { month: MonthCode::leap(5), ..date(5, 5, 1) }, true),
            (Date { month: MonthCode::leap(5), ..date(5, 5, 29) }, date(5, 6, 1), true),
            (Date { month: MonthCode::leap(5), ..date(5, 5, 29) }, date(5, 5, 1), false),
        ] {
            assert_eq!(follows(&[], this, next), expected, "{this} then {next}");
        }
        let gaps = [(date(5, 1, 4), date(5, 1, 15))];
        for (this, next, expected) in [
            (date(5, 1, 4), date(5, 1, 15), true),
            (date(5, 1, 4), date(5, 1, 5), false),
            (date(6, 1, 4), date(6, 1, 5), true),
            (date(6, 1, 4), date(6, 1, 15), false),
            (date(5, 1, 15), date(5, 1, 16), true),
        ] {
            assert_eq!(follows(&gaps, this, next), expected, "{this} then {next}");
        }
    }
}
