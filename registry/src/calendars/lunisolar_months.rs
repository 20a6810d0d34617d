//! The months of the East Asian lunisolar calendars, from tables: each begins on the day of a new
//! moon and has 29 or 30 days; a leap month bears the number of the month before it.
//!
//! Tables are written compactly, one line per year, and expanded at compile time. The month of a
//! day is estimated from the mean month, which is off by one at most.

use crate::date::MonthCode;

/// A year as written in the tables: its first day, the lengths of its months, and the number of the
/// month before its leap month, 0 if there is none.
///
/// The lengths are 13 bits, the first month in the highest; 1 stands for 30 days. In a year with
/// twelve months the last bit is 0.
pub(super) type WrittenYear = (i64, u16, u8);

/// A calendar's months, from the first of the first year to the last of the last.
pub(super) struct LunisolarMonths {
    first_year: i64,
    first_day: i64,
    /// The maximum by which the mean month is early, in days.
    early: i64,
    years: &'static [Year],
    months: &'static [Month],
}

/// The months of one year.
#[derive(Clone, Copy)]
pub(super) struct Year {
    /// The index of its first month among all months.
    first_month: u16,
    /// The ordinal of its leap month, or one beyond all ordinals.
    leap_month: u8,
}

/// A month: in the lowest twelve bits the index of its year, above them the days before the month.
#[derive(Clone, Copy)]
pub(super) struct Month(u32);

/// No year has a month with this ordinal.
const NO_LEAP_MONTH: u8 = 14;

/// The reciprocal of the mean month, 29.530588 days, times 2³².
const MONTHS_PER_DAY: i64 = ((1 << 32) * 1_000_000 + 14_765_294) / 29_530_588;

/// The number of months of all the years together.
pub(super) const fn count(written: &[WrittenYear]) -> usize {
    let (mut months, mut year) = (0, 0);
    while year < written.len() {
        months += months_in(written[year]) as usize;
        year += 1;
    }
    months
}

const fn months_in((_, _, leap): WrittenYear) -> u32 {
    if leap == 0 { 12 } else { 13 }
}

const fn length((_, lengths, _): WrittenYear, ordinal: u32) -> u32 {
    29 + ((lengths >> (13 - ordinal)) & 1) as u32
}

/// The years, with the year after the table at the end.
pub(super) const fn years<const ENDS: usize>(written: &[WrittenYear]) -> [Year; ENDS] {
    let mut years = [Year::NONE; ENDS];
    lay_out_years(written, &mut years);
    years
}

const fn lay_out_years(written: &[WrittenYear], years: &mut [Year]) {
    assert!(years.len() == written.len() + 1);
    let mut year = 0;
    while year < written.len() {
        let leap = written[year].2;
        if leap != 0 {
            years[year].leap_month = leap + 1;
        }
        years[year + 1].first_month = years[year].first_month + months_in(written[year]) as u16;
        year += 1;
    }
}

/// The beginnings of the months, with the month after the table at the end.
pub(super) const fn months<const ENDS: usize>(written: &[WrittenYear]) -> [Month; ENDS] {
    let mut months = [Month(0); ENDS];
    lay_out_months(written, &mut months);
    months
}

const fn lay_out_months(written: &[WrittenYear], months: &mut [Month]) {
    let (mut place, mut year, mut days) = (0, 0, 0);
    while year < written.len() {
        assert!(written[0].0 + days as i64 == written[year].0, "a year begins where the last ends");
        assert!(months_in(written[year]) == 13 || written[year].1 & 1 == 0);
        let mut ordinal = 1;
        while ordinal <= months_in(written[year]) {
            months[place] = Month::new(days, year);
            days += length(written[year], ordinal);
            (place, ordinal) = (place + 1, ordinal + 1);
        }
        year += 1;
    }
    assert!(place + 1 == months.len());
    months[place] = Month::new(days, year);
}

impl Year {
    const NONE: Year = Year { first_month: 0, leap_month: NO_LEAP_MONTH };
}

impl Month {
    const fn new(days_before: u32, year: usize) -> Month {
        assert!(days_before < 1 << 20 && year < 1 << 12, "2,800 years at most");
        Month(days_before << 12 | year as u32)
    }

    const fn days_before(self) -> i64 {
        (self.0 >> 12) as i64
    }

    const fn year(self) -> usize {
        (self.0 & 0xfff) as usize
    }
}

impl LunisolarMonths {
    /// The months of consecutive years, of which this is the first.
    pub(super) const fn new(
        first_year: i64,
        first_day: i64,
        years: &'static [Year],
        months: &'static [Month],
    ) -> LunisolarMonths {
        let mut early = 0;
        while !Self::estimates_suit(months, early) {
            early += 1;
        }
        LunisolarMonths { first_year, first_day, early, years, months }
    }

    /// As [`LunisolarMonths::new`], for years that are computed at run time and kept until the
    /// program ends.
    pub(super) fn computed(first_year: i64, written: &[WrittenYear]) -> LunisolarMonths {
        let mut years = vec![Year::NONE; written.len() + 1];
        lay_out_years(written, &mut years);
        let mut months = vec![Month(0); count(written) + 1];
        lay_out_months(written, &mut months);
        LunisolarMonths::new(first_year, written[0].0, years.leak(), months.leak())
    }

    /// Whether with this offset the mean month is never early, and late by one at most.
    const fn estimates_suit(months: &[Month], early: i64) -> bool {
        let mut place = 0;
        let mut never_early = true;
        while place + 1 < months.len() {
            let last = months[place + 1].days_before() - 1;
            never_early &= estimate(months[place].days_before() + early) >= place;
            assert!(estimate(last + early) <= place + 1, "the mean month is late by two");
            place += 1;
        }
        never_early
    }

    /// The day on which the year begins. It also answers for the year after the table.
    pub(super) const fn new_year(&self, year: i64) -> i64 {
        let first = self.years[(year - self.first_year) as usize].first_month;
        self.first_day + self.months[first as usize].days_before()
    }

    /// The day on which the first year begins.
    #[inline]
    pub(super) fn first_day(&self) -> i64 {
        self.first_day
    }

    #[inline]
    fn year(&self, year: i64) -> Year {
        self.years[(year - self.first_year) as usize]
    }

    #[inline]
    fn days_before(&self, year: i64, ordinal: u32) -> i64 {
        self.months[self.month_index(year, ordinal) as usize].days_before()
    }

    /// The year that holds the day, the month's ordinal in it and the day of the month.
    #[inline]
    pub(super) fn split(&self, day: i64) -> (i64, u32, u32) {
        let days = day - self.first_day;
        let mut place = estimate(days + self.early);
        if days < self.months[place].days_before() {
            place -= 1;
        }
        let day = (days - self.months[place].days_before()) as u32 + 1;
        let (year, ordinal) = self.month_at(place as i64);
        (year, ordinal, day)
    }

    /// The day on which the month begins.
    #[inline]
    pub(super) fn month_start(&self, year: i64, ordinal: u32) -> i64 {
        self.first_day + self.days_before(year, ordinal)
    }

    /// How many days the month has.
    #[inline]
    pub(super) fn month_length(&self, year: i64, ordinal: u32) -> u32 {
        (self.days_before(year, ordinal + 1) - self.days_before(year, ordinal)) as u32
    }

    /// Whether the year has a leap month.
    #[inline]
    pub(super) fn is_leap(&self, year: i64) -> bool {
        self.year(year).leap_month != NO_LEAP_MONTH
    }

    /// The code of the month.
    #[inline]
    pub(super) fn code(&self, year: i64, ordinal: u32) -> MonthCode {
        let (ordinal, leap) = (ordinal as u8, self.year(year).leap_month);
        MonthCode { number: ordinal - u8::from(ordinal >= leap), leap: ordinal == leap }
    }

    /// The ordinal of the month with this code; `None` if the year lacks it.
    #[inline]
    pub(super) fn ordinal(&self, year: i64, month: MonthCode) -> Option<u32> {
        let leap = self.year(year).leap_month;
        let is_number = 1 <= month.number && month.number <= 12;
        if !is_number || (month.leap && month.number + 1 != leap) {
            return None;
        }
        Some(u32::from(month.number + u8::from(month.leap || month.number >= leap)))
    }

    /// The index of the month among all months of the table.
    #[inline]
    pub(super) fn month_index(&self, year: i64, ordinal: u32) -> i64 {
        i64::from(self.year(year).first_month) + i64::from(ordinal) - 1
    }

    /// The month with this index.
    #[inline]
    pub(super) fn month_at(&self, index: i64) -> (i64, u32) {
        let year = self.months[index as usize].year();
        let first = i64::from(self.years[year].first_month);
        (self.first_year + year as i64, (index - first) as u32 + 1)
    }
}

/// The index of the mean month that holds the day.
#[inline]
const fn estimate(days: i64) -> usize {
    ((days * MONTHS_PER_DAY) >> 32) as usize
}

/// The month that stands in for a leap month in years without it. Temporal constrains every `MnnL`
/// to `Mnn`.
pub(super) fn stand_in(month: MonthCode) -> Option<MonthCode> {
    let is_month = month.leap && 1 <= month.number && month.number <= 12;
    is_month.then(|| MonthCode::common(month.number))
}
