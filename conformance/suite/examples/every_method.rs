//! A calendar that implements every method of its trait and uses every type of both traits through
//! `calproof` alone: `cargo test -p calproof --example every_method` runs one test per check.
//!
//! Its years have twelve months of ten days each.

use calproof::{
    BeyondRange, Calendar, CalendarRegistry, Date, DateDuration, DateFields, DayRange, Era,
    EraCode, EraYear, Found, IsoWeekDate, Leniency, MonthCode, MonthDay, NativeDate, Numbering,
    Overflow, RataDie, Refusal, Registered, RegistryRefusal, Unit, Weekday,
};

struct TenDays;

const RANGE: DayRange = DayRange { first: RataDie(-119_880), last: RataDie(119_999) };
const YEARS: (i64, i64) = (-999, 999);
const ERA: Era =
    Era { code: "ten-days", aliases: &[], year_one: 1, backwards: false, first: Some(120) };
const BEFORE: Era = Era { code: "before", aliases: &[], year_one: 0, backwards: true, first: None };

fn known(year: i64) -> Result<(), Refusal> {
    let (first, last) = YEARS;
    if (first..=last).contains(&year) {
        Ok(())
    } else {
        Err(Refusal::YearOutOfRange { first, last })
    }
}

/// Number of months from year 0 to the date's month.
fn months_before(date: Date) -> i64 {
    date.year * 12 + i64::from(date.month.number) - 1
}

/// The given day of a month; months are counted from the start of year 0.
fn day_in(months: i64, day: u32) -> RataDie {
    RataDie(months * 10 + i64::from(day) - 1)
}

impl Calendar for TenDays {
    fn id(&self) -> &str {
        "ten-days"
    }

    fn rule(&self) -> &str {
        "ten-days"
    }

    fn range(&self) -> Result<DayRange, Refusal> {
        Ok(RANGE)
    }

    fn beyond_range(&self) -> BeyondRange {
        BeyondRange::Refuses
    }

    fn leniency(&self, _question: &str) -> Leniency {
        Leniency::Refused
    }

    fn numbering(&self) -> Numbering {
        Numbering { year_zero: true }
    }

    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        if !RANGE.contains(day) {
            return Err(Refusal::Unexplained);
        }
        let (months, day) = (day.0.div_euclid(10), day.0.rem_euclid(10) as u32 + 1);
        Ok(Date::new(months.div_euclid(12), months.rem_euclid(12) as u8 + 1, day))
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        self.month_ordinal(date.year, date.month)?;
        match date.day {
            1..=10 => Ok(day_in(months_before(date), date.day)),
            _ => Err(Refusal::NoSuchDay { month_length: 10 }),
        }
    }

    fn day_native(&self, date: NativeDate) -> Result<RataDie, Refusal> {
        let month = u8::try_from(date.month).map_err(|_| Refusal::Unexplained)?;
        let day = u32::try_from(date.day).map_err(|_| Refusal::Unexplained)?;
        self.day(Date::new(date.year, month, day))
    }

    fn months_in_year(&self, year: i64) -> Result<u32, Refusal> {
        known(year).map(|()| 12)
    }

    fn days_in_year(&self, year: i64) -> Result<u32, Refusal> {
        known(year).map(|()| 120)
    }

    fn days_in_month(&self, year: i64, month: MonthCode) -> Result<u32, Refusal> {
        self.month_ordinal(year, month).map(|_| 10)
    }

    fn is_leap_year(&self, year: i64) -> Result<bool, Refusal> {
        known(year).map(|()| false)
    }

    fn weekday(&self, day: RataDie) -> Result<Option<Weekday>, Refusal> {
        self.date(day).map(|_| Some(day.weekday()))
    }

    fn days_in_week(&self, day: RataDie) -> Result<u32, Refusal> {
        self.date(day).map(|_| 7)
    }

    fn month_code(&self, year: i64, ordinal: u32) -> Result<MonthCode, Refusal> {
        known(year)?;
        match u8::try_from(ordinal) {
            Ok(number @ 1..=12) => Ok(MonthCode::common(number)),
            _ => Err(Refusal::Unexplained),
        }
    }

    fn month_ordinal(&self, year: i64, month: MonthCode) -> Result<u32, Refusal> {
        known(year)?;
        match month {
            MonthCode { number: number @ 1..=12, leap: false } => Ok(number.into()),
            _ => Err(Refusal::NoSuchMonth { month }),
        }
    }

    fn day_of_year(&self, day: RataDie) -> Result<u32, Refusal> {
        self.date(day).map(|_| day.0.rem_euclid(120) as u32 + 1)
    }

    fn day_from_ordinal(&self, year: i64, ordinal: u32) -> Result<RataDie, Refusal> {
        known(year)?;
        match ordinal {
            1..=120 => Ok(RataDie(year * 120 + i64::from(ordinal) - 1)),
            _ => Err(Refusal::NoSuchDayOfYear { days: 120 }),
        }
    }

    fn iso_week(&self, day: RataDie) -> Result<IsoWeekDate, Refusal> {
        self.date(day)?;
        IsoWeekDate::of(day)
    }

    fn day_from_iso_week(&self, week: IsoWeekDate) -> Result<RataDie, Refusal> {
        let day = week.day()?;
        RANGE.contains(day).then_some(day).ok_or(Refusal::Unexplained)
    }

    fn eras(&self) -> &[Era] {
        &[BEFORE, ERA]
    }

    fn era_year(&self, day: RataDie) -> Result<EraYear, Refusal> {
        let year = self.date(day)?.year;
        let era = if year < 1 { BEFORE } else { ERA };
        let code = EraCode::new(era.code).ok_or(Refusal::Unexplained)?;
        Ok(EraYear { era: code, year: era.year_of(year).ok_or(Refusal::Unexplained)? })
    }

    fn extended_year(&self, year: EraYear) -> Result<i64, Refusal> {
        let era = self.eras().iter().find(|era| era.is_called(year.era));
        let era = era.ok_or(Refusal::Bare(calproof::Reason::NoSuchEra))?;
        era.extended_year(year.year).ok_or(Refusal::Unexplained)
    }

    /// All months are alike: each day is one of the last year that ends before 1973.
    fn month_day(&self, day: MonthDay, overflow: Overflow) -> Result<RataDie, Refusal> {
        let date = |year| self.nearest_date(day.in_year(year), overflow);
        let of_year = |year| self.day(date(year)?);
        let last = of_year(6002)?;
        if last.0 <= 720_258 { Ok(last) } else { of_year(6001) }
    }

    fn nearest_date(&self, date: Date, overflow: Overflow) -> Result<Date, Refusal> {
        let day = match overflow {
            Overflow::Constrain if date.day > 0 => date.day.min(10),
            _ => date.day,
        };
        let nearest = Date { day, ..date };
        self.day(nearest).map(|_| nearest)
    }

    fn date_from_fields(&self, fields: DateFields, overflow: Overflow) -> Result<Date, Refusal> {
        let missing = Refusal::Bare(calproof::Reason::MissingField);
        let of_era = match (fields.era, fields.era_year) {
            (Some(era), Some(year)) => Some(self.extended_year(EraYear { era, year })?),
            (None, None) => None,
            _ => return Err(missing),
        };
        let year = of_era.or(fields.year).ok_or(missing)?;
        let ordinal = fields.ordinal.map(|ordinal| match overflow {
            Overflow::Constrain if fields.month.is_none() => ordinal.min(12),
            _ => ordinal,
        });
        let of_ordinal = ordinal.map(|it| self.month_code(year, it));
        let month = fields.month.map_or_else(|| of_ordinal.ok_or(missing)?, Ok)?;
        let agree = fields.year.is_none_or(|other| other == year)
            && ordinal.is_none_or(|it| self.month_ordinal(year, month) == Ok(it));
        if !agree {
            return Err(Refusal::Bare(calproof::Reason::Contradiction));
        }
        self.nearest_date(Date { year, month, day: fields.day.ok_or(missing)? }, overflow)
    }

    /// All months are alike, so that nothing overflows.
    fn add(&self, date: Date, by: DateDuration, overflow: Overflow) -> Result<Date, Refusal> {
        self.day(date)?;
        let (Overflow::Constrain | Overflow::Reject) = overflow;
        let all = |sums: &[(i64, i64)]| {
            sums.iter()
                .try_fold(0_i64, |sum, (count, size)| count.checked_mul(*size)?.checked_add(sum))
        };
        let months = all(&[(months_before(date), 1), (by.years, 12), (by.months, 1)]);
        let days = months.and_then(|months| {
            all(&[(months, 10), (date.day.into(), 1), (by.weeks, 7), (by.days, 1), (-1, 1)])
        });
        self.date(RataDie(days.ok_or(Refusal::Unexplained)?))
    }

    fn until(&self, from: Date, to: Date, largest: Unit) -> Result<DateDuration, Refusal> {
        let days = self.day(to)?.0 - self.day(from)?.0;
        let none = DateDuration::default();
        match largest {
            Unit::Day => return Ok(DateDuration { days, ..none }),
            Unit::Week => return Ok(DateDuration { weeks: days / 7, days: days % 7, ..none }),
            Unit::Month | Unit::Year => {}
        }
        let (months, days) = (days / 10, days % 10);
        Ok(match largest {
            Unit::Year => DateDuration { years: months / 12, months: months % 12, days, ..none },
            _ => DateDuration { months, days, ..none },
        })
    }
}

calproof::conformance_tests!(
    TenDays,
    answers: [
        DayNative, MonthsInYear, DaysInYear, DaysInMonth, IsLeapYear, Weekday, DaysInWeek, MonthCode,
        MonthOrdinal, DayOfYear, DayFromOrdinal, IsoWeek, DayFromIsoWeek, EraYear, ExtendedYear,
        MonthDay, NearestDate, DateFromFields, Add, Until,
    ],
);

/// Uses the argument and result types of a registry's methods.
fn found(registry: &dyn CalendarRegistry, name: &str) -> Result<Option<u64>, RegistryRefusal> {
    let calendar: std::sync::Arc<dyn Calendar> = std::sync::Arc::new(TenDays);
    let Registered { id, .. } = registry.register(calendar, &[name])?;
    let Found { id: again, .. } = registry.find(name)?;
    Ok(id.filter(|id| Some(*id) == again))
}

#[test]
fn the_suite_registry_finds_a_registered_alias() {
    let registry = calproof::Registry::new();
    assert!(found(&registry, "tens").unwrap().is_some());
}

fn main() {
    println!("{:?}", TenDays.date(RataDie(739_942)).map(|date| date.to_string()));
    println!("{:?}", found(&calproof::Registry::new(), "tens"));
}
