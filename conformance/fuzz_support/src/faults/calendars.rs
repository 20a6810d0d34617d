//! Calendars that are wrong on purpose, and their benign twins: of the same shape, with legal
//! behaviour.

use std::cell::Cell;

use calproof_registry::{
    BeyondRange, Calendar, Date, DateDuration, DateFields, DayRange, EraYear, IsoWeekDate,
    MonthCode, MonthDay, NativeDate, Numbering, Overflow, RataDie, Refusal, Unit, Weekday,
    calendars,
};

pub(super) type Base = &'static dyn Calendar;

/// A reference calendar with some answers replaced.
#[derive(Clone)]
pub(super) struct Tampered {
    pub(super) base: Base,
    pub(super) id: &'static str,
    pub(super) rule: &'static str,
    pub(super) range: DayRange,
    pub(super) beyond_range: BeyondRange,
    pub(super) numbering: Numbering,
    pub(super) date: fn(Base, RataDie) -> Result<Date, Refusal>,
    pub(super) day: fn(Base, Date) -> Result<RataDie, Refusal>,
    pub(super) day_native: fn(Base, NativeDate) -> Result<RataDie, Refusal>,
    pub(super) days_in_year: fn(Base, i64) -> Result<u32, Refusal>,
    pub(super) days_in_month: fn(Base, i64, MonthCode) -> Result<u32, Refusal>,
    pub(super) months_in_year: fn(Base, i64) -> Result<u32, Refusal>,
    pub(super) is_leap_year: fn(Base, i64) -> Result<bool, Refusal>,
    pub(super) weekday: fn(Base, RataDie) -> Result<Option<Weekday>, Refusal>,
    pub(super) days_in_week: fn(Base, RataDie) -> Result<u32, Refusal>,
    pub(super) month_code: fn(Base, i64, u32) -> Result<MonthCode, Refusal>,
    pub(super) month_ordinal: fn(Base, i64, MonthCode) -> Result<u32, Refusal>,
    pub(super) day_of_year: fn(Base, RataDie) -> Result<u32, Refusal>,
    pub(super) day_from_ordinal: fn(Base, i64, u32) -> Result<RataDie, Refusal>,
    pub(super) iso_week: fn(Base, RataDie) -> Result<IsoWeekDate, Refusal>,
    pub(super) day_from_iso_week: fn(Base, IsoWeekDate) -> Result<RataDie, Refusal>,
    pub(super) era_year: fn(Base, RataDie) -> Result<EraYear, Refusal>,
    pub(super) extended_year: fn(Base, EraYear) -> Result<i64, Refusal>,
    pub(super) month_day: fn(Base, MonthDay, Overflow) -> Result<RataDie, Refusal>,
    pub(super) nearest_date: fn(Base, Date, Overflow) -> Result<Date, Refusal>,
    pub(super) date_from_fields: fn(Base, DateFields, Overflow) -> Result<Date, Refusal>,
    pub(super) add: fn(Base, Date, DateDuration, Overflow) -> Result<Date, Refusal>,
    pub(super) until: fn(Base, Date, Date, Unit) -> Result<DateDuration, Refusal>,
}

impl Tampered {
    /// The unchanged reference calendar, for the years 1600 to 2800 of its own count or for as many
    /// of them as it has. It refuses everything beyond.
    pub(super) fn of(id: &'static str) -> Tampered {
        let base = calendars::by_id(id).unwrap_or(calendars::ALL[0]);
        let whole = base.range().unwrap_or(DayRange { first: RataDie(0), last: RataDie(0) });
        let start = |year| base.day(Date::new(year, 1, 1));
        let range = DayRange {
            first: start(1600).unwrap_or(whole.first),
            last: start(2801).map_or(whole.last, |day| RataDie(day.0 - 1)),
        };
        Tampered {
            base,
            id: base.id(),
            rule: base.id(),
            range,
            beyond_range: BeyondRange::Refuses,
            numbering: base.numbering(),
            date: |base, day| base.date(day),
            day: |base, date| base.day(date),
            day_native: |base, date| base.day_native(date),
            days_in_year: |base, year| base.days_in_year(year),
            days_in_month: |base, year, month| base.days_in_month(year, month),
            months_in_year: |base, year| base.months_in_year(year),
            is_leap_year: |base, year| base.is_leap_year(year),
            weekday: |base, day| base.weekday(day),
            days_in_week: |base, day| base.days_in_week(day),
            month_code: |base, year, ordinal| base.month_code(year, ordinal),
            month_ordinal: |base, year, month| base.month_ordinal(year, month),
            day_of_year: |base, day| base.day_of_year(day),
            day_from_ordinal: |base, year, ordinal| base.day_from_ordinal(year, ordinal),
            iso_week: |base, day| base.iso_week(day),
            day_from_iso_week: |base, week| base.day_from_iso_week(week),
            era_year: |base, day| base.era_year(day),
            extended_year: |base, year| base.extended_year(year),
            month_day: |base, day, overflow| base.month_day(day, overflow),
            nearest_date: |base, date, overflow| base.nearest_date(date, overflow),
            date_from_fields: |base, fields, overflow| base.date_from_fields(fields, overflow),
            add: |base, date, duration, overflow| base.add(date, duration, overflow),
            until: |base, from, to, largest| base.until(from, to, largest),
        }
    }
}

impl Calendar for Tampered {
    fn id(&self) -> &str {
        self.id
    }

    fn rule(&self) -> &str {
        self.rule
    }

    fn range(&self) -> Result<DayRange, Refusal> {
        Ok(self.range)
    }

    fn beyond_range(&self) -> BeyondRange {
        self.beyond_range
    }

    fn numbering(&self) -> Numbering {
        self.numbering
    }

    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        (self.date)(self.base, day)
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        (self.day)(self.base, date)
    }

    fn day_native(&self, date: NativeDate) -> Result<RataDie, Refusal> {
        (self.day_native)(self.base, date)
    }

    fn days_in_year(&self, year: i64) -> Result<u32, Refusal> {
        (self.days_in_year)(self.base, year)
    }

    fn days_in_month(&self, year: i64, month: MonthCode) -> Result<u32, Refusal> {
        (self.days_in_month)(self.base, year, month)
    }

    fn months_in_year(&self, year: i64) -> Result<u32, Refusal> {
        (self.months_in_year)(self.base, year)
    }

    fn is_leap_year(&self, year: i64) -> Result<bool, Refusal> {
        (self.is_leap_year)(self.base, year)
    }

    fn weekday(&self, day: RataDie) -> Result<Option<Weekday>, Refusal> {
        (self.weekday)(self.base, day)
    }

    fn days_in_week(&self, day: RataDie) -> Result<u32, Refusal> {
        (self.days_in_week)(self.base, day)
    }

    fn month_code(&self, year: i64, ordinal: u32) -> Result<MonthCode, Refusal> {
        (self.month_code)(self.base, year, ordinal)
    }

    fn month_ordinal(&self, year: i64, month: MonthCode) -> Result<u32, Refusal> {
        (self.month_ordinal)(self.base, year, month)
    }

    fn day_of_year(&self, day: RataDie) -> Result<u32, Refusal> {
        (self.day_of_year)(self.base, day)
    }

    fn day_from_ordinal(&self, year: i64, ordinal: u32) -> Result<RataDie, Refusal> {
        (self.day_from_ordinal)(self.base, year, ordinal)
    }

    fn iso_week(&self, day: RataDie) -> Result<IsoWeekDate, Refusal> {
        (self.iso_week)(self.base, day)
    }

    fn day_from_iso_week(&self, week: IsoWeekDate) -> Result<RataDie, Refusal> {
        (self.day_from_iso_week)(self.base, week)
    }

    fn era_year(&self, day: RataDie) -> Result<EraYear, Refusal> {
        (self.era_year)(self.base, day)
    }

    fn extended_year(&self, year: EraYear) -> Result<i64, Refusal> {
        (self.extended_year)(self.base, year)
    }

    fn month_day(&self, day: MonthDay, overflow: Overflow) -> Result<RataDie, Refusal> {
        (self.month_day)(self.base, day, overflow)
    }

    fn nearest_date(&self, date: Date, overflow: Overflow) -> Result<Date, Refusal> {
        (self.nearest_date)(self.base, date, overflow)
    }

    fn date_from_fields(&self, fields: DateFields, overflow: Overflow) -> Result<Date, Refusal> {
        (self.date_from_fields)(self.base, fields, overflow)
    }

    fn add(&self, date: Date, duration: DateDuration, overflow: Overflow) -> Result<Date, Refusal> {
        (self.add)(self.base, date, duration, overflow)
    }

    fn until(&self, from: Date, to: Date, largest: Unit) -> Result<DateDuration, Refusal> {
        (self.until)(self.base, from, to, largest)
    }
}

pub(super) fn gregory() -> Tampered {
    Tampered::of("gregory")
}

/// The unchanged reference calendar, declared to answer nothing but questions about eras.
pub(super) fn of_eras_alone(id: &'static str) -> Tampered {
    Tampered {
        date: |_, _| Err(Refusal::Unsupported),
        day: |_, _| Err(Refusal::Unsupported),
        day_native: |_, _| Err(Refusal::Unsupported),
        days_in_year: |_, _| Err(Refusal::Unsupported),
        days_in_month: |_, _, _| Err(Refusal::Unsupported),
        months_in_year: |_, _| Err(Refusal::Unsupported),
        is_leap_year: |_, _| Err(Refusal::Unsupported),
        weekday: |_, _| Err(Refusal::Unsupported),
        days_in_week: |_, _| Err(Refusal::Unsupported),
        month_code: |_, _, _| Err(Refusal::Unsupported),
        month_ordinal: |_, _, _| Err(Refusal::Unsupported),
        day_of_year: |_, _| Err(Refusal::Unsupported),
        iso_week: |_, _| Err(Refusal::Unsupported),
        day_from_iso_week: |_, _| Err(Refusal::Unsupported),
        day_from_ordinal: |_, _, _| Err(Refusal::Unsupported),
        extended_year: |_, _| Err(Refusal::Unsupported),
        month_day: |_, _, _| Err(Refusal::Unsupported),
        nearest_date: |_, _, _| Err(Refusal::Unsupported),
        date_from_fields: |_, _, _| Err(Refusal::Unsupported),
        add: |_, _, _, _| Err(Refusal::Unsupported),
        until: |_, _, _, _| Err(Refusal::Unsupported),
        ..Tampered::of(id)
    }
}

/// The date, or the last day of its month if the month is shorter.
pub(super) fn constrained(base: Base, date: Date) -> Date {
    let length = base.days_in_month(date.year, date.month);
    Date { day: length.map_or(date.day, |length| date.day.min(length)), ..date }
}

/// The Gregorian calendar in years that are too far away for exhaustive sweeps.
pub(super) fn far_away() -> Tampered {
    let range = DayRange { first: RataDie(40_000_000), last: RataDie(3_000_000_000) };
    Tampered { range, ..gregory() }
}

pub(super) fn is_leap_day(date: Date) -> bool {
    date.month == MonthCode::common(2) && date.day == 29
}

/// The day that the official calendar calls 30 Esfand 1403: 20 March 2025.
pub(super) const ESFAND_30_1403: i64 = 739_330;

pub(super) fn may_for_july(date: Date) -> Date {
    let number = match date.month.number {
        5 => 7,
        7 => 5,
        other => other,
    };
    Date { month: MonthCode { number, ..date.month }, ..date }
}

pub(super) fn two_thousand_years() -> DayRange {
    DayRange { first: RataDie(1), last: RataDie(800_000) }
}

pub(super) fn around_year_zero() -> DayRange {
    DayRange { first: RataDie(-36_890), last: RataDie(36_890) }
}

pub(super) fn clamped(day: RataDie) -> Result<Date, Refusal> {
    let range = Tampered::of("gregory").range;
    let nearest = day.clamp(range.first, range.last);
    calendars::Gregory.date(nearest)
}

/// The date of the day; from 2400 on it is derived from the previous Gregorian cycle.
pub(super) fn from_a_cycle_before(base: Base, day: RataDie, years: i64) -> Result<Date, Refusal> {
    let date = base.date(day)?;
    if date.year < 2400 {
        return Ok(date);
    }
    let before = base.date(RataDie(day.0 - 146_097))?;
    Ok(Date { year: before.year + years, ..before })
}

thread_local! {
    /// The last day that was asked for, and its date, for calendars with memory.
    static REMEMBERED: Cell<Option<(RataDie, Date)>> = const { Cell::new(None) };
}

/// The date of the day, from memory if the day is the remembered one. `key` chooses the day under
/// which the new date is remembered, from the previous day and this one.
pub(super) fn remembering(
    base: Base,
    day: RataDie,
    key: fn(RataDie, RataDie) -> RataDie,
) -> Result<Date, Refusal> {
    if let Some((known, date)) = REMEMBERED.get()
        && known == day
    {
        return Ok(date);
    }
    let date = base.date(day)?;
    let before = REMEMBERED.get().map_or(day, |(before, _)| before);
    REMEMBERED.set(Some((key(before, day), date)));
    Ok(date)
}
