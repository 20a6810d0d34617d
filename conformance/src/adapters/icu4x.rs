//! The calendars of `icu_calendar`.

use calproof_registry::{
    BeyondRange, Calendar, Date, DayRange, MonthCode, NativeDate, RataDie, Reason, Refusal, Weekday,
};
use icu_calendar::cal::hijri::{
    TabularAlgorithm, TabularAlgorithmEpoch, TabularAlgorithmLeapYears,
};
use icu_calendar::cal::{
    Buddhist, ChineseTraditional, Coptic, Ethiopian, EthiopianEraStyle, Gregorian, Hijri, Indian,
    Iso, Julian, KoreanTraditional, Persian, Roc,
};
use icu_calendar::error::DateFromFieldsError;
use icu_calendar::options::DateFromFieldsOptions;
use icu_calendar::types::{DateFields, Month, RataDie as IcuRataDie};
use icu_calendar::{AsCalendar, Date as IcuDate};

use crate::adapters::narrow;
use crate::subject::InProcess;

/// A calendar of the library under its CLDR id, with the id of the rule that it states.
struct Icu<C> {
    id: &'static str,
    rule: &'static str,
    calendar: C,
}

static GREGORY: Icu<Gregorian> = Icu { id: "gregory", rule: "gregory", calendar: Gregorian };
static JULIAN: Icu<Julian> = Icu { id: "julian", rule: "julian", calendar: Julian };
/// The official calendar by the 33-year rule with exceptions from 1502 on, in the library's words.
static PERSIAN: Icu<Persian> = Icu { id: "persian", rule: "persian", calendar: Persian };
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
static ISO8601: Icu<Iso> = Icu { id: "iso8601", rule: "iso8601", calendar: Iso };
static BUDDHIST: Icu<Buddhist> = Icu { id: "buddhist", rule: "buddhist", calendar: Buddhist };
static ROC: Icu<Roc> = Icu { id: "roc", rule: "roc", calendar: Roc };
static COPTIC: Icu<Coptic> = Icu { id: "coptic", rule: "coptic", calendar: Coptic };
static ETHIOPIC: Icu<Ethiopian> =
    Icu { id: "ethiopic", rule: "ethiopic", calendar: Ethiopian::new() };
static ETHIOAA: Icu<Ethiopian> = Icu {
    id: "ethioaa",
    rule: "ethioaa",
    calendar: Ethiopian::new_with_era_style(EthiopianEraStyle::AmeteAlem),
};
static INDIAN: Icu<Indian> = Icu { id: "indian", rule: "indian", calendar: Indian };
/// By tables from 1900 to 2100, and by simpler rules beyond.
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
        &ROC,
        &JULIAN,
        &COPTIC,
        &ETHIOPIC,
        &ETHIOAA,
        &INDIAN,
        &ISLAMIC_CIVIL,
        &ISLAMIC_TBLA,
        &PERSIAN,
        &CHINESE,
        &DANGI,
    ];
    InProcess::new("icu4x", version, calendars)
}

impl<C: AsCalendar + Copy + Send + Sync> Icu<C> {
    fn of_day(&self, day: RataDie) -> IcuDate<C> {
        IcuDate::from_rata_die(IcuRataDie::new(day.0), self.calendar)
    }

    fn of_fields(&self, year: i64, fields: DateFields<'_>) -> Result<IcuDate<C>, Refusal> {
        let fields = with_year(fields, narrow(year)?);
        IcuDate::try_from_fields(fields, DateFromFieldsOptions::default(), self.calendar)
            .map_err(refusal)
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

/// The library's codes end at 99; a number above cannot be asked.
fn month_of(code: MonthCode) -> Result<Month, Refusal> {
    match code {
        MonthCode { number: 100.., .. } => Err(Refusal::Unsupported),
        MonthCode { number, leap: true } => Ok(Month::leap(number)),
        MonthCode { number, leap: false } => Ok(Month::new(number)),
    }
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
        let date = self.of_day(day);
        let month = date.month();
        let code = MonthCode { number: month.number(), leap: month.to_input().is_leap() };
        let (year, day) = (date.year().extended_year(), date.day_of_month().0);
        Ok(Date { year: year.into(), month: code, day: day.into() })
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        let mut fields = DateFields::default();
        fields.month = Some(month_of(date.month)?);
        fields.day = Some(narrow(date.day)?);
        Ok(RataDie(self.of_fields(date.year, fields)?.to_rata_die().to_i64_date()))
    }

    /// By its documentation the ISO years −999,999 to 999,999, for every calendar.
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
        Ok(Weekday::from_number(self.of_day(day).weekday() as u8))
    }
}
