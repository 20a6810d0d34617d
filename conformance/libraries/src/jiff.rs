//! jiff's civil `Date`.

use ::jiff::SignedDuration;
use ::jiff::civil::{Date as JiffDate, ISOWeekDate, Weekday as JiffWeekday};
use calproof::subject::InProcess;
use calproof_registry::{
    Calendar, Date, DayRange, IsoWeekDate, MonthCode, NativeDate, RataDie, Refusal, Weekday,
};

use crate::fields::{narrow, number};

/// The library has no public day numbers; it adds durations, which are counted from here.
const EPOCH: JiffDate = JiffDate::constant(1970, 1, 1);

struct Gregory;

pub(super) fn subject() -> InProcess<'static> {
    InProcess::new("jiff", env!("CALPROOF_VERSION_jiff"), vec![&Gregory])
}

fn day_of(date: JiffDate) -> RataDie {
    RataDie(date.duration_since(EPOCH).as_hours() / 24 + RataDie::UNIX_EPOCH.0)
}

fn date_of(day: RataDie) -> Result<JiffDate, Refusal> {
    let days = day.0.checked_sub(RataDie::UNIX_EPOCH.0).ok_or(Refusal::Unsupported)?;
    let seconds = days.checked_mul(86_400).ok_or(Refusal::Unsupported)?;
    EPOCH.checked_add(SignedDuration::from_secs(seconds)).map_err(|_| Refusal::Unexplained)
}

fn month(year: i64, month: u8) -> Result<JiffDate, Refusal> {
    JiffDate::new(narrow(year)?, narrow(month)?, 1).map_err(|_| Refusal::Unexplained)
}

impl Calendar for Gregory {
    fn id(&self) -> &str {
        "gregory"
    }

    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        let date = date_of(day)?;
        Ok(Date::new(date.year().into(), date.month() as u8, date.day() as u32))
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        let (year, month) = (narrow(date.year)?, narrow(number(date.month)?)?);
        let date = JiffDate::new(year, month, narrow(date.day)?);
        date.map(day_of).map_err(|_| Refusal::Unexplained)
    }

    fn range(&self) -> Result<DayRange, Refusal> {
        Ok(DayRange { first: day_of(JiffDate::MIN), last: day_of(JiffDate::MAX) })
    }

    fn day_native(&self, date: NativeDate) -> Result<RataDie, Refusal> {
        let (year, month, day) = (narrow(date.year)?, narrow(date.month)?, narrow(date.day)?);
        JiffDate::new(year, month, day).map(day_of).map_err(|_| Refusal::Unexplained)
    }

    fn days_in_year(&self, year: i64) -> Result<u32, Refusal> {
        Ok(month(year, 1)?.days_in_year() as u32)
    }

    fn days_in_month(&self, year: i64, code: MonthCode) -> Result<u32, Refusal> {
        Ok(month(year, number(code)?)?.days_in_month() as u32)
    }

    fn is_leap_year(&self, year: i64) -> Result<bool, Refusal> {
        Ok(month(year, 1)?.in_leap_year())
    }

    fn weekday(&self, day: RataDie) -> Result<Option<Weekday>, Refusal> {
        let number = date_of(day)?.weekday().to_monday_one_offset();
        Ok(Weekday::from_number(number as u8))
    }

    fn day_of_year(&self, day: RataDie) -> Result<u32, Refusal> {
        Ok(date_of(day)?.day_of_year() as u32)
    }

    fn iso_week(&self, day: RataDie) -> Result<IsoWeekDate, Refusal> {
        let date = date_of(day)?.iso_week_date();
        let number = date.weekday().to_monday_one_offset() as u8;
        let weekday = Weekday::from_number(number).ok_or(Refusal::Unexplained)?;
        Ok(IsoWeekDate { year: date.year().into(), week: date.week() as u32, weekday })
    }

    fn day_from_iso_week(&self, week: IsoWeekDate) -> Result<RataDie, Refusal> {
        let weekday = JiffWeekday::from_monday_one_offset(narrow(week.weekday.number())?);
        let weekday = weekday.map_err(|_| Refusal::Unsupported)?;
        let date = ISOWeekDate::new(narrow(week.year)?, narrow(week.week)?, weekday);
        date.map(|date| day_of(date.date())).map_err(|_| Refusal::Unexplained)
    }

    fn day_from_ordinal(&self, year: i64, ordinal: u32) -> Result<RataDie, Refusal> {
        let day = month(year, 1)?.with().day_of_year(narrow(ordinal)?).build();
        day.map(day_of).map_err(|_| Refusal::Unexplained)
    }
}
