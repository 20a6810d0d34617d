//! The `Date` of the crate `time`.

use ::time::{Date as TimeDate, Month, Weekday as TimeWeekday, util};
use calproof::subject::InProcess;
use calproof_registry::{
    Calendar, Date, DayRange, IsoWeekDate, MonthCode, NativeDate, RataDie, Refusal, Weekday,
};

use crate::fields::{narrow, number};

/// The Julian day number of RD 0.
const JULIAN_DAY_OF_RD_0: i64 = 1_721_425;

struct Gregory;

pub(super) fn subject() -> InProcess<'static> {
    InProcess::new("time", env!("CALPROOF_VERSION_time"), vec![&Gregory])
}

fn day_of(date: TimeDate) -> RataDie {
    RataDie(i64::from(date.to_julian_day()) - JULIAN_DAY_OF_RD_0)
}

fn date_of(day: RataDie) -> Result<TimeDate, Refusal> {
    let julian_day = day.0.checked_add(JULIAN_DAY_OF_RD_0).ok_or(Refusal::Unsupported)?;
    TimeDate::from_julian_day(narrow(julian_day)?).map_err(|_| Refusal::Unexplained)
}

/// The library has its own type for months, so that other numbers cannot be asked.
fn month_of(number: u8) -> Result<Month, Refusal> {
    Month::try_from(number).map_err(|_| Refusal::Unsupported)
}

impl Calendar for Gregory {
    fn id(&self) -> &str {
        "gregory"
    }

    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        let (year, month, day) = date_of(day)?.to_calendar_date();
        Ok(Date::new(year.into(), month.into(), day.into()))
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        let (year, month) = (narrow(date.year)?, month_of(number(date.month)?)?);
        let date = TimeDate::from_calendar_date(year, month, narrow(date.day)?);
        date.map(day_of).map_err(|_| Refusal::Unexplained)
    }

    fn range(&self) -> Result<DayRange, Refusal> {
        Ok(DayRange { first: day_of(TimeDate::MIN), last: day_of(TimeDate::MAX) })
    }

    fn day_native(&self, date: NativeDate) -> Result<RataDie, Refusal> {
        let (year, month, day) = (narrow(date.year)?, narrow(date.month)?, narrow(date.day)?);
        let date = TimeDate::from_calendar_date(year, month_of(month)?, day);
        date.map(day_of).map_err(|_| Refusal::Unexplained)
    }

    fn days_in_year(&self, year: i64) -> Result<u32, Refusal> {
        Ok(util::days_in_year(narrow(year)?).into())
    }

    fn days_in_month(&self, year: i64, month: MonthCode) -> Result<u32, Refusal> {
        Ok(month_of(number(month)?)?.length(narrow(year)?).into())
    }

    fn is_leap_year(&self, year: i64) -> Result<bool, Refusal> {
        Ok(util::is_leap_year(narrow(year)?))
    }

    fn weekday(&self, day: RataDie) -> Result<Option<Weekday>, Refusal> {
        Ok(Weekday::from_number(date_of(day)?.weekday().number_from_monday()))
    }

    fn day_of_year(&self, day: RataDie) -> Result<u32, Refusal> {
        Ok(date_of(day)?.ordinal().into())
    }

    fn iso_week(&self, day: RataDie) -> Result<IsoWeekDate, Refusal> {
        let (year, week, weekday) = date_of(day)?.to_iso_week_date();
        let weekday = Weekday::from_number(weekday.number_from_monday());
        let weekday = weekday.ok_or(Refusal::Unexplained)?;
        Ok(IsoWeekDate { year: year.into(), week: week.into(), weekday })
    }

    fn day_from_iso_week(&self, week: IsoWeekDate) -> Result<RataDie, Refusal> {
        let weekday = TimeWeekday::Monday.nth_next(week.weekday.number() - 1);
        let date = TimeDate::from_iso_week_date(narrow(week.year)?, narrow(week.week)?, weekday);
        date.map(day_of).map_err(|_| Refusal::Unexplained)
    }

    fn day_from_ordinal(&self, year: i64, ordinal: u32) -> Result<RataDie, Refusal> {
        let date = TimeDate::from_ordinal_date(narrow(year)?, narrow(ordinal)?);
        date.map(day_of).map_err(|_| Refusal::Unexplained)
    }
}
