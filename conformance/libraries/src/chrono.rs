//! chrono's `NaiveDate`.

use ::chrono::{Datelike, Month, NaiveDate, Weekday as ChronoWeekday};
use calproof::subject::InProcess;
use calproof_registry::{
    Calendar, Date, DayRange, IsoWeekDate, MonthCode, NativeDate, RataDie, Refusal, Weekday,
};

use crate::fields::{narrow, number};

struct Gregory;

pub(super) fn subject() -> InProcess<'static> {
    InProcess::new("chrono", env!("CALPROOF_VERSION_chrono"), vec![&Gregory])
}

fn day_of(date: NaiveDate) -> RataDie {
    RataDie(date.num_days_from_ce().into())
}

fn date_of(day: RataDie) -> Result<NaiveDate, Refusal> {
    NaiveDate::from_num_days_from_ce_opt(narrow(day.0)?).ok_or(Refusal::Unexplained)
}

impl Calendar for Gregory {
    fn id(&self) -> &str {
        "gregory"
    }

    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        let date = date_of(day)?;
        Ok(Date::new(date.year().into(), date.month() as u8, date.day()))
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        let month = number(date.month)?.into();
        let date = NaiveDate::from_ymd_opt(narrow(date.year)?, month, date.day);
        date.map(day_of).ok_or(Refusal::Unexplained)
    }

    fn range(&self) -> Result<DayRange, Refusal> {
        Ok(DayRange { first: day_of(NaiveDate::MIN), last: day_of(NaiveDate::MAX) })
    }

    fn day_native(&self, date: NativeDate) -> Result<RataDie, Refusal> {
        let (year, month, day) = (narrow(date.year)?, narrow(date.month)?, narrow(date.day)?);
        NaiveDate::from_ymd_opt(year, month, day).map(day_of).ok_or(Refusal::Unexplained)
    }

    fn days_in_month(&self, year: i64, month: MonthCode) -> Result<u32, Refusal> {
        let month = Month::try_from(number(month)?).map_err(|_| Refusal::Unexplained)?;
        month.num_days(narrow(year)?).map(u32::from).ok_or(Refusal::Unexplained)
    }

    fn is_leap_year(&self, year: i64) -> Result<bool, Refusal> {
        let date = NaiveDate::from_ymd_opt(narrow(year)?, 1, 1).ok_or(Refusal::Unexplained)?;
        Ok(date.leap_year())
    }

    fn weekday(&self, day: RataDie) -> Result<Option<Weekday>, Refusal> {
        let number = date_of(day)?.weekday().number_from_monday();
        Ok(Weekday::from_number(number as u8))
    }

    fn day_of_year(&self, day: RataDie) -> Result<u32, Refusal> {
        Ok(date_of(day)?.ordinal())
    }

    fn iso_week(&self, day: RataDie) -> Result<IsoWeekDate, Refusal> {
        let date = date_of(day)?;
        let number = date.weekday().number_from_monday() as u8;
        let weekday = Weekday::from_number(number).ok_or(Refusal::Unexplained)?;
        let week = date.iso_week();
        Ok(IsoWeekDate { year: week.year().into(), week: week.week(), weekday })
    }

    fn day_from_iso_week(&self, week: IsoWeekDate) -> Result<RataDie, Refusal> {
        let weekday = ChronoWeekday::try_from(week.weekday.number() - 1);
        let weekday = weekday.map_err(|_| Refusal::Unsupported)?;
        let year = narrow(week.year)?;
        // The library subtracts 1 from the year, which overflows in its debug builds; its release
        // builds refuse the wrapped year.
        if cfg!(debug_assertions) && year == i32::MIN {
            return Err(Refusal::Unsupported);
        }
        let date = NaiveDate::from_isoywd_opt(year, week.week, weekday);
        date.map(day_of).ok_or(Refusal::Unexplained)
    }

    fn day_from_ordinal(&self, year: i64, ordinal: u32) -> Result<RataDie, Refusal> {
        NaiveDate::from_yo_opt(narrow(year)?, ordinal).map(day_of).ok_or(Refusal::Unexplained)
    }
}
