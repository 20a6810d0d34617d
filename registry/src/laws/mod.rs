//! Laws that hold for every calendar, whatever its rule. The tests of this crate and the fuzz
//! targets call the same functions; a test shows that calproof's checks agree with them.
//!
//! If the calendar refuses the input of a law, the law is satisfied. Anything that follows from an
//! accepted input must be answered.

#[cfg(test)]
mod tests;

use crate::{
    Calendar, Date, DateDuration, DateFields, EraYear, IsoWeekDate, MonthDay, NativeDate, Overflow,
    RataDie, Reason, Refusal, Weekday,
};

/// `Ok` if a law holds; otherwise how it is violated.
pub type Kept = Result<(), String>;

/// The maximum number of consecutive day numbers that a month may lack.
const LONGEST_GAP: u32 = 31;

/// So far it is looked for a weekday that comes again.
const LONGEST_WEEK: u32 = 10;

fn ensure(kept: bool, violated: impl FnOnce() -> String) -> Kept {
    if kept { Ok(()) } else { Err(violated()) }
}

/// The date of a day converts back to the same day. Returns the date, if there is one.
pub fn day_round_trip(calendar: &dyn Calendar, day: RataDie) -> Result<Option<Date>, String> {
    let Ok(date) = calendar.date(day) else { return Ok(None) };
    let back = calendar.day(date);
    ensure(back == Ok(day), || {
        format!("{}: {day} is {date}, which is {}", calendar.id(), answered(back))
    })?;
    Ok(Some(date))
}

/// The day of a date converts back to the same date.
pub fn date_round_trip(calendar: &dyn Calendar, date: Date) -> Kept {
    let Ok(day) = calendar.day(date) else { return Ok(()) };
    let back = calendar.date(day);
    ensure(back == Ok(date), || {
        format!("{}: {date} is {day}, which is {}", calendar.id(), answered(back))
    })
}

/// The date of a native date's day has the fields of the native date.
pub fn native_date_round_trip(calendar: &dyn Calendar, native: NativeDate) -> Kept {
    let Ok(day) = calendar.day_native(native) else { return Ok(()) };
    let back = calendar.date(day).and_then(|date| {
        let ordinal = calendar.month_ordinal(date.year, date.month)?;
        let year = calendar.numbering().native_year(date.year);
        Ok(NativeDate { year, month: ordinal.into(), day: date.day.into() })
    });
    ensure(back == Ok(native), || {
        format!("{}: {native} is {day}, which is {}", calendar.id(), answered(back))
    })
}

/// `next` can follow `date`: it is the next day of the month, or the first day of the next month or
/// year. Day numbers between the two must not exist. The lengths of months are checked by
/// [`months_fill_the_year`].
pub fn date_follows(calendar: &dyn Calendar, date: Date, next: Date) -> Kept {
    let follows = if (date.year, date.month) == (next.year, next.month) {
        let is_missing = |day| calendar.day(Date { day, ..date }).is_err();
        date.day < next.day
            && next.day - date.day <= LONGEST_GAP
            && (date.day + 1..next.day).all(is_missing)
    } else {
        let ordinal = |date: Date| calendar.month_ordinal(date.year, date.month);
        let (Ok(this), Ok(that)) = (ordinal(date), ordinal(next)) else { return Ok(()) };
        let month_follows = next.year == date.year && that == this + 1;
        let year_follows = next.year == date.year.saturating_add(1) && this > 1 && that == 1;
        next.day == 1 && (month_follows || year_follows)
    };
    ensure(follows, || format!("{}: {next} follows {date}", calendar.id()))
}

/// One weekday follows another; satisfied if either day is outside the week.
pub fn weekday_follows(
    calendar: &dyn Calendar,
    weekday: Option<Weekday>,
    next: Option<Weekday>,
) -> Kept {
    let (Some(weekday), Some(next)) = (weekday, next) else { return Ok(()) };
    ensure(next == weekday.next(), || format!("{}: {next} follows {weekday}", calendar.id()))
}

/// So many days after a day as its week has, its weekday comes again, and no earlier.
pub fn weekday_comes_again(calendar: &dyn Calendar, day: RataDie) -> Kept {
    let Ok(length) = calendar.days_in_week(day) else { return Ok(()) };
    let weekday = |days: u32| {
        let later = day.0.checked_add(days.into())?;
        calendar.weekday(RataDie(later)).ok().flatten()
    };
    let week: Option<Vec<Weekday>> = (0..=LONGEST_WEEK.min(length)).map(weekday).collect();
    // A day outside the week, or beyond the range, tells nothing.
    let Some(week) = week.filter(|_| 0 < length) else {
        return ensure(0 < length, || format!("{}: {day} lies in a week of 0 days", calendar.id()));
    };
    let again = week.iter().skip(1).position(|other| *other == week[0]);
    ensure(again.map(|index| index + 1) == usize::try_from(length).ok(), || {
        format!("{}: the week of {day} is said to have {length} days", calendar.id())
    })
}

/// The place of the day in its year converts back to the day.
pub fn day_of_year_round_trip(calendar: &dyn Calendar, day: RataDie) -> Kept {
    let (Ok(date), Ok(ordinal)) = (calendar.date(day), calendar.day_of_year(day)) else {
        return Ok(());
    };
    let back = calendar.day_from_ordinal(date.year, ordinal);
    ensure(back == Ok(day), || {
        let year = date.year;
        format!("{}: {day} is day {ordinal} of {year}, which is {}", calendar.id(), answered(back))
    })
}

/// The ordinals of consecutive days are consecutive in a year, and 1 at the beginning of the next.
pub fn day_of_year_follows(calendar: &dyn Calendar, day: RataDie) -> Kept {
    let next = RataDie(day.0.saturating_add(1));
    let (Ok(date), Ok(next_date)) = (calendar.date(day), calendar.date(next)) else {
        return Ok(());
    };
    let (Ok(ordinal), Ok(next)) = (calendar.day_of_year(day), calendar.day_of_year(next)) else {
        return Ok(());
    };
    let expected = if date.year == next_date.year { ordinal.saturating_add(1) } else { 1 };
    ensure(next == expected, || {
        format!("{}: day {next} of the year follows day {ordinal}, {date}", calendar.id())
    })
}

/// Day ordinals before the first and after the last of a year are refused.
pub fn days_outside_the_year_are_refused(calendar: &dyn Calendar, year: i64) -> Kept {
    let Ok(days) = calendar.days_in_year(year) else { return Ok(()) };
    // Truncated to 16 bits, the third of them is 1.
    for ordinal in [0, days.saturating_add(1), (1 << 16) + 1, u32::MAX] {
        let is_refused = calendar.day_from_ordinal(year, ordinal).is_err();
        ensure(is_refused, || format!("{}: day {ordinal} of {days} in {year}", calendar.id()))?;
    }
    Ok(())
}

/// The ISO week date of a day converts back to the day. At the ends of the calendar's range the
/// week may belong to a year outside the range.
pub fn iso_week_round_trip(calendar: &dyn Calendar, day: RataDie) -> Kept {
    let Ok(week) = calendar.iso_week(day) else { return Ok(()) };
    let back = calendar.day_from_iso_week(week);
    let reason = back.map_err(Refusal::reason).err();
    let is_unasked = matches!(reason, Some(Reason::OutOfRange | Reason::Unsupported));
    ensure(is_unasked || back == Ok(day), || {
        format!("{}: {day} is {week}, which is {}", calendar.id(), answered(back))
    })
}

/// Consecutive days have consecutive ISO week dates: Monday to Sunday within a week, then the next
/// week, which may be the first of the next year.
pub fn iso_week_follows(calendar: &dyn Calendar, day: RataDie) -> Kept {
    let next = RataDie(day.0.saturating_add(1));
    let (Ok(this), Ok(next)) = (calendar.iso_week(day), calendar.iso_week(next)) else {
        return Ok(());
    };
    ensure(next.follows(this), || format!("{}: {next} follows {this}", calendar.id()))
}

/// Weeks before the first and after the last of a week-year are refused.
pub fn weeks_outside_the_year_are_refused(calendar: &dyn Calendar, year: i64) -> Kept {
    let Ok(weeks) = IsoWeekDate::weeks_in_year(year) else { return Ok(()) };
    // Truncated to 8 or 16 bits, the third of them is 1.
    for week in [0, weeks + 1, (1 << 16) + 1, u32::MAX] {
        let week = IsoWeekDate { year, week, weekday: Weekday::Monday };
        let is_refused = calendar.day_from_iso_week(week).is_err();
        ensure(is_refused, || format!("{}: {week}, of {weeks} weeks", calendar.id()))?;
    }
    Ok(())
}

/// The era year of a day converts to the extended year of its date.
pub fn era_round_trip(calendar: &dyn Calendar, day: RataDie) -> Kept {
    let (Ok(date), Ok(of_era)) = (calendar.date(day), calendar.era_year(day)) else {
        return Ok(());
    };
    let back = calendar.extended_year(of_era);
    ensure(back == Ok(date.year), || {
        format!("{}: {date} is in {of_era}, which is {}", calendar.id(), answered(back))
    })
}

/// Each ordinal in a year has a month, whose ordinal it is.
pub fn months_lead_to_each_other(calendar: &dyn Calendar, year: i64) -> Kept {
    let Ok(months) = calendar.months_in_year(year) else { return Ok(()) };
    for place in 1..=months {
        let month = calendar.month_code(year, place);
        let back = month.and_then(|month| calendar.month_ordinal(year, month));
        ensure(back == Ok(place), || {
            let month = answered(month);
            format!("{}: at {place} of {year} is {month}, at {}", calendar.id(), answered(back))
        })?;
    }
    Ok(())
}

/// Ordinals that no month has in a year with this many months: before the first, after the last,
/// and some that would be valid if truncated to 8 or 16 bits.
///
/// ```
/// use calproof_registry::laws::places_outside_the_year;
/// assert!(places_outside_the_year(12).all(|place| !(1..=12).contains(&place)));
/// assert!(places_outside_the_year(12).any(|place| place as u8 == 12));
/// ```
pub fn places_outside_the_year(months: u32) -> impl Iterator<Item = u32> {
    let cut = [1_u32 << 8, 1 << 16].into_iter().flat_map(move |size| [size + 1, size | months]);
    let all = [0, months.saturating_add(1), u32::MAX].into_iter().chain(cut);
    all.filter(move |place| *place == 0 || *place > months)
}

/// Ordinals before the first and after the last month of a year are refused.
pub fn places_outside_the_year_are_refused(calendar: &dyn Calendar, year: i64) -> Kept {
    let Ok(months) = calendar.months_in_year(year) else { return Ok(()) };
    for place in places_outside_the_year(months) {
        let reason = calendar.month_code(year, place).map_err(Refusal::reason);
        let is_refused = matches!(reason, Err(Reason::NoSuchMonth | Reason::Unexplained));
        ensure(is_refused, || format!("{}: {place} of {months} in {year}", calendar.id()))?;
    }
    Ok(())
}

/// The lengths of the months add up to the declared length of the year, and to the distance to the
/// next new year.
pub fn months_fill_the_year(calendar: &dyn Calendar, year: i64) -> Kept {
    let Ok(months) = calendar.months_in_year(year) else { return Ok(()) };
    // An ordinal without a month is for `months_lead_to_each_other`.
    let months: Result<Vec<_>, _> =
        (1..=months).map(|place| calendar.month_code(year, place)).collect();
    let Ok(months) = months else { return Ok(()) };
    let length = |month| calendar.days_in_month(year, month).map(i64::from);
    let id = calendar.id();
    let days = months.into_iter().map(length).sum::<Result<i64, Refusal>>();
    let days = days.map_err(|refusal| format!("{id}: a month of {year} is refused: {refusal}"))?;
    let of_year = calendar.days_in_year(year).map(i64::from);
    ensure(of_year == Ok(days), || {
        format!("{id}: {year} has {} days, and its months {days}", answered(of_year))
    })?;
    let new_year = |year| {
        let month = calendar.month_code(year, 1)?;
        calendar.day(Date { year, month, day: 1 })
    };
    match (new_year(year), new_year(year.saturating_add(1))) {
        (Ok(first), Ok(next)) => ensure(next.0 - first.0 == days, || {
            format!("{id}: {year} is not as long as its months, {days} days")
        }),
        _ => Ok(()),
    }
}

/// A day of a month, converted to its day in a reference year and back, is the same.
pub fn month_day_round_trip(calendar: &dyn Calendar, date: Date) -> Kept {
    let Ok(day) = calendar.month_day(MonthDay::of(date), Overflow::Reject) else { return Ok(()) };
    let back = calendar.date(day);
    ensure(back.is_ok_and(|it| MonthDay::of(it) == MonthDay::of(date)), || {
        let (asked, back) = (MonthDay::of(date), answered(back));
        format!("{}: {asked} is {day}, which is {back}", calendar.id())
    })
}

/// A date that exists is the nearest to itself; another is refused, or constrained to one that exists.
pub fn nearest_date_is_near(calendar: &dyn Calendar, date: Date) -> Kept {
    let exists = calendar.day(date).is_ok();
    for (overflow, _) in Overflow::ALL {
        let nearest = calendar.nearest_date(date, overflow);
        let is_near = match nearest.map_err(Refusal::reason) {
            Err(Reason::Unsupported) => true,
            Ok(nearest) if exists => nearest == date,
            Err(_) => !exists,
            Ok(nearest) => overflow == Overflow::Constrain && calendar.day(nearest).is_ok(),
        };
        ensure(is_near, || {
            format!("{}: {date}, {overflow}, becomes {}", calendar.id(), answered(nearest))
        })?;
    }
    Ok(())
}

/// The fields of a date that exists make it: its year and the code or the ordinal of its month, or
/// the year of its era and the ordinal. With another ordinal they do not.
pub fn fields_make_their_date(calendar: &dyn Calendar, date: Date) -> Kept {
    let ordinal = calendar.month_ordinal(date.year, date.month);
    let (Ok(day), Ok(ordinal)) = (calendar.day(date), ordinal) else { return Ok(()) };
    let by_code = DateFields::of(date);
    let both = DateFields { ordinal: Some(ordinal), ..by_code };
    let by_ordinal = DateFields { month: None, ..both };
    let by_era = calendar.era_year(day).ok().map(|EraYear { era, year }| DateFields {
        year: None,
        era: Some(era),
        era_year: Some(year),
        ..by_ordinal
    });
    let other = DateFields { ordinal: ordinal.checked_add(1), ..by_code };
    let enough = [by_code, by_ordinal, both].into_iter().chain(by_era);
    let cases: Vec<_> = enough.map(|fields| (fields, Some(date))).chain([(other, None)]).collect();
    for (overflow, _) in Overflow::ALL {
        for &(fields, right) in &cases {
            let made = calendar.date_from_fields(fields, overflow);
            let is_unasked = made.map_err(Refusal::reason) == Err(Reason::Unsupported);
            ensure(is_unasked || made.ok() == right, || {
                format!("{}: {fields}, {overflow}, make {}", calendar.id(), answered(made))
            })?;
        }
    }
    Ok(())
}

/// What lies between two dates, added to the first, is the second.
pub fn adding_a_span_reaches_its_end(
    calendar: &dyn Calendar,
    (from, to): (Date, Date),
    between: DateDuration,
) -> Kept {
    let reached = calendar.add(from, between, Overflow::Constrain);
    ensure(reached == Ok(to), || {
        let reached = answered(reached);
        format!("{}: {between} from {from} to {to}, adding it gives {reached}", calendar.id())
    })
}

/// An answer as text.
fn answered<T: std::fmt::Display>(answer: Result<T, Refusal>) -> String {
    answer.map_or_else(|refusal| format!("refused ({refusal})"), |answer| answer.to_string())
}
