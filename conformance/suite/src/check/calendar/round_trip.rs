//! Laws: each day has one date, and each date is one day.

use calproof_registry::{Date, MonthDay, NativeDate, Overflow, RataDie};

use crate::check::Block;
use crate::session::{Ask, Questions};
use crate::verdict::{Objection, Status, Verdict, ensure};

/// Checks the round trip from a day to its date and back.
pub(in crate::check) fn day_to_date_to_day(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let date = ask.date(day)?;
    let back = ask.day(date)?;
    ensure(back == day, || format!("{date} is day {} for it, not {}", back.0, day.0))
}

/// The same check for the day at this index of a block.
pub(in crate::check) fn day_in_block(block: &Block<'_>, index: usize) -> Option<Status> {
    let same = *block.days.get(index)? == block.day(index);
    Some(if same { Status::Pass } else { Status::Wrong })
}

/// Checks the round trip from a valid date to its day and back.
pub(in crate::check) fn date_to_day_to_date(ask: &mut Ask<'_>, date: Date) -> Verdict {
    // That the date exists is known from the reference.
    let day = ask.day(date).map_err(|objection| ask.shape().oracle.weighed(objection))?;
    let back = ask.date(day)?;
    ensure(back == date, || format!("day {} is {back} for it, not {date}", day.0))
}

/// Checks the round trip from a day to its year and day of the year, and back.
pub(in crate::check) fn day_to_ordinal_to_day(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let year = ask.date(day)?.year;
    let ordinal = ask.within_year(year).day_of_year(day)?;
    let back = ask.within_year(year).day_from_ordinal(year, ordinal)?;
    ensure(back == day, || {
        format!("day {ordinal} of {year} is day {} for it, not {}", back.0, day.0)
    })
}

/// Checks that a day's date in the subject's own integers, with the month's ordinal as its number,
/// is that day.
pub(in crate::check) fn day_to_native_date_to_day(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let date = ask.date(day)?;
    let place = ask.within_year(date.year).month_ordinal(date.year, date.month)?;
    let year = ask.shape().claim.numbering.native_year(date.year);
    let native = NativeDate { year, month: place.into(), day: date.day.into() };
    let back = ask.within_year(date.year).day_native(native)?;
    if back == day {
        return Ok(());
    }
    let why = format!("{date} is day {} as {native}, not {}", back.0, day.0);
    // Without a spec, the subject may number its months differently.
    let is_sure = ask.shape().oracle.spec.is_some();
    Err(Objection::new(if is_sure { Status::Wrong } else { Status::Disagreement }, why))
}

/// Checks that the day of a month and day has that month and day, in whatever year. If overflow is
/// constrained, the day may have another one: a leap month may have no such day from 1900 to 2035.
pub(in crate::check) fn month_day_to_day_to_date(ask: &mut Ask<'_>, date: Date) -> Verdict {
    let asked = MonthDay::of(date);
    let day = ask.month_day(asked, Overflow::Reject)?;
    let back = ask.date(day)?;
    ensure(MonthDay::of(back) == asked, || {
        format!("{asked} is day {}, and that day is {back}", day.0)
    })
}
