//! The calendars of `icu_calendar`.

use calproof::subject::InProcess;
use calproof_registry::{
    BeyondRange, Calendar, Date, DateDuration, DateFields as Given, DayRange, EraCode, EraYear,
    IsoWeekDate, MonthCode, MonthDay, NativeDate, Overflow, RataDie, Reason, Refusal, Unit,
    Weekday,
};
use icu_calendar::cal::hijri::{
    TabularAlgorithm, TabularAlgorithmEpoch, TabularAlgorithmLeapYears, UmmAlQura,
};
use icu_calendar::cal::{
    Buddhist, ChineseTraditional, Coptic, Ethiopian, EthiopianEraStyle, Gregorian, Hebrew, Hijri,
    Indian, Iso, Japanese, Julian, KoreanTraditional, Persian, Roc,
};
use icu_calendar::error::{DateAddError, DateFromFieldsError};
use icu_calendar::options::{
    DateAddOptions, DateDifferenceOptions, DateDurationUnit, DateFromFieldsOptions,
    MissingFieldsStrategy, Overflow as IcuOverflow,
};
use icu_calendar::types::{
    DateDuration as IcuDateDuration, DateFields, Month, RataDie as IcuRataDie,
};
use icu_calendar::{AsCalendar, Date as IcuDate};

use crate::fields::narrow;

/// A calendar of the library under its CLDR id, with the id of the rule that the library states.
struct Icu<C> {
    id: &'static str,
    rule: &'static str,
    calendar: C,
}

static GREGORY: Icu<Gregorian> = Icu { id: "gregory", rule: "gregory", calendar: Gregorian };
static JULIAN: Icu<Julian> = Icu { id: "julian", rule: "julian", calendar: Julian };
/// By the documentation of `calendrical_calculations`, on which it is based, this is the 33-year
/// rule with exceptions, which gives the official calendar.
static PERSIAN: Icu<Persian> =
    Icu { id: "persian", rule: "persian-33-corrected", calendar: Persian };
static ISLAMIC_CIVIL: Icu<Hijri<TabularAlgorithm>> = Icu {
    id: "islamic-civil",
    rule: "islamic-civil",
    calendar: Hijri::new_tabular(TabularAlgorithmLeapYears::TypeII, TabularAlgorithmEpoch::Friday),
};
static ISLAMIC_TBLA: Icu<Hijri<TabularAlgorithm>> = Icu {
    id: "islamic-tbla",
    rule: "islamic-tbla",
    calendar: Hijri::new_tabular(
        TabularAlgorithmLeapYears::TypeII,
        TabularAlgorithmEpoch::Thursday,
    ),
};
/// By its documentation it is `islamic-civil` outside the years 1300 to 1600.
static ISLAMIC_UMALQURA: Icu<Hijri<UmmAlQura>> =
    Icu { id: "islamic-umalqura", rule: "islamic-umalqura", calendar: Hijri::new_umm_al_qura() };
static ISO8601: Icu<Iso> = Icu { id: "iso8601", rule: "iso8601", calendar: Iso };
static BUDDHIST: Icu<Buddhist> = Icu { id: "buddhist", rule: "buddhist", calendar: Buddhist };
static JAPANESE: Icu<Japanese> =
    Icu { id: "japanese", rule: "japanese", calendar: Japanese::new() };
static ROC: Icu<Roc> = Icu { id: "roc", rule: "roc", calendar: Roc };
static COPTIC: Icu<Coptic> = Icu { id: "coptic", rule: "coptic", calendar: Coptic };
static ETHIOPIC: Icu<Ethiopian> =
    Icu { id: "ethiopic", rule: "ethiopic", calendar: Ethiopian::new() };
static ETHIOAA: Icu<Ethiopian> = Icu {
    id: "ethioaa",
    rule: "ethioaa",
    calendar: Ethiopian::new_with_era_style(EthiopianEraStyle::AmeteAlem),
};
static HEBREW: Icu<Hebrew> = Icu { id: "hebrew", rule: "hebrew", calendar: Hebrew };
static INDIAN: Icu<Indian> = Icu { id: "indian", rule: "indian", calendar: Indian };
/// From tables for 1900 to 2100, and from simpler rules outside.
static CHINESE: Icu<ChineseTraditional> =
    Icu { id: "chinese", rule: "chinese", calendar: ChineseTraditional::new() };
static DANGI: Icu<KoreanTraditional> =
    Icu { id: "dangi", rule: "dangi", calendar: KoreanTraditional::new() };

pub(super) fn subject() -> InProcess<'static> {
    let version = env!("CALPROOF_VERSION_icu_calendar");
    let calendars: Vec<&dyn Calendar> = vec![
        &GREGORY,
        &ISO8601,
        &BUDDHIST,
        &JAPANESE,
        &ROC,
        &JULIAN,
        &COPTIC,
        &ETHIOPIC,
        &ETHIOAA,
        &INDIAN,
        &HEBREW,
        &ISLAMIC_CIVIL,
        &ISLAMIC_TBLA,
        &ISLAMIC_UMALQURA,
        &PERSIAN,
        &CHINESE,
        &DANGI,
    ];
    InProcess::new("icu4x", version, calendars)
}

impl<C: AsCalendar + Copy + Send + Sync> Icu<C> {
    fn of_day(&self, day: RataDie) -> Result<IcuDate<C>, Refusal> {
        // Debug builds of the library assert that such days are not passed; release builds clamp
        // them like others. "The valid range for direct construction is deliberately not
        // documented".
        if cfg!(debug_assertions) && !(i64::MIN / 256..=i64::MAX / 256).contains(&day.0) {
            return Err(Refusal::Unsupported);
        }
        Ok(IcuDate::from_rata_die(IcuRataDie::new(day.0), self.calendar))
    }

    fn of_fields(&self, year: i64, fields: DateFields<'_>) -> Result<IcuDate<C>, Refusal> {
        let fields = with_year(fields, narrow(year)?);
        IcuDate::try_from_fields(fields, DateFromFieldsOptions::default(), self.calendar)
            .map_err(refusal)
    }

    fn of_date(&self, date: Date) -> Result<IcuDate<C>, Refusal> {
        let mut fields = DateFields::default();
        fields.month = Some(month_of(date.month)?);
        fields.day = Some(narrow(date.day)?);
        self.of_fields(date.year, fields)
    }

    /// The first day of a year's first month, or of the month with this code.
    fn month(&self, year: i64, month: Option<MonthCode>) -> Result<IcuDate<C>, Refusal> {
        let mut fields = DateFields::default();
        fields.day = Some(1);
        match month {
            Some(code) => fields.month = Some(month_of(code)?),
            None => fields.ordinal_month = Some(1),
        }
        self.of_fields(year, fields)
    }
}

fn with_year(mut fields: DateFields<'_>, year: i32) -> DateFields<'_> {
    fields.extended_year = Some(year);
    fields
}

/// The library's codes end at 99; a higher number cannot be asked.
fn month_of(code: MonthCode) -> Result<Month, Refusal> {
    match code {
        MonthCode { number: 100.., .. } => Err(Refusal::Unsupported),
        MonthCode { number, leap: true } => Ok(Month::leap(number)),
        MonthCode { number, leap: false } => Ok(Month::new(number)),
    }
}

fn overflow_of(overflow: Overflow) -> IcuOverflow {
    match overflow {
        Overflow::Constrain => IcuOverflow::Constrain,
        Overflow::Reject => IcuOverflow::Reject,
    }
}

fn options(overflow: Overflow) -> DateFromFieldsOptions {
    let mut options = DateFromFieldsOptions::default();
    options.overflow = Some(overflow_of(overflow));
    options
}

fn refusal(error: DateFromFieldsError) -> Refusal {
    match error {
        DateFromFieldsError::InvalidDay { max, .. } => {
            Refusal::NoSuchDay { month_length: u32::from(max) }
        }
        DateFromFieldsError::InvalidOrdinalMonth { .. }
        | DateFromFieldsError::MonthNotInCalendar
        | DateFromFieldsError::MonthNotInYear
        | DateFromFieldsError::MonthCodeInvalidSyntax => Refusal::Bare(Reason::NoSuchMonth),
        DateFromFieldsError::InvalidEra => Refusal::Bare(Reason::NoSuchEra),
        DateFromFieldsError::InconsistentYear | DateFromFieldsError::InconsistentMonth => {
            Refusal::Bare(Reason::Contradiction)
        }
        DateFromFieldsError::NotEnoughFields => Refusal::Bare(Reason::MissingField),
        DateFromFieldsError::Overflow => Refusal::YearOutOfRange { first: -999_999, last: 999_999 },
        _ => Refusal::Unexplained,
    }
}

impl<C: AsCalendar + Copy + Send + Sync> Calendar for Icu<C> {
    fn id(&self) -> &str {
        self.id
    }

    fn rule(&self) -> &str {
        self.rule
    }

    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        Ok(date_of(&self.of_day(day)?))
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        Ok(RataDie(self.of_date(date)?.to_rata_die().to_i64_date()))
    }

    /// By its documentation, the ISO years −999,999 to 999,999 for every calendar.
    fn range(&self) -> Result<DayRange, Refusal> {
        Ok(DayRange { first: RataDie(-365_242_499), last: RataDie(365_242_134) })
    }

    /// By the documentation of `Date::from_rata_die`.
    fn beyond_range(&self) -> BeyondRange {
        BeyondRange::Clamps
    }

    fn day_native(&self, date: NativeDate) -> Result<RataDie, Refusal> {
        let mut fields = DateFields::default();
        fields.ordinal_month = Some(narrow(date.month)?);
        fields.day = Some(narrow(date.day)?);
        Ok(RataDie(self.of_fields(date.year, fields)?.to_rata_die().to_i64_date()))
    }

    fn months_in_year(&self, year: i64) -> Result<u32, Refusal> {
        Ok(self.month(year, None)?.months_in_year().into())
    }

    fn days_in_year(&self, year: i64) -> Result<u32, Refusal> {
        Ok(self.month(year, None)?.days_in_year().into())
    }

    fn days_in_month(&self, year: i64, month: MonthCode) -> Result<u32, Refusal> {
        Ok(self.month(year, Some(month))?.days_in_month().into())
    }

    fn is_leap_year(&self, year: i64) -> Result<bool, Refusal> {
        Ok(self.month(year, None)?.is_in_leap_year())
    }

    fn weekday(&self, day: RataDie) -> Result<Option<Weekday>, Refusal> {
        Ok(Weekday::from_number(self.of_day(day)?.weekday() as u8))
    }

    /// The library has ISO weeks only for its `Iso`.
    fn iso_week(&self, day: RataDie) -> Result<IsoWeekDate, Refusal> {
        if self.id != ISO8601.id {
            return Err(Refusal::Unsupported);
        }
        let date = self.of_day(day)?.to_calendar(Iso);
        let weekday = Weekday::from_number(date.weekday() as u8).ok_or(Refusal::Unexplained)?;
        let week = date.week_of_year();
        Ok(IsoWeekDate { year: week.iso_year.into(), week: week.week_number.into(), weekday })
    }

    fn day_of_year(&self, day: RataDie) -> Result<u32, Refusal> {
        Ok(self.of_day(day)?.day_of_year().0.into())
    }

    fn month_code(&self, year: i64, ordinal: u32) -> Result<MonthCode, Refusal> {
        let mut fields = DateFields::default();
        (fields.ordinal_month, fields.day) = (Some(narrow(ordinal)?), Some(1));
        Ok(code_of(&self.of_fields(year, fields)?))
    }

    fn month_ordinal(&self, year: i64, month: MonthCode) -> Result<u32, Refusal> {
        Ok(self.month(year, Some(month))?.month().ordinal.into())
    }

    fn era_year(&self, day: RataDie) -> Result<EraYear, Refusal> {
        let era = self.of_day(day)?.year().era().ok_or(Refusal::Unsupported)?;
        let code = EraCode::new(&era.era).ok_or(Refusal::Unsupported)?;
        Ok(EraYear { era: code, year: era.year.into() })
    }

    fn extended_year(&self, year: EraYear) -> Result<i64, Refusal> {
        let mut fields = DateFields::default();
        (fields.era, fields.era_year) =
            (Some(year.era.as_str().as_bytes()), Some(narrow(year.year)?));
        (fields.ordinal_month, fields.day) = (Some(1), Some(1));
        let date =
            IcuDate::try_from_fields(fields, DateFromFieldsOptions::default(), self.calendar);
        Ok(date.map_err(refusal)?.year().extended_year().into())
    }

    /// By `MissingFieldsStrategy::Ecma`: "a reference year is chosen" as in Temporal.
    fn month_day(&self, asked: MonthDay, overflow: Overflow) -> Result<RataDie, Refusal> {
        let mut fields = DateFields::default();
        (fields.month, fields.day) = (Some(month_of(asked.month)?), Some(narrow(asked.day)?));
        let mut options = options(overflow);
        options.missing_fields_strategy = Some(MissingFieldsStrategy::Ecma);
        let date = IcuDate::try_from_fields(fields, options, self.calendar).map_err(refusal)?;
        Ok(RataDie(date.to_rata_die().to_i64_date()))
    }

    fn nearest_date(&self, date: Date, overflow: Overflow) -> Result<Date, Refusal> {
        self.date_from_fields(Given::of(date), overflow)
    }

    fn date_from_fields(&self, given: Given, overflow: Overflow) -> Result<Date, Refusal> {
        let mut fields = DateFields::default();
        fields.extended_year = given.year.map(narrow).transpose()?;
        fields.era = given.era.as_ref().map(|era| era.as_str().as_bytes());
        fields.era_year = given.era_year.map(narrow).transpose()?;
        fields.ordinal_month = given.ordinal.map(narrow).transpose()?;
        fields.month = given.month.map(month_of).transpose()?;
        fields.day = given.day.map(narrow).transpose()?;
        let date = IcuDate::try_from_fields(fields, options(overflow), self.calendar);
        Ok(date_of(&date.map_err(refusal)?))
    }

    fn add(&self, date: Date, duration: DateDuration, overflow: Overflow) -> Result<Date, Refusal> {
        let mut options = DateAddOptions::default();
        options.overflow = Some(overflow_of(overflow));
        let sum = self.of_date(date)?.try_added_with_options(one_sign(duration)?, options);
        let sum = sum.map_err(|error| match error {
            DateAddError::InvalidDay { max } => Refusal::NoSuchDay { month_length: max.into() },
            DateAddError::MonthNotInYear => Refusal::Bare(Reason::NoSuchMonth),
            DateAddError::Overflow => Refusal::Bare(Reason::OutOfRange),
            _ => Refusal::Unexplained,
        })?;
        Ok(date_of(&sum))
    }

    fn until(&self, from: Date, to: Date, largest: Unit) -> Result<DateDuration, Refusal> {
        let mut options = DateDifferenceOptions::default();
        options.largest_unit = Some(match largest {
            Unit::Day => DateDurationUnit::Days,
            Unit::Week => DateDurationUnit::Weeks,
            Unit::Month => DateDurationUnit::Months,
            Unit::Year => DateDurationUnit::Years,
        });
        let between = self.of_date(from)?.try_until_with_options(&self.of_date(to)?, options);
        let between = between.map_err(|_| Refusal::Unexplained)?;
        let sign = if between.is_negative { -1 } else { 1 };
        let [years, months, weeks, days] =
            [between.years, between.months, between.weeks, between.days]
                .map(|field| sign * i64::from(field));
        Ok(DateDuration { years, months, weeks, days })
    }
}

fn code_of<C: AsCalendar>(date: &IcuDate<C>) -> MonthCode {
    let month = date.month();
    MonthCode { number: month.number(), leap: month.to_input().is_leap() }
}

fn date_of<C: AsCalendar>(date: &IcuDate<C>) -> Date {
    let (year, day) = (date.year().extended_year(), date.day_of_month().0);
    Date { year: year.into(), month: code_of(date), day: day.into() }
}

/// The library's durations have one sign, common to all fields.
fn one_sign(duration: DateDuration) -> Result<IcuDateDuration, Refusal> {
    let DateDuration { years, months, weeks, days } = duration;
    let fields = [years, months, weeks, days];
    if !duration.has_one_sign() {
        return Err(Refusal::Unsupported);
    }
    let is_negative = fields.iter().any(|field| *field < 0);
    let [years, months, weeks, days] = fields.map(|field| narrow(field.unsigned_abs()));
    Ok(IcuDateDuration { is_negative, years: years?, months: months?, weeks: weeks?, days: days? })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What it documents for days without a table. No reference covers them.
    #[test]
    fn outside_its_table_umm_al_qura_is_the_civil_calendar() {
        let table = calproof_registry::calendars::by_id("islamic-umalqura").unwrap();
        let DayRange { first, last } = table.range().unwrap();
        let before = (first.0 - 400_000..first.0).chain([-365_242_499, -100_000_000]);
        let after = (last.0 + 1..last.0 + 400_000).chain([100_000_000, 365_242_134]);
        for day in before.chain(after).map(RataDie) {
            assert_eq!(ISLAMIC_UMALQURA.date(day), ISLAMIC_CIVIL.date(day), "{day}");
        }
    }
}
